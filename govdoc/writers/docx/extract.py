"""The visible text of a DOCX, read back from its bytes, for the ink check and for “was it edited?”.

A line a paragraph, tables in reading order, footnotes below the block that calls them; no headers or footers.
ISO/IEC 29500-1 17: deleted text, field instructions and the fallback copies of drawings are not read.
Untrusted input goes through `govdoc.archive` and `govdoc.xmlfile`.
"""

from collections.abc import Iterator

from govdoc.archive import Archive
from govdoc.context import Limits
from govdoc.errors import UnreadableError
from govdoc.writers.docx.markup import W
from govdoc.xmlfile import Advice, Element, parse_xml

_MAIN, _NOTES = "word/document.xml", "word/footnotes.xml"
_AGAIN = ("请重新转换", "convert it again")
_ADVICE = Advice(malformed=_AGAIN, doctype=_AGAIN)
_SPACE = f"{{{W}}}"
_CALL, _ID = f"{_SPACE}footnoteReference", f"{_SPACE}id"
_WRAPPERS = frozenset({f"{_SPACE}{name}" for name in ("body", "sdt", "sdtContent", "customXml", "ins")})
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
    limits = limits or Limits()
    archive = Archive(data, "DOCX", limits)
    main = archive.read(_MAIN)
    if main is None:
        raise UnreadableError(f"不是 DOCX：没有 {_MAIN}", f"not a DOCX: {_MAIN} is missing")
    notes = archive.read(_NOTES)
    noted: dict[str, list[str]] = {}
    for note in () if notes is None else parse_xml(notes, _NOTES, limits, _ADVICE):
        _read(note, noted.setdefault(note.get(_ID, ""), []))
    lines: list[str] = []
    for block in _blocks(parse_xml(main, _MAIN, limits, _ADVICE)):
        _read(block, lines, whole=True)
        for call in block.iter(_CALL) if noted else ():
            lines += noted.get(call.get(_ID, ""), [])
    return "\n".join(lines)


def _blocks(element: Element) -> Iterator[Element]:
    """The paragraphs and tables of the body, out of what only wraps them."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from _blocks(child)
        else:
            yield child


def _read(element: Element, lines: list[str], *, whole: bool = False) -> None:
    """Add the lines of the paragraphs under an element, or of the `whole` element.

    A paragraph in a text box follows its own.
    """
    for child in (element,) if whole else element:
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
