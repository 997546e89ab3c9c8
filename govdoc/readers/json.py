"""govdoc's JSON (RFC 8259) → Document, over `govdoc.codec`: what nobody knows is named, not dropped."""

import codecs
import json

from govdoc import codes as say
from govdoc.codec import from_json, in_alphabet, is_doubtful
from govdoc.context import Context
from govdoc.errors import UnreadableError
from govdoc.model import Document
from govdoc.options import JsonReadOptions
from govdoc.source import Source


def read(source: Source, options: JsonReadOptions, context: Context) -> Document:  # noqa: ARG001  none yet
    """The document in JSON; unknown fields (GD105) and characters outside the alphabet (GD103) are reported.

    Raises UnreadableError when it is not govdoc's JSON (the message has the path of a wrong value),
    LimitError when it nests beyond `context.limits.depth`.
    """
    context.limits.check("input_bytes", len(source.data), source.name)
    data, removed = _without_surrogates(_utf8(source))
    document, unknown = from_json(data, source.name, context.limits.depth)
    for path in unknown:
        context.report(say.UNKNOWN_FIELD, path)
    if is_doubtful(data):
        document, more = in_alphabet(document)
        removed += more
    if removed:
        context.report(say.FOREIGN_CHARACTERS, str(removed))
    return document


def _utf8(source: Source) -> bytes:
    """The bytes in UTF-8 without byte order mark; Windows tools write one, or UTF-16."""
    data = source.data.removeprefix(codecs.BOM_UTF8)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode("utf-8", "surrogatepass")
    if not data.strip():
        raise UnreadableError(f"{source.name}：空文件", f"{source.name}: the file is empty")
    return data


def _without_surrogates(data: bytes) -> tuple[bytes, int]:
    """The bytes without escaped lone surrogates, which the fast decoder refuses, and how many there were."""
    if b"\\ud" not in data and b"\\uD" not in data:
        return data, 0
    try:
        text = json.dumps(json.loads(data), ensure_ascii=False)
    except (ValueError, RecursionError):
        return data, 0  # the decoder says what is wrong
    clean = text.encode("utf-8", "ignore")
    return clean, len(text) - len(clean.decode())
