"""Drawings as form objects (ISO 32000-1 8.10): SVG through svglib, and what plug-ins draw with reportlab.

A figure whose resource has the media type of a plug-in (`govdoc.paginate.drawings.Drawer`) shows what the
plug-in draws.
"""

import logging
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Protocol

from reportlab.graphics.renderPDF import draw as draw_drawing
from reportlab.graphics.shapes import Drawing
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from govdoc import codes as say
from govdoc.context import Context
from govdoc.fonts.truetype import TrueType
from govdoc.model import Resource
from govdoc.paginate.drawings import drawn_by_plugin, is_svg
from govdoc.paginate.founts import Fonts
from govdoc.typography import Face
from govdoc.writers.pdf.faces import GovFont, names_of
from govdoc.writers.pdf.fonts import Font
from govdoc.writers.pdf.package import Dictionary, Package
from govdoc.xmlfile import parse_drawing

_SANS = ("sans", "hei", "gothic", "黑", "arial", "helvetica", "verdana")
_KAI = ("kai", "楷", "cursive")
_FANG = ("fang", "仿")


class FontHome(Protocol):
    """The fonts of the file, and the number of the dictionary that will name them."""

    number: int

    def font(self, face: TrueType) -> Font:
        """The font of a face in this file."""


def write_drawing(
    package: Package, resource: Resource, home: FontHome, fonts: Fonts, context: Context
) -> int | None:
    """Add a drawing to the file as a form that fills the unit square; none when it cannot be drawn."""
    try:
        made = _drawable(resource, fonts, context)
        return _form(package, made, home, names_of(fonts)[Face.LATIN]) if made else None
    except Exception as error:  # a drawing is content, and content never raises
        reason = f"{type(error).__name__}: {error}"
        context.report(say.NOT_DRAWN, resource.name or resource.id or "", " ".join(reason.split())[:200])
        return None


def _drawable(resource: Resource, fonts: Fonts, context: Context) -> Drawing | Flowable | None:
    names = names_of(fonts)
    if is_svg(resource):
        return _svg(resource, names, context)
    drawer = drawn_by_plugin(resource)
    made = drawer.draw(resource.data, names) if drawer else None
    return made if isinstance(made, Drawing | Flowable) else None


def _svg(resource: Resource, names: Mapping[Face, str], context: Context) -> Drawing | None:
    """The drawing of an SVG; what svglib says it left out is counted and told."""
    from svglib.svglib import SvgRenderer

    told = _Told()
    logger = logging.getLogger("svglib")
    heard = logger.propagate
    logger.addHandler(told)
    logger.propagate = False
    try:
        # Read from memory, so that it refuses to look for the files that a drawing names.
        renderer = SvgRenderer(BytesIO(resource.data), font_map=_FaceMap(names))
        made = renderer.render(parse_drawing(resource.data))
    finally:
        logger.removeHandler(told)
        logger.propagate = heard
    if told.count:
        context.report(say.PARTLY_DRAWN, resource.name or resource.id or "", told.first, count=told.count)
    return made if isinstance(made, Drawing) else None


class _Told(logging.Handler):
    """Counts what svglib complains about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0
        self.first = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1
        self.first = self.first or " ".join(record.getMessage().split())[:200]


class _FaceMap:
    """Our faces for the font families of an SVG."""

    def __init__(self, names: Mapping[Face, str]) -> None:
        self._names = names

    def find_font(self, family: str, weight: str = "normal", style: str = "normal") -> tuple[str, bool]:
        """The name of a face, and that it is meant."""
        wanted, bold = family.casefold(), weight in ("bold", "bolder", "600", "700", "800", "900")
        if any(part in wanted for part in _KAI):
            return self._names[Face.KAI], True
        if any(part in wanted for part in _FANG):
            return self._names[Face.FANGSONG], True
        if any(part in wanted for part in _SANS):
            return self._names[Face.HEI], True
        return self._names[Face.BIAOSONG if bold or style == "bold" else Face.SONG], True


class _Sheet(Canvas):
    """A canvas whose fonts are ours and whose pictures are objects of the file."""

    def __init__(self, latin: str) -> None:
        self._latin = latin
        font: Any = latin  # the stub says that it is a number
        super().__init__(
            BytesIO(), pageCompression=0, invariant=1, enforceColorSpace="rgb", initialFontName=font
        )

    def setFont(self, psfontname: str, size: float, leading: float | None = None) -> None:  # noqa: N802
        """Choose a font; the standard ones, which cannot be embedded, give way to our Latin face."""
        ours = isinstance(getFont(psfontname), GovFont)
        super().setFont(psfontname if ours else self._latin, size, leading)

    def drawInlineImage(self, image: Any, x: float, y: float, *size: Any, **more: Any) -> tuple[int, int]:  # noqa: N802
        """Draw a picture as an object: ISO 19005-2 has rules of its own for inline ones."""
        width, height = (*size, more.get("width"), more.get("height"))[:2]
        return self.drawImage(ImageReader(image), x, y, width, height, mask="auto")


def _form(package: Package, made: Drawing | Flowable, home: FontHome, latin: str) -> int:
    canvas: Any = _Sheet(latin)
    # Its objects and fonts are those of our file.
    canvas._doc = package  # noqa: SLF001
    package.delayedFonts[:] = [home]
    width, height = _draw(made, canvas)
    content = "\n".join(canvas._code).encode("latin-1")  # noqa: SLF001
    states = canvas._extgstate.getState()  # noqa: SLF001
    forms = canvas._formsinuse  # noqa: SLF001
    resources: dict[str, object] = {"Font": b"%d 0 R" % home.number}
    if states:
        resources["ExtGState"] = states
    if forms:
        resources["XObject"] = package.xobjDict(forms)
    entries: dict[str, object] = {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": f"[0 0 {width:.3f} {height:.3f}]",
        "Matrix": f"[{1 / width:.8f} 0 0 {1 / height:.8f} 0 0]",
        "Resources": Dictionary(resources),
    }
    number = package.stream(content, entries)
    package.write_named()
    return number


def _draw(made: Drawing | Flowable, canvas: Canvas) -> tuple[float, float]:
    if isinstance(made, Drawing):
        draw_drawing(made, canvas, 0, 0, showBoundary=False)
        return float(made.width), float(made.height)
    width, height = made.wrapOn(canvas, 442.2, 600.0)
    made.drawOn(canvas, 0, 0)
    return float(width), float(height)
