from io import BytesIO

import pytest

from govdoc.compose import prepare
from govdoc.context import Context
from govdoc.galley import galley_text
from govdoc.model import Document
from govdoc.options import OfdOptions
from govdoc.writers.ofd import write


def make(document: Document, context: Context | None = None, **options: object) -> bytes:
    sink = BytesIO()
    write(document, OfdOptions(**options), context or Context(), sink)  # type: ignore[arg-type]
    return sink.getvalue()


def composed(document: Document) -> str:
    return galley_text(prepare(document, OfdOptions(), Context()).blocks())


@pytest.fixture(scope="session")
def rich_ofd() -> bytes:
    from tests.pdf.documents import rich

    return make(rich())


@pytest.fixture(scope="session")
def sample_ofd() -> bytes:
    import govdoc
    from tests.conftest import SAMPLE

    return make(govdoc.read(SAMPLE).value)
