"""Text broken at a fixed width, as copied from PDF or mail: its lines become paragraphs again.

Only a text that is clearly wrapped is touched: most long lines are equally wide and end in the middle of a
sentence. GB/T 9704-2012 5.2.3 (lines of 28 characters, paragraphs begin two characters in) is what most of
such text was set by. Numbers of pages between the lines are set apart first.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from govdoc import codes as say
from govdoc.context import Context
from govdoc.model import Inlines, Scheme, Text
from govdoc.numbering import Label, match_label
from govdoc.readers.structure.lines import Line
from govdoc.readers.structure.words import ends_title, is_date

_NARROWEST, _WIDEST = 32, 100
"""Widths are in half characters: a wrapped line holds from 16 to 50 Han characters."""
_SLACK = 4
"""What 避头尾 may take from a line's end, and as much is what a paragraph begins in."""
_FEWEST = 5
_SHARE = 0.3
_LONGER = 0.06
_OPEN_SHARE = 0.6
_INDENTED = 0.04
_TOP = 12
_ENDS = ("。", "；", "：", "！", "？", ";", ":", "!", "?")
_OPEN = ("，", "、", "（", "《", "“", ",", "(")
_IN_SENTENCE = frozenset(
    {Scheme.BOOK, Scheme.CHAPTER, Scheme.DIVISION, Scheme.ARTICLE, Scheme.HAN_POINT, Scheme.ORDER_WORD}
)
"""Labels that also stand inside a sentence (“依照本法第三条”)."""
_DASHES = "—－–―-"
_DASHED = rf"[{_DASHES}]{{1,3}}\s*(?:第\s*)?\d{{1,4}}\s*页?\s*[{_DASHES}]{{1,3}}"
_PAGE_NUMBER = re.compile(rf"{_DASHED}|第\s*\d{{1,4}}\s*页(?:\s*[,，/／]?\s*共\s*\d{{1,4}}\s*页)?")
_GLUED_FIRST = re.compile(rf"{_DASHED}(?=[\s\u3000]*[\u4e00-\u9fff（《“])")
_GLUED_LAST = re.compile(rf"(?<![\dA-Za-z{_DASHES}]){_DASHED}$")


class _Measure(Struct, frozen=True):
    """How wide full lines are, and whether paragraphs are indented."""

    full: int
    indented: bool


def page_number(text: str) -> tuple[int, int] | None:
    """Where the number of a page stands in a line: the line itself, its head or its end (“— 4 —”)."""
    if len(text) < 24 and _PAGE_NUMBER.fullmatch(text) is not None:
        return 0, len(text)
    found = _GLUED_FIRST.match(text) or _GLUED_LAST.search(text, max(len(text) - 24, 0))
    return found.span() if found is not None else None


def width(text: str) -> int:
    """How wide a text is in half characters: a Han character or full-width sign has two."""
    return sum([1 + (unicodedata.east_asian_width(character) in "WF") for character in text])


def rejoin(lines: Sequence[Line], context: Context) -> list[Line]:
    """The lines, those of a text that is clearly wrapped joined into its paragraphs; says how many."""
    measure = _measure(lines)
    if measure is None:
        return list(lines)
    found: list[list[Line]] = []
    for line in lines:
        if found and _goes_on(found[-1], line, measure, len(found)):
            found[-1].append(line)
        else:
            found.append([line])
    if len(found) < len(lines):
        first = next(group[0] for group in found if len(group) > 1)
        context.report(say.REJOINED, str(len(lines)), str(len(found)), origin=first.origin)
    return [_joined(group) for group in found]


def _measure(lines: Sequence[Line]) -> _Measure | None:
    """The width that lines were broken at, or none when they were not."""
    plain = [line for line in lines if line.text and line.block is None and "\t" not in line.text]
    widths = [width(line.text[: _WIDEST + 20]) + line.indent for line in plain]
    counts = Counter([w for w in widths if w >= _NARROWEST])
    if not counts:
        return None
    full = max(counts, key=lambda w: (sum(counts[v] for v in range(w - 2, w + 3)), w))
    near = [line for line, w in zip(plain, widths, strict=True) if abs(w - full) <= _SLACK + 2]
    longer = sum(w > full + _SLACK + 2 for w in widths)
    is_open = sum(not line.text.endswith(_ENDS) and not line.level for line in near)
    wrapped = (
        full <= _WIDEST
        and is_open >= max(_FEWEST, _OPEN_SHARE * len(near))
        and len(near) >= _SHARE * len(plain)
        and longer <= _LONGER * len(plain)
        and sum(any(mark in line.text for mark in "，。；,;") for line in near) >= 0.5 * len(near)
    )
    indented = sum(line.indent > 0 for line in plain)
    return _Measure(full, _INDENTED * len(plain) <= indented <= 0.8 * len(plain)) if wrapped else None


def _goes_on(group: list[Line], below: Line, measure: _Measure, count: int) -> bool:
    """Whether the paragraph that `group` begins goes on in the line below it; `count` paragraphs so far."""
    above = group[-1]
    if below.space or not (_is_plain(above) and _is_plain(below)) or is_date(above.text):
        return False
    if below.indent and (measure.indented or below.indent > _SLACK):
        return False
    label = _label(below.text)
    if above.text.endswith(_OPEN) and width(above.text) > measure.full // 2:
        return label is None
    given = width(above.text) + (above.indent or (_SLACK if len(group) == 1 and not measure.indented else 0))
    if given < measure.full - _SLACK or above.text.endswith(("：", ":")):
        return False
    if count <= _TOP and len(group) == 1 and ends_title(above.text):
        return False
    if above.text.endswith(_ENDS):
        return label is None and _ends_at_edge(below, measure)
    return label is None


def _label(text: str) -> Label | None:
    """The label that begins a line, if it begins a paragraph too: “第三条规定” may go on with a sentence."""
    label = match_label(text)
    if label is None or label.scheme not in _IN_SENTENCE:
        return label
    return label if text[label.end : label.end + 1] in (" ", "\u3000", "\t", "") else None


def _ends_at_edge(below: Line, measure: _Measure) -> bool:
    """Whether a sentence that ends with its line ended there by chance: the next line begins no paragraph."""
    wide = width(below.text)
    begins = measure.full - 2 * _SLACK < wide <= measure.full - _SLACK + 1
    return measure.indented or not begins


def _is_plain(line: Line) -> bool:
    return line.block is None and not (line.level or line.centred or line.entries) and "\t" not in line.text


def _joined(group: list[Line]) -> Line:
    first = group[0]
    if len(group) == 1:
        return first
    text = first.text
    content: Inlines = first.part() if any(line.content for line in group) else ()
    for line in group[1:]:
        gap = " " if _is_word(text[-1:]) and _is_word(line.text[:1]) else ""
        text += gap + line.text
        content = (*content, *((Text(text=gap),) if gap else ()), *line.part()) if content else ()
    return msgspec.structs.replace(first, text=text, content=content)


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalpha()
