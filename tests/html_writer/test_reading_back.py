"""Pages read back: as they were written, inside a site, edited, damaged."""

import base64
import re
from hashlib import sha512

import pytest
from msgspec.structs import replace

import govdoc
from govdoc import build as b
from govdoc import model as m
from govdoc.model import plain
from govdoc.options import HtmlOptions, HtmlReadOptions
from tests.full_document import FULL
from tests.html_writer.pages import written

LOST = ["GD503", "GD301"]
NOTICE = b.document(
    "关于植树的通知",
    "现通知如下。",
    b.section("一、", "时间", "3月12日。", b.section("（一）", "上午。", "城区。", run_in=True)),
    m.Paragraph(content=(m.Text(text="见"), m.Note(blocks=(b.paragraph("解释。"),)), m.Text(text="文。"))),
    recipients="各镇：",
    metadata=[b.entry("索引号", "014046317/2021-01500"), b.entry("体裁", "通知"), b.entry("文件编号")],
    signatures=[b.signature("某市", date="2021年3月1日")],
)


def back(markup, encoding="utf-8", **options):
    result = govdoc.read(markup.encode(encoding), "html", HtmlReadOptions(**options))
    return result.value, [(d.code, d.values) for d in result.diagnostics]


@pytest.mark.parametrize("fragment", [False, True])
def test_what_was_written_comes_back(fragment):
    assert back(written(FULL, LOST, fragment=fragment)) == (FULL, [])
    assert back(written(NOTICE, fragment=fragment)) == (NOTICE, [])


def test_the_sample_comes_back(sample_path):
    document = govdoc.read(sample_path).value
    assert back(written(document)) == (document, [])


def test_pictures_stand_once_in_the_file():
    picture = b.resource(sha512(b"picture").digest() * 2, "image/png", "大.png")
    document = b.document("图", b.figure(picture, "一"), resources=[picture])
    markup = written(document)
    assert markup.count(base64.b64encode(picture.data).decode()) == 1
    assert back(markup) == (document, [])


def test_without_the_carried_document_the_page_is_read():
    document, _ = back(written(NOTICE, carry=False))
    assert document.title == "关于植树的通知"
    assert document.provenance.format == "html"
    assert "3月12日。" in govdoc.write(document, "text").value.decode()
    again, _ = back(written(NOTICE), carried=False)
    assert again.parts == document.parts


def test_a_site_may_put_its_own_page_around_a_fragment():
    site = f"<html><body><nav>首页 &gt; 通知</nav>\n{written(NOTICE, fragment=True)}<footer>主办：某市</footer></body>"
    assert back(site) == (NOTICE, [("GD147", ("首页 > 通知 主办：某市",))])


def test_a_page_saved_by_a_browser_is_still_the_same():
    from selectolax.lexbor import LexborHTMLParser

    saved = LexborHTMLParser(written(FULL, LOST)).html
    assert saved != written(FULL, LOST)
    assert back(saved) == (FULL, [])


def test_a_page_in_another_encoding_is_still_the_same():
    markup = written(NOTICE).replace('charset="utf-8"', 'charset="gb18030"')
    assert back(markup, "gb18030") == (NOTICE, [])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("现通知如下。", "现将有关事项通知如下。", [("GD136", ("现通知如下。", "现将有关事项通知如下。"))]),
        ("城区。", "乡村。", [("GD136", ("（一）上午。城区。", "（一）上午。乡村。"))]),
        ("<p>3月12日。</p>", "", [("GD138", ("3月12日。",))]),
        ("<p>3月12日。</p>", "<p>3月12日。</p><p>带锹。</p>", [("GD137", ("带锹。",))]),
        (">通知<", ">公告<", [("GD136", ("体裁 通知", "体裁 公告"))]),
    ],
)
def test_a_plain_edit_is_put_into_the_document(old, new, said):
    markup = written(NOTICE)
    head, body = markup.split("<article", 1)
    assert old in body
    document, found = back(f"{head}<article{body.replace(old, new, 1)}")
    assert found == said
    assert document != NOTICE
    assert document.main.signatures == NOTICE.main.signatures
    assert document.provenance == NOTICE.provenance
    text = "".join(govdoc.write(document, "text").value.decode().split())
    assert re.sub(r"</?p>|[<>]", "", new) in text


