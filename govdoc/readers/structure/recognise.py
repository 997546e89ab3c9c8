"""From lines to metadata, parts and furniture: the order in which a page is taken apart.

First what is above the text and below it, then the parts, then each part from its head and from its end, and
last what is between them. 党政机关公文处理工作条例 (2012) article 9 names the elements.
"""

from collections.abc import Sequence

from msgspec import Struct

from govdoc import codes as say
from govdoc.context import Context
from govdoc.diagnostics import Origin
from govdoc.model import (
    Attachment,
    Entry,
    Furniture,
    FurnitureKind,
    Inlines,
    Letterhead,
    Metadata,
    Part,
    PartKind,
)
from govdoc.readers.structure.closing import read_closing
from govdoc.readers.structure.contents import without_contents
from govdoc.readers.structure.divide import Chunk, divide, is_mark
from govdoc.readers.structure.letterhead import read_letterhead
from govdoc.readers.structure.lines import Line, join, target
from govdoc.readers.structure.page import Found, read_bottom, read_top, without_page_numbers
from govdoc.readers.structure.sections import Nest
from govdoc.readers.structure.title import Heading, choose, matching, read_heading
from govdoc.readers.structure.words import is_recipients, is_text, may_be_recipients, organs_in
from govdoc.readers.structure.wrapped import rejoin

_MOST_LISTED = 200
"""Names of an annex list that are compared with titles."""


class Structure(Struct, frozen=True):
    """What was understood: the disclosure metadata, the parts, the furniture of the page."""

    metadata: Metadata
    parts: tuple[Part, ...]
    furniture: tuple[Furniture, ...]


def recognise(
    lines: Sequence[Line], context: Context, given: Sequence[Entry] = (), title: str = ""
) -> Structure:
    """The structure of a page. Reports what is doubtful, and notes where blocks and entries came from.

    Parameters: `lines` in page order; `given` metadata that the format holds apart from its text; `title`
    what it calls the document, where no metadata says so.
    """
    found = Found([], [], tuple(given))
    lines = without_contents(rejoin(without_page_numbers(lines, found), context), found)
    lead, lines = _leading_mark(lines)
    top = read_top(lines, found)
    mark, groups = (lead, top.groups) if lead else _mark(top.groups)
    letterhead, groups = _letterhead(groups)
    known = found.metadata.title or title
    choice = choose(groups, known)
    found.put(FurnitureKind.PAGE_TITLE, *choice.copies)
    text, files = read_bottom([*choice.rest, *lines[top.end :]], found)
    printed = "" if choice.heading is None else "".join(line.text for line in choice.heading.title)
    chunks = divide(text, printed, mark)
    parts = _parts(chunks, choice.heading, letterhead, files, found, context)
    for i, (_, origin) in enumerate(found.entries, len(given)):
        _locate(context, f"metadata/entries/{i}", origin)
    _report(parts, known, found.furniture, context)
    return Structure(found.metadata, parts, tuple(found.furniture))


def _leading_mark(lines: Sequence[Line]) -> tuple[str, Sequence[Line]]:
    """An annex mark with a colon (“附件3：”) above a title, and the lines below it."""
    if len(lines) < 3 or not lines[0].text.endswith(("：", ":")) or not is_mark(lines[0].text):
        return "", lines
    return ("", lines) if is_text(lines[1]) else (lines[0].text, lines[1:])


def _mark(groups: Sequence[Sequence[Line]]) -> tuple[str, Sequence[Sequence[Line]]]:
    """The annex mark of a page that is an annex itself, and the groups without it."""
    for i, group in enumerate(groups):
        if len(group) > 1 and is_mark(group[0].text):
            return group[0].text, [*groups[:i], group[1:], *groups[i + 1 :]]
    return "", groups


def _letterhead(groups: Sequence[Sequence[Line]]) -> tuple[Letterhead | None, Sequence[Sequence[Line]]]:
    letterhead: Letterhead | None = None
    rest: list[list[Line]] = []
    for group in groups:
        made, left = read_letterhead(group) if letterhead is None else (None, list(group))
        letterhead = letterhead or made
        rest.append(left)
    return letterhead, [group for group in rest if group]


