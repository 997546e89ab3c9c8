"""The pass `normalise`: full-width punctuation in Han context, no stray blanks, 〔〕 in document numbers.

GB/T 15834-2011 4 and 5.1 (punctuation of Chinese text is full-width), GB/T 9704-2012 7.2.5 (六角括号).
Never inside URLs, mail addresses, numbers (1,234.5) and times (14:30). Metadata stays as printed.
"""

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from govdoc import diagnostics as say
from govdoc.context import Context
from govdoc.model import (
    Attachment,
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
    Section,
    Table,
    Text,
)
from govdoc.tree import rewrite

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HANLIKE = re.compile(f"[{_HAN}\u3001-\u3003\u3008-\u3011\u3014-\u301b\uff01-\uff5e“”‘’—…]")
_PROTECTED = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.\-]*://|www\.)[!-~]*[\w/#=&\-]"  # a URL, without the mark that follows it
    r"|[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"  # a mail address
    r"|\d+(?:[,.:]\d+)+",  # a number, a time, a ratio
    re.ASCII,
)
_MARK = re.compile(r"[,;:?!.]")
_BRACKETS = re.compile(r"[()]")
_QUOTE = re.compile(r'"')
_BLANKS = re.compile("[ \u00a0\u2002\u2003\u2009]+")
_NUMBER_BRACKETS = re.compile(
    rf"(?<=[{_HAN}])\s?([\[［【(（〔﹝])((?:19|20)\d\d)([\]］】)）〕﹞])(?=第?\s?\d+\s?号)"
)
_NEEDS_WORK = re.compile('[,;:?!.()"\\[\\]［］【】〔﹝﹞ \u00a0\u2002\u2003\u2009]')


def normalise(document: Document, context: Context) -> Document:
    """`document` with the text of its parts normalised; each kind of change is reported with its count."""
    changes: Counter[tuple[str, str]] = Counter()
    parts = tuple([rewrite(part, lambda node: _change(node, changes)) for part in document.parts])
    for (before, after), count in changes.items():
        context.report(say.CHANGED, before, after, count=count)
    return msgspec.structs.replace(document, parts=parts) if changes else document


def _change(node: Node, changes: Counter[tuple[str, str]]) -> Node:
    match node:
        case Paragraph():
            return _inline_fields(node, ("content",), changes)
        case Section():
            labelled = _text_fields(node, ("label",), changes, label=True)
            return _inline_fields(labelled, ("heading",), changes)
        case Part():
            labelled = _text_fields(node, ("mark",), changes)
            return _inline_fields(labelled, ("title", "subtitle", "recipients", "note"), changes)
        case Table() | Figure():
            return _inline_fields(node, ("caption",), changes)
        case Attachment():
            return _text_fields(node, ("label", "name"), changes)
        case ImprintLine():
            return _text_fields(node, ("label", "text"), changes)
        case Letterhead():
            return _text_fields(node, ("document_number",), changes)
    return node


def _text_fields(
    node: Node, names: tuple[str, ...], changes: Counter[tuple[str, str]], label: bool = False
) -> Node:
    fresh: dict[str, object] = {}
    for name in names:
        old: str = getattr(node, name)
        new = "".join(_edit(old, changes, label)) if _NEEDS_WORK.search(old) else old
        if new != old:
            fresh[name] = new
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
    leaves = list(_leaves(content))
    joined = "".join([leaf.text for leaf in leaves])
    if not _NEEDS_WORK.search(joined):
        return content
    edited = _edit(joined, changes, False)
    fresh, start = [], 0
    for leaf in leaves:
        end = start + len(leaf.text)
        text = "".join(edited[start:end])
        fresh.append(leaf if text == leaf.text else msgspec.structs.replace(leaf, text=text))
        start = end
    if all(a is b for a, b in zip(fresh, leaves, strict=True)):
        return content
    return _with_leaves(content, iter(fresh))


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


def _edit(text: str, changes: Counter[tuple[str, str]], label: bool) -> list[str]:
    """The characters of `text` after all rules, one member a character so that places stay; "" = removed."""
    found = list(text)
    guarded = [match.span() for match in _PROTECTED.finditer(text)]
    _number_brackets(text, found)
    _brackets(text, found, guarded, label)
    _quotes(text, found, guarded)
    while _marks(text, found, guarded):
        pass  # a mark made full-width is Han context for the mark beside it
    _blanks(text, found)
    changes.update([(a, b) for a, b in zip(text, found, strict=True) if a != b])
    return found


def _number_brackets(text: str, found: list[str]) -> None:
    for match in _NUMBER_BRACKETS.finditer(text):
        found[match.start(1)], found[match.start(3)] = "〔", "〕"


def _brackets(text: str, found: list[str], guarded: list[tuple[int, int]], label: bool) -> None:
    stack: list[int] = []
    for match in _BRACKETS.finditer(text):
        i = match.start()
        if _inside(i, guarded) or found[i] not in "()":
            continue
        if text[i] == "(":
            stack.append(i)
        elif stack:
            start = stack.pop()
            if label or _han_pair(text, start, i):
                found[start], found[i] = "（", "）"


def _han_pair(text: str, start: int, end: int) -> bool:
    around = text[start - 1 : start] + text[end + 1 : end + 2]
    return bool(_HANLIKE.search(text, start, end) or _HANLIKE.search(around))


def _quotes(text: str, found: list[str], guarded: list[tuple[int, int]]) -> None:
    places = [m.start() for m in _QUOTE.finditer(text) if not _inside(m.start(), guarded)]
    if len(places) % 2:
        return
    for start, end in zip(places[::2], places[1::2], strict=True):
        if _HANLIKE.search(text, start, end):
            found[start], found[end] = "“", "”"


def _marks(text: str, found: list[str], guarded: list[tuple[int, int]]) -> bool:
    changed = False
    for match in _MARK.finditer(text):
        i = match.start()
        if found[i] != text[i] or _inside(i, guarded):
            continue
        before, after = _neighbour(text, found, i, -1), _neighbour(text, found, i, 1)
        if text[i] == ".":
            wide = bool(re.match(f"[{_HAN}）》”]", before)) and (not after or _is_hanlike(after))
        else:
            wide = _is_hanlike(before) or (_is_hanlike(after) and before != "")
        if wide:
            found[i], changed = _WIDE[text[i]], True
    return changed


def _neighbour(text: str, found: list[str], i: int, step: int) -> str:
    i += step
    while 0 <= i < len(text) and text[i] in " \u00a0":
        i += step
    return found[i] if 0 <= i < len(text) else ""


def _is_hanlike(character: str) -> bool:
    return bool(character) and _HANLIKE.match(character) is not None


def _blanks(text: str, found: list[str]) -> None:
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        before = found[start - 1] if start else ""
        after = found[end] if end < len(text) else ""
        if _stray(before, after):
            found[start:end] = [""] * (end - start)


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
    return any(start <= place < end for start, end in spans)
