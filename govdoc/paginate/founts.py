"""Founts: what line breaking and drawing must know of a face at one size.

A line is counted in cells (字). A character of the Han font that fills its cell needs no record; only the
others have one, so that a paragraph of Han text is measured without touching its characters.
"""

import re
from collections.abc import Iterable
from functools import lru_cache, partial
from struct import unpack_from
from typing import Protocol
from weakref import WeakKeyDictionary

from govdoc.fonts.sfnt import FontFault
from govdoc.fonts.truetype import TrueType
from govdoc.paginate.characters import Characters
from govdoc.paginate.page import APOSTROPHE, GETA, HALF, WHOLE
from govdoc.typography import OPENING, Face

WORD = (
    "!-~\u00a0\u00a1-\u00a6\u00a9-\u00af\u00b2-\u00b6\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u02c5"
    f"\u0370-\u04ff\u1e00-\u1fff{APOSTROPHE}"
)
"""Characters of Western words, as the inside of a character class."""
_DIGIT = "0-9０-９"
_UNITS = (
    "平方公里|平方米|立方米|公里|公顷|公斤|千克|人次|户次|件次|分钟|小时|个月|百分点"
    "|[年月日号时分秒度周天岁％‰℃元角米吨亩克升个项件家户人名条次届起处所份套期批轮篇章节款类级位场部支辆台架艘座栋间层间幅页字组对种省市县区镇乡村]"
)
_PARTS = (
    r"(?<=—)—|(?<=…)…"
    rf"|(?<=〔)[{_DIGIT}]+〕第?[{_DIGIT}]+号?"
    rf"|(?<=[¥￥＄第{WORD}{_DIGIT}])(?:(?:[{WORD}]*[{_DIGIT}]|(?<=[{_DIGIT}]))"
    rf"[{_DIGIT}．％]*[余多]?[十百千万亿]{{0,2}}(?:{_UNITS})?"
    rf"|(?<=[{WORD}])[{WORD}]*(?:’[A-Za-z]+)?)"
)
_FIRST = f"—…〔¥￥＄第{WORD}{_DIGIT}\ud800-{max(HALF.values())} §¨°±·×÷"
"""What stretches that need a look begin with; signs that turn out to be narrow are added when they are met. A
pattern that begins with a set of characters runs through Han text five times as fast as one that begins with
a choice; wide ranges in the set would take milliseconds to compile."""
_ODD = re.compile(f"[{_FIRST}](?:{_PARTS}|)")
"""What is not one whole cell, or may not be: most of what it finds needs no record of its own."""
_SWITCH = re.compile(f"[{WORD} ](?:(?<= ) *|[{WORD}]* *)")
"""Where a run of Han characters is interrupted: a word with the blanks after it, or blanks."""
_REMEMBERED = 4096
"""How many words a face remembers."""


class Fonts(Protocol):
    """What pagination asks of a set of fonts (`govdoc.fonts.library.FontSet`)."""

    @property
    def faults(self) -> tuple[FontFault, ...]:
        """What was found as a font and cannot be used."""

    def chain(self, face: Face) -> tuple[TrueType, ...]:
        """The fonts of a face, in the order in which they are asked."""

    def resolve(self, face: Face, character: str) -> TrueType | None:
        """The font that draws a character in a face, or none."""


class Glyphs:
    """The characters of one face that were met so far: their fonts, and their widths in em.

    `plain` fill a cell in the face's Han font; `other` have a font and a width of their own.
    """

    def __init__(self, fonts: Fonts, face: Face) -> None:
        self._resolve = partial(fonts.resolve, face)
        self.main = self._resolve("一") or fonts.chain(face)[0]
        self.known = Characters()
        self.lacking: set[str] = set()
        self.other: dict[str, tuple[TrueType, float]] = {}
        self.halves = frozenset(mark for mark in HALF if self._fits_half(mark))
        for mark in self.halves:
            self.other[HALF[mark]] = (self.main, 0.5)
        latin = self._resolve("a")
        self.has_apostrophe = latin is not None and latin.glyph(ord("’")) != 0
        if latin is not None and self.has_apostrophe:
            self.other[APOSTROPHE] = (latin, latin.advance(latin.glyph(ord("’"))) / 1000)
        self.known.known |= self.other.keys()
        self.founts: dict[tuple[float, float], Fount] = {}
        self.revision = 0
        self._words: dict[str, tuple[TrueType | None, bool, bool]] = {}

    def _fits_half(self, mark: str) -> bool:
        """Whether a mark of the Han font fills a cell and has its ink in the half that remains."""
        glyph = self.main.glyph(ord(mark))
        outline = self.main.outline(glyph) if glyph else b""
        if self._resolve(mark) is not self.main or not outline:
            return False
        left, _, right, _ = unpack_from(">4h", outline, 2)
        half = self.main.units / 2
        inside = left >= 0.9 * half if mark in OPENING else right <= 1.1 * half
        return inside and self.main.advance(glyph) == 1000

    def learn(self, characters: Iterable[str]) -> None:
        """Look up characters that are not known yet."""
        before = len(self.other)
        for character in sorted(characters):
            font = self._resolve(character)
            drawn = character if font is not None else GETA
            if font is None:
                self.lacking.add(character)
                font = self._resolve(GETA) or self.main
            width = font.advance(font.glyph(ord(drawn))) / 1000
            if font is not self.main or width != 1.0 or is_private(character):
                self.other[character] = (font, width)
            # Last, so that another thread never finds a character known that is not recorded yet.
            self.known.known.add(character)
        self.revision += len(self.other) != before

    def font(self, character: str) -> TrueType:
        """The font that draws a known character."""
        found = self.other.get(character)
        return found[0] if found else self.main

    def fount(self, size: float, cell: float) -> "Fount":
        """The face at a size, up to date with what was learned."""
        fount = self.founts.get((size, cell))
        if fount is None:
            fount = self.founts[size, cell] = Fount(self, size, cell)
        if fount.revision != self.revision:
            fount.renew()
        return fount

    def word(self, word: str) -> tuple[TrueType | None, bool, bool]:
        """The one font of a known word, or none when it takes several or holds private-use characters.

        With it: whether the word begins with a private-use character, and whether it is a Western one.
        """
        found = self._words.get(word)
        if found is None:
            if len(self._words) > _REMEMBERED:
                self._words.clear()
            fonts = {id(self.font(c)) for c in word}
            alike = len(fonts) == 1 and (len(word) == 1 or not any(map(is_private, word)))
            font = self.font(word[0]) if alike else None
            found = self._words[word] = (font, is_private(word), is_word(word))
        return found


