"""GB/T 9704-2012: colours (5.2.4), print (6), seals (7.3.5), turned tables (8), special formats (10)."""

import re
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from PIL import Image

from govdoc.context import Context
from govdoc.model import (
    Cell,
    Date,
    Document,
    ImprintKind,
    ImprintLine,
    Letterhead,
    Mark,
    Part,
    Resource,
    Row,
    Signature,
    Signer,
    Table,
)
from govdoc.options import PdfOptions
from govdoc.paginate import Page
from govdoc.paginate.page import Picture, Rule
from govdoc.writers.pdf import write
from tests.conformance.clauses import (
    BOTTOM,
    CELL,
    COVERED,
    EM,
    FILL,
    LEFT,
    MM,
    PITCH,
    RIGHT,
    TOP,
    WIDTH,
    clause,
    face,
    laid,
    left,
    line,
    para,
    right,
    row,
    size,
    text,
)

HEAD = Letterhead(
    copy_number="000001",
    secrecy="机密★1年",
    urgency="特急",
    mark=Mark(("甲市人民政府",), "文件"),
    document_number="甲政发〔2021〕5号",
)


def png(width: int = 420, height: int = 420) -> bytes:
    out = BytesIO()
    Image.new("RGBA", (width, height), (200, 0, 0, 120)).save(out, "PNG")
    return out.getvalue()


SEAL = Resource(id="sha256:seal", data=png(), media_type="image/png", name="印章.png")


def written(document: Document, profile: str = "gbt9704") -> pikepdf.Pdf:
    sink = BytesIO()
    write(document, PdfOptions(profile=profile), Context(), sink)
    return pikepdf.open(sink)


def seals(page: Page) -> list[Picture]:
    return [fragment.picture for fragment in page.fragments if fragment.picture]


def rules(page: Page, red: bool | None = None) -> list[Rule]:
    found = [rule for fragment in page.fragments for rule in fragment.rules]
    return sorted((r for r in found if red is None or r.red is red), key=lambda rule: rule.y0)


def glyph_top(each) -> float:
    return each.y / MM - 0.88 * size(each) / MM


def glyph_foot(each) -> float:
    return each.y / MM + 0.12 * size(each) / MM


# 5.2.4, 6


@clause("5.2.4")
def test_black_and_red_are_the_only_colours() -> None:
    part = Part(letterhead=HEAD, title=text("关于公开的通知"), blocks=(para(FILL * 30),))
    with written(Document(parts=(part,))) as file:
        streams = b"\n".join(page.Contents.read_bytes() for page in file.pages)
    found = {one.strip() for one in re.findall(rb"([\d. ]+) (?:rg|RG)\b", streams)}
    assert found <= {b"1 0 0", b"0 0 0"}
    assert not re.findall(rb"\b(?:k|K|g|G|scn|SCN)\b", streams)


@clause("6")
def test_sheets_are_printed_on_both_sides_and_their_numbers_register() -> None:
    document = Document(parts=(Part(blocks=(para(FILL * 60),)),))
    with written(document) as file:
        assert file.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
    first, second = laid(document)[:2]
    assert first.folio
    assert second.folio
    *_, (_, _, end) = first.folio.places()
    start = next(second.folio.places())[1]
    # On the back of a sheet left and right change places; 6.2 allows 2 mm.
    assert end / MM == pytest.approx(210 - start / MM, abs=2.1)
    assert first.folio.y == pytest.approx(second.folio.y, abs=0.01)


# 7.3.5: seals and stamps


def sealed(*signatures: Signature, words: str = FILL * 2) -> Page:
    part = Part(blocks=(para(words),), signatures=signatures)
    return laid(Document(parts=(part,), resources=(SEAL,)))[0]


