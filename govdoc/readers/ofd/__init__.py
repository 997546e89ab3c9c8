"""Reading OFD: files of govdoc give their document back, others their text, joined into paragraphs.

GB/T 33190-2016. Nothing is executed and nothing fetched.
"""

import hashlib

from govdoc import codes as say
from govdoc.build import entry
from govdoc.context import Context
from govdoc.model import Document, Entry, Furniture, FurnitureKind, Provenance, clean_text
from govdoc.ofdfile.body import Body, bodies
from govdoc.ofdfile.package import Package
from govdoc.options import OfdReadOptions
from govdoc.readers.ofd.carried import carried
from govdoc.readers.ofd.pages import read_pages
from govdoc.readers.pdf.paragraphs import paragraphs
from govdoc.readers.structure import recognise
from govdoc.schema import DIGEST_NAME
from govdoc.source import Source, report_private_use


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
    given = own.document.metadata.entries if own else _stated(found[0])
    pages = read_pages(package, found, context)
    text = paragraphs(pages.sheets, context)
    structure = recognise(text.lines, context, given)
    aside = [Furniture(kind=FurnitureKind.OTHER, text=words) for words in pages.aside]
    document = Document(
        metadata=structure.metadata,
        parts=structure.parts,
        provenance=Provenance(
            format="ofd",
            digest="sha256:" + hashlib.sha256(source.data).hexdigest(),
            furniture=(*text.furniture, *structure.furniture, *aside),
        ),
        language=own.document.language if own else "zh-CN",
    )
    report_private_use(document, context)
    return document


def _stated(body: Body) -> tuple[Entry, ...]:
    """The disclosure metadata among the custom data of a file; what else programs note there is theirs."""
    found = [entry(clean_text(name), clean_text(value)) for name, value in body.custom if name != DIGEST_NAME]
    return tuple(one for one in found if one.key is not None)


__all__ = ["read"]
