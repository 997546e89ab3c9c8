"""Damage that gets past the door: parts of packages with their checksums mended, XML that stays well-formed,
PDF whose cross-references are written anew, and any bytes at all.
"""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

from lxml import etree

from tests.fuzz.seeds import listed_pdf, zipped

MOST = 2**20
"""Bytes that a mutant may have."""

Change = Callable[[bytes], bytes]

PIECES: dict[str, tuple[bytes, ...]] = {
    "text": tuple(
        piece.encode()
        for piece in "一、 （一） 1. 第一章 第一条 附件： 附件1 ： 〔2021〕 2021年3月29日 |||| （ 字体：".split()
    ),
    "markdown": (
        *(b"# ", b"- ", b"1. ", b"> ", b"```", b"|", b"[", b"](", b"**", b"---\n", b"\t", b"<div>"),
        *(b"[^1]", b"\n\n"),
    ),
    "html": (
        *(b"<table>", b"</td>", b"<div>", b"<p>", b"</p>", b"<!--", b"-->", b"&#x10ffff;", b"&#1;"),
        *(b"<td colspan=9>", b'="', b"<ul><li>", b"<sup>[1]</sup>", b"<script>", b"</div>" * 9),
    ),
    "json": (b"{}", b"[]", b"null", b"-1", b"1e999", b'"', b"\\ud800", b'"type":"text"', b","),
    "xml": (
        *(b"<section>", b"</section>", b"<p/>", b"&#13;", b"<![CDATA[", b"]]>", b' xmlns="a"', b"&a;"),
        b"<!DOCTYPE a>",
    ),
    "pdf": (
        *(b"<<", b">>", b"[", b"]", b"(", b")", b" 0 R", b"/Kids", b"/Contents", b" -1 ", b" 99999999999 "),
        *(b"Tj ", b"Td ", b"Tm ", b"BT ", b"ET ", b"/F1 16 Tf ", b"endobj", b"stream\n", b"/Rotate 45"),
    ),
    "ofd": (
        *(b"<ofd:PageBlock>", b"</ofd:Layer>", b'CTM="1 1 1 1 1 1"', b'DeltaX="g 9 1"', b"g 99999999 1 "),
        *(b'Boundary=""', b"-1e9 ", b"nan", b"../", b"<!DOCTYPE a>", b'<ofd:Template TemplateID="1"/>'),
        b'<ofd:CompositeObject ResourceID="1"/>',
    ),
    "docx": (
        *(b"<w:tbl>", b"<w:p/>", b"</w:p>", b"<w:r>", b'w:val="-1"', b"<w:t>", b"<w:numPr/>", b"&#0;"),
        b"<w:sdt>",
    ),
}
VALUES = (
    "",
    "-1",
    "0",
    "1",
    "9",
    "99999999999",
    "1e9",
    "NaN",
    "x",
    "true",
    "%1",
    "#",
    "../a",
    "一",
    "\u3000",
)
"""What an attribute becomes."""


def mutate(form: str, data: bytes, dice: random.Random, inner: Change | None = None) -> bytes:
    """`data` a little damaged, of a format; `inner` damages bytes in place of our own way."""
    pieces = PIECES.get(form, PIECES["xml"])
    change = inner or (lambda part: _damaged(part, pieces, dice))
    if dice.random() < 0.05:
        found = change(data)
    elif data.startswith(b"PK"):
        found = _in_package(data, change, dice)
    elif data.startswith(b"%PDF"):
        found = _in_pdf(data, change, dice)
    elif data.lstrip()[:1] == b"<" and form != "html":
        found = _in_markup(data, change, dice)
    else:
        found = change(data)
    return found[:MOST]


def _damaged(data: bytes, pieces: tuple[bytes, ...], dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 6)):
        at = dice.randint(0, len(data))
        end = min(at + int(dice.expovariate(0.1)), len(data))
        kind = dice.randrange(6)
        if kind == 0:
            data = data[:at] + dice.choice(pieces) + data[at:]
        elif kind == 1:
            data = data[:at] + data[end:]
        elif kind == 2:
            data = data[:at] + dice.randbytes(1) + data[at + 1 :]
        elif kind == 3:
            data = data[:at] + dice.choice(pieces) + data[end:]
        elif kind == 4:
            data = data[:at] + data[at:end] * dice.randint(2, 40) + data[end:]
        else:
            other = dice.randint(0, len(data))
            data = data[:at] + data[other : other + end - at] + data[at:]
    return data


