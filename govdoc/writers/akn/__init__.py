"""Writing Akoma Ntoso 3.0: an `act` where the text is made of 章 or 条, else a `doc`, annexes attached.

OASIS LegalDocML 1.0 (2018), valid against its strict schema. Everything printed stands in the body as marked
text; the whole document travels in `proprietary` as disclosure XML, with a digest of the body, so that
reading gives it back.
"""

from typing import BinaryIO

from govdoc import codes as say
from govdoc.context import Context
from govdoc.errors import LimitError
from govdoc.model import MAX_DEPTH, Document
from govdoc.options import AknWriteOptions


def write(document: Document, options: AknWriteOptions, context: Context, sink: BinaryIO) -> None:  # noqa: ARG001
    """Write a document as Akoma Ntoso; characters outside the model's alphabet are left out and reported.

    Parameters: `context.now` is the date of the file, where there is one; `sink` a binary file, takes UTF-8.
    Raises LimitError when the document nests too deep.
    """
    from govdoc.writers.akn.assemble import assemble

    try:
        data, removed = assemble(document, context.now)
    except RecursionError:
        raise LimitError(
            f"嵌套太深，写不成 Akoma Ntoso；上限 {MAX_DEPTH} 层",
            f"nested too deep to be written as Akoma Ntoso; the limit is {MAX_DEPTH}",
        ) from None
    if removed:
        context.report(say.FOREIGN_CHARACTERS, str(removed))
    sink.write(data)


__all__ = ["write"]
