"""Faces whose outlines are made when they are asked for: CFF and CFF2, and variable faces at one place.

A PDF of ours embeds TrueType outlines. fontTools (extra `fonts`) draws the glyphs of any other face; cubic
curves become quadratic ones, at most a thousandth of an em away (OpenType 1.9: CFF, CFF2, fvar, gvar).
"""

from __future__ import annotations

from functools import cached_property
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from struct import error as StructError  # noqa: N812  (the module calls it so)
from struct import pack
from typing import TYPE_CHECKING

from govdoc import codes as say
from govdoc.fonts.sfnt import Sfnt, broken, damaged
from govdoc.fonts.truetype import TrueType

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

Axes = tuple[tuple[str, float], ...]
"""A place in the space of a variable face: axis and value."""

_NEEDED = (b"cmap", b"head", b"hhea", b"hmtx", b"maxp")
_EM_SHARE = 1000
"""How far, at most, a quadratic curve may be from the cubic one: an em divided by this."""
_CUBIC = (b"CFF ", b"CFF2")


def is_drawn(file: Sfnt) -> bool:
    """Whether the outlines of a face must be drawn: they are cubic, or vary."""
    return b"fvar" in file or any(tag in file for tag in _CUBIC)


class DrawnFace(TrueType):
    """A face whose glyphs are drawn one by one; `axes` say where a variable one is pinned.

    An axis that is not named stays at its default; a value beyond its ends goes to the nearer end.
    """

    def __init__(self, path: Path, index: int = 0, axes: Axes = ()) -> None:
        self._axes = axes
        self._drawn: dict[int, tuple[bytes, bytes]] = {}
        super().__init__(path, index)

    def _refuse(self) -> None:
        missing = [tag.decode() for tag in _NEEDED if tag not in self.file]
        if missing:
            tables = " ".join(missing)
            raise broken(self.path, f"缺少数据表 {tables}", f"it lacks the tables {tables}")
        if find_spec("fontTools") is None:
            zh = "它的轮廓是 CFF 或可变的，请安装 govdoc[fonts]，或换用 TrueType 轮廓的字体"
            en = "its outlines are CFF or variable; install govdoc[fonts] or use a TrueType one"
            raise broken(self.path, zh, en, say.FONT_NEEDS_EXTRA)

    def _check_lengths(self) -> None:
        if not 0 < self._metrics <= self.count:
            raise damaged(self.path)

    @cached_property
    def postscript_name(self) -> str:
        """The PostScript name; that of a pinned face says where it is pinned."""
        name = self._plain_name()
        place = [f"{self._location[tag]:g}{tag}" for tag in sorted(self._location)]
        return "-".join([name, *place]) if b"fvar" in self.file else name

    @cached_property
    def _location(self) -> dict[str, float]:
        if b"fvar" not in self.file:
            return {}
        ends = {axis.axisTag: (axis.minValue, axis.maxValue) for axis in self._font["fvar"].axes}
        wanted = ((tag, value) for tag, value in self._axes if tag in ends)
        return {tag: min(max(value, ends[tag][0]), ends[tag][1]) for tag, value in wanted}

    @cached_property
    def _font(self) -> TTFont:
        from fontTools.ttLib import TTFont

        # From memory: a lazy font keeps its file open.
        return TTFont(BytesIO(self.path.read_bytes()), fontNumber=self.index, lazy=True)

    def _draw(self, glyph: int) -> tuple[bytes, bytes]:
        """A glyph's entry of a glyf table and of an hmtx table."""
        found = self._drawn.get(glyph)
        if found is None:
            try:
                found = self._drawn[glyph] = self._made(glyph)
            except Exception as error:
                # fontTools reports a broken table in as many ways as it has tables.
                raise damaged(self.path) from error
        return found

    def _made(self, glyph: int) -> tuple[bytes, bytes]:
        from fontTools.pens.cu2quPen import Cu2QuPen
        from fontTools.pens.filterPen import DecomposingFilterPen
        from fontTools.pens.ttGlyphPen import TTGlyphPen

        name = self._font.getGlyphName(glyph)
        source = self._glyphs[name]
        inner = TTGlyphPen(None)
        cubic = any(tag in self.file for tag in _CUBIC)
        outer = Cu2QuPen(inner, self.units / _EM_SHARE, reverse_direction=True) if cubic else inner
        source.draw(DecomposingFilterPen(outer, self._glyphs))
        made = inner.glyph()
        data = made.compile(None, recalcBBoxes=True, optimizeSize=True)
        width = min(max(round(source.width), 0), 0xFFFF)
        return data, pack(">Hh", width, made.xMin if data else 0)

    @cached_property
    def _glyphs(self):  # type: ignore[no-untyped-def]
        return self._font.getGlyphSet(location=self._location)

    def outline(self, glyph: int) -> bytes:
        """A glyph's entry of the glyf table, empty for a blank one."""
        return self._draw(glyph)[0]

    def metric(self, glyph: int) -> bytes:
        """A glyph's entry for a full hmtx table."""
        return self._draw(glyph)[1]

    def advance(self, glyph: int) -> float:
        """How far a glyph moves the pen; as in the file, unless the face varies."""
        if b"fvar" in self.file:
            return int.from_bytes(self._draw(glyph)[1][:2]) * 1000 / self.units
        try:
            return super().advance(glyph)
        except StructError as error:
            raise damaged(self.path) from error
