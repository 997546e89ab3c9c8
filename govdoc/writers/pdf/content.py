"""The content of a page: lines of type, rules and pictures as PDF operators, marked for the structure tree.

ISO 32000-1 9.4 (text), 14.6 (marked content), 14.8.2.2 (artifacts).
"""

from codecs import utf_16_be_encode
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from govdoc.fonts.truetype import TrueType
from govdoc.paginate.page import Element, Fragment, Kind, Line, Page, Piece, Rule, Style
from govdoc.paginate.rows import Lines, Row, SetLines, Span
from govdoc.writers.pdf.fonts import Font
from govdoc.writers.pdf.package import Package, text_string
from govdoc.writers.pdf.structure import TAGS, Structure

_FOLIO = "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC"
_RED, _BLACK = "1 0 0", "0 0 0"
_BEGINS = {kind: f"{tag.decode()}<</MCID " for kind, tag in TAGS.items()}
_REMEMBERED = 4096
_BULK = 128
_STROKE = 0.03
"""How thick the outline of synthetic bold is, in em."""
_SLANT = 0.2
"""The slant of synthetic italics: how far an em's top goes to the right."""


class Link(Struct, frozen=True):
    """A link on a page: its element and the rectangle, from the sheet's bottom left corner."""

    element: Element
    box: tuple[float, float, float, float]


_Turn: TypeAlias = tuple[Style | None, Style, str, float, float]
"""From what style to what style, the spacing before (its operator), the spacing wanted, and the lead."""
_UNSPACED = "0 Tc\n"


