"""The pass `normalise`: full-width punctuation in Han context, no stray blanks, 〔〕 in document numbers.

GB/T 15834-2011 4 and 5.1 (punctuation of Chinese text is full-width), GB/T 9704-2012 7.2.5 (六角括号).
Never inside URLs, mail addresses, numbers (1,234.5) and times (14:30). Metadata stays as printed.
"""

import re
from collections import Counter
from collections.abc import Iterator
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
from govdoc.tree import rewrite
from govdoc.typography import is_han

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_WIDE_MARKS = frozenset("、。〃〈〉《》「」『』【】〔〕〖〗〘〙〚〛“”‘’—…")
_NUMBER = r"\d\d*(?:[,.:]\d+)+"  # a number, a time, a ratio; begins so that `re` looks for a digit first
_PROTECTED = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.\-]*://|www\.)[!-~]*[\w/#=&\-]"  # a URL, without the mark that follows it
    rf"|[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+|{_NUMBER}",  # a mail address
    re.ASCII,
)
_NUMBERS = re.compile(_NUMBER, re.ASCII)
_MARK = re.compile(r"[,;:?!.]")
_BRACKETS = re.compile(r"[()]")
_QUOTE = re.compile(r'"')
_BLANKS = re.compile("[ \u00a0\u2002\u2003\u2009]+")
_NUMBER_BRACKETS = re.compile(r"([\[［【(（〔﹝])((?:19|20)\d\d)([\]］】)）〕﹞])(?=第?\s?\d+\s?号)")
_BLANK = frozenset(" \u00a0\u2002\u2003\u2009")
_FOLLOWING = frozenset(",;:?!")
_GUARDED = frozenset(',;:?!.()"')
_NEEDS_WORK = re.compile('[,;:?!.()"\\[\\]［］【】〔﹝﹞ \u00a0\u2002\u2003\u2009]')


def normalise(document: Document, context: Context) -> Document:
    """`document` with the text of its parts normalised; each kind of change is reported with its count."""
    changes: Counter[tuple[str, str]] = Counter()
    parts = tuple([rewrite(part, lambda node: _change(node, changes), _STAY) for part in document.parts])
    for (before, after), count in changes.items():
        context.report(say.CHANGED, before, after, count=count)
    return msgspec.structs.replace(document, parts=parts) if changes else document


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


def _change(node: Node, changes: Counter[tuple[str, str]]) -> Node:
    kind = node.__class__
    if kind in _TEXTS:
        node = _text_fields(node, _TEXTS[kind], changes, label=kind is Section)
    if kind in _INLINES:
        node = _inline_fields(node, _INLINES[kind], changes)
    return node


def _text_fields(
    node: Node, names: tuple[str, ...], changes: Counter[tuple[str, str]], label: bool = False
) -> Node:
    fresh: dict[str, object] = {}
    for name in names:
        old: str = getattr(node, name)
        edits = _edit(old, changes, label)
        if edits:
            fresh[name] = _applied(old, edits, 0, len(old))
    return msgspec.structs.replace(node, **fresh) if fresh else node


def _inline_fields(node: Node, names: tuple[str, ...], changes: Counter[tuple[str, str]]) -> Node:
    fresh: dict[str, object] = {}
    for name in names:
        old: Inlines = getattr(node, name)
        new = normalise_inlines(old, changes)
        if new is not old:
            fresh[name] = new
    return msgspec.structs.replace(node, **fresh) if fresh else node


def normalise_inlines(content: Inlines, changes: Counter[tuple[str, str]]) -> Inlines:
    """Inline content normalised as one text, so that marks of emphasis do not hide a neighbour."""
    if len(content) == 1 and isinstance(content[0], Text):
        return _normalise_one(content, content[0], changes)
    leaves = list(_leaves(content))
    joined = "".join([leaf.text for leaf in leaves])
    edits = _edit(joined, changes, False)
    if not edits:
        return content
    fresh, start = [], 0
    for leaf in leaves:
        end = start + len(leaf.text)
        text = _applied(joined, edits, start, end)
        fresh.append(leaf if text == leaf.text else msgspec.structs.replace(leaf, text=text))
        start = end
    return _with_leaves(content, iter(fresh))


def _normalise_one(content: Inlines, leaf: Text, changes: Counter[tuple[str, str]]) -> Inlines:
    old = leaf.text
    marks = set(_NEEDS_WORK.findall(old))
    if not marks:
        return content
    new = _among_han(old, marks, changes) if marks <= _FOLLOWING else None
    if new is None:
        edits = _counted(old, _known_edits(old, marks, False), changes)
        new = _applied(old, edits, 0, len(old)) if edits else old
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


_STAY: frozenset[type[Node]] = frozenset((Text, Break, Date, Raw))
"""What is not changed by itself; without it a document takes a fifth less time."""
Edits = dict[int, str]
"""What stands at a place of a text instead of its character; "" = nothing."""


def _edit(text: str, changes: Counter[tuple[str, str]], label: bool) -> Edits:
    """The edits that all rules make, in the order of their places."""
    marks = set(_NEEDS_WORK.findall(text))
    return _counted(text, _known_edits(text, marks, label), changes) if marks else {}


def _counted(text: str, edits: Edits, changes: Counter[tuple[str, str]]) -> Edits:
    if edits:
        changes.update([(text[place], new) for place, new in edits.items()])
    return edits


def _known_edits(text: str, marks: set[str], label: bool) -> Edits:
    return _short(text, label) if len(text) <= _SHORT else _edits(text, marks, label)


