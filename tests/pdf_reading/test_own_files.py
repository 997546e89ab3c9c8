"""Law 7: a PDF/A-3 of govdoc gives its document back, and says when its pages were changed."""

import io
import re

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings

import govdoc
from govdoc.compose import prepare
from govdoc.context import Context
from govdoc.model import Document
from govdoc.options import PdfOptions, PdfReadOptions
from tests.conftest import SAMPLE
from tests.full_document import FULL
from tests.properties.strategies import documents


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(documents())
def test_every_document_comes_back(document: Document) -> None:
    assert govdoc.read(govdoc.write(document, "pdf").value, "pdf").value == document


def test_the_full_document_comes_back() -> None:
    result = govdoc.read(govdoc.write(FULL, "pdf").value)
    assert result.value == FULL
    assert result.diagnostics == ()


@pytest.fixture(scope="module")
def sample() -> Document:
    return govdoc.read(SAMPLE).value


@pytest.fixture(scope="module")
def file(sample: Document) -> bytes:
    return govdoc.write(sample, "pdf").value


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    """The file with a page's content changed by another program, object streams kept."""
    sink = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
        assert old in content
        pdf.pages[0].Contents = pdf.make_stream(content.replace(old, new, 1))
        pdf.save(sink, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    return sink.getvalue()


@pytest.mark.parametrize("mode", [pikepdf.ObjectStreamMode.generate, pikepdf.ObjectStreamMode.disable])
def test_a_file_that_another_program_saved_still_gives_it_back(
    sample: Document, file: bytes, mode: pikepdf.ObjectStreamMode
) -> None:
    sink = io.BytesIO()
    with pikepdf.open(io.BytesIO(file)) as pdf:
        pdf.save(sink, object_stream_mode=mode)
    assert govdoc.read(sink.getvalue()).value == sample


def test_a_changed_page_is_read_as_it_is_and_said(sample: Document, file: bytes) -> None:
    hexadecimal = "坚强领导".encode("utf-16-be").hex().encode()
    result = govdoc.read(changed(file, hexadecimal, "正确领导".encode("utf-16-be").hex().encode()))
    assert [d.code for d in result.diagnostics] == ["GD151"]
    text = "".join(govdoc.tree.ink(result.value.main))
    assert "正确领导" in text
    assert result.value.metadata == sample.metadata


def test_without_the_attachment_the_pages_give_the_same_paragraphs(sample: Document, file: bytes) -> None:
    result = govdoc.read(file, options=PdfReadOptions(carried=False))
    assert result.diagnostics == ()
    composed = prepare(sample, PdfOptions(), Context()).document.main
    assert result.value.main.blocks == composed.blocks
    assert result.value.main.title == composed.title
    folios = [f.text for f in result.value.provenance.furniture]
    assert all(re.fullmatch(r"— \d+ —", text) for text in folios)
    assert len(folios) == 12


def test_pdf_a_2_carries_nothing_and_is_read_from_its_pages(sample: Document) -> None:
    result = govdoc.read(govdoc.write(sample, "pdf", PdfOptions(standard="2a")).value)
    assert result.value.provenance.format == "pdf"
    assert result.diagnostics == ()
