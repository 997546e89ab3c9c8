"""The element tree of a page, small enough to look at from all sides: lexbor's HTML5 tree, taken over once.

WHATWG HTML 13.2 says what the tree is; CSS 2.1 9.2 which elements make blocks. Everything here goes round in
loops, never by recursion, so that a page may nest as deep as it likes.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from govdoc.model import Align, FurnitureKind, clean_text

BLOCKS = frozenset(
    (
        "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset"
        " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol"
        " optgroup option p pre search section select summary table tbody td textarea tfoot th thead tr ul"
        " article marquee"
    ).split()
)
"""The elements that begin and end a line."""

UNSEEN = frozenset(
    (
        "script style noscript template head title iframe object embed canvas audio video noembed noframes"
        " datalist applet param frameset meta link base"
    ).split()
)
"""The elements whose text no browser shows; that of `title` is read apart."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}
"""The heading elements and their levels."""


class Style(Struct, frozen=True):
    """What of an inline style matters here."""

    hidden: bool = False
    bold: bool | None = None
    italic: bool = False
    underlined: bool = False
    raised: bool = False
    lowered: bool = False
    align: Align | None = None


class Element(Struct):
    """An element: its place in the tree and what stands in it.

    `position`: how many elements of the same tag stand before it in the page, plus 1; `ink`: visible
    characters under it; `linked`: those inside links; `prose`: the weight of running text under it; `zone`:
    the part of the page that it or an element around it says it is. The last four are `weigh`'s to fill.
    """

    tag: str
    parent: "Element | None" = None
    attributes: dict[str, str] = {}
    style: Style = Style()
    position: int = 0
    children: "list[Element | str]" = []
    ink: int = 0
    linked: int = 0
    prose: float = 0.0
    zone: FurnitureKind | None = None

    @property
    def elements(self) -> "Iterator[Element]":
        """The elements directly under this one."""
        return (child for child in self.children if isinstance(child, Element))

    def under(self) -> "Iterator[Element]":
        """The elements under this one in page order, without it."""
        stack = [self.elements]
        while stack:
            element = next(stack[-1], None)
            if element is None:
                stack.pop()
                continue
            yield element
            stack.append(element.elements)

    def around(self) -> "Iterator[Element]":
        """The element and those around it, inside out."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    @property
    def text(self) -> str:
        """The characters under this element, white space made single."""
        found: list[str] = []
        stack: list[Element | str] = [self]
        while stack:
            top = stack.pop()
            if isinstance(top, str):
                found.append(top)
            elif top.tag not in UNSEEN:
                stack += reversed(top.children)
        return " ".join("".join(found).split())


class Page(Struct, frozen=True):
    """A page as a tree. `title`: its `title` element; `tags`: name and content of each `meta`, in order.

    `flattened`: tags were left out because they nest deeper than any page does.
    """

    body: Element
    title: str
    tags: tuple[tuple[str, str], ...]
    flattened: bool = False


MAX_OPEN = 512
"""How many elements may be open at once, as in browsers."""

_MAX_MARKS = 32
_MANY_TAGS = 5_000
_MARKS = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_NEVER_NEST = frozenset(
    "p li td th tr dt dd option br hr img input meta link col area base embed param source track wbr".split()
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")


def parse(markup: str) -> Page:
    """The tree of a page."""
    flat = shallow(markup)
    tree = LexborHTMLParser(flat)
    tags: list[tuple[str, str]] = []
    title = ""
    for node in tree.css("meta[name], title"):
        if node.tag == "meta":
            tags.append((node.attrs.get("name") or "", node.attrs.get("content") or ""))
        elif not title and (node.parent is None or node.parent.tag != "svg"):
            title = " ".join(node.text().split())
    root = tree.body
    body = Element("body", children=[]) if root is None else _take_over(root)
    return Page(body, title, tuple(tags), len(flat) < len(markup))


def shallow(markup: str) -> str:
    """`markup` without the tags that nest beyond what a page needs; a page with few tags as it is.

    The parsing rules take time in the square of the depth, and a formatting element left open is repeated
    in every paragraph after it, so that a small file could ask for any amount of time and space.
    """
    if markup.count("<") <= _MANY_TAGS:
        return markup
    open_count = marks = 0

    def keep(tag: re.Match[str]) -> str:
        nonlocal open_count, marks
        name = tag[2].lower()
        if name in _NEVER_NEST:
            return tag[0]
        step = -1 if tag[1] else 1
        if name in _MARKS:
            marks = max(marks + step, 0)
            return "" if marks + (step < 0) > _MAX_MARKS else tag[0]
        open_count = max(open_count + step, 0)
        return "" if open_count + (step < 0) > MAX_OPEN else tag[0]

    return _TAG.sub(keep, markup)


def _inside(node: LexborNode, around: LexborNode) -> bool:
    parent = node.parent
    return parent is not None and parent.mem_id == around.mem_id


def _take_over(root: LexborNode) -> Element:
    """The tree under a node; what no browser shows is left out."""
    body = Element("body", None, _attributes(root), position=1, children=[])
    counts: dict[str, int] = {}
    element, depth = body, 1
    node = root.first_child
    while node is not None:
        if node.is_text_node:
            element.children.append(clean_text(node.text_content or ""))
        elif node.is_element_node and node.tag is not None and node.tag not in UNSEEN:
            element = _begin(node, element, counts)
            depth += 1
            below = node.first_child
            if below is not None:
                node = below
                continue
            element, depth = _end(element), depth - 1
        while node.next is None and depth > 1:
            node = node.parent
            assert node is not None
            element, depth = _end(element), depth - 1
        node = node.next
    return body


def _begin(node: LexborNode, parent: Element, counts: dict[str, int]) -> Element:
    tag = node.tag or ""
    counts[tag] = counts.get(tag, 0) + 1
    attributes = {} if tag == "br" else _attributes(node)
    made = Element(tag, parent, attributes, _style(attributes), counts[tag], [])
    parent.children.append(made)
    return made


def _end(element: Element) -> Element:
    assert element.parent is not None
    return element.parent


def _attributes(node: LexborNode) -> dict[str, str]:
    return {name: clean_text(value or "") for name, value in node.attributes.items()}


_STYLES = {
    "hidden": re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)"),
    "bold": re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)"),
    "light": re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)"),
    "italic": re.compile(r"font-style\s*:\s*(?:italic|oblique)"),
    "underlined": re.compile(r"text-decoration[a-z-]*\s*:\s*[^;]*underline"),
    "raised": re.compile(r"vertical-align\s*:\s*super"),
    "lowered": re.compile(r"vertical-align\s*:\s*sub"),
    "align": re.compile(r"text-align\s*:\s*(center|right|left|justify)"),
}
_ALIGNS = {"center": Align.CENTER, "middle": Align.CENTER, "right": Align.RIGHT, "left": Align.LEFT}


def _style(attributes: dict[str, str]) -> Style:
    if not attributes:
        return _PLAIN
    return _read_style(
        attributes.get("style", ""), attributes.get("align", "").lower(), "hidden" in attributes
    )


_PLAIN = Style()


@lru_cache(maxsize=4096)
def _read_style(css: str, align: str, hidden: bool) -> Style:
    css = css.lower()
    found = {name: form.search(css) for name, form in _STYLES.items()}
    aligned = found["align"]
    return Style(
        hidden=hidden or found["hidden"] is not None,
        bold=True if found["bold"] else False if found["light"] else None,
        italic=found["italic"] is not None,
        underlined=found["underlined"] is not None,
        raised=found["raised"] is not None,
        lowered=found["lowered"] is not None,
        align=_ALIGNS.get(aligned[1] if aligned else align),
    )
