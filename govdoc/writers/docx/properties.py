"""What the file says about itself: core, custom and carried properties.

ISO/IEC 29500-2 (core properties), 29500-1 15.2.12 (custom properties) and 22.5 (custom XML). The author is
the organ that issued the document; dates are the document's own, never those of the conversion.
"""

import re
from hashlib import sha256

from govdoc.context import Context
from govdoc.model import Document, Metadata
from govdoc.schema import DIGEST_NAME, NAMESPACE
from govdoc.writers.docx.markup import DECLARATION, PACKAGE, R, escape, quote

_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_VARIANTS = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_DUBLIN = "http://purl.org/dc"
_LONGEST_NAME = 255
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def core(document: Document, context: Context) -> str:
    """The part docProps/core.xml."""
    metadata = document.metadata
    time = _time(document, context)
    kinds = ("created", "modified") if time else ()
    stamp = [f'<dcterms:{kind} xsi:type="dcterms:W3CDTF">{time}</dcterms:{kind}>' for kind in kinds]
    facts = (
        ("dc:title", document.title),
        ("dc:subject", "；".join(metadata.topics)),
        ("dc:creator", "；".join(_authors(document))),
        ("cp:keywords", "；".join(metadata.keywords)),
        ("dc:description", metadata.abstract or ""),
        ("dc:identifier", metadata.index_number or ""),
        ("dc:language", document.language),
        ("cp:category", metadata.genre or ""),
    )
    made = [f"<{name}>{escape(value)}</{name}>" for name, value in facts if value]
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        f' xmlns:dc="{_DUBLIN}/elements/1.1/"'
        f' xmlns:dcterms="{_DUBLIN}/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{''.join(made)}{''.join(stamp)}</cp:coreProperties>"
    )


def _authors(document: Document) -> tuple[str, ...]:
    signed = [organ for signature in document.main.signatures for organ in signature.organs]
    return document.metadata.issuers or tuple(dict.fromkeys(signed))


def _time(document: Document, context: Context) -> str:
    """When the document was made, in UTC, or nothing. A day counts from midnight, so it stays that day."""
    metadata = document.metadata
    signed = [signature.date.value for signature in document.main.signatures if signature.date]
    candidates = (metadata.written, metadata.generated, metadata.published, *signed, context.now)
    days = [value for value in candidates if value and _DAY.match(value)]
    return next(filter(None, map(_utc, days)), "")


def _utc(value: str) -> str:
    if _DAY.fullmatch(value):
        return f"{value}T00:00:00Z"
    from datetime import UTC, datetime

    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return ""
    return f"{(moment.astimezone(UTC) if moment.tzinfo else moment):%Y-%m-%dT%H:%M:%SZ}"


def custom(metadata: Metadata, digest: str) -> str:
    """The part docProps/custom.xml: every entry of the metadata as printed, and the digest of the text."""
    names = {DIGEST_NAME.lower()}
    facts = [(_unique(entry.label or entry.key or "项目", names), entry.raw) for entry in metadata.entries]
    made = [
        f'<property fmtid="{_FORMAT}" pid="{number}" name={quote(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate([*facts, (DIGEST_NAME, digest)], 2)
    ]
    return (
        f'{DECLARATION}<Properties xmlns="{R.removesuffix("relationships")}custom-properties"'
        f' xmlns:vt="{_VARIANTS}">{"".join(made)}</Properties>'
    )


def _unique(label: str, names: set[str]) -> str:
    """A name that no other property has, whatever its case: “主题”, then “主题 (2)”."""
    name, count = label[:_LONGEST_NAME], 1
    while name.lower() in names:
        count += 1
        name = f"{label[: _LONGEST_NAME - 8]} ({count})"
    names.add(name.lower())
    return name


def item_properties(carried: bytes) -> str:
    """The part customXml/itemProps1.xml of the carried disclosure XML; its identifier is the content's."""
    return (
        f'{DECLARATION}<ds:datastoreItem ds:itemID="{{{_guid(carried)}}}" xmlns:ds="{_CUSTOM_XML}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )


def _guid(data: bytes) -> str:
    """A UUID of version 8 (RFC 9562) from the hash of `data`."""
    h = sha256(data).hexdigest()[:32].upper()
    return f"{h[:8]}-{h[8:12]}-8{h[13:16]}-{'89AB'[int(h[16], 16) % 4]}{h[17:20]}-{h[20:]}"
