"""The skeleton of a Word file: everything but the document, prebuilt and ready to be spliced.

`default.docx` beside this module is an empty document that `python -m govdoc.writers.docx.build` made
through python-docx; here its parts are taken as they stand, compressed, and only what follows the profile
(styles, footers, page) or the document (body, properties, relationships) is made anew.
"""

import re
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

from govdoc.profile import Profile
from govdoc.writers.docx.page import footer, page_setup
from govdoc.writers.docx.styles import HeadingRoles, style_sheet
from govdoc.writers.zip import Part, pack, read_package

TYPES = "[Content_Types].xml"
DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
STYLE_SHEET = "word/styles.xml"
ODD_FOOTER = "word/footer1.xml"
EVEN_FOOTER = "word/footer2.xml"
CORE = "docProps/core.xml"
CUSTOM = "docProps/custom.xml"

_MADE = frozenset({TYPES, DOCUMENT, RELATIONS, STYLE_SHEET, ODD_FOOTER, EVEN_FOOTER, CORE, CUSTOM})
_SECTION = "<w:sectPr"
_PAGE = re.compile(r"<w:pgSz.*(?=</w:sectPr>)", re.DOTALL)


class Skeleton(Struct, frozen=True):
    """A file without its document.

    `parts` go into every file as they are. `head` and `tail` stand around the blocks in the main part;
    `types` and `relations` end before their closing tags, so that more can be added.
    """

    parts: tuple[Part, ...]
    head: str
    tail: str
    types: str
    relations: str


def skeleton(profile: Profile) -> Skeleton:
    """The default skeleton with the page and the footers of a profile."""
    return _for_profile(msgspec.msgpack.encode(profile, order="deterministic"))


def styles(profile: Profile, headings: HeadingRoles) -> Part:
    """The style sheet of a profile, packed; `headings`: the role of each heading level."""
    return _style_part(msgspec.msgpack.encode(profile, order="deterministic"), headings)


# A profile holds a table and cannot be a key itself; its bytes can, at 15 µs.
@lru_cache(maxsize=8)
def _for_profile(key: bytes) -> Skeleton:
    profile = msgspec.msgpack.decode(key, type=Profile)
    found = {part.name: part for part in _default()}
    main = found[DOCUMENT].data.decode()
    head, section, tail = main.rpartition(_SECTION)
    return Skeleton(
        parts=(
            *(part for part in found.values() if part.name not in _MADE),
            pack(ODD_FOOTER, footer(profile, even=False)),
            pack(EVEN_FOOTER, footer(profile, even=True)),
        ),
        head=head,
        tail=_PAGE.sub(page_setup(profile), section + tail),
        types=found[TYPES].data.decode().removesuffix("</Types>"),
        relations=found[RELATIONS].data.decode().removesuffix("</Relationships>"),
    )


@lru_cache(maxsize=32)
def _style_part(key: bytes, headings: HeadingRoles) -> Part:
    return pack(STYLE_SHEET, style_sheet(msgspec.msgpack.decode(key, type=Profile), headings))


@lru_cache(maxsize=1)
def _default() -> tuple[Part, ...]:
    return read_package(Path(__file__).with_name("default.docx").read_bytes())
