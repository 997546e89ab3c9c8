"""Tables and the end record (版记) → w:tbl.

Spans become w:gridSpan and w:vMerge on one grid of columns; head rows repeat on each page and no row is cut
(ISO/IEC 29500-1 17.4). The end record is a floating table at the foot of the type area, rules 0.35 mm
outside and 0.25 mm inside (GB/T 9704-2012 7.4), because Word and LibreOffice both place that.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from govdoc.galley import (
    Alignment,
    ImprintBlock,
    ImprintRow,
    Look,
    PairBlock,
    Role,
    TableBlock,
    TableCell,
    TableRow,
    TextBlock,
)
from govdoc.grid import column_count, places
from govdoc.profile import Profile
from govdoc.typography import SIZES, cells
from govdoc.writers.docx.looks import eighths, millimetres, text_width, turned_width
from govdoc.writers.docx.markup import quote
from govdoc.writers.docx.styles import OWN, Naming

MOST_COLUMNS = 63
"""Word opens no table with more columns."""

_FIRST_ROW, _FIRST_COLUMN, _NO_BANDS = 0x0020, 0x0080, 0x0600
"""What w:tblLook says (ISO/IEC 29500-1 17.4.55)."""

Setter: TypeAlias = Callable[[TextBlock], str]
"""From a block of text to its w:p."""

HAIRLINE = (
    '<w:p><w:pPr><w:snapToGrid w:val="0"/>'
    '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr>'
    '<w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:pPr></w:p>'
)
"""A paragraph one point high: it keeps two tables apart, and stands after the last one as Word demands."""


class Place(NamedTuple):
    """A place in a row of the grid: `cell` none where nothing begins; `continued` from the row above."""

    span: int
    cell: TableCell | None
    continued: bool = False


def lay_out(rows: Sequence[TableRow]) -> tuple[int, list[list[Place]]]:
    """The number of columns, and the places of every row; every row fills the grid."""
    found = places([row.cells for row in rows], MOST_COLUMNS)
    columns = column_count(found)
    made: list[list[Place]] = []
    above: dict[int, tuple[int, int]] = {}
    for i, (row, standing) in enumerate(zip(rows, found, strict=True)):
        here = {column: Place(span, None, continued=True) for column, (span, _) in above.items()}
        here |= {
            column: Place(span, cell) for cell, (column, span, _) in zip(row.cells, standing, strict=True)
        }
        made.append(list(_filled(here, columns)))
        above = {column: (span, end) for column, (span, end) in above.items() if end > i + 1}
        above |= {column: (span, i + high) for column, span, high in standing if high > 1}
    return columns, made


def _filled(here: dict[int, Place], columns: int) -> Iterator[Place]:
    """The places of a row in their order, with those where nothing begins."""
    at = 0
    for column, place in sorted(here.items()):
        if column > at:
            yield Place(column - at, None)
        yield place
        at = column + place.span
    if at < columns:
        yield Place(columns - at, None)


def table(block: TableBlock, profile: Profile, paragraph: Setter, naming: Naming = OWN) -> str:
    """The w:tbl of a table, its caption above it."""
    columns, rows = lay_out(block.rows)
    if not columns:
        return paragraph(block.caption) if block.caption else ""
    widths = _widths(block.widths, columns, turned_width(profile) if block.landscape else text_width(profile))
    empty = f'<w:p><w:pPr><w:pStyle w:val="{naming.roles[Role.TABLE_CELL]}"/></w:pPr></w:p>'
    made = [_row(places, widths, i < block.header_rows, paragraph, empty) for i, places in enumerate(rows)]
    caption = paragraph(block.caption) if block.caption else ""
    properties = _table_properties(block, sum(widths), naming.table)
    return f"{caption}<w:tbl>{properties}{_grid(widths)}{''.join(made)}</w:tbl>"


def _widths(shares: Sequence[float], columns: int, width: int) -> list[int]:
    """The columns' widths in twips; they sum up to the width of the text area."""
    if len(shares) != columns:
        shares = [1.0] * columns
    total, edge, widths = sum(shares), 0.0, list[int]()
    for share in shares:
        widths.append(round((edge + share) * width / total) - round(edge * width / total))
        edge += share
    return widths


def _table_properties(block: TableBlock, width: int, style: str) -> str:
    first_column = all(row.cells and row.cells[0].header for row in block.rows)
    head = block.header_rows > 0
    look = _NO_BANDS | (_FIRST_ROW if head else 0) | (_FIRST_COLUMN if first_column else 0)
    name = block.caption.text if block.caption else ""
    return (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{_look(look)}'
        + (f"<w:tblCaption w:val={quote(name)}/>" if name else "")
        + (f"<w:tblDescription w:val={quote(block.summary)}/>" if block.summary else "")
        + "</w:tblPr>"
    )


def _look(flags: int) -> str:
    row, column = bool(flags & _FIRST_ROW), bool(flags & _FIRST_COLUMN)
    return (
        f'<w:tblLook w:val="{flags:04X}" w:firstRow="{row:d}" w:lastRow="0" w:firstColumn="{column:d}"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )


def _grid(widths: Sequence[int]) -> str:
    columns = [f'<w:gridCol w:w="{width}"/>' for width in widths]
    return f"<w:tblGrid>{''.join(columns)}</w:tblGrid>"


def _row(places: Sequence[Place], widths: Sequence[int], head: bool, paragraph: Setter, empty: str) -> str:
    column, made = 0, list[str]()
    for place in places:
        made.append(_cell(place, sum(widths[column : column + place.span]), paragraph, empty))
        column += place.span
    repeat = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{''.join(made)}</w:tr>"


def _cell(place: Place, width: int, paragraph: Setter, empty: str) -> str:
    merge = ""
    if place.continued:
        merge = "<w:vMerge/>"
    elif place.cell is not None and place.cell.rowspan > 1:
        merge = '<w:vMerge w:val="restart"/>'
    text = "".join([paragraph(block) for block in place.cell.blocks]) if place.cell is not None else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{_span(place.span)}{merge}'
        f'<w:vAlign w:val="center"/></w:tcPr>{text or empty}</w:tc>'
    )


