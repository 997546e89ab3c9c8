"""What the user supplies where the source is silent: values by key, marked as supplied in the model.

Keys are those of the glossary (`terms.py`, also by their Chinese labels), and the places of a 公文
(GB/T 9704-2012 clause 7) that the metadata does not hold.
"""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from govdoc.errors import InputError, UsageError
from govdoc.model import (
    Date,
    Document,
    Entry,
    Inlines,
    Letterhead,
    Mark,
    Metadata,
    Part,
    Resource,
    Signature,
    Signer,
    Text,
)
from govdoc.pictures import media_type_of
from govdoc.source import Source
from govdoc.terms import TERMS, key_of
from govdoc.values import iso_date, normalise_value

Pair = tuple[str, str]


def supply(document: Document, pairs: Sequence[Pair]) -> Document:
    """`document` with each (key, value) put in its place, and noted in the provenance.

    Raises UsageError for a key that nobody knows; the message lists the keys.
    """
    for key, value in pairs:
        change = PLACES.get(key)
        if change:
            document = replace(document, parts=(change(document.main, value), *document.parts[1:]))
        else:
            document = replace(document, metadata=_entry(document.metadata, key, value))
        told = document.provenance
        if key not in told.supplied:
            document = replace(document, provenance=replace(told, supplied=(*told.supplied, key)))
    return document


def supply_seal(document: Document, source: Source) -> Document:
    """`document` with the picture of a seal (印章) for the last signature of its main part.

    The picture is a PNG or JPEG, best with a transparent ground. Raises InputError for anything else, and
    UsageError for a document without signature: a seal without an organ is an empty one (7.3.5.1).
    """
    media_type = media_type_of(source.data)
    if media_type not in ("image/png", "image/jpeg"):
        raise InputError(
            f"{source.name}：印章应是 PNG 或 JPEG 图片", f"{source.name}: a seal is a PNG or JPEG picture"
        )
    signatures = document.main.signatures
    if not signatures:
        raise UsageError(
            "文档没有署名，印章无处可盖；可先用 --set signature.organs=… 补充",
            "the document has no signature to seal; supply one with --set signature.organs=…",
        )
    ident = source.digest
    sealed = replace(document.main, signatures=(*signatures[:-1], replace(signatures[-1], seal=ident)))
    known = any(resource.id == ident for resource in document.resources)
    fresh = () if known else (Resource(id=ident, data=source.data, media_type=media_type),)
    told = document.provenance
    return replace(
        document,
        parts=(sealed, *document.parts[1:]),
        resources=(*document.resources, *fresh),
        provenance=replace(told, supplied=(*told.supplied, "signature.seal")),
    )


def _entry(metadata: Metadata, name: str, value: str) -> Metadata:
    key = name if name in TERMS else key_of(name)
    if key is None:
        keys = ", ".join([*PLACES, *TERMS])
        raise UsageError(
            f"不认识的键 {name}；可用的键：{keys}，或其中文名称",
            f"unknown key {name}; known: {keys}, or their Chinese labels",
        )
    label = TERMS[key].official if name in TERMS else name
    fresh = Entry(label, value, key, normalise_value(key, value), supplied=True)
    entries = list(metadata.entries)
    same = [i for i, entry in enumerate(entries) if entry.key == key]
    if same:
        entries[same[0]] = replace(fresh, label=entries[same[0]].label)
    else:
        entries.append(fresh)
    return replace(metadata, entries=tuple(entries))


def _line(value: str) -> Inlines:
    return (Text(value),)


def _letterhead(field: str, made: Callable[[str], object]) -> Callable[[Part, str], Part]:
    def change(part: Part, value: str) -> Part:
        return replace(part, letterhead=replace(part.letterhead or Letterhead(), **{field: made(value)}))

    return change


def _signature(field: str, made: Callable[[str], object]) -> Callable[[Part, str], Part]:
    def change(part: Part, value: str) -> Part:
        first, rest = (part.signatures or (Signature(),))[0], part.signatures[1:]
        return replace(part, signatures=(replace(first, **{field: made(value)}), *rest))

    return change


def _content(field: str) -> Callable[[Part, str], Part]:
    return lambda part, value: replace(part, **{field: _line(value)})


def _mark(value: str) -> Mark:
    organs = value.removesuffix("文件")
    return Mark(tuple(organs.split()), value[len(organs) :])


PLACES: dict[str, Callable[[Part, str], Part]] = {
    "title": _content("title"),
    "subtitle": _content("subtitle"),
    "recipients": _content("recipients"),
    "note": _content("note"),
    "letterhead.copy_number": _letterhead("copy_number", str),
    "letterhead.secrecy": _letterhead("secrecy", str),
    "letterhead.urgency": _letterhead("urgency", str),
    "letterhead.mark": _letterhead("mark", _mark),
    "letterhead.document_number": _letterhead("document_number", str),
    "letterhead.signers": _letterhead("signers", lambda value: tuple(Signer(name) for name in value.split())),
    "signature.organs": _signature("organs", lambda value: tuple(value.split())),
    "signature.date": _signature("date", lambda value: Date(value, iso_date(value))),
}
"""The places in a document that a user may fill, and how; organs and names are parted by blanks."""


def parse_pair(text: str) -> Pair:
    """Split "KEY=VALUE" into a pair; UsageError when there is no “=”."""
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise UsageError(f"“{text}”应写成 键=值", f"“{text}” should be KEY=VALUE")
    return key.strip(), value


def parse_metadata(source: Source) -> tuple[Pair, ...]:
    """The pairs of a metadata file: a YAML or JSON table of keys and texts.

    Raises InputError when it is neither, or a value is no text, number or list of texts.
    """
    import yaml

    try:
        table: object = yaml.load(source.data, Loader=yaml.BaseLoader)  # noqa: S506  (plain strings only)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise InputError(
            f"{source.name}：不是 YAML 或 JSON：{reason}", f"{source.name}: neither YAML nor JSON: {reason}"
        ) from None
    if not isinstance(table, dict):
        raise InputError(
            f"{source.name}：应是“键: 值”的表", f"{source.name}: should be a table of KEY: VALUE"
        )
    return tuple((str(key), _value(source.name, str(key), value)) for key, value in table.items())


def _value(name: str, key: str, value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "；".join(value)
    raise InputError(
        f"{name}：{key} 的值应是文字或文字的列表",
        f"{name}: the value of {key} should be a text or a list of texts",
    )
