"""From a look in the standard's units to paragraph and run properties in Word's.

字 become hundredths of a character and twips, 行 hundredths of a line and twips, 字号 half points
(GB/T 33476.2-2016 6; ISO/IEC 29500-1 17.3.1 and 17.3.2). Properties are tuples with one string a place, in
the order that the schema demands, so that the difference of two looks is a comparison place by place.
"""

from math import ceil
from typing import NamedTuple

from govdoc.galley import Alignment, Look, Role
from govdoc.profile import Profile, Rules
from govdoc.typography import POINTS_PER_MM, SIZES, TWIPS_PER_MM
from govdoc.writers.docx.faces import EAST_ASIAN

_JUSTIFICATION = {
    Alignment.JUSTIFY: "both",
    Alignment.LEFT: "left",
    Alignment.CENTER: "center",
    Alignment.RIGHT: "right",
    Alignment.DISTRIBUTE: "distribute",
}
_LEADING = 1.3
"""Height of a line off the grid, in sizes of its type; puts the issuer mark 72 mm from the sheet's top."""


_MOST_EIGHTHS = 96
"""Word draws no thicker border (ISO/IEC 29500-1 17.18.2)."""

OFF_GRID = '<w:snapToGrid w:val="0"/>'
"""The lines of a paragraph are as high as their type, or as it says, not a line of the grid."""


UNNUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
"""No number of the style's own: the label is in the text."""


class ParagraphLook(NamedTuple):
    """The properties of a paragraph, each a string of XML, in the order of CT_PPr."""

    keep_next: str
    page_break: str
    numbering: str
    border: str
    tabs: str
    snap: str
    spacing: str
    indent: str
    align: str


class RunLook(NamedTuple):
    """The properties of a run that come from its look; `face` is the East Asian one by name."""

    face: str
    bold: bool
    red: bool
    spacing: int
    half_points: int


def eighths(thickness: float) -> int:
    """A thickness in millimetres in the eighths of a point of borders, as far as Word draws them."""
    return min(max(round(thickness * 8 * POINTS_PER_MM), 2), _MOST_EIGHTHS)


def is_border(rules: Rules, profile: Profile) -> bool:
    """Whether rules can be the border of a paragraph: one of them, as wide as the text at the most."""
    return len(rules.lines) == 1 and rules.length <= profile.page.area_width


def leading(look: Look, profile: Profile) -> float:
    """The white below the glyphs in the lines of a look, millimetres."""
    size = SIZES[look.size]
    height = max(size * _LEADING, profile.word.line / 20) if _rank(look, profile) else profile.word.line / 20
    return (height - size) / 2 / POINTS_PER_MM


def _rule_space(profile: Profile) -> int:
    """Points from a line to the rule below it: the gap less the leading below the glyphs (7.2.7)."""
    below = leading(normal_look(profile), profile)
    return max(ceil((profile.rule.gap - below) * POINTS_PER_MM), 0)


def millimetres(length: float) -> int:
    """A length in millimetres as twips."""
    return round(length * TWIPS_PER_MM)


def text_width(profile: Profile) -> int:
    """The width of the text area in twips."""
    word = profile.word
    return millimetres(profile.page.width) - millimetres(word.left) - millimetres(word.right)


def turned_width(profile: Profile) -> int:
    """The width of the text area of a page turned to the side, in twips."""
    word = profile.word
    return millimetres(profile.page.height) - millimetres(word.top) - millimetres(word.bottom)


def normal_look(profile: Profile) -> Look:
    """The look of style Normal: face and size of the body, nothing else."""
    body = profile.look(Role.BODY)
    return Look(face=body.face, size=body.size)


def paragraph_look(look: Look, profile: Profile) -> ParagraphLook:
    """The paragraph properties of a look."""
    drawn = look.rule_below and is_border(profile.rule, profile)
    size, space = eighths(profile.rule.lines[0]), _rule_space(profile)
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="{size}" w:space="{space}" w:color="FF0000"/></w:pBdr>'
    return ParagraphLook(
        keep_next=_switch("keepNext", look.keep_next),
        page_break=_switch("pageBreakBefore", look.page_break),
        numbering="",
        border=rule if drawn else '<w:pBdr><w:bottom w:val="nil"/></w:pBdr>',
        tabs="",
        snap=OFF_GRID if _rank(look, profile) > 0 else "<w:snapToGrid/>",
        spacing=_spacing(look, profile),
        indent=_indent(look, profile),
        align=f'<w:jc w:val="{_JUSTIFICATION[look.align]}"/>',
    )


