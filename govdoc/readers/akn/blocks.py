"""Blocks and characters of Akoma Ntoso: divisions become sections, the rest what it is, nothing is left out.

Lines that a program broke and indented are joined; white space that stands in a line stays.
"""

import re
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from govdoc import model
from govdoc.akomantoso import Role
from govdoc.context import Context
from govdoc.model import (
    Align,
    Block,
    Blocks,
    Break,
    Cell,
    Emphasis,
    Figure,
    Inline,
    Inlines,
    Item,
    Link,
    Marked,
    Note,
    Paragraph,
    Raw,
    Row,
    Section,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Underline,
    clean_text,
)
from govdoc.numbering import match_label
from govdoc.readers.akn.names import DIVISIONS, MARKS, local, roles
from govdoc.typography import MM_PER_UNIT, is_wide
from govdoc.xmlfile import Element

_KINDS: dict[str, type[Marked]] = {
    "b": Strong,
    "i": Emphasis,
    "u": Underline,
    "sup": Superscript,
    "sub": Subscript,
}
_HEADINGS = frozenset({"heading", "subheading"})
_HEAD = _HEADINGS | {"num"}
_BROKEN = re.compile(r"[ \t]*\n[ \t\n]*")
_ALIGN = re.compile(r"text-align:\s*(left|center|right)")


