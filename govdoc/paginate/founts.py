"""Founts: what line breaking and drawing must know of a face at one size.

A line is counted in cells (字). A character of the Han font that fills its cell needs no record; only the
others have one, so that a paragraph of Han text is measured without touching its characters.
"""

import re
from collections.abc import Iterable
from functools import partial
from struct import unpack_from
from typing import Protocol
from weakref import WeakKeyDictionary

from govdoc.fonts.truetype import TrueType
from govdoc.paginate.page import GETA, HALF, WHOLE
from govdoc.typography import OPENING, Face

WORD = (
    "!-~\u00a0\u00a1-\u00a6\u00a9-\u00af\u00b2-\u00b6\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u02c5"
    "\u0370-\u04ff\u1e00-\u1fff"
)
"""Characters of Western words, as the inside of a character class."""
_DIGIT = "0-9０-９"
_UNITS = (
    "平方公里|平方米|立方米|公里|公顷|公斤|千克|人次|户次|件次|分钟|小时|个月|百分点|个百分点"
    "|[年月日号时分秒度周天岁％‰℃元角米吨亩克升个项件家户人名条次届起处所份套期批轮篇章节款类级位场部支辆台架艘座栋间层间幅页字组对种省市县区镇乡村]"
)
_ATOM = (
    "—{2}|…{2}"
    rf"|〔[{_DIGIT}]+〕第?[{_DIGIT}]+号?"
    rf"|(?:[¥￥＄$]|第)?[{WORD}]*[{_DIGIT}][{_DIGIT}．％]*[余多]?[十百千万亿]{{0,2}}(?:{_UNITS})?"
    rf"|[{WORD}]+(?:’[A-Za-z]+)?"
)
_ODD = re.compile(
    f"{_ATOM}|[\ud800-\ud8ff \u00a7\u00a8\u00b0\u00b1\u00b7\u00d7\u00f7\u2000-\u2bff\uff61-\uffdc]"
)
"""What is not one whole cell, or may not be: most of what it finds needs no record of its own."""
_SWITCH = re.compile(f"[{WORD}]* +|[{WORD}]+")
"""Where a run of Han characters is interrupted."""
_LETTER = re.compile(f"[{WORD} ]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")


class Fonts(Protocol):
    """What pagination asks of a set of fonts (`govdoc.fonts.library.FontSet`)."""

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
        self.known: set[str] = set()
        self.lacking: set[str] = set()
        self.other: dict[str, tuple[TrueType, float]] = {}
        self.halves = frozenset(mark for mark in HALF if self._fits_half(mark))
        for mark in self.halves:
            self.other[HALF[mark]] = (self.main, 0.5)
        self.known |= self.other.keys()
        self.founts: dict[tuple[float, float], Fount] = {}
        self.revision = 0

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
            if font is not self.main or width != 1.0 or _PRIVATE.match(character):
                self.other[character] = (font, width)
            # Last, so that another thread never finds a character known that is not recorded yet.
            self.known.add(character)
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
        fount.renew()
        return fount


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
    """

    def __init__(self, glyphs: Glyphs, size: float, cell: float) -> None:
        self.glyphs = glyphs
        self.size = size
        self.cell = cell
        self.missing: dict[str, float] = {}
        self._revision = -1
        self._small = abs(size - cell) > 0.05 * cell
        self.odd, self.switch = _ODD, _SWITCH

    def renew(self) -> None:
        """Take over what the face has learned."""
        glyphs, scale = self.glyphs, self.size / self.cell
        if self._revision == glyphs.revision:
            return
        revision = glyphs.revision
        self.missing = {
            c: 1 - width * scale if _LETTER.match(c) else (1 - width) * scale
            for c, (_, width) in glyphs.other.items()
        }
        others = list(glyphs.other.items())
        narrow = [c for c, (_, width) in others if width != 1.0 and not _ODD.match(c)]
        foreign = [
            c
            for c, (font, _) in others
            if (font is not glyphs.main or _PRIVATE.match(c)) and not _SWITCH.match(c)
        ]
        self.odd = re.compile(f"{_ODD.pattern}|{_one_of(narrow)}") if narrow else _ODD
        self.switch = re.compile(f"{_SWITCH.pattern}|{_one_of(foreign)}+") if foreign else _SWITCH
        self._revision = revision

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
        get, found = self.missing.get, []
        for match in self.odd.finditer(text):
            start, end = match.span()
            if end - start == 1:
                lacking = get(text[start])
                if lacking is not None:
                    found.append((offset + start, offset + end, lacking))
            else:
                found.append((offset + start, offset + end, sum([get(c, 0.0) for c in text[start:end]])))
        return found


def is_word(text: str) -> bool:
    """Whether a stretch that `Fount.switch` found is of Western letters, which are never spaced."""
    return _LETTER.match(text) is not None


def is_private(text: str) -> bool:
    """Whether a character is of a private use area."""
    return _PRIVATE.match(text) is not None


def whole(text: str) -> str:
    """The text with its squeezed marks as what they are."""
    return "".join([WHOLE.get(c, c) for c in text])


def _one_of(characters: Iterable[str]) -> str:
    return "[" + "".join(re.escape(c) for c in characters) + "]"
