"""The page: section properties and the footers with the page number (页码).

GB/T 33476.2-2016 6 for the measures of a word processor, GB/T 9704-2012 7.5 for the number: odd pages at
the right, even pages at the left, one 字 in, a dash on each side. ISO/IEC 29500-1 17.6 and 17.10.
"""

from govdoc.profile import Profile
from govdoc.typography import SIZES
from govdoc.writers.docx.faces import EAST_ASIAN
from govdoc.writers.docx.looks import millimetres
from govdoc.writers.docx.markup import DECLARATION, WORD_NAMESPACES, escape

_HEADER_TWIPS = 851


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
        f' w:header="{_HEADER_TWIPS}" w:footer="{millimetres(word.footer)}" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{word.line}"/>'
    )


def footer(profile: Profile, *, even: bool) -> str:
    """A footer part: the page number at the left of even pages, at the right of odd ones."""
    number = profile.page_number
    side = "left" if even else "right"
    twips, size = round(SIZES[number.size] * 20), round(SIZES[number.size] * 2)
    face = EAST_ASIAN[number.face]
    look = (
        f'<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}"'
        f' w:cs="{face}"/><w:spacing w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )
    # As high as its type, so that the dash stands where it should whatever the face's own line is.
    line = f'<w:spacing w:line="{twips}" w:lineRule="exact"/>'
    count = round(number.inset * 100)
    inset = f'<w:ind w:{side}Chars="{count}" w:{side}="{round(number.inset * twips)}"/>'
    return (
        f'{DECLARATION}<w:ftr {WORD_NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/>{line}{inset}'
        f'<w:jc w:val="{side}"/></w:pPr>{_text(look, number.left)}{_field(look)}{_text(look, number.right)}'
        "</w:p></w:ftr>"
    )


def _text(look: str, text: str) -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _field(look: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r>{look}<w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = f'<w:r>{look}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    return f"{mark('begin')}{instruction}{mark('separate')}<w:r>{look}<w:t>1</w:t></w:r>{mark('end')}"
