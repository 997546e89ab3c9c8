"""The size of a figure on the page: pictures of samples at their own resolution, SVG as it says."""

from govdoc import codes as say
from govdoc.context import Context
from govdoc.diagnostics import Origin
from govdoc.model import Resource
from govdoc.paginate.drawings import can_draw_svg, drawn_by_plugin, is_svg, svg_size
from govdoc.pictures import extent

_SCREEN = 96.0
"""Pixels an inch of a picture that does not say."""


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
    """Width and height of a picture of samples, or none."""
    found = extent(data)
    if found is None or min(found.width, found.height) <= 0:
        return None
    return found.width * 72 / (found.across or _SCREEN), found.height * 72 / (found.down or _SCREEN)
