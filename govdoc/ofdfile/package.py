"""The parts of an OFD package, found by their paths, parsed without entities, network or DTD.

GB/T 33190-2016 7.2 (package) and 7.3 (paths). Elements are looked up by local names: older files, and those
of some programs since, have other namespaces or none.
"""

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from govdoc.archive import Archive
from govdoc.context import Limits
from govdoc.errors import FormatError, LimitError, UnreadableError
from govdoc.ofdfile.names import MAIN

Element = etree._Element  # noqa: SLF001  lxml names the type of its elements so

_HUGE = 10_000_000
"""Bytes from which libxml2's limit on text nodes is lifted; a smaller part cannot need it."""
_GB = re.compile(rb"""^(\s*<\?xml[^>]{0,80}encoding\s*=\s*["'])(gb2312|gbk|gb18030)(?=["'])""", re.IGNORECASE)


class Package:
    """An OFD package.

    Parameters: `data` the file; `name` what it is called in messages; `limits` of the zip. Raises
    UnreadableError for what is no zip, FormatError for a zip that is no OFD, LimitError beyond `limits`.
    """

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self._archive = Archive(data, name, limits)
        self.name = name
        if MAIN not in self._archive:
            raise FormatError(
                f"{name}：zip 文件，但不是 OFD；请给出 .ofd 文件",
                f"{name}: a zip file, but no OFD; give an .ofd file",
            )

    def data(self, path: str) -> bytes | None:
        """The bytes of a part, or none. Raises UnreadableError when it is damaged, LimitError."""
        return self._archive.read(path)

    def tree(self, path: str) -> Element | None:
        """The root of an XML part, or none when there is no such part.

        Raises UnreadableError for what is damaged, no XML, or has a DOCTYPE, LimitError for deep nesting.
        """
        found = self._archive.read(path)
        return None if found is None else parse(found, f"{self.name}/{path}")

    def resolve(self, path: str, base: str) -> str:
        """The path of a part that another one names: from the root, or from the folder `base`.

        Where nothing stands there, it is looked for from the root too: some programs write paths so.
        """
        path = path.strip().replace("\\", "/")
        if path.startswith("/"):
            return posixpath.normpath(path).lstrip("/")
        near = posixpath.normpath(posixpath.join(base, path))
        far = posixpath.normpath(path)
        return far if near not in self._archive and far in self._archive else near


def local(element: Element) -> str:
    """The name of an element without its namespace; nothing for a comment or an instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The children of an element that have one of the names."""
    for child in () if element is None else element:
        if local(child) in names:
            yield child


def child(element: Element | None, *path: str) -> Element | None:
    """The first element on a path of names below an element, or none."""
    for name in path:
        element = next(children(element, name), None)
    return element


def words(element: Element | None) -> str:
    """The text of an element, trimmed; nothing when there is none."""
    return "" if element is None else (element.text or "").strip()


def parse(data: bytes, name: str) -> Element:
    """The root of an XML part; what is declared as GB 2312 or GBK is read as GB 18030.

    Raises UnreadableError for what is no XML or has a DOCTYPE, LimitError for nesting beyond libxml2's limit.
    """
    if _GB.match(data):
        data = _GB.sub(rb"\1utf-8", data.decode("gb18030", "replace").encode())
    _refuse_doctype(len(data) > _HUGE and b"<!DOCTYPE" in data[:_HUGE], name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=len(data) > _HUGE,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _malformed(name, error) from None
    _refuse_doctype(root.getroottree().docinfo.internalDTD is not None, name)
    return root


def _refuse_doctype(found: bool, name: str) -> None:
    if found:
        raise UnreadableError(
            f"{name}：含有 DOCTYPE，为安全起见不读；请用 OFD 阅读器打开并另存一次",
            f"{name}: has a DOCTYPE, which is not read for safety; save it once in an OFD reader",
        )


def _malformed(name: str, error: etree.XMLSyntaxError) -> UnreadableError | LimitError:
    said = error.msg or ""
    if "xcessive depth" in said:
        return LimitError(
            f"{name}：嵌套超过 XML 解析器的上限 256 层；请用 OFD 阅读器另存一次",
            f"{name}: nested beyond the XML parser's limit of 256; save it once in an OFD reader",
        )
    return UnreadableError(
        f"{name}：不是格式正确的 XML（{said}）；请用 OFD 阅读器打开并另存一次",
        f"{name}: not well-formed XML ({said}); save it once in an OFD reader",
    )
