"""The table of formats: names, suffixes, where reader and writer live, and how bytes are recognised.

Modules are named as strings and imported when used. Third parties add formats through the entry-point
group `govdoc.formats`; it is asked only when a name is not built in, so nothing of theirs runs unasked.
"""

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import BinaryIO

import msgspec
from msgspec import Struct

from govdoc.context import Context
from govdoc.errors import FormatError, UsageError
from govdoc.model import Document
from govdoc.options import Options
from govdoc.source import Source

Reader = Callable[[Source, Options, Context], Document]
Writer = Callable[[Document, Options, Context, BinaryIO], None]


class Format(Struct, frozen=True, kw_only=True):
    """A format: `reader` and `writer` are "module:function", the option classes "module:Class".

    `page`: it shows composed pages (and takes a profile), not the bare document. `extract`: "module:function"
    from the bytes of an output to the text it shows, for the ink check. `lossless`: what is read back equals
    what was written.
    """

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    description_zh: str
    description_en: str
    reader: str | None = None
    writer: str | None = None
    read_options: str = "govdoc.options:Options"
    write_options: str = "govdoc.options:Options"
    page: bool = False
    extract: str | None = None
    lossless: bool = False


_OPTIONS = "govdoc.options:"


def _office(name: str, suffixes: tuple[str, ...], media_type: str, what: str) -> Format:
    """A format that LibreOffice opens for us; `what`: its name, the same in both languages."""
    return Format(
        name=name,
        suffixes=suffixes,
        media_type=media_type,
        description_zh=f"{what}（经 LibreOffice 转换）",
        description_en=f"{what}, through LibreOffice",
        reader="govdoc.readers.office:read",
        read_options=_OPTIONS + "OfficeReadOptions",
    )


FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format(
            name="text",
            suffixes=(".txt", ".text"),
            media_type="text/plain",
            description_zh="纯文本（从网页粘贴的也行）",
            description_en="plain text, also pasted from a page",
            reader="govdoc.readers.text:read",
            writer="govdoc.writers.text:write",
            extract="govdoc.writers.text:extract_text",
            read_options=_OPTIONS + "TextReadOptions",
            write_options=_OPTIONS + "TextWriteOptions",
        ),
        Format(
            name="markdown",
            suffixes=(".md", ".markdown", ".qmd"),
            media_type="text/markdown",
            description_zh="Markdown，可带 YAML 文件头（也认 quarto-gbt9704 的键）",
            description_en="Markdown with YAML front matter, quarto-gbt9704's keys too",
            reader="govdoc.readers.markdown:read",
            writer="govdoc.writers.markdown:write",
            extract="govdoc.writers.markdown.extract:extract_text",
            read_options=_OPTIONS + "MarkdownReadOptions",
            write_options=_OPTIONS + "MarkdownWriteOptions",
        ),
        Format(
            name="html",
            suffixes=(".html", ".htm", ".shtml", ".xhtml"),
            media_type="text/html",
            description_zh="网页（整页或片段，任何编码）",
            description_en="web pages, whole or in pieces, in any encoding",
            reader="govdoc.readers.html:read",
            writer="govdoc.writers.html:write",
            extract="govdoc.writers.html.extract:extract_text",
            read_options=_OPTIONS + "HtmlReadOptions",
            write_options=_OPTIONS + "HtmlOptions",
        ),
        Format(
            name="json",
            suffixes=(".json",),
            media_type="application/json",
            description_zh="govdoc 的 JSON，无损",
            description_en="govdoc's JSON, lossless",
            reader="govdoc.readers.json:read",
            writer="govdoc.writers.json:write",
            lossless=True,
            read_options=_OPTIONS + "JsonReadOptions",
            write_options=_OPTIONS + "JsonWriteOptions",
        ),
        Format(
            name="xml",
            suffixes=(".xml",),
            media_type="application/xml",
            description_zh="政务公开 XML（urn:govdoc:disclosure:1），无损",
            description_en="disclosure XML (urn:govdoc:disclosure:1), lossless",
            reader="govdoc.readers.xml:read",
            writer="govdoc.writers.xml:write",
            lossless=True,
            read_options=_OPTIONS + "XmlReadOptions",
            write_options=_OPTIONS + "XmlWriteOptions",
        ),
        Format(
            name="akn",
            suffixes=(".akn", ".akn.xml"),
            media_type="application/akn+xml",
            description_zh="Akoma Ntoso 3.0（国际法律文件 XML），无损",
            description_en="Akoma Ntoso 3.0, the international legal XML, lossless",
            reader="govdoc.readers.akn:read",
            writer="govdoc.writers.akn:write",
            lossless=True,
            extract="govdoc.writers.akn.extract:extract_text",
            read_options=_OPTIONS + "AknReadOptions",
            write_options=_OPTIONS + "AknWriteOptions",
        ),
        Format(
            name="docx",
            suffixes=(".docx", ".dotx", ".docm", ".dotm"),
            media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            description_zh="Word，GB/T 9704 版式",
            description_en="Word in GB/T 9704 layout",
            reader="govdoc.readers.docx:read",
            writer="govdoc.writers.docx:write",
            extract="govdoc.writers.docx.extract:extract_text",
            read_options=_OPTIONS + "DocxReadOptions",
            write_options=_OPTIONS + "DocxOptions",
            page=True,
        ),
        Format(
            name="pdf",
            suffixes=(".pdf",),
            media_type="application/pdf",
            description_zh="PDF/A 与 PDF/UA，GB/T 9704 版式，内嵌字体",
            description_en="PDF/A and PDF/UA in GB/T 9704 layout, fonts embedded",
            reader="govdoc.readers.pdf:read",
            writer="govdoc.writers.pdf:write",
            extract="govdoc.writers.pdf.extract:extract_text",
            read_options=_OPTIONS + "PdfReadOptions",
            write_options=_OPTIONS + "PdfOptions",
            page=True,
        ),
        Format(
            name="ofd",
            suffixes=(".ofd",),
            media_type="application/ofd",
            description_zh="OFD（GB/T 33190），GB/T 9704 版式，内嵌字体",
            description_en="OFD (GB/T 33190) in GB/T 9704 layout, fonts embedded",
            reader="govdoc.readers.ofd:read",
            writer="govdoc.writers.ofd:write",
            extract="govdoc.writers.ofd.extract:extract_text",
            read_options=_OPTIONS + "OfdReadOptions",
            write_options=_OPTIONS + "OfdOptions",
            page=True,
        ),
        Format(
            name="lawxml",
            suffixes=(),
            media_type="application/xml",
            description_zh="法律 XML（<Law> 的正文，<document> 的沿革）",
            description_en="XML of laws: the text (<Law>), the history (<document>)",
            reader="govdoc.readers.lawxml:read",
        ),
        _office("doc", (".doc", ".dot"), "application/msword", "Word 97–2003"),
        _office("wps", (".wps", ".wpt"), "application/vnd.ms-works", "WPS"),
        _office("rtf", (".rtf",), "application/rtf", "RTF"),
        _office("odt", (".odt", ".ott"), "application/vnd.oasis.opendocument.text", "OpenDocument"),
    )
}
"""The built-in formats."""

GROUP = "govdoc.formats"


def find(name: str) -> Format:
    """The format of that name: built in, else from a plug-in.

    Raises FormatError when nobody has it; the message lists what there is. A plug-in that fails to load
    is named in the message.
    """
    known = FORMATS.get(name)
    if known is not None:
        return known
    found, broken = _plugin(name)
    if found is not None:
        return found
    names = "、".join(FORMATS)
    tail_zh = f"；插件 {name} 加载失败：{broken}" if broken else ""
    tail_en = f"; plug-in {name} failed to load: {broken}" if broken else ""
    raise FormatError(
        f"没有名为 {name} 的格式；有：{names}{tail_zh}",
        f"no format named {name}; there are: {', '.join(FORMATS)}{tail_en}",
    )


