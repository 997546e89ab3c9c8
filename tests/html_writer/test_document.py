"""The document on the page: headings, paragraphs, tables, figures, notes, letterhead, what closes it."""

import pytest
from msgspec.structs import replace

from govdoc import build as b
from govdoc import model as m
from tests.full_document import FULL
from tests.html_writer.pages import attribute, body, page, tags, texts

PICTURE = b.resource(b"\x89PNG\r\n\x1a\n", "image/png", "图.png")


def test_headings_are_as_deep_as_sections_nest():
    tree = body(
        b.section("一、", "甲", b.section("（一）", "乙", b.section("1.", "丙", "文。"))),
        b.section("二、", "丁"),
    )
    found = [(n.tag, n.text()) for n in tree.css("main :is(h1,h2,h3,h4)")]
    assert found == [("h1", "标题"), ("h2", "一、甲"), ("h3", "（一）乙"), ("h4", "1.丙"), ("h2", "二、丁")]
    assert tags(tree, "section section section > *") == ["h4", "p"]


def test_a_heading_in_its_paragraph_is_one_by_its_role_and_so_is_what_is_below():
    tree = body(
        b.section(
            "一、",
            "甲",
            b.section("（一）", "乙。", "文。", b.section("1.", "丙", "文。"), run_in=True, gap=" "),
        )
    )
    (first, second) = tree.css("[role=heading]")
    assert (first.tag, first.text(), first.attributes["aria-level"]) == ("span", "（一） 乙。", "3")
    assert first.parent.text() == "（一） 乙。文。"
    assert (second.tag, second.attributes["aria-level"]) == ("div", "4")


def test_the_seventh_level_is_a_heading_by_its_role():
    block = b.section("一、", "底", "文。")
    for _ in range(6):
        block = b.section("一、", "层", block)
    assert attribute(body(block), "[role=heading]", "aria-level") == ["7", "8"]


def test_a_number_without_a_heading_is_text():
    tree = body(b.section("1.", "", "第一点。", run_in=True), b.section("2.", (), "第二点。"))
    assert texts(tree, "main p") == ["1.第一点。", "2.", "第二点。"]
    assert not tree.css("[role=heading], h2")


def test_marks_breaks_and_alignment():
    tree = body(
        m.Paragraph(
            content=(
                m.Strong(content=(m.Text(text="重"),)),
                m.Emphasis(content=(m.Text(text="斜"),)),
                m.Underline(content=(m.Text(text="线"),)),
                m.Superscript(content=(m.Text(text="2"),)),
                m.Subscript(content=(m.Text(text="i"),)),
                m.Break(),
                m.Text(text="a < b & c", id="t"),
            ),
            align=m.Align.RIGHT,
        )
    )
    assert tree.css_first("p.gd-right").html == (
        '<p class="gd-right"><strong>重</strong><em>斜</em><u>线</u><sup>2</sup><sub>i</sub><br>'
        '<span id="t">a &lt; b &amp; c</span></p>'
    )


def test_header_cells_say_what_they_head():
    tree = body(b.table([["镇", "数"], [b.cell("丁蜀", header=True), "3"]], "表1", widths=(1, 3)))
    assert texts(tree, "caption") == ["表1"]
    assert [(n.text(), n.attributes["scope"]) for n in tree.css("th")] == [
        ("镇", "col"),
        ("数", "col"),
        ("丁蜀", "row"),
    ]
    assert tags(tree, "table > *") == ["caption", "colgroup", "thead", "tbody"]
    assert attribute(tree, "col", "style") == ["width:25%", "width:75%"]
    (scroll,) = tree.css("[role=group]")
    assert scroll.attributes["tabindex"] == "0"
    assert scroll.attributes["aria-label"] == "表1"


@pytest.mark.parametrize(
    ("rows", "spans"),
    [
        ([["a", "b"]], [[("a", 1, 1), ("b", 1, 1)]]),
        # a column and a row in which no cell begins are drawn together
        ([[b.cell("a", colspan=4), "b"]], [[("a", 1, 1), ("b", 1, 1)]]),
        ([[b.cell("a", rowspan=3), "b"], [], ["c"]], [[("a", 1, 2), ("b", 1, 1)], [("c", 1, 1)]]),
        ([[b.cell("a", colspan=2, rowspan=2)], ["b", "c"]], [[("a", 1, 2)], [("b", 1, 1), ("c", 1, 1)]]),
        # a span ends with the table, and where another cell already stands
        ([[b.cell("a", rowspan=9), "b"]], [[("a", 1, 1), ("b", 1, 1)]]),
        (
            [["a", b.cell("b", rowspan=2), "c"], [b.cell("d", colspan=3), "e"]],
            [[("a", 1, 1), ("b", 1, 2), ("c", 1, 1)], [("d", 1, 1), ("e", 1, 1)]],
        ),
    ],
)
def test_spans_cover_what_is_there(rows, spans):
    tree = body(b.table([list(row) for row in rows], header_rows=0))
    found = [
        [
            (c.text(), int(c.attributes.get("colspan") or 1), int(c.attributes.get("rowspan") or 1))
            for c in row.css("td")
        ]
        for row in tree.css("tr")
    ]
    assert found == spans


