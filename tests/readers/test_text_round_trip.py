"""The text writer: everything is there, and reading it back gives the same structure."""

import io

import msgspec
import pytest

from govdoc import build as b
from govdoc.context import Context
from govdoc.inkcheck import missing
from govdoc.model import (
    Align,
    Attachment,
    Break,
    Cell,
    Document,
    Entry,
    Figure,
    Item,
    Link,
    List,
    Metadata,
    Note,
    Paragraph,
    Part,
    Provenance,
    Raw,
    Row,
    Strong,
    Table,
    Text,
)
from govdoc.options import TextWriteOptions
from govdoc.tree import ink
from govdoc.writers.text import write
from tests.conftest import SAMPLE
from tests.readers.reading import read_quiet, read_text, write_text
from tests.readers.test_text_parts import ISSUED


def _bare(document: Document) -> Document:
    return msgspec.structs.replace(document, provenance=Provenance())


PAGES = (
    SAMPLE.read_text("utf-8"),
    ISSUED,
    (
        "000001\n特急\n青原市人民政府文件\n签发人:李华\n青政发〔2021〕5号\n关于停水的请示\n省政府办公厅:\n明日停水。\n"
        "附件:范围\n青原市人民政府\n2021年3月29日\n(此件公开发布)\n抄送:省水利厅。\n"
    ),
    "关于展会的通告\n现将安排公布如下:\n日期\t地点\n4月\t广场\n5月\t\n特此通告。\n",
)


@pytest.mark.parametrize("page", PAGES)
def test_reading_back_what_was_written(page: str) -> None:
    document = read_text(page)
    text = write_text(document)
    assert missing(ink(document), text) == ""
    assert _bare(read_text(text)) == _bare(document)
    assert write_text(read_text(text)) == text


def test_the_sample_says_only_what_is_navigation() -> None:
    document = read_quiet(SAMPLE.read_text("utf-8"), "GD206", "GD206")
    text = write_text(document)
    assert "当前位置" not in text
    assert "政务公开工作文件" not in text
    assert text.count("2020年度宜兴市法治政府建设工作报告") == 2
    assert document.provenance.encoding == "utf-8"
    assert document.provenance.digest is not None
    assert document.provenance.digest.startswith("sha256:")


def test_the_metadata_can_be_left_out() -> None:
    text = write_text(read_text("关于停水的通知\n发布日期:2021-03-29\n明日停水。\n"), metadata=False)
    assert text == "关于停水的通知\n明日停水。\n"


def test_labels_without_colon_get_one_where_nobody_knows_them() -> None:
    entries = (
        Entry(label="索引号", raw="1", key="index_number"),
        Entry(label="登记簿", raw="2"),
        Entry(label="文号", key="document_number"),
    )
    assert write_text(Document(metadata=Metadata(entries=entries))) == "索引号 1\n登记簿：2\n文号\n"


def test_what_text_cannot_say_is_reported() -> None:
    def words(text: str) -> Paragraph:
        return Paragraph(content=(Text(text=text),))

    blocks = (
        Paragraph(
            content=(
                Strong(content=(Text(text="甲"),)),
                Link(content=(Text(text="乙"),), href="http://a.cn/"),
                Note(label="1", blocks=(words("注"),)),
            )
        ),
        List(items=(Item(label="•", blocks=(words("丙"), words("丁"))),)),
        Table(
            rows=(
                Row(cells=(Cell(blocks=(words("戊"),), colspan=2), Cell(blocks=(words("己"),), rowspan=2))),
                Row(cells=(Cell(blocks=(words("庚"), words("辛"))), Cell())),
            )
        ),
        Figure(href="a.png", caption=(Text(text="图1"),)),
    )
    text = write_text(Document(parts=(Part(blocks=blocks),)), *["GD301"] * 8)
    assert text == "甲乙〔1注〕\n•丙\n丁\n戊\t\t己\n庚 辛\t\t\n图1\n"


