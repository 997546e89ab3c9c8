"""The style sheet: every role of a profile as a named style.

Headings, title, subtitle, caption and footer bear the built-in names, by which the navigation pane, a table
of contents, pandoc and mammoth know them; the others are named in Chinese: 公文正文 公文主送机关 公文署名
公文成文日期 公文附件说明 公文附注 公文版记 公文表格文字 … Every value comes from the profile.
ISO/IEC 29500-1 17.7.
"""

from typing import NamedTuple

from msgspec import Struct

from govdoc.galley import Look, Role
from govdoc.profile import Profile
from govdoc.typography import SIZES
from govdoc.writers.docx.faces import EAST_ASIAN, LATIN
from govdoc.writers.docx.looks import (
    OFF_GRID,
    cell_spacing,
    difference,
    eighths,
    millimetres,
    normal_look,
    paragraph_look,
    record_spacing,
    run_look,
    run_properties,
)
from govdoc.writers.docx.markup import DECLARATION, WORD_NAMESPACES


class StyleName(NamedTuple):
    """A style: its identifier inside the file, the name people see, and whether Word knows it already."""

    ident: str
    name: str
    built_in: bool = False


STYLES: dict[Role, StyleName] = {
    Role.COPY_NUMBER: StyleName("CopyNumber", "公文份号"),
    Role.SECRECY: StyleName("Secrecy", "公文密级"),
    Role.URGENCY: StyleName("Urgency", "公文紧急程度"),
    Role.ISSUER_MARK: StyleName("IssuerMark", "公文发文机关标志"),
    Role.DOCUMENT_NUMBER: StyleName("DocumentNumber", "公文发文字号"),
    Role.SIGNER: StyleName("Signer", "公文签发人"),
    Role.TITLE: StyleName("Title", "Title", built_in=True),
    Role.SUBTITLE: StyleName("Subtitle", "Subtitle", built_in=True),
    Role.RECIPIENTS: StyleName("Recipients", "公文主送机关"),
    Role.BODY: StyleName("DocumentBody", "公文正文"),
    Role.LIST_ITEM: StyleName("ListItem", "公文列表"),
    Role.TABLE_CELL: StyleName("TableText", "公文表格文字"),
    Role.CAPTION: StyleName("Caption", "caption", built_in=True),
    Role.FOOTNOTE: StyleName("FootnoteText", "footnote text", built_in=True),
    Role.ATTACHMENT_LIST: StyleName("AttachmentList", "公文附件说明"),
    Role.SIGNATURE: StyleName("IssuerSignature", "公文署名"),
    Role.SIGNATURE_DATE: StyleName("SignatureDate", "公文成文日期"),
    Role.NOTE: StyleName("AdditionalNote", "公文附注"),
    Role.ATTENDANCE: StyleName("Attendance", "公文出席名单"),
    Role.ANNEX_MARK: StyleName("AnnexMark", "公文附件序号"),
    Role.IMPRINT: StyleName("Imprint", "公文版记"),
    Role.PAGE_NUMBER: StyleName("Footer", "footer", built_in=True),
}
"""The style of each role; a heading's style goes by its level, and its role says how that level looks."""

LABEL = StyleName("DivisionLabel", "公文层次序号")
NOTE_MARK = StyleName("FootnoteReference", "footnote reference", built_in=True)
FIGURE = StyleName("Figure", "公文图片")
GRID = StyleName("DocumentTable", "公文表格")
HEADING_LEVELS = 9

_NORMAL = "Normal"

HeadingRoles = tuple[Role, ...]
"""The role that the headings of level 1, 2 … 9 have in a document."""

_LEVELS = (Role.LEVEL1, Role.LEVEL2, Role.LEVEL3, Role.LEVEL4)
USUAL_HEADINGS: HeadingRoles = (*_LEVELS, *(_LEVELS[3:] * 5))
"""The four levels of GB/T 9704-2012 7.3.3; deeper ones look like the fourth."""

_OFF_THE_GRID = frozenset({Role.TABLE_CELL, Role.IMPRINT, Role.PAGE_NUMBER})


def heading(level: int) -> StyleName:
    """The style of the headings of a level, from 1; it ends at 9."""
    level = min(level, HEADING_LEVELS)
    return StyleName(f"Heading{level}", f"heading {level}", built_in=True)


class Naming(Struct, frozen=True):
    """The identifiers of the styles in one file: of each role and heading level, and of what has no role.

    `numbered`: those that number their paragraphs by themselves. `own`: the sheet is ours, so the headings of
    a level look as the document's first one; else they look as the house has it.
    """

    roles: dict[Role, str]
    headings: tuple[str, ...]
    label: str
    note_mark: str
    figure: str
    table: str
    numbered: frozenset[str] = frozenset()
    own: bool = True

    def heading(self, level: int) -> str:
        """The style of the headings of a level, from 1; it ends at 9."""
        return self.headings[min(level, HEADING_LEVELS) - 1]


OWN = Naming(
    roles={role: style.ident for role, style in STYLES.items()},
    headings=tuple(heading(level).ident for level in range(1, HEADING_LEVELS + 1)),
    label=LABEL.ident,
    note_mark=NOTE_MARK.ident,
    figure=FIGURE.ident,
    table=GRID.ident,
)
"""The style sheet that `style_sheet` makes."""


