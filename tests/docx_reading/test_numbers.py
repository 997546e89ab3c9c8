"""Automatic numbering becomes the labels that Word prints."""

import pytest

from govdoc.model import List
from govdoc.readers.docx.counting import print_number
from tests.docx_reading.files import body, lines, numbered, p


def level(at: int, form: str, text: str, more: str = "") -> str:
    made = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{at}">{made}</w:lvl>'


def definition(*levels: str, ident: int = 0) -> str:
    return f'<w:abstractNum w:abstractNumId="{ident}">{"".join(levels)}</w:abstractNum>'


def instance(ident: int, of: int = 0, more: str = "") -> str:
    return f'<w:num w:numId="{ident}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


OFFICIAL = definition(
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircleChinese", "%4"),
)


def test_levels_restart_under_each_other() -> None:
    given = [("甲", 0), ("甲一", 1), ("甲二", 1), ("乙", 0), ("乙一", 1), ("细目", 2), ("小目", 3)]
    found = lines(body(*[numbered(t, level=i) for t, i in given], numbering=OFFICIAL + instance(1)))
    assert found == ["一、甲", "（一）甲一", "（二）甲二", "二、乙", "（一）乙一", "1.细目", "①小目"]


def test_instances_share_counters_and_may_start_anew() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = OFFICIAL + instance(1) + instance(2) + instance(3, more=start)
    found = lines(
        body(numbered("甲"), numbered("乙", 2), p("正文。"), numbered("丙", 3), numbering=numbering)
    )
    assert found == ["一、甲", "二、乙", "正文。", "一、丙"]


def test_an_override_may_define_a_level_anew() -> None:
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "（%1）")}</w:lvlOverride>'
    assert lines(body(numbered("甲内容", 2), numbering=OFFICIAL + instance(2, more=other))) == ["（1）甲内容"]


def test_a_legal_level_prints_digits() -> None:
    legal = definition(level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    found = lines(body(numbered("总则"), numbered("目的", level=1), numbering=legal + instance(1)))
    assert found == ["第一章 总则", "1.1 目的"]


def test_what_stands_after_the_label() -> None:
    spaced = definition(level(0, "chineseCounting", "%1、", '<w:suff w:val="space"/>'))
    bare = definition(level(0, "decimal", "第%1条", '<w:suff w:val="nothing"/>'), ident=1)
    assert lines(body(numbered("甲"), numbering=spaced + instance(1))) == ["一、 甲"]
    assert lines(body(numbered("内容。"), numbering=bare + instance(1, 1))) == ["第1条内容。"]


def test_a_style_gives_number_and_level() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="二级标题"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = definition(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2", '<w:pStyle w:val="x"/>'))
    assert lines(body(p("目标", style="x"), styles=styles, numbering=numbering + instance(1))) == ["1.1 目标"]


def test_zero_takes_the_numbering_of_a_style_away() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="条"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    none = '<w:pStyle w:val="x"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    assert lines(body(p("正文。", properties=none), styles=styles, numbering=OFFICIAL + instance(1))) == [
        "正文。"
    ]


def test_a_definition_may_lie_behind_a_numbering_style() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="n"><w:name w:val="公文"/>'
        '<w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:style>'
    )
    link = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="n"/></w:abstractNum>'
    numbering = OFFICIAL + link + instance(9) + instance(1, 5)
    assert lines(body(numbered("甲"), styles=styles, numbering=numbering)) == ["一、甲"]


def test_a_hidden_mark_hides_its_number_but_counts() -> None:
    hidden = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>'
    blocks = body(p(properties=hidden), numbered("乙"), numbering=OFFICIAL + instance(1))
    assert lines(blocks) == ["二、乙"]


def test_bullets_make_lists_inside_lists() -> None:
    dots = definition(level(0, "bullet", "\uf0b7"), level(1, "bullet", "—"))
    found = body(numbered("甲"), numbered("甲下", level=1), numbered("乙"), numbering=dots + instance(1))
    assert isinstance(found[0], List)
    assert [item.label for item in found[0].items] == ["•", "•"]
    inner = found[0].items[0].blocks[1]
    assert isinstance(inner, List)
    assert [item.label for item in inner.items] == ["—"]


@pytest.mark.parametrize(
    ("form", "number", "want"),
    [
        *(("chineseCounting", 12, "十二"), ("chineseCounting", 105, "一〇五")),
        *(("chineseCountingThousand", 105, "一百〇五"), ("taiwaneseCountingThousand", 105, "一百零五")),
        *(("taiwaneseCounting", 110, "一一○"), ("japaneseCounting", 21, "二十一")),
        *(("ideographDigital", 20, "二〇"), ("decimalFullWidth", 12, "１２"), ("decimalZero", 7, "07")),
        *(("decimalEnclosedCircleChinese", 20, "⑳"), ("decimalEnclosedCircle", 21, "㉑")),
        *(
            ("ideographTraditional", 11, "甲"),
            ("ideographZodiac", 2, "丑"),
            ("ideographEnclosedCircle", 3, "㊂"),
        ),
        *(("chineseLegalSimplified", 10, "壹拾"), ("ideographLegalTraditional", 26, "貳拾陸")),
        *(("upperRoman", 14, "XIV"), ("lowerLetter", 28, "bb"), ("decimalEnclosedParen", 2, "⑵")),
        *(("none", 4, ""), ("unheardOf", 4, "4"), ("upperRoman", 0, "0"), ("lowerLetter", -3, "-3")),
        *(("ordinal", 22, "22nd"), ("numberInDash", 3, "- 3 -")),
    ],
)
def test_how_numbers_are_printed(form: str, number: int, want: str) -> None:
    assert print_number(number, form) == want
