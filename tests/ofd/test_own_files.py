"""Law 7: an OFD of govdoc gives its document back, and says when its pages were changed."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings

import govdoc
from govdoc.model import Document
from govdoc.options import OfdOptions, OfdReadOptions
from tests.full_document import FULL
from tests.ofd.order import parts
from tests.pdf.documents import rich
from tests.properties.strategies import documents

PAGE = "Doc_0/Pages/Page_0/Content.xml"


def repacked(data: bytes, name: str = "", old: str = "", new: str = "", drop: str = "") -> bytes:
    """The file as another program saves it: other compression, a part changed or left out."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for part, content in reversed(parts(data).items()):
            if part == name:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            if part != drop:
                package.writestr(part, content)
    return sink.getvalue()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(documents())
def test_every_document_comes_back(document: Document) -> None:
    assert govdoc.read(govdoc.write(document, "ofd").value, "ofd").value == document


@pytest.mark.parametrize("standard", ["ofd", "ofd-a"])
@pytest.mark.parametrize("document", [rich(), FULL], ids=["rich", "full"])
def test_full_documents_come_back(document: Document, standard: str) -> None:
    result = govdoc.read(govdoc.write(document, "ofd", options=OfdOptions(standard=standard)).value)
    assert result.value == document
    assert [d for d in result.diagnostics if d.code != "GD104"] == []


def test_a_file_that_another_program_saved_still_gives_it_back(
    sample_document: Document, sample_ofd: bytes
) -> None:
    assert govdoc.read(repacked(sample_ofd)).value == sample_document


def test_a_changed_page_is_said_and_read(sample_document: Document, sample_ofd: bytes) -> None:
    result = govdoc.read(repacked(sample_ofd, PAGE, "坚强领导", "有力领导"))
    assert [d.code for d in result.diagnostics] == ["GD151"]
    text = govdoc.write(result.value, "text").value.decode()
    assert "有力领导下，宜兴市政府认真贯彻" in text
    assert result.value.metadata == sample_document.metadata
    assert result.value.provenance.format == "ofd"


def test_a_missing_page_is_a_change(sample_ofd: bytes) -> None:
    result = govdoc.read(repacked(sample_ofd, drop="Doc_0/Pages/Page_3/Content.xml"))
    assert [d.code for d in result.diagnostics][:2] == ["GD151", "GD131"]


def test_other_words_in_the_attachment_are_believed_no_more_than_its_form(sample_ofd: bytes) -> None:
    broken = repacked(sample_ofd, "Doc_0/Attachs/disclosure.xml", "</disclosure>", "")
    result = govdoc.read(broken)
    assert result.value.main.title
    assert result.value.provenance.format == "ofd"


def test_the_pages_alone_hold_text_and_metadata(sample_document: Document, sample_ofd: bytes) -> None:
    result = govdoc.read(sample_ofd, options=OfdReadOptions(carried=False))
    assert result.value.title == sample_document.title
    assert result.value.metadata.index_number == sample_document.metadata.index_number
    (signature,) = result.value.main.signatures
    assert signature.organs == ("宜兴市人民政府",)
    assert [b.label for b in result.value.main.blocks if hasattr(b, "label")] == ["一、", "二、", "三、"]
    assert {f.text for f in result.value.provenance.furniture} >= {"— 1 —", "— 2 —"}
