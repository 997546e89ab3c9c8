"""Breaking the galley into pages: what belongs together kept together, the end record on the last page.

GB/T 9704-2012 7.3.5.5 (signature and date with text), 7.4 (end record at the foot of the last page); clreq
3.1.12 (孤行). Vertical places are counted in rows (行).
"""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from math import ceil, floor
from typing import NamedTuple, TypeVar

from govdoc.context import Context
from govdoc.galley import GalleyBlock, Role
from govdoc.paginate.matter import Matter, SetFigure, SetNote, SetPair, SetTable, SetText, Setting
from govdoc.paginate.page import Page
from govdoc.paginate.setting import Typesetter
from govdoc.paginate.sheets import NEAR, Sheets
from govdoc.paginate.tables import Band, bands
from govdoc.profile import Profile

_SIGNATURE = frozenset({Role.SIGNATURE, Role.SIGNATURE_DATE})


def paginate(
    blocks: Iterable[GalleyBlock], profile: Profile, typesetter: Typesetter, context: Context
) -> Iterator[Page]:
    """The pages of a galley, one by one; only what must stay together is held back.

    Raises LimitError beyond `context.limits.pages`.
    """
    sheets, setting = Sheets(profile, typesetter, context), Setting(profile, typesetter, context)
    for bundle in _bundles(_ahead(setting.matter(_ahead(blocks, _BLOCKS)), _MATTER)):
        _place(bundle, sheets, typesetter)
        if sheets.full >= _PAGES:
            yield from sheets.flush()
    sheets.turn(False)
    for record in setting.records:
        sheets.imprint(setting.record(record), record)
    sheets.finish()
    yield from sheets.flush()


_BLOCKS, _MATTER, _PAGES = 512, 1024, 16
"""How much of each kind is made before the next step takes it.

Composing, setting and placing in turn for each paragraph take a tenth longer at 2,000 pages than each for
some hundreds: no step finds its tables and code in the processor's caches (measured, in turns).
"""

_T = TypeVar("_T")


def _ahead(items: Iterable[_T], count: int) -> Iterator[_T]:
    """The items, `count` of them made at once."""
    made = iter(items)
    while batch := list(islice(made, count)):
        yield from batch


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
    first = item.left if isinstance(item, SetPair) else item
    return isinstance(first, SetText) and first.block.role in _SIGNATURE


def _height(items: list[Matter]) -> float:
    """How many rows these take, without what tables take."""
    height = 0.0
    for item in items:
        if isinstance(item, SetText):
            look = item.block.look
            height = ceil(height - NEAR) + look.before + len(item.lines) * item.pitch + look.after
        elif isinstance(item, SetPair):
            height += item.left.block.look.before + item.rows + item.left.block.look.after
    return height


def _place(bundle: list[Matter], sheets: Sheets, typesetter: Typesetter) -> None:
    """Place what stands together: the pivot, which may run over pages, with heads before and a tail after."""
    if len(bundle) == 1:
        _put(bundle[0], 0.0, sheets, typesetter)
        return
    pivot = max(next((i for i, item in enumerate(bundle) if _signs(item)), len(bundle)) - 1, 0)
    heads, body, tail = bundle[:pivot], bundle[pivot], bundle[pivot + 1 :]
    if isinstance(bundle[0], SetText) and bundle[0].block.look.page_break:
        sheets.new_page()
    height, tail_height = _height(heads), _height(tail)
    opening = None
    if heads and isinstance(body, SetTable) and not body.block.landscape:
        opening = _open(body, sheets, typesetter)
    least = _least_rows(opening, height, sheets) if opening else _least(body, sheets)
    if heads and sheets.row + height + least > sheets.foot and height < sheets.foot / 2:
        sheets.new_page()
    for head in heads:
        _put(head, 0.0, sheets, typesetter)
    _put(body, tail_height, sheets, typesetter, opening)
    if tail and sheets.row + tail_height > sheets.foot + 1:
        sheets.new_page()
    for item in tail:
        _put(item, 0.0, sheets, typesetter)


def _least(item: Matter, sheets: Sheets) -> float:
    """The rows that must follow a heading on its page."""
    if isinstance(item, SetText):
        return item.block.look.before + min(len(item.lines), 2) * item.pitch - 0.5
    return item.height / sheets.grid.pitch if isinstance(item, SetFigure) else 2.0


def _put(
    item: Matter, tail: float, sheets: Sheets, typesetter: Typesetter, opening: "_Opening | None" = None
) -> None:
    if isinstance(item, SetText):
        if item.block.role is not Role.FOOTNOTE:  # which stands below its table
            sheets.turn(False)
        _put_text(item, tail, sheets)
        return
    sheets.turn(isinstance(item, SetTable) and item.block.landscape)
    if isinstance(item, SetPair):
        _put_pair(item, sheets)
    elif isinstance(item, SetTable):
        _put_table(item, sheets, typesetter, opening)
    else:
        if sheets.row + item.height / sheets.grid.pitch > sheets.foot:
            sheets.new_page()
        sheets.start(0.0)
        sheets.figure(item)


def _put_text(item: SetText, tail: float, sheets: Sheets) -> None:
    look = item.block.look
    if look.page_break:
        sheets.new_page()
    if item.block.role is Role.NOTE:
        sheets.clear_seals(item)
    sheets.start(look.before, item.block.stamp)
    if item.notes or sheets.footed:
        _put_noted(item, tail, sheets)
    elif not tail and not sheets.empty and len(item.lines) <= sheets.rows_left(item.pitch):
        sheets.text(item, item.lines)
    else:
        _put_parts(item, tail, sheets)
    if look.rule_below:
        sheets.red_line(item)
    sheets.row += look.after


