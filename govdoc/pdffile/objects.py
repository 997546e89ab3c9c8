"""Reading the objects of a PDF file: just enough of ISO 32000-1 7 to get at the pages that govdoc wrote.

Cross-reference and object streams are followed as they stand in the file; Flate is the only filter.
"""

from __future__ import annotations

import re
import zlib
from typing import NamedTuple, TypeAlias

from govdoc.context import Limits
from govdoc.errors import UnreadableError

MAX_DEPTH = 60
"""The deepest nesting of arrays and dictionaries that is read."""


class Name(str):
    """A name, without its solidus."""

    __slots__ = ()


class Ref(NamedTuple):
    """A reference to an object by number."""

    number: int


class Keyword(str):
    """Anything else that stands bare: an operator, `obj`, `null`."""

    __slots__ = ()


Value: TypeAlias = "Name | Keyword | Ref | int | float | bytes | list[Value] | dict[str, Value]"

_TOKEN = re.compile(
    rb"[\0\t\n\f\r ]*(?:%[^\r\n]*[\0\t\n\f\r ]*)*"
    rb"(<<|>>|\[|\]|\(|<[0-9A-Fa-f\s]*>|/[^\0\t\n\f\r ()<>\[\]{}/%]*|[^\0\t\n\f\r ()<>\[\]{}/%]+|[{}])"
)
_REFERENCE = re.compile(rb"[\0\t\n\f\r ]+(\d+)[\0\t\n\f\r ]+R(?![A-Za-z])")
_SECTION = re.compile(rb"[\0\t\n\f\r ]*(\d+) +(\d+)[\t\r\n ]*(?=\d{10} )")
_ROW = re.compile(rb"(\d{10}) \d{5} ([nf])[\r\n ]{0,2}")
_PLAIN = re.compile(rb"[^()\\]*")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class Scanner:
    """Reads values from bytes, one after the other."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data = data
        self.at = at

    def next(self, depth: int = 0) -> Value | None:
        """The next value, or none at the end. Raises UnreadableError for what is no PDF syntax."""
        match = _TOKEN.match(self.data, self.at)
        if match is None or depth > MAX_DEPTH:
            if depth > MAX_DEPTH or self.data[self.at :].strip(b"\0\t\n\f\r "):
                raise damaged(f"{self.at}")
            return None
        self.at = match.end()
        token = match[1]
        if token == b"<<":
            return self._dictionary(depth)
        if token == b"[":
            return self._until("]", depth)
        if token == b"(":
            return self._string()
        if token[:1] == b"<" and token != b"<<":
            digits = b"".join(token[1:-1].split())
            return bytes.fromhex((digits + b"0" * (len(digits) & 1)).decode())
        return self._simple(token)

    def _simple(self, token: bytes) -> Value:
        if token[:1] == b"/":
            return Name(
                re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes.fromhex(m[1].decode()), token[1:]).decode(
                    "latin-1"
                )
            )
        text = token.decode("latin-1")
        if text.isdecimal():
            reference = _REFERENCE.match(self.data, self.at)
            if reference is not None:
                self.at = reference.end()
                return Ref(int(text))
            return int(text)
        try:
            return float(text) if "." in text else int(text)
        except ValueError:
            return Keyword(text)

    def _until(self, end: str, depth: int) -> list[Value]:
        values: list[Value] = []
        while True:
            value = self.next(depth + 1)
            if value is None:
                raise damaged(f"{self.at}")
            if isinstance(value, Keyword) and value == end:
                return values
            values.append(value)

    def _dictionary(self, depth: int) -> dict[str, Value]:
        values = self._until(">>", depth)
        return {str(k): v for k, v in zip(values[::2], values[1::2], strict=False)}

    def _string(self) -> bytes:
        found, depth, data = [], 1, self.data
        while depth:
            match = _PLAIN.match(data, self.at)
            assert match is not None
            found.append(match[0])
            mark = data[match.end() : match.end() + 1]
            self.at = match.end() + 1
            if not mark:
                raise damaged(f"{self.at}")
            if mark == b"\\":
                found.append(self._escaped())
                continue
            depth += 1 if mark == b"(" else -1
            if depth:
                found.append(mark)
        return b"".join(found)

    def _escaped(self) -> bytes:
        octal = re.compile(rb"[0-7]{1,3}").match(self.data, self.at)
        if octal is not None:
            self.at = octal.end()
            return bytes([int(octal[0], 8) & 0xFF])
        mark = self.data[self.at : self.at + 1]
        self.at += 1
        return _ESCAPES.get(mark, b"" if mark in b"\r\n" else mark)


class File:
    """A PDF file whose objects are asked for by number.

    Raises UnreadableError for what is no PDF or oddly spelt, LimitError for a stream beyond `limits`.
    """

    def __init__(self, data: bytes, limits: Limits | None = None) -> None:
        self._data = data
        self._limits = limits or Limits()
        start = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$").search(data, max(len(data) - 100, 0))
        if start is None or not data.startswith(b"%PDF-"):
            raise damaged("startxref")
        self.trailer: dict[str, Value] = {}
        self._places: dict[int, tuple[int, int, int]] = {}
        self._read_tables(int(start[1]))
        self._packs: dict[int, tuple[list[int], bytes]] = {}

    def _read_tables(self, start: int) -> None:
        """The cross-reference streams and tables, the newest first; what they say is not said again."""
        seen: set[int] = set()
        while start not in seen:
            seen.add(start)
            if self._data.startswith(b"xref", start):
                head, places = self._table(start)
            else:
                head, rows = self._stream_at(start)
                places = _places(head, rows)
            self._places = places | self._places
            self.trailer = head | self.trailer
            previous = head.get("Prev")
            if not isinstance(previous, int):
                return
            start = previous

    def _table(self, at: int) -> tuple[dict[str, Value], dict[int, tuple[int, int, int]]]:
        """A cross-reference table and its trailer (7.5.4)."""
        found: dict[int, tuple[int, int, int]] = {}
        at += len(b"xref")
        while section := _SECTION.match(self._data, at):
            first, count, at = int(section[1]), int(section[2]), section.end()
            if count * 18 > len(self._data):
                raise damaged("xref")
            for i in range(count):
                row = _ROW.match(self._data, at)
                if row is None:
                    raise damaged("xref")
                at = row.end()
                if row[2] == b"n":
                    found[first + i] = (1, int(row[1]), 0)
        scanner = Scanner(self._data, at)
        head = scanner.next() if scanner.next() == "trailer" else None
        if not isinstance(head, dict):
            raise damaged("trailer")
        return head, found

    def get(self, value: Value | None) -> Value | None:
        """The value, or what it refers to."""
        return self._object(value.number) if isinstance(value, Ref) else value

    def entries(self, value: Value | None) -> dict[str, Value]:
        """The value as a dictionary; empty when it is none."""
        found = self.get(value)
        return found if isinstance(found, dict) else {}

    def items(self, value: Value | None) -> list[Value]:
        """The value as an array; one that is none is its only member."""
        found = self.get(value)
        return found if isinstance(found, list) else [] if value is None else [value]

    def stream(self, value: Value | None) -> bytes:
        """The inflated bytes of a stream."""
        if not isinstance(value, Ref) or value.number not in self._places:
            raise damaged("stream")
        _, at, _ = self._places[value.number]
        return self._stream_at(at)[1]

    def _object(self, number: int) -> Value | None:
        kind, at, index = self._places.get(number, (0, 0, 0))
        if kind == 1:
            return _body(self._data, at).next()
        if kind == 2:
            offsets, content = self._pack(at)
            if index < len(offsets):
                return Scanner(content, offsets[index]).next()
        return None

    def _pack(self, number: int) -> tuple[list[int], bytes]:
        if number not in self._packs:
            _, at, _ = self._places.get(number, (0, 0, 0))
            head, content = self._stream_at(at)
            first = _integer(head.get("First"))
            numbers = [int(n) for n in content[:first].split()]
            self._packs = {number: ([first + n for n in numbers[1::2]], content)}
        return self._packs[number]

    def _stream_at(self, at: int) -> tuple[dict[str, Value], bytes]:
        scanner = _body(self._data, at)
        head = scanner.next()
        if not isinstance(head, dict) or scanner.next() != "stream":
            raise damaged(f"{at}")
        start = scanner.at + (2 if self._data[scanner.at : scanner.at + 2] == b"\r\n" else 1)
        raw = self._data[start : start + _integer(self.get(head.get("Length")))]
        names = self.items(head["Filter"]) if "Filter" in head else []
        for name in names:
            if name != "FlateDecode":
                raise damaged(f"Filter {name!r}")
            raw = _inflate(raw, self._limits)
        parameters = self.get(next(iter(self.items(head.get("DecodeParms"))), None))
        return head, _predicted(raw, parameters) if isinstance(parameters, dict) else raw


def _inflate(raw: bytes, limits: Limits) -> bytes:
    try:
        data = zlib.decompressobj().decompress(raw, limits.stream_bytes + 1)
    except zlib.error as error:
        raise damaged(str(error)) from None
    limits.check("stream_bytes", len(data), "PDF")
    return data


def _predicted(raw: bytes, parameters: dict[str, Value]) -> bytes:
    """The bytes behind PNG's predictor "up", which cross-reference streams are written with (7.4.4.4)."""
    if parameters.get("Predictor", 1) == 1:
        return raw
    width = _integer(parameters.get("Columns", 1)) + 1
    row = bytes(width - 1)
    found = []
    for at in range(0, len(raw), width):
        kind, line = raw[at], raw[at + 1 : at + width]
        if kind not in (0, 2) or len(line) != width - 1:
            raise damaged("Predictor")
        row = bytes([(a + b) & 0xFF for a, b in zip(row, line, strict=True)]) if kind else line
        found.append(row)
    return b"".join(found)


