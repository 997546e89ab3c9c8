"""The skeleton of a Word file: everything but the document, prebuilt and ready to be spliced.

`default.docx` beside this module is an empty document that `python -m govdoc.writers.docx.build` made
through python-docx; here its parts are taken as they stand, compressed, and only what follows the profile
(styles, footers, page) or the document (body, properties, relationships) is made anew.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import msgspec
from msgspec import Struct

from govdoc.profile import Profile
from govdoc.writers.docx.furniture import first_page
from govdoc.writers.docx.page import footer, page_setup
from govdoc.writers.docx.styles import OWN, HeadingRoles, Naming, style_sheet
from govdoc.writers.zip import Part, pack, read_package

TYPES = "[Content_Types].xml"
DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
STYLE_SHEET = "word/styles.xml"
ODD_FOOTER = "word/footer1.xml"
EVEN_FOOTER = "word/footer2.xml"
CORE = "docProps/core.xml"
CUSTOM = "docProps/custom.xml"
ROOT = "_rels/.rels"
APPLICATION = "docProps/app.xml"

_MADE = frozenset({TYPES, DOCUMENT, RELATIONS, STYLE_SHEET, ODD_FOOTER, EVEN_FOOTER, CORE, CUSTOM})
_SECTION = "<w:sectPr"
_PAGE = re.compile(r"<w:pgSz.*(?=</w:sectPr>)", re.DOTALL)


class Skeleton(Struct, frozen=True):
    """A file without its document.

    `parts` go into every file as they are. `head` and `tail` stand around the blocks in the main part;
    `types` and `relations` end before their closing tags, so that more can be added. `naming` of its styles,
    `profile` with its page. `styled`: the style sheet is among the parts.
    """

    parts: tuple[Part, ...]
    head: str
    tail: str
    types: str
    relations: str
    profile: Profile
    naming: Naming = OWN
    styled: bool = False


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
    found = stock()
    first = first_page(profile)
    head, tail = split_main(found[DOCUMENT].data.decode())
    return Skeleton(
        parts=(
            *(part for part in found.values() if part.name not in _MADE),
            pack(ODD_FOOTER, footer(profile, even=False)),
            pack(EVEN_FOOTER, footer(profile, even=True)),
            *(pack(each.name, each.xml) for each in first),
        ),
        head=head,
        tail=_PAGE.sub("".join([each.references for each in first]) + page_setup(profile), tail),
        types=found[TYPES].data.decode().removesuffix("</Types>") + "".join([each.type for each in first]),
        relations=found[RELATIONS].data.decode().removesuffix("</Relationships>")
        + "".join([each.relation for each in first]),
        profile=profile,
    )


def split_main(main: str) -> tuple[str, str]:
    """The main part of a file without text, cut where the text goes: before its section properties."""
    head, section, tail = main.rpartition(_SECTION)
    return head, section + tail


@lru_cache(maxsize=32)
def _style_part(key: bytes, headings: HeadingRoles) -> Part:
    return pack(STYLE_SHEET, style_sheet(msgspec.msgpack.decode(key, type=Profile), headings))


@lru_cache(maxsize=1)
def stock() -> Mapping[str, Part]:
    """The parts of the default skeleton, by name."""
    data = Path(__file__).with_name("default.docx").read_bytes()
    return MappingProxyType({part.name: part for part in read_package(data)})
