"""Styles as the text objects of OFD spell them: font, size, colour, emphasis, links (GB/T 33190-2016 11.3).

A text object has one style and stands on one line. Its characters are placed by DeltaX: one distance for each
but the last, or “g n d” for n equal ones. Squeezed marks need no glyphs of their own: an opening mark stands
half an em further left.
"""

import re
from itertools import groupby, pairwise
from typing import NamedTuple

from govdoc import codes as say
from govdoc.context import Context
from govdoc.fonts.truetype import TrueType
from govdoc.paginate.founts import Fonts as FontSource
from govdoc.paginate.page import WHOLE, Kind, Style
from govdoc.typography import Face
from govdoc.writers.docx.markup import escape, quote
from govdoc.writers.ofd.fonts import OPENING_HALVES, Font
from govdoc.writers.ofd.markup import MM, Numbers

_STROKE = 0.03
"""How thick the outline of synthetic bold is, in em."""
_SLANT = 0.2
"""The slant of synthetic italics: how far an em's top goes to the right."""
_ASCENT, _DESCENT = 0.88, 0.12
"""What the box of a text object holds at least above and below the baseline, in em."""
_BASIC = "\uffff"
_REMEMBERED = 4096
"""How many words a look remembers."""
LONG = 12
"""How many characters a word has at most."""
RED = "255 0 0"


Stretch = tuple[float, str, float]
"""Characters that one text object holds: where it begins, what it holds after its box, how wide it is."""


class Setting(NamedTuple):
    """A text in its stretches, and its whole width; millimetres from its left edge."""

    stretches: list[Stretch]
    width: float


class Look:
    """A style in one file: its font, what its text objects say of themselves, and how its words are set.

    `em` and `above` (how far the top of a text object is above the line's baseline) in millimetres; `shape`
    is what follows the width of its box, `head` the same up to characters that start at its left edge.
    """

    def __init__(self, style: Style, font: Font, actions: str) -> None:
        self.font = font
        self.element = style.element
        self.em = em = style.size * MM
        face = style.font
        up = em * max(face.ascent / 1000, _ASCENT)
        height = up + em * max(-face.descent / 1000, _DESCENT)
        self.above = up + style.rise * MM
        self.shape = f' {height:.3f}"{_attributes(style, font, up)}>{actions}{_colours(style)}'
        self._y = f"{up:.3f}"
        self.head = f'{self.shape}<ofd:TextCode X="0" Y="{self._y}"'
        self._known: dict[tuple[str, float], Setting] = {}

    def set(self, text: str, spacing: float) -> Setting:
        """A text with `spacing` millimetres after each character; words come again, so they are kept."""
        if len(text) > LONG:
            return self._set(text, spacing)
        found = self._known.get((text, spacing))
        if found is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            found = self._known[text, spacing] = self._set(text, spacing)
        return found

    def _set(self, text: str, spacing: float) -> Setting:
        stretches: list[Stretch] = []
        x = 0.0
        for part in _parts(text):
            inside, width = self._stretch(part, spacing)
            stretches.append((x, inside, width))
            x += width + spacing
        return Setting(stretches, x - spacing)

    def _stretch(self, text: str, spacing: float) -> tuple[str, float]:
        """What a text object of these characters holds after its box, and their width."""
        em = self.em
        advances = [*map(self.font.__getitem__, text)]
        width = em * sum(advances) + spacing * (len(text) - 1)
        if OPENING_HALVES.isdisjoint(text):
            first, deltas = 0.0, _deltas(advances, em, spacing)
        else:
            steps = [advance * em + spacing for advance in advances]
            first = _shift(text, steps, spacing)
            deltas = _deltas(steps, 1.0, 0.0)
        shown = text.translate(_REAL) if _STAND_INS.search(text) else text
        if "&" in shown or "<" in shown or ">" in shown:
            shown = escape(shown)
        glyphs = ""
        if text > _BASIC:
            # Two units of UTF-16 make one glyph.
            glyphs = '<ofd:CGTransform CodePosition="0" CodeCount="2"><ofd:Glyphs>'
            glyphs += f"{self.font.far_glyph(text)}</ofd:Glyphs></ofd:CGTransform>"
        code = f'<ofd:TextCode X="{first:.4g}" Y="{self._y}"{deltas}>'
        return f"{self.shape}{glyphs}{code}{shown}</ofd:TextCode>", width


