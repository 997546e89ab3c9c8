"""Numbered divisions (层次) from lines: levels by the order in which schemes nest, never by a fixed table.

GB/T 9704-2012 7.3.3 names 一、 （一） 1. （1）; documents use more forms, begin at any, and let （一） run on
across 一、. A label is kept as printed; its level is the depth of the stack of open divisions.
"""

import re
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from govdoc import codes as say
from govdoc.context import Context
from govdoc.diagnostics import Origin
from govdoc.model import MAX_DEPTH, Block, Cell, Paragraph, Row, Scheme, Section, Table, Text, plain
from govdoc.numbering import Label, match_label
from govdoc.readers.structure.agree import agree
from govdoc.readers.structure.lines import Line

Key = tuple[Scheme | None, int]
"""What a level is counted by: the scheme, and the depth of a decimal label or of a heading without label."""

_RANKS = {Scheme.BOOK: 0, Scheme.CHAPTER: 1, Scheme.DIVISION: 2, Scheme.ARTICLE: 3}
_DIGITS = (Scheme.DIGIT_POINT, Scheme.DIGIT_COMMA)
_LEAVES = frozenset({*_DIGITS, Scheme.DIGIT_BRACKET, Scheme.CIRCLED, Scheme.DECIMAL})
_AROUND = 5
"""Nodes around the deepest section: document, part, and in it paragraph, mark and text."""


class _Open(Struct):
    """A division that is still being read; `listed`: the one before it ended in “；”, so it ends a list."""

    key: Key
    line: Line
    label: Label | None
    gap: str
    rest: int
    blocks: list[Block]
    listed: bool = False


