"""The parts of an OFD package, found by their paths, parsed without entities, network or DTD.

GB/T 33190-2016 7.2 (package) and 7.3 (paths). Elements are looked up by local names: older files, and those
of some programs since, have other namespaces or none.
"""

import posixpath
import re
from collections.abc import Iterator

from govdoc.archive import Archive
from govdoc.context import Limits
from govdoc.errors import FormatError
from govdoc.ofdfile.names import MAIN
from govdoc.xmlfile import Advice, parse_xml
from govdoc.xmlfile import Element as Element  # noqa: PLC0414  the modules of this room take it from here

_AGAIN = ("请用 OFD 阅读器打开并另存一次", "save it once in an OFD reader")
_ADVICE = Advice(malformed=_AGAIN, doctype=_AGAIN)
_GB = re.compile(rb"""^(\s*<\?xml[^>]{0,80}encoding\s*=\s*["'])(gb2312|gbk|gb18030)(?=["'])""", re.IGNORECASE)


class Package:
    """An OFD package.

    Parameters: `data` the file; `name` what it is called in messages; `limits` of the zip. Raises
    UnreadableError for what is no zip, FormatError for a zip that is no OFD, LimitError beyond `limits`.
    """

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self._archive = Archive(data, name, limits)
        self._limits = limits
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
        return None if found is None else parse(found, f"{self.name}/{path}", self._limits)

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


def parse(data: bytes, name: str, limits: Limits) -> Element:
    """The root of an XML part; what is declared as GB 2312 or GBK is read as GB 18030.

    Raises UnreadableError for what is no XML or has a DOCTYPE, LimitError beyond `limits`.
    """
    if _GB.match(data):
        data = _GB.sub(rb"\1utf-8", data.decode("gb18030", "replace").encode())
    return parse_xml(data, name, limits, _ADVICE)
