"""The page around the document: head, landmarks, contents, downloads, fragment."""

import json

import pytest

from govdoc import build as b
from govdoc import model as m
from govdoc.errors import ProfileError
from tests.html_writer.pages import attribute, metas, page, tags, texts, written

PLANT = b.document(
    "关于植树的通知",
    b.section("一、", "时间", "3月12日。"),
    b.section("二、", "地点", b.section("（一）", "城区", "公园。"), b.section("（二）", "乡村", "河边。")),
    b.section("三、", "要求", "栽好。"),
    metadata=[
        b.entry("索引号", "014046317/2021-01500"),
        b.entry("发布机构", "某市林业局"),
        b.entry("公开日期", "2021-03-29"),
        b.entry("日期", "2021-03-29 10:24:29"),
        b.entry("关键词", "植树,绿化"),
        b.entry("主题(一)", "农业、林业、水利"),
        b.entry("内容概况", "关于植树<的>通知"),
        b.entry("文件编号"),
    ],
)


def test_a_page_has_language_title_landmarks_and_a_way_past_them():
    markup = written(PLANT)
    tree = page(PLANT)
    assert markup.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert texts(tree, "title") == ["关于植树的通知"]
    assert texts(tree, "h1") == ["关于植树的通知"]
    assert len(tree.css("main")) == len(tree.css("main > article")) == 1
    (skip,) = attribute(tree, "body > a:first-child", "href")
    assert tree.css_first(f"main {skip}") is not None


def test_nothing_of_a_page_is_elsewhere():
    tree = page(PLANT)
    assert not tree.css("link, iframe, object, embed, script[src], img[src^=http]")
    assert "@import" not in written(PLANT)
    assert "url(" not in written(PLANT)


def test_the_tags_of_the_head_are_those_that_have_a_value():
    found = metas(page(PLANT))
    assert {k: v for k, v in found.items() if k[0].isupper()} == {
        "ArticleTitle": "关于植树的通知",
        "PubDate": "2021-03-29 10:24",
        "ContentSource": "某市林业局",
        "Keywords": "植树,绿化",
        "Description": "关于植树<的>通知",
    }


def test_tags_of_the_source_go_back_to_the_head_as_they_were():
    entries = [
        b.entry("SiteName", "某市人民政府"),
        b.entry("PubDate", "2021-03-30 08:00"),
        *PLANT.metadata.entries,
    ]
    tree = page(b.document("通知", "一。", metadata=entries))
    assert metas(tree)["SiteName"] == "某市人民政府"
    assert metas(tree)["PubDate"] == "2021-03-30 08:00"
    assert [n.attributes for n in tree.css("dl > div[hidden]")] == [{"hidden": None}] * 2


def test_the_page_says_what_it_is():
    (block,) = page(PLANT).css('script[type="application/ld+json"]')
    found = json.loads(block.text())
    assert found == {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "name": "关于植树的通知",
        "inLanguage": "zh-CN",
        "identifier": ["014046317/2021-01500"],
        "datePublished": "2021-03-29T10:24",
        "author": [{"@type": "GovernmentOrganization", "name": "某市林业局"}],
        "about": ["农业、林业、水利"],
        "keywords": ["植树", "绿化"],
        "abstract": "关于植树<的>通知",
    }


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        (b.document("2020年度工作报告", "一。"), "Report"),
        (b.document("总结", "一。", metadata=[b.entry("体裁", "报告")]), "Report"),
        (b.document("管理办法", b.section("第一条", "", "为了管理。", run_in=True)), "Legislation"),
        (b.document("通知", "一。"), "DigitalDocument"),
    ],
)
def test_the_type_is_what_the_document_warrants(document, kind):
    assert json.loads(page(document).css_first('script[type="application/ld+json"]').text())["@type"] == kind


def test_a_law_says_whether_it_is_in_force_and_what_is_no_date_is_none():
    entries = [
        *(b.entry("发文字号", "某政令第5号"), b.entry("施行日期", "2021年5月1日"), b.entry("有效性", "有效")),
        *(b.entry("成文日期", "近日"), b.entry("公开日期", "另行通知")),
    ]
    law = b.document("办法", b.section("第一条", "", "略。", run_in=True), metadata=entries)
    tree = page(law, siblings=("a.pdf",))
    found = json.loads(tree.css_first('script[type="application/ld+json"]').text())
    assert "PubDate" not in metas(tree)
    assert "dateCreated" not in found
    assert found["legislationIdentifier"] == "某政令第5号"
    assert found["legislationDateOfApplicability"] == "2021-05-01"
    assert found["legislationLegalForce"] == "https://schema.org/InForce"
    assert found["encoding"] == [
        {"@type": "MediaObject", "contentUrl": "a.pdf", "encodingFormat": "application/pdf"}
    ]


