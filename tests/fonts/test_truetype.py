"""The reader and the subsetter agree with fontTools about every face that is shipped, and with themselves."""

import io
from collections.abc import Iterator
from pathlib import Path
from struct import pack_into

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

from govdoc.errors import FontError
from govdoc.fonts.places import shipped_folder
from govdoc.fonts.truetype import TrueType

FILES = sorted((shipped_folder() / "ttf").glob("*.ttf"))
TEXT = "国务院办公厅关于印发政府信息公开目录的通知，（2021）〔〕“”《》—…·１①￥〓abcÀé019 %"


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def face(request: pytest.FixtureRequest) -> TrueType:
    return TrueType(request.param)


def known(face: TrueType) -> list[int]:
    return [ord(c) for c in TEXT if face.glyph(ord(c))]


def opened(path: Path) -> TTFont:
    return TTFont(io.BytesIO(path.read_bytes()))


def drawing(font: TTFont, name: str) -> list[object]:
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return list(pen.value)


def box_glyph(left: int, bottom: int, right: int, top: int) -> TTGlyphPen:
    pen = TTGlyphPen(None)
    pen.moveTo((left, bottom))
    for point in ((left, top), (right, top), (right, bottom)):
        pen.lineTo(point)
    pen.closePath()
    return pen


def small(path: Path, name: str = "Small", units: int = 1000) -> Path:
    """A face of .notdef, a box for "a", a composite "b" of a moved "a" with instructions, and （ as "b"."""
    composite = TTGlyphPen({"a": None})
    composite.addComponent("a", (1, 0, 0, 1, units // 2, 0))
    outlines = {
        ".notdef": box_glyph(0, 0, 10, 10).glyph(),
        "a": box_glyph(10, 0, units // 4, units // 2).glyph(),
        "b": composite.glyph(),
    }
    builder = FontBuilder(units, isTTF=True)
    builder.setupGlyphOrder(list(outlines))
    builder.setupCharacterMap({ord("a"): "a", ord("b"): "b", ord("（"): "b", 0x20000: "a"})
    builder.setupGlyf(outlines)
    builder.setupHorizontalMetrics(
        {".notdef": (units, 0), "a": (units // 2, 10), "b": (units, units // 2 + 10)}
    )
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2(fsType=8)
    builder.setupPost()
    builder.save(path)
    return path


def test_glyphs_and_widths_are_those_of_fonttools(face: TrueType) -> None:
    font = opened(face.path)
    names, units = font.getBestCmap(), font["head"].unitsPerEm
    for code in range(0x20, 0xFFFF, 7):
        assert face.glyph(code) == (font.getGlyphID(names[code]) if code in names else 0)
    widths = {
        chr(code): font["hmtx"][names[code]][0] * 1000 / units for code in map(ord, TEXT) if code in names
    }
    assert face.widths(TEXT) == widths


def test_a_subset_draws_the_same_at_the_same_width(face: TrueType) -> None:
    codes = known(face)
    part = face.subset(codes)
    whole, cut = opened(face.path), TTFont(io.BytesIO(part.data))
    assert sorted(cut.keys()) == ["GlyphOrder", "glyf", "head", "hhea", "hmtx", "loca", "maxp"]
    assert part.glyphs == tuple(range(1, len(codes) + 1))
    for code, glyph in zip(codes, part.glyphs, strict=True):
        old, new = whole.getBestCmap()[code], cut.getGlyphName(glyph)
        assert drawing(whole, old) == drawing(cut, new)
        assert whole["hmtx"][old] == cut["hmtx"][new]


def test_a_subset_is_the_same_every_time(face: TrueType) -> None:
    assert face.subset(known(face)) == TrueType(face.path).subset(known(face))


@pytest.mark.parametrize(
    "path", [path for path in FILES if "Latin" not in path.name and "Wen" not in path.name]
)
def test_halves_of_marks_have_half_the_width_and_their_ink_inside(path: Path) -> None:
    face = TrueType(path)
    marks = [(ord("（"), True), (ord("“"), True), (ord("，"), False), (ord("」"), False)]
    part = face.subset([ord("（"), ord("国")], marks)
    font, whole = TTFont(io.BytesIO(part.data)), opened(path)
    assert len(set(part.halves) | set(part.glyphs)) == 6
    for (code, opening), glyph in zip(marks, part.halves, strict=True):
        name, table = font.getGlyphName(glyph), font["glyf"]
        outline = table[name]
        assert font["hmtx"][name] == (500, outline.xMin)
        assert 0 <= outline.xMin < outline.xMax <= 500
        moved = outline.getCoordinates(table)[0]
        original = whole["glyf"][whole.getBestCmap()[code]].getCoordinates(whole["glyf"])[0]
        original.translate((-500 if opening else 0, 0))
        assert moved == original


def test_composites_bring_their_parts_and_lose_instructions(tmp_path: Path) -> None:
    face = TrueType(small(tmp_path / "small.ttf"))
    part = face.subset([ord("b")], [(ord("（"), True)])
    font = TTFont(io.BytesIO(part.data))
    assert font["maxp"].numGlyphs == 4  # .notdef, b, the a in it, the half
    whole = opened(face.path)
    assert drawing(font, font.getGlyphName(1)) == drawing(whole, "b")
    half = font.getGlyphName(part.halves[0])
    assert font["hmtx"][half][0] == 500
    coordinates = font["glyf"][half].getCoordinates(font["glyf"])[0]
    assert [x for x, _ in coordinates] == [10, 10, 250, 250]


def test_one_glyph_for_two_characters_is_there_twice(tmp_path: Path) -> None:
    face = TrueType(small(tmp_path / "small.ttf"))
    assert face.glyph(ord("a")) == face.glyph(0x20000)
    assert face.subset([ord("a"), 0x20000]).glyphs == (1, 2)


def test_lengths_are_thousandths_of_an_em(tmp_path: Path) -> None:
    face = TrueType(small(tmp_path / "small.ttf", units=2048))
    assert face.widths("ab国") == {"a": 500.0, "b": 1000.0}
    assert (face.bbox[0], face.bbox[3], face.embedding) == (0, 500, 8)


def test_a_face_of_a_collection(tmp_path: Path) -> None:
    collection = TTCollection()
    collection.fonts = [opened(small(tmp_path / f"{name}.ttf", name)) for name in ("First", "Second")]
    collection.save(tmp_path / "two.ttc")
    second = TrueType(tmp_path / "two.ttc", 1)
    assert second.postscript_name == "Second"
    assert second.subset([ord("b")]).data == TrueType(tmp_path / "Second.ttf").subset([ord("b")]).data
    with pytest.raises(FontError, match="no face number 2"):
        TrueType(tmp_path / "two.ttc", 2)


def test_a_character_that_the_face_lacks_cannot_be_in_a_subset(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"U\+56FD"):
        TrueType(small(tmp_path / "small.ttf")).subset([ord("国")])


def test_what_is_not_a_font_is_refused(tmp_path: Path) -> None:
    for name, data in (("empty.ttf", b""), ("text.ttf", b"not a font at all"), ("page.ttf", b"<html>")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(FontError, match=name):
            TrueType(tmp_path / name)
    with pytest.raises(FontError, match=r"gone\.ttf"):
        TrueType(tmp_path / "gone.ttf")


def damages(data: bytes) -> Iterator[bytes]:
    for length in range(0, len(data), 37):
        yield data[:length]
    for at in range(0, len(data) - 4, 11):
        changed = bytearray(data)
        pack_into(">I", changed, at, 0xFFFFFFFF)
        yield bytes(changed)


def test_damage_ends_in_one_clear_error_or_none(tmp_path: Path) -> None:
    data = small(tmp_path / "small.ttf").read_bytes()
    for number, damaged in enumerate(damages(data)):
        path = tmp_path / f"{number}.ttf"
        path.write_bytes(damaged)
        try:
            face = TrueType(path)
            face.subset([code for code in map(ord, "ab（") if face.glyph(code)])
            assert face.postscript_name
            assert face.embedding >= 0
        except FontError:
            continue
