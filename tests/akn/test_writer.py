"""What an Akoma Ntoso file says: identification from the document alone, structure, identifiers, validity."""

import pytest
from msgspec.structs import replace

import govdoc
from govdoc import build as b
from govdoc import model as m
from tests.akn.files import at, faults, read_akn, write_akn
from tests.full_document import FULL

RULES = b.document(
    "停车管理办法",
    "（2021年3月1日公布）",
    b.section(
        "第一章",
        "总则",
        b.section("第一条", "", "为了规范停车，制定本办法。", run_in=True, gap="\u3000"),
        b.section("第二条", "", "停车应当收费。", "收费应当公开。", run_in=True),
        b.section(
            "第三条",
            "",
            "下列车辆免费：",
            b.section("（一）", "", "军车；", run_in=True),
            b.section("（二）", "", "警车。", b.section("1.", "", "含特警。", run_in=True), run_in=True),
            run_in=True,
        ),
    ),
    b.section("第二章", "附则", b.section("第四条", "", "自公布之日起施行。", run_in=True)),
    metadata=[b.entry("成文日期", "2021年2月28日"), b.entry("发布日期", "2021-03-01"), b.entry("体裁", "令")],
)
EMPTY = m.Document()


@pytest.mark.parametrize("document", [FULL, RULES, EMPTY], ids=["full", "rules", "empty"])
def test_valid_lossless_and_nothing_lost(document):
    data = write_akn(document)
    assert faults(data) == []
    assert read_akn(data) == document
    assert govdoc.verify(document, data, "akn") == ()
    assert write_akn(document) == data


def test_the_sample(sample_document):
    data = write_akn(sample_document)
    assert faults(data) == []
    assert read_akn(data) == sample_document
    assert govdoc.verify(sample_document, data, "akn") == ()
    assert at(data, "string(//a:FRBRWork/a:FRBRuri/@value)") == "/akn/cn/doc/2021-03-29/014046317-2021-01500"
    assert (
        len(at(data, "//*[namespace-uri()='urn:govdoc:disclosure:1'][parent::*[local-name()='metadata']]"))
        == 21
    )
    again = read_akn(data, "GD145", carried=False)
    assert again.parts == sample_document.parts


def test_rules_are_an_act_with_articles_counted_through():
    data = write_akn(RULES)
    assert at(data, "name(/a:akomaNtoso/*)") == "act"
    assert at(data, "string(//a:act/@name)") == "令"
    assert at(data, "string(//a:preamble)").strip() == "（2021年3月1日公布）"
    assert at(data, "//a:body//a:chapter/@eId | //a:article/@eId") == [
        "chp_1",
        "art_1",
        "art_2",
        "art_3",
        "chp_2",
        "art_4",
    ]
    assert at(data, "//a:article[@eId='art_2']/a:paragraph/@eId") == ["art_2__para_1", "art_2__para_2"]
    assert at(data, "//a:subparagraph/@eId | //a:point/@eId") == [
        "art_3__subpara_1",
        "art_3__subpara_2",
        "art_3__subpara_2__point_1",
    ]
    assert at(data, "string(//a:article[1]/a:num)") == "第一条\u3000"
    assert read_akn(data, "GD145", carried=False).parts == RULES.parts


def test_a_report_is_a_doc_with_levels_by_nesting():
    data = write_akn(FULL)
    assert at(data, "name(/a:akomaNtoso/*)") == "doc"
    assert at(data, "string(//a:section/a:num)") == "一、"
    assert at(data, "string(//a:section[@eId='sec_1']/a:subsection/@eId)") == "sec_1__subsec_1"
    assert at(data, "string(//a:ref/@href)") == "#tblock_1"
    assert at(data, "string(//a:authorialNote/a:num)") == "①"
    assert at(data, "string(//a:attachment[@class='annex']/a:num)") == "附件1"


