"""GB/T 9704-2012 clause by clause: what the standard says, measured on the pages that govdoc makes.

Each test names its clause; `test_coverage` lists the clauses that have no test yet, so that none is
forgotten. Clauses 6, 8 and 10, colours and seals are in `test_special`.
"""

from itertools import pairwise

import pytest

from govdoc.model import (
    Attachment,
    Block,
    Date,
    ImprintKind,
    ImprintLine,
    Letterhead,
    Mark,
    Part,
    PartKind,
    Section,
    Signature,
    Signer,
)
from govdoc.paginate import Page
from govdoc.paginate.page import Line
from tests.conformance import test_special
from tests.conformance.clauses import (
    BOTTOM,
    CELL,
    CLAUSES,
    COVERED,
    EM,
    FILL,
    LEFT,
    MM,
    NOT_YET,
    PITCH,
    RIGHT,
    TOP,
    WIDTH,
    clause,
    face,
    left,
    line,
    made,
    para,
    right,
    row,
    size,
    text,
)


def body(*blocks: Block) -> Page:
    return made(Part(blocks=blocks))[0]


@clause("5.1")
def test_paper_is_a4() -> None:
    page = body(para("公开。"))
    assert (page.width / MM, page.height / MM) == pytest.approx((210, 297), abs=0.1)


@clause("5.2.1")
def test_margins_and_type_area() -> None:
    page = body(para(FILL * 60))
    lines = list(page.lines())
    assert min(place[1] for each in lines for place in each.places()) / MM == pytest.approx(LEFT, abs=0.1)
    assert max(place[2] for each in lines for place in each.places()) / MM <= RIGHT + 0.1
    assert lines[0].y / MM - 0.88 * EM == pytest.approx(TOP, abs=1)
    assert lines[-1].y / MM + 0.12 * EM <= BOTTOM + 0.1


@clause("5.2.2")
def test_body_is_fangsong_of_size_three() -> None:
    first = line(body(para("公开为常态。")), "公开")
    assert "Fang" in face(first)
    assert size(first) == 15.75


@clause("5.2.3")
def test_22_lines_of_28_characters() -> None:
    lines = list(body(para(FILL * 60)).lines())
    assert len(lines) == 22
    assert {len(each.text) for each in lines[1:]} == {28}
    steps = {round((b.y - a.y) / MM, 2) for a, b in pairwise(lines)}
    assert steps == {round(PITCH, 2)}


def head() -> Page:
    letterhead = Letterhead(
        copy_number="000001",
        secrecy="机密★1年",
        urgency="特急",
        mark=Mark(("甲市人民政府",), "文件"),
        document_number="甲政发〔2021〕5号",
    )
    part = Part(
        letterhead=letterhead,
        title=text("关于公开的通知"),
        recipients=text("各部门："),
        blocks=(para("公开。"),),
    )
    return made(part)[0]


@clause("7.2.1")
def test_copy_number_stands_first_at_the_left() -> None:
    found = line(head(), "000001")
    assert row(found) == 0
    assert left(found) == pytest.approx(0, abs=0.05)


@clause("7.2.2")
def test_secrecy_in_hei_on_the_second_line() -> None:
    found = line(head(), "机密")
    assert (row(found), "Hei" in face(found)) == (1, True)
    assert left(found) == pytest.approx(0, abs=0.05)


@clause("7.2.3")
def test_urgency_in_hei_below() -> None:
    found = line(head(), "特急")
    assert (row(found), "Hei" in face(found)) == (2, True)


@clause("7.2.4")
def test_issuer_mark_red_centred_35_below_the_type_area() -> None:
    found = line(head(), "甲市人民政府文件")
    assert found.pieces[0].style.red
    assert "BiaoSong" in face(found)
    assert left(found) == pytest.approx(right(found), abs=0.1)
    assert found.y / MM - 0.88 * size(found) / MM == pytest.approx(TOP + 35, abs=3)


@clause("7.2.5")
def test_document_number_centred_two_lines_below() -> None:
    page = head()
    number = line(page, "甲政发")
    assert left(number) == pytest.approx(right(number), abs=0.1)
    assert row(number) - row(line(page, "甲市人民政府文件")) >= 3


