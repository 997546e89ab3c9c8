"""Where the document stands on its page: the smallest element that holds nearly all of the running text.

Found from structure and the density of text (running text counts, short pieces and links little), so that it
works on sites nobody has seen; what an element calls itself weighs, and never decides.
"""

import re

import msgspec

from govdoc.model import FurnitureKind
from govdoc.readers.html.dom import BLOCKS, Element
from govdoc.readers.html.zones import zone

_SENTENCE = re.compile(r"[。；，、：]")
_LONG_RUN = 24
_LOOSE_SHARE = 0.3
_CELL_SHARE = 0.8
_ZONE_SHARE = 0.15
_MUCH = 0.4
_NEARLY_ALL = 0.75
_HOLDERS = frozenset(
    "div td section article main center form body blockquote tr tbody table ul dl font span li dd".split()
)


def weigh(body: Element) -> None:
    """Count ink, linked ink and prose of every element from the leaves up, and name the zones.

    What holds much of the running text is no zone, whatever it calls itself; what holds more than all the
    rest is shown, even where its style hides it (pages that a script uncovers).
    """
    order = [body, *body.under()]
    _sum_up(order)
    hidden = [element for element in order if element.style.hidden and element.ink > body.ink]
    for element in hidden:
        element.style = msgspec.structs.replace(element.style, hidden=False)
    if hidden:
        _sum_up(order)
    for element in order[1:]:
        around = element.parent.zone if element.parent is not None else None
        own = zone(element) if element.prose <= _MUCH * body.prose else None
        element.zone = around or own
    _sum_up(order)


def _sum_up(order: list[Element]) -> None:
    for element in order:
        element.ink = element.linked = 0
        element.prose = 0.0
    for element in reversed(order):
        _weigh_own(element)
        parent = element.parent
        if parent is not None and not element.style.hidden:
            parent.ink += element.ink
            parent.linked += element.ink if _is_link(element) else element.linked
            parent.prose += element.prose


def _is_link(element: Element) -> bool:
    return element.tag == "a" and "href" in element.attributes


def _weigh_own(element: Element) -> None:
    for child in element.children:
        if isinstance(child, str) and (size := len("".join(child.split()))):
            element.ink += size
            running = size >= _LONG_RUN or _SENTENCE.search(child) is not None
            cell = element.tag in ("td", "th")
            element.prose += size if running else size * (_CELL_SHARE if cell else _LOOSE_SHARE)
    if _is_link(element):
        element.prose *= _LOOSE_SHARE
    if element.zone is not None and (element.parent is None or element.parent.zone is None):
        element.prose *= 0.0 if element.zone is FurnitureKind.CONTROL else _ZONE_SHARE


def main_content(body: Element) -> Element:
    """The smallest element of a page that holds nearly all of its running text."""
    found = body
    while found.prose > 0:
        best = max(found.elements, key=lambda child: child.prose, default=None)
        if best is None or best.prose < _NEARLY_ALL * found.prose or not _may_hold(best):
            break
        found = best
    return found


def _may_hold(element: Element) -> bool:
    """Whether an element is a place for a whole document, and no paragraph or table of one."""
    if element.tag not in _HOLDERS or element.style.hidden:
        return False
    if element.tag == "table":
        return is_layout(element)
    breaks = sum(child.tag == "br" for child in element.elements)
    return breaks > 1 or any(child.tag in BLOCKS for child in element.under())


# --- tables that lay a page out -------------------------------------------------------------------------

_LONG_CELL = 300
_MOST_OF_IT = 0.6
_SHORT_TABLE = 600


def rows_of(table: Element) -> list[list[Element]]:
    """The rows of a table as lists of cells, without those of tables inside it."""
    found: list[list[Element]] = []
    stack = list(table.elements)[::-1]
    while stack:
        element = stack.pop()
        if element.tag == "tr":
            found.append([cell for cell in element.elements if cell.tag in ("td", "th")])
        elif element.tag in ("thead", "tbody", "tfoot"):
            stack += list(element.elements)[::-1]
    return [row for row in found if row]


def is_layout(table: Element) -> bool:
    """Whether a table only arranges the page: one column, a table inside, or a cell that holds the text."""
    if table.attributes.get("role") in ("presentation", "none"):
        return True
    rows = rows_of(table)
    cells = [cell for row in rows for cell in row]
    if 2 * _inner(table) > table.ink:
        return True
    if any(cell.tag == "th" and cell.ink for cell in cells) or any(
        e.tag == "caption" for e in table.elements
    ):
        return False
    if len(rows) < 2 or max((len(row) for row in rows), default=0) < 2:
        return True
    return any(_holds_text(cell, table) for cell in cells)


def may_be_fields(table: Element) -> bool:
    """Whether a table that lays out could be one row of labels and values."""
    return table.ink < _SHORT_TABLE and not _inner(table)


def _inner(table: Element) -> int:
    """How much of the ink of a table stands in tables inside it."""
    found, stack = 0, list(table.elements)
    while stack:
        element = stack.pop()
        if element.tag == "table":
            found += element.ink
        else:
            stack += element.elements
    return found


def _holds_text(cell: Element, table: Element) -> bool:
    paragraphs = sum(child.tag in ("p", "div", "br") for child in cell.under())
    return cell.ink > _LONG_CELL and cell.ink > _MOST_OF_IT * table.ink and paragraphs > 2
