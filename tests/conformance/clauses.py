"""What the tests of the clauses share: documents, and where things stand on their pages.

Lengths in millimetres from the sheet's edges; `left` and `right` in 字 from the type area's.
"""

from collections.abc import Callable
from functools import cache

from govdoc.compose import prepare
from govdoc.context import Context
from govdoc.fonts.library import FontSet
from govdoc.model import Document, Paragraph, Part, Text
from govdoc.options import PageOptions
from govdoc.paginate import Page, pages
from govdoc.paginate.page import Line
from govdoc.typography import POINTS_PER_MM

MM = POINTS_PER_MM
TOP, LEFT, WIDTH, HEIGHT = 37.0, 28.0, 156.0, 225.0
CELL, PITCH, EM = 156 / 28, 10.418, 15.75 / MM
RIGHT, BOTTOM = LEFT + WIDTH, TOP + HEIGHT

COVERED: dict[str, str] = {}
NOT_YET: dict[str, str] = {}
CLAUSES = (
    *("5.1", "5.2.1", "5.2.2", "5.2.3", "5.2.4", "6", "7.2.1", "7.2.2", "7.2.3", "7.2.4", "7.2.5", "7.2.6"),
    *("7.2.7", "7.3.1", "7.3.2", "7.3.3", "7.3.4", "7.3.5.1", "7.3.5.2", "7.3.5.3", "7.3.5.4", "7.3.5.5"),
    *("7.3.6", "7.3.7", "7.4", "7.5", "8", "9", "10.1", "10.2", "10.3"),
)


def clause(number: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    def mark(test: Callable[[], None]) -> Callable[[], None]:
        COVERED[number] = test.__name__
        return test

    return mark


def text(value: str) -> tuple[Text, ...]:
    return (Text(value),)


def para(value: str) -> Paragraph:
    return Paragraph(text(value))


FILL = "坚持以公开为常态不公开为例外围绕中心工作加强政策解读主动回应社会关切"


@cache
def fonts() -> FontSet:
    return FontSet.load()


def made(*parts: Part) -> list[Page]:
    return laid(Document(parts=parts))


def laid(document: Document, profile: str = "gbt9704", even_imprint: bool = False) -> list[Page]:
    """The pages of a document in a profile."""
    context = Context()
    composition = prepare(document, PageOptions(profile=profile, even_imprint=even_imprint), context)
    found = list(pages(composition, fonts(), context))
    assert {d.code for d in context.diagnostics} <= {"GD250"}
    return found


def line(page: Page, start: str) -> Line:
    found = [each for each in page.lines() if each.text.startswith(start)]
    assert found, f"no line begins with {start}: {[each.text for each in page.lines()]}"
    return found[0]


def row(each: Line) -> int:
    """The line of the grid, from 0, that a line of type stands on."""
    return int((each.y / MM - TOP) // PITCH)


def left(each: Line) -> float:
    """Where the first character's cell begins, in 字 from the type area's left edge."""
    return (next(each.places())[1] / MM - LEFT) / CELL


def right(each: Line) -> float:
    """How far the last character ends from the type area's right edge, in 字."""
    *_, (_, _, end) = each.places()
    return (RIGHT - end / MM) / CELL


def face(each: Line) -> str:
    return each.pieces[0].style.font.postscript_name


def size(each: Line) -> float:
    return each.pieces[0].style.size
