"""Tables as the full grid that Markdown knows, and the mark that says which of its cells are covered."""

from msgspec import Struct

from govdoc.dialect import Mark
from govdoc.model import Align, Cell, Table

_RULES = {None: "---", Align.LEFT: ":---", Align.CENTER: ":---:", Align.RIGHT: "---:"}
_WIDEST = 1000


class Grid(Struct, frozen=True):
    """A table row by row, column by column; none where a cell is covered or missing.

    `headed`: its first row stands above the rule, whose cells are `aligns`; `mark`: what else is known.
    """

    rows: list[list[Cell | None]]
    headed: bool
    aligns: list[str]
    mark: Mark


def grid(table: Table) -> Grid:
    """The grid of a table."""
    rows, places = _laid_out(table)
    width = max((len(row) for row in rows), default=0)
    if not width:
        return Grid([], False, [], Mark("table"))
    headed = table.header_rows > 0
    aligns = _aligns(rows, width)
    ends = [len(row) for row in rows]
    for row, end in zip(rows, ends, strict=True):
        row.extend([None] * (width - end))
    values = _values(table, places, aligns, headed)
    if any(end < width for end in ends):
        values["lengths"] = " ".join(map(str, ends))
    return Grid(rows, headed, [_RULES[align] for align in aligns], Mark("table", (), tuple(values.items())))


Places = list[tuple[int, int, Cell]]


def _laid_out(table: Table) -> tuple[list[list[Cell | None]], Places]:
    """The grid, and each cell with its row and column; a covered place holds none."""
    rows: list[list[Cell | None]] = []
    places: Places = []
    covered: dict[int, int] = {}
    for i, row in enumerate(table.rows):
        made: list[Cell | None] = []
        for cell in row.cells:
            while covered.get(len(made)):
                covered[len(made)] -= 1
                made.append(None)
            start = len(made)
            places.append((i, start, cell))
            made += [cell, *[None] * (min(cell.colspan, _WIDEST) - 1)]
            for column in range(start, len(made)):
                covered[column] = cell.rowspan - 1
        while covered.get(len(made)):
            covered[len(made)] -= 1
            made.append(None)
        rows.append(made)
    return rows, places


def _aligns(rows: list[list[Cell | None]], width: int) -> list[Align | None]:
    """The alignment that most cells of each column have."""
    found: list[Align | None] = []
    for column in range(width):
        cells = [cell for row in rows if column < len(row) and (cell := row[column]) is not None]
        counts = {align: sum(cell.align is align for cell in cells) for align in (None, *Align)}
        found.append(max(counts, key=lambda align: counts[align]))
    return found


def _values(table: Table, places: Places, aligns: list[Align | None], headed: bool) -> dict[str, str]:
    values: dict[str, str] = {}
    if table.header_rows != int(headed):
        values["header"] = str(table.header_rows)
    cells = [
        f"{row}.{column}:{cell.colspan}.{cell.rowspan}.{'h' if cell.header else 'd'}.{cell.align or ''}"
        for row, column, cell in places
        if (cell.colspan, cell.rowspan, cell.header, cell.align)
        != (1, 1, row < table.header_rows, aligns[column])
    ]
    if cells:
        values["cells"] = " ".join(cells)
    if table.widths:
        values["widths"] = " ".join(f"{width:g}" for width in table.widths)
    if table.summary:
        values["summary"] = table.summary
    return values
