"""Characters with their marks: white space as browsers collapse it, marks as inline nodes.

CSS Text 3 section 4.1 (white space, and line breaks between wide characters, which leave none).
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from govdoc.model import (
    Emphasis,
    Inline,
    Inlines,
    Link,
    Note,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
    clean_text,
)
from govdoc.readers.html.dom import Element
from govdoc.readers.structure.lines import BLANKS, trim
from govdoc.typography import is_wide

STRONG, EMPHASIS, UNDERLINE, SUPERSCRIPT, SUBSCRIPT = 1, 2, 4, 8, 16
"""How characters are set apart, as bits: an enumeration of flags would take a tenth of the reading time."""

MARK_OF_TAG = {
    **dict.fromkeys(("b", "strong"), STRONG),
    **dict.fromkeys(("i", "em", "cite", "dfn"), EMPHASIS),
    **dict.fromkeys(("u", "ins"), UNDERLINE),
    "sup": SUPERSCRIPT,
    "sub": SUBSCRIPT,
}
"""The elements that mark characters."""

_NODES = (
    (SUBSCRIPT, Subscript),
    (SUPERSCRIPT, Superscript),
    (UNDERLINE, Underline),
    (EMPHASIS, Emphasis),
    (STRONG, Strong),
)
"""From the inside out, so that the same marks always nest in the same way."""


class Run(Struct):
    """Characters that share their marks and the element they stand in; `note`: a footnote called here."""

    text: str
    marks: int
    href: str
    holder: Element
    note: Note | None = None


_START = re.compile(f"^[{BLANKS}]+")
_END = re.compile(f"[{BLANKS}]+$")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_FOREIGN_TARGET = re.compile(r"(?:javascript|data|vbscript|about|file):|#", re.IGNORECASE)


class Writer:
    """Collects the runs of one line and collapses the white space between them."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self._waiting = ""

    def add(self, text: str, marks: int, href: str, holder: Element) -> None:
        """Add characters; white space waits for what comes after it."""
        start = 0
        for space in _SPACE.finditer(text):
            if space.start() > start:
                self._put(text[start : space.start()], marks, href, holder)
            self._waiting = "\n" if "\n" in space[0] and not self._waiting.isspace() else self._waiting or " "
            start = space.end()
        if start < len(text):
            self._put(text[start:], marks, href, holder)

    def _put(self, text: str, marks: int, href: str, holder: Element) -> None:
        gap, self._waiting = self._waiting, ""
        last = self.runs[-1] if self.runs else None
        if last is None or (gap == "\n" and is_wide(text[0]) and is_wide(last.text[-1:])):
            gap = ""
        text = (" " if gap else "") + text
        if last is not None and last.holder is holder and last.marks == marks and last.href == href:
            last.text += text
        else:
            self.runs.append(Run(text, marks, href, holder))

    def take(self) -> list[Run]:
        """The runs so far, trimmed at both ends of the line; the next line begins empty."""
        runs, self.runs, self._waiting = self.runs, [], ""
        return trim_runs(runs)


def trim_runs(runs: list[Run]) -> list[Run]:
    """Runs without the blanks at both ends of their line."""
    while runs and not trim(runs[0].text) and runs[0].note is None:
        runs.pop(0)
    while runs and not trim(runs[-1].text) and runs[-1].note is None:
        runs.pop()
    if runs:
        runs[0].text = _START.sub("", runs[0].text)
        runs[-1].text = _END.sub("", runs[-1].text)
    return runs


def target(href: str) -> str:
    """Where a link leads, or nothing when it leads into the page itself, to a script or to no place."""
    if not href:
        return ""
    href = clean_text("".join(href.split()))
    return "" if _FOREIGN_TARGET.match(href) else href


def inlines(runs: Sequence[Run], common: int = 0) -> Inlines:
    """Runs as inline content; marks in `common` belong to the whole line and are left out."""
    found: list[Inline] = []
    last: tuple[int, str] | None = None
    text = ""
    for run in runs:
        marks, href = run.marks & ~common, target(run.href)
        if (marks, href) != last or run.note is not None:
            found += _node(text, last)
            text, last = "", (marks, href)
        if run.note is not None:
            found.append(run.note)
        else:
            text += run.text
    return tuple(found + _node(text, last))


def _node(text: str, how: tuple[int, str] | None) -> list[Inline]:
    if not text or how is None:
        return []
    node: Inline = Text(text=text)
    for mark, kind in _NODES:
        if how[0] & mark:
            node = kind(content=(node,))
    return [Link(content=(node,), href=how[1]) if how[1] else node]
