"""Setting tables: rows become bands of cells, which pages cut where they must (GB/T 9704-2012 5.2.2, 8).

A band is the rows that spanning cells bind together. Lengths are points from the band's top left corner.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govdoc.galley import TableBlock, TableCell, TextBlock
from govdoc.grid import places
from govdoc.paginate.page import Element, Fragment, Kind, Rule
from govdoc.paginate.rows import SetLine
from govdoc.paginate.setting import Typesetter
from govdoc.profile import TableStyle
from govdoc.typography import POINTS_PER_MM

ASCENT = 0.88
"""How far an ideograph's top is above the baseline, in em."""
_FILLED = 0.4
"""How much of a page rows must fill when they are cut between two of them."""
_NEAR = 0.01


class CellLine(NamedTuple):
    """A line in a cell: the top of its slot in the band, the height of the slot, where its type stands."""

    top: float
    height: float
    size: float
    line: SetLine


class CellBox(NamedTuple):
    """A cell of a band: its corners, its element, and for each of its paragraphs element and lines."""

    x0: float
    y0: float
    x1: float
    y1: float
    element: Element
    content: tuple[tuple[Element, tuple[CellLine, ...]], ...]


class Band(NamedTuple):
    """Rows that belong together: their cells, whether they repeat on each page, how they look.

    `tops`: those of the rows, and the foot of the last.
    """

    tops: tuple[float, ...]
    cells: tuple[CellBox, ...]
    header: bool
    style: TableStyle

    @property
    def height(self) -> float:
        """How high the rows are together."""
        return self.tops[-1]


class _Spot(NamedTuple):
    """A cell in the grid: its first row and column, how many of each it takes."""

    row: int
    column: int
    rows: int
    columns: int
    cell: TableCell


def bands(
    table: TableBlock, width: float, typesetter: Typesetter, element: Element, style: TableStyle
) -> Iterator[Band]:
    """The bands of a table that is `width` points wide."""
    edges = _edges(table, width)
    spots = _spots(table, len(edges) - 1)
    for first, last in _groups(spots, len(table.rows)):
        rows = [Element(Kind.ROW, element) for _ in range(first, last)]
        inside = [spot for spot in spots if first <= spot.row < last]
        yield _band(inside, first, rows, edges, typesetter, style, first < table.header_rows)


def _edges(table: TableBlock, width: float) -> list[float]:
    total = sum(table.widths) or 1.0
    edges = [0.0]
    for share in table.widths or (1.0,):
        edges.append(edges[-1] + width * share / total)
    return edges


def _spots(table: TableBlock, columns: int) -> list[_Spot]:
    """Where the cells stand when spans are counted; what hangs over the last column is cut off.

    A row that ends early ends in an empty cell: the rows of a table have as many columns (ISO 14289-1 7.5).
    """
    spots: list[_Spot] = []
    open_until = [0] * columns
    for r, (row, found) in enumerate(zip(table.rows, places([row.cells for row in table.rows]), strict=True)):
        for cell, (column, span, high) in zip(row.cells, found, strict=True):
            first = min(column, columns - 1)
            wide = max(min(span, columns - first), 1)
            spots.append(_Spot(r, first, high, wide, cell))
            open_until[first : first + wide] = [r + high] * wide
        spots += _rest(r, [c for c, until in enumerate(open_until) if until <= r])
    return spots


def _rest(row: int, free: list[int]) -> Iterator[_Spot]:
    """Empty cells for the columns of a row that no cell takes, one for each stretch."""
    while free:
        wide = next((i for i, column in enumerate(free) if column != free[0] + i), len(free))
        yield _Spot(row, free[0], 1, wide, TableCell(()))
        free = free[wide:]


def _groups(spots: list[_Spot], count: int) -> Iterator[tuple[int, int]]:
    """First row and row after the last of each band."""
    reach = list(range(1, count + 1))
    for spot in spots:
        reach[spot.row] = max(reach[spot.row], spot.row + spot.rows)
    first, end = 0, 0
    for row in range(count):
        end = max(end, reach[row])
        if end == row + 1:
            yield first, end
            first = end


def _band(
    spots: list[_Spot],
    first: int,
    rows: list[Element],
    edges: list[float],
    typesetter: Typesetter,
    style: TableStyle,
    header: bool,
) -> Band:
    content = []
    for spot in spots:
        element = _cell_element(spot, rows[spot.row - first], header)
        inner = edges[spot.column + spot.columns] - edges[spot.column] - 2 * style.padding * POINTS_PER_MM
        content.append((spot, element, list(_set_cell(spot.cell, inner, element, typesetter))))
    tops = _tops(content, first, len(rows), typesetter.grid.body_size, style)
    boxes = []
    for spot, element, paragraphs in content:
        y0, y1 = tops[spot.row - first], tops[spot.row - first + spot.rows]
        x0, x1 = edges[spot.column], edges[spot.column + spot.columns]
        placed = _stack(paragraphs, (y0 + y1 - _height(paragraphs, style)) / 2, style)
        boxes.append(CellBox(x0, y0, x1, y1, element, placed))
    return Band(tuple(tops), tuple(boxes), header, style)


_Paragraphs = list[tuple[Element, float, Sequence[SetLine]]]


