"""The columns of a table: how wide each is, and whether they want a page turned to the side.

GB/T 9704-2012 8 (wide tables lie on their side). Widths that the document names are kept; otherwise columns
share the width by what they hold, as CSS 2.2 17.5.2.2 (automatic layout) does: each has the width of its
longest word and of a short label, and what is left goes to those that hold more. Lengths are 字 of the
table's type.
"""

import re
from collections.abc import Iterator, Sequence

from govdoc.galley import TableCell, TableRow
from govdoc.grid import Place, column_count, places
from govdoc.profile import TableStyle

_WORD = re.compile("[!-~]+")
_LONGEST_WORD = 8.0
"""A longer word, an address for the most part, may be parted."""
_CAPITALS = 1.1
"""Western letters are a little wider than half of a 字 on the whole."""
_EMPTY = 1.0
"""The width of a column that holds nothing, as forms have them."""
_AIR = 0.5
"""What a column needs beside its text before the table turns."""


def shares(
    given: Sequence[float], rows: tuple[TableRow, ...], room: float, style: TableStyle, padding: float
) -> tuple[float, ...]:
    """The columns' shares of the width.

    Parameters: `given`, the widths that the document names; `room`, the width of the table, and `padding`,
    what the two sides of a cell take, in 字.
    """
    found = places([row.cells for row in rows])
    columns = column_count(found)
    if len(given) == columns and all(width > 0 for width in given):
        total = sum(given)
        return tuple(width / total for width in given)
    if not columns:
        return ()
    needs = _needs(rows, found, columns, style.label)
    widths = [width + padding for width in _shared(needs, max(room - columns * padding, 1.0))]
    total = sum(widths)
    return tuple(width / total for width in widths)


_Needs = list[tuple[float, float]]
"""Of each column, the least width that it should have, and the width at which nothing in it breaks."""


def _needs(
    rows: tuple[TableRow, ...], found: Sequence[Sequence[Place]], columns: int, label: float
) -> _Needs:
    least, most = [_EMPTY] * columns, [_EMPTY] * columns
    spanning = []
    for row, standing in zip(rows, found, strict=True):
        for cell, (column, span, _) in zip(row.cells, standing, strict=True):
            wide, word = _measure(cell)
            if span == 1:
                most[column] = max(most[column], wide)
                least[column] = max(least[column], word, min(wide, label))
            else:
                spanning.append((column, span, max(word, min(wide, label * span))))
    for column, span, wide in spanning:
        lacking = wide - sum(least[column : column + span])
        for i in range(column, column + span):
            least[i] += max(lacking, 0.0) / span
    return [(low, max(low, high)) for low, high in zip(least, most, strict=True)]


def _shared(needs: _Needs, room: float) -> Iterator[float]:
    """The widths of columns in so much room: all alike wider where nothing breaks, else by what they hold."""
    free = room - sum(most for _, most in needs)
    if free >= 0:
        for _, most in needs:
            yield most + free / len(needs)
        return
    free = max(room - sum(least for least, _ in needs), 0.0)
    wants = [min(most, room) - least for least, most in needs]
    total = sum(wants) or 1.0
    for (least, _), want in zip(needs, wants, strict=True):
        yield least + free * want / total


def _measure(cell: TableCell) -> tuple[float, float]:
    """The width of a cell's longest line, and of its longest word."""
    wide = word = 0.0
    for block in cell.blocks:
        for line in block.text.split("\n"):
            # In UTF-8 a 字 takes three bytes and a letter one: so both are counted at once.
            bytes_ = len(line.encode("utf-8", "surrogatepass"))
            wide = max(wide, (bytes_ + len(line)) / 4)
            if bytes_ != 3 * len(line):
                word = max([word, *[len(found) / 2 * _CAPITALS for found in _WORD.findall(line)]])
    return wide, min(word, _LONGEST_WORD)


def turned(rows: tuple[TableRow, ...], room: float, style: TableStyle) -> bool:
    """Whether columns would be narrower than what they need on an upright page.

    A column needs what its widest cell has, at most `style.narrowest`, and half a 字 of air. Cells that span
    columns ask for nothing.
    """
    most = room / (style.narrowest + _AIR)
    if all(len(row.cells) <= most for row in rows):
        return False
    needs: dict[int, float] = {}
    for row in rows:
        for column, cell in enumerate(row.cells):
            if cell.colspan == 1:
                wide, _ = _measure(cell)
                needs[column] = max(needs.get(column, 0.0), min(wide, style.narrowest))
    return sum(needs.values()) + _AIR * len(needs) > room
