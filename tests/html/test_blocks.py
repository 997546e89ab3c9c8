"""Tables, lists, pictures, notes, links and marks."""

import pytest

from govdoc.codec import to_json
from govdoc.model import Figure, Link, List, Note, Paragraph, Superscript, Table, plain
from govdoc.tree import walk
from tests.html.pages import BODY, TITLE, furniture, page, read_page

TEXT = "<p>为进一步规范政务公开工作，保障公民依法获取政府信息，根据有关规定，现将有关情况公布。</p>"


def blocks(inner: str, *expected: str):
    return read_page(page(f"<h1>{TITLE}</h1><div>{TEXT}{inner}{TEXT}</div>"), *expected).main.blocks


def only(kind, inner: str, *expected: str):
    found = [block for block in blocks(inner, *expected) if isinstance(block, kind)]
    assert len(found) == 1
    return found[0]


def texts(table: Table) -> list[list[str]]:
    return [
        ["|".join(plain(block.content) for block in cell.blocks) for cell in row.cells] for row in table.rows
    ]


def test_a_table_with_spans_header_and_caption() -> None:
    table = only(
        Table,
        "<table><caption>任务表</caption><thead><tr><th>序号</th><th colspan=2>单位</th></tr></thead>"
        "<tbody><tr><td rowspan=9>1</td><td>甲<p>乙</p></td><td align=center>丙</td></tr>"
        "<tr><td>丁<td>戊</tr></table>",
    )
    assert plain(table.caption) == "任务表"
    assert texts(table) == [["序号", "单位"], ["1", "甲|乙", "丙"], ["丁", "戊"]]
    assert table.header_rows == 1
    assert table.rows[0].cells[1].colspan == 2
    assert table.rows[1].cells[0].rowspan == 2
    assert table.rows[0].cells[0].header
    assert table.rows[1].cells[2].align == "center"


def test_a_table_in_a_cell() -> None:
    outer = only(
        Table,
        "<table border=1><tr><td>栏目一的名称</td><td>栏目二的名称</td></tr>"
        "<tr><td>这里是比里面的表更长的文字</td>"
        "<td><table><tr><td>内</td><td>表</td></tr><tr><td>1</td><td>2</td></tr></table></td></tr></table>",
    )
    inner = outer.rows[1].cells[1].blocks[0]
    assert isinstance(inner, Table)
    assert texts(inner) == [["内", "表"], ["1", "2"]]


def test_tables_nested_beyond_the_limit_become_lines() -> None:
    markup = "文字"
    for _ in range(30):
        first = f"<tr><td>{'长长的一段文字占了大半' * 2}</td><td>乙</td></tr>"
        markup = f"<table border=1>{first}<tr><td>丙</td><td>{markup}</td></tr></table>"
    document = read_page(page(f"<h1>{TITLE}</h1><div>{TEXT}{markup}{TEXT}</div>"))
    assert "文字" in to_json(document).decode()


def test_lists() -> None:
    points = only(List, "<ul><li>第一个要点</li><li>第二个要点</li></ul>")
    assert [plain(item.blocks[0].content) for item in points.items] == ["第一个要点", "第二个要点"]
    assert not points.ordered
    assert only(List, "<ol><li>甲</li><li>乙</li></ol>").ordered


def test_numbered_items_are_divisions_and_no_list() -> None:
    found = blocks("<ul><li>一、总体要求</li><li>二、主要任务</li></ul>")
    assert [block.label for block in found[1:]] == ["一、", "二、"]


def test_pictures() -> None:
    document = read_page(
        page(
            f"<h1>{TITLE}</h1><div>{TEXT}<p><img src='data:image/png;base64,iVBORw0KGgo=' alt='示意图'>"
            f"<img src='/a.jpg' width=400 height=300><img src='/icon_doc.gif'></p>{TEXT}</div>"
        )
    )
    first, second = [block for block in document.main.blocks if isinstance(block, Figure)]
    assert document.resources[0].data == b"\x89PNG\r\n\x1a\n"
    assert (first.resource, first.alternative) == (document.resources[0].id, "示意图")
    assert (second.href, second.width, second.height) == ("/a.jpg", 105.83, 79.38)


@pytest.mark.parametrize(
    "source", ["data:image/png;base64,???", "data:text/html,<b>", "data:", " ", "data:image/png,"]
)
def test_a_broken_picture_leaves_nothing(source: str) -> None:
    assert not [b for b in blocks(f"<p><img src='{source}'></p>") if isinstance(b, Figure)]


