"""Writing DOCX in the layout of GB/T 9704-2012: the galley spliced into a skeleton that python-docx made.

ISO/IEC 29500-4 (transitional). The source document travels inside as disclosure XML, with a digest of the
visible text, so that a reader knows whether the text is still the one it was made from.
"""

from typing import BinaryIO

from govdoc.context import Context
from govdoc.model import Document
from govdoc.options import DocxOptions


def write(document: Document, options: DocxOptions, context: Context, sink: BinaryIO) -> None:
    """Write a document as DOCX.

    Reports what Word cannot express (GD301). Raises ProfileError for a profile that is missing or wrong,
    LimitError beyond 4 GiB.
    """
    from govdoc.writers.docx.assemble import assemble
    from govdoc.writers.zip import write_package

    write_package(assemble(document, options, context), sink)


__all__ = ["write"]
