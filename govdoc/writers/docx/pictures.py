"""Figures → inline pictures with alternative text.

ISO/IEC 29500-1 20.4.2.8 (wp:inline). A picture's own size is read from its bytes: PNG (ISO/IEC 15948) pHYs,
JPEG (ISO/IEC 10918-5) density, GIF; pictures that say nothing count 96 pixels an inch.
"""

from struct import unpack_from
from typing import NamedTuple

from govdoc.galley import FigureBlock
from govdoc.profile import Profile
from govdoc.writers.docx.markup import PIC, WP, A, quote
from govdoc.writers.docx.styles import OWN

_EMU_PER_MM = 36_000
_MM_PER_INCH = 25.4
_SCREEN = 96.0
_STARTS_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_START_OF_SCAN = 0xDA


class Measure(NamedTuple):
    """A size in millimetres."""

    width: float
    height: float


def own_size(data: bytes) -> Measure | None:
    """The size that a PNG, JPEG or GIF has by itself, or none when its bytes do not say."""
    found = None
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        found = _png(data)
    elif data.startswith(b"\xff\xd8"):
        found = _jpeg(data)
    elif data.startswith((b"GIF87a", b"GIF89a")) and len(data) >= 10:
        width, height = unpack_from("<2H", data, 6)
        found = _measure(width, height, _SCREEN, _SCREEN)
    return found if found and found.width > 0 and found.height > 0 else None


def _measure(width: int, height: int, across: float, down: float) -> Measure:
    return Measure(width / (across or _SCREEN) * _MM_PER_INCH, height / (down or _SCREEN) * _MM_PER_INCH)


def _png(data: bytes) -> Measure:
    width, height = unpack_from(">2I", data, 16)
    across = down = _SCREEN
    at = data.find(b"pHYs", 24, data.find(b"IDAT") if b"IDAT" in data else len(data))
    if at > 0 and len(data) >= at + 13 and data[at + 12] == 1:
        across, down = (count * _MM_PER_INCH / 1000 for count in unpack_from(">2I", data, at + 4))
    return _measure(width, height, across, down)


def _jpeg(data: bytes) -> Measure | None:
    at, across, down = 2, _SCREEN, _SCREEN
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], unpack_from(">H", data, at + 2)[0]
        if marker == 0xE0 and data[at + 4 : at + 8] == b"JFIF" and len(data) >= at + 16:
            unit, x, y = unpack_from(">B2H", data, at + 11)
            scale = {1: 1.0, 2: _MM_PER_INCH / 10}.get(unit)
            across, down = (x * scale, y * scale) if scale else (across, down)
        elif marker in _STARTS_OF_FRAME:
            height, width = unpack_from(">2H", data, at + 5)
            return _measure(width, height, across, down)
        elif marker == _START_OF_SCAN:
            break
        at += 2 + length
    return None


def shown_size(figure: FigureBlock, profile: Profile) -> Measure | None:
    """The size on the page: as asked for, else its own; never larger than the type area."""
    size = Measure(figure.width, figure.height)
    if not (size.width > 0 and size.height > 0):
        own = own_size(figure.resource.data)
        if own is None:
            return None
        factor = size.width / own.width or size.height / own.height or 1.0
        size = Measure(own.width * factor, own.height * factor)
    page = profile.page
    # A line's leading stays free below, else the picture would be pushed from page to page.
    factor = min(1.0, page.area_width / size.width, (page.area_height - page.pitch) / size.height)
    return Measure(size.width * factor, size.height * factor)


def picture(ident: str, number: int, size: Measure, figure: FigureBlock, style: str = OWN.figure) -> str:
    """The w:p of a picture: `ident` its relationship, `number` unique in the document."""
    width, height = (max(round(side * _EMU_PER_MM), 1) for side in size)
    name = quote(figure.resource.name or f"图{number}")
    words = quote(figure.alternative)
    keep = "<w:keepNext/>" if figure.caption else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr><w:r><w:drawing>'
        f'<wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name={name} descr={words}/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{A}" noChangeAspect="1"/>'
        "</wp:cNvGraphicFramePr>"
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{PIC}"><pic:pic xmlns:pic="{PIC}"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name={name} descr={words}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{ident}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
