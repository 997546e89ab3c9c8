"""Metadata that the markup itself shows: label cells beside value cells, `dt` beside `dd`, labels in bold.

The page tags of 政府网站发展指引 (国办发〔2017〕47号), and the tables, lists and rows in which pages print
the disclosure metadata (政府信息公开事项). A label is one of the glossary; others count beside those.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from govdoc.model import Entry, clean_text
from govdoc.readers.html.flow import Strip
from govdoc.readers.structure.fields import entry, parse_row
from govdoc.readers.structure.lines import trim
from govdoc.terms import LABELS, PAGE_LABELS, PAGE_TAGS, fold_label

_PAGE_LABELS = frozenset(fold_label(label) for label in PAGE_LABELS)
_LONGEST_LABEL = 24
_LONGEST_ROW = 600
_LONGEST_VALUE = 300
_NEAR = 4
_BRACKETED = re.compile(r"(【|\[|［)([\u4e00-\u9fff()（）\s]{2,10})(?:】|\]|］)[:：]?")
_BRACKETED_PIECE = re.compile(r"(【[^【】]{2,16}】|\[[^\[\]]{2,16}\]|［[^［］]{2,16}］)")
_MAY_BEGIN = re.compile(r"[\u4e00-\u9fff【\[［A-Za-z]")
_SWITCH = re.compile(r"(?:[\s\u3000|·/【】\[\]()（）+\-]|[大中小特超]|默认|正常|放大|缩小|打印|关闭|分享)+")
_BUTTON = re.compile(r"打印|关闭|字[体号]|返回|收藏|分享|大|下载")
_UNKNOWN = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff()（）\s\u3000\u00a0]{1,15}[:：]?")


def page_tags(tags: Sequence[tuple[str, str]]) -> list[Entry]:
    """The entries of `meta` elements that say something about the document or its site, in page order."""
    known = {name.lower(): name for name in PAGE_TAGS}
    found = []
    for name, content in tags:
        tag = known.get(name.strip().lower())
        if tag is not None:
            found.append(_made(clean_text(name.strip()), trim(clean_text(content)), tag))
    return found


def _made(label: str, raw: str, name: str) -> Entry:
    """An entry under the label as printed, with the key that `name` has."""
    known = entry(name, raw)
    return Entry(label=label, raw=raw, key=known.key, value=known.value)


def bare(text: str) -> str:
    """A label without the brackets around it: 【发文字号】 → 发文字号."""
    found = _BRACKETED.fullmatch(text)
    return found[2] if found else text


def is_label(text: str) -> bool:
    """Whether a text is a label of the glossary, of a page's rows, or in 【】, and nothing else."""
    if not text or len(text) > _LONGEST_LABEL:
        return False
    inner = bare(text)
    name = fold_label(inner)
    if name in LABELS or name in _PAGE_LABELS:
        return True
    return text[0] == "【" and inner is not text and not _BUTTON.search(inner)


def looks_like_label(text: str, marked: bool) -> bool:
    """Whether a text may be a label that the glossary does not have; `marked`: set as one."""
    text = bare(text)
    return _UNKNOWN.fullmatch(text) is not None and (marked or text.endswith((":", "：")))


class Fields(Struct, frozen=True):
    """What a line of metadata holds: its entries, and controls of the page that stand among them."""

    entries: tuple[Entry, ...] = ()
    controls: tuple[str, ...] = ()


_NONE = Fields()


def of_line(strip: Strip) -> Fields:
    """The entries of a line whose labels stand in elements or brackets of their own.

    None where there are no such labels, or where the text alone says as much.
    """
    text = strip.text
    if strip.block is not None or len(text) > _LONGEST_ROW or not _MAY_BEGIN.match(text):
        return _NONE
    pieces = _pieces(strip)
    labels = [i for i, piece in enumerate(pieces) if is_label(piece)]
    if not labels or labels[0] != 0 or not _is_row(pieces, labels, strip):
        return _NONE
    row = parse_row(text)
    if row is not None and row.sure and sum(bool(entry.label) for entry in row.entries) >= len(labels):
        return _NONE
    found: list[Entry] = []
    controls: list[str] = []
    for start, end in zip(labels, [*labels[1:], len(pieces)], strict=True):
        made = _pair(pieces[start], pieces[start + 1 : end])
        if made.key is None and _SWITCH.fullmatch(made.raw):
            controls.append(f"{made.label} {made.raw}")
        else:
            found.append(made)
    return Fields(tuple(found), tuple(controls))


def _pieces(strip: Strip) -> list[str]:
    """The texts of a line by the element they stand in; labels in 【】 are pieces of their own."""
    found: list[str] = []
    holder = None
    for run in strip.runs:
        if run.holder is holder and found:
            found[-1] += run.text
        else:
            found.append(run.text)
        holder = run.holder
    apart = [part for piece in found for part in _BRACKETED_PIECE.split(piece)]
    return [piece for piece in (trim(part) for part in apart) if piece]


