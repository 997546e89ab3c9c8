"""Reading Markdown as offices have it."""

import pytest

from govdoc.context import Context
from govdoc.model import Align, Figure, Link, List, Note, Paragraph, Raw, Section, Strong, Table, Text, plain
from govdoc.options import MarkdownReadOptions
from govdoc.readers.markdown import read
from govdoc.source import Source
from tests.markdown_format.converting import read_markdown


def outline(blocks):
    found = []
    for block in blocks:
        if isinstance(block, Section):
            found.append((block.level, block.label, plain(block.heading)))
            found += outline(block.blocks)
    return found


def texts(blocks):
    return [plain(block.content) for block in blocks if isinstance(block, Paragraph)]


def body(text, *expected):
    return read_markdown("# 关于停水的通知\n\n" + text, *expected).main.blocks


def test_headings_by_hash_and_by_label():
    document = read_markdown(
        "# 关于停水的通知\n\n各镇人民政府：\n\n明日停水。\n\n## 一、时间\n\n### （一）上午\n\n八时起。\n\n"
        "二、地点\n\n（一）城区。全部停水。\n\n附则\n====\n\n略。\n"
    )
    assert document.title == "关于停水的通知"
    assert plain(document.main.recipients) == "各镇人民政府："
    found = outline(document.main.blocks)
    assert found[:4] == [
        (1, "一、", "时间"),
        (2, "（一）", "上午"),
        (1, "二、", "地点"),
        (2, "（一）", "城区。"),
    ]
    assert found[4][2] == "附则"


def test_typed_numbers_are_kept_and_divide():
    found = outline(body("1. 甲方负责\n\n   内容。\n3. 丙方负责\n\n   内容。\n", "GD201"))
    assert [label for _, label, _ in found] == ["1.", "3."]


def test_bullets_are_a_list_and_labelled_ones_are_divisions():
    (points,) = body("- 甲\n- 乙\n  - 丙\n")
    assert isinstance(points, List)
    assert not points.ordered
    assert isinstance(points.items[1].blocks[1], List)
    assert [label for _, label, _ in outline(body("- 一、甲\n\n  内容。\n- 二、乙\n\n  内容。\n"))] == [
        "一、",
        "二、",
    ]


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        ("第一句话。\n第二句话。", ["第一句话。", "第二句话。"]),
        ("各有关单位请于\n明日上午，\n到场。", ["各有关单位请于", "明日上午，到场。"]),
        ("为进一步加强城市供水管理，保障居民生活用水安全，根据有关法\n律法规，制定本办法。", None),
        ("See the report on open\ngovernment in the county for details now", None),
    ],
)
def test_line_ends(lines, paragraphs):
    joined = lines.replace("\n", "" if "律" in lines else " ")
    assert texts(body(lines + "\n")) == (paragraphs or [joined])


def test_lines_that_begin_with_a_label_are_paragraphs_of_their_own():
    wide = (
        "第一条　为了加强城市供水管理保障居民生活用水安全根据有关法律制定本办法并\n第二条　本办法适用于本市\n"
    )
    assert [label for _, label, _ in outline(body(wide))] == ["第一条", "第二条"]


@pytest.mark.parametrize(
    "text", ["**重点**，后", "正文**“重点”**后文", "正文**重点。**后文", "**（重点）**后"]
)
def test_emphasis_beside_han_characters(text):
    (paragraph,) = body(text + "\n")
    assert any(isinstance(inline, Strong) for inline in paragraph.content)
    assert "*" not in plain(paragraph.content)


def test_tables_with_alignment_and_surplus_cells():
    (table,) = body("现公布如下：\n\n| 甲 | 乙 |\n|---|--:|\n| 1\\|1 | **2** | 多 |\n")[1:]
    assert isinstance(table, Table)
    assert table.header_rows == 1
    assert [cell.header for cell in table.rows[0].cells] == [True, True]
    assert table.rows[1].cells[1].align is Align.RIGHT
    assert [plain(cell.blocks[0].content) for cell in table.rows[1].cells] == ["1|1", "2", "多"]


def test_pictures_links_notes_and_code():
    text = (
        "见[附图](http://a.cn/b)和图[^1]。\n\n![示意](a.png)\n\n![内嵌](data:image/png;base64,aGk=)\n\n"
        "```py\nx = 1\n```\n\n[^1]: 注一。\n\n    注二。\n"
    )
    document = read_markdown("# 关于停水的通知\n\n" + text)
    paragraph, outside, inside, code = document.main.blocks
    assert [type(inline) for inline in paragraph.content] == [Text, Link, Text, Note, Text]
    assert texts(paragraph.content[3].blocks) == ["注一。", "注二。"]
    assert outside == Figure(href="a.png", alternative="示意")
    assert document.resources[0].data == b"hi"
    assert inside.resource == document.resources[0].id
    assert code == Raw(format="py", text="x = 1")


def test_an_indent_is_no_code():
    assert texts(body("    明日停水。\n\n　　后日供水。\n")) == ["明日停水。", "后日供水。"]


