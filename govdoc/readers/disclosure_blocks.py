"""Text, inline marks and blocks of disclosure XML, and what every element shares: attributes, reports, depth.

The vocabulary is `govdoc/schema/disclosure.xsd`. What is unknown is kept where the model can hold it and
named where it cannot; a value that makes no sense is replaced and named; nothing raises but the limits.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from lxml import etree

from govdoc import codes as say
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
    List,
    Marked,
    Note,
    Paragraph,
    Raw,
    Row,
    Scheme,
    Section,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Underline,
    clean_text,
)
from govdoc.schema import NAMESPACE, is_indentation
from govdoc.xmlfile import Element

T = TypeVar("T")


# --- values ---------------------------------------------------------------------------------------------

_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def boolean(raw: str) -> bool:
    """The value of an xs:boolean; ValueError when it is none."""
    value = _BOOLEANS.get(raw.strip())
    if value is None:
        raise ValueError(raw)
    return value


def _integer(raw: str) -> int:
    if not re.fullmatch(r"\s*[+-]?[0-9]+\s*", raw, re.ASCII):
        raise ValueError(raw)
    return int(raw)


def _natural(raw: str, least: int = 0) -> int:
    value = _integer(raw)
    if value < least:
        raise ValueError(raw)
    return value


def _positive(raw: str) -> int:
    return _natural(raw, 1)


def _shares(raw: str) -> tuple[float, ...]:
    return tuple([float(share) for share in raw.split()])


_ALIEN = ("{http://www.w3.org/XML/1998/namespace}", "{http://www.w3.org/2001/XMLSchema-instance}")
_PREFIX = f"{{{NAMESPACE}}}"


def local_name(element: Element) -> str:
    """The name of an element of ours, or “{namespace}name” of another."""
    return str(element.tag).removeprefix(_PREFIX)


def line_of(element: Element) -> int:
    """The line of an element in its file, from 1."""
    line: int | None = element.sourceline  # type: ignore[assignment]  # the stubs leave it open
    return line or 1


def all_text(element: Element) -> str:
    """The character data in an element, marks or not."""
    return "".join(str(text) for text in element.itertext())


class Given:
    """The attributes of an element, taken one by one; what is left at `end` is unknown and reported."""

    __slots__ = ("element", "left", "reader")

    def __init__(self, reader: "BlockReader", element: Element) -> None:
        self.reader = reader
        self.element = element
        self.left = {str(name): reader.clean(str(value)) for name, value in element.items()}

    def maybe(self, name: str) -> str | None:
        """An attribute, or none."""
        return self.left.pop(name, None)

    def text(self, name: str) -> str:
        """An attribute, or nothing."""
        return self.left.pop(name, "")

    def value(self, name: str, parse: Callable[[str], T], otherwise: T) -> T:
        """What `parse` makes of an attribute; `otherwise` when it is absent, or is no value (reported)."""
        raw = self.left.pop(name, None)
        if raw is None:
            return otherwise
        try:
            return parse(raw)
        except ValueError:
            shown = "" if otherwise is None else str(otherwise)
            self.reader.say(self.element, say.BAD_VALUE, f"{local_name(self.element)}/@{name}", raw, shown)
            return otherwise

    def end(self) -> str | None:
        """The id of the element; attributes that nobody took are reported, with their values."""
        own = self.left.pop("id", None)
        for name, value in self.left.items():
            if not name.startswith(_ALIEN):
                field = f"{local_name(self.element)}/@{name}"
                self.reader.say(self.element, say.UNKNOWN_FIELD, f"{field}“{value}”")
        return own


class Place(NamedTuple):
    """Where in the document a node goes: its path, how deep it nests, how many sections are around it."""

    path: str
    depth: int
    level: int = 0

    def under(self, step: str) -> "Place":
        """The place of a node directly under this one."""
        return Place(f"{self.path}/{step}", self.depth + 1, self.level)


_MARKS: dict[str, type[Marked]] = {
    "strong": Strong,
    "emphasis": Emphasis,
    "underline": Underline,
    "superscript": Superscript,
    "subscript": Subscript,
}
_INLINE = {*_MARKS, "link", "footnote", "break"}


class BlockReader:
    """Builds the blocks of one document.

    `removed` counts the characters that were outside the model's alphabet.
    """

    def __init__(self, name: str, context: Context) -> None:
        self.name = name
        self.context = context
        self.removed = 0
        self._blocks: dict[str, Callable[[Element, Place], Block]] = {
            "paragraph": self._paragraph,
            "section": self._section,
            "list": self._list,
            "table": self._table,
            "figure": self._figure,
            "raw": self._raw,
        }

    # --- reports ---

    def clean(self, text: str) -> str:
        """`text` in the model's alphabet: XML allows two characters more."""
        if "\r" in text or "\ufeff" in text:
            fresh = clean_text(text)
            self.removed += len(text) - len(fresh)
            return fresh
        return text

    def say(self, element: Element, code: say.Code, *values: str) -> None:
        """Report something about an element, with its line."""
        self.context.report(code, *values, origin=self.context.line(line_of(element)))

    def locate(self, element: Element, path: str) -> None:
        """Note the line of an element as the origin of the node at `path`."""
        self.context.locate(path, self.context.line(line_of(element)))

    def unknown(self, element: Element) -> None:
        """Name an element that is not read, with its text: no ink goes in silence."""
        text = " ".join(all_text(element).split())
        self.say(element, say.UNKNOWN_FIELD, f"<{local_name(element)}>" + (f"“{text}”" if text else ""))

    def _stray(self, element: Element, text: str | None) -> None:
        if text and not text.isspace():
            self.say(element, say.UNKNOWN_FIELD, f"<{local_name(element)}>“{text.strip()}”")

    def _enter(self, depth: int) -> None:
        if depth > self.context.limits.depth:
            self.context.limits.check("depth", depth, self.name)

    # --- elements that hold elements, or text, only ---

    def children(self, element: Element) -> Iterator[Element]:
        """The child elements; text between them has no place and is named."""
        self._stray(element, element.text)
        for child in element:
            yield child
            self._stray(element, child.tail)

    def group(self, element: Element, once: str, many: str = "") -> dict[str, list[Element]]:
        """The child elements by name, of the names given; others, and repeats of `once`, are named."""
        single = once.split()
        found: dict[str, list[Element]] = {name: [] for name in (*single, *many.split())}
        for child in self.children(element):
            name = local_name(child)
            if name not in found or (found[name] and name in single):
                self.unknown(child)
            else:
                found[name].append(child)
        return found

    def characters(self, element: Element) -> str:
        """The text of an element that holds text only; marks inside it are named, their text is kept."""
        if len(element) == 0:
            return self.clean(element.text or "")
        for child in element:
            self.say(child, say.UNKNOWN_FIELD, f"<{local_name(child)}>")
        return self.clean(all_text(element))

    def texts(self, elements: list[Element]) -> tuple[str, ...]:
        """The texts of elements that have no attributes."""
        return tuple([self.characters(element) for element in elements if self.bare(element)])

    def bare(self, element: Element) -> bool:
        """True; attributes of an element that has none in the schema are reported."""
        if element.attrib:
            given = Given(self, element)
            own = given.end()
            if own is not None:
                self.say(element, say.UNKNOWN_FIELD, f"{local_name(element)}/@id“{own}”")
        return True

    # --- inline ---

    def held(self, elements: list[Element], at: Place) -> Inlines:
        """The content of the element, one or none, that only holds inline content."""
        for element in elements:
            self.bare(element)
            return self._inlines(element, at)
        return ()

    def _inlines(self, element: Element, at: Place) -> Inlines:
        """The inline nodes in `element`, the first of them at `at`."""
        found: list[Inline] = []
        self._run(found, element.text, at.depth)
        for child in element:
            name = local_name(child)
            if name == "text":
                self._enter(at.depth)
                found.append(Text(id=Given(self, child).end(), text=self.characters(child)))
            elif name in _INLINE:
                self._enter(at.depth)
                found.append(self._mark(child, name, Place(f"{at.path}/{len(found)}", at.depth, at.level)))
            else:
                self.say(child, say.UNKNOWN_FIELD, f"<{name}>")
                found += self._inlines(child, at)
            self._run(found, child.tail, at.depth)
        return tuple(found)

    def _run(self, found: list[Inline], text: str | None, depth: int) -> None:
        if text and not is_indentation(text):
            self._enter(depth)
            found.append(Text(text=self.clean(text)))

    def _mark(self, element: Element, name: str, at: Place) -> Inline:
        given = Given(self, element)
        if name == "break":
            self.group(element, "")
            return Break(id=given.end())
        if name == "footnote":
            label = given.text("label")
            return Note(id=given.end(), label=label, blocks=self.blocks(element, at))
        content = self._inlines(element, at.under("content"))
        if name == "link":
            href = given.text("href")
            return Link(id=given.end(), content=content, href=href)
        return _MARKS[name](id=given.end(), content=content)

    # --- blocks ---

    def blocks(self, element: Element, holder: Place, skip: str = "") -> Blocks:
        """The blocks in `element`, under the node at `holder`; children named `skip` are read elsewhere."""
        found: list[Block] = []
        self._loose(found, element, element.text, holder)
        for child in element:
            name = local_name(child)
            if name != skip:
                at = holder.under(f"blocks/{len(found)}")
                self._enter(at.depth)
                self.locate(child, at.path)
                found.append(self._blocks.get(name, self._other)(child, at))
            self._loose(found, element, child.tail, holder)
        return tuple(found)

    def _loose(self, found: list[Block], element: Element, text: str | None, holder: Place) -> None:
        """Text between blocks becomes a paragraph, which is said."""
        if text and not text.isspace():
            self._enter(holder.depth + 2)
            self.say(element, say.KEPT_RAW, f"“{text.strip()}”")
            found.append(Paragraph(content=(Text(text=self.clean(text.strip())),)))

    def _other(self, element: Element, _at: Place) -> Raw:
        self.say(element, say.KEPT_RAW, f"<{local_name(element)}>")
        text = etree.tostring(element, encoding="unicode", with_tail=False)
        return Raw(format="xml", text=self.clean(text))

    def _paragraph(self, element: Element, at: Place) -> Paragraph:
        content = self._inlines(element, at.under("content"))
        if not element.attrib:
            return Paragraph(content=content)
        given = Given(self, element)
        align = given.value("align", Align, None)
        return Paragraph(id=given.end(), content=content, align=align)

    def _section(self, element: Element, at: Place) -> Section:
        given = Given(self, element)
        headings = list(element.iterchildren(_PREFIX + "heading"))
        for extra in headings[1:]:
            self.unknown(extra)
        inside = Place(at.path, at.depth, at.level + 1)
        return Section(
            level=given.value("level", _positive, inside.level),
            label=given.text("label"),
            gap=given.text("gap"),
            number=given.value("number", _integer, None),
            scheme=given.value("scheme", Scheme, None),
            run_in=given.value("runIn", boolean, False),
            id=given.end(),
            heading=self.held(headings[:1], at.under("heading")),
            blocks=self.blocks(element, inside, "heading"),
        )

    def _list(self, element: Element, at: Place) -> List:
        given = Given(self, element)
        ordered = given.value("ordered", boolean, False)
        children = self.group(element, "", "item")["item"]
        items = [self._item(child, at.under(f"items/{i}")) for i, child in enumerate(children)]
        return List(id=given.end(), items=tuple(items), ordered=ordered)

    def _item(self, element: Element, at: Place) -> Item:
        self._enter(at.depth)
        self.locate(element, at.path)
        given = Given(self, element)
        label = given.text("label")
        return Item(id=given.end(), label=label, blocks=self.blocks(element, at))

    def _table(self, element: Element, at: Place) -> Table:
        given = Given(self, element)
        inside = self.group(element, "caption", "row")
        rows = [self._row(row, at.under(f"rows/{i}")) for i, row in enumerate(inside["row"])]
        return Table(
            rows=tuple(rows),
            caption=self.held(inside["caption"], at.under("caption")),
            header_rows=given.value("headerRows", _natural, 0),
            widths=given.value("widths", _shares, ()),
            summary=given.text("summary"),
            id=given.end(),
        )

    def _row(self, element: Element, at: Place) -> Row:
        self._enter(at.depth)
        self.locate(element, at.path)
        children = self.group(element, "", "cell")["cell"]
        cells = [self._cell(cell, at.under(f"cells/{i}")) for i, cell in enumerate(children)]
        return Row(id=Given(self, element).end(), cells=tuple(cells))

    def _cell(self, element: Element, at: Place) -> Cell:
        self._enter(at.depth)
        self.locate(element, at.path)
        given = Given(self, element)
        return Cell(
            colspan=given.value("colspan", _positive, 1),
            rowspan=given.value("rowspan", _positive, 1),
            header=given.value("header", boolean, False),
            align=given.value("align", Align, None),
            id=given.end(),
            blocks=self.blocks(element, at),
        )

    def _figure(self, element: Element, at: Place) -> Figure:
        given = Given(self, element)
        return Figure(
            resource=given.maybe("resource"),
            href=given.maybe("href"),
            alternative=given.text("alternative"),
            caption=self.held(self.group(element, "caption")["caption"], at.under("caption")),
            width=given.value("width", float, 0.0),
            height=given.value("height", float, 0.0),
            id=given.end(),
        )

    def _raw(self, element: Element, _at: Place) -> Raw:
        given = Given(self, element)
        notation = given.text("format")
        return Raw(id=given.end(), format=notation, text=self.characters(element))
