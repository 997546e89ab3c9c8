"""The size of a picture from its first bytes: PNG (ISO/IEC 15948 11.2.2), JPEG (ISO/IEC 10918-1 B.2).

Pillow, which reportlab brings along, knows the other kinds of samples; SVG says its size itself.
"""

from io import BytesIO
from struct import error, unpack_from

from govdoc import diagnostics as say
from govdoc.context import Context
from govdoc.diagnostics import Origin
from govdoc.model import Resource
from govdoc.paginate.drawings import can_draw_svg, drawn_by_plugin, is_svg, svg_size

_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCREEN = 96.0


_OTHERS = ("GIF", "BMP", "WEBP", "TIFF", "PPM")
"""What Pillow may open beside them: kinds of samples, none that runs a program."""


def size_of(resource: Resource, context: Context, path: str) -> tuple[float, float] | None:
    """Width and height of a picture in points; what cannot be shown is reported, and none."""
    name, place = resource.name or resource.id or "", Origin(context.file, element=path)
    drawer = drawn_by_plugin(resource)
    if is_svg(resource) and not can_draw_svg():
        context.report(say.SVG_NEEDS_EXTRA, name, origin=place)
        return None
    size = svg_size(resource.data) if is_svg(resource) else None
    size = drawer.size(resource.data) if drawer else size or size_in_points(resource.data)
    if size is None:
        context.report(say.UNREADABLE_PICTURE, name, resource.media_type, origin=place)
    return size


def size_in_points(data: bytes) -> tuple[float, float] | None:
    """Width and height of a picture at its own resolution (96 dpi when it names none), or none."""
    try:
        found = _png(data) if data.startswith(_PNG) else _jpeg(data) if data.startswith(b"\xff\xd8") else None
    except error:
        return None
    found = found or _other(data)
    if found is None or min(found) <= 0:
        return None
    width, height, across, down = found
    return width * 72 / across, height * 72 / down


def _png(data: bytes) -> tuple[int, int, float, float]:
    width, height = unpack_from(">II", data, 16)
    at = 8
    while at + 8 < len(data):
        length, kind = unpack_from(">I4s", data, at)
        if kind == b"pHYs":
            x, y, unit = unpack_from(">IIB", data, at + 8)
            if unit == 1 and x and y:
                return width, height, x * 0.0254, y * 0.0254
        if kind == b"IDAT":
            break
        at += 12 + length
    return width, height, _SCREEN, _SCREEN


def _jpeg(data: bytes) -> tuple[int, int, float, float] | None:
    at, across, down = 2, _SCREEN, _SCREEN
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], unpack_from(">H", data, at + 2)[0]
        if marker == 0xE0 and data[at + 4 : at + 9] == b"JFIF\0":
            unit, x, y = unpack_from(">BHH", data, at + 11)
            if unit in (1, 2) and x and y:
                factor = 2.54 if unit == 2 else 1.0
                across, down = x * factor, y * factor
        if marker in _FRAMES:
            height, width = unpack_from(">HH", data, at + 5)
            return width, height, across, down
        at += 2 + length
    return None


def _other(data: bytes) -> tuple[int, int, float, float] | None:
    from PIL import Image

    try:
        with Image.open(BytesIO(data), formats=_OTHERS) as image:
            across, down = image.info.get("dpi", (0, 0))
            return *image.size, float(across) or _SCREEN, float(down) or _SCREEN
    except (OSError, SyntaxError, ValueError, TypeError, Image.DecompressionBombError):
        return None
