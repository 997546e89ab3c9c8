"""Formulas (OMML, ISO/IEC 29500-1 22.1) as a line of text: every sign in order, fractions with “/”."""

from collections.abc import Iterator

from govdoc.readers.docx.names import MATH, TEXT
from govdoc.readers.docx.package import Element
from govdoc.readers.docx.pieces import Segment
from govdoc.readers.docx.styles import LOWERED, RAISED


def _m(name: str) -> str:
    return f"{{{MATH}}}{name}"


FORMULAS = frozenset({_m("oMath"), _m("oMathPara")})
"""The elements that hold a formula."""

_TEXT, _VAL = _m("t"), _m("val")
_SUPERSCRIPT, _SUBSCRIPT, _DENOMINATOR = _m("sup"), _m("sub"), _m("den")
_BRACKETS, _OPERATOR, _ROOT = _m("d"), _m("nary"), _m("rad")
_PROPERTIES = frozenset(
    _m(f"{name}Pr") for name in ("r", "f", "d", "nary", "rad", "sSup", "sSub", "sSubSup", "m", "func", "acc")
)


def formula(element: Element, marks: int = 0) -> Iterator[Segment]:
    """The segments of a formula, indices raised and lowered."""
    for child in element:
        tag = child.tag
        if tag in (_TEXT, TEXT):
            yield Segment(child.text or "", marks)
        elif tag == _SUPERSCRIPT:
            yield from formula(child, RAISED)
        elif tag == _SUBSCRIPT:
            yield from formula(child, LOWERED)
        elif tag == _BRACKETS:
            yield Segment(_sign(child, "dPr", "begChr", "("), marks)
            yield from formula(child, marks)
            yield Segment(_sign(child, "dPr", "endChr", ")"), marks)
        elif tag not in _PROPERTIES:
            yield from _led(child, marks)


def _led(element: Element, marks: int) -> Iterator[Segment]:
    """An element with the sign that Word draws before it: the sum, the root, the line of a fraction."""
    if element.tag == _OPERATOR:
        yield Segment(_sign(element, "naryPr", "chr", "∫"), marks)
    elif element.tag == _ROOT:
        yield Segment("√", marks)
    elif element.tag == _DENOMINATOR:
        yield Segment("/", marks)
    yield from formula(element, marks)


def _sign(element: Element, properties: str, name: str, usual: str) -> str:
    found = element.find(f"{_m(properties)}/{_m(name)}")
    return usual if found is None else found.get(_VAL, "")
