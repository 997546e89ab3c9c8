"""The visible text of a DOCX, read back from its bytes, for the ink check and for “was it edited?”.

A line a paragraph, tables in reading order, without headers and footers. ISO/IEC 29500-1 17: deleted text,
field instructions and the fallback copies of drawings are not shown and not read. Untrusted input: limits
on the zip, no DOCTYPE, no entities, no network.
"""

import io
import zipfile
import zlib

from lxml import etree

from govdoc.context import Limits
from govdoc.errors import UnreadableError
from govdoc.writers.docx.markup import W
from govdoc.writers.docx.untrusted import parse_part

_MAIN = "word/document.xml"
_HARMLESS = 16 * 2**20
"""Bytes up to which the ratio of compression does not matter: a table of empty cells packs a hundredfold."""
_SPACE = f"{{{W}}}"
_PARAGRAPH, _TEXT = f"{_SPACE}p", f"{_SPACE}t"
_SIGNS = {
    f"{_SPACE}tab": "\t",
    f"{_SPACE}br": "\n",
    f"{_SPACE}cr": "\n",
    f"{_SPACE}noBreakHyphen": "\u2011",
    f"{_SPACE}softHyphen": "\u00ad",
}
_HIDDEN = frozenset(
    {
        f"{_SPACE}{name}"
        for name in ("del", "moveFrom", "pPr", "rPr", "tblPr", "trPr", "tcPr", "tblGrid", "sectPr", "sdtPr")
    }
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)


def extract_text(data: bytes, limits: Limits | None = None) -> str:
    """The visible text of the body of a DOCX.

    Raises UnreadableError for bytes that are no DOCX or hold a DOCTYPE, LimitError beyond `limits`.
    """
    lines: list[str] = []
    _read(parse_part(_main_part(data, limits or Limits()), _MAIN), lines)
    return "\n".join(lines)


def _main_part(data: bytes, limits: Limits) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            limits.check("zip_entries", len(archive.infolist()), "DOCX")
            entry = archive.getinfo(_MAIN)
            limits.check("zip_bytes", entry.file_size, _MAIN)
            if entry.file_size > _HARMLESS:
                limits.check("zip_ratio", entry.file_size // max(entry.compress_size, 1), _MAIN)
            # No more than declared is unpacked: ZipFile stops there and checks the CRC.
            return archive.read(entry)
    except (zipfile.BadZipFile, KeyError, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise UnreadableError(f"不是 DOCX：{error}", f"not a DOCX: {error}") from None


def _read(element: etree._Element, lines: list[str]) -> None:
    """Add the lines of the paragraphs under an element; a paragraph in a text box follows its own."""
    for child in element:
        if child.tag == _PARAGRAPH:
            inner: list[str] = []
            text: list[str] = []
            _gather(child, text, inner)
            lines.append("".join(text))
            lines += inner
        elif child.tag not in _HIDDEN:
            _read(child, lines)


def _gather(element: etree._Element, text: list[str], inner: list[str]) -> None:
    for child in element:
        tag = child.tag
        if tag == _TEXT:
            text.append(child.text or "")
        elif tag in _SIGNS:
            text.append(_SIGNS[tag])
        elif tag == _PARAGRAPH:
            _read(element, inner)
            return
        elif tag not in _HIDDEN:
            _gather(child, text, inner)
