"""Rules on a page: red ones of head and foot (GB/T 9704-2012 7.2.7, 10.1), those under underlined text."""

from collections.abc import Iterator, Sequence

from govdoc.paginate.page import Line, Rule
from govdoc.profile import Profile, Rules
from govdoc.typography import POINTS_PER_MM

_UNDERLINE = (0.12, 0.04)
"""Where an underline is below the baseline and how thick, in em."""


def rules_height(style: Rules) -> float:
    """The height of parallel rules in points, the white between them included."""
    return (sum(style.lines) + style.between * (len(style.lines) - 1)) * POINTS_PER_MM


def rules_at(style: Rules, profile: Profile, y: float) -> tuple[Rule, ...]:
    """Parallel red rules from `y` down, in the middle of the type area, or of the sheet if longer."""
    page = profile.page
    inside = style.length <= page.area_width
    middle = page.left + page.area_width / 2 if inside else page.width / 2
    left, length = (middle - style.length / 2) * POINTS_PER_MM, style.length * POINTS_PER_MM
    made = []
    for thickness in style.lines:
        width = thickness * POINTS_PER_MM
        made.append(Rule(left, y + width / 2, left + length, y + width / 2, width, red=True))
        y += width + style.between * POINTS_PER_MM
    return tuple(made)


def foot_rules(profile: Profile) -> tuple[Rule, ...]:
    """The rules at the foot of a letter's first page; none where the profile has none."""
    style = profile.foot_rule
    if style is None:
        return ()
    foot = (profile.page.height - style.gap) * POINTS_PER_MM
    return rules_at(style, profile, foot - rules_height(style))


def underlines(lines: Sequence[Line]) -> Iterator[Rule]:
    """The rules under underlined pieces."""
    below, thick = _UNDERLINE
    for line in lines:
        if not any(piece.style.underline for piece in line.pieces):
            continue
        for piece, x0, x1 in line.places():
            style = piece.style
            if style.underline:
                y = line.y + below * style.size
                yield Rule(x0, y, x1, y, thick * style.size, style.red)
