"""Parallel red rules longer than the type area, as a letter has them: a paragraph between its two borders.

GB/T 9704-2012 10.1. One rule no longer than the type area is the border of the paragraph above it (7.2.7).
ISO/IEC 29500-1 17.3.1.24.
"""

from govdoc.profile import Profile, Rules
from govdoc.writers.docx.looks import eighths, millimetres


def rules(found: Rules, profile: Profile, *, before: float = 0.0, inside: str = "") -> str:
    """The w:p of parallel rules, in the middle of the sheet; `before` millimetres of white above them.

    `inside`: what stands in the paragraph beside them.
    """
    page, word = profile.page, profile.word
    left = (page.width - found.length) / 2 - word.left
    right = (page.width - found.length) / 2 - word.right
    sides = zip(("top", "bottom"), found.lines, strict=False)
    borders = "".join(
        [
            f'<w:{side} w:val="single" w:sz="{eighths(line)}" w:space="0" w:color="FF0000"/>'
            for side, line in sides
        ]
    )
    between = max(millimetres(found.between), 20)
    return (
        f'<w:p><w:pPr><w:keepNext/><w:pBdr>{borders}</w:pBdr><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{millimetres(max(before, 0.0))}" w:after="0" w:line="{between}"'
        f' w:lineRule="exact"/><w:ind w:left="{millimetres(left)}" w:right="{millimetres(right)}"/>'
        f'<w:jc w:val="left"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:pPr>{inside}</w:p>'
    )
