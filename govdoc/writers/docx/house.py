"""The house style: a skeleton made of an office's own template, opened and arranged through python-docx once.

Its styles, headers, footers and page set-up stand; roles are mapped to its styles by name. A role that has no
style there gets ours, on top of the template's default paragraph, and is named (GD340).
"""

import io
import re
import zipfile
from collections.abc import Callable, Collection
from functools import lru_cache
from pathlib import Path

import docx
import msgspec
from docx.document import Document
from docx.oxml import parse_xml
from docx.section import Section
from docx.shared import Emu, Mm
from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from govdoc import codes as say
from govdoc.context import Context, Limits
from govdoc.errors import InputError, UnreadableError
from govdoc.galley import Role
from govdoc.profile import Profile
from govdoc.writers.docx.intake import Intake, take_in
from govdoc.writers.docx.markup import WORD_NAMESPACES
from govdoc.writers.docx.matching import Matching, match
from govdoc.writers.docx.skeleton import (
    APPLICATION,
    DOCUMENT,
    RELATIONS,
    ROOT,
    TYPES,
    Skeleton,
    split_main,
    stock,
)
from govdoc.writers.docx.styles import (
    FIGURE,
    GRID,
    HEADING_LEVELS,
    LABEL,
    NOTE_MARK,
    STYLES,
    USUAL_HEADINGS,
    Naming,
    StyleName,
    figure_style,
    grid_style,
    heading,
    heading_style,
    label_style,
    note_mark_style,
    role_style,
    style_sheet,
)
from govdoc.writers.zip import pack, write_package
from govdoc.xmlfile import Element


class House(Struct, frozen=True):
    """A template ready for use.

    `absent`: the styles that were not in it, by the identifier they got; `left_out` and `paragraphs` as in
    `Intake`.
    """

    skeleton: Skeleton
    absent: dict[str, str]
    left_out: tuple[str, ...]
    paragraphs: int


def house_style(path: str, profile: Profile, context: Context) -> House:
    """The house style in a template file, made once for the same bytes and profile.

    Raises InputError for a file that cannot be read, UnreadableError or FormatError for one that is no Word
    file, LimitError.
    """
    try:
        context.limits.check("input_bytes", Path(path).stat().st_size, path)
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputError(
            f"{path}：模板读不了（{error.strerror}）；请检查 --template 的路径",
            f"{path}: the template cannot be read ({error.strerror}); check the path of --template",
        ) from None
    key = msgspec.msgpack.encode(profile, order="deterministic")
    return _house(data, Path(path).name, key, context.limits)


def report(house: House, used: Collection[str], context: Context) -> None:
    """Say what the template has no style for (GD340, of the styles `used`), and what was left out of it."""
    for ident, name in house.absent.items():
        if ident in used:
            context.report(say.NO_STYLE, name)
    for what in house.left_out:
        context.report(say.TEMPLATE_CUT, what)
    if house.paragraphs:
        context.report(say.TEMPLATE_TEXT, str(house.paragraphs))


@lru_cache(maxsize=4)
def _house(data: bytes, name: str, key: bytes, limits: Limits) -> House:
    profile = msgspec.msgpack.decode(key, type=Profile)
    intake = take_in(data, name, limits, style_sheet(profile))
    try:
        return _arranged(intake, profile)
    except (KeyError, ValueError, AttributeError, IndexError, etree.LxmlError) as error:
        raise UnreadableError(
            f"{name}：模板打不开（{error}）；请在 Word 中打开并另存一次",
            f"{name}: the template cannot be opened ({error}); open and save it once in Word",
        ) from None


def _arranged(intake: Intake, profile: Profile) -> House:
    """The house style in the harmless parts of a template."""
    sink = io.BytesIO()
    write_package(intake.parts, sink)
    document: Document = docx.Document(io.BytesIO(sink.getvalue()))
    section = document.sections[-1]
    _complete(section, profile)
    profile = _on_page(profile, section)
    sheet: Element = document.styles.element
    naming, absent = _named(sheet, match(sheet), profile)
    sink = io.BytesIO()
    document.save(sink)
    made = _skeleton(sink.getvalue(), naming, profile)
    return House(made, absent, intake.left_out, intake.paragraphs)


def _complete(section: Section, profile: Profile) -> None:
    """Give the page what the template does not say about it."""
    page, word = profile.page, profile.word
    ours = {
        "page_width": page.width,
        "page_height": page.height,
        "top_margin": word.top,
        "bottom_margin": word.bottom,
        "left_margin": word.left,
        "right_margin": word.right,
    }
    for name, value in ours.items():
        if not getattr(section, name):
            setattr(section, name, Mm(value))


