"""What a hostile document may hold stays text: no script, no handler, no frame, no address that runs."""

import re

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

import govdoc
from govdoc import build as b
from govdoc import model as m
from govdoc.context import Context
from govdoc.options import HtmlOptions
from govdoc.readers.html.carried import carried
from govdoc.tree import rewrite
from govdoc.webpage import shown_digest
from govdoc.writers.html.markup import anchor, safe_address
from tests.full_document import FULL
from tests.html_writer.pages import written

BREAKS = "\"'><script>alert(1)</script><img src=x onerror=alert(1)><!-- --></style></title></textarea>]]>"
ENDS = "</script><script>alert(1)</script><!--<script>"
ALLOWED = {
    *(
        "article",
        "a",
        "body",
        "br",
        "caption",
        "col",
        "colgroup",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
    ),
    *("figure", "h1", "h2", "h3", "h4", "h5", "h6", "head", "html", "img", "li", "main", "meta", "nav", "ol"),
    *("p", "pre", "script", "section", "span", "strong", "style", "sub", "sup", "table", "tbody", "td", "th"),
    *("thead", "title", "tr", "u", "ul"),
}
ATTRIBUTES = {
    *("alt", "aria-label", "aria-labelledby", "aria-level", "charset", "class", "colspan", "content", "id"),
    *(
        "data-carried-sha256",
        "data-resource",
        "data-shown-sha256",
        "download",
        "hidden",
        "href",
        "lang",
        "name",
    ),
    *("role", "rowspan", "scope", "src", "style", "tabindex", "type"),
}


def assert_inert(markup):
    tree = LexborHTMLParser(markup)
    for node in tree.css("*"):
        assert node.tag in ALLOWED
        assert set(node.attributes) <= ATTRIBUTES
        for name in ("href", "src"):
            address = node.attributes.get(name) or ""
            assert not re.match(r"\s*(javascript|vbscript|file):", address, re.IGNORECASE)
            assert not address.startswith("data:") or node.tag == "img"
    for script in tree.css("script"):
        assert script.attributes["type"] in {"application/ld+json", "application/vnd.govdoc+json"}
        assert "<" not in script.text()


def poisoned(text):
    """A document with the text in every place that holds one."""

    def poison(node):
        changes = {}
        for name in node.__struct_fields__:
            value = getattr(node, name)
            if (
                isinstance(value, str)
                and type(value) is str
                and not (isinstance(node, m.Resource) and name == "id")
            ):
                changes[name] = value + text
            elif isinstance(value, tuple) and value and isinstance(value[0], str):
                changes[name] = tuple(member + text for member in value)
        return replace(node, **changes)

    return rewrite(FULL, poison)


@pytest.mark.parametrize("text", [BREAKS, ENDS])
@pytest.mark.parametrize("fragment", [False, True])
def test_no_text_becomes_markup(text, fragment):
    document = poisoned(text)
    options = HtmlOptions(fragment=fragment, siblings=(text, "a" + text))
    data = govdoc.write(document, "html", options).value
    assert_inert(data.decode())
    assert govdoc.verify(document, data, "html", options) == ()
    assert govdoc.read(data, "html").value == document


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "blob:https://example.org/1",
        "http://",
        "https://exa mple.org/",
        "",
        "#nowhere",
    ],
)
def test_an_unsafe_link_leaves_its_text(href):
    link = m.Paragraph(content=(m.Link(content=(m.Text(text="看"),), href=href),))
    result = govdoc.write(b.document("标题", link), "html", HtmlOptions())
    tree = LexborHTMLParser(result.value.decode())
    assert [p.text() for p in tree.css("main p")] == ["看"]
    assert not tree.css("main a")
    assert [d.code for d in result.diagnostics] == ["GD321" if href.startswith("#") else "GD320"]


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://www.example.gov.cn/甲?a=1#乙", "https://www.example.gov.cn/甲?a=1#乙"),
        ("HTTP://WWW.EXAMPLE.GOV.CN/Index.html", "http://www.example.gov.cn/Index.html"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("tel:12345", "tel:12345"),
        ("../a%20b/100%.pdf", "../a%20b/100%25.pdf"),
        ("/x\\y", "/x%5Cy"),
        ("./a:b", "./a:b"),
        ("java\tscript&colon;alert(1)", "javascript&colon;alert(1)"),
        ("\x01javascript:alert(1)", None),
        ("\u3000javascript:alert(1)", "\u3000javascript:alert(1)"),
        ("//example.org/a", "//example.org/a"),
        (" 表 1.xls ", "表%201.xls"),
    ],
)
def test_what_may_be_followed_is_made_fit(href, address):
    assert safe_address(href) == address


def test_identifiers_never_meet_and_never_meet_the_page():
    names = ["a", "a b", "", " ", "gd-title", "gd-x61", "段一", "\u3000", "a\tb", '"']
    anchors = [anchor(name) for name in names]
    assert len(set(anchors)) == len(names)
    assert all(re.fullmatch(r"[^\s]+", each) for each in anchors)
    assert anchors[0] == "a"
    assert anchor("gd-title") != "gd-title"


@pytest.mark.parametrize(
    "piece",
    [
        '<a "',
        "<!-- ",
        "<img ",
        '<img src="',
        '<article id="gd-document">',
        '<script type="application/vnd.govdoc+json">',
        "<article <script ",
        '<p x="<p x=',
    ],
)
def test_no_markup_asks_for_time_in_the_square_of_its_length(piece):
    page = written(FULL, ["GD503", "GD301"], fragment=True)
    hostile = page.replace("</article>", piece * 20_000 + "</article>", 1)
    # at once: in the square of the length it would be many minutes
    assert len(shown_digest(hostile)) == 64
    own = carried(hostile, "-", Context())
    assert own is None or own.document == carried(page, "-", Context()).document