def _body(data: bytes, at: int) -> Scanner:
    """A scanner behind the head `12 0 obj` of an object."""
    head = re.compile(rb"\s*\d+\s+\d+\s+obj\b").match(data, at)
    if head is None:
        raise damaged(f"{at}")
    return Scanner(data, head.end())


def _places(head: dict[str, Value], rows: bytes) -> dict[int, tuple[int, int, int]]:
    """Number → kind (1 in the file, 2 in an object stream), offset or stream, index."""
    widths = head.get("W")
    if not isinstance(widths, list) or len(widths) != 3:
        raise damaged("xref")
    a, b, c = (_integer(width) for width in widths)
    step = a + b + c
    index = head.get("Index", [0, head.get("Size")])
    spans = [_integer(value) for value in index] if isinstance(index, list) else []
    numbers: list[int] = []
    for first, count in zip(spans[::2], spans[1::2], strict=False):
        numbers += range(first, first + min(count, len(rows)))
    found = {}
    for i, number in enumerate(numbers[: len(rows) // step if step else 0]):
        row = rows[i * step : (i + 1) * step]
        kind, at, place = row[:a], row[a : a + b], row[a + b :]
        found[number] = (int.from_bytes(kind) if a else 1, int.from_bytes(at), int.from_bytes(place))
    return found


def _integer(value: Value | None) -> int:
    if not isinstance(value, int) or value < 0:
        raise damaged("number")
    return value


def damaged(where: str) -> UnreadableError:
    """The refusal of a file that cannot be read, with the place."""
    return UnreadableError(
        f"不是能读的 PDF（{where}）；请检查文件是否完整",
        f"no readable PDF ({where}); check whether the file is complete",
    )
