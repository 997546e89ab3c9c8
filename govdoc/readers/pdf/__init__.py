"""Reading PDF: files of govdoc give their document back, others their text, joined into paragraphs.

ISO 32000-1; ISO 19005-3 6.8 (the attached document). Text of other files is read by PDFium (the extra `pdf`).
"""

from govdoc import codes as say
from govdoc.context import Context
from govdoc.model import Document
from govdoc.options import PdfReadOptions
from govdoc.readers.paged import read_sheets
from govdoc.readers.pdf.carried import carried
from govdoc.source import Source


def read(source: Source, options: PdfReadOptions, context: Context) -> Document:
    """The document in a PDF.

    A file that govdoc wrote gives back the document that it carries, while its pages are as they were
    (GD151 where they are not). Raises UnreadableError for a damaged or encrypted file, FormatError for a scan
    and where PDFium is missing, LimitError beyond the limits of `context`.
    """
    own = carried(source, context) if options.carried else None
    if own is not None and own.unchanged:
        return own.document
    from govdoc.readers.pdf.glyphs import read_pages

    if own is not None:
        context.report(say.PAGES_CHANGED)
    return read_sheets(read_pages(source, context), source, "pdf", own, context)


__all__ = ["read"]
