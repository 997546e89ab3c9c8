"""Tables and lists of a page as blocks (WHATWG HTML 4.9 and 4.4)."""

from msgspec.structs import replace

from govdoc import codes as say
from govdoc.model import Align, Block, Cell, Inlines, Item, List, Paragraph, Row, Table
from govdoc.numbering import match_label
from govdoc.readers.html import fields
from govdoc.readers.html.content import rows_of
from govdoc.readers.html.dom import BLOCKS, Element
from govdoc.readers.html.flow import MAX_TABLES, Setting, Strip, strips
from govdoc.readers.html.inline import EMPHASIS, STRONG, UNDERLINE, inlines
from govdoc.readers.structure.fields import parse_row
from govdoc.readers.structure.furniture import is_control, is_foot, is_related

_WIDEST = 1000
"""The largest column span that HTML knows."""


def common_marks(strip: Strip) -> int:
    """The marks that all characters of a line share: they set the line, not a word in it."""
    found = STRONG | EMPHASIS | UNDERLINE
    for run in strip.runs:
        if run.text.strip():
            found &= run.marks
    return found


def content_of(strip: Strip) -> Inlines:
    """The characters of a line with the marks that set words in it apart."""
    return inlines(strip.runs, common_marks(strip))


def blocks_of(found: list[Strip]) -> tuple[Block, ...]:
    """Lines as the blocks of a cell or an item, each line a paragraph."""
    return tuple(
        strip.block if strip.block is not None else Paragraph(content=content_of(strip)) for strip in found
    )


def table(element: Element, setting: Setting) -> Strip | None:
    """A table, with its rows of metadata where it is all labels and values; none when it nests too deep."""
    if setting.depth >= MAX_TABLES:
        setting.context.report(say.TOO_DEEP, str(MAX_TABLES))
        return None
    inner = replace(setting, depth=setting.depth + 1)
    rows = rows_of(element)
    cells = [[strips(cell, inner) for cell in row] for row in rows]
    texts = [[_as_field(strips) for strips in row] for row in cells]
    marked = [
        [(text, bold or cell.tag == "th") for (text, bold), cell in zip(line, row, strict=True)]
        for line, row in zip(texts, rows, strict=True)
    ]
    made = Table(
        rows=tuple(
            Row(cells=tuple(_cell(c, s, len(rows) - i) for c, s in zip(row, line, strict=True)))
            for i, (row, line) in enumerate(zip(rows, cells, strict=True))
        ),
        caption=_caption(element, inner),
        header_rows=_header_rows(rows),
        summary=element.attributes.get("summary", ""),
    )
    strip = Strip(element, block=made, fields=fields.of_table(marked))
    return strip if strip.fields or any(line for row in cells for line in row) else Strip(element)


def _as_field(found: list[Strip]) -> fields.Cell:
    text = " ".join(strip.text for strip in found)
    return text, bool(found) and all(common_marks(strip) & STRONG for strip in found)


def _cell(cell: Element, found: list[Strip], rows_left: int) -> Cell:
    return Cell(
        blocks=blocks_of(found),
        colspan=_span(cell, "colspan", _WIDEST),
        rowspan=_span(cell, "rowspan", rows_left),
        header=cell.tag == "th",
        align=_align(found),
    )


def _span(cell: Element, name: str, most: int) -> int:
    """A span as HTML reads it: digits at the start, at least 1; never past the end of the table."""
    digits = ""
    for character in cell.attributes.get(name, "").strip():
        if not character.isdecimal() or len(digits) > 5:
            break
        digits += character
    return min(max(int(digits or 1), 1), most)


def _align(found: list[Strip]) -> Align | None:
    aligns = {strip.align for strip in found}
    return aligns.pop() if len(aligns) == 1 else None


def _caption(element: Element, setting: Setting) -> Inlines:
    for child in element.elements:
        if child.tag == "caption":
            return tuple(node for strip in strips(child, setting) for node in inlines(strip.runs))
    return ()


def _header_rows(rows: list[list[Element]]) -> int:
    """How many rows at the top are all header cells or stand in `thead`; never the whole table."""
    count = 0
    for row in rows:
        parent = row[0].parent.parent if row[0].parent is not None else None
        if not (all(cell.tag == "th" for cell in row) or (parent is not None and parent.tag == "thead")):
            break
        count += 1
    return count if count < len(rows) else 0


# --- lists ----------------------------------------------------------------------------------------------


def listed(element: Element, setting: Setting) -> Strip | None:
    """A list of points, or none where it is numbered divisions, metadata, links or the layout of a page."""
    items = [child for child in element.elements if child.tag == "li" and child.ink]
    if len(items) < 2 or 2 * element.linked > element.ink or _odd(element, items):
        return None
    found = [strips(item, setting) for item in items]
    if any(len(lines) != 1 or lines[0].block is not None or lines[0].hidden for lines in found):
        return None
    texts = [lines[0].text for lines in found]
    if any(is_related(text) or is_control(text) or is_foot(text) for text in texts):
        return None
    if any(
        match_label(text) or fields.of_line(lines[0]).entries
        for text, lines in zip(texts, found, strict=True)
    ):
        return None
    if any((row := parse_row(text)) is not None and row.sure for text in texts):
        return None
    made = List(items=tuple(Item(blocks=blocks_of(lines)) for lines in found), ordered=element.tag == "ol")
    return Strip(element, block=made)


def _odd(element: Element, items: list[Element]) -> bool:
    """Whether something stands in a list that is no simple item."""
    loose = any(isinstance(child, str) and child.strip() for child in element.children)
    if loose or any(child.tag != "li" and child.ink for child in element.elements):
        return True
    return any(
        below.tag in BLOCKS and below.tag not in ("p", "div") for item in items for below in item.under()
    )
