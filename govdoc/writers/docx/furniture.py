"""Headers and footers beyond the two that every file has: of a first page, and of pages turned to the side.

ISO/IEC 29500-1 17.10. GB/T 9704-2012 8 (turned pages) and 10.1 (the first page of a letter).
"""

from msgspec import Struct

from govdoc.profile import Profile
from govdoc.writers.docx.markup import PART_TYPE, relationship
from govdoc.writers.docx.page import first_differs, first_footer, header, lifted, turned_footer


class Furniture(Struct, frozen=True):
    """A header or footer: `kind` which of the two, `pages` it is for ("default", "even", "first")."""

    ident: str
    kind: str
    pages: tuple[str, ...]
    xml: str

    @property
    def name(self) -> str:
        """The name of its part."""
        return f"word/{self.ident}.xml"

    @property
    def type(self) -> str:
        """Its content type."""
        content_type = f"{PART_TYPE}wordprocessingml.{self.kind}+xml"
        return f'<Override PartName="/{self.name}" ContentType="{content_type}"/>'

    @property
    def relation(self) -> str:
        """Its relationship."""
        return relationship(self.ident, self.kind, f"{self.ident}.xml")

    @property
    def references(self) -> str:
        """What section properties say of it."""
        return "".join(
            [f'<w:{self.kind}Reference w:type="{pages}" r:id="{self.ident}"/>' for pages in self.pages]
        )


def first_page(profile: Profile) -> tuple[Furniture, ...]:
    """What a first page with furniture of its own needs."""
    if not first_differs(profile):
        return ()
    made = [Furniture("firstFooter", "footer", ("first",), first_footer(profile))]
    if lifted(profile):
        made.append(Furniture("header", "header", ("default", "even"), header(profile, first=False)))
        made.append(Furniture("firstHeader", "header", ("first",), header(profile, first=True)))
    return tuple(made)


def turned_pages(profile: Profile) -> tuple[Furniture, ...]:
    """What pages turned to the side need."""
    return (
        Furniture("turnedFooter", "footer", ("default",), turned_footer(profile, even=False)),
        Furniture("turnedEvenFooter", "footer", ("even",), turned_footer(profile, even=True)),
    )
