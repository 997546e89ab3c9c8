"""The metadata of an Akoma Ntoso file that others wrote: what identifies it, its publication, keywords.

FRBR groups, `publication` and `classification` of LegalDocML 1.0; the label of an entry is the name of the
element that it stands in. What else is in `meta` is named and left.
"""

from collections.abc import Iterator

from govdoc import codes as say
from govdoc.akomantoso import UNKNOWN_DATE
from govdoc.context import Context
from govdoc.model import Entry, Metadata, clean_text
from govdoc.readers.akn.names import local
from govdoc.values import normalise_value
from govdoc.xmlfile import Element

_LANGUAGES = dict(
    pair.split("=")
    for pair in "zho=zh-CN chi=zh-CN bod=bo uig=ug mon=mn kaz=kk kor=ko iii=ii zha=za eng=en".split()
)
"""ISO 639-2 → language tags."""
_READ = frozenset({"identification", "publication", "classification", "references", "notes"})
_DATES = {name: name for name in ("written", "generated", "published")} | {"publication": "published"}
"""The key of a date by its name in FRBRdate."""


def read_metadata(document: Element, context: Context) -> tuple[Metadata, str]:
    """The entries that the `meta` of a document gives, and the language of the document."""
    meta = document.find("{*}meta")
    if meta is None:
        return Metadata(), "zh-CN"
    unread = dict.fromkeys(local(child) for child in meta if local(child) not in _READ)
    if unread:
        context.report(say.META_UNREAD, " ".join(unread))
    found = meta.find(".//{*}FRBRExpression/{*}FRBRlanguage")
    tag = _value(found, "language") if found is not None else "zho"
    return Metadata(entries=(*_work(meta), *_published(meta))), _LANGUAGES.get(tag, tag)


def _value(element: Element, name: str) -> str:
    return clean_text(str(element.get(name, "")))


def _entry(element: Element, raw: str, key: str | None) -> Entry:
    return Entry(label=local(element), raw=raw, key=key, value=normalise_value(key, raw))


def _work(meta: Element) -> Iterator[Entry]:
    work = meta.find(".//{*}FRBRWork")
    for child in () if work is None else work:
        name = local(child)
        if name == "FRBRauthor":
            yield _entry(child, _agent(meta, child), "issuer")
        elif name == "FRBRdate" and child.get("date") != UNKNOWN_DATE:
            yield _entry(child, _value(child, "date"), _DATES.get(_value(child, "name").lower()))
        elif name == "FRBRnumber":
            yield _entry(child, _value(child, "value"), "document_number")
        elif name == "FRBRname":
            yield _entry(child, _value(child, "value"), "title")
        elif name in ("FRBRuri", "FRBRalias", "FRBRcountry", "FRBRsubtype"):
            yield _entry(child, _value(child, "value"), None)


def _agent(meta: Element, author: Element) -> str:
    """The name of an author: as the references show it, else what points to it."""
    href = _value(author, "href")
    for agent in meta.iterfind(".//{*}references/*"):
        if href == f"#{agent.get('eId') or agent.get('id')}":
            return _value(agent, "showAs")
    return href


def _published(meta: Element) -> Iterator[Entry]:
    for publication in meta.iterfind("{*}publication"):
        yield _entry(publication, _value(publication, "date"), "published")
        if publication.get("number"):
            yield _entry(publication, _value(publication, "number"), None)
    words = [_value(word, "showAs") or _value(word, "value") for word in meta.iterfind(".//{*}keyword")]
    if words:
        yield Entry(label="keyword", raw="，".join(words), key="keywords", value=tuple(words))
