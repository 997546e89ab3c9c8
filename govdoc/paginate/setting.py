"""Setting a paragraph: runs → lines of pieces with fonts, places and spacing (GB/T 9704-2012 5.2, clreq 3.1).

Lines are relative to the frame that they stand in: x from its left edge, no y yet.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from struct import unpack_from
from typing import NamedTuple

from msgspec import Struct

from govdoc import diagnostics as say
from govdoc.context import Context
from govdoc.diagnostics import Origin
from govdoc.fonts.truetype import TrueType
from govdoc.galley import Alignment, Look, Run, TextBlock
from govdoc.paginate.founts import Fonts, Fount, Glyphs, glyphs_of, is_private, is_word, whole
from govdoc.paginate.lines import (
    FORBIDDEN,
    LOOSEST,
    Cut,
    Entry,
    Kinsoku,
    Rules,
    break_lines,
    divide,
    squeeze_pairs,
)
from govdoc.paginate.page import HALF, Element, Kind, Line, Piece, Style
from govdoc.profile import Page
from govdoc.typography import POINTS_PER_MM, Face

_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_SPACES = str.maketrans("\t\u2002\u2003\u2009\u202f", "     ")
_UNCLEAN = re.compile(_INVISIBLE.pattern + r"|[\t\u2002\u2003\u2009\u202f]")
_RISEN = 0.6
"""The size of raised and lowered characters beside that of the text."""


class Span(NamedTuple):
    """A stretch of a paragraph of one style; `word`: of Western letters, which are never spaced."""

    start: int
    end: int
    style: Style
    word: bool


class Paragraph(NamedTuple):
    """A paragraph ready for breaking: its text with marks squeezed, its entries and spans."""

    text: str
    entries: list[Entry]
    spans: list[Span]
    halves: frozenset[str]


class SetLine(NamedTuple):
    """A line in its frame: x from the frame's left edge, pieces, width."""

    x: float
    pieces: tuple[Piece, ...]
    width: float

    def placed(self, left: float, baseline: float) -> Line:
        """The line on the page."""
        return Line(left + self.x, baseline, self.pieces, self.width)


class Measures(Struct, frozen=True):
    """The lengths of the grid in points."""

    cell: float
    body_size: float
    pitch: float
    width: float


def measures(page: Page) -> Measures:
    """The lengths of a profile's grid in points."""
    return Measures(
        page.cell * POINTS_PER_MM,
        page.body_size,
        page.pitch * POINTS_PER_MM,
        page.area_width * POINTS_PER_MM,
    )


