"""Text broken at a fixed width, numbers of pages between its lines, contents with page numbers."""

import pytest

from govdoc.model import FurnitureKind, Paragraph, plain
from govdoc.readers.structure.wrapped import page_number
from tests.readers.reading import outline, pairs, read_quiet

OPENING = (
    "为深入贯彻落实上级关于加强数字档案馆建设的决策部署，切实提高全市档案信息资源开放利用水平，"
    "更好地服务经济社会发展和人民群众的需要，结合我市实际，制定本实施意见，请各单位认真遵照执行，"
    "执行中遇到的问题及时报告。各级档案馆要把数字化工作列入年度计划，明确责任、时限和质量要求。"
)
TASKS = (
    "到二〇二五年底，全市各级国家综合档案馆馆藏档案数字化率达到百分之八十，开放档案全部实现网上查阅，"
    "依照本办法第三条规定公布目录，重点民生档案实现跨馆利用，基层单位电子文件归档率达到百分之九十五。"
)


def wrap(text: str, width: int = 28, indent: str = "") -> str:
    """`text` in lines of `width` characters, the first of them two shorter."""
    lines = [indent + text[: width - 2]]
    lines += [text[i : i + width] for i in range(width - 2, len(text), width)]
    return "\n".join(lines) + "\n"


def paragraphs(document: object) -> list[str]:
    found: list[str] = []

    def walk(blocks: object) -> None:
        for block in blocks:  # type: ignore[attr-defined]
            if isinstance(block, Paragraph):
                found.append(plain(block.content))
            elif hasattr(block, "blocks"):
                walk(block.blocks)

    walk(document.main.blocks)  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("indent", ["", "\u3000\u3000"])
def test_wrapped_lines_become_paragraphs_again(indent: str) -> None:
    text = f"关于加强档案工作的实施意见\n{wrap(OPENING, indent=indent)}一、主要目标\n{wrap(TASKS, indent=indent)}"
    document = read_quiet(text + "二、保障措施\n" + wrap(OPENING, indent=indent), "GD214")
    assert paragraphs(document) == [OPENING, TASKS, OPENING]
    assert outline(document.main.blocks) == [
        (1, "一、", "主要目标", False),
        (1, "二、", "保障措施", False),
    ]


def test_lines_without_a_common_width_are_paragraphs_each() -> None:
    names = "".join(f"青原市第{i}综合档案馆关于文件归档的说明材料及附图之{i}\n" for i in "一二三四五六七八九")
    document = read_quiet("关于公布名单的公告\n现将名单公布如下。\n" + names)
    assert len(paragraphs(document)) == 10


def test_a_number_of_a_page_parts_no_paragraph() -> None:
    head, tail = OPENING[:54], OPENING[54:]
    text = f"关于加强档案工作的实施意见\n{wrap(TASKS)}{wrap(head)}\n— 1 —\n\n{tail}\n"
    document = read_quiet(text.replace(tail, wrap("　　" + tail).replace("　", "")), "GD214")
    assert [f.text for f in document.provenance.furniture if f.kind is FurnitureKind.FOOTER] == ["— 1 —"]
    assert "".join(paragraphs(document)) == TASKS + OPENING


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("— 4 —", (0, 5)),
        ("-12-", (0, 4)),
        ("第 4 页 共 9 页", (0, 11)),
        ("--- 第 1 页 ---", (0, 13)),
        ("— 4 —附件", (0, 5)),
        ("不超过三十日。— 4 —", (7, 12)),
        ("2021-03-29", None),
        ("第4页的内容", None),
        ("电话 0510-2-", None),
    ],
)
def test_numbers_of_pages(text: str, expected: tuple[int, int] | None) -> None:
    assert page_number(text) == expected


def test_a_number_glued_to_the_text_counts_where_pages_are_numbered() -> None:
    one = read_quiet("关于有关工作的通知\n各单位:\n现通知如下。— 1 —\n特此通知。")
    assert paragraphs(one) == ["现通知如下。— 1 —", "特此通知。"]
    three = read_quiet("关于有关工作的通知\n各单位:\n现通知如下。— 1 —\n— 2 —请遵照执行。\n特此通知。\n— 3 —")
    assert paragraphs(three) == ["现通知如下。", "请遵照执行。", "特此通知。"]


def test_contents_with_page_numbers_are_no_outline_and_no_title() -> None:
    text = "青原市档案管理办法\n目    录\n第一章 总则……………（ 1 ）\n第二章 归档…………（ 5 ）\n第一章 总则\n第一条 为了管好档案，制定本办法。\n"
    document = read_quiet(text)
    assert document.title == "青原市档案管理办法"
    assert [label for _, label, _, _ in outline(document.main.blocks)] == ["第一章", "第一条"]


def test_a_row_of_share_buttons_is_no_part_of_a_value() -> None:
    document = read_quiet(
        "关于有关工作的通知\n日期:2021-03-2910:24来源:市档案局\ue602|\ue60d|\ue69f\n各单位:\n现通知如下。",
        *["GD104"] * 3,
    )
    assert pairs(document) == [("日期:", "2021-03-2910:24"), ("来源:", "市档案局")]


def test_a_number_in_brackets_under_a_title_belongs_to_it() -> None:
    document = read_quiet(
        "青原市档案管理\n若干措施的通知\n(青政办发〔2021〕5号)\n各单位:\n现将有关事项通知如下。"
    )
    assert document.title == "青原市档案管理若干措施的通知"
    assert plain(document.main.subtitle) == "(青政办发〔2021〕5号)"


def test_headings_that_ask_and_headings_of_two_halves() -> None:
    long = "答复内容，" * 14 + "完。"
    text = f"政策解读\n一、为什么要制定办法?\n{long}\n二、哪些人可以申请?如何办理?\n{long}\n"
    assert [h for _, _, h, _ in outline(read_quiet(text).main.blocks)] == [
        "为什么要制定办法?",
        "哪些人可以申请?如何办理?",
    ]
    text = f"工作报告\n(一)稳定宏观政策，保持经济平稳。\n{long}\n(二)加快农业发展，促进农民增收。\n{long}\n"
    assert [run_in for *_, run_in in outline(read_quiet(text).main.blocks)] == [False, False]


def test_an_article_of_two_halves_and_the_end_of_a_list_are_no_headings() -> None:
    long = "有关内容，" * 14 + "完。"
    text = f"办法\n第一条 机关设办公室，办公室负责档案。\n{long}\n"
    assert [h for _, _, h, _ in outline(read_quiet("青原市档案" + text).main.blocks)] == [""]
    text = f"所需资料说明\n一、资料\n(一)申请表；\n(二)身份证明；\n(三)婚姻证明：\n1.结婚证；\n2.户口簿。\n{long}\n"
    assert [h for _, _, h, _ in outline(read_quiet(text).main.blocks)] == ["资料", "", "", "", "", ""]


def test_a_second_level_heading_glued_to_a_paragraph() -> None:
    text = "实施意见\n一、目标\n(一)总体目标\n目标明确，任务具体。(二)分年目标\n逐年落实，按期完成。\n"
    document = read_quiet("关于档案工作的" + text, "GD207")
    assert [(level, label) for level, label, _, _ in outline(document.main.blocks)] == [
        (1, "一、"),
        (2, "(一)"),
        (2, "(二)"),
    ]