def test_metadata_stand_two_in_a_row_and_long_ones_alone():
    tree = page(PLANT)
    assert texts(tree, "dl dt")[:2] == ["索引号", "发布机构"]
    assert texts(tree, "dl dd")[-1] == ""
    wide = [node.css_first("dt").text() for node in tree.css("dl > div.gd-wide")]
    assert wide == []
    long = b.document(
        "一", "二。", metadata=[b.entry("索引号", "1"), b.entry("内容概况", "长" * 30), b.entry("体裁", "函")]
    )
    assert [n.css_first("dt").text() for n in page(long).css("dl > div.gd-wide")] == [
        "索引号",
        "内容概况",
        "体裁",
    ]


def test_contents_nest_and_lead_to_the_headings():
    tree = page(PLANT)
    assert texts(tree, "nav > ol > li > a") == ["一、时间", "二、地点", "三、要求"]
    assert texts(tree, "nav ol ol a") == ["（一）城区", "（二）乡村"]
    for href in attribute(tree, "nav a", "href"):
        assert tree.css_first(f"main {href}").tag in {"h2", "h3"}


def test_few_headings_need_no_contents():
    assert not page(PLANT, contents=6).css("nav")
    assert page(PLANT, contents=5).css("nav")
    assert not page(PLANT, contents=0).css("nav")


def test_a_law_lists_its_chapters_not_the_numbers_of_its_articles():
    articles = [b.section(f"第{n}条", "", "略。", run_in=True) for n in "一二三四五"]
    law = b.document("办法", *[b.section(f"第{n}章", "总则", *articles, gap="\u3000") for n in "一二三四"])
    tree = page(law)
    assert texts(tree, "nav a") == [f"第{n}章 总则" for n in "一二三四"]
    assert len(tree.css("main [role=heading][aria-level='3']")) == 20


def test_downloads_name_the_files_beside_the_page():
    tree = page(PLANT, siblings=("植树 通知.docx", "植树.pdf", "a.xyz"))
    assert attribute(tree, ".gd-downloads a", "href") == [
        "%E6%A4%8D%E6%A0%91%20%E9%80%9A%E7%9F%A5.docx",
        "%E6%A4%8D%E6%A0%91.pdf",
        "a.xyz",
    ]
    assert texts(tree, ".gd-downloads a") == ["Word 文档（.docx）", "PDF 文件（.pdf）", "文件（.xyz）"]
    assert not page(PLANT).css(".gd-downloads")


def test_a_fragment_is_one_article_and_its_data_block():
    markup = written(PLANT, fragment=True)
    assert markup.startswith('<article class="govdoc" id="gd-document" lang="zh-CN">')
    assert tags(page(PLANT, fragment=True), "body > *") == ["article", "script"]
    assert written(PLANT, fragment=True, carry=False).endswith("</article>\n")
    assert "<style" not in markup


def test_without_a_title_those_who_listen_still_get_a_heading():
    untitled = m.Document(parts=(m.Part(blocks=(b.paragraph("正文。"),)),))
    tree = page(untitled)
    assert texts(tree, "h1") == texts(tree, "title") == ["政府信息公开文件"]
    assert not page(untitled, fragment=True).css("h1")


def test_other_languages_are_said_and_nonsense_is_not():
    assert '<html lang="bo">' in written(b.document("一", "二。", language="bo"))
    assert '<html lang="zh-CN">' in written(b.document("一", "二。", language='"><script>'))


def test_the_same_document_gives_the_same_bytes():
    assert written(PLANT) == written(PLANT)


def test_print_follows_the_profile(tmp_path):
    markup = written(PLANT)
    assert "@page{size:210.0mm 297.0mm;margin:34.58mm 26.0mm 32.58mm 28.0mm}" in markup
    assert 'content:"— " counter(page) " —"' in markup
    assert "font:15.75pt/10.418mm var(--gd-fangsong)" in markup
    house = tmp_path / "house.toml"
    house.write_text('extends = "gbt9704"\n[word]\ntop = 30.0\n[role.title]\nsize = "小二"\n', "utf-8")
    changed = written(PLANT, profile=str(house))
    assert "margin:30.0mm 26.0mm" in changed
    assert ".govdoc .gd-title{font-family:var(--gd-biaosong);font-size:18pt" in changed
    with pytest.raises(ProfileError):
        written(PLANT, profile="nowhere")
