"""The fonts of a PDF: one Type0 font a face, in which a character's code is its code point.

ISO 32000-1 9.7, ISO 19005-2 6.2.11. Text becomes a PDF string by encoding it; glyphs are named by a
CIDToGIDMap. Characters that two bytes cannot name get a free code, squeezed marks keep their stand-ins, and
all of them say through ToUnicode what they really are.
"""

import sys
from array import array
from collections.abc import Iterator
from itertools import chain

from govdoc.fonts.truetype import TrueType
from govdoc.paginate.characters import Characters
from govdoc.paginate.page import GETA, HALF, WHOLE
from govdoc.typography import OPENING
from govdoc.writers.pdf.package import FAST, SPARSE, Dictionary, Objects, Reference

_FREE = (range(0xD900, 0xE000), range(0xF8FF, 0xDFFF, -1))
"""The codes for characters beyond two bytes: those of no character first, then private ones from the end."""
_LAST = 0xFFFF
_HALVES = frozenset(HALF.values())
_UNDRAWN = {"\n"}
"""What stands in the text of a paragraph and is not drawn: the forced break."""


class Font:
    """A font of one PDF: its name in the pages, and the characters that were drawn with it.

    What was drawn is kept in `drawn` and looked at in bulk: a set of characters for each piece of a line took
    a tenth of the time of a long document. Who writes codes without `encode` adds the text to it.
    """

    def __init__(self, face: TrueType, name: str, number: int) -> None:
        self.face = face
        self.name = name
        self.number = number
        self.drawn: list[str] = []
        self._met = Characters()
        self._seen: set[int] = set()
        self._moved: dict[int, int] = {}
        self._free: Iterator[int] = chain.from_iterable(_FREE)

    def encode(self, text: str, private: bool = False) -> str:
        """The text as the hexadecimal string that stands in a page; `private`: it is of private use."""
        codes = text.encode("utf-16-be", "surrogatepass")
        if private or len(codes) != 2 * len(text):
            text = self._move(text)
            codes = text.encode("utf-16-be", "surrogatepass")
        self.drawn.append(text)
        return codes.hex()

    def _move(self, text: str) -> str:
        """The text with each character beyond two bytes, or whose code is taken, as a code of its own."""
        taken = set(self._moved.values())
        for code in sorted({ord(c) for c in text} - self._moved.keys()):
            if code > _LAST or code in taken:
                self.count()
                free = next(free for free in self._free if free not in taken and free not in self._seen)
                self._moved[code] = free
                taken.add(free)
        return text.translate(self._moved)

    def count(self) -> None:
        """Take in what was drawn."""
        fresh = self._met.beyond("".join(self.drawn)) - _UNDRAWN
        self._met.known |= fresh
        self._seen.update(map(ord, fresh))
        self.drawn.clear()

    def size(self) -> int:
        """How many characters were drawn."""
        self.count()
        return len(self._seen)

    def _codes(self) -> dict[str, int]:
        """Each character that was drawn and its code, in the order of codes."""
        self.count()
        back = {code: chr(character) for character, code in self._moved.items()}
        return {back.get(code) or chr(code): code for code in sorted(self._seen)}

    def write(self, package: Objects) -> None:
        """Add the font's objects to the file."""
        codes = self._codes()
        table = _Table(self.face, codes)
        name = f"/{_tag(codes)}+{self.face.postscript_name}"
        program = package.stream(table.program, {"Length1": len(table.program)}, deflate=FAST)
        descriptor = package.put(self._descriptor(name, program))
        descendant = package.put(
            Dictionary(
                {
                    "Type": "/Font",
                    "Subtype": "/CIDFontType2",
                    "BaseFont": name,
                    "CIDSystemInfo": "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
                    "FontDescriptor": Reference(descriptor),
                    "DW": 1000,
                    "W": table.widths(),
                    "CIDToGIDMap": Reference(package.stream(table.map(), deflate=SPARSE)),
                }
            )
        )
        unicode = package.stream(to_unicode(codes))
        font = {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": name,
            "Encoding": "/Identity-H",
            "DescendantFonts": b"[%d 0 R]" % descendant,
            "ToUnicode": Reference(unicode),
        }
        package.put(Dictionary(font), self.number)

    def _descriptor(self, name: str, program: int) -> Dictionary:
        face = self.face
        return Dictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": name,
                "Flags": 4,
                "FontBBox": "[" + " ".join(map(str, face.bbox)) + "]",
                "ItalicAngle": 0,
                "Ascent": face.ascent,
                "Descent": face.descent,
                "CapHeight": 700,
                "StemV": 80,
                "FontFile2": Reference(program),
            }
        )