@clause("7.3.5.1")
def test_a_seal_presses_organ_and_date() -> None:
    page = sealed(Signature(("甲市人民政府",), date=Date("2021年3月29日"), seal="sha256:seal"))
    organ, date = line(page, "甲市人民政府"), line(page, "2021")
    (seal,) = seals(page)
    assert right(date) == pytest.approx(4, abs=0.1)
    assert row(date) == row(organ) + 1
    middle = (seal.x + seal.width / 2) / MM
    assert (LEFT + left(organ) * CELL + RIGHT - right(organ) * CELL) / 2 == pytest.approx(middle, abs=0.5)
    assert (LEFT + left(date) * CELL + RIGHT - right(date) * CELL) / 2 == pytest.approx(middle, abs=0.5)
    # Both sit slightly below its centre; its top is within one line of the text.
    centre = (seal.y + seal.height / 2) / MM
    assert glyph_top(organ) < centre + 0.5
    assert centre < (glyph_top(organ) + glyph_foot(date)) / 2 < centre + PITCH
    text_foot = max(glyph_foot(each) for each in page.lines() if each.text.startswith(("坚", "加强", "社会")))
    assert 0 < seal.y / MM - text_foot <= PITCH
    assert seal.width / MM == pytest.approx(42, abs=0.1)


def test_joint_seals_stand_in_rows_apart() -> None:
    names = ("甲市财政局", "甲市司法局", "甲市教育局", "甲市民政局", "甲市发展和改革委员会")
    signatures = [Signature((name,), seal="sha256:seal") for name in names[:-1]]
    signatures.append(Signature(names[-1:], date=Date("2021年3月29日"), seal="sha256:seal"))
    page = sealed(*signatures, words=FILL)
    found = seals(page)
    assert len(found) == 5
    for name, seal in zip(names, found, strict=True):
        each = line(page, name)
        middle = (LEFT + left(each) * CELL + RIGHT - right(each) * CELL) / 2
        assert middle == pytest.approx((seal.x + seal.width / 2) / MM, abs=0.5)
        assert seal.x / MM >= LEFT
        assert (seal.x + seal.width) / MM <= RIGHT
    for a, b in pairwise(found):
        assert b.x > a.x + a.width or b.y > a.y + a.height
    text_foot = glyph_foot(list(page.lines())[1])
    assert found[0].y / MM - text_foot <= PITCH
    date = line(page, "2021")
    assert right(date) == pytest.approx(4, abs=0.1)
    assert row(date) == row(line(page, names[-1])) + 1


def test_a_seal_hides_no_text() -> None:
    page = sealed(Signature(("甲市人民政府",), date=Date("2021年3月29日"), seal="sha256:seal"))
    order = [bool(f.picture) for f in page.fragments if f.picture or any("甲市" in x.text for x in f.lines)]
    assert order == [True, False]


@clause("7.3.5.3")
def test_a_signature_stamp_with_title_and_date() -> None:
    signature = Signature(signers=(Signer("张三", "市长"),), date=Date("2021年3月29日"), seal="sha256:seal")
    part = Part(blocks=(para("公开。"),), signatures=(signature,))
    page = laid(Document(parts=(part,), resources=(SEAL,)), "order")[0]
    (stamp,) = seals(page)
    name, title, date = line(page, "张三"), line(page, "市长"), line(page, "2021")
    assert (RIGHT - (stamp.x + stamp.width) / MM) / CELL == pytest.approx(4, abs=0.05)
    text_foot = glyph_foot(line(page, "公开"))
    # Two empty lines, each as high as a line with its share of white.
    assert stamp.y / MM - text_foot == pytest.approx(2 * PITCH + PITCH - EM, abs=0.6)
    title_right = RIGHT - right(title) * CELL
    assert (stamp.x / MM - title_right) / CELL == pytest.approx(2, abs=0.05)
    middle = (glyph_top(title) + glyph_foot(title)) / 2
    assert middle == pytest.approx((stamp.y + stamp.height / 2) / MM, abs=0.2)
    assert name.y == title.y
    assert right(date) == pytest.approx(4, abs=0.05)
    assert glyph_top(date) - (stamp.y + stamp.height) / MM == pytest.approx(PITCH, abs=0.5)