def _parts(
    chunks: Sequence[Chunk],
    heading: Heading | None,
    letterhead: Letterhead | None,
    files: Sequence[Line],
    found: Found,
    context: Context,
) -> tuple[Part, ...]:
    issuers = _issuers(heading, found)
    parts: list[Part] = []
    listed: list[str] = []
    for i, chunk in enumerate(chunks):
        last = files if i == len(chunks) - 1 else ()
        top = _head(chunk, found, listed) if i else (letterhead, heading, chunk)
        parts.append(_part(i, *top, issuers, last, context))
        listed = [attachment.name for attachment in parts[i].attachments[:_MOST_LISTED]] or listed
    return tuple(parts)


def _issuers(heading: Heading | None, found: Found) -> tuple[str, ...]:
    named = found.metadata
    title = "".join(line.text for line in heading.title) if heading else ""
    own = organs_in(title.partition("关于")[0].strip()) if "关于" in title else ()
    return (*named.issuers, *named.items("source"), *own)


def _head(
    chunk: Chunk, found: Found, listed: Sequence[str]
) -> tuple[Letterhead | None, Heading | None, Chunk]:
    """Letterhead and title of a part below the others; a second page has metadata rows too.

    Parameters: `listed` the names in the annex list above it, which its annexes bear as titles.
    """
    end = 0
    while end < len(chunk.lines) and end < 12 and not is_text(chunk.lines[end]):
        end += 1
    above: Sequence[Line] = chunk.lines[:end]
    if chunk.kind is PartKind.SECOND:
        top = read_top(chunk.lines, found)
        above, end = [line for group in top.groups for line in group], top.end
    letterhead, above = read_letterhead(above)
    heading = read_heading(above, chunk.expected or matching(above, listed))
    count = len(heading.title) + len(heading.subtitle) if heading else 0
    rest = (*above[count:], *chunk.lines[end:])
    return letterhead, heading, Chunk(chunk.kind, rest, chunk.mark, chunk.expected, chunk.origin)


def _part(
    index: int,
    letterhead: Letterhead | None,
    heading: Heading | None,
    chunk: Chunk,
    issuers: Sequence[str],
    files: Sequence[Line],
    context: Context,
) -> Part:
    recipients, body = _recipients(chunk.lines, context)
    closing = read_closing(body, issuers, context)
    nest = Nest(context)
    blocks = nest.build(closing.body)
    _locate(context, f"parts/{index}", _origin(chunk, heading))
    for i, origin in enumerate(nest.origins):
        _locate(context, f"parts/{index}/blocks/{i}", origin)
    below = tuple(Attachment(name=line.text, href=target(line) or line.text) for line in files)
    return Part(
        kind=chunk.kind,
        mark=chunk.mark,
        letterhead=letterhead,
        title=join(list(heading.title)) if heading else (),
        subtitle=join(list(heading.subtitle)) if heading else (),
        recipients=recipients,
        blocks=tuple(blocks),
        attachments=(*closing.attachments, *below),
        signatures=closing.signatures,
        note=closing.note,
        imprint=closing.imprint,
    )


def _origin(chunk: Chunk, heading: Heading | None) -> Origin | None:
    first = chunk.origin or (heading.title[0] if heading else None) or next(iter(chunk.lines), None)
    return first.origin if first else None


def _recipients(lines: Sequence[Line], context: Context) -> tuple[Inlines, Sequence[Line]]:
    first = next(iter(lines), None)
    if first is None or first.block is not None:
        return (), lines
    if is_recipients(first.text):
        return first.part(), lines[1:]
    if may_be_recipients(first.text):
        context.report(say.UNSURE, first.text, "主送机关", origin=first.origin)
    return (), lines


def _locate(context: Context, path: str, origin: Origin | None) -> None:
    if origin is not None:
        context.locate(path, origin)


def _report(parts: Sequence[Part], known: str, furniture: Sequence[Furniture], context: Context) -> None:
    if not parts[0].title and not known:
        context.report(say.NO_TITLE)
    for piece in furniture:
        if piece.kind is FurnitureKind.NAVIGATION:
            context.report(say.NAVIGATION, piece.text)
