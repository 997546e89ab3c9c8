"""What a page holds once lines and pages are broken: the value that PDF and OFD draw.

Lengths are points (1/72 inch) from the sheet's top left corner, x to the right, y down; a line's y is its
baseline. Structure elements have identity: two pages that show parts of one paragraph share its element.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from govdoc.fonts.truetype import TrueType
from govdoc.model import Resource
from govdoc.typography import CLOSING, OPENING

HALF = {mark: chr(0xD800 + i) for i, mark in enumerate(CLOSING + OPENING)}
"""Full-width mark → the character that stands for the same mark in half of its width.

The surrogate code points, which no text holds, stand for them: squeezing is a substitution of characters.
"""
APOSTROPHE = "\ud8ff"
"""The apostrophe of Western words (don’t), drawn by the font of the word: the Han font's is a quote."""
GETA = "〓"
"""What is drawn for a character that no font has (下駄记号 U+3013)."""
WHOLE = {half: mark for mark, half in HALF.items()} | {APOSTROPHE: "’"}
"""The mark behind each stand-in."""


class Kind(StrEnum):
    """What a structure element is (ISO 32000-1 14.8.4)."""

    HEADING = "H"
    PARAGRAPH = "P"
    LIST = "L"
    ITEM = "LI"
    ITEM_BODY = "LBody"
    TABLE = "Table"
    ROW = "TR"
    HEADER_CELL = "TH"
    CELL = "TD"
    FIGURE = "Figure"
    CAPTION = "Caption"
    LINK = "Link"
    LABEL = "Lbl"
    NOTE = "Note"
    REFERENCE = "Reference"


class Element(Struct, frozen=True, eq=False, gc=False):
    """A structure element: `level` of a heading, `text` the alternative of a figure or target of a link.

    `outline` (level from 1, text) is its entry in the outline. `new_part` begins a part of the document.
    `path`: the node in the document.
    """

    kind: Kind
    parent: "Element | None" = None
    level: int = 0
    text: str = ""
    colspan: int = 1
    rowspan: int = 1
    outline: tuple[int, str] | None = None
    new_part: bool = False
    path: str = ""


class Style(Struct, frozen=True, eq=False, gc=False):
    """How a piece of a line is drawn: font, size in points, and the marks of emphasis.

    `rise`: points above the baseline. `actual`: the piece stands for characters that nobody can read out
    (private use). `element`: the link or label it belongs to, or none.
    """

    font: TrueType
    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    red: bool = False
    rise: float = 0.0
    actual: bool = False
    element: Element | None = None


class Piece(Struct, frozen=True, eq=False, gc=False):
    """Characters of one style that follow the piece before.

    `spacing` is added after each character, `lead` before the first, both points. The text may hold
    half-width stand-ins (`HALF`).
    """

    style: Style
    text: str
    spacing: float = 0.0
    lead: float = 0.0

    def without_lead(self) -> "Piece":
        """The piece for one who has gone to its first character already."""
        return Piece(self.style, self.text, self.spacing) if self.lead else self


class Line(Struct, frozen=True, eq=False, gc=False):
    """A line of type: where it begins, its baseline, its pieces, and its width in points."""

    x: float
    y: float
    pieces: tuple[Piece, ...]
    width: float = 0.0

    def places(self) -> Iterator[tuple[Piece, float, float]]:
        """Each piece with the places where its first character begins and its last one ends."""
        x = self.x
        for piece in self.pieces:
            font, scale = piece.style.font, piece.style.size / 1000
            advance = sum([_advance(font, c) for c in piece.text]) * scale
            start = x + piece.lead
            x = start + advance + piece.spacing * len(piece.text)
            yield piece, start, x - piece.spacing

    @property
    def text(self) -> str:
        """The characters of the line, squeezed marks as what they are."""
        return "".join([WHOLE.get(c, c) for piece in self.pieces for c in piece.text])


class Rule(Struct, frozen=True, gc=False):
    """A straight line from (x0, y0) to (x1, y1), `width` points thick."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    red: bool = False


class Picture(Struct, frozen=True, gc=False):
    """A picture: its top left corner and its size."""

    x: float
    y: float
    width: float
    height: float
    resource: Resource


class Fragment(Struct, frozen=True, eq=False, gc=False):
    """What one structure element (none: decoration) shows on one page.

    `plain`: its lines hold no link, no label, no italics and no underline.
    """

    element: Element | None
    lines: Sequence[Line] = ()
    rules: tuple[Rule, ...] = ()
    picture: Picture | None = None
    plain: bool = False

    def begun(self) -> Iterator[Element]:
        """The elements that it begins, in their order: the label of an item comes before its body."""
        if self.element is None:
            return
        first = self.lines[0].pieces[:1] if self.lines and not self.plain else ()
        for piece in first:
            if piece.style.element is not None and piece.style.element.kind is Kind.LABEL:
                yield piece.style.element
        yield self.element


class Page(Struct, frozen=True, eq=False, gc=False):
    """A page: its number from 1, its size, its fragments in reading order, its printed number.

    `turned`: the sheet is held with its left edge up to be read (GB/T 9704-2012 8). Size and fragments are
    those of the sheet as it is read; the page number is where the upright sheet, which is as wide as this
    page is high, has it.
    """

    number: int
    width: float
    height: float
    fragments: tuple[Fragment, ...]
    folio: Line | None
    turned: bool = False

    def lines(self) -> Iterator[Line]:
        """The lines of type in reading order, without the page number."""
        for fragment in self.fragments:
            yield from fragment.lines


def _advance(font: TrueType, character: str) -> float:
    mark = WHOLE.get(character)
    if character == APOSTROPHE:
        character = "’"
    elif mark:
        return font.advance(font.glyph(ord(mark))) / 2
    return font.advance(font.glyph(ord(character)) or font.glyph(ord(GETA)))
