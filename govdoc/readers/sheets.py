"""Characters in their places → lines of type: what is read from pages of any format, PDF and OFD alike."""

from collections.abc import Iterator

from msgspec import Struct

_HAN = "\u2e80"
"""From this character on, no blanks part words."""
_SAME_LINE = 0.5
"""How far a baseline may be away, in sizes of type, to be the same."""
_NEXT_COLUMN = 3.0
"""How far apart, in sizes of type, pieces of one baseline are parted by a tab."""


class TypeLine(Struct, frozen=True):
    """A line of type: its text, left and right end, baseline from the foot of the sheet, size; points."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


class Sheet(Struct, frozen=True):
    """A page: its width and height in points, its lines from the top, whether it shows pictures."""

    width: float
    height: float
    lines: tuple[TypeLine, ...]
    pictures: bool


class Glyph(Struct, frozen=True):
    """A character: where it begins, where it ends, its baseline from the foot of the sheet, size; points."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


def lines_of(glyphs: list[Glyph]) -> Iterator[TypeLine]:
    """The lines from the top; what stands on one baseline is one, with a tab where it is far apart."""
    rows: list[list[Glyph]] = []
    for glyph in glyphs:
        if rows and abs(rows[-1][0].y - glyph.y) <= _SAME_LINE * max(rows[-1][0].size, glyph.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    rows.sort(key=lambda row: -row[0].y)
    merged: list[list[Glyph]] = []
    for row in rows:
        if merged and abs(merged[-1][0].y - row[0].y) <= 0.2 * row[0].size:
            merged[-1] += row
        else:
            merged.append(row)
    for row in merged:
        line = _line(sorted(row, key=lambda glyph: glyph.x0))
        if line is not None:
            yield line


def _line(row: list[Glyph]) -> TypeLine | None:
    inked = [glyph for glyph in row if not glyph.text.isspace()]
    if not inked:
        return None
    found: list[str] = []
    end = inked[0].x0
    for glyph in row:
        gap = (glyph.x0 - end) / glyph.size
        if found and gap > _NEXT_COLUMN:
            found.append("\t")
        elif found and gap > 0.2 and found[-1] < _HAN and glyph.text < _HAN:
            found.append(" ")
        found.append(glyph.text)
        end = glyph.x1
    size = sorted([glyph.size for glyph in inked])[len(inked) // 2]
    return TypeLine("".join(found).strip(), inked[0].x0, max(glyph.x1 for glyph in inked), inked[0].y, size)
