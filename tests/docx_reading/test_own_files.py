"""Law 7: a file of govdoc gives back the document it was made from, and says what was edited since."""

import io
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

import govdoc
from govdoc import build
from govdoc.model import Note, Paragraph, Text
from govdoc.options import DocxOptions, DocxReadOptions
from tests.docx_reading.files import words
from tests.properties.strategies import documents

PARAGRAPHS = (
    "2020年,在市委、市政府的坚强领导下,我市认真贯彻上级决策部署。",
    "全年共办理行政复议案件(含应诉)120件,同比下降3.5%。",
    "群众满意度达到98%,较上年提高1.2个百分点。",
    "下一步,我市将继续深化改革。",
)


def written() -> tuple[govdoc.Document, bytes]:
    document = build.document(
        "关于2020年工作情况的报告",
        build.section("一、", "主要工作", *PARAGRAPHS[:2]),
        build.section("二、", "工作成效", *PARAGRAPHS[2:]),
        metadata=(build.entry("索引号", "014006438/2021-00012"), build.entry("主题", "政务公开")),
        recipients="市人民政府:",
        signatures=(build.signature("某某市司法局", date="2021年3月29日"),),
    )
    return document, govdoc.write(document, "docx").value


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_reading_gives_back_what_was_written(document) -> None:
    result = govdoc.read(govdoc.write(document, "docx").value)
    assert result.value == document


def test_saving_with_python_docx_changes_nothing() -> None:
    document, data = written()
    opened = docx.Document(io.BytesIO(data))
    sink = io.BytesIO()
    opened.save(sink)
    assert govdoc.read(sink.getvalue()) == govdoc.read(data)
    assert govdoc.read(opened).value == document


def edit(data: bytes, change) -> bytes:
    opened = docx.Document(io.BytesIO(data))
    change({p.text[:4]: p for p in opened.paragraphs})
    sink = io.BytesIO()
    opened.save(sink)
    return sink.getvalue()


def set_text(paragraph, text: str) -> None:
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    paragraph.runs[0].text = text


def three_edits(found) -> None:
    set_text(found["全年共办"], "全年共办理行政复议案件（含应诉）121件，同比下降3.5%。")
    found["群众满意"]._p.getparent().remove(found["群众满意"]._p)
    found["下一步，"].insert_paragraph_before("同时，公开力度不断加大。", found["下一步，"].style)


def test_edits_are_named_paragraph_by_paragraph() -> None:
    document, data = written()
    result = govdoc.read(edit(data, three_edits))
    assert [(d.code, d.values) for d in result.diagnostics] == [
        (
            "GD136",
            ("…政复议案件（含应诉）120件，同比下降3.5%。", "…政复议案件（含应诉）121件，同比下降3.5%。"),
        ),
        ("GD137", ("同时，公开力度不断加大。",)),
        ("GD138", ("群众满意度达到98%，较上年提高1.2个百分点。",)),
    ]
    assert result.value.metadata == document.metadata
    assert result.value.main.signatures == document.main.signatures
    assert result.value.title == document.title


def test_plain_edits_go_into_the_carried_document() -> None:
    document, data = written()
    first, second = document.main.blocks
    blocks = (
        replace(
            first,
            blocks=(
                first.blocks[0],
                build.paragraph("全年共办理行政复议案件（含应诉）121件，同比下降3.5%。"),
            ),
        ),
        replace(second, blocks=(build.paragraph("同时，公开力度不断加大。"), second.blocks[1])),
    )
    assert govdoc.read(edit(data, three_edits)).value == replace(
        document, parts=(replace(document.main, blocks=blocks),)
    )


def test_a_title_and_a_heading_may_be_edited() -> None:
    document, data = written()

    def change(found) -> None:
        set_text(found["关于20"], "关于2021年工作情况的报告")
        set_text(found["二、工作"], "二、工作成效与经验")

    changed = govdoc.read(edit(data, change)).value
    assert changed.title == "关于2021年工作情况的报告"
    assert words(changed.main.blocks[1].heading) == "工作成效与经验"
    assert changed.main.blocks[0] == document.main.blocks[0]


