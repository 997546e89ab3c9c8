"""What the pages say is what was composed, whoever reads them."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from govdoc.codes import Severity
from govdoc.context import Context
from govdoc.errors import UnreadableError
from govdoc.model import Document, Part
from govdoc.writers.pdf.extract import extract_text
from tests.pdf.conftest import composed, make
from tests.pdf.documents import long, paragraph, rich, text


def bare(words: str) -> str:
    return re.sub(r"\s+", "", words)


def pdfium(data: bytes) -> str:
    import pypdfium2

    with_pages = pypdfium2.PdfDocument(data)
    found = [with_pages[i].get_textpage().get_text_range() for i in range(len(with_pages))]
    with_pages.close()
    return "\n".join(found)


def mupdf(data: bytes) -> str:
    import pymupdf

    return "\n".join(page.get_text() for page in pymupdf.open(stream=data))


def poppler(data: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext")
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    return run.stdout.decode()


READERS = (pdfium, mupdf, poppler)


@pytest.mark.parametrize("reader", READERS)
def test_long_text_reads_the_same(long_pdf: bytes, reader: Callable[[bytes], str]) -> None:
    found = re.sub(r"—\d+—", "", bare(reader(long_pdf)))
    assert found == bare(composed(long(250)))


def test_own_reader(long_pdf: bytes) -> None:
    assert bare(extract_text(long_pdf)) == bare(composed(long(250)))


def test_own_reader_on_every_kind_of_block(rich_pdf: bytes) -> None:
    assert bare(extract_text(rich_pdf)) == bare(composed(rich()))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "words",
    [
        "《法》、“放管服”，（国家）。” 完",
        "𠮷野家在𫢸地，𠀀𠀁𠀂与乙",
        "GB/T 9704-2012, Table 3 (a\\b) don’t",
        "温度３７℃，面积１００㎡，编号①②③，希腊字母αβγ",
        "——破折号……省略号·间隔号～连接号",
        "详见https://www.example.gov.cn/zhengce/content/2020-01/01/content_5555555.htm?id=123456789&page=1。",
    ],
)
def test_marks_and_rare_characters(reader: Callable[[bytes], str], words: str) -> None:
    document = Document(parts=(Part(title=text("题"), blocks=(paragraph(words * 3),)),))
    found = re.sub(r"—\d+—$", "", bare(reader(make(document))))
    assert found == bare(composed(document))


def test_a_character_without_glyph_is_drawn_as_geta_and_read_as_itself() -> None:
    import pymupdf

    document = Document(parts=(Part(title=text("题"), blocks=(paragraph("甲\ue123乙"),)),))
    context = Context()
    data = make(document, context=context)
    assert "甲\ue123乙" in extract_text(data)
    assert "甲\ue123乙" in mupdf(data)
    assert [d.code for d in context.diagnostics if d.severity is not Severity.INFO] == ["GD501"]
    (page,) = pymupdf.open(stream=data)
    assert page.get_pixmap(dpi=30).samples


def test_codes_of_rare_characters_never_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Characters beyond two bytes and private ones keep apart when the free codes run out."""
    from govdoc.fonts.library import FontSet
    from govdoc.typography import Face
    from govdoc.writers.pdf import fonts as module

    monkeypatch.setattr(module, "_FREE", (range(0xD900, 0xD902), range(0xF8FF, 0xDFFF, -1)))
    font = module.Font(FontSet.load().chain(Face.SONG)[0], "F1", 1)
    words = [chr(0x20000 + i) for i in range(6)] + ["\uf8ff", "\uf8fe"]
    codes = [font.encode(word, private=True) for word in words]
    assert len(set(codes)) == len(words)
    assert font.encode(words[0]) == codes[0]


def test_nothing_but_the_named_is_reported() -> None:
    context = Context()
    make(long(20), context=context)
    assert not [d for d in context.diagnostics if d.severity is not Severity.INFO]


@pytest.mark.parametrize("cut", [0, 5, 200, -30])
def test_own_reader_refuses_what_is_no_pdf(long_pdf: bytes, cut: int) -> None:
    with pytest.raises(UnreadableError):
        extract_text(long_pdf[:cut])


def test_own_reader_refuses_damage(long_pdf: bytes) -> None:
    middle = len(long_pdf) // 2
    broken = long_pdf[:middle] + bytes(2000) + long_pdf[middle + 2000 :]
    with pytest.raises(UnreadableError):
        extract_text(broken[:-40] + b"startxref\n12\n%%EOF\n")


def test_empty_document() -> None:
    document = Document()
    assert extract_text(make(document)) == ""
    assert bare(pdfium(make(document))) == "—1—"


def test_paths_are_not_in_the_file(rich_pdf: bytes) -> None:
    assert str(Path.home()).encode() not in rich_pdf
