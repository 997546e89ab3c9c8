"""Footnotes at the foot of the page that calls them; long ones go on at the foot of the next one.

GB/T 9704-2012 has none; clreq 3.5.2 (脚注) and habit: a short rule, then the notes as they are called.
"""

from collections.abc import Iterator
from math import floor
from typing import NamedTuple

from govdoc.paginate.matter import SetNote, SetText
from govdoc.paginate.page import Rule
from govdoc.profile import FootnoteStyle
from govdoc.typography import POINTS_PER_MM

_NEAR = 1e-4
_LEAST = 2.0
"""Rows that notes may always take: a line of a note goes on every page, or it would wait for ever."""


class Shown(NamedTuple):
    """The lines of a footnote's paragraph that a page shows."""

    text: SetText
    first: int
    last: int


class _Part(NamedTuple):
    """A footnote from one of its lines on."""

    note: SetNote
    start: int


class Feet:
    """The footnotes of the current page and those that wait for the next. Heights are rows."""

    def __init__(self, style: FootnoteStyle, height: float) -> None:
        self._style = style
        self._most = max(style.most * height, _LEAST)
        self._here: list[tuple[SetNote, int, int]] = []
        self._waiting: list[_Part] = []
        self.rows = 0.0

    @property
    def busy(self) -> bool:
        """Whether the page has notes, or the next one will."""
        return bool(self._here or self._waiting)

    @property
    def waiting(self) -> bool:
        """Whether notes wait for the next page."""
        return bool(self._waiting)

    @property
    def shown(self) -> Iterator[Shown]:
        """The notes of the page in order."""
        for note, first, last in self._here:
            start = 0
            for text in note.texts:
                end = start + len(text.lines)
                if first < end and last > start:
                    yield Shown(text, max(first, start) - start, min(last, end) - start)
                start = end

    def least(self, notes: list[SetNote]) -> float:
        """The height that these need on the page of their calls: a line or two of each."""
        if not notes or self._waiting:
            return 0.0
        space = 0.0 if self._here else self._style.space
        return space + sum(min(note.size, 2) * note.pitch for note in notes)

    def taken(self, notes: list[SetNote], room: float) -> float:
        """How much higher the feet get when these are called with `room` left above them."""
        before = self.rows, list(self._here), list(self._waiting)
        self.call(notes, room)
        grown = self.rows - before[0]
        self.rows, self._here, self._waiting = before
        return grown

    def call(self, notes: list[SetNote], room: float) -> None:
        """Take in the notes that are called above, with `room` left above the feet."""
        for note in notes:
            room -= self._take(_Part(note, 0), room)

    def next_page(self) -> None:
        """Begin a page with what waits."""
        waiting, self._waiting, self._here, self.rows = self._waiting, [], [], 0.0
        for part in waiting:
            self._take(part, self._most)

    def _take(self, part: _Part, room: float) -> float:
        """As many lines of a note as fit; the rest waits. Returns the height that they take."""
        space = 0.0 if self._here else self._style.space
        fits = min(room, self._most - self.rows) - space
        left = part.note.size - part.start
        count = 0 if self._waiting else min(max(floor(fits / part.note.pitch + _NEAR), 0), left)
        if count < left:
            self._waiting.append(_Part(part.note, part.start + count))
        if not count:
            return 0.0
        self._here.append((part.note, part.start, part.start + count))
        grown = space + count * part.note.pitch
        self.rows += grown
        return grown

    def rule(self, left: float, top: float, pitch: float) -> Rule:
        """The rule above the notes, whose feet begin at `top` points."""
        y = top + self._style.space / 2 * pitch
        length, width = self._style.length * POINTS_PER_MM, self._style.width * POINTS_PER_MM
        return Rule(left, y, left + length, y, width)

    @property
    def space(self) -> float:
        """The white above the first note."""
        return self._style.space
