"""Sheets: filled from the top, line by line of the grid, with what stands at their feet.

GB/T 9704-2012 5.2.3 (22 × 28), 7.5 (page numbers), 8 (tables turned to the side), 10.1 (rules of a letter).
Vertical places are counted in rows (行).
"""

from collections.abc import Sequence
from math import ceil, floor

from govdoc.context import Context
from govdoc.galley import ImprintBlock, Stamp
from govdoc.paginate.feet import Feet
from govdoc.paginate.furniture import foot_rules, rules_at, rules_height, underlines
from govdoc.paginate.matter import SetFigure, SetNote, SetPair, SetText
from govdoc.paginate.page import Element, Fragment, Kind, Line, Page, Picture, Rule
from govdoc.paginate.pictures import size_of
from govdoc.paginate.rows import Lines, SetLine, SetLines
from govdoc.paginate.setting import Typesetter
from govdoc.paginate.tables import ASCENT, Band, cut
from govdoc.profile import Profile, TableStyle
from govdoc.typography import POINTS_PER_MM

NEAR = 1e-4


class Sheets:
    """Fills pages from the top; a page that is full comes out of `flush`."""

    def __init__(self, profile: Profile, typesetter: Typesetter, context: Context) -> None:
        self._profile = profile
        self._typesetter = typesetter
        self._context = context
        self.grid = typesetter.grid
        self._turned = False
        self._measure()
        self.row = 0.0
        self._number = 0
        self._fragments: list[Fragment] = []
        self._full: list[Page] = []
        self._seals: list[Picture] = []
        self._drop: float | None = None
        self._numbered = True

    def _measure(self) -> None:
        """Take the type area of the sheet as it is held now; turned, its left edge is up (clause 8)."""
        page = self._profile.page
        left, top, width, height = page.left, page.top, page.area_width, page.area_height
        if self._turned:
            left, top, width, height = page.height - page.top - page.area_height, page.left, height, width
        self._left, self._top = left * POINTS_PER_MM, top * POINTS_PER_MM
        self.width = width * POINTS_PER_MM
        self._area = height * POINTS_PER_MM / self.grid.pitch
        self._whole = self.foot = self._area
        self._feet = Feet(self._profile.footnote, self._area)

    @property
    def empty(self) -> bool:
        """Whether nothing stands on the current page yet."""
        return not self._fragments

    @property
    def tables(self) -> TableStyle:
        """How tables look."""
        return self._profile.table

    @property
    def number(self) -> int:
        """The number of the current page, from 1."""
        return self._number + 1

    @property
    def full(self) -> int:
        """How many pages are full."""
        return len(self._full)

    def flush(self) -> list[Page]:
        """The pages that are full."""
        full, self._full = self._full, []
        return full

    def new_page(self) -> None:
        """End the current page, unless it is empty."""
        if not self.empty:
            self._end_page()

    def finish(self) -> None:
        """End the last page; a document without text is one empty page."""
        if not self.empty or not self._number:
            self._end_page()
        while self._feet.rows:
            self._end_page()

    def turn(self, turned: bool) -> None:
        """Go on on sheets that are held with their left edge up, or upright again."""
        if turned is self._turned:
            return
        self.new_page()
        while self._feet.rows:
            self._end_page()
        self._turned = turned
        self._measure()

    def leave_blank(self) -> None:
        """An empty page; neither it nor the pages after it show a number (7.5)."""
        self._numbered = False
        self._end_page()

    def _end_page(self) -> None:
        self._number += 1
        self._context.limits.check("pages", self._number, self._context.file or "PDF")
        page = self._profile.page
        size = (page.width * POINTS_PER_MM, page.height * POINTS_PER_MM)
        if self._feet.rows:
            self._place_notes()
        if self._number == 1 and self._profile.foot_rule:
            self._rules(foot_rules(self._profile))
        shown = self._numbered and (self._number > 1 or self._profile.page_number.on_first)
        held = (size[1], size[0]) if self._turned else size
        folio = self._folio() if shown else None
        self._full.append(Page(self._number, *held, tuple(self._fragments), folio, self._turned))
        self._fragments, self._seals = [], []
        self.row, self._whole = 0.0, self._area
        self._feet.next_page()
        self.foot = self._whole - self._feet.rows

    def _folio(self) -> Line:
        """The page number: on odd pages at the right, on even ones at the left; as on an upright sheet."""
        page, style = self._profile.page, self._profile.page_number
        size = page.points(style.size)
        line = self._typesetter.number(style.left, self._number, style.right, style.face, size)
        inset = style.inset * size
        x = self.grid.width - line.width - inset if self._number % 2 else inset
        below = (page.top + page.area_height + style.offset) * POINTS_PER_MM
        if self._drop is None:
            self._drop = self._typesetter.middle(style.left[:1], style.face, size)
        return line.placed(page.left * POINTS_PER_MM + x, below + self._drop)

    def notes_need(self, notes: list[SetNote]) -> float:
        """The rows that footnotes need on the page of their calls."""
        return self._feet.least(notes)

    def notes_take(self, notes: list[SetNote], row: float, foot: float) -> float:
        """The rows that footnotes called above `row` would take above `foot`."""
        return self._feet.taken(notes, foot - row) if notes else 0.0

    @property
    def footed(self) -> bool:
        """Whether footnotes stand on this page or wait for the next."""
        return self._feet.busy

    def call(self, notes: list[SetNote]) -> None:
        """Put footnotes that were called at the foot of the page."""
        self._feet.call(notes, self.foot - self.row)
        self.foot = self._whole - self._feet.rows

    def _place_notes(self) -> None:
        """The footnotes at the foot of the type area, or above an end record."""
        row = self.row
        top = self._top + self.foot * self.grid.pitch
        self._rules((self._feet.rule(self._left, top, self.grid.pitch),))
        self.row = self.foot + self._feet.space
        for shown in self._feet.shown:
            self.text(shown.text, tuple(shown.text.lines)[shown.first : shown.last])
        self.row = row

    def rows_left(self, pitch: float) -> int:
        """How many lines of a pitch still fit."""
        body = self.grid.body_size / self.grid.pitch
        return max(floor((self.foot - body * pitch - self.row) / pitch + 1 + NEAR), 0)

    def start(self, before: float, stamp: Stamp | None = None) -> None:
        """Go to where a block begins that wants `before` empty rows above it, whole rows on the grid.

        At the top of a page it wants none, unless its first line bears a seal, which stays in the type area.
        """
        if self._number and self.empty:
            above = stamp.size * POINTS_PER_MM - self.grid.body_size if stamp else 0.0
            self.row += ceil(max(above, 0.0) / 2 / self.grid.pitch)
            return
        if before == floor(before):
            self.row = ceil(self.row - NEAR)
        self.row += before

    def text(self, matter: SetText, lines: Sequence[SetLine]) -> None:
        """Place lines of a paragraph below each other; they fit."""
        size, pitch = matter.size, self.grid.pitch
        offset = (self.grid.body_size - size) / 2 if matter.pitch <= 1 else 0.0
        if self.row == 0 and offset < 0:
            offset = 0.0
        baseline = self._top + self.row * pitch + offset + ASCENT * size
        step = matter.pitch * pitch
        placed = _placed(lines, self._left, baseline, step)
        rules = () if matter.plain else tuple(underlines(placed))
        if matter.block.stamp and placed:
            self._stamp(matter, placed[-1])
        self._fragments.append(Fragment(matter.element, placed, rules, None, matter.plain))
        self.row += len(lines) * matter.pitch

    def _stamp(self, matter: SetText, line: Line) -> None:
        """The seal over a line: its middle is the line's; it is drawn first, so that no text is hidden."""
        stamp = matter.block.stamp
        own = size_of(stamp.resource, self._context, matter.block.path) if stamp else None
        if stamp is None or own is None:
            return
        scale = stamp.size * POINTS_PER_MM / max(own)
        width, height = own[0] * scale, own[1] * scale
        x = line.x + (line.width - width) / 2
        y = line.y - (ASCENT - 0.5) * matter.size - height / 2
        element = Element(Kind.FIGURE, text=stamp.alternative, path=matter.block.path)
        picture = Picture(x, y, width, height, stamp.resource)
        self._seals.append(picture)
        self._fragments.append(Fragment(element, picture=picture))

    def clear_seals(self, matter: SetText) -> None:
        """Go below the seals that the lines of a note (附注) would run into."""
        top = self._top + self.row * self.grid.pitch
        right = self._left + max((line.x + line.width for line in matter.lines), default=0.0)
        feet = [seal.y + seal.height for seal in self._seals if seal.x < right and seal.y + seal.height > top]
        self.row = max([self.row, *[(foot - self._top) / self.grid.pitch for foot in feet]])

    def red_line(self, matter: SetText) -> None:
        """The red line below the document number, or the double one below a letter's mark (7.2.7, 10.1)."""
        style = self._profile.rule
        foot = (self.row - matter.pitch) * self.grid.pitch + max(matter.size, self.grid.body_size)
        gap = style.gap * POINTS_PER_MM
        self._rules(rules_at(style, self._profile, self._top + foot + gap))
        if len(style.lines) > 1:
            self.row = (foot + gap + rules_height(style)) / self.grid.pitch

    def _rules(self, rules: tuple[Rule, ...]) -> None:
        self._fragments.append(Fragment(None, (), rules))

    def band(self, band: Band, decoration: bool = False) -> None:
        """Place a band of a table, over pages where it is higher than what is left."""
        start: float | None = 0.0
        while start is not None:
            room = (self.foot - self.row) * self.grid.pitch
            top = self._top + self.row * self.grid.pitch
            piece = cut(band, start, room, self._left, top, decoration)
            self._fragments += piece.fragments
            self.row += piece.height / self.grid.pitch
            if piece.rest is not None:
                self.new_page()
            # A line that fits no page would come back for ever.
            start = band.height if piece.rest == start else piece.rest

    def pair(self, matter: SetPair) -> None:
        """Place two paragraphs beside each other."""
        top = self.row
        self.text(matter.left, matter.left.lines)
        foot = self.row
        high = len(matter.right.lines) * matter.right.pitch
        self.row = top + max(foot - top - high, 0.0) / 2 if matter.middle else top
        self.text(matter.right, matter.right.lines)
        self.row = max(self.row, foot)

    def figure(self, matter: SetFigure) -> None:
        """Place a figure in the middle of the line."""
        x = self._left + (self.width - matter.width) / 2
        y = self._top + self.row * self.grid.pitch
        picture = Picture(x, y, matter.width, matter.height, matter.block.resource)
        self._fragments.append(Fragment(matter.element, picture=picture))
        self.row += matter.height / self.grid.pitch

    def imprint(self, rows: list[list[SetText]], block: ImprintBlock) -> None:
        """The end record: its last rule lies on the foot of the type area of the last page."""
        style = self._profile.imprint
        thick, thin = style.thick * POINTS_PER_MM, style.thin * POINTS_PER_MM
        heights = [max(len(text.lines) for text in row) for row in rows]
        self._reach(sum(heights), block.even_page)
        self._whole -= sum(heights)
        self.foot -= sum(heights)
        self.row = self._whole
        rules = [self._across(thick)]
        for i, (row, height) in enumerate(zip(rows, heights, strict=True)):
            top = self.row
            for text in row:
                self.row = top + (1 - self.grid.body_size / self.grid.pitch) / 2
                self.text(text, text.lines)
            self.row = top + height
            rules.append(self._across(thin if i + 1 < len(rows) else thick))
        if block.rules:
            self._rules(tuple(rules))

    def _reach(self, height: float, even: bool) -> None:
        """Go to the page of an end record of so many rows: this one, or the next, or the next even one."""
        while self._feet.waiting:
            self._end_page()
        if self.row > self.foot - height + NEAR:
            self.new_page()
        if even and self.number % 2:
            self.new_page()
            if self.number % 2:
                self.leave_blank()

    def _across(self, width: float) -> Rule:
        y = self._top + self.row * self.grid.pitch
        return Rule(self._left, y, self._left + self.width, y, width)


def _placed(lines: Sequence[SetLine], left: float, baseline: float, step: float) -> Sequence[Line]:
    if isinstance(lines, SetLines):
        return Lines(lines, left, baseline, step)
    return tuple([line.placed(left, baseline + i * step) for i, line in enumerate(lines)])
