"""What a flow of text holds, paragraph by paragraph, before it becomes lines or blocks."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from govdoc.diagnostics import Origin
from govdoc.model import (
    Align,
    Block,
    Blocks,
    Break,
    Emphasis,
    Inline,
    Inlines,
    Item,
    Link,
    List,
    Paragraph,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)
from govdoc.numbering import match_label
from govdoc.readers.docx.numbers import Label
from govdoc.readers.docx.styles import BOLD, ITALIC, LOWERED, RAISED, UNDERLINE
from govdoc.readers.structure import Line
from govdoc.readers.structure.lines import BLANKS

Mark = Strong | Emphasis | Underline | Superscript | Subscript

_MARKS: tuple[tuple[int, type[Mark]], ...] = (
    (BOLD, Strong),
    (ITALIC, Emphasis),
    (UNDERLINE, Underline),
    (RAISED, Superscript),
    (LOWERED, Subscript),
)
_ALIGNS = {
    "center": Align.CENTER,
    "distribute": Align.CENTER,
    "right": Align.RIGHT,
    "end": Align.RIGHT,
}
_LONGEST_HEADING = 100


class Segment(NamedTuple):
    """A run of characters with its marks and link; or a node (a break, a note) that stands in the text."""

    text: str
    marks: int = 0
    href: str | None = None
    node: Inline | None = None


LINE_BREAK = Segment("\n", node=Break())
PAGE_BREAK = Segment("\f", node=Break())
"""A break that ends the page or column, and so the line."""


class Piece(Struct, frozen=True):
    """A paragraph, or a ready block, with what is known about it.

    `label`: its bullet; `style`: the name of its style; `red`: it begins in red; `space`: empty paragraphs
    above it; `boxed`: it stands in a text box.
    """

    text: str = ""
    content: Inlines = ()
    block: Block | None = None
    label: Label | None = None
    style: str = ""
    level: int = 0
    align: Align | None = None
    bold: bool = False
    red: bool = False
    space: int = 0
    origin: Origin | None = None


def align_of(value: str | None) -> Align | None:
    """The alignment that a value of ST_Jc means for Chinese text; none for the usual one."""
    return _ALIGNS.get(value or "")


def pieces_of(segments: Sequence[Segment], template: Piece, lead: str = "") -> list[Piece]:
    """The pieces that the segments of one paragraph make, with the properties of `template`.

    One, or several where a page break or a soft return ends a line that is a paragraph in all but name;
    `lead` is the label before the first.
    """
    if not lead and not any(s.marks or s.href or s.node for s in segments):
        text = "".join([segment.text for segment in segments]).strip(BLANKS)
        return [replace(template, text=text, content=(Text(text=text),))] if text else []
    found = [piece for group in _split(segments) if (piece := _piece(group, template)).text or piece.content]
    if lead:
        found = [
            _led(found[0], lead) if found else replace(template, text=lead, content=(Text(text=lead),)),
            *found[1:],
        ]
    return [found[0], *(replace(piece, label=None, space=0) for piece in found[1:])] if found else []


def _led(piece: Piece, lead: str) -> Piece:
    first, *rest = piece.content or (Text(text=""),)
    joined = (Text(text=lead + first.text),) if isinstance(first, Text) else (Text(text=lead), first)
    return replace(piece, text=lead + piece.text, content=(*joined, *rest))


def _split(segments: Sequence[Segment]) -> list[list[Segment]]:
    groups: list[list[Segment]] = [[]]
    for segment in segments:
        if segment is PAGE_BREAK:
            groups.append([])
        else:
            groups[-1].append(segment)
    return [part for group in groups for part in _lines(group)]


def _lines(segments: list[Segment]) -> list[list[Segment]]:
    """The segments cut at every soft return, where one of the lines below begins as a paragraph does."""
    if LINE_BREAK not in segments:
        return [segments]
    lines = [list(group) for broken, group in groupby(segments, lambda s: s is LINE_BREAK) if not broken]
    texts = ["".join(segment.text for segment in line) for line in lines]
    if any(
        text.startswith(("\u3000\u3000", "    ")) or match_label(text.lstrip(BLANKS)) for text in texts[1:]
    ):
        return lines
    return [segments]


def _piece(segments: list[Segment], template: Piece) -> Piece:
    segments = _trimmed(segments)
    inked = [s for s in segments if s.node is None and s.text.strip(BLANKS)]
    bold = bool(inked) and all(s.marks & BOLD for s in inked)
    if bold:
        segments = [s._replace(marks=s.marks & ~BOLD) if s.node is None else s for s in segments]
    text = "".join([segment.text for segment in segments])
    return replace(template, text=text, content=_content(segments), bold=template.bold or bold)


def _trimmed(segments: list[Segment]) -> list[Segment]:
    """The segments without blanks and line breaks at both ends; notes stay."""
    start, end = 0, len(segments)
    while start < end and _is_blank(segments[start]):
        start += 1
    while end > start and _is_blank(segments[end - 1]):
        end -= 1
    kept = segments[start:end]
    if kept and kept[0].node is None:
        kept[0] = kept[0]._replace(text=kept[0].text.lstrip(BLANKS))
    if kept and kept[-1].node is None:
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip(BLANKS))
    return kept


def _is_blank(segment: Segment) -> bool:
    return segment is LINE_BREAK or (segment.node is None and not segment.text.strip(BLANKS))


def _content(segments: Sequence[Segment]) -> Inlines:
    if not any(segment.marks or segment.href or segment.node for segment in segments):
        text = "".join([segment.text for segment in segments])
        return (Text(text=text),) if text else ()
    found: list[Inline] = []
    for href, group in groupby(segments, lambda segment: segment.href):
        made = _marked(list(group), 0)
        found += [Link(content=made, href=href)] if href and made else made
    return tuple(found)


def _marked(segments: list[Segment], depth: int) -> Inlines:
    """Segments of one link as inline content, marks nested in a fixed order."""
    if depth == len(_MARKS):
        return tuple(_leaves(segments))
    bit, kind = _MARKS[depth]
    found: list[Inline] = []
    for marked, group in groupby(segments, lambda segment: bool(segment.marks & bit)):
        made = _marked(list(group), depth + 1)
        found += [kind(content=made)] if marked else made
    return tuple(found)


def _leaves(segments: list[Segment]) -> Iterable[Inline]:
    for is_text, group in groupby(segments, lambda segment: segment.node is None):
        if is_text:
            text = "".join([segment.text for segment in group])
            yield from (Text(text=text),) if text else ()
        else:
            yield from (segment.node for segment in group if segment.node is not None)


# --- pieces → lines, pieces → blocks ----------------------------------------------------------------------


def to_lines(pieces: Iterable[Piece]) -> list[Line]:
    """The lines that structure is recognised from; bullets in a row become one list."""
    return [_line(piece) for piece in _listed(pieces)]


def _line(piece: Piece) -> Line:
    long = len(piece.text) > _LONGEST_HEADING or "。" in piece.text[:-1]
    return Line(
        text=piece.text,
        origin=piece.origin,
        content=piece.content,
        block=piece.block,
        space=piece.space,
        level=0 if long else piece.level,
        centred=piece.align is Align.CENTER,
        bold=piece.bold,
        red=piece.red,
    )


def to_blocks(pieces: Iterable[Piece]) -> Blocks:
    """The blocks of a cell, a note or a list item, in which no divisions are looked for."""
    return tuple([_block(piece) for piece in _listed(pieces)])


def _block(piece: Piece) -> Block:
    return piece.block or Paragraph(content=piece.content, align=piece.align)


def _listed(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with bullets in a row made into lists, deeper ones inside the item above them."""
    found: list[Piece] = []
    for bulleted, group in groupby(pieces, lambda piece: piece.label is not None):
        members = list(group)
        found += [replace(members[0], text="", content=(), block=_list(members))] if bulleted else members
    return found


def _list(members: Sequence[Piece]) -> List:
    depth = min(_depth(piece) for piece in members)
    items: list[Item] = []
    at = 0
    while at < len(members):
        end = at + 1
        while end < len(members) and _depth(members[end]) > depth:
            end += 1
        # one that begins deeper than the list stands for itself
        below = members[at + 1 : end] if _depth(members[at]) == depth else members[at:end]
        own = () if below and below[0] is members[at] else (_block(members[at]),)
        label = members[at].label
        inner = (_list(below),) if below else ()
        items.append(Item(blocks=(*own, *inner), label=label.text if own and label else ""))
        at = end
    return List(items=tuple(items))


def _depth(piece: Piece) -> int:
    return piece.label.key[1] if piece.label else 0
