"""Composing: every question of appearance is answered, and no character is lost or added."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdoc.compose import prepare
from govdoc.compose.closing import insets, sealed_insets
from govdoc.compose.title import break_title
from govdoc.context import Context
from govdoc.galley import (
    FigureBlock,
    GalleyBlock,
    ImprintBlock,
    PairBlock,
    Role,
    TableBlock,
    TextBlock,
    galley_text,
)
from govdoc.inkcheck import compare, missing, visible
from govdoc.model import (
    Attachment,
    Cell,
    Date,
    Document,
    Entry,
    Figure,
    ImprintKind,
    ImprintLine,
    Letterhead,
    Mark,
    Metadata,
    Note,
    Paragraph,
    Part,
    PartKind,
    Resource,
    Row,
    Scheme,
    Section,
    Signature,
    Signer,
    Table,
    Text,
)
from govdoc.options import PageOptions
from govdoc.tree import ink
from govdoc.typography import SIZES, Face, cells


def line(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def para(text: str) -> Paragraph:
    return Paragraph(line(text))


def galley(document: Document, *codes: str) -> list[GalleyBlock]:
    context = Context()
    found = list(prepare(document, PageOptions(normalise=False), context).blocks())
    assert [d.code for d in context.diagnostics] == list(codes)
    return found


def texts(part: Part, *codes: str) -> list[TextBlock]:
    found = galley(Document(parts=(part,)), *codes)
    assert all(isinstance(block, TextBlock) for block in found)
    return [block for block in found if isinstance(block, TextBlock)]


def test_four_levels_have_the_faces_of_the_standard() -> None:
    deep = Section(4, "（1）", line("丁"), (para("正文"),))
    third = Section(3, "1.", line("丙"), (deep,))
    top = Section(1, "一、", line("甲"), (Section(2, "（一）", line("乙"), (third,)),))
    found = texts(Part(blocks=(top,)))
    assert [(b.role, b.look.face, b.heading) for b in found] == [
        (Role.LEVEL1, Face.HEI, 1),
        (Role.LEVEL2, Face.KAI, 2),
        (Role.LEVEL3, Face.FANGSONG, 3),
        (Role.LEVEL4, Face.FANGSONG, 4),
        (Role.BODY, Face.FANGSONG, 0),
    ]
    assert [b.outline.level for b in found if b.outline] == [1, 2, 3, 4]
    assert all(b.look.first == 2 for b in found)


def test_chapters_and_articles_hold_layers_but_are_none() -> None:
    article = Section(
        2,
        "第一条",
        (),
        (para("为了规范公开，制定本办法。"), Section(3, "一、", line("范围"))),
        gap="　",
        run_in=True,
        scheme=Scheme.ARTICLE,
    )
    chapter = Section(1, "第一章", line("总则"), (article,), gap=" ", scheme=Scheme.CHAPTER)
    head, clause, first = texts(Part(blocks=(chapter,)))
    assert (head.role, head.text) == (Role.CHAPTER, "第一章　总则")
    assert clause.text == "第一条　为了规范公开，制定本办法。"
    assert [run.face for run in clause.runs] == [Face.HEI, Face.FANGSONG]
    assert clause.outline is not None
    assert clause.outline.text == "第一条"
    assert first.role is Role.LEVEL1


def test_a_run_in_heading_changes_face_where_it_ends() -> None:
    section = Section(
        1, "一、", line("压实责任。"), (para("各地要抓好落实。"), para("第二段。")), run_in=True
    )
    first, second = texts(Part(blocks=(section,)))
    assert [(run.text, run.face) for run in first.runs] == [
        ("一、", Face.HEI),
        ("压实责任。", Face.HEI),
        ("各地要抓好落实。", Face.FANGSONG),
    ]
    assert first.heading == 0
    assert first.outline is not None
    assert first.outline.text == "一、压实责任"
    assert second.text == "第二段。"


def test_spoken_points_are_body_text() -> None:
    point = Section(
        1, "一是", line("强化领导。"), (para("年初部署。"),), run_in=True, scheme=Scheme.HAN_POINT
    )
    (block,) = texts(Part(blocks=(point,)))
    assert {run.face for run in block.runs} == {Face.FANGSONG}
    assert block.role is Role.BODY


@pytest.mark.parametrize(
    ("organ", "date", "organ_right", "date_right"),
    [(7, 6.5, 3.5, 2), (10, 6.5, 2, 3.5), (3, 7, 8, 2), (18, 6, 2, 12)],
)
def test_unsealed_signature(organ: float, date: float, organ_right: float, date_right: float) -> None:
    assert insets(organ, date) == (organ_right, date_right)
    if organ_right > 2 or date_right > 2:
        begin_organ, begin_date = organ_right + organ, date_right + date
        assert begin_organ - begin_date == 2


def test_sealed_signature_centres_the_organ_over_the_date() -> None:
    organ, date = sealed_insets(5, 6.5)
    assert date == 4
    assert organ + 5 / 2 == date + 6.5 / 2


def test_joint_signature_stays_together() -> None:
    signature = Signature(("甲市财政局", "甲市教育局"), date=Date("2021年3月29日", "2021-03-29"))
    found = texts(Part(signatures=(signature,)))
    assert [b.text for b in found] == ["甲市财政局", "甲市教育局", "2021年3月29日"]
    assert [b.look.keep_next for b in found] == [True, True, False]
    assert [b.look.before for b in found] == [1, 0, 0]


def test_wrapped_annex_names_align_with_their_first_character() -> None:
    part = Part(attachments=(Attachment("名单", "附件：1."), Attachment("方案", "2.")))
    first, second = texts(part)
    assert first.look.left == second.look.left == 2 + 3 + cells("1.")
    assert first.look.first == -cells("附件：1.")
    assert second.look.first == -cells("2.")
    assert first.look.before == 1


def test_letterhead_only_with_its_fields() -> None:
    head = Letterhead(mark=Mark(("甲市人民政府",), "文件"), document_number="甲政发〔2021〕5号")
    found = texts(Part(letterhead=head, title=line("关于公开的通知")))
    assert [b.role for b in found] == [Role.ISSUER_MARK, Role.DOCUMENT_NUMBER, Role.TITLE]
    assert found[0].text == "甲市人民政府文件"
    assert found[0].look.red
    assert found[1].look.rule_below
    assert found[2].look.before == 2
    assert [b.role for b in texts(Part(title=line("通知")))] == [Role.TITLE]


def test_a_number_without_issuer_mark_gets_no_red_head() -> None:
    number, title = texts(
        Part(letterhead=Letterhead(document_number="甲政发〔2021〕5号"), title=line("通知"))
    )
    assert not number.look.rule_below
    assert (number.look.before, number.look.after) == (0, 1)
    assert title.look.before == 0


def test_an_article_with_a_heading_keeps_its_label_in_hei() -> None:
    article = Section(1, "第五条", line("主要任务是："), gap="　", scheme=Scheme.ARTICLE)
    (block,) = texts(Part(blocks=(article,)))
    assert [run.face for run in block.runs] == [Face.HEI, Face.FANGSONG]


def test_signers_carry_their_label_once() -> None:
    found = texts(Part(letterhead=Letterhead(signers=(Signer("张三"), Signer("李四")))))
    assert [b.text for b in found] == ["签发人：张三　李四"]


def test_further_parts_begin_on_a_new_page() -> None:
    document = Document(
        parts=(
            Part(title=line("通知")),
            Part(
                kind=PartKind.ANNEX,
                mark="附件1",
                title=line("名单"),
                blocks=(Section(1, "一、", line("甲")),),
            ),
        )
    )
    found = [b for b in galley(document) if isinstance(b, TextBlock)]
    assert [b.look.page_break for b in found] == [False, True, False, False]
    assert [(b.outline.level, b.outline.text) for b in found if b.outline] == [
        (1, "通知"),
        (1, "名单"),
        (2, "一、甲"),
    ]


def test_a_table_keeps_spans_headers_and_caption() -> None:
    table = Table(
        (
            Row((Cell((para("项目"),), colspan=2, header=True), Cell((para("金额"),), header=True))),
            Row((Cell((para("甲"),), rowspan=2), Cell((para("乙"),)), Cell((para("1"),)))),
            Row((Cell((para("丙"),)), Cell((para("2"),)))),
        ),
        caption=line("表1"),
        header_rows=1,
    )
    (block,) = galley(Document(parts=(Part(blocks=(table,)),)))
    assert isinstance(block, TableBlock)
    assert sum(block.widths) == pytest.approx(1)
    assert len(block.widths) == 3
    assert block.header_rows == 1
    assert galley_text([block]) == "表1\n项目\n金额\n甲\n乙\n1\n丙\n2"


def test_a_table_in_a_cell_becomes_paragraphs_and_says_so() -> None:
    inner = Table((Row((Cell((para("内"),)),)),))
    outer = Table((Row((Cell((para("外"), inner)),)),))
    (block,) = galley(Document(parts=(Part(blocks=(outer,)),)), "GD301")
    assert galley_text([block]) == "外\n内"


def test_a_note_goes_with_its_call() -> None:
    part = Part(blocks=(Paragraph((Text("正文"), Note((para("注文"),)), Text("。"))),))
    (body,) = texts(part)
    assert body.text == "正文[1]。"
    assert [note.text for note in body.notes] == ["[1]注文"]
    assert galley_text([body]) == "正文[1]。\n[1]注文"


def test_a_note_whose_mark_has_no_ink_is_counted() -> None:
    part = Part(blocks=(Paragraph((Text("正文"), Note((para("注文"),), label="\u202e"))),))
    (body,) = texts(part)
    assert body.text == "正文[1]"


def test_notes_count_from_one_in_every_part() -> None:
    part = Part(blocks=(Paragraph((Text("正文"), Note((para("注文"),)))),))
    found = [b for b in galley(Document(parts=(part, part))) if isinstance(b, TextBlock)]
    assert [b.text for b in found] == ["正文[1]", "正文[1]"]


def test_joint_organs_stand_beside_their_suffix() -> None:
    mark = Mark(("甲市发展和改革委员会", "甲市财政局"), "文件")
    (pair,) = galley(Document(parts=(Part(letterhead=Letterhead(mark=mark)),)))
    assert isinstance(pair, PairBlock)
    assert pair.middle
    assert (pair.left.text, pair.right.text) == ("甲市发展和改革委员会\n甲市财政局", "文件")
    assert pair.left.look.left + 28 - pair.left.look.right < pair.right.look.left + 28


def test_the_number_of_an_upward_document_stands_beside_the_last_signer() -> None:
    signers = tuple(Signer(name) for name in ("张三", "李四", "王五"))
    head = Letterhead(
        mark=Mark(("甲市人民政府",), "文件"), document_number="甲政〔2021〕5号", signers=signers
    )
    _, first, pair = galley(Document(parts=(Part(letterhead=head),)))
    assert isinstance(first, TextBlock)
    assert isinstance(pair, PairBlock)
    assert first.text == "签发人：张三　李四"
    assert (pair.left.text, pair.right.text) == ("甲政〔2021〕5号", "王五")
    assert pair.right.look.left == first.look.left + 4
    assert pair.left.look.left == 1


def test_a_long_issuer_mark_is_set_smaller() -> None:
    head = Letterhead(mark=Mark(("甲省乙自治州丙县人民政府办公室会同乡村振兴局",), "文件"))
    (mark,) = galley(Document(parts=(Part(letterhead=head),)))
    assert isinstance(mark, TextBlock)
    assert cells(mark.text) * SIZES[mark.look.size] <= 156 * 72 / 25.4
    assert mark.look.size == "小二"


def test_a_seal_stands_over_organ_and_date() -> None:
    seal = Resource(id="sha256:1", data=b"x", media_type="image/png")
    signature = Signature(("甲市人民政府",), date=Date("2021年3月29日", "2021-03-29"), seal="sha256:1")
    organ, date = galley(Document(parts=(Part(signatures=(signature,)),), resources=(seal,)))
    assert isinstance(organ, TextBlock)
    assert isinstance(date, TextBlock)
    assert organ.stamp is not None
    assert organ.stamp.alternative == "甲市人民政府印章"
    assert date.look.right == 4
    assert organ.look.before * 10.418 + 10.418 / 2 - organ.stamp.size / 2 < 10.418


def test_joint_organs_without_seals_stand_over_one_date() -> None:
    first = Signature(("甲市发展和改革委员会",))
    second = Signature(("甲市财政局",), date=Date("2021年3月29日", "2021-03-29"))
    found = texts(Part(signatures=(first, second)))
    assert [b.text for b in found] == ["甲市发展和改革委员会", "甲市财政局", "2021年3月29日"]
    assert [b.look.before for b in found] == [1, 0, 0]
    assert found[1].look.right - found[0].look.right == 2.5


def test_a_table_of_many_full_columns_turns_to_the_side() -> None:
    def wide(count: int) -> Table:
        return Table((Row(tuple(Cell((para("全市合计"),)) for _ in range(count))),))

    def turned(count: int) -> bool:
        (block,) = galley(Document(parts=(Part(blocks=(wide(count),)),)))
        assert isinstance(block, TableBlock)
        return block.landscape

    assert not turned(8)
    assert turned(12)


def test_minutes_name_those_present() -> None:
    part = Part(blocks=(para("会议强调落实。"), para("出席：张三、李四"), para("列席：王五")))
    context = Context()
    document = Document(parts=(part,))
    _, present, listening = prepare(document, PageOptions(profile="minutes"), context).blocks()
    assert isinstance(present, TextBlock)
    assert isinstance(listening, TextBlock)
    assert [run.text for run in present.runs] == ["出席：", "张三、李四"]
    assert present.runs[0].face is Face.HEI
    assert (present.look.left, present.look.first, present.look.before) == (5, -3, 1)
    assert listening.role is Role.ATTENDANCE


def test_the_disclosure_page_begins_with_the_metadata() -> None:
    entries = (
        Entry("索引号", "014046317/2021-01500", "index_number"),
        Entry("名称", "关于印发某某市某某区某某工作方案的通知", "title"),
        Entry("二维码", "https://example.gov.cn/1"),
    )
    context = Context()
    document = Document(metadata=Metadata(entries))
    table, code = prepare(document, PageOptions(profile="disclosure"), context).blocks()
    assert isinstance(table, TableBlock)
    assert isinstance(code, FigureBlock)
    assert [[cell.colspan for cell in row.cells] for row in table.rows] == [[1, 3], [1, 3], [1, 3]]
    assert galley_text([table]).split("\n")[1] == "014046317/2021-01500"
    assert not context.diagnostics


def test_a_missing_picture_is_said() -> None:
    assert galley(Document(parts=(Part(blocks=(Figure(href="a.png"),)),)), "GD503") == []


def test_the_end_record() -> None:
    rows = (
        ImprintLine(ImprintKind.COPY_TO, "市委各部门。", "抄送："),
        ImprintLine(ImprintKind.PRINTING, "甲市人民政府办公室", date=Date("2021年3月29日印发", "2021-03-29")),
    )
    (block,) = galley(Document(parts=(Part(imprint=rows),)))
    assert isinstance(block, ImprintBlock)
    assert [row.left.text for row in block.rows] == ["抄送：市委各部门。", "甲市人民政府办公室"]
    assert block.rows[1].right is not None
    assert block.rows[1].right.text == "2021年3月29日印发"


def test_the_sample_composes_to_all_its_ink(sample_document) -> None:
    context = Context()
    made = prepare(sample_document, PageOptions(), context)
    text = galley_text(made.blocks())
    assert compare("".join(s for part in made.document.parts for s in ink(part)), text) == ""
    assert {d.code for d in context.diagnostics} == {"GD250", "GD302"}


TITLES = [
    "2020年度宜兴市法治政府建设工作报告",
    "甲省人民政府办公厅关于进一步加强政务公开工作推进法治政府建设的实施意见",
    "国务院关于印发“十四五”国家应急体系规划的通知",
    "贵州省住房资金管理中心关于提高双缴存职工家庭购买首套住房和多子女家庭购房贷款额度的通知",
    "甲市人民政府关于印发《甲市重大行政决策程序规定》和《甲市规范性文件管理办法》的通知",
]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_breaks_between_words_in_a_good_shape(title: str) -> None:
    lines = break_title(title, 20)
    assert "".join(lines) == title
    assert all(cells(each) <= 20 for each in lines)
    assert len(lines) <= -(-int(cells(title)) // 20) + 1
    assert not any(each[0] in "的和与》”、" for each in lines[1:])
    if len(lines) > 1:
        assert not any(
            split in "|".join(lines) for split in ("关|于", "人|民", "政|府", "通|知", "意|见", "提|高")
        )


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="关于印发甲市政府工作的通知2021年《》“”（）A、", min_size=1, max_size=120))
def test_a_title_loses_nothing(title: str) -> None:
    lines = break_title(title, 20)
    assert "".join(lines) == title
    assert visible("".join(lines)) == visible(title)


def test_missing_names_what_is_not_there() -> None:
    assert missing(["甲", "乙"], "甲 x 乙") == ""
    assert "乙" in missing(["乙", "甲", "乙"], "乙甲")
    assert compare("甲乙丙", "甲丙") != ""
