"""Lines of type → paragraphs: running heads and page numbers apart, lines joined by where they stand.

A line that reaches the right edge goes on in the next one when that begins at the left edge in the same size;
GB/T 9704-2012 5.2 (a page of full lines) is the rule that official documents are set by.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from govdoc.context import Context
from govdoc.diagnostics import Origin
from govdoc.model import Furniture, FurnitureKind
from govdoc.readers.sheets import Sheet, TypeLine
from govdoc.readers.structure import Line

_PAGE_NUMBER = re.compile(
    r"[-—–―·•\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／]?\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–―·•\s]*"
)
_DIGITS = re.compile(r"\d+")
_EDGE = 2
"""How many lines at the top and foot of a page may be running ones."""
_REPEATS = 0.6
"""On what share of the pages a running line stands."""
_ZONE = 0.14
"""How much of a page's height, at the top and the foot, running lines stand in."""
_FULL = 1.6
"""How many characters a full line may lack at its end: what 避头尾 moves to the next line."""
_NARROW = 0.6
"""How many characters a line may begin off the left edge to begin at it."""
_FEW = 5
"""How many lines are too few to show where the left edge is."""
_INDENTED = 0.05
"""The share of indented lines from which paragraphs count as indented."""
_SENTENCE_END = ("。", "；", "：", "！", "？", "”", "）", ";", ":", ".")
_LABEL = re.compile(
    r"第[零〇一二三四五六七八九十百千]+[编章节条]|[（(]?[一二三四五六七八九十]+[）)、.．]|[（(]?\d{1,3}[）)、.．](?!\d)"
)


class Text(Struct, frozen=True):
    """The paragraphs of a file, and what its pages repeat."""

    lines: list[Line]
    furniture: tuple[Furniture, ...]


class _Place(Struct, frozen=True):
    """A line of type on its page, and the left and right edge of the text."""

    page: int
    line: TypeLine
    left: float
    right: float


def paragraphs(sheets: Sequence[Sheet], context: Context) -> Text:
    """The paragraphs of pages, running heads and page numbers as furniture."""
    running = _running(sheets)
    furniture: list[Furniture] = []
    kept: list[tuple[int, TypeLine]] = []
    for number, sheet in enumerate(sheets):
        for i, line in enumerate(sheet.lines):
            kind = _kind(line, i, sheet, running)
            if kind is None:
                kept.append((number, line))
            else:
                furniture.append(Furniture(kind=kind, text=line.text))
    return Text(list(_joined(_placed(kept), context)), tuple(furniture))


def _pattern(text: str) -> str:
    return _DIGITS.sub("#", "".join(text.split()))


def _running(sheets: Sequence[Sheet]) -> frozenset[str]:
    """What stands at the edge of most pages, numbers aside."""
    counts: Counter[str] = Counter()
    for sheet in sheets:
        counts.update({_pattern(line.text) for line in (*sheet.lines[:_EDGE], *sheet.lines[-_EDGE:])})
    least = max(_REPEATS * len(sheets), 2)
    return frozenset(pattern for pattern, count in counts.items() if count >= least)


def _kind(line: TypeLine, index: int, sheet: Sheet, running: frozenset[str]) -> FurnitureKind | None:
    """Whether a line is a running head or foot."""
    at_top = index < _EDGE and line.y > sheet.height * (1 - _ZONE)
    at_foot = index >= len(sheet.lines) - _EDGE and line.y < sheet.height * _ZONE
    if not (at_top or at_foot):
        return None
    if _pattern(line.text) in running or _PAGE_NUMBER.fullmatch(line.text):
        return FurnitureKind.HEADER if at_top and not at_foot else FurnitureKind.FOOTER
    return None


def _placed(lines: Sequence[tuple[int, TypeLine]]) -> list[_Place]:
    """The lines with the edges of the text on their page: the left one its own, the width the file's."""
    left, right = _edges([line for _, line in lines])
    by_page: dict[int, list[TypeLine]] = {}
    for page, line in lines:
        by_page.setdefault(page, []).append(line)
    edges = {}
    for page, found in by_page.items():
        own = _edges(found) if len(found) > _FEW else (left, right)
        edges[page] = own[0], max(own[1], min(own[0] + right - left, right))
    return [_Place(page, line, *edges[page]) for page, line in lines]


def _edges(lines: Sequence[TypeLine]) -> tuple[float, float]:
    """The left and right edge that most lines keep to."""
    if not lines:
        return 0.0, 0.0
    rights = sorted([line.x1 for line in lines])
    lefts = Counter([round(line.x0 / 2) for line in lines])
    often = [2.0 * left for left, count in lefts.items() if count >= max(0.15 * len(lines), 1)]
    return min(often, default=min(line.x0 for line in lines)), rights[int(0.9 * (len(rights) - 1))]


def _joined(places: Sequence[_Place], context: Context) -> Iterator[Line]:
    """The paragraphs: each with its page, the blank lines above it, and whether it is centred."""
    pitch, indented = _pitch(places), _is_indented(places)
    group: list[_Place] = []
    above: _Place | None = None
    for place in places:
        if group and _goes_on(group[-1], place, pitch, indented):
            group.append(place)
            continue
        if group:
            yield _paragraph(group, above, pitch, context)
            above = group[-1]
        group = [place]
    if group:
        yield _paragraph(group, above, pitch, context)


def _pitch(places: Sequence[_Place]) -> float:
    """The distance of lines inside paragraphs: that of most lines below full ones."""
    steps = [
        (a.line.y - b.line.y, _is_full(a))
        for a, b in pairwise(places)
        if a.page == b.page and a.line.y > b.line.y
    ]
    found = sorted([step for step, full in steps if full]) or sorted([step for step, _ in steps])
    return found[len(found) // 2] if found else 1.0


def _is_indented(places: Sequence[_Place]) -> bool:
    """Whether paragraphs begin two characters off the left edge, as official ones do."""
    count = sum([1.4 < (place.line.x0 - place.left) / place.line.size < 2.6 for place in places])
    return count > _INDENTED * len(places)


def _is_full(place: _Place) -> bool:
    return place.line.x1 >= place.right - _FULL * place.line.size and not _is_centred(place)


def _goes_on(above: _Place, below: _Place, pitch: float, indented: bool) -> bool:
    a, b = above.line, below.line
    if abs(a.size - b.size) > 0.08 * a.size or "\t" in a.text or "\t" in b.text:
        return False
    if above.page == below.page and a.y - b.y > 1.3 * pitch:
        return False
    if not _is_full(above) or abs(b.x0 - below.left) > _NARROW * b.size:
        return False
    return indented or not (a.text.endswith(_SENTENCE_END) and _LABEL.match(b.text))


def _is_centred(place: _Place) -> bool:
    left, right = place.line.x0 - place.left, place.right - place.line.x1
    return left > 2.5 * place.line.size and abs(left - right) < 1.2 * place.line.size


def _paragraph(group: list[_Place], above: _Place | None, pitch: float, context: Context) -> Line:
    first = group[0]
    text = first.line.text
    for place in group[1:]:
        word = text[-1:].isascii() and text[-1:].isalnum() and place.line.text[:1].isascii()
        text += (" " if word and place.line.text[:1].isalpha() else "") + place.line.text
    space = 0
    if above is not None and above.page == first.page:
        space = max(round((above.line.y - first.line.y) / pitch) - 1, 0)
    origin = Origin(context.file, element=f"page {first.page + 1}")
    centred = len(group) == 1 and _is_centred(first)
    return Line(text, origin, space=space, centred=centred)