def test_notes() -> None:
    document = read_page(
        page(
            f'<h1>{TITLE}</h1><div><p>全市生产总值<sup><a href="#_ftn1" name="_ftnref1">[1]</a></sup>'
            f"1000亿元，比上年增长5.0%。</p>{TEXT}"
            '<p><a href="#_ftnref1" name="_ftn1">[1]</a> 按不变价格计算。</p></div>'
        )
    )
    notes = [node for _, node in walk(document.main) if isinstance(node, Note)]
    assert [(note.label, plain(note.blocks[0].content)) for note in notes] == [("[1]", "按不变价格计算。")]
    assert plain(document.main.blocks[0].content) == "全市生产总值1000亿元，比上年增长5.0%。"
    assert "[1]" in furniture(document)
    assert len(document.main.blocks) == 2


LIST = "<p>注释：</p><p>[1]本公报数据为初步统计数。</p><p>[2] 按不变价格计算。</p>"


def test_notes_listed_below_the_text() -> None:
    text = "<p>2022年，全市生产总值[2]1000亿元，比上年[3]增长5.0%。</p>"
    third = "<p>[3]上年为调整数。</p>"
    markup = page(f"<div><p align=center>云州市2022年统计公报[1]</p>{TEXT}{text}{LIST}{third}</div>")
    document = read_page(markup)
    assert document.title == "云州市2022年统计公报"
    notes = [node for _, node in walk(document.main) if isinstance(node, Note)]
    assert [(note.label, plain(note.blocks[0].content)) for note in notes] == [
        ("[1]", "本公报数据为初步统计数。"),
        ("[2]", "按不变价格计算。"),
        ("[3]", "上年为调整数。"),
    ]
    assert "注释：" in furniture(document)


def test_a_list_of_notes_that_nothing_calls_stays_text() -> None:
    found = blocks(f"<p>全市生产总值1000亿元，比上年增长5.0%。</p>{LIST}")
    assert [plain(block.content)[:3] for block in found[1:-1]] == ["全市生", "注释：", "[1]", "[2]"]


def test_a_note_that_nothing_calls_stays_in_its_list() -> None:
    found = blocks(f"<p>全市生产总值[2]1000亿元，比上年增长5.0%。</p>{LIST}")
    assert [plain(block.content)[:3] for block in found[1:-1]] == ["全市生", "注释：", "[1]"]


def test_links_and_marks() -> None:
    paragraph = next(
        block
        for block in blocks(
            '<p>详见<a href="https://example.cn/x?a=1&amp;b=2">办事指南</a>和'
            '<a href="javascript:f()">说明</a>，面积10m<sup>2</sup>，<b>重要</b>事项。</p>'
        )
        if isinstance(block, Paragraph) and "详见" in plain(block.content)
    )
    links = [node for node in paragraph.content if isinstance(node, Link)]
    assert [(link.href, plain(link.content)) for link in links] == [
        ("https://example.cn/x?a=1&b=2", "办事指南")
    ]
    assert [plain((n,)) for n in paragraph.content if isinstance(n, Superscript)] == ["2"]
    assert plain(paragraph.content) == "详见办事指南和说明，面积10m2，重要事项。"


def test_files_below_the_document_are_attachments() -> None:
    below = '<p><a href="/f/1.pdf">附件1：任务清单</a></p><p><a href="./P02.docx">联系方式.docx</a></p>'
    document = read_page(page(f"<h1>{TITLE}</h1><div>{BODY}{below}</div>"))
    assert [(a.name, a.href) for a in document.main.attachments][2:] == [
        ("附件1：任务清单", "/f/1.pdf"),
        ("联系方式.docx", "./P02.docx"),
    ]
    assert len(document.parts) == 1


def test_entries_of_the_list_of_annexes_keep_their_links() -> None:
    linked = BODY.replace("2.联系方式", '<a href="/f/2.xls">2.联系方式</a>')
    document = read_page(page(f"<h1>{TITLE}</h1><div>{linked}</div>"))
    assert [a.href for a in document.main.attachments] == [None, "/f/2.xls"]


def test_white_space_is_set_as_in_a_browser() -> None:
    found = blocks("<p>国\n   家 <b>粮</b>\n食 a\n  b&nbsp;&nbsp;c</p><pre>甲\n  乙</pre>")
    texts = [plain(block.content) for block in found[1:-1]]
    assert texts == ["国家 粮食 a b\xa0\xa0c", "甲", "乙"]


def test_a_broken_blank_at_the_end_of_a_line() -> None:
    body = BODY.replace("云州市人民政府办公室</p>", "云州市人民政府办公室 &amp;bsp;</p>")
    document = read_page(page(f"<h1>{TITLE}</h1><div>{body}</div>"))
    assert document.main.signatures[0].organs == ("云州市人民政府办公室",)
    assert "&bsp;" in furniture(document)


def test_private_use_characters_are_said() -> None:
    found = blocks("<p>高度不得低于2\ue0105米。</p>", "GD104")
    assert plain(found[1].content) == "高度不得低于2\ue0105米。"
