"""The visible text of a DOCX, read back from its bytes, for the ink check and for “was it edited?”.

A line a paragraph, tables in reading order, without headers and footers. ISO/IEC 29500-1 17: deleted text,
field instructions and the fallback copies of drawings are not shown and not read. Untrusted input goes
through `govdoc.archive` and `govdoc.xmlfile`.
"""

from govdoc.archive import Archive
from govdoc.context import Limits
from govdoc.errors import UnreadableError
from govdoc.writers.docx.markup import W
from govdoc.xmlfile import Advice, Element, parse_xml

_MAIN = "word/document.xml"
_AGAIN = ("请重新转换", "convert it again")
_ADVICE = Advice(malformed=_AGAIN, doctype=_AGAIN)
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
    limits = limits or Limits()
    _read(parse_xml(_main_part(data, limits), _MAIN, limits, _ADVICE), lines)
    return "\n".join(lines)


def _main_part(data: bytes, limits: Limits) -> bytes:
    found = Archive(data, "DOCX", limits).read(_MAIN)
    if found is None:
        raise UnreadableError(f"不是 DOCX：没有 {_MAIN}", f"not a DOCX: {_MAIN} is missing")
    return found


def _read(element: Element, lines: list[str]) -> None:
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


def _gather(element: Element, text: list[str], inner: list[str]) -> None:
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
