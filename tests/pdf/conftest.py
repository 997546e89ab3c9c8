from collections.abc import Callable
from io import BytesIO

import pytest

from govdoc.compose import prepare
from govdoc.context import Context
from govdoc.galley import galley_text
from govdoc.model import Document
from govdoc.options import PdfOptions
from govdoc.writers.pdf import write

Made = Callable[..., bytes]


def make(document: Document, standard: str = "3a", context: Context | None = None) -> bytes:
    sink = BytesIO()
    write(document, PdfOptions(standard=standard), context or Context(), sink)
    return sink.getvalue()


def composed(document: Document) -> str:
    return galley_text(prepare(document, PdfOptions(), Context()).blocks())


@pytest.fixture(scope="session")
def long_pdf() -> bytes:
    from tests.pdf.documents import long

    return make(long(250))


@pytest.fixture(scope="session")
def rich_pdf() -> bytes:
    from tests.pdf.documents import rich

    return make(rich())
