"""The documents of an OFD package: their information, pages in order, attachments and tags.

GB/T 33190-2016 7.4 (entry), 7.5 (document), 16 (attachments), 17 (custom tags).
"""

import posixpath
from collections.abc import Iterator

from msgspec import Struct

from govdoc.errors import UnreadableError
from govdoc.ofdfile.names import MAIN, STRUCTURE
from govdoc.ofdfile.package import Element, Package, child, children, words


class Sheet(Struct, frozen=True):
    """A page of a document: its identifier in the file, and the path of its part."""

    ident: str
    path: str


class Body:
    """One document of a package: most hold one."""

    def __init__(self, package: Package, body: Element) -> None:
        self._package = package
        self._body = body
        path = package.resolve(words(child(body, "DocRoot")), "")
        self.folder = posixpath.dirname(path)
        self.root = package.tree(path)

    @property
    def custom(self) -> tuple[tuple[str, str], ...]:
        """The custom data of the document: names and values, in order."""
        found = children(child(self._body, "DocInfo", "CustomDatas"), "CustomData")
        return tuple((one.get("Name", ""), words(one)) for one in found)

    @property
    def signed(self) -> bool:
        """Whether the document bears electronic signatures or seals."""
        return bool(words(child(self._body, "Signatures")))

    @property
    def pages(self) -> tuple[Sheet, ...]:
        """The pages in order."""
        found = children(child(self.root, "Pages"), "Page")
        return tuple(
            Sheet(one.get("ID", ""), self._package.resolve(one.get("BaseLoc", ""), self.folder))
            for one in found
        )

    def linked(self, name: str) -> tuple[str, Element] | None:
        """The part that an element of the document names, such as Attachments: its folder and its root."""
        return self._linked(child(self.root, name), self.folder)

    def _linked(self, link: Element | None, base: str) -> tuple[str, Element] | None:
        if not words(link):
            return None
        path = self._package.resolve(words(link), base)
        root = self._package.tree(path)
        return None if root is None else (posixpath.dirname(path), root)

    def attached(self, name: str) -> bytes | None:
        """The bytes of the attachment of that name, or none."""
        found = self.linked("Attachments")
        if found is None:
            return None
        folder, root = found
        for one in children(root, "Attachment"):
            if one.get("Name") == name:
                return self._package.data(self._package.resolve(words(child(one, "FileLoc")), folder))
        return None

    def structure(self) -> Element | None:
        """The custom tags that govdoc writes, or none."""
        found = self.linked("CustomTags")
        if found is None:
            return None
        folder, root = found
        for one in children(root, "CustomTag"):
            if one.get("NameSpace") == STRUCTURE:
                linked = self._linked(child(one, "FileLoc"), folder)
                return None if linked is None else linked[1]
        return None


def bodies(package: Package) -> tuple[Body, ...]:
    """The documents of a package. Raises UnreadableError when it holds none that can be opened."""
    main = package.tree(MAIN)
    found = tuple(Body(package, one) for one in children(main, "DocBody"))
    if not any(body.root is not None for body in found):
        raise UnreadableError(
            f"{package.name}：OFD 中没有可以打开的文档；文件不完整或已加密，请向来源索取完好的文件",
            f"{package.name}: no document in it can be opened; damaged or encrypted, ask for a sound one",
        )
    return tuple(body for body in found if body.root is not None)


def text_codes(page: Element) -> Iterator[Element]:
    """The TextCode elements of a page in their order."""
    return (one for one in page.iter("{*}TextCode", "TextCode"))
