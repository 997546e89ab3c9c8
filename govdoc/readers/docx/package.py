"""The parts of a Word package: found through relationships, parsed without entities, network or DTD.

ISO/IEC 29500-2 (parts, relationships, content types). What is missing or broken beside the main part is
said (GD131) and done without.
"""

import posixpath
from typing import NamedTuple
from urllib.parse import unquote

from govdoc import codes as say
from govdoc.archive import Archive
from govdoc.context import Context, Limits
from govdoc.errors import FormatError, UnreadableError
from govdoc.readers.docx.names import STRICT
from govdoc.source import Source
from govdoc.xmlfile import Advice, parse_xml
from govdoc.xmlfile import Element as Element  # noqa: PLC0414  the modules of this room take it from here

_TYPES = "[Content_Types].xml"
_USUAL_MAIN = "word/document.xml"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PACKAGE_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_AGAIN = ("请用 Word 打开并另存一次", "open and save it once in Word")
_ADVICE = Advice(malformed=_AGAIN, doctype=_AGAIN)


class Relation(NamedTuple):
    """What an identifier in a part leads to: the last step of its type, a part name or an address outside."""

    kind: str
    target: str
    external: bool


class Package:
    """A Word package.

    Parameters: the `source`; `context` for limits and diagnostics. Raises UnreadableError for what is no
    zip or whose main part is damaged, FormatError for a zip that is no Word file, LimitError.
    """

    def __init__(self, source: Source, context: Context) -> None:
        self._context = context
        self._archive = Archive(source.data, source.name, context.limits)
        self._relations: dict[str, dict[str, Relation]] = {}
        self.name = source.name
        self.main = self._find_main()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the package."""
        return self._archive.names

    def __contains__(self, name: str) -> bool:
        return name in self._archive

    def _find_main(self) -> str:
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and self._is_word(relation.target):
                return relation.target
        if _USUAL_MAIN in self._archive:
            return _USUAL_MAIN
        raise FormatError(
            f"{self.name}：zip 文件，但不是 Word 文档；请给出 .docx 文件",
            f"{self.name}: a zip file, but no Word document; give a .docx file",
        )

    def _is_word(self, name: str) -> bool:
        return name in self._archive and (name.startswith("word/") or "word" in self.content_type(name))

    def content_type(self, name: str) -> str:
        """The content type of a part, or nothing."""
        types = self.tree(_TYPES)
        if types is None:
            return ""
        suffix = name.rpartition(".")[2].lower()
        for kind in types.iterchildren(f"{_PACKAGE_TYPES}Override"):
            if kind.get("PartName", "").removeprefix("/").lower() == name.lower():
                return kind.get("ContentType", "")
        for kind in types.iterchildren(f"{_PACKAGE_TYPES}Default"):
            if kind.get("Extension", "").lower() == suffix:
                return kind.get("ContentType", "")
        return ""

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by identifier; those of the package for “”."""
        found = self._relations.get(part)
        if found is None:
            folder, _, name = part.rpartition("/")
            tree = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
            found = {} if tree is None else dict(_relation(e, folder) for e in tree.iter(_RELATION))
            self._relations[part] = found
        return found

    def related(self, part: str, kind: str) -> list[str]:
        """The names of the parts that a part is related to by `kind`, in order."""
        found = self.relations(part).values()
        return [relation.target for relation in found if relation.kind == kind and not relation.external]

    def data(self, name: str) -> bytes | None:
        """The bytes of a part, or none, which is said."""
        try:
            found = self._archive.read(name)
        except UnreadableError as error:
            self._context.report(say.PART_UNREADABLE, name, error.zh.rpartition("；")[0] or error.zh)
            return None
        if found is None:
            self._context.report(say.PART_UNREADABLE, name, "文件中没有 / not in the package")
        return found

    def tree(self, name: str) -> Element | None:
        """The root of an XML part; none when there is no such part, or when it is broken, which is said."""
        try:
            found = self._archive.read(name)
            return None if found is None else parse(found, name, self._context.limits)
        except UnreadableError as error:
            self._context.report(say.PART_UNREADABLE, name, error.zh)
            return None

    def main_tree(self) -> Element:
        """The root of the main part. Raises UnreadableError when it is damaged."""
        found = self._archive.read(self.main)
        assert found is not None
        return parse(found, f"{self.name}/{self.main}", self._context.limits)


def _relation(element: Element, folder: str) -> tuple[str, Relation]:
    external = element.get("TargetMode") == "External"
    target = element.get("Target", "")
    if not external:
        path = unquote(target.partition("#")[0])
        target = path.removeprefix("/") if path.startswith("/") else posixpath.join(folder, path)
        target = posixpath.normpath(target) if target else ""
    return element.get("Id", ""), Relation(element.get("Type", "").rpartition("/")[2], target, external)


def parse(data: bytes, name: str, limits: Limits) -> Element:
    """The root of an XML part.

    Raises UnreadableError for what is no XML or has a DOCTYPE, LimitError for what is beyond `limits`.
    """
    for strict, usual in STRICT:
        if strict in data:
            data = data.replace(strict, usual)
    return parse_xml(data, name, limits, _ADVICE)
