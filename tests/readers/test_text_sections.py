"""Numbered divisions: levels by nesting, what is a heading, what is not."""

import pytest

import govdoc
from govdoc.context import Context, Limits
from govdoc.model import Paragraph, Section, Table, one_line, plain
from govdoc.numbering import int_to_han
from govdoc.tree import walk
from tests.readers.reading import outline, read_quiet, read_text

HEAD = "关于有关工作的通知\n"


@pytest.mark.parametrize(
    "line",
    [
        "3.5万人次受益,增长明显。",
        "2021年是重要的一年。",
        "1.2亿元已到位。",
        "12345热线全天开通。",
        "第四条线路已开通。",
    ],
)
def test_numbers_at_the_start_of_a_line_are_no_headings(line: str) -> None:
    document = read_quiet(HEAD + line + "\n")
    assert [type(block) for block in document.main.blocks] == [Paragraph]


def test_levels_come_from_nesting() -> None:
    text = HEAD + "第一章 总则\n一、目的\n(一)近期\n1.甲\n说明。\n二、范围\n第二章 附则\n一、解释\n"
    assert [(level, label) for level, label, _, _ in outline(read_quiet(text).main.blocks)] == [
        (1, "第一章"),
        (2, "一、"),
        (3, "(一)"),
        (4, "1."),
        (2, "二、"),
        (1, "第二章"),
        (2, "一、"),
    ]


def test_numbering_that_runs_on_is_no_fault() -> None:
    text = (
        HEAD
        + "一、甲类\n(一)子一。做好甲。\n(二)子二。做好乙。\n二、乙类\n(三)子三。做好丙。\n(四)子四。做丁。\n"
    )
    assert [label for _, label, _, _ in outline(read_quiet(text).main.blocks)] == [
        *("一、", "(一)", "(二)", "二、", "(三)", "(四)"),
    ]


def test_jumps_and_repeats_are_said_and_kept() -> None:
    document = read_quiet(HEAD + "一、甲\n二、乙\n二、丙\n四、丁\n", "GD201", "GD202")
    assert [label for _, label, _, _ in outline(document.main.blocks)] == ["一、", "二、", "二、", "四、"]


def test_both_widths_of_brackets_are_one_level() -> None:
    text = HEAD + "(一)甲类工作\n（二）乙类工作\n"
    assert [level for level, _, _, _ in outline(read_quiet(text).main.blocks)] == [1, 1]


@pytest.mark.parametrize(
    ("line", "heading", "run_in"),
    [
        ("一、总体要求", "总体要求", False),
        ("(一)抓好顶层设计,强化统筹推进", "抓好顶层设计,强化统筹推进", False),
        ("一、最高额度由50万元调整为60万元。", "", True),
        ("一是强化组织领导。年初,召开会议。", "强化组织领导。", True),
        ("一、元旦：1月1日放假。", "元旦：", True),
        ("(一)属于下列情形之一的,按第二套执行:", "", True),
        ("1.有房产登记证明;", "", True),
        ("一、本办法自印发之日起施行。原办法废止。", "", True),
    ],
)
def test_what_of_a_numbered_paragraph_is_heading(line: str, heading: str, run_in: bool) -> None:
    (section,) = read_quiet(HEAD + line + "\n").main.blocks
    assert isinstance(section, Section)
    assert (plain(section.heading), section.run_in) == (heading, run_in)
    assert (
        section.label
        + plain(section.heading)
        + "".join(plain(block.content) for block in section.blocks if isinstance(block, Paragraph))
        == line
    )


def test_a_short_sentence_with_text_under_it_is_a_heading() -> None:
    (section,) = read_quiet(HEAD + "(一)提升运行监测水平。\n完善采集能力。\n").main.blocks
    assert isinstance(section, Section)
    assert (one_line(section.heading), section.run_in) == ("提升运行监测水平。", False)


def test_articles_hold_clauses() -> None:
    articles = "第一条为了规范停车,制定本办法。\n第二条下列情形不得停车:\n(一)路口;\n(二)桥面。\n"
    text = "青原市停车管理办法\n第一章总则\n" + articles
    assert [(level, label, run_in) for level, label, _, run_in in outline(read_quiet(text).main.blocks)] == [
        (1, "第一章", False),
        (2, "第一条", True),
        (2, "第二条", True),
        (3, "(一)", True),
        (3, "(二)", True),
    ]


def test_decimal_numbers_nest_by_their_points() -> None:
    text = "青原市应急预案\n1　总则\n1.1　目的\n为了做好工作。\n1.2.1　国家级:两个以上。\n2　附则\n施行。\n"
    assert [(level, label) for level, label, _, _ in outline(read_quiet(text).main.blocks)] == [
        *((1, "1"), (2, "1.1"), (3, "1.2.1"), (1, "2")),
    ]


