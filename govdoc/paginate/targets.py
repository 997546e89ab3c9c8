"""What the links inside a document ("#id") point at: the paths of the nodes that bear those ids."""

from collections.abc import Iterator

import msgspec

from govdoc.model import Attachment, Blocks, Document, Inlines, Link, Node, Paragraph, Part, Section, Text
from govdoc.tree import walk


def targets(document: Document) -> dict[str, str]:
    """Id → path of its node, for each id that a link of the document names and that a node bears."""
    wanted = {href[1:] for part in document.parts if _may_link(part) for href in _hrefs(part)}
    if not wanted:
        return {}
    return {node.id: path for path, node in walk(document) if node.id in wanted}


def _may_link(part: Part) -> bool:
    """Whether a part may hold such links, for most documents have none."""
    fields = (part.title, part.subtitle, part.recipients, part.note, part.attachments)
    return any(map(_names_place, fields)) or _may_link_in(part.blocks)


def _may_link_in(blocks: Blocks) -> bool:
    """Whether blocks may hold such links; what is one run of text, as most, is passed over."""
    for block in blocks:
        if block.__class__ is Section:
            if not _is_run(block.heading) and _names_place(block.heading):
                return True
            if _may_link_in(block.blocks):
                return True
        elif not (block.__class__ is Paragraph and _is_run(block.content)) and _names_place(block):
            return True
    return False


def _is_run(content: Inlines) -> bool:
    return len(content) == 1 and content[0].__class__ is Text


def _names_place(value: object) -> bool:
    """Looking at the JSON takes a tenth of the time of a walk."""
    return b'"href":"#' in msgspec.json.encode(value)


def _hrefs(part: Node) -> Iterator[str]:
    for _, node in walk(part):
        if isinstance(node, Link | Attachment) and node.href and node.href.startswith("#"):
            yield node.href
