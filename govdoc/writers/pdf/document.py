"""Pages → a PDF file: page objects, the catalog and what it names (ISO 32000-1 7.7; ISO 19005-3 6.8)."""

from collections.abc import Sequence
from typing import BinaryIO

from reportlab.pdfbase import pdfdoc

from govdoc.compose import Composition
from govdoc.context import Context
from govdoc.model import Document, Resource
from govdoc.options import PdfOptions
from govdoc.paginate import Kinsoku, LineRules, Page, pages
from govdoc.paginate.drawings import drawn_by_plugin, is_svg
from govdoc.paginate.founts import Fonts as FontSource
from govdoc.paginate.page import Fragment, Line
from govdoc.paginate.rows import Lines
from govdoc.paginate.targets import targets
from govdoc.pdffile.digest import Digest
from govdoc.writers.dates import made_on
from govdoc.writers.pdf.colour import srgb_profile
from govdoc.writers.pdf.content import Drawing, Fonts, Link
from govdoc.writers.pdf.fonts import Font
from govdoc.writers.pdf.images import write_blank, write_image
from govdoc.writers.pdf.metadata import information, xmp
from govdoc.writers.pdf.outline import Bookmark, write_outline
from govdoc.writers.pdf.package import FAST, Dictionary, Package, Reference, text_string
from govdoc.writers.pdf.structure import Structure

ATTACHMENT = "disclosure.xml"
"""The name of the attached document."""
_BRANCH = 64
"""How many pages a node of the page tree holds."""


def write_pages(
    document: Document,
    composition: Composition,
    fonts: FontSource,
    options: PdfOptions,
    context: Context,
    sink: BinaryIO,
) -> None:
    """Write a composed document; `document` is the source, which the file carries."""
    package = Package(sink)
    # First, so that it is deflated while the pages are made.
    attached = _attach(document, context, package) if options.standard == "3a" else None
    wanted = targets(composition.document)
    book = Book(package, context, fonts, wanted)
    rules = LineRules(Kinsoku(options.kinsoku), options.half_at_end)
    for page in pages(composition, fonts, context, rules, wanted):
        book.add(page)
    book.finish()
    catalog = _catalog(document, options, context, package, book, attached)
    entries = {key: text_string(value) for key, value in information(document, context).items()}
    package.finish(package.put(catalog), package.put(Dictionary(entries)))


