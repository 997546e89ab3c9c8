"""Small fonts of every kind, made for the tests."""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables.TupleVariation import TupleVariation

RARE = (0x4E00, 0x9FFF, 0x20BB7, 0x30EDD, 0x10FFFD)
"""Characters of planes 0, 2, 3 and 16."""


def ring(pen, width: int) -> None:
    """A closed figure with curves and a hole."""
    pen.moveTo((100, 100))
    pen.curveTo((100, 500), (300, 700), (500, 700))
    pen.curveTo((700, 700), (100 + width, 500), (100 + width, 100))
    pen.closePath()
    pen.moveTo((300, 200))
    pen.lineTo((500, 200))
    pen.lineTo((500, 400))
    pen.closePath()


def _finish(builder: FontBuilder, path: Path, name: str, allowed: int) -> None:
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name, "fullName": name})
    builder.setupOS2(fsType=allowed)
    builder.setupPost()


def _start(codes: tuple[int, ...], is_ttf: bool) -> tuple[FontBuilder, list[str]]:
    names = [f"u{code:05X}" for code in codes]
    builder = FontBuilder(1000, isTTF=is_ttf)
    builder.setupGlyphOrder([".notdef", *names])
    builder.setupCharacterMap(dict(zip(codes, names, strict=True)))
    return builder, names


def cff(path: Path, name: str = "Cubic", codes: tuple[int, ...] = RARE, allowed: int = 0) -> Path:
    """An OTF whose glyphs have curves and a hole."""
    builder, names = _start(codes, False)
    strings = {}
    for i, each in enumerate([".notdef", *names]):
        pen = T2CharStringPen(1000, None)
        ring(pen, 700 + 10 * i)
        strings[each] = pen.getCharString()
    builder.setupCFF(name, {}, strings, {})
    builder.setupHorizontalMetrics(dict.fromkeys(strings, (1000, 100)))
    _finish(builder, path, name, allowed)
    builder.save(path)
    return path


def quadratic(path: Path, name: str = "Plain", codes: tuple[int, ...] = RARE, allowed: int = 0) -> Path:
    """A TrueType face of boxes."""
    builder, names = _start(codes, True)
    builder.setupGlyf({each: _box(800) for each in [".notdef", *names]})
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *names], (1000, 100)))
    _finish(builder, path, name, allowed)
    builder.save(path)
    return path


def _box(right: int):
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in ((100, 700), (right, 700), (right, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def variable(path: Path, name: str = "Variable", codes: tuple[int, ...] = RARE) -> Path:
    """A face with a weight of 100 to 900, by default 100: at 900 its boxes are 400 wider, and their advance."""
    builder, names = _start(codes, True)
    every = [".notdef", *names]
    builder.setupGlyf({each: _box(500) for each in every})
    builder.setupHorizontalMetrics(dict.fromkeys(every, (600, 100)))
    _finish(builder, path, name, 0)
    builder.setupFvar([("wght", 100, 100, 900, "Weight")], [])
    deltas = [(0, 0), (0, 0), (400, 0), (400, 0), (0, 0), (400, 0), (0, 0), (0, 0)]
    builder.setupGvar({each: [TupleVariation({"wght": (0, 1, 1)}, deltas)] for each in every})
    builder.save(path)
    return path
