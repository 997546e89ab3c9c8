"""A document for each profile and each element of a page, for the checks that other programs make."""

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
    Resource,
    Row,
    Signature,
    Signer,
    Table,
    Text,
)
from tests.pdf.documents import PICTURES, SENTENCE, paragraph, rich, text

SEAL = PICTURES["sha256:png"]
SVG = Resource(
    id="sha256:svg",
    data=b'<svg xmlns="http://www.w3.org/2000/svg" width="60mm" height="20mm" viewBox="0 0 120 40">'
    b'<rect width="120" height="40" fill="#eef" stroke="navy"/>'
    b'<text x="8" y="26" font-size="14">\xe6\xb5\x81\xe7\xa8\x8b</text></svg>',
    media_type="image/svg+xml",
    name="流程.svg",
)
IMPRINT = (
    ImprintLine(kind=ImprintKind.COPY_TO, label="抄送：", text="市委各部门，市人大常委会办公室。"),
    ImprintLine(kind=ImprintKind.PRINTING, text="甲市人民政府办公室", date=Date(raw="2021年3月30日印发")),
)
DATE = Date(raw="2021年3月29日", value="2021-03-29")


def note(label: str, words: str) -> Note:
    return Note(label=label, blocks=(paragraph(words),))


def wide(rows: int) -> Table:
    head = Row(cells=tuple(Cell(blocks=(paragraph(f"指标{i}"),)) for i in range(14)))
    body = [
        Row(cells=tuple(Cell(blocks=(paragraph(f"{r}行{i}合计"),)) for i in range(14))) for r in range(rows)
    ]
    return Table(rows=(head, *body), header_rows=1, caption=text("表2 指标"))


def elements() -> Document:
    """What the general format may show beyond `rich`: joint mark, signers, notes, turned table, seals, SVG."""
    noted = Paragraph(
        content=(
            Text(text=SENTENCE),
            note("①", "第一条注文。"),
            Text(text=SENTENCE),
            note("②", "很长的注文，" * 200),
            Text(text="完。"),
        )
    )
    return Document(
        parts=(
            Part(
                letterhead=Letterhead(
                    copy_number="000001",
                    secrecy="机密★1年",
                    urgency="特急",
                    mark=Mark(organs=("甲市财政局", "甲市发展和改革委员会"), suffix="文件"),
                    document_number="甲财发〔2021〕5号",
                    signers=(Signer(name="张三"), Signer(name="李四"), Signer(name="王五")),
                ),
                title=text("关于公开的请示"),
                recipients=text("市人民政府："),
                blocks=(
                    noted,
                    Figure(resource="sha256:svg", alternative="流程图", caption=text("图1 流程")),
                    wide(30),
                    paragraph(SENTENCE * 3),
                ),
                attachments=(Attachment(label="附件：1.", name="甲"), Attachment(label="2.", name="乙")),
                signatures=(
                    Signature(organs=("甲市财政局",), seal="sha256:png"),
                    Signature(organs=("甲市发展和改革委员会",), date=DATE, seal="sha256:png"),
                ),
                note=text("（此件公开发布）"),
                imprint=IMPRINT,
            ),
        ),
        resources=(SEAL, SVG),
    )


def letter() -> Document:
    head = Letterhead(
        secrecy="机密★1年",
        urgency="加急",
        mark=Mark(organs=("甲市人民政府",)),
        document_number="甲政函〔2021〕5号",
    )
    part = Part(
        letterhead=head,
        title=text("关于公开的函"),
        recipients=text("乙市人民政府："),
        blocks=(paragraph(SENTENCE * 20),),
        signatures=(Signature(organs=("甲市人民政府",), date=DATE, seal="sha256:png"),),
        imprint=IMPRINT[:1],
    )
    return Document(parts=(part,), resources=(SEAL,))


def order() -> Document:
    head = Letterhead(mark=Mark(organs=("甲省人民政府",), suffix="令"), document_number="第312号")
    signature = Signature(signers=(Signer(name="张三", title="省长"),), date=DATE, seal="sha256:png")
    return Document(
        parts=(Part(letterhead=head, blocks=(paragraph(SENTENCE),), signatures=(signature,)),),
        resources=(SEAL,),
    )


def minutes() -> Document:
    head = Letterhead(mark=Mark(organs=("甲市人民政府常务会议纪要",)))
    blocks = tuple(map(paragraph, (SENTENCE * 3, "出席：张三、李四", "请假：王五", "列席：赵六")))
    return Document(parts=(Part(letterhead=head, title=text("会议纪要"), blocks=blocks),))


def disclosure() -> Document:
    entries = (
        *rich().metadata.entries,
        Entry(label="二维码", raw="https://www.example.gov.cn/zhengce/2021-03/30/content.htm"),
        Entry(label="内容概述", raw=SENTENCE, key="abstract"),
    )
    document = rich()
    return Document(parts=document.parts, metadata=Metadata(entries), resources=document.resources)


PROFILES = (
    ("gbt9704", elements),
    ("letter", letter),
    ("order", order),
    ("minutes", minutes),
    ("regulation", rich),
    ("disclosure", disclosure),
)
"""Each profile and a document that shows what it has."""
