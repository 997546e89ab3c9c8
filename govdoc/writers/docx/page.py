"""The page: section properties and the footers with the page number (页码).

GB/T 33476.2-2016 6 for the measures of a word processor, GB/T 9704-2012 7.5 for the number: odd pages at
the right, even pages at the left, one 字 in, a dash on each side. ISO/IEC 29500-1 17.6 and 17.10.
"""

from govdoc.galley import Role
from govdoc.profile import Profile
from govdoc.typography import SIZES
from govdoc.writers.docx.faces import EAST_ASIAN
from govdoc.writers.docx.looks import millimetres
from govdoc.writers.docx.markup import DECLARATION, WORD_NAMESPACES, escape
from govdoc.writers.docx.rules import rules

_HEADER = 15.0
"""Millimetres from the sheet's top to the header."""

_EMPTY = '<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>'


def page_setup(profile: Profile) -> str:
    """Size, margins and grid of the page, as they stand in w:sectPr after the references to the footers.

    The grid is of lines only: with `linesAndChars` LibreOffice gives every character two cells; the
    spacing of style Normal makes the 28 字 a line.
    """
    page, word = profile.page, profile.word
    return (
        f'<w:pgSz w:w="{millimetres(page.width)}" w:h="{millimetres(page.height)}"/>'
        f'<w:pgMar w:top="{millimetres(word.top)}" w:right="{millimetres(word.right)}"'
        f' w:bottom="{millimetres(word.bottom)}" w:left="{millimetres(word.left)}"'
        f' w:header="{millimetres(_HEADER)}" w:footer="{millimetres(_footer_place(profile))}"'
        ' w:gutter="0"/>'
        f'{"<w:titlePg/>" * first_differs(profile)}<w:docGrid w:type="lines" w:linePitch="{word.line}"/>'
    )


def first_differs(profile: Profile) -> bool:
    """Whether the first page has furniture of its own: no number, rules at its foot, a mark on high."""
    return not profile.page_number.on_first or profile.foot_rule is not None or lifted(profile)


def lifted(profile: Profile) -> bool:
    """Whether an issuer mark stands higher than the text begins."""
    return profile.look(Role.ISSUER_MARK).before < 0


def _footer_place(profile: Profile) -> float:
    """From the sheet's foot to the footer's, millimetres: as low as the lowest thing of all pages stands."""
    rule = profile.foot_rule
    return min(profile.word.footer, rule.gap) if rule else profile.word.footer


def first_footer(profile: Profile) -> str:
    """The footer part of the first page: its number if it shows one, and the rules at its foot (10.1)."""
    number = _number(profile, "right") if profile.page_number.on_first else ""
    rule = rules(profile.foot_rule, profile) if profile.foot_rule else ""
    return f"{DECLARATION}<w:ftr {WORD_NAMESPACES}>{number}{rule or _EMPTY * (not number)}</w:ftr>"


def header(profile: Profile, *, first: bool) -> str:
    """A header part that keeps the text at its place while the first page's begins higher."""
    height = millimetres(profile.word.top - _HEADER)
    line = f'<w:spacing w:line="{height}" w:lineRule="exact"/>'
    body = _EMPTY if first else f"<w:p><w:pPr>{line}</w:pPr></w:p>"
    return f"{DECLARATION}<w:hdr {WORD_NAMESPACES}>{body}</w:hdr>"


def footer(profile: Profile, *, even: bool) -> str:
    """A footer part: the page number at the left of even pages, at the right of odd ones."""
    number = _number(profile, "left" if even else "right")
    return f"{DECLARATION}<w:ftr {WORD_NAMESPACES}>{number}</w:ftr>"


def turned_footer(profile: Profile, *, even: bool) -> str:
    """A footer part of a page turned to the side: the number stands where upright pages have it (8)."""
    page, word = profile.page, profile.word
    number = profile.page_number
    twips = round(SIZES[number.size] * 20)
    down = millimetres(word.left) if even else millimetres(word.right)
    place = f'w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{millimetres(word.footer)}" w:tblpY="{down}"'
    height = millimetres(page.width - word.left - word.right)
    cell = (
        f'<w:tcPr><w:tcW w:w="{twips}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>'
        f"{_number(profile, 'left' if even else 'right', low=False)}"
    )
    return (
        f"{DECLARATION}<w:ftr {WORD_NAMESPACES}><w:tbl><w:tblPr>"
        f'<w:tblpPr w:leftFromText="0" w:rightFromText="0" {place}/><w:tblW w:w="{twips}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        f'<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{twips}"/></w:tblGrid><w:tr><w:trPr><w:trHeight w:val="{height}"'
        f' w:hRule="exact"/></w:trPr><w:tc>{cell}</w:tc></w:tr></w:tbl>'
        f"{_EMPTY}</w:ftr>"
    )


def _number(profile: Profile, side: str, *, low: bool = True) -> str:
    """The w:p of the page number; `low`: above what stands at the foot of a first page."""
    number = profile.page_number
    twips, size = round(SIZES[number.size] * 20), round(SIZES[number.size] * 2)
    face = EAST_ASIAN[number.face]
    look = (
        f'<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}"'
        f' w:cs="{face}"/><w:spacing w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )
    # As high as its type, so that the dash stands where it should whatever the face's own line is.
    below = millimetres(profile.word.footer - _footer_place(profile)) if low else 0
    after = f' w:after="{below}"' if below else ""
    line = f'<w:spacing{after} w:line="{twips}" w:lineRule="exact"/>'
    count = round(number.inset * 100)
    inset = f'<w:ind w:{side}Chars="{count}" w:{side}="{round(number.inset * twips)}"/>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{line}{inset}'
        f'<w:jc w:val="{side}"/></w:pPr>{_text(look, number.left)}{_field(look)}{_text(look, number.right)}'
        "</w:p>"
    )


def _text(look: str, text: str) -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _field(look: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r>{look}<w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = f'<w:r>{look}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    return f"{mark('begin')}{instruction}{mark('separate')}<w:r>{look}<w:t>1</w:t></w:r>{mark('end')}"
