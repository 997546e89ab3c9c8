"""Documents for the tests of the DOCX writer, made by hand."""

import struct
import zlib
from hashlib import sha256

from govdoc.context import Context
from govdoc.model import (
    Attachment,
    Break,
    Cell,
    Date,
    Document,
    Emphasis,
    Entry,
    Figure,
    ImprintKind,
    ImprintLine,
    Inlines,
    Letterhead,
    Link,
    Mark,
    Metadata,
    Paragraph,
    Part,
    PartKind,
    Resource,
    Row,
    Scheme,
    Section,
    Signature,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Underline,
)
from govdoc.profile import load_profile
from govdoc.writers.docx.body import Body
from govdoc.writers.docx.relations import Relations
from govdoc.writers.docx.sections import Sections


def empty_body(relations: Relations, context: Context) -> Body:
    """A body to which blocks can be added by hand."""
    profile = load_profile("gbt9704")
    return Body(profile, relations, context, Sections("<w:sectPr></w:sectPr>", profile, own=True))


def text(*pieces: str) -> Inlines:
    return tuple(Text(text=piece) for piece in pieces)


def paragraph(words: str) -> Paragraph:
    return Paragraph(content=text(words))


def png(width: int = 40, height: int = 20, per_metre: int = 4000) -> bytes:
    """A grey PNG that says how many pixels a metre it has."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0))
        + chunk(b"pHYs", struct.pack(">2IB", per_metre, per_metre, 1))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def resource(data: bytes, media_type: str = "image/png", name: str = "图表.png") -> Resource:
    return Resource(id=f"sha256:{sha256(data).hexdigest()}", data=data, media_type=media_type, name=name)


METADATA = Metadata(
    entries=(
        Entry(label="索引号", raw="014046317/2021-00007", key="index_number"),
        Entry(label="发布机构", raw="山前市司法局", key="issuer", value=("山前市司法局",)),
        Entry(label="生成日期", raw="2021年3月29日", key="generated", value="2021-03-29"),
        Entry(label="文件编号", raw="", key="document_number"),
        Entry(label="主题", raw="司法", key="topic"),
        Entry(label="主题", raw="公安、安全、司法", key="topic"),
        Entry(label="体裁", raw="报告", key="genre"),
        Entry(label="关键词", raw="法制,法律 & <秩序>", key="keywords", value=("法制", "法律 & <秩序>")),
    )
)


def plain(paragraphs: int = 30) -> Document:
    """A published report: title, headings of three levels, run-in headings, signature and date."""
    long = "加强组织领导，落实工作责任，推动“放管服”改革走深走实，确保2021年各项任务按期完成。" * 3
    measures = tuple(
        Section(
            level=3,
            label=label,
            scheme=Scheme.HAN_POINT,
            number=i,
            heading=text("强化组织领导。"),
            run_in=True,
            blocks=(paragraph(long),),
        )
        for i, label in enumerate(("一是", "二是", "三是"), 1)
    )
    second = Section(
        level=2,
        label="（一）",
        scheme=Scheme.HAN_BRACKET,
        number=1,
        heading=text("抓好顶层设计"),
        blocks=measures,
    )
    first = Section(
        level=1,
        label="一、",
        scheme=Scheme.HAN_COMMA,
        number=1,
        heading=text("工作情况"),
        blocks=(second, *(paragraph(long) for _ in range(paragraphs))),
    )
    main = Part(
        title=text("2020年度山前市法治政府建设工作报告"),
        blocks=(paragraph("现将有关情况报告如下："), first),
        signatures=(
            Signature(organs=("山前市人民政府",), date=Date(raw="2021年3月29日", value="2021-03-29")),
        ),
    )
    return Document(metadata=METADATA, parts=(main,))


def full() -> Document:
    """A document with everything: red head, marks, table with spans, picture, annex, end record."""
    picture = resource(png())
    rows = (
        Row(cells=(_head("项目", rowspan=2), _head("数量", colspan=2))),
        Row(cells=(_head("上年"), _head("本年"))),
        Row(cells=(_cell("受理"), _cell("120"), _cell("135"))),
        Row(cells=(_cell("办结", rowspan=2), _cell("118"), _cell("134"))),
        Row(cells=(_cell("其中按期", colspan=2),)),
    )
    marks = Paragraph(
        content=(
            *text("详见"),
            Link(content=text("网站"), href="https://example.gov.cn/目录?a=1&b=2"),
            Strong(content=text("重点")),
            Emphasis(content=text("斜体")),
            Underline(content=text("下划线")),
            *text("10m"),
            Superscript(content=text("2")),
            *text("H"),
            Subscript(content=text("2")),
            *text("O，\t制表<&>\"'，", " 首尾有空白 "),
            Break(),
            *text("换行之后，软\u00ad连字符"),
        )
    )
    chapter = Section(
        level=1,
        label="第一章",
        gap="　",
        scheme=Scheme.CHAPTER,
        number=1,
        heading=text("总则"),
        blocks=(
            Section(
                level=2,
                label="一、",
                scheme=Scheme.HAN_COMMA,
                number=1,
                heading=text("压实责任："),
                run_in=True,
                blocks=(paragraph("各地各部门要抓好落实。"),),
            ),
            Section(level=2, label="二、", scheme=Scheme.HAN_COMMA, number=2, heading=text("数据")),
            marks,
            Table(
                rows=rows, caption=text("表1　办理情况"), header_rows=2, summary="按年比较", widths=(2, 1, 1)
            ),
            Table(rows=(Row(cells=(_cell("紧接着的表"),)),)),
            Figure(resource=picture.id, alternative='趋势"上升"', caption=text("图1　趋势")),
        ),
    )
    main = Part(
        letterhead=Letterhead(
            copy_number="000001",
            secrecy="机密★1年",
            urgency="特急",
            mark=Mark(organs=("山前市人民政府",), suffix="文件"),
            document_number="山政发〔2021〕12号",
        ),
        title=text("山前市人民政府关于印发法治政府建设若干措施的通知"),
        recipients=text("各区人民政府，市政府各部门："),
        blocks=(paragraph("现印发给你们，请认真贯彻执行。"), chapter),
        attachments=(
            Attachment(label="附件：1.", name="任务分工"),
            Attachment(label="2.", name="统计口径"),
        ),
        signatures=(
            Signature(organs=("山前市人民政府",), date=Date(raw="2021年3月29日", value="2021-03-29")),
        ),
        note=text("（此件公开发布）"),
    )
    annex = Part(
        kind=PartKind.ANNEX,
        mark="附件1",
        title=text("任务分工"),
        blocks=(paragraph("由市司法局牵头。"),),
        imprint=(
            ImprintLine(
                kind=ImprintKind.COPY_TO,
                label="抄送：",
                text="市委各部门，市人大常委会办公室，市政协办公室，市法院，市检察院，市人武部。",
            ),
            ImprintLine(
                kind=ImprintKind.PRINTING,
                text="山前市人民政府办公室",
                date=Date(raw="2021年3月29日印发", value="2021-03-29"),
            ),
        ),
    )
    return Document(metadata=METADATA, parts=(main, annex), resources=(picture,))


def _cell(words: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    return Cell(blocks=(paragraph(words),), colspan=colspan, rowspan=rowspan)


def _head(words: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    return Cell(blocks=(paragraph(words),), colspan=colspan, rowspan=rowspan, header=True)
