"""Documents in the special formats, with seals, footnotes, turned tables and links inside them."""

import struct
import zlib

from msgspec.structs import replace

from govdoc.model import (
    Cell,
    Date,
    Document,
    Letterhead,
    Link,
    Mark,
    Note,
    Paragraph,
    Part,
    Row,
    Signature,
    Signer,
    Table,
)
from tests.docx.documents import full, paragraph, resource, text

LONG = "加强组织领导，落实工作责任，推动“放管服”改革走深走实，确保2021年各项任务按期完成。" * 3
PARAGRAPHS = tuple(paragraph(LONG) for _ in range(12))
IMPRINT = full().parts[1].imprint
"""The end record of the document that has everything."""


def seal_picture() -> bytes:
    """A red disk on nothing, as a PNG with transparency."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    side = 60
    rows = b"".join(
        b"\0" + b"".join(_dot((x - 29.5) ** 2 + (y - 29.5) ** 2) for x in range(side)) for y in range(side)
    )
    head = struct.pack(">2I5B", side, side, 8, 6, 0, 0, 0)
    pieces = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(pieces)


def _dot(distance: float) -> bytes:
    return b"\xdc\0\0\xff" if 700 < distance < 890 else bytes(4)


SEAL = resource(seal_picture(), name="印章.png")


def signed(organ: str = "山前市人民政府", *, seal: bool = False, signer: str = "") -> tuple[Signature, ...]:
    date = Date(raw="2021年3月29日", value="2021-03-29")
    signers = (Signer(title="市长", name=signer),) if signer else ()
    organs = () if signer else (organ,)
    return (Signature(organs=organs, signers=signers, date=date, seal=SEAL.id if seal else None),)


def _document(part: Part) -> Document:
    sealed = any(signature.seal for signature in part.signatures)
    return Document(parts=(part,), resources=(SEAL,) if sealed else ())


def letter() -> Document:
    """A letter (信函) with all its elements."""
    head = Letterhead(
        copy_number="000001",
        secrecy="机密★1年",
        urgency="特急",
        mark=Mark(organs=("山前市人民政府",)),
        document_number="山政函〔2021〕12号",
    )
    title = text("山前市人民政府关于同意设立开发区的函")
    return _document(
        Part(
            letterhead=head,
            title=title,
            recipients=text("各区人民政府："),
            blocks=PARAGRAPHS,
            signatures=signed(seal=True),
            imprint=IMPRINT[:1],
        )
    )


def order() -> Document:
    """An order (命令), signed with a stamp."""
    head = Letterhead(mark=Mark(organs=("山前市人民政府",), suffix="令"), document_number="第12号")
    return _document(
        Part(letterhead=head, blocks=PARAGRAPHS[:2], signatures=signed(seal=True, signer="张三"))
    )


def minutes() -> Document:
    """Minutes (纪要) with those present."""
    present = "出席：张三、李四、王五，市发展和改革委员会赵六，市财政局钱七，市自然资源局孙八，市住建局周九。"
    head = Letterhead(mark=Mark(organs=("山前市人民政府纪要",)), document_number="〔2021〕3号")
    return _document(
        Part(
            letterhead=head,
            title=text("关于研究有关问题的会议纪要"),
            blocks=(*PARAGRAPHS[:3], paragraph(present), paragraph("列席：郑一。")),
            imprint=IMPRINT,
        )
    )


def joint() -> Document:
    """An upward document of three organs with three signers."""
    head = Letterhead(
        mark=Mark(organs=("山前市人民政府", "山前市财政局", "山前市自然资源和规划局"), suffix="文件"),
        document_number="山政发〔2021〕12号",
        signers=(Signer(name="张三"), Signer(name="李四"), Signer(name="王五")),
    )
    return _document(Part(letterhead=head, title=text("关于工作情况的报告"), blocks=PARAGRAPHS[:3]))


def noted() -> Document:
    """Footnotes, one with a mark of its own, one in a table, one of two paragraphs."""
    first = Note(blocks=(paragraph("第一条注释。"),))
    second = Note(blocks=(paragraph("第二条注释，"), paragraph("共两段。")), label="①")
    third = Note(blocks=(paragraph("表中的注释。"),))
    cells = (Cell(blocks=(Paragraph(content=(*text("单元格"), third)),)), Cell(blocks=(paragraph("乙"),)))
    body = Paragraph(content=(*text("正文"), first, *text("，再说"), second, *text("。")))
    table = Table(rows=(Row(cells=cells), Row(cells=(Cell(blocks=(paragraph("丙"),)),))))
    return _document(Part(title=text("说明"), blocks=(body, table, paragraph("最后一段。"))))


def linked() -> Document:
    """Links to a table, to a heading that has a strange identifier, and to nothing."""
    links = tuple(
        Link(content=text(f"见{name}"), href=f"#{name}") for name in ("附表", "sec 2.1", "附表", "absent")
    )
    table = replace(turned_table(2), id="附表")
    return _document(
        Part(
            title=text("链接"),
            blocks=(Paragraph(content=links), replace(paragraph("段"), id="sec 2.1"), table),
        )
    )


def turned_table(columns: int = 14, rows: int = 30) -> Table:
    """A table, with fourteen columns too wide for an upright page."""
    made = tuple(
        Row(cells=tuple(Cell(blocks=(paragraph(f"{i}-{j}项目"),), header=i == 0) for j in range(columns)))
        for i in range(rows)
    )
    return Table(rows=made, caption=text("表1　主要指标"), header_rows=1)


def turned(*, last: bool = False) -> Document:
    """A table on turned pages between paragraphs, or at the end."""
    after = () if last else PARAGRAPHS[:2]
    return _document(Part(title=text("指标"), blocks=(*PARAGRAPHS[:2], turned_table(), *after)))


def closed_on_even_page() -> Document:
    """A short document with an end record."""
    return _document(
        Part(title=text("关于印发的通知"), blocks=PARAGRAPHS[:3], signatures=signed(), imprint=IMPRINT)
    )


SPECIAL = {
    "letter": (letter(), {"profile": "letter"}),
    "order": (order(), {"profile": "order"}),
    "minutes": (minutes(), {"profile": "minutes"}),
    "joint": (joint(), {}),
    "noted": (noted(), {}),
    "turned": (turned(), {}),
    "turned-last": (turned(last=True), {}),
    "even": (closed_on_even_page(), {"even_imprint": True}),
    "regulation": (full(), {"profile": "regulation"}),
    "disclosure": (full(), {"profile": "disclosure"}),
}
"""Documents and the options they are written with, by name."""