# --- packages -------------------------------------------------------------------------------------------

_NO_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


def _in_package(data: bytes, change: Change, dice: random.Random) -> bytes:
    """A package with one part damaged, dropped, doubled under another name, or exchanged with another."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            parts = {name: old.read(name) for name in old.namelist()}
    except _NO_ZIP:
        return change(data)
    if not parts:
        return data
    names = sorted(parts)
    large = max(names, key=lambda name: len(parts[name]) * (name.endswith(".xml")))
    chosen, other = dice.choice([*names, *[large] * len(names)]), dice.choice(names)
    kind = dice.random()
    if kind < 0.85:
        parts[chosen] = _in_markup(parts[chosen], change, dice)
    elif kind < 0.9:
        del parts[other]
    elif kind < 0.95:
        parts[chosen], parts[other] = parts[other], parts[chosen]
    else:
        parts[f"{other}{dice.randrange(9)}"] = parts[chosen]
    return zipped(parts)


# --- XML ------------------------------------------------------------------------------------------------


def _in_markup(data: bytes, change: Change, dice: random.Random) -> bytes:
    """XML with its tree changed, so that it stays well-formed; sometimes, and what is no XML, its bytes."""
    if dice.random() < 0.3:
        return change(data)
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return change(data)
    for _ in range(dice.randint(1, 4)):
        every = [element for element in root.iter() if isinstance(element.tag, str)]
        _change_tree(dice.choice(every), dice.choice(every), dice)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _change_tree(element: "etree._Element", other: "etree._Element", dice: random.Random) -> None:
    kind = dice.randrange(8)
    parent = element.getparent()
    if kind == 0 and parent is not None:
        parent.remove(element)
    elif kind in (1, 2) and element is not other and other not in element.iterancestors():
        copied = etree.fromstring(etree.tostring(element, with_tail=False))
        other.insert(dice.randint(0, len(other)), copied)
    elif kind == 3 and element.attrib:
        element.set(dice.choice(sorted(map(str, element.attrib))), dice.choice(VALUES))
    elif kind == 4 and other.attrib:
        name = dice.choice(sorted(map(str, other.attrib)))
        element.set(name, other.get(name) or "")
    elif kind == 5:
        element.tag = other.tag
    elif kind == 6:
        element.text = dice.choice(
            ["", " ", "\n", "一、", "2021年3月29日", "a" * 99, other.text or "", "\u200b"]
        )
    elif parent is not None and sum(1 for _ in element.iterancestors()) < 90:
        for _ in range(dice.randint(1, 30)):  # nested in copies of itself
            wrap = etree.Element(element.tag, nsmap=element.nsmap)
            parent.replace(element, wrap)
            wrap.append(element)
            parent = wrap


# --- PDF ------------------------------------------------------------------------------------------------

_OBJECT = re.compile(rb"(\d{1,7}) 0 obj\b\s*(.*?)\s*\bendobj", re.DOTALL)
_STREAM = re.compile(rb"(.*?)\bstream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_ROOT = re.compile(rb"/Root\s+\d+ 0 R")


def _in_pdf(data: bytes, change: Change, dice: random.Random) -> bytes:
    """A PDF with one object damaged; streams are inflated for that, lengths and places are mended."""
    objects = {int(m[1]): m[2] for m in _OBJECT.finditer(data)}
    root = _ROOT.search(data)
    if not objects or root is None:
        return change(data)
    chosen = dice.choice(sorted(objects))
    objects[chosen] = _in_object(objects[chosen], change, dice)
    if dice.random() < 0.1:
        objects[chosen] = objects[dice.choice(sorted(objects))]
    return listed_pdf(b"%PDF-1.7\n", objects, root[0])


def _in_object(data: bytes, change: Change, dice: random.Random) -> bytes:
    found = _STREAM.fullmatch(data)
    if found is None or dice.random() < 0.3:
        return change(data)
    head, content = found[1], found[2]
    if b"/FlateDecode" in head:
        try:
            content = zlib.decompress(content)
        except zlib.error:
            return change(data)
        head = re.sub(rb"/Filter\s*\[?\s*/FlateDecode\s*\]?", b"", head)
    content = _in_markup(content, change, dice) if content[:1] == b"<" else change(content)
    head = re.sub(rb"/Length\s+\d+(?:\s+\d+\s+R)?", b"/Length %d" % len(content), head)
    return b"%sstream\n%s\nendstream" % (head, content)
