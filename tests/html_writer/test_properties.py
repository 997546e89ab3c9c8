"""The laws of design §2 over arbitrary documents."""

import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govdoc.context import Context
from govdoc.inkcheck import missing
from govdoc.options import HtmlOptions, HtmlReadOptions
from govdoc.readers.html import read
from govdoc.source import Source
from govdoc.tree import ink
from govdoc.writers.html import write
from govdoc.writers.html.extract import extract_text
from tests.html_writer.test_hostile import assert_inert
from tests.properties.strategies import documents

law = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def written(document, options):
    sink = io.BytesIO()
    write(document, options, Context(), sink)
    return sink.getvalue()


@law
@given(documents(), st.booleans())
def test_every_document_is_shown_whole_and_comes_back(document, fragment):
    options = HtmlOptions(fragment=fragment)
    data = written(document, options)
    assert missing(ink(document), extract_text(data)) == ""
    again = read(Source(data), HtmlReadOptions(encoding="utf-8"), Context())
    assert again == document
    assert written(again, options) == data


@law
@given(documents())
def test_nothing_in_a_page_runs_and_reading_it_without_its_document_never_fails(document):
    data = written(document, HtmlOptions())
    assert_inert(data.decode())
    read(Source(data), HtmlReadOptions(encoding="utf-8", carried=False), Context())


@law
@given(documents(), st.data())
def test_an_edit_anywhere_never_fails(document, data):
    markup = written(document, HtmlOptions(fragment=True)).decode()
    at = data.draw(st.integers(0, len(markup)))
    end = data.draw(st.integers(at, min(len(markup), at + 40)))
    put = data.draw(st.sampled_from(("", "字", "<p>", "</p>", "</article>", "<script>", "&#0;", '"')))
    read(Source((markup[:at] + put + markup[end:]).encode()), HtmlReadOptions(encoding="utf-8"), Context())
