"""The special formats, footnotes, turned pages, seals and links inside: what stands in the file."""

import io
import re
import zipfile

import docx
import pytest
from lxml import etree

import govdoc
from govdoc.compose import prepare
from govdoc.context import Context
from govdoc.galley import galley_text
from govdoc.inkcheck import compare
from govdoc.options import DocxOptions
from govdoc.schema import text_digest
from govdoc.writers.docx.extract import extract_text
from tests.docx.order import W, check_package
from tests.docx.special import SPECIAL, closed_on_even_page, joint, letter, linked, noted, order, turned
from tests.docx.test_package import written

EACH = pytest.mark.parametrize("name", SPECIAL)


def part(data, name="word/document.xml"):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def paragraphs(data):
    return docx.Document(io.BytesIO(data)).paragraphs


@EACH
def test_every_package_is_in_order_and_holds_the_text(name):
    document, options = SPECIAL[name]
    data = written(document, **options)
    check_package(data)
    composed = galley_text(prepare(document, DocxOptions(**options), Context()).blocks())
    assert compare(composed, extract_text(data)) == ""


@EACH
def test_the_document_comes_back_also_from_python_docx(name):
    document, options = SPECIAL[name]
    data = written(document, **options)
    assert govdoc.read(data, "docx").value == document
    sink = io.BytesIO()
    docx.Document(io.BytesIO(data)).save(sink)
    assert govdoc.read(sink.getvalue(), "docx").value == document


@EACH
def test_the_digest_is_that_of_the_text_in_the_file(name):
    document, options = SPECIAL[name]
    data = written(document, **options)
    assert text_digest(extract_text(data)) in part(data, "docProps/custom.xml")


def test_footnotes_are_word_s_own():
    data = written(noted())
    notes = etree.fromstring(part(data, "word/footnotes.xml").encode())
    kinds = [note.get(f"{W}type") for note in notes]
    assert kinds == ["separator", "continuationSeparator", None, None, None]
    assert [note.get(f"{W}id") for note in notes] == ["-1", "0", "1", "2", "3"]
    texts = ["".join(note.itertext()) for note in notes]
    assert texts[2:] == ["[1]第一条注释。", "①第二条注释，共两段。", "[3]表中的注释。"]
    styles = {style.get(f"{W}val") for style in notes.iter(f"{W}pStyle")}
    assert styles == {"FootnoteText"}
    assert re.findall(r'<w:footnoteReference [^>]*w:id="(\d)"/><w:t>([^<]*)', part(data)) == [
        ("1", "[1]"),
        ("2", "①"),
        ("3", "[3]"),
    ]
    assert '<w:footnotePr><w:footnote w:id="-1"/>' in part(data, "word/settings.xml")


def test_footnotes_read_back_without_the_carried_document():
    again = govdoc.read(written(noted(), carry=False), "docx").value
    content = again.main.blocks[0].content
    notes = [inline for inline in content if inline.__struct_config__.tag == "note"]
    assert [note.label for note in notes] == ["[1]", "①"]
    assert [len(note.blocks) for note in notes] == [1, 2]


def test_a_turned_table_has_a_section_of_its_own():
    opened = docx.Document(io.BytesIO(written(turned())))
    widths = [round(section.page_width.mm) for section in opened.sections]
    assert widths == [210, 297, 210]
    table = opened.tables[0]
    assert sum(column.width.mm for column in table.columns) == pytest.approx(297 - 34.58 - 32.58, abs=0.2)
    footers = [section.footer.part.partname for section in opened.sections]
    assert footers == ["/word/footer1.xml", "/word/turnedFooter.xml", "/word/footer1.xml"]


def test_a_document_may_end_turned():
    opened = docx.Document(io.BytesIO(written(turned(last=True))))
    assert [round(section.page_width.mm) for section in opened.sections] == [210, 297]


