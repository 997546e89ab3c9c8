"""Breaking a paragraph into lines: 避头尾, 标点挤压, words and numbers kept whole.

W3C clreq 3.1.9–3.1.12 (prohibition at line start and end, squeezing), GB/T 15834-2011 5.1 and
GB/T 15835-2011 for what must not be divided. Widths are counted in cells (字) of the paragraph.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from enum import StrEnum
from math import ceil
from typing import NamedTuple

from govdoc.paginate.page import APOSTROPHE, HALF
from govdoc.paginate.rows import with_halves
from govdoc.typography import CLOSING, NO_LINE_END, NO_LINE_START, OPENING

Entry = tuple[int, int, float]
"""A stretch that is not whole cells or must not be broken: start, end, by how many cells it is narrower."""

NEAR = 1e-6
_TIGHTEST = 0.03
"""How much of a cell a gap may give so that a closing mark is pulled into the line."""
LOOSEST = 0.25
"""How much of a cell a gap may take before the line is left short."""
SLACK = 0.05
"""How much of a cell a gap may take before marks are squeezed instead: squeezing goes before stretching."""
_LOOSE = 0.1
"""How much of a cell a gap may take before a range of numbers breaks instead. Beyond it some readers of PDF
take the gap for a blank."""


class Kinsoku(StrEnum):
    """How strict 避头尾 is: clreq's basic rules, with the solidus (GB), and with —— and …… (strict)."""

    BASIC = "basic"
    GB = "gb"
    STRICT = "strict"


class Forbidden(NamedTuple):
    """The characters that must not begin a line, that must not end one, that may begin one as a pair.

    `after`, `before`: those after and before a place where it takes a closer look whether a line may end.
    """

    start: frozenset[str]
    end: frozenset[str]
    pairs: frozenset[str]
    after: frozenset[str]
    before: frozenset[str]

    def bars(self, text: str, place: int) -> bool:
        """Whether no line may end before this place of the text; blanks do not count."""
        right, left, length = place, place - 1, len(text)
        while right < length and text[right] == " ":
            right += 1
        while left > 0 and text[left] == " ":
            left -= 1
        if text[left] in self.end:
            return True
        if right == length or text[right] not in self.start:
            return False
        return not (text[right] in self.pairs and text[right : right + 2] == 2 * text[right])


def _forbidden(kinsoku: Kinsoku) -> Forbidden:
    start, end = set(NO_LINE_START) | {"·"}, set(NO_LINE_END)
    if kinsoku is not Kinsoku.BASIC:
        start.add("／")
        end.add("／")
    # Readers of PDF take a hyphen at the end of a line for a division of a word, and drop it.
    end |= set("-\u2010\u2011")
    start |= {HALF[mark] for mark in CLOSING}
    end |= {HALF[mark] for mark in OPENING}
    pairs = frozenset() if kinsoku is Kinsoku.STRICT else frozenset("—…")
    return Forbidden(
        frozenset(start), frozenset(end), pairs, frozenset(start | {" "}), frozenset(end | {" "})
    )


FORBIDDEN = {kinsoku: _forbidden(kinsoku) for kinsoku in Kinsoku}

_MEETING = re.compile(f"[{CLOSING}{OPENING}](?=[{CLOSING}{OPENING}])")


def squeeze_pairs(text: str, halves: frozenset[str]) -> str:
    """Two marks that meet take one cell and a half: the first closing, the second opening one is squeezed.

    `halves`: the marks that the font can squeeze.
    """
    first = _MEETING.search(text)
    if first is None:
        return text
    places = []
    for match in _MEETING.finditer(text, first.start()):
        place = match.start()
        if text[place] in OPENING:
            place += 1
            if text[place] not in OPENING:
                continue
        if text[place] in halves:
            places.append(place)
    return with_halves(text, list(dict.fromkeys(places)))


_APOSTROPHE = re.compile("(?<=[A-Za-z])’(?=[A-Za-z])")


def mark_apostrophes(text: str) -> str:
    """The text with the apostrophes inside Western words told from closing quotation marks."""
    return _APOSTROPHE.sub(APOSTROPHE, text) if "’" in text else text


class Cut(NamedTuple):
    """A line of a paragraph: text[start:end], its width in cells, the places of marks that are squeezed."""

    start: int
    end: int
    width: float
    squeezed: tuple[int, ...] = ()


class Rules(NamedTuple):
    """What breaking must know of the paragraph's type.

    `halves`: the marks that may be squeezed at the end of a line; `shortfall`: by how many cells a text is
    narrower than as many Han characters; `saved`: the cells that squeezing a mark saves; `half_at_end`:
    whether a mark may be squeezed because it ends a line (GB/T 15834-2011 5.1.10 allows it); `ragged`: the
    lines are not filled, so that what does not fit goes to the next one and nothing is squeezed for it.
    """

    forbidden: Forbidden
    halves: frozenset[str]
    shortfall: Callable[[str], float]
    saved: float
    half_at_end: bool = True
    ragged: bool = False