_REAL = {ord(stand_in): mark for stand_in, mark in WHOLE.items()}
_STAND_INS = re.compile("[\ud800-\udfff]")
_CUT = re.compile("^ +|[\U00010000-\U0010ffff]")


def _parts(text: str) -> list[str]:
    """A text cut after blanks at its start, which programs strip, and around what takes two units of UTF-16.

    The standard does not say whether distances are counted by characters or by units.
    """
    if text[:1] != " " and (text.isascii() or max(text) <= _BASIC):
        return [text] if text else []
    cuts = {0, len(text)}
    for found in _CUT.finditer(text):
        cuts |= {*found.span()}
    return [text[a:b] for a, b in pairwise(sorted(cuts))]


def _shift(text: str, steps: list[float], spacing: float) -> float:
    """Move squeezed opening marks to the left, which changes steps; returns where the first one goes."""
    first = 0.0
    for i, character in enumerate(text):
        if character in OPENING_HALVES:
            half = steps[i] - spacing
            steps[i] += half
            if i:
                steps[i - 1] -= half
            else:
                first = -half
    return first


def _deltas(steps: list[float], unit: float, more: float) -> str:
    """The attribute DeltaX for characters of these steps, equal ones counted; the last leads nowhere.

    A step is multiplied by `unit` and `more` is added to it.
    """
    steps.pop()
    found: list[str] = []
    for step, alike in groupby(steps):
        count, length = len([*alike]), f"{step * unit + more:.4f}"
        found.append(f"g {count} {length}" if count > 2 else " ".join([length] * count))
    return f' DeltaX="{" ".join(found)}"' if found else ""


def _attributes(style: Style, font: Font, up: float) -> str:
    """Font and size; synthetic bold is an outline around the characters, synthetic italics a shear."""
    size = style.size * MM
    made = f' Font="{font.number}" Size="{size:.4f}"'
    if style.italic:
        made += f' CTM="1 0 {-_SLANT} 1 {_SLANT * up:.3f} 0"'
    if style.bold:
        made += f' Weight="700" Stroke="true" LineWidth="{_STROKE * size:.3f}"'
    return made


def _colours(style: Style) -> str:
    if not style.red:
        return '<ofd:StrokeColor Value="0 0 0"/>' if style.bold else ""
    stroke = f'<ofd:StrokeColor Value="{RED}"/>' if style.bold else ""
    return f'<ofd:FillColor Value="{RED}"/>{stroke}'


class Looks:
    """The looks and fonts of one file, as they come up.

    Parameters: `fonts` what plays which role; `archival`: nothing but jumps inside the document may happen.
    """

    def __init__(self, fonts: FontSource, numbers: Numbers, context: Context, archival: bool) -> None:
        self._numbers = numbers
        self._context = context
        self._archival = archival
        self._roles = {id(fonts.chain(face)[0]): face for face in reversed(Face)}
        self._looks: dict[Style, Look] = {}
        self._fonts: dict[TrueType, Font] = {}

    @property
    def fonts(self) -> tuple[Font, ...]:
        """Every font, in the order of first use."""
        return tuple(self._fonts.values())

    def of(self, style: Style) -> Look:
        """The look of a style."""
        found = self._looks.get(style)
        if found is None:
            font = self._fonts.get(style.font)
            if font is None:
                role = self._roles.get(id(style.font))
                font = self._fonts[style.font] = Font(style.font, self._numbers.next(), role)
            found = self._looks[style] = Look(style, font, self._actions(style))
        return found

    def _actions(self, style: Style) -> str:
        """What a click on a link does (14): it goes to a bookmark of the document, or opens an address."""
        element = style.element
        if element is None or element.kind is not Kind.LINK:
            return ""
        if element.text.startswith("#"):
            action = f"<ofd:Goto><ofd:Bookmark Name={quote(element.text[1:])}/></ofd:Goto>"
        elif self._archival:
            self._context.report(say.LINK_AS_TEXT, element.text)
            return ""
        else:
            action = f"<ofd:URI URI={quote(element.text)}/>"
        return f'<ofd:Actions><ofd:Action Event="CLICK">{action}</ofd:Action></ofd:Actions>'