def test_a_header_that_reaches_into_the_body_stands_in_no_head():
    tree = body(b.table([[b.cell("a", rowspan=2), "b"], ["c"]], header_rows=1))
    assert tags(tree, "table > *") == ["tbody"]
    assert texts(tree, "th") == ["a", "b"]


def test_a_picture_is_inside_the_page_and_has_words():
    figure = b.figure(PICTURE, "示意图", "图1", 80.5)
    tree = page(b.document("标题", figure, resources=[PICTURE]))
    (image,) = tree.css("figure > img")
    assert image.attributes["alt"] == "示意图"
    assert image.attributes["src"] == "data:image/png;base64,iVBORw0KGgo="
    assert image.attributes["style"] == "width:80.5mm"
    assert texts(tree, "figure > figcaption") == ["图1"]


def test_a_picture_that_is_elsewhere_is_linked():
    tree = body(b.figure("https://example.org/a.png", "外图"), codes=["GD503"])
    assert attribute(tree, "figure a", "href") == ["https://example.org/a.png"]
    assert not tree.css("img")


def test_a_picture_that_browsers_do_not_draw_leaves_its_words():
    drawing = b.resource(b"\1\0\0\0", "image/x-emf", "图.emf")
    tree = page(b.document("标题", b.figure(drawing, "框图"), resources=[drawing]), ["GD322", "GD503"])
    assert texts(tree, "figure") == ["框图"]


def test_notes_stand_at_the_end_and_lead_back():
    note = m.Note(blocks=(b.paragraph("解释。"),), label="①")
    plain = m.Note(blocks=(b.paragraph("又一解释。"), b.paragraph("第二段。")))
    tree = body(m.Paragraph(content=(m.Text(text="甲"), note, plain)))
    calls = tree.css("p sup > a")
    assert [c.text() for c in calls] == ["①", "[2]"]
    for call in calls:
        target = tree.css_first("li" + call.attributes["href"])
        back = target.css_first("a[role=doc-backlink]")
        assert tree.css_first("sup" + back.attributes["href"]).text() == call.text()
        assert back.attributes["aria-label"] == f"返回注释 {call.text()} 的位置"
    assert texts(tree, "[role=doc-endnotes] li") == ["①解释。", "[2]又一解释。 第二段。"]


def test_labels_of_lists_are_as_typed():
    tree = body(b.items("甲", "乙", labels=("•", "1)")), b.items("丙", ordered=True))
    assert texts(tree, "ul.gd-labelled li") == ["•甲", "1)乙"]
    assert tags(tree, "ol > *") == ["li"]


def test_the_letterhead_is_that_of_the_document():
    tree = page(replace(FULL, resources=()), ["GD503", "GD503", "GD301"])
    assert texts(tree, ".gd-letterhead p") == [
        *(
            "000001",
            "机密★1年",
            "特急",
            "宜兴市人民政府宜兴市林业局文件",
            "签发人：市长 张三",
            "宜政〔2021〕5号",
        ),
    ]
    assert tree.css(".gd-letterhead.gd-red .gd-upward")


def test_without_an_issuer_mark_nothing_is_red():
    tree = body("文。", letterhead=b.letterhead(document_number="某发〔2021〕1号"))
    assert not tree.css("p.gd-issuer-mark, .gd-letterhead.gd-red")


def test_what_closes_the_document():
    tree = body("文。", signatures=[b.signature("某某市人民政府", date="2021年3月29日")])
    assert attribute(tree, ".gd-closing p", "style") == ["padding-right:3.5em", "padding-right:2em"]
    tree = page(FULL, ["GD503", "GD301"])
    assert attribute(tree, "img.gd-seal", "alt") == ["印章：宜兴市人民政府"]
    assert texts(tree, ".gd-attachment-list p") == ["附件：1.任务表", "名单"]
    assert attribute(tree, ".gd-attachment-list a", "href") == ["#table"]
    assert texts(tree, ".gd-imprint p") == ["抄送：市委各部门。", "宜兴市人民政府办公室2021年3月2日印发"]


def test_an_annex_is_a_region_under_its_own_title():
    tree = page(FULL, ["GD503", "GD301"])
    (annex,) = tree.css("section.gd-annex")
    assert tree.css_first("#" + annex.attributes["aria-labelledby"]).text() == "任务表"
    assert texts(tree, "section.gd-annex h2") == ["任务表"]


def test_links_inside_and_out():
    tree = body(
        m.Paragraph(
            content=(
                m.Link(content=(m.Text(text="甲"),), href="https://www.example.gov.cn/a b?x=1&y=[2]#三#四"),
                m.Link(content=(m.Text(text="乙"),), href="附件/表 1.docx"),
                m.Link(content=(m.Text(text="丙"),), href="#段 一"),
            )
        ),
        m.Paragraph(content=(m.Text(text="段"),), id="段 一"),
    )
    hrefs = attribute(tree, "main a", "href")
    assert hrefs[:2] == ["https://www.example.gov.cn/a%20b?x=1&y=%5B2%5D#三%23四", "附件/表%201.docx"]
    assert tree.css_first(hrefs[2]).text() == "段"
