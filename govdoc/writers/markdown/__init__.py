"""Writing Markdown that CommonMark renderers, pandoc and people read, and that govdoc reads back equal.

Metadata stands in YAML front matter, titles are “#”, divisions “##” with their printed labels, a heading that
shares its paragraph is bold. What Markdown has no means for stands in comments (`dialect.py`).
"""

from typing import BinaryIO

from govdoc import codes as say
from govdoc.context import Context
from govdoc.model import Document, Figure
from govdoc.options import MarkdownWriteOptions
from govdoc.tree import walk
from govdoc.writers.markdown.front import front_matter
from govdoc.writers.markdown.parts import PartWriter


def write(document: Document, options: MarkdownWriteOptions, context: Context, sink: BinaryIO) -> None:
    """Write a document as Markdown.

    Parameters: `options.metadata` puts the disclosure metadata into the front matter; `sink` a binary file,
    takes UTF-8 with “\\n” line ends. What cannot be said is reported (GD301).
    """
    writer = PartWriter({resource.id: resource for resource in document.resources if resource.id})
    lines = [*front_matter(document, options.metadata, writer.lost)]
    for i, part in enumerate(document.parts):
        lines += writer.part(part, first=i == 0)
    lines += writer.inlines.definitions()
    sink.write(("\n".join(lines).rstrip("\n") + "\n").encode("utf-8"))
    nodes = [node for path, node in walk(document) if not path.startswith("resources")]
    shown = {node.resource for node in nodes if isinstance(node, Figure)}
    writer.lost["标识"] += sum(node.id is not None for node in nodes)
    writer.lost["没有用到的图片"] += sum(resource.id not in shown for resource in document.resources)
    for what, count in writer.lost.items():
        if count:
            context.report(say.NOT_EXPRESSED, "Markdown", what, count=count)
