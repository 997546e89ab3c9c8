"""Parts that a file brings in whole (w:altChunk): web pages, MHT archives, plain text, other Word files.

ISO/IEC 29500-1 17.17.2.1; RFC 2557 (MHTML). Tools that make Word files out of web pages leave all text in
such a part, and readers that do not look there find an empty document.
"""

import email
import email.policy
from collections.abc import Callable
from email.message import EmailMessage

from govdoc import codes as say
from govdoc.context import Context
from govdoc.errors import GovdocError
from govdoc.model import Align, Resource, Text, clean_text
from govdoc.readers.docx.pieces import Piece
from govdoc.readers.structure.lines import trim
from govdoc.source import Source, declared_encoding, to_text

_MHT = (b"MIME-Version:", b"Content-Type: multipart", b"From:")
_ZIP, _RTF = b"PK\x03\x04", b"{\\rtf"

WordReader = Callable[[bytes, str], list[Piece]]
"""From the bytes and the name of a Word file to its pieces."""


def read_chunk(
    data: bytes, name: str, kind: str, word: WordReader, resources: dict[str, Resource], context: Context
) -> list[Piece]:
    """The pieces of a part: its bytes, name and content type; pictures go to `resources`.

    What cannot be read is said (GD132); nothing raises.
    """
    start = data[:200].lstrip(b"\xef\xbb\xbf\r\n \t")
    try:
        if start.startswith(_ZIP):
            return word(data, name)
        if start.startswith(_RTF) or "rtf" in kind:
            return _unread(name, context)
        if start.startswith(_MHT) or "rfc822" in kind:
            return _mht(data, name, resources, context)
        if start[:1] == b"<" or "html" in kind:
            return _html(
                to_text(Source(data, name), context, None, declared_encoding(data))[0], resources, context
            )
        return _plain(to_text(Source(data, name), context, None, "")[0])
    except (GovdocError, LookupError, ValueError):
        return _unread(name, context)


def _unread(name: str, context: Context) -> list[Piece]:
    context.report(say.OBJECT_UNREAD, f"文件 {name}")
    return []


def _mht(data: bytes, name: str, resources: dict[str, Resource], context: Context) -> list[Piece]:
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() in ("text/html", "text/plain"):
            payload = part.get_payload(decode=True)
            body = payload if isinstance(payload, bytes) else b""
            declared = part.get_content_charset() or declared_encoding(body)
            text = to_text(Source(body, name), context, None, declared)[0]
            return _html(text, resources, context) if "html" in part.get_content_type() else _plain(text)
    return _unread(name, context)


def _plain(text: str) -> list[Piece]:
    lines = (trim(line) for line in clean_text(text).splitlines())
    return [Piece(text=line, content=(Text(text=line),)) for line in lines if line]


def _html(markup: str, resources: dict[str, Resource], context: Context) -> list[Piece]:
    from govdoc.readers.html.inset import read_inset

    lines = [each.line for each in read_inset(clean_text(markup), resources, context, whole=True)]
    return [
        Piece(
            line.text,
            line.part(),
            line.block,
            level=line.level,
            align=Align.CENTER if line.centred else None,
        )
        for line in lines
    ]