def _cell_element(spot: _Spot, row: Element, header: bool) -> Element:
    if not (spot.cell.header or header):
        return Element(Kind.CELL, row, colspan=spot.columns, rowspan=spot.rows)
    scope = "Column" if header else "Row"
    return Element(Kind.HEADER_CELL, row, text=scope, colspan=spot.columns, rowspan=spot.rows)


def _set_cell(
    cell: TableCell, width: float, element: Element, typesetter: Typesetter
) -> Iterator[tuple[Element, float, Sequence[SetLine]]]:
    for block in cell.blocks:
        own = element if len(cell.blocks) == 1 else Element(Kind.PARAGRAPH, element)
        yield own, typesetter.size(block), _set(block, width, own, typesetter)


def _set(block: TextBlock, width: float, element: Element, typesetter: Typesetter) -> Sequence[SetLine]:
    return typesetter.set(block, max(width, typesetter.size(block)), element)


def _height(paragraphs: _Paragraphs, style: TableStyle) -> float:
    return sum(len(lines) * size * style.leading for _, size, lines in paragraphs)


def _tops(
    content: list[tuple[_Spot, Element, _Paragraphs]], first: int, count: int, size: float, style: TableStyle
) -> list[float]:
    """The tops of the rows and the foot of the last: as high as their cells want, spans fill up the end."""
    heights = [size * style.leading] * count
    for spot, _, paragraphs in sorted(content, key=lambda item: item[0].rows):
        row = spot.row - first
        wanted = _height(paragraphs, style) + 2 * style.padding * POINTS_PER_MM
        lacking = wanted - sum(heights[row : row + spot.rows])
        if lacking > 0:
            heights[row + spot.rows - 1] += lacking
    tops = [0.0]
    for height in heights:
        tops.append(tops[-1] + height)
    return tops


def _stack(
    paragraphs: _Paragraphs, top: float, style: TableStyle
) -> tuple[tuple[Element, tuple[CellLine, ...]], ...]:
    stacked = []
    for element, size, lines in paragraphs:
        height = size * style.leading
        slots = tuple(CellLine(top + i * height, height, size, line) for i, line in enumerate(lines))
        stacked.append((element, slots))
        top += len(lines) * height
    return tuple(stacked)


class Slice(NamedTuple):
    """What a page shows of a band: fragments, height, and where the next page goes on (none: all shown)."""

    fragments: tuple[Fragment, ...]
    height: float
    rest: float | None


def cut(band: Band, start: float, room: float, left: float, top: float, decoration: bool = False) -> Slice:
    """The part of a band from `start` that fits `room` points, placed at `left`, `top` of the page.

    `decoration`: a repeated head, which is no part of the text.
    """
    whole = band.height - start <= room + _NEAR
    end = band.height if whole else _end(band, start, start + room)
    later = [
        slot.top
        for cell in band.cells
        for _, slots in cell.content
        for slot in slots
        if slot.top >= start - _NEAR and slot.top + slot.height > end + _NEAR
    ]
    rest = None if whole else min([*later, end])
    shift = top - start
    fragments: list[Fragment] = []
    rules: list[Rule] = []
    for cell in band.cells:
        inner = left + cell.x0 + band.style.padding * POINTS_PER_MM
        fragments += _show(cell, start, end, inner, shift, decoration)
        rules += _borders(cell, start, end, left, shift, band.style.border * POINTS_PER_MM)
    fragments.append(Fragment(None, (), tuple(dict.fromkeys(rules))))
    return Slice(tuple(fragments), end - start, rest)


def _end(band: Band, start: float, end: float) -> float:
    """Where to cut a band that does not fit: between rows, when none of its lines is in the way."""
    slots = [
        slot
        for cell in band.cells
        for _, content in cell.content
        for slot in content
        if slot.top < end and slot.top + slot.height > start
    ]
    for top in reversed(band.tops):
        if start + _FILLED * (end - start) <= top <= end and not any(
            slot.top < top - _NEAR and slot.top + slot.height > top + _NEAR for slot in slots
        ):
            return top
    return end


def _show(
    cell: CellBox, start: float, end: float, left: float, shift: float, decoration: bool
) -> Iterator[Fragment]:
    if not decoration and start <= cell.y0 < end:
        yield Fragment(cell.element)
    for element, slots in cell.content:
        lines = tuple(
            slot.line.placed(left, shift + slot.top + slot.height / 2 + _drop(slot.size))
            for slot in slots
            if slot.top >= start - _NEAR and slot.top + slot.height <= end + _NEAR
        )
        if lines:
            yield Fragment(None if decoration else element, lines)


def _drop(size: float) -> float:
    """From the middle of an ideograph to its baseline."""
    return (ASCENT - 0.5) * size


def _borders(
    cell: CellBox, start: float, end: float, left: float, shift: float, width: float
) -> Iterator[Rule]:
    top, foot = max(cell.y0, start), min(cell.y1, end)
    if top >= foot:
        return
    x0, x1, y0, y1 = left + cell.x0, left + cell.x1, shift + top, shift + foot
    yield Rule(x0, y0, x1, y0, width)
    yield Rule(x0, y1, x1, y1, width)
    yield Rule(x0, y0, x0, y1, width)
    yield Rule(x1, y0, x1, y1, width)