class Measure:
    """Where each character of a text stands, in cells from the start of the text."""

    __slots__ = ("ends", "reach", "starts", "sums", "text")

    def __init__(self, text: str, entries: list[Entry]) -> None:
        starts: list[int] = []
        ends: list[int] = []
        sums = [0.0]
        reach: list[float] = []
        gone = 0.0
        for start, end, lacking in entries:
            gone += lacking
            starts.append(start)
            ends.append(end)
            sums.append(gone)
            reach.append(end - gone)
        self.text, self.starts, self.ends, self.sums, self.reach = text, starts, ends, sums, reach

    def at(self, place: int) -> float:
        """The cells before a place that is not inside an entry."""
        return place - self.sums[bisect_right(self.ends, place)] if self.ends else float(place)

    def inked(self, place: int) -> int:
        """The first place from here on where no blank stands; lines begin there."""
        text, end = self.text, len(self.text)
        while place < end and text[place] == " ":
            place += 1
        return place

    def fit(self, start: int, room: float) -> int:
        """The first place whose character does not fit any more."""
        if not self.ends:
            return int(start + room + NEAR)
        target = start - self.sums[bisect_right(self.ends, start)] + room + NEAR
        k = bisect_right(self.reach, target)
        place = int(target + self.sums[k])
        return min(place, self.starts[k]) if k < len(self.starts) else place

    def soft(self, start: int, place: int, room: float, shortfall: Callable[[str], float]) -> int | None:
        """A place inside the entry at `place` where it may break for want of a better one, or none.

        The entry is two entries from then on.
        """
        k = bisect_right(self.starts, place) - 1
        if k < 0 or not self.starts[k] <= place < self.ends[k]:
            return None
        first, last = self.starts[k], self.ends[k]
        before = self.at(first) - self.at(start)
        for step in reversed([first + m.end() for m in _RANGE.finditer(self.text[first:last])]):
            lacking = shortfall(self.text[first:step])
            if before + step - first - lacking <= room:
                self.starts.insert(k + 1, step)
                self.ends.insert(k, step)
                self.sums.insert(k + 1, self.sums[k] + lacking)
                self.reach.insert(k, step - self.sums[k + 1])
                return step
        return None

    def beyond(self, place: int) -> int:
        """The place, or the end of the entry that it is inside of, at most the end of the text."""
        k = bisect_right(self.starts, place) - 1
        return self.ends[k] if k >= 0 and place < self.ends[k] and place > self.starts[k] else place

    def outside(self, place: int) -> int:
        """The place, or the start of the entry that it is inside of."""
        k = bisect_right(self.starts, place) - 1
        return self.starts[k] if k >= 0 and place < self.ends[k] else place


def divide(
    text: str, entries: list[Entry], room: float, shortfall: Callable[[str], float]
) -> tuple[list[Entry], list[str]]:
    """The entries with those taken apart that fit no line, and the words that had to be cut.

    An address may break after its slashes and other marks without being called cut.
    """
    fine: list[Entry] = []
    cut: list[str] = []
    for entry in entries:
        start, end, lacking = entry
        if end - start - lacking <= room:
            fine.append(entry)
            continue
        pieces = [(start + m.start(), start + m.end()) for m in _URL_STEPS.finditer(text[start:end])]
        for a, b in pieces:
            lack = shortfall(text[a:b])
            if b - a - lack <= room:
                fine.append((a, b, lack))
            else:
                cut.append(text[a:b])
                fine += [(i, i + 1, shortfall(text[i])) for i in range(a, b)]
    return fine, cut


_RANGE = re.compile(r"(?<=[0-9年月日])[–—～~](?=[0-9])")
"""Where a range of numbers may break: after what joins them, unless it is a hyphen (see `_forbidden`)."""
_URL_STEPS = re.compile(r"[^/?&=#._]*[/?&=#._]+(?![-/?&=#._])|[^/?&=#._]+")


def closer(measure: Measure, start: int, place: int, room: float, rules: Rules) -> Cut:
    """The line from `start` with `room` cells, where it takes a closer look where it ends.

    `place`: the first place whose character does not fit any more (`Measure.fit`).
    """
    text, forbidden = measure.text, rules.forbidden
    if place >= len(text):
        return _cut(measure, start, len(text))
    if text[place] in forbidden.start and not rules.ragged:
        pulled = _pull(measure, start, place, room, rules)
        if pulled is not None:
            return pulled
    legal = _legal(measure, start, place, forbidden)
    line = _cut(measure, start, legal or max(place, start + 1))
    loose = legal is None or room - line.width > SLACK * (line.end - start)
    if text[place] != " " and loose and not (rules.ragged and legal):
        pushed = _push_in(measure, start, place, room, rules)
        if pushed is not None:
            return pushed
    if legal is None or room - line.width > _LOOSE * (line.end - start):
        soft = measure.soft(start, place, room, rules.shortfall)
        if soft is not None:
            return _cut(measure, start, soft)
    return line