def test_a_heading_glued_to_a_paragraph_is_found_and_said() -> None:
    document = read_quiet(HEAD + "一、信息内容\n可扩展内容。二、信息采集\n应当采集。\n", "GD207")
    assert [heading for _, _, heading, _ in outline(document.main.blocks)] == ["信息内容", "信息采集"]


def test_the_white_space_after_a_label_is_kept_apart() -> None:
    (section,) = read_quiet(HEAD + "一、 提高额度\n").main.blocks
    assert isinstance(section, Section)
    assert (section.label, section.gap, one_line(section.heading)) == ("一、", " ", "提高额度")


def test_closing_sentences_stand_outside_the_last_division() -> None:
    document = read_quiet(HEAD + "一、甲类工作\n做好甲。\n以上政策自2023年6月1日起施行。\n")
    assert [type(block) for block in document.main.blocks] == [Section, Paragraph]


def test_remarks_are_no_divisions() -> None:
    document = read_quiet("青原市统计公报\n一、综合\n全年增长。\n注释:\n1.数据为初步数。\n2.按不变价计算。\n")
    assert [label for _, label, _, _ in outline(document.main.blocks)] == ["一、"]
    assert len(document.main.blocks) == 4


def test_lines_with_tabs_are_a_table() -> None:
    document = read_quiet(HEAD + "现将安排公布如下:\n日期\t地点\n\t广场\n一行\t孤独。\n结束。\n")
    table = document.main.blocks[1]
    assert isinstance(table, Table)
    assert [len(row.cells) for row in table.rows] == [2, 2, 2]
    assert table.rows[1].cells[0].blocks == ()


def test_nesting_beyond_the_limit_is_flattened_and_said() -> None:
    context = Context(Limits(depth=8))
    document = read_text(HEAD + "一、甲\n(一)乙\n1.丙\n(1)丁\n①戊\n", context)
    assert max(level for level, _, _, _ in outline(document.main.blocks)) == 3
    assert {d.code for d in context.diagnostics} == {"GD203"}


def test_origins_of_blocks_and_entries() -> None:
    context = Context(file="a.txt")
    read_text("关于停水的通知\n发布日期:2021-03-29\n\n明日停水。\n一、范围\n全市。\n", context)
    assert {path: origin.line for path, origin in context.origins.items()} == {
        "parts/0": 1,
        "parts/0/blocks/0": 4,
        "parts/0/blocks/1": 5,
        "metadata/entries/0": 2,
    }


def test_the_last_item_of_a_list_is_no_heading_for_what_follows():
    lines = (
        "第二十五条　对下列各项，不授予专利权：",
        "（一）科学发现；",
        "（二）起标识作用的设计。",
        "对前款所列产品，另行规定。",
    )
    document = govdoc.read("\n".join(("中华人民共和国专利法", "", *lines)).encode(), "text").value
    sections = [node for _, node in walk(document) if isinstance(node, Section)]
    assert [(s.label, plain(s.heading), s.run_in) for s in sections] == [
        ("第二十五条", "", True),
        ("（一）", "", True),
        ("（二）", "", True),
    ]


def test_a_sentence_among_clauses_is_a_clause() -> None:
    body = "".join(f"第{n}条 机关档案工作应当遵守规定，做到真实、完整。\n" for n in "一二三")
    text = f"青原市档案办法\n{body}第四条 档案馆负责保管下列档案：\n（一）文书档案；\n（二）科技档案。\n第五条 本办法自印发之日起施行。"
    fourth = read_quiet(text).main.blocks[3]
    assert isinstance(fourth, Section)
    assert (fourth.label, fourth.heading, fourth.run_in, len(fourth.blocks)) == ("第四条", (), True, 3)


def test_remarks_that_begin_with_their_first_number_are_no_divisions() -> None:
    document = read_quiet("青原市档案报价表\n请填写下表。\n注：①一次性报价。\n②加盖公章。\n③按时报送。")
    assert outline(document.main.blocks) == []


def test_an_article_glued_to_a_paragraph() -> None:
    text = "青原市档案办法\n第一条　为了管好档案，制定本办法。第二条　本办法适用于机关。\n第三条　依照第一条　规定。\n第四条　自印发之日起施行。"
    document = read_quiet(text, "GD207")
    assert [label for _, label, _, _ in outline(document.main.blocks)] == [
        "第一条",
        "第二条",
        "第三条",
        "第四条",
    ]


def test_a_line_of_very_many_glued_articles_reads() -> None:
    numbers = [int_to_han(i) for i in range(1, 900)]
    context = Context()
    document = read_text(
        "青原市档案办法\n第一条　甲。\n" + "".join(f"乙。第{n}条　" for n in numbers), context
    )
    assert document.main.blocks


def test_a_date_of_passing_under_a_title_belongs_to_it() -> None:
    document = read_quiet(
        "青原市档案条例\n2021年3月29日青原市人民代表大会常务委员会第三次会议通过\n第一条 为了管好档案，制定本条例。"
    )
    assert plain(document.main.subtitle).endswith("会议通过")
