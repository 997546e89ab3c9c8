"""A page of govdoc's that was edited: its document with exactly these edits, or what is left to read anew."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from govdoc import codes as say
from govdoc.context import Context
from govdoc.model import Document, Entry, Inlines, Metadata, clean_text
from govdoc.readers.edits import apply_edits, find_edits, report_edits
from govdoc.readers.html.carried import Carried
from govdoc.readers.html.dom import shallow
from govdoc.readers.printed import key
from govdoc.readers.structure.fields import entry
from govdoc.readers.structure.lines import trim
from govdoc.webpage import PREFIX, shown_lines

_OWN_WORDS = f".{PREFIX}unseen, .{PREFIX}absent, .{PREFIX}back"
"""What the writer says in its own words, which is no text of the document."""


class Edited(Struct, frozen=True):
    """What an edited page shows: its metadata, and the markup of the rest."""

    entries: tuple[Entry, ...]
    markup: str


def edited(own: Carried, context: Context) -> Edited:
    """What a page shows of its document, the metadata taken apart; edits of those are reported."""
    tree = LexborHTMLParser(shallow(own.shown))
    for node in tree.css(f"{_OWN_WORDS}, .{PREFIX}issuer-mark br"):  # a mark is one line, whatever its organs
        node.decompose()
    entries = own.document.metadata.entries
    fields = tree.css(f"#{PREFIX}fields")
    if fields:
        pairs = zip(fields[0].css("dt"), fields[0].css("dd"), strict=False)
        texts = [(trim(clean_text(a.text())), trim(clean_text(b.text()))) for a, b in pairs]
        entries = _entries(entries, texts, context)
        for node in fields:
            node.decompose()
    body = tree.body
    return Edited(entries, (body.html or "") if body is not None else "")


def _entries(
    written: tuple[Entry, ...], shown: Sequence[tuple[str, str]], context: Context
) -> tuple[Entry, ...]:
    """The entries that the page shows: those that were written where they are the same."""
    left = list(written)
    found: list[Entry] = []
    for label, raw in shown:
        same = next((e for e in left if key(e.label) == key(label) and key(e.raw) == key(raw)), None)
        if same is not None:
            left.remove(same)
        found.append(same or entry(label, raw))
    fresh = [made for made in found if all(made is not old for old in written)]
    for made in fresh:
        old = next((e for e in left if key(e.label) == key(made.label)), None)
        if old is None:
            context.report(say.PARAGRAPH_ADDED, f"{made.label} {made.raw}")
        else:
            left.remove(old)
            context.report(say.PARAGRAPH_CHANGED, f"{old.label} {old.raw}", f"{made.label} {made.raw}")
    for gone in left:
        context.report(say.PARAGRAPH_REMOVED, f"{gone.label} {gone.raw}")
    return tuple(found)


def with_edits(
    own: Carried, page: Edited, contents: Mapping[str, Inlines], context: Context
) -> Document | None:
    """The document that the page carries with what was edited since; none where that is not plain.

    `contents`: the content of the page's paragraphs by the `key` of their text. The edits are reported.
    """
    edits = find_edits(own.document, shown_lines(page.markup), context, flowing=True)
    report_edits(edits, context)
    document = apply_edits(own.document, edits, contents)
    if document is None or not all(_is_whole(document, i) for i in range(len(document.resources))):
        return None
    return replace(document, metadata=Metadata(entries=page.entries, id=document.metadata.id))


def _is_whole(document: Document, place: int) -> bool:
    """Whether a resource whose identifier is the hash of its bytes still has those."""
    resource = document.resources[place]
    name, _, digest = (resource.id or "").partition(":")
    return name != "sha256" or len(digest) != 64 or sha256(resource.data).hexdigest() == digest
