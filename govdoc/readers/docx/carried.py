"""Files that govdoc wrote: the document they carry, and whether their text is still the same.

Law 7 of the design. The disclosure XML is a custom XML part (ISO/IEC 29500-1 22.5), the digest of the visible
text a custom property: both survive saving in Word, LibreOffice and python-docx.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce

from msgspec import Struct

from govdoc.build import entry
from govdoc.context import Context
from govdoc.errors import GovdocError
from govdoc.model import Document, Entry, clean_text
from govdoc.readers.disclosure import read_element
from govdoc.readers.docx.names import ALTERNATE, CHOICE, FALLBACK, ID, PARAGRAPH, REMOVED, TEXT, w
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
_WRAPPERS = frozenset(w(name) for name in ("body", "sdt", "sdtContent", "customXml", "ins"))
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
    digest = dict(_properties(package)).get(DIGEST_NAME)
    notes = _footnotes(package)
    page = tuple(page_lines(root, notes))
    unchanged = digest == text_digest("\n".join(page))
    if not unchanged and notes:
        page = tuple(page_lines(root, notes, once=True))
        unchanged = digest == text_digest("\n".join(page))
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


def _footnotes(package: Package) -> dict[str, list[str]]:
    """The lines of the footnotes by their identifiers."""
    found: dict[str, list[str]] = {}
    for name in package.related(package.main, "footnotes"):
        root = package.tree(name)
        for note in () if root is None else root.iterchildren(w("footnote")):
            found[note.get(ID, "")] = [line for child in note for line in _lines(child)]
    return found


def _marks(element: Element) -> Iterator[tuple[str, str]]:
    """The footnotes called in an element: identifier, and the mark that stands in the run of the call."""
    for call in element.iter(w("footnoteReference")):
        run = call.getparent()
        text = "" if run is None else "".join([each.text or "" for each in run.iterchildren(TEXT)])
        yield call.get(ID, ""), text


def _once(text: str, mark: str) -> str:
    """A text in which a mark that stood twice stands once."""
    return text.replace(mark + mark, mark, 1)


def page_lines(root: Element, notes: Mapping[str, Sequence[str]], *, once: bool = False) -> Iterator[str]:
    """The visible text of the body, a string a paragraph.

    `notes`: the lines of footnotes, which follow the paragraph or table that calls them. `once`: a mark that
    stands twice counts once, for LibreOffice adds it where it has its own.
    """
    for child in root:
        if child.tag in _WRAPPERS:
            yield from page_lines(child, notes, once=once)
        else:
            marks = tuple(_marks(child)) if notes else ()
            single = [mark for _, mark in marks if mark and once]
            for line in _lines(child):
                yield reduce(_once, single, line)
            for ident, mark in marks:
                yield from [
                    reduce(_once, [mark] if mark and once else [], line) for line in notes.get(ident, ())
                ]


def _lines(element: Element) -> Iterator[str]:
    """The lines of an element of the body; a text box follows the paragraph it hangs on."""
    if element.tag == PARAGRAPH:
        text: list[str] = []
        inner: list[str] = []
        _gather(element, text, inner)
        yield "".join(text)
        yield from inner
    elif element.tag not in _UNSEEN:
        for child in element:
            yield from _lines(child)


def _gather(element: Element, text: list[str], inner: list[str]) -> None:
    for child in element:
        tag = child.tag
        if tag == TEXT:
            text.append(child.text or "")
        elif tag in _SIGNS:
            text.append(_SIGNS[tag])
        elif tag == PARAGRAPH:
            for box in element:
                inner += _lines(box)
            return
        elif tag == ALTERNATE:
            chosen = next((found for found in child if found.tag == CHOICE), None)
            if chosen is not None:
                _gather(chosen, text, inner)
        elif tag not in _UNSEEN:
            _gather(child, text, inner)
