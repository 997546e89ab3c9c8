"""The disclosure metadata on the page (政府信息公开事项), and the tags of its head.

政府网站发展指引 (国办发〔2017〕47号) annex 5 names the tags; only those are written that have a value.
"""

from collections.abc import Iterator

from govdoc.model import Document, Entry, Metadata
from govdoc.terms import PAGE_TAGS
from govdoc.values import is_blank
from govdoc.webpage import PREFIX
from govdoc.writers.html.markup import escape, identified, quote

_TAGS = {name.lower(): name for name in PAGE_TAGS}
_LONG = 22
"""From so many characters on, a value takes a row of its own."""

_KEYS = {
    "ContentSource": ("source", "issuer"),
    "Keywords": ("keywords",),
    "Author": ("author",),
    "Description": ("abstract",),
}


def is_tag(entry: Entry) -> bool:
    """Whether an entry came from the head of a page, under the name of its tag, and goes back there."""
    return entry.label.lower() in _TAGS


def fields(metadata: Metadata) -> str:
    """The entries as pages show them: two in a row where they are short; nothing when there are none."""
    if not metadata.entries:
        return ""
    rows = "".join(_pairs(metadata.entries))
    name = f'aria-label="政府信息公开事项" id="{PREFIX}fields"'
    return (
        f'<section {name}>\n<dl class="{PREFIX}fields"{identified(metadata.id)}>\n{rows}</dl>\n</section>\n'
    )


def _pairs(entries: tuple[Entry, ...]) -> Iterator[str]:
    """Entries with long values across the row, and the ones that would stand alone in one."""
    half = False
    for i, entry in enumerate(entries):
        if is_tag(entry):
            yield _pair(entry, " hidden")
            continue
        following = next((other for other in entries[i + 1 :] if not is_tag(other)), None)
        wide = _is_long(entry) or (not half and (following is None or _is_long(following)))
        half = not (half or wide)
        yield _pair(entry, f' class="{PREFIX}wide"' if wide else "")


def _is_long(entry: Entry) -> bool:
    return len(entry.raw) >= _LONG or len(entry.label) >= _LONG // 2


def _pair(entry: Entry, attribute: str) -> str:
    name, value = escape(entry.label), escape(entry.raw)
    return f"<div{identified(entry.id)}{attribute}><dt>{name}</dt><dd>{value}</dd></div>\n"


def head_tags(document: Document) -> str:
    """The `meta` elements of the head, those of the source first."""
    given = [(_TAGS[e.label.lower()], e.raw.strip()) for e in document.metadata.entries if is_tag(e)]
    have = {name for name, value in given if value}
    made = [(name, value) for name, value in _derived(document) if name not in have]
    return "".join([_meta(name, value) for name, value in (*given, *made) if value])


def _derived(document: Document) -> Iterator[tuple[str, str]]:
    metadata = document.metadata
    yield "ArticleTitle", document.title
    yield "PubDate", published(metadata)
    for name, keys in _KEYS.items():
        values = next((found for key in keys if (found := _values(metadata, key))), ())
        yield name, ",".join(dict.fromkeys(values))


def _values(metadata: Metadata, key: str) -> tuple[str, ...]:
    return tuple(value for value in metadata.items(key) if not is_blank(value))


def dated(metadata: Metadata, key: str) -> str:
    """The first date under a key in ISO 8601, or nothing where it cannot be read."""
    return next((entry.value for entry in metadata.all(key) if isinstance(entry.value, str)), "")


def published(metadata: Metadata) -> str:
    """The date of publication, with hour and minute where the page's own date says them; or nothing."""
    day, shown = dated(metadata, "published"), dated(metadata, "page_time")
    exact = shown if shown[:10] == day[:10] or not day else day
    return exact[:16].replace("T", " ")


def _meta(name: str, value: str) -> str:
    return f'<meta name="{name}" content="{quote(" ".join(value.split()))}">\n'