def _is_row(pieces: Sequence[str], labels: Sequence[int], strip: Strip) -> bool:
    """Whether labels set apart make a row of metadata: more than one, a colon, brackets, or a list item."""
    first = pieces[0]
    after = pieces[1] if len(pieces) > 1 else ""
    if len(labels) > 1 or first.endswith((":", "：", "】", "]", "］")) or after.startswith((":", "：")):
        return True
    return strip.box.tag in ("li", "dd", "dt", "td", "th") and len(pieces) > 1


def _pair(label: str, values: Sequence[str]) -> Entry:
    value = " ".join(values)
    if value.startswith((":", "：")):
        label, value = label + value[0], trim(value[1:])
    return _made(label, value, bare(label))


def beside(label: Strip, value: Strip | None) -> Entry | None:
    """The entry of two lines of which one is the label of the other (`dt` and `dd`, two boxes in a row)."""
    text = label.text
    if not is_label(text) or label.hidden:
        return None
    if value is None or value.block is not None or not _side_by_side(label, value):
        return _pair(text, ()) if label.box.tag == "dt" else None
    if is_label(value.text) or len(value.text) > _LONGEST_VALUE:
        return _pair(text, ()) if label.box.tag == "dt" else None
    return _pair(text, (value.text,))


def alone(label: Strip) -> Entry | None:
    """The entry of a line that is a label without a value, below rows of metadata."""
    return _pair(label.text, ()) if is_label(label.text) and not label.hidden else None


def _side_by_side(label: Strip, value: Strip) -> bool:
    """Whether two lines are all that stands in some small box, or a `dt` and its `dd`."""
    if label.box.tag == "dt" and value.box.tag == "dd":
        return label.box.parent is value.box.parent
    size = len("".join((label.text + value.text).split()))
    near = [element for element, _ in zip(label.box.around(), range(_NEAR), strict=False)]
    around = next((element for element in value.box.around() if any(element is x for x in near)), None)
    return around is not None and around.ink == size and around.tag not in ("p", "body")


# --- tables of labels and values ------------------------------------------------------------------------

_FEWEST = 2
Cell = tuple[str, bool]
"""The text of a cell, and whether it is set as a label (a header cell, or all in bold)."""


def of_table(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Entry, ...], ...]:
    """The entries of a table that is all labels and values, row by row, or nothing for any other table."""
    known = sum(is_label(text) or bool(_in_one(text)) for row in rows for text, _ in row)
    filled = sum(bool(text) for row in rows for text, _ in row)
    if known < min(_FEWEST, max(filled - 1, 1)) or 4 * known < filled:
        return ()
    found: list[tuple[Entry, ...]] = []
    at = 0
    while at < len(rows):
        pairs, step = _upright(rows, at)
        if not step:
            level, step = _level(rows[at]), 1
            if level is None:
                return ()
            pairs = level
        if pairs:
            found.append(pairs)
        at += step
    return tuple(found)


def _upright(rows: Sequence[Sequence[Cell]], at: int) -> tuple[tuple[Entry, ...], int]:
    """The entries of a row of labels with a row of values below it."""
    row = rows[at]
    if at + 1 >= len(rows) or len(row) < _FEWEST:
        return (), 0
    if at + 2 < len(rows) and not any(is_label(text) for text, _ in rows[at + 2]):
        return (), 0
    below = rows[at + 1]
    fits = len(below) == len(row) and not any(is_label(text) for text, _ in below)
    if not fits or not all(is_label(text) for text, _ in row):
        return (), 0
    return tuple(_pair(label, (value,)) for (label, _), (value, _) in zip(row, below, strict=True)), 2


def _level(row: Sequence[Cell]) -> tuple[Entry, ...] | None:
    """The entries of a row in which each label is followed by its value; none where something else stands."""
    found: list[Entry] = []
    cells = list(row)
    while cells:
        text, marked = cells.pop(0)
        if not text:
            continue
        if pairs := _in_one(text):
            found += pairs
            continue
        if not is_label(text) and not looks_like_label(text, marked):
            return None
        if cells and not is_label(cells[0][0]):
            found.append(_pair(text, (cells.pop(0)[0],)))
        else:
            found.append(_pair(text, ()))
    return tuple(found)


def _in_one(text: str) -> tuple[Entry, ...]:
    """The entries of a cell that holds label and value both."""
    if (":" not in text and "：" not in text) or is_label(text):
        return ()
    row = parse_row(text)
    return row.entries if row is not None and row.sure and not row.before and row.entries[0].label else ()
