"""Writing OFD: GB/T 9704 pages as GB/T 33190-2016, with fonts, outline, structure and metadata inside.

The source document travels inside as disclosure XML. GB/T 42133-2022 (OFD-A) asks for less of what may not
last: no actions but jumps inside the document.
"""

from typing import BinaryIO

from govdoc.context import Context
from govdoc.model import Document
from govdoc.options import OfdOptions
from govdoc.writers.choices import KINSOKU, check_choice, font_set

STANDARDS = ("ofd", "ofd-a")
"""What `OfdOptions.standard` may be."""


def write(document: Document, options: OfdOptions, context: Context, sink: BinaryIO) -> None:
    """Write a document as OFD, page by page.

    Reports links that OFD-A cannot keep (GD331). Raises ProfileError, FontError and LimitError as their parts
    do, UsageError for an option that is none.
    """
    check_choice("OFD", "standard", options.standard, STANDARDS)
    check_choice("OFD", "kinsoku", options.kinsoku, KINSOKU)
    from govdoc.compose import prepare
    from govdoc.writers.ofd.document import parts
    from govdoc.writers.zip import write_package

    composition = prepare(document, options, context)
    write_package(parts(document, composition, font_set(context.fonts), options, context), sink)


__all__ = ["write"]
