"""Writing PDF: GB/T 9704 pages as PDF/A-3a or PDF/A-2a and PDF/UA-1, tagged, with fonts and metadata inside.

ISO 19005-2/-3, ISO 14289-1, ISO 32000-1.
"""

import os
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO

from govdoc.context import Context, FontChoice
from govdoc.errors import UsageError
from govdoc.model import Document
from govdoc.options import PdfOptions

if TYPE_CHECKING:
    from govdoc.fonts.library import FontSet

STANDARDS = ("3a", "2a")
"""What `PdfOptions.standard` may be."""


def write(document: Document, options: PdfOptions, context: Context, sink: BinaryIO) -> None:
    """Write a document as PDF.

    Raises ProfileError, FontError and LimitError as their parts do, UsageError for an unknown standard.
    """
    if options.standard not in STANDARDS:
        names = "、".join(STANDARDS)
        raise UsageError(
            f"没有 PDF 标准 {options.standard}；有：{names}",
            f"no PDF standard {options.standard}; there are: {', '.join(STANDARDS)}",
        )
    from govdoc.compose import prepare
    from govdoc.writers.pdf.document import write_pages

    composition = prepare(document, options, context)
    fonts = _font_set(context.fonts, os.environ.get("GOVDOC_FONTS", ""))
    write_pages(document, composition, fonts, options, context, sink)


@lru_cache(maxsize=4)
def _font_set(choice: FontChoice, _environment: str) -> "FontSet":
    """The fonts of a choice, found and opened once: a batch writes many documents with the same ones."""
    from govdoc.fonts.library import FontSet
    from govdoc.typography import Face

    return FontSet.load({Face(name): path for name, path in choice.files}, choice.folders)
