"""Reading Markdown: CommonMark 0.31 with tables and footnotes, YAML front matter, and what offices type.

Files that govdoc wrote say so in their front matter and are read as they stand; in all others structure is
recognised as in every other format, so that “一、…” is a division with or without a “#” before it.
"""

from collections.abc import Sequence

from govdoc.context import Context
from govdoc.model import Document, Figure, Furniture, Metadata, Node, Note, Provenance, clean_text
from govdoc.options import MarkdownReadOptions
from govdoc.readers.markdown.front import Front, fill, read_front
from govdoc.readers.markdown.office import read_lines
from govdoc.readers.markdown.own import read_parts
from govdoc.readers.markdown.parser import Reading, parse
from govdoc.readers.structure import Line, recognise
from govdoc.source import Source, decode
from govdoc.tree import ink, walk


def read(source: Source, options: MarkdownReadOptions, context: Context) -> Document:
    """The document in a Markdown file.

    Parameters: `source` bytes in any encoding; `options.encoding` names it, else it is found out. Content
    never raises; UsageError for an encoding that nobody knows.
    """
    text, encoding = decode(source, context, options.encoding)
    front, body, first = read_front(text, context)
    reading = Reading(context, first)
    tree = parse(body, reading)
    if front.own:
        parts = read_parts(tree, reading)
        document = Document(parts=parts, metadata=Metadata(entries=front.entries))
    else:
        document = _office(front, read_lines(tree, reading), reading, context)
    furniture = (*document.provenance.furniture, *front.furniture, *reading.aside())
    return Document(
        metadata=document.metadata,
        parts=document.parts,
        resources=tuple(reading.resources.values()),
        provenance=Provenance(
            format="markdown",
            encoding=encoding,
            digest=source.digest,
            furniture=tuple(Furniture(kind=f.kind, text=clean_text(f.text)) for f in furniture if f.text),
        ),
        language=front.language or "zh-CN",
    )


def _office(front: Front, lines: list[Line], reading: Reading, context: Context) -> Document:
    lines, title = front.titled(lines)
    structure = recognise(lines, context, front.entries, title)
    found = Document(
        metadata=structure.metadata,
        parts=structure.parts,
        provenance=Provenance(furniture=structure.furniture),
    )
    _rescue(lines, found, reading)
    return fill(found, front)


def _rescue(lines: Sequence[Line], document: Document, reading: Reading) -> None:
    """Put aside the footnotes and blocks of lines that became furniture, which holds only their text."""
    handed: list[Node] = [line.block for line in lines if line.block is not None]
    for line in lines:
        for inline in line.content:
            handed += [node for _, node in walk(inline) if isinstance(node, Note)]
    there = {id(node) for _, node in walk(document)} if handed else frozenset()
    for node in handed:
        if id(node) not in there:
            pictures = [inner for _, inner in walk(node) if isinstance(inner, Figure)]
            words = [text for figure in pictures for text in (figure.alternative, figure.href or "")]
            reading.put_aside("页面上的脚注、图表", " ".join([*ink(node), *words]))
