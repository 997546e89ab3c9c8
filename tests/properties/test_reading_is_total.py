"""Law 2 of the design for the machine formats: whatever the bytes, a Document or one clear refusal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdoc.codec import to_json
from govdoc.context import Context
from govdoc.errors import GovdocError
from govdoc.options import JsonReadOptions, XmlReadOptions
from govdoc.readers import json as json_reader
from govdoc.readers import xml as xml_reader
from govdoc.source import Source
from govdoc.validation import validate
from govdoc.writers.xml import to_xml
from tests.full_document import FULL

XML, JSON = to_xml(FULL), to_json(FULL)
PIECES = (
    b"<a/>",
    b"</part>",
    b"<value>1</value>",
    b"&#13;",
    b' x="1"',
    b"\n",
    b'"',
    b"{}",
    b"[]",
    b"\\ud800",
    b"-1",
    b"",
)


def spliced(data):
    """`data` with a few pieces put in place of a few bytes."""
    cuts = st.tuples(st.integers(0, len(data)), st.integers(0, 3), st.sampled_from(PIECES))

    def splice(places):
        found = data
        for start, length, piece in places:
            found = found[:start] + piece + found[start + length :]
        return found

    return st.lists(cuts, max_size=4).map(splice)


@pytest.mark.parametrize(
    ("read", "options", "good"),
    [(xml_reader.read, XmlReadOptions(), XML), (json_reader.read, JsonReadOptions(), JSON)],
    ids=["xml", "json"],
)
def test_reading_gives_a_document_or_one_refusal(read, options, good):
    @settings(deadline=None, max_examples=80)
    @given(st.one_of(spliced(good), st.binary(max_size=60)))
    def law(data):
        try:
            document = read(Source(data, "a"), options, Context())
        except GovdocError as refusal:
            assert refusal.zh.startswith("a")
            assert refusal.en.startswith("a")
            return
        assert xml_reader.read(Source(to_xml(document)), XmlReadOptions(), Context()) == document

    law()


@settings(deadline=None, max_examples=60)
@given(spliced(XML))
def test_checking_gives_diagnostics_or_one_refusal(data):
    try:
        found = validate(data, "a")
    except GovdocError:
        return
    assert all(d.line("zh") and d.line("en") for d in found)
