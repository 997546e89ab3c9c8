"""What was edited in a file since govdoc wrote it: named paragraph by paragraph, and put into its document.

Paragraphs of the page are aligned with those that the carried document prints. Where all edits are plain
(text of a paragraph, heading or title changed, a paragraph added or removed) the carried document is taken
with exactly these; otherwise the page is read anew and the edits are only named.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from govdoc import codes as say
from govdoc.context import Context
from govdoc.model import Document, Inlines, Node, Paragraph
from govdoc.numbering import match_label
from govdoc.passes.normalise import normalise
from govdoc.readers.printed import Kind, Printed, key, printed
from govdoc.readers.structure.lines import cut

_SAME = 0.5
"""From this share of equal characters on, a paragraph counts as changed, not as another one."""

_SAME_START = 8
"""So many characters the same at the beginning also make it the same paragraph."""

_MANY = 1_000
"""Between edits so far apart, lines that repeat (the “0” of a table) no longer count as landmarks: comparing
each with each would take time in the square of their number."""

_EXCERPT = 36

N = TypeVar("N", bound=Node)


class Edit(Struct, frozen=True):
    """One edit: the paragraph as it was written, none where one was added; as it is now, none where removed.

    `above`: the written paragraph above one that was added.
    """

    old: Printed | None = None
    new: str | None = None
    above: Printed | None = None


def find_edits(
    document: Document, page: Sequence[str], context: Context, flowing: bool = False
) -> list[Edit]:
    """The edits of a file, in page order.

    Parameters: `document` what the file carries; `page` the lines that it shows; `flowing`: it is a
    web page.
    """
    lines = [line for line in page if key(line)]
    written = (normalise(document, Context(context.limits)), document)
    return min((list(_edits(printed(each, flowing), lines)) for each in written), key=len)


def report_edits(edits: Sequence[Edit], context: Context) -> None:
    """Say what was edited: a paragraph changed (GD136), added (GD137), removed (GD138)."""
    for edit in edits:
        if edit.old is None:
            context.report(say.PARAGRAPH_ADDED, _excerpt(edit.new or "", 0))
        elif edit.new is None:
            context.report(say.PARAGRAPH_REMOVED, _excerpt(edit.old.text, 0))
        else:
            at = _first_difference(edit.old.text, edit.new)
            context.report(say.PARAGRAPH_CHANGED, _excerpt(edit.old.text, at), _excerpt(edit.new, at))


def _edits(old: Sequence[Printed], new: Sequence[str]) -> Iterator[Edit]:
    olds, news = [key(line.text) for line in old], [key(line) for line in new]
    most = min(len(olds), len(news))
    head = next((i for i in range(most) if olds[i] != news[i]), most)
    tail = next((i for i in range(most - head) if olds[-1 - i] != news[-1 - i]), most - head)
    mine, theirs = olds[head : len(olds) - tail], news[head : len(news) - tail]
    many = min(len(mine), len(theirs)) > _MANY
    for kind, *bounds in SequenceMatcher(None, mine, theirs, autojunk=many).get_opcodes():
        a, b, c, d = (bound + head for bound in bounds)
        if kind != "equal" and "".join(olds[a:b]) != "".join(news[c:d]):
            yield from _replaced(list(old[a:b]), new[c:d], old[a - 1] if a else None)


def _replaced(old: list[Printed], new: Sequence[str], above: Printed | None) -> Iterator[Edit]:
    for line in new:
        like = next((i for i, other in enumerate(old) if _alike(other.text, line)), None)
        if like is None:
            yield Edit(new=line, above=above)
            continue
        yield from (Edit(old=gone) for gone in old[:like])
        above = old[like]
        if key(above.text) != key(line):
            yield Edit(old=above, new=line)
        del old[: like + 1]
    yield from (Edit(old=gone) for gone in old)


def _alike(a: str, b: str) -> bool:
    if key(a)[:_SAME_START] == key(b)[:_SAME_START]:
        return True
    matcher = SequenceMatcher(None, key(a), key(b), autojunk=False)
    return matcher.real_quick_ratio() >= _SAME and matcher.ratio() >= _SAME


def _first_difference(a: str, b: str) -> int:
    pairs = enumerate(zip_longest(a, b, fillvalue=""))
    return next((i for i, (x, y) in pairs if x != y and key(x) != key(y)), min(len(a), len(b)))


def _excerpt(text: str, at: int) -> str:
    start = max(at - _EXCERPT // 3, 0)
    piece = " ".join(text[start : start + _EXCERPT].split())
    return ("…" if start else "") + piece + ("…" if start + _EXCERPT < len(text) else "")


# --- the edits put into the document ----------------------------------------------------------------------


class _Changes(Struct):
    """Edits by place: fields of nodes with new content, nodes that go, paragraphs put behind a node."""

    contents: dict[tuple[str, str], Inlines] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    added: dict[str, list[Paragraph]] = field(default_factory=dict)


def apply_edits(
    document: Document, edits: Sequence[Edit], contents: Mapping[str, Inlines]
) -> Document | None:
    """The document with the edits in it; none where one of them is not plain.

    `contents`: the content of the page's paragraphs, by the `key` of their text.
    """
    changes = _Changes()
    gone = {edit.old.path for edit in edits if edit.old is not None and edit.new is None}
    kept = {line.path for line in printed(document)} - gone
    if not all(_is_whole(edit, kept) for edit in edits):
        return None
    if not all(_place(edit, contents, changes) for edit in edits):
        return None
    return _rebuilt(document, "", changes)


def _is_whole(edit: Edit, kept: Collection[str]) -> bool:
    """Whether nothing is kept of a division whose heading was removed."""
    if edit.old is None or edit.new is not None or edit.old.kind is Kind.PARAGRAPH:
        return True
    return not any(path.startswith(f"{edit.old.path}/") for path in kept)


def _place(edit: Edit, contents: Mapping[str, Inlines], changes: _Changes) -> bool:
    if edit.new is None:
        return _remove(edit.old, changes)
    content = contents.get(key(edit.new))
    if content is None:
        return False
    if edit.old is not None:
        return _change(edit.old, edit.new, content, changes)
    return _add(edit.above, edit.new, content, changes)


def _remove(old: Printed | None, changes: _Changes) -> bool:
    if old is None or old.kind in (Kind.FIELD, Kind.OTHER):
        return False
    changes.removed.add(old.path)
    return True


def _change(old: Printed, new: str, content: Inlines, changes: _Changes) -> bool:
    new = new.strip()
    if old.kind is Kind.OTHER or not new.startswith(old.lead.strip()):
        return False
    if old.kind in (Kind.PARAGRAPH, Kind.FIELD):
        if match_label(new) is not None and match_label(old.text) is None:
            return False
        changes.contents[old.path, old.field or "content"] = content
        return True
    rest = cut(content, len(old.lead.strip()), len(new))
    if old.kind is Kind.HEADING:
        changes.contents[old.path, "heading"] = rest
    else:
        changes.contents[f"{old.path}/blocks/0", "content"] = rest
    return bool(rest)


def _add(above: Printed | None, new: str, content: Inlines, changes: _Changes) -> bool:
    if above is None or match_label(new.strip()) is not None:
        return False
    behind = {
        Kind.PARAGRAPH: above.path,
        Kind.HEADING: f"{above.path}/blocks/-1",
        Kind.RUN_IN: f"{above.path}/blocks/0",
        Kind.FIELD: f"{above.path}/blocks/-1" if above.field == "recipients" else "",
    }.get(above.kind)
    if not behind:
        return False
    changes.added.setdefault(behind, []).append(Paragraph(content=content))
    return True


def _rebuilt(node: N, path: str, changes: _Changes) -> N:
    """A node with the changes in and under it."""
    fresh: dict[str, object] = {}
    for name in node.__struct_fields__:
        value = getattr(node, name)
        at = f"{path}/{name}" if path else name
        if (path, name) in changes.contents:
            fresh[name] = changes.contents[path, name]
        elif isinstance(value, tuple) and (f"{at}/-1" in changes.added or _holds_nodes(value)):
            fresh[name] = _rebuilt_all(value, at, changes)
    return replace(node, **fresh) if fresh else node


def _holds_nodes(value: tuple[object, ...]) -> bool:
    return bool(value) and isinstance(value[0], Node)


def _rebuilt_all(members: tuple[Node, ...], at: str, changes: _Changes) -> tuple[Node, ...]:
    found: list[Node] = [*changes.added.get(f"{at}/-1", [])]
    for i, member in enumerate(members):
        place = f"{at}/{i}"
        if place not in changes.removed:
            found.append(_rebuilt(member, place, changes))
        found += changes.added.get(place, [])
    return tuple(found)
