"""Writing PDF: GB/T 9704 pages as PDF/A-3a or PDF/A-2a and PDF/UA-1, tagged, with fonts and metadata inside.

ISO 19005-2/-3, ISO 14289-1, ISO 32000-1.
"""

from typing import BinaryIO

from govdoc.context import Context
from govdoc.model import Document
from govdoc.options import PdfOptions
from govdoc.writers.choices import KINSOKU, check_choice, font_set

STANDARDS = ("3a", "2a", "2u", "plain")
"""What `PdfOptions.standard` may be."""


def write(document: Document, options: PdfOptions, context: Context, sink: BinaryIO) -> None:
    """Write a document as PDF.

    Raises ProfileError, FontError and LimitError as their parts do, UsageError for an option that is none.
    """
    check_choice("PDF", "standard", options.standard, STANDARDS)
    check_choice("PDF", "kinsoku", options.kinsoku, KINSOKU)
    from govdoc.compose import prepare
    from govdoc.writers.pdf.document import write_pages

    composition = prepare(document, options, context)
    fonts = font_set(context.fonts)
    write_pages(document, composition, fonts, options, context, sink)