class Book:
    """The pages of a file, with the fonts, structure and bookmarks that come up in them."""

    def __init__(
        self, package: Package, context: Context, faces: FontSource, targets: dict[str, str] | None = None
    ) -> None:
        self._package = package
        self._faces = faces
        self._targets = targets or {}
        self._places: dict[str, bytes] = {}
        self._context = context
        self.fonts = Fonts(package)
        self.structure = Structure(package)
        self.marks: list[Bookmark] = []
        self.digest = Digest()
        self.root = package.number()
        self._resources = package.number()
        self._branches: list[tuple[int, list[int]]] = []
        self._images: dict[str, int] = {}
        self._box = b""
        self._marked: object = None

    def add(self, page: Page) -> None:
        """Add a page."""
        package = self._package
        number = package.number()
        drawing = Drawing(self.fonts, self.structure, page, number)
        shown = drawing.content()
        self.digest.add("".join(drawing.shown))
        content = package.stream(shown, deflate=FAST)
        for fragment in page.fragments:
            if fragment.element is not None and fragment.element.outline is not None:
                self._bookmark(fragment, page, number)
            if self._targets:
                self._target(fragment, page, number)
        annotations = self._links(drawing.links, number)
        key = self.structure.key(b"[%b]" % b" ".join(drawing.owners))
        upright = (page.height, page.width) if page.turned else (page.width, page.height)
        self._box = b"/MediaBox[0 0 %.3f %.3f]" % upright
        turn = b"/Rotate 90" if page.turned else b""
        resources = self._page_resources(page, drawing)
        fields = (self._branch(number), resources, content, key, turn, annotations)
        package.put(
            b"<</Type/Page/Parent %d 0 R/Resources %b/Contents %d 0 R/StructParents %d/Tabs/S%b%b>>" % fields,
            number,
        )

    def _bookmark(self, fragment: Fragment, page: Page, number: int) -> None:
        element, lines = fragment.element, fragment.lines
        if element is None or element.outline is None or element is self._marked or not lines:
            return
        self._marked = element
        y, size = _first(lines)
        self.marks.append(Bookmark(*element.outline, number, page.height - y + size))

    def _target(self, fragment: Fragment, page: Page, number: int) -> None:
        """Note where what links point at begins."""
        path = fragment.element.path if fragment.element else ""
        lines, picture = fragment.lines, fragment.picture
        y, size = _first(lines) if lines else (0.0, 0.0)
        top = picture.y if picture else y - 2 * size if size else 0.0
        for name, wanted in self._targets.items():
            if name not in self._places and (path == wanted or path.startswith(wanted + "/")):
                self._places[name] = b"[%d 0 R/XYZ null %.1f null]" % (number, page.height - top)

    def destinations(self) -> bytes:
        """The tree of places that links inside the document name, or nothing."""
        named = sorted((name.encode(), place) for name, place in self._places.items())
        entries = b"".join([b"<%b>%b" % (name.hex().encode(), place) for name, place in named])
        return b"/Dests<</Names[%b]>>" % entries if named else b""

    def _branch(self, page: int) -> int:
        if not self._branches or len(self._branches[-1][1]) == _BRANCH:
            self._branches.append((self._package.number(), []))
        number, kids = self._branches[-1]
        kids.append(page)
        return number

    def _links(self, links: list[Link], page: int) -> bytes:
        """The annotations of a page's links, each named in the structure and in the parent tree."""
        made = []
        for link in links:
            number = self._package.number()
            node = self.structure.node(link.element)
            node.annotate(page, number)
            key = self.structure.key(b"%d 0 R" % node.number)
            fields = (*link.box, _action(link.element.text), text_string(link.element.text), key)
            self._package.put(
                b"<</Type/Annot/Subtype/Link/Rect[%.2f %.2f %.2f %.2f]/Border[0 0 0]/F 4"
                b"/A%b/Contents%b/StructParent %d>>" % fields,
                number,
            )
            made.append(b"%d 0 R" % number)
        return b"/Annots[%b]" % b" ".join(made) if made else b""

    def _page_resources(self, page: Page, drawing: Drawing) -> bytes:
        """The resources, named by each page itself: PDF/A refuses inherited ones (6.2.2)."""
        if not drawing.pictures:
            return b"%d 0 R" % self._resources
        pictures = [fragment.picture for fragment in page.fragments if fragment.picture]
        names = []
        for name, picture in zip(drawing.pictures, pictures, strict=True):
            resource = picture.resource
            key = resource.id or str(id(resource))
            if key not in self._images:
                self._images[key] = self._image(resource)
            names.append(b"/%b %d 0 R" % (name.encode(), self._images[key]))
        return b"<</Font %d 0 R/XObject<<%b>>>>" % (self.fonts.number, b" ".join(names))

    def _image(self, resource: Resource) -> int:
        """A picture or drawing as an object that fills the unit square."""
        if is_svg(resource) or drawn_by_plugin(resource):
            from govdoc.writers.pdf.vector import write_drawing

            made = write_drawing(self._package, resource, self.fonts, self._faces, self._context)
            return made or write_blank(self._package)
        return write_image(self._package, resource, self._context)

    def finish(self) -> None:
        """Write the fonts, the page tree, and what the pages share."""
        package = self._package
        fonts = self.fonts.all()
        # The largest first: its outlines are deflated while the others are cut out.
        for font in sorted(fonts, key=Font.size, reverse=True):
            font.write(package)
        names = b"<<%b>>" % b"".join([b"/%b %d 0 R" % (f.name.encode(), f.number) for f in fonts])
        package.put(names, self.fonts.number)
        package.put(b"<</Font %d 0 R>>" % self.fonts.number, self._resources)
        count = 0
        for number, kids in self._branches:
            references = b" ".join([b"%d 0 R" % kid for kid in kids])
            package.put(
                b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%b]>>" % (self.root, len(kids), references),
                number,
            )
            count += len(kids)
        references = b" ".join([b"%d 0 R" % number for number, _ in self._branches])
        package.put(b"<</Type/Pages/Count %d%b/Kids[%b]>>" % (count, self._box, references), self.root)


