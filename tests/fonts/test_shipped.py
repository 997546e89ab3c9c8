"""The shipped faces are what the manifest says, draw what they should, and cover 通用规范汉字表."""

import hashlib
from functools import cache
from pathlib import Path
from struct import unpack_from

import msgspec
import pytest

from govdoc.fonts import coverage
from govdoc.fonts.library import FontSet
from govdoc.fonts.places import shipped_folder
from govdoc.fonts.truetype import TrueType
from govdoc.typography import CLOSING, OPENING, Face

HAN = tuple(face for face in Face if face is not Face.LATIN)


class Entry(msgspec.Struct):
    file: str
    sha256: str
    bytes: int
    licence: str
    gb2312: int
    tgh8105: int


class Manifest(msgspec.Struct):
    faces: list[Entry]


@cache
def manifest() -> Manifest:
    return msgspec.json.decode((shipped_folder() / "manifest.json").read_bytes(), type=Manifest)


@cache
def shipped() -> FontSet:
    return FontSet({}, ())


def outline(face: Face, character: str) -> bytes:
    font = shipped().resolve(face, character)
    assert font is not None, f"{face} lacks {character}"
    return font.outline(font.glyph(ord(character)))


def box(face: Face, character: str) -> tuple[int, int, int, int]:
    left, bottom, right, top = unpack_from(">4h", outline(face, character), 2)
    return left, bottom, right, top


def test_the_manifest_names_every_file_and_no_other() -> None:
    assert {entry.file for entry in manifest().faces} == {
        p.name for p in (shipped_folder() / "ttf").iterdir()
    }


@pytest.mark.parametrize("entry", manifest().faces, ids=lambda entry: entry.file)
def test_a_file_is_the_one_that_was_built(entry: Entry) -> None:
    data = (shipped_folder() / "ttf" / entry.file).read_bytes()
    assert (hashlib.sha256(data).hexdigest(), len(data)) == (entry.sha256, entry.bytes)


@pytest.mark.parametrize("entry", manifest().faces, ids=lambda entry: entry.file)
def test_coverage_is_what_the_manifest_says(entry: Entry) -> None:
    face = TrueType(shipped_folder() / "ttf" / entry.file)
    assert entry.gb2312 == sum(1 for c in coverage.gb2312() if face.glyph(ord(c)))
    assert entry.tgh8105 == sum(1 for c in coverage.tgh8105() if face.glyph(ord(c)))


@pytest.mark.parametrize("entry", manifest().faces, ids=lambda entry: entry.file)
def test_a_face_is_renamed_licensed_and_embeddable(entry: Entry) -> None:
    face = TrueType(shipped_folder() / "ttf" / entry.file)
    assert face.postscript_name == Path(entry.file).stem
    assert face.file.name(13) == entry.licence
    assert (face.ascent, face.descent, face.embedding, face.embeddable) == (880, -120, 0, True)
    own_names = " ".join(text for name, _, text in face.file.names() if name in (1, 4, 6))
    assert not any(reserved in own_names for reserved in ("Source", "Noto", "LXGW", "霞鹜", "Liberation"))


def test_licences_lie_beside_the_faces() -> None:
    texts = {path.name for path in (shipped_folder() / "LICENSES").iterdir()}
    assert texts == {"OFL-1.1.txt", "GPL-3.0.txt", "Font-exception-2.0.txt", "NOTICE.md"}


def test_the_lists_have_the_size_of_their_standards() -> None:
    assert (len(coverage.gb2312()), len(coverage.tgh8105())) == (6763, 8105)


@pytest.mark.parametrize("face", Face)
def test_every_chain_draws_the_general_standard_list(face: Face) -> None:
    missing = {c for c in coverage.tgh8105() | coverage.gb2312() if shipped().resolve(face, c) is None}
    assert not missing


@pytest.mark.parametrize("face", Face)
def test_every_chain_draws_the_hanzi_of_gbk(face: Face) -> None:
    assert not [c for c in map(chr, range(0x4E00, 0x9FA6)) if shipped().resolve(face, c) is None]


@pytest.mark.parametrize("face", HAN)
def test_every_chain_draws_the_signs_of_documents(face: Face) -> None:
    signs = CLOSING + OPENING + "—…·￥★〓〇℃％～－　①⑳⑴⒈㈠ⅠⅫ※→■□▲△●○◎◇◆§°±×÷≤≥≠∑√αΩЯāǎ㎡㎏№"
    assert [c for c in signs if shipped().resolve(face, c) is None] == []


@pytest.mark.parametrize("face", HAN)
def test_chinese_marks_come_from_the_face_of_the_role_and_fill_a_cell(face: Face) -> None:
    own = shipped().resolve(face, "国")
    assert own is not None
    for mark in "，。、；：！？（）〔〕【】《》〈〉「」『』“”‘’｛｝—…·〇":
        assert shipped().resolve(face, mark) is own, mark
        assert own.advance(own.glyph(ord(mark))) == 1000, mark


@pytest.mark.parametrize("face", HAN)
def test_marks_have_their_ink_in_their_half(face: Face) -> None:
    for mark in "（〔【《〈“‘":
        assert box(face, mark)[0] >= 500, mark
    for mark in "）〕】》〉”’，。、":
        assert box(face, mark)[2] <= 500, mark


@pytest.mark.parametrize("face", HAN)
def test_two_dashes_join_at_the_middle_of_hanzi(face: Face) -> None:
    left, bottom, right, top = box(face, "—")
    assert left < 0
    assert right > 1000
    assert abs((bottom + top) / 2 - middle_of_hanzi(face)) < 30


@pytest.mark.parametrize("face", HAN)
def test_the_middle_dot_is_in_the_middle(face: Face) -> None:
    left, bottom, right, top = box(face, "·")
    assert abs((left + right) / 2 - 500) < 12
    assert abs((bottom + top) / 2 - middle_of_hanzi(face)) < 60


def test_hanzi_of_all_faces_stand_at_one_height() -> None:
    middles = [middle_of_hanzi(face) for face in HAN]
    fallback = TrueType(shipped_folder() / "ttf/GovdocWenKai-Light.ttf")
    _, bottom, _, top = unpack_from(">4h", fallback.outline(fallback.glyph(ord("国"))), 2)
    assert max(*middles, (bottom + top) / 2) - min(*middles, (bottom + top) / 2) < 20


def middle_of_hanzi(face: Face) -> float:
    _, bottom, _, top = box(face, "国")
    return (bottom + top) / 2


@pytest.mark.parametrize("face", HAN)
def test_the_yuan_sign_is_no_dollar_sign(face: Face) -> None:
    song = shipped().resolve(Face.SONG, "￥")
    assert song is not None
    assert outline(face, "￥") not in (outline(face, "$"), outline(face, "＄"))
    if face in (Face.FANGSONG, Face.KAI):
        assert shipped().resolve(face, "￥") is song
