"""Setting a paragraph: runs → lines of pieces with fonts, places and spacing (GB/T 9704-2012 5.2, clreq 3.1).

Lines are relative to the frame that they stand in: x from its left edge, no y yet.
"""

from bisect import bisect_left
from collections.abc import Iterator
from math import ceil
from struct import unpack_from
from typing import NamedTuple

from msgspec import Struct

from govdoc import codes as say
from govdoc.context import Context
from govdoc.diagnostics import Origin
from govdoc.fonts.truetype import TrueType
from govdoc.galley import Alignment, Look, Run, TextBlock
from govdoc.paginate.filling import Frame, fill, frame
from govdoc.paginate.founts import Fonts, Fount, Glyphs, glyphs_of, is_private, is_word, whole
from govdoc.paginate.lines import (
    FORBIDDEN,
    Entry,
    Kinsoku,
    Rules,
    divide,
    mark_apostrophes,
    squeeze_pairs,
)
from govdoc.paginate.page import Element, Kind, Piece, Style
from govdoc.paginate.rows import Row, SetLine, SetLines, Span, with_halves
from govdoc.profile import Page
from govdoc.typography import POINTS_PER_MM, Face

_INVISIBLE = (
    *(0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070)),
    *(*range(0xFE00, 0xFE10), 0xFEFF, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE1000)),
)
_CLEAN: dict[int, str | None] = {
    **dict.fromkeys(_INVISIBLE),
    **dict.fromkeys((0x09, 0x2002, 0x2003, 0x2009, 0x202F), " "),
}
"""What has no ink goes, every blank becomes a space."""
_CLEANED = frozenset(map(chr, _CLEAN))
_SHOWN = 60
"""How many characters of a word that was cut are named."""
_REMEMBERED = 4096
"""How many looks, and words of a style, are remembered."""
_FILLED = frozenset({Alignment.JUSTIFY, Alignment.DISTRIBUTE})
"""How lines stand that are as wide as they may be; the others are ragged."""
_RISEN = 0.6
"""The size of raised and lowered characters beside that of the text."""


class Paragraph(NamedTuple):
    """A paragraph ready for breaking: its text with marks squeezed, its entries and spans.

    `plain`: it holds no link, no call of a note, no label, no italics and no underline.
    """

    text: str
    entries: list[Entry]
    spans: list[Span]
    halves: frozenset[str]
    plain: bool


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


class LineRules(Struct, frozen=True):
    """How lines are broken: how strict 避头尾 is, and whether a mark that ends a line is halved."""

    kinsoku: Kinsoku = Kinsoku.GB
    half_at_end: bool = True


class _Styles:
    """The styles of a run in one face and size, by font; and of what words consist, each with its style."""

    def __init__(self, run: Run, look: Look, fount: Fount, owner: Element | None) -> None:
        rise = run.rise * 0.35 * fount.size / _RISEN
        self._marks = (run.bold, run.italic, run.underline, look.red, rise)
        self._fount, self._owner = fount, owner
        self._known: dict[tuple[TrueType, bool], Style] = {}
        self._words: dict[str, tuple[Span, ...]] = {}
        self.han = self._of(fount.glyphs.main)

    def _of(self, font: TrueType, private: bool = False) -> Style:
        """The style in a font; `private`: of characters of private use."""
        style = self._known.get((font, private))
        if style is None:
            style = Style(font, self._fount.size, *self._marks, private, self._owner)
            self._known[font, private] = style
        return style

    def add(self, spans: list[Span], text: str, at: int) -> None:
        """Add the spans of a text that begins at `at`."""
        done, add, words = 0, spans.append, self._words
        for match in self._fount.switch.finditer(text):
            start, end = match.span()
            if done < start:
                add((at + done, at + start, self.han, False))
            word = match[0]
            # The same numbers and words come again and again.
            for a, b, style, western in words.get(word) or self._word(word):
                add((at + start + a, at + start + b, style, western))
            done = end
        if done < len(text):
            add((at + done, at + len(text), self.han, False))

    def _word(self, word: str) -> tuple[Span, ...]:
        """The spans of a word."""
        if len(self._words) > _REMEMBERED:
            self._words.clear()
        glyphs = self._fount.glyphs
        font, private, western = glyphs.word(word)
        if font is not None:
            spans = [(0, len(word), self._of(font, private), western)]
        else:
            spans = [
                (a, b, self._of(each, is_private(word[a])), is_word(word[a]))
                for a, b, each in _same_font(glyphs, word)
            ]
        self._words[word] = tuple(spans)
        return self._words[word]


