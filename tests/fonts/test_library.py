"""The user's faces come before the shipped ones, and what a face lacks comes from the next of its chain."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from govdoc.errors import FontError
from govdoc.fonts import places
from govdoc.fonts.library import FALLBACK, FontSet
from govdoc.fonts.places import Source, shipped_folder
from govdoc.typography import Face
from tests.fonts.made import cff, quadratic, variable

SHIPPED = shipped_folder() / "ttf"
LATIN, SONG = SHIPPED / "GovdocLatin.ttf", SHIPPED / "GovdocSong.ttf"


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No face of the person who runs the tests takes part."""
    monkeypatch.delenv("GOVDOC_FONTS", raising=False)
    monkeypatch.setattr(places, "user_folder", lambda: tmp_path / "account")
    return tmp_path / "account"


def name(fonts: FontSet, face: Face, character: str) -> str | None:
    found = fonts.resolve(face, character)
    return found.postscript_name if found else None


@pytest.mark.parametrize(
    ("face", "character", "drawn_by"),
    [
        (Face.FANGSONG, "国", "GovdocFang"),
        (Face.FANGSONG, "2", "GovdocLatin"),
        (Face.FANGSONG, "é", "GovdocLatin"),
        (Face.FANGSONG, "—", "GovdocFang"),
        (Face.FANGSONG, "”", "GovdocFang"),
        (Face.FANGSONG, "·", "GovdocFang"),
        (Face.FANGSONG, "×", "GovdocSong"),
        (Face.FANGSONG, "￥", "GovdocSong"),
        (Face.FANGSONG, "瞭", "GovdocWenKai-Light"),
        (Face.FANGSONG, "燿", "GovdocSong"),
        (Face.KAI, "昇", "GovdocWenKai-Light"),
        (Face.KAI, "A", "GovdocLatin"),
        (Face.HEI, "A", "GovdocHei-Medium"),
        (Face.HEI, "國", "GovdocSong"),
        (Face.BIAOSONG, "昇", "GovdocBiaoSong-Bold"),
        (Face.SONG, "－", "GovdocSong"),
        (Face.LATIN, "国", "GovdocSong"),
        (Face.SONG, "ẞ", "GovdocLatin"),
    ],
)
def test_who_draws_a_character(face: Face, character: str, drawn_by: str) -> None:
    assert name(FontSet.load(), face, character) == drawn_by


def test_a_character_that_no_face_has_is_told() -> None:
    fonts = FontSet.load()
    for face in Face:
        assert fonts.resolve(face, "\U0002f9f4") is None
        assert fonts.resolve(face, "\ue000") is None


def test_a_chain_begins_with_the_role_and_ends_with_latin() -> None:
    chain = [face.postscript_name for face in FontSet.load().chain(Face.KAI)]
    assert chain == ["GovdocKai", "GovdocWenKai-Light", "GovdocSong", "GovdocLatin"]


def test_a_named_file_comes_first_and_what_it_lacks_from_the_shipped() -> None:
    fonts = FontSet.load({Face.FANGSONG: LATIN})
    assert name(fonts, Face.FANGSONG, "—") == "GovdocLatin"
    assert name(fonts, Face.FANGSONG, "国") == "GovdocFang"
    report = fonts.describe()[0]
    assert (report.role, report.file, report.source) == ("fangsong", LATIN, Source.EXPLICIT)


def test_a_named_file_that_is_no_font_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "fang.ttf").write_text("OTTO")
    with pytest.raises(FontError, match=r"fang\.ttf"):
        FontSet.load({Face.FANGSONG: tmp_path / "fang.ttf"})
    with pytest.raises(FontError, match=r"gone\.ttf"):
        FontSet.load({Face.FANGSONG: tmp_path / "gone.ttf"})


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FontError, match="nowhere"):
        FontSet.load(folders=[tmp_path / "nowhere"])
    monkeypatch.setenv("GOVDOC_FONTS", str(tmp_path / "nowhere"))
    with pytest.raises(FontError, match="GOVDOC_FONTS"):
        FontSet.load()


