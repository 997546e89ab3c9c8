"""Tables: merged cells on one grid of columns, head rows, widths; and tables that only lay out the page.

ISO/IEC 29500-1 17.4. Of vertically merged cells Word shows the text of the first row only; a cell that goes
on where nothing began begins there.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from govdoc.model import Align, Block, Blocks, Cell, Paragraph, Row, Table
from govdoc.readers.docx.names import ALTERNATE, REMOVED, VAL, WRAPPERS, is_on, w
from govdoc.readers.docx.package import Element
from govdoc.readers.docx.styles import int_or

_ROW, _CELL = w("tr"), w("tc")
_ROW_PROPERTIES, _CELL_PROPERTIES, _TABLE_PROPERTIES = w("trPr"), w("tcPr"), w("tblPr")
_MOST_COLUMNS = 1000
_LINE = 240
"""The height of a line of text in twips."""

CellReader = Callable[[Element], Blocks]
"""From a w:tc to its blocks."""

CellTaker = Callable[[Element], None]
"""Takes a w:tc that a merge hides."""

Branch = Callable[[Element], Element | None]
"""From an mc:AlternateContent to the branch that is read."""


class _Place(NamedTuple):
    """A w:tc on the grid: its first column, how many it takes, whether it goes on from the row above."""

    start: int
    span: int
    continued: bool
    cell: Element | None


def members(element: Element, tag: str, branch: Branch) -> Iterator[Element]:
    """The children with `tag`, also those inside content controls and revisions; deleted ones left out."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag == ALTERNATE:
            chosen = branch(child)
            if chosen is not None:
                yield from members(chosen, tag, branch)
        elif child.tag in WRAPPERS:
            yield from members(child, tag, branch)


def read_table(table: Element, read: CellReader, hide: CellTaker, branch: Branch) -> Table:
    """A w:tbl; `read` gives the blocks of a cell, `hide` takes a cell that a merge hides."""
    rows = [row for row in members(table, _ROW, branch) if not _is_removed(row)]
    grid = [_places(row, hide, branch) for row in rows]
    heads = 0
    while heads < len(rows) and _is_head(rows[heads]):
        heads += 1
    made: list[Row] = []
    for i, places in enumerate(grid):
        going = [place for place in places if place.continued and _begun_above(grid, i, place)]
        for place in going:
            if place.cell is not None:
                hide(place.cell)
        cells = [_cell(grid, i, place, read, i < heads) for place in places if place not in going]
        made.append(Row(cells=tuple(cells)))
    return Table(
        rows=tuple(made),
        header_rows=heads if heads < len(made) else 0,
        widths=_widths(table, max((p.start + p.span for row in grid for p in row), default=0)),
        summary=_summary(table),
    )


def floats_below(table: Element) -> bool:
    """Whether a floating table hangs below the paragraph that follows it in the file."""
    place = table.find(f"{_TABLE_PROPERTIES}/{w('tblpPr')}")
    return (
        place is not None
        and place.get(w("vertAnchor")) == "text"
        and int_or(place.get(w("tblpY")), 0) > _LINE
    )


def _is_removed(row: Element) -> bool:
    properties = row.find(_ROW_PROPERTIES)
    return properties is not None and any(properties.find(tag) is not None for tag in REMOVED)


def _is_head(row: Element) -> bool:
    head = row.find(f"{_ROW_PROPERTIES}/{w('tblHeader')}")
    return head is not None and is_on(head.get(VAL))


def _places(row: Element, hide: CellTaker, branch: Branch) -> list[_Place]:
    found: list[_Place] = []
    properties = row.find(_ROW_PROPERTIES)
    column = _count(properties, "gridBefore", 0)
    if column:
        found.append(_Place(0, column, False, None))
    for cell in members(row, _CELL, branch):
        own = cell.find(_CELL_PROPERTIES)
        span = _count(own, "gridSpan", 1)
        if _merge(own, "hMerge") == "continue" and found and found[-1].cell is not None:
            found[-1] = found[-1]._replace(span=found[-1].span + span)
            hide(cell)
        else:
            found.append(_Place(column, span, _merge(own, "vMerge") == "continue", cell))
        column += span
    after = _count(properties, "gridAfter", 0)
    return [*found, _Place(column, after, False, None)] if after else found


def _count(properties: Element | None, name: str, least: int) -> int:
    found = None if properties is None else properties.find(w(name))
    return least if found is None else min(max(int_or(found.get(VAL), least), least), _MOST_COLUMNS)


def _merge(properties: Element | None, name: str) -> str:
    found = None if properties is None else properties.find(w(name))
    return "" if found is None else found.get(VAL, "continue")


def _cell(grid: list[list[_Place]], at: int, place: _Place, read: CellReader, header: bool) -> Cell:
    blocks = () if place.cell is None else read(place.cell)
    aligns = {block.align for block in blocks if isinstance(block, Paragraph) and block.content}
    align = aligns.pop() if len(aligns) == 1 else None
    return Cell(
        blocks=tuple(_plain(block, align) for block in blocks),
        colspan=max(place.span, 1),
        rowspan=_reach(grid, at, place),
        header=header,
        align=align,
    )


def _plain(block: Block, align: Align | None) -> Block:
    """A block of a cell without the alignment that the cell has."""
    return replace(block, align=None) if isinstance(block, Paragraph) and align else block


def _begun_above(grid: list[list[_Place]], at: int, place: _Place) -> bool:
    return at > 0 and any(above.start == place.start and above.span == place.span for above in grid[at - 1])


def _reach(grid: list[list[_Place]], at: int, place: _Place) -> int:
    """How many rows a cell takes: those below that go on in the same columns."""
    end = at + 1
    while end < len(grid) and any(
        p.continued and p.start == place.start and p.span == place.span for p in grid[end]
    ):
        end += 1
    return end - at


def _widths(table: Element, columns: int) -> tuple[float, ...]:
    """The columns' shares of the width, or nothing where the grid does not say them all."""
    grid = [int_or(column.get(w("w")), 0) for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
    total = sum(grid)
    if len(grid) != columns or total <= 0 or any(width < 0 for width in grid):
        return ()
    return tuple(round(width / total, 4) for width in grid)


def _summary(table: Element) -> str:
    properties = table.find(_TABLE_PROPERTIES)
    found = None if properties is None else properties.find(w("tblDescription"))
    return "" if found is None else found.get(VAL, "")
