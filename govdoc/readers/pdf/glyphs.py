"""The lines of type on the pages of any PDF, read by PDFium: text, place, size (ISO 32000-1 9.10).

PDFium gives characters in the order in which they are drawn, with line ends and blanks of its own.
"""

import ctypes
from collections.abc import Iterator
from typing import Any

from govdoc.context import Context
from govdoc.errors import FormatError, UnreadableError
from govdoc.model import clean_text
from govdoc.readers.paged import report_scans
from govdoc.readers.sheets import Glyph, Sheet, lines_of
from govdoc.source import Source

_PASSWORD, _SECURITY = 4, 5
"""PDFium's error codes for files that it may not open (fpdfview.h)."""
_HYPHENS = frozenset((0x02, 0xFFFE))
"""What PDFium makes of a hyphen that ends a line."""


def read_pages(source: Source, context: Context) -> list[Sheet]:
    """The pages of a PDF.

    Raises UnreadableError for a damaged or encrypted file, FormatError for a scan (pictures without any text)
    and without PDFium, LimitError for too many pages. Pages that are scans among others are said (GD152).
    """
    pdfium, raw = _pdfium(source.name)
    try:
        file = pdfium.PdfDocument(source.data)
    except pdfium.PdfiumError as error:
        raise _refusal(source.name, getattr(error, "err_code", None)) from None
    try:
        context.limits.check("pages", len(file), source.name)
        sheets = [_sheet(file, i, raw, source.name, pdfium.PdfiumError) for i in range(len(file))]
    finally:
        file.close()
    report_scans(sheets, source.name, context)
    return sheets


def _pdfium(name: str) -> tuple[Any, Any]:  # pypdfium2's raw interface has no types
    try:
        import pypdfium2
        from pypdfium2 import raw
    except ImportError:
        raise FormatError(
            f"{name}：读别人的 PDF 要用 pypdfium2；请运行 pip install 'govdoc[pdf]'",
            f"{name}: reading PDF files of others takes pypdfium2; run pip install 'govdoc[pdf]'",
        ) from None
    return pypdfium2, raw


def _refusal(name: str, code: int | None) -> UnreadableError:
    if code in (_PASSWORD, _SECURITY):
        return UnreadableError(
            f"{name}：PDF 有密码保护；请去掉密码后另存",
            f"{name}: the PDF is protected by a password; save it without one",
        )
    return UnreadableError(
        f"{name}：PDF 已损坏，打不开；请重新下载，或用阅读器另存一次",
        f"{name}: the PDF is damaged; fetch it again, or save it once in a viewer",
    )


def _sheet(file: Any, index: int, raw: Any, name: str, fault: type[Exception]) -> Sheet:
    try:
        page = file[index]
        text = page.get_textpage()
    except fault:
        raise _refusal(name, None) from None
    glyphs = list(_glyphs(text, raw))
    pictures = any(True for _ in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3))
    width, height = page.get_size()
    text.close()
    page.close()
    return Sheet(width, height, tuple(lines_of(glyphs)), pictures)


def _glyphs(text: Any, raw: Any) -> Iterator[Glyph]:
    """The characters with ink, and the blanks that the file itself has."""
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    high = 0
    for i in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, i)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + (high - 0xD800 << 10) + code - 0xDC00 if high else 0xFFFD
        high = 0
        if code in (0, 0x0A, 0x0D) or (code == 0x20 and raw.FPDFText_IsGenerated(text, i)):
            continue
        character = clean_text("-" if code in _HYPHENS else chr(code))
        if not character:
            continue
        raw.FPDFText_GetCharOrigin(text, i, x, y)
        raw.FPDFText_GetLooseCharBox(text, i, box)
        yield Glyph(character, x.value, box.right, y.value, max(box.top - box.bottom, 1.0))
