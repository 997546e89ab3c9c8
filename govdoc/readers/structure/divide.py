"""Dividing a page into the documents it holds: the main one, what it issues (印发), annexes, a second page.

A part ends below a signature in the middle of the page, above a line “附件1”, and above the title of the text
that the main document issues.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from govdoc.model import Figure, PartKind, Scheme
from govdoc.numbering import match_label
from govdoc.readers.structure.closing import imprint_line, is_note
from govdoc.readers.structure.fields import parse_row
from govdoc.readers.structure.lines import Line, fold, target
from govdoc.readers.structure.words import DATE_AT_END, ends_title, is_date, is_text, organs_in, person_in

_MARK = re.compile(r"附\s*[件表]\s*[0-9一二三四五六七八九十]{0,3}(?:[-—－]\d{1,2})?\s*[:：.．]?|附\s*[:：]")
_TITLED_MARK = re.compile(r"(附\s*件\s*[0-9一二三四五六七八九十]{0,3}\s*[:：])\s*(\S.*)")
_ISSUING = re.compile(r"印发|转发|批转|公布|发布|颁布|下发")
_ISSUED = re.compile(
    r"(?:印发|转发|批转|公布|发布|颁布|下发)(?:《(?P<quoted>[^》]+(?:》[^《》]*《[^》]+)*)》|(?P<bare>.+?))"
    r"(?:等.{0,12})?的(?:通知|函|决定|公告|通告|令|命令)$"
)
_LONGEST_MARK = 16
_NUMBERED = re.compile(r"\d{1,2}\s*[.．、]")


class Chunk(Struct, frozen=True):
    """The lines of one part, its kind, the annex mark above it, and the title that is expected."""

    kind: PartKind
    lines: tuple[Line, ...]
    mark: str = ""
    expected: str = ""
    origin: Line | None = None


def issued_title(title: str) -> str:
    """The title of the text that a document with this title issues, or nothing: 关于印发《…》的通知."""
    found = _ISSUED.search(title.strip())
    return "" if found is None else (found["quoted"] or found["bare"]).strip()


def is_mark(text: str) -> bool:
    """Whether a line is the mark above an annex: “附件1”."""
    return len(text) <= _LONGEST_MARK and _MARK.fullmatch(text) is not None


def divide(lines: Sequence[Line], title: str, mark: str = "") -> list[Chunk]:
    """The parts that the text of a page falls into; `title`, `mark`: those of the main document."""
    expected = issued_title(title)
    issuing = bool(_ISSUING.search(title)) or _announces(lines)
    starts = _starts(lines, fold(expected))
    chunks = [Chunk(PartKind.MAIN, tuple(lines[: starts[0] if starts else len(lines)]), mark)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        kind = PartKind.ATTACHED if issuing else PartKind.SECOND
        chunks.append(_chunk(lines[start:end], kind, expected))
    return chunks


def _announces(lines: Sequence[Line]) -> bool:
    """Whether the opening of the text says that it issues another: 现印发给你们, 现予公布."""
    return any(re.search(r"[现予]以?(?:将.{0,80})?(?:印发|公布|发布|转发)", line.text) for line in lines[:4])


def _chunk(lines: Sequence[Line], kind: PartKind, expected: str) -> Chunk:
    if all(isinstance(line.block, Figure) for line in lines):
        return Chunk(PartKind.ANNEX, tuple(lines), origin=lines[0])
    first = lines[0]
    if _MARK.fullmatch(first.text):
        return Chunk(PartKind.ANNEX, tuple(lines[1:]), first.text, origin=first)
    titled = _TITLED_MARK.fullmatch(first.text) if len(first.text) < 120 else None
    if titled is not None:
        rest = first.cut(titled.start(2))
        return Chunk(PartKind.ANNEX, (rest, *lines[1:]), titled[1], titled[2], first)
    return Chunk(kind, tuple(lines), "", expected, first)


def _starts(lines: Sequence[Line], expected: str) -> list[int]:
    """The lines at which a new part begins."""
    found: list[int] = []
    at = 1
    while at < len(lines):
        line = lines[at]
        if found[-1:] != [at] and line.block is None and _begins_annex(lines, at):
            found.append(at)
        elif line.block is None and (end := _signed(lines, at)) > at:
            if end < len(lines) and found[-1:] != [end]:
                found.append(end)
            at = end
            continue
        elif _begins_text(lines, at, found[-1] if found else 0, expected) or _second_page(lines, at):
            found.append(at)
        at += 1
    return found


def _begins_annex(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is the mark above an annex, not the head of the list of annexes."""
    text = lines[at].text
    if not is_mark(text) or at + 1 >= len(lines) or target(lines[at]):
        return False
    below = lines[at + 1].text
    listed = _NUMBERED.match(below) is not None or _MARK.fullmatch(below) is not None
    return not (listed and text.endswith((":", "："))) and not below.startswith("附件")


