"""Which style of a template is meant for which role: by name, ours first, then what Word and WPS call it.

Names are compared without case and spaces, aliases (w:aliases) too; identifiers are not looked at, because
programs change them. ISO/IEC 29500-1 17.7.4.9 (names), 17.7.4.1 (aliases).
"""

from collections.abc import Iterator

from msgspec import Struct

from govdoc.galley import Role
from govdoc.writers.docx.markup import W
from govdoc.writers.docx.styles import FIGURE, GRID, HEADING_LEVELS, LABEL, NOTE_MARK, STYLES, heading
from govdoc.xmlfile import Element

_W = f"{{{W}}}"
_DIGITS = "一二三四五六七八九"

_MORE_NAMES: dict[Role, tuple[str, ...]] = {
    Role.COPY_NUMBER: ("份号",),
    Role.SECRECY: ("密级", "密级和保密期限"),
    Role.URGENCY: ("紧急程度",),
    Role.ISSUER_MARK: ("发文机关标志", "红头"),
    Role.DOCUMENT_NUMBER: ("发文字号", "文号"),
    Role.SIGNER: ("签发人",),
    Role.TITLE: ("标题",),
    Role.SUBTITLE: ("公文副标题", "副标题"),
    Role.RECIPIENTS: ("主送机关", "主送", "称呼", "Salutation"),
    Role.BODY: ("Body Text First Indent", "正文首行缩进", "Body Text", "正文文本"),
    Role.LIST_ITEM: ("List Paragraph", "列表段落", "列出段落"),
    Role.TABLE_CELL: ("表格文字", "表格内容", "Table Contents", "Table Text"),
    Role.CAPTION: ("公文题注", "题注"),
    Role.FOOTNOTE: ("脚注文本", "公文注释"),
    Role.ATTACHMENT_LIST: ("附件说明",),
    Role.SIGNATURE: ("署名", "发文机关署名", "落款", "Signature", "签名"),
    Role.SIGNATURE_DATE: ("成文日期", "Date", "日期"),
    Role.NOTE: ("附注",),
    Role.ATTENDANCE: ("出席名单",),
    Role.ANNEX_MARK: ("附件序号",),
    Role.IMPRINT: ("版记",),
    Role.PAGE_NUMBER: ("页脚",),
}
_FIRST_NAMES: dict[Role, tuple[str, ...]] = {Role.TITLE: ("公文标题", "文件标题")}
"""Names that come before our own, which is a built-in one that every template has."""


def names(role: Role) -> tuple[str, ...]:
    """The names under which the style of a role is looked for, the best first."""
    own = STYLES.get(role)
    return (*_FIRST_NAMES.get(role, ()), *((own.name,) if own else ()), *_MORE_NAMES.get(role, ()))


def heading_names(level: int) -> tuple[str, ...]:
    """The names under which the style of a heading level is looked for."""
    han = _DIGITS[level - 1]
    return (heading(level).name, f"标题 {level}", f"公文{han}级标题", f"{han}级标题")


class Matching(Struct, frozen=True):
    """The styles of a template by what they are for: identifiers, where there is one.

    `default`: the paragraph style of paragraphs that name none; `table_default`: that of tables; `taken`: all
    identifiers; `numbered`: styles that number their paragraphs.
    """

    roles: dict[Role, str]
    headings: dict[int, str]
    label: str | None
    note_mark: str | None
    figure: str | None
    table: str | None
    default: str | None
    table_default: str | None
    taken: frozenset[str]
    numbered: frozenset[str]


def match(sheet: Element) -> Matching:
    """Match the style sheet (w:styles) of a template."""
    styles = list(sheet.iter(f"{_W}style"))
    paragraphs, characters = _by_name(styles, "paragraph"), _by_name(styles, "character")
    found = {role: _first(paragraphs, names(role)) for role in STYLES}
    levels = {i: _first(paragraphs, heading_names(i)) for i in range(1, HEADING_LEVELS + 1)}
    return Matching(
        roles={role: ident for role, ident in found.items() if ident},
        headings={level: ident for level, ident in levels.items() if ident},
        label=_first(characters, (LABEL.name,)),
        note_mark=_first(characters, (NOTE_MARK.name, "脚注引用")),
        figure=_first(paragraphs, (FIGURE.name,)),
        table=_first(_by_name(styles, "table"), (GRID.name, "Table Grid", "网格型")),
        default=_default(styles, "paragraph"),
        table_default=_default(styles, "table"),
        taken=frozenset(_ident(style) for style in styles),
        numbered=_numbered(styles),
    )


def _by_name(styles: list[Element], kind: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for style in styles:
        if style.get(f"{_W}type", "paragraph") == kind:
            for name in _names_of(style):
                found.setdefault(_key(name), _ident(style))
    return found


def _names_of(style: Element) -> Iterator[str]:
    yield _value(style, "name")
    yield from _value(style, "aliases").split(",")


def _first(found: dict[str, str], wanted: tuple[str, ...]) -> str | None:
    return next((found[_key(name)] for name in wanted if _key(name) in found), None)


def _default(styles: list[Element], kind: str) -> str | None:
    marked = [
        s for s in styles if s.get(f"{_W}type") == kind and s.get(f"{_W}default") in ("1", "true", "on")
    ]
    return _ident(marked[0]) if marked else None


def _numbered(styles: list[Element]) -> frozenset[str]:
    """The styles that number, themselves or through what they are based on."""
    based = {_ident(style): _value(style, "basedOn") for style in styles}
    found = {_ident(style) for style in styles if style.find(f"{_W}pPr/{_W}numPr") is not None}
    for _ in range(len(styles)):
        more = {ident for ident, base in based.items() if base in found} - found
        if not more:
            break
        found |= more
    return frozenset(found)


def _value(style: Element, name: str) -> str:
    child = style.find(f"{_W}{name}")
    return "" if child is None else child.get(f"{_W}val", "")


def _ident(style: Element) -> str:
    return style.get(f"{_W}styleId", "")


def _key(name: str) -> str:
    return "".join(name.split()).casefold()
