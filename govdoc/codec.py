"""Document ⇄ JSON, with a schema version: strict in writing, and nothing unknown is dropped in silence.

JSON is RFC 8259 in UTF-8; the schema that `json_schema` gives is JSON Schema 2020-12, made from the types.
Workers exchange these bytes, never pickles.
"""

import re
from typing import Final, Literal

import msgspec
from msgspec import Struct

from govdoc.errors import GovdocError, LimitError, UnreadableError
from govdoc.model import MAX_DEPTH, Document, Node, clean_text
from govdoc.tree import rewrite

SCHEMA: Final = "govdoc/1"
"""The version written. A test refuses a changed schema under the same version."""

READABLE = (SCHEMA,)
"""The versions that can be read."""


class Envelope(Struct, frozen=True):
    """What a JSON file holds: the schema version and one document."""

    schema: Literal["govdoc/1"]
    document: Document


_encode = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder(Envelope).decode


def to_json(document: Document, indent: int = 0) -> bytes:
    """A document as JSON in UTF-8, `indent` spaces a level or on one line.

    Raises LimitError when it nests too deep to be written, UnicodeEncodeError for a lone surrogate.
    """
    try:
        data = _encode(Envelope(SCHEMA, document))
    except RecursionError:
        raise _too_deep("JSON", depth(document), MAX_DEPTH) from None
    return msgspec.json.format(data, indent=indent) + b"\n" if indent else data


def from_json(data: bytes, name: str = "-", limit: int = MAX_DEPTH) -> tuple[Document, tuple[str, ...]]:
    """The document in JSON bytes, and the paths of fields that nobody knows.

    Parameters: `name` what to call it in errors; `limit` how deep its nodes may nest.

    Raises UnreadableError when it is not JSON, not a document of a version that can be read, or a value
    has the wrong type (the message has the path); LimitError when it nests too deep.
    """
    try:
        document = _decode(data).document
        deepest = depth(document)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _refusal(data, name, limit, error) from None
    if deepest > limit:
        raise _too_deep(name, deepest, limit)
    if _encode(Envelope(SCHEMA, document)) == data:
        return document, ()  # our own bytes: nothing in them can be unknown, and looking costs most
    try:
        loose = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:  # broken inside a field that nobody knows
        raise _refusal(data, name, limit, error) from None
    return document, tuple(_unknown(loose["document"], document, ""))


def _refusal(data: bytes, name: str, limit: int, error: Exception) -> GovdocError:
    """Why JSON bytes are refused: too deep, of another version, or what the decoder says."""
    try:
        loose = msgspec.json.decode(data)
    except RecursionError:
        return _too_deep(name, 300, limit)
    except (msgspec.DecodeError, UnicodeDecodeError):
        loose = None
    version = loose.get("schema") if isinstance(loose, dict) else None
    if loose is not None and version not in READABLE:
        return UnreadableError(
            f"{name}：不是 govdoc 的 JSON（schema 是 {version!r}）；能读的是 {'、'.join(READABLE)}",
            f"{name}: not govdoc JSON (its schema is {version!r}); readable are {', '.join(READABLE)}",
        )
    return UnreadableError(
        f"{name}：不是 govdoc 的 JSON：{error}；govdoc schema --json 印出格式",
        f"{name}: not govdoc JSON: {error}; govdoc schema --json prints the format",
    )


def _too_deep(name: str, deepest: int, limit: int) -> LimitError:
    return LimitError(
        f"{name}：嵌套 {deepest} 层，上限 {limit} 层；请减少嵌套",
        f"{name}: nested {deepest} deep, the limit is {limit}; nest less",
    )


# --- the model's alphabet -------------------------------------------------------------------------------

_DOUBTFUL = re.compile(rb"\\[ubfr]|\xef\xbb\xbf|\xef\xbf[\xbe\xbf]")


def is_doubtful(data: bytes) -> bool:
    """Whether JSON bytes may hold characters outside the model's alphabet: a quick look, never too low."""
    return _DOUBTFUL.search(data) is not None


def in_alphabet(document: Document) -> tuple[Document, int]:
    """`document` with only the characters of the model's alphabet, and how many were removed."""
    removed = 0

    def clean(value: object) -> object:
        nonlocal removed
        if value.__class__ is str:
            fresh = clean_text(str(value))
            removed += len(str(value)) - len(fresh)
            return fresh
        if isinstance(value, tuple) and value and isinstance(value[0], str):
            return tuple([clean(member) for member in value])
        return value

    def change(node: Node) -> Node:
        given = {name: getattr(node, name) for name in node.__struct_fields__}
        fresh = {name: clean(value) for name, value in given.items()}
        return node if fresh == given else msgspec.structs.replace(node, **fresh)

    return rewrite(document, change), removed


def depth(node: Node) -> int:
    """How deep the nodes under `node` nest, counting itself."""
    deepest, level = 0, [node]
    while level:
        deepest += 1
        level = [m for n in level for field in n.__struct_fields__ for m in _members(getattr(n, field))]
    return deepest


def _members(value: object) -> list[Node]:
    if isinstance(value, Node):
        return [value]
    return [m for m in value if isinstance(m, Node)] if isinstance(value, tuple) else []


def _unknown(loose: object, node: object, path: str) -> list[str]:
    if isinstance(loose, dict) and isinstance(node, Struct):
        known = {*node.__struct_fields__, "type"}
        found = [f"{path}/{key}".lstrip("/") for key in loose if key not in known]
        for field in node.__struct_fields__:
            if field in loose:
                found += _unknown(loose[field], getattr(node, field), f"{path}/{field}")
        return found
    if isinstance(loose, list) and isinstance(node, tuple):
        return [
            x for i, (a, b) in enumerate(zip(loose, node, strict=True)) for x in _unknown(a, b, f"{path}/{i}")
        ]
    return []


def json_schema() -> bytes:
    """The JSON Schema of a file, indented."""
    schema = msgspec.json.schema(Envelope)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["$id"] = f"urn:{SCHEMA.replace('/', ':')}"
    return msgspec.json.format(_encode(schema), indent=1) + b"\n"
