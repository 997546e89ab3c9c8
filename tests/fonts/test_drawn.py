"""Faces that are no plain TrueType: cubic outlines become quadratic ones, variable ones are pinned."""

import io
from pathlib import Path

import pytest
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTCollection, TTFont

from govdoc import codes as say
from govdoc.errors import FontError
from govdoc.fonts import drawn
from govdoc.fonts.opening import open_face
from govdoc.fonts.sfnt import FontFault
from tests.fonts.made import RARE, cff, quadratic, variable


def opened(path: Path) -> TTFont:
    return TTFont(io.BytesIO(path.read_bytes()))


def measured(font: TTFont, name: str) -> tuple[float, tuple[float, ...]]:
    glyphs = font.getGlyphSet()
    area, box = AreaPen(glyphs), BoundsPen(glyphs)
    glyphs[name].draw(area)
    glyphs[name].draw(box)
    return abs(area.value), box.bounds


def test_cubic_outlines_become_quadratic_ones_of_the_same_shape(tmp_path: Path) -> None:
    path = cff(tmp_path / "cubic.otf")
    face = open_face(path)
    part = face.subset(RARE)
    whole, cut = opened(path), TTFont(io.BytesIO(part.data))
    for code, glyph in zip(RARE, part.glyphs, strict=True):
        area, box = measured(whole, whole.getBestCmap()[code])
        new_area, new_box = measured(cut, cut.getGlyphName(glyph))
        assert new_area == pytest.approx(area, rel=0.01)
        assert new_box == pytest.approx(box, abs=2)
        assert face.advance(face.glyph(code)) == 1000
    assert (cut["maxp"].maxContours, cut["maxp"].maxPoints > 8) == (2, True)


def test_a_subset_does_not_depend_on_what_was_drawn_before(tmp_path: Path) -> None:
    path = cff(tmp_path / "cubic.otf")
    fresh, used = open_face(path), open_face(path)
    used.subset(RARE)
    assert used.subset(RARE[:1]) == fresh.subset(RARE[:1])


def test_halves_of_cubic_marks(tmp_path: Path) -> None:
    face = open_face(cff(tmp_path / "cubic.otf"))
    part = face.subset([0x4E00], [(0x4E00, True)])
    cut = TTFont(io.BytesIO(part.data))
    assert cut["hmtx"][cut.getGlyphName(part.halves[0])][0] == 500


@pytest.mark.parametrize(("weight", "width"), [(100, 600), (500, 800), (900, 1000), (2000, 1000)])
def test_a_variable_face_is_pinned(tmp_path: Path, weight: int, width: int) -> None:
    face = open_face(variable(tmp_path / "variable.ttf"), axes=(("wght", weight), ("wdth", 80)))
    glyph = face.glyph(0x20BB7)
    assert face.advance(glyph) == width
    cut = TTFont(io.BytesIO(face.subset([0x20BB7]).data))
    assert measured(cut, cut.getGlyphName(1))[1] == (100, 0, width - 100, 700)
    assert cut["hmtx"][cut.getGlyphName(1)] == (width, 100)
    assert face.postscript_name == f"Variable-{min(weight, 900)}wght"


def test_a_cubic_face_of_a_collection(tmp_path: Path) -> None:
    collection = TTCollection()
    collection.fonts = [opened(cff(tmp_path / f"{name}.otf", name)) for name in ("First", "Second")]
    collection.save(tmp_path / "two.ttc")
    second = open_face(tmp_path / "two.ttc", 1)
    assert second.postscript_name == "Second"
    assert second.subset(RARE).data == open_face(tmp_path / "Second.otf").subset(RARE).data


@pytest.mark.parametrize(
    ("allowed", "embeddable"),
    [(0, True), (2, False), (4, True), (8, True), (6, True), (0x0100, False), (0x0200, False)],
)
@pytest.mark.parametrize("make", [cff, quadratic])
def test_what_may_not_be_embedded_is_refused(tmp_path: Path, make, allowed: int, embeddable: bool) -> None:
    path = make(tmp_path / "font.otf", allowed=allowed)
    if embeddable:
        assert open_face(path).embeddable
        return
    with pytest.raises(FontFault, match="licence forbids") as caught:
        open_face(path)
    assert caught.value.code is say.FONT_FORBIDDEN
    assert caught.value.values == ("font.otf", f"0x{allowed:04X}")


def test_without_fonttools_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = cff(tmp_path / "cubic.otf")
    monkeypatch.setattr(drawn, "find_spec", lambda name: None)
    with pytest.raises(FontFault, match=r"govdoc\[fonts\]") as caught:
        open_face(path)
    assert caught.value.code is say.FONT_NEEDS_EXTRA


def test_damage_ends_in_one_clear_error_or_none(tmp_path: Path) -> None:
    for make in (cff, variable):
        data = make(tmp_path / "whole").read_bytes()
        for number in range(0, len(data), 61):
            path = tmp_path / f"{make.__name__}{number}"
            path.write_bytes(
                data[:number] + b"\xff\xff" + data[number + 2 :] if number % 2 else data[:number]
            )
            try:
                face = open_face(path, axes=(("wght", 400),))
                face.subset([code for code in RARE if face.glyph(code)])
                assert face.postscript_name
            except FontError:
                continue
