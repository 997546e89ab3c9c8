"""A page from above and below: furniture and metadata set apart, the lines above the text, the text itself.

Above the first running text stand breadcrumb, title, metadata rows, letterhead; below the last stand
controls, related links, rows such as “公开方式:主动公开” and names of files.
"""

import re
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from govdoc.diagnostics import Origin
from govdoc.model import Entry, Furniture, FurnitureKind, Metadata
from govdoc.readers.structure.closing import is_note
from govdoc.readers.structure.fields import Row, alternating, continues, entry, is_foot_row, parse_row
from govdoc.readers.structure.furniture import (
    furniture,
    is_breadcrumb,
    is_control,
    is_foot,
    is_impressum,
    is_related,
)
from govdoc.readers.structure.lines import Line, target
from govdoc.readers.structure.words import DATE_AT_END, is_date, is_file, is_text
from govdoc.readers.structure.wrapped import page_number

_LONGEST_HEAD = 80
_LONGEST_FOOT = 20
_FEWEST_PAGES = 3
_ANNEXES = re.compile(r"附\s*件\s*[:：]?")


class Found(Struct):
    """What has been set apart so far: entries with their places, furniture. Grows while a page is read."""

    entries: list[tuple[Entry, Origin | None]]
    furniture: list[Furniture]
    given: tuple[Entry, ...] = ()

    @property
    def metadata(self) -> Metadata:
        """What the format holds apart from the text, and what has been found in the text."""
        return Metadata(entries=(*self.given, *(entry for entry, _ in self.entries)))

    def take(self, row: Row, origin: Origin | None) -> None:
        """Add the entries and controls of a metadata row."""
        if row.before:
            self.furniture.append(Furniture(kind=FurnitureKind.NAVIGATION, text=row.before))
        self.entries += [(made, origin) for made in row.entries]
        self.furniture += [Furniture(kind=FurnitureKind.CONTROL, text=text) for text in row.controls]

    def put(self, kind: FurnitureKind, *lines: Line) -> None:
        """Add lines as furniture."""
        self.furniture += furniture(kind, *lines)


def without_page_numbers(lines: Sequence[Line], found: Found) -> list[Line]:
    """The lines without numbers of pages, and without the blank lines around those, which part nothing.

    One glued to the text beside it (“— 4 —附件”) counts where the pages of the text are numbered so.
    """
    kept: list[Line] = []
    cut = False
    spots = [(line, page_number(line.text)) for line in lines if line.block is None]
    numbered = sum(spot is not None for _, spot in spots) >= _FEWEST_PAGES
    for line in lines:
        spot = page_number(line.text) if line.block is None else None
        if spot is not None and (numbered or spot == (0, len(line.text))):
            found.put(FurnitureKind.FOOTER, line.cut(*spot))
            rest = line.cut(spot[1]) if spot[0] == 0 else line.cut(0, spot[0])
            kept += [rest] if rest.text else []
            cut = True
        else:
            kept.append(msgspec.structs.replace(line, space=0) if cut else line)
            cut = False
    return kept


class Top(Struct, frozen=True):
    """The lines above the text in groups that metadata and furniture part, and where the text begins."""

    groups: tuple[tuple[Line, ...], ...]
    end: int


def read_top(lines: Sequence[Line], found: Found) -> Top:
    """Set furniture and metadata above the text apart and say where the text begins."""
    groups: list[list[Line]] = [[]]
    at, last = 0, min(len(lines), _LONGEST_HEAD)
    while at < last:
        line = lines[at]
        step = _set_apart(lines, at, groups, found)
        if step:
            at += step
            if groups[-1]:
                groups.append([])
        elif is_text(line):
            break
        else:
            groups[-1].append(line)
            at += 1
    return Top(tuple(tuple(group) for group in groups if group), at)


