"""Above and below the text: metadata rows in every layout, titles, letterhead, furniture."""

import pytest

from govdoc.model import Furniture, FurnitureKind, Mark, Signer, one_line
from tests.readers.reading import pairs, read_quiet, read_text

BODY = "\n各县区人民政府:\n现将有关事项通知如下。\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "索 引 号：000014349/2021-00001　文号:青政发〔2021〕5号",
            [("索 引 号：", "000014349/2021-00001"), ("文号:", "青政发〔2021〕5号")],
        ),
        (
            "索引号 000014349/2021-00001 公开时限 长期公开",
            [("索引号", "000014349/2021-00001"), ("公开时限", "长期公开")],
        ),
        ("文件编号 公开时限 长期公开", [("文件编号", ""), ("公开时限", "长期公开")]),
        (
            "信息类别:公告文件编号:A-1公开方式:主动公开",
            [("信息类别:", "公告"), ("文件编号:", "A-1"), ("公开方式:", "主动公开")],
        ),
        (
            "来源:青原日报2021-03-2910:24浏览量:44",
            [("来源:", "青原日报"), ("", "2021-03-2910:24"), ("浏览量:", "44")],
        ),
        ("2021-03-29 10:24:00 来源:青原日报", [("", "2021-03-29 10:24:00"), ("来源:", "青原日报")]),
        (
            "索引号\n1/2021-1\n发文日期\n2021年3月29日\n文号\n有效性\n有效",
            [("索引号", "1/2021-1"), ("发文日期", "2021年3月29日"), ("文号", ""), ("有效性", "有效")],
        ),
        ("废止日期:时 效 性:\n有效", [("废止日期:", ""), ("时 效 性:", "有效")]),
        ("发布日期:", [("发布日期:", "")]),
        ("备案登记号:QY-1 发布日期:2021-03-29", [("备案登记号:", "QY-1"), ("发布日期:", "2021-03-29")]),
        ("发布日期:2021-03-29字号:[大中小]", [("发布日期:", "2021-03-29"), ("字号:", "[大中小]")]),
    ],
)
def test_rows_of_metadata(rows: str, expected: list[tuple[str, str]]) -> None:
    document = read_quiet(f"关于做好有关工作的通知\n{rows}{BODY}")
    assert pairs(document) == expected
    assert document.title == "关于做好有关工作的通知"
    assert one_line(document.main.recipients) == "各县区人民政府:"


def test_values_are_normalised_beside_the_raw_text() -> None:
    document = read_quiet(
        "关于有关工作的通知\n关键词:法制,法律 发布日期:2021年03月29日 主题分类:公安、安全、司法" + BODY
    )
    assert [(e.key, e.value) for e in document.metadata.entries] == [
        ("keywords", ("法制", "法律")),
        ("published", "2021-03-29"),
        ("topic", None),
    ]


def test_furniture_is_kept_out_of_the_text_but_not_lost() -> None:
    page = (
        "青原市政府网\n当前位置:首页 > 政策文件\n关于停水的公告\n"
        "发布日期:2021-03-29【字体:大中小】[打印] 分享到:\n"
        "关于停水的公告\n因管道检修,明日停水。\n一图读懂停水公告\n打印本页 关闭窗口\n"
        "版权所有:青原市人民政府\n"
    )
    document = read_quiet(page, "GD206", "GD206")
    kind = FurnitureKind
    assert document.provenance.furniture == tuple(
        Furniture(kind=k, text=t)
        for k, t in (
            (kind.NAVIGATION, "青原市政府网"),
            (kind.NAVIGATION, "当前位置:首页 > 政策文件"),
            (kind.CONTROL, "【字体:大中小】"),
            (kind.CONTROL, "[打印]"),
            (kind.CONTROL, "分享到:"),
            (kind.PAGE_TITLE, "关于停水的公告"),
            (kind.FOOTER, "一图读懂停水公告"),
            (kind.CONTROL, "打印本页 关闭窗口"),
            (kind.FOOTER, "版权所有:青原市人民政府"),
        )
    )
    assert document.title == "关于停水的公告"
    assert len(document.main.blocks) == 1


