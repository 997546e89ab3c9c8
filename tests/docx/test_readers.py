"""What other programs see in our files: headings as headings, every label, all the text."""

import html
import io
import re

import docx
import mammoth
import pypandoc
import pytest

from govdoc.compose import prepare
from govdoc.context import Context
from govdoc.galley import galley_text
from govdoc.inkcheck import compare
from govdoc.options import DocxOptions
from tests.docx.documents import full, plain
from tests.docx.test_package import written

DOCUMENTS = pytest.mark.parametrize("document", [plain(), full()], ids=["plain", "full"])


def composed(document):
    return galley_text(prepare(document, DocxOptions(), Context()).blocks())


def headings(document):
    blocks = prepare(document, DocxOptions(), Context()).blocks()
    return [(b.heading, b.text) for b in blocks if getattr(b, "heading", 0)]


@DOCUMENTS
def test_python_docx_sees_headings_and_named_styles(document):
    opened = docx.Document(io.BytesIO(written(document)))
    found = [(p.style.name, p.text) for p in opened.paragraphs]
    heads = [(int(name.split()[1]), words) for name, words in found if name.startswith("Heading ")]
    assert heads == headings(document)
    names = {name for name, _ in found}
    assert {"Title", "公文正文", "公文署名", "公文成文日期"} <= names
    assert opened.sections[0].page_width.mm == pytest.approx(210, abs=0.1)
    assert opened.settings.odd_and_even_pages_header_footer


def test_a_label_is_a_run_of_its_own():
    opened = docx.Document(io.BytesIO(written(plain())))
    labels = [run.text for p in opened.paragraphs for run in p.runs if run.style.name == "公文层次序号"]
    assert labels == ["一、", "（一）", "一是", "二是", "三是"]


def test_python_docx_can_go_on_editing():
    opened = docx.Document(io.BytesIO(written(plain())))
    opened.add_paragraph("补充。", style="公文正文")
    sink = io.BytesIO()
    opened.save(sink)
    assert docx.Document(sink).paragraphs[-1].text == "补充。"


@DOCUMENTS
def test_mammoth_sees_headings_and_all_the_text(document):
    found = mammoth.convert_to_html(io.BytesIO(written(document)))
    heads = [(int(level), words) for level, words in re.findall(r"<h(\d)>(.*?)</h\1>", found.value)]
    assert heads == headings(document)
    text = mammoth.extract_raw_text(io.BytesIO(written(document))).value
    assert compare(composed(document), text) == ""
    assert not [m for m in found.messages if m.type == "error"]


@pytest.mark.slow
@DOCUMENTS
def test_pandoc_sees_headings_and_all_the_text(document, tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(written(document))
    markdown = pypandoc.convert_file(str(path), "markdown", extra_args=["--wrap=none"])
    heads = [(len(marks), words) for marks, words in re.findall(r"^(#+) (.*)$", markdown, re.MULTILINE)]
    assert heads == headings(document)
    page = pypandoc.convert_file(str(path), "html", extra_args=["--wrap=none", "--standalone"])
    shown = "".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())
    assert [line for line in composed(document).split("\n") if "".join(line.split()) not in shown] == []


def test_the_text_survives_a_save_by_python_docx():
    from govdoc.schema import text_digest
    from govdoc.writers.docx.extract import extract_text

    data = written(full())
    sink = io.BytesIO()
    docx.Document(io.BytesIO(data)).save(sink)
    assert text_digest(extract_text(sink.getvalue())) == text_digest(extract_text(data))
