"""Building the default skeleton through python-docx: `python -m govdoc.writers.docx.build`.

It starts from python-docx's default template, takes away what a 公文 has no use for (theme, thumbnail,
effects, sample numbering), puts in our settings, font table, styles, page and footers, and writes the
package reproducibly to `default.docx` beside this module. A test builds it again and compares.
"""

import io
import zipfile
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as OpcPart
from docx.opc.rel import Relationships
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

from govdoc.model import Metadata
from govdoc.profile import Profile, load_profile
from govdoc.writers.docx.faces import font_table
from govdoc.writers.docx.markup import DECLARATION, WORD_NAMESPACES, R
from govdoc.writers.docx.page import footer, page_setup
from govdoc.writers.docx.properties import custom
from govdoc.writers.docx.settings import settings
from govdoc.writers.docx.skeleton import TYPES
from govdoc.writers.docx.styles import style_sheet
from govdoc.writers.zip import pack, write_package

_UNUSED = ("theme", "stylesWithEffects", "webSettings", "numbering", "customXml", "fontTable", "thumbnail")
_SMALLEST = 12


def build(profile: Profile) -> bytes:
    """The skeleton for a profile, a whole DOCX without a paragraph."""
    document = docx.Document()
    _drop_unused(document)
    _refill(document.settings.element, settings())
    _refill(document.styles.element, style_sheet(profile))
    _set_page(document, profile)
    _add_font_table(document)
    _describe(document)
    sink = io.BytesIO()
    document.save(sink)
    return _packed(sink.getvalue())


def _drop_unused(document: Document) -> None:
    package = document.part.package
    assert package is not None
    for relations in (document.part.rels, package.rels):
        for ident in [i for i, found in relations.items() if found.reltype.rpartition("/")[2] in _UNUSED]:
            del relations[ident]


def _refill(element: BaseOxmlElement, xml: str) -> None:
    for child in list(element):
        element.remove(child)
    element.attrib.clear()
    for child in list(parse_xml(xml.removeprefix(DECLARATION))):
        element.append(child)


def _set_page(document: Document, profile: Profile) -> None:
    # mc:Ignorable of the template names namespaces that are not used, and is no attribute of the schema.
    document.element.attrib.clear()
    section = document.sections[0]
    section.footer.is_linked_to_previous = False
    section.even_page_footer.is_linked_to_previous = False
    _refill(section.footer._element, footer(profile, even=False))  # noqa: SLF001
    _refill(section.even_page_footer._element, footer(profile, even=True))  # noqa: SLF001
    made = parse_xml(f"<w:sectPr {WORD_NAMESPACES}>{page_setup(profile)}</w:sectPr>")
    properties = document.element.body.sectPr
    for child in list(properties):
        if not child.tag.endswith("footerReference"):
            properties.remove(child)
    properties.attrib.clear()
    for child in list(made):
        properties.append(child)


def _add_font_table(document: Document) -> None:
    kinds = CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE
    _add_part(document, "/word/fontTable.xml", *kinds, font_table())


def _add_part(document: Document, name: str, content_type: str, kind: str, xml: str) -> None:
    package = document.part.package
    assert package is not None
    part = OpcPart(PackURI(name), content_type, xml.encode(), package)
    relations: Relationships = package.rels if name.startswith("/docProps") else document.part.rels
    relations.get_or_add(kind, part)


def _describe(document: Document) -> None:
    package = document.part.package
    assert package is not None
    for relation in package.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
            relation.target_part._blob = _application().encode()  # noqa: SLF001
    _refill(document.core_properties._element, "<none/>")  # noqa: SLF001
    _add_part(
        document,
        "/docProps/custom.xml",
        CONTENT_TYPE.OFC_CUSTOM_PROPERTIES,
        RELATIONSHIP_TYPE.CUSTOM_PROPERTIES,
        custom(Metadata(), ""),
    )


def _application() -> str:
    namespace = R.removesuffix("relationships") + "extended-properties"
    return f'{DECLARATION}<Properties xmlns="{namespace}"><Application>govdoc</Application></Properties>'


def _packed(saved: bytes) -> bytes:
    """The package with its parts in a fixed order, without time stamps."""
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved)) as archive:
        names = sorted(archive.namelist(), key=lambda name: (name != TYPES, name != "_rels/.rels", name))
        write_package([pack(name, archive.read(name), _SMALLEST) for name in names], sink)
    return sink.getvalue()


if __name__ == "__main__":
    Path(__file__).with_name("default.docx").write_bytes(build(load_profile("gbt9704")))
