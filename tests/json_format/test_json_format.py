"""govdoc's JSON: lax about what is unknown, clear about what it refuses."""

import io
import json

import msgspec
import pytest

from govdoc import build as b
from govdoc import model as m
from govdoc.codec import READABLE, SCHEMA, depth, from_json, json_schema, to_json
from govdoc.context import Context, Limits
from govdoc.errors import LimitError, UnreadableError
from govdoc.options import JsonReadOptions, JsonWriteOptions
from govdoc.readers import json as reader
from govdoc.source import Source
from govdoc.writers import json as writer
from tests.full_document import FULL


def read(data, *said, limits=None):
    context = Context(limits)
    data = data.encode() if isinstance(data, str) else data
    document = reader.read(Source(data, "a.json"), JsonReadOptions(), context)
    assert [(d.code, *d.values) for d in context.diagnostics] == list(said)
    return document


def loose(document):
    return json.loads(to_json(document))


def test_the_full_document_goes_both_ways():
    assert read(to_json(FULL)) == FULL
    assert read(to_json(FULL, 2)) == FULL
    assert read(json.dumps(loose(FULL))) == FULL


def test_the_version_stands_in_the_file():
    assert to_json(m.Document()).startswith(b'{"schema":"govdoc/1","document":{')
    assert SCHEMA in READABLE


def test_unknown_fields_are_named():
    data = loose(b.document("标题", "正文"))
    data["document"]["parts"][0]["blocks"][0]["style"] = "x"
    data["document"]["colour"] = "red"
    assert read(json.dumps(data), ("GD105", "colour"), ("GD105", "parts/0/blocks/0/style")) == b.document(
        "标题", "正文"
    )


@pytest.mark.parametrize("escape", ["\\u0000", "\\r", "\\b", "\\ufeff", "\\ud800", "\\uDFFF", "\\uffff"])
def test_characters_outside_the_alphabet_are_removed_and_said(escape):
    data = to_json(b.document("汉字")).decode().replace("汉字", f"汉{escape}字")
    assert read(data, ("GD103", "1")).title == "汉字"


def test_escapes_that_are_no_escapes_stay():
    document = b.document("\\u0000 \\ud800 \\r 😀", "𠮷")
    assert read(to_json(document)) == document
    assert read(json.dumps(loose(document))) == document


@pytest.mark.parametrize("foreign", ["\0", "\r", "\udc80", "\ufeff"])
def test_the_writer_leaves_them_out_too(foreign):
    context, sink = Context(), io.BytesIO()
    document = b.document(f"汉{foreign}字", metadata=[m.Entry(label="a", value=("b" + foreign,))])
    writer.write(document, JsonWriteOptions(), context, sink)
    assert [(d.code, *d.values) for d in context.diagnostics] == [("GD103", "2")]
    assert read(sink.getvalue()).title == "汉字"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_windows_tools_write_is_read(encoding):
    assert read(to_json(FULL).decode().encode(encoding)) == FULL


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"{", "govdoc JSON"),
        (b"[]", "readable are govdoc/1"),
        (b"{}", "readable are govdoc/1"),
        (b'{"schema":"govdoc/9","document":{}}', "govdoc/9"),
        (b'{"schema":"govdoc/1"}', "document"),
        (
            b'{"schema":"govdoc/1","document":{"type":"document","parts":[{"type":"part","kind":"x"}]}}',
            "kind",
        ),
        (b'{"schema":"govdoc/1","document":{"type":"document","parts":[]}}', "parts"),
        (b"\xff\xff", "govdoc JSON"),
    ],
)
def test_what_is_refused(data, words):
    with pytest.raises(UnreadableError) as caught:
        read(data)
    assert words in caught.value.en
    assert caught.value.zh.startswith("a.json")


def nested(count):
    block = b.paragraph("")
    for level in range(count, 0, -1):
        block = m.Section(level=level, blocks=(block,))
    return m.Document(parts=(m.Part(blocks=(block,)),))


def test_depth_is_limited():
    assert depth(nested(97)) == 100
    assert read(to_json(nested(97))) == nested(97)
    with pytest.raises(LimitError, match="101"):
        read(to_json(nested(98)))
    assert read(to_json(nested(98)), limits=Limits(depth=101)) == nested(98)
    data = b'{"schema":"govdoc/1","document":' + b"[" * 100_000
    with pytest.raises(LimitError):
        read(data)


def test_size_is_limited():
    with pytest.raises(LimitError, match="input_bytes"):
        read(to_json(FULL), limits=Limits(input_bytes=10))


def test_the_schema_names_every_node():
    schema = msgspec.json.decode(json_schema())
    assert schema["$id"] == "urn:govdoc:1"
    kinds = {kind.__name__ for kind in m.Node.__subclasses__()}
    assert kinds <= set(schema["$defs"])


def test_from_json_gives_the_paths_of_unknown_fields():
    data = loose(FULL)
    data["document"]["metadata"]["entries"][2]["x"] = 1
    assert from_json(json.dumps(data).encode()) == (FULL, ("metadata/entries/2/x",))