def _plugin(name: str) -> tuple[Format | None, str]:
    from importlib.metadata import entry_points

    for entry in entry_points(group=GROUP, name=name):
        try:
            value = entry.load()
        except Exception as error:  # a plug-in may fail in any way; it must not take us down
            return None, f"{type(error).__name__}: {error}"
        return (value, "") if isinstance(value, Format) else (None, f"{entry.value} is no govdoc Format")
    return None, ""


def plugins() -> tuple[str, ...]:
    """The names of the formats that plug-ins offer, without loading them; built-in names are not theirs."""
    from importlib.metadata import entry_points

    return tuple(sorted(entry.name for entry in entry_points(group=GROUP) if entry.name not in FORMATS))


def load(where: str) -> Callable[..., object]:
    """The object that "module:name" names."""
    module, _, name = where.partition(":")
    found: Callable[..., object] = getattr(import_module(module), name)
    return found


def reader_of(form: Format) -> Reader:
    """The reader of a format; FormatError when it has none."""
    if form.reader is None:
        raise FormatError(
            f"还不能读取 {form.name}；可用 govdoc formats 查看能读的格式",
            f"{form.name} cannot be read yet; govdoc formats lists what can",
        )
    return load(form.reader)  # type: ignore[return-value]


def writer_of(form: Format) -> Writer:
    """The writer of a format; FormatError when it has none."""
    if form.writer is None:
        raise FormatError(
            f"还不能写出 {form.name}；可用 govdoc formats 查看能写的格式",
            f"{form.name} cannot be written yet; govdoc formats lists what can",
        )
    return load(form.writer)  # type: ignore[return-value]


def extractor_of(form: Format) -> Callable[[bytes], str] | None:
    """What gives the text that an output of the format shows; none for one that shows none."""
    return load(form.extract) if form.extract else None  # type: ignore[return-value]


def takes_profile(form: Format) -> bool:
    """Whether the output of a format follows a profile."""
    return "profile" in options_class(form.write_options).__struct_fields__


def options_class(where: str) -> type[Options]:
    """The option class that "module:Class" names."""
    return load(where)  # type: ignore[return-value]


def options_from(form: Format, table: Mapping[str, object], profile: str | None = None) -> Options:
    """The options of a writer from a table of names and values; `profile` where the format takes one.

    Raises UsageError, with the options there are, for a wrong name or value.
    """
    kind = options_class(form.write_options)
    wanted = {"profile": profile, **table} if profile and takes_profile(form) else dict(table)
    try:
        return msgspec.convert(wanted, kind, strict=False)
    except msgspec.ValidationError as error:
        names = ", ".join(kind.__struct_fields__) or "–"
        raise UsageError(
            f"格式 {form.name} 的选项不对：{error}；可用的选项：{names}",
            f"wrong option of format {form.name}: {error}; there are: {names}",
        ) from None