def _signed(lines: Sequence[Line], at: int) -> int:
    """The line after the signature whose date stands at `at`, with its notes and end record; `at` if none."""
    text = lines[at].text
    if len(text) > 80:
        return at
    above = lines[at - 1]
    if is_date(text):
        signed = above.block is None and bool(organs_in(above.text) or person_in(above.text))
    else:
        date = DATE_AT_END.search(text)
        signed = date is not None and bool(organs_in(text[: date.start()].strip()))
    if not signed:
        return at
    end = at + 1
    while end < len(lines) and lines[end].block is None and _below_signature(lines, end):
        end += 1
    return end


def _below_signature(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text
    return (is_note(text) and not ends_title(text)) or imprint_line(lines[at]) is not None


def _begins_text(lines: Sequence[Line], at: int, start: int, expected: str) -> bool:
    """Whether an issued text begins here: the expected one, or another after a part that began at `start`."""
    if start:
        return _restarts(lines, start, at)
    return bool(expected) and _is_issued(lines, at, expected)


def _is_issued(lines: Sequence[Line], at: int, expected: str) -> bool:
    """Whether the title of the issued text begins at this line, on one line or several."""
    joined = ""
    for line in lines[at : at + 5]:
        joined += fold(line.text)
        if joined == expected:
            return True
        if not joined or not expected.startswith(joined):
            return False
    return False


def _second_page(lines: Sequence[Line], at: int) -> bool:
    """Whether a second page begins here: a title with a metadata row of two labels or more below it."""
    if at + 1 >= len(lines) or lines[at].block is not None or is_text(lines[at]):
        return False
    below = lines[at + 1].text
    if len(below) > 300 or not ends_title(lines[at].text) or len(lines[at].text) < 10:
        return False
    row = parse_row(below)
    return row is not None and row.sure and len(row.entries) > 1


def _restarts(lines: Sequence[Line], start: int, at: int) -> bool:
    """Whether a further issued text begins here: a title, and below it the numbering begins anew."""
    line = lines[at]
    if at - start < _SHORTEST_PART or len(line.text) < _SHORTEST_TITLE or is_text(line):
        return False
    if _TITLED_MARK.fullmatch(line.text) and any(_ends_list(below) for below in lines[at + 1 : at + 5]):
        return False
    if not ends_title(line.text) or not lines[at - 1].text.endswith(_SENTENCE_ENDS):
        return False
    below = (match_label(line.text) for line in lines[at + 1 : at + 12])
    first = next((label for label in below if label and label.scheme in _OUTER), None)
    return first is not None and first.number == 1


def _ends_list(line: Line) -> bool:
    """Whether a line stands below a list of annexes: the date of a signature, the mark of the first annex."""
    return line.block is None and (is_date(line.text) or is_mark(line.text))


_SHORTEST_PART = 4
_SHORTEST_TITLE = 8
_SENTENCE_ENDS = ("。", "；", "！", "）", ")")
_OUTER = frozenset({Scheme.HAN_COMMA, Scheme.CHAPTER, Scheme.ARTICLE})
