"""What a picture is and how large, from the first bytes of its file, before anything is decoded.

PNG (ISO/IEC 15948 11.2.2, 11.3.5.3 pHYs), JPEG (ISO/IEC 10918-1 B.2.2, 10918-5 density), GIF89a 18, BMP
(BITMAPINFOHEADER), TIFF 6.0 section 8, WebP (RFC 9649 2).
"""

import re
from binascii import a2b_base64
from collections.abc import Iterator
from struct import error, unpack_from
from typing import NamedTuple

_INCH = 0.0254
_INSIDE = re.compile(rb"data:image/[\w.+-]+(?:;[\w=-]+)*;base64,([A-Za-z0-9+/\s]+)", re.IGNORECASE)
_STARTS_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_START_OF_SCAN = 0xDA
_WIDTH, _HEIGHT = 256, 257
"""Tags of TIFF."""


class Extent(NamedTuple):
    """The kind of a picture, its pixels across and down, and pixels an inch (0: it does not say)."""

    kind: str
    width: int
    height: int
    across: float = 0.0
    down: float = 0.0


def media_type_of(data: bytes) -> str | None:
    """The media type of a picture, from the first bytes of its file; none for one that is not known here."""
    return next((kind for start, kind in _MEDIA_TYPES if data.startswith(start)), None)


_MEDIA_TYPES = (
    *((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif")),
    *((b"BM", "image/bmp"), (b"II*\0", "image/tiff"), (b"MM\0*", "image/tiff")),
    *((b"\xd7\xcd\xc6\x9a", "image/x-wmf"), (b"\x01\0\0\0", "image/x-emf")),
)


def extent(data: bytes) -> Extent | None:
    """The extent of a picture, or none when its bytes are not those of a picture that is known here."""
    for start, read in _KINDS:
        if data.startswith(start):
            try:
                return read(data)
            except error:  # it ends before it says
                return None
    return None


def extents(data: bytes) -> Iterator[Extent]:
    """The extent of a picture, or of those that a drawing (SVG) holds as data: URLs (RFC 2397)."""
    own = extent(data)
    if own is not None:
        yield own
    elif b"<svg" in data:
        for found in _INSIDE.finditer(data):
            packed = b"".join(found[1].split())
            inner = extent(a2b_base64(packed[: len(packed) // 4 * 4]))
            if inner is not None:
                yield inner


def _png(data: bytes) -> Extent:
    width, height = unpack_from(">2I", data, 16)
    across = down = 0.0
    at = data.find(b"pHYs", 24, data.find(b"IDAT") if b"IDAT" in data else len(data))
    if at > 0 and len(data) >= at + 13 and data[at + 12] == 1:
        across, down = (count * _INCH for count in unpack_from(">2I", data, at + 4))
    return Extent("png", width, height, across, down)


def _jpeg(data: bytes) -> Extent | None:
    at, across, down = 2, 0.0, 0.0
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], unpack_from(">H", data, at + 2)[0]
        if marker == 0xFF:  # fill before a marker
            at += 1
            continue
        if marker == 0xE0 and data[at + 4 : at + 8] == b"JFIF" and len(data) >= at + 16:
            unit, x, y = unpack_from(">B2H", data, at + 11)
            scale = {1: 1.0, 2: 2.54}.get(unit, 0.0)
            across, down = x * scale, y * scale
        elif marker in _STARTS_OF_FRAME:
            height, width = unpack_from(">2H", data, at + 5)
            return Extent("jpeg", width, height, across, down)
        elif marker == _START_OF_SCAN:
            break
        at += 2 + length
    return None


def _gif(data: bytes) -> Extent:
    return Extent("gif", *unpack_from("<2H", data, 6))


def _bmp(data: bytes) -> Extent:
    width, height = unpack_from("<2i", data, 18)
    return Extent("bmp", abs(width), abs(height))


def _tiff(data: bytes) -> Extent | None:
    order = "<" if data.startswith(b"II") else ">"
    at = unpack_from(order + "I", data, 4)[0]
    sides = {}
    for i in range(unpack_from(order + "H", data, at)[0]):
        place = at + 2 + 12 * i
        tag, kind = unpack_from(order + "2H", data, place)
        sides[tag] = unpack_from(order + ("H" if kind == 3 else "I"), data, place + 8)[0]
    return Extent("tiff", sides[_WIDTH], sides[_HEIGHT]) if {_WIDTH, _HEIGHT} <= sides.keys() else None


def _webp(data: bytes) -> Extent | None:
    kind = data[12:16]
    if kind == b"VP8 ":
        width, height = unpack_from("<2H", data, 26)
        return Extent("webp", width & 0x3FFF, height & 0x3FFF)
    if kind == b"VP8L":
        bits = unpack_from("<I", data, 21)[0]
        return Extent("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8X":
        low, high, most, top = unpack_from("<HBHB", data, 24)
        return Extent("webp", (low | high << 16) + 1, (most | top << 16) + 1)
    return None


_KINDS = (
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"\xff\xd8", _jpeg),
    (b"GIF87a", _gif),
    (b"GIF89a", _gif),
    (b"BM", _bmp),
    (b"II*\0", _tiff),
    (b"MM\0*", _tiff),
    (b"RIFF", _webp),
)
