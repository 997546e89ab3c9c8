"""The text on the pages of a PDF that govdoc wrote, read from the page streams (ISO 32000-1 9.10, 14.6).

For `--verify`: what the pages say, not what the attachment says. Artifacts (page numbers, repeated table
heads) are left out; each stretch of marked content begins a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from govdoc.writers.pdf.objects import File, Keyword, Name, Ref, Scanner, Value

_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_SINGLES = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")


def extract_text(data: bytes) -> str:
    """The text of the pages in the order in which they draw it.

    Raises UnreadableError for bytes that are no PDF of the form that govdoc writes.
    """
    file = File(data)
    maps: dict[int, dict[int, str]] = {}
    catalog = file.entries(file.trailer.get("Root"))
    return "".join([_page(file, page, maps) for page in _pages(file, catalog.get("Pages"))]).strip("\n")


def _pages(file: File, root: Value | None) -> Iterator[dict[str, Value]]:
    waiting, seen = [root], set()
    while waiting:
        value = waiting.pop()
        if isinstance(value, Ref):
            if value.number in seen:
                continue
            seen.add(value.number)
        node = file.entries(value)
        if node.get("Type") == "Page":
            yield node
        else:
            waiting += reversed(file.items(node.get("Kids")))


def _page(file: File, page: dict[str, Value], maps: dict[int, dict[int, str]]) -> str:
    fonts = file.entries(file.entries(page.get("Resources")).get("Font"))
    content = b"\n".join([file.stream(one) for one in file.items(page.get("Contents"))])
    found: list[str] = []
    hidden: list[bool] = []
    current: dict[int, str] = {}
    for operator, operands in _operations(content):
        if operator in ("BDC", "BMC"):
            hidden.append(bool(operands) and operands[0] == "Artifact")
            if operands and operands[0] not in ("Artifact", "Span"):
                found.append("\n")
        elif operator == "EMC" and hidden:
            hidden.pop()
        elif operator == "Tf" and operands:
            current = _map(file, fonts.get(str(operands[0])), maps)
        elif operator in ("Tj", "TJ", "'", '"') and operands and not any(hidden):
            found += _shown(operands[-1], current)
    return "".join(found)


def _operations(content: bytes) -> Iterator[tuple[str, list[Value]]]:
    scanner = Scanner(content)
    operands: list[Value] = []
    while (value := scanner.next()) is not None:
        if isinstance(value, Keyword):
            yield value, operands
            operands = []
        else:
            operands.append(value)


def _shown(operand: Value, current: dict[int, str]) -> Iterator[str]:
    strings = operand if isinstance(operand, list) else [operand]
    for string in strings:
        if isinstance(string, bytes) and not isinstance(string, Name):
            codes = range(0, len(string) - 1, 2)
            yield "".join([current.get(string[i] << 8 | string[i + 1], "\ufffd") for i in codes])


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
