"""Files that govdoc wrote: the document they carry, and whether their text is still the same.

Law 7 of the design. The disclosure XML is a custom XML part (ISO/IEC 29500-1 22.5), the digest of the visible
text a custom property: both survive saving in Word, LibreOffice and python-docx.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from govdoc.build import entry
from govdoc.context import Context
from govdoc.errors import GovdocError
from govdoc.model import Document, Entry, clean_text
from govdoc.readers.disclosure import read_element
from govdoc.readers.docx.names import ALTERNATE, CHOICE, FALLBACK, PARAGRAPH, REMOVED, TEXT, w
from govdoc.readers.docx.package import Element, Package
from govdoc.schema import DIGEST_NAME, NAMESPACE, text_digest

_ITEM = re.compile(r"customXml/item\d+\.xml")
_PROPERTIES = "docProps/custom.xml"
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_REPEATED = re.compile(r" \(\d+\)$")
_SIGNS = {
    w("tab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}
_UNSEEN = REMOVED | {
    FALLBACK,
    *(w(name) for name in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblGrid", "sectPr", "sdtPr")),
}


class Carried(Struct, frozen=True):
    """The document that a file carries; `unchanged`: the page still says the same; `page`: its paragraphs."""

    document: Document
    unchanged: bool
    page: tuple[str, ...]


def carried(package: Package, root: Element, context: Context) -> Carried | None:
    """The document that a file carries, or none; `root` is its main part."""
    item = _item(package)
    if item is None:
        return None
    quiet = Context(context.limits)
    try:
        document = read_element(item, package.name, quiet)
    except GovdocError:
        return None
    page = tuple(page_lines(root))
    unchanged = dict(_properties(package)).get(DIGEST_NAME) == text_digest("\n".join(page))
    if unchanged:
        context.absorb(quiet.diagnostics)
    return Carried(document, unchanged, page)


def _item(package: Package) -> Element | None:
    for name in package.names:
        if _ITEM.fullmatch(name):
            root = package.tree(name)
            if root is not None and root.tag == f"{{{NAMESPACE}}}disclosure":
                return root
    return None


def _properties(package: Package) -> Iterator[tuple[str, str]]:
    root = package.tree(_PROPERTIES)
    for made in () if root is None else root.iterchildren(_PROPERTY):
        yield made.get("name", ""), "".join(str(text) for text in made.itertext())


def stored_entries(package: Package) -> tuple[Entry, ...]:
    """The metadata in the custom properties of a file that govdoc wrote; other files have none."""
    found = list(_properties(package)) if _PROPERTIES in package else []
    if DIGEST_NAME not in dict(found):
        return ()
    kept = [(_REPEATED.sub("", name), value) for name, value in found if name != DIGEST_NAME]
    return tuple(entry(clean_text(name), clean_text(value)) for name, value in kept)


def page_lines(root: Element) -> Iterator[str]:
    """The visible text of the body, a string a paragraph; a text box follows the paragraph it hangs on."""
    for child in root:
        tag = child.tag
        if tag == PARAGRAPH:
            text: list[str] = []
            inner: list[str] = []
            _gather(child, text, inner)
            yield "".join(text)
            yield from inner
        elif tag not in _UNSEEN:
            yield from page_lines(child)


def _gather(element: Element, text: list[str], inner: list[str]) -> None:
    for child in element:
        tag = child.tag
        if tag == TEXT:
            text.append(child.text or "")
        elif tag in _SIGNS:
            text.append(_SIGNS[tag])
        elif tag == PARAGRAPH:
            inner += page_lines(element)
            return
        elif tag == ALTERNATE:
            chosen = next((found for found in child if found.tag == CHOICE), None)
            if chosen is not None:
                _gather(chosen, text, inner)
        elif tag not in _UNSEEN:
            _gather(child, text, inner)
