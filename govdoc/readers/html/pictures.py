"""Pictures of a page: bytes that the page itself holds (data: URLs, RFC 2397), references to all others.

Nothing is fetched and no file beside the page is opened.
"""

import base64
import binascii
import hashlib
import re
from urllib.parse import unquote_to_bytes

from govdoc.context import Context
from govdoc.model import Figure, Resource, clean_text
from govdoc.readers.html.dom import Element

_DATA = re.compile(r"data:(image/[a-z0-9.+-]+)((?:;[^,;]*)*),(.*)", re.IGNORECASE | re.DOTALL)
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(px|pt|mm|cm)?\s*")
_MM = {"px": 25.4 / 96, None: 25.4 / 96, "pt": 25.4 / 72, "mm": 1.0, "cm": 10.0}
_SMALLEST = 7.0
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
    if not source.lower().startswith("data:"):
        return Figure(href=clean_text(source), alternative=alternative, width=width, height=height)
    made = _resource(source, context)
    if made is None:
        return Figure(alternative=alternative) if alternative else None
    resources[made.id or ""] = made
    return Figure(resource=made.id, alternative=alternative, width=width, height=height)


def _is_icon(source: str, width: float, height: float) -> bool:
    small = 0 < width < _SMALLEST or 0 < height < _SMALLEST
    return small or (len(source) < 500 and _ICON.search(source) is not None)


def _millimetres(length: str) -> float:
    found = _LENGTH.fullmatch(length.lower())
    return round(float(found[1]) * _MM[found[2]], 2) if found and len(found[1]) < 9 else 0.0


def _resource(source: str, context: Context) -> Resource | None:
    found = _DATA.fullmatch(source)
    if found is None:
        return None
    data = _bytes(found[3], "base64" in found[2].lower())
    if not data or len(data) > context.limits.input_bytes:
        return None
    digest = hashlib.sha256(data).hexdigest()
    return Resource(id=f"sha256:{digest}", data=data, media_type=found[1].lower())


def _bytes(text: str, encoded: bool) -> bytes:
    raw = unquote_to_bytes(text)
    if not encoded:
        return raw
    try:
        return base64.b64decode(b"".join(raw.split()) + b"=" * (-len(b"".join(raw.split())) % 4))
    except (binascii.Error, ValueError):
        return b""
