"""One document that uses every node and every field of the model, built with the short constructors."""

from msgspec.structs import replace

from govdoc import build as b
from govdoc import model as m

PICTURE = b.resource(b"\x89PNG not really", "image/png", "示意图.png")

INLINES = (
    m.Text(text="根据"),
    m.Strong(content=(m.Text(text="《条例》"),), id="strong"),
    m.Emphasis(content=(m.Text(text="第二"),), id="emphasis"),
    m.Underline(content=(m.Text(text="十条"),)),
    m.Text(text="x"),
    m.Superscript(content=(m.Text(text="2"),)),
    m.Subscript(content=(m.Text(text="i"),)),
    m.Break(id="break"),
    m.Link(content=(m.Text(text="见附图"),), href="#figure"),
    m.Note(blocks=(b.paragraph("注释。"),), label="①"),
)

BLOCKS = (
    b.paragraph("现通知如下："),
    b.section(
        "一、",
        "总体要求",
        b.section("（一）", "时间。", "3月12日至3月31日。", run_in=True, gap="\u3000"),
        m.Paragraph(content=INLINES, align=m.Align.CENTER, id="p"),
    ),
    b.items("甲", "乙", ordered=True, labels=("•", "◦")),
    replace(
        b.table(
            [
                ["镇", "数量"],
                [b.cell("合计", colspan=2, align=m.Align.RIGHT)],
                [b.cell("丁蜀镇", rowspan=2), "3.5万"],
            ],
            "任务表",
            widths=(1, 2.5),
            summary="各镇任务",
        ),
        id="table",
    ),
    replace(b.figure(PICTURE, "示意图", "图1", 80.5, 60), id="figure"),
    b.figure("https://example.org/a.png", "外部图片"),
    m.Raw(format="html", text="<hr>\n"),
)

FULL = b.document(
    "关于开展春季植树的通知",
    *BLOCKS,
    metadata=[
        b.entry("索引号", "014046317/2021-01500"),
        b.entry("生成日期", "2021年3月1日"),
        b.entry("文件编号"),
        b.entry("主题(一)", "公安、安全、司法"),
        b.entry("关键词", "植树,绿化", supplied=True),
        b.entry("责任处室", "绿化科"),
    ],
    subtitle="（征求意见稿）",
    recipients="各镇人民政府：",
    letterhead=b.letterhead(
        "宜兴市人民政府",
        "宜兴市林业局",
        suffix="文件",
        document_number="宜政〔2021〕5号",
        signers=(m.Signer(name="张三", title="市长"),),
        copy_number="000001",
        secrecy="机密★1年",
        urgency="特急",
    ),
    attachments=[m.Attachment(name="任务表", label="附件：1.", href="#table"), "名单"],
    signatures=[
        b.signature("宜兴市人民政府", date="2021年3月1日", signers=("李四",), seal=PICTURE),
    ],
    note="（此件公开发布）",
    imprint=b.imprint("市委各部门。", "宜兴市人民政府办公室", "2021年3月2日印发"),
    parts=[b.part("任务表", "略。", mark="附件1")],
    resources=[PICTURE],
    language="zh-Hans-CN",
)
FULL = replace(
    FULL,
    id="document",
    provenance=m.Provenance(
        format="html",
        encoding="gb18030",
        digest="sha256:00",
        furniture=(m.Furniture(kind=m.FurnitureKind.NAVIGATION, text="首页 > 文件"),),
        supplied=("title",),
    ),
)
