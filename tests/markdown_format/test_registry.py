"""How Markdown is recognised, and the way through the public functions."""

import pytest

import govdoc
from govdoc import registry
from govdoc.source import Source

FRONT = "---\n标题: 甲\n---\n\n正文。\n".encode()


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.md", b"x", "markdown"),
        ("a.QMD", b"x", "markdown"),
        ("a.markdown", b"<p>x</p>", "markdown"),
        ("-", FRONT, "markdown"),
        ("a.txt", FRONT, "text"),
        ("-", "---\n正文。\n".encode(), "text"),
        ("-", "# 标题\n".encode(), "text"),
    ],
)
def test_sniffing(name, data, form):
    assert registry.sniff(Source(data, name)).name == form


def test_converting_and_reading_again(sample_path):
    first = govdoc.read(sample_path).value
    written = govdoc.convert(sample_path, "markdown")
    assert {d.code for d in written.diagnostics} == {"GD206"}
    again = govdoc.read(written.value).value
    assert (again.metadata, again.parts) == (first.metadata, first.parts)
    assert again.provenance.format == "markdown"
