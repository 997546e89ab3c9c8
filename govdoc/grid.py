"""Where the cells of a table stand when their spans are counted.

WHATWG HTML 4.9.12 (forming a table): a cell takes the first free column of its row. Unlike there, no cell
covers another one, and none reaches below the table.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

MOST_COLUMNS = 1000
"""A span may claim any number of columns; HTML itself stops at these."""


class Spanning(Protocol):
    """A cell, of the model or of the galley."""

    @property
    def colspan(self) -> int:
        """How many columns it asks for."""

    @property
    def rowspan(self) -> int:
        """How many rows it asks for."""


class Place(NamedTuple):
    """The first column of a cell, and how many columns and rows it covers."""

    column: int
    columns: int
    rows: int


def places(rows: Sequence[Sequence[Spanning]], most: int = MOST_COLUMNS) -> list[list[Place]]:
    """The places of the cells of every row; spans end at `most` columns."""
    taken: list[int] = []
    found: list[list[Place]] = []
    for i, row in enumerate(rows):
        made: list[Place] = []
        column = 0
        for cell in row:
            while column < len(taken) and taken[column] > i:
                column += 1
            across, widest = 1, min(cell.colspan, most - column)
            while across < widest and (column + across >= len(taken) or taken[column + across] <= i):
                across += 1
            down = min(cell.rowspan, len(rows) - i)
            taken += [0] * (column + across - len(taken))
            taken[column : column + across] = [i + down] * across
            made.append(Place(column, across, down))
            column += across
        found.append(made)
    return found


def column_count(found: Sequence[Sequence[Place]]) -> int:
    """How many columns the places of a table take."""
    return max([row[-1].column + row[-1].columns for row in found if row], default=0)
