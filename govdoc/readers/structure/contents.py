"""A table of contents (目录) before the text repeats the headings; it is furniture, not a second outline."""

import re
from collections.abc import Sequence

from govdoc.model import FurnitureKind
from govdoc.readers.structure.lines import Line, fold
from govdoc.readers.structure.page import Found

_LED = re.compile(r"(?:[.．·•…—_-]{3,}|\t)\s*[（(]?\s*\d{1,3}\s*[)）]?$")
"""The end of an entry: dots or a tab that lead to the number of a page."""
_LONGEST_ENTRY = 80
_LONGEST_NAME = 16


def without_contents(lines: Sequence[Line], found: Found) -> list[Line]:
    """The lines without a table of contents; it goes to the furniture.

    It is one where a line “目录” stands and entries with page numbers follow, or where its first entry comes
    again below: up to there is contents.
    """
    start = next(
        (i for i, line in enumerate(lines) if len(line.text) < _LONGEST_NAME and fold(line.text) == "目录"),
        None,
    )
    if start is None or start + 2 >= len(lines):
        return list(lines)
    end = start + 1
    while end < len(lines) and lines[end].block is None and _LED.search(lines[end].text):
        end += 1
    if end > start + 1:
        found.put(FurnitureKind.CONTENTS, *lines[start:end])
        return [*lines[:start], *lines[end:]]
    first = _entry(lines[start + 1])
    for at in range(start + 2, len(lines)):
        if lines[at].block is not None or len(lines[at].text) > _LONGEST_ENTRY:
            break
        if first and _entry(lines[at]) == first:
            found.put(FurnitureKind.CONTENTS, *lines[start:at])
            return [*lines[:start], *lines[at:]]
    return list(lines)


def _entry(line: Line) -> str:
    """An entry of the contents without the dots and the page number after it."""
    return fold(line.text).rstrip("0123456789").rstrip(".…·-—")
