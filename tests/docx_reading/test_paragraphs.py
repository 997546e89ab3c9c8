"""Runs, marks, links, fields, revisions, symbols: what stands in a paragraph."""

import pytest

from govdoc.model import FurnitureKind, Paragraph
from tests.docx_reading.files import OPENING, TITLE, R, body, lines, p, read, read_all, run, word

CHECKED = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox>'
    "</w:ffData></w:fldChar></w:r>"
)
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def sign(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def field(instruction: str, result: str) -> str:
    return (
        f"{FIELD.format('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{FIELD.format('separate')}"
        f"{run(result)}{FIELD.format('end')}"
    )


@pytest.mark.parametrize(
    ("content", "want"),
    [
        (run("甲") + run("乙"), "甲乙"),
        (run("甲", "<w:b/>") + run("乙") + run("丙", '<w:b w:val="0"/>'), "<strong|甲>乙丙"),
        (run("甲", "<w:i/>") + run("乙", "<w:i/><w:b/>"), "<emphasis|甲><strong|<emphasis|乙>>"),
        (run("x") + run("2", '<w:vertAlign w:val="superscript"/>'), "x<superscript|2>"),
        (run("H") + run("2", '<w:vertAlign w:val="subscript"/>') + run("O"), "H<subscript|2>O"),
        (
            run("甲") + run("乙", '<w:u w:val="single"/>') + run("丙", '<w:u w:val="none"/>'),
            "甲<underline|乙>丙",
        ),
        (run("甲") + "<w:r><w:tab/></w:r>" + run("乙"), "甲\t乙"),
        (run("甲") + "<w:r><w:br/></w:r>" + run("乙"), "甲⏎乙"),
        (run("甲") + "<w:r><w:noBreakHyphen/></w:r>" + run("乙"), "甲\u2011乙"),
        (run("甲") + f"<w:ins>{run('乙')}</w:ins>", "甲乙"),
        (run("甲") + f"<w:moveTo>{run('乙')}</w:moveTo>", "甲乙"),
        (run("甲") + f"<w:smartTag><w:smartTag>{run('乙')}</w:smartTag></w:smartTag>", "甲乙"),
        (run("甲") + f"<w:sdt><w:sdtPr/><w:sdtContent>{run('乙')}</w:sdtContent></w:sdt>", "甲乙"),
        (run("甲") + field(" PAGE ", "7") + run("乙"), "甲7乙"),
        (run("甲") + f'<w:fldSimple w:instr="PAGE">{run("7")}</w:fldSimple>', "甲7"),
        (run("见") + field(' HYPERLINK "http://a.gov.cn/b" ', "原文。"), "见<link http://a.gov.cn/b|原文。>"),
        (run("是") + '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "是☑"),
        (run("温度") + '<w:r><w:sym w:font="Symbol" w:char="F0B1"/></w:r>' + run("2"), "温度±2"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>yí</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>宜</w:t></w:r></w:rubyBase>"
            "</w:ruby></w:r>" + run("兴"),
            "宜（yí）兴",
        ),
        (
            f"<m:oMath><m:sSup><m:e>{sign('a')}</m:e><m:sup>{sign('2')}</m:sup></m:sSup></m:oMath>",
            "a<superscript|2>",
        ),
        (
            f"<m:oMath><m:f><m:num>{sign('1')}</m:num><m:den>{sign('2')}</m:den></m:f></m:oMath>",
            "1/2",
        ),
        (
            f"{CHECKED}{FIELD.format('end')}{run('同意')}",
            "☑同意",
        ),
    ],
)
def test_what_is_read(content: str, want: str) -> None:
    assert lines(body(f"<w:p>{content}</w:p>")) == [want]


def test_a_nested_field_shows_only_the_outer_result() -> None:
    inner = (
        f"{FIELD.format('begin')}<w:r><w:instrText>A</w:instrText></w:r>{FIELD.format('separate')}{run('里')}"
    )
    content = (
        f"{FIELD.format('begin')}<w:r><w:instrText>IF </w:instrText></w:r>{inner}{FIELD.format('end')}"
        f"{FIELD.format('separate')}{run('外')}{FIELD.format('end')}{run('后')}"
    )
    assert lines(body(f"<w:p>{content}</w:p>")) == ["外后"]


def test_a_field_that_never_ends_loses_nothing() -> None:
    document = read(word(TITLE, OPENING, p("前", FIELD.format("begin"), run("后一")), p("后二。")), "GD134")
    assert lines(document.main.blocks)[-1] == "前"
    assert [f.text for f in document.provenance.furniture] == ["后一后二。"]


def test_a_link_leads_outside_and_a_bookmark_is_none() -> None:
    out = f'<w:hyperlink r:id="x">{run("网")}</w:hyperlink>'
    inside = f'<w:hyperlink w:anchor="b">{run("内")}</w:hyperlink>'
    relations = (("x", "hyperlink", "https://www.gov.cn/a"),)
    assert lines(body(f"<w:p>{out}{inside}</w:p>", relations=relations)) == [
        "<link https://www.gov.cn/a|网>内"
    ]


def test_deletions_are_left_out_and_said() -> None:
    gone = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('移')}</w:moveFrom>"
    blocks = body(f"<w:p>{run('新')}{gone}{moved}</w:p>", expected=("GD133",))
    assert lines(blocks) == ["新"]


def test_a_deleted_paragraph_mark_joins_with_the_next() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('上半')}</w:p>"
    assert lines(body(first, p("下半。"))) == ["上半下半。"]