def test_one_edit_in_a_document_with_everything_is_one_edit():
    markup = written(FULL, LOST).replace("<p>现通知如下：</p>", "<p>现将事项通知如下：</p>")
    document, said = back(markup)
    assert said == [("GD136", ("现通知如下：", "现将事项通知如下："))]
    changed = m.Paragraph(content=(m.Text(text="现将事项通知如下："),))
    main = replace(FULL.main, blocks=(changed, *FULL.main.blocks[1:]))
    assert document == replace(FULL, parts=(main, *FULL.parts[1:]))


def test_edits_far_apart_in_a_long_table_are_found():
    rows = [[str(i), "0", "0", "0"] for i in range(4_000)]
    document = b.document("关于数据的通知", b.table(rows, header_rows=0), "甲。", "乙。")
    markup = written(document).replace("<td>7</td><td>0</td>", "<td>7</td><td>1</td>", 1)
    document, said = back(markup.replace("<p>乙。</p>", "<p>丙。</p>", 1))
    assert ("GD136", ("乙。", "丙。")) in said
    assert said[-1] == ("GD149", ())  # a cell is no paragraph that can be put back by itself
    assert [plain(block.content) for block in document.main.blocks[1:]] == ["甲。", "丙。"]
    assert document.provenance.furniture == ()


def test_other_edits_are_named_and_the_page_is_read():
    markup = written(NOTICE).replace("<p>3月12日。</p>", "<p>3月12日。</p><h2>二、地点</h2><p>公园。</p>", 1)
    document, said = back(markup)
    assert said[-1] == ("GD149", ())
    assert ("GD137", ("二、地点",)) in said
    assert [block.label for block in document.main.blocks if isinstance(block, m.Section)] == ["一、", "二、"]
    assert document.metadata == NOTICE.metadata
    assert document.provenance.furniture == ()


def test_a_changed_picture_is_not_taken_for_the_old_one():
    picture = b.resource(b"\x89PNG one", "image/png", "a.png")
    document = b.document("关于图的通知", "文。", b.figure(picture, "一"), resources=[picture])
    other = base64.b64encode(b"\x89PNG two").decode()
    markup = written(document).replace(base64.b64encode(picture.data).decode(), other)
    again, said = back(markup)
    assert said == [("GD149", ())]
    assert [r.data for r in again.resources] == [b"\x89PNG two"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda s: s.replace("3月12日", "4月12日"),
        lambda s: s.replace('"schema"', '"scheme"', 1),
        lambda s: s.replace("data-carried-sha256", "data-carried", 1),
    ],
)
def test_a_damaged_document_is_not_taken(damage):
    document, said = back(damage(written(NOTICE)))
    assert said[0] == ("GD148", ())
    assert document.title == "关于植树的通知"


def test_a_list_of_documents_carries_none():
    two = written(NOTICE, fragment=True) + written(FULL, LOST, fragment=True)
    document, said = back(two)
    assert document not in (NOTICE, FULL)
    assert not {code for code, _ in said} & {"GD147", "GD148", "GD149"}


def test_marks_nested_deeper_than_pages_have_them_come_back():
    content = (m.Text(text="深"),)
    for _ in range(60):
        content = (m.Strong(content=content),)
    document = b.document("深", m.Paragraph(content=content))
    assert back(written(document)) == (document, [])


def test_characters_outside_the_alphabet_are_left_out_and_named():
    document = m.Document(parts=(m.Part(title=(m.Text(text="甲\x0b\ufeff乙\ud800"),)),))
    result = govdoc.write(document, "html", HtmlOptions())
    assert [(d.code, d.values) for d in result.diagnostics] == [("GD103", ("3",))]
    clean = replace(document, parts=(m.Part(title=(m.Text(text="甲乙"),)),))
    assert back(result.value.decode()) == (clean, [])
