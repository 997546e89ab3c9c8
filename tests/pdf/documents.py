"""Documents that use what a PDF page can show."""

from io import BytesIO

from PIL import Image

from govdoc.model import (
    Attachment,
    Cell,
    Date,
    Document,
    Emphasis,
    Entry,
    Figure,
    ImprintKind,
    ImprintLine,
    Item,
    Letterhead,
    Link,
    List,
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
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Underline,
)

SENTENCE = (
    "各镇人民政府、各街道办事处，市各委办局，市各直属单位：为进一步规范政府信息公开工作，"
    "现就有关事项通知如下。"
)


def text(*runs: str) -> tuple[Text, ...]:
    return tuple(Text(text=run) for run in runs)


def paragraph(words: str) -> Paragraph:
    return Paragraph(content=text(words))


def picture(mode: str, kind: str) -> bytes:
    image = Image.new(mode, (40, 20), {"L": 200, "RGB": (200, 30, 30), "RGBA": (0, 90, 200, 90)}.get(mode, 0))
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()


PICTURES = {
    "sha256:png": Resource(
        id="sha256:png", data=picture("RGBA", "PNG"), media_type="image/png", name="a.png"
    ),
    "sha256:jpg": Resource(
        id="sha256:jpg", data=picture("RGB", "JPEG"), media_type="image/jpeg", name="b.jpg"
    ),
}


def cell(words: str, **spans: int) -> Cell:
    return Cell(blocks=(paragraph(words),), **spans)  # type: ignore[arg-type]


def long_table(rows: int) -> Table:
    head = Row(cells=(cell("序号"), cell("事项"), cell("责任单位", colspan=2)))
    second = Row(cells=(cell("第二行表头", colspan=2), cell("牵头"), cell("配合")))
    body = [
        Row(cells=(cell(str(i)), cell(f"第{i}项工作任务的具体内容"), cell("司法局"), cell("")))
        for i in range(rows)
    ]
    spanning = Row(cells=(cell("合并", rowspan=2), cell("甲"), cell("乙"), cell("丙")))
    rest = Row(cells=(cell("丁"), cell("戊"), cell("己")))
    return Table(
        rows=(head, second, spanning, rest, *body),
        header_rows=2,
        caption=text("表1 任务分解表"),
        summary="任务",
    )


RUNS = (
    Text(text="普通文字"),
    Strong(content=text("加粗文字")),
    Emphasis(content=text("倾斜文字")),
    Underline(content=text("下划线文字")),
    Text(text="面积x"),
    Superscript(content=text("2")),
    Text(text="与H"),
    Subscript(content=text("2")),
    Text(text="O，详见"),
    Link(
        content=text("宜兴市人民政府网站公开的全部政策文件目录以及解读材料"),
        href="https://www.example.gov.cn/?a=1&b=(2)",
    ),
    Text(text="，生僻字𠮷𫢸、私用区\ue123、ASCII (a\\b) “quoted” don’t。"),
    Note(label="①", blocks=(paragraph("这是脚注的内容。"),)),
)


def rich() -> Document:
    """Every kind of block."""
    main = Part(
        letterhead=Letterhead(
            copy_number="000001",
            secrecy="机密★1年",
            urgency="特急",
            mark=Mark(organs=("宜兴市人民政府",), suffix="文件"),
            document_number="宜政发〔2021〕5号",
        ),
        title=text("宜兴市人民政府关于进一步规范全市政府信息公开工作的通知"),
        recipients=text("各镇人民政府，各街道办事处："),
        blocks=(
            paragraph(SENTENCE),
            Section(
                level=1,
                label="一、",
                scheme=Scheme.HAN_COMMA,
                heading=text("总体要求"),
                blocks=(
                    Section(
                        level=2,
                        label="（一）",
                        scheme=Scheme.HAN_BRACKET,
                        heading=text("指导思想。"),
                        run_in=True,
                        blocks=(paragraph(SENTENCE * 3),),
                    ),
                    Paragraph(content=RUNS),
                    List(
                        items=(
                            Item(label="•", blocks=(paragraph("第一项"),)),
                            Item(label="•", blocks=(paragraph("第二项"),)),
                        )
                    ),
                ),
            ),
            Section(
                level=1, label="二、", scheme=Scheme.HAN_COMMA, heading=text("任务"), blocks=(long_table(40),)
            ),
            Figure(resource="sha256:png", alternative="半透明的示意图", caption=text("图1 示意图")),
            Figure(resource="sha256:jpg", alternative="照片", width=60.0),
        ),
        attachments=(
            Attachment(
                label="附件：1.", name="宜兴市政府信息公开工作任务分解表及其说明材料和填报要求的详细清单"
            ),
            Attachment(label="2.", name="联系人名单"),
        ),
        signatures=(
            Signature(organs=("宜兴市人民政府",), date=Date(raw="2021年3月29日", value="2021-03-29")),
        ),
        note=text("（此件公开发布）"),
    )
    annex = Part(
        kind=PartKind.ANNEX,
        mark="附件1",
        title=text("任务分解表"),
        blocks=(paragraph(SENTENCE),),
        imprint=(
            ImprintLine(
                kind=ImprintKind.COPY_TO,
                label="抄送：",
                text="市委各部门，市人大常委会办公室，市政协办公室，市法院，市检察院。",
            ),
            ImprintLine(
                kind=ImprintKind.PRINTING, text="宜兴市人民政府办公室", date=Date(raw="2021年3月30日印发")
            ),
        ),
    )
    metadata = Metadata(
        entries=(
            Entry(label="索引号", key="index_number", raw="014046317/2021-01500"),
            Entry(label="公开日期", key="published", raw="2021-03-30", value="2021-03-30"),
            Entry(label="主题(一)", key="topic", raw="公安、安全、司法"),
            Entry(label="主题(二)", key="topic", raw="司法"),
            Entry(label="发布机构", key="issuer", raw="宜兴市司法局", value=("宜兴市司法局",)),
            Entry(label="关键词", key="keywords", raw="法制,<法律>&律师", value=("法制", "<法律>&律师")),
            Entry(label="文件编号", key="document_number"),
        )
    )
    return Document(parts=(main, annex), metadata=metadata, resources=tuple(PICTURES.values()))


def long(paragraphs: int) -> Document:
    """Many paragraphs of different lengths, with headings between them."""
    sections = []
    for i in range(paragraphs // 5):
        blocks = tuple(
            paragraph(f"{SENTENCE}第{i}年度{j * 7}%，" + "推进依法行政" * (3 * j + i % 4) + "。")
            for j in range(5)
        )
        sections.append(
            Section(
                level=1,
                label=f"{'一二三四五六七八九十'[i % 10]}、",
                scheme=Scheme.HAN_COMMA,
                heading=text(f"第{i}部分工作"),
                blocks=blocks,
            )
        )
    return Document(parts=(Part(title=text("长文档"), blocks=tuple(sections)),))
