"""Pictures of a page: its own bytes (data: URLs, RFC 2397), image files beside it, references to all others.

Nothing is fetched, and no file outside the page's own folder is opened.
"""

import base64
import binascii
import re
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from govdoc.context import Context
from govdoc.model import Figure, Resource, clean_text
from govdoc.readers.html.dom import Element
from govdoc.source import digest_of
from govdoc.typography import MM_PER_UNIT

_DATA = re.compile(r"data:(image/[a-z0-9.+-]+)((?:;[^,;]*)*),(.*)", re.IGNORECASE | re.DOTALL)
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(px|pt|mm|cm)?\s*")
_SMALLEST = 7.0
_MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".bmp": "image/bmp",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
_ICON = re.compile(
    r"(?:^|[/_.-])(?:icon|ico|fileType(?:Images)?|btn|button|arrow|spacer|blank|dot)s?(?:[/_.-]|\d)",
    re.IGNORECASE,
)


def picture(element: Element, context: Context, resources: dict[str, Resource]) -> Figure | None:
    """The picture of an `img`, or none for an icon or one without a source; its bytes go to `resources`."""
    source = element.attributes.get("src", "").strip()
    width, height = (_millimetres(element.attributes.get(name, "")) for name in ("width", "height"))
    if not source or _is_icon(source, width, height):
        return None
    alternative = " ".join(clean_text(element.attributes.get("alt", "")).split())
    inside = source.lower().startswith("data:")
    made = _resource(source, context) if inside else _beside(source, context)
    href = None if inside else clean_text(source)
    if made is None and inside:
        return Figure(alternative=alternative) if alternative else None
    if made is None:
        return Figure(href=href, alternative=alternative, width=width, height=height)
    resources[made.id or ""] = made
    return Figure(resource=made.id, href=href, alternative=alternative, width=width, height=height)


def _is_icon(source: str, width: float, height: float) -> bool:
    small = 0 < width < _SMALLEST or 0 < height < _SMALLEST
    return small or (len(source) < 500 and _ICON.search(source) is not None)


def _millimetres(length: str) -> float:
    found = _LENGTH.fullmatch(length.lower())
    if found is None or len(found[1]) > 8:
        return 0.0
    return round(float(found[1]) * MM_PER_UNIT[found[2] or "px"], 2)


def _beside(source: str, context: Context) -> Resource | None:
    """An image file in the folder of the page or below it; links that lead out of it are not followed."""
    name = unquote(re.split(r"[?#]", source, maxsplit=1)[0])
    media_type = _MEDIA_TYPES.get(Path(name).suffix.lower())
    if context.file in {None, "-"} or media_type is None or ":" in name or "\0" in name:
        return None
    try:
        folder = Path(str(context.file)).resolve().parent
        path = (folder / name).resolve()
        if not path.is_relative_to(folder) or path.stat().st_size > context.limits.input_bytes:
            return None
        return _made(path.read_bytes(), media_type)
    except OSError:  # no such file, or one that may not be read: the reference stays
        return None


def _made(data: bytes, media_type: str) -> Resource:
    return Resource(id=digest_of(data), data=data, media_type=media_type)


def _resource(source: str, context: Context) -> Resource | None:
    found = _DATA.fullmatch(source)
    if found is None:
        return None
    data = _bytes(found[3], "base64" in found[2].lower())
    if not data or len(data) > context.limits.input_bytes:
        return None
    return _made(data, found[1].lower())


def _bytes(text: str, encoded: bool) -> bytes:
    raw = unquote_to_bytes(text)
    if not encoded:
        return raw
    try:
        return base64.b64decode(b"".join(raw.split()) + b"=" * (-len(b"".join(raw.split())) % 4))
    except (binascii.Error, ValueError):
        return b""