class BlockReader:
    """Reads blocks. Parameters: `root` of the file, `name` what it is called in errors."""

    def __init__(self, root: Element, name: str, context: Context) -> None:
        self.name = name
        self.context = context
        self._targets = frozenset(
            str(link.get("href"))[1:]
            for link in root.iter("{*}ref", "{*}a")
            if str(link.get("href", "")).startswith("#")
        )
        self._notes = {str(note.get("eId") or note.get("id")): note for note in root.iter("{*}note")}
        self._after: list[Block] = []
        self._blocks: dict[str, Callable[[Element, int, int], Iterator[Block]]] = {
            "p": self._paragraph,
            "block": self._paragraph,
            "table": self._table,
            "blockList": self._list,
            "ul": self._list,
            "ol": self._list,
            "foreign": self._raw,
            **dict.fromkeys(DIVISIONS, self._division),
        }

    def ident(self, element: Element) -> str | None:
        """The identifier of an element that something links to."""
        own = element.get("eId") or element.get("id")
        return str(own) if own in self._targets else None

    # --- inline ---

    def inlines(self, element: Element, depth: int) -> Inlines:
        """The characters and marks in an element as one line; pictures and quoted blocks wait for `loose`."""
        found: list[Inline] = []
        self._into(found, element, depth)
        return _trimmed(found)

    def _into(self, found: list[Inline], element: Element, depth: int) -> None:
        self.context.limits.check("depth", depth + 1, self.name)
        _add(found, element.text)
        for child in element:
            self._mark(found, child, depth + 1)
            _add(found, child.tail)

    def _mark(self, found: list[Inline], child: Element, depth: int) -> None:
        name = local(child)
        href = child.get("href")
        if name in _KINDS:
            found.append(_KINDS[name](content=self._inner(child, depth)))
        elif name in ("br", "eol"):
            found.append(Break())
            self._into(found, child, depth)
        elif name == "authorialNote":
            found.append(self._note(child, str(child.get("marker", "")), depth))
        elif name == "noteRef":
            note = self._notes.get(str(href or "")[1:])
            marker = str(child.get("marker", ""))
            found.append(Text(text=marker) if note is None else self._note(note, marker, depth))
        elif name == "img":
            self._after.append(_picture(child))
            self._into(found, child, depth)
        elif name in ("quotedStructure", "embeddedStructure"):
            waiting, self._after = self._after, []
            self._after = [*waiting, *self._other(child, depth, 0)]
        elif href and name in ("a", "ref", "mref", "rref"):
            found.append(Link(content=self._inner(child, depth), href=clean_text(str(href))))
        else:
            self._into(found, child, depth)

    def _inner(self, element: Element, depth: int) -> Inlines:
        found: list[Inline] = []
        self._into(found, element, depth)
        return tuple(found)

    def _note(self, element: Element, marker: str, depth: int) -> Note:
        waiting, self._after = self._after, []
        label = self._printed(element) or marker
        blocks = tuple(self._other(element, depth, 0, heads=_HEADINGS))
        self._after = waiting
        return Note(label=clean_text(label), blocks=blocks)

    def _printed(self, element: Element) -> str:
        """The label of an element: what its `num` says."""
        return " ".join([self.text(num) for num in element if local(num) == "num"])

    def text(self, element: Element) -> str:
        """The characters of an element, marks or not, without the white space at its ends."""
        return clean_text(_joined("".join(str(text) for text in element.itertext()))).strip()

    def loose(self) -> Iterator[Block]:
        """What was met inside a line and stands on its own: pictures, quoted blocks."""
        waiting, self._after = self._after, []
        yield from waiting

    # --- blocks ---

    def flow(self, element: Element, depth: int, level: int) -> Iterator[Block]:
        """The blocks in an element without its `num` and headings; characters between blocks are a paragraph.

        Parameters: `depth` how deep it nests; `level` how many sections are around.
        """
        self.context.limits.check("depth", depth + 1, self.name)
        line: list[Inline] = []
        _add(line, element.text)
        for child in element:
            name = local(child)
            if name in MARKS:
                self._mark(line, child, depth + 1)
            elif name not in _HEAD:
                yield from self._line(line)
                yield from self.block(child, depth + 1, level)
            _add(line, child.tail)
        yield from self._line(line)

    def block(self, element: Element, depth: int, level: int) -> Iterator[Block]:
        """The blocks that an element is."""
        yield from self._blocks.get(local(element), self._other)(element, depth, level)

    def _line(self, line: list[Inline]) -> Iterator[Block]:
        content = _trimmed(line)
        line.clear()
        if content:
            yield Paragraph(content=content)
        yield from self.loose()

    def _other(
        self, element: Element, depth: int, level: int, heads: frozenset[str] = _HEAD
    ) -> Iterator[Block]:
        """Blocks of an element that only holds them, with its `heads` before them; or a line of text."""
        for head in element:
            if local(head) in heads:
                yield from self._paragraph(head, depth, level)
        yield from self.flow(element, depth, level)

    def strays(self, element: Element) -> Iterator[Block]:
        """The characters between the elements of one that should hold none."""
        for text in (element.text, *(child.tail for child in element)):
            if text and not text.isspace():
                yield Paragraph(content=(Text(text=clean_text(_joined(text).strip())),))

    def _paragraph(self, element: Element, depth: int, _level: int) -> Iterator[Block]:
        if local(element) == "block" and element.get("name") and not len(element):
            yield Raw(format=clean_text(str(element.get("name"))), text=clean_text(element.text or ""))
            return
        content = self.inlines(element, depth)
        waiting = tuple(self.loose())
        if content or not waiting:
            yield Paragraph(content=content, align=_align(element), id=self.ident(element))
        yield from waiting

    def _division(self, element: Element, depth: int, level: int) -> Iterator[Block]:
        if Role.FIGURE in roles(element):
            yield from self._figure(element, depth)
            return
        heads = {name: [child for child in element if local(child) == name] for name in _HEAD}
        if not heads["num"] and not heads["heading"]:
            yield from self._other(element, depth, level)
            return
        printed = "".join(str(text) for num in heads["num"] for text in num.itertext()).lstrip("\n\t ")
        label = clean_text(_joined(printed.rstrip()))
        gap = clean_text(printed[len(printed.rstrip()) :])
        counted = match_label(label)
        whole = counted if counted is not None and counted.end == len(label) else None
        heading = [node for head in heads["heading"] for node in self.inlines(head, depth)]
        run_in = any(Role.RUN_IN in roles(head) for head in heads["heading"])
        under = [block for head in heads["subheading"] for block in self._paragraph(head, depth, level)]
        yield Section(
            level=level + 1,
            label=label,
            gap="" if "\n" in gap else gap,
            number=whole.number if whole else None,
            scheme=whole.scheme if whole else None,
            heading=tuple(heading),
            run_in=run_in or not heading,
            blocks=(*under, *self.loose(), *self.flow(element, depth, level + 1)),
            id=self.ident(element),
        )

    def _figure(self, element: Element, depth: int) -> Iterator[Block]:
        found = [block for block in self._other(element, depth, 0) if block != Paragraph()]
        captions = [self.inlines(p, depth) for p in element if Role.CAPTION in roles(p)]
        if captions and len(found) == len(captions) + 1 and isinstance(found[0], Figure):
            caption = tuple(node for line in captions for node in line)
            yield replace(found[0], caption=caption, id=self.ident(element))
            return
        yield from found

    def _list(self, element: Element, depth: int, level: int) -> Iterator[Block]:
        self.context.limits.check("depth", depth + 1, self.name)
        items: list[Item] = []
        after: list[Block] = []
        for child in element:
            if local(child) in ("item", "li"):
                items.append(self._item(child, depth + 1))
            elif local(child) == "listIntroduction" and not items:
                yield from self._paragraph(child, depth, level)
            else:
                after += self._blocks.get(local(child), self._other)(child, depth, level)
        after += self.strays(element)
        if items:
            ordered = local(element) == "ol" or Role.ORDERED in roles(element)
            yield model.List(items=tuple(items), ordered=ordered, id=self.ident(element))
        yield from after

    def _item(self, element: Element, depth: int) -> Item:
        blocks = tuple(self._other(element, depth, 0, heads=_HEADINGS))
        return Item(label=self._printed(element), blocks=blocks, id=self.ident(element))

    def _table(self, element: Element, depth: int, level: int) -> Iterator[Block]:
        rows: list[Row] = []
        caption: Inlines = ()
        for child in element:
            name = local(child)
            if name == "caption":
                caption += self.inlines(child, depth)
            elif name == "tr":
                rows.append(self._row(child, depth + 1))
                yield from self.strays(child)
            else:
                yield from self._other(child, depth + 1, level)
        yield from self.strays(element)
        heads = 0
        while heads < len(rows) and rows[heads].cells and all(cell.header for cell in rows[heads].cells):
            heads += 1
        summary = clean_text(str(element.get("title", "")))
        yield Table(
            rows=tuple(rows), caption=caption, header_rows=heads, summary=summary, id=self.ident(element)
        )
        yield from self.loose()

    def _row(self, element: Element, depth: int) -> Row:
        return Row(cells=tuple(self._cell(cell, depth + 1) for cell in element))

    def _cell(self, element: Element, depth: int) -> Cell:
        blocks: Blocks = tuple(self._other(element, depth, 0))
        return Cell(
            blocks=blocks,
            colspan=_count(element.get("colspan"), 1),
            rowspan=_count(element.get("rowspan"), 1),
            header=local(element) == "th",
            align=_align(element),
        )

    def _raw(self, element: Element, _depth: int, _level: int) -> Iterator[Block]:
        from lxml import etree

        text = etree.tostring(element, encoding="unicode", with_tail=False)
        yield Raw(format="xml", text=clean_text(text))


