"""Styles of a Word file by what they say: name, outline level, numbering, alignment, bold, red, hidden.

ISO/IEC 29500-1 17.7. A style is known by its name, never its identifier: programs rename identifiers when
they save. What a style does not say it takes from the one it is based on.
"""

import re

from msgspec import Struct
from msgspec.structs import replace

from govdoc.readers.docx.names import PARAGRAPH_PROPERTIES, RUN_PROPERTIES, VAL, is_on, w
from govdoc.readers.docx.package import Element

BOLD, ITALIC, UNDERLINE, RAISED, LOWERED = 1, 2, 4, 8, 16
"""The marks of a run, as bits."""

_HEADING = re.compile(r"heading ([1-9])")
_DEEPEST_CHAIN = 20
_RED = re.compile(r"[c-f][0-9a-f](?:[0-3][0-9a-f]){2}", re.IGNORECASE)
_TOGGLES = {w("b"): BOLD, w("i"): ITALIC}
_UNDERLINE, _RISE, _VANISH = w("u"), w("vertAlign"), w("vanish")
_STYLE, _COLOUR = w("rStyle"), w("color")
_RISES = {"superscript": RAISED, "subscript": LOWERED}
_PARAGRAPH_STYLE, _NUMBERING, _OUTLINE, _ALIGN = w("pStyle"), w("numPr"), w("outlineLvl"), w("jc")
_LEVEL, _NUMBER = w("ilvl"), w("numId")
# lxml makes an object of every child that is looked at; asking for these only halves the time
_PARAGRAPH_FACTS = (_OUTLINE, _NUMBERING, _ALIGN, RUN_PROPERTIES)
_MARK_FACTS = (_VANISH, w("del"), w("moveFrom"))
_RUN_FACTS = (*_TOGGLES, _UNDERLINE, _RISE, _VANISH, _COLOUR)
_BODY_LEVEL = 9


class RunForm(Struct, frozen=True):
    """How a run looks: marks that are `on` and those that are switched `off`, whether hidden, whether red."""

    on: int = 0
    off: int = 0
    hidden: bool | None = None
    red: bool | None = None

    def over(self, below: "RunForm") -> "RunForm":
        """The form that results where it is laid over another."""
        return RunForm(
            on=(below.on & ~self.off) | self.on,
            off=(below.off & ~self.on) | self.off,
            hidden=below.hidden if self.hidden is None else self.hidden,
            red=below.red if self.red is None else self.red,
        )


PLAIN = RunForm()


class Form(Struct, frozen=True):
    """How a paragraph looks: its style, outline level from 1 or 0 for text, numbering, alignment, its runs.

    `number` is (numId, ilvl), each none where it is not said; `removed`, `hidden`: the mark at its end is a
    tracked deletion, or hidden, and with it the label.
    """

    ident: str = ""
    style: str = ""
    level: int | None = None
    number: tuple[str | None, int | None] | None = None
    align: str | None = None
    run: RunForm = PLAIN
    removed: bool = False
    hidden: bool = False


class Styles:
    """The style sheet: forms of paragraphs and runs with all that they inherit."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._forms: dict[str, Form] = {}
        self._default = ""
        for style in () if root is None else root.iterchildren(w("style")):
            ident = style.get(w("styleId"), "")
            self._styles[ident] = style
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true", "on"):
                self._default = ident

    def form(self, properties: Element | None) -> Form:
        """The form of a paragraph from its w:pPr."""
        if properties is None:
            return self.named(self._default)
        style = properties.find(_PARAGRAPH_STYLE)
        base = self.named(self._default if style is None else style.get(VAL, ""))
        return _paragraph(properties, base)

    def run(self, properties: Element) -> RunForm:
        """The form of a run from its w:rPr, without that of its paragraph."""
        found = run_form(properties)
        style = properties.find(_STYLE)
        return found if style is None else found.over(self.named(style.get(VAL, "")).run)

    def named(self, ident: str, chain: int = 0) -> Form:
        """The form of a style by its identifier; an unknown one says nothing."""
        known = self._forms.get(ident)
        if known is not None:
            return known
        style = self._styles.get(ident)
        if style is None or chain > _DEEPEST_CHAIN:
            return Form()
        based = style.find(w("basedOn"))
        form = Form() if based is None else self.named(based.get(VAL, ""), chain + 1)
        form = self._forms[ident] = replace(_style(style, form), ident=ident)
        return form

    def numbering_style(self, ident: str) -> str | None:
        """The numId that a numbering style refers to."""
        number = self.named(ident).number
        return number[0] if number else None


def _style(style: Element, base: Form) -> Form:
    name = style.find(w("name"))
    text = (name.get(VAL, "") if name is not None else "").lower()
    heading = _HEADING.fullmatch(text)
    form = replace(base, style=text, level=int(heading[1]) if heading else base.level)
    properties = style.find(PARAGRAPH_PROPERTIES)
    if properties is not None:
        form = replace(_paragraph(properties, form), style=text)
    run = style.find(RUN_PROPERTIES)
    return form if run is None else replace(form, run=run_form(run).over(form.run))


def _paragraph(properties: Element, base: Form) -> Form:
    """The form of a w:pPr over that of its style."""
    level, number, align = base.level, base.number, base.align
    removed = hidden = False
    for child in properties.iterchildren(*_PARAGRAPH_FACTS):
        tag = child.tag
        if tag == _OUTLINE:
            outline = int_or(child.get(VAL), _BODY_LEVEL)
            level = outline + 1 if 0 <= outline < _BODY_LEVEL else 0
        elif tag == _NUMBERING:
            number = _numbering(child, base.number)
        elif tag == _ALIGN:
            align = child.get(VAL)
        else:
            for mark in child.iterchildren(*_MARK_FACTS):
                if mark.tag == _VANISH:
                    hidden = is_on(mark.get(VAL))
                else:
                    removed = True
    if not (removed or hidden) and (level, number, align) == (base.level, base.number, base.align):
        return base
    return replace(base, level=level, number=number, align=align, removed=removed, hidden=hidden)


def _numbering(element: Element, base: tuple[str | None, int | None] | None) -> tuple[str | None, int | None]:
    number, level = element.find(_NUMBER), element.find(_LEVEL)
    inherited = base or (None, None)
    return (
        inherited[0] if number is None else number.get(VAL),
        inherited[1] if level is None else int_or(level.get(VAL), 0),
    )


def run_form(properties: Element) -> RunForm:
    """The form that a w:rPr gives by itself."""
    on = off = 0
    hidden = red = None
    for child in properties.iterchildren(*_RUN_FACTS):
        tag = child.tag
        if tag in _TOGGLES:
            bit = _TOGGLES[tag]
            on, off = (on | bit, off) if is_on(child.get(VAL)) else (on, off | bit)
        elif tag == _UNDERLINE:
            on, off = (on | UNDERLINE, off) if is_on(child.get(VAL)) else (on, off | UNDERLINE)
        elif tag == _RISE:
            bit = _RISES.get(child.get(VAL, ""), 0)
            on, off = (on | bit, off) if bit else (on, off | RAISED | LOWERED)
        elif tag == _VANISH:
            hidden = is_on(child.get(VAL))
        elif tag == _COLOUR:
            red = _RED.fullmatch(child.get(VAL, "")) is not None
    return PLAIN if (on, off, hidden, red) == (0, 0, None, None) else RunForm(on, off, hidden, red)


def int_or(text: str | None, default: int) -> int:
    """An integer attribute, or `default` where it is none."""
    try:
        return int(text or "")
    except ValueError:
        return default