_SHORT = 12


@lru_cache(maxsize=1024)
def _short(text: str, label: bool) -> Edits:
    """The edits of labels and short headings, most of which come again: （一）, （二）…"""
    return _edits(text, set(_NEEDS_WORK.findall(text)), label)


def _edits(text: str, marks: set[str], label: bool) -> Edits:
    edits: Edits = {}
    guarded: list[tuple[int, int]] = []
    if not marks.isdisjoint(_GUARDED):
        # Most texts hold no address, and looking for one takes five times as long as looking for numbers.
        addresses = "@" in text or "://" in text or "www." in text
        guarded = [match.span() for match in (_PROTECTED if addresses else _NUMBERS).finditer(text)]
    if "号" in text:
        _number_brackets(text, edits)
    if "(" in marks:
        _brackets(text, edits, guarded, label)
    if '"' in marks:
        _quotes(text, edits, guarded)
    if not marks.isdisjoint(_WIDE):
        _marks(text, edits, guarded)
    if not marks.isdisjoint(_BLANK):
        _blanks(text, edits)
    return dict(sorted(edits.items()))


def _among_han(text: str, marks: set[str], changes: Counter[tuple[str, str]]) -> str | None:
    """The text made full-width where it has only marks that follow hanzi, as most texts; none for others.

    Taking the text apart at its marks takes a third of the time of looking at each.
    """
    found = []
    for mark in sorted(marks, key=text.find):
        pieces = text.split(mark)
        for piece in pieces[:-1]:
            if not "\u4e00" <= piece[-1:] <= "\u9fff":
                return None
        found.append((mark, len(pieces) - 1))
    for mark, count in found:
        changes[mark, _WIDE[mark]] += count
        text = text.replace(mark, _WIDE[mark])
    return text


def _applied(text: str, edits: Edits, start: int, end: int) -> str:
    """A stretch of the text after the edits, which come in the order of their places."""
    pieces: list[str] = []
    at = start
    for place, new in edits.items():
        if start <= place < end:
            pieces += (text[at:place], new)
            at = place + 1
    return "".join([*pieces, text[at:end]])


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


def _brackets(text: str, edits: Edits, guarded: list[tuple[int, int]], label: bool) -> None:
    stack: list[int] = []
    for match in _BRACKETS.finditer(text):
        i = match.start()
        if _inside(i, guarded) or i in edits:
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


def _places(text: str, pattern: re.Pattern[str]) -> list[int]:
    return [match.start() for match in pattern.finditer(text)]


def _quotes(text: str, edits: Edits, guarded: list[tuple[int, int]]) -> None:
    """Straight quotes in pairs; one after a digit is a second or an inch (13"4), no quote."""
    places = [i for i in _places(text, _QUOTE) if not _inside(i, guarded) and not text[i - 1 : i].isdigit()]
    if len(places) % 2:
        return
    for start, end in zip(places[::2], places[1::2], strict=True):
        if any(map(_is_hanlike, text[start:end])):
            edits[start], edits[end] = "“", "”"


def _marks(text: str, edits: Edits, guarded: list[tuple[int, int]]) -> None:
    left = []
    for match in _MARK.finditer(text):
        i = match.start()
        if guarded and _inside(i, guarded):
            continue
        # Next to a hanzi, as nearly all are, without the search for a neighbour.
        if i > 0 and "\u4e00" <= text[i - 1] <= "\u9fff" and text[i] != ".":
            edits[i] = _WIDE[text[i]]
        else:
            left.append(i)
    before = len(left) + 1
    # A mark made full-width is Han context for the mark beside it.
    while left and len(left) < before:
        before = len(left)
        left = [i for i in left if not _widened(text, edits, i)]


def _widened(text: str, edits: Edits, i: int) -> bool:
    """Whether a mark stands in Han context, and becomes full-width."""
    before, after = _neighbour(text, edits, i, -1), _neighbour(text, edits, i, 1)
    if text[i] == ".":
        closed = before in "）》”" or is_han(before)
        wide = before != "" and closed and (not after or _is_hanlike(after))
    else:
        wide = _is_hanlike(before) or (_is_hanlike(after) and before != "")
    if not wide:
        return False
    edits[i] = _WIDE[text[i]]
    return True


def _neighbour(text: str, edits: Edits, i: int, step: int) -> str:
    i += step
    while 0 <= i < len(text) and text[i] in " \u00a0":
        i += step
    return edits.get(i, text[i]) if 0 <= i < len(text) else ""


def _is_hanlike(character: str) -> bool:
    return character != "" and (
        is_han(character) or character in _WIDE_MARKS or "\uff01" <= character <= "\uff5e"
    )


def _blanks(text: str, edits: Edits) -> None:
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        before = edits.get(start - 1, text[start - 1]) if start else ""
        after = edits.get(end, text[end]) if end < len(text) else ""
        if _stray(before, after):
            edits.update(dict.fromkeys(range(start, end), ""))


def _stray(before: str, after: str) -> bool:
    """A blank between Han text (or its punctuation) and a digit, or beside full-width punctuation."""
    if not before or not after:
        return False
    han = _is_hanlike(before), _is_hanlike(after)
    mark = han[0] and not before.isalnum(), han[1] and not after.isalnum()
    if any(mark):
        return True
    return (han[0] and after.isdigit()) or (han[1] and (before.isdigit() or before in "%％‰℃"))


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    return any([start <= place < end for start, end in spans])
