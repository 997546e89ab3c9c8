"""The fonts of an OFD: one embedded TrueType file a face, whose map of characters says what draws what.

GB/T 33190-2016 11.1 (fonts). Glyphs are looked up by character; one that no face has is mapped to the mark
that stands for it. Characters beyond the basic plane come first in the file, so that their glyphs can be
named as they are met: programs that look up UTF-16 units do not find them.
"""

from govdoc.fonts.sfnt import FAMILY
from govdoc.fonts.standalone import standalone
from govdoc.fonts.truetype import TrueType
from govdoc.paginate.page import GETA, HALF, WHOLE
from govdoc.typography import OPENING, Face
from govdoc.writers.docx.markup import quote

NAMES = {
    Face.FANGSONG: "仿宋",
    Face.KAI: "楷体",
    Face.HEI: "黑体",
    Face.BIAOSONG: "小标宋",
    Face.SONG: "宋体",
    Face.LATIN: "Times New Roman",
}
"""What a face is called in programs that draw with fonts of their own."""
_SANS = frozenset((Face.HEI,))
_SPECIAL = frozenset("&<> \t\n\r")
_LAST_BASIC = 0xFFFF
_HALVES = frozenset(HALF.values())
OPENING_HALVES = frozenset(HALF[mark] for mark in OPENING)
"""The stand-ins for marks that open, whose ink is in the right half of the whole mark."""


class Font(dict[str, float]):
    """A font of one OFD: its number in the file, and the characters that were drawn with it.

    A dictionary of advances in em, which learns each character when it is first asked for; a method call for
    each word took a tenth of the time of a long document. `whole` are the characters met so far that fill an
    em and stand in XML as they are.
    """

    def __init__(self, face: TrueType, number: int, role: Face | None) -> None:
        super().__init__()
        self.face = face
        self.number = number
        self.whole: set[str] = set()
        self._far: dict[int, int] = {}
        self._near: dict[int, int] = {}
        self._role = role

    def __missing__(self, character: str) -> float:
        real = WHOLE.get(character, character)
        code = ord(real)
        source, glyph = code, self.face.glyph(code)
        if not glyph:
            source = ord(GETA)
            glyph = self.face.glyph(source)
        far = code > _LAST_BASIC
        (self._far if far else self._near)[code] = source
        advance = self.face.advance(glyph) / 1000
        if advance == 1 and character == real and not far and character not in _SPECIAL:
            self.whole.add(character)
        self[character] = advance = advance / 2 if character in _HALVES else advance
        return advance

    def meet(self, text: str) -> None:
        """Take in the characters of a paragraph at once."""
        for character in sorted([c for c in set(text) if c not in self and c != "\n"]):
            self[character]

    def far_glyph(self, character: str) -> int:
        """The glyph of a character beyond the basic plane that was met."""
        return list(self._far).index(ord(character)) + 1

    @property
    def file_name(self) -> str:
        """The name of its file in the folder of resources."""
        return f"font_{self.number}.ttf"

    def program(self) -> bytes:
        """The font file with what was drawn."""
        return standalone(self.face, self._far | dict(sorted(self._near.items())))

    def xml(self) -> str:
        """Its entry among the resources."""
        family = NAMES[self._role] if self._role else self.face.file.name(FAMILY)
        serif = "false" if self._role in _SANS else "true"
        return (
            f'<ofd:Font ID="{self.number}" FontName={quote(self.face.postscript_name)}'
            f' FamilyName={quote(family or self.face.postscript_name)} Charset="unicode" Serif="{serif}">'
            f"<ofd:FontFile>{self.file_name}</ofd:FontFile></ofd:Font>"
        )
