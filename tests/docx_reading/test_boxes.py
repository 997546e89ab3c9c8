"""Text boxes and pictures: read once, where they are seen; the red head and the end record in boxes."""

import struct
import zlib

from govdoc.model import Figure, FurnitureKind, ImprintKind
from tests.docx_reading.files import OPENING, TITLE, body, lines, p, read, run, word
from tests.docx_reading.test_tables import row, table

RED = '<w:color w:val="FF0000"/>'


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def anchored(
    content: str, top: int = 0, left: int = 0, relative: str = "paragraph", foot: bool = False
) -> str:
    place = "<wp:align>bottom</wp:align>" if foot else f"<wp:posOffset>{top}</wp:posOffset>"
    return (
        '<w:drawing><wp:anchor><wp:positionH relativeFrom="column">'
        f"<wp:posOffset>{left}</wp:posOffset></wp:positionH>"
        f'<wp:positionV relativeFrom="{relative}">{place}</wp:positionV>{content}</wp:anchor></w:drawing>'
    )


def box(*paragraphs: str, **place) -> str:
    """A text box as Word writes it: the new form, and the old one to fall back on."""
    inner = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f"{anchored(f'<wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp>', **place)}</mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def test_a_box_is_read_once() -> None:
    assert lines(body(p("文中。", box(p("框中。"))))) == ["框中。", "文中。"]


def test_an_old_box_alone_is_read() -> None:
    inner = f"<v:textbox><w:txbxContent>{p('框中。')}</w:txbxContent></v:textbox>"
    old = f"<w:r><w:pict><v:shape>{inner}</v:shape></w:pict></w:r>"
    assert lines(body(p("文中。", old))) == ["框中。", "文中。"]


def test_the_branch_that_holds_something_is_read() -> None:
    alternate = (
        f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{run('旧')}</mc:Fallback></mc:AlternateContent>"
    )
    assert lines(body(f"<w:p>{run('正')}{alternate}</w:p>")) == ["正旧"]


def test_a_red_head_in_boxes_is_read_from_the_top_and_from_the_left() -> None:
    file_word = box(p(run("文件", RED)), top=3_600_000, left=4_400_000, relative="page")
    organs = box(p(run("某某市教育局", RED)), p(run("某某市财政局", RED)), top=2_400_000, relative="page")
    star = box(p(run("★", RED)), top=2_500_000, relative="page")
    number = p(run("某教〔2021〕5号                 签发人：张某某　李某某"))
    document = read(word(p(file_word), "<w:p/>", p(organs), p(star), number, TITLE, OPENING))
    head = document.main.letterhead
    assert (head.mark.organs, head.mark.suffix) == (("某某市教育局", "某某市财政局"), "文件")
    assert head.document_number == "某教〔2021〕5号"
    assert [signer.name for signer in head.signers] == ["张某某", "李某某"]
    assert [(f.kind, f.text) for f in document.provenance.furniture] == [(FurnitureKind.OTHER, "★")]
    assert document.title == "关于做好某项工作的通知"


def test_a_red_title_is_no_head() -> None:
    title = p(run("关于做好某项工作的通知", RED), properties='<w:jc w:val="center"/>')
    document = read(word(title, OPENING))
    assert document.main.letterhead is None
    assert document.title == "关于做好某项工作的通知"


def test_an_order_in_red() -> None:
    head = box(p(run("某某省人民政府令", RED)), top=2_000_000, relative="page")
    document = read(word(p(head), p("第53号"), TITLE, OPENING))
    mark = document.main.letterhead.mark
    assert (mark.organs, mark.suffix) == (("某某省人民政府",), "令")
    assert document.main.letterhead.document_number == "第53号"


def test_the_end_record_in_a_box_at_the_foot_comes_last() -> None:
    record = box(
        "<w:p/>", table(row("某某市人民政府办公室　　2021年3月29日印发")), relative="margin", foot=True
    )
    document = read(word(TITLE, p("正文在后。", record), OPENING))
    assert [line.kind for line in document.main.imprint] == [ImprintKind.PRINTING]
    assert lines(document.main.blocks) == ["正文在后。", "为做好这项工作，现将有关事项通知如下。"]


def picture(ident: str) -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="360000" cy="720000"/>'
        '<wp:docPr id="1" name="图片 1" descr="流程图"/><a:graphic><a:graphicData>'
        f'<a:blip r:embed="{ident}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def test_pictures_are_resources() -> None:
    parts = {"word__media__a_dot_png": png()}
    document = read(
        word(
            TITLE,
            OPENING,
            p("见图。", picture("i")),
            p(picture("i")),
            relations=(("i", "image", "media/a.png"),),
            **parts,
        )
    )
    assert lines(document.main.blocks)[1:] == ["见图。", "figure", "figure"]
    (resource,) = document.resources
    assert (resource.media_type, resource.data) == ("image/png", png())
    figure = document.main.blocks[2]
    assert isinstance(figure, Figure)
    assert (figure.resource, figure.alternative) == (resource.id, "流程图")
    assert (figure.width, figure.height) == (10, 20)


def test_a_picture_that_leads_nowhere_is_said() -> None:
    relations = (("i", "image", "../NULL"),)
    found = body(p("见图。", picture("i")), relations=relations, expected=("GD503",))
    assert lines(found) == ["见图。", "figure"]
    assert found[1] == Figure(alternative="流程图", width=10, height=20)


def test_a_chart_is_said() -> None:
    chart = anchored('<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>')
    assert lines(body(p("见图。", f"<w:r>{chart}</w:r>"), expected=("GD132",))) == ["见图。"]
