"""The structure tree: Document > Sect > H1 H2 P L Table Figure … (ISO 32000-1 14.7, ISO 14289-1 7).

Elements are written as soon as the next one of their level begins, so that a long document streams; one that
calls footnotes, which are its last kids but stand at the foot of the page, a while later.
"""

from collections.abc import Iterator

from govdoc.paginate.page import Element, Kind
from govdoc.writers.pdf.package import Package, text_string

_LATE = 64
"""How many elements with footnotes are kept open: more than call some on one page."""
_SPAN = 64
"""How many keys a leaf of the parent tree holds."""


class Node:
    """A structure element that is still open: its number, the reference to it, its page, what it holds."""

    __slots__ = ("box", "element", "kids", "nodes", "notes", "number", "page", "reference")

    def __init__(self, element: Element, number: int) -> None:
        self.element = element
        self.number = number
        self.reference = b"%d 0 R" % number
        self.page = 0
        self.kids: list[bytes] = []
        self.nodes: list[Node] = []
        self.notes: list[bytes] = []
        self.box = b""

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
        self._late: dict[int, tuple[int, dict[int, Node]]] = {}
        self._calls = False
        self._notes: list[bytes] = []
        self._top: Node | None = None
        self._section: int | None = None
        self._section_kids: list[bytes] = []
        self._sections: list[bytes] = []
        self._parents: list[bytes] = []
        self._leaves: list[bytes] = []
        self._keys = 0

    def mark(self, element: Element, page: int, mcid: int) -> bytes:
        """Take in marked content of a page for an element; returns the reference to its node."""
        node = self._open.get(id(element)) or self.node(element)
        if not node.page:
            node.page = page
        if page == node.page:
            node.kids.append(b"%d" % mcid)
        else:
            node.kids.append(b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (page, mcid))
        return node.reference

    def node(self, element: Element) -> Node:
        """The node of an element, opened with all that it stands in when it is new."""
        found = self._open.get(id(element))
        if found is not None:
            return found
        if self._late:
            _, known = self._late.get(id(_root(element)), (0, self._open))
            if known is not self._open:
                return known.get(id(element)) or self._inner(element, known)
        if element.parent is not None:
            self.node(element.parent)  # which may begin anew
            return self._inner(element, self._open)
        node = self._begin(element)
        self._open[id(element)] = node
        return node

    def _inner(self, element: Element, known: dict[int, Node]) -> Node:
        """A new node inside another one; footnotes come after what else it holds."""
        assert element.parent is not None
        parent = known.get(id(element.parent)) or self._inner(element.parent, known)
        node = Node(element, self._package.number())
        parent.nodes.append(node)
        if element.kind is Kind.NOTE:
            parent.notes.append(node.reference)
        else:
            parent.kids.append(node.reference)
        self._calls |= element.kind is Kind.REFERENCE
        known[id(element)] = node
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
            if self._calls:
                self._late[id(self._top.element)] = (self._section, self._open)
                self._open = {}
                self._write_late(_LATE)
            else:
                self._write(self._top, self._section)
        self._top = None
        self._calls = False
        self._open.clear()

    def _write_late(self, keep: int) -> None:
        """Write the oldest elements that called footnotes."""
        while len(self._late) > keep:
            root = next(iter(self._late))
            section, known = self._late.pop(root)
            self._write(known[root], section)

    def _end_section(self) -> None:
        if self._section is not None:
            kids = b" ".join(self._section_kids)
            self._package.put(b"<</S/Sect/P %d 0 R/K[%b]>>" % (self._document, kids), self._section)
            self._sections.append(b"%d 0 R" % self._section)
            self._section_kids = []

    def _write(self, node: Node, parent: int) -> None:
        element = node.element
        page = b"/Pg %d 0 R" % node.page if node.page else b""
        held = [*node.kids, *node.notes] if node.notes else node.kids
        kids = held[0] if len(held) == 1 else b"[%b]" % b" ".join(held)
        more = b"" if element.kind in _BARE else _attributes(node)
        self._package.put(
            b"<</S%b/P %d 0 R%b%b/K %b>>" % (tag_of(element), parent, page, more, kids), node.number
        )
        if element.kind is Kind.NOTE:
            self._notes.append(b"%b%d 0 R" % (_identifier(node), node.number))
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
        self._write_late(0)
        self._end_section()
        self._leaf()
        put = self._package.put
        kids = b" ".join(self._sections)
        put(b"<</S/Document/P %d 0 R/K[%b]>>" % (self.root, kids), self._document)
        tree = put(b"<</Kids[%b]>>" % b" ".join(self._leaves))
        names = b"/IDTree<</Names[%b]>>" % b"".join(sorted(self._notes)) if self._notes else b""
        fields = (self._document, tree, self._keys, names)
        put(b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d%b>>" % fields, self.root)
        return self.root


def _root(element: Element) -> Element:
    while element.parent is not None:
        element = element.parent
    return element


def _identifier(node: Node) -> bytes:
    """The name of a footnote, which must have one (ISO 14289-1 7.9), in the order of names."""
    return b"(note%08d)" % node.number


def tag_of(element: Element) -> bytes:
    """The name of an element's structure type."""
    return TAGS.get(element.kind) or b"/H%d" % element.level


TAGS: dict[Kind, bytes] = {kind: b"/" + kind.encode() for kind in Kind if kind is not Kind.HEADING}
"""The structure types that bear one name; headings have their level in it."""
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
        case Kind.NOTE:
            return b"/ID%b" % _identifier(node)
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