class Typesetter:
    """Sets paragraphs; keeps what it learned of the faces from one paragraph to the next."""

    def __init__(
        self, fonts: Fonts, page: Page, context: Context, kinsoku: Kinsoku = Kinsoku.GB, path: str = ""
    ) -> None:
        self._fonts = fonts
        self._page = page
        self._context = context
        self._forbidden = FORBIDDEN[kinsoku]
        self._styles: dict[tuple[object, ...], Style] = {}
        self._path = path
        self.grid = measures(page)

    def cell(self, size: float) -> float:
        """The advance of a Han character of a size: the grid's for the body, set solid for others."""
        return self.grid.cell if size == self.grid.body_size else size

    def size(self, block: TextBlock) -> float:
        """The size of a block's type in points."""
        return self._page.points(block.look.size)

    def set(self, block: TextBlock, width: float, element: Element | None) -> list[SetLine]:
        """The lines of a block in a frame of `width` points; links get elements under `element`."""
        look, self._path = block.look, block.path
        size = self._page.points(look.size)
        cell = self.cell(size)
        paragraph = self._paragraph(block.runs, size, cell, look, element)
        left, right = look.left * self.grid.cell, look.right * self.grid.cell
        first = look.first * self.grid.cell
        room = max((width - left - right) / cell, 1.0)
        lines: list[SetLine] = []
        spans = _Spans(paragraph.spans)
        start = 0
        for text in paragraph.text.split("\n"):
            indent = first if start == 0 else 0.0
            one = _segment(paragraph, start, start + len(text))
            for i, cut in enumerate(self._break(one, max(room - indent / cell, 1.0), room, look)):
                frame = _Frame(left + (indent if i == 0 else 0.0), width - right, cell, size)
                last = start + cut.end >= start + len(text)
                lines.append(_set_line(one.text, cut, spans, start, frame, look.align, last))
            start += len(text) + 1
        return lines

    def line(self, text: str, face: Face, size: float) -> SetLine:
        """One line of one style, set solid."""
        style = Run(text, face)
        block = self._paragraph((style,), size, size, Look(face=face), None)
        frame = _Frame(0.0, float("inf"), size, size)
        entries_width = sum(lacking for _, _, lacking in block.entries)
        cut = Cut(0, len(text), len(text) - entries_width)
        return _set_line(block.text, cut, _Spans(block.spans), 0, frame, Alignment.LEFT, True)

    def middle(self, mark: str, face: Face, size: float) -> float:
        """How far the baseline is below the middle of a mark's ink, in points."""
        font = self._fonts.resolve(face, mark)
        outline = font.outline(font.glyph(ord(mark))) if font and mark else b""
        if font is None or not outline:
            return 0.35 * size
        _, low, _, high = unpack_from(">4h", outline, 2)
        return float((low + high) / 2 / font.units * size)

    def _break(self, one: Paragraph, first: float, room: float, look: Look) -> list[Cut]:
        narrow = min(first, room)
        size = self._page.points(look.size)
        cell = self.cell(size)
        rules = Rules(
            self._forbidden, one.halves, self._fount(look.face, size, cell).shortfall, 0.5 * size / cell
        )
        entries = one.entries
        if any(end - start - lacking > narrow for start, end, lacking in entries):
            entries, cut = divide(one.text, entries, narrow, rules.shortfall)
            for word in cut:
                self._say(say.OVERFULL, whole(word))
        return break_lines(one.text, entries, first, room, rules)

    def _paragraph(
        self, runs: tuple[Run, ...], size: float, cell: float, look: Look, element: Element | None
    ) -> Paragraph:
        """The runs of a block as one text, measured and cut into spans."""
        texts = [_clean(run.text) for run in runs]
        founts = [
            self._fount(run.face, size * _RISEN if run.rise else size, cell, text)
            for run, text in zip(runs, texts, strict=True)
        ]
        halves = frozenset.intersection(*[fount.glyphs.halves for fount in founts]) if founts else frozenset()
        text = squeeze_pairs("".join(texts), halves)
        entries: list[Entry] = []
        spans: list[Span] = []
        at = 0
        for run, part, fount in zip(runs, texts, founts, strict=True):
            piece = text[at : at + len(part)]
            entries += fount.entries(piece, at)
            spans += self._spans(run, piece, at, fount, look, element)
            at += len(part)
        return Paragraph(text, entries, spans, halves)

    def _fount(self, face: Face, size: float, cell: float, text: str = "") -> Fount:
        glyphs = glyphs_of(self._fonts, face)
        if not glyphs.known.issuperset(text):
            glyphs.learn(set(text) - glyphs.known - {"\n"})
        if glyphs.lacking and not glyphs.lacking.isdisjoint(text):
            for character in sorted(glyphs.lacking.intersection(text)):
                self._say(say.NO_GLYPH, f"U+{ord(character):04X}", character)
        return glyphs.fount(size, cell)

    def _spans(
        self, run: Run, text: str, at: int, fount: Fount, look: Look, element: Element | None
    ) -> Iterator[Span]:
        link = (
            Element(Kind.LINK, element, text=run.href) if run.href and not run.href.startswith("#") else None
        )
        done, glyphs = 0, fount.glyphs
        for match in fount.switch.finditer(text):
            start, end = match.span()
            if done < start:
                yield Span(at + done, at + start, self._style(run, look, fount, glyphs.main, link), False)
            for a, b, font in _same_font(glyphs, text, start, end):
                style = self._style(run, look, fount, font, link, private=is_private(text[a]))
                yield Span(at + a, at + b, style, is_word(text[a]))
            done = end
        if done < len(text):
            yield Span(at + done, at + len(text), self._style(run, look, fount, glyphs.main, link), False)

    def _style(
        self, run: Run, look: Look, fount: Fount, font: TrueType, link: Element | None, private: bool = False
    ) -> Style:
        marks = (run.bold, run.italic, run.underline, look.red, run.rise, private)
        key = (id(font), fount.size, marks, id(link))
        style = self._styles.get(key)
        if style is None:
            rise = run.rise * 0.35 * fount.size / _RISEN
            style = Style(
                font, fount.size, run.bold, run.italic, run.underline, look.red, rise, private, link
            )
            self._styles[key] = style
        return style

    def _say(self, code: say.Code, *values: str) -> None:
        place = Origin(self._context.file, element=self._path) if self._path else None
        self._context.report(code, *values, origin=place)


