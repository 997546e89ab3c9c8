"""Links inside the document: bookmarks where the nodes stand that links name.

ISO/IEC 29500-1 17.13.6 (bookmarks) and 17.16.22 (w:anchor). A bookmark's name begins with a letter and has
40 characters at the most, so an identifier that is no such name gets a number.
"""

import re
from collections.abc import Sequence

from govdoc.model import Document
from govdoc.tree import walk

_NAME = re.compile(r"[^\W\d_]\w{0,39}")
_AFTER = "</w:pPr>"


class Bookmarks:
    """The bookmarks that the links of a document need. The document is looked through at the first link."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._places: dict[str, str] | None = None
        self._names: dict[str, str] = {}

    def anchor(self, href: str) -> str | None:
        """The bookmark that a link leads to, or none when no node of the document has that identifier."""
        if self._places is None:
            self._places = {node.id: path for path, node in walk(self._document) if node.id}
        ident = href.removeprefix("#")
        if ident not in self._places:
            return None
        taken = len(self._names) + 1
        return self._names.setdefault(ident, ident if _NAME.fullmatch(ident) else f"place{taken}")

    def put(self, made: list[str], paths: Sequence[str]) -> None:
        """Put the bookmarks into the paragraphs and tables `made`; `paths`: the node of each."""
        for number, (ident, name) in enumerate(self._names.items()):
            place = (self._places or {})[ident]
            at = next((i for i, path in enumerate(paths) if _within(path, place)), None)
            if at is not None:
                mark = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'
                made[at] = made[at].replace(_AFTER, _AFTER + mark, 1)


def _within(path: str, place: str) -> bool:
    return path == place or path.startswith(f"{place}/")
