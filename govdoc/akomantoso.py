"""The vocabulary of Akoma Ntoso that writer and reader share: elements of divisions, class names, the digest.

Akoma Ntoso 3.0 (OASIS LegalDocML 1.0, 2018): names of elements from its schema, abbreviations of identifiers
from its Naming Convention, section 5.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from govdoc.model import Block, Scheme, Section

if TYPE_CHECKING:
    from lxml import etree

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
"""The namespace of Akoma Ntoso 3.0."""

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

UNKNOWN_DATE = "0001-01-01"
"""The date where the schema demands one and the document has none, as in cobalt (`NULL_DATE`)."""

LEGAL = {
    Scheme.BOOK: "book",
    Scheme.CHAPTER: "chapter",
    Scheme.DIVISION: "section",
    Scheme.ARTICLE: "article",
}
"""The elements of 编, 章, 节 and 条."""

PLAIN = ("section", "subsection", "paragraph", "subparagraph", "point", "indent")
"""The elements of 一、 （一） 1. （1） and deeper, by their nesting."""

UNDER_ARTICLE = ("subparagraph", "point", "indent")
"""The elements under an article: 项, 目 and deeper; 款 is a `paragraph` without number."""

ABBREVIATIONS = {
    "chapter": "chp",
    "section": "sec",
    "subsection": "subsec",
    "article": "art",
    "paragraph": "para",
    "subparagraph": "subpara",
    "attachment": "att",
    "blockList": "list",
    "wrapUp": "wrapup",
}
"""How an element is called in identifiers where that is not its name."""


class Role(StrEnum):
    """What an element is, in its `class`, where Akoma Ntoso has no element for it."""

    COPY_NUMBER = "copyNumber"
    SECRECY = "secrecy"
    URGENCY = "urgency"
    ISSUER_MARK = "issuerMark"
    SIGNER = "signer"
    DOCUMENT_NUMBER = "documentNumber"
    MARK = "mark"
    TITLE = "title"
    SUBTITLE = "subtitle"
    RECIPIENTS = "recipients"
    ATTACHMENTS = "attachments"
    SIGNATURE = "signature"
    ORGAN = "organ"
    DATE = "date"
    NOTE = "note"
    IMPRINT = "imprint"
    RUN_IN = "runIn"
    ORDERED = "ordered"
    FIGURE = "figure"
    CAPTION = "caption"
    NAME = "name"
    LABEL = "label"
    TEXT = "text"


def is_act(blocks: Iterable[Block]) -> bool:
    """Whether a text is made of 章 or 条, as 规章 and many 规范性文件 are."""
    return any(isinstance(block, Section) and block.scheme in LEGAL for block in blocks)


_COUNTED = frozenset({"href", "src", "class", "rowspan", "colspan"})


def digest(root: "etree._Element") -> str:
    """The digest of what a file says outside its metadata: elements, texts, targets and spans.

    White space at the ends of a run of characters and the attributes that only name do not count, so that
    indenting the file or numbering its identifiers anew is no change.
    """
    found: list[str] = []
    _gather(root, found.append)
    return sha256("\n".join(found).encode()).hexdigest()


def _gather(element: "etree._Element", add: Callable[[str], None]) -> None:
    # the inner loop of writing and reading: every look at lxml's proxies counts
    for child in element:
        name = str(child.tag).rpartition("}")[2]
        if name == "meta":
            continue
        add("<" + name)
        for key, value in child.items():
            if key in _COUNTED:
                add(f"{key}={' '.join(str(value).split())}")
        text = child.text
        if text and (words := text.split()):
            add(" ".join(words))
        _gather(child, add)
        add(">")
        tail = child.tail
        if tail and (words := tail.split()):
            add(" ".join(words))
