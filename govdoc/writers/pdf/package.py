"""The file around the pages: reportlab's object layer, streaming, with object and cross-reference streams.

ISO 32000-1 7.5. What reportlab lacks is added here by small subclasses and nowhere else: objects go to the
file as they are made, small ones packed 100 to a stream, and every stream ends in the line break that
ISO 19005-2 6.1.7.1 asks for.
"""

from array import array
from hashlib import md5
from struct import Struct
from typing import BinaryIO, Protocol

from deflate import crc32, zlib_compress  # its crc32 takes a tenth of the time of zlib's
from reportlab.pdfbase import pdfdoc

from govdoc.writers.pdf.aside import Aside

_PACK = 100
_HEADER = "%PDF-1.7\n%\u6587\u4ef6\n".encode()


class Deflate:
    """The Flate filter on libdeflate, in the form that reportlab's streams ask for."""

    pdfname = "FlateDecode"

    def __init__(self, level: int) -> None:
        self._level = level

    def encode(self, content: bytes) -> bytes:
        """The content as a zlib stream."""
        return bytes(zlib_compress(content, self._level))


DENSE = Deflate(6)
"""For few and long texts: about as dense as zlib's level 6 in a third of its time."""
FAST = Deflate(1)
"""For pages, small objects and outlines of glyphs, which level 6 makes 1 to 3 % smaller in twice the time."""

SPARSE = Deflate(2)
"""For tables that are mostly zeros, on which level 1 is slower."""


_LONG = 1 << 18
"""From how many bytes on a stream is deflated aside: the outlines of a face, the attached XML, pictures."""
_WAITING = 2
"""How many such streams wait for their place in the file at most; they are all that is kept of it."""
_BULK = 32
"""How many pages' contents are deflated one after the other: in turns with drawing, whose data the deflater's
tables drive out of the processor's caches, all takes 8 % longer at 2,000 pages."""
_CONTENT = b"%d 0 obj\n<</Filter /FlateDecode/Length %d>>\nstream\n%b\nendstream\nendobj\n"


class Dictionary(pdfdoc.PDFDictionary):
    """A dictionary that writes itself in one go.

    reportlab's way (a copy, a sort, a call for each value) took a twentieth of the time of a document.
    """

    def format(self, document: pdfdoc.PDFDocument, IND: bytes = b"") -> bytes:  # noqa: ARG002, N803
        """The dictionary as it stands in the file, its keys in order."""
        entries: dict[str, object] = self.dict
        pairs = [b"/%b %b" % (key.encode(), _value(entries[key], document)) for key in sorted(entries)]
        return b"<<%b>>" % b"".join(pairs)


class Stream(pdfdoc.PDFStream):
    """A stream whose data end with a line break before `endstream`."""

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The stream as it stands in the file."""
        content = self.content
        entries: dict[str, object] = dict(self.dictionary.dict)
        for one in self.filters or ():
            content = one.encode(content)
            entries["Filter"] = f"/{one.pdfname}"
        entries["Length"] = len(content)
        return b"%b\nstream\n%b\nendstream\n" % (Dictionary(entries).format(document), content)


def _value(value: object, document: pdfdoc.PDFDocument) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, int | str):
        return str(value).encode()
    return bytes(pdfdoc.format(value, document))


class Reference(pdfdoc.PDFObject):
    """A reference to an object by its number."""

    def __init__(self, number: int) -> None:
        self.number = number

    def format(self, _document: pdfdoc.PDFDocument) -> bytes:
        """The reference as it stands in a dictionary."""
        return b"%d 0 R" % self.number


class Outlet(pdfdoc.PDFFile):
    """reportlab's file collector, which hands on what it gets instead of keeping it."""

    def __init__(self, sink: BinaryIO) -> None:
        self.write = sink.write  # type: ignore[assignment]  # the stub knows list.append only
        self.offset = 0
        self.add(_HEADER)


class Objects(Protocol):
    """A file that takes objects by number: ours, or one that reportlab writes."""

    def number(self) -> int:
        """A number for an object that is yet to come."""

    def put(self, content: pdfdoc.PDFObject | bytes, number: int | None = None) -> int:
        """Add an object that is no stream; returns its number."""

    def stream(
        self,
        content: bytes,
        entries: dict[str, object] | None = None,
        number: int | None = None,
        deflate: Deflate | None = DENSE,
    ) -> int:
        """Add a stream with these entries in its dictionary; returns its number."""


