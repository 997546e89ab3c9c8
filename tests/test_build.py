"""The short constructors: strings and lists are enough, and computed fields are filled in."""

import msgspec

from govdoc import build as b
from govdoc import model as m


def test_strings_stand_for_text_and_paragraphs():
    assert b.paragraph("正文") == m.Paragraph(content=(m.Text(text="正文"),))
    assert b.paragraph("") == m.Paragraph()
    assert b.content(["a", m.Break(), "b"]) == (m.Text(text="a"), m.Break(), m.Text(text="b"))


def test_a_section_counts_its_label_and_its_nesting():
    inner = b.section("1.", "小项", "正文")
    outer = b.section("一、", "大项", b.section("（二）", "中项", inner))
    middle = outer.blocks[0]
    assert (outer.level, middle.level, middle.blocks[0].level) == (1, 2, 3)
    assert (outer.number, middle.number, middle.blocks[0].number) == (1, 2, 1)
    assert (outer.scheme, middle.scheme) == (m.Scheme.HAN_COMMA, m.Scheme.HAN_BRACKET)
    assert inner.level == 1


def test_a_section_inside_a_table_inside_a_section_nests():
    table = b.table([[b.cell(b.section("一、", "内"))]])
    outer = b.section("一、", "外", table)
    assert outer.blocks[0].rows[0].cells[0].blocks[0].level == 2


def test_a_section_without_label_or_with_a_strange_one():
    assert (b.section(None, "引言").number, b.section(None, "引言").label) == (None, "")
    strange = b.section("甲、", "其他")
    assert (strange.label, strange.number, strange.scheme) == ("甲、", None, None)
    assert b.section("一、二", "x").scheme is None


def test_a_table_of_strings():
    table = b.table([["镇", "数"], ["丁蜀", ""]])
    assert [cell.header for row in table.rows for cell in row.cells] == [True, True, False, False]
    assert table.rows[1].cells[1].blocks == ()
    assert table.header_rows == 1
    assert b.table([]).header_rows == 0


def test_an_entry_knows_its_key_and_value():
    assert b.entry("公开日期：", "2021-3-29") == m.Entry(
        label="公开日期：", raw="2021-3-29", key="published", value="2021-03-29"
    )
    assert b.entry("责任处室", "绿化科") == m.Entry(label="责任处室", raw="绿化科")
    assert b.entry("Date", "2021年", key="written").value == "2021"


def test_signature_and_imprint_read_their_dates():
    assert b.signature("甲局", "乙局", date="二〇二一年三月一日") == m.Signature(
        organs=("甲局", "乙局"), date=m.Date(raw="二〇二一年三月一日", value="2021-03-01")
    )
    copy_to, printing = b.imprint("市委。", "办公室", "2021年3月2日印发")
    assert (copy_to.label, copy_to.text) == ("抄送：", "市委。")
    assert (printing.date.raw, printing.date.value) == ("2021年3月2日印发", "2021-03-02")
    assert b.imprint() == ()


def test_nothing_is_invented():
    document = b.document("标题")
    assert document == m.Document(parts=(m.Part(title=(m.Text(text="标题"),)),))
    assert b.letterhead() == m.Letterhead()
    assert b.letterhead("甲市人民政府").mark == m.Mark(organs=("甲市人民政府",))


def test_a_resource_is_named_by_its_hash():
    picture = b.resource(b"abc", "image/png")
    assert picture.id == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert b.figure(picture, "图").resource == picture.id
    assert b.figure("a.png", "图").href == "a.png"


def test_what_is_built_has_the_types_of_the_model():
    document = b.document("标题", b.items("甲", ["乙", "丙"]), parts=[b.part("附件", mark="附件1")])
    assert msgspec.convert(msgspec.to_builtins(document), m.Document) == document
