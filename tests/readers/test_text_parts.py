"""The end of a part, and several parts on one page."""

import pytest

from govdoc.model import Attachment, Date, ImprintKind, ImprintLine, PartKind, Signature, Signer, one_line
from tests.readers.reading import pairs, read_quiet, read_text

HEAD = "关于停水的通知\n明日停水,请做好准备。\n"


def _signature(text: str, *codes: str) -> Signature:
    document = read_quiet(HEAD + text, *codes)
    assert len(document.main.blocks) == 1
    (signature,) = document.main.signatures
    return signature


@pytest.mark.parametrize(
    ("text", "organs"),
    [
        ("青原市水务局\n2021年3月29日\n", ("青原市水务局",)),
        ("青原市水务局2021年3月29日\n", ("青原市水务局",)),
        ("青原市水务局　青原市财政局\n2021年3月29日\n", ("青原市水务局", "青原市财政局")),
        ("青原市水务局青原市财政局\n2021年3月29日\n", ("青原市水务局", "青原市财政局")),
        (
            "国家税务总局青原市税务局\n青原市财政局\n2021年3月29日\n",
            ("国家税务总局青原市税务局", "青原市财政局"),
        ),
        (
            "青原市推进节水型城市\n建设工作领导小组\n2021年3月29日\n",
            ("青原市推进节水型城市建设工作领导小组",),
        ),
        ("2021年3月29日\n", ()),
    ],
)
def test_signatures(text: str, organs: tuple[str, ...]) -> None:
    assert _signature(text) == Signature(organs=organs, date=Date(raw="2021年3月29日", value="2021-03-29"))


def test_a_person_signs() -> None:
    signature = _signature("市长　王明\n二〇二一年三月二十九日\n")
    assert signature.signers == (Signer(name="王明", title="市长"),)
    assert signature.date == Date(raw="二〇二一年三月二十九日", value="2021-03-29")


def test_a_date_left_open_is_kept_and_said() -> None:
    assert _signature("青原市水务局\n2021年月日\n", "GD208").date == Date(raw="2021年月日")


def test_an_organ_without_date_signs_only_when_it_is_known() -> None:
    known = read_quiet("青原市水务局关于停水的通知\n明日停水。\n青原市水务局\n")
    assert known.main.signatures == (Signature(organs=("青原市水务局",)),)
    unknown = read_quiet(HEAD + "青原市水务局\n", "GD205")
    assert unknown.main.signatures == ()
    assert len(unknown.main.blocks) == 2


def test_everything_below_the_text() -> None:
    document = read_quiet(
        HEAD + "附件:1.停水范围\n2.《供水应急方案\n(试行)》\n\n青原市水务局\n2021年3月29日\n(此件公开发布)\n"
        "抄送：市委办公室。\n青原市水务局办公室　2021年3月30日印发\n"
    )
    part = document.main
    assert part.attachments == (
        Attachment(label="附件:1.", name="停水范围"),
        Attachment(label="2.", name="《供水应急方案(试行)》"),
    )
    assert one_line(part.note) == "(此件公开发布)"
    assert part.imprint == (
        ImprintLine(kind=ImprintKind.COPY_TO, label="抄送：", text="市委办公室。"),
        ImprintLine(
            kind=ImprintKind.PRINTING,
            text="青原市水务局办公室",
            date=Date(raw="2021年3月30日印发", value="2021-03-30"),
        ),
    )


def test_files_below_the_signature_are_kept_as_links() -> None:
    document = read_quiet(HEAD + "附件:停水范围\n青原市水务局\n2021年3月29日\n停水范围.docx\n")
    assert document.main.attachments == (
        Attachment(label="附件:", name="停水范围"),
        Attachment(name="停水范围.docx", href="停水范围.docx"),
    )


ISSUED = (
    "关于印发《青原市停车办法(试行)》的通知\n各区人民政府:\n现将办法印发给你们,请遵照执行。\n"
    "青原市人民政府\n2021年3月29日\n(此件公开发布)\n青原市停车办法(试行)\n"
    "第一条为了规范停车,制定本办法。\n第二条本办法自印发之日起施行。\n"
)


def test_an_issued_text_is_a_part_of_its_own() -> None:
    document = read_quiet(ISSUED)
    main, attached = document.parts
    assert one_line(main.note) == "(此件公开发布)"
    assert (main.kind, len(main.signatures)) == (PartKind.MAIN, 1)
    assert (attached.kind, one_line(attached.title)) == (PartKind.ATTACHED, "青原市停车办法(试行)")
    assert len(attached.blocks) == 2


