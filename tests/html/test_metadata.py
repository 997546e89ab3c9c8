"""Metadata in every manner of markup that sites use."""

import pytest

from tests.html.pages import BODY, NUMBER, TITLE, page, pairs, read_page

VALUES = [
    ("索引号", "014006438/2023-03652"),
    ("发布机构", "云州市人民政府办公室"),
    ("发文字号", NUMBER),
    ("有效性", ""),
    ("成文日期", "2023-04-12"),
]
TEXT = f"<h1>{TITLE}</h1><div>{BODY}</div>"


def cells(tag: str, colon: str = "") -> str:
    return "".join(f"<{tag}>{label}{colon}</{tag}><td>{value}</td>" for label, value in VALUES)


LAYOUTS = {
    "cells in bold": "<table><tr>"
    + "</tr><tr>".join(f"<td><b>{label}：</b></td><td>{value}</td>" for label, value in VALUES)
    + "</tr></table>",
    "header cells": f"<table><tr>{cells('th')}</tr></table>",
    "cells of a class": "<table><tr>"
    + "</tr><tr>".join(
        f'<td class="t">{label}</td><td><!--<$[SYH]>-->{value}<!--<$[SYH]>--></td>' for label, value in VALUES
    )
    + "</tr></table>",
    "labels above values": "<table><tr>"
    + "".join(f"<td>{label}</td>" for label, _ in VALUES)
    + "</tr><tr>"
    + "".join(f"<td>{value}</td>" for _, value in VALUES)
    + "</tr></table>",
    "definition list": "<dl>" + "".join(f"<dt>{a}：</dt><dd>{b}</dd>" for a, b in VALUES) + "</dl>",
    "list of spans": "<ul>" + "".join(f"<li><span>{a}：</span><i>{b}</i></li>" for a, b in VALUES) + "</ul>",
    "brackets": "<ol>" + "".join(f"<li>[{a}] <span>{b}</span></li>" for a, b in VALUES) + "</ol>",
    "corner brackets": "<div>" + "".join(f"【{a}】{b}<br>" for a, b in VALUES) + "</div>",
    "boxes in rows": "".join(f"<div><div>{a}</div><div>{b}</div></div>" for a, b in VALUES),
    "a box in a box": "<dl>"
    + "".join(f"<dd><label><font>{a}：</font></label><div>{b}</div></dd>" for a, b in VALUES)
    + "</dl>",
    "spans glued together": "<p>"
    + "".join(f"<span>{a}：</span><span>{b}</span>" for a, b in VALUES)
    + "</p>",
    "wide labels": "<table>"
    + "".join(f"<tr><td><b>{'　'.join(a)}：</b></td><td>{b}</td></tr>" for a, b in VALUES)
    + "</table>",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts_give_the_same_pairs(layout: str) -> None:
    document = read_page(page(LAYOUTS[layout] + TEXT))
    assert [(a.strip("：【】[]"), b) for a, b in pairs(document)] == VALUES
    assert document.metadata.document_number == NUMBER
    assert document.metadata.written == "2023-04-12"
    assert document.title == TITLE


def test_page_tags_are_entries_in_their_order_and_not_merged() -> None:
    head = (
        '<meta name="SiteName" content="云州市人民政府"><meta name="viewport" content="width=device-width">'
        f'<meta name="ArticleTitle" content="{TITLE}"><meta name="pubdate" content="2023-04-15 10:24">'
        '<meta name="ContentSource" content="市政府办"><meta name="Keywords" content="">'
    )
    document = read_page(page("<table><tr><td>发布日期</td><td>2023-04-16</td></tr></table>" + TEXT, head))
    assert pairs(document) == [
        ("SiteName", "云州市人民政府"),
        ("ArticleTitle", TITLE),
        ("pubdate", "2023-04-15 10:24"),
        ("ContentSource", "市政府办"),
        ("Keywords", ""),
        ("发布日期", "2023-04-16"),
    ]
    keys = [entry.key for entry in document.metadata.entries]
    assert keys == [None, "title", "published", "source", "keywords", "published"]


def test_a_row_of_page_information_is_read_like_text() -> None:
    row = "<div>来源：市政府办　日期：2023-04-15 10:24　浏览次数：<span>12</span></div>"
    document = read_page(page(f"<h1>{TITLE}</h1>{row}<div>{BODY}</div>"))
    assert pairs(document) == [("来源：", "市政府办"), ("日期：", "2023-04-15 10:24"), ("浏览次数：", "12")]


def test_metadata_below_the_text() -> None:
    document = read_page(page(f"<h1>{TITLE}</h1><div>{BODY}</div><div>责任编辑：张三</div>"))
    assert pairs(document) == [("责任编辑：", "张三")]


def test_a_table_of_figures_is_no_metadata() -> None:
    rows = "<table border=1><tr><th>名称</th><th>日期</th></tr>" + "".join(
        f"<tr><td>任务{i}</td><td>2023年{i}月</td></tr>" for i in range(1, 4)
    )
    document = read_page(page(f"<h1>{TITLE}</h1><div>{BODY}<p>附件1</p><p>任务表</p>{rows}</table></div>"))
    assert pairs(document) == []
    assert [part.kind for part in document.parts] == ["main", "annex"]
    assert len(document.parts[1].blocks[0].rows) == 4


def test_nothing_of_a_comment_is_read() -> None:
    table = "<table><tr><td>索引号</td><td>1<!--2--></td><!--<td>附件下载</td>--></tr></table>"
    assert pairs(read_page(page(table + TEXT))) == [("索引号", "1")]