class _Frame(NamedTuple):
    """Where lines begin and end, the advance of a Han character, the size of type: points."""

    left: float
    right: float
    cell: float
    size: float


class _Spans:
    """The spans of a paragraph, asked for line by line, forwards only."""

    def __init__(self, spans: list[Span]) -> None:
        self._spans = spans
        self._at = 0

    def between(self, start: int, end: int) -> Iterator[Span]:
        """The spans from `start` to `end`, cut to it."""
        spans, at = self._spans, self._at
        while at < len(spans) and spans[at].end <= start:
            at += 1
        self._at = at
        while at < len(spans) and spans[at].start < end:
            span = spans[at]
            if span.start < start or span.end > end:
                span = Span(max(span.start, start), min(span.end, end), span.style, span.word)
            yield span
            at += 1


def _set_line(
    text: str, cut: Cut, spans: _Spans, offset: int, frame: _Frame, align: Alignment, last: bool
) -> SetLine:
    """A line with its pieces: the slack goes to the gaps between Han characters and around words."""
    start = cut.start
    text = text[start : cut.end].rstrip(" ")
    for place in cut.squeezed:
        text = f"{text[: place - start]}{HALF[text[place - start]]}{text[place - start + 1 :]}"
    offset += start
    found = list(spans.between(offset, offset + len(text)))
    wide = frame.right - frame.left
    room = wide / frame.cell
    free = room - cut.width
    tracking = frame.cell - frame.size
    gap = 0.0
    if (align is Alignment.JUSTIFY and not last) or free < 0:
        gaps = sum([1 if span.word else span.end - span.start for span in found]) - 1
        if gaps > 0 and free <= LOOSEST * gaps:
            gap = free * frame.cell / gaps
    pieces: list[Piece] = []
    lead = 0.0
    for span in found:
        part = text[span.start - offset : span.end - offset]
        if span.word:
            pieces.append(Piece(span.style, part, 0.0, lead))
            lead = gap
        else:
            pieces.append(Piece(span.style, part, tracking + gap, lead))
            lead = 0.0
    width = (room if gap else cut.width) * frame.cell
    if align is Alignment.JUSTIFY:
        return SetLine(frame.left, tuple(pieces), width)
    return SetLine(frame.left + _shift(align, wide - width + tracking), tuple(pieces), width)


def _shift(align: Alignment, free: float) -> float:
    if align is Alignment.CENTER:
        return max(free, 0.0) / 2
    return max(free, 0.0) if align is Alignment.RIGHT else 0.0


def _same_font(glyphs: Glyphs, text: str, start: int, end: int) -> Iterator[tuple[int, int, TrueType]]:
    """A stretch cut where its font changes, and around each private-use character."""
    if end == start + 1:
        yield start, end, glyphs.font(text[start])
        return
    a, font = start, glyphs.font(text[start])
    for i in range(start + 1, end):
        other = glyphs.font(text[i])
        if other is not font or is_private(text[i]) or is_private(text[i - 1]):
            yield a, i, font
            a, font = i, other
    yield a, end, font


def _segment(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    """A part of a paragraph between forced breaks, its entries counted from its own start."""
    if start == 0 and end == len(paragraph.text):
        return paragraph
    first = bisect_left(paragraph.entries, (start,))
    last = bisect_left(paragraph.entries, (end,), first)
    entries = [(a - start, b - start, gone) for a, b, gone in paragraph.entries[first:last]]
    return Paragraph(paragraph.text[start:end], entries, paragraph.spans, paragraph.halves)


def _clean(text: str) -> str:
    """The text without what has no ink, with every blank as a space."""
    if not _UNCLEAN.search(text):
        return text
    return _INVISIBLE.sub("", text).translate(_SPACES)
