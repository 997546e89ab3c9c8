"""The galley: a document composed for the page, with every question of appearance answered.

Units are the standard's own (GB/T 9704-2012 3.1, 3.2): indents in 字 (a cell of the grid), space in 行
(a line of the grid), sizes as 字号. Each medium turns them into its lengths.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from govdoc.model import Resource
from govdoc.typography import Face


class Role(StrEnum):
    """What a block of the page is; a profile says how each role looks."""

    COPY_NUMBER = "copy_number"
    SECRECY = "secrecy"
    URGENCY = "urgency"
    ISSUER_MARK = "issuer_mark"
    DOCUMENT_NUMBER = "document_number"
    SIGNER = "signer"
    TITLE = "title"
    SUBTITLE = "subtitle"
    RECIPIENTS = "recipients"
    CHAPTER = "chapter"
    LEVEL1 = "level1"
    LEVEL2 = "level2"
    LEVEL3 = "level3"
    LEVEL4 = "level4"
    BODY = "body"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    ATTACHMENT_LIST = "attachment_list"
    SIGNATURE = "signature"
    SIGNATURE_DATE = "signature_date"
    NOTE = "note"
    ATTENDANCE = "attendance"
    ANNEX_MARK = "annex_mark"
    IMPRINT = "imprint"
    PAGE_NUMBER = "page_number"


class Alignment(StrEnum):
    """Where the lines of a block stand; `justify` fills all lines but the last, `distribute` spreads each."""

    JUSTIFY = "justify"
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    DISTRIBUTE = "distribute"


class Look(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a role looks.

    `size` a 字号; `first` indent of the first line beyond `left`, `left`, `right` in 字 of the body grid;
    `before`, `after` in 行; `cites` the clause behind it.
    """

    face: Face = Face.FANGSONG
    size: str = "三号"
    align: Alignment = Alignment.JUSTIFY
    first: float = 0.0
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    bold: bool = False
    red: bool = False
    rule_below: bool = False
    keep_next: bool = False
    page_break: bool = False
    cites: str = ""


class Run(Struct, frozen=True, omit_defaults=True):
    """Characters of one look inside a block. A line break is "\\n". `rise` 1 raised, −1 lowered.

    `label`: the number of a division (“一、”), which writers may mark. `note`: the paragraphs of the footnote
    that the run calls; its text is the mark.
    """

    text: str
    face: Face
    bold: bool = False
    italic: bool = False
    underline: bool = False
    rise: int = 0
    href: str | None = None
    label: bool = False
    note: "tuple[TextBlock, ...]" = ()


class OutlineEntry(Struct, frozen=True):
    """An entry of the outline (bookmarks, navigation): level from 1, and the text on one line."""

    level: int
    text: str


class Stamp(Struct, frozen=True):
    """A seal (印章) or signature stamp (签名章): `size` is the side of the square that holds it, millimetres.

    It stands over the block that bears it: the middle of the square lies on the middle of the block's last
    line, so that organ and date both sit slightly below its centre (GB/T 9704-2012 7.3.5.1).
    """

    resource: Resource
    alternative: str
    size: float


class TextBlock(Struct, frozen=True):
    """A paragraph of the page.

    `heading`: 0, or the level of a heading that fills its paragraph (1 is under the title). `outline`:
    what the outline shows for it. `path`: the node in the document. `stamp`: the seal over it.
    """

    role: Role
    look: Look
    runs: tuple[Run, ...]
    heading: int = 0
    outline: OutlineEntry | None = None
    path: str = ""
    stamp: Stamp | None = None

    @property
    def text(self) -> str:
        """The characters of the block, without its footnotes."""
        return "".join([run.text for run in self.runs])

    @property
    def notes(self) -> "Iterator[TextBlock]":
        """The paragraphs of the footnotes called in the block, in the order of their calls."""
        for run in self.runs:
            yield from run.note


class PairBlock(Struct, frozen=True):
    """Two blocks that begin on one line, each with its own indents in the whole width of the type area.

    `middle`: the right one stands in the middle of the left one's height (文件 beside joint organs), not on
    its first line.
    """

    left: TextBlock
    right: TextBlock
    middle: bool = False


class TableCell(Struct, frozen=True):
    """A cell of a table: its paragraphs, spans, and whether it heads a row or column."""

    blocks: tuple[TextBlock, ...]
    colspan: int = 1
    rowspan: int = 1
    header: bool = False


class TableRow(Struct, frozen=True):
    """The cells that begin in a row."""

    cells: tuple[TableCell, ...]


class TableBlock(Struct, frozen=True):
    """A table: `widths` as shares of the type area, `header_rows` repeat on each page.

    `landscape`: it stands on pages turned to the side (GB/T 9704-2012 8).
    """

    rows: tuple[TableRow, ...]
    widths: tuple[float, ...]
    header_rows: int = 0
    caption: TextBlock | None = None
    summary: str = ""
    path: str = ""
    landscape: bool = False


class FigureBlock(Struct, frozen=True):
    """A picture with its alternative text; millimetres, 0 for its own size."""

    resource: Resource
    alternative: str
    width: float = 0.0
    height: float = 0.0
    caption: TextBlock | None = None
    path: str = ""


class ImprintRow(Struct, frozen=True):
    """A line of the end record: text at the left, and at the right."""

    left: TextBlock
    right: TextBlock | None = None


class ImprintBlock(Struct, frozen=True):
    """The end record (版记) at the foot of the last page, between two thick rules, thin rules inside.

    `rules`: whether it has them. `even_page`: it closes an even page (GB/T 33476.2-2016), after a blank page
    where the text ends on an even one.
    """

    rows: tuple[ImprintRow, ...]
    rules: bool = True
    even_page: bool = False


GalleyBlock: TypeAlias = TextBlock | PairBlock | TableBlock | FigureBlock | ImprintBlock


def text_blocks(block: GalleyBlock) -> Iterator[TextBlock]:
    """The paragraphs of a block in reading order, without their footnotes."""
    match block:
        case TextBlock():
            yield block
        case PairBlock():
            yield block.left
            yield block.right
        case TableBlock():
            if block.caption:
                yield block.caption
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.blocks
        case FigureBlock():
            if block.caption:
                yield block.caption
        case ImprintBlock():
            for line in block.rows:
                yield line.left
                if line.right:
                    yield line.right


def block_text(block: GalleyBlock) -> Iterator[str]:
    """The texts of a block in reading order; footnotes follow the caption or the block that calls them."""
    caption = block.caption if isinstance(block, TableBlock | FigureBlock) else None
    if caption is not None:
        yield caption.text
        yield from [note.text for note in caption.notes]
    notes: list[TextBlock] = []
    for one in text_blocks(block):
        if one is not caption:
            yield one.text
            notes += one.notes
    yield from [note.text for note in notes]


def galley_text(blocks: Iterable[GalleyBlock]) -> str:
    """The composed text: what the page shows, a line a paragraph, without page furniture."""
    return "\n".join([text for block in blocks for text in block_text(block)])


def with_notes_below(blocks: Iterable[GalleyBlock]) -> Iterator[GalleyBlock]:
    """The blocks with footnotes as paragraphs below the block that calls them."""
    for block in blocks:
        yield block
        for one in text_blocks(block):
            yield from one.notes
