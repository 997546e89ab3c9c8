"""Our faces in reportlab's own layouts: a Platypus table and paragraphs, a chart, a canvas."""

from io import BytesIO

import pikepdf
import pymupdf
import pypdfium2
import pytest
from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Drawing, String
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from govdoc.typography import Face
from govdoc.writers.pdf.faces import register_faces

NAMES = register_faces()
CELLS = [["事项", "牵头单位"], ["政务公开", "昇龙街道 (a\\b) 𠮷 2021年"]]


def chart() -> Drawing:
    drawing = Drawing(300, 150)
    bars = VerticalBarChart()
    bars.x, bars.y, bars.width, bars.height = 40, 30, 240, 100
    bars.data = [(10, 20, 30)]
    bars.categoryAxis.categoryNames = ["一季度", "二季度", "三季度"]
    for labels in (bars.categoryAxis.labels, bars.valueAxis.labels):
        labels.fontName = NAMES[Face.HEI]
    drawing.add(bars)
    drawing.add(String(150, 140, "公开数量（件）", fontName=NAMES[Face.HEI], textAnchor="middle"))
    return drawing


def built() -> bytes:
    sink = BytesIO()
    table = Table(CELLS, style=[("FONT", (0, 0), (-1, -1), NAMES[Face.FANGSONG], 12)])
    style = ParagraphStyle("body", fontName=NAMES[Face.FANGSONG], fontSize=16, leading=28, wordWrap="CJK")
    words = "为规范<b>政府信息公开</b>工作，瞭望未来，现就有关事项通知如下。" * 5
    SimpleDocTemplate(sink, invariant=1).build([Paragraph(words, style), table, chart()])
    return sink.getvalue()


def test_chinese_text_is_drawn_embedded_and_found() -> None:
    pdf = built()
    with pypdfium2.PdfDocument(pdf) as document:
        shown = "".join(document[0].get_textpage().get_text_bounded().split())
    with pymupdf.open(stream=pdf) as document:
        also = "".join(document[0].get_text().split())
    for words in ("政府信息公开工作，瞭望未来", "昇龙街道(a\\b)𠮷2021年", "二季度", "公开数量（件）"):
        assert words in shown
        assert words in also
    with pikepdf.open(BytesIO(pdf)) as file:
        fonts = file.pages[0].Resources.Font
        ours = [font for name, font in fonts.items() if name.startswith("/GF")]
        assert {font.Subtype for font in ours} == {"/Type0"}
        assert all("/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in ours)
        assert not file.check_pdf_syntax() if hasattr(file, "check_pdf_syntax") else not file.check()


def test_the_same_bytes_each_time() -> None:
    assert built() == built()


def test_widths_are_those_of_the_fonts() -> None:
    sink = BytesIO()
    canvas = Canvas(sink, initialFontName=NAMES[Face.FANGSONG], initialFontSize=16)
    assert canvas.stringWidth("国务院", NAMES[Face.FANGSONG], 16) == 48
    assert canvas.stringWidth("2021", NAMES[Face.FANGSONG], 10) == pytest.approx(20)
    canvas.drawString(72, 72, "没有\U0002f9f4的字")
    canvas.save()
    with pypdfium2.PdfDocument(sink.getvalue()) as document:
        assert "没有" in document[0].get_textpage().get_text_bounded()


def test_registering_twice_is_the_same() -> None:
    assert register_faces() == NAMES
    assert set(NAMES) == set(Face)
