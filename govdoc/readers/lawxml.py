"""Reading the XML of laws: the text of a law (root `Law`), and records of its history (root `document`).

Two vocabularies without a published schema. The first has the elements of Japan's e-Gov law XML: LawBody,
MainProvision, Part 编, Chapter 章, Section 节, Article 条, Paragraph 款, Item 项. The second is that of the
Chinese-Law collection: revisions with organ, number and dates, repeal, ratification; it holds no text.
"""

import re
from collections.abc import Iterator

from govdoc.context import Context
from govdoc.errors import FormatError
from govdoc.model import (
    Block,
    Document,
    Entry,
    Metadata,
    Paragraph,
    Part,
    PartKind,
    Provenance,
    Section,
    Text,
    clean_text,
)
from govdoc.numbering import match_label
from govdoc.options import Options
from govdoc.readers.disclosure_blocks import all_text, local_name
from govdoc.readers.xml import root_of
from govdoc.source import Source, report_private_use
from govdoc.values import normalise_value
from govdoc.xmlfile import Element

_DIVISIONS = re.compile(
    r"Part|Subpart|Chapter|Section|Subsection|Division|Article|Item|Subitem\d*|SupplProvision|Preamble"
)
_HEADS = re.compile(r"\w+(?:Title|Label|Num)")
_ANNEXES = re.compile(r"Appdx\w*")
_SENTENCES = re.compile(r"\w*Sentence")
_CLAUSES = re.compile(r"Article|Item|Subitem\d*")
_LABEL = re.compile(r"第[^\s\u3000]{1,8}[编章节条](?=[\s\u3000]|$)")
_DEPTH = 4
"""Nodes around the text of a part."""


def read(source: Source, options: Options, context: Context) -> Document:  # noqa: ARG001  there are none yet
    """The law, or the record of a law, in an XML file.

    Content never raises. Raises UnreadableError for what is no XML or has a DOCTYPE, FormatError for XML of
    another vocabulary, LimitError beyond the limits of `context`.
    """
    root = root_of(source, context)
    reader = _READERS.get(local_name(root))
    if reader is None:
        raise FormatError(
            f"{source.name}：根元素是 <{local_name(root)}>；法律 XML 的根元素是 <Law> 或 <document>",
            f"{source.name}: the root is <{local_name(root)}>; the XML of a law has <Law> or <document>",
        )
    parts, entries = reader(root, _Depth(source.name, context))
    document = Document(
        parts=parts,
        metadata=Metadata(entries=entries),
        provenance=Provenance(format="lawxml", digest=source.digest),
    )
    report_private_use(document, context)
    return document


class _Depth:
    """The limit on nesting."""

    def __init__(self, name: str, context: Context) -> None:
        self._name = name
        self._context = context

    def check(self, depth: int) -> None:
        """Raise LimitError beyond the limit."""
        self._context.limits.check("depth", depth, self._name)


def _text(element: Element) -> str:
    """The characters of an element; lines that were broken and indented are joined."""
    return "".join([line.strip(" \t\r") for line in clean_text(all_text(element)).split("\n")])


# --- the text of a law ----------------------------------------------------------------------------------


def _law(root: Element, depth: _Depth) -> tuple[tuple[Part, ...], tuple[Entry, ...]]:
    title, blocks, annexes = "", list[Block](), list[Part]()
    body = next((child for child in root if local_name(child) == "LawBody"), root)
    provisions = [child for child in root if child is not body] if body is not root else []
    for child in (*provisions, *body):
        name = local_name(child)
        if _ANNEXES.fullmatch(name):
            annexes.append(_annex(child, depth))
        elif name == "LawTitle":
            title += _text(child)
        elif name in ("MainProvision", "LawNum"):
            for inner in child if len(child) else (child,):
                if local_name(inner) == "LawTitle":
                    title += _text(inner)
                else:
                    blocks += _block(inner, depth, _DEPTH, 0)
        else:
            blocks += _block(child, depth, _DEPTH, 0)
    main = Part(title=(Text(text=title),) if title else (), blocks=tuple(blocks))
    return (main, *annexes), ()


