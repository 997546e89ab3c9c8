"""What the page is, for search engines: JSON-LD 1.1 in the vocabulary of schema.org.

A rule with articles is `Legislation`, a report `Report`, anything else a `DigitalDocument`; only what the
document says of itself is said.
"""

import json
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from govdoc.model import Document, Part, Scheme, Section
from govdoc.terms import GENRES
from govdoc.writers.html.downloads import media_type
from govdoc.writers.html.metadata import dated, published

Value: TypeAlias = "str | list[str] | dict[str, str] | list[dict[str, str]]"

_FORCE = {
    "有效": "InForce",
    "失效": "NotInForce",
    "废止": "NotInForce",
    "已废止": "NotInForce",
    "部分失效": "PartiallyInForce",
    "尚未生效": "NotInForce",
}


def linked_data(document: Document, siblings: tuple[str, ...]) -> str:
    """The data block of the head."""
    found = {name: value for name, value in _properties(document, siblings) if value}
    text = json.dumps({"@context": "https://schema.org", **found}, ensure_ascii=False)
    return f'<script type="application/ld+json">{inert(text)}</script>\n'


def inert(text: str) -> str:
    """JSON that nothing in a page can mistake for the end of its data block: “<” only stands in strings."""
    return text.replace("<", "\\u003c")


def kind_of(document: Document) -> str:
    """The type of the page's subject."""
    if any(_has_articles(part) for part in document.parts):
        return "Legislation"
    genre = document.metadata.genre or ""
    title = document.title
    named = next((name for name in sorted(GENRES, key=len, reverse=True) if title.endswith(name)), "")
    return "Report" if "报告" in (genre, named) else "DigitalDocument"


def _has_articles(part: Part) -> bool:
    stack = [*part.blocks]
    while stack:
        block = stack.pop()
        if isinstance(block, Section):
            if block.scheme is Scheme.ARTICLE:
                return True
            stack += block.blocks
    return False


def _properties(document: Document, siblings: tuple[str, ...]) -> Iterator[tuple[str, Value]]:
    metadata = document.metadata
    kind = kind_of(document)
    yield "@type", kind
    yield "name", document.title
    yield "inLanguage", document.language
    number = metadata.document_number or next(
        (p.letterhead.document_number for p in document.parts if p.letterhead), ""
    )
    yield "identifier", [text for text in (metadata.index_number, number) if text]
    yield "dateCreated", (dated(metadata, "written") or dated(metadata, "generated"))[:10]
    yield "datePublished", published(metadata).replace(" ", "T")
    yield "author", [{"@type": "GovernmentOrganization", "name": organ} for organ in metadata.issuers]
    yield "about", list(metadata.topics)
    yield "keywords", list(metadata.items("keywords"))
    yield "abstract", metadata.abstract or ""
    if kind == "Legislation":
        yield from _in_law(dated(metadata, "effective"), metadata.first("validity"), number)
    yield "encoding", [_encoding(name) for name in siblings]


def _in_law(effective: str, validity: str | None, number: str) -> Iterator[tuple[str, Value]]:
    yield "legislationIdentifier", number
    yield "legislationDateOfApplicability", effective[:10]
    force = _FORCE.get(validity or "")
    yield "legislationLegalForce", f"https://schema.org/{force}" if force else ""


def _encoding(name: str) -> dict[str, str]:
    kind: Mapping[str, str] = {"encodingFormat": found} if (found := media_type(name)) else {}
    return {"@type": "MediaObject", "contentUrl": name, **kind}
