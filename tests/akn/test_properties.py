"""Laws 1 and 7 of the design over arbitrary documents: valid, nothing lost, the same document back."""

from hypothesis import HealthCheck, given, settings

from govdoc.context import Context
from govdoc.inkcheck import missing, visible
from govdoc.options import AknReadOptions
from govdoc.readers.akn import read
from govdoc.source import Source
from govdoc.tree import ink
from govdoc.writers.akn.extract import extract_text
from tests.akn.files import faults, read_akn, write_akn
from tests.properties.strategies import documents

law = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@law
@given(documents())
def test_every_document_comes_back_and_shows_all_it_says(document):
    data = write_akn(document)
    assert read_akn(data) == document
    assert missing(ink(document), extract_text(data)) == ""
    assert write_akn(document) == data


@law
@given(documents(sound=True))
def test_every_document_is_valid(document):
    assert faults(write_akn(document)) == []


@law
@given(documents())
def test_the_body_alone_holds_the_ink_of_every_part(document):
    context = Context()
    again = read(Source(write_akn(document)), AknReadOptions(carried=False), context)
    want = [visible("".join(ink(part))) for part in document.parts]
    assert [visible("".join(ink(part))) for part in again.parts] == want
