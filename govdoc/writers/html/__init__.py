"""Writing web pages: one self-contained, accessible file that needs no script, no font and no server.

WHATWG HTML, WCAG 2.2 AA, GB/T 37668-2019 (无障碍); the tags of 政府网站发展指引 (国办发〔2017〕47号); the
printed page follows GB/T 9704-2012. The page carries its document, so that it reads back without loss.
"""

from typing import BinaryIO

from msgspec.structs import replace

from govdoc import codes as say
from govdoc.codec import in_alphabet, is_doubtful, to_json
from govdoc.context import Context
from govdoc.errors import LimitError
from govdoc.model import MAX_DEPTH, Document
from govdoc.options import HtmlOptions
from govdoc.webpage import (
    CARRIED_ID,
    CARRIED_TYPE,
    DATA_DIGEST,
    DOCUMENT_ID,
    SHOWN_DIGEST,
    data_digest,
    shown_digest,
)
from govdoc.writers.html.linked import inert
from govdoc.writers.html.metadata import fields
from govdoc.writers.html.page import language_of, unseen_heading, whole_page
from govdoc.writers.html.parts import part
from govdoc.writers.html.sheet import Sheet


def write(document: Document, options: HtmlOptions, context: Context, sink: BinaryIO) -> None:
    """Write a document as a web page, or as a piece of one.

    Parameters: `options.fragment` writes one `article` for a site's template; `sink` a binary file, takes
    UTF-8. Raises LimitError when the document nests too deep, ProfileError for a wrong profile.
    """
    document = _clean(document, context)
    sheet = Sheet(document, context)
    try:
        shown = _shown(document, options, sheet)
    except RecursionError:
        raise LimitError(
            f"嵌套太深，写不成网页；上限 {MAX_DEPTH} 层",
            f"nested too deep to be written as a web page; the limit is {MAX_DEPTH}",
        ) from None
    carried = _carried(document, shown, sheet.shown) if options.carry else ""
    made = shown + carried if options.fragment else whole_page(shown, carried, options, sheet)
    sink.write(made.encode("utf-8"))


def _clean(document: Document, context: Context) -> Document:
    """The document in the model's alphabet: HTML has no way to write other characters."""
    try:
        doubtful = is_doubtful(to_json(document))
    except UnicodeEncodeError:
        doubtful = True
    if not doubtful:
        return document
    clean, removed = in_alphabet(document)
    if removed:
        context.report(say.FOREIGN_CHARACTERS, str(removed))
    return clean if removed else document


def _shown(document: Document, options: HtmlOptions, sheet: Sheet) -> str:
    """What people see: the element that holds the document."""
    language = f' lang="{language_of(document)}"' if options.fragment else ""
    above = "" if options.fragment else unseen_heading(document)
    above += fields(document.metadata) if options.metadata else ""
    parts = "".join([part(found, i, sheet) for i, found in enumerate(document.parts)])
    return f'<article class="govdoc" id="{DOCUMENT_ID}"{language}>\n{above}{parts}</article>\n'


def _carried(document: Document, shown: str, pictures: set[int]) -> str:
    """The data block with the document; the bytes of pictures that the page shows are left to those."""
    resources = tuple(
        replace(resource, data=b"") if i in pictures else resource
        for i, resource in enumerate(document.resources)
    )
    block = inert(to_json(replace(document, resources=resources)).decode("utf-8"))
    digests = f'{SHOWN_DIGEST}="{shown_digest(shown)}" {DATA_DIGEST}="{data_digest(block)}"'
    return f'<script type="{CARRIED_TYPE}" id="{CARRIED_ID}" {digests}>{block}</script>\n'
