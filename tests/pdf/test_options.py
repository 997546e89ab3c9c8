"""Links inside the document, labels of lists, apostrophes, and what the options change."""

import io
import re

import pikepdf
import pymupdf
import pytest

from govdoc.context import Context
from govdoc.errors import UsageError
from govdoc.model import Document, Item, Link, List, Paragraph, Part, Section, Text
from govdoc.options import PdfOptions
from govdoc.writers.pdf import write
from tests.pdf.conftest import make
from tests.pdf.documents import paragraph, text


def linked(target: str = "two") -> Document:
    link = Link(content=text("见第二页"), href=f"#{target}")
    filler = tuple(paragraph("文" * 300) for _ in range(4))
    second = Section(level=1, label="一、", heading=text("标题"), id="two", blocks=(paragraph("正文"),))
    return Document(parts=(Part(title=text("题"), blocks=(Paragraph(content=(link,)), *filler, second)),))


def test_a_link_inside_the_document_goes_to_its_target() -> None:
    file = pymupdf.open(stream=make(linked()))
    (link,) = file[0].get_links()
    assert link["nameddest"] == "two"
    page = next(page for page in file if page.search_for("一、标题"))
    assert link["page"] == page.number > 0
    heading = page.search_for("一、标题")[0]
    assert 0 < heading.y1 - (page.rect.height - link["to"].y) < 50


def test_a_link_to_nothing_is_text() -> None:
    file = pymupdf.open(stream=make(linked("nowhere")))
    assert file[0].get_links() == []
    assert "见第二页" in file[0].get_text()


def test_an_address_beyond_ascii_is_spelt_in_ascii() -> None:
    link = Link(content=text("网址"), href="https://例子.中国/a?b=c")
    file = pymupdf.open(stream=make(Document(parts=(Part(blocks=(Paragraph(content=(link,)),)),))))
    assert file[0].get_links()[0]["uri"] == "https://%E4%BE%8B%E5%AD%90.%E4%B8%AD%E5%9B%BD/a?b=c"


def kinds(node: pikepdf.Dictionary) -> list[object]:
    kids = node.get("/K", [])
    kids = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [
        (str(kid.S)[1:], kinds(kid)) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
    ]


def test_labels_of_list_items_are_tagged_before_their_body() -> None:
    items = tuple(Item(label=label, blocks=(paragraph("项"),)) for label in ("•", "（1）"))
    data = make(Document(parts=(Part(blocks=(List(items=items), paragraph("完"))),)))
    with pikepdf.open(io.BytesIO(data)) as file:
        (document,) = kinds(file.Root.StructTreeRoot)
    item = ("LI", [("Lbl", []), ("LBody", [])])
    assert document == ("Document", [("Sect", [("L", [item, item]), ("P", [])])])


def test_an_apostrophe_is_drawn_by_the_western_face() -> None:
    data = make(Document(parts=(Part(blocks=(paragraph("他说don’t，是‘不’。"),)),)))
    page = pymupdf.open(stream=data)[0]
    fonts = {
        char["c"] + span["font"]
        for block in page.get_text("rawdict")["blocks"]
        for line in block["lines"]
        for span in line["spans"]
        for char in span["chars"]
        if char["c"] == "’"
    }
    assert {name[-5:] for name in fonts} == {"Latin", "cFang"}


@pytest.mark.parametrize(
    ("standard", "claim"), [("3a", b"<pdfaid:part>3"), ("2u", b"<pdfaid:conformance>U"), ("plain", b"")]
)
def test_standards(standard: str, claim: bytes) -> None:
    data = make(linked(), standard)
    with pikepdf.open(io.BytesIO(data)) as file:
        metadata = file.Root.Metadata.read_bytes()
        assert ("/AF" in file.Root) == (standard == "3a")
        assert ("/OutputIntents" in file.Root) == (standard != "plain")
    assert claim in metadata
    assert (b"pdfaid:conformance" in metadata) == (standard != "plain")


@pytest.mark.parametrize("options", [PdfOptions(standard="1b"), PdfOptions(kinsoku="loose")])
def test_unknown_values_are_refused(options: PdfOptions) -> None:
    with pytest.raises(UsageError):
        write(linked(), options, Context(), io.BytesIO())


def test_marks_at_line_ends_may_keep_their_width() -> None:
    words = "国" * 26 + "，" + "国" * 27

    def widths(half: bool) -> set[int]:
        sink = io.BytesIO()
        write(
            Document(parts=(Part(blocks=(paragraph(words),)),)),
            PdfOptions(half_at_end=half),
            Context(),
            sink,
        )
        found = pymupdf.open(stream=sink.getvalue())[0].get_text("rawdict")["blocks"]
        return {
            round(char["bbox"][2] - char["bbox"][0])
            for block in found
            for line in block["lines"]
            for span in line["spans"]
            for char in span["chars"]
            if char["c"] == "，"
        }

    assert min(widths(True)) < 10
    assert min(widths(False)) > 14


def test_digest_names_what_the_pages_show() -> None:
    plain = Document(parts=(Part(blocks=(Paragraph(content=(Text(text="甲"),)),)),))
    other = Document(parts=(Part(blocks=(Paragraph(content=(Text(text="乙"),)),)),))

    def digest(document: Document) -> bytes:
        found = re.search(rb"<disclosure:shownSha256>(\w{64})<", make(document))
        assert found is not None
        return found[1]

    assert digest(plain) == digest(plain)
    assert digest(plain) != digest(other)