def _first(lines: Sequence[Line]) -> tuple[float, float]:
    """The baseline of the first line and the size of its first piece, 0 for an empty one."""
    if isinstance(lines, Lines):
        # As below, without making the line: most lines of a document are never made.
        _, start, end, _, _, at = lines.set.rows[0]
        return lines.baseline, lines.set.spans[at][2].size if start < end else 0.0
    return lines[0].y, lines[0].pieces[0].style.size if lines[0].pieces else 0.0


def _action(target: str) -> bytes:
    """What a link does: it goes to a place in the document, or opens an address (12.6.4)."""
    if target.startswith("#"):
        return b"<</S/GoTo/D<%b>>>" % target[1:].encode().hex().encode()
    return b"<</S/URI/URI%b>>" % _ascii(target)


def _ascii(address: str) -> bytes:
    """An address in ASCII, as the URI action wants it (RFC 3987 3.1)."""
    if address.isascii():
        return text_string(address)
    from urllib.parse import quote

    return text_string(quote(address, safe="!#$%&'()*+,/:;=?@[]~"))


class Catalog(pdfdoc.PDFCatalog):
    """reportlab's catalog with the keys of tagged and archival files."""

    __NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents", "AF"]  # noqa: RUF012
    __Refs__ = []  # noqa: RUF012


def _catalog(
    document: Document,
    options: PdfOptions,
    context: Context,
    package: Package,
    book: Book,
    attached: int | None,
) -> Catalog:
    """The catalog; `attached` is the number of the attached document's file specification."""
    catalog = Catalog()
    outline = write_outline(package, book.marks)
    packet = xmp(document, options, context, book.digest.value())
    metadata = package.stream(packet, {"Type": "/Metadata", "Subtype": "/XML"}, deflate=None)
    entries: dict[str, object] = {
        "Pages": Reference(book.root),
        "Lang": text_string(document.language),
        "MarkInfo": b"<</Marked true>>",
        "StructTreeRoot": Reference(book.structure.finish()),
        "Metadata": Reference(metadata),
        "PageMode": "/UseOutlines" if outline else "/UseNone",
        "ViewerPreferences": b"<</DisplayDocTitle true/Duplex/DuplexFlipLongEdge>>",
        "PageLabels": b"<</Nums[0<</S/D>>]>>",
    }
    if options.standard != "plain":
        entries["OutputIntents"] = b"[%b]" % _output_intent(package)
    if outline:
        entries["Outlines"] = Reference(outline)
    names = book.destinations()
    if attached is not None:
        entries["AF"] = b"[%d 0 R]" % attached
        names += b"/EmbeddedFiles<</Names[%b %d 0 R]>>" % (text_string(ATTACHMENT), attached)
    if names:
        entries["Names"] = b"<<%b>>" % names
    for key, value in entries.items():
        setattr(catalog, key, value)
    return catalog


def _output_intent(package: Package) -> bytes:
    profile = package.stream(srgb_profile(), {"N": 3})
    kind = b"/Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)"
    return b"<<%b/DestOutputProfile %d 0 R>>" % (kind, profile)


def _attach(document: Document, context: Context, package: Package) -> int:
    """The source document as disclosure XML; returns the number of its file specification."""
    from govdoc.writers.xml import to_xml

    data = to_xml(document)
    parameters = b"<</Size %d%b>>" % (len(data), _modified(document, context))
    file = package.stream(
        data, {"Type": "/EmbeddedFile", "Subtype": "/application#2Fxml", "Params": parameters}
    )
    name, description = text_string(ATTACHMENT), text_string("政务公开 XML：本文件的来源文档")
    fields = (name, name, description, file, file)
    return package.put(
        b"<</Type/Filespec/F%b/UF%b/Desc%b/AFRelationship/Source/EF<</F %d 0 R/UF %d 0 R>>>>" % fields
    )


def _modified(document: Document, context: Context) -> bytes:
    if made_on(document, context) is None:
        return b""
    return b"/ModDate" + text_string(information(document, context)["ModDate"])
