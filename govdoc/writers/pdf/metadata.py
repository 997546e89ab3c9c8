"""What a PDF says about itself: XMP with the disclosure metadata, and the information dictionary.

ISO 16684-1 (XMP), ISO 19005-2 6.6.2.3 (extension schemas), ISO 14289-1 5 (the PDF/UA mark). Dates are the
document's own; where it has none there are none.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from govdoc.context import Context
from govdoc.model import Document, Entry
from govdoc.options import PdfOptions
from govdoc.terms import TERMS
from govdoc.writers.dates import made_on

_PRODUCER = "govdoc"
_NAMESPACE = "urn:govdoc:disclosure:1"
DIGEST = "shownSha256"
"""The property that tells whether the pages are as they were written."""
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d)?)?)?)?")


class Property(Struct, frozen=True):
    """A property of the disclosure schema: its element name, what it is, its values."""

    name: str
    description: str
    values: tuple[str, ...]

    @property
    def value_type(self) -> str:
        """Its type in XMP: a text, or an ordered list of them when the page prints it twice."""
        return "Text" if len(self.values) == 1 else "seq Text"


def _moment(date: str) -> tuple[str, str]:
    """A date as XMP and as PDF write it; an hour needs its time zone in XMP, so one without is left off."""
    found = _ISO.match(date)
    assert found is not None
    year, month, day, hour, minute, second, zone = found.groups()
    days = [part for part in (year, month, day) if part]
    if not zone:
        return "-".join(days), "D:" + "".join(days)
    clock = f"{hour}:{minute}:{second or '00'}{zone}"
    offset = "Z" if zone == "Z" else f"{zone[:3]}'{zone[4:]}'"
    return f"{'-'.join(days)}T{clock}", f"D:{''.join(days)}{hour}{minute}{second or '00'}{offset}"


def information(document: Document, context: Context) -> dict[str, str]:
    """The entries of the information dictionary, equal to what XMP says."""
    entries = {"Producer": _PRODUCER}
    if document.title:
        entries["Title"] = document.title
    date = made_on(document, context)
    if date:
        entries["CreationDate"] = entries["ModDate"] = _moment(date)[1]
    return entries


def properties(document: Document) -> tuple[Property, ...]:
    """The disclosure metadata that has a term, in page order, by element name."""
    found: dict[str, list[Entry]] = {}
    for entry in document.metadata.entries:
        if entry.key in TERMS and entry.raw.strip():
            found.setdefault(entry.key, []).append(entry)
    return tuple(
        Property(TERMS[key].element, TERMS[key].official, tuple(entry.raw.strip() for entry in entries))
        for key, entries in found.items()
    )


def xmp(document: Document, options: PdfOptions, context: Context, digest: str = "") -> bytes:
    """The XMP packet; `digest`: of what the pages show."""
    own = properties(document)
    if digest:
        own += (Property(DIGEST, "SHA-256 of the codes that the pages show", (digest,)),)
    parts = [*_dublin_core(document), *_dates(document, context), *_marks(options), *_values(own)]
    parts += _extension(own)
    return (_HEAD + "\n".join(parts) + _FOOT).encode()


def _dublin_core(document: Document) -> Iterator[str]:
    metadata = document.metadata
    yield "<dc:format>application/pdf</dc:format>"
    title = document.title or "公文"
    yield f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{_text(title)}</rdf:li></rdf:Alt></dc:title>'
    yield f"<dc:language><rdf:Bag>{_items((document.language,))}</rdf:Bag></dc:language>"
    if metadata.issuers:
        yield f"<dc:publisher><rdf:Bag>{_items(metadata.issuers)}</rdf:Bag></dc:publisher>"
    if metadata.keywords:
        yield f"<dc:subject><rdf:Bag>{_items(metadata.keywords)}</rdf:Bag></dc:subject>"
    if metadata.abstract:
        item = f'<rdf:li xml:lang="x-default">{_text(metadata.abstract)}</rdf:li>'
        yield f"<dc:description><rdf:Alt>{item}</rdf:Alt></dc:description>"


def _dates(document: Document, context: Context) -> Iterator[str]:
    date = made_on(document, context)
    if date:
        moment = _moment(date)[0]
        yield f"<xmp:CreateDate>{moment}</xmp:CreateDate>"
        yield f"<xmp:ModifyDate>{moment}</xmp:ModifyDate>"
    yield f"<pdf:Producer>{_PRODUCER}</pdf:Producer>"


def _marks(options: PdfOptions) -> Iterator[str]:
    part, level = options.standard[:1], options.standard[1:].upper()
    if options.standard != "plain":
        yield f"<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>{level}</pdfaid:conformance>"
    yield "<pdfuaid:part>1</pdfuaid:part>"


def _values(own: tuple[Property, ...]) -> Iterator[str]:
    for one in own:
        text = _text(one.values[0]) if len(one.values) == 1 else f"<rdf:Seq>{_items(one.values)}</rdf:Seq>"
        yield f"<disclosure:{one.name}>{text}</disclosure:{one.name}>"


def _extension(own: tuple[Property, ...]) -> Iterator[str]:
    """The schemas that XMP does not know: PDF/UA's mark and the disclosure metadata."""
    part = _declared("part", "Integer", "Part of ISO 14289 that the file follows")
    schemas = [_schema("PDF/UA identification", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid", part)]
    if own:
        lines = "".join([_declared(one.name, one.value_type, one.description) for one in own])
        schemas.append(_schema("政府信息公开事项", _NAMESPACE, "disclosure", lines))
    body = "".join(schemas)
    yield f"<pdfaExtension:schemas><rdf:Bag>{body}</rdf:Bag></pdfaExtension:schemas>"


def _schema(title: str, namespace: str, prefix: str, declared: str) -> str:
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{title}</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{declared}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )


def _declared(name: str, value_type: str, description: str) -> str:
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>'
        f"<pdfaProperty:valueType>{value_type}</pdfaProperty:valueType>"
        "<pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{_text(description)}</pdfaProperty:description></rdf:li>"
    )


def _items(values: tuple[str, ...]) -> str:
    return "".join([f"<rdf:li>{_text(value)}</rdf:li>" for value in values])


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_PREFIXES = (
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
    ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
    ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
    ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
    ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
    ("disclosure", _NAMESPACE),
)
_HEAD = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
    + "".join([f' xmlns:{prefix}="{namespace}"' for prefix, namespace in _PREFIXES])
    + ">\n"
)
_FOOT = '\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
