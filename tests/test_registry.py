"""The table of formats, sniffing, and a third party's format as a worked example of a plug-in."""

import sys
from importlib.metadata import EntryPoint

import pytest

import govdoc
from govdoc import registry
from govdoc.errors import FormatError
from govdoc.source import Source

PLUGIN = """
from govdoc.model import Document, Paragraph, Part, Text, plain
from govdoc.registry import Format

def read(source, options, context):
    lines = source.data.decode("utf-8").split(";")
    return Document(parts=(Part(blocks=tuple(Paragraph((Text(x),)) for x in lines)),))

def write(document, options, context, sink):
    sink.write(";".join(plain(b.content) for b in document.main.blocks).encode("utf-8"))

FORMAT = Format(
    name="semicolons", suffixes=(".semi",), media_type="text/x-semicolons",
    description_zh="分号", description_en="semicolons",
    reader="semicolon_plugin:read", writer="semicolon_plugin:write",
)
BROKEN = 42
"""


@pytest.fixture
def plugin(tmp_path, monkeypatch):
    (tmp_path / "semicolon_plugin.py").write_text(PLUGIN, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    entries = [
        EntryPoint("semicolons", "semicolon_plugin:FORMAT", registry.GROUP),
        EntryPoint("broken", "semicolon_plugin:BROKEN", registry.GROUP),
        EntryPoint("absent", "no_such_module:FORMAT", registry.GROUP),
        EntryPoint("text", "semicolon_plugin:FORMAT", registry.GROUP),
    ]

    def entry_points(group: str, name: str | None = None):
        return [e for e in entries if e.group == group and name in (None, e.name)]

    monkeypatch.setattr("importlib.metadata.entry_points", entry_points)
    yield
    sys.modules.pop("semicolon_plugin", None)


def test_a_third_party_format_reads_and_writes(plugin) -> None:
    result = govdoc.convert("甲;乙".encode(), "semicolons", "semicolons")
    assert result.value.decode() == "甲;乙"
    assert result.diagnostics == ()


def test_plugins_are_listed_without_loading(plugin) -> None:
    assert registry.plugins() == ("absent", "broken", "semicolons")
    assert "semicolon_plugin" not in sys.modules


def test_a_built_in_name_cannot_be_shadowed(plugin) -> None:
    assert registry.find("text") is registry.FORMATS["text"]
    assert "semicolon_plugin" not in sys.modules


@pytest.mark.parametrize("name", ["broken", "absent"])
def test_a_broken_plugin_is_named(plugin, name: str) -> None:
    with pytest.raises(FormatError) as caught:
        registry.find(name)
    assert name in caught.value.zh
    assert "加载失败" in caught.value.zh


def test_an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(FormatError, match="docx"):
        registry.find("wordstar")


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        ("通知\n".encode(), "a.txt", "text"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "a.txt", "xml"),
        (b'{"schema":"govdoc/1"}', "-", "json"),
        (b"%PDF-1.7\n", "a.txt", "pdf"),
        (b"PK\x03\x04....word/document.xml", "a.zip", "docx"),
        (b"PK\x03\x04....Doc_0/Document.xml....OFD.xml", "a.zip", "ofd"),
        ("﻿标题".encode("utf-16"), "-", "text"),
    ],
)
def test_content_decides_before_the_name(data: bytes, name: str, form: str) -> None:
    assert registry.sniff(Source(data, name)).name == form


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"PK\x03\x04" + bytes(100), "zip"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "binary"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, word: str) -> None:
    with pytest.raises(FormatError, match=word):
        registry.sniff(Source(data, "x.docx"))


def test_every_format_of_the_table_loads() -> None:
    for form in registry.FORMATS.values():
        if form.reader:
            assert callable(registry.reader_of(form))
        if form.writer:
            assert callable(registry.writer_of(form))
        assert issubclass(registry.options_class(form.write_options), registry.Options)
        assert issubclass(registry.options_class(form.read_options), registry.Options)