def test_a_signer_without_stamp_stands_two_lines_below() -> None:
    signature = Signature(signers=(Signer("张三", "市长"),), date=Date("2021年3月29日"))
    part = Part(blocks=(para("公开。"),), signatures=(signature,))
    page = laid(Document(parts=(part,)), "order")[0]
    assert row(line(page, "张三")) - row(line(page, "公开")) == 3
    assert row(line(page, "2021")) - row(line(page, "张三")) == 2
    assert right(line(page, "张三")) == pytest.approx(4, abs=0.05)


# 8


def wide(rows: int) -> Table:
    def cells(prefix: str) -> tuple[Cell, ...]:
        return tuple(Cell((para(f"{prefix}{i}合计"),)) for i in range(14))

    body = [Row(cells(f"第{i}")) for i in range(rows)]
    return Table((Row(cells("指标")), *body), caption=text("表1"), header_rows=1)


@clause("8")
def test_a_wide_table_stands_on_turned_sheets_its_head_at_the_left_edge() -> None:
    document = Document(parts=(Part(blocks=(para("公开。"), wide(20), para("说明。"))),))
    found = laid(document)
    turned = [page for page in found if page.turned]
    assert [page.turned for page in found] == [False, *[True] * len(turned), False]
    assert len(turned) >= 2
    for page in turned:
        assert (page.width / MM, page.height / MM) == pytest.approx((297, 210), abs=0.1)
        # The number stays where upright sheets have it: at the right of odd ones, 7 mm below the type area.
        assert page.folio is not None
        edge = right(page.folio) if page.number % 2 else left(page.folio)
        assert edge * CELL == pytest.approx(14 / MM, abs=1)
        assert page.folio.y / MM - 0.38 * 14 / MM == pytest.approx(BOTTOM + 7, abs=1)
        # The head is repeated, and on the left edge of the upright sheet: 28 mm from it, which is its top.
        assert any("指标" in each.text for each in page.lines())
        tops = [rule.y0 for rule in rules(page)]
        assert min(tops) / MM == pytest.approx(LEFT, abs=12)
        assert max(tops) / MM <= 28 + WIDTH + 0.3
        xs = [x for rule in rules(page) for x in (rule.x0, rule.x1)]
        assert (min(xs) / MM, max(xs) / MM) == pytest.approx((297 - 262, 297 - 37), abs=0.3)


def test_a_turned_sheet_is_shown_upright_and_read_right() -> None:
    import pypdfium2

    document = Document(parts=(Part(blocks=(wide(3),)),))
    with written(document) as file:
        page = file.pages[0]
        assert page.Rotate == 90
        assert [round(float(x)) for x in page.MediaBox] == [0, 0, 595, 842]
        assert b"q 0 1 -1 0 595.2" in page.Contents.read_bytes()
        data = BytesIO()
        file.save(data)
    with pypdfium2.PdfDocument(data.getvalue()) as shown:
        assert shown[0].get_size()[0] > shown[0].get_size()[1]
        words = "".join(shown[0].get_textpage().get_text_bounded().split())
    assert words.index("表1") < words.index("指标0合计") < words.index("第00合计") < words.index("第213合计")


# 10.1


RECORD = (ImprintLine(ImprintKind.COPY_TO, "市委各部门。", "抄送："),)


def letter(count: int = 1) -> list[Page]:
    head = Letterhead(
        copy_number="000001",
        secrecy="机密★1年",
        urgency="特急",
        mark=Mark(("甲市人民政府",)),
        document_number="甲政函〔2021〕5号",
    )
    part = Part(letterhead=head, title=text("关于公开的函"), blocks=(para(FILL * count),), imprint=RECORD)
    return laid(Document(parts=(part,)), "letter")


