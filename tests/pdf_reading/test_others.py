"""PDF files of other programs: paragraphs joined, running lines apart, scans and damage named."""

import io
import sys

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

import govdoc
from govdoc.context import Context, Limits
from govdoc.errors import FormatError, LimitError, UnreadableError
from govdoc.model import FurnitureKind, Paragraph, plain

SIZE, PITCH, LEFT, CELLS = 16, 28, 85, 26
BODY = (
    "为加强机关档案工作，根据有关法律法规，结合本市实际，制定本办法，望各单位遵照执行并及时报告工作情况。" * 3
)


def lines_of(paragraph: str, indent: int = 2) -> list[tuple[int, str]]:
    """A paragraph in lines of 26 characters, the first indented: offset in characters, text."""
    first, rest = paragraph[: CELLS - indent], paragraph[CELLS - indent :]
    return [(indent, first), *[(0, rest[i : i + CELLS]) for i in range(0, len(rest), CELLS)]]


def make(
    pages: list[list[tuple[int, str]]], head: str = "", foot: str = "第{}页", password: str = ""
) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    sink = io.BytesIO()
    canvas = Canvas(sink, A4, encrypt=password or None)
    for number, lines in enumerate(pages, 1):
        canvas.setFont("STSong-Light", SIZE)
        for i, (offset, text) in enumerate(lines):
            canvas.drawString(LEFT + offset * SIZE, 740 - i * PITCH, text)
        canvas.setFont("STSong-Light", 10)
        canvas.drawString(250, 810, head)
        canvas.drawString(280, 40, foot.format(number))
        canvas.showPage()
    canvas.save()
    return sink.getvalue()


def texts(data: bytes) -> list[str]:
    return [plain(b.content) for b in govdoc.read(data).value.main.blocks if isinstance(b, Paragraph)]


def test_lines_become_paragraphs_over_pages_too() -> None:
    lines = [line for _ in range(6) for line in lines_of(BODY)]
    pages = [lines[:20], lines[20:]]
    assert len(pages[1]) > 5
    assert texts(make(pages)) == [BODY] * 6


def test_running_lines_are_furniture() -> None:
    pages = [lines_of(word + BODY) for word in ("首先", "其次", "此外")]
    found = govdoc.read(make(pages, head="某市档案局文件汇编")).value
    assert [(f.kind, f.text) for f in found.provenance.furniture] == [
        pair
        for number in (1, 2, 3)
        for pair in (
            (FurnitureKind.HEADER, "某市档案局文件汇编"),
            (FurnitureKind.FOOTER, f"第{number}页"),
        )
    ]
    assert "汇编" not in "".join(govdoc.tree.ink(found.main))


def test_a_short_line_ends_a_paragraph_and_a_centred_one_is_the_title() -> None:
    page = [(8, "关于档案工作的通知"), *lines_of("各单位要高度重视。"), *lines_of(BODY)]
    document = govdoc.read(make([page])).value
    assert plain(document.main.title) == "关于档案工作的通知"
    assert [plain(b.content) for b in document.main.blocks] == ["各单位要高度重视。", BODY]  # type: ignore[union-attr]


def test_words_over_lines_are_parted() -> None:
    page = [(0, "Government Information" + "x" * 30), (0, "Disclosure of China")]
    assert "xxx Disclosure of China" in "".join(texts(make([page], foot="")))


def scan() -> bytes:
    from PIL import Image

    sink = io.BytesIO()
    canvas = Canvas(sink, A4)
    canvas.drawInlineImage(Image.new("L", (20, 20), 99), 0, 0, 595, 842)
    canvas.showPage()
    canvas.save()
    return sink.getvalue()


def test_a_scan_is_named() -> None:
    with pytest.raises(FormatError, match="扫描件"):
        govdoc.read(scan())


def test_a_scanned_page_among_others_is_said() -> None:
    sink = io.BytesIO()
    with pikepdf.open(io.BytesIO(make([lines_of(BODY)]))) as whole, pikepdf.open(io.BytesIO(scan())) as other:
        whole.pages.extend(other.pages)
        whole.save(sink)
    result = govdoc.read(sink.getvalue())
    assert [(d.code, d.values) for d in result.diagnostics] == [("GD152", ("2",)), ("GD204", ())]


def test_an_encrypted_file_is_refused() -> None:
    with pytest.raises(UnreadableError, match="密码"):
        govdoc.read(make([lines_of(BODY)], password="secret"))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n" + bytes(range(256)) * 20])
def test_a_broken_file_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="损坏"):
        govdoc.read(data)


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(LimitError, match="pages"):
        govdoc.read(make([lines_of(BODY)] * 3), context=Context(Limits(pages=2)))


def test_without_pdfium_one_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(FormatError, match=r"govdoc\[pdf\]"):
        govdoc.read(make([lines_of(BODY)]))
