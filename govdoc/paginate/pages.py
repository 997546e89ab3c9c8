"""Breaking the galley into pages: 22 lines each, what belongs together kept together, page numbers.

GB/T 9704-2012 5.2.3 (22 × 28), 7.3.5.5 (signature and date with text), 7.4 (end record at the foot of the
last page), 7.5 (page numbers); clreq 3.1.12 (孤行). Vertical places are counted in rows (行).
"""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil, floor
from typing import NamedTuple, TypeAlias

from govdoc import diagnostics as say
from govdoc.context import Context
from govdoc.diagnostics import Origin
from govdoc.galley import (
    FigureBlock,
    GalleyBlock,
    ImprintBlock,
    PairBlock,
    Role,
    TableBlock,
    TextBlock,
    with_notes_below,
)
from govdoc.paginate.furniture import foot_rules, rules_at, rules_height, underlines
from govdoc.paginate.outliner import Outliner
from govdoc.paginate.page import Element, Fragment, Kind, Line, Page, Picture, Rule
from govdoc.paginate.pictures import size_in_points
from govdoc.paginate.rows import SetLine, SetLines
from govdoc.paginate.setting import Typesetter
from govdoc.paginate.tables import ASCENT, Band, bands, cut
from govdoc.profile import Profile
from govdoc.typography import POINTS_PER_MM

_NEAR = 1e-4
_SIGNATURE = frozenset({Role.SIGNATURE, Role.SIGNATURE_DATE})


class SetText(NamedTuple):
    """A paragraph with its lines; `pitch` is the distance of its lines in rows."""

    block: TextBlock
    element: Element
    lines: Sequence[SetLine]
    size: float
    pitch: float


class SetPair(NamedTuple):
    """Two paragraphs that begin on one line."""

    left: SetText
    right: SetText
    middle: bool

    @property
    def rows(self) -> float:
        """The rows that both take."""
        return max(len(side.lines) * side.pitch for side in (self.left, self.right))


class SetFigure(NamedTuple):
    """A figure and its size in points."""

    block: FigureBlock
    element: Element
    width: float
    height: float


class SetTable(NamedTuple):
    """A table; its bands are made while it is placed."""

    block: TableBlock
    element: Element


Matter: TypeAlias = SetText | SetPair | SetFigure | SetTable