@clause("10.1")
def test_a_letter() -> None:
    page = letter()[0]
    mark = line(page, "甲市人民政府")
    assert mark.text == "甲市人民政府"
    assert mark.pieces[0].style.red
    assert "BiaoSong" in face(mark)
    assert glyph_top(mark) == pytest.approx(30, abs=1)
    upper_thick, upper_thin, lower_thin, lower_thick = rules(page, red=True)
    assert upper_thick.width > upper_thin.width
    assert lower_thin.width < lower_thick.width
    assert upper_thick.y0 / MM - glyph_foot(mark) == pytest.approx(4, abs=0.8)
    assert (lower_thick.y0 + lower_thick.width / 2) / MM == pytest.approx(277, abs=0.2)
    for rule in (upper_thick, upper_thin, lower_thin, lower_thick):
        assert (rule.x1 - rule.x0) / MM == pytest.approx(170, abs=0.2)
        assert rule.x0 / MM == pytest.approx(210 - rule.x1 / MM, abs=0.2)
    copy, secrecy, urgency = (line(page, start) for start in ("000001", "机密", "特急"))
    number, title = line(page, "甲政函"), line(page, "关于公开的函")
    assert all(left(each) == pytest.approx(0, abs=0.05) for each in (copy, secrecy, urgency))
    assert right(number) == pytest.approx(0, abs=0.05)
    assert number.y == copy.y
    below = upper_thin.y0 / MM + upper_thin.width / 2 / MM
    assert glyph_top(copy) - below == pytest.approx(7 / 8 * EM, abs=0.4)
    assert row(title) - row(urgency) == 3
    assert page.folio is None


def test_the_text_of_a_letter_keeps_off_the_lower_rule_and_numbers_go_on() -> None:
    first, second = letter(40)[:2]
    last = max(glyph_foot(each) for each in first.lines())
    upper = min(rule.y0 - rule.width / 2 for rule in rules(first, red=True)[2:]) / MM
    assert upper - last >= 7 / 8 * EM - 0.1
    assert second.folio is not None
    assert second.folio.text == "— 2 —"
    assert not rules(second, red=True)


def test_the_record_of_a_letter_has_no_rules_and_closes_the_last_page() -> None:
    page = letter()[-1]
    assert not rules(page, red=False)
    assert glyph_foot(line(page, "抄送：")) == pytest.approx(BOTTOM, abs=4)


# 10.2


@clause("10.2")
def test_an_order() -> None:
    head = Letterhead(mark=Mark(("甲省人民政府",), "令"), document_number="第123号")
    signature = Signature(signers=(Signer("张三", "省长"),), date=Date("2021年3月29日"))
    part = Part(letterhead=head, blocks=(para("现予公布。"),), signatures=(signature,))
    page = laid(Document(parts=(part,)), "order")[0]
    mark, number, first = line(page, "甲省人民政府令"), line(page, "第123号"), line(page, "现予公布")
    assert mark.pieces[0].style.red
    assert glyph_top(mark) == pytest.approx(TOP + 20, abs=1)
    assert left(mark) == pytest.approx(right(mark), abs=0.1)
    assert left(number) == pytest.approx(right(number), abs=0.1)
    assert glyph_top(number) - glyph_foot(mark) == pytest.approx(2 * PITCH + PITCH - EM, abs=PITCH / 2)
    assert row(first) - row(number) == 3
    assert not rules(page)
    assert row(line(page, "张三")) - row(first) == 3


# 10.3


@clause("10.3")
def test_minutes() -> None:
    head = Letterhead(mark=Mark(("甲市人民政府常务会议纪要",)))
    names = "张三、李四、王五、赵六、钱七、孙八、周九、吴十、郑一、王二、冯三、陈四"
    blocks = (para("会议强调公开。"), para(f"出席：{names}"), para("请假：卫五"), para("列席：蒋六"))
    page = laid(Document(parts=(Part(letterhead=head, blocks=blocks),)), "minutes")[0]
    mark = line(page, "甲市人民政府常务会议纪要")
    assert mark.pieces[0].style.red
    assert glyph_top(mark) == pytest.approx(TOP + 35, abs=3)
    present, absent, listening = line(page, "出席："), line(page, "请假："), line(page, "列席：")
    assert row(present) - row(line(page, "会议强调")) == 2
    for each in (present, absent, listening):
        assert left(each) == pytest.approx(2, abs=0.05)
        assert "Hei" in face(each)
        assert "Fang" in each.pieces[1].style.font.postscript_name
    (wrapped,) = [each for each in page.lines() if row(each) == row(present) + 1]
    assert left(wrapped) == pytest.approx(5, abs=0.05)