def _annex(element: Element, depth: _Depth) -> Part:
    mark = "".join([_text(child) for child in element if _HEADS.fullmatch(local_name(child))])
    return Part(kind=PartKind.ANNEX, mark=mark, blocks=tuple(_under(element, depth, _DEPTH, 0)))


def _under(element: Element, depth: _Depth, at: int, level: int) -> Iterator[Block]:
    """The blocks in an element, without its heads.

    Parameters: `at` how deep it nests; `level` how many sections are around.
    """
    depth.check(at)
    for child in element:
        if not _HEADS.fullmatch(local_name(child)):
            yield from _block(child, depth, at + 1, level)


def _block(element: Element, depth: _Depth, at: int, level: int) -> Iterator[Block]:
    name = local_name(element)
    if _DIVISIONS.fullmatch(name):
        yield _division(element, name, depth, at, level)
    elif _SENTENCES.fullmatch(name) or not len(element):
        text = _text(element)
        if text:
            yield Paragraph(content=(Text(text=text),))
    else:
        # 款 have an empty number; one that is printed stands before the text
        heads = "".join([_text(child) for child in element if _HEADS.fullmatch(local_name(child))])
        if heads:
            yield Paragraph(content=(Text(text=heads),))
        yield from _under(element, depth, at, level)


def _division(element: Element, name: str, depth: _Depth, at: int, level: int) -> Section:
    heads = [child for child in element if _HEADS.fullmatch(local_name(child))]
    title = "".join([clean_text(all_text(head)).strip("\n\t") for head in heads])
    label, gap, rest = _labelled(title, whole=_CLAUSES.fullmatch(name) is not None)
    counted = match_label(label)
    number = counted.number if counted else _number(element)
    return Section(
        level=level + 1,
        label=label,
        gap=gap,
        number=number if label else None,
        scheme=counted.scheme if counted else None,
        heading=(Text(text=rest),) if rest else (),
        run_in=bool(label) and not rest,
        blocks=tuple(_under(element, depth, at, level + 1)),
    )


def _labelled(title: str, whole: bool) -> tuple[str, str, str]:
    """The label in a title, the white space after it, and the heading.

    Parameters: `whole`: the title is nothing but a label.
    """
    counted = match_label(title) if title.startswith("第") else None
    found = _LABEL.match(title)
    label = counted.text if counted else found[0] if found else title.rstrip() if whole else ""
    rest = title[len(label) :].lstrip()
    return label, title[len(label) : len(title) - len(rest)], rest.rstrip()


def _number(element: Element) -> int | None:
    raw = str(element.get("Num", ""))
    return int(raw) if re.fullmatch(r"[0-9]{1,9}", raw) else None


# --- the record of a law --------------------------------------------------------------------------------

_LABELS = {
    "en-name": "英文名",
    "short-name": "简称",
    "create-date": "通过日期",
    "organization": "通过机关",
    "notice-date": "发布日期",
    "execute-date": "施行日期",
    "id": "发文字号",
    "notice": "发布文件",
    "notice-id": "发布文件字号",
    "deprecated/date": "废止日期",
    "deprecated/document": "替代的文件",
    "invalid/date": "失效日期",
}
"""What the elements are called; a name after the element around it comes first."""

_KEYS = {"发布日期": "published", "施行日期": "effective", "发文字号": "document_number"} | dict.fromkeys(
    ("废止日期", "失效日期"), "repealed"
)


def _record(root: Element, depth: _Depth) -> tuple[tuple[Part, ...], tuple[Entry, ...]]:
    return (Part(),), tuple(_facts(root, "", depth, 1))


def _facts(element: Element, around: str, depth: _Depth, at: int) -> Iterator[Entry]:
    depth.check(at)
    for child in element:
        name = local_name(child)
        if len(child):
            yield from _facts(child, name, depth, at + 1)
            continue
        label = _LABELS.get(f"{around}/{name}") or _LABELS.get(name) or name
        raw = " ".join(_lines(child))
        key = _KEYS.get(label)
        yield Entry(label=label, raw=raw, key=key, value=normalise_value(key, raw))


def _lines(element: Element) -> list[str]:
    return [line.strip() for line in clean_text(all_text(element)).split("\n") if line.strip()]


_READERS = {"Law": _law, "document": _record}
