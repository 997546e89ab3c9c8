"""Blocks of text → w:p: the style of the role, what differs from it, and the runs.

ISO/IEC 29500-1 17.3.1, 17.3.2; 17.3.2.26 for the characters that stand in both Latin and East Asian faces
(“ ” ‘ ’ — … · ×) and follow the East Asian one only where a run says so.
"""

import re
from collections.abc import Callable
from typing import TypeAlias

from msgspec.structs import replace

from govdoc.galley import Alignment, Look, PairBlock, Role, Run, TextBlock
from govdoc.profile import Profile
from govdoc.typography import TWIPS_PER_MM, Face
from govdoc.writers.docx.faces import EAST_ASIAN
from govdoc.writers.docx.looks import (
    UNNUMBERED,
    RunLook,
    difference,
    paragraph_look,
    run_look,
    run_properties,
    text_width,
)
from govdoc.writers.docx.markup import escape
from govdoc.writers.docx.notes import Notes
from govdoc.writers.docx.styles import HEADING_LEVELS, OWN, STYLES, USUAL_HEADINGS, HeadingRoles, Naming

_SHARED = re.compile("[\u00a1-\u00ff\u02b0-\u04ff\u2000-\u2bff\ue000-\uf8ff]")
_CONTROLS = {"\n": "<w:br/>", "\t": "<w:tab/>", "\u00ad": "<w:softHyphen/>"}
_CONTROL = re.compile("([\n\t\u00ad])")
_EDGE = (" ", "\u3000", "\u00a0")
_OUTLINED = frozenset({Role.TITLE, Role.ANNEX_MARK})

Linker: TypeAlias = Callable[[str, str], str | None]
"""From a link's target and the path of its block to the attribute of w:hyperlink for it, or none."""

_Form: TypeAlias = tuple[Face, bool, bool, bool, int, bool, bool, bool]
"""Face, bold, italic, underline, rise, label, shared, note: what decides the properties of a run."""


class _Setting:
    """How blocks of one style and look are set: their paragraph properties, and those of each form of run."""

    def __init__(self, style: str, opening: str, naming: Naming, look: RunLook, base: RunLook) -> None:
        self.style = style
        self.opening = opening
        self.naming = naming
        self.look = look
        self.base = base
        self.forms: dict[_Form, str] = {}


