"""The canonical document: what a disclosed government document (政务公开文件) is, free of any file format.

The elements are those of 党政机关公文处理工作条例 (2012) article 9 and GB/T 9704-2012 clause 7, with the
disclosure metadata of 政府信息公开目录系统实施指引. Everything is a frozen value; equality means equality,
so where a node came from is kept outside (`Result.origins`). What was typed is kept (`label`, `raw`); what
is computed stands beside it (`level`, `number`, `value`).

Alphabet: text holds only characters that XML 1.0 allows, without U+000D; `clean_text` removes the others.
"""

import re
from enum import StrEnum
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

MAX_DEPTH = 100
"""Deepest nesting a document may have: the JSON decoder recurses and fails beyond about 300."""


class Node(Struct, frozen=True, omit_defaults=True, kw_only=True, tag_field="type"):
    """What every node of a document has: an identifier, unique in the document, or none."""

    id: str | None = None


# --- inline ---------------------------------------------------------------------------------------------


class Text(Node, frozen=True, tag="text"):
    """A run of characters."""

    text: str


class Strong(Node, frozen=True, tag="strong"):
    """Strongly emphasised text (加粗)."""

    content: "Inlines"


class Emphasis(Node, frozen=True, tag="emphasis"):
    """Emphasised text (斜体)."""

    content: "Inlines"


class Underline(Node, frozen=True, tag="underline"):
    """Underlined text (下划线)."""

    content: "Inlines"


class Superscript(Node, frozen=True, tag="superscript"):
    """Raised text (上标)."""

    content: "Inlines"


class Subscript(Node, frozen=True, tag="subscript"):
    """Lowered text (下标)."""

    content: "Inlines"


class Link(Node, frozen=True, tag="link"):
    """A link (链接): `href` is a URL, a path, or "#" and the id of a node of this document."""

    content: "Inlines"
    href: str


class Note(Node, frozen=True, tag="note"):
    """A footnote or endnote (脚注), at the place it is called from."""

    blocks: "Blocks"
    label: str = ""


class Break(Node, frozen=True, tag="break"):
    """A line break inside a paragraph."""


Marked: TypeAlias = Strong | Emphasis | Underline | Superscript | Subscript
Span: TypeAlias = Marked | Link
Inline: TypeAlias = Text | Span | Note | Break
Inlines: TypeAlias = tuple[Inline, ...]


# --- blocks ---------------------------------------------------------------------------------------------


class Scheme(StrEnum):
    """How a label counts (层次序号)."""

    HAN_COMMA = "一、"
    HAN_BRACKET = "（一）"
    DIGIT_POINT = "1."
    DIGIT_COMMA = "1、"
    DIGIT_BRACKET = "（1）"
    CIRCLED = "①"
    HAN_POINT = "一是"
    ORDER_WORD = "首先"
    DECIMAL = "1.1"
    BOOK = "第一编"
    CHAPTER = "第一章"
    DIVISION = "第一节"
    ARTICLE = "第一条"


