"""One TrueType face, read lazily for measuring and embedding (OpenType 1.9: cmap, glyf, hmtx, OS/2)."""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from struct import unpack_from
from typing import Protocol

from govdoc.fonts.sfnt import POSTSCRIPT_NAME, Sfnt, broken, damaged
from govdoc.fonts.subset import Subset, cut

__all__ = ["Subset", "TrueType"]

_NEEDED = (b"cmap", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp")
_RESTRICTED, _PREVIEW_OR_EDIT, _WHOLE_ONLY, _BITMAP_ONLY = 0x0002, 0x000C, 0x0100, 0x0200


class CharacterMap(Protocol):
    """A cmap subtable that answers for one code point at a time."""

    def find(self, code: int) -> int:
        """The glyph of a code point, 0 when there is none."""


class _Segments:
    """cmap format 4: segments of the Basic Multilingual Plane."""

    __slots__ = ("_deltas", "_ends", "_origin", "_ranges", "_starts", "_words")

    def __init__(self, table: bytes) -> None:
        words = numbers("H", table)
        count = words[3] // 2
        self._words = words
        self._origin = 8 + 3 * count
        self._ends = words[7 : 7 + count]
        self._starts = words[8 + count : 8 + 2 * count]
        self._deltas = words[8 + 2 * count : self._origin]
        self._ranges = words[self._origin : self._origin + count]

    def find(self, code: int) -> int:
        at = bisect_left(self._ends, code)
        if at == len(self._ends) or self._starts[at] > code:
            return 0
        if not self._ranges[at]:
            return (code + self._deltas[at]) & 0xFFFF
        glyph = self._words[self._origin + at + self._ranges[at] // 2 + code - self._starts[at]]
        return (glyph + self._deltas[at]) & 0xFFFF if glyph else 0


class _Groups:
    """cmap format 12: groups of the whole of Unicode."""

    __slots__ = ("_ends", "_glyphs", "_starts")

    def __init__(self, table: bytes) -> None:
        (count,) = unpack_from(">I", table, 12)
        longs = numbers("I", table[16 : 16 + 12 * count])
        self._starts, self._ends, self._glyphs = longs[0::3], longs[1::3], longs[2::3]

    def find(self, code: int) -> int:
        at = bisect_left(self._ends, code)
        if at == len(self._ends) or self._starts[at] > code:
            return 0
        return self._glyphs[at] + code - self._starts[at]


_FORMATS: dict[int, type[_Segments | _Groups]] = {4: _Segments, 12: _Groups}
# The more of Unicode an encoding reaches the better; among equals Windows' is the better tested one.
_ENCODINGS = {(3, 10): 5, (0, 6): 4, (0, 4): 3, (3, 1): 2, (0, 3): 1}


class TrueType:
    """One face of a TrueType file or collection. Lengths are in 1/1000 em.

    `opening.open_face` opens a file of any kind.
    """

    def __init__(self, path: Path, index: int = 0) -> None:
        self.file = Sfnt(path, index)
        self.path = path
        self.index = index
        self._known: dict[int, int] = {}
        self.bare: dict[int, tuple[bytes, bytes]] = {}
        """Outlines without instructions, and metrics, of glyphs cut out so far: documents share most."""
        self._refuse()
        try:
            self._measure()
        except (struct.error, IndexError) as error:
            raise damaged(path) from error

    def __repr__(self) -> str:
        return f"TrueType({str(self.path)!r}, {self.index})"

    def _refuse(self) -> None:
        missing = [tag.decode() for tag in _NEEDED if tag not in self.file]
        if missing:
            tables = " ".join(missing)
            raise broken(self.path, f"缺少数据表 {tables}", f"it lacks the tables {tables}")

    def _measure(self) -> None:
        head, hhea = self.file.table(b"head"), self.file.table(b"hhea")
        self.units: int = unpack_from(">H", head, 18)[0]
        if not self.units:
            raise damaged(self.path)
        self._long: bool = unpack_from(">h", head, 50)[0] != 0
        x0, y0, x1, y1 = (self._scale(value) for value in unpack_from(">4h", head, 36))
        self.bbox = (x0, y0, x1, y1)
        self.ascent, self.descent = (self._scale(value) for value in unpack_from(">hh", hhea, 4))
        self._metrics: int = unpack_from(">H", hhea, 34)[0]
        self.count: int = unpack_from(">H", self.file.table(b"maxp"), 4)[0]
        self._check_lengths()

    def _check_lengths(self) -> None:
        # Checked once here, so that the loops over glyphs need not look.
        hmtx = 4 * self._metrics + 2 * (self.count - self._metrics)
        loca = (self.count + 1) * (4 if self._long else 2)
        short = self.file.place(b"hmtx")[1] < hmtx or self.file.place(b"loca")[1] < loca
        if short or not 0 < self._metrics <= self.count:
            raise damaged(self.path)

    def _scale(self, value: int) -> int:
        return round(value * 1000 / self.units)

    @cached_property
    def postscript_name(self) -> str:
        """The PostScript name, of the characters that a PDF name may hold unescaped."""
        return self._plain_name()

    def _plain_name(self) -> str:
        name = self.file.name(POSTSCRIPT_NAME) or self.path.stem
        return "".join(c for c in name if c.isascii() and (c.isalnum() or c in "+-_.")) or "Font"

    @cached_property
    def embedding(self) -> int:
        """OS/2 fsType, the maker's word on embedding; 0 (free) when the face says nothing."""
        table = self.file.table(b"OS/2")
        return int(unpack_from(">H", table, 8)[0]) if len(table) >= 10 else 0

    @property
    def embeddable(self) -> bool:
        """Whether the maker allows the outlines of a few characters to be embedded."""
        restricted = self.embedding & _RESTRICTED and not self.embedding & _PREVIEW_OR_EDIT
        return not restricted and not self.embedding & (_WHOLE_ONLY | _BITMAP_ONLY)

    @cached_property
    def _characters(self) -> CharacterMap:
        table = self.file.table(b"cmap")
        try:
            found = self._subtables(table)
            if not found:
                raise broken(self.path, "没有 Unicode 字符表", "it has no Unicode character map")
            _, offset, kind = max(found)
            return _FORMATS[kind](table[offset:])
        except (struct.error, IndexError) as error:
            raise damaged(self.path) from error

    @staticmethod
    def _subtables(table: bytes) -> list[tuple[int, int, int]]:
        found = []
        for at in range(4, 4 + 8 * unpack_from(">H", table, 2)[0], 8):
            platform, encoding, offset = unpack_from(">HHI", table, at)
            (kind,) = unpack_from(">H", table, offset)
            rank = _ENCODINGS.get((platform, encoding), 0)
            if rank and kind in _FORMATS:
                found.append((rank, offset, kind))
        return found

    def glyph(self, code: int) -> int:
        """The glyph of a code point, 0 when the face has none."""
        known = self._known.get(code)
        if known is not None:
            return known
        try:
            glyph = self._characters.find(code)
        except IndexError as error:
            raise damaged(self.path) from error
        self._known[code] = glyph = glyph if glyph < self.count else 0
        return glyph

    @cached_property
    def _hmtx(self) -> bytes:
        return self.file.table(b"hmtx")

    def advance(self, glyph: int) -> float:
        """How far a glyph moves the pen."""
        (advance,) = unpack_from(">H", self._hmtx, 4 * min(glyph, self._metrics - 1))
        return float(advance * 1000 / self.units)

    def metric(self, glyph: int) -> bytes:
        """A glyph's entry for a full hmtx table: advance and left side bearing, in the face's units."""
        hmtx, last = self._hmtx, self._metrics - 1
        if glyph <= last:
            return hmtx[4 * glyph : 4 * glyph + 4]
        bearing = 4 * self._metrics + 2 * (glyph - self._metrics)
        return hmtx[4 * last : 4 * last + 2] + hmtx[bearing : bearing + 2]

    def widths(self, characters: Iterable[str]) -> dict[str, float]:
        """The advances of those of the characters that the face has."""
        found = ((character, self.glyph(ord(character))) for character in characters)
        return {character: self.advance(glyph) for character, glyph in found if glyph}

    @cached_property
    def _loca(self) -> array[int]:
        return numbers("I" if self._long else "H", self.file.table(b"loca"))

    @cached_property
    def _glyf(self) -> int:
        return self.file.place(b"glyf")[0]

    def outline(self, glyph: int) -> bytes:
        """A glyph's entry of the glyf table, empty for a blank one."""
        start, end = self._loca[glyph], self._loca[glyph + 1]
        if not self._long:
            start, end = 2 * start, 2 * end
        return self.file.cut(self._glyf + start, self._glyf + end)

    def subset(self, codes: Sequence[int], halves: Sequence[tuple[int, bool]] = ()) -> Subset:
        """The part of the face that a PDF needs for these characters, each code point with its own glyph.

        Each of `halves` (code point of a full-width mark 全角标点, whether it opens) adds a glyph of half
        the advance; an opening mark, whose ink is in the right half, is moved left by as much.
        """
        try:
            return cut(self, codes, halves)
        except (struct.error, IndexError) as error:
            raise damaged(self.path) from error


def numbers(code: str, table: bytes) -> array[int]:
    """The big-endian numbers of a table as an array; a broken last number is dropped."""
    result: array[int] = array(code)
    result.frombytes(table[: len(table) // result.itemsize * result.itemsize])
    if sys.byteorder == "little":
        result.byteswap()
    return result