def _on_page(profile: Profile, section: Section) -> Profile:
    """The profile with the template's page, so that tables and end records fill it."""
    width, height, top, bottom, left, right = (
        Emu(abs(side or 0)).mm  # a margin below zero is one that nothing may push away
        for side in (
            section.page_width,
            section.page_height,
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
    )
    page = profile.page
    across, down = max(width - left - right, page.cell), max(height - top - bottom, page.pitch)
    return replace(
        profile,
        page=replace(
            page,
            width=width,
            height=height,
            left=left,
            top=top,
            area_width=across,
            area_height=down,
            columns=max(round(across / page.cell), 1),
            rows=max(int(down / page.pitch), 1),
        ),
        word=replace(profile.word, top=top, bottom=bottom, left=left, right=right),
    )


# --- styles -----------------------------------------------------------------------------------------------


def _named(sheet: Element, found: Matching, profile: Profile) -> tuple[Naming, dict[str, str]]:
    """How the styles are called, after those that are missing were added to the sheet; and the added ones."""
    adding = _Adding(sheet, found)
    base = found.default or ""
    body = adding.role(Role.BODY, profile, base)
    roles = {role: adding.role(role, profile, base) for role in STYLES}
    headings = [adding.heading(level, profile, base, body) for level in range(1, HEADING_LEVELS + 1)]
    naming = Naming(
        roles=roles,
        headings=tuple(headings),
        label=found.label or adding.quietly(LABEL, label_style),
        note_mark=found.note_mark or adding.quietly(NOTE_MARK, note_mark_style),
        figure=found.figure or adding.quietly(FIGURE, lambda style: figure_style(style, base)),
        table=found.table
        or adding.quietly(GRID, lambda style: grid_style(style, found.table_default or "", profile)),
        numbered=found.numbered,
        own=False,
    )
    return naming, adding.added


class _Adding:
    """Our styles, added to a style sheet that has none for what they are for."""

    def __init__(self, sheet: Element, found: Matching) -> None:
        self._sheet = sheet
        self._taken = found.taken
        self._roles = dict(found.roles)
        self._headings = found.headings
        self.added: dict[str, str] = {}

    def role(self, role: Role, profile: Profile, base: str) -> str:
        there = self._roles.get(role)
        if there is None:
            style = self._free(STYLES[role])
            there = self._roles[role] = style.ident
            self._append(role_style(role, profile, style, base))
            self.added[style.ident] = style.name
        return there

    def heading(self, level: int, profile: Profile, base: str, follows: str) -> str:
        there = self._headings.get(level)
        if there is None:
            style = self._free(heading(level))
            there = style.ident
            self._append(heading_style(level, USUAL_HEADINGS[level - 1], profile, style, base, follows))
            self.added[style.ident] = style.name
        return there

    def quietly(self, style: StyleName, make: Callable[[StyleName], str]) -> str:
        style = self._free(style)
        self._append(make(style))
        return style.ident

    def _free(self, style: StyleName) -> StyleName:
        ident = style.ident
        while ident in self._taken:
            ident = f"Govdoc{ident}"
        return style._replace(ident=ident)

    def _append(self, xml: str) -> None:
        made = parse_xml(f"<w:styles {WORD_NAMESPACES}>{xml}</w:styles>")
        self._sheet.append(made[0])


# --- the skeleton -----------------------------------------------------------------------------------------

_OWN_PROPERTIES = re.compile(r'<Override PartName="/docProps/[^>]*>')


def _skeleton(saved: bytes, naming: Naming, profile: Profile) -> Skeleton:
    default = stock()
    with zipfile.ZipFile(io.BytesIO(saved)) as archive:
        found = {name: archive.read(name) for name in sorted(archive.namelist())}
    head, tail = split_main(found.pop(DOCUMENT).decode())
    types = found.pop(TYPES).decode().removesuffix("</Types>")
    relations = found.pop(RELATIONS).decode().removesuffix("</Relationships>")
    properties = _OWN_PROPERTIES.findall(default[TYPES].data.decode())
    kept = [pack(name, data) for name, data in found.items() if name.startswith("word/")]
    return Skeleton(
        parts=(default[ROOT], *kept, default[APPLICATION]),
        head=head,
        tail=tail,
        types=types + "".join(properties),
        relations=relations,
        naming=naming,
        profile=profile,
        styled=True,
    )
