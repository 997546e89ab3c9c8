"""The structure of a document as custom tags: which objects of which page are a heading, a cell, a link.

GB/T 33190-2016 17 (custom tags). Elements are written when the next one of the top level begins, so that a
long document needs no memory for its structure; from one that calls footnotes on, which are its last kids but
stand at the foot of the page, a while later.
"""

from collections import deque
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

    __slots__ = ("element", "kids", "notes")

    def __init__(self, element: Element) -> None:
        self.element = element
        self.kids: list[str | Node] = []
        self.notes: list[Node] = []


_LATE = 64
"""How many elements with footnotes wait: more than call some on one page."""


class Structure:
    """The structure of one file."""

    def __init__(self, name: str) -> None:
        self._part = Growing(name)
        self._part.add(f'{DECLARATION}<structure xmlns="{STRUCTURE}" {SCOPE}>')
        self._open: dict[int, Node] = {}
        self._late: dict[int, dict[int, Node]] = {}
        self._ended: deque[Node] = deque()
        self._top: Node | None = None
        self._calls = False
        self._in_part = False

    def node(self, element: Element) -> Node:
        """The node of an element, opened with all that it stands in when it is new."""
        found = self._open.get(id(element))
        if found is not None:
            return found
        if self._late:
            known = self._late.get(id(_root(element)))
            if known is not None:
                return known.get(id(element)) or self._inner(element, known)
        if element.parent is not None:
            self.node(element.parent)  # which may begin anew
            return self._inner(element, self._open)
        node = self._open[id(element)] = self._begin(element)
        return node

    def _inner(self, element: Element, known: dict[int, Node]) -> Node:
        """A new node inside another one; footnotes come after what else it holds."""
        assert element.parent is not None
        parent = known.get(id(element.parent)) or self._inner(element.parent, known)
        node = known[id(element)] = Node(element)
        (parent.notes if element.kind is Kind.NOTE else parent.kids).append(node)
        self._calls |= element.kind is Kind.REFERENCE
        return node

    def mark(self, element: Element, page: int, numbers: Iterable[int]) -> None:
        """Take in objects of a page."""
        begin = f'<ofd:ObjectRef PageRef="{page}">'
        refs = f"</ofd:ObjectRef>{begin}".join(map(str, numbers))
        self.node(element).kids.append(f"{begin}{refs}</ofd:ObjectRef>")

    def _begin(self, element: Element) -> Node:
        self._end_top()
        self._top = Node(element)
        return self._top

    def _end_top(self) -> None:
        if self._top is not None:
            self._ended.append(self._top)
            if self._calls:
                self._late[id(self._top.element)] = self._open
                self._open = {}
            self._write_ended(_LATE)
        self._top = None
        self._calls = False
        self._open.clear()

    def _write_ended(self, keep: int) -> None:
        """Write elements that have ended, up to the first that may get footnotes yet."""
        while self._ended:
            node = self._ended[0]
            if id(node.element) in self._late:
                if len(self._late) <= keep:
                    return
                del self._late[id(node.element)]
            self._ended.popleft()
            found: list[str] = []
            if node.element.new_part or not self._in_part:
                found.append("</part><part>" if self._in_part else "<part>")
                self._in_part = True
            _write(node, found)
            self._part.add("".join(found))

    def finish(self) -> Part:
        """The part with all elements."""
        self._end_top()
        self._write_ended(0)
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