class Align(StrEnum):
    """Where the lines of a paragraph or cell stand."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Section(Node, frozen=True, tag="section"):
    """A numbered division (层次): its heading and what stands under it.

    `level` is its nesting in this part, from 1. `label` is as printed (“(一)”), `gap` the white space
    printed after it. `number` and `scheme` are computed from the label. `run_in`: heading and the first
    paragraph share one printed paragraph (“一是强化组织领导。年初…”); the heading keeps its punctuation.
    A numbered clause or article without a heading of its own has an empty `heading` and is `run_in`.
    """

    level: Annotated[int, Meta(ge=1)]
    label: str = ""
    heading: Inlines = ()
    blocks: "Blocks" = ()
    gap: str = ""
    number: int | None = None
    scheme: Scheme | None = None
    run_in: bool = False


class Paragraph(Node, frozen=True, tag="paragraph"):
    """A natural paragraph (自然段)."""

    content: Inlines = ()
    align: Align | None = None


class Item(Node, frozen=True, tag="item"):
    """One entry of a list; `label` as printed ("•", "1)")."""

    blocks: "Blocks" = ()
    label: str = ""


class List(Node, frozen=True, tag="list"):
    """A list that is no numbered division of the text."""

    items: tuple[Item, ...]
    ordered: bool = False


class Cell(Node, frozen=True, tag="cell"):
    """A table cell; spans are counted in columns and rows."""

    blocks: "Blocks" = ()
    colspan: Annotated[int, Meta(ge=1)] = 1
    rowspan: Annotated[int, Meta(ge=1)] = 1
    header: bool = False
    align: Align | None = None


class Row(Node, frozen=True, tag="row"):
    """A table row; only the cells that begin in it."""

    cells: tuple[Cell, ...] = ()


class Table(Node, frozen=True, tag="table"):
    """A table (表格). `header_rows`: how many rows repeat on each page; `widths`: shares of the width."""

    rows: tuple[Row, ...]
    caption: Inlines = ()
    header_rows: Annotated[int, Meta(ge=0)] = 0
    widths: tuple[float, ...] = ()
    summary: str = ""


class Figure(Node, frozen=True, tag="figure"):
    """A picture (图): a resource of this document, or a reference. Sizes in millimetres, 0 = its own."""

    resource: str | None = None
    href: str | None = None
    alternative: str = ""
    caption: Inlines = ()
    width: float = 0.0
    height: float = 0.0


class Raw(Node, frozen=True, tag="raw"):
    """Material that no other node can hold, verbatim; `format` says in what notation."""

    format: str
    text: str


Block: TypeAlias = Section | Paragraph | List | Table | Figure | Raw
Blocks: TypeAlias = tuple[Block, ...]


# --- parts ----------------------------------------------------------------------------------------------


class Date(Node, frozen=True, tag="date"):
    """A date as printed and, where it can be read, in ISO 8601 (YYYY-MM-DD, or YYYY-MM, YYYY)."""

    raw: str
    value: str | None = None


class Mark(Node, frozen=True, tag="mark"):
    """The issuer mark (发文机关标志): the organs, lead organ first, and “文件” or nothing."""

    organs: tuple[str, ...]
    suffix: str = ""


class Signer(Node, frozen=True, tag="signer"):
    """A person who signs (签发人), with the title printed before the name."""

    name: str
    title: str = ""


class Letterhead(Node, frozen=True, tag="letterhead"):
    """What stands above the red line (版头), each as printed."""

    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    mark: Mark | None = None
    document_number: str = ""
    signers: tuple[Signer, ...] = ()


class Signature(Node, frozen=True, tag="signature"):
    """Signature and date (发文机关署名、成文日期), with the resource of the seal when one was supplied."""

    organs: tuple[str, ...] = ()
    signers: tuple[Signer, ...] = ()
    date: Date | None = None
    seal: str | None = None


class Attachment(Node, frozen=True, tag="attachment"):
    """An entry of the list of annexes (附件说明): `label` as printed (“附件：1.”), the name, a target."""

    name: str
    label: str = ""
    href: str | None = None


class ImprintKind(StrEnum):
    """The lines of the end record (版记)."""

    SEND_TO = "send_to"
    COPY_TO = "copy_to"
    PRINTING = "printing"
    OTHER = "other"


class ImprintLine(Node, frozen=True, tag="imprint_line"):
    """A line of the end record: 主送, 抄送, 印发机关 and 印发日期; `label` as printed (“抄送：”)."""

    kind: ImprintKind
    text: str
    label: str = ""
    date: Date | None = None


class PartKind(StrEnum):
    """What a part is to its document: itself, what it issues (印发), its annex (附件), another one."""

    MAIN = "main"
    ATTACHED = "attached"
    ANNEX = "annex"
    SECOND = "second"


class Part(Node, frozen=True, tag="part"):
    """One document inside a disclosed document, in the order of GB/T 9704-2012 clause 7."""

    kind: PartKind = PartKind.MAIN
    mark: str = ""
    letterhead: Letterhead | None = None
    title: Inlines = ()
    subtitle: Inlines = ()
    recipients: Inlines = ()
    blocks: Blocks = ()
    attachments: tuple[Attachment, ...] = ()
    signatures: tuple[Signature, ...] = ()
    note: Inlines = ()
    imprint: tuple[ImprintLine, ...] = ()


# --- the document ---------------------------------------------------------------------------------------


class Entry(Node, frozen=True, tag="entry"):
    """One item of the disclosure metadata.

    `label` as printed, `raw` the value as printed, `key` its name in the glossary (`terms.py`) or none,
    `value` the normalised value: an ISO date, a list, a text; none where `raw` says it all.
    `supplied`: given by the user, not by the source.
    """

    label: str
    raw: str = ""
    key: str | None = None
    value: str | tuple[str, ...] | None = None
    supplied: bool = False


class Metadata(Node, frozen=True, tag="metadata"):
    """The disclosure metadata (政府信息公开事项), in page order; entries without a value stay."""

    entries: tuple[Entry, ...] = ()

    def all(self, key: str) -> tuple[Entry, ...]:
        """The entries under a glossary key, in page order."""
        return tuple(entry for entry in self.entries if entry.key == key)

    def first(self, key: str) -> str | None:
        """The first value that is not empty under a key: the text as printed, a date in ISO form."""
        for entry in self.entries:
            if entry.key == key and entry.raw.strip():
                return entry.value if isinstance(entry.value, str) else entry.raw.strip()
        return None

    def items(self, key: str) -> tuple[str, ...]:
        """All values under a key, lists taken apart."""
        found: list[str] = []
        for entry in self.all(key):
            if isinstance(entry.value, tuple):
                found += entry.value
            elif entry.raw.strip():
                found.append(entry.value or entry.raw.strip())
        return tuple(found)

    @property
    def index_number(self) -> str | None:
        """The index number (索引号)."""
        return self.first("index_number")

    @property
    def title(self) -> str | None:
        """The title in the metadata (名称)."""
        return self.first("title")

    @property
    def document_number(self) -> str | None:
        """The document number (发文字号)."""
        return self.first("document_number")

    @property
    def issuers(self) -> tuple[str, ...]:
        """The issuing organs (发布机构)."""
        return self.items("issuer")

    @property
    def written(self) -> str | None:
        """The date of writing (成文日期), ISO."""
        return self.first("written")

    @property
    def generated(self) -> str | None:
        """The date of generation (生成日期), ISO."""
        return self.first("generated")

    @property
    def published(self) -> str | None:
        """The date of publication (公开日期), ISO."""
        return self.first("published")

    @property
    def genre(self) -> str | None:
        """The kind of document (体裁)."""
        return self.first("genre")

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics (主题分类)."""
        return self.items("topic")

    @property
    def keywords(self) -> tuple[str, ...]:
        """The keywords (关键词)."""
        return self.items("keywords")

    @property
    def abstract(self) -> str | None:
        """The abstract (内容概述)."""
        return self.first("abstract")


