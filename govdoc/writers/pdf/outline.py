"""Bookmarks: the outline of the document, nested by level (ISO 32000-1 12.3.3)."""

from typing import NamedTuple

from govdoc.writers.pdf.package import Package, text_string


class Bookmark(NamedTuple):
    """An entry: its level from 1, its text, the page object, and how high on the page, in points."""

    level: int
    text: str
    page: int
    y: float


class _Item:
    __slots__ = ("inner", "mark", "number")

    def __init__(self, mark: Bookmark | None, number: int) -> None:
        self.mark = mark
        self.number = number
        self.inner: list[_Item] = []


def write_outline(package: Package, marks: list[Bookmark]) -> int | None:
    """Add the bookmarks to the file; the number of the outline, or none when there are none."""
    if not marks:
        return None
    root = _Item(None, package.number())
    stack = [(0, root)]
    for mark in marks:
        while stack[-1][0] >= mark.level:
            stack.pop()
        item = _Item(mark, package.number())
        stack[-1][1].inner.append(item)
        stack.append((mark.level, item))
    first, last = root.inner[0].number, root.inner[-1].number
    fields = (first, last, len(root.inner))
    package.put(b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % fields, root.number)
    waiting = [root]
    while waiting:
        parent = waiting.pop()
        _write_inner(package, parent)
        waiting += parent.inner
    return root.number


def _write_inner(package: Package, parent: _Item) -> None:
    """Write the entries directly under one; what is under them starts folded."""
    for i, item in enumerate(parent.inner):
        mark = item.mark
        assert mark is not None
        where = (text_string(mark.text), parent.number, mark.page, mark.y)
        body = b"<</Title%b/Parent %d 0 R/Dest[%d 0 R/XYZ null %.1f null]" % where
        if i:
            body += b"/Prev %d 0 R" % parent.inner[i - 1].number
        if i + 1 < len(parent.inner):
            body += b"/Next %d 0 R" % parent.inner[i + 1].number
        if item.inner:
            ends = (item.inner[0].number, item.inner[-1].number, -len(item.inner))
            body += b"/First %d 0 R/Last %d 0 R/Count %d" % ends
        package.put(body + b">>", item.number)