def _set_apart(lines: Sequence[Line], at: int, groups: list[list[Line]], found: Found) -> int:
    """How many lines from `at` are furniture or metadata, which go to `found`; 0 when the line is neither."""
    line = lines[at]
    if line.entries:
        found.take(Row(line.entries), line.origin)
        return 1
    if line.block is not None:
        return 0
    if is_breadcrumb(line.text):
        if not found.entries:
            for group in groups:
                found.put(FurnitureKind.NAVIGATION, *group)
                group.clear()
        found.put(FurnitureKind.NAVIGATION, line)
        return 1
    if is_control(line.text):
        found.put(FurnitureKind.CONTROL, line)
        return 1
    if is_related(line.text) and (found.entries or any(groups)):
        found.put(FurnitureKind.NAVIGATION, line)
        return 1
    return _metadata(lines, at, found)


def _metadata(lines: Sequence[Line], at: int, found: Found) -> int:
    line = lines[at]
    if found.entries and continues(found.entries[-1][0], line.text):
        last, origin = found.entries.pop()
        found.entries.append((entry(last.label, line.text), origin))
        return 1
    pairs, end = alternating(lines, at)
    if pairs:
        found.entries += [(made, lines[i].origin) for i, made in pairs]
        return end - at
    row = parse_row(line.text)
    if row is None or not (row.sure or _beside_row(lines, at, found)):
        return 0
    found.take(row, line.origin)
    return 1


def _beside_row(lines: Sequence[Line], at: int, found: Found) -> bool:
    """Whether a doubtful row (one label without a colon) stands below or above another row."""
    if found.entries and lines[at].space == 0:
        return True
    below = parse_row(lines[at + 1].text) if at + 1 < len(lines) and lines[at + 1].block is None else None
    return below is not None


def read_bottom(lines: Sequence[Line], found: Found) -> tuple[list[Line], list[Line]]:
    """The lines without what stands below the document, and the names of files below it."""
    below = Found([], [])
    files: list[Line] = []
    end = _site_foot(lines, below)
    end = _linked_files(lines, end, files)
    while end:
        line = lines[end - 1]
        if line.block is not None or not _is_below(line, below, files):
            break
        end -= 1
    if end and end < len(lines) and _ANNEXES.fullmatch(lines[end - 1].text):
        if files:
            end, files = end + len(files), []
        else:
            end -= 1
            below.put(FurnitureKind.OTHER, lines[end])
    found.entries += reversed(below.entries)
    found.furniture += reversed(below.furniture)
    return list(lines[:end]), files[::-1]


def _linked_files(lines: Sequence[Line], end: int, files: list[Line]) -> int:
    """Where the links to files begin that a page ends with, below the signature or its notes.

    Above the signature they are the list of annexes, which belongs to the text.
    """
    start = end
    while start and is_file_link(lines[start - 1]):
        start -= 1
    if start == end or not start:
        return end
    last = lines[start - 1].text
    if not (is_date(last) or DATE_AT_END.search(last) or is_note(last)):
        return end
    files += reversed(lines[start:end])
    return start


def is_file_link(line: Line) -> bool:
    """Whether a line is a link to a file and nothing else."""
    return len(line.content) == 1 and is_file(target(line).partition("?")[0].rpartition("/")[2])


def _site_foot(lines: Sequence[Line], below: Found) -> int:
    """Where the foot of the site begins, if a line that surely belongs to it stands near the end."""
    first = max(len(lines) - _LONGEST_FOOT, 0)
    start = next((i for i in range(first, len(lines)) if is_impressum(lines[i].text)), len(lines))
    below.put(FurnitureKind.FOOTER, *reversed(lines[start:]))
    return start


def _is_below(line: Line, below: Found, files: list[Line]) -> bool:
    if line.entries:
        below.entries += [(made, line.origin) for made in reversed(line.entries)]
        return True
    if is_control(line.text):
        below.put(FurnitureKind.CONTROL, line)
        return True
    if is_foot(line.text) or is_related(line.text):
        below.put(FurnitureKind.FOOTER, line)
        return True
    row = parse_row(line.text) if len(line.text) < 80 else None
    if row is not None and row.entries[0].label and is_foot_row(row, line.text):
        below.entries += [(made, line.origin) for made in reversed(row.entries)]
        below.furniture += [
            Furniture(kind=FurnitureKind.CONTROL, text=text) for text in reversed(row.controls)
        ]
        return True
    if is_file(line.text) and not re.match(r"附\s*件|\d{1,2}\s*[.．、]", line.text):
        files.append(line)
        return True
    return False
