"""The text on the pages of a PDF that govdoc wrote, read from the page streams (ISO 32000-1 9.10, 14.6).

For `--verify`: what the pages say, not what the attachment says. Artifacts (page numbers, repeated table
heads) are left out; each stretch of marked content begins a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govdoc.pdffile.objects import File, Ref, Value
from govdoc.pdffile.shown import content_of, operations, pages, strings

_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_SINGLES = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")


Place = tuple[int, int]
"""A stretch of marked content: its page's key in the parent tree, and its number (MCID) on the page."""


def extract_text(data: bytes) -> str:
    """The text of the pages in reading order, which the structure tree gives (14.8.2.3.1).

    A table row that goes on on the next page is drawn there, but each of its cells reads to its end. What no
    structure element claims comes last. Raises UnreadableError for bytes that are no PDF that govdoc writes.
    """
    file = File(data)
    maps: dict[int, dict[int, str]] = {}
    drawn: dict[Place, list[str]] = {}
    for page in pages(file):
        _draw(file, page, maps, drawn)
    stretches = [drawn.pop(place, []) for place in _order(file)]
    return "\n".join(["".join(found) for found in (*stretches, *drawn.values())]).strip("\n")


def _draw(
    file: File, page: dict[str, Value], maps: dict[int, dict[int, str]], drawn: dict[Place, list[str]]
) -> None:
    """Put the text of a page under the stretches of marked content it stands in; artifacts are left out."""
    fonts = file.entries(file.entries(page.get("Resources")).get("Font"))
    key = _whole(page.get("StructParents"))
    hidden: list[bool] = []
    found = drawn.setdefault((key, -1), [])
    current: dict[int, str] = {}
    for operator, operands in operations(content_of(file, page)):
        if operator in ("BDC", "BMC"):
            hidden.append(bool(operands) and operands[0] == "Artifact")
            properties = file.entries(operands[-1]) if operator == "BDC" else {}
            if "MCID" in properties:
                found = drawn.setdefault((key, _whole(properties["MCID"])), [])
        elif operator == "EMC" and hidden:
            hidden.pop()
        elif operator == "Tf" and operands:
            current = _map(file, fonts.get(str(operands[0])), maps)
        elif not any(hidden):
            for string in strings(operator, operands):
                codes = range(0, len(string) - 1, 2)
                found += [current.get(string[i] << 8 | string[i + 1], "\ufffd") for i in codes]


def _order(file: File) -> Iterator[Place]:
    """The stretches of marked content in the order of the structure tree."""
    root = file.entries(file.entries(file.trailer.get("Root")).get("StructTreeRoot"))
    keys: dict[int, int] = {}
    waiting: list[tuple[Value | None, int]] = [(root.get("K"), -1)]
    while waiting:
        value, page = waiting.pop()
        if isinstance(value, int):
            yield page, value
            continue
        if isinstance(value, list):
            waiting += [(kid, page) for kid in reversed(value)]
            continue
        node = file.entries(value)
        shown = node.get("Pg")
        if isinstance(shown, Ref):
            if shown.number not in keys:
                keys[shown.number] = _whole(file.entries(shown).get("StructParents"))
            page = keys[shown.number]
        below = node.get("MCID", node.get("K"))
        if below is not None:
            waiting.append((below, page))


def _whole(value: Value | None) -> int:
    return value if isinstance(value, int) else -1


def _map(file: File, font: Value | None, maps: dict[int, dict[int, str]]) -> dict[int, str]:
    """What the codes of a font mean, by its ToUnicode map."""
    key = font.number if isinstance(font, Ref) else -1
    if key not in maps:
        unicode = file.entries(font).get("ToUnicode")
        maps[key] = _meanings(file.stream(unicode)) if unicode is not None else {}
    return maps[key]


def _meanings(cmap: bytes) -> dict[int, str]:
    found: dict[int, str] = {}
    for block in _RANGES.findall(cmap):
        codes = [bytes.fromhex(one.decode()) for one in _HEX.findall(block)]
        for first, last, start in zip(codes[::3], codes[1::3], codes[2::3], strict=False):
            low, high, meaning = (int.from_bytes(x) for x in (first, last, start))
            found |= {low + i: chr(meaning + i) for i in range(min(high, 0xFFFF) - low + 1)}
    for block in _SINGLES.findall(cmap):
        codes = [bytes.fromhex(one.decode()) for one in _HEX.findall(block)]
        found |= {
            int.from_bytes(code): meaning.decode("utf-16-be", "replace")
            for code, meaning in zip(codes[::2], codes[1::2], strict=False)
        }
    return found
