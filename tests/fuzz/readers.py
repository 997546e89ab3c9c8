"""The law that every input is held to, whatever its bytes."""

import zlib

from govdoc import api, registry
from govdoc.codec import from_json, to_json
from govdoc.context import Context, Limits
from govdoc.errors import GovdocError, LimitError
from govdoc.model import Document
from govdoc.source import Source
from tests.fuzz.mutation import MOST

LIMITS = Limits(input_bytes=MOST, zip_bytes=2**22, zip_entries=100, pages=200)

_SELDOM = 4
"""Of so many inputs one is also written as pages, which takes longer than all the rest."""


def check(form: str, data: bytes, always: bool = False) -> None:
    """A Document that every writer writes, or one refusal; any other exception is a fault.

    `always`: write it as pages too, whichever input it is.
    """
    context = Context(LIMITS)
    try:
        document = api.read(Source(data, "fuzz"), form, None, context).value
    except GovdocError as refusal:
        assert refusal.zh and refusal.en and "\n" not in refusal.zh + refusal.en, "a refusal is one line"
        return
    for diagnostic in context.diagnostics:
        assert diagnostic.line("zh") and diagnostic.line("en")
    try:
        assert from_json(to_json(document))[0] == document, "JSON is lossless"
        again = api.write(document, "xml", None, Context(LIMITS)).value
        assert api.read(Source(again, "again"), "xml").value == document, "disclosure XML is lossless"
        _write_all(document, pages=always or zlib.crc32(data) % _SELDOM == 0)
    except LimitError:
        return


def _write_all(document: Document, pages: bool) -> None:
    for form in registry.FORMATS.values():
        if form.writer is not None and form.name not in ("json", "xml") and (pages or not form.page):
            api.write(document, form.name, None, Context(LIMITS))