def test_a_row_at_the_end_of_the_page_is_metadata() -> None:
    document = read_quiet("关于停水的公告\n明日停水。\n公开方式:主动公开\n")
    assert pairs(document) == [("公开方式:", "主动公开")]


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("青原市水务局\n关于调整用水计划有关\n事项的通知", "青原市水务局关于调整用水计划有关事项的通知"),
        ("关于印发用水办法\n(试行)\n的通知", "关于印发用水办法(试行)的通知"),
        (
            "关于调整用水计划的通知\n发布日期:2021-03-29\n青原市水务局\n关于调整用水计划的通知",
            "青原市水务局关于调整用水计划的通知",
        ),
        ("本市水价有变!\n发布日期:2021-03-29\n关于调整水价的通知", "关于调整水价的通知"),
        ("标题:关于调整水价的若干规定和要求\n关于调整水价的\n若干规定和要求", "关于调整水价的若干规定和要求"),
    ],
)
def test_titles(above: str, title: str) -> None:
    assert one_line(read_quiet(above + BODY).main.title) == title


def test_a_subtitle_belongs_to_the_title() -> None:
    document = read_quiet(
        "青原市2021年统计公报\n青原市统计局　国家统计局青原调查队\n(2021年3月29日)\n全年收入增长。\n"
    )
    assert one_line(document.main.subtitle) == "青原市统计局　国家统计局青原调查队(2021年3月29日)"


def test_no_title_is_said() -> None:
    document = read_quiet("为了做好工作,现将有关事项说明如下。\n", "GD204")
    assert document.main.title == ()


@pytest.mark.parametrize(
    ("above", "number"),
    [
        ("青政发〔2021〕5号\n关于停水的通知", "青政发〔2021〕5号"),
        ("青政发[2021]5号关于停水用水的通知", "青政发[2021]5号"),
        ("关于停水用水的通知 青政发〔2021〕5号", "青政发〔2021〕5号"),
        ("关于停水用水的通知\n发布日期:2021-03-29\nQYCR—2021—01004", "QYCR—2021—01004"),
    ],
)
def test_document_numbers(above: str, number: str) -> None:
    document = read_quiet(above + BODY)
    assert document.main.letterhead is not None
    assert document.main.letterhead.document_number == number
    assert one_line(document.main.title).startswith("关于停水")


def test_a_full_letterhead() -> None:
    document = read_quiet(
        "000001\n机密★1年\n特急\n青原市人民政府文件\n签发人:李华　王明\n青政发〔2021〕5号\n关于停水的请示"
        + BODY
    )
    head = document.main.letterhead
    assert head is not None
    assert (head.copy_number, head.secrecy, head.urgency) == ("000001", "机密★1年", "特急")
    assert head.mark == Mark(organs=("青原市人民政府",), suffix="文件")
    assert head.signers == (Signer(name="李华"), Signer(name="王明"))
    assert head.document_number == "青政发〔2021〕5号"


def test_a_mark_without_a_number_is_not_guessed() -> None:
    document = read_text("青原市人民政府文件\n关于停水的请示" + BODY)
    assert document.main.letterhead is None


@pytest.mark.parametrize(
    ("line", "is_addressee"),
    [
        ("各县(市、区)人民政府,市政府各部门:", True),
        ("王超斌委员：", True),
        ("市住房公积金管理中心:", True),
        ("各位代表：", True),
        ("现将有关情况报告如下:", False),
        ("根据有关规定,我局起草了方案,现征求意见如下：", False),
        ("现就有关事项通告:", False),
    ],
)
def test_addressees(line: str, is_addressee: bool) -> None:
    document = read_quiet(f"关于停水的通知\n{line}\n明日停水。\n")
    assert bool(document.main.recipients) is is_addressee


def test_a_doubtful_addressee_is_text_and_said() -> None:
    document = read_quiet("关于停水的通知\n停水范围与时段:\n明日停水。\n", "GD205")
    assert document.main.recipients == ()
    assert len(document.main.blocks) == 2


def test_remarks_and_hours_in_the_text_are_not_metadata() -> None:
    document = read_quiet(
        "关于展会的通告\n现通告如下:\n一、时间地点\n时间:2021年4月29日\n地点:广场\n二、其他\n来源:本站\n不限。\n"
    )
    assert pairs(document) == []
