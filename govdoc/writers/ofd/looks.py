"""Styles as the text objects of OFD spell them: font, size, colour, emphasis, links (GB/T 33190-2016 11.3).

A text object has one style and stands on one line. Its characters are placed by DeltaX: one distance for each
but the last, or “g n d” for n equal ones. Squeezed marks need no glyphs of their own: an opening mark stands
half an em further left.
"""

from itertools import pairwise
from typing import NamedTuple

from govdoc import diagnostics as say
from govdoc.context import Context
from govdoc.fonts.truetype import TrueType
from govdoc.paginate.founts import Fonts as FontSource
from govdoc.paginate.page import WHOLE, Kind, Style
from govdoc.typography import Face
from govdoc.writers.docx.markup import escape, quote
from govdoc.writers.ofd.fonts import OPENING_HALVES, Font
from govdoc.writers.ofd.markup import MM, Numbers, mm

_STROKE = 0.03
"""How thick the outline of synthetic bold is, in em."""
_SLANT = 0.2
"""The slant of synthetic italics: how far an em's top goes to the right."""
_ASCENT, _DESCENT = 0.88, 0.12
"""What the box of a text object holds at least above and below the baseline, in em."""
_BASIC = "\uffff"
_REMEMBERED = 4096
RED = "255 0 0"


class Set(NamedTuple):
    """Characters in their places: their TextCode elements, and their width in millimetres."""

    codes: str
    width: float


class Look:
    """A style in one file: its font, what its text objects say of themselves, and how its words are set.

    `em` and `up` (from the top of the box to the baseline) in millimetres; `shape` is what stands in a text
    object after its box, `head` what stands before the characters when they start at its left edge.
    """

    def __init__(self, style: Style, font: Font, actions: str) -> None:
        self.font = font
        self.element = style.element
        self.em = em = style.size * MM
        face = style.font
        self.up = em * max(face.ascent / 1000, _ASCENT)
        self.height = f"{self.up + em * max(-face.descent / 1000, _DESCENT):.3f}"
        self.rise = style.rise * MM
        self.shape = f'"{_attributes(style, font, self.up)}>{actions}{_colours(style)}'
        self._y = f"{self.up:.3f}"
        self.head = f'{self.shape}<ofd:TextCode X="0" Y="{self._y}"'
        self._known: dict[tuple[str, float], Set] = {}

    def set(self, text: str, spacing: float) -> Set:
        """A text with `spacing` millimetres after each character; words come again, so they are kept."""
        found = self._known.get((text, spacing))
        if found is None:
            self.font.learn(text)
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            found = self._known[text, spacing] = self._set(text, spacing)
        return found

    def _set(self, text: str, spacing: float) -> Set:
        places: list[float] = []
        x = 0.0
        for character in text:
            advance = self.font.advances[character] * self.em
            places.append(x - advance if character in OPENING_HALVES else x)
            x += advance + spacing
        real = [WHOLE.get(c, c) for c in text]
        codes = [
            f'<ofd:TextCode X="{places[a]:.4g}" Y="{self._y}"{_deltas(places[a:b])}>'
            f"{escape(''.join(real[a:b]))}</ofd:TextCode>"
            for a, b in _stretches(real)
        ]
        return Set("".join(codes), x - spacing)


def _stretches(text: list[str]) -> list[tuple[int, int]]:
    """Where a text is cut: after blanks at its start, which programs strip, and around what takes two units.

    The standard does not say whether distances are counted by characters or by units.
    """
    cuts = {0, len(text)}
    cuts.add(next((i for i, c in enumerate(text) if c != " "), 0))
    for i, character in enumerate(text):
        if character > _BASIC:
            cuts |= {i, i + 1}
    order = sorted(cuts)
    return list(pairwise(order))


def _deltas(places: list[float]) -> str:
    """The attribute DeltaX for characters at these places; equal distances are counted."""
    steps = [f"{b - a:.4f}".rstrip("0").rstrip(".") for a, b in pairwise(places)]
    found: list[str] = []
    i = 0
    while i < len(steps):
        j = i
        while j < len(steps) and steps[j] == steps[i]:
            j += 1
        found += [f"g {j - i} {steps[i]}"] if j - i > 2 else steps[i:j]
        i = j
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


__all__ = ["MM", "RED", "Look", "Looks", "mm"]
