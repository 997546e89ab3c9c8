"""Characters and attributes of HTML, addresses that are safe to follow, and identifiers inside the page.

WHATWG HTML 13.3 (escaping), 3.2.6 (an identifier is not empty and holds no white space); WHATWG URL 4.4: a
browser drops white space at the ends of an address, and tabs and line breaks inside it.
"""

import re
from urllib.parse import quote as percent

from govdoc.webpage import PREFIX

SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp"})
"""The schemes of links that stay links; any other could run something or open a file."""

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
_EDGES = "".join(map(chr, range(0x21)))
_DROPPED = re.compile(r"[\t\n\r]")
_UNFIT = re.compile(r"[\x00-\x20\"<>\\^`{|}\x7f-\x9f\u2028\u2029\ufdd0-\ufdef]|%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(
    r"(?:https?|ftp)://(?:[^/?#@]*@)?(\[[0-9A-Fa-f:.]+\]|[^/?#:\[\]]+)(?::[0-9]*)?(?:[/?#]|$)", re.IGNORECASE
)
_BAD_HOST = re.compile(r"[\s%<>^|\\\"`{}（）：，。、；《》“”]")
_BRACKET = re.compile(r"[\[\]]")
_PLAIN_ID = re.compile(r"[^\s\x00-\x20\x7f-\x9f]+")


def escape(text: str) -> str:
    """Text as it stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quote(text: str) -> str:
    """Text as it stands between the double quotes of an attribute."""
    return escape(text).replace('"', "&quot;")


def anchor(ident: str) -> str:
    """The identifier on the page of a node's identifier: itself where HTML allows it, else its bytes."""
    if _PLAIN_ID.fullmatch(ident) and not ident.startswith(PREFIX):
        return ident
    return f"{PREFIX}x{ident.encode('utf-8', 'replace').hex()}"


def identified(ident: str | None) -> str:
    """The attribute for a node's identifier, or nothing."""
    return "" if ident is None else f' id="{quote(anchor(ident))}"'


def to_fragment(ident: str) -> str:
    """The address of an identifier inside the page."""
    return "#" + percent(anchor(ident), safe="")


def safe_address(href: str) -> str | None:
    """An address that may stand in a link, its characters made fit for one; none for one that may not.

    Relative addresses stay; `javascript:`, `data:` and every scheme but SAFE_SCHEMES do not.
    """
    address = _DROPPED.sub("", href.strip(_EDGES))
    found = _SCHEME.match(address)
    if found is not None and found[1].lower() not in SAFE_SCHEMES:
        return None
    if not address:
        return None
    if found is not None and found[1].lower() in {"http", "https", "ftp"}:
        return _with_host(address)
    return _fit(address)


def _with_host(address: str) -> str | None:
    """An absolute address, or none where its host is none: browsers would not follow it."""
    host = _HOST.match(address)
    if host is None or (_BAD_HOST.search(host[1]) and not host[1].startswith("[")):
        return None
    return address[: host.end(1)].lower() + _fit(address[host.end(1) :])


def _fit(address: str) -> str:
    path, mark, rest = address.partition("#")
    made = _UNFIT.sub(_percent, path) + mark + _UNFIT.sub(_percent, rest.replace("#", "%23"))
    return _BRACKET.sub(_percent, made)


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))
