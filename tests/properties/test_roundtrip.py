"""Law 7 of the design: machine formats are lossless; and law 4: the same bytes in any process."""

import io
import os
import subprocess
import sys

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govdoc import schema
from govdoc.codec import from_json, to_json
from govdoc.context import Context
from govdoc.options import JsonReadOptions, JsonWriteOptions, XmlReadOptions, XmlWriteOptions
from govdoc.readers import json as json_reader
from govdoc.readers import xml as xml_reader
from govdoc.source import Source
from govdoc.tree import walk
from govdoc.writers import json as json_writer
from govdoc.writers import xml as xml_writer
from tests.full_document import FULL
from tests.properties.strategies import documents

law = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def write_xml(document, indent):
    sink, context = io.BytesIO(), Context()
    xml_writer.write(document, XmlWriteOptions(indent=indent), context, sink)
    assert context.diagnostics == ()
    return sink.getvalue()


def write_json(document, indent):
    sink, context = io.BytesIO(), Context()
    json_writer.write(document, JsonWriteOptions(indent=indent), context, sink)
    assert context.diagnostics == ()
    return sink.getvalue()


@law
@given(documents())
def test_machine_formats_give_back_every_document(document):
    context = Context()
    for indent in (True, False):
        data = write_xml(document, indent)
        assert xml_reader.read(Source(data), XmlReadOptions(validate=False), context) == document
        data = write_json(document, 2 * indent)
        assert json_reader.read(Source(data), JsonReadOptions(), context) == document
    assert context.diagnostics == ()
    every_block_has_its_line(document, context.origins)


def every_block_has_its_line(document, origins):
    nodes = {path for path, _ in walk(document)}
    blocks = {
        path for path in nodes if path.rpartition("/")[0].endswith(("blocks", "rows", "cells", "items"))
    }
    assert blocks <= set(origins) <= nodes


@law
@given(documents(sound=True), st.booleans())
def test_xml_of_sound_values_is_valid(document, indent):
    element = xml_reader.parse(Source(write_xml(document, indent)), Context())[0]
    assert schema.faults(element) == ()


def test_the_full_document_goes_both_ways_and_is_valid():
    for indent in (True, False):
        context = Context()
        assert xml_reader.read(Source(write_xml(FULL, indent)), XmlReadOptions(), context) == FULL
        assert context.diagnostics == ()
    assert from_json(to_json(FULL)) == (FULL, ())


PROGRAM = """
import hashlib
from tests.full_document import FULL
from govdoc.codec import to_json
from govdoc.writers.xml import to_xml
print(hashlib.sha256(to_json(FULL, 2) + to_xml(FULL) + to_xml(FULL, False)).hexdigest())
"""


def test_same_bytes_in_any_process():
    found = set()
    for seed in ("0", "4711"):
        given = {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path), "TZ": f"UTC+{len(seed)}"}
        program = [sys.executable, "-c", PROGRAM]
        done = subprocess.run(program, env=os.environ | given, capture_output=True, text=True, check=True)
        found.add(done.stdout)
    assert len(found) == 1
