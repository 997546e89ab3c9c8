"""The text objects of a page as characters in their places (GB/T 33190-2016 8.5, 11.3, 12, 13).

Lengths are millimetres from the top left corner; a matrix (a b c d e f) takes (x, y) to (ax + cy + e, bx + dy
+ f). The widths of characters are not known without their fonts, so a character ends where the next begins.
"""

import re
from collections.abc import Callable, Iterator
from math import hypot

from govdoc.model import clean_text
from govdoc.ofdfile.package import Element, children, local
from govdoc.readers.sheets import Glyph
from govdoc.typography import POINTS_PER_MM

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_HAN = "\u2e80"
_TOUCHING = 1.1
"""How far apart, in sizes of type, the starts of two characters may be for them to touch."""
_UPRIGHT = 0.05
"""The largest slope of a baseline that counts as level."""
_DEEPEST, _MOST_DRAWN = 4, 500_000
"""How deep composite objects may nest, and how many characters a page may have for them to be drawn."""


class Scene:
    """What a page shows.

    Parameters: `height` of the page; `unit` finds the content of a composite object by its number. `turned`
    gathers text that does not stand level, such as watermarks; `unread` counts composites left out.
    """

    def __init__(self, height: float, unit: Callable[[str], Element | None]) -> None:
        self.glyphs: list[Glyph] = []
        self.turned: list[str] = []
        self.pictures = 0
        self.unread = 0
        self._height = height
        self._unit = unit

    def draw(self, block: Element, matrix: Matrix = _UNIT, depth: int = 0) -> None:
        """Take in the objects of a layer, a page block or the appearance of an annotation."""
        waiting = [block]
        while waiting:
            one = waiting.pop()
            name = local(one)
            if one.get("Visible") == "false":
                continue
            if name == "TextObject":
                self._text(one, _placed(one, matrix))
            elif name == "ImageObject":
                self.pictures += 1
            elif name == "CompositeObject":
                self._composite(one, _placed(one, matrix), depth)
            elif name in ("Layer", "PageBlock", "Content", "Appearance"):
                waiting += reversed(one)

    def _composite(self, one: Element, matrix: Matrix, depth: int) -> None:
        content = self._unit(one.get("ResourceID", ""))
        if content is None or depth >= _DEEPEST or len(self.glyphs) > _MOST_DRAWN:
            self.unread += 1
            return
        self.draw(content, matrix, depth + 1)

    def _text(self, one: Element, matrix: Matrix) -> None:
        a, b, c, d, e, f = matrix
        type_size = number(one.get("Size"))
        em = type_size * number(one.get("HScale"), 1.0)
        size = max(type_size * hypot(c, d) * POINTS_PER_MM, 1.0)
        x = y = 0.0
        for code in children(one, "TextCode"):
            x, y = number(code.get("X"), x), number(code.get("Y"), y)
            text = code.text or ""
            if a <= 0 or abs(b) > _UPRIGHT * a or (code.get("DeltaY") and not code.get("DeltaX")):
                self.turned.append(clean_text(text))
                continue
            places = _places(text, code, x, y, em)
            ends = _ends(text, places, em, _right_edge(one))
            for character, (x, y), stop in zip(text, places, ends, strict=True):
                left, right = a * x + c * y + e, a * stop + c * y + e
                foot = (self._height - (b * x + d * y + f)) * POINTS_PER_MM
                if character := clean_text(character):
                    self.glyphs.append(
                        Glyph(character, left * POINTS_PER_MM, right * POINTS_PER_MM, foot, size)
                    )


def _places(text: str, code: Element, x: float, y: float, em: float) -> list[tuple[float, float]]:
    """Where the characters of a TextCode stand: by its distances, or by their likely widths."""
    across = deltas(code.get("DeltaX"), len(text) - 1)
    down = deltas(code.get("DeltaY"), len(text) - 1)
    found: list[tuple[float, float]] = []
    for i, character in enumerate(text):
        found.append((x, y))
        x += across[i] if i < len(across) else _width(character, em)
        y += down[i] if i < len(down) else 0.0
    return found


def _ends(text: str, places: list[tuple[float, float]], em: float, edge: float | None) -> Iterator[float]:
    """Where the characters end: where the next one begins, or the object, when that is near enough."""
    for i, character in enumerate(text):
        x = places[i][0]
        following = places[i + 1][0] if i + 1 < len(places) else edge
        near = following is not None and 0 < following - x <= _TOUCHING * em
        yield following if near and following is not None else x + _width(character, em)


def _width(character: str, em: float) -> float:
    return em if character >= _HAN else em / 2


def _right_edge(one: Element) -> float | None:
    """Where an object ends, counted from its left edge; none where it is transformed."""
    box = _numbers(one.get("Boundary"))
    return box[2] if len(box) > 2 and one.get("CTM") is None else None


def _placed(one: Element, matrix: Matrix) -> Matrix:
    """The matrix of an object: its own, its place, then that of what it stands in."""
    own = _numbers(one.get("CTM"))
    a, b, c, d, e, f = own[:6] if len(own) >= 6 else _UNIT
    box = _numbers(one.get("Boundary"))
    x, y = (box[0], box[1]) if len(box) > 1 else (0.0, 0.0)
    return _times((a, b, c, d, e + x, f + y), matrix)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        *(a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s),
        *(e * p + f * r + t, e * q + f * s + u),
    )


_NUMBER = re.compile(r"[-+]?(?:\d{1,12}\.?\d{0,12}|\.\d{1,12})(?:[eE][-+]?\d{1,2})?")


def number(text: str | None, otherwise: float = 0.0) -> float:
    """A number as written, or another where there is none."""
    found = _NUMBER.match(text.strip()) if text else None
    return float(found[0]) if found else otherwise


def _numbers(text: str | None) -> list[float]:
    return [number(one) for one in (text or "").split()[:8]]


def deltas(text: str | None, most: int) -> list[float]:
    """The distances of a DeltaX or DeltaY, “g n d” as n equal ones, no more than asked for (8.5)."""
    found: list[float] = []
    rest = iter((text or "").split())
    for one in rest:
        if len(found) >= most:
            break
        if one == "g":
            count = min(max(int(number(next(rest, None))), 0), most - len(found))
            found += [number(next(rest, None))] * count
        else:
            found.append(number(one))
    return found
