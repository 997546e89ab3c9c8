"""A page is known by what it holds, whatever its name says."""

import pytest

import govdoc
from govdoc import registry
from govdoc.options import HtmlReadOptions
from govdoc.source import Source
from tests.html.pages import BODY, TITLE


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (b"<!DOCTYPE html><p>x", "a.txt", "html"),
        (b"\xef\xbb\xbf<!-- c -->\n<HTML><body>", "a", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html>', "a.xhtml", "html"),
        ("<html>".encode("utf-16"), "a.txt", "html"),
        (b'<meta charset="gbk"><div>', "a.txt", "html"),
        (b'<div class="wrap">\n<p>x</p>', "a.txt", "html"),
        (b"<div>x</div>", "-", "html"),
        (b"plain", "a.htm", "html"),
        (b"<%-- jsp --%><div>", "a.shtml", "html"),
        (b"1 < 2", "a.txt", "text"),
        (b"<b", "a.txt", "text"),
        (b'<?xml version="1.0"?><disclosure/>', "a.html", "xml"),
    ],
)
def test_formats(data: bytes, name: str, form: str) -> None:
    assert registry.sniff(Source(data, name)).name == form


def test_the_public_way() -> None:
    data = f"<html><h1>{TITLE}</h1><div>{BODY}</div></html>".encode("gbk")
    result = govdoc.read(data, options=HtmlReadOptions(encoding="gb2312"))
    assert result.value.title == TITLE
    assert result.value.provenance.format == "html"
