"""Files that govdoc wrote: the document attached to them, and whether their pages are as they were.

ISO 19005-3 6.8 (associated files), ISO 32000-1 7.11.3 (file specifications).
"""

import re

from msgspec import Struct

from govdoc.context import Context
from govdoc.errors import GovdocError, UnreadableError
from govdoc.model import Document
from govdoc.options import XmlReadOptions
from govdoc.pdffile.objects import File
from govdoc.pdffile.shown import Digest, content_of, pages
from govdoc.source import Source

_DIGEST = re.compile(rb"<disclosure:shownSha256>([0-9a-f]{64})</disclosure:shownSha256>")


class Carried(Struct, frozen=True):
    """The document that a file carries; `unchanged`: its pages still show what they did."""

    document: Document
    unchanged: bool


def carried(source: Source, context: Context) -> Carried | None:
    """The document that a file carries, or none. A file that is not spelt as govdoc does it carries none."""
    try:
        file = File(source.data)
        digest, data = _digest(file), _attached(file)
        if digest is None or data is None:
            return None
        unchanged = _shown(file) == digest
    except (UnreadableError, RecursionError):
        return None
    from govdoc.readers.xml import read

    quiet = Context(context.limits)
    try:
        document = read(Source(data, source.name), XmlReadOptions(validate=False), quiet)
    except GovdocError:
        return None
    if unchanged:
        context.absorb(quiet.diagnostics)
    return Carried(document, unchanged)


def _digest(file: File) -> str | None:
    """The digest of the pages in the properties of the file, or none: then govdoc did not write it."""
    metadata = file.entries(file.trailer.get("Root")).get("Metadata")
    found = _DIGEST.search(file.stream(metadata)) if metadata is not None else None
    return found[1].decode() if found else None


def _attached(file: File) -> bytes | None:
    """The first associated file that is the source of the document, in XML."""
    for one in file.items(file.entries(file.trailer.get("Root")).get("AF")):
        entries = file.entries(one)
        if entries.get("AFRelationship") == "Source":
            return file.stream(file.entries(entries.get("EF")).get("F"))
    return None


def _shown(file: File) -> str:
    digest = Digest()
    for page in pages(file):
        digest.add_any(content_of(file, page))
    return digest.value()