def test_a_table_stays_upright_when_asked():
    opened = docx.Document(io.BytesIO(written(turned(), landscape=False)))
    assert len(opened.sections) == 1


def test_the_end_record_begins_an_even_page():
    from docx.enum.section import WD_SECTION

    sections = docx.Document(io.BytesIO(written(closed_on_even_page(), even_imprint=True))).sections
    assert [section.start_type for section in sections] == [WD_SECTION.NEW_PAGE, WD_SECTION.EVEN_PAGE]
    assert len(docx.Document(io.BytesIO(written(closed_on_even_page()))).sections) == 1


def test_a_letter_s_first_page_has_rules_and_no_number():
    data = written(letter(), profile="letter")
    section = docx.Document(io.BytesIO(data)).sections[0]
    assert section.different_first_page_header_footer
    first, others = part(data, "word/firstFooter.xml"), part(data, "word/footer1.xml")
    assert "PAGE" not in first
    assert "PAGE" in others
    rules = [re.findall(r'w:sz="(\d+)" w:space="0" w:color="FF0000"', xml) for xml in (part(data), first)]
    assert rules == [["23", "8"], ["8", "23"]]
    assert section.top_margin.mm == pytest.approx(34.58 - 10.39, abs=0.05)


def test_the_end_record_of_a_letter_has_no_rules():
    assert "<w:tcBorders>" not in part(written(letter(), profile="letter"))


def test_a_pair_stands_in_one_paragraph_with_a_tab():
    found = [p.text for p in paragraphs(written(letter(), profile="letter"))]
    assert "000001\t山政函〔2021〕12号" in found
    assert "\t山政发〔2021〕12号\t王五" in [p.text for p in paragraphs(written(joint()))]


def test_joint_organs_stand_beside_their_suffix():
    table = docx.Document(io.BytesIO(written(joint()))).tables[0]
    texts = [cell.text for cell in table.rows[0].cells]
    assert texts == ["山前市人民政府\n山前市财政局\n山前市自然资源和规划局", "", "文件"]


def test_a_seal_hangs_behind_the_line_it_stands_over():
    data = written(letter(), profile="letter")
    holder = next(p for p in paragraphs(data) if "wp:anchor" in p._p.xml)
    assert holder.text == "山前市人民政府"
    assert 'behindDoc="1"' in holder._p.xml
    assert 'descr="山前市人民政府印章"' in holder._p.xml
    signed = part(written(order(), profile="order"))
    assert signed.count('descr="张三签名章"') == 2
    assert re.search(r'<w:tab w:val="right" w:pos="\d+"/><w:tab w:val="right" w:pos="\d+"/></w:tabs>', signed)


def test_the_text_above_a_stamped_signature_keeps_with_it():
    found = paragraphs(written(order(), profile="order"))
    at = next(i for i, p in enumerate(found) if "市长" in p.text)
    # the last paragraph of the text, and the white above the stamp
    assert [bool(p.paragraph_format.keep_with_next) for p in found[at - 2 : at]] == [True, True]


def test_links_inside_lead_to_bookmarks():
    context = Context()
    data = govdoc.write(linked(), "docx", None, context).value
    check_package(data)
    assert [d.values for d in context.diagnostics if d.code == "GD301"] == [("DOCX", "链接 #absent")]
    xml = part(data)
    assert re.findall(r'w:anchor="([^"]*)"', xml) == ["附表", "place2", "附表"]
    assert re.findall(r'<w:bookmarkStart w:id="\d" w:name="([^"]*)"/>', xml) == ["place2", "附表"]
    caption = next(p for p in paragraphs(data) if p.text == "表1　主要指标")
    assert "bookmarkStart" in caption._p.xml
    assert "<w:t>段</w:t>" in xml[xml.index('w:name="place2"') :][:120]


def test_a_file_without_links_is_not_looked_through(monkeypatch):
    from govdoc.writers.docx import bookmarks

    monkeypatch.setattr(bookmarks, "walk", None)
    written(noted())