def _stretch(line: Cut, room: float) -> float:
    """How much each gap of a line takes, in cells, when every character is one that may be spaced."""
    return (room - line.width) / max(line.end - line.start - 1, 1)


def is_loose(line: Cut, room: float) -> bool:
    """Whether the gaps of a line of `room` cells would take too much."""
    return _stretch(line, room) > _LOOSE


def evened(
    measure: Measure, starts: list[int], line: Cut, rooms: tuple[float, float], rules: Rules
) -> list[Cut]:
    """A loose line with those before it that share its slack where that is better.

    Parameters: `starts` of the last lines before it, `MOST_EVENED` at most; `rooms`, the cells of the first
    line of the paragraph and of the others.
    """
    if line.end >= len(measure.text):
        return [line]
    best, least = [line], _stretch(line, rooms[1])
    slack = rooms[1] - line.width
    for count in range(1, len(starts) + 1):
        made: list[Cut] = []
        start, worst = starts[-count], 0.0
        for i in range(count + 1):
            room = rooms[1] if start else rooms[0]
            # Each takes its share; the last one ends where it ended before.
            share = room - (slack / (count + 1) if i < count else 0.0)
            part = closer(measure, start, measure.fit(start, share), share, rules)
            made.append(part)
            worst = max(worst, _stretch(part, room))
            start = measure.inked(part.end)
        same = made[-1].end == line.end and not any(part.squeezed for part in made)
        if same and worst < least - NEAR:
            best, least = made, worst
        if least <= _LOOSE:
            break
    return best


MOST_EVENED = 4
"""How many lines before a loose one may share its slack."""


def _cut(measure: Measure, start: int, end: int) -> Cut:
    inner = end
    while inner > start and measure.text[inner - 1] == " ":
        inner -= 1
    return Cut(start, end, measure.at(inner) - measure.at(start))


def _pull(measure: Measure, start: int, place: int, room: float, rules: Rules) -> Cut | None:
    """The line with a closing mark pulled in at half width, when the gaps can give the room for it."""
    text = measure.text
    if not rules.half_at_end or text[place] not in rules.halves or text[place] in OPENING:
        return None
    if place + 1 < len(text) and rules.forbidden.bars(text, place + 1):
        return None
    width = measure.at(place) + 1 - rules.saved - measure.at(start)
    return Cut(start, place + 1, width, (place,)) if width - room <= _TIGHTEST * (place - start) else None


def _push_in(measure: Measure, start: int, place: int, room: float, rules: Rules) -> Cut | None:
    """The line with what did not fit pushed in, when its marks can be squeezed for it (推入).

    Squeezed are, until there is room, a mark at the end, brackets and quotes, 、，；： and then 。？！.
    """
    text = measure.text
    end = measure.beyond(place + 1)
    while end < len(text) and rules.forbidden.bars(text, end):
        end = measure.beyond(end + 1)
        if end - place > _FARTHEST:
            return None
    over = measure.at(end) - measure.at(start) - room
    wanted = ceil((over - NEAR) / rules.saved)
    marks = [i for i in range(start, end if rules.half_at_end else end - 1) if text[i] in rules.halves]
    if wanted > len(marks):
        return None
    marks.sort(key=lambda i: (i != end - 1, _ORDER.get(text[i], 0), -i))
    return Cut(start, end, over + room - rules.saved * wanted, tuple(marks[:wanted]))


_FARTHEST = 40
"""How many characters at most are looked at for something to push into a line."""
_ORDER = dict.fromkeys("、，；：", 1) | dict.fromkeys("。？！．", 2)
"""Which marks are squeezed first (clreq 3.1.10): those that are not here before all others."""


def _legal(measure: Measure, start: int, place: int, forbidden: Forbidden) -> int | None:
    """The last place where a line from `start` may end at or before `place`, or none."""
    text = measure.text
    while place > start:
        whole = measure.outside(place)
        if whole < place:
            place = whole
        elif forbidden.bars(text, place):
            place -= 1
        else:
            return place
    return None


def not_alone(
    measure: Measure, before: Cut, last: Cut, room: float, forbidden: Forbidden
) -> tuple[Cut, Cut] | None:
    """孤字不成行: a last line of one character with a second one from the line before, if it may go."""
    alone = measure.text[last.start : last.end].rstrip(TAIL)
    if len(alone) != 1 or before.squeezed:
        return None
    place = _legal(measure, before.start, before.end - 1, forbidden)
    if place is None:
        return None
    shorter = _cut(measure, before.start, place)
    if room - shorter.width > 0.1 * (place - before.start):
        return None
    return shorter, _cut(measure, place, last.end)


TAIL = CLOSING + "".join(HALF[mark] for mark in CLOSING) + "!),.:;?]} "
"""What may follow a character that stands alone all the same."""
