"""Document → govdoc's JSON (RFC 8259, UTF-8), over `govdoc.codec`: lossless, the same bytes every time."""

from typing import BinaryIO

from govdoc import codes as say
from govdoc.codec import in_alphabet, is_doubtful, to_json
from govdoc.context import Context
from govdoc.model import Document
from govdoc.options import JsonWriteOptions


def write(document: Document, options: JsonWriteOptions, context: Context, sink: BinaryIO) -> None:
    """Write `document` into `sink`; characters outside the model's alphabet are left out and reported.

    Raises LimitError when it nests too deep to be written.
    """
    try:
        data = to_json(document, options.indent)
    except UnicodeEncodeError:
        data = b""
    if not data or is_doubtful(data):
        clean, removed = in_alphabet(document)
        if removed:
            context.report(say.FOREIGN_CHARACTERS, str(removed))
            data = to_json(clean, options.indent)
    sink.write(data)
