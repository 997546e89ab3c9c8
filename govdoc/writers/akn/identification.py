"""The `meta` of an Akoma Ntoso file: what identifies the document (FRBR), from what the document itself says.

Akoma Ntoso Naming Convention 1.0, section 4. The schema demands a date and an author: where the document has
none, the date is 0001-01-01 under the name “unknown”, as cobalt has it, and the author an organ without name.
"""

import datetime as dt
import re
from collections.abc import Iterator

from msgspec import Struct

from govdoc.akomantoso import UNKNOWN_DATE
from govdoc.model import Document, Metadata
from govdoc.terms import TERMS
from govdoc.writers.akn.output import slug
from govdoc.writers.docx.markup import quote

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)", re.ASCII)
_LANGUAGES = {
    "zh": "zho",
    "bo": "bod",
    "ug": "uig",
    "mn": "mon",
    "kk": "kaz",
    "ko": "kor",
    "ii": "iii",
    "za": "zha",
    "en": "eng",
}
"""ISO 639-1 → ISO 639-2 of the languages that documents are published in; others stay as they are."""

SOURCE = "govdoc"
"""Who marked the document up, in the references."""


def calendar_day(value: str | None) -> str | None:
    """The day (YYYY-MM-DD) of an ISO date or time, or none when it is less exact than that."""
    found = _DAY.match(value or "")
    try:
        return dt.date.fromisoformat(found[0]).isoformat() if found else None
    except ValueError:
        return None


class Agents:
    """The organs and persons that a file refers to, each once, by name."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}

    def organization(self, name: str) -> str:
        """The identifier of an organ."""
        return self._of("Organization", name, "org")

    def person(self, name: str) -> str:
        """The identifier of a person."""
        return self._of("Person", name, "per")

    def _of(self, kind: str, name: str, stem: str) -> str:
        return self._known.setdefault((kind, name), f"{stem}-{len(self._known) + 1}")

    def references(self) -> Iterator[str]:
        """The elements that say who they are."""
        for (kind, name), ident in self._known.items():
            href = f"/akn/ontology/{kind.lower()}/cn/{slug(name) or 'unknown'}"
            yield f'\n<TLC{kind} eId="{ident}" href={quote(href)} showAs={quote(name)}/>'


class Dated(Struct, frozen=True):
    """A day and which one it is."""

    day: str
    name: str

    def element(self) -> str:
        """The element of a FRBR group."""
        return f'<FRBRdate date="{self.day}" name="{self.name}"/>'


_UNDATED = Dated(UNKNOWN_DATE, "unknown")


def _dates(document: Document, keys: str) -> Iterator[Dated]:
    for key in keys.split():
        if key == "signed":
            found = [s.date.value for s in document.main.signatures if s.date is not None]
        else:
            found = [e.value for e in document.metadata.all(key) if isinstance(e.value, str)]
        yield from (Dated(day, key) for value in found if (day := calendar_day(value)))


class Identity:
    """What a document is called: its URIs, dates and authors."""

    def __init__(self, document: Document, kind: str, agents: Agents, now: str | None) -> None:
        metadata = document.metadata
        self.written = next(_dates(document, "written signed generated published"), _UNDATED)
        self.published = next(_dates(document, "published written signed generated"), _UNDATED)
        marked_up = calendar_day(now)
        self.marked_up = Dated(marked_up, "markup") if marked_up else self.published
        head = document.main.letterhead.document_number if document.main.letterhead is not None else ""
        self.numbers = [n for n in (metadata.index_number, metadata.document_number or head) if n]
        day = "" if self.written is _UNDATED else f"/{self.written.day}"
        number = next((s for s in map(slug, (*self.numbers, document.title)) if s), "nn")
        self.work = f"/akn/cn/{kind}{day}/{number}"
        self.language = _language(document.language)
        self.expression = f"{self.work}/{self.language}@" + (
            "" if self.published is _UNDATED else self.published.day
        )
        self.authors = [agents.organization(name) for name in _authors(document)]

    def element(self, component: str, title: str) -> str:
        """The `identification` of a component (“main”, “att_1”) under its title."""
        work, expression = self.work, self.expression
        authors = "".join([f'<FRBRauthor href="#{author}"/>' for author in self.authors])
        numbers = "".join([f"<FRBRnumber value={quote(number)}/>" for number in self.numbers])
        name = f"<FRBRname value={quote(title)}/>" if title else ""
        return (
            f'\n<identification source="#{SOURCE}">'
            f"\n<FRBRWork>{_uris(work, component)}{self.written.element()}{authors}"
            f'<FRBRcountry value="cn"/>{numbers}{name}</FRBRWork>'
            f"\n<FRBRExpression>{_uris(expression, component)}{self.published.element()}{authors}"
            f"<FRBRlanguage language={quote(self.language)}/></FRBRExpression>"
            f"\n<FRBRManifestation>{_uris(expression, component, '.akn')}{self.marked_up.element()}"
            f'<FRBRauthor href="#{SOURCE}"/><FRBRformat value="xml"/></FRBRManifestation>'
            "\n</identification>"
        )


def _uris(uri: str, component: str, suffix: str = "") -> str:
    this = quote(f"{uri}/!{component}{suffix}")
    return f"<FRBRthis value={this}/><FRBRuri value={quote(uri + suffix)}/>"


def _language(tag: str) -> str:
    first = tag.partition("-")[0].lower()
    return _LANGUAGES.get(first, slug(first) or "und")


def _authors(document: Document) -> tuple[str, ...]:
    """The organs that made a document: those of its metadata, else who signed, else whose mark it bears."""
    if document.metadata.issuers:
        return tuple(dict.fromkeys(document.metadata.issuers))
    signed = tuple(dict.fromkeys([organ for s in document.main.signatures for organ in s.organs]))
    head = document.main.letterhead
    return signed or (head.mark.organs if head is not None and head.mark is not None else ()) or ("",)


def classified(metadata: Metadata) -> str:
    """`publication` and `classification`: the day it was published, its keywords and topics."""
    return "".join([*_publication(metadata), *_keywords(metadata)])


def _publication(metadata: Metadata) -> Iterator[str]:
    for entry in metadata.all("published"):
        day = calendar_day(entry.value if isinstance(entry.value, str) else None)
        if day is not None:
            yield f'\n<publication date="{day}" name={quote(entry.label)} showAs={quote(entry.raw)}/>'
            return


def _keywords(metadata: Metadata) -> Iterator[str]:
    for key in ("keywords", "topic"):
        words = metadata.items(key)
        if words:
            yield f'\n<classification source="#{SOURCE}">'
            for word in words:
                yield f'<keyword value={quote(word)} showAs={quote(word)} dictionary="#{key}"/>'
            yield "</classification>"


def references(metadata: Metadata, agents: Agents) -> str:
    """`references`: the program, the organs and persons, the vocabularies."""
    program = f"/akn/ontology/organization/{SOURCE}"
    made = [f'\n<TLCOrganization eId="{SOURCE}" href="{program}" showAs="{SOURCE}"/>']
    made += agents.references()
    for key in ("keywords", "topic"):
        if metadata.items(key):
            shown = quote(TERMS[key].official)
            made.append(f'\n<TLCConcept eId="{key}" href="/akn/ontology/concept/cn/{key}" showAs={shown}/>')
    return f'\n<references source="#{SOURCE}">{"".join(made)}\n</references>'
