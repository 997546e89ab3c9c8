"""Rows of labels and values: the disclosure metadata (政府信息公开事项) as pages print it.

Layouts met on government sites: “label:value”, several on a line with blanks or nothing between them, labels
without colon parted by blanks, empty values, label and value on alternating lines, values on the next line,
and dates without a label. The labels are those of the glossary (`terms.py`).
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from govdoc.model import Entry
from govdoc.readers.structure.furniture import controls
from govdoc.readers.structure.lines import Line
from govdoc.terms import (
    DISCLOSURE_MODES,
    DISCLOSURE_SCOPES,
    DISCLOSURE_TERMS,
    LABELS,
    PAGE_LABELS,
    TERMS,
    VALIDITIES,
    ValueKind,
    fold_label,
    key_of,
)
from govdoc.values import iso_date, normalise_value

_CLOCK = r"[\sT\u00a0\u3000]*\d{2}:\d{2}(?::\d{2})?"
_DATE = rf"(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:{_CLOCK})?|\d{{4}}年\d{{1,2}}月\d{{1,2}}日{_CLOCK})"
_BARE_DATE = re.compile(_DATE)
_DATE_AT_END = re.compile(rf"(?<![\d/.-]){_DATE}$")
_GAP = r"[ \t\u00a0\u3000]*"
_UNKNOWN = re.compile(
    rf"(?:(?<=^)|(?<=[\s\u3000]))([^\W\d_A-Za-z](?:{_GAP}(?:[^\W\d_A-Za-z]|[()（）])){{1,9}}){_GAP}[:：]"
)
_LONGEST_ROW = 3000
_LONGEST_LEAD = 80
_SENTENCE = re.compile(r"[。！？]|如下[:：]?$")


def _by_first() -> dict[str, tuple[str, ...]]:
    """The labels by their first character, longest first; a pattern of them all takes 40 ms to compile."""
    names = {name for name in (*LABELS, *map(fold_label, PAGE_LABELS)) if not name.isascii()}
    table: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        table.setdefault(name[0], []).append(name)
    return {first: tuple(found) for first, found in table.items()}


_NAMES = _by_first()
_FIRST = re.compile(f"[{re.escape(''.join(sorted(_NAMES)))}]")
_BRACKETS = {"（": "(", "）": ")"}
_COLON = re.compile(rf"{_GAP}[:：]")
_VOCABULARY = frozenset({*VALIDITIES, *DISCLOSURE_MODES, *DISCLOSURE_TERMS, *DISCLOSURE_SCOPES})


class Row(Struct, frozen=True):
    """What a line of metadata holds. `sure`: it can be nothing else; otherwise its neighbours decide."""

    entries: tuple[Entry, ...]
    controls: tuple[str, ...] = ()
    before: str = ""
    sure: bool = True


class _Spot(Struct, frozen=True):
    start: int
    end: int
    colon: bool


class _Label(Struct, frozen=True):
    """A label of the glossary in a line: its folded name, and where it stands, its colon included."""

    name: str
    start: int
    end: int
    colon: bool


def _labels(text: str) -> Iterator[_Label]:
    """The labels of the glossary in a line, the longest at each place, blanks inside them allowed."""
    at = 0
    while first := _FIRST.search(text, at):
        start = first.start()
        name, end = _longest(text, start)
        at = end
        if name:
            colon = _COLON.match(text, end)
            at = colon.end() if colon else end
            yield _Label(name, start, at, colon is not None)


def _longest(text: str, start: int) -> tuple[str, int]:
    """The longest label that begins at `start`, and its end; no label: the next character."""
    for name in _NAMES[text[start]]:
        end = _end_of(name, text, start)
        if end:
            return name, end
    return "", start + 1


def _end_of(name: str, text: str, start: int) -> int:
    """Where `name` ends when it begins at `start`, or 0."""
    at, last = start, len(text)
    for i, wanted in enumerate(name):
        while i and at < last and text[at] in " \t\u00a0\u3000":
            at += 1
        if at == last or _BRACKETS.get(text[at], text[at]) != wanted:
            return 0
        at += 1
    return at


def entry(label: str, raw: str) -> Entry:
    """A metadata entry with its key and its normalised value; a date without label is the page's."""
    key = key_of(label) if label else "page_time" if iso_date(raw) else None
    return Entry(label=label, raw=raw, key=key, value=normalise_value(key, raw))


def parse_row(text: str) -> Row | None:
    """The metadata of a line, or none when it is none."""
    if _BARE_DATE.fullmatch(text):
        return Row((entry("", text),))
    if len(text) > _LONGEST_ROW:
        return None
    masked = controls(text)
    spots = _spots(text, masked)
    if not spots:
        return None
    before = _without(text[: spots[0].start], masked)
    if len(before) > _LONGEST_LEAD or _SENTENCE.search(before) or "，" in before:
        return None
    colons = [spot for spot in spots if spot.colon]
    if not colons and (before or _SENTENCE.search(text)):
        return None
    lead, rest = _leading(before)
    loose = [text[a:b].strip() for a, b in masked]
    found = [*lead, *_entries(text, spots, masked, loose)]
    if not _readable(found):
        return None
    sure = len(spots) > 1 or bool(colons)
    return Row(tuple(found), tuple(piece for piece in loose if piece), rest, sure)


