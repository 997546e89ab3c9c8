"""Filling lines: a paragraph broken and set in rows at once, from its first character to its last.

Where a line may end is said in `lines` (clreq 3.1.9–3.1.12); what it leaves goes to its gaps (clreq 3.1.12).
"""

from bisect import bisect_right
from typing import NamedTuple, TypeAlias

from govdoc.galley import Alignment
from govdoc.paginate.lines import (
    LOOSEST,
    MOST_EVENED,
    NEAR,
    SLACK,
    TAIL,
    Cut,
    Entry,
    Measure,
    Rules,
    closer,
    evened,
    is_loose,
    not_alone,
)
from govdoc.paginate.rows import Row, Span

Edge: TypeAlias = tuple[float, float, float, float]
"""Where a line stands: x from the frame's left edge, its width in points, the same in cells, and the cells
that breaking reckons with, at least one."""


class Frame(NamedTuple):
    """Where the lines of a paragraph stand: its first one and the others, and the advances in points.

    `cell`: of a Han character; `tracking`: what of it is added to the type's own; `narrow`: the cells of the
    narrowest line.
    """

    first: Edge
    rest: Edge
    cell: float
    tracking: float
    align: Alignment
    narrow: float


def frame(
    width: float, left: float, indent: float, right: float, cell: float, size: float, align: Alignment
) -> Frame:
    """The frame of lines in `width`: the white at their left and right, what indents the first; in points."""
    room, end, start = max((width - left - right) / cell, 1.0), width - right, left + indent
    first = max(room - indent / cell, 1.0)
    return Frame(
        (start, end - start, (end - start) / cell, first),
        (left, end - left, (end - left) / cell, room),
        cell,
        cell - size,
        align,
        min(first, room),
    )


def fill(
    text: str, entries: list[Entry], spans: list[Span], frame: Frame, rules: Rules
) -> tuple[list[Row], list[int]]:
    """The rows of a paragraph without forced breaks, and the places of the marks squeezed for them.

    Parameters: `entries` of the text, none wider than a line.

    One loop that breaks and sets: most lines end where they are full and are of Han characters, and calls,
    and an object for each line between breaking and setting, took twice its time. `Measure.fit` and `at` and
    `_row` are written out for them; all other lines take a closer look.
    """
    if not text:
        return [_row(text, Cut(0, 0, 0.0), spans, 0, frame, True)], []
    measure = Measure(text, entries)
    starts, sums, reach = measure.starts, measure.sums, measure.reach
    rows: list[Row] = []
    looked: dict[int, Cut] = {}
    after, before = rules.forbidden.after, rules.forbidden.before
    (x, wide, most, room), rest, cell, _, align, _ = frame
    justify = align is Alignment.JUSTIFY
    start, begin, at, length, count = 0, 0.0, 0, len(text), len(starts)
    _, stop, _, word = spans[0]
    while start < length:
        target = begin + room + NEAR
        k = bisect_right(reach, target) if reach else 0
        place = int(target + (gone := sums[k]))
        if k < count and starts[k] < place:
            place = starts[k]
        while stop <= start:
            at += 1
            _, stop, _, word = spans[at]
        if place >= length and text[-1] != " ":
            taken = length - sums[-1] - begin
            if justify and taken <= most:
                rows.append((x, start, length, taken * cell, 0.0, at))
            else:
                rows.append(_row(text, Cut(start, length, taken), spans, at, frame, True))
            break
        if (
            justify
            and place < length
            and text[place] not in after
            and text[place - 1] not in before
            and room - (taken := place - gone - begin) <= SLACK * (place - start)
            and start < place
        ):
            gaps = place - start - 1 if place <= stop and not word else _gaps(spans, at, start, place)
            free = most - taken
            gap = free * cell / gaps if gaps > 0 and free <= LOOSEST * gaps else 0.0
            rows.append((x, start, place, wide if gap else taken * cell, gap, at))
            start, begin = place, place - gone
        else:
            start = _look(measure, start, place, rows, looked, spans, frame, rules)
            begin, count = measure.at(start), len(starts)
        x, wide, most, room = rest
    last = rows[-1][1]
    if last and (length - last < 2 or text[last + 1] in TAIL):
        _accompany(measure, rows, looked, spans, frame, rules)
    return rows, [place for row in rows if row[1] in looked for place in looked[row[1]].squeezed]