_met: "WeakKeyDictionary[Fonts, dict[Face, Glyphs]]" = WeakKeyDictionary()


def glyphs_of(fonts: Fonts, face: Face) -> Glyphs:
    """The characters of a face; what one document has learned serves the next."""
    faces = _met.setdefault(fonts, {})
    if face not in faces:
        faces[face] = Glyphs(fonts, face)
    return faces[face]


class Fount:
    """A face at one size, measured in cells of the paragraph it stands in.

    Parameters: `size` of the type and `cell`, the advance of a Han character in the paragraph, in points.
    `mixed`: whether other fonts draw characters that fill a cell; if not, text without entries is all Han.
    """

    def __init__(self, glyphs: Glyphs, size: float, cell: float) -> None:
        self.glyphs = glyphs
        self.size = size
        self.cell = cell
        self.missing: dict[str, float] = {}
        self.revision = -1
        self._small = abs(size - cell) > 0.05 * cell
        self.odd, self.switch = _ODD, _SWITCH
        self.mixed = False
        self._lengths: dict[str, float] = {}

    def renew(self) -> None:
        """Take over what the face has learned."""
        glyphs, scale = self.glyphs, self.size / self.cell
        revision = glyphs.revision
        others = list(glyphs.other.items())
        self.missing = {
            c: 1 - width * scale if _SWITCH.match(c) else (1 - width) * scale for c, (_, width) in others
        }
        self._lengths = dict(self.missing)
        narrow = [c for c, (_, width) in others if width != 1.0 and not _ODD.match(c)]
        foreign = [
            c
            for c, (font, _) in others
            if (font is not glyphs.main or is_private(c)) and not _SWITCH.match(c)
        ]
        self.odd, self.switch = _odd("".join(narrow)), _switch("".join(foreign))
        self.mixed = bool(foreign)
        self.revision = revision

    def shortfall(self, text: str) -> float:
        """By how many cells the text is narrower than as many Han characters."""
        if self._small:
            scale, other = self.size / self.cell, self.glyphs.other
            return sum(1 - (other[c][1] if c in other else 1.0) * scale for c in text)
        get = self.missing.get
        return sum([get(c, 0.0) for c in text])

    def measure(self, text: str) -> float:
        """The width of a known text in points, set solid."""
        other = self.glyphs.other
        return sum([other[c][1] if c in other else 1.0 for c in text]) * self.size

    def entries(self, text: str, offset: int) -> list[tuple[int, int, float]]:
        """The stretches of the text that are not whole cells or must not be broken: start, end, shortfall."""
        if self._small:
            return [(offset + i, offset + i + 1, self.shortfall(c)) for i, c in enumerate(text)]
        found, lengths = [], self._lengths
        for match in self.odd.finditer(text):
            word = match[0]
            # The same numbers and words come again and again.
            lacking = lengths.get(word)
            if lacking is None:
                if len(word) == 1:
                    continue
                lacking = lengths[word] = self.shortfall(word)
            start, end = match.span()
            found.append((offset + start, offset + end, lacking))
        if len(lengths) > _REMEMBERED + len(self.missing):
            self._lengths = dict(self.missing)
        return found


@lru_cache(maxsize=64)
def _odd(narrow: str) -> re.Pattern[str]:
    return re.compile(f"[{_FIRST}{re.escape(narrow)}](?:{_PARTS}|)") if narrow else _ODD


@lru_cache(maxsize=64)
def _switch(foreign: str) -> re.Pattern[str]:
    if not foreign:
        return _SWITCH
    signs = re.escape(foreign)
    return re.compile(f"[{WORD} {signs}](?:(?<=[{signs}])[{signs}]*|(?<= ) *|[{WORD}]* *)")


def is_word(text: str) -> bool:
    """Whether a stretch that `Fount.switch` found is of Western letters, which are never spaced."""
    return _SWITCH.match(text) is not None


def is_private(text: str) -> bool:
    """Whether a text begins with a character of a private use area."""
    return "\ue000" <= text[:1] <= "\uf8ff" or text[:1] >= "\U000f0000"


def whole(text: str) -> str:
    """The text with its squeezed marks as what they are."""
    return "".join([WHOLE.get(c, c) for c in text])
