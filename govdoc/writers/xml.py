"""Document → disclosure XML (`urn:govdoc:disclosure:1`), as strings: the same bytes every time, nothing lost.

XML 1.0 (fifth edition) in UTF-8. Line breaks and indentation stand only between elements that hold no text.
A run of characters is plain character data; where that would be ambiguous (two runs side by side, an empty
one, one with an id, only white space with a line break) it is an element `text`.
"""

from base64 import b64encode
from collections.abc import Callable
from typing import BinaryIO, cast

from govdoc import codes as say
from govdoc.context import Context
from govdoc.errors import LimitError
from govdoc.model import (
    MAX_DEPTH,
    Attachment,
    Blocks,
    Break,
    Cell,
    Date,
    Document,
    Emphasis,
    Entry,
    Figure,
    ImprintLine,
    Inline,
    Inlines,
    Item,
    Letterhead,
    Link,
    List,
    Mark,
    Node,
    Note,
    Paragraph,
    Part,
    Provenance,
    Raw,
    Resource,
    Row,
    Scheme,
    Section,
    Signature,
    Signer,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Underline,
    clean_text,
)
from govdoc.options import XmlWriteOptions
from govdoc.schema import NAMESPACE, VERSION, element_name, is_indentation
from govdoc.terms import TERMS

RUN_BYTES = 3 * 2**20
"""Bytes of a resource in one element `data`: parsers refuse text nodes beyond 10 MB."""


def write(document: Document, options: XmlWriteOptions, context: Context, sink: BinaryIO) -> None:
    """Write `document` into `sink`; characters outside the model's alphabet are left out and reported.

    Raises LimitError when it nests too deep to be written.
    """
    data, removed = render(document, options.indent)
    if removed:
        context.report(say.FOREIGN_CHARACTERS, str(removed))
    sink.write(data)


def to_xml(document: Document, indent: bool = True) -> bytes:
    """`document` as disclosure XML in UTF-8, with its declaration; for files that carry it inside.

    Characters outside the model's alphabet are left out. Raises LimitError when it nests too deep.
    """
    return render(document, indent)[0]


def render(document: Document, indent: bool) -> tuple[bytes, int]:
    """`to_xml`, and how many characters outside the model's alphabet were left out."""
    out: list[str] = []
    try:
        _document(document, out, "\n" if indent else "")
    except RecursionError:
        raise LimitError(
            f"嵌套太深，写不成 XML；上限 {MAX_DEPTH} 层",
            f"nested too deep to be written as XML; the limit is {MAX_DEPTH}",
        ) from None
    return encode("".join(out))


_CONTROLS = bytes(i for i in range(0x20) if not clean_text(chr(i)))
_OUTSIDE = "\ufeff\ufffe\uffff"