def _look(
    measure: Measure,
    start: int,
    place: int,
    rows: list[Row],
    looked: dict[int, Cut],
    spans: list[Span],
    frame: Frame,
    rules: Rules,
) -> int:
    """Take a closer look at the line from `start`, full at `place`; returns where the next one begins."""
    text, room = measure.text, frame.rest[3] if rows else frame.first[3]
    line = closer(measure, start, place, room, rules)
    following = measure.inked(line.end)
    at = rows[-1][5] if rows else 0
    if not (rows and is_loose(line, room)):
        looked[start] = line
        rows.append(_row(text, line, spans, at, frame, following == len(text)))
        return following
    firsts = [row[1] for row in rows[-MOST_EVENED:]]
    made = evened(measure, firsts, line, (frame.first[3], frame.rest[3]), rules)
    while rows and rows[-1][1] >= made[0].start:
        at = rows.pop()[5]
    for cut in made:
        looked[cut.start] = cut
        rows.append(_row(text, cut, spans, at, frame, following == len(text) and cut is made[-1]))
    return following


def _accompany(
    measure: Measure,
    rows: list[Row],
    looked: dict[int, Cut],
    spans: list[Span],
    frame: Frame,
    rules: Rules,
) -> None:
    """See to it that no character stands alone on the last line, where that may be."""
    text = measure.text
    (_, start, end, _, _, at), (_, alone, *_) = rows[-2:]
    before = looked.get(start) or Cut(start, end, 0.0)
    last = looked.get(alone) or Cut(alone, len(text), 0.0)
    found = not_alone(measure, before, last, frame.rest[3], rules.forbidden)
    if found:
        looked.update({cut.start: cut for cut in found})
        rows[-2:] = [_row(text, cut, spans, at, frame, cut is found[1]) for cut in found]


def _row(text: str, cut: Cut, spans: list[Span], at: int, frame: Frame, last: bool) -> Row:
    """A line in its place: the slack goes to the gaps between Han characters and around words.

    `at`: a span at or before its first one.
    """
    start, end, width, _ = cut
    while end > start and text[end - 1] == " ":
        end -= 1
    while at < len(spans) and spans[at][1] <= start:
        at += 1
    x, wide, most, _ = frame.rest if start else frame.first
    gaps = _gaps(spans, at, start, end)
    free, gap = most - width, 0.0
    filled = ((frame.align is Alignment.JUSTIFY and not last) or free < 0) and free <= LOOSEST * gaps
    if gaps > 0 and (filled or frame.align is Alignment.DISTRIBUTE):
        gap = free * frame.cell / gaps
    taken = wide if gap else width * frame.cell
    if frame.align is not Alignment.JUSTIFY:
        x += _shift(frame.align, wide - taken + frame.tracking)
    return x, start, end, taken, gap, at


def _gaps(spans: list[Span], at: int, start: int, end: int) -> int:
    """How many gaps a line has: one between two characters or words."""
    if start >= end:
        return -1
    gaps = -1
    _, stop, _, word = spans[at]
    while stop < end:
        gaps += 1 if word else stop - start
        start, at = stop, at + 1
        _, stop, _, word = spans[at]
    return gaps + (1 if word else end - start)


def _shift(align: Alignment, free: float) -> float:
    if align is Alignment.CENTER:
        return max(free, 0.0) / 2
    return max(free, 0.0) if align is Alignment.RIGHT else 0.0
