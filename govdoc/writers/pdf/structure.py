"""The structure tree: Document > Sect > H1 H2 P L Table Figure … (ISO 32000-1 14.7, ISO 14289-1 7).

Elements are written as soon as the next one of their level begins, so that a long document streams.
"""

from collections.abc import Iterator

from govdoc.paginate.page import Element, Kind
from govdoc.writers.pdf.package import Package, text_string

_SPAN = 64
"""How many keys a leaf of the parent tree holds."""


class Node:
    """A structure element that is still open: its number, the reference to it, its page, what it holds."""

    __slots__ = ("box", "element", "kids", "nodes", "number", "page", "reference")

    def __init__(self, element: Element, number: int) -> None:
        self.element = element
        self.number = number
        self.reference = b"%d 0 R" % number
        self.page = 0
        self.kids: list[bytes] = []
        self.nodes: list[Node] = []
        self.box = b""

    def mark(self, page: int, mcid: int) -> None:
        """Take in marked content of a page."""
        self.page = self.page or page
        if page == self.page:
            self.kids.append(b"%d" % mcid)
        else:
            self.kids.append(b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (page, mcid))

    def annotate(self, page: int, annotation: int) -> None:
        """Take in an annotation of a page."""
        self.page = self.page or page
        self.kids.append(b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>" % (page, annotation))


class Structure:
    """The structure tree of one file."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.root, self._document = package.number(), package.number()
        self._open: dict[int, Node] = {}
        self._top: Node | None = None
        self._section: int | None = None
        self._section_kids: list[bytes] = []
        self._sections: list[bytes] = []
        self._parents: list[bytes] = []
        self._leaves: list[bytes] = []
        self._keys = 0

    def node(self, element: Element) -> Node:
        """The node of an element, opened with all that it stands in when it is new."""
        found = self._open.get(id(element))
        if found is not None:
            return found
        if element.parent is None:
            node = self._begin(element)
        else:
            parent = self.node(element.parent)
            node = Node(element, self._package.number())
            parent.kids.append(node.reference)
            parent.nodes.append(node)
        self._open[id(element)] = node
        return node

    def _begin(self, element: Element) -> Node:
        self._end_top()
        if self._section is None or element.new_part:
            self._end_section()
            self._section = self._package.number()
        self._top = node = Node(element, self._package.number())
        self._section_kids.append(node.reference)
        return node

    def _end_top(self) -> None:
        if self._top is not None and self._section is not None:
            self._write(self._top, self._section)
        self._top = None
        self._open.clear()

    def _end_section(self) -> None:
        if self._section is not None:
            kids = b" ".join(self._section_kids)
            self._package.put(b"<</S/Sect/P %d 0 R/K[%b]>>" % (self._document, kids), self._section)
            self._sections.append(b"%d 0 R" % self._section)
            self._section_kids = []

    def _write(self, node: Node, parent: int) -> None:
        page = b"/Pg %d 0 R" % node.page if node.page else b""
        kids = node.kids[0] if len(node.kids) == 1 else b"[%b]" % b" ".join(node.kids)
        element = node.element
        more = b"" if element.kind in _BARE else _attributes(node)
        self._package.put(
            b"<</S%b/P %d 0 R%b%b/K %b>>" % (tag_of(element), parent, page, more, kids), node.number
        )
        for inner in node.nodes:
            self._write(inner, node.number)

    def key(self, owners: bytes) -> int:
        """A key of the parent tree for the owners: an array of a page's, a reference to a link's."""
        key = self._keys
        self._keys += 1
        self._parents.append(b"%d %b" % (key, owners))
        if len(self._parents) == _SPAN:
            self._leaf()
        return key

    def _leaf(self) -> None:
        if self._parents:
            first = self._keys - len(self._parents)
            limits = (first, self._keys - 1, b" ".join(self._parents))
            self._leaves.append(b"%d 0 R" % self._package.put(b"<</Limits[%d %d]/Nums[%b]>>" % limits))
            self._parents = []

    def finish(self) -> int:
        """Write what is open and the root; returns the root's number."""
        self._end_top()
        self._end_section()
        self._leaf()
        put = self._package.put
        kids = b" ".join(self._sections)
        put(b"<</S/Document/P %d 0 R/K[%b]>>" % (self.root, kids), self._document)
        tree = put(b"<</Kids[%b]>>" % b" ".join(self._leaves))
        fields = (self._document, tree, self._keys)
        put(b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>" % fields, self.root)
        return self.root


def tag_of(element: Element) -> bytes:
    """The name of an element's structure type."""
    return _TAGS.get(element.kind) or b"/H%d" % element.level


_TAGS: dict[Kind, bytes] = {kind: b"/" + kind.encode() for kind in Kind if kind is not Kind.HEADING}
_BARE = frozenset({Kind.HEADING, Kind.PARAGRAPH, Kind.ITEM, Kind.ITEM_BODY})
"""What never has attributes; nearly all of a document."""


def _attributes(node: Node) -> bytes:
    element = node.element
    match element.kind:
        case Kind.FIGURE:
            return b"/Alt%b/A<</O/Layout/Placement/Block%b>>" % (text_string(element.text), node.box)
        case Kind.CELL | Kind.HEADER_CELL:
            entries = b"".join(_cell_attributes(element))
            return b"/A<</O/Table%b>>" % entries if entries else b""
        case Kind.TABLE if element.text:
            return b"/A<</O/Table/Summary%b>>" % text_string(element.text)
        case Kind.LINK:
            return b"/Alt%b" % text_string(element.text)
    return b""


def _cell_attributes(element: Element) -> Iterator[bytes]:
    if element.kind is Kind.HEADER_CELL:
        yield b"/Scope/%b" % element.text.encode()
    if element.colspan > 1:
        yield b"/ColSpan %d" % element.colspan
    if element.rowspan > 1:
        yield b"/RowSpan %d" % element.rowspan
