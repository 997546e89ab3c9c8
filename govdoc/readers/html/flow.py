"""From elements to lines: what a browser would set as one printed paragraph is one strip.

Blocks and line breaks end a line (CSS 2.1 9.2, WHATWG HTML 4.5.27); a table, list or picture of the
document is a strip with a ready block; what an element hides is kept apart.
"""

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from govdoc.context import Context
from govdoc.diagnostics import Origin
from govdoc.model import Align, Block, Entry, Figure, FurnitureKind, Resource
from govdoc.readers.html.content import is_layout, may_be_fields
from govdoc.readers.html.dom import BLOCKS, HEADINGS, Element
from govdoc.readers.html.inline import (
    EMPHASIS,
    MARK_OF_TAG,
    STRONG,
    SUBSCRIPT,
    SUPERSCRIPT,
    UNDERLINE,
    Run,
    Writer,
    trim_runs,
)
from govdoc.readers.html.pictures import picture

MAX_TABLES = 6
"""How many tables may nest; a deeper one is set as plain lines."""


class Strip(Struct):
    """A printed line: its runs or its block, the element it stands in, and what is known about it.

    `linked`: visible characters inside links; `names`: identifiers that links into the page may lead to;
    `fields`: rows of metadata that the markup itself shows as such.
    """

    box: Element
    runs: list[Run] = []
    block: Block | None = None
    align: Align | None = None
    level: int = 0
    hidden: bool = False
    names: tuple[str, ...] = ()
    fields: tuple[tuple[Entry, ...], ...] = ()

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(run.text for run in self.runs if run.note is None)

    @property
    def linked(self) -> int:
        """How many visible characters stand inside links."""
        return sum(len("".join(run.text.split())) for run in self.runs if run.href)

    @property
    def zone(self) -> FurnitureKind | None:
        """The part of the page that it stands in, where an element says so."""
        return self.box.zone

    def origin(self, file: str | None) -> Origin:
        """Where it stands: an XPath to its element."""
        return Origin(file, element=f"(//{self.box.tag})[{self.box.position}]")


Ready = Callable[[Element, "Setting"], "Strip | None"]
"""Makes a strip with a ready block from an element, or says that it is to be set as lines."""


class Setting(Struct):
    """What holds for a whole page: how tables and lists are made, what was found, how deep tables nest.

    `debris`: ends of lines that are broken references to a blank (“&sp;”), which a browser shows.
    """

    context: Context
    table: Ready
    points: Ready
    resources: dict[str, Resource]
    debris: list[str] = []
    depth: int = 0


class _State(Struct, frozen=True):
    """What an element hands down to what stands in it."""

    box: Element
    marks: int = 0
    href: str = ""
    align: Align | None = None
    hidden: bool = False
    kept: bool = False


def strips(root: Element, setting: Setting) -> list[Strip]:
    """The lines under an element, in page order."""
    return _Flow(setting).run(root)


class _Flow:
    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._writer = Writer()
        self._names: list[str] = []
        self._pictures: list[Strip] = []
        self._found: list[Strip] = []

    def run(self, root: Element) -> list[Strip]:
        state = _State(root, hidden=root.style.hidden, align=root.style.align)
        stack: list[tuple[Iterator[Element | str], _State, Element]] = [(iter(root.children), state, root)]
        while stack:
            children, state, element = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                uncovered = state.hidden and stack and not stack[-1][1].hidden
                if element.tag in BLOCKS or uncovered:
                    self._flush(state)
            elif isinstance(child, str):
                self._text(child, state, element)
            elif (inner := self._enter(child, state)) is not None:
                stack.append((iter(child.children), inner, child))
        return self._found

    def _text(self, text: str, state: _State, element: Element) -> None:
        if not state.kept:
            self._writer.add(text, state.marks, state.href, element)
            return
        for i, line in enumerate(text.split("\n")):
            if i:
                self._flush(state)
            self._writer.add(line.replace(" ", "\u00a0"), state.marks, state.href, element)

    def _enter(self, element: Element, state: _State) -> _State | None:
        """The state inside an element, or none where there is nothing to go into."""
        tag = element.tag
        if tag in ("br", "hr"):
            self._flush(state)
            return None
        if tag in ("img", "input"):
            if tag == "img" and not state.hidden:
                self._picture(element, state)
            return None
        inner = _inside(element, state)
        if tag in BLOCKS or (element.style.hidden and not state.hidden):
            self._flush(state)
            if not inner.hidden and (ready := self._ready(element)) is not None:
                self._found.append(ready)
                return None
        for name in ("id", "name"):
            if name in element.attributes:
                self._names.append(element.attributes[name])
        return inner

    def _without_debris(self, runs: list[Run]) -> list[Run]:
        found = _DEBRIS.search(runs[-1].text) if runs else None
        if found is None:
            return runs
        self._setting.debris.append(found[0].strip())
        runs[-1].text = runs[-1].text[: found.start()]
        return trim_runs(runs)

    def _ready(self, element: Element) -> Strip | None:
        if element.tag == "table":
            laid_out = is_layout(element)
            if laid_out and not may_be_fields(element):
                return None
            made = self._setting.table(element, self._setting)
            return made if made is not None and (made.fields or not laid_out) else None
        if element.tag in ("ul", "ol"):
            return self._setting.points(element, self._setting)
        return None

    def _picture(self, element: Element, state: _State) -> None:
        figure = picture(element, self._setting.context, self._setting.resources)
        if figure is not None:
            self._pictures.append(Strip(state.box, block=figure, align=state.align))

    def _flush(self, state: _State) -> None:
        """End the line."""
        runs = self._without_debris(self._writer.take())
        if runs:
            level = next((HEADINGS[e.tag] for e in state.box.around() if e.tag in HEADINGS), 0)
            names, self._names = tuple(self._names), []
            made = Strip(state.box, runs, None, state.align, level, state.hidden, names)
            self._found.append(made)
        if self._pictures:
            self._found += self._pictures
            self._pictures = []


_DEBRIS = re.compile(r"\s*&(?:[nbs]{1,3}p|nbs|sp|nb|e[mn]sp);?$")


def _inside(element: Element, state: _State) -> _State:
    tag, style = element.tag, element.style
    marks = state.marks | MARK_OF_TAG.get(tag, 0)
    if style.bold is not None:
        marks = marks | STRONG if style.bold else marks & ~STRONG
    marks |= EMPHASIS if style.italic else 0
    marks |= UNDERLINE if style.underlined and tag != "a" else 0
    marks |= SUPERSCRIPT if style.raised else SUBSCRIPT if style.lowered else 0
    href = element.attributes.get("href", "") if tag == "a" else state.href
    align = style.align or (Align.CENTER if tag == "center" else state.align)
    return _State(
        box=element if tag in BLOCKS else state.box,
        marks=marks,
        href=href,
        align=align,
        hidden=state.hidden or style.hidden,
        kept=state.kept or tag == "pre",
    )


def figure_of(strip: Strip) -> Figure | None:
    """The picture that a strip is, or none."""
    return strip.block if isinstance(strip.block, Figure) else None
