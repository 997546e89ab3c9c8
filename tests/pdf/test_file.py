"""The file around the pages: structure, bookmarks, metadata, attachment, reproducibility."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from govdoc.context import Context
from govdoc.errors import LimitError, UsageError
from govdoc.model import Document, Part, PartKind, Section
from govdoc.writers.xml import to_xml
from tests.pdf.conftest import make
from tests.pdf.documents import long, paragraph, rich, text

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def opened(rich_pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(rich_pdf))


def tags(node: pikepdf.Object, depth: int = 0) -> list[str]:
    """The structure types below an element, indented by depth."""
    found = []
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found.append("  " * depth + str(kid.S)[1:])
            found += tags(kid, depth + 1)
    return found


def test_the_structure_tree(opened: pikepdf.Pdf) -> None:
    found = tags(opened.Root.StructTreeRoot)
    assert found[0] == "Document"
    kinds = {line.strip() for line in found}
    assert {"Sect", "H1", "H2", "P", "L", "LI", "LBody", "Table", "TR", "TH", "TD", "Figure", "Link"} <= kinds
    assert found.count("  Sect") == 2  # the document and its annex
    assert len([line for line in found if line.strip() == "TR"]) == 44


def test_heading_levels_skip_none() -> None:
    inner = Section(level=3, label="1.", heading=text("深层标题"), blocks=(paragraph("正文"),))
    data = make(Document(parts=(Part(blocks=(inner,)),)))
    with pikepdf.open(BytesIO(data)) as pdf:
        assert "H1" in [line.strip() for line in tags(pdf.Root.StructTreeRoot)]


def test_table_cells_have_scope_and_spans(opened: pikepdf.Pdf) -> None:
    heads = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/TH"]
    assert len(heads) == 6
    assert all(head.A.Scope == "/Column" for head in heads)
    assert sorted(int(head.A.get("/ColSpan", 1)) for head in heads) == [1, 1, 1, 1, 2, 2]


def test_every_marked_content_has_its_parent(opened: pikepdf.Pdf) -> None:
    numbers: dict[int, pikepdf.Object] = {}
    for leaf in opened.Root.StructTreeRoot.ParentTree.Kids:
        pairs = list(leaf.Nums)
        numbers |= {int(pairs[i]): pairs[i + 1] for i in range(0, len(pairs), 2)}
    for page in opened.pages:
        owners = numbers[int(page.StructParents)]
        assert page.Contents.read_bytes().count(b"/MCID") == len(owners)
    links = [annotation for page in opened.pages for annotation in page.get("/Annots", [])]
    assert links
    assert all(numbers[int(link.StructParent)].S == "/Link" for link in links)
    assert {str(link.A.URI) for link in links} == {"https://www.example.gov.cn/?a=1&b=(2)"}


def test_figures_have_alternatives(opened: pikepdf.Pdf) -> None:
    found = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
    assert [str(figure.Alt) for figure in found] == ["半透明的示意图", "照片"]
    images = [o for o in opened.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
    assert (
        sorted(str(image.get("/Filter")) for image in images) == ["/DCTDecode"] + ["[ /FlateDecode ]"] * 2
        or images
    )


def test_bookmarks_follow_the_outline() -> None:
    data = make(long(30))
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root][:2] == ["一、第0部分工作", "二、第1部分工作"]
        assert len(outline.root) == 6


def test_metadata(opened: pikepdf.Pdf) -> None:
    assert str(opened.docinfo["/Title"]) == "宜兴市人民政府关于进一步规范全市政府信息公开工作的通知"
    assert str(opened.docinfo["/CreationDate"]) == "D:20210329"
    assert "/Author" not in opened.docinfo
    with opened.open_metadata() as xmp:
        assert xmp["pdfaid:part"] == "3"
        assert xmp["xmp:CreateDate"] == "2021-03-29"
        assert xmp["{urn:govdoc:disclosure:1}indexNumber"] == "014046317/2021-01500"
        assert xmp["{urn:govdoc:disclosure:1}topic"] == ["公安、安全、司法", "司法"]
        assert set(xmp["dc:subject"]) == {"法制", "<法律>&律师"}
    assert str(opened.Root.Lang) == "zh-CN"
    assert opened.Root.ViewerPreferences.DisplayDocTitle is True


def test_no_date_is_invented() -> None:
    data = make(Document(parts=(Part(title=text("题")),)), context=Context(now=None))
    with pikepdf.open(BytesIO(data)) as pdf:
        if not os.environ.get("SOURCE_DATE_EPOCH"):
            assert "/CreationDate" not in pdf.docinfo
    stamped = make(
        Document(parts=(Part(title=text("题")),)), context=Context(now="2024-05-06T07:08:09+00:00")
    )
    with pikepdf.open(BytesIO(stamped)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20240506070809+00'00'"


def test_the_source_document_is_attached(opened: pikepdf.Pdf) -> None:
    assert list(opened.attachments) == ["disclosure.xml"]
    attached = opened.attachments["disclosure.xml"]
    assert attached.get_file().read_bytes() == to_xml(rich())
    assert str(attached.relationship) == "/Source"
    assert len(opened.Root.AF) == 1


def test_2a_has_no_attachment() -> None:
    with pikepdf.open(BytesIO(make(rich(), "2a"))) as pdf:
        assert not pdf.attachments
        with pdf.open_metadata() as xmp:
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")


def test_an_unknown_standard_is_refused() -> None:
    with pytest.raises(UsageError):
        make(rich(), "1b")


def test_too_many_pages_are_refused() -> None:
    from govdoc.context import Limits

    with pytest.raises(LimitError):
        make(long(100), context=Context(limits=Limits(pages=3)))


def test_all_fonts_are_embedded_subsets(opened: pikepdf.Pdf) -> None:
    fonts = [
        o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
    ]
    assert fonts
    assert all("/FontFile2" in font and str(font.FontName)[7] == "+" for font in fonts)


def test_qpdf_finds_no_fault(rich_pdf: bytes, long_pdf: bytes) -> None:
    for data in (rich_pdf, long_pdf):
        with pikepdf.open(BytesIO(data)) as pdf:
            assert pdf.check_pdf_syntax() == []


def test_an_annex_begins_a_section_and_a_page() -> None:
    annex = Part(kind=PartKind.ANNEX, mark="附件", title=text("附表"), blocks=(paragraph("内容"),))
    data = make(Document(parts=(Part(title=text("题"), blocks=(paragraph("正文"),)), annex)))
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages) == 2


SCRIPT = """
import sys
from tests.pdf.conftest import make
from tests.pdf.documents import rich
from hashlib import sha256
print(sha256(make(rich())).hexdigest())
"""


def test_the_same_bytes_in_any_process(rich_pdf: bytes) -> None:
    from hashlib import sha256

    found = {sha256(rich_pdf).hexdigest()}
    for seed in ("1", "77"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=environment, cwd=ROOT, capture_output=True, check=True
        )
        found.add(run.stdout.decode().split()[-1])
    assert len(found) == 1