def style_sheet(profile: Profile, headings: HeadingRoles = USUAL_HEADINGS) -> str:
    """The part word/styles.xml for a profile. `headings`: the role of each heading level."""
    roles = [_role_style(role, profile) for role in STYLES]
    levels = [_heading_style(i, role, profile) for i, role in enumerate(headings, 1)]
    return (
        f"{DECLARATION}<w:styles {WORD_NAMESPACES}>{_defaults(profile)}{_normal(profile)}{''.join(levels)}"
        f"{''.join(roles)}{_DEFAULTS}{label_style(LABEL)}"
        f"{note_mark_style(NOTE_MARK)}{grid_style(GRID, 'TableNormal', profile)}"
        f"{figure_style(FIGURE, _NORMAL)}</w:styles>"
    )


def _defaults(profile: Profile) -> str:
    body = normal_look(profile)
    size = round(2 * SIZES[body.size])
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(EAST_ASIAN[body.face])}"
        f'<w:kern w:val="2"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )


def _fonts(east_asian: str, latin: str = LATIN) -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east_asian}" w:cs="{latin}"/>'


def _normal(profile: Profile) -> str:
    # 避头尾 (kinsoku) and hanging punctuation; no widow control, because every page has its 22 lines (5.2.2),
    # and no added space beside digits and Latin letters, because insets count in whole 字 (7.3.5).
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:kinsoku/><w:wordWrap/><w:overflowPunct/>'
        '<w:topLinePunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        '<w:jc w:val="both"/></w:pPr>'
        f'<w:rPr><w:spacing w:val="{profile.word.spacing}"/></w:rPr></w:style>'
    )


def _role_style(role: Role, profile: Profile) -> str:
    look = profile.look(role)
    follows = STYLES[Role.BODY].ident if look.keep_next or role is Role.RECIPIENTS else ""
    return role_style(role, profile, STYLES[role], _NORMAL, follows)


def role_style(role: Role, profile: Profile, style: StyleName, base: str, follows: str = "") -> str:
    """The w:style of a role: what sets it apart from the body's face and size, on top of the style `base`."""
    return _paragraph_style(
        style, profile.look(role), profile, follows, off_grid=role in _OFF_THE_GRID, base=base
    )


def _heading_style(level: int, role: Role, profile: Profile) -> str:
    return heading_style(level, role, profile, heading(level), _NORMAL, STYLES[Role.BODY].ident)


def heading_style(level: int, role: Role, profile: Profile, style: StyleName, base: str, follows: str) -> str:
    """The w:style of a level of headings, on top of the style `base`; `follows` names the next style."""
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    return _paragraph_style(style, profile.look(role), profile, follows, outline, base=base)


def _paragraph_style(
    style: StyleName,
    look: Look,
    profile: Profile,
    follows: str,
    outline: str = "",
    *,
    off_grid: bool = False,
    base: str,
) -> str:
    normal = normal_look(profile)
    wanted = paragraph_look(look, profile)
    if off_grid:
        wanted = wanted._replace(snap=OFF_GRID)
    if style is STYLES[Role.TABLE_CELL]:
        wanted = wanted._replace(spacing=cell_spacing(look, profile))
    elif style is STYLES[Role.IMPRINT]:
        wanted = wanted._replace(spacing=record_spacing(look, profile))
    properties = difference(wanted, paragraph_look(normal, profile)) + outline
    run = run_properties(run_look(look, profile), run_look(normal, profile))
    return (
        _opening("paragraph", style)
        + _based(base)
        + (f'<w:next w:val="{follows}"/>' if follows else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{properties}</w:pPr>" if properties else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def _opening(kind: str, style: StyleName) -> str:
    own = "" if style.built_in else ' w:customStyle="1"'
    return f'<w:style w:type="{kind}"{own} w:styleId="{style.ident}"><w:name w:val="{style.name}"/>'


def label_style(style: StyleName) -> str:
    """The w:style of labels: they look as the text around them; it only says that they are labels."""
    return f"{_opening('character', style)}<w:qFormat/></w:style>"


def note_mark_style(style: StyleName) -> str:
    """The w:style of the marks of footnotes: raised."""
    return f'{_opening("character", style)}<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'


def grid_style(style: StyleName, base: str, profile: Profile) -> str:
    """The w:style of tables with thin rules all round."""
    width, padding = eighths(profile.table.border), millimetres(profile.table.padding)
    rules = "".join(
        [
            f'<w:{side} w:val="single" w:sz="{width}" w:space="0" w:color="auto"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        ]
    )
    white = "".join(
        [f'<w:{side} w:w="{padding}" w:type="dxa"/>' for side in ("top", "left", "bottom", "right")]
    )
    return (
        f"{_opening('table', style)}{_based(base)}<w:qFormat/>"
        f"<w:tblPr><w:tblBorders>{rules}</w:tblBorders><w:tblCellMar>{white}</w:tblCellMar></w:tblPr></w:style>"
    )


def _based(base: str) -> str:
    return f'<w:basedOn w:val="{base}"/>' if base else ""


def figure_style(style: StyleName, base: str) -> str:
    """The w:style of pictures: one is higher than a line, and takes the room it needs, in the middle."""
    return (
        f"{_opening('paragraph', style)}{_based(base)}<w:qFormat/>"
        '<w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="120"/><w:jc w:val="center"/></w:pPr></w:style>'
    )


_DEFAULTS = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
)
