"""Files that govdoc wrote: the document attached to them, and whether their pages are as they were.

ISO 19005-3 6.8 (associated files), ISO 32000-1 7.11.3 (file specifications).
"""

import re

from govdoc.context import Context
from govdoc.errors import UnreadableError
from govdoc.pdffile.digest import Digest
from govdoc.pdffile.objects import File
from govdoc.pdffile.shown import content_of, pages
from govdoc.readers.paged import Carried, read_carried
from govdoc.source import Source

_DIGEST = re.compile(rb"<disclosure:shownSha256>([0-9a-f]{64})</disclosure:shownSha256>")


def carried(source: Source, context: Context) -> Carried | None:
    """The document that a file carries, or none. A file that is not spelt as govdoc does it carries none.

    Raises LimitError for a stream beyond the limits of `context`.
    """
    try:
        file = File(source.data, context.limits)
        digest, data = _digest(file), _attached(file)
        if digest is None or data is None:
            return None
        unchanged = _shown(file) == digest
    except (UnreadableError, RecursionError):
        return None
    return read_carried(data, source.name, unchanged, context)


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