class Nest:
    """Builds the blocks of a part from its lines, one after the other.

    Parameters: `context` takes the diagnostics; `deepest` how many levels of sections may nest.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._deepest = max(min(MAX_DEPTH, context.limits.depth) - _AROUND, 1)
        self._open: list[_Open] = []
        self._last: dict[tuple[int, Key], Label] = {}
        self._headed: dict[tuple[int, Key], bool] = {}
        self._decimal = False
        self._remarks = False
        self.blocks: list[Block] = []
        self.origins: list[Origin | None] = []

    def build(self, lines: Iterable[Line]) -> list[Block]:
        """The blocks that `lines` make."""
        lines = tabulate(lines)
        self._decimal = any(_DECIMAL_START.match(line.text) for line in lines)
        last = max((i for i, line in enumerate(lines) if self._label(line.text) or line.level), default=-1)
        for i, line in enumerate(lines):
            if i > last and _CLOSER.match(line.text):
                self._close(0)
            self.add(line)
        self._close(0)
        self.blocks = agree(self.blocks)
        return self.blocks

    def add(self, line: Line) -> None:
        """Put one line where it belongs."""
        rest: Line | None = line
        while rest is not None:
            rest = self._add(rest)

    def _add(self, line: Line) -> Line | None:
        """Put a line where it belongs, and hand back the division that is glued to its end."""
        if line.block is not None:
            self._put(line.block, line.origin)
            return None
        head, glued = self._unglue(line)
        label = self._label(head.text)
        if label is not None or head.level:
            self._remarks = False
            self._start(head, label)
        else:
            if _is_remarks(head.text):
                self._close(0)
                self._remarks = True
            self._put(Paragraph(content=head.part()), head.origin)
        return glued

    def _label(self, text: str) -> Label | None:
        label = match_label(text)
        if self._remarks and label is not None and label.scheme in _LEAVES:
            return None
        if label is not None and label.scheme is Scheme.ARTICLE and not self._is_article(text, label):
            return None
        if label is None and self._decimal and (found := _WHOLE_NUMBER.match(text)) is not None:
            return Label(found[1], Scheme.DECIMAL, int(found[1]), found.end(1))
        return label

    def _is_article(self, text: str, label: Label) -> bool:
        """Whether “第四条…” is an article and not the fourth of something: it is the first, or set apart."""
        return (
            self._has_articles()
            or label.number == 1
            or text[label.end : label.end + 1] in (" ", "\u3000", "\u00a0", "")
        )

    def _put(self, block: Block, origin: Origin | None) -> None:
        if self._open:
            self._open[-1].blocks.append(block)
        else:
            self.blocks.append(block)
            self.origins.append(origin)

    def _start(self, line: Line, label: Label | None) -> None:
        key = _key(label, line.level)
        count = self._parent(key, label)
        before = self._open[count] if count < len(self._open) else None
        listed = before is not None and before.key == key and before.line.text.endswith(("；", ";"))
        self._close(count)
        if len(self._open) >= self._deepest:
            self._context.report(say.TOO_DEEP, str(self._deepest), origin=line.origin)
            self._close(self._deepest - 1)
        if label is not None:
            self._count(key, label, line.origin)
        end = label.end if label is not None else 0
        rest = end + len(line.text[end:]) - len(line.text[end:].lstrip())
        self._open.append(_Open(key, line, label, line.text[end:rest], rest, [], listed))

    def _parent(self, key: Key, label: Label | None) -> int:
        """How many of the open divisions stay open around a new one."""
        keys = [division.key for division in self._open]
        if key in keys:
            return keys.index(key)
        scheme, depth = key
        if scheme is Scheme.DECIMAL or scheme is None:
            return next((i for i, (s, d) in enumerate(keys) if s is scheme and d >= depth), len(keys))
        if scheme in _RANKS:
            rank = _RANKS[scheme]
            return next((i for i, (s, _) in enumerate(keys) if s and _RANKS.get(s, -1) > rank), len(keys))
        if scheme in _DIGITS and label is not None and label.number > 1:
            return self._same_family(label)
        return len(keys)

    def _same_family(self, label: Label) -> int:
        """The place beside a division counted “1.” where this one, “2、”, goes on counting."""
        for i, division in enumerate(self._open):
            other = division.label
            if other is not None and other.scheme in _DIGITS and other.number + 1 == label.number:
                return i
        return len(self._open)

    def _count(self, key: Key, label: Label, origin: Origin | None) -> None:
        place = (0 if key[0] in _RANKS else len(self._open), key)
        last = self._last.get(place)
        if "之" in label.text:
            return
        if last is not None and label.number == last.number and label.number > 1:
            self._context.report(say.NUMBER_REPEATS, label.text, origin=origin)
        elif last is not None and label.number > last.number + 1:
            self._context.report(say.NUMBER_JUMPS, last.text, label.text, origin=origin)
        self._last[place] = label

    def _close(self, count: int) -> None:
        while len(self._open) > count:
            division = self._open.pop()
            place = (len(self._open), division.key)
            section = _section(division, len(self._open) + 1, self._headed.get(place, False))
            self._headed[place] = not section.run_in
            self._put(section, division.line.origin)

    def _unglue(self, line: Line) -> tuple[Line, Line | None]:
        """The line and a heading glued to its end (“…需求。二、信息采集”), when it is the next one.

        An article is glued by its label and the blank after it: “…制定本办法。第二条　本办法…”.
        """
        found = _GLUED.search(line.text, max(len(line.text) - 60, 0))
        own = match_label(line.text)
        article = own if own is not None and own.scheme is Scheme.ARTICLE else None
        if found is None and len(line.text) < _LONGEST_GLUED and (article or self._has_articles()):
            found = _GLUED_ARTICLE.search(line.text)
        label = match_label(found[1]) if found else None
        if found is None or label is None or not self._is_next(label, article):
            return line, None
        heading = line.cut(found.start(1))
        self._context.report(say.GLUED_HEADING, heading.text[:_SHOWN], origin=line.origin)
        return line.cut(0, found.start(1)), heading

    def _has_articles(self) -> bool:
        return (0, (Scheme.ARTICLE, 0)) in self._last

    def _is_next(self, label: Label, own: Label | None) -> bool:
        """Whether a glued label goes on counting: from `own`, that of its line, or from an open division."""
        if own is not None and own.scheme is label.scheme:
            return label.number == own.number + 1
        keys = [(division.key, division.label) for division in self._open]
        same = [last for key, last in keys if key == (label.scheme, 0) and last is not None]
        if same:
            return label.number == same[-1].number + 1
        return label.number == 1 and label.scheme is Scheme.CHAPTER and not keys


def _is_remarks(text: str) -> bool:
    """Whether remarks begin with a line: “注：”, “注：1.…”."""
    head = _REMARKS.match(text)
    if head is None or head.end() == len(text):
        return head is not None
    first = match_label(text[head.end() :])
    return first is not None and first.scheme in _LEAVES


def _key(label: Label | None, level: int) -> Key:
    if label is None:
        return None, level
    depth = len(re.findall(r"\d+", label.text)) if label.scheme is Scheme.DECIMAL else 0
    return label.scheme, depth


_GLUED = re.compile(
    r"[。；：！”）)]\s*((?:第[一二三四五六七八九十百]{1,4}[编章节][\s\u3000]*|[一二三四五六七八九十]{1,3}、"
    r"|[（(][一二三四五六七八九十]{1,3}[)）])"
    r"[^。，；：！？,;:!?\s][^。，；：！？,;:!?]{1,28})$"
)
_GLUED_ARTICLE = re.compile(r"[。；：]\s*(第[零一二三四五六七八九十百千]{1,7}条[\s\u3000]+)")
_LONGEST_GLUED = 3000
_SHOWN = 40
_DECIMAL_START = re.compile(r"\d{1,2}[.．]\d{1,2}(?:[.．]\d{1,2})?[.．]?[\s\u3000]*[^\W\d_A-Za-z]")
_WHOLE_NUMBER = re.compile(r"(\d{1,2})[\s\u3000]+[^\W\d_A-Za-z][^。；;：:]{0,40}$")
_REMARKS = re.compile(r"(?:注\s*释?|备\s*注)\s*[:：]\s*")
"""The head of remarks below a text; their 1. 2. 3. are no divisions of it."""
_CLOSER = re.compile(
    r"特此(?:通知|通告|公告|通报|函|报告|批复|说明|公示)"
    r"|(?:本|上述|以上|前述)(?:通知|意见|办法|规定|细则|方案|通告|公告|措施|政策|决定|批复|条例)[^。]{0,80}"
    r"(?:施行|执行|实施|有效|废止|为准|解释)"
)


def _section(division: _Open, level: int, headed: bool) -> Section:
    """The section that a division makes; `headed`: the one before it has a heading of its own."""
    line, label, rest = division.line, division.label, division.rest
    heading_end, run_in = _shape(line.text[rest:], label, division.blocks, headed)
    if division.listed and not (run_in and heading_end and not line.text.endswith("。")):
        heading_end, run_in = 0, True
    body = line.part(rest + heading_end)
    blocks = ((Paragraph(content=body),) if body else ()) + tuple(division.blocks)
    return Section(
        level=level,
        label=label.text if label else "",
        gap=division.gap,
        number=label.number if label else None,
        scheme=label.scheme if label else None,
        heading=line.part(rest, rest + heading_end),
        run_in=run_in,
        blocks=blocks,
    )


_FIRST_SENTENCE = re.compile(r"[^。！？；;：:?!]{1,44}[。！？：:?!]\s*")
_CLAUSE = re.compile(r"^(?:本|自|凡|对于|在|经|根据|从)|应当|不得|可以|是指|的[，,]|包括[：:]")
_LONGEST_HEADING = 60
_LONGEST_SENTENCE = 36
_SHORT_SENTENCE = 12


def _shape(text: str, label: Label | None, under: list[Block], headed: bool) -> tuple[int, bool]:
    """How much of `text` is heading (characters), and whether it shares the paragraph with what follows."""
    if label is None or label.scheme in (Scheme.BOOK, Scheme.CHAPTER, Scheme.DIVISION) or not text:
        return len(text), False
    if label.scheme is Scheme.ARTICLE:
        return (len(text), False) if under and _is_heading(text, label, under, headed) else (0, True)
    if _is_heading(text, label, under, headed):
        return len(text), False
    return _run_in_end(text), True


def _is_heading(text: str, label: Label, under: list[Block], headed: bool) -> bool:
    """Whether a numbered paragraph is a heading: a phrase, or one short plain sentence with text under it.

    A sentence of two halves is one only where the first of its kind, or the one before, is one too.
    """
    if len(text) > _LONGEST_HEADING or text.endswith(("；", ";", "，", ",", "、")):
        return False
    inner = text.rstrip("。：:?？！!")
    if text.endswith(("？", "?")) and under:
        return not re.search(r"[。；;：:]", inner)
    if re.search(r"[。！？；;：:?!]", inner):
        return False
    if inner == text:
        return bool(under) or not (label.scheme in _LEAVES or text.startswith("《"))
    if text.endswith(("：", ":")) and label.number > 1 and not headed:
        return False
    clause = _CLAUSE.search(text) is not None and not (headed and len(text) <= _SHORT_SENTENCE)
    short = len(text) <= _LONGEST_SENTENCE and not clause and bool(under)
    commas = len(re.findall(r"[，,]", text))
    halves = commas == 1 and text.endswith("。") and label.scheme in _OF_HALVES
    return short and (not commas or (halves and (headed or (label.number == 1 and _has_text(under)))))


_OF_HALVES = (Scheme.HAN_COMMA, Scheme.HAN_BRACKET, Scheme.HAN_POINT)


def _has_text(under: list[Block]) -> bool:
    """Whether a paragraph of some length stands first under a heading."""
    return isinstance(under[0], Paragraph) and len(plain(under[0].content)) > _LONGEST_HEADING


def _run_in_end(text: str) -> int:
    """Where the heading ends that a numbered paragraph opens with; 0 when it opens with none."""
    found = _FIRST_SENTENCE.match(text)
    if found is None or found.end() == len(text):
        return 0
    phrase = found[0].rstrip()
    colon = phrase.endswith(("：", ":"))
    if len(phrase) > (24 if colon else 40) or len(re.findall(r"[，,]", phrase)) > (0 if colon else 1):
        return 0
    if _CLAUSE.search(phrase) or not _balanced(phrase) or (colon and phrase[-2:-1].isdigit()):
        return 0
    return found.end()


def _balanced(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in ("“”", "《》", "（）", "()"))


def tabulate(lines: Iterable[Line]) -> list[Line]:
    """Lines with runs of tab-parted lines made into tables; a single such line stays a paragraph."""
    found: list[Line] = []
    rows: list[Line] = []
    for line in lines:
        if "\t" in line.text and line.block is None:
            rows.append(line)
            continue
        found += _tabled(rows)
        rows = []
        found.append(line)
    return found + _tabled(rows)


def _tabled(rows: list[Line]) -> list[Line]:
    if len(rows) < 2:
        return [row.cut(0) for row in rows]
    made = tuple(Row(cells=tuple(_cell(text) for text in row.text.split("\t"))) for row in rows)
    return [msgspec.structs.replace(rows[0], text="", content=(), block=Table(rows=made))]


def _cell(text: str) -> Cell:
    text = text.strip()
    return Cell(blocks=(Paragraph(content=(Text(text=text),)),) if text else ())
