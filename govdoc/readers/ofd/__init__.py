"""Reading OFD: files of govdoc give their document back, others their text, joined into paragraphs.

GB/T 33190-2016. Nothing is executed and nothing fetched.
"""

from govdoc import codes as say
from govdoc.build import entry
from govdoc.context import Context
from govdoc.model import Document, Entry, clean_text
from govdoc.ofdfile.body import Body, bodies
from govdoc.ofdfile.package import Package
from govdoc.options import OfdReadOptions
from govdoc.readers.ofd.carried import carried
from govdoc.readers.ofd.pages import read_pages
from govdoc.readers.paged import read_sheets
from govdoc.schema import DIGEST_NAME
from govdoc.source import Source


def read(source: Source, options: OfdReadOptions, context: Context) -> Document:
    """The document in an OFD; several in one file are read one after the other.

    A file that govdoc wrote gives back the document that it carries, while its pages are as they were (GD151
    where they are not). Raises UnreadableError for a damaged or encrypted file, FormatError for a scan and
    for a zip that is no OFD, LimitError beyond the limits of `context`.
    """
    package = Package(source.data, source.name, context.limits)
    found = bodies(package)
    own = carried(package, found[0], context) if options.carried and len(found) == 1 else None
    if own is not None and own.unchanged:
        return own.document
    if own is not None:
        context.report(say.PAGES_CHANGED)
    pages = read_pages(package, found, context)
    return read_sheets(pages.sheets, source, "ofd", own, context, _stated(found[0]), pages.aside)


def _stated(body: Body) -> tuple[Entry, ...]:
    """The disclosure metadata among the custom data of a file; what else programs note there is theirs."""
    found = [entry(clean_text(name), clean_text(value)) for name, value in body.custom if name != DIGEST_NAME]
    return tuple(one for one in found if one.key is not None)


__all__ = ["read"]