class Fit(NamedTuple):
    """How a look stands in a width: size and cell in points, the distance of its lines in rows, the frame."""

    size: float
    cell: float
    pitch: float
    frame: Frame
    rules: dict[frozenset[str], Rules]
    look: Look


class Typesetter:
    """Sets paragraphs; keeps what it learned of the faces from one paragraph to the next.

    `targets`: the ids that links inside the document may name.
    """

    def __init__(
        self,
        fonts: Fonts,
        page: Page,
        context: Context,
        rules: LineRules | None = None,
        targets: frozenset[str] = frozenset(),
    ) -> None:
        self._fonts = fonts
        self._page = page
        self._context = context
        self._line_rules = rules or LineRules()
        self._targets = targets
        self._styles: dict[tuple[Fount, bool, bool, bool, bool, int], _Styles] = {}
        self._glyphs: dict[Face, Glyphs] = {}
        self._numbers: dict[tuple[str, str, str, Face, float], tuple[SetLine, float, Fount] | None] = {}
        self._fits: dict[tuple[int, float], Fit] = {}
        self._path = ""
        self.grid = measures(page)

    def cell(self, size: float) -> float:
        """The advance of a Han character of a size: the grid's for the body, set solid for others."""
        return self.grid.cell if size == self.grid.body_size else size

    def size(self, block: TextBlock) -> float:
        """The size of a block's type in points."""
        return self._page.points(block.look.size)

    def set(self, block: TextBlock, width: float, element: Element | None) -> SetLines:
        """The lines of a block in a frame of `width` points; links get elements under `element`."""
        look, self._path = block.look, block.path
        size, cell, _, frame, known, _ = self._fits.get((id(look), width)) or self.fit(look, width)
        paragraph = self._paragraph(block.runs, size, cell, look, element)
        text, entries, spans, halves, plain = paragraph
        rules = known.get(halves) or self._rules(look, width, halves)
        if "\n" in text:
            rows, squeezed = self._parts(paragraph, frame, rules)
        else:
            rows, squeezed = self._fill(text, entries, spans, frame, rules)
        if squeezed:
            text = with_halves(text, squeezed)
        return SetLines(text, spans, frame.tracking, rows, plain)

    def line(self, text: str, face: Face, size: float) -> SetLine:
        """One line of one style, set solid."""
        made = self._paragraph((Run(text, face),), size, size, Look(face=face), None)
        width = len(text) - sum(lacking for _, _, lacking in made.entries)
        row = (0.0, 0, len(made.text.rstrip(" ")), width * size, 0.0, 0)
        return SetLines(made.text, made.spans, 0.0, [row], made.plain)[0]

    def number(self, left: str, number: int, right: str, face: Face, size: float) -> SetLine:
        """A page number between its marks, set solid.

        Numbers of as many digits share a pattern: every page has one, which took a tenth of the time.
        """
        text = str(number)
        zeros = "0" * len(text)
        key = (left, zeros, right, face, size)
        if key not in self._numbers:
            _, fount = self._fount(face, size, size, "0123456789")
            usable = fount.glyphs.word("0123456789")[0] is not None and "0" not in left + right
            line = self.line(left + zeros + right, face, size)
            self._numbers[key] = (line, line.width - fount.measure(zeros), fount) if usable else None
        found = self._numbers[key]
        if found is None:
            return self.line(left + text + right, face, size)
        pattern, rest, fount = found
        pieces = [
            Piece(piece.style, piece.text.replace(zeros, text), piece.spacing, piece.lead)
            if zeros in piece.text
            else piece
            for piece in pattern.pieces
        ]
        return SetLine(pattern.x, tuple(pieces), rest + fount.measure(text))

    def middle(self, mark: str, face: Face, size: float) -> float:
        """How far the baseline is below the middle of a mark's ink, in points."""
        font = self._fonts.resolve(face, mark)
        outline = font.outline(font.glyph(ord(mark))) if font and mark else b""
        if font is None or not outline:
            return 0.35 * size
        _, low, _, high = unpack_from(">4h", outline, 2)
        return float((low + high) / 2 / font.units * size)

    def fit(self, look: Look, width: float) -> Fit:
        """How a look stands in a width of so many points.

        It is kept with the look, so that no other has the same id: to hash a look takes as long as the rest.
        """
        found = self._fits.get((id(look), width))
        if found is None:
            if len(self._fits) > _REMEMBERED:
                self._fits.clear()
            size, unit = self._page.points(look.size), self.grid.cell
            cell = self.cell(size)
            sides = look.left * unit, look.first * unit, look.right * unit
            where = frame(width, *sides, cell, size, look.align)
            found = self._fits[id(look), width] = Fit(size, cell, self._pitch(size), where, {}, look)
        return found

    def _pitch(self, size: float) -> float:
        """The distance of lines of a size, in rows."""
        body, pitch = self.grid.body_size, self.grid.pitch
        rows = 1.0 if size <= 0.9 * pitch else float(ceil(1.1 * size / pitch))
        return min(rows, size / body) if size < body else rows

    def _parts(self, paragraph: Paragraph, frame: Frame, rules: Rules) -> tuple[list[Row], list[int]]:
        """The rows of a paragraph with forced breaks, and the places of the marks squeezed for them."""
        rows: list[Row] = []
        squeezed: list[int] = []
        start = 0
        for text in paragraph.text.split("\n"):
            entries, spans, at = _segment(paragraph, start, start + len(text))
            made, places = self._fill(text, entries, spans, frame, rules)
            rows += [(x, a + start, b + start, width, gap, k + at) for x, a, b, width, gap, k in made]
            squeezed += [start + place for place in places]
            start += len(text) + 1
            frame = frame._replace(first=frame.rest)
        return rows, squeezed

    def _fill(
        self, text: str, entries: list[Entry], spans: list[Span], frame: Frame, rules: Rules
    ) -> tuple[list[Row], list[int]]:
        narrow = frame.narrow
        if entries and any([end - start - lacking > narrow for start, end, lacking in entries]):
            entries, cut = divide(text, entries, narrow, rules.shortfall)
            for word in cut:
                self._say(say.OVERFULL, whole(word if len(word) <= _SHOWN else word[:_SHOWN] + "…"))
        return fill(text, entries, spans, frame, rules)

    def _rules(self, look: Look, width: float, halves: frozenset[str]) -> Rules:
        fit, own = self.fit(look, width), self._line_rules
        shortfall = glyphs_of(self._fonts, look.face).fount(fit.size, fit.cell).shortfall
        forbidden, saved = FORBIDDEN[own.kinsoku], 0.5 * fit.size / fit.cell
        found = fit.rules[halves] = Rules(
            forbidden, halves, shortfall, saved, own.half_at_end, look.align not in _FILLED
        )
        return found

    def _paragraph(
        self, runs: tuple[Run, ...], size: float, cell: float, look: Look, element: Element | None
    ) -> Paragraph:
        """The runs of a block as one text, measured and cut into spans."""
        item = element is not None and element.kind is Kind.ITEM_BODY
        parts = _merged(runs, item) if runs else []
        if len(parts) == 1:
            return self._simple(*parts[0], size, cell, look, element)
        plain = all([_is_plain(run, item) for _, run in parts])
        met = [self._fount(run.face, size * _RISEN if run.rise else size, cell, text) for text, run in parts]
        halves = frozenset.intersection(*[fount.glyphs.halves for _, fount in met]) if met else frozenset()
        text = squeeze_pairs("".join([text for text, _ in met]), halves)
        if all([fount.glyphs.has_apostrophe for _, fount in met]):
            text = mark_apostrophes(text)
        entries: list[Entry] = []
        spans: list[Span] = []
        at = 0
        for (_, run), (part, fount) in zip(parts, met, strict=True):
            piece = text[at : at + len(part)]
            entries += fount.entries(piece, at)
            self._styles_of(run, look, fount, element).add(spans, piece, at)
            at += len(part)
        return Paragraph(text, entries, spans, halves, plain)

    def _simple(
        self, text: str, run: Run, size: float, cell: float, look: Look, element: Element | None
    ) -> Paragraph:
        """A text that looks like one run, as nearly all of a document does."""
        text, fount = self._fount(run.face, size * _RISEN if run.rise else size, cell, text)
        glyphs = fount.glyphs
        text = squeeze_pairs(text, glyphs.halves)
        if glyphs.has_apostrophe:
            text = mark_apostrophes(text)
        styles = self._styles_of(run, look, fount, element)
        entries = fount.entries(text, 0)
        spans: list[Span] = []
        if entries or fount.mixed or not text:
            styles.add(spans, text, 0)
        else:
            spans.append((0, len(text), styles.han, False))
        item = element is not None and element.kind is Kind.ITEM_BODY
        return Paragraph(text, entries, spans, glyphs.halves, _is_plain(run, item))

    def _fount(self, face: Face, size: float, cell: float, text: str) -> tuple[str, Fount]:
        """The text without what has no ink, and the face at its size, which knows all its characters."""
        glyphs = self._glyphs.get(face)
        if glyphs is None:
            glyphs = self._glyphs[face] = glyphs_of(self._fonts, face)
        fresh = glyphs.known.beyond(text)
        if fresh:
            # What has no ink is never known.
            if not _CLEANED.isdisjoint(fresh):
                text = text.translate(_CLEAN)
                fresh = glyphs.known.beyond(text)
            glyphs.learn(fresh - {"\n"})
        if glyphs.lacking:
            for character in sorted([one for one in glyphs.lacking if one in text]):
                self._say(say.NO_GLYPH, f"U+{ord(character):04X}", character)
        return text, glyphs.fount(size, cell)

    def _styles_of(self, run: Run, look: Look, fount: Fount, element: Element | None) -> "_Styles":
        if run.href and (not run.href.startswith("#") or run.href[1:] in self._targets):
            return _Styles(run, look, fount, Element(Kind.LINK, element, text=run.href))
        if run.note:
            return _Styles(run, look, fount, Element(Kind.REFERENCE, element))
        if run.label and element is not None and element.kind is Kind.ITEM_BODY:
            return _Styles(run, look, fount, Element(Kind.LABEL, element.parent))
        key = (fount, run.bold, run.italic, run.underline, look.red, run.rise)
        if key not in self._styles:
            self._styles[key] = _Styles(run, look, fount, None)
        return self._styles[key]

    def _say(self, code: say.Code, *values: str) -> None:
        place = Origin(self._context.file, element=self._path) if self._path else None
        self._context.report(code, *values, origin=place)