class Resource(Node, frozen=True, tag="resource"):
    """Bytes that the document shows: `id` is "sha256:" and the hash of the data."""

    data: bytes
    media_type: str
    name: str = ""


class FurnitureKind(StrEnum):
    """What text of a page is that is not the document."""

    NAVIGATION = "navigation"
    PAGE_TITLE = "page_title"
    CONTROL = "control"
    HEADER = "header"
    FOOTER = "footer"
    CONTENTS = "contents"
    OTHER = "other"


class Furniture(Node, frozen=True, tag="furniture"):
    """Text of the page that is kept out of the document, but not lost."""

    kind: FurnitureKind
    text: str


class Provenance(Node, frozen=True, tag="provenance"):
    """Where the document came from: format, encoding, hash of the bytes, page furniture.

    `supplied` names what the user gave in place of the source ("title", "recipients" …).
    """

    format: str | None = None
    encoding: str | None = None
    digest: str | None = None
    furniture: tuple[Furniture, ...] = ()
    supplied: tuple[str, ...] = ()


class Document(Node, frozen=True, tag="document"):
    """A disclosed document: metadata, one part or more (the first is the main one), resources, provenance."""

    parts: Annotated[tuple[Part, ...], Meta(min_length=1)] = (Part(),)
    metadata: Metadata = Metadata()
    resources: tuple[Resource, ...] = ()
    provenance: Provenance = Provenance()
    language: str = "zh-CN"

    @property
    def main(self) -> Part:
        """The main part."""
        return self.parts[0]

    @property
    def title(self) -> str:
        """The title of the main part on one line, or of the metadata, or nothing."""
        return one_line(self.main.title) or self.metadata.title or ""


# --- functions over nodes -------------------------------------------------------------------------------


def plain(content: Inlines, line_break: str = "\n") -> str:
    """The characters of inline content; notes are left out, a Break becomes `line_break`."""
    if len(content) == 1 and isinstance(content[0], Text):
        return content[0].text
    found: list[str] = []
    for inline in content:
        if isinstance(inline, Text):
            found.append(inline.text)
        elif isinstance(inline, Break):
            found.append(line_break)
        elif not isinstance(inline, Note):
            found.append(plain(inline.content, line_break))
    return "".join(found)


def one_line(content: Inlines) -> str:
    """Inline content as one line: line breaks removed, white space at both ends stripped."""
    return plain(content, "").strip()


_FOREIGN = dict.fromkeys(
    [*range(0x09), 0x0B, 0x0C, *range(0x0D, 0x20), 0xFFFE, 0xFFFF, 0xFEFF, *range(0xD800, 0xE000)]
)

_FOREIGN_CHARACTER = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ufeff\ud800-\udfff]")


def clean_text(text: str) -> str:
    """`text` without the characters that are outside the model's alphabet."""
    return text.translate(_FOREIGN) if _FOREIGN_CHARACTER.search(text) else text
