"""Paragraphs drawn from their rows stand where the same paragraphs stand when they are drawn line by line."""

import pymupdf
import pytest

import govdoc
from govdoc.build import document, paragraph, section
from govdoc.model import Break, Paragraph, Text
from govdoc.pdffile.digest import Digest
from govdoc.pdffile.objects import File
from govdoc.pdffile.shown import content_of, pages
from govdoc.writers.pdf.content import Drawing

SENTENCE = (
    "全市各级各部门深入贯彻（落实）“放管服”改革精神，2020年共受理申请1,234.5万件，办结率99.8％，"
    "其中《条例》实施以来公开信息《目录》123条；详见 example.org/a 的汇总。"
)
TEXT = document(
    "关于政府信息公开工作年度报告的公告",
    section("一、", "总体情况", *[SENTENCE * n for n in (1, 3, 9, 2)]),
    section("二、", "公开情况", section("（一）", "主动公开。", SENTENCE * 14, run_in=True)),
    paragraph("𠀀𠀁两地。"),
    Paragraph(content=(Text("甲。"), Break(), Break(), Text("乙。" * 40), Break(), Text("丙"), Break())),
    paragraph("短。"),
)

Drawn = list[tuple[str, float, float, float]]


def drawn(data: bytes) -> Drawn:
    return [
        (char["c"], *(round(place, 1) for place in char["origin"]), round(span["size"], 2))
        for page in pymupdf.open(stream=data, filetype="pdf")
        for block in page.get_text("rawdict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        for char in span["chars"]
    ]


def test_rows_are_drawn_as_lines_are(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = govdoc.write(TEXT, "pdf").value
    monkeypatch.setattr(Drawing, "_set", lambda self, lines: self._straight(tuple(lines)))
    lines = govdoc.write(TEXT, "pdf").value
    assert rows != lines, "the test compares one way with itself"
    found, wanted = drawn(rows), drawn(lines)
    assert [one[0] for one in found] == [one[0] for one in wanted]
    for one, other in zip(found, wanted, strict=True):
        assert one[3] == other[3]
        assert one[1:3] == pytest.approx(other[1:3], abs=0.11), one


def test_the_digest_is_that_of_the_strings_on_the_pages() -> None:
    data = govdoc.write(TEXT, "pdf").value
    file, digest = File(data), Digest()
    for page in pages(file):
        digest.add_any(content_of(file, page))
    assert digest.value().encode() in data
