"""The front matter (YAML 1.1) of a Markdown file: metadata by label or key, and the parts of a 公文.

Keys are those of the glossary, the places of `supply.py`, and the dialect of quarto-gbt9704 (header-org,
mainreceiver, signdate …). Every value is a text as typed; what nobody knows is kept as furniture. Front
matter that is no YAML is text.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from govdoc import codes as say
from govdoc.context import Context
from govdoc.dialect import VERSION_KEY
from govdoc.model import (
    Attachment,
    Document,
    Entry,
    Furniture,
    FurnitureKind,
    ImprintKind,
    ImprintLine,
    Metadata,
    Node,
    Part,
    clean_text,
)
from govdoc.numbering import match_label
from govdoc.readers.markdown.forms import printed
from govdoc.readers.structure import Line
from govdoc.readers.structure.lines import fold, trim
from govdoc.supply import PLACES
from govdoc.terms import TERMS, key_of
from govdoc.tree import ink
from govdoc.values import normalise_value

_LONGEST = 100_000
_MOST_BRACKETS = 1000
"""Flow collections that may open: the YAML scanner looks at all open ones for every token."""
_MOST = 2000
_DEEPEST = 12
_START = re.compile(r"---[ \t]*\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_PAIR = re.compile(r"^[^\s:#][^:\n]{0,40}:(?:[ \t]|$)", re.MULTILINE)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TABLES = ("metadata", "元数据", "政府信息公开事项")

_QUARTO = {
    "header-org": "letterhead.mark",
    "header-number": "letterhead.document_number",
    "header-signatory": "letterhead.signers",
    "mainreceiver": "recipients",
    "signature": "signature.organs",
    "signdate": "signature.date",
    "notes": "note",
}
"""Keys of quarto-gbt9704 that name a place of `supply.py`; the others are read below."""

_IMPRINT = ("copyto", "issue-author", "issue-date")

Pair = tuple[str, tuple[str, ...]]
"""A key, nested ones with points, and its values."""


class Front(Struct, frozen=True):
    """What the front matter says. `own`: govdoc wrote the file."""

    own: bool = False
    language: str = ""
    title: str = ""
    entries: tuple[Entry, ...] = ()
    places: tuple[Pair, ...] = ()
    furniture: tuple[Furniture, ...] = ()

    def titled(self, lines: Sequence[Line]) -> tuple[list[Line], str]:
        """The lines of the text with the title above them, and the title where one is known."""
        first = next((line for line in lines if not line.entries), None)
        if self.title:
            same = first is not None and fold(first.text) == fold(self.title)
            return [*(() if same else (Line(self.title, level=1),)), *lines], self.title
        known = first is not None and first.level == 1 and match_label(first.text) is None
        return list(lines), first.text if known and first is not None else ""


def read_front(text: str, context: Context) -> tuple[Front, str, int]:
    """The front matter of a text, the text below it, and the number (from 1) of its first line."""
    opening = _START.match(text)
    closing = _END.search(text, opening.end(), opening.end() + _LONGEST) if opening else None
    if opening is None or closing is None:
        return Front(), text, 1
    pairs = _pairs(text[opening.end() : closing.start()], context)
    if pairs is None:
        return Front(), text, 1
    body = text[closing.end() :].removeprefix("\n")
    first = text.count("\n", 0, len(text) - len(body)) + 1
    own = any(key == VERSION_KEY for key, _ in pairs)
    return _own(pairs) if own else _front(pairs), body, first


def _pairs(text: str, context: Context) -> list[Pair] | None:
    """The keys and values in YAML, or none where it is no table."""
    import yaml

    if text.count("[") + text.count("{") > _MOST_BRACKETS:
        return None
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
        if isinstance(root, yaml.MappingNode):
            found = list(islice(_flat(root, "", 0), _MOST + 1))
            return found if len(found) <= _MOST else None
        if root is None:
            return []
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        if _PAIR.search(text):
            reason = " ".join(str(getattr(error, "problem", None) or error).split())[:80]
            context.report(say.BROKEN_FRONT, reason, origin=context.line(1))
    return None


def _flat(node: "object", prefix: str, depth: int) -> Iterator[Pair]:
    """The keys and values of a table in page order, those of nested tables with their path."""
    import yaml

    assert isinstance(node, yaml.MappingNode)
    for key, value in node.value:
        name = trim(clean_text(str(key.value))) if isinstance(key, yaml.ScalarNode) else "?"
        path = f"{prefix}.{name}" if prefix else name
        yield from _values(path, value, depth)


def _values(path: str, value: "object", depth: int) -> Iterator[Pair]:
    import yaml

    if isinstance(value, yaml.ScalarNode):
        yield path, (clean_text(value.value),)
    elif depth > _DEEPEST:
        yield path, ("…",)
    elif isinstance(value, yaml.MappingNode):
        yield from _flat(value, path, depth + 1)
    elif isinstance(value, yaml.SequenceNode):
        members = value.value
        if all(isinstance(member, yaml.ScalarNode) for member in members):
            yield path, tuple(clean_text(member.value) for member in members)
        else:
            for member in members:
                yield from _values(path, member, depth + 1)


# --- files of govdoc's ----------------------------------------------------------------------------------


def _own(pairs: Sequence[Pair]) -> Front:
    entries = list[Entry]()
    language = ""
    for key, values in pairs:
        if key == "language":
            language = "".join(values)
        elif key != VERSION_KEY:
            entries.append(_entry(key.removeprefix("metadata."), "；".join(values)))
    return Front(own=True, language=language, entries=tuple(entries))


def _entry(label: str, raw: str, key: str | None = None) -> Entry:
    key = key_of(label) if key is None else key
    return Entry(label=label, raw=raw, key=key, value=normalise_value(key, raw))


# --- files of others ------------------------------------------------------------------------------------


def _front(pairs: Sequence[Pair]) -> Front:
    known = {key for key, _ in pairs}
    entries, places, furniture = list[Entry](), list[Pair](), list[Furniture]()
    language = title = ""
    for key, values in pairs:
        place = _QUARTO.get(key, key)
        label = next((key.removeprefix(f"{table}.") for table in _TABLES if key.startswith(f"{table}.")), key)
        if key == "title":
            title = trim(" ".join(values))
        elif key == "date" and known & {*_QUARTO}:
            places += [] if "signdate" in known else [("signature.date", values)]
        elif place in PLACES or key in ("attachments", *_IMPRINT):
            places.append((key, values))
        elif label in TERMS:
            entries.append(_entry(TERMS[label].official, "；".join(values), label))
        elif key == "date":
            entries.append(_entry(key, "；".join(values), "page_time"))
        elif label != key or key_of(label) or _HAN.search(label):
            entries.append(_entry(label, "；".join(values)))
        elif key in ("lang", "language") and values[:1]:
            language = values[0]
        else:
            text = f"{key}: {'；'.join(values)}"
            furniture.append(Furniture(kind=FurnitureKind.CONTROL, text=text))
    return Front(False, language, title, tuple(entries), tuple(places), tuple(furniture))


def fill(document: Document, front: Front) -> Document:
    """A document with the places filled that the front matter names and the text does not.

    Where both say something and not the same, the text stands and the other becomes an entry.
    """
    part = document.main
    entries = list[Entry]()
    for key, values in front.places:
        if key == "attachments":
            part = _attachments(part, values)
        elif key not in _IMPRINT:
            part = _filled(part, key, values, entries)
    part = _imprint(part, {key: " ".join(values) for key, values in front.places if key in _IMPRINT}, entries)
    metadata = Metadata(entries=(*document.metadata.entries, *entries))
    return replace(document, parts=(part, *document.parts[1:]), metadata=metadata)


def _filled(part: Part, key: str, values: Sequence[str], entries: list[Entry]) -> Part:
    place = _QUARTO.get(key, key)
    value = trim(" ".join(values))
    if key == "notes" and value[:1] not in ("（", "("):
        value = f"（{value}）"
    held = fold("".join(_held(part, place)))
    if not value or held == fold(value):
        return part
    if held:
        entries.append(Entry(label=key, raw=value))
        return part
    return PLACES[place](part, value)


def _held(part: Part, place: str) -> Iterator[str]:
    """The ink that a place of a part already holds."""
    name, _, field = place.partition(".")
    value: object = getattr(part, "signatures" if name == "signature" else name)
    if isinstance(value, tuple) and name == "signature":
        value = value[0] if value else None
    if field and value is not None:
        value = getattr(value, field)
    for member in value if isinstance(value, tuple) else (value,):
        if isinstance(member, Node):
            yield from ink(member)
        elif isinstance(member, str):
            yield member


def _attachments(part: Part, values: Sequence[str]) -> Part:
    """A part with the annexes that it does not name yet; “附件：” and the numbers are the dialect's."""
    names = [trim(value) for value in values if trim(value)]
    held = {fold(attachment.name) for attachment in part.attachments}
    made: list[Attachment] = []
    for i, name in enumerate(names, 1):
        label = match_label(name)
        head = "" if part.attachments or i > 1 else "附件："
        number = label.text if label else f"{i}." if len(names) > 1 else ""
        rest = trim(name[label.end :]) if label else name
        if fold(rest) not in held:
            made.append(Attachment(name=rest, label=head + number))
    return replace(part, attachments=(*part.attachments, *made))


def _imprint(part: Part, given: dict[str, str], entries: list[Entry]) -> Part:
    if part.imprint:
        entries += [Entry(label=key, raw=value) for key, value in given.items() if value]
        return part
    made: list[ImprintLine] = []
    if copied := given.get("copyto", ""):
        made.append(ImprintLine(kind=ImprintKind.COPY_TO, label="抄送：", text=copied))
    author, date = given.get("issue-author", ""), given.get("issue-date", "")
    if author or date:
        dated = printed(date) if date else None
        made.append(ImprintLine(kind=ImprintKind.PRINTING, text=author, date=dated))
    return replace(part, imprint=tuple(made))
