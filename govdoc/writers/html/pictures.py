"""Pictures inside the page: their bytes as `data:` addresses (RFC 2397), with alternative text.

WHATWG HTML 4.8.4: what `img` draws never runs, SVG neither. Formats that browsers do not draw are named.
"""

from base64 import b64encode

from govdoc import codes as say
from govdoc.model import Figure, one_line
from govdoc.webpage import PREFIX, RESOURCE
from govdoc.writers.html.markup import quote
from govdoc.writers.html.sheet import Sheet

DRAWN = frozenset(
    f"image/{kind}" for kind in ("png", "jpeg", "gif", "webp", "svg+xml", "bmp", "avif", "apng", "x-icon")
)
"""The media types that browsers draw."""

_ALSO = {"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg", "image/x-png": "image/png"}


def source_of(ident: str | None, sheet: Sheet) -> str:
    """The attributes that show a resource: its bytes and its place; nothing when it cannot be shown."""
    found = sheet.resource(ident)
    if found is None:
        return ""
    place, resource = found
    media = _ALSO.get(resource.media_type.lower(), resource.media_type.lower())
    if media not in DRAWN or not resource.data:
        sheet.report(say.NOT_FOR_BROWSERS, resource.name or str(resource.id), media)
        return ""
    sheet.shown.add(place)
    data = b64encode(resource.data).decode("ascii")
    return f' src="data:{media};base64,{data}" {RESOURCE}="{place}"'


def picture(figure: Figure, sheet: Sheet) -> str:
    """The picture of a figure, or nothing when the document does not have it."""
    source = source_of(figure.resource, sheet)
    if not source:
        return ""
    words = figure.alternative.strip() or one_line(figure.caption) or "图片"
    size = f' style="width:{figure.width:.6g}mm"' if figure.width > 0 else ""
    return f'<img alt="{quote(words)}"{source}{size}>\n'


def seal(ident: str | None, organs: tuple[str, ...], sheet: Sheet) -> str:
    """The picture of a seal, or nothing."""
    source = source_of(ident, sheet) if ident is not None else ""
    return (
        f'<img class="{PREFIX}seal" alt="{quote("印章：" + "、".join(organs))}"{source}>\n' if source else ""
    )
