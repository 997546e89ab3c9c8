"""Pages that govdoc wrote: the document they carry, and whether they still show and hold the same.

Law 7 of the design. The data block may stand in the page of a site; what is around the document is not its.
"""

import re
from binascii import Error, a2b_base64

from msgspec import Struct
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from govdoc import codes as say
from govdoc.context import Context
from govdoc.errors import GovdocError
from govdoc.model import Document
from govdoc.options import JsonReadOptions
from govdoc.readers.html.dom import shallow
from govdoc.readers.json import read as read_json
from govdoc.source import Source
from govdoc.webpage import (
    CARRIED_TYPE,
    DATA_DIGEST,
    DOCUMENT_ID,
    PREFIX,
    RESOURCE,
    SHOWN_DIGEST,
    data_digest,
    pictures,
    shown_digest,
)

_TAG = re.compile(r"<(script|article)\b[^<>]*>")
_BYTES = re.compile(r"\ssrc=\"data:[a-z0-9.+/\-]+;base64,([A-Za-z0-9+/=]*)\"")
_PLACE = re.compile(rf"\s{RESOURCE}=\"([0-9]{{1,9}})\"")
_OWN_PAGE = f'<body class="{PREFIX}page">'


class Carried(Struct, frozen=True):
    """The document that a page carries.

    `unchanged`: the page still shows the same; `shown`: the element that shows it; `around`: text beside it.
    """

    document: Document
    unchanged: bool
    shown: str = ""
    around: str = ""


def carried(markup: str, name: str, context: Context) -> Carried | None:
    """The document that a page carries, or none. Damage is reported (GD148).

    Parameters: `markup` the page; `name` what to call it in messages. A page with the documents of several
    carries none.
    """
    blocks, elements = _elements(markup) if CARRIED_TYPE in markup else ([], [])
    if len(blocks) != 1:
        return None
    attributes, text = blocks[0]
    quiet = Context(context.limits)
    document = _document(text, name, quiet) if _value(attributes, DATA_DIGEST) == data_digest(text) else None
    if document is None:
        context.report(say.CARRIED_DAMAGED)
        return None
    context.absorb(quiet.diagnostics)
    digest = _value(attributes, SHOWN_DIGEST)
    shown = elements[0] if len(elements) == 1 else ""
    if not shown or shown_digest(shown) != digest:
        shown = _parsed(markup)
    unchanged = bool(shown) and shown_digest(shown) == digest
    return Carried(_with_pictures(document, shown), unchanged, shown, _around(markup))


def _elements(markup: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The data blocks of a page, each its tag and its text, and the elements that show a document."""
    blocks: list[tuple[str, str]] = []
    shown: list[str] = []
    for tag in _TAG.finditer(markup):
        if len(blocks) + len(shown) > _ENOUGH:
            break
        script = tag[1] == "script"
        if (CARRIED_TYPE if script else DOCUMENT_ID) not in tag[0]:
            continue
        end = markup.find(f"</{tag[1]}>", tag.end())
        if end >= 0 and script:
            blocks.append((tag[0], markup[tag.end() : end]))
        elif end >= 0:
            shown.append(markup[tag.start() : end + len("</article>")])
    return blocks, shown


_ENOUGH = 4
"""So many elements say that a page shows several documents."""


def _value(attributes: str, name: str) -> str:
    found = re.search(rf"\b{name}=[\"']?([0-9a-f]{{64}})\b", attributes)
    return found[1] if found else ""


def _document(text: str, name: str, context: Context) -> Document | None:
    try:
        return read_json(Source(text.encode("utf-8"), name), JsonReadOptions(), context)
    except GovdocError:
        return None


def _parsed(markup: str) -> str:
    """The element that shows the document, as a parser has it; nothing when there is none, or several."""
    nodes = LexborHTMLParser(shallow(markup)).css(f"#{DOCUMENT_ID}")
    found: str | None = nodes[0].html if len(nodes) == 1 else None
    return found or ""


def _with_pictures(document: Document, shown: str) -> Document:
    """The document with the bytes of the pictures that the page shows."""
    found: dict[int, bytes] = {}
    for tag in pictures(shown):
        place, data = _PLACE.search(tag), _BYTES.search(tag)
        if place is not None and data is not None and int(place[1]) not in found:
            found[int(place[1])] = _bytes(data[1])
    if not found:
        return document
    resources = tuple(
        replace(resource, data=found[i]) if i in found and not resource.data else resource
        for i, resource in enumerate(document.resources)
    )
    return replace(document, resources=resources)


def _bytes(text: str) -> bytes:
    try:
        return a2b_base64(text)
    except Error:
        return b""


def _around(markup: str) -> str:
    """The text of a site's page around the document; nothing on a page that is govdoc's own."""
    if _OWN_PAGE in markup:
        return ""
    body = LexborHTMLParser(shallow(markup)).body
    if body is None:
        return ""
    for node in body.css(f"#{DOCUMENT_ID}, script, style, template, noscript"):
        node.decompose()
    return " ".join(body.text(separator=" ").split())
