"""A template to start from: every style of a profile, each shown in a line that says what it is for.

An office changes the styles, headers and page in Word and gives the file to `--template`; the lines
themselves are not taken over.
"""

import io

from govdoc.context import Context
from govdoc.galley import Role, Run, TextBlock
from govdoc.model import Document, Metadata
from govdoc.profile import Profile, load_profile
from govdoc.writers.docx.markup import PART_TYPE
from govdoc.writers.docx.matching import heading_names, names
from govdoc.writers.docx.notes import LINK as NOTES_LINK
from govdoc.writers.docx.notes import TYPE as NOTES_TYPE
from govdoc.writers.docx.notes import Notes
from govdoc.writers.docx.paragraphs import Paragraphs
from govdoc.writers.docx.properties import core, custom
from govdoc.writers.docx.relations import Relations
from govdoc.writers.docx.skeleton import CORE, CUSTOM, DOCUMENT, RELATIONS, TYPES, skeleton, styles
from govdoc.writers.docx.styles import STYLES, USUAL_HEADINGS
from govdoc.writers.zip import Part, pack, write_package

_PLAIN, _TEMPLATE = (f"{PART_TYPE}wordprocessingml.{kind}.main+xml" for kind in ("document", "template"))
_SHOWN_HEADINGS = 4


def starter(profile: str = "gbt9704", *, dotx: bool = False) -> bytes:
    """The template of a profile as DOCX, or with `dotx` as DOTX. Raises ProfileError."""
    look, context = load_profile(profile), Context(now="")
    frame = skeleton(look)
    kind = _TEMPLATE if dotx else _PLAIN
    parts: tuple[Part, ...] = (
        pack(TYPES, f"{frame.types.replace(_PLAIN, kind)}{NOTES_TYPE}</Types>"),
        pack(DOCUMENT, f"{frame.head}{_lines(look)}{frame.tail}"),
        pack(RELATIONS, f"{frame.relations}{NOTES_LINK}</Relationships>"),
        styles(look, USUAL_HEADINGS),
        *frame.parts,
        Notes(str).part(),
        pack(CORE, core(Document(), context)),
        pack(CUSTOM, custom(Metadata(), "")),
    )
    sink = io.BytesIO()
    write_package(parts, sink)
    return sink.getvalue()


def _lines(profile: Profile) -> str:
    paragraphs = Paragraphs(profile, Relations(Context()).link)
    headings = [
        _line(USUAL_HEADINGS[level - 1], heading_names(level), profile, level)
        for level in range(1, _SHOWN_HEADINGS + 1)
    ]
    roles = [_line(role, names(role), profile) for role in STYLES if role is not Role.PAGE_NUMBER]
    at = next(i for i, line in enumerate(roles) if line.role is Role.BODY)
    return "".join([paragraphs.paragraph(line) for line in (*roles[:at], *headings, *roles[at:])])


def _line(role: Role, called: tuple[str, ...], profile: Profile, level: int = 0) -> TextBlock:
    look = profile.look(role)
    others = f"（也认：{'、'.join(called[1:])}）" if called[1:] else ""
    return TextBlock(role, look, (Run(f"{called[0]}{others}", look.face, look.bold),), heading=level)