def test_a_division_removed_with_all_its_text_goes_whole() -> None:
    document, data = written()

    def change(found) -> None:
        for start in ("二、工作", "群众满意", "下一步，"):
            found[start]._p.getparent().remove(found[start]._p)

    result = govdoc.read(edit(data, change))
    assert [d.code for d in result.diagnostics] == ["GD138"] * 3
    assert result.value.main.blocks == document.main.blocks[:1]
    half = govdoc.read(
        edit(data, lambda found: found["二、工作"]._p.getparent().remove(found["二、工作"]._p))
    )
    assert words(half.value.main.blocks[-1].blocks[-1].content).startswith("下一步")


def test_a_new_heading_has_the_page_read_anew() -> None:
    document, data = written()

    def change(found) -> None:
        found["下一步，"].insert_paragraph_before("三、下一步打算", found["二、工作"].style)

    result = govdoc.read(edit(data, change))
    assert [d.code for d in result.diagnostics] == ["GD137"]
    assert [block.label for block in result.value.main.blocks] == ["一、", "二、", "三、"]
    assert result.value.metadata == document.metadata


def test_notes_and_signers_are_no_edits() -> None:
    note = Note(blocks=(build.paragraph("截至年底。"),))
    document = build.document(
        "关于某事的决定",
        Paragraph(content=(Text(text="共120件"), note, Text(text="。"))),
        build.items("甲。", "乙。", labels=("•", "•")),
        build.table((("项目", "数"), ("甲", "1")), caption="表1"),
        letterhead=build.letterhead(
            "某某市政府", suffix="文件", document_number="某〔2021〕1号", signers=("张某",)
        ),
        signatures=(build.signature("某某市政府", date="2021年3月29日", signers=("李某",)),),
        imprint=build.imprint("各区。", "某某市政府办公室", "2021年3月30日印发"),
    )
    data = govdoc.write(document, "docx").value
    changed = edit(data, lambda found: set_text(found["表1"], "表2"))
    assert [d.values for d in govdoc.read(changed).diagnostics] == [("表1", "表2")]


def test_an_edited_punctuation_mark_is_an_edit() -> None:
    _, data = written()
    changed = edit(data, lambda found: set_text(found["下一步，"], "下一步，我市将继续深化改革！"))
    assert [d.code for d in govdoc.read(changed).diagnostics] == ["GD136"]


def test_the_page_can_be_read_in_place_of_what_is_carried() -> None:
    document, data = written()
    found = govdoc.read(data, options=DocxReadOptions(carried=False)).value
    assert found.metadata == document.metadata, "the custom properties hold it too"
    assert found.title == document.title
    assert found != document


def test_a_file_that_carries_nothing_is_read_from_its_page() -> None:
    document, _ = written()
    bare = govdoc.write(document, "docx", DocxOptions(carry=False)).value
    result = govdoc.read(bare)
    assert result.diagnostics == ()
    assert result.value.metadata == document.metadata
    assert result.value.provenance.format == "docx"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_saving_with_libreoffice_changes_nothing(tmp_path: Path) -> None:
    document, data = written()
    (tmp_path / "a.docx").write_bytes(data)
    (tmp_path / "b.docx").write_bytes(edit(data, three_edits))
    profile = (tmp_path / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "docx:MS Word 2007 XML",
    ]
    files = [str(tmp_path / name) for name in ("a.docx", "b.docx")]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "out"), *files], check=True, capture_output=True, timeout=120
    )
    assert govdoc.read(tmp_path / "out" / "a.docx").value == document
    assert [d.code for d in govdoc.read(tmp_path / "out" / "b.docx").diagnostics] == [
        "GD136",
        "GD137",
        "GD138",
    ]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", ["rtf", "odt", "doc"])
def test_other_formats_come_through_libreoffice(tmp_path: Path, form: str) -> None:
    document, data = written()
    (tmp_path / "a.docx").write_bytes(data)
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", form]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "out"), str(tmp_path / "a.docx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    result = govdoc.read(tmp_path / "out" / f"a.{form}")
    assert "GD135" in {d.code for d in result.diagnostics}
    assert result.value.title == document.title
    assert result.value.provenance.format == form


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_has_a_time_limit() -> None:
    from govdoc.errors import UnreadableError
    from govdoc.options import OfficeReadOptions

    with pytest.raises(UnreadableError, match="秒"):
        govdoc.read(rb"{\rtf1 x}", options=OfficeReadOptions(seconds=0.05))