def _picture(element: Element) -> Figure:
    shown = clean_text(str(element.get("src", "")))
    inside = shown.startswith("sha256:")
    return Figure(
        resource=shown if inside else None,
        href=None if inside else shown,
        alternative=clean_text(str(element.get("alt", ""))),
        width=_count(element.get("width"), 0) * MM_PER_UNIT["px"],
        height=_count(element.get("height"), 0) * MM_PER_UNIT["px"],
    )


def _count(raw: str | bytes | None, least: int) -> int:
    text = str(raw or "")
    return max(int(text), least) if re.fullmatch(r"[0-9]{1,6}", text) else least


def _align(element: Element) -> Align | None:
    found = _ALIGN.search(str(element.get("style", "")))
    return Align(found[1]) if found else None


def _add(found: list[Inline], text: str | None) -> None:
    """Add characters, to the text before them where there is one."""
    if not text:
        return
    last = found[-1] if found else None
    before = last.text if isinstance(last, Text) else ""
    text = clean_text(_joined(before + text))
    if before:
        found[-1] = Text(text=text)
    elif text:
        found.append(Text(text=text))


def _joined(text: str) -> str:
    """A text without line ends: nothing between two Chinese characters, else a blank."""
    if "\n" not in text:
        return text

    def blank(found: re.Match[str]) -> str:
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        return "" if is_wide(before) and is_wide(after) else " "

    return _BROKEN.sub(blank, text)


def _trimmed(found: list[Inline]) -> Inlines:
    """Inline content without white space at both ends."""
    kept = list(found)
    while kept and isinstance(first := kept[0], Text):
        text = first.text.lstrip(" \t\n")
        kept[:1] = [Text(text=text)] if text else []
        if text:
            break
    while kept and isinstance(last := kept[-1], Text):
        text = last.text.rstrip(" \t\n")
        kept[-1:] = [Text(text=text)] if text else []
        if text:
            break
    return tuple(kept)