def _put_parts(item: SetText, tail: float, sheets: Sheets) -> None:
    done = 0
    for i, count in enumerate(_division(item, tail, sheets)):
        if i:
            sheets.new_page()
        if count:
            sheets.text(item, item.lines[done : done + count])
            done += count


def _put_noted(item: SetText, tail: float, sheets: Sheets) -> None:
    """A paragraph on pages with footnotes, page by page: notes that go on change the room of the next one."""
    done, count = 0, len(item.lines)
    while done < count:
        left = count - done
        fits, foot = _fitting(item, done, sheets)
        if fits < left:
            alone = left - fits == 1 and fits > 1
            fits = fits - 1 if alone else fits
        elif tail and sheets.row + left * item.pitch + tail > foot + 1:
            fits = left - 2 if left >= 4 else left if sheets.empty else 0
        if fits:
            sheets.text(item, item.lines[done : done + fits])
            sheets.call(_called(item, done, done + fits))
        done += fits
        if done < count:
            sheets.new_page()


def _fitting(item: SetText, first: int, sheets: Sheets) -> tuple[int, float]:
    """How many lines from `first` on fit the page with what their notes need, and where it ends then."""
    body = sheets.grid.body_size / sheets.grid.pitch * item.pitch
    row, foot = sheets.row, sheets.foot
    for i in range(first, len(item.lines)):
        notes = _called(item, i, i + 1)
        if row + body + sheets.notes_need(notes) > foot + NEAR and not (i == first and sheets.empty):
            return i - first, foot
        row += item.pitch
        foot -= sheets.notes_take(notes, row, foot)
    return len(item.lines) - first, foot


def _called(item: SetText, first: int, last: int) -> list[SetNote]:
    """The footnotes called in some lines."""
    return [note for line, note in item.notes if first <= line < last]


def _put_pair(item: SetPair, sheets: Sheets) -> None:
    look, number = item.left.block.look, item.right.block.look
    if sheets.row + look.before + item.rows > sheets.foot + NEAR:
        sheets.new_page()
    sheets.start(look.before, item.left.block.stamp or item.right.block.stamp)
    sheets.pair(item)
    for side in (item.left, item.right):
        sheets.call([note for _, note in side.notes])
    if look.rule_below or number.rule_below:
        sheets.red_line(item.left)
    sheets.row += look.after


def _division(item: SetText, tail: float, sheets: Sheets) -> list[int]:
    """How many lines go to the current page, the next one and so on.

    No last line alone on a page; with a tail (signature and date) two lines at least stand before it.
    """
    count = len(item.lines)
    full = max(floor((sheets.foot - sheets.grid.body_size / sheets.grid.pitch) / item.pitch + 1 + NEAR), 1)
    here = full if sheets.empty else sheets.rows_left(item.pitch)
    if count <= here and not tail:
        return [count]
    counts = _even(count, here, full)
    if len(counts) > 1 and counts[-1] == 1 and counts[-2] > 0:
        counts[-2:] = [counts[-2] - 1, 2]
    room = full if len(counts) > 1 else here
    if tail and counts[-1] * item.pitch + tail > room * item.pitch + NEAR:
        last = counts[-1]
        if last >= 4:
            counts[-1:] = [last - 2, 2]
        elif len(counts) == 1 and not sheets.empty:
            counts = [0, last]
    return counts


def _even(count: int, here: int, full: int) -> list[int]:
    """So many lines on a page with room for `here` and on empty ones."""
    counts = [min(count, here)]
    left = count - counts[0]
    while left:
        counts.append(min(left, full))
        left -= counts[-1]
    return counts


class _Opening(NamedTuple):
    """A table while it is placed: its head, what must stand with it on a page, and the bands that follow.

    `height`: of the head and the first band, in points.
    """

    heads: tuple[Band, ...]
    bands: Iterator[Band]
    height: float


def _open(item: SetTable, sheets: Sheets, typesetter: Typesetter) -> _Opening:
    made = bands(item.block, sheets.width, typesetter, item.element, sheets.tables)
    heads: list[Band] = []
    first = next(made, None)
    while first is not None and first.header:
        heads.append(first)
        first = next(made, None)
    opening = [*heads, first] if first is not None else heads
    return _Opening(tuple(heads), chain(opening, made), sum(band.height for band in opening))


def _least_rows(opening: _Opening, above: float, sheets: Sheets) -> float:
    """The rows of a table that must follow its caption on the page: a first row that fits, else two."""
    rows = opening.height / sheets.grid.pitch
    return rows if above + rows <= sheets.foot else 2.0


def _put_table(item: SetTable, sheets: Sheets, typesetter: Typesetter, opening: _Opening | None) -> None:
    sheets.start(0.0)
    if item.caption:
        _put_text(item.caption, 0.0, sheets)
    opening = opening or _open(item, sheets, typesetter)
    # A head does not stand alone at the foot of a page.
    high = opening.height / sheets.grid.pitch
    if sheets.row + high > sheets.foot + NEAR and high <= sheets.foot:
        sheets.new_page()
    for band in opening.bands:
        _put_band(band, opening.heads, sheets)
    sheets.row = ceil(sheets.row + sheets.tables.after)


def _put_band(band: Band, heads: tuple[Band, ...], sheets: Sheets) -> None:
    height = band.height / sheets.grid.pitch
    head = sum(one.height for one in heads) / sheets.grid.pitch
    if sheets.row + height > sheets.foot + NEAR and not sheets.empty:
        too_high = height > sheets.foot - head
        if not too_high or sheets.row > sheets.foot - 2:
            sheets.new_page()
            if not band.header and head < sheets.foot / 2:
                for one in heads:
                    sheets.band(one, decoration=True)
    sheets.band(band)
