"""Writing Markdown: what stands in the file, what pandoc makes of it, and what comes back."""

import io
import json
import subprocess

import pytest

import govdoc.build as b
from govdoc import model as m
from govdoc.context import Context
from govdoc.inkcheck import first_difference, missing, verify_output
from govdoc.model import Align, Emphasis, Paragraph, Section, Strong, Text
from govdoc.options import MarkdownWriteOptions
from govdoc.tree import ink
from govdoc.writers.markdown import write
from govdoc.writers.markdown.extract import extract_text
from tests.full_document import FULL
from tests.markdown_format.converting import bare, read_markdown, write_markdown

NOTICE = b.document(
    "关于停水的通知",
    "现将有关事项通知如下：",
    b.section("一、", "时间", b.section("（一）", "上午。", "八时起。", run_in=True), "另行通知。"),
    b.section("二、", "地点", b.section("1.", "", "城区；", run_in=True, gap=" ")),
    "特此通知。",
    metadata=[b.entry("索引号", "014/1"), b.entry("主题分类", "公安、安全、司法"), b.entry("文号")],
    recipients="各镇人民政府：",
    signatures=[b.signature("青原市水务局", date="2021年3月28日")],
    parts=[b.part("停水范围", b.table([["镇", "户"], ["甲镇", "3.5万"]], "表1"), mark="附件1")],
)

WRITTEN = """\
---
govdoc: 1
索引号: "014/1"
主题分类: 公安、安全、司法
文号: ""
---

# 关于停水的通知

<!-- recipients -->

各镇人民政府：

现将有关事项通知如下：

## 一、时间

**（一）上午。**<wbr>八时起。

<!-- level of="1" -->

另行通知。

## 二、地点

**1.** 城区；

<!-- level of="0" -->

特此通知。

<!-- signature organ date -->

青原市水务局\\
2021年3月28日

---

<!-- part annex -->

<!-- mark -->

附件1

# 停水范围

<!-- caption -->

表1

| 镇 | 户 |
| --- | --- |
| 甲镇 | 3.5万 |
"""


def test_the_file_as_it_stands():
    assert write_markdown(NOTICE) == WRITTEN
    assert bare(read_markdown(WRITTEN)) == NOTICE


def test_every_node_comes_back():
    text = write_markdown(FULL, "印章的图", "标识")
    assert first_difference(bare(FULL), bare(read_markdown(text))) == ""
    assert missing(ink(FULL), extract_text(text.encode())) == ""
    assert verify_output(FULL, text.encode(), "markdown", MarkdownWriteOptions(), Context()) == ()


def test_verify_finds_a_lost_character():
    data = write_markdown(NOTICE).replace("城区", "城").encode()
    assert [d.code for d in verify_output(NOTICE, data, "markdown", MarkdownWriteOptions(), Context())] == [
        "GD402"
    ]


HARD = (
    *(
        "# 井",
        "#井",
        "1. 点",
        "1.点",
        "（1）点",
        "(1) 点",
        "- 横",
        "+ 加",
        "* 星",
        "> 引",
        "| 竖",
        "a_b_c",
        "*x*",
        "**x**",
        "`码`",
    ),
    *(
        "[x](y)",
        "![x](y)",
        "[^1]",
        "[^1]: 注",
        "<u>x</u>",
        "<!-- x -->",
        "&amp;",
        "&lt;",
        "a & b",
        "\\*",
        "末尾\\",
        "---",
        "===",
        "~~删~~",
    ),
    *(
        "x^2^",
        "$x$",
        "@某",
        "    缩进",
        "　　缩进",
        "尾  ",
        "{#id}",
        "::: x",
        ": 定义",
        "http://a.cn/_b_",
        "3.5万人次",
        "“引”",
        '"引"',
        "a--b...",
        "```",
        "<b",
        "|a|b|",
    ),
)


@pytest.mark.parametrize("text", HARD)
def test_text_that_looks_like_markup(text):
    blocks = [text, Paragraph(content=(Text(text="甲"), Strong(content=(Text(text=text),)), Text(text="乙")))]
    cells = b.table([[text, "乙"], ["丙", text]])
    document = b.document(text, *blocks, cells, b.section("一、", text.strip(), text), b.items(text))
    assert bare(read_markdown(write_markdown(document))) == document


