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

STANDARDS = ("3a", "2a", "2u", "plain")
"""What `PdfOptions.standard` may be."""
KINSOKU = ("basic", "gb", "strict")
"""What `PdfOptions.kinsoku` may be."""


def write(document: Document, options: PdfOptions, context: Context, sink: BinaryIO) -> None:
    """Write a document as PDF.

    Raises ProfileError, FontError and LimitError as their parts do, UsageError for an option that is none.
    """
    _check("standard", options.standard, STANDARDS)
    _check("kinsoku", options.kinsoku, KINSOKU)
    from govdoc.compose import prepare
    from govdoc.writers.pdf.document import write_pages

    composition = prepare(document, options, context)
    fonts = _font_set(context.fonts, os.environ.get("GOVDOC_FONTS", ""))
    write_pages(document, composition, fonts, options, context, sink)


def _check(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise UsageError(
            f"PDF 的选项 {name} 没有 {value}；有：{'、'.join(known)}",
            f"the PDF option {name} is not {value}; there are: {', '.join(known)}",
        )


@lru_cache(maxsize=4)
def _font_set(choice: FontChoice, _environment: str) -> "FontSet":
    """The fonts of a choice, found and opened once: a batch writes many documents with the same ones."""
    from govdoc.fonts.library import FontSet
    from govdoc.typography import Face

    return FontSet.load({Face(name): path for name, path in choice.files}, choice.folders)
