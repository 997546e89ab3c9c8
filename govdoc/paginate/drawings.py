"""Figures that are drawn rather than stored as samples: SVG, and the media types that plug-ins draw.

Their sizes are found without drawing them.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from typing import Protocol

from govdoc.model import Resource
from govdoc.typography import Face

_SVG = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE[^>]*>\s*)?<(?:\w+:)?svg\b",
    re.DOTALL,
)
_LENGTH = re.compile(r"\s*\+?(\d+(?:\.\d+)?|\.\d+)\s*(px|pt|pc|mm|cm|in|q)?\s*$", re.IGNORECASE)
_POINTS = {
    "": 0.75,
    "px": 0.75,
    "pt": 1.0,
    "pc": 12.0,
    "mm": 72 / 25.4,
    "cm": 720 / 25.4,
    "in": 72.0,
    "q": 18 / 25.4,
}
_DEFAULT = (300.0, 150.0)
"""The size in CSS pixels of a picture that does not say (CSS 2.2 10.3.2)."""


class Drawer(Protocol):
    """What a plug-in brings under a media type, as an entry point of the group `govdoc.drawings`."""

    def size(self, data: bytes) -> tuple[float, float]:
        """Width and height of the drawing of these bytes, in points."""

    def draw(self, data: bytes, names: Mapping[Face, str]) -> object:
        """The drawing: a reportlab Drawing or Flowable; `names` are those of our faces in reportlab."""


def is_svg(resource: Resource) -> bool:
    """Whether a resource is an SVG document."""
    return resource.media_type == "image/svg+xml" or bool(_SVG.match(resource.data[:4096]))


def can_draw_svg() -> bool:
    """Whether svglib (extra `svg`) is there."""
    return find_spec("svglib") is not None


def drawn_by_plugin(resource: Resource) -> Drawer | None:
    """What draws a resource of its media type, if a plug-in does."""
    return _plugin(resource.media_type) if resource.media_type not in _STORED else None


_STORED = frozenset({"image/png", "image/jpeg", "image/gif", "image/bmp", "image/tiff", "image/webp"})


@cache
def _plugin(media_type: str) -> Drawer | None:
    from importlib.metadata import entry_points

    found = next(iter(entry_points(group="govdoc.drawings", name=media_type)), None)
    if found is None:
        return None
    loaded: Drawer = found.load()
    return loaded


def svg_size(data: bytes) -> tuple[float, float] | None:
    """Width and height of an SVG in points; none when it is not well-formed."""
    from lxml.etree import XMLSyntaxError

    from govdoc.xmlfile import parse_drawing

    try:
        root = parse_drawing(data)
    except XMLSyntaxError:
        return None
    box = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", str(root.get("viewBox", "")))]
    own = (box[2], box[3]) if len(box) == 4 and min(box[2:]) > 0 else _DEFAULT
    width, height = _length(root.get("width")), _length(root.get("height"))
    if width and height:
        return width, height
    if width or height:
        return (width, width * own[1] / own[0]) if width else (height * own[0] / own[1], height)
    return own[0] * 0.75, own[1] * 0.75


def _length(text: object) -> float:
    found = _LENGTH.match(str(text)) if text is not None else None
    return float(found[1]) * _POINTS[(found[2] or "").lower()] if found else 0.0