@pytest.mark.parametrize(
    "block",
    [
        b.paragraph("甲", align=Align.CENTER),
        b.paragraph((Strong(content=(Text(text="一、甲"),)), Text(text="乙"))),
        b.paragraph(
            (Strong(content=(Emphasis(content=(Text(text="甲"),)),)), Emphasis(content=(Text(text="乙"),)))
        ),
        b.section("甲、", "乙", "丙"),
        b.section("", "一、乙", "丙"),
        b.section("第一条", "", "为了。", run_in=True, gap="　"),
        b.section("", "要点。", "为了。", run_in=True),
        b.items("甲", "乙", ordered=True),
        b.items("甲", "乙", labels=("1)", "a b")),
        b.items(("甲", b.items("乙")), ("丙", "丁")),
        b.table([["甲", "乙"]], header_rows=0),
        b.table([["", ""], ["甲", "乙"]]),
        b.table([["甲", "乙"], ["丙"]], header_rows=2),
        b.table(
            [[b.cell("甲", "乙", header=True), b.cell("丙", align=Align.RIGHT, header=True)], ["丁", "戊"]]
        ),
    ],
)
def test_blocks_come_back(block):
    document = b.document("关于停水的通知", "前。", block, "后。")
    again = read_markdown(write_markdown(document))
    assert bare(again) == document


def test_levels_deeper_than_headings():
    section = b.section("①", "底", "文。")
    for label in ("（1）", "1.", "（一）", "一、", "第一节", "第一章", "第一编"):
        section = b.section(label, "题", section, "余。")
    document = b.document("题", section)
    assert bare(read_markdown(write_markdown(document))) == document


def test_what_cannot_be_said_is_named():
    document = b.document(
        "题",
        Paragraph(),
        b.table([[b.cell(b.items("甲")), "乙"]]),
        Section(level=3, label="一、", heading=(Text(text="乙"),)),
        metadata=[b.entry("登记号", "1", key="index_number")],
    )
    assert "空段" in _named(document)
    assert {"表格内的列表", "层次的级别", "元数据的键"} <= _named(document)


def _named(document):
    context = Context()
    write(document, MarkdownWriteOptions(), context, io.BytesIO())
    return {d.values[1] for d in context.diagnostics}


def pandoc(text):
    pypandoc = pytest.importorskip("pypandoc")
    command = [pypandoc.get_pandoc_path(), "-f", "markdown", "-t", "json"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    return json.loads(done.stdout)


def shown(node):
    if isinstance(node, list):
        return "".join(map(shown, node))
    if not isinstance(node, dict):
        return ""
    kind, content = node.get("t"), node.get("c")
    if kind == "Str":
        return content
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind == "Header":
        return shown(content[2])
    if kind in ("RawInline", "RawBlock"):
        return ""
    return shown(content)


@pytest.mark.slow
def test_pandoc_reads_it():
    made = pandoc(WRITTEN)
    headings = [(block["c"][0], shown(block)) for block in made["blocks"] if block["t"] == "Header"]
    assert headings == [(1, "关于停水的通知"), (2, "一、时间"), (2, "二、地点"), (1, "停水范围")]
    assert {"索引号", "主题分类"} <= set(made["meta"])
    text = shown(made["blocks"])
    for part in NOTICE.parts:
        assert missing(ink(part), text) == ""
    assert [block["t"] for block in made["blocks"]].count("Table") == 1


@pytest.mark.slow
def test_pandoc_shows_the_characters_that_were_meant():
    for text in HARD:
        want = "".join(text.split())
        assert (
            "".join(shown(pandoc(write_markdown(b.document("题", "前" + text, text)))["blocks"]).split())
            == "题前" + want * 2
        )


def test_a_cell_that_spans_columns_and_many_rows():
    rows = [
        ["甲", "乙", "丙"],
        ["一", b.cell("照片", colspan=2, rowspan=3)],
        ["二"],
        ["三"],
        ["四", "五", "六"],
    ]
    document = b.document("表", b.table(rows, header_rows=0))
    assert bare(read_markdown(write_markdown(document))) == bare(document)


def test_paragraphs_of_a_cell_that_begin_with_marks():
    strong = m.Strong(content=(m.Text(text="a)"),))
    lines = (
        m.Paragraph(content=(strong, m.Text(text="其一"))),
        m.Paragraph(content=(strong, m.Text(text="其二"))),
    )
    document = b.document("表", b.table([["甲", "乙"], ["一", b.cell(*lines, "其三")]], header_rows=0))
    assert bare(read_markdown(write_markdown(document))) == bare(document)


def test_a_bracket_before_a_bracket_is_no_target():
    document = b.document("通知", "停水[责任单位:水务局](二)停电")
    data = write_markdown(document).encode()
    assert missing(ink(document), extract_text(data)) == ""


def test_a_picture_that_nothing_shows_is_named():
    picture = b.resource(b"GIF89a", "image/gif", "a.gif")
    write_markdown(b.document("通知", "甲。", resources=[picture]), "没有用到的图片")