# 7.2.4, 7.2.6, 7.4: what has more than one organ, signer or page


def test_joint_marks_have_their_suffix_in_the_middle() -> None:
    head = Letterhead(
        mark=Mark(("甲市财政局", "甲市发展和改革委员会", "甲市司法局"), "文件"),
        document_number="甲财发〔2021〕5号",
    )
    page = laid(Document(parts=(Part(letterhead=head, title=text("通知")),)))[0]
    names = [line(page, start) for start in ("甲市财政局", "甲市发展", "甲市司法局")]
    suffix = line(page, "文件")
    ends = {round(LEFT + left(each) * CELL, 1) for each in names}
    assert len(ends) == 1
    assert len({round(right(each), 1) for each in names}) == 1
    assert suffix.y == pytest.approx(names[1].y, abs=1.5)
    assert left(suffix) > 28 - right(names[0])
    whole = (left(names[0]), right(suffix))
    assert whole[0] == pytest.approx(whole[1], abs=0.3)


def test_upward_documents_have_number_and_last_signer_on_one_line() -> None:
    signers = tuple(Signer(name) for name in ("张三", "李四", "王五"))
    head = Letterhead(
        mark=Mark(("甲市人民政府",), "文件"), document_number="甲政〔2021〕5号", signers=signers
    )
    page = laid(Document(parts=(Part(letterhead=head, title=text("请示"), blocks=(para("公开。"),)),)))[0]
    number, first, last = line(page, "甲政〔"), line(page, "签发人："), line(page, "王五")
    assert number.y == last.y
    assert left(number) == pytest.approx(1, abs=0.05)
    assert right(first) == pytest.approx(1, abs=0.1)
    assert left(last) == pytest.approx(left(first) + 4, abs=0.05)
    assert "Kai" in last.pieces[0].style.font.postscript_name
    (rule,) = rules(page, red=True)
    assert rule.y0 / MM - glyph_foot(number) == pytest.approx(4, abs=0.8)


IMPRINT = (
    ImprintLine(ImprintKind.COPY_TO, "市委各部门。", "抄送："),
    ImprintLine(ImprintKind.PRINTING, "甲市人民政府办公室", date=Date("2021年3月29日印发")),
)


@pytest.mark.parametrize(
    ("count", "total", "unnumbered"),
    [(1, 2, []), (24, 2, []), (35, 4, [3, 4]), (40, 4, [])],
)
def test_the_record_may_close_an_even_page(count: int, total: int, unnumbered: list[int]) -> None:
    part = Part(blocks=(para(FILL * count),), imprint=IMPRINT)
    found = laid(Document(parts=(part,)), even_imprint=True)
    assert len(found) == total
    assert [page.number for page in found if page.folio is None] == unnumbered
    assert not list(found[2].lines()) if unnumbered else True
    assert line(found[-1], "抄送：")


def test_special_clauses_are_covered() -> None:
    assert {"5.2.4", "6", "7.3.5.1", "7.3.5.3", "8", "10.1", "10.2", "10.3"} <= set(COVERED)


def test_a_note_that_would_run_into_a_seal_stands_below_it() -> None:
    signature = Signature(("甲市人民政府",), date=Date("2021年3月29日"), seal="sha256:seal")

    def note_row(words: str) -> int:
        part = Part(blocks=(para("公开。"),), signatures=(signature,), note=text(words))
        page = laid(Document(parts=(part,), resources=(SEAL,)))[0]
        return row(line(page, "（")) - row(line(page, "2021"))

    assert note_row("（此件公开发布）") == 1
    assert note_row("（联系人：张三，电话：025—8888 0123，地址：甲市乙区）") == 2
