"""What the body refers to outside itself: links to the web and the pictures of the package.

ISO/IEC 29500-2 (relationships); RFC 3986 for targets. Only targets that do nothing by themselves are kept.
"""

import re

from govdoc import codes as say
from govdoc.context import Context
from govdoc.diagnostics import Origin
from govdoc.model import Resource
from govdoc.writers.docx.bookmarks import Bookmarks
from govdoc.writers.docx.markup import relationship
from govdoc.writers.zip import Part, pack

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_INERT = frozenset({"http:", "https:", "mailto:", "ftp:"})
_NOT_IN_URI = re.compile(r"[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})")
_SUFFIXES = {"image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif"}


def inert(href: str) -> bool:
    """Whether following a link does no more than show a page or begin a letter."""
    scheme = _SCHEME.match(href)
    return bool(href) and not href.startswith("\\\\") and (scheme is None or scheme[0].lower() in _INERT)


class Relations:
    """The relationships of document.xml and the parts they lead to, in the order of first use."""

    def __init__(self, context: Context, bookmarks: Bookmarks | None = None) -> None:
        self._context = context
        self._bookmarks = bookmarks
        self._links: dict[str, str] = {}
        self._pictures: dict[str, tuple[str, Part]] = {}

    def link(self, href: str, path: str) -> str | None:
        """The attribute of w:hyperlink for a target, or none for one that Word cannot follow safely."""
        if href.startswith("#"):
            name = self._bookmarks.anchor(href) if self._bookmarks else None
            if name is None:
                self._refuse(f"链接 {href}", path)
            return f'w:anchor="{name}"' if name else None
        if href not in self._links:
            if not inert(href):
                self._refuse(f"链接 {href}", path)
                return None
            self._links[href] = f"link{len(self._links) + 1}"
        return f'r:id="{self._links[href]}"'

    def picture(self, resource: Resource, path: str) -> str | None:
        """The identifier of a picture's relationship, or none for a kind that Word does not show."""
        suffix = _SUFFIXES.get(resource.media_type)
        if suffix is None:
            self._refuse(f"{resource.media_type} 图片", path)
            return None
        key = resource.id or resource.data.hex()
        if key not in self._pictures:
            number = len(self._pictures) + 1
            # Pictures are packed already: the fastest level only puts them into the one form of the zip.
            part = pack(f"word/media/image{number}.{suffix}", resource.data, level=1)
            self._pictures[key] = f"image{number}", part
        return self._pictures[key][0]

    @property
    def media(self) -> tuple[Part, ...]:
        """The pictures."""
        return tuple(part for _, part in self._pictures.values())

    def content_types(self, known: str = "") -> str:
        """The content types of the pictures, without those that are in the XML `known`."""
        suffixes = sorted({part.name.rpartition(".")[2] for part in self.media})
        suffixes = [suffix for suffix in suffixes if f'Extension="{suffix}"' not in known]
        return "".join([f'<Default Extension="{s}" ContentType="image/{s}"/>' for s in suffixes])

    def xml(self) -> str:
        """The relationship elements."""
        links = [
            relationship(ident, "hyperlink", _uri(href), external=True) for href, ident in self._links.items()
        ]
        pictures = [
            relationship(ident, "image", part.name.removeprefix("word/"))
            for ident, part in self._pictures.values()
        ]
        return "".join(links + pictures)

    def _refuse(self, what: str, path: str) -> None:
        self._context.report(say.NOT_EXPRESSED, "DOCX", what, origin=Origin(self._context.file, element=path))


def _uri(href: str) -> str:
    """A link as a URI: what RFC 3986 does not allow is percent-encoded, else Word refuses the whole file."""
    return _NOT_IN_URI.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), href.strip())
