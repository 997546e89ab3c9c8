"""Reading web pages: HTML as offices publish it, saved whole, cut out, or filtered by a word processor.

The bytes are decoded by `source.py`, the tree is HTML5's (selectolax, lexbor), structure is recognised as in
every other format. Nothing is fetched, no script runs, no file beside the page is opened.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from govdoc import codes as say
from govdoc.context import Context
from govdoc.model import Document, Entry, Furniture, FurnitureKind, Provenance, Resource, clean_text
from govdoc.options import HtmlReadOptions
from govdoc.readers.html import fields
from govdoc.readers.html.carried import Carried, carried
from govdoc.readers.html.content import main_content, weigh
from govdoc.readers.html.dom import MAX_OPEN, Page, parse
from govdoc.readers.html.edited import Edited, edited, with_edits
from govdoc.readers.html.flow import Setting, Strip, strips
from govdoc.readers.html.inline import STRONG, inlines
from govdoc.readers.html.notes import with_listed, with_notes
from govdoc.readers.html.sorting import Sorted, sort
from govdoc.readers.html.tables import common_marks, content_of, listed, table
from govdoc.readers.html.title import folded, is_title, title_of
from govdoc.readers.printed import key
from govdoc.readers.structure import Line, recognise
from govdoc.source import Source, declared_encoding, report_private_use, scrub, to_text

_LONGEST_HEADING = 60
_DIRECTIVES = re.compile(r"(?:\s*<%.*?%>)+", re.DOTALL)
"""Directives of a server page that was never served: browsers show them, and they are none of the page."""


def read(source: Source, options: HtmlReadOptions, context: Context) -> Document:
    """The document on a web page.

    Parameters: `source` the bytes of the page, or of a piece of one; `options.encoding` names their encoding,
    else it is found out. Content never raises; UsageError for an encoding that nobody knows.
    """
    markup, encoding = to_text(source, context, options.encoding, declared_encoding(source.data))
    markup = scrub(markup, context)
    own = carried(markup, source.name, context) if options.carried else None
    known: tuple[Entry, ...] | None = None
    if own is not None:
        if own.around:
            context.report(say.OTHER_TEXT, _shortened(own.around))
        if own.unchanged:
            return own.document
        shown = edited(own, context) if own.shown else None
        document = _with_edits(own, shown, context) if shown is not None else None
        if document is not None:
            return document
        context.report(say.PAGE_CHANGED)
        markup, known = (shown.markup, shown.entries) if shown is not None else (markup, None)
    document = _read(markup, known, context)
    document = replace(
        document,
        provenance=replace(
            document.provenance,
            format="html",
            encoding=encoding,
            digest=source.digest,
        ),
        language=document.language if own is None else own.document.language,
    )
    report_private_use(document, context)
    return document


def _with_edits(own: Carried, shown: Edited, context: Context) -> Document | None:
    """The document that an edited page of govdoc's carries, with the edits; none where they are not plain."""
    strips, _ = _lines(parse(shown.markup), {}, Context(context.limits))
    plain = (strip for strip in strips if strip.block is None)
    contents = {key("".join([run.text for run in strip.runs])): content_of(strip) for strip in plain}
    return with_edits(own, shown, contents, context)


def _read(markup: str, known: Sequence[Entry] | None, context: Context) -> Document:
    """The document that markup shows.

    `known`: the metadata, where `markup` is that of the document alone; none for a page to look for both.
    """
    directives = _DIRECTIVES.match(markup)
    page = parse(markup[directives.end() :] if directives else markup)
    if page.flattened:
        context.report(say.TOO_DEEP, str(MAX_OPEN))
    resources: dict[str, Resource] = {}
    found, loose = _lines(page, resources, context)
    tags = fields.page_tags(page.tags) if known is None else known
    named = next((entry.raw for entry in tags if entry.key == "title" and entry.raw), "")
    titles = folded(named, page.title)
    lines = sort(found, main_content(page.body) if known is None else page.body, titles)
    given, controls = _hand_over(lines, titles, context)
    title = title_of(lines.kept[: lines.head], named, page.title)
    structure = recognise(given, context, tags, title)
    furniture = (
        *_furniture(directives[0].strip() if directives else "", FurnitureKind.OTHER),
        *_furniture(clean_text(page.title), FurnitureKind.PAGE_TITLE),
        *(*lines.above, *controls, *structure.furniture, *lines.below, *loose),
    )
    _report(lines, context)
    return Document(
        metadata=structure.metadata,
        parts=structure.parts,
        resources=tuple(resources.values()),
        provenance=Provenance(furniture=furniture),
    )


def _lines(
    page: Page, resources: dict[str, Resource], context: Context
) -> tuple[list[Strip], tuple[Furniture, ...]]:
    weigh(page.body)
    setting = Setting(context, table, listed, resources)
    found, marks = with_notes(strips(page.body, setting))
    found, left = with_listed(found)
    loose = (*(mark.text for mark in marks), *left, *setting.debris)
    return found, tuple(Furniture(kind=FurnitureKind.OTHER, text=text) for text in loose)


def _furniture(text: str, kind: FurnitureKind) -> tuple[Furniture, ...]:
    return (Furniture(kind=kind, text=text),) if text else ()


def _hand_over(
    lines: Sorted, titles: Sequence[str], context: Context
) -> tuple[list[Line], tuple[Furniture, ...]]:
    """The lines that structure is recognised from, and the controls that stood among metadata."""
    found: list[Line] = []
    controls: list[Furniture] = []
    for i, strip in enumerate(lines.kept):
        if lines.head <= i < lines.tail:
            found.append(_line(strip, (), context, strip.level))
        elif strip.fields:
            found += [_row(strip, row, context) for row in strip.fields if row]
        else:
            line = fields.of_line(strip)
            controls += [Furniture(kind=FurnitureKind.CONTROL, text=text) for text in line.controls]
            if line.entries or not line.controls:
                found.append(_line(strip, line.entries, context, int(is_title(strip, titles))))
    return found, tuple(controls)


def _row(strip: Strip, row: tuple[Entry, ...], context: Context) -> Line:
    """A row of metadata; its text stands by for the case that it is none after all."""
    text = "\u3000".join(f"{entry.label} {entry.raw}".strip() for entry in row)
    return Line(text, strip.origin(context.file), entries=row)


def _line(strip: Strip, entries: tuple[Entry, ...], context: Context, level: int) -> Line:
    common = common_marks(strip)
    content = inlines(strip.runs, common)
    text = strip.text
    return Line(
        text,
        strip.origin(context.file),
        content=content if len(content) > 1 or _is_marked(content) else (),
        block=strip.block,
        level=level if len(text) <= _LONGEST_HEADING and "。" not in text else 0,
        centred=strip.align == "center",
        bold=bool(common & STRONG),
        entries=entries,
    )


def _is_marked(content: tuple[object, ...]) -> bool:
    return any(hasattr(node, "content") or hasattr(node, "blocks") for node in content)


def _report(lines: Sorted, context: Context) -> None:
    """Say in one line what navigation was kept out."""
    texts = [f.text for f in (*lines.above, *lines.below) if f.kind is FurnitureKind.NAVIGATION]
    if texts:
        context.report(say.NAVIGATION, _shortened(" ".join(texts)))


def _shortened(text: str) -> str:
    return text if len(text) < 60 else text[:60] + "…"