def run_look(look: Look, profile: Profile) -> RunLook:
    """The run properties of a look."""
    body = look.size == profile.look(Role.BODY).size
    return RunLook(
        face=EAST_ASIAN[look.face],
        bold=look.bold,
        red=look.red,
        spacing=profile.word.spacing if body else 0,
        half_points=round(2 * SIZES[look.size]),
    )


def difference(look: ParagraphLook, base: ParagraphLook) -> str:
    """What has to be said about a paragraph whose style already says `base`."""
    return "" if look == base else "".join([a for a, b in zip(look, base, strict=True) if a != b])


def run_properties(look: RunLook, base: RunLook, fonts: str = "", italic: str = "") -> str:
    """What has to be said about a run whose style already says `base`, in the order of CT_RPr up to w:szCs.

    `fonts`: further attributes of w:rFonts; `italic`: what stands between weight and colour.
    """
    face = f' w:eastAsia="{look.face}"' if look.face != base.face else ""
    made = f"<w:rFonts{fonts}{face}/>" if fonts or face else ""
    if look.bold != base.bold:
        made += _switch("b", look.bold) + _switch("bCs", look.bold)
    made += italic
    if look.red != base.red:
        made += f'<w:color w:val="{"FF0000" if look.red else "auto"}"/>'
    if look.spacing != base.spacing:
        made += f'<w:spacing w:val="{look.spacing}"/>'
    if look.half_points != base.half_points:
        made += f'<w:sz w:val="{look.half_points}"/><w:szCs w:val="{look.half_points}"/>'
    return made


def _switch(name: str, on: bool) -> str:
    return f"<w:{name}/>" if on else f'<w:{name} w:val="0"/>'


def _spacing(look: Look, profile: Profile) -> str:
    line = profile.word.line
    sides = (("before", look.before), ("after", look.after))
    space = [
        f' w:{side}Lines="{round(max(count, 0.0) * 100)}" w:{side}="{round(max(count, 0.0) * line)}"'
        for side, count in sides
    ]
    return f"<w:spacing{''.join(space)} {_line(look, profile)}/>"


def _line(look: Look, profile: Profile) -> str:
    """How high the lines are: the grid's for the body's size, else as the type needs, in every face alike."""
    rank, height = _rank(look, profile), round(SIZES[look.size] * 20 * _LEADING)
    if rank == 0:
        return 'w:line="240" w:lineRule="auto"'
    if rank < 0:
        return f'w:line="{height}" w:lineRule="atLeast"'
    return f'w:line="{max(height, profile.word.line)}" w:lineRule="exact"'


def record_spacing(look: Look, profile: Profile) -> str:
    """The lines of the end record: one of them, with the white above and below it, is a line of the grid."""
    height = round(SIZES[look.size] * 20 * _LEADING)
    white = max(profile.word.line - height, 0) // 2
    return f'<w:spacing w:before="{white}" w:after="{white}" w:line="{height}" w:lineRule="atLeast"/>'


def cell_spacing(look: Look, profile: Profile) -> str:
    """The lines of text in a table: as far apart as the profile has them, in every face alike."""
    height = round(SIZES[look.size] * 20 * profile.table.leading)
    return f'<w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="atLeast"/>'


def _rank(look: Look, profile: Profile) -> int:
    """Whether the type of a look is smaller (−1) or larger (1) than the body's."""
    points, body = SIZES[look.size], SIZES[profile.look(Role.BODY).size]
    return (points > body) - (points < body)


def _indent(look: Look, profile: Profile) -> str:
    # A unit “character” is that of the paragraph's own type, while the look's 字 is the body's; and Word
    # counts a hanging indent into `left` but not into `leftChars`. There twips alone are unambiguous.
    by_character = look.size == profile.look(Role.BODY).size and look.first >= 0
    cell = profile.page.cell * TWIPS_PER_MM
    sides = (("left", look.left), ("right", look.right), ("firstLine", max(look.first, 0.0)))
    made = [
        f' w:{side}Chars="{round(count * 100) if by_character else 0}" w:{side}="{round(count * cell)}"'
        for side, count in sides
    ]
    if look.first < 0:
        made[2] = f' w:firstLineChars="0" w:hanging="{round(-look.first * cell)}"'
    return f"<w:ind{''.join(made)}/>"