def _span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""


def beside(block: PairBlock, profile: Profile, paragraph: Setter) -> str:
    """The w:tbl of two blocks beside each other, the right one in the middle of the left one's height."""
    cell = profile.page.cell
    left, right = block.left, block.right
    whole = text_width(profile)
    edge = millimetres(left.look.left * cell)
    middle = millimetres(right.look.left * cell)
    bare = "".join([f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right")])
    names = [
        replace(left, look=_in_cell(left.look), runs=(replace(left.runs[0], text=line),))
        for line in left.text.split("\n")
    ]
    end = whole - millimetres(left.look.right * cell)
    widths = [end - edge, middle - end, whole - middle]
    texts = [
        "".join([paragraph(name) for name in names]),
        HAIRLINE,
        paragraph(replace(right, look=_in_cell(right.look))),
    ]
    made = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{text}</w:tc>'
        for width, text in zip(widths, texts, strict=True)
    ]
    return (
        f'{spacer(left.look, profile)}<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{edge}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{bare}</w:tblCellMar>{_look(_NO_BANDS)}</w:tblPr>{_grid(widths)}<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(made)}"
        "</w:tr></w:tbl>"
    )


def _in_cell(look: Look) -> Look:
    """The look of a line in a cell of its own, whose place is the cell's."""
    return replace(look, left=0.0, right=0.0, first=0.0, before=0.0)


def spacer(look: Look, profile: Profile) -> str:
    """A paragraph as high as the white above a look, for what has none of its own."""
    height = round(look.before * profile.word.line)
    if height <= 0:
        return ""
    return (
        '<w:p><w:pPr><w:keepNext/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="exact"/></w:pPr></w:p>'
    )


# --- the end record -------------------------------------------------------------------------------------


def imprint(block: ImprintBlock, profile: Profile, paragraph: Setter) -> str:
    """The w:tbl of the end record, at the foot of the type area of the page it stands on."""
    whole = text_width(profile)
    right = max([_room(row.right, profile) for row in block.rows if row.right], default=0)
    widths = [whole - right, right] if 0 < right < whole else [whole - whole // 2, whole // 2]
    last = len(block.rows) - 1
    rules = [_rules(profile, first=i == 0, last=i == last) if block.rules else "" for i in range(last + 1)]
    rows = [
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_imprint_row(row, widths, rule, paragraph)}</w:tr>"
        for row, rule in zip(block.rows, rules, strict=True)
    ]
    return f"<w:tbl>{_floating(profile, whole)}{_grid(widths)}{''.join(rows)}{_foot(profile)}</w:tbl>"


def _foot(profile: Profile) -> str:
    """An empty row that lifts the last rule to the foot of the type area (7.4.1): the margin is lower."""
    page = profile.page
    below = millimetres(page.height - profile.word.bottom - page.top - page.area_height)
    if below <= 0:
        return ""
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{below}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{text_width(profile)}" w:type="dxa"/>{_span(2)}</w:tcPr>{HAIRLINE}</w:tc></w:tr>'
    )


def _at_right(block: TextBlock) -> TextBlock:
    look = replace(block.look, align=Alignment.RIGHT, left=0.0, first=0.0)
    return replace(block, look=look)


def _room(block: TextBlock, profile: Profile) -> int:
    """The width in twips of a block on one line, with its inset, and two 字 for the gaps beside digits."""
    inset = millimetres(block.look.right * profile.page.cell)
    return round((cells(block.text) + 2) * SIZES[block.look.size] * 20) + inset


def _rules(profile: Profile, *, first: bool, last: bool) -> str:
    thick, thin = eighths(profile.imprint.thick), eighths(profile.imprint.thin)
    top, bottom = thick if first else thin, thick if last else thin
    return (
        f'<w:tcBorders><w:top w:val="single" w:sz="{top}" w:space="0" w:color="auto"/>'
        f'<w:bottom w:val="single" w:sz="{bottom}" w:space="0" w:color="auto"/></w:tcBorders>'
    )


def _floating(profile: Profile, width: int) -> str:
    # From the page's edge, not the margin: LibreOffice leaves a table that hangs on the margin in its line.
    place = (
        f'w:topFromText="{profile.word.line}" w:bottomFromText="0" w:vertAnchor="margin" w:horzAnchor="page"'
        f' w:tblpX="{millimetres(profile.word.left)}" w:tblpYSpec="bottom"'
    )
    bare = "".join([f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right")])
    return (
        f'<w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" {place}/>'
        f'<w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{bare}</w:tblCellMar>{_look(_NO_BANDS)}</w:tblPr>'
    )


def _imprint_row(row: ImprintRow, widths: Sequence[int], rules: str, paragraph: Setter) -> str:
    """The cells of a row of the end record."""

    def cell(block: TextBlock, width: int, span: int) -> str:
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{_span(span)}{rules}'
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(block)}</w:tc>"

    if row.right is None:
        return cell(row.left, sum(widths), 2)
    return cell(row.left, widths[0], 1) + cell(_at_right(row.right), widths[1], 1)