def test_an_issued_text_without_a_signature_above_it() -> None:
    document = read_quiet(ISSUED.replace("青原市人民政府\n2021年3月29日\n(此件公开发布)\n", ""))
    assert [part.kind for part in document.parts] == [PartKind.MAIN, PartKind.ATTACHED]


def test_annexes() -> None:
    document = read_quiet(
        HEAD
        + "附件:1.范围\n2.方案\n青原市水务局\n2021年3月29日\n"
        + "附件1\n停水范围一览表\n全市。\n附件2\n供水应急方案\n一、目标\n保供水。\n"
    )
    assert [(part.kind, part.mark, one_line(part.title)) for part in document.parts[1:]] == [
        (PartKind.ANNEX, "附件1", "停水范围一览表"),
        (PartKind.ANNEX, "附件2", "供水应急方案"),
    ]
    assert [a.name for a in document.main.attachments] == ["范围", "方案"]


def test_two_pages_joined() -> None:
    page = "关于停止{0}供水服务的通知\n日期:2021-03-2916:41来源:水务局\n各用户:\n一、{0}停水。\n二、备水。\n"
    document = read_quiet(page.format("东区") + page.format("西区"))
    assert [(part.kind, one_line(part.title)) for part in document.parts] == [
        (PartKind.MAIN, "关于停止东区供水服务的通知"),
        (PartKind.SECOND, "关于停止西区供水服务的通知"),
    ]
    assert len(pairs(document)) == 4
    assert one_line(document.parts[1].recipients) == "各用户:"


def test_a_page_that_is_an_annex() -> None:
    document = read_quiet("附件1\n青原市停水方案\n为了节水,制定本方案。\n")
    assert (document.main.mark, one_line(document.main.title)) == ("附件1", "青原市停水方案")


def test_an_annex_has_the_title_that_the_list_names() -> None:
    document = read_quiet(
        HEAD
        + "附件:1.东区各街道的停水范围\n青原市水务局\n2021年3月29日\n"
        + "附件1.\n东区各街道的\n停水范围\n单位\n编号\n"
    )
    assert one_line(document.parts[1].title) == "东区各街道的停水范围"


def test_a_second_issued_text_begins_with_its_title_and_numbers() -> None:
    second = "青原市加油站管理规定\n一、目的\n规范加油。\n二、范围\n全市。\n"
    first = "一、目的\n规范停车。\n二、范围\n全市。\n三、解释\n由市政府解释。\n"
    head = ISSUED[: ISSUED.index("第一条")]
    document = read_quiet(head + first + second)
    assert [(part.kind, one_line(part.title)) for part in document.parts[1:]] == [
        (PartKind.ATTACHED, "青原市停车办法(试行)"),
        (PartKind.ATTACHED, "青原市加油站管理规定"),
    ]


def test_an_order_has_a_mark_and_its_title_in_the_metadata() -> None:
    document = read_quiet(
        "标题:青原市停车条例 文号:青原市人民政府令第7号\n青原市人民政府令\n第7号\n"
        "现公布《青原市停车条例》。\n市长　王明\n2021年3月29日\n"
        "青原市停车条例\n(2021年3月1日市政府会议通过)\n第一条为了规范停车,制定本条例。\n"
    )
    head = document.main.letterhead
    assert head is not None
    assert head.mark is not None
    assert (head.mark.organs, head.mark.suffix, head.document_number) == (("青原市人民政府",), "令", "第7号")
    assert document.main.title == ()
    assert document.title == "青原市停车条例"
    assert one_line(document.parts[1].subtitle) == "(2021年3月1日市政府会议通过)"


def test_a_list_of_annexes_above_a_date_is_no_annex() -> None:
    page = "关于档案工作的通知\n{0}\n各单位:\n现通知如下。\n一、本通知自印发之日起执行。\n附件:《关于档案工作的通知》政策解读\n2021年3月29日\n附件\n《关于档案工作的通知》政策解读\n一、背景\n有关背景。\n二、内容\n有关内容。\n"
    text = page.format("来源:市档案局 发布日期:2021-03-29") + page.format("来源:市档案局 发布日期:2021-04-01")
    document = read_text(text)
    assert [part.kind for part in document.parts] == ["main", "annex", "second", "annex"]
    assert [len(part.signatures) for part in document.parts] == [1, 0, 1, 0]