def test_encodings() -> None:
    from govdoc.options import TextReadOptions
    from govdoc.readers.text import read
    from govdoc.source import Source

    text = "关于停水的通知\n明日停水。\n"
    found = {}
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        context = Context()
        document = read(Source(text.encode(encoding)), TextReadOptions(), context)
        assert _bare(document) == _bare(read_text(text))
        found[encoding] = (document.provenance.encoding, [d.code for d in context.diagnostics])
    assert found == {
        "utf-8": ("utf-8", []),
        "utf-8-sig": ("utf-8", []),
        "gb18030": ("gb18030", ["GD101"]),
        "utf-16": ("utf-16-le", []),
    }


def test_blanks_at_the_ends_of_lines_are_layout() -> None:
    page = "\u3000\u3000关于停水的通知\u00a0\n\u200b\n\u00a0\u3000明日 停水。\u3000\n"
    document = read_quiet(page)
    assert document.title == "关于停水的通知"
    assert document.main.blocks == (Paragraph(content=(Text(text="明日 停水。"),)),)


def said(document: Document) -> dict[str, int]:
    context = Context()
    write(document, TextWriteOptions(), context, io.BytesIO())
    return {d.values[1]: d.count for d in context.diagnostics}


def test_what_would_read_back_otherwise_is_named() -> None:
    entries = (
        b.entry("索引号", "1"),
        b.entry("PubDate", "2021-03-29"),
        b.entry("文号", "2", key="title"),
        Entry(label="关键词", raw="植树 绿化", key="keywords"),
    )
    assert said(b.document("通知", "甲。", metadata=entries)) == {
        "元数据的名称": 1,
        "元数据的键": 1,
        "元数据的规范值": 1,
    }
    table = b.table([["镇", "数量"], ["丁蜀镇", b.cell("甲", "乙")]], "任务表", widths=(1, 2), summary="略")
    one = b.table([["甲", "乙"]], header_rows=0)
    raw = Raw(format="html", text="<hr>")
    centred = b.paragraph("甲。", Align.CENTER)
    document = b.document(
        "通知", b.section("", "总则", "一。"), table, one, raw, centred, letterhead=b.letterhead("市政府")
    )
    assert said(document) == {
        "发文机关标志": 1,
        "没有序号的标题": 1,
        "表题": 1,
        "表头": 1,
        "列宽": 1,
        "表格的说明": 1,
        "一行或一列的表格": 1,
        "单元格内的分段": 1,
        "原样的内容": 1,
        "对齐": 1,
    }


def test_parts_that_run_on_are_named() -> None:
    unmarked = b.document("通知", "甲。", parts=[b.part("清单", "乙。")])
    marked = b.document("通知", "甲。", parts=[b.part("清单", "乙。", mark="附件")])
    signed = b.document("通知", "甲。", signatures=[b.signature("市政府")], parts=[b.part("清单", "乙。")])
    assert (said(unmarked), said(marked), said(signed)) == ({"各份文件的分界": 1}, {}, {})


def test_a_first_line_that_could_be_a_title_is_named() -> None:
    assert said(b.document("通知", "本刊记者", "甲。")) == {"标题与正文的分界": 1}
    assert said(b.document("通知", "现通知如下：", "甲。")) == {}


def test_order_that_text_cannot_say_is_named() -> None:
    article = b.section(
        "第一条", "", "甲：", b.section("（一）", "", "乙。", run_in=True), "丙。", run_in=True
    )
    assert said(b.document("办法", article)) == {"层次之后的正文": 1}
    assert said(b.document((Text(text="停车法"), Break(), Text(text="（草案）")), "甲。")) == {
        "标题的分行": 1
    }
    attached = Attachment(name="表.docx", href="表.docx")
    assert said(b.document("通知", "甲。", attachments=[attached])) == {}
    signed = b.document("通知", "甲。", attachments=[attached], signatures=[b.signature("市政府")])
    assert said(signed) == {"附件的链接": 1}
    entries = (b.entry("登记簿", "1"), b.entry("索引号", "2"), b.entry("栏别", "3"))
    assert said(b.document("通知", "甲。", metadata=entries)) == {"元数据的名称": 1}