@clause("7.2.6")
def test_signers_at_the_right_with_their_name() -> None:
    letterhead = Letterhead(mark=Mark(("甲市人民政府",), "文件"), signers=(Signer("张三"),))
    found = line(made(Part(letterhead=letterhead, title=text("请示")))[0], "签发人：")
    assert right(found) == pytest.approx(1, abs=0.05)


@clause("7.2.7")
def test_red_rule_4_below_the_number_as_wide_as_the_type_area() -> None:
    page = head()
    rules = [rule for fragment in page.fragments for rule in fragment.rules if rule.red]
    assert len(rules) == 1
    assert (rules[0].x1 - rules[0].x0) / MM == pytest.approx(WIDTH, abs=0.2)
    below = rules[0].y0 / MM - (line(page, "甲政发").y / MM + 0.12 * EM)
    assert below == pytest.approx(4, abs=1)


@clause("7.3.1")
def test_title_of_size_two_centred_and_shaped() -> None:
    title = "甲省人民政府办公厅关于进一步加强政务公开工作推进法治政府建设的实施意见"
    page = made(Part(title=text(title), blocks=(para("公开。"),)))[0]
    lines = [each for each in page.lines() if "BiaoSong" in face(each)]
    assert {size(each) for each in lines} == {22}
    assert "".join(each.text for each in lines) == title
    assert all(left(each) == pytest.approx(right(each), abs=0.1) for each in lines)
    number = line(head(), "甲政发")
    assert row(line(head(), "关于公开")) - row(number) == 3


@clause("7.3.2")
def test_recipients_flush_left_one_line_below_the_title() -> None:
    page = head()
    found = line(page, "各部门：")
    assert left(found) == pytest.approx(0, abs=0.05)
    assert row(found) - row(line(page, "关于公开")) == 2


@clause("7.3.3")
def test_paragraphs_indent_two_and_levels_have_their_faces() -> None:
    deep = Section(3, "1.", text("丙"), (Section(4, "（1）", text("丁")),))
    page = body(Section(1, "一、", text("甲"), (Section(2, "（一）", text("乙"), (deep,)),)), para(FILL * 2))
    starts = {start: line(page, start) for start in ("一、", "（一）", "1.", "（1）", "坚持")}
    assert all(left(each) == pytest.approx(2, abs=0.05) for each in starts.values())
    assert "Hei" in face(starts["一、"])
    assert "Kai" in face(starts["（一）"])
    assert "Fang" in face(starts["（1）"])
    assert not any(piece.style.bold for each in page.lines() for piece in each.pieces)
    assert left(list(page.lines())[5]) == pytest.approx(0, abs=0.05)


@clause("7.3.4")
def test_annexes_one_line_below_indented_and_aligned() -> None:
    long = "甲市政务公开重点任务分解表及责任单位完成时限一览表说明"
    part = Part(
        blocks=(para("公开。"),), attachments=(Attachment(long, "附件：1."), Attachment("名单", "2."))
    )
    page = made(part)[0]
    first, second = line(page, "附件：1."), line(page, "2.名单")
    assert row(first) - row(line(page, "公开")) == 2
    assert left(first) == pytest.approx(2, abs=0.05)
    assert left(second) == pytest.approx(5, abs=0.05)
    wrapped = list(page.lines())[2]
    assert left(wrapped) == pytest.approx(6, abs=0.05)


def signed(organ: str, date: str) -> tuple[Line, Line, Page]:
    part = Part(blocks=(para("公开。"),), signatures=(Signature((organ,), date=Date(date)),))
    page = made(part)[0]
    return line(page, organ), line(page, date[:4]), page


@clause("7.3.5.2")
def test_unsealed_signature_two_right_and_the_date_two_further_in() -> None:
    organ, date, page = signed("甲市人民政府办公室", "2021年3月29日")
    assert row(organ) - row(line(page, "公开")) == 2
    assert row(date) == row(organ) + 1
    assert right(organ) == pytest.approx(2, abs=0.1)
    assert left(date) - left(organ) == pytest.approx(2, abs=0.3)
    short, long_date, _ = signed("财政部", "2021年12月29日")
    assert right(long_date) == pytest.approx(2, abs=0.1)
    assert left(long_date) - left(short) == pytest.approx(2, abs=0.3)


@clause("7.3.5.4")
def test_the_date_is_printed_as_the_source_has_it() -> None:
    _, date, _ = signed("甲市人民政府", "2021年3月29日")
    assert date.text == "2021年3月29日"