def test_folders_are_searched_in_order(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("named", "listed", "account"):
        (tmp_path / folder).mkdir()
        shutil.copy(LATIN, tmp_path / folder / "方正小标宋_GBK.ttf")
    monkeypatch.setenv("GOVDOC_FONTS", os.pathsep.join(["", str(tmp_path / "listed")]))

    def source(*folders: Path) -> tuple[Source, Path]:
        report = next(r for r in FontSet.load(folders=folders).describe() if r.role == Face.BIAOSONG)
        return report.source, report.file.parent

    assert source(tmp_path / "named") == (Source.EXPLICIT, tmp_path / "named")
    assert source() == (Source.ENVIRONMENT, tmp_path / "listed")
    monkeypatch.delenv("GOVDOC_FONTS")
    assert source() == (Source.USER, home)
    shutil.rmtree(home)
    assert source() == (Source.SHIPPED, SHIPPED)


def test_a_better_cut_is_preferred_and_other_files_are_left_alone(tmp_path: Path) -> None:
    for file in ("仿宋_GB2312.ttf", "方正仿宋_GBK.TTF", "z.ttf"):
        shutil.copy(LATIN, tmp_path / file)
    (tmp_path / "broken.ttf").write_bytes(b"\0\1\0\0")
    (tmp_path / "readme.txt").write_text("fangsong")
    reports = FontSet.load(folders=[tmp_path]).describe()
    assert [r.file.name for r in reports if r.source is not Source.SHIPPED] == ["方正仿宋_GBK.TTF"]


def test_what_cannot_be_used_gives_way_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "SimHei.ttf").write_bytes(b"\0\1\0\0")
    quadratic(tmp_path / "simfang.ttf", allowed=2)
    quadratic(tmp_path / "仿宋_GB2312.ttf", name="FangSong")
    fonts = FontSet.load(folders=[tmp_path])
    assert name(fonts, Face.HEI, "国") == "GovdocHei-Medium"
    assert name(fonts, Face.FANGSONG, "一") == "FangSong"
    assert [(fault.code.id, fault.values) for fault in fonts.faults] == [("GD502", ("SimHei.ttf",))]
    (tmp_path / "仿宋_GB2312.ttf").unlink()
    fonts = FontSet.load(folders=[tmp_path])
    assert name(fonts, Face.FANGSONG, "一") == "GovdocFang"
    assert {fault.code.id for fault in fonts.faults} == {"GD502", "GD508"}


def test_the_command_line_tells_what_cannot_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from govdoc.cli import main

    quadratic(tmp_path / "simfang.ttf", allowed=2)
    monkeypatch.setenv("GOVDOC_FONTS", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["govdoc", "fonts"])
    with pytest.raises(SystemExit) as done:
        main()
    assert done.value.code == 0
    out, told = capsys.readouterr()
    assert "GovdocFang" in out
    assert "GD508" in told


def test_cubic_and_variable_faces_of_a_folder_are_used(tmp_path: Path) -> None:
    cff(tmp_path / "simfang.otf", "FangSong")
    variable(tmp_path / "hei.ttf", "Hei")
    fonts = FontSet.load(folders=[tmp_path])
    assert name(fonts, Face.FANGSONG, "\U00030edd") == "FangSong"
    assert name(fonts, Face.HEI, "\U0010fffd") == "Hei-500wght"
    assert fonts.faults == ()
    light = FontSet.load({Face.KAI: tmp_path / "hei.ttf#wght=300"})
    assert name(light, Face.KAI, "一") == "Hei-300wght"


def test_the_report_names_every_role_and_its_coverage() -> None:
    reports = {report.role: report for report in FontSet.load().describe()}
    assert list(reports) == [*map(str, Face), FALLBACK]
    assert (reports["kai"].gb2312, reports["kai"].tgh8105) == (6763, 6638)
    assert (reports[FALLBACK].gb2312, reports[FALLBACK].tgh8105) == (6763, 8105)
    assert reports["song"].licence == "OFL-1.1"
    assert reports["song"].version.startswith("Version 1.000; from NotoSerifSC")


def test_opening_the_set_costs_less_than_a_millisecond() -> None:
    FontSet.load()
    times = []
    for _ in range(5):
        start = time.perf_counter()
        FontSet.load()
        times.append(time.perf_counter() - start)
    assert min(times) < 0.001


def test_nothing_heavy_is_imported() -> None:
    code = "import sys, govdoc.fonts.library; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"fontTools", "reportlab", "lxml", "docx", "hashlib"} & set(modules.split())