class Sheets:
    """Fills pages from the top; a page that is full comes out of `flush`."""

    def __init__(self, profile: Profile, typesetter: Typesetter, context: Context) -> None:
        page = profile.page
        self._profile = profile
        self._typesetter = typesetter
        self._context = context
        self._left, self._top = page.left * POINTS_PER_MM, page.top * POINTS_PER_MM
        self.grid = typesetter.grid
        self.foot = page.area_height * POINTS_PER_MM / self.grid.pitch
        self.row = 0.0
        self._number = 0
        self._fragments: list[Fragment] = []
        self._full: list[Page] = []
        self._drop: float | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing stands on the current page yet."""
        return not self._fragments

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

    def _end_page(self) -> None:
        self._number += 1
        self._context.limits.check("pages", self._number, self._context.file or "PDF")
        page = self._profile.page
        size = (page.width * POINTS_PER_MM, page.height * POINTS_PER_MM)
        if self._number == 1 and self._profile.foot_rule:
            self._rules(foot_rules(self._profile))
        shown = self._number > 1 or self._profile.page_number.on_first
        self._full.append(Page(self._number, *size, tuple(self._fragments), self._folio() if shown else None))
        self._fragments = []
        self.row = 0.0

    def _folio(self) -> Line:
        """The page number: on odd pages at the right, on even ones at the left."""
        page, style = self._profile.page, self._profile.page_number
        size = page.points(style.size)
        line = self._typesetter.number(style.left, self._number, style.right, style.face, size)
        inset = style.inset * size
        x = self.grid.width - line.width - inset if self._number % 2 else inset
        below = (page.top + page.area_height + style.offset) * POINTS_PER_MM
        if self._drop is None:
            self._drop = self._typesetter.middle(style.left[:1], style.face, size)
        return line.placed(self._left + x, below + self._drop)

    def rows_left(self, pitch: float) -> int:
        """How many lines of a pitch still fit."""
        body = self.grid.body_size / self.grid.pitch
        return max(floor((self.foot - body * pitch - self.row) / pitch + 1 + _NEAR), 0)

    def start(self, before: float) -> None:
        """Go to where a block begins that wants `before` empty rows above it, whole rows on the grid."""
        if self._number and self.empty:
            return
        if before == floor(before):
            self.row = ceil(self.row - _NEAR)
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
        item = matter.element.kind is Kind.ITEM_BODY
        plain = not any([r.href or r.italic or r.underline or (item and r.label) for r in matter.block.runs])
        rules = () if plain else tuple(underlines(placed))
        self._fragments.append(Fragment(matter.element, placed, rules, plain=plain))
        self.row += len(lines) * matter.pitch

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
        x = self._left + (self.grid.width - matter.width) / 2
        y = self._top + self.row * self.grid.pitch
        picture = Picture(x, y, matter.width, matter.height, matter.block.resource)
        self._fragments.append(Fragment(matter.element, picture=picture))
        self.row += matter.height / self.grid.pitch

    def imprint(self, rows: list[list[SetText]], block: ImprintBlock) -> None:
        """The end record: its last rule lies on the foot of the type area of the last page."""
        style = self._profile.imprint
        thick, thin = style.thick * POINTS_PER_MM, style.thin * POINTS_PER_MM
        heights = [max(len(text.lines) for text in row) for row in rows]
        if self.row > self.foot - sum(heights) + _NEAR:
            self.new_page()
        self.row = self.foot - sum(heights)
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

    def _across(self, width: float) -> Rule:
        y = self._top + self.row * self.grid.pitch
        return Rule(self._left, y, self._left + self.grid.width, y, width)


def paginate(
    blocks: Iterable[GalleyBlock], profile: Profile, typesetter: Typesetter, context: Context
) -> Iterator[Page]:
    """The pages of a galley, one by one; only what must stay together is held back.

    Raises LimitError beyond `context.limits.pages`.
    """
    sheets = Sheets(profile, typesetter, context)
    records: list[ImprintBlock] = []
    for bundle in _bundles(_matter(blocks, sheets, typesetter, context, records)):
        _place(bundle, sheets, typesetter)
        yield from sheets.flush()
    for record in records:
        sheets.imprint(_set_record(record, sheets, typesetter), record)
    sheets.finish()
    yield from sheets.flush()


def _matter(
    blocks: Iterable[GalleyBlock],
    sheets: Sheets,
    typesetter: Typesetter,
    context: Context,
    records: list[ImprintBlock],
) -> Iterator[Matter]:
    """The blocks set in type, captions apart; the end record waits for the last page."""
    outliner = Outliner()
    grid = sheets.grid
    for block in with_notes_below(blocks):
        match block:
            case TextBlock():
                if block.runs:
                    yield _set_text(block, outliner.element(block), grid.width, typesetter)
            case PairBlock(left, right, middle):
                first = _set_text(left, outliner.element(left), grid.width, typesetter)
                second = _set_text(right, outliner.element(right), grid.width, typesetter)
                yield SetPair(first, second, middle)
            case TableBlock():
                if block.caption:
                    yield _set_text(block.caption, Element(Kind.PARAGRAPH), grid.width, typesetter)
                if block.rows:
                    yield SetTable(block, Element(Kind.TABLE, text=block.summary, path=block.path))
            case FigureBlock():
                yield from _figure(block, sheets, typesetter, context)
            case ImprintBlock():
                records.append(block)


def _set_text(block: TextBlock, element: Element, width: float, typesetter: Typesetter) -> SetText:
    size = typesetter.size(block)
    body, pitch = typesetter.grid.body_size, typesetter.grid.pitch
    rows = 1.0 if size <= 0.9 * pitch else float(ceil(1.1 * size / pitch))
    return SetText(
        block,
        element,
        typesetter.set(block, width, element),
        size,
        min(rows, size / body) if size < body else rows,
    )


def _figure(block: FigureBlock, sheets: Sheets, typesetter: Typesetter, context: Context) -> Iterator[Matter]:
    own = size_in_points(block.resource.data)
    if own is None:
        place = Origin(context.file, element=block.path)
        context.report(say.NO_RESOURCE, block.resource.name or block.resource.id or "", origin=place)
    else:
        width, height = _figure_size(block, own, sheets)
        yield SetFigure(block, Element(Kind.FIGURE, text=block.alternative, path=block.path), width, height)
    if block.caption:
        yield _set_text(block.caption, Element(Kind.PARAGRAPH), sheets.grid.width, typesetter)


def _figure_size(block: FigureBlock, own: tuple[float, float], sheets: Sheets) -> tuple[float, float]:
    """The size that was asked for, one side from the other, made small enough for the type area."""
    width, height = block.width * POINTS_PER_MM, block.height * POINTS_PER_MM
    ratio = own[1] / own[0]
    width = width or (height / ratio if height else own[0])
    height = height or width * ratio
    highest = (sheets.foot - 2) * sheets.grid.pitch
    shrink = min(1.0, sheets.grid.width / width, highest / height)
    return width * shrink, height * shrink


def _set_record(record: ImprintBlock, sheets: Sheets, typesetter: Typesetter) -> list[list[SetText]]:
    width = sheets.grid.width
    made = []
    for row in record.rows:
        right = [_set_text(row.right, Element(Kind.PARAGRAPH), width, typesetter)] if row.right else []
        taken = max((line.width for text in right for line in text.lines), default=0.0)
        left = _set_text(row.left, Element(Kind.PARAGRAPH), width - taken, typesetter)
        made.append([left, *[_to_right(text, width) for text in right]])
    return made


def _to_right(text: SetText, width: float) -> SetText:
    inset = text.block.look.right * text.size
    return text._replace(lines=[line._replace(x=width - line.width - inset) for line in text.lines])


def _bundles(matter: Iterable[Matter]) -> Iterator[list[Matter]]:
    """What stands together: headings with what they head, a last paragraph with signature and date."""
    bundle: list[Matter] = []
    for item in matter:
        if bundle and not _keeps(bundle[-1]) and not _signs(item):
            yield bundle
            bundle = []
        bundle.append(item)
    if bundle:
        yield bundle


def _keeps(item: Matter) -> bool:
    if isinstance(item, SetPair):
        return True
    return isinstance(item, SetText) and item.block.look.keep_next


def _signs(item: Matter) -> bool:
    return isinstance(item, SetText) and item.block.role in _SIGNATURE


def _height(items: list[Matter]) -> float:
    """How many rows these take, without what tables take."""
    height = 0.0
    for item in items:
        if isinstance(item, SetText):
            look = item.block.look
            height = ceil(height - _NEAR) + look.before + len(item.lines) * item.pitch + look.after
        elif isinstance(item, SetPair):
            height += item.left.block.look.before + item.rows + item.left.block.look.after
    return height


def _place(bundle: list[Matter], sheets: Sheets, typesetter: Typesetter) -> None:
    """Place what stands together: the pivot, which may run over pages, with heads before and a tail after."""
    at = next((i for i, item in enumerate(bundle) if _signs(item)), len(bundle))
    pivot = max(at - 1, 0)
    heads, body, tail = bundle[:pivot], bundle[pivot], bundle[pivot + 1 :]
    if isinstance(bundle[0], SetText) and bundle[0].block.look.page_break:
        sheets.new_page()
    height, tail_height = _height(heads), _height(tail)
    if heads and sheets.row + height + _least(body, sheets) > sheets.foot and height < sheets.foot / 2:
        sheets.new_page()
    for head in heads:
        _put(head, 0.0, sheets, typesetter)
    _put(body, tail_height, sheets, typesetter)
    if tail and sheets.row + tail_height > sheets.foot + 1:
        sheets.new_page()
    for item in tail:
        _put(item, 0.0, sheets, typesetter)


def _least(item: Matter, sheets: Sheets) -> float:
    """The rows that must follow a heading on its page."""
    if isinstance(item, SetText):
        return item.block.look.before + min(len(item.lines), 2) * item.pitch - 0.5
    return item.height / sheets.grid.pitch if isinstance(item, SetFigure) else 2.0


def _put(item: Matter, tail: float, sheets: Sheets, typesetter: Typesetter) -> None:
    if isinstance(item, SetText):
        _put_text(item, tail, sheets)
    elif isinstance(item, SetPair):
        _put_pair(item, sheets)
    elif isinstance(item, SetTable):
        _put_table(item, sheets, typesetter)
    else:
        if sheets.row + item.height / sheets.grid.pitch > sheets.foot:
            sheets.new_page()
        sheets.start(0.0)
        sheets.figure(item)


def _put_text(item: SetText, tail: float, sheets: Sheets) -> None:
    look = item.block.look
    if look.page_break:
        sheets.new_page()
    sheets.start(look.before)
    done = 0
    for i, count in enumerate(_division(item, tail, sheets)):
        if i:
            sheets.new_page()
        if count:
            sheets.text(item, item.lines[done : done + count])
            done += count
    if look.rule_below:
        sheets.red_line(item)
    sheets.row += look.after


def _put_pair(item: SetPair, sheets: Sheets) -> None:
    look, number = item.left.block.look, item.right.block.look
    if sheets.row + look.before + item.rows > sheets.foot + _NEAR:
        sheets.new_page()
    sheets.start(look.before)
    sheets.pair(item)
    if look.rule_below or number.rule_below:
        sheets.red_line(item.left)
    sheets.row += look.after


def _division(item: SetText, tail: float, sheets: Sheets) -> list[int]:
    """How many lines go to the current page, the next one and so on.

    No last line alone on a page; with a tail (signature and date) two lines at least stand before it.
    """
    count = len(item.lines)
    left_here = sheets.rows_left(item.pitch)
    if count <= left_here and not tail and not sheets.empty:
        return [count]
    full = max(floor((sheets.foot - sheets.grid.body_size / sheets.grid.pitch) / item.pitch + 1 + _NEAR), 1)
    here = full if sheets.empty else left_here
    if count <= here and not tail:
        return [count]
    counts = [min(count, here)]
    left = count - counts[0]
    while left:
        counts.append(min(left, full))
        left -= counts[-1]
    if len(counts) > 1 and counts[-1] == 1 and counts[-2] > 0:
        counts[-2:] = [counts[-2] - 1, 2]
    room = full if len(counts) > 1 else here
    if tail and counts[-1] * item.pitch + tail > room * item.pitch + _NEAR:
        last = counts[-1]
        if last >= 4:
            counts[-1:] = [last - 2, 2]
        elif len(counts) == 1 and not sheets.empty:
            counts = [0, last]
    return counts


def _put_table(item: SetTable, sheets: Sheets, typesetter: Typesetter) -> None:
    sheets.start(0.0)
    heads: list[Band] = []
    for band in bands(item.block, sheets.grid.width, typesetter, item.element):
        height = band.height / sheets.grid.pitch
        head = sum(one.height for one in heads) / sheets.grid.pitch
        if sheets.row + height > sheets.foot + _NEAR and not sheets.empty:
            too_high = height > sheets.foot - head
            if not too_high or sheets.row > sheets.foot - 2:
                sheets.new_page()
                if not band.header and head < sheets.foot / 2:
                    for one in heads:
                        sheets.band(one, decoration=True)
        sheets.band(band)
        if band.header:
            heads.append(band)
    sheets.row = ceil(sheets.row + 0.3)


def _placed(lines: Sequence[SetLine], left: float, baseline: float, step: float) -> Sequence[Line]:
    if isinstance(lines, SetLines):
        return lines.placed(left, baseline, step)
    return tuple([line.placed(left, baseline + i * step) for i, line in enumerate(lines)])