@clause("7.3.5.5")
def test_signature_and_date_are_never_alone_on_a_page() -> None:
    for count in range(36, 50):
        blocks = tuple(para(FILL[:20]) for _ in range(count))
        found = made(
            Part(blocks=blocks, signatures=(Signature(("甲市人民政府",), date=Date("2021年3月29日")),))
        )
        last = [each.text for each in found[-1].lines()]
        assert last[-1] == "2021年3月29日"
        assert len(last) >= 3, f"{count} paragraphs: the signature stands alone"


@clause("7.3.6")
def test_note_below_the_date_indented_two() -> None:
    part = Part(
        blocks=(para("公开。"),),
        signatures=(Signature(("甲市人民政府",), date=Date("2021年3月29日")),),
        note=text("（此件公开发布）"),
    )
    page = made(part)[0]
    note = line(page, "（此件")
    assert left(note) == pytest.approx(2, abs=0.6)
    assert row(note) == row(line(page, "2021")) + 1


@clause("7.3.7")
def test_an_annex_begins_a_page_and_its_title_stands_on_the_third_line() -> None:
    annex = Part(kind=PartKind.ANNEX, mark="附件1", title=text("名单"), blocks=(para("甲。"),))
    first, second = made(Part(blocks=(para("公开。"),)), annex)
    mark = line(second, "附件1")
    assert (row(mark), "Hei" in face(mark), second.number) == (0, True, 2)
    assert left(mark) == pytest.approx(0, abs=0.05)
    assert row(line(second, "名单")) == 2
    assert first.number == 1


@clause("7.4")
def test_end_record_at_the_foot_between_thick_rules() -> None:
    rows = (
        ImprintLine(ImprintKind.COPY_TO, "市委各部门。", "抄送："),
        ImprintLine(ImprintKind.PRINTING, "甲市人民政府办公室", date=Date("2021年3月29日印发")),
    )
    part = Part(blocks=(para("公开。"),), imprint=rows)
    page = made(part)[-1]
    rules = sorted((r for f in page.fragments for r in f.rules), key=lambda rule: rule.y0)
    assert [round(rule.width / MM, 2) for rule in rules] == [0.35, 0.25, 0.35]
    assert rules[-1].y0 / MM == pytest.approx(BOTTOM, abs=0.3)
    assert all((rule.x1 - rule.x0) / MM == pytest.approx(WIDTH, abs=0.2) for rule in rules)
    copy, printing = line(page, "抄送："), line(page, "甲市人民政府办公室")
    assert size(copy) == size(printing) == 14
    assert left(copy) * CELL == pytest.approx(CELL, abs=0.7)


@clause("7.5")
def test_page_numbers_alternate_7_below_the_type_area() -> None:
    first, second = made(Part(blocks=(para(FILL * 30),)))[:2]
    for page, text_of in ((first, "— 1 —"), (second, "— 2 —")):
        assert page.folio is not None
        assert page.folio.text == text_of
        assert "Song" in face(page.folio)
        assert size(page.folio) == 14
        middle_of_dash = page.folio.y / MM - 0.38 * 14 / MM
        assert middle_of_dash == pytest.approx(BOTTOM + 7, abs=1)
    one = 14 / MM / CELL
    assert first.folio is not None
    assert second.folio is not None
    assert right(first.folio) == pytest.approx(one, abs=0.2)
    assert left(second.folio) == pytest.approx(one, abs=0.2)


@clause("9")
def test_numbers_and_units_stay_whole() -> None:
    for shift in range(12):
        page = body(para(FILL[:20] + "政" * shift + "增长212.82%，投资157.6亿元，见〔2021〕5号，共1,051项。"))
        lines = [each.text for each in page.lines()]
        for whole in ("212.82%", "157.6亿元", "〔2021〕5号", "1,051项"):
            assert any(whole in each for each in lines), (shift, whole, lines)


def test_coverage(capsys: pytest.CaptureFixture[str]) -> None:
    assert test_special.COVERED is COVERED
    with capsys.disabled():
        print(f"\nGB/T 9704-2012: {len(COVERED)} of {len(CLAUSES)} clauses; not yet {', '.join(NOT_YET)}")
    assert set(COVERED) | set(NOT_YET) == set(CLAUSES)
    assert not set(COVERED) & set(NOT_YET)