def test_comments_and_directives_are_put_aside():
    document = read_markdown(
        "# 关于停水的通知 {#top}\n\n明日停水。<!-- 草稿 -->\n\n<!-- 完 -->\n\n::: {.x}\n\n后日。\n\n:::\n",
        *["GD134"] * 3,
    )
    assert [f.text for f in document.provenance.furniture] == [
        "{#top}",
        "<!-- 草稿 -->",
        "<!-- 完 -->",
        "::: {.x}",
        ":::",
    ]
    assert texts(document.main.blocks) == ["明日停水。", "后日。"]


def test_a_tag_that_html_does_not_know_is_text():
    assert texts(body("请写<name>，不写<b>空格</b>。\n")) == ["请写<name>，不写空格。"]


def test_html_tables_and_tags():
    blocks = body(
        '现公布如下：\n\n<table>\n<tr><th colspan="2">甲</th></tr>\n<tr><td>乙</td><td>丙</td></tr>\n</table>\n\nx<sup>2</sup>\n'
    )
    assert blocks[1].rows[0].cells[0].colspan == 2
    assert plain(blocks[2].content) == "x2"


def test_a_table_of_metadata_above_the_text():
    document = read_markdown(
        "| 索引号 | 014/1 | 发布机构 | 司法局 |\n|---|---|---|---|\n| 文号 | 甲发〔2021〕5号 | 公开方式 | 主动公开 |\n\n# 关于停水的通知\n\n明日停水。\n"
    )
    assert document.metadata.index_number == "014/1"
    assert [entry.key for entry in document.metadata.entries] == [
        "index_number",
        "issuer",
        "document_number",
        "disclosure_mode",
    ]


FRONT = """---
title: 关于停水的通知
索引号: 014/1
issuer: 青原市水务局
draft: true
metadata:
  公开日期: 2021年3月29日
letterhead:
  document_number: 青水〔2021〕5号
signature:
  organs: 青原市水务局
  date: 2021年3月28日
---

明日停水。
"""


def test_front_matter_with_own_keys():
    document = read_markdown(FRONT)
    assert document.title == "关于停水的通知"
    assert [(e.label, e.raw) for e in document.metadata.entries] == [
        ("索引号", "014/1"),
        ("发布机构", "青原市水务局"),
        ("公开日期", "2021年3月29日"),
    ]
    assert document.metadata.published == "2021-03-29"
    assert document.main.letterhead.document_number == "青水〔2021〕5号"
    assert document.main.signatures[0].organs == ("青原市水务局",)
    assert document.main.signatures[0].date.value == "2021-03-28"
    assert [f.text for f in document.provenance.furniture] == ["draft: true"]


QUARTO = """---
title: 关于停水的通知
header-org: 青原市水务局文件
header-number: 青水〔2021〕5号
header-signatory: 张三
mainreceiver: 各镇人民政府：
attachments: [停水范围, 联系人名单]
signature: 青原市水务局
signdate: 2021年3月28日
notes: 此件公开发布
copyto: 市政府办公室。
issue-author: 青原市水务局办公室
issue-date: 2021年3月29日印发
---

明日停水。
"""


def test_front_matter_of_quarto():
    part = read_markdown(QUARTO).main
    assert (part.letterhead.mark.organs, part.letterhead.mark.suffix) == (("青原市水务局",), "文件")
    assert plain(part.recipients) == "各镇人民政府："
    assert [(a.label, a.name) for a in part.attachments] == [("附件：1.", "停水范围"), ("2.", "联系人名单")]
    assert plain(part.note) == "（此件公开发布）"
    assert [(line.label, line.text) for line in part.imprint] == [
        ("抄送：", "市政府办公室。"),
        ("", "青原市水务局办公室"),
    ]
    assert part.imprint[1].date.value == "2021-03-29"


def test_what_the_text_says_stands_and_the_other_is_kept():
    document = read_markdown(QUARTO.replace("明日停水。", "各区人民政府：\n\n明日停水。"))
    assert plain(document.main.recipients) == "各区人民政府："
    assert ("mainreceiver", "各镇人民政府：") in [(e.label, e.raw) for e in document.metadata.entries]


def test_broken_front_matter_is_text():
    context = Context()
    document = read(Source("---\n标题: 甲: 乙\n---\n\n明日停水。\n".encode()), MarkdownReadOptions(), context)
    assert "GD141" in [d.code for d in context.diagnostics]
    assert document.main.blocks


def test_uncalled_notes_and_unused_definitions_are_kept():
    document = read_markdown("# 关于停水的通知\n\n明日停水。\n\n[^1]: 注。\n\n[甲]: http://a.cn\n", "GD134")
    assert texts(document.main.blocks) == ["明日停水。", "[^1]:", "注。"]
    assert document.provenance.furniture[-1].text == "[甲]: http://a.cn"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 3000,
        "- " * 400 + "甲",
        ">" * 400 + "甲",
        "**a" * 3000,
        "---\na: " + "[" * 900 + "\n---\n甲",
        "<u>" * 500 + "甲",
        "\n".join(f"[^{i}]: 甲[^{i + 1}]" for i in range(500)) + "\n\n文[^0]",
    ],
    ids=["brackets", "lists", "quotes", "stars", "yaml", "tags", "notes"],
)
def test_hostile_nesting_is_read(text):
    assert read(Source(text.encode()), MarkdownReadOptions(encoding="utf-8"), Context()).parts
