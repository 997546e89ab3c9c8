"""Reading is total: whatever the page, a document; nothing that a page holds takes more than linear time."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govdoc.codec import from_json, to_json
from govdoc.context import Context
from govdoc.options import HtmlReadOptions
from govdoc.readers.html import read
from govdoc.source import Source
from tests.html.pages import BODY, TITLE, page

PIECES = (
    *("<table>", "<tr>", "<td>", "<td colspan=0 rowspan=99>", "<th>", "</table>", "<caption>", "<p>", "</p>"),
    *("<div>", "</div>", "<div style='display:none'>", "<br>", "<ul>", "<li>", "<dl>", "<dt>", "<dd>", "<b>"),
    *(
        "</b>",
        "<sup>",
        "<a href='#x' name=y>",
        "<a name=x href='#y'>",
        "</a>",
        "<a href='/1.pdf'>",
        "<h1>",
        "<pre>",
    ),
    *("<img src='data:image/png;base64,AA=='>", "<img src=x width=1e9>", "<script>", "</script>", "<select>"),
    *(
        "<!--",
        "-->",
        "<title>",
        "</title>",
        "<svg>",
        "<template>",
        "<plaintext>",
        "<frameset>",
        "<body>",
        "</html>",
    ),
    *(
        "<meta name=ArticleTitle content='&#1;标题'>",
        "&#0;",
        "&#xFFFF;",
        "&#xD800;",
        "&nbsp",
        "\x00",
        "\ufffe",
    ),
    *(
        "索引号：",
        "发布日期",
        "2023-04-12",
        "一、",
        "（一）",
        "附件：",
        "第一条 ",
        "。",
        "[1]",
        "【文号】",
        "　",
        "\n",
    ),
    *(TITLE, "关于印发方案的通知", "云州市人民政府", "各部门要加强组织领导，落实人员和经费。", "附件1"),
)


def sound(data: bytes) -> None:
    document = read(Source(data), HtmlReadOptions(), Context())
    assert from_json(to_json(document))[0] == document


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@example("<table><tr><td>索引号<td></table>")
@example("<a href='#x' name=x>[1]</a>")
def test_tag_soup(markup: str) -> None:
    sound(markup.encode("utf-8", "replace"))


@settings(deadline=None, max_examples=60)
@given(st.data(), st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_mutated_bytes(data: st.DataObject, encoding: str) -> None:
    good = bytearray(page(f"<h1>{TITLE}</h1><div>{BODY}</div>").encode(encoding))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(good) - 1))
        good[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    sound(bytes(good))


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    sound(data)


DEEP = {
    "boxes": ("<div>", "</div>"),
    "marks": ("<b>", "</b>"),
    "tables": ("<table><tr><td>", "</td></tr></table>"),
    "lists": ("<ul><li>", "</li></ul>"),
    "fonts left open": ("<font size=3><p>", ""),
}


@pytest.mark.parametrize("kind", DEEP)
def test_nesting_without_end(kind: str) -> None:
    before, after = DEEP[kind]
    context = Context()
    start = time.process_time()
    markup = before * 20_000 + "各部门要加强组织领导。" + after * 20_000
    document = read(Source(markup.encode()), HtmlReadOptions(), context)
    assert time.process_time() - start < 10
    assert "各部门要加强组织领导。" in to_json(document).decode()
    assert "GD203" in {d.code for d in context.diagnostics}


def test_time_is_linear() -> None:
    def seconds(times: int) -> float:
        data = page(f"<h1>{TITLE}</h1><div>{BODY * times}</div>").encode()
        start = time.process_time()
        read(Source(data), HtmlReadOptions(), Context())
        return time.process_time() - start

    seconds(10)
    assert seconds(800) < 20 * seconds(100)