class Package(pdfdoc.PDFDocument):
    """A PDF file in the making.

    Objects are named by number, taken beforehand with `number()` where others refer to them first.
    """

    def __init__(self, sink: BinaryIO) -> None:
        self._places = array("Q", [0])
        super().__init__(dummyoutline=1, compression=0, invariant=1, pdfVersion=(1, 7))
        self._outlet = Outlet(sink)
        self._check = 0
        self._places = array("Q", [0])
        self._packed: list[bytes] = []
        self._named: set[str] = set(self.idToObjectNumberAndVersion)
        self._packed_numbers: list[int] = []
        self._contents: list[tuple[int, bytes, Deflate]] = []
        self._waiting: list[tuple[int, dict[str, object], Aside]] = []
        # The numbers that reportlab gave out itself are ours again: what it named is not used.
        self.objectcounter = 0

    def number(self) -> int:
        """A number for an object that is yet to come."""
        self.objectcounter += 1
        self._places.append(0)
        return self.objectcounter

    def put(self, content: pdfdoc.PDFObject | bytes, number: int | None = None) -> int:
        """Add an object that is no stream; returns its number."""
        number = number or self.number()
        body = content if isinstance(content, bytes) else pdfdoc.format(content, self, toplevel=1)
        self._packed.append(body)
        self._packed_numbers.append(number)
        if len(self._packed) >= _PACK:
            self._pack()
        return number

    def stream(
        self,
        content: bytes,
        entries: dict[str, object] | None = None,
        number: int | None = None,
        deflate: Deflate | None = DENSE,
    ) -> int:
        """Add a stream with these entries in its dictionary, compressed or as it is."""
        number = number or self.number()
        if deflate and len(content) >= _LONG:
            self._waiting.append((number, entries or {}, Aside(deflate.encode, content)))
            self._arrive(_WAITING)
            return number
        if entries is None and deflate:
            self._contents.append((number, content, deflate))
            if len(self._contents) >= _BULK:
                self._write_contents()
            return number
        filters = [deflate] if deflate else None
        made = Stream(Dictionary(entries or {}), content, filters)
        self._places[number] = self._outlet.offset << 1
        self._add(b"%d 0 obj\n%bendobj\n" % (number, made.format(self)))
        return number

    def _write_contents(self) -> None:
        """Write the contents of pages that have gathered: as other streams, without an object for each."""
        for number, content, deflate in self._contents:
            data = deflate.encode(content)
            self._places[number] = self._outlet.offset << 1
            self._add(_CONTENT % (number, len(data), data))
        self._contents.clear()

    def _arrive(self, keep: int) -> None:
        """Write the streams that were deflated aside, the oldest first, until `keep` of them are left."""
        while len(self._waiting) > keep:
            number, entries, aside = self._waiting.pop(0)
            self.stream(aside.result(), {**entries, "Filter": f"/{Deflate.pdfname}"}, number, None)

    def Reference(  # noqa: N802  (reportlab's name)
        self, obj: pdfdoc.PDFObject, name: str | None = None
    ) -> pdfdoc.PDFObjectReference:
        """Take in an object by name, as reportlab's canvas does with its images; see `write_named`."""
        made: pdfdoc.PDFObjectReference = super().Reference(obj, name)  # type: ignore[no-untyped-call]
        self._places.extend([0] * (self.objectcounter + 1 - len(self._places)))
        return made

    def write_named(self) -> None:
        """Write what reportlab's canvas has named since the last time."""
        while waiting := [name for name in self.idToObjectNumberAndVersion if name not in self._named]:
            for name in waiting:
                self._named.add(name)
                number, _ = self.idToObjectNumberAndVersion[name]
                self._put_any(bytes(pdfdoc.format(self.idToObject[name], self)), number)

    def _put_any(self, body: bytes, number: int) -> None:
        """Add an object as reportlab formats it; a stream gets its line break."""
        stripped = body.rstrip()
        if not stripped.endswith(b"endstream"):
            self.put(body, number)
            return
        self._places[number] = self._outlet.offset << 1
        self._add(b"%d 0 obj\n%b\nendstream\nendobj\n" % (number, stripped.removesuffix(b"endstream")))

    def _add(self, data: bytes) -> None:
        self._check = crc32(data, self._check)
        self._outlet.add(data)

    def _pack(self) -> None:
        """Write the small objects that have gathered as one object stream (7.5.7)."""
        if not self._packed:
            return
        number, index = self.number(), []
        place, at = number << 17 | 1, 0
        for one, body in zip(self._packed_numbers, self._packed, strict=True):
            index.append(b"%d %d" % (one, at))
            at += len(body) + 1
            self._places[one] = place
            place += 2
        head = b" ".join(index) + b"\n"
        entries: dict[str, object] = {"Type": "/ObjStm", "N": len(index), "First": len(head)}
        content = head + b"\n".join(self._packed)
        self._packed, self._packed_numbers = [], []
        self.stream(content, entries, number, FAST)

    def finish(self, catalog: int, info: int) -> None:
        """Write what is left and the cross-reference stream (7.5.8); nothing can be added any more."""
        self._write_contents()
        self._arrive(0)
        self._pack()
        number = self.number()
        start = self._outlet.offset
        self._places[number] = start << 1
        made_of = b"%d %d %d" % (self._check, start, number)
        digest = b"<%b>" % md5(made_of, usedforsecurity=False).hexdigest().encode()
        entries: dict[str, object] = {
            "Type": "/XRef",
            "Size": self.objectcounter + 1,
            "W": b"[1 4 2]",
            "Root": Reference(catalog),
            "Info": Reference(info),
            "ID": b"[%b%b]" % (digest, digest),
        }
        self.stream(self._table(), entries, number)
        self._outlet.add(b"startxref\n%d\n%%%%EOF\n" % start)

    def _table(self) -> bytes:
        row = Struct(">BIH").pack
        # Of a small object its stream and its place in it, of any other its place in the file.
        rows = [
            row(2, place >> 17, place >> 1 & 0xFFFF) if place & 1 else row(1, place >> 1, 0)
            for place in self._places[1:]
        ]
        return b"\0\0\0\0\0\xff\xff" + b"".join(rows)


def text_string(text: str) -> bytes:
    """A text string (7.9.2.2): ASCII as it is, anything else as UTF-16."""
    if text.isascii():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return b"(" + escaped.replace("\r", "\\r").replace("\n", "\\n").encode() + b")"
    return b"<FEFF" + text.encode("utf-16-be").hex().encode() + b">"