class _Table:
    """The embedded program and what code draws what glyph at what width."""

    def __init__(self, face: TrueType, codes: dict[str, int]) -> None:
        marks, plain, points = [], [], []
        for c, code in codes.items():
            if c in _HALVES:
                marks.append((code, WHOLE[c]))
            else:
                plain.append(code)
                points.append(ord(WHOLE.get(c, c)))
        if not all(map(face.glyph, points)):
            points = [point if face.glyph(point) else ord(GETA) for point in points]
        subset = face.subset(points, [(ord(mark), mark in OPENING) for _, mark in marks])
        self.program = subset.data
        order = plain + [code for code, _ in marks]
        self._glyphs = dict(zip(order, subset.glyphs + subset.halves, strict=True))
        narrow = zip(order, subset.advances, strict=True)
        self._narrow = sorted([(code, width) for code, width in narrow if width != 1000])

    def map(self) -> bytes:
        """The CIDToGIDMap: a glyph number for each code up to the highest."""
        glyphs = array("H", bytes(2 * (max(self._glyphs, default=0) + 1)))
        for code, glyph in self._glyphs.items():
            glyphs[code] = glyph
        if sys.byteorder == "little":
            glyphs.byteswap()
        return glyphs.tobytes()

    def widths(self) -> str:
        """The W array: the widths that are not 1000."""
        runs: list[tuple[int, list[str]]] = []
        last = -1
        for code, width in self._narrow:
            if code != last + 1 or not runs:
                runs.append((code, []))
            runs[-1][1].append(f"{width:.3f}".rstrip("0").rstrip("."))
            last = code
        return "[" + " ".join(f"{code}[{' '.join(widths)}]" for code, widths in runs) + "]"


def _tag(codes: dict[str, int]) -> str:
    """The six letters before a subset's name, from what is in it."""
    from hashlib import md5

    digest = md5("".join(sorted(codes)).encode("utf-16-be", "surrogatepass"), usedforsecurity=False).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


_CMAP_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_FOOT = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
_BLOCK = 100
"""The most lines that a block of a CMap may have (Adobe Technical Note 5014)."""


def to_unicode(codes: dict[str, int]) -> bytes:
    """The ToUnicode map: ranges of codes that are their code points, and the others one by one.

    `codes`: in the order of codes.
    """
    own, singles = set(), []
    for c, code in codes.items():
        if ord(c) == code and c not in WHOLE:
            own.add(code)
        else:
            singles.append((code, WHOLE.get(c, c)))
    ranges = [b"<%04X> <%04X> <%04X>" % (a, b, a) for a, b in _ranges(own)]
    chars = [b"<%04X> <%b>" % (code, c.encode("utf-16-be").hex().upper().encode()) for code, c in singles]
    return _CMAP_HEAD + _blocks(b"bfrange", ranges) + _blocks(b"bfchar", chars) + _CMAP_FOOT


def _ranges(own: set[int]) -> Iterator[tuple[int, int]]:
    """Rows of 256 codes that are code points, whole where nothing else can be among them.

    What is not drawn in a row does no harm; naming only what is drawn made the map five times as long.
    """
    for row in sorted({code >> 8 for code in own}):
        if row in _MIXED:
            yield from ((code, code) for code in sorted(own) if code >> 8 == row)
        else:
            yield row << 8, row << 8 | 0xFF


_MIXED = range(0xD8, 0xF9)
"""The rows in which characters beyond two bytes and private ones may stand under other codes."""


def _blocks(kind: bytes, lines: list[bytes]) -> bytes:
    made = []
    for i in range(0, len(lines), _BLOCK):
        part = lines[i : i + _BLOCK]
        made.append(b"%d begin%b\n%b\nend%b\n" % (len(part), kind, b"\n".join(part), kind))
    return b"".join(made)
