"""The text on the pages of a PDF that govdoc wrote, read from the page streams (ISO 32000-1 9.10, 14.6).

For `--verify`: what the pages say, not what the attachment says. Artifacts (page numbers, repeated table
heads) are left out; each stretch of marked content begins a line.
"""

from __future__ import annotations

import re

from govdoc.pdffile.objects import File, Ref, Value
from govdoc.pdffile.shown import content_of, operations, pages, strings

_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_SINGLES = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")


def extract_text(data: bytes) -> str:
    """The text of the pages in the order in which they draw it.

    Raises UnreadableError for bytes that are no PDF of the form that govdoc writes.
    """
    file = File(data)
    maps: dict[int, dict[int, str]] = {}
    return "".join([_page(file, page, maps) for page in pages(file)]).strip("\n")


def _page(file: File, page: dict[str, Value], maps: dict[int, dict[int, str]]) -> str:
    fonts = file.entries(file.entries(page.get("Resources")).get("Font"))
    found: list[str] = []
    hidden: list[bool] = []
    current: dict[int, str] = {}
    for operator, operands in operations(content_of(file, page)):
        if operator in ("BDC", "BMC"):
            hidden.append(bool(operands) and operands[0] == "Artifact")
            if operands and operands[0] not in ("Artifact", "Span"):
                found.append("\n")
        elif operator == "EMC" and hidden:
            hidden.pop()
        elif operator == "Tf" and operands:
            current = _map(file, fonts.get(str(operands[0])), maps)
        elif not any(hidden):
            for string in strings(operator, operands):
                codes = range(0, len(string) - 1, 2)
                found += [current.get(string[i] << 8 | string[i + 1], "\ufffd") for i in codes]
    return "".join(found)


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
