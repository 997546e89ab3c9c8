"""Reading a text in a test, and saying briefly what came out."""

import io

from govdoc.context import Context
from govdoc.model import Blocks, Document, Section, plain
from govdoc.options import TextReadOptions, TextWriteOptions
from govdoc.readers.text import read
from govdoc.source import Source
from govdoc.writers.text import write


def read_text(text: str, context: Context | None = None) -> Document:
    return read(Source(text.encode()), TextReadOptions(), context or Context())


def read_quiet(text: str, *expected: str) -> Document:
    """Read, and assert that exactly the expected codes were said."""
    context = Context()
    document = read_text(text, context)
    assert sorted(d.code for d in context.diagnostics) == sorted(expected)
    return document


def write_text(document: Document, *expected: str, metadata: bool = True) -> str:
    sink, context = io.BytesIO(), Context()
    write(document, TextWriteOptions(metadata=metadata), context, sink)
    assert [d.code for d in context.diagnostics] == list(expected)
    return sink.getvalue().decode()


def outline(blocks: Blocks) -> list[tuple[int, str, str, bool]]:
    """(level, label, heading, run_in) of every section, in order."""
    found = []
    for block in blocks:
        if isinstance(block, Section):
            found.append((block.level, block.label, plain(block.heading), block.run_in))
            found += outline(block.blocks)
    return found


def pairs(document: Document) -> list[tuple[str, str]]:
    return [(entry.label, entry.raw) for entry in document.metadata.entries]
