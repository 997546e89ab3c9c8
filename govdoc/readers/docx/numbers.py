"""Automatic numbering resolved to the labels that Word prints.

ISO/IEC 29500-1 17.9: a paragraph names an instance (w:num) and a level; instances share the counters of
their abstract definition, and may start levels anew or define them otherwise. A level begins again when a
higher one counts on, unless w:lvlRestart says otherwise.
"""

import re

from msgspec import Struct
from msgspec.structs import replace

from govdoc.readers.docx.counting import print_number
from govdoc.readers.docx.names import ALTERNATE, CHOICE, FALLBACK, VAL, is_on, w
from govdoc.readers.docx.package import Element
from govdoc.readers.docx.styles import Styles, int_or
from govdoc.readers.docx.symbols import symbol

_PLACE = re.compile(r"%([1-9])")
_CLOSED = re.compile(r"[、，．。：）〕】》.,:;；)\]\u2460-\u24ff\u3220-\u32bf]$")
_LEVELS = 9


class Level(Struct, frozen=True):
    """A level of a definition. `restart`: the level (from 1) that starts it anew, 0 never, none any higher.

    `after`: what stands behind the label (w:suff): "tab", "space" or "nothing".
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    after: str = "tab"
    legal: bool = False
    restart: int | None = None
    style: str | None = None
    font: str = ""


class _Instance(Struct, frozen=True):
    definition: str
    starts: dict[int, int]
    levels: dict[int, Level]


class Label(Struct, frozen=True):
    """What is printed before a paragraph; `bullet`: a mark, not a number; `key`: which list, how deep."""

    text: str
    bullet: bool
    key: tuple[str, int]


class Numbers:
    """The numbering part, and the counters of one reading of the document."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._instances: dict[str, _Instance] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            for definition in root.iterchildren(w("abstractNum")):
                self._define(definition)
            for instance in root.iterchildren(w("num")):
                self._instances[instance.get(w("numId"), "")] = _instance(instance)

    def _define(self, definition: Element) -> None:
        ident = definition.get(w("abstractNumId"), "")
        self._definitions[ident] = {
            int_or(level.get(w("ilvl")), 0): _level(level) for level in definition.iterchildren(w("lvl"))
        }
        link = definition.find(w("numStyleLink"))
        if link is not None:
            self._links[ident] = link.get(VAL, "")

    def label(self, number: tuple[str | None, int | None] | None, style: str | None) -> Label | None:
        """Count a paragraph and give its label; none when it has none.

        Parameters: `number` its (numId, ilvl); `style` the identifier of its style, which may say the level.
        """
        if number is None or number[0] in (None, "0"):
            return None
        ident = number[0] or ""
        instance = self._instances.get(ident)
        if instance is None:
            return None
        definition = self._resolve(instance.definition)
        levels = {**self._definitions.get(definition, {}), **instance.levels}
        depth = number[1]
        if depth is None:
            depth = next((i for i, level in levels.items() if style and level.style == style), 0)
        if depth not in levels:
            return None
        counts = self._count(ident, instance, definition, levels, depth)
        text, bullet = _print(levels, depth, counts)
        return Label(text, bullet, (definition, depth)) if text else None

    def _resolve(self, definition: str) -> str:
        """The definition itself, or the one that its numbering style leads to."""
        for _ in range(_LEVELS):
            link = self._links.get(definition)
            ident = self._styles.numbering_style(link) if link else None
            target = self._instances.get(ident) if ident else None
            if target is None or target.definition == definition:
                break
            definition = target.definition
        return definition

    def _count(
        self, ident: str, instance: _Instance, definition: str, levels: dict[int, Level], depth: int
    ) -> dict[int, int]:
        counts = self._counters.setdefault(definition, {})
        for above in range(depth):
            if above not in counts and above in levels:
                counts[above] = instance.starts.get(above, levels[above].start)
        anew = depth in instance.starts and (ident, depth) not in self._begun
        self._begun.add((ident, depth))
        if anew:
            counts[depth] = instance.starts[depth]
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = levels[depth].start
        for below in [level for level in counts if level > depth]:
            restart = levels[below].restart if below in levels else None
            if restart is None or restart > depth:
                del counts[below]
        return counts


def _print(levels: dict[int, Level], depth: int, counts: dict[int, int]) -> tuple[str, bool]:
    level = levels[depth]
    if level.form == "bullet":
        return symbol(level.text, level.font), True

    def one(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        other = levels.get(at, level)
        form = "decimal" if level.legal and other.form not in ("decimalZero", "none") else other.form
        return print_number(counts.get(at, other.start), form)

    text = _PLACE.sub(one, level.text)
    return (text + _gap(text, level.after), False) if text.strip() else ("", False)


def _gap(label: str, after: str) -> str:
    """What stands between label and text. A tab only aligns: behind “、”, “）”, “①” it leaves nothing."""
    if after == "nothing" or (after == "tab" and _CLOSED.search(label)):
        return ""
    return " "


def _instance(element: Element) -> _Instance:
    definition = element.find(w("abstractNumId"))
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for override in element.iterchildren(w("lvlOverride")):
        depth = int_or(override.get(w("ilvl")), 0)
        start, level = override.find(w("startOverride")), override.find(w("lvl"))
        if level is not None:
            levels[depth] = _level(level)
        if start is not None:
            starts[depth] = int_or(start.get(VAL), 1)
            if depth in levels:
                levels[depth] = replace(levels[depth], start=starts[depth])
    return _Instance("" if definition is None else definition.get(VAL, ""), starts, levels)


def _level(element: Element) -> Level:
    def value(name: str) -> str | None:
        found = element.find(w(name))
        return None if found is None else found.get(VAL)

    legal, restart = element.find(w("isLgl")), value("lvlRestart")
    fonts = element.find(f"{w('rPr')}/{w('rFonts')}")
    return Level(
        start=int_or(value("start"), 1),
        form=_number_format(element),
        text=value("lvlText") or "",
        after=value("suff") or "tab",
        legal=legal is not None and is_on(legal.get(VAL)),
        restart=None if restart is None else int_or(restart, 0),
        style=value("pStyle"),
        font="" if fonts is None else fonts.get(w("ascii")) or fonts.get(w("hAnsi")) or "",
    )


def _number_format(level: Element) -> str:
    """The format of a level; a newer one stands in a choice, with an older one to fall back on."""
    places = [level]
    for alternate in level.iterchildren(ALTERNATE):
        places += [child for child in alternate if child.tag in (CHOICE, FALLBACK)]
    found = [form for place in places if (form := place.find(w("numFmt"))) is not None]
    if not found:
        return "decimal"
    form = found[0]
    if form.get(VAL) == "custom":
        return "decimalZero" if (form.get(w("format")) or "").startswith("0") else "decimal"
    return form.get(VAL, "decimal")
