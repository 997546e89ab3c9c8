"""Figures → inline pictures with alternative text.

ISO/IEC 29500-1 20.4.2.8 (wp:inline). Pictures that do not say how large their pixels are count 96 an inch.
"""

from typing import NamedTuple

from govdoc.galley import FigureBlock
from govdoc.pictures import extent
from govdoc.profile import Profile
from govdoc.writers.docx.markup import PIC, WP, A, quote
from govdoc.writers.docx.styles import OWN

_EMU_PER_MM = 36_000
_MM_PER_INCH = 25.4
_SCREEN = 96.0
_SHOWN = ("png", "jpeg", "gif")
"""The kinds of pictures that every version of Word shows."""


class Measure(NamedTuple):
    """A size in millimetres."""

    width: float
    height: float


def own_size(data: bytes) -> Measure | None:
    """The size that a PNG, JPEG or GIF has by itself, or none when its bytes do not say."""
    found = extent(data)
    if found is None or found.kind not in _SHOWN or not (found.width > 0 and found.height > 0):
        return None
    across, down = found.across or _SCREEN, found.down or _SCREEN
    return Measure(found.width / across * _MM_PER_INCH, found.height / down * _MM_PER_INCH)


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
    width, height = (max(emu(side), 1) for side in size)
    name = quote(figure.resource.name or f"图{number}")
    properties = f'id="{number}" name={name} descr={quote(figure.alternative)}'
    keep = "<w:keepNext/>" if figure.caption else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr><w:r><w:drawing>'
        f'<wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr {properties}/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{A}" noChangeAspect="1"/>'
        "</wp:cNvGraphicFramePr>"
        f"{graphic(ident, size, properties)}</wp:inline></w:drawing></w:r></w:p>"
    )


def emu(length: float) -> int:
    """A length in millimetres in the English Metric Units of drawings."""
    return round(length * _EMU_PER_MM)


def graphic(ident: str, size: Measure, properties: str) -> str:
    """The a:graphic of a picture; `properties`: its number, name and description as attributes."""
    width, height = (max(emu(side), 1) for side in size)
    return (
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{PIC}"><pic:pic xmlns:pic="{PIC}"><pic:nvPicPr>'
        f"<pic:cNvPr {properties}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        f'<a:blip r:embed="{ident}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )
