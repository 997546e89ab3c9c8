"""What the links inside a document ("#id") point at: the paths of the nodes that bear those ids."""

from collections.abc import Iterator

import msgspec

from govdoc.model import Attachment, Document, Link, Node, Part
from govdoc.tree import walk


def targets(document: Document) -> dict[str, str]:
    """Id → path of its node, for each id that a link of the document names and that a node bears."""
    wanted = {href[1:] for part in document.parts if _may_link(part) for href in _hrefs(part)}
    if not wanted:
        return {}
    return {node.id: path for path, node in walk(document) if node.id in wanted}


def _may_link(part: Part) -> bool:
    """Whether a part may hold such links.

    Looking at its JSON takes a tenth of the time of a walk, and most documents have none.
    """
    fields = (part.title, part.subtitle, part.recipients, part.note, part.attachments)
    return any(b'"href":"#' in msgspec.json.encode(one) for one in (*fields, *part.blocks))


def _hrefs(part: Node) -> Iterator[str]:
    for _, node in walk(part):
        if isinstance(node, Link | Attachment) and node.href and node.href.startswith("#"):
            yield node.href
