"""The structure of a document as custom tags: which objects of which page are a heading, a cell, a link.

GB/T 33190-2016 17 (custom tags). Elements are written when the next one of the top level begins, so that a
long document needs no memory for its structure.
"""

from collections.abc import Iterable

from govdoc.ofdfile.names import STRUCTURE
from govdoc.paginate.page import Element, Kind
from govdoc.writers.docx.markup import quote
from govdoc.writers.ofd.markup import DECLARATION, SCOPE
from govdoc.writers.zip import Growing, Part

TAGS = {
    Kind.HEADING: "heading",
    Kind.PARAGRAPH: "paragraph",
    Kind.LIST: "list",
    Kind.ITEM: "item",
    Kind.ITEM_BODY: "body",
    Kind.TABLE: "table",
    Kind.ROW: "row",
    Kind.HEADER_CELL: "header",
    Kind.CELL: "cell",
    Kind.FIGURE: "figure",
    Kind.CAPTION: "caption",
    Kind.LINK: "link",
    Kind.LABEL: "label",
    Kind.NOTE: "note",
    Kind.REFERENCE: "reference",
}
"""What each kind of element is called in the structure."""


class Node:
    """An element that is still open, with what it holds so far."""

    __slots__ = ("element", "kids")

    def __init__(self, element: Element) -> None:
        self.element = element
        self.kids: list[str | Node] = []


class Structure:
    """The structure of one file."""

    def __init__(self, name: str) -> None:
        self._part = Growing(name)
        self._part.add(f'{DECLARATION}<structure xmlns="{STRUCTURE}" {SCOPE}>')
        self._open: dict[int, Node] = {}
        self._top: Node | None = None
        self._in_part = False

    def node(self, element: Element) -> Node:
        """The node of an element, opened with all that it stands in when it is new."""
        found = self._open.get(id(element))
        if found is not None:
            return found
        node = Node(element)
        if element.parent is None:
            self._begin(node)
        else:
            self.node(element.parent).kids.append(node)
        self._open[id(element)] = node
        return node

    def mark(self, element: Element, page: int, numbers: Iterable[int]) -> None:
        """Take in objects of a page."""
        begin = f'<ofd:ObjectRef PageRef="{page}">'
        refs = f"</ofd:ObjectRef>{begin}".join(map(str, numbers))
        self.node(element).kids.append(f"{begin}{refs}</ofd:ObjectRef>")

    def _begin(self, node: Node) -> None:
        self._end_top()
        if node.element.new_part or not self._in_part:
            self._part.add("</part><part>" if self._in_part else "<part>")
            self._in_part = True
        self._top = node

    def _end_top(self) -> None:
        if self._top is not None:
            found: list[str] = []
            _write(self._top, found)
            self._part.add("".join(found))
        self._top = None
        self._open.clear()

    def finish(self) -> Part:
        """The part with all elements."""
        self._end_top()
        self._part.add(f"{'</part>' if self._in_part else ''}</structure>")
        return self._part.part()


def _write(node: Node, found: list[str]) -> None:
    tag = TAGS.get(node.element.kind, "other")
    found.append(f"<{tag}{_attributes(node.element)}>")
    for kid in node.kids:
        if isinstance(kid, str):
            found.append(kid)
        else:
            _write(kid, found)
    found.append(f"</{tag}>")


def _attributes(element: Element) -> str:
    facts: list[tuple[str, str | int]] = []
    if element.path:
        facts.append(("path", element.path))
    match element.kind:
        case Kind.HEADING:
            facts.append(("level", element.level))
        case Kind.FIGURE:
            facts.append(("alternative", element.text))
        case Kind.LINK:
            facts.append(("target", element.text))
        case Kind.TABLE if element.text:
            facts.append(("summary", element.text))
        case Kind.HEADER_CELL:
            facts.append(("scope", element.text.lower()))
    if element.colspan > 1:
        facts.append(("colspan", element.colspan))
    if element.rowspan > 1:
        facts.append(("rowspan", element.rowspan))
    return "".join([f" {name}={quote(str(value))}" for name, value in facts])