class Fonts:
    """The fonts of one file, named as they come up; and operators that come again, by what they do.

    Writing numbers takes as long as all else that is done for a line; lines stand in the same places.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self.number = package.number()
        """Of the dictionary that names them."""
        self._fonts: dict[TrueType, Font] = {}
        self._styles: dict[Style, tuple[Font, str]] = {}
        self.drawn: dict[Style, Callable[[str], None]] = {}
        """Notes what is drawn in a style that has come up."""
        self.last: tuple[str, list[Span], str | None] = ("", [], None)
        """The text and spans of the last paragraph, and its codes."""
        self.moves: dict[tuple[float, float, float, float, float], tuple[str, float, float]] = {}
        self.spaces: dict[float, str] = {}
        self.heads: dict[_Turn, tuple[str, str]] = {}

    def of(self, style: Style) -> tuple[Font, str]:
        """The font for a style, and the operator that chooses it."""
        known = self._styles.get(style)
        if known is None:
            font = self.font(style.font)
            known = self._styles[style] = (font, f"/{font.name} {style.size:g} Tf")
            if not style.actual:
                self.drawn[style] = font.drawn.append
        return known

    def drawn_in(self, style: Style) -> Callable[[str], None] | None:
        """What notes the text that is drawn in a style; none where its characters get codes of their own."""
        return None if style.actual else self.of(style)[0].drawn.append

    def font(self, face: TrueType) -> Font:
        """The font of a face."""
        found = self._fonts.get(face)
        if found is None:
            found = self._fonts[face] = Font(face, f"F{len(self._fonts) + 1}", self._package.number())
        return found

    def settle(self) -> None:
        """Take in what was drawn, now and then."""
        for font in self._fonts.values():
            if len(font.drawn) > _BULK:
                font.count()

    def all(self) -> list[Font]:
        """Every font, in the order of first use."""
        return list(self._fonts.values())


def _merged(line: Line) -> Line:
    """The line as one piece, if nothing changes between its pieces, as in a page number."""
    first, rest = line.pieces[0], line.pieces[1:]
    if any(
        [piece.style is not first.style or piece.spacing != first.spacing or piece.lead for piece in rest]
    ):
        return line
    text = "".join([piece.text for piece in line.pieces])
    return Line(line.x, line.y, (Piece(first.style, text, first.spacing, first.lead),), line.width)


class Drawing:
    """Draws one page. `owners`: the elements that own its marked content, by MCID; `shown`: its strings."""

    def __init__(self, fonts: Fonts, structure: Structure, page: Page, number: int) -> None:
        self._fonts = fonts
        self._structure = structure
        self._page = page
        self._number = number
        self._height = page.height
        self.owners: list[bytes] = []
        self.links: list[Link] = []
        self.pictures: list[str] = []
        self.shown: list[str] = []
        self._out: list[str] = []
        self._in_text = False
        self._x = self._y = 0.0
        self._style: Style | None = None
        self._space, self._pitch = _UNSPACED, 0.0

    def content(self) -> bytes:
        """The page's content stream."""
        if self._page.turned:
            self._out.append(f"q 0 1 -1 0 {self._page.height:.3f} 0 cm")
        rules: list[Rule] = []
        for fragment in self._page.fragments:
            lines = fragment.lines
            if fragment.plain and isinstance(lines, Lines) and lines.set.rows:
                self._paragraph(fragment.element, lines)
                rules += fragment.rules
                continue
            for element in fragment.begun():
                self._structure.node(element)
            if fragment.lines:
                self._text(fragment)
            if fragment.picture is not None:
                self._picture(fragment)
            rules += fragment.rules
        self._rules(rules)
        if self._page.turned:
            self._upright()
        if self._page.folio is not None:
            self._begin_text()
            self._out.append(_FOLIO)
            self._line(_merged(self._page.folio))
            self._out.append("EMC")
        self._end_text()
        self._fonts.settle()
        return "\n".join(self._out).encode("ascii")

    def _upright(self) -> None:
        """Go on on the upright sheet, where the page number stands."""
        self._end_text()
        self._out.append("Q")
        self._style, self._space = None, _UNSPACED
        self._height = self._page.width

    def _begin_text(self) -> None:
        if not self._in_text:
            self._out.append("BT")
            self._in_text = True
            self._x = self._y = 0.0

    def _end_text(self) -> None:
        if self._in_text:
            self._out.append("ET")
            self._in_text = False

    def _open(self, element: Element | None) -> None:
        if element is None:
            self._out.append("/Artifact BMC")
            return
        mcid = len(self.owners)
        self.owners.append(self._structure.mark(element, self._number, mcid))
        self._out.append(f"{_BEGINS.get(element.kind) or f'/H{element.level}<</MCID '}{mcid}>>BDC")

    def _paragraph(self, element: Element | None, lines: Lines) -> None:
        """A paragraph without links, labels and italics, as nearly all are."""
        if not self._in_text:
            self._begin_text()
        self._open(element)
        self._set(lines)
        self._out.append("EMC")

    def _text(self, fragment: Fragment) -> None:
        """The lines of a fragment, marked anew where a link begins or ends."""
        self._begin_text()
        current = fragment.element
        opened = False
        if fragment.plain:
            self._open(current)
            self._straight(fragment.lines)
            self._out.append("EMC")
            return
        for line in fragment.lines:
            if any(piece.style.element is not None for piece in line.pieces) and current is not None:
                opened = self._linked(line, current, opened)
                continue
            if not opened:
                self._open(current)
                opened = True
            self._line(line)
        if opened:
            self._out.append("EMC")

    def _linked(self, line: Line, element: Element | None, opened: bool) -> bool:
        """A line with links: each stretch in its own marked content. Returns whether one is left open."""
        current: Element | None = element if opened else None
        for piece, x0, x1 in line.places():
            owner = piece.style.element or element
            if not opened or owner is not current:
                if opened:
                    self._out.append("EMC")
                self._open(owner)
                opened, current = True, owner
            self._move(x0, line.y)
            self._piece(piece.without_lead())
            if owner is not None and owner.kind is Kind.LINK:
                self._link(piece, x0, x1, line.y)
        if current is not element:
            self._out.append("EMC")
            opened = False
        return opened

    def _link(self, piece: Piece, x0: float, x1: float, y: float) -> None:
        element, size = piece.style.element, piece.style.size
        assert element is not None
        foot = self._page.height - y
        low, high = foot - 0.12 * size, foot + 0.88 * size
        turned = (self._page.height - high, x0, self._page.height - low, x1)
        self.links.append(Link(element, turned if self._page.turned else (x0, low, x1, high)))

    def _line(self, line: Line) -> None:
        if any(piece.style.italic for piece in line.pieces):
            self._slanted(line)
        else:
            self._straight((line,))

    def _set(self, lines: Lines) -> None:
        """A paragraph, or the part of one that a page holds, without links and italics.

        One loop over its rows, because nearly all of a document comes through here: objects and calls for
        each line took three times as long. The text is encoded at once, and a piece of a line is a slice.
        """
        held = lines.set
        rows, spans, digits = held.rows, held.spans, self._digits(held)
        if digits is None:
            self._one_by_one(lines)
            return
        add, spaces, style, space = self._out.append, self._fonts.spaces, self._style, self._space
        tracking, pitch = held.tracking, self._lead(lines.step) if len(rows) > 1 else 0.0
        last_x, last = None, 0
        for i, row in enumerate(rows):
            x, begin, end, _, gap, at = row
            if x == last_x:
                show = ">'"
            else:
                self._y -= pitch * (i - last)
                self._move(lines.left + x, lines.baseline + i * lines.step)
                last_x, last, show = x, i + 1, ">Tj"
            if begin == end:
                # A forced break leaves a line empty.
                if show == ">'":
                    add("T*")
                continue
            _, stop, wanted, word = spans[at]
            if stop < end or wanted is not style:
                style, space = self._mixed(row, held, digits, show, style, space)
                continue
            wide = 0.0 if word else tracking + gap
            own = spaces.get(wide) or self._spaced(wide)
            add(f"{'' if own == space else own}<{digits[4 * begin : 4 * end]}{show}")
            space = own
        self._y -= pitch * (len(rows) - last)
        self._style, self._space = style, space
        self._show(digits, held.text, rows)

    def _mixed(
        self, row: Row, held: SetLines, digits: str, show: str, style: Style | None, space: str
    ) -> tuple[Style, str]:
        """A row of several styles, or of another one than before; returns its last style and spacing."""
        _, start, end, _, gap, at = row
        add, heads, spans, wide, lead = (
            self._out.append,
            self._fonts.heads,
            held.spans,
            held.tracking + gap,
            0.0,
        )
        while True:
            _, stop, wanted, word = spans[at]
            key = (style, wanted, space, 0.0 if word else wide, lead)
            head, space = heads.get(key) or self._head(key)
            style = wanted
            if stop >= end:
                add(f"{head}{digits[4 * start : 4 * end]}{'>]TJ' if lead else show}")
                return style, space
            add(f"{head}{digits[4 * start : 4 * stop]}{'>]TJ' if lead else show}")
            lead = gap if word else 0.0
            start, show = stop, ">Tj"
            at += 1

    def _head(self, key: "_Turn") -> tuple[str, str]:
        """What stands before the digits of a piece: the turn to its style and spacing, and its lead."""
        heads, (old, style, space, wide, lead) = self._fonts.heads, key
        if len(heads) > _REMEMBERED:
            heads.clear()
        made = [] if old is style else list(self._turn(old, style))
        own = self._fonts.spaces.get(wide) or self._spaced(wide)
        if own != space:
            made.append(own.rstrip())
        made.append(f"[{-1000 * lead / style.size:.2f}<" if lead else "<")
        heads[key] = "\n".join(made), own
        return heads[key]

    def _digits(self, held: SetLines) -> str | None:
        """The codes of a paragraph in hexadecimal; none if characters in it have codes of their own.

        Those of the last paragraph are kept for the page on which it goes on.
        """
        text, spans = held.text, held.spans
        last_text, last_spans, digits = self._fonts.last
        if text is last_text and spans is last_spans:
            return digits
        # str.encode looks the codec up each time, which takes longer than encoding a paragraph.
        digits = utf_16_be_encode(text, "surrogatepass")[0].hex()
        if len(digits) != 4 * len(text) or not self._draws(text, spans):
            digits = None
        self._fonts.last = text, spans, digits
        return digits

    def _lead(self, step: float) -> float:
        """The distance of lines to come, as precise as the file says it."""
        pitch = round(step, 4)
        if pitch != self._pitch:
            self._pitch = pitch
            self._out.append(f"{pitch:.4f} TL")
        return pitch

    def _draws(self, text: str, spans: list[Span]) -> bool:
        """Note what is drawn in which font; false if some of it is of private use."""
        drawn = self._fonts.drawn
        for start, end, style, _ in spans:
            note = drawn.get(style) or self._fonts.drawn_in(style)
            if note is None:
                return False
            note(text[start:end])
        return True

    def _show(self, digits: str, text: str, rows: list[Row]) -> None:
        """Note what the rows of a paragraph show; only blanks and breaks stand between them."""
        if " " in text or "\n" in text:
            self.shown += [digits[4 * row[1] : 4 * row[2]] for row in rows]
        else:
            self.shown.append(digits[4 * rows[0][1] : 4 * rows[-1][2]])

    def _straight(self, lines: Sequence[Line]) -> None:
        """Lines without italics; encoding all of them at once takes a third of the time of each piece."""
        text = "".join([piece.text for line in lines for piece in line.pieces])
        digits = text.encode("utf-16-be", "surrogatepass").hex()
        private = any([piece.style.actual for line in lines for piece in line.pieces])
        if private or len(digits) != 4 * len(text):
            self._one_by_one(lines)
            return
        out, at = self._out, 0
        self.shown.append(digits)
        for line in lines:
            self._move(line.x, line.y)
            for piece in line.pieces:
                style = piece.style
                self._dress(style, piece.spacing)
                self._fonts.of(style)[0].drawn.append(piece.text)
                end = at + 4 * len(piece.text)
                if piece.lead:
                    out.append(f"[{-1000 * piece.lead / style.size:.2f}<{digits[at:end]}>]TJ")
                else:
                    out.append(f"<{digits[at:end]}>Tj")
                at = end

    def _one_by_one(self, lines: Sequence[Line]) -> None:
        for line in lines:
            self._move(line.x, line.y)
            for piece in line.pieces:
                self._piece(piece)

    def _slanted(self, line: Line) -> None:
        """A line with italics: each piece at a place of its own."""
        for piece, x0, _ in line.places():
            slant = _SLANT if piece.style.italic else 0
            self._out.append(f"1 0 {slant} 1 {x0:.3f} {self._height - line.y:.3f} Tm")
            self._piece(piece.without_lead())
        self._out.append("1 0 0 1 0 0 Tm")
        self._x = self._y = 0.0

    def _move(self, x: float, y: float) -> None:
        """Go to a place on the sheet."""
        moves, key = self._fonts.moves, (x, y, self._x, self._y, self._height)
        found = moves.get(key)
        if found is None:
            if len(moves) > _REMEMBERED:
                moves.clear()
            # Where the pen is after rounding: the errors of many moves must not add up.
            dx, dy = round(x - self._x, 3), round(self._height - y - self._y, 3)
            found = moves[key] = (f"{dx:.3f} {dy:.3f} Td", round(self._x + dx, 4), round(self._y + dy, 4))
        operator, self._x, self._y = found
        self._out.append(operator)

    def _dress(self, style: Style, spacing: float) -> None:
        """Turn to a style and a spacing."""
        if style is not self._style:
            self._out += self._turn(self._style, style)
            self._style = style
        space = self._fonts.spaces.get(spacing) or self._spaced(spacing)
        if space != self._space:
            self._out.append(space.rstrip())
            self._space = space

    def _spaced(self, spacing: float) -> str:
        """The operator for a spacing."""
        spaces = self._fonts.spaces
        if len(spaces) > _REMEMBERED:
            spaces.clear()
        spaces[spacing] = f"{spacing:.3f} Tc\n" if spacing else _UNSPACED
        return spaces[spacing]

    def _piece(self, piece: Piece) -> None:
        style = piece.style
        out = self._out
        self._dress(style, piece.spacing)
        string = self._fonts.of(style)[0].encode(piece.text, style.actual)
        self.shown.append(string)
        if style.actual:
            out.append(f"/Span<</ActualText{text_string(piece.text).decode()}>>BDC")
        if piece.lead:
            out.append(f"[{-1000 * piece.lead / style.size:.2f}<{string}>]TJ")
        else:
            out.append(f"<{string}>Tj")
        if style.actual:
            out.append("EMC")

    def _turn(self, old: Style | None, style: Style) -> Iterator[str]:
        """The operators that turn from one style to another."""
        _, operator = self._fonts.of(style)
        if old is None or old.font is not style.font or old.size != style.size:
            yield operator
        if style.rise != (old.rise if old else 0.0):
            yield f"{style.rise:.3f} Ts"
        if style.red is not (old.red if old else False):
            colour = _RED if style.red else _BLACK
            yield f"{colour} rg {colour} RG"
        if style.bold is not (old.bold if old else False):
            yield f"2 Tr {_STROKE * style.size:.3f} w" if style.bold else "0 Tr"

    def _picture(self, fragment: Fragment) -> None:
        picture = fragment.picture
        assert picture is not None
        self._end_text()
        self._open(fragment.element)
        name = f"P{len(self.pictures) + 1}"
        self.pictures.append(name)
        x, y = picture.x, self._page.height - picture.y - picture.height
        size = f"{picture.width:.3f} 0 0 {picture.height:.3f} {x:.3f} {y:.3f}"
        self._out.append(f"q {size} cm /{name} Do Q\nEMC")
        if fragment.element is not None:
            box = f"/BBox[{x:.2f} {y:.2f} {x + picture.width:.2f} {y + picture.height:.2f}]"
            self._structure.node(fragment.element).box = box.encode()

    def _rules(self, rules: list[Rule]) -> None:
        if not rules:
            return
        self._end_text()
        self._out.append("/Artifact BMC\nq")
        width, red = 0.0, False
        for rule in dict.fromkeys(rules):
            if rule.width != width:
                self._out.append(f"{rule.width:.3f} w")
                width = rule.width
            if rule.red is not red:
                self._out.append(f"{_RED if rule.red else _BLACK} RG")
                red = rule.red
            y0, y1 = self._page.height - rule.y0, self._page.height - rule.y1
            self._out.append(f"{rule.x0:.3f} {y0:.3f} m {rule.x1:.3f} {y1:.3f} l S")
        self._out.append("Q\nEMC")