def _is_plain(run: Run, item: bool) -> bool:
    return not (run.italic or run.underline or run.href or run.note or (item and run.label))


def _same_font(glyphs: Glyphs, word: str) -> Iterator[tuple[int, int, TrueType]]:
    """A word cut where its font changes, and around each private-use character."""
    a, font = 0, glyphs.font(word[0])
    for i in range(1, len(word)):
        other = glyphs.font(word[i])
        if other is not font or is_private(word[i]) or is_private(word[i - 1]):
            yield a, i, font
            a, font = i, other
    yield a, len(word), font


def _merged(runs: tuple[Run, ...], labels: bool) -> list[tuple[str, Run]]:
    """The texts of the runs, with neighbours that look the same as one; `labels`: labels stay apart."""
    made: list[tuple[str, Run]] = []
    last, text = runs[0], runs[0].text
    for run in runs[1:]:
        if (
            run.face is last.face
            and run.bold is last.bold
            and run.rise == last.rise
            and run.italic is last.italic
            and run.underline is last.underline
            and run.href == last.href
            and not (labels and last.label)
            and not run.note
            and not last.note
        ):
            text += run.text
        else:
            made.append((text, last))
            text = run.text
        last = run
    made.append((text, last))
    return made


def _segment(paragraph: Paragraph, start: int, end: int) -> tuple[list[Entry], list[Span], int]:
    """Entries and spans of a part between forced breaks, counted from its own start, and its first span."""
    first = bisect_left(paragraph.entries, (start,))
    last = bisect_left(paragraph.entries, (end,), first)
    entries = [(a - start, b - start, gone) for a, b, gone in paragraph.entries[first:last]]
    at = next((i for i, span in enumerate(paragraph.spans) if span[1] > start), len(paragraph.spans))
    spans = [
        (max(a, start) - start, min(b, end) - start, style, word)
        for a, b, style, word in paragraph.spans[at:]
        if a < end
    ]
    return entries, spans, at
