"""Pictures as image objects (ISO 32000-1 8.9.5), read by Pillow, which reportlab brings along.

JPEG data stay as they are; other pictures become samples in grey or RGB, their transparency a soft mask.
"""

from io import BytesIO

from PIL import Image

from govdoc import codes as say
from govdoc.context import Context
from govdoc.model import Resource
from govdoc.writers.pdf.package import Package, Reference

_SPACES = {"L": "/DeviceGray", "RGB": "/DeviceRGB"}


def write_image(package: Package, resource: Resource, context: Context) -> int:
    """Add a picture to the file; returns its number. One that cannot be read is blank, and reported."""
    try:
        return _write(package, resource)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        context.report(say.UNREADABLE_PICTURE, resource.name or resource.id or "", resource.media_type)
        return write_blank(package)


def write_blank(package: Package) -> int:
    """Add a white picture to the file; returns its number."""
    blank = Image.new("L", (1, 1), 255)
    return package.stream(blank.tobytes(), _entries(blank, "L"))


def _write(package: Package, resource: Resource) -> int:
    # CMYK is turned to RGB: the output intent of the file is sRGB (ISO 19005-2 6.2.4.3).
    with Image.open(BytesIO(resource.data)) as image:
        if image.format == "JPEG" and image.mode in _SPACES:
            return package.stream(
                resource.data, _entries(image, image.mode) | {"Filter": "/DCTDecode"}, deflate=None
            )
        if image.has_transparency_data:
            return _transparent(package, image.convert("RGBA"))
        mode = "L" if image.mode in ("1", "L") else "RGB"
        return package.stream(image.convert(mode).tobytes(), _entries(image, mode))


def _transparent(package: Package, image: Image.Image) -> int:
    mask = package.stream(image.getchannel("A").tobytes(), _entries(image, "L"))
    entries = _entries(image, "RGB") | {"SMask": Reference(mask)}
    return package.stream(image.convert("RGB").tobytes(), entries)


def _entries(image: Image.Image, mode: str) -> dict[str, object]:
    return {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": image.width,
        "Height": image.height,
        "BitsPerComponent": 8,
        "ColorSpace": _SPACES[mode],
    }
