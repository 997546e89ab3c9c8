"""Reading the visible text back, from our files and from untrusted ones."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdoc.context import Limits
from govdoc.errors import LimitError, UnreadableError
from govdoc.inkcheck import compare
from govdoc.model import Document, Paragraph, Part, Text, clean_text
from govdoc.writers.docx.extract import extract_text
from tests.docx.test_package import written

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def package(body, head=""):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
    return sink.getvalue()


def run(words):
    return f"<w:r><w:t>{words}</w:t></w:r>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<w:p>{run('甲')}{run('乙')}</w:p><w:p/>", "甲乙\n"),
        (f"<w:p><w:hyperlink>{run('链')}</w:hyperlink></w:p>", "链"),
        (f"<w:p><w:ins>{run('新')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>", "新"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>1</w:t></w:r></w:p>", "1"),
        (
            "<w:p><w:r><w:t>a</w:t><w:tab/><w:br/><w:softHyphen/><w:noBreakHyphen/></w:r></w:p>",
            "a\t\n\u00ad\u2011",
        ),
        (
            f"<w:tbl><w:tr><w:tc><w:p>{run('一')}</w:p></w:tc><w:tc><w:p>{run('二')}</w:p></w:tc></w:tr></w:tbl>",
            "一\n二",
        ),
        (
            f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent><w:p>{run('控')}</w:p></w:sdtContent></w:sdt>",
            "控",
        ),
        ("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr></w:p>", ""),
        (
            f"<w:p>{run('外')}<w:r><w:pict><w:txbxContent><w:p>{run('框')}</w:p></w:txbxContent></w:pict></w:r></w:p>",
            "外\n框",
        ),
        ("<w:p><!-- 注 --><?pi x?><w:r><w:t>甲<!-- 注 -->乙</w:t></w:r></w:p>", "甲乙"),
    ],
)
def test_what_is_seen_and_what_is_not(body, text):
    assert extract_text(package(body)) == text


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\3\4", b"not a zip", package("<w:p>"), package("", head="<!DOCTYPE w:document>")],
    ids=["empty", "cut", "text", "broken", "doctype"],
)
def test_what_is_no_docx_is_refused_clearly(data):
    with pytest.raises(UnreadableError):
        extract_text(data)


def test_an_entity_is_refused():
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    with pytest.raises(UnreadableError):
        extract_text(package(f"<w:p>{run('&b;')}</w:p>", head=bomb))


def test_a_zip_without_a_main_part_is_refused():
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("other.xml", "<a/>")
    with pytest.raises(UnreadableError, match=r"word/document\.xml"):
        extract_text(sink.getvalue())


def test_limits_on_size_and_ratio():
    bomb = package(f"<w:p>{run('甲' * 6_000_000)}</w:p>")
    with pytest.raises(LimitError, match="zip_ratio"):
        extract_text(bomb)
    with pytest.raises(LimitError, match="zip_bytes"):
        extract_text(bomb, Limits(zip_bytes=1000, zip_ratio=10**6))


texts = st.lists(st.text(max_size=30).map(clean_text), max_size=5)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_whatever_is_written_is_read(lines):
    blocks = tuple(Paragraph(content=(Text(text=line),)) for line in lines)
    data = written(Document(parts=(Part(blocks=blocks),)), normalise=False)
    assert compare("\n".join(lines), extract_text(data)) == ""
