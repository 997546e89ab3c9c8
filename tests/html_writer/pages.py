"""Writing pages in the tests, and looking at them with a parser that the writer does not use."""

import re

from selectolax.lexbor import LexborHTMLParser

import govdoc
from govdoc import build as b
from govdoc.options import HtmlOptions


def written(document, codes=(), **options):
    """The page of a document; `codes`: the diagnostics that must be there, no others."""
    result = govdoc.write(document, "html", HtmlOptions(**options))
    assert [d.code for d in result.diagnostics] == list(codes)
    return result.value.decode("utf-8")


def page(document, codes=(), **options):
    """The page of a document as a tree."""
    return LexborHTMLParser(written(document, codes, **options))


def body(*blocks, codes=(), **fields):
    """The tree of a document with these blocks."""
    return page(b.document("标题", *blocks, **fields), codes)


def texts(tree, selector):
    return [" ".join(node.text().split()) for node in tree.css(selector)]


def tags(tree, selector="body *"):
    return [node.tag for node in tree.css(selector)]


def attribute(tree, selector, name):
    return [node.attributes.get(name) for node in tree.css(selector)]


def metas(tree):
    return {n.attributes["name"]: n.attributes["content"] for n in tree.css("meta[name]")}


def scripts(markup):
    return re.findall(r"<script[^>]*>", markup)
