"""The pass `normalise`: full-width punctuation in Han context, no stray blanks, 〔〕 in document numbers.

GB/T 15834-2011 4 and 5.1 (punctuation of Chinese text is full-width), GB/T 9704-2012 7.2.5 (六角括号).
Never inside URLs, mail addresses, numbers (1,234.5) and times (14:30). Metadata stays as printed.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache

import msgspec

from govdoc import codes as say
from govdoc.context import Context
from govdoc.model import (
    Attachment,
    Break,
    Date,
    Document,
    Figure,
    ImprintLine,
    Inline,
    Inlines,
    Letterhead,
    Node,
    Note,
    Paragraph,
    Part,
    Raw,
    Section,
    Table,
    Text,
)
from govdoc.tree import with_members
from govdoc.typography import is_han

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_WIDE_MARKS = frozenset("、。〃〈〉《》「」『』【】〔〕〖〗〘〙〚〛“”‘’—…")
_NUMBER = r"\d\d*(?:[,.:]\d+)+"  # a number, a time, a ratio; begins so that `re` looks for a digit first
_PROTECTED = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.\-]*://|www\.)[!-~]*[\w/#=&\-]"  # a URL, without the mark that follows it
    rf"|[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+|{_NUMBER}",  # a mail address
    re.ASCII,
)
_STOP = re.compile(r"\.(?<![0-9A-Za-z%]\.)")  # without those of numbers and Latin words
_BRACKETS = re.compile(r"[()]")
_QUOTE = re.compile(r'"')
_BLANKS = re.compile("[ \u00a0\u2002\u2003\u2009]+")
_NUMBER_BRACKETS = re.compile(r"([\[［【(（〔﹝])((?:19|20)\d\d)([\]］】)）〕﹞])(?=第?\s?\d+\s?号)")
_BLANK = frozenset(" \u00a0\u2002\u2003\u2009")
_FOLLOWING = frozenset(",;:?!")
_SQUARE = frozenset("[]［］【】〔﹝﹞")
_MARK_OR_BLANK = re.compile('[,;:?!.()"\\[\\]［］【】〔﹝﹞ \u00a0\u2002\u2003\u2009]')

Change = tuple[str, str]
"""A character and what stands in its place; "" = nothing."""


def normalise(document: Document, context: Context) -> Document:
    """`document` with the text of its parts normalised; each kind of change is reported with its count."""
    changes: Counter[Change] = Counter()
    parts = tuple(map(_normaliser(changes), document.parts))
    for (before, after), count in changes.items():
        context.report(say.CHANGED, before, after, count=count)
    return msgspec.structs.replace(document, parts=parts) if changes else document


def _normaliser(changes: Counter[Change]) -> Callable[[Node], Node]:
    """What normalises a node and what is under it, which comes first.

    Not by `rewrite`, because most nodes are paragraphs of one run, with nothing under them.
    """

    def normalised(node: Node) -> Node:
        if isinstance(node, Paragraph) and len(node.content) == 1 and isinstance(node.content[0], Text):
            content = _normalise_one(node.content, node.content[0], changes)
            return node if content is node.content else msgspec.structs.replace(node, content=content)
        return _change(with_members(node, normalised, _STAY), changes)

    return normalised


_TEXTS: dict[type[Node], tuple[str, ...]] = {
    Section: ("label",),
    Part: ("mark",),
    Attachment: ("label", "name"),
    ImprintLine: ("label", "text"),
    Letterhead: ("document_number",),
}
_INLINES: dict[type[Node], tuple[str, ...]] = {
    Paragraph: ("content",),
    Section: ("heading",),
    Part: ("title", "subtitle", "recipients", "note"),
    Table: ("caption",),
    Figure: ("caption",),
}
"""The fields that are normalised, by kind of node: plain texts, and inline content."""
_STAY: frozenset[type[Node]] = frozenset((Text, Break, Date, Raw))
"""What is not changed by itself; without it a document takes a fifth less time."""


def _change(node: Node, changes: Counter[Change]) -> Node:
    kind = node.__class__
    fresh: dict[str, object] = {}
    for name in _TEXTS.get(kind, ()):
        text: str = getattr(node, name)
        new, tally = _ruled(text, kind is Section)
        if tally:
            _count(tally, changes)
            fresh[name] = new
    for name in _INLINES.get(kind, ()):
        old: Inlines = getattr(node, name)
        if old and (content := normalise_inlines(old, changes)) is not old:
            fresh[name] = content
    return msgspec.structs.replace(node, **fresh) if fresh else node


def normalise_inlines(content: Inlines, changes: Counter[Change]) -> Inlines:
    """Inline content normalised as one text, so that marks of emphasis do not hide a neighbour."""
    if len(content) == 1 and isinstance(content[0], Text):
        return _normalise_one(content, content[0], changes)
    leaves = list(_leaves(content))
    joined = "".join([leaf.text for leaf in leaves])
    marks = set(_MARK_OR_BLANK.findall(joined))
    base, edits, tally = _edited(joined, marks, False)
    if not tally:
        return content
    _count(tally, changes)
    fresh, start = [], 0
    for leaf in leaves:
        end = start + len(leaf.text)
        text = _applied(base, edits, start, end)
        fresh.append(leaf if text == leaf.text else msgspec.structs.replace(leaf, text=text))
        start = end
    return _with_leaves(content, iter(fresh))


def _normalise_one(content: Inlines, leaf: Text, changes: Counter[Change]) -> Inlines:
    old = leaf.text
    found = _MARK_OR_BLANK.findall(old)
    numbered = _may_be_numbered(old)
    if not found and not numbered:
        return content
    marks = set(found)
    if marks <= _SQUARE and "号" not in old:
        return content
    new = _among_han(old, marks, changes) if marks <= _FOLLOWING and not numbered else None
    if new is None:
        base, edits, tally = _edited(old, marks, False)
        _count(tally, changes)
        new = _applied(base, edits, 0, len(old))
    return content if new == old else (Text(text=new, id=leaf.id),)


def _leaves(content: Inlines) -> Iterator[Text]:
    for inline in content:
        if isinstance(inline, Text):
            yield inline
        elif hasattr(inline, "content"):
            yield from _leaves(inline.content)


def _with_leaves(content: Inlines, leaves: Iterator[Text]) -> Inlines:
    built: list[Inline] = []
    for inline in content:
        if isinstance(inline, Text):
            built.append(next(leaves))
        elif isinstance(inline, Note) or not hasattr(inline, "content"):
            built.append(inline)
        else:
            inner = _with_leaves(inline.content, leaves)
            same = inner is inline.content
            built.append(inline if same else msgspec.structs.replace(inline, content=inner))
    return content if all(a is b for a, b in zip(built, content, strict=True)) else tuple(built)


def _among_han(text: str, marks: set[str], changes: Counter[Change]) -> str | None:
    """The text made full-width where it has only marks that follow Han text, as most; none for others.

    Taking the text apart at its marks takes a third of the time of looking at each. A text with 号, whose
    brackets may change, passes only with marks that follow hanzi.
    """
    found = []
    for mark in sorted(marks, key=text.find):
        pieces = text.split(mark)
        for piece in pieces[:-1]:
            last = piece[-1:]
            if not "\u4e00" <= last <= "\u9fff" and (not _is_hanlike(last) or "号" in text):
                return None
        found.append((mark, len(pieces) - 1))
    for mark, count in found:
        changes[mark, _WIDE[mark]] += count
        text = text.replace(mark, _WIDE[mark])
    return text


# --- the rules ------------------------------------------------------------------------------------------

Edits = dict[int, str]
"""What stands at a place of a text instead of its character; "" = nothing."""
Tally = list[tuple[int, str, str, int]]
"""The changes of a text: the place of the first, what stood there, what stands there now, how many."""


def _ruled(text: str, label: bool) -> tuple[str, Tally]:
    """A text after all rules, and the changes."""
    return _short(text, label) if len(text) <= _SHORT else _rewritten(text, label)


def _rewritten(text: str, label: bool) -> tuple[str, Tally]:
    base, edits, tally = _edited(text, set(_MARK_OR_BLANK.findall(text)), label)
    return _applied(base, edits, 0, len(text)), tally


_SHORT = 12
_short = lru_cache(maxsize=1024)(_rewritten)
"""For labels and short headings, most of which come again: （一）, （二）…"""


def _count(tally: Tally, changes: Counter[Change]) -> None:
    for _, before, after, count in tally:
        changes[before, after] += count


def _applied(base: str, edits: Edits, start: int, end: int) -> str:
    """A stretch of the text after the edits, which come in the order of their places."""
    pieces: list[str] = []
    at = start
    for place, new in edits.items():
        if start <= place < end:
            pieces += (base[at:place], new)
            at = place + 1
    return "".join([*pieces, base[at:end]]) if pieces else base[start:end]


def _edited(text: str, marks: set[str], label: bool) -> tuple[str, Edits, Tally]:
    """The text with most of its marks made full-width, the edits to it, and all changes, in their order."""
    base, edits, tally = text, Edits(), Tally()
    if not marks and not _may_be_numbered(text):
        return base, edits, tally
    guarded = _guarded(text, marks)
    if "号" in text:
        _number_brackets(text, edits)
    if "(" in marks:
        _brackets(text, edits, guarded, label)
    if '"' in marks:
        _quotes(text, edits, guarded)
    tally += [(place, text[place], new, 1) for place, new in edits.items()]
    if not marks.isdisjoint(_WIDE):
        base = _marks(text, edits, tally, guarded, marks)
    if not marks.isdisjoint(_BLANK):
        _blanks(base, edits, tally)
    tally.sort()
    return base, dict(sorted(edits.items())), tally


def _guarded(text: str, marks: set[str]) -> set[int]:
    """The places inside addresses, and inside the numbers of a text with addresses; most have none.

    Numbers need no guard: their marks stand between digits, where no rule changes one.
    """
    if ("." in marks or ":" in marks) and ("@" in text or "://" in text or "www." in text):
        return {place for match in _PROTECTED.finditer(text) for place in range(*match.span())}
    return set()


def _may_be_numbered(text: str) -> bool:
    """Whether a document number may stand in round brackets, which are full-width already."""
    return "（" in text and "号" in text


def _number_brackets(text: str, edits: Edits) -> None:
    for match in _NUMBER_BRACKETS.finditer(text):
        before = match.start() - 1
        if before > 0 and text[before].isspace():
            before -= 1
        if before < 0 or not is_han(text[before]):
            continue
        for place, bracket in ((match.start(1), "〔"), (match.start(3), "〕")):
            if text[place] != bracket:
                edits[place] = bracket


def _brackets(text: str, edits: Edits, guarded: set[int], label: bool) -> None:
    stack: list[int] = []
    for match in _BRACKETS.finditer(text):
        i = match.start()
        if i in guarded or i in edits:
            continue
        if text[i] == "(":
            stack.append(i)
        elif stack:
            start = stack.pop()
            if label or _han_pair(text, start, i):
                edits[start], edits[i] = "（", "）"


def _han_pair(text: str, start: int, end: int) -> bool:
    around = text[start - 1 : start] + text[end + 1 : end + 2]
    return any(map(_is_hanlike, around)) or any(map(_is_hanlike, text[start:end]))


def _quotes(text: str, edits: Edits, guarded: set[int]) -> None:
    """Straight quotes in pairs; one after a digit is a second or an inch (13"4), no quote."""
    found = [match.start() for match in _QUOTE.finditer(text)]
    places = [i for i in found if i not in guarded and not text[i - 1 : i].isdigit()]
    if len(places) % 2:
        return
    for start, end in zip(places[::2], places[1::2], strict=True):
        if any(map(_is_hanlike, text[start:end])):
            edits[start], edits[end] = "“", "”"


def _marks(text: str, edits: Edits, tally: Tally, guarded: set[int], marks: set[str]) -> str:
    """The text with full-width marks. All become so at once, but for those that do not follow Han text.

    No address and no number goes on after such a character, so what follows one is not guarded.
    """
    base, left = text, [match.start() for match in _STOP.finditer(text)] if "." in marks else []
    for mark in _FOLLOWING & marks:
        after_han, others = _after_han(text, mark)
        if after_han:
            base = base.replace(mark, _WIDE[mark])
            tally.append((after_han[0], mark, _WIDE[mark], len(after_han)))
        left += others
    if left:
        left.sort()
        edits.update([(i, text[i]) for i in left])
        left = [i for i in left if i not in guarded]
    before = len(left) + 1
    # A mark made full-width is Han context for the mark beside it.
    while left and len(left) < before:
        before = len(left)
        left = [i for i in left if not _widened(base, edits, tally, i)]
    return base


def _after_han(text: str, mark: str) -> tuple[list[int], list[int]]:
    """The places of a mark that come right after Han text, as nearly all do, and the others."""
    found: list[int] = []
    others: list[int] = []
    at = -1
    for piece in text.split(mark)[:-1]:
        at += len(piece) + 1
        last = piece[-1:]
        (found if "\u4e00" <= last <= "\u9fff" or _is_hanlike(last) else others).append(at)
    return found, others


def _widened(base: str, edits: Edits, tally: Tally, i: int) -> bool:
    """Whether a mark stands in Han context, and becomes full-width."""
    mark = edits[i]
    before, after = _neighbour(base, edits, i, -1), _neighbour(base, edits, i, 1)
    if mark == ".":
        closed = before in "）》”" or is_han(before)
        wide = before != "" and closed and (not after or _is_hanlike(after))
    else:
        wide = _is_hanlike(before) or (_is_hanlike(after) and before != "")
    if wide:
        edits[i] = _WIDE[mark]
        tally.append((i, mark, edits[i], 1))
    return wide


def _neighbour(base: str, edits: Edits, i: int, step: int) -> str:
    i += step
    while 0 <= i < len(base) and base[i] in " \u00a0":
        i += step
    return edits.get(i, base[i]) if 0 <= i < len(base) else ""


def _is_hanlike(character: str) -> bool:
    return (
        "\u4e00" <= character <= "\u9fff"
        or character in _WIDE_MARKS
        or "\uff01" <= character <= "\uff5e"
        or is_han(character)
    )


def _blanks(base: str, edits: Edits, tally: Tally) -> None:
    for match in _BLANKS.finditer(base):
        start, end = match.span()
        if not 0 < start < end < len(base):
            continue
        before, after = base[start - 1], base[end]
        # Most stand between a hanzi and a digit, for which `_stray` takes ten times as long.
        if (
            ("\u4e00" <= before <= "\u9fff" and "0" <= after <= "9")
            or ("\u4e00" <= after <= "\u9fff" and "0" <= before <= "9")
            or _stray(edits.get(start - 1, before), edits.get(end, after))
        ):
            for place in range(start, end):
                edits[place] = ""
                tally.append((place, base[place], "", 1))


def _stray(before: str, after: str) -> bool:
    """A blank between Han text (or its punctuation) and a digit, or beside full-width punctuation."""
    han = _is_hanlike(before), _is_hanlike(after)
    mark = han[0] and not before.isalnum(), han[1] and not after.isalnum()
    if any(mark):
        return True
    return (han[0] and after.isdigit()) or (han[1] and (before.isdigit() or before in "%％‰℃"))