_SIGNATURES = (
    *((b"%PDF-", "pdf"), (b"\xd0\xcf\x11\xe0", "ole"), (b"{\\rtf", "rtf")),
    *((b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip")),
)
_FOREIGN = {
    "sheet": ("电子表格，不是文档；请把内容复制到 Word 中", "a spreadsheet, no document; copy it into Word"),
    "slides": ("演示文稿，不是文档；请复制到 Word 中", "a presentation, no document; copy it into Word"),
    "zip": (
        "zip 文件，不是能读的格式；请先解压，给出其中的文档",
        "a zip file of no readable format; unpack it and give the document inside",
    ),
    "binary": ("二进制文件，不是文档", "a binary file, no document"),
}


def sniff(source: Source) -> Format:
    """The format of a source, by its content first and its name second.

    Raises FormatError for what is recognised as something that cannot be read.
    """
    kind = _kind(source.data)
    if kind in FORMATS:
        return FORMATS[kind]
    if kind in _FOREIGN:
        zh, en = _FOREIGN[kind]
        raise FormatError(f"{source.name}：{zh}", f"{source.name}: {en}")
    named = by_suffix(source.name)
    if named in (None, FORMATS["text"]) and _is_markup(source.data):
        return FORMATS["html"]
    if named is None and _FRONT_MATTER.match(source.data):
        return FORMATS["markdown"]
    return named or FORMATS["text"]


_FRONT_MATTER = re.compile(
    rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:#.*\n|\s*\n)*[^\s:#][^:\n]{0,120}:(?:[ \t\r\n])"
)
"""YAML front matter: a line of “---”, and below it a key."""

_NOTHING = re.compile(rb"(?:\s|\0|<!--.*?-->|<\?xml[^>]*>)*", re.DOTALL)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title)\b", re.IGNORECASE)
_MARKUP = re.compile(
    rb"<(?:div|table|tbody|tr|td|p|span|font|center|ul|ol|h[1-6]|style|link|a|strong|section|article)[\s>]",
    re.IGNORECASE,
)
_LOOKED_AT = 8192


def _start(data: bytes) -> bytes:
    """The beginning of a page without byte order mark, comments and blanks; UTF-16 without its zeros."""
    head = data[:_LOOKED_AT]
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"))
    head = head.replace(b"\0", b"") if wide else head
    head = head.lstrip(b"\xef\xbb\xbf\xff\xfe")
    nothing = _NOTHING.match(head)
    return head[nothing.end() :] if nothing else head


def _is_markup(data: bytes) -> bool:
    """Whether bytes begin with a piece of a page, whatever their name says."""
    return _MARKUP.match(_start(data)) is not None


def _kind(data: bytes) -> str:
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return _KINDS_INSIDE[name](data) if name in _KINDS_INSIDE else name
    if _PAGE.match(_start(data)):
        return "html"
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"<?xml", b"<disclosure")) or _xml_kind(start) != "xml":
        return _xml_kind(_start(data))
    if start.startswith(b"{") and b'"schema"' in start and b"govdoc/" in start:
        return "json"
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return "binary"
    return ""


_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_ROOTS = {b"akomaNtoso": "akn", b"Law": "lawxml"}
_RECORD = re.compile(
    rb"<document>\s*(?:<!--.*?-->\s*)*<(?:en-name|short-name|histories|deprecated|invalid|participation)\b",
    re.DOTALL,
)


def _xml_kind(start: bytes) -> str:
    """The vocabulary of an XML file, by the name of its root element."""
    if _RECORD.match(start):
        return "lawxml"
    root = _ROOT.match(start)
    return _ROOTS.get(root[1], "xml") if root else "xml"


_NAMES_WITHIN = 200_000
"""Bytes at both ends of a zip in which the names of its parts are looked for: parts first, directory last."""


def _zip_kind(data: bytes) -> str:
    """What a zip holds, by the names of its parts."""
    ends = data[:_NAMES_WITHIN] + data[-_NAMES_WITHIN:]
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]:
        return "odt"
    kinds = (
        (b"OFD.xml", "ofd"),
        (b"word/", "docx"),
        (b"xl/workbook", "sheet"),
        (b"ppt/presentation", "slides"),
    )
    return next((kind for name, kind in kinds if name in ends), "zip")


def _ole_kind(data: bytes) -> str:
    """What an OLE file holds, by the names of its streams; a protected DOCX is one too."""
    kinds = (("WordDocument", "doc"), ("Workbook", "sheet"), ("PowerPoint Document", "slides"))
    return next((kind for name, kind in kinds if name.encode("utf-16-le") in data), "doc")


_KINDS_INSIDE = {"zip": _zip_kind, "ole": _ole_kind}


def by_suffix(name: str) -> Format | None:
    """The built-in format that owns the longest suffix of a file name, or none."""
    lower = name.lower()
    found = [(len(s), f.name) for f in FORMATS.values() for s in f.suffixes if lower.endswith(s)]
    return FORMATS[max(found)[1]] if found else None
