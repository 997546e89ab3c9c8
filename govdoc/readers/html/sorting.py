"""What on a page is the document and what is the page: lines kept, lines set apart as furniture.

Inside the main content everything is kept but what hangs on its edges (links to other pages, share bars);
outside it only what proves itself is: metadata, the title and what stands under it, files, running text.
"""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from govdoc.model import Figure, Furniture, FurnitureKind
from govdoc.readers.html import fields
from govdoc.readers.html.dom import Element
from govdoc.readers.html.flow import Strip
from govdoc.readers.html.title import is_title, pieces_of_title
from govdoc.readers.structure.closing import is_note
from govdoc.readers.structure.fields import parse_row
from govdoc.readers.structure.furniture import is_breadcrumb, is_control, is_foot, is_related
from govdoc.readers.structure.lines import Line
from govdoc.readers.structure.words import (
    NUMBER,
    ORDER_NUMBER,
    is_date,
    is_subtitle,
    is_text,
    is_variant,
    organs_in,
)
from govdoc.tree import ink

FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|wps|et|zip|rar|7z|ofd|pptx?|ceb|txt|csv)(?:$|[?#])", re.IGNORECASE)
"""How the target of a link to a file ends."""

_ANNEX = re.compile(r"附\s*[件表]|(?:相关)?(?:附件|文件)下载")
_RUNNING = 40
_LEAST_SHARE = 0.05
_DENSE = 0.8
_LONGEST_ROW = 300
_UNDER_TITLE = 6
_LONGEST_LIST_NAME = 8
_LIST_DATE = re.compile(r"[\[(（]?(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?[\])）]?$")


class Sorted(Struct, frozen=True):
    """The lines of the document in page order, and the furniture above and below it.

    `head`: how many of the lines stand above the running text; `tail`: where what is below it begins.
    """

    kept: tuple[Strip, ...]
    head: int
    tail: int
    above: tuple[Furniture, ...]
    below: tuple[Furniture, ...]


def sort(strips: Sequence[Strip], content: Element, titles: Sequence[str]) -> Sorted:
    """Sort the lines of a page. `titles`: what its tags say that the document is called, folded."""
    return _Sorter(content, titles).sort(_paired(strips))


def _paired(strips: Sequence[Strip]) -> list[Strip]:
    """The lines with labels and values that stand in boxes of their own put together."""
    found: list[Strip] = []
    at = 0
    while at < len(strips):
        strip = strips[at]
        value = strips[at + 1] if at + 1 < len(strips) else None
        made = None if strip.block is not None else fields.beside(strip, value)
        if made is None and found and found[-1].fields and strip.block is None:
            made = fields.alone(strip)
        if made is None:
            found.append(strip)
        elif made.raw and value is not None:
            found.append(replace(strip, runs=[*strip.runs, *_apart(value)], fields=((made,),)))
            at += 1
        else:
            found.append(replace(strip, fields=((made,),)))
        at += 1
    return found


def _apart(strip: Strip) -> list:  # type: ignore[type-arg]
    first, *rest = strip.runs
    return [replace(first, text=" " + first.text), *rest]


class _Sorter:
    def __init__(self, content: Element, titles: Sequence[str]) -> None:
        self._content = content
        self._path = {id(element) for element in content.around()}
        self._titles = titles
        self._titled = 0
        self._pieces: set[int] = set()
        self._dropped: dict[int, int] = {}

    def sort(self, strips: list[Strip]) -> Sorted:
        self._pieces = {id(strips[i]) for i in pieces_of_title(strips, self._titles)}
        inside = [self._is_inside(strip.box) for strip in strips]
        first = inside.index(True) if True in inside else len(strips)
        last = len(strips) - inside[::-1].index(True) if True in inside else len(strips)
        wanted = [not strip.hidden for strip in strips]
        for i, strip in enumerate(strips):
            if wanted[i] and not inside[i]:
                wanted[i] = self._proves_itself(strip, above=i < first)
        self._trim(strips, wanted, first, last)
        head, tail = _bounds(strips, wanted)
        kept = tuple(strip for strip, want in zip(strips, wanted, strict=True) if want)
        apart = [None if want else strip for strip, want in zip(strips, wanted, strict=True)]
        above = _furniture(apart[:head], FurnitureKind.HEADER)
        below = _furniture(apart[head:], FurnitureKind.FOOTER)
        return Sorted(kept, sum(wanted[:head]), sum(wanted[:tail]), above, below)

    def _is_inside(self, box: Element) -> bool:
        return any(element is self._content for element in box.around())

    # --- outside the content ----------------------------------------------------------------------------

    def _proves_itself(self, strip: Strip, above: bool) -> bool:
        if strip.block is not None and not strip.fields:
            return self._is_running(strip)
        text = strip.text
        if not above:
            return self._is_below(strip, text)
        if self._is_title(strip):
            self._titled = _UNDER_TITLE
            return True
        if _is_metadata(strip, text, bool(self._titled)):
            return strip.zone not in (FurnitureKind.NAVIGATION, FurnitureKind.FOOTER)
        if self._titled and strip.zone is None and _is_under_title(text):
            self._titled -= 1
            return True
        return self._is_running(strip)

    def _is_title(self, strip: Strip) -> bool:
        return id(strip) in self._pieces or is_title(strip, self._titles)

    def _is_below(self, strip: Strip, text: str) -> bool:
        if strip.zone is not None and strip.zone is not FurnitureKind.CONTROL:
            return False
        if is_foot(text) or is_related(text):
            return False
        if leads_to_file(strip) or (_ANNEX.match(text) and strip.block is None):
            return True
        return _is_metadata(strip, text, False) or self._is_running(strip)

    def _is_running(self, strip: Strip) -> bool:
        """Whether a line belongs to a part of the page with running text of its own."""
        region = self._region(strip.box)
        if strip.zone is not None or strip.hidden:
            return False
        if region is None:
            return _is_prose(strip)
        enough = region.prose >= max(_RUNNING, _LEAST_SHARE * self._content.prose)
        if not enough or 3 * region.linked > region.ink or is_dense(strip):
            return False
        return not is_foot(strip.text) and not is_related(strip.text) and not is_breadcrumb(strip.text)

    def _region(self, box: Element) -> Element | None:
        """The largest element around a box that does not hold the content."""
        found = None
        for element in box.around():
            if id(element) in self._path:
                break
            found = element
        return found

    # --- the edges of the content -----------------------------------------------------------------------

    def _trim(self, strips: list[Strip], wanted: list[bool], first: int, last: int) -> None:
        for strip, want in zip(strips, wanted, strict=True):
            if not want and not strip.hidden:
                self._drop(strip)
        for i in range(first, last):
            strip = strips[i]
            if not wanted[i]:
                continue
            if self._is_junk(strip) and not self._is_title(strip):
                wanted[i] = False
                self._drop(strip)
            elif _is_body(strip) and not _is_figure(strip):
                break
        listed = 0
        for i in range(last - 1, first - 1, -1):
            strip = strips[i]
            if not wanted[i]:
                continue
            heads = listed > 1 and _heads_links(strip)
            listed = listed + 1 if is_dense(strip) else 0
            if heads or self._is_junk(strip) or is_foot(strip.text) or is_related(strip.text):
                wanted[i] = False
                self._drop(strip)
            elif not (strip.fields or leads_to_file(strip) or _is_metadata(strip, strip.text, False)):
                break

    def _drop(self, strip: Strip) -> None:
        for element in strip.box.around():
            self._dropped[id(element)] = self._dropped.get(id(element), 0) + _size(strip)

    def _is_junk(self, strip: Strip) -> bool:
        """Whether a line at an edge is none of the document's; a picture goes with the ink around it."""
        inner = strip.zone if self._content.zone is None else None
        if _is_figure(strip):
            around = next((element for element in strip.box.around() if element.ink), strip.box)
            return inner is not None or 0 < around.ink <= self._dropped.get(id(around), 0)
        if strip.block is not None or strip.fields:
            return False
        text = strip.text
        if inner is not None and not _is_metadata(strip, text, False) and not _is_prose(strip):
            return True
        return is_breadcrumb(text) or is_control(text) or is_dense(strip)


def _bounds(strips: Sequence[Strip], wanted: Sequence[bool]) -> tuple[int, int]:
    """Where the running text of the kept lines begins, and where what is below it begins."""
    places = range(len(strips))
    first = next((i for i in places if wanted[i] and _is_body(strips[i])), len(strips))
    last = next((i for i in reversed(places) if wanted[i] and _is_body(strips[i])), first - 1)
    return first, last + 1


def _is_body(strip: Strip) -> bool:
    if strip.fields or fields.of_line(strip).entries:
        return False
    return is_text(Line(strip.text, block=strip.block))


def _heads_links(strip: Strip) -> bool:
    """Whether a line above links that were set apart is their heading (最新信息, 热点专题)."""
    text = strip.text
    short = strip.block is None and len(text) <= _LONGEST_LIST_NAME and strip.box.tag != "p"
    if not short or any(mark in text for mark in "。：:；，"):
        return False
    return not (is_date(text) or organs_in(text) or is_note(text) or _ANNEX.match(text) or strip.fields)


def _is_figure(strip: Strip) -> bool:
    return isinstance(strip.block, Figure)


def _size(strip: Strip) -> int:
    return len("".join(strip.text.split()))


def _is_prose(strip: Strip) -> bool:
    text = strip.text
    return len(text) >= _RUNNING and "。" in text and 3 * strip.linked < len(text)


def _is_metadata(strip: Strip, text: str, dates: bool) -> bool:
    """Whether a line is a row of metadata; `dates`: a bare date counts too."""
    if strip.fields or fields.of_line(strip).entries:
        return True
    row = parse_row(text) if len(text) < _LONGEST_ROW else None
    if row is None or not row.sure:
        return False
    return any(entry.label for entry in row.entries) or dates


def _is_under_title(text: str) -> bool:
    if NUMBER.fullmatch(text) or ORDER_NUMBER.fullmatch(text) or is_date(text):
        return True
    return is_variant(text) or is_subtitle(text) or bool(organs_in(text))


def leads_to_file(strip: Strip) -> bool:
    """Whether a line has a link to a file."""
    return any(run.href and FILE.search(run.href) for run in strip.runs)


def is_dense(strip: Strip) -> bool:
    """Whether a line is nearly all links, and none to a file."""
    if strip.block is not None or _ANNEX.match(strip.text) or leads_to_file(strip):
        return False
    dates = sum(len(date[0]) for date in _LIST_DATE.finditer(strip.text))
    return strip.linked > _DENSE * (_size(strip) - dates)


def _furniture(strips: Sequence[Strip | None], other: FurnitureKind) -> tuple[Furniture, ...]:
    """Lines set apart as furniture, those of one kind that follow each other as one piece."""
    found: list[tuple[FurnitureKind, list[str]]] = []
    for strip in strips:
        if strip is None:
            continue
        text = " ".join(ink(strip.block)) if strip.block is not None else strip.text
        kind = _kind(strip, text) or other
        if not text.strip():
            continue
        if found and found[-1][0] is kind:
            found[-1][1].append(text)
        else:
            found.append((kind, [text]))
    return tuple(Furniture(kind=kind, text="\n".join(texts)) for kind, texts in found)


def _kind(strip: Strip, text: str) -> FurnitureKind | None:
    kind = FurnitureKind.OTHER if strip.hidden else strip.zone
    if kind is None and is_control(text):
        return FurnitureKind.CONTROL
    if kind is None and (is_breadcrumb(text) or is_dense(strip)):
        return FurnitureKind.NAVIGATION
    return kind
