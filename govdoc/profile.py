"""Loading and checking profiles: appearance as data after GB/T 9704-2012, with `extends`."""

import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from govdoc.errors import ProfileError
from govdoc.galley import Look, Role
from govdoc.typography import SIZES, Face


class Page(Struct, frozen=True, forbid_unknown_fields=True):
    """The page in ink measures, millimetres (5.1, 5.2); `body_size` in points."""

    width: float
    height: float
    left: float
    top: float
    area_width: float
    area_height: float
    columns: int
    rows: int
    pitch: float
    body_size: float
    cites: str

    @property
    def cell(self) -> float:
        """The width of one 字 in millimetres."""
        return self.area_width / self.columns

    def points(self, size: str) -> float:
        """The size of type of a 字号 in points, 三号 as the grid has it."""
        return self.body_size if size == "三号" else SIZES[size]


class WordPage(Struct, frozen=True, forbid_unknown_fields=True):
    """The page in a word processor's measures: margins in millimetres, `line` and `spacing` in twips."""

    top: float
    bottom: float
    left: float
    right: float
    footer: float
    line: int
    spacing: int
    cites: str


class PageNumber(Struct, frozen=True, forbid_unknown_fields=True):
    """The page number (页码): `offset` in millimetres, `inset` in 字, what stands at its sides.

    `on_first`: whether the first page shows its number.
    """

    face: Face
    size: str
    offset: float
    inset: float
    left: str
    right: str
    on_first: bool
    cites: str


class Elements(StrEnum):
    """Where copy number, secrecy and urgency stand: above the issuer mark, or below it and its rule."""

    ABOVE = "above"
    BELOW = "below"


class Head(Struct, frozen=True, forbid_unknown_fields=True):
    """How the letterhead (版头) is arranged.

    `elements`: where the flush-left elements stand; below the mark, the document number stands at the right
    of the first. `title_before`: empty lines (行) between letterhead and title.
    """

    elements: Elements
    title_before: float
    cites: str


class Rules(Struct, frozen=True, forbid_unknown_fields=True):
    """Parallel red rules: thicknesses in millimetres from above, the white `between` them, their `length`.

    `gap`: from the glyphs above to the first rule; of rules at the foot of the first page, from the sheet's
    foot to the last rule.
    """

    gap: float
    length: float
    lines: tuple[float, ...]
    between: float
    cites: str


class SignatureForm(StrEnum):
    """What closes a document: the organs' names, or the signer's title and stamp (签名章)."""

    ORGANS = "organs"
    STAMP = "stamp"


class SignatureStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Signature and seal: `seal` and `stamp` are the sides in millimetres of seal and signature stamp."""

    form: SignatureForm
    seal: float
    stamp: float
    cites: str


class ImprintStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """The end record (版记): whether it has rules, `thick` outside and `thin` inside, in millimetres."""

    rules: bool
    thick: float
    thin: float
    cites: str


class TableStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Tables: one turns to the side when its columns can't have `narrowest` 字 of their type each.

    `label`: the width in 字 up to which a cell's text should not break. `leading`: the line pitch inside
    cells in sizes of the type; `padding` on the four sides of a cell and `border`, its rules, in millimetres;
    `after`: the white below a table in 行, at the least.
    """

    narrowest: float
    label: float
    leading: float
    padding: float
    border: float
    after: float
    cites: str


class FootnoteStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """Footnotes (脚注): the rule above them, `length` and `width` in millimetres, in `space` 行 of white.

    `most`: the share of the type area that they may take, beyond which a note goes on on the next page.
    """

    length: float
    width: float
    space: float
    most: float
    cites: str


class MetadataStyle(Struct, frozen=True, forbid_unknown_fields=True):
    """The disclosure metadata on the page: whether they are `shown` above the document, in a table.

    `labels`, `whole`: the width in shares of a label's column, and the width in 字 of a value that takes a
    whole row. `codes`: labels whose value is also drawn as a QR code, `code_size` millimetres wide.
    """

    shown: bool
    labels: float
    whole: float
    codes: tuple[str, ...]
    code_size: float
    cites: str


class Profile(Struct, frozen=True, forbid_unknown_fields=True):
    """How every role looks, and the page they stand on.

    `rule` stands below a role whose look has `rule_below`; `foot_rule` at the foot of the first page.
    `attendance`: the labels of those present at a meeting (出席), absent, and listening.
    """

    name: str
    description: str
    cites: str
    page: Page
    word: WordPage
    page_number: PageNumber
    head: Head
    rule: Rules
    signature: SignatureStyle
    imprint: ImprintStyle
    table: TableStyle
    metadata: MetadataStyle
    footnote: FootnoteStyle
    role: dict[Role, Look]
    foot_rule: Rules | None = None
    attendance: tuple[str, ...] = ()

    def look(self, role: Role) -> Look:
        """How a role looks."""
        return self.role[role]


BUILT_IN = ("gbt9704", "letter", "order", "minutes", "regulation", "disclosure")
"""The profiles that govdoc ships."""


def load_profile(name: str) -> Profile:
    """The profile of that name, or in the TOML file of that path; a built-in one is loaded once a process.

    Raises ProfileError for one that does not exist, an unknown key, a wrong value or a missing role.
    """
    return _built_in(name) if name in BUILT_IN else _load(name)


@cache
def _built_in(name: str) -> Profile:
    return _load(name)


def _load(name: str) -> Profile:
    try:
        profile = msgspec.convert(_merged(name, ()), Profile)
    except msgspec.ValidationError as error:
        raise ProfileError(f"版式 {name}：{error}", f"profile {name}: {error}") from None
    missing = [role for role in Role if role not in profile.role]
    sizes = [look.size for look in profile.role.values() if look.size not in SIZES]
    if missing or sizes:
        what = ", ".join([*missing, *sizes])
        raise ProfileError(
            f"版式 {name} 缺少的角色或不认识的字号：{what}",
            f"profile {name}: missing role or unknown size: {what}",
        )
    return profile


def _merged(name: str, seen: tuple[str, ...]) -> dict[str, object]:
    if name in seen:
        chain = " → ".join([*seen, name])
        raise ProfileError(f"版式互相继承：{chain}", f"profiles extend each other: {chain}")
    try:
        table: dict[str, object] = tomllib.loads(_text(name))
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(
            f"版式 {name} 不是 TOML：{error}", f"profile {name} is not TOML: {error}"
        ) from None
    base = table.pop("extends", None)
    return _over(_merged(str(base), (*seen, name)), table) if base else table


def _over(base: dict[str, object], table: dict[str, object]) -> dict[str, object]:
    merged = dict(base)
    for key, value in table.items():
        old = merged.get(key)
        merged[key] = _over(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _text(name: str) -> str:
    if name in BUILT_IN:
        return (Path(__file__).parent / "profiles" / f"{name}.toml").read_text("utf-8")
    try:
        return Path(name).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        names = "、".join(BUILT_IN)
        reason = getattr(error, "strerror", None) or str(error)
        raise ProfileError(
            f"没有版式 {name}（{reason}）；内置：{names}，或给出 TOML 文件的路径",
            f"no profile {name} ({reason}); built in: {names}, or give the path of a TOML file",
        ) from None