def _spots(text: str, masked: Sequence[tuple[int, int]]) -> list[_Spot]:
    found: list[_Spot] = []
    for label in _labels(text):
        if not any(a < label.end and label.start < b for a, b in masked) and _stands(text, label, found):
            found.append(_Spot(label.start, label.end, label.colon))
    return _with_unknown(text, found, masked) if any(spot.colon for spot in found) else found


def _stands(text: str, label: _Label, found: list[_Spot]) -> bool:
    """Whether a label is one here: at a boundary, or with a colon after a value that it is glued to."""
    start, end = label.start, label.end
    boundary = start == 0 or text[start - 1].isspace()
    if not label.colon:
        return boundary and (end == len(text) or text[end].isspace())
    if boundary or found or not "\u4e00" <= text[start - 1] <= "\u9fff":
        return True
    return len(label.name) >= 4


def _with_unknown(text: str, found: list[_Spot], masked: Sequence[tuple[int, int]]) -> list[_Spot]:
    """The labels of the glossary, and between them short Han words with a colon that it does not know."""
    taken = [(spot.start, spot.end) for spot in found] + list(masked)
    more = [
        _Spot(match.start(), match.end(), True)
        for match in _UNKNOWN.finditer(text)
        if not any(a < match.end() and match.start() < b for a, b in taken)
    ]
    return sorted([*found, *more], key=lambda spot: spot.start)


def _without(text: str, masked: Sequence[tuple[int, int]]) -> str:
    """`text` without the controls in it; they are kept apart."""
    for start, end in reversed(masked):
        if start < len(text):
            text = f"{text[:start]} {text[end:]}"
    return text.strip()


def _leading(before: str) -> tuple[list[Entry], str]:
    """What stands before the first label: a date without a label, or a word that is no metadata."""
    match = _DATE_AT_END.search(before)
    if match is None:
        return [], before
    return [entry("", match[0])], before[: match.start()].strip()


def _entries(
    text: str, spots: Sequence[_Spot], masked: Sequence[tuple[int, int]], loose: list[str]
) -> Iterator[Entry]:
    """The entries of a row; what stands between controls and is no date goes to `loose`."""
    ends = [spot.start for spot in spots[1:]] + [len(text)]
    for spot, end in zip(spots, ends, strict=True):
        stop = min((a for a, _ in masked if spot.end <= a < end), default=end)
        label, raw = text[spot.start : spot.end].strip(), text[spot.end : stop].strip()
        after = [(a, b) for a, b in masked if stop <= a < end]
        made = entry(label, raw)
        glued = _DATE_AT_END.search(raw)
        dated = made.key is not None and TERMS[made.key].kind is ValueKind.DATE
        if glued is None or dated or glued.start() == 0 or made.key == "index_number":
            yield made
        else:
            yield entry(label, raw[: glued.start()].strip())
            yield entry("", glued[0])
        for (_, left), (right, _) in zip(after, [*after[1:], (end, end)], strict=False):
            piece = text[left:right].strip()
            if _BARE_DATE.fullmatch(piece):
                yield entry("", piece)
            else:
                loose.append(piece)


def _readable(entries: Sequence[Entry]) -> bool:
    """Whether a lone “时间：” or “日期：” holds a date; with anything else it is text, not metadata."""
    if len(entries) != 1:
        return True
    only = entries[0]
    return only.key != "page_time" or not only.raw or only.value is not None


def is_label(text: str) -> bool:
    """Whether a line is a label of the glossary and nothing else."""
    return len(text) < 24 and fold_label(text) in LABELS


def alternating(lines: Sequence[Line], start: int) -> tuple[list[tuple[int, Entry]], int]:
    """Entries whose labels and values stand on lines of their own, and the line after them.

    At least two labels without colon must follow each other so; otherwise there are none.
    """
    found: list[tuple[int, Entry]] = []
    at = start
    while at < len(lines) and is_label(lines[at].text):
        label = lines[at].text
        has_value = at + 1 < len(lines) and _is_value(label, lines[at + 1].text)
        found.append((at, entry(label, lines[at + 1].text if has_value else "")))
        at += 2 if has_value else 1
    return (found, at) if len(found) > 1 else ([], start)


def _is_value(label: str, text: str) -> bool:
    key = key_of(label)
    if is_label(text) or len(text) > 120 or text.endswith((":", "：", "。")) or key is None:
        return False
    return TERMS[key].kind is not ValueKind.DATE or iso_date(text) is not None


def continues(last: Entry, text: str) -> bool:
    """Whether a line is the value of an entry whose label ended the line above (“时效性：” / “有效”)."""
    if last.raw or not last.label or last.key is None:
        return False
    if TERMS[last.key].kind is ValueKind.DATE:
        return _BARE_DATE.fullmatch(text) is not None
    return text in _VOCABULARY


_OF_PAGE = frozenset({"", *PAGE_LABELS})
_AT_FOOT = frozenset(
    "source author published written views validity page_time keywords disclosure_mode disclosure_form"
    " disclosure_scope disclosure_term disclosure_procedure".split()
)


def is_foot_row(row: Row, text: str) -> bool:
    """Whether a row below the document is metadata (“公开方式:主动公开”), not a line of its text."""
    keyed = all(made.key in _AT_FOOT or fold_label(made.label) in _OF_PAGE for made in row.entries)
    return row.sure and keyed and not row.before and len(text) < 80 and (":" in text or "：" in text)
