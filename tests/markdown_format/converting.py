"""Reading and writing Markdown in a test."""

import io

from msgspec.structs import replace

from govdoc.context import Context
from govdoc.model import Document, Entry, Provenance, Resource
from govdoc.options import MarkdownReadOptions, MarkdownWriteOptions
from govdoc.readers.markdown import read
from govdoc.source import Source
from govdoc.tree import rewrite
from govdoc.writers.markdown import write


def read_markdown(text, *expected):
    """Read, and assert that exactly the expected codes were said."""
    context = Context()
    document = read(Source(text.encode() if isinstance(text, str) else text), MarkdownReadOptions(), context)
    assert sorted(d.code for d in context.diagnostics) == sorted(expected)
    return document


def write_markdown(document, *expected):
    """Write, and assert that exactly the expected things could not be said."""
    sink, context = io.BytesIO(), Context()
    write(document, MarkdownWriteOptions(), context, sink)
    assert {d.code for d in context.diagnostics} <= {"GD301"}
    assert sorted(d.values[1] for d in context.diagnostics) == sorted(expected)
    return sink.getvalue().decode()


def bare(document: Document) -> Document:
    """A document without what Markdown does not say: ids, provenance, who supplied a value."""

    def change(node):
        changes = {} if isinstance(node, Resource) else {"id": None}
        if isinstance(node, Entry):
            changes["supplied"] = False
        return replace(node, **changes)

    return replace(rewrite(document, change), provenance=Provenance())
