"""The cells of a table as HTML lays them out, with the spans that have nothing to span taken back.

WHATWG HTML 4.9.12 (forming a table): a cell takes the first free column; a row or column in which no cell
begins is an error there, so such rows and columns are drawn together, which changes nothing that is seen.
"""

from bisect import bisect_left

from msgspec import Struct

from govdoc.grid import places
from govdoc.model import Cell, Table


class Placed(Struct, frozen=True):
    """A cell with its spans on the page; `header`: it stands in a row of headers or says so itself."""

    cell: Cell
    colspan: int
    rowspan: int
    header: bool


class Grid(Struct, frozen=True):
    """The rows of a table; the first `head` of them are header rows. `columns`: how many there are."""

    rows: tuple[tuple[Placed, ...], ...]
    head: int
    columns: int


def grid(table: Table) -> Grid:
    """A table as it stands on the page."""
    if all(cell.colspan == 1 and cell.rowspan == 1 for row in table.rows for cell in row.cells):
        return _simple(table)
    found = places([row.cells for row in table.rows])
    lefts = sorted({left for row in found for left, _, _ in row})
    filled = [i for i, row in enumerate(found) if row]
    head = bisect_left(filled, min(table.header_rows, len(found)))
    rows: list[tuple[Placed, ...]] = []
    reach = 0
    for at, i in enumerate(filled):
        made: list[Placed] = []
        for (left, across, down), cell in zip(found[i], table.rows[i].cells, strict=True):
            colspan = bisect_left(lefts, left + across) - bisect_left(lefts, left)
            rowspan = bisect_left(filled, i + down) - at
            made.append(Placed(cell, colspan, rowspan, cell.header or at < head))
            reach = max(reach, at + rowspan) if at < head else reach
        rows.append(tuple(made))
    return Grid(tuple(rows), head if reach <= head else 0, len(lefts))


def _simple(table: Table) -> Grid:
    filled = [row.cells for row in table.rows if row.cells]
    head = sum(1 for row in table.rows[: table.header_rows] if row.cells)
    rows = tuple(
        [tuple([Placed(cell, 1, 1, cell.header or i < head) for cell in row]) for i, row in enumerate(filled)]
    )
    return Grid(rows, head, max(map(len, filled), default=0))
