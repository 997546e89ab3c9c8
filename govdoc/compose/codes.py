"""QR codes (快速响应矩阵码, GB/T 18284-2000) as pictures, which every medium shows."""

import hashlib
import zlib
from struct import pack

from govdoc.model import Resource

_QUIET = 4
"""Empty modules around the code (GB/T 18284-2000 5.3.8)."""
_MODULE = 8
"""Pixels a module: 25 mm of a small code print at 300 dots an inch."""
_MOST = 1000
"""Bytes of text in a code that a telephone still reads at that size."""


def code_picture(text: str) -> Resource | None:
    """The QR code of `text` in UTF-8 as a PNG; none for a text too long to be read."""
    data = text.encode()
    return _resource(_png(_modules(data))) if len(data) <= _MOST else None


def _resource(data: bytes) -> Resource:
    return Resource(id=f"sha256:{hashlib.sha256(data).hexdigest()}", data=data, media_type="image/png")


def _modules(data: bytes) -> list[list[bool]]:
    from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(data))
    code.make()
    modules: list[list[bool]] = code.modules
    return modules


def _png(modules: list[list[bool]]) -> bytes:
    """A picture of one bit a pixel, 0 black (ISO/IEC 15948)."""
    side = (len(modules) + 2 * _QUIET) * _MODULE
    blank = [False] * (len(modules) + 2 * _QUIET)
    framed = [blank] * _QUIET + [[*blank[:_QUIET], *row, *blank[:_QUIET]] for row in modules]
    rows = b"".join([_scan_line(row) * _MODULE for row in framed + [blank] * _QUIET])
    head = pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join([_chunk(kind, data) for kind, data in chunks])


def _scan_line(row: list[bool]) -> bytes:
    """A line of pixels: filter 0, and as many bits as a byte has for each module."""
    return b"\0" + bytes([0 if dark else 255 for dark in row])


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))
