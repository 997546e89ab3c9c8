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
    ANNEX_MARK = "annex_mark"
    IMPRINT = "imprint"
    PAGE_NUMBER = "page_number"


class Alignment(StrEnum):
    """Where the lines of a block stand; `justify` fills all lines but the last."""

    JUSTIFY = "justify"
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


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

    `label`: the number of a division (“一、”), which writers may mark.
    """

    text: str
    face: Face
    bold: bool = False
    italic: bool = False
    underline: bool = False
    rise: int = 0
    href: str | None = None
    label: bool = False


class OutlineEntry(Struct, frozen=True):
    """An entry of the outline (bookmarks, navigation): level from 1, and the text on one line."""

    level: int
    text: str


class TextBlock(Struct, frozen=True):
    """A paragraph of the page.

    `heading`: 0, or the level of a heading that fills its paragraph (1 is under the title). `outline`:
    what the outline shows for it. `path`: the node in the document.
    """

    role: Role
    look: Look
    runs: tuple[Run, ...]
    heading: int = 0
    outline: OutlineEntry | None = None
    path: str = ""

    @property
    def text(self) -> str:
        """The characters of the block."""
        return "".join([run.text for run in self.runs])


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
    """A table: `widths` as shares of the type area, `header_rows` repeat on each page."""

    rows: tuple[TableRow, ...]
    widths: tuple[float, ...]
    header_rows: int = 0
    caption: TextBlock | None = None
    summary: str = ""
    path: str = ""


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
    """The end record (版记) at the foot of the last page, between two thick rules, thin rules inside."""

    rows: tuple[ImprintRow, ...]


GalleyBlock: TypeAlias = TextBlock | TableBlock | FigureBlock | ImprintBlock


def block_text(block: GalleyBlock) -> Iterator[str]:
    """The texts of a block in reading order."""
    match block:
        case TextBlock():
            yield block.text
        case TableBlock():
            if block.caption:
                yield block.caption.text
            for row in block.rows:
                for cell in row.cells:
                    yield from (inner.text for inner in cell.blocks)
        case FigureBlock():
            if block.caption:
                yield block.caption.text
        case ImprintBlock():
            for line in block.rows:
                yield line.left.text
                if line.right:
                    yield line.right.text


def galley_text(blocks: Iterable[GalleyBlock]) -> str:
    """The composed text: what the page shows, a line a paragraph, without page furniture."""
    return "\n".join([text for block in blocks for text in block_text(block)])
