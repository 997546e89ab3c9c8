"""A paragraph set in lines, kept as one text and a few numbers a line, and the same lines one by one.

Most of a long document is paragraphs whose lines go straight to the page. An object for each line and each of
its pieces took half of the time of pagination and drawing; who draws quickly reads the rows, everybody else
takes `SetLine` and `Line` as before (clreq 3.1.12 for what a gap takes).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias, overload

from govdoc.paginate.page import HALF, Line, Piece, Style

Span: TypeAlias = tuple[int, int, Style, bool]
"""A stretch of a paragraph of one style: start, end, style, and whether it is of Western letters, which are
never spaced."""
Row: TypeAlias = tuple[float, int, int, float, float, int]
"""A line: x from the frame's left edge, start and end in the text, width in points, what each gap takes
beyond the tracking, and the number of the span in which it begins."""


class SetLine(NamedTuple):
    """A line in its frame: x from the frame's left edge, pieces, width."""

    x: float
    pieces: tuple[Piece, ...]
    width: float

    def placed(self, left: float, baseline: float) -> Line:
        """The line on the page."""
        return Line(left + self.x, baseline, self.pieces, self.width)


class SetLines(Sequence[SetLine]):
    """The lines of a paragraph in its frame.

    Parameters: `text` with its marks squeezed; `spans` that cover it, in order; `tracking`, what is added
    after each character that may be spaced, in points; `rows`; `plain`: they hold no link, no call of
    a note, no label, no italics and no underline.
    """

    __slots__ = ("plain", "rows", "spans", "text", "tracking")

    def __init__(self, text: str, spans: list[Span], tracking: float, rows: list[Row], plain: bool) -> None:
        self.text = text
        self.spans = spans
        self.tracking = tracking
        self.rows = rows
        self.plain = plain

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> SetLine: ...

    @overload
    def __getitem__(self, at: slice) -> "SetLines": ...

    def __getitem__(self, at: int | slice) -> "SetLine | SetLines":
        if isinstance(at, slice):
            return SetLines(self.text, self.spans, self.tracking, self.rows[at], self.plain)
        row = self.rows[at]
        return SetLine(row[0], self.pieces(row), row[3])

    def pieces(self, row: Row) -> tuple[Piece, ...]:
        """The pieces of a line: the gap after a word goes before what follows it."""
        _, start, end, _, gap, at = row
        pieces: list[Piece] = []
        lead, spacing = 0.0, self.tracking + gap
        while start < end:
            _, last, style, word = self.spans[at]
            stop = min(last, end)
            pieces.append(Piece(style, self.text[start:stop], 0.0 if word else spacing, lead))
            lead = gap if word else 0.0
            start, at = stop, at + 1
        return tuple(pieces)

    def placed(self, left: float, baseline: float, step: float) -> "Lines":
        """The lines on the page, the first at `baseline`, the others `step` points below each other."""
        return Lines(self, left, baseline, step)


class Lines(Sequence[Line]):
    """The lines of a paragraph on a page: those of a frame at `left`, the first at `baseline`."""

    __slots__ = ("baseline", "left", "set", "step")

    def __init__(self, lines: SetLines, left: float, baseline: float, step: float) -> None:
        self.set = lines
        self.left = left
        self.baseline = baseline
        self.step = step

    def __len__(self) -> int:
        return len(self.set.rows)

    @overload
    def __getitem__(self, at: int) -> Line: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Line, ...]: ...

    def __getitem__(self, at: int | slice) -> Line | tuple[Line, ...]:
        if isinstance(at, slice):
            return tuple(self)[at]
        number = range(len(self))[at]
        return self.set[number].placed(self.left, self.baseline + number * self.step)

    def __iter__(self) -> Iterator[Line]:
        for i, line in enumerate(self.set):
            yield line.placed(self.left, self.baseline + i * self.step)


def with_halves(text: str, places: Sequence[int]) -> str:
    """The text with the marks at these places squeezed."""
    if not places:
        return text
    made: list[str] = []
    done = 0
    for place in sorted(places):
        made += (text[done:place], HALF[text[place]])
        done = place + 1
    return "".join([*made, text[done:]])