def test_identification_says_only_what_the_document_says():
    dates = at(write_akn(RULES), "//a:FRBRdate/@date | //a:FRBRdate/@name")
    assert dates == ["2021-02-28", "written", "2021-03-01", "published", "2021-03-01", "published"]
    assert at(write_akn(RULES), "string(//a:publication/@date)") == "2021-03-01"
    assert at(write_akn(FULL), "string(//a:FRBRWork/a:FRBRnumber/@value)") == "014046317/2021-01500"
    assert at(write_akn(FULL), "//a:FRBRname/@value") == ["关于开展春季植树的通知", "任务表"]
    organ = at(write_akn(FULL), "string(//a:FRBRWork/a:FRBRauthor/@href)")
    assert at(write_akn(FULL), f"string(//a:TLCOrganization[@eId='{organ[1:]}']/@showAs)") == "宜兴市人民政府"


def test_what_the_schema_demands_and_nobody_said_is_marked_unknown():
    data = write_akn(EMPTY)
    assert set(at(data, "//a:FRBRdate/@date")) == {"0001-01-01"}
    assert set(at(data, "//a:FRBRdate/@name")) == {"unknown"}
    assert at(data, "string(//a:FRBRWork/a:FRBRuri/@value)") == "/akn/cn/doc/nn"
    assert at(data, "//a:TLCOrganization/@showAs") == ["govdoc", ""]


def test_the_date_of_the_file_is_given_or_not_there():
    made = at(write_akn(RULES, now="2026-11-23T08:00:00"), "//a:FRBRManifestation/a:FRBRdate")[0]
    assert dict(made.attrib) == {"date": "2026-11-23", "name": "markup"}


def test_numbers_that_repeat_and_divisions_without_number():
    document = b.document(
        "通知", b.section("一、", "甲"), b.section("一、", "乙"), b.section("", "丙"), b.section("●", "丁")
    )
    data = write_akn(document)
    assert at(data, "//a:section/@eId") == ["sec_1", "sec_1_2", "sec_nn", "sec_nn_2"]
    assert faults(data) == []


def test_text_between_and_after_articles_stands_in_the_body():
    document = b.document(
        "办法",
        b.section("第一条", "", "甲。", run_in=True),
        "过渡。",
        b.section("第二条", "", "乙。", run_in=True),
        "完。",
    )
    data = write_akn(document)
    assert faults(data) == []
    assert [e.text for e in at(data, "//a:body/a:hcontainer//a:p")] == ["过渡。", "完。"]
    assert read_akn(data, "GD145", carried=False).parts == document.parts


@pytest.mark.parametrize(
    ("href", "written"),
    [
        ("https://a.cn/b?c=1#d", "https://a.cn/b?c=1#d"),
        ("附件 1.docx", "附件%201.docx"),
        ("a:b:c", "a:b:c"),
        ("http://[x", "http%3A%2F%2F%5Bx"),
        ("50%", "50%25"),
        ("", ""),
        ("#nowhere", "#nowhere"),
    ],
)
def test_targets_are_references(href, written):
    paragraph = m.Paragraph(content=(m.Link(content=(m.Text(text="甲"),), href=href),))
    data = write_akn(b.document("通知", paragraph))
    assert faults(data) == []
    assert at(data, "//a:p/*/@href") == [written]


def test_characters_outside_the_alphabet_are_reported():
    import io

    from govdoc.context import Context
    from govdoc.options import AknWriteOptions
    from govdoc.writers.akn import write

    document = b.document("通\x01知\ufeff")
    sink, context = io.BytesIO(), Context()
    write(document, AknWriteOptions(), context, sink)
    assert [(d.code, d.values) for d in context.diagnostics] == [("GD103", ("2",))]
    assert read_akn(sink.getvalue()).title == "通知"


def test_nesting_beyond_all_reason_is_refused():
    from govdoc.errors import LimitError

    deep = m.Paragraph()
    for _ in range(3000):
        deep = m.List(items=(m.Item(blocks=(deep,)),))
    with pytest.raises(LimitError):
        write_akn(replace(EMPTY, parts=(m.Part(blocks=(deep,)),)))