class Paragraphs:
    """Makes the paragraphs of one document; remembers how each look is set and what each level is.

    Parameters: the `profile` whose styles the document has, what makes a relationship of a link, and how the
    styles are called.
    """

    def __init__(self, profile: Profile, link: Linker, naming: Naming = OWN) -> None:
        self._profile = profile
        self._link = link
        self._naming = naming
        self._settings: dict[tuple[Role, int, Look, int, str], _Setting] = {}
        self._headings: dict[int, Role] = {}
        self.notes = Notes(self.paragraph)

    @property
    def headings(self) -> HeadingRoles:
        """The role of each heading level: that of its first heading, else the usual one."""
        return tuple(self._headings.get(i, usual) for i, usual in enumerate(USUAL_HEADINGS, 1))

    @property
    def styles(self) -> frozenset[str]:
        """The identifiers of the styles that were used."""
        return frozenset([setting.style for setting in self._settings.values()])

    def paragraph(self, block: TextBlock) -> str:
        """The w:p of a block."""
        setting = self._setting(block)
        return f"{setting.opening}{self._runs(block, setting)}</w:p>"

    def pair(self, block: PairBlock) -> str:
        """The w:p of two blocks on one line: a tab leads to the second, to the first if not at the edge.

        An indent would shorten the rule below the line (7.2.7).
        """
        left, right = block.left, block.right
        stops = _stop(right.look, self._profile)
        lead = ""
        if left.look.left > 0 or left.look.align not in (Alignment.LEFT, Alignment.JUSTIFY):
            stops, lead = _stop(left.look, self._profile) + stops, "<w:r><w:tab/></w:r>"
            left = replace(left, look=replace(left.look, align=Alignment.LEFT, left=0.0, right=0.0))
        setting = self._setting(left, f"<w:tabs>{stops}</w:tabs>")
        beside = _Setting(
            setting.style, "", setting.naming, run_look(right.look, self._profile), setting.base
        )
        made = f"{lead}{self._runs(left, setting)}<w:r><w:tab/></w:r>{self._runs(right, beside)}"
        return f"{setting.opening}{made}</w:p>"

    def _runs(self, block: TextBlock, setting: _Setting) -> str:
        return "".join([self._run(run, setting, block.path) for run in block.runs])

    def _setting(self, block: TextBlock, tabs: str = "") -> _Setting:
        outline = block.outline.level if block.outline and block.role in _OUTLINED else 0
        key = (block.role, block.heading, block.look, outline, tabs)
        found = self._settings.get(key)
        if found is None:
            found = self._settings[key] = self._new_setting(*key)
        return found

    def _new_setting(self, role: Role, level: int, look: Look, outline: int, tabs: str) -> _Setting:
        profile, naming = self._profile, self._naming
        if level:
            style = naming.heading(level)
            base_role = self._headings.setdefault(min(level, HEADING_LEVELS), role) if naming.own else role
        else:
            base_role = role if role in STYLES else Role.BODY
            style = naming.roles[base_role]
        base = profile.look(base_role)
        wanted = paragraph_look(look, profile)._replace(tabs=tabs)
        if style in naming.numbered:
            wanted = wanted._replace(numbering=UNNUMBERED)
        made = difference(wanted, paragraph_look(base, profile))
        if outline:
            made += f'<w:outlineLvl w:val="{min(outline, HEADING_LEVELS) - 1}"/>'
        opening = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{made}</w:pPr>'
        return _Setting(style, opening, naming, run_look(look, profile), run_look(base, profile))

    def _run(self, run: Run, setting: _Setting, path: str) -> str:
        shared = not run.text.isascii() and _SHARED.search(run.text) is not None
        form = (run.face, run.bold, run.italic, run.underline, run.rise, run.label, shared, bool(run.note))
        properties = setting.forms.get(form)
        if properties is None:
            properties = setting.forms[form] = _properties(form, setting)
        call = self.notes.call(run) if run.note else ""
        made = f"<w:r>{properties}{call}{text_content(run.text)}</w:r>"
        if run.href is None:
            return made
        target = self._link(run.href, path)
        return f'<w:hyperlink {target} w:history="1">{made}</w:hyperlink>' if target else made


def _stop(look: Look, profile: Profile) -> str:
    """The tab stop at which one of a pair begins, ends or has its middle."""
    cell = profile.page.cell * TWIPS_PER_MM
    left, right = round(look.left * cell), text_width(profile) - round(look.right * cell)
    places = {Alignment.RIGHT: ("right", right), Alignment.CENTER: ("center", (left + right) // 2)}
    kind, place = places.get(look.align, ("left", left))
    return f'<w:tab w:val="{kind}" w:pos="{place}"/>'


def _properties(form: _Form, setting: _Setting) -> str:
    face, bold, italic, underline, rise, label, shared, note = form
    look = setting.look._replace(face=EAST_ASIAN[face], bold=bold or setting.look.bold)
    style = setting.naming.note_mark if note else setting.naming.label if label else ""
    made = f'<w:rStyle w:val="{style}"/>' if style else ""
    fonts = ' w:hint="eastAsia"' if shared else ""
    made += run_properties(look, setting.base, fonts, "<w:i/><w:iCs/>" if italic else "")
    if underline:
        made += '<w:u w:val="single"/>'
    if rise and not note:
        made += f'<w:vertAlign w:val="{"superscript" if rise > 0 else "subscript"}"/>'
    return f"<w:rPr>{made}</w:rPr>" if made else ""


def text_content(text: str) -> str:
    """The content of a run: w:t, and elements for line breaks, tabs and soft hyphens."""
    if _CONTROL.search(text) is None:
        return _text(text)
    return "".join([_CONTROLS.get(piece) or _text(piece) for piece in _CONTROL.split(text) if piece])


def _text(text: str) -> str:
    space = ' xml:space="preserve"' if text.startswith(_EDGE) or text.endswith(_EDGE) or "  " in text else ""
    return f"<w:t{space}>{escape(text)}</w:t>"
