"""Assembling the package: composition, skeleton and properties → parts in a fixed order.

ISO/IEC 29500-2; content types first, so that a reader of a stream knows what follows.
"""

from typing import TYPE_CHECKING

from govdoc.compose import prepare
from govdoc.context import Context
from govdoc.model import Document
from govdoc.options import DocxOptions
from govdoc.profile import Profile
from govdoc.schema import text_digest
from govdoc.writers.docx.body import Body
from govdoc.writers.docx.bookmarks import Bookmarks
from govdoc.writers.docx.markup import DECLARATION, PACKAGE, PART_TYPE, R, relationship
from govdoc.writers.docx.notes import LINK as NOTES_LINK
from govdoc.writers.docx.notes import TYPE as NOTES_TYPE
from govdoc.writers.docx.properties import core, custom, item_properties
from govdoc.writers.docx.relations import Relations
from govdoc.writers.docx.sections import Sections
from govdoc.writers.docx.skeleton import CORE, CUSTOM, DOCUMENT, RELATIONS, TYPES, skeleton, styles
from govdoc.writers.zip import Part, pack

if TYPE_CHECKING:
    from govdoc.writers.docx.house import House

_ITEM = "customXml/item1.xml"
_ITEM_PROPERTIES = "customXml/itemProps1.xml"


def assemble(document: Document, options: DocxOptions, context: Context) -> tuple[Part, ...]:
    """The parts of the file, in the order they are written."""
    composition = prepare(document, options, context)
    house = _house(options, composition.profile, context)
    frame = house.skeleton if house else skeleton(composition.profile)
    bookmarks = Bookmarks(composition.document)
    relations = Relations(context, bookmarks)
    sections = Sections(frame.tail, frame.profile, own=house is None)
    body = Body(frame.profile, relations, context, sections, frame.naming, bookmarks)
    body.extend(composition.blocks())
    text = body.xml() + sections.tail()
    if house:
        _report(house, body, context)
    carried = _carried(document) if options.carry else ()
    turned = sections.furniture
    types = frame.types + relations.content_types(frame.types) + (_ITEM_TYPE if carried else "") + NOTES_TYPE
    links = frame.relations + relations.xml() + (_ITEM_LINK if carried else "") + NOTES_LINK
    return (
        pack(TYPES, f"{types}{''.join([each.type for each in turned])}</Types>"),
        pack(DOCUMENT, f"{frame.head}{text}"),
        pack(RELATIONS, f"{links}{''.join([each.relation for each in turned])}</Relationships>"),
        *(() if frame.styled else (styles(frame.profile, body.headings),)),
        *frame.parts,
        *(pack(each.name, each.xml) for each in turned),
        body.notes.part(),
        *relations.media,
        pack(CORE, core(document, context)),
        pack(CUSTOM, custom(document.metadata, text_digest(body.text()))),
        *carried,
    )


def _house(options: DocxOptions, profile: Profile, context: Context) -> "House | None":
    if not options.template:
        return None
    from govdoc.writers.docx.house import house_style

    return house_style(options.template, profile, context)


def _report(house: "House", body: Body, context: Context) -> None:
    from govdoc.writers.docx.house import report

    report(house, body.styles, context)


_ITEM_TYPE = f'<Override PartName="/{_ITEM_PROPERTIES}" ContentType="{PART_TYPE}customXmlProperties+xml"/>'
_ITEM_LINK = relationship("carried", "customXml", f"../{_ITEM}")
_ITEM_RELATIONS = (
    f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
    f"{relationship('rId1', f'{R}/customXmlProps', 'itemProps1.xml')}</Relationships>"
)


def _carried(document: Document) -> tuple[Part, ...]:
    """The source document as disclosure XML: what the page does not show is in the file all the same."""
    from govdoc.writers.xml import to_xml

    xml = to_xml(document)
    return (
        pack(_ITEM, xml),
        pack("customXml/_rels/item1.xml.rels", _ITEM_RELATIONS),
        pack(_ITEM_PROPERTIES, item_properties(xml)),
    )