def encode(text: str) -> tuple[bytes, int]:
    """UTF-8 of `text`, and how many characters outside the alphabet had to go."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        clean = clean_text(text)
    else:
        # Many characters are sought over bytes, one over the text: a pattern would take longer than writing.
        if len(data.translate(None, _CONTROLS)) == len(data) and not any(c in text for c in _OUTSIDE):
            return data, 0
        clean = clean_text(text)
    return clean.encode(), len(text) - len(clean)


# --- characters and attributes --------------------------------------------------------------------------


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quote(text: str) -> str:
    if text.isalnum():  # as most labels: 一是, 第一条
        return text
    text = _escape(text).replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;")


def _given(name: str, value: str | None) -> str:
    """An attribute that may be empty and is absent for None."""
    return "" if value is None else f' {name}="{_quote(value)}"'


def _some(name: str, value: str | float) -> str:
    """An attribute that is absent when empty or 0."""
    return f' {name}="{_quote(str(value))}"' if value else ""


def _flag(name: str, value: bool) -> str:
    return f' {name}="true"' if value else ""


def _id(node: Node) -> str:
    return "" if node.id is None else f' id="{_quote(node.id)}"'


def _deeper(pad: str) -> str:
    return pad and pad + "  "


def _leaf(out: list[str], pad: str, name: str, attributes: str, text: str) -> None:
    out.append(f"{pad}<{name}{attributes}>{_escape(text)}</{name}>")


def _some_leaf(out: list[str], pad: str, name: str, text: str) -> None:
    if text:
        _leaf(out, pad, name, "", text)


def _open(out: list[str], pad: str, name: str, attributes: str = "") -> int:
    out.append(f"{pad}<{name}{attributes}>")
    return len(out)


def _close(out: list[str], pad: str, name: str, opened: int) -> None:
    """End what `_open` began, as an empty element when nothing was written since."""
    if len(out) == opened:
        out[-1] = out[-1][:-1] + "/>"
    else:
        out.append(f"{pad}</{name}>")


# --- inline ---------------------------------------------------------------------------------------------

_MARKS = {
    Strong: "strong",
    Emphasis: "emphasis",
    Underline: "underline",
    Superscript: "superscript",
    Subscript: "subscript",
}


def _inlines(content: Inlines) -> str:
    if len(content) == 1 and content[0].__class__ is Text:
        return _run(content[0], False)
    found: list[str] = []
    bare = False
    for node in content:
        if node.__class__ is not Text:
            bare = False
            found.append(_mark(node))
            continue
        run = _run(node, bare)
        bare = not run.startswith("<text")
        found.append(run)
    return "".join(found)


def _run(node: Text, after_bare: bool) -> str:
    """A run as plain character data, or in an element where that would be ambiguous."""
    text = node.text
    if after_bare or not text or node.id is not None or ("\n" in text and is_indentation(text)):
        return f"<text{_id(node)}>{_escape(text)}</text>"
    return _escape(text)


def _mark(node: Inline) -> str:
    if isinstance(node, Break):
        return f"<break{_id(node)}/>"
    if isinstance(node, Link):
        return f"<link{_id(node)}{_given('href', node.href)}>{_inlines(node.content)}</link>"
    if isinstance(node, Note):
        out: list[str] = []
        opened = _open(out, "", "footnote", _id(node) + _some("label", node.label))
        _blocks(node.blocks, out, "")
        _close(out, "", "footnote", opened)
        return "".join(out)
    assert not isinstance(node, Text)
    name = _MARKS[node.__class__]
    return f"<{name}{_id(node)}>{_inlines(node.content)}</{name}>"


def _held(out: list[str], pad: str, name: str, content: Inlines) -> None:
    """Inline content in an element of its own; nothing when there is none."""
    if content:
        out.append(f"{pad}<{name}>{_inlines(content)}</{name}>")


# --- blocks ---------------------------------------------------------------------------------------------


def _blocks(blocks: Blocks, out: list[str], pad: str) -> None:
    for block in blocks:
        _BLOCKS[block.__class__](block, out, pad)


def _paragraph(node: Paragraph, out: list[str], pad: str) -> None:
    attributes = "" if node.id is node.align is None else _id(node) + _given("align", node.align)
    out.append(f"{pad}<paragraph{attributes}>{_inlines(node.content)}</paragraph>")


def _section(node: Section, out: list[str], pad: str) -> None:
    attributes = (
        f'{_id(node)} level="{node.level}"{_some("label", node.label)}{_some("gap", node.gap)}'
        + ("" if node.number is None else f' number="{node.number}"')
        + ("" if node.scheme is None else _SCHEMES[node.scheme])
        + _flag("runIn", node.run_in)
    )
    opened, inner = _open(out, pad, "section", attributes), _deeper(pad)
    _held(out, inner, "heading", node.heading)
    _blocks(node.blocks, out, inner)
    _close(out, pad, "section", opened)


_SCHEMES = {scheme: _given("scheme", scheme) for scheme in Scheme}


def _list(node: List, out: list[str], pad: str) -> None:
    opened, inner = _open(out, pad, "list", _id(node) + _flag("ordered", node.ordered)), _deeper(pad)
    for item in node.items:
        _item(item, out, inner)
    _close(out, pad, "list", opened)


def _item(node: Item, out: list[str], pad: str) -> None:
    opened = _open(out, pad, "item", _id(node) + _some("label", node.label))
    _blocks(node.blocks, out, _deeper(pad))
    _close(out, pad, "item", opened)


def _table(node: Table, out: list[str], pad: str) -> None:
    attributes = (
        _id(node)
        + _some("headerRows", node.header_rows)
        + _some("widths", " ".join(repr(float(width)) for width in node.widths))
        + _some("summary", node.summary)
    )
    opened, inner = _open(out, pad, "table", attributes), _deeper(pad)
    _held(out, inner, "caption", node.caption)
    for row in node.rows:
        _row(row, out, inner)
    _close(out, pad, "table", opened)


def _row(node: Row, out: list[str], pad: str) -> None:
    opened, inner = _open(out, pad, "row", _id(node)), _deeper(pad)
    for cell in node.cells:
        _cell(cell, out, inner)
    _close(out, pad, "row", opened)


def _cell(node: Cell, out: list[str], pad: str) -> None:
    attributes = (
        _id(node)
        + (f' colspan="{node.colspan}"' if node.colspan != 1 else "")
        + (f' rowspan="{node.rowspan}"' if node.rowspan != 1 else "")
        + _flag("header", node.header)
        + _given("align", node.align)
    )
    opened = _open(out, pad, "cell", attributes)
    _blocks(node.blocks, out, _deeper(pad))
    _close(out, pad, "cell", opened)


def _figure(node: Figure, out: list[str], pad: str) -> None:
    attributes = (
        _id(node)
        + _given("resource", node.resource)
        + _given("href", node.href)
        + _some("alternative", node.alternative)
        + _some("width", float(node.width))
        + _some("height", float(node.height))
    )
    opened = _open(out, pad, "figure", attributes)
    _held(out, _deeper(pad), "caption", node.caption)
    _close(out, pad, "figure", opened)


def _raw(node: Raw, out: list[str], pad: str) -> None:
    _leaf(out, pad, "raw", _id(node) + _given("format", node.format), node.text)


_BLOCKS = cast(
    "dict[type[Node], Callable[[Node, list[str], str], None]]",
    {
        Section: _section,
        Paragraph: _paragraph,
        List: _list,
        Table: _table,
        Figure: _figure,
        Raw: _raw,
    },
)


# --- parts ----------------------------------------------------------------------------------------------


def _part(part: Part, out: list[str], pad: str) -> None:
    attributes = f'{_id(part)} kind="{part.kind}"{_some("mark", part.mark)}'
    opened, inner = _open(out, pad, "part", attributes), _deeper(pad)
    if part.letterhead is not None:
        _letterhead(part.letterhead, out, inner)
    _held(out, inner, "title", part.title)
    _held(out, inner, "subtitle", part.subtitle)
    _held(out, inner, "recipients", part.recipients)
    if part.blocks:
        out.append(f"{inner}<body>")
        _blocks(part.blocks, out, _deeper(inner))
        out.append(f"{inner}</body>")
    _attachments(part.attachments, out, inner)
    for signature in part.signatures:
        _signature(signature, out, inner)
    _held(out, inner, "note", part.note)
    _imprint(part.imprint, out, inner)
    _close(out, pad, "part", opened)


def _letterhead(node: Letterhead, out: list[str], pad: str) -> None:
    opened, inner = _open(out, pad, "letterhead", _id(node)), _deeper(pad)
    _some_leaf(out, inner, "copyNumber", node.copy_number)
    _some_leaf(out, inner, "secrecy", node.secrecy)
    _some_leaf(out, inner, "urgency", node.urgency)
    if node.mark is not None:
        _issuer_mark(node.mark, out, inner)
    _some_leaf(out, inner, "documentNumber", node.document_number)
    for signer in node.signers:
        _signer(signer, out, inner)
    _close(out, pad, "letterhead", opened)


def _issuer_mark(node: Mark, out: list[str], pad: str) -> None:
    opened, inner = _open(out, pad, "issuerMark", _id(node)), _deeper(pad)
    for organ in node.organs:
        _leaf(out, inner, "organ", "", organ)
    _some_leaf(out, inner, "suffix", node.suffix)
    _close(out, pad, "issuerMark", opened)


def _signer(node: Signer, out: list[str], pad: str) -> None:
    _leaf(out, pad, "signer", _id(node) + _some("title", node.title), node.name)


def _date(node: Date, out: list[str], pad: str) -> None:
    _leaf(out, pad, "date", _id(node) + _given("value", node.value), node.raw)


def _attachments(attachments: tuple[Attachment, ...], out: list[str], pad: str) -> None:
    opened, inner = _open(out, pad, "attachments"), _deeper(pad)
    for node in attachments:
        attributes = _id(node) + _some("label", node.label) + _given("href", node.href)
        _leaf(out, inner, "attachment", attributes, node.name)
    _close_or_drop(out, pad, "attachments", opened)


def _close_or_drop(out: list[str], pad: str, name: str, opened: int) -> None:
    if len(out) == opened:
        out.pop()
    else:
        _close(out, pad, name, opened)


def _signature(node: Signature, out: list[str], pad: str) -> None:
    opened, inner = _open(out, pad, "signature", _id(node) + _given("seal", node.seal)), _deeper(pad)
    for organ in node.organs:
        _leaf(out, inner, "organ", "", organ)
    for signer in node.signers:
        _signer(signer, out, inner)
    if node.date is not None:
        _date(node.date, out, inner)
    _close(out, pad, "signature", opened)


def _imprint(lines: tuple[ImprintLine, ...], out: list[str], pad: str) -> None:
    opened, inner = _open(out, pad, "imprint"), _deeper(pad)
    for line in lines:
        name = element_name(line.kind)
        begun = _open(out, inner, name, _id(line) + _some("label", line.label))
        _some_leaf(out, _deeper(inner), "text", line.text)
        if line.date is not None:
            _date(line.date, out, _deeper(inner))
        _close(out, inner, name, begun)
    _close_or_drop(out, pad, "imprint", opened)


# --- the document ---------------------------------------------------------------------------------------


def _document(document: Document, out: list[str], pad: str) -> None:
    attributes = f'{_id(document)} version="{VERSION}" xml:lang="{_quote(document.language)}"'
    out.append(f'<?xml version="1.0" encoding="UTF-8"?>\n<disclosure xmlns="{NAMESPACE}"{attributes}>')
    inner = _deeper(pad)
    opened = _open(out, inner, "metadata", _id(document.metadata))
    for entry in document.metadata.entries:
        _entry(entry, out, _deeper(inner))
    close = _close_or_drop if document.metadata.id is None else _close
    close(out, inner, "metadata", opened)
    for part in document.parts:
        _part(part, out, inner)
    opened = _open(out, inner, "resources")
    for resource in document.resources:
        _resource(resource, out, _deeper(inner))
    _close_or_drop(out, inner, "resources", opened)
    if document.provenance != Provenance():
        _provenance(document.provenance, out, inner)
    out.append(f"{pad}</disclosure>\n")


def _entry(entry: Entry, out: list[str], pad: str) -> None:
    term = TERMS.get(entry.key) if entry.key is not None else None
    name = term.element if term else "field"
    attributes = (
        f'{_id(entry)} label="{_quote(entry.label)}"'
        + ("" if term else _given("key", entry.key))
        + _flag("supplied", entry.supplied)
    )
    if not isinstance(entry.value, tuple):
        _leaf(out, pad, name, attributes + _given("value", entry.value), entry.raw)
        return
    opened = _open(out, pad, name, f'{attributes} raw="{_quote(entry.raw)}"')
    for value in entry.value:
        _leaf(out, _deeper(pad), "value", "", value)
    _close(out, pad, name, opened)


def _resource(node: Resource, out: list[str], pad: str) -> None:
    attributes = f'{_id(node)} mediaType="{_quote(node.media_type)}"{_some("name", node.name)}'
    opened = _open(out, pad, "resource", attributes)
    for start in range(0, len(node.data), RUN_BYTES):
        run = b64encode(node.data[start : start + RUN_BYTES]).decode("ascii")
        out.append(f"{_deeper(pad)}<data>{run}</data>")
    _close(out, pad, "resource", opened)


def _provenance(node: Provenance, out: list[str], pad: str) -> None:
    attributes = (
        _id(node)
        + _given("format", node.format)
        + _given("encoding", node.encoding)
        + _given("digest", node.digest)
    )
    opened, inner = _open(out, pad, "provenance", attributes), _deeper(pad)
    for text in node.furniture:
        _leaf(out, inner, "furniture", f'{_id(text)} kind="{text.kind}"', text.text)
    for name in node.supplied:
        _leaf(out, inner, "supplied", "", name)
    _close(out, pad, "provenance", opened)