def test_hidden_text_is_furniture() -> None:
    document = read(word(TITLE, OPENING, f"<w:p>{run('见')}{run('藏', '<w:vanish/>')}</w:p>"), "GD134")
    assert lines(document.main.blocks)[-1] == "见"
    assert [(f.kind, f.text) for f in document.provenance.furniture] == [(FurnitureKind.OTHER, "藏")]


def test_bold_all_through_is_the_paragraph_s_not_a_mark() -> None:
    assert lines(body(p(run("甲", "<w:b/>"), run("乙", "<w:b/>")))) == ["甲乙"]


def test_a_bold_style_gives_no_marks_and_a_character_style_does() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="强"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="c"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    assert lines(body(p("甲", style="a"), styles=styles)) == ["甲"]
    assert lines(body(p("甲", run("乙", '<w:rStyle w:val="c"/>')), styles=styles)) == ["甲<strong|乙>"]


def test_soft_returns_that_begin_divisions_are_paragraphs() -> None:
    content = (
        run("一、加强领导")
        + "<w:r><w:br/></w:r>"
        + run("要求落实。")
        + "<w:r><w:br/></w:r>"
        + run("二、抓好宣传")
    )
    assert lines(body(f"<w:p>{content}</w:p>")) == ["一、加强领导", "要求落实。", "二、抓好宣传"]


def test_a_page_break_ends_the_line() -> None:
    content = run("上。") + '<w:r><w:br w:type="page"/></w:r>' + run("下。")
    assert lines(body(f"<w:p>{content}</w:p>")) == ["上。", "下。"]


def test_heading_styles_are_known_by_name_and_inherit() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="7"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="8"><w:name w:val="大标题"/><w:basedOn w:val="7"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="9"><w:name w:val="二级"/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    blocks = body(p("总体要求", style="8"), p("目标", style="9"), p("正文。"), styles=styles)
    assert (blocks[0].level, blocks[0].blocks[0].level) == (1, 2)
    assert lines(blocks) == ["总体要求", "目标", "正文。"]


def test_a_whole_sentence_in_a_heading_style_is_text() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="7"><w:name w:val="heading 1"/></w:style>'
    assert isinstance(body(p("第一句。第二句也在这里。", style="7"), styles=styles)[0], Paragraph)


def test_strict_files_are_read() -> None:
    data = word(TITLE, OPENING, p("正文。"))
    import io
    import zipfile

    from tests.docx_reading.files import W, package

    with zipfile.ZipFile(io.BytesIO(data)) as given:
        files = {name: given.read(name) for name in given.namelist() if name.startswith("word/")}
    strict = files["word/document.xml"].replace(
        W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    files["word/document.xml"] = strict.replace(
        R.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    )
    assert lines(read(package(files)).main.blocks)[-1] == "正文。"


def test_private_use_characters_stay_and_are_said() -> None:
    document, found = read_all(word(TITLE, OPENING, p("2\ue0105米。")), "GD104")
    assert lines(document.main.blocks)[-1] == "2\ue0105米。"
    assert found[0].values == ("U+E010",)


def test_every_block_has_its_place() -> None:
    import govdoc

    result = govdoc.read(word(TITLE, OPENING, p("正文。")))
    assert str(result.origins["parts/0/blocks/1"]).endswith("/w:document/w:body/w:p[3]")
