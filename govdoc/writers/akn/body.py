"""Blocks and characters as elements of Akoma Ntoso: divisions, lists, tables, pictures, notes.

A division outside tables, lists and notes is an element of the hierarchy, inside them a `blockContainer`;
labels stand in `num`, with the white space after them, headings in `heading`.
"""

from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import cast

from govdoc.akomantoso import LEGAL, PLAIN, UNDER_ARTICLE, Role
from govdoc.model import (
    Align,
    Block,
    Break,
    Cell,
    Emphasis,
    Figure,
    Inlines,
    Link,
    List,
    Node,
    Note,
    Paragraph,
    Raw,
    Section,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Underline,
)
from govdoc.typography import MM_PER_UNIT
from govdoc.writers.akn.output import Output, Place, address
from govdoc.writers.docx.markup import escape, quote

_MARKS = {Strong: "b", Emphasis: "i", Underline: "u", Superscript: "sup", Subscript: "sub"}


class BodyWriter:
    """Writes blocks into an `Output`."""

    def __init__(self, out: Output) -> None:
        self.out = out
        self.put = out.put
        self._blocks = cast(
            "dict[type[Node], Callable[[Node, Place], None]]",
            {
                Paragraph: self._paragraph,
                Section: self._container,
                List: self._list,
                Table: self._table,
                Figure: self._figure,
                Raw: self._raw,
            },
        )

    # --- inline ---

    def inlines(self, content: Inlines, place: Place) -> None:
        """Characters and marks."""
        for node in content:
            if node.__class__ is Text:
                self.put(escape(node.text))
            elif isinstance(node, Break):
                self.put("<br/>")
            elif isinstance(node, Link):
                self._link(node, place)
            elif isinstance(node, Note):
                self._note(node, place)
            elif not isinstance(node, Text):
                name = _MARKS[node.__class__]
                self.put(f"<{name}>")
                self.inlines(node.content, place)
                self.put(f"</{name}>")

    def _link(self, node: Link, place: Place) -> None:
        name = "ref" if node.href.startswith("#") else "a"
        self.put(f"<{name} href=")
        self.target(node.href)
        self.put(">")
        self.inlines(node.content, place)
        self.put(f"</{name}>")

    def target(self, href: str) -> None:
        """The value of an `href`: an address, or the element of a node of this document."""
        if href.startswith("#"):
            self.out.link(href[1:])
        else:
            self.put(quote(address(href)))

    def _note(self, node: Note, place: Place) -> None:
        ident = self.out.identify(place.component, "authorialNote")
        marker = f" marker={quote(node.label)}" if node.label else ""
        self.put(f'<authorialNote eId="{ident}"{marker} placement="bottom">')
        self._num(node.label)
        self.flow(node.blocks, place._replace(parent=ident))
        self.put("</authorialNote>")

    def held(self, name: str, content: Inlines, place: Place, attributes: str = "") -> None:
        """An element with inline content; nothing when there is none."""
        if content:
            self.put(f"\n<{name}{attributes}>")
            self.inlines(content, place)
            self.put(f"</{name}>")

    def _num(self, label: str, gap: str = "") -> None:
        if label:
            self.put(f"<num>{escape(label + gap)}</num>")

    # --- divisions ---

    def divisions(self, blocks: Sequence[Block], place: Place) -> None:
        """Blocks where only divisions are allowed: others between them stand in an `hcontainer`."""
        rest = list(blocks)
        while rest:
            loose = list(takewhile(lambda block: not isinstance(block, Section), rest))
            if loose:
                self._loose(loose, place)
            else:
                self._division(cast("Section", rest[0]), place)
            rest = rest[len(loose) or 1 :]

    def mixed(self, blocks: Sequence[Block], place: Place) -> None:
        """Blocks where divisions and all others are allowed."""
        for block in blocks:
            if isinstance(block, Section):
                self._division(block, place)
            else:
                self._blocks[block.__class__](block, place)
        if not blocks:
            self.put("<p/>")

    def _loose(self, blocks: Sequence[Block], place: Place) -> None:
        ident = self.out.identify(place.parent, "hcontainer")
        self.put(f'\n<hcontainer eId="{ident}" name="{Role.TEXT}">')
        self._wrapped("content", blocks, place._replace(parent=ident))
        self.put("</hcontainer>")

    def _division(self, node: Section, place: Place) -> None:
        legal = LEGAL.get(node.scheme) if node.scheme is not None else None
        names = UNDER_ARTICLE if place.article else PLAIN
        name = legal or names[min(place.plain, len(names) - 1)]
        number = f"{node.number}" if node.number is not None and node.number >= 0 else "nn"
        ident = self.out.identify(
            place.component if legal == "article" else place.parent, name, number, node.id
        )
        self.put(f'\n<{name} eId="{ident}">')
        self._head(node, place)
        article = place.article or legal == "article"
        self._inside(
            node.blocks, Place(ident, place.component, 0 if legal else place.plain + 1, article), name
        )
        self.put(f"</{name}>")

    def _head(self, node: Section, place: Place) -> None:
        self._num(node.label, node.gap)
        self.held("heading", node.heading, place, f' class="{Role.RUN_IN}"' if node.run_in else "")

    def _inside(self, blocks: Sequence[Block], place: Place, name: str) -> None:
        at = [i for i, block in enumerate(blocks) if isinstance(block, Section)]
        if at:
            self._wrapped("intro", blocks[: at[0]], place)
            self.divisions(blocks[at[0] : at[-1] + 1], place)
            self._wrapped("wrapUp", blocks[at[-1] + 1 :], place)
        elif name == "article" and len(blocks) > 1 and all([isinstance(b, Paragraph) for b in blocks]):
            for block in blocks:
                ident = self.out.identify(place.parent, "paragraph")
                self.put(f'\n<paragraph eId="{ident}">')
                self._wrapped("content", (block,), place._replace(parent=ident))
                self.put("</paragraph>")
        else:
            self._wrapped("content", blocks, place)

    def _wrapped(self, name: str, blocks: Sequence[Block], place: Place) -> None:
        if blocks:
            self.put(f'<{name} eId="{self.out.identify(place.parent, name)}">')
            self.flow(blocks, place)
            self.put(f"</{name}>")

    # --- blocks ---

    def flow(self, blocks: Sequence[Block], place: Place) -> None:
        """Blocks where no element of the hierarchy is allowed; an empty paragraph where there are none."""
        for block in blocks:
            self._blocks[block.__class__](block, place)
        if not blocks:
            self.put("<p/>")

    def _paragraph(self, node: Paragraph, place: Place) -> None:
        own = (
            "" if node.id is None else f' eId="{self.out.identify(place.parent, "p", own=node.id)}"'
        ) + _aligned(node.align)
        self.put(f"\n<p{own}>")
        self.inlines(node.content, place)
        self.put("</p>")

    def _container(self, node: Section, place: Place) -> None:
        ident = self._open("blockContainer", node, place)
        self._head(node, place)
        self.flow(node.blocks, place._replace(parent=ident))
        self.put("</blockContainer>")

    def _open(self, name: str, node: Node, place: Place, attributes: str = "") -> str:
        ident = self.out.identify(place.parent, name, own=node.id)
        self.put(f'\n<{name} eId="{ident}"{attributes}>')
        return ident

    def _list(self, node: List, place: Place) -> None:
        if not node.items:
            self.put("<p/>")
            return
        ident = self._open("blockList", node, place, f' class="{Role.ORDERED}"' if node.ordered else "")
        for item in node.items:
            inner = self._open("item", item, Place(ident, place.component))
            self._num(item.label)
            self.flow(item.blocks, place._replace(parent=inner))
            self.put("</item>")
        self.put("</blockList>")

    def _table(self, node: Table, place: Place) -> None:
        ident = self._open("table", node, place, f" title={quote(node.summary)}" if node.summary else "")
        inside = place._replace(parent=ident)
        self.held("caption", node.caption, inside)
        for row in node.rows:
            self.put("\n<tr>")
            for cell in row.cells:
                self._cell(cell, inside)
            self.put("</tr>" if row.cells else "<td/></tr>")
        self.put("</table>" if node.rows else "<tr><td/></tr></table>")

    def _cell(self, cell: Cell, place: Place) -> None:
        name = "th" if cell.header else "td"
        spans = "".join(
            [f' {key}="{n}"' for key, n in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if n > 1]
        )
        self.put(f"<{name}{_aligned(cell.align)}{spans}>")
        if cell.blocks:
            self.flow(cell.blocks, place)
        self.put(f"</{name}>")

    def _figure(self, node: Figure, place: Place) -> None:
        self._open("tblock", node, place, f' class="{Role.FIGURE}"')
        given = (("width", node.width), ("height", node.height))
        sizes = "".join([f' {key}="{round(mm / MM_PER_UNIT["px"])}"' for key, mm in given if mm])
        shown = address(node.resource or node.href or "")
        self.put(f"<p><img src={quote(shown)} alt={quote(node.alternative)}{sizes}/></p>")
        self.held("p", node.caption, place, f' class="{Role.CAPTION}"')
        self.put("</tblock>")

    def _raw(self, node: Raw, place: Place) -> None:  # noqa: ARG002  every block is written alike
        self.put(f"\n<block name={quote(node.format)}>{escape(node.text)}</block>")


def _aligned(align: Align | None) -> str:
    return f' style="text-align:{align}"' if align is not None else ""
