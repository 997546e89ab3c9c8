"""Pages → the parts of an OFD, one by one: pages first, and what is known at the end after them.

GB/T 33190-2016 7.2 (package), 7.5 (document), 16 (attachments), 17 (custom tags).
"""

from collections.abc import Iterator

from govdoc.compose import Composition
from govdoc.context import Context
from govdoc.model import Document
from govdoc.ofdfile.names import ATTACHMENT, FOLDER, MAIN, STRUCTURE
from govdoc.ofdfile.shown import Digest
from govdoc.options import OfdOptions
from govdoc.paginate import Kinsoku, LineRules, Page, pages
from govdoc.paginate.founts import Fonts as FontSource
from govdoc.paginate.page import Fragment
from govdoc.paginate.targets import targets
from govdoc.writers.ofd.content import Drawing
from govdoc.writers.ofd.images import Images
from govdoc.writers.ofd.looks import Looks
from govdoc.writers.ofd.markup import DECLARATION, SCOPE, Numbers, mm
from govdoc.writers.ofd.metadata import entry_part, made_on_day
from govdoc.writers.ofd.outline import Entry, Place, bookmarks, outline
from govdoc.writers.ofd.structure import Structure
from govdoc.writers.zip import Part, pack

_TAGS = "Tags/Structure.xml"
_FAST = 1
"""For pages and fonts, which level 6 makes five and one per cent smaller in more than twice the time."""


def parts(
    document: Document,
    composition: Composition,
    fonts: FontSource,
    options: OfdOptions,
    context: Context,
) -> Iterator[Part]:
    """The parts of a composed document; `document` is the source, which the file carries."""
    from govdoc.writers.xml import to_xml

    carried = to_xml(document)
    archival = options.standard == "ofd-a"
    wanted = targets(composition.document)
    book = Book(fonts, context, wanted, archival)
    rules = LineRules(Kinsoku(options.kinsoku), options.half_at_end)
    for page in pages(composition, fonts, context, rules, wanted):
        yield from book.add(page)
    yield from book.finish(options.carry)
    if options.carry:
        yield from _attachments(carried, made_on_day(document, context))
    kind = "OFD-A" if archival else "OFD"
    yield pack(MAIN, entry_part(document, carried, book.digest.value(), kind, context))


class Book:
    """The pages of a file, with the fonts, pictures, structure and places that come up in them."""

    def __init__(
        self, fonts: FontSource, context: Context, targets: dict[str, str], archival: bool = False
    ) -> None:
        self.digest = Digest()
        self._numbers = Numbers()
        self._looks = Looks(fonts, self._numbers, context, archival)
        self._images = Images(self._numbers, context)
        self._structure = Structure(f"{FOLDER}/{_TAGS}")
        self._targets = targets
        self._places: dict[str, Place] = {}
        self._outline: list[Entry] = []
        self._marked: object = None
        self._pages: list[str] = []
        self._area = ""

    def add(self, page: Page) -> Iterator[Part]:
        """The parts of a page."""
        number = self._numbers.next()
        drawing = Drawing(self._looks, self._images, self._structure, self._numbers, number)
        content = drawing.content(page)
        self.digest.add(content)
        name = f"Pages/Page_{len(self._pages)}/Content.xml"
        self._pages.append(f'<ofd:Page ID="{number}" BaseLoc="{name}"/>')
        self._area = self._area or f"0 0 {mm(page.width)} {mm(page.height)}"
        for fragment in page.fragments:
            self._note_outline(fragment, number)
            if self._targets:
                self._note_target(fragment, number)
        yield pack(f"{FOLDER}/{name}", content, _FAST)
        yield from self._images.taken()

    def _note_outline(self, fragment: Fragment, page: int) -> None:
        element = fragment.element
        if element is None or element.outline is None or element is self._marked or not fragment.lines:
            return
        self._marked = element
        line = fragment.lines[0]
        top = line.y - line.pieces[0].style.size if line.pieces else line.y
        self._outline.append(Entry(*element.outline, Place(page, top)))

    def _note_target(self, fragment: Fragment, page: int) -> None:
        """Note where what links point at begins."""
        path = fragment.element.path if fragment.element else ""
        lines, picture = fragment.lines, fragment.picture
        top = lines[0].y - 2 * lines[0].pieces[0].style.size if lines and lines[0].pieces else 0.0
        place = Place(page, picture.y if picture else top)
        for name, wanted in self._targets.items():
            if name not in self._places and (path == wanted or path.startswith(wanted + "/")):
                self._places[name] = place

    def finish(self, attached: bool) -> Iterator[Part]:
        """The parts that the pages share: fonts, pictures, structure, and the document itself."""
        fonts = self._looks.fonts
        for font in fonts:
            yield pack(f"{FOLDER}/Res/{font.file_name}", font.program(), _FAST)
        entries = "".join([font.xml() for font in fonts])
        listed = f"<ofd:Fonts>{entries}</ofd:Fonts>" if entries else ""
        yield pack(
            f"{FOLDER}/PublicRes.xml", f'{DECLARATION}<ofd:Res {SCOPE} BaseLoc="Res">{listed}</ofd:Res>'
        )
        pictures = self._images.resources()
        if pictures:
            yield pack(f"{FOLDER}/DocumentRes.xml", pictures)
        yield self._structure.finish()
        yield pack(f"{FOLDER}/Tags/CustomTags.xml", _CUSTOM_TAGS)
        yield pack(f"{FOLDER}/Document.xml", self._document(bool(pictures), attached))

    def _document(self, pictures: bool, attached: bool) -> str:
        more = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>" if pictures else ""
        files = "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>" if attached else ""
        return (
            f"{DECLARATION}<ofd:Document {SCOPE}><ofd:CommonData>"
            f"<ofd:MaxUnitID>{self._numbers.last}</ofd:MaxUnitID>"
            f"<ofd:PageArea><ofd:PhysicalBox>{self._area}</ofd:PhysicalBox></ofd:PageArea>"
            f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{more}</ofd:CommonData>"
            f"<ofd:Pages>{''.join(self._pages)}</ofd:Pages>{outline(self._outline)}{bookmarks(self._places)}"
            f"<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>{files}</ofd:Document>"
        )


_CUSTOM_TAGS = (
    f'{DECLARATION}<ofd:CustomTags {SCOPE}><ofd:CustomTag NameSpace="{STRUCTURE}">'
    f"<ofd:FileLoc>Structure.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>"
)


def _attachments(carried: bytes, day: str) -> Iterator[Part]:
    """The source document as disclosure XML, and the list that names it."""
    date = f' CreationDate="{day}T00:00:00"' if day else ""
    yield pack(
        f"{FOLDER}/Attachs/Attachments.xml",
        f'{DECLARATION}<ofd:Attachments {SCOPE}><ofd:Attachment ID="disclosure" Name="{ATTACHMENT}"'
        f' Format="XML"{date} Size="{len(carried) / 1024:.2f}" Visible="true" Usage="source">'
        f"<ofd:FileLoc>{ATTACHMENT}</ofd:FileLoc></ofd:Attachment></ofd:Attachments>",
    )
    yield pack(f"{FOLDER}/Attachs/{ATTACHMENT}", carried)
