"""Our faces for reportlab: canvas, Platypus and graphics set Chinese text in them, embedded and searchable.

    from reportlab.platypus import Paragraph, SimpleDocTemplate
    from govdoc.writers.pdf.faces import register_faces

    names = register_faces()                     # {Face.FANGSONG: "govdoc-fangsong", …}
    style = ParagraphStyle("body", fontName=names[Face.FANGSONG], wordWrap="CJK")

A face is one font to reportlab; behind it each character is drawn by the first font of the chain that has it,
as on our own pages, and each of those fonts is embedded as one Type0 font (ISO 32000-1 9.7).
"""

import re
from collections.abc import Mapping
from functools import partial
from itertools import groupby
from typing import Protocol, runtime_checkable
from weakref import WeakKeyDictionary

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfdoc, pdfmetrics

from govdoc.fonts.library import FontSet
from govdoc.fonts.truetype import TrueType
from govdoc.paginate.founts import Fonts
from govdoc.paginate.page import GETA
from govdoc.typography import Face
from govdoc.writers.pdf.fonts import Font
from govdoc.writers.pdf.package import DENSE, Deflate, Dictionary, Stream


def register_faces(fonts: Fonts | None = None, prefix: str = "govdoc-") -> Mapping[Face, str]:
    """Make faces known to reportlab; returns the name of each.

    `fonts`: the faces of the user and the shipped ones (default: `FontSet.load()`). `prefix`: what the names
    begin with; names that are known already keep their font. Bold, italic and bold italic are the face
    itself, so that <b> and <i> in a Platypus paragraph do not fail.
    """
    fonts = fonts or FontSet.load()
    names = {face: prefix + face.value for face in Face}
    for face, name in names.items():
        pdfmetrics.registerFont(GovFont(name, fonts, face))
        for bold in (0, 1):
            for italic in (0, 1):
                addMapping(name, bold, italic, name)
    return names


_known: WeakKeyDictionary[Fonts, Mapping[Face, str]] = WeakKeyDictionary()


def names_of(fonts: Fonts) -> Mapping[Face, str]:
    """The names of these faces in reportlab, made known under a prefix of their own when they are new."""
    if fonts not in _known:
        _known[fonts] = register_faces(fonts, f"govdoc{len(pdfmetrics.getRegisteredFontNames())}-")
    return _known[fonts]


@runtime_checkable
class Home(Protocol):
    """A file that embeds fonts: `font` gives the one of a face."""

    def font(self, face: TrueType) -> Font:
        """The font of a face in this file."""


class GovFont:
    """A face as reportlab wants a font: widths, and text cut into stretches of one embedded font."""

    _dynamicFont = 1  # noqa: N815  (these three are names of reportlab)
    _multiByte = 1  # noqa: N815
    shapable = False
    encName = "UTF-8"  # noqa: N815

    def __init__(self, name: str, fonts: Fonts, face: Face) -> None:
        self.fontName = name
        self.name = name
        self.face = self
        self.substitutionFonts: list[object] = []
        self._resolve = partial(fonts.resolve, face)
        self._main = fonts.chain(face)[0]
        self._widths: dict[str, float] = {}
        self._faces: list[TrueType] = []
        self.ascent, self.descent = self._main.ascent, self._main.descent

    def _drawn(self, character: str) -> tuple[TrueType, str]:
        """The font that draws a character, and the character it draws: 〓 for one that no font has."""
        found = self._resolve(character)
        return (found, character) if found else (self._resolve(GETA) or self._main, GETA)

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf-8") -> float:  # noqa: N802
        """The width of a text in points."""
        widths, total = self._widths, 0.0
        for character in text.decode(encoding) if isinstance(text, bytes) else text:
            if character not in widths:
                face, drawn = self._drawn(character)
                widths[character] = face.advance(face.glyph(ord(drawn)))
            total += widths[character]
        return total * size / 1000

    def splitString(  # noqa: N802
        self, text: str | bytes, doc: pdfdoc.PDFDocument, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """The text as stretches of one font: its number here, and the codes that stand in the page."""
        text = text.decode(encoding) if isinstance(text, bytes) else text
        home, stretches = home_of(doc), []
        for number, group in groupby(text, lambda character: self._number(self._drawn(character)[0])):
            codes = home.font(self._faces[number]).encode("".join(group))
            stretches.append((number, bytes.fromhex(codes)))
        return stretches

    def _number(self, face: TrueType) -> int:
        if face not in self._faces:
            self._faces.append(face)
        return self._faces.index(face)

    def getSubsetInternalName(self, subset: int, doc: pdfdoc.PDFDocument) -> str:  # noqa: N802
        """The name of a font in the page."""
        return f"/{home_of(doc).font(self._faces[subset]).name}"


def home_of(doc: pdfdoc.PDFDocument) -> Home:
    """Where the fonts of a file are: with us, or in reportlab's own file."""
    homes: list[object] = doc.delayedFonts
    found = next((each for each in homes if isinstance(each, Home)), None)
    if found is None:
        found = Guest(doc)
        homes.append(found)
    return found


class Late(pdfdoc.PDFObject):
    """An object whose content comes later."""

    def __init__(self) -> None:
        self.content: pdfdoc.PDFObject | bytes = b"null"

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The content as it stands in the file, with references by the numbers that reportlab has given."""
        if isinstance(self.content, Stream):
            return self.content.format(document)
        content = bytes(pdfdoc.format(self.content, document))
        return _REFERENCE.sub(lambda found: _numbered(int(found[1]), document), content)


_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")


def _name(number: int) -> str:
    return f"govdoc {number}"


def _numbered(number: int, document: pdfdoc.PDFDocument) -> bytes:
    return bytes(pdfdoc.PDFObjectReference(_name(number)).format(document))


class Guest:
    """The fonts of a file that reportlab writes itself; they are written when it asks for them.

    reportlab numbers its objects when it writes them: ours have numbers of their own until then.
    """

    def __init__(self, doc: pdfdoc.PDFDocument) -> None:
        self._doc = doc
        self._fonts: dict[TrueType, Font] = {}
        self._objects: list[Late] = []

    def font(self, face: TrueType) -> Font:
        """The font of a face in this file."""
        if face not in self._fonts:
            self._fonts[face] = Font(face, f"GF{len(self._fonts) + 1}", self.number())
        return self._fonts[face]

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802  (reportlab's name)
        """Write the fonts."""
        names = doc.idToObject["BasicFonts"]
        assert isinstance(names, pdfdoc.PDFDictionary)
        for font in self._fonts.values():
            font.write(self)
            names.dict[font.name] = pdfdoc.PDFObjectReference(_name(font.number))

    def number(self) -> int:
        """A number for an object that is yet to come."""
        self._objects.append(Late())
        self._doc.Reference(self._objects[-1], _name(len(self._objects)))  # type: ignore[no-untyped-call]
        return len(self._objects)

    def put(self, content: pdfdoc.PDFObject | bytes, number: int | None = None) -> int:
        """Add an object; returns its number."""
        number = number or self.number()
        self._objects[number - 1].content = content
        return number

    def stream(
        self,
        content: bytes,
        entries: dict[str, object] | None = None,
        number: int | None = None,
        deflate: Deflate | None = DENSE,
    ) -> int:
        """Add a stream; returns its number."""
        filters = [deflate] if deflate else None
        return self.put(Stream(Dictionary(entries or {}), content, filters), number)
