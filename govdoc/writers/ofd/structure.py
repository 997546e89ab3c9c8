"""The structure of a document as custom tags: which objects of which page are a heading, a cell, a link.

GB/T 33190-2016 17 (custom tags). Elements are written some time after the next one of the top level begins,
so that a long document needs no memory for its structure.
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
    Kind.NOTE: "note",
    Kind.REFERENCE: "reference",
}
"""What each kind of element is called in the structure."""


_WAITING = 64
"""How many elements of the top level are kept open: footnotes, at the foot of the page, belong to them."""


class Node:
    """An element that is still open, with what it holds so far; footnotes come after all else."""

    __slots__ = ("element", "kids", "notes")

    def __init__(self, element: Element) -> None:
        self.element = element
        self.kids: list[str | Node] = []
        self.notes: list[Node] = []


class Structure:
    """The structure of one file."""

    def __init__(self, name: str) -> None:
        self._part = Growing(name)
        self._part.add(f'{DECLARATION}<structure xmlns="{STRUCTURE}" {SCOPE}>')
        self._open: dict[int, Node] = {}
        self._tops: dict[int, tuple[Node, dict[int, Node]]] = {}
        self._in_part = False

    def node(self, element: Element) -> Node:
        """The node of an element, opened with all that it stands in when it is new."""
        found = self._open.get(id(element))
        if found is not None:
            return found
        root = _root(element)
        if id(root) not in self._tops:
            self._write_tops(_WAITING)
            top = Node(root)
            self._tops[id(root)] = (top, {id(root): top})
        _, self._open = self._tops[id(root)]
        return self._open.get(id(element)) or self._inner(element)

    def _inner(self, element: Element) -> Node:
        """A new node inside another one."""
        assert element.parent is not None
        parent = self._open.get(id(element.parent)) or self._inner(element.parent)
        node = self._open[id(element)] = Node(element)
        (parent.notes if element.kind is Kind.NOTE else parent.kids).append(node)
        return node

    def mark(self, element: Element, page: int, numbers: Iterable[int]) -> None:
        """Take in objects of a page."""
        begin = f'<ofd:ObjectRef PageRef="{page}">'
        refs = f"</ofd:ObjectRef>{begin}".join(map(str, numbers))
        self.node(element).kids.append(f"{begin}{refs}</ofd:ObjectRef>")

    def _write_tops(self, keep: int) -> None:
        """Write the oldest elements of the top level."""
        while len(self._tops) > keep:
            node, _ = self._tops.pop(next(iter(self._tops)))
            if node.element.new_part or not self._in_part:
                self._part.add("</part><part>" if self._in_part else "<part>")
                self._in_part = True
            found: list[str] = []
            _write(node, found)
            self._part.add("".join(found))

    def finish(self) -> Part:
        """The part with all elements."""
        self._write_tops(0)
        self._part.add(f"{'</part>' if self._in_part else ''}</structure>")
        return self._part.part()


def _root(element: Element) -> Element:
    while element.parent is not None:
        element = element.parent
    return element


def _write(node: Node, found: list[str]) -> None:
    tag = TAGS.get(node.element.kind, "other")
    found.append(f"<{tag}{_attributes(node.element)}>")
    for kid in (*node.kids, *node.notes):
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
