"""Pictures: their own size, the size shown, and what Word cannot show."""

import struct

import pytest

from govdoc.context import Context
from govdoc.galley import FigureBlock
from govdoc.profile import load_profile
from govdoc.writers.docx.pictures import own_size, shown_size
from govdoc.writers.docx.relations import Relations
from tests.docx.documents import empty_body, png, resource

PROFILE = load_profile("gbt9704")


def jpeg(width=300, height=200, unit=1, density=(300, 300)):
    app0 = b"\xff\xe0" + struct.pack(">H5s2sB2H2B", 16, b"JFIF\0", b"\1\2", unit, *density, 0, 0)
    table = b"\xff\xdb" + struct.pack(">H", 67) + bytes(65)
    frame = b"\xff\xc2" + struct.pack(">HB2HB", 17, 8, height, width, 3) + bytes(9)
    return b"\xff\xd8" + app0 + table + frame + b"\xff\xda\0\2"


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (png(40, 20, 4000), (10, 5)),
        (png(96, 48, 0), (25.4, 12.7)),
        (jpeg(), (25.4, 25.4 * 2 / 3)),
        (jpeg(unit=2, density=(100, 50)), (30, 40)),
        (jpeg(width=96, height=96, unit=0), (25.4, 25.4)),
        (b"GIF89a" + struct.pack("<2H", 96, 192), (25.4, 50.8)),
    ],
)
def test_the_size_that_the_bytes_say(data, size):
    assert own_size(data) == pytest.approx(size)


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"\xff\xd8\xff\xe0\0\x10JF", b"<svg/>", jpeg(0, 0)]
)
def test_bytes_that_say_no_size(data):
    assert own_size(data) is None


@pytest.mark.parametrize("cut", range(0, len(jpeg()), 7))
def test_a_picture_cut_off_anywhere_is_no_error(cut):
    own_size(jpeg()[:cut])
    own_size(png()[:cut])


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ((0, 0), (10, 5)),
        ((20, 0), (20, 10)),
        ((0, 20), (40, 20)),
        ((30, 30), (30, 30)),
        ((312, 100), (156, 50)),
    ],
)
def test_the_size_on_the_page(asked, shown):
    figure = FigureBlock(resource(png()), "", *map(float, asked))
    assert shown_size(figure, PROFILE) == pytest.approx(shown)


def test_a_high_picture_fits_the_page():
    size = shown_size(FigureBlock(resource(png(100, 10_000)), ""), PROFILE)
    assert size is not None
    assert size.height == pytest.approx(225 - 10.418)


def set_figure(*figures):
    context = Context()
    relations = Relations(context)
    body = empty_body(relations, context)
    body.extend(figures)
    return body.xml(), relations, context


def test_the_same_picture_twice_is_one_part():
    figure = FigureBlock(resource(png()), '"甲" & <乙>\n丙')
    xml, relations, context = set_figure(figure, figure)
    assert [part.name for part in relations.media] == ["word/media/image1.png"]
    assert relations.media[0].data == png()
    assert 'descr="&quot;甲&quot; &amp; &lt;乙&gt;&#10;丙"' in xml
    assert '<wp:docPr id="1" ' in xml
    assert '<wp:docPr id="2" ' in xml
    assert relations.content_types() == '<Default Extension="png" ContentType="image/png"/>'
    assert context.diagnostics == ()


@pytest.mark.parametrize("wrong", [resource(b"<svg/>", "image/svg+xml"), resource(b"no", "image/png")])
def test_a_picture_that_word_cannot_show_is_named(wrong):
    xml, relations, context = set_figure(FigureBlock(wrong, "图", path="parts/0/blocks/0"))
    assert "drawing" not in xml
    assert relations.media == ()
    assert [d.code for d in context.diagnostics] == ["GD301"]
    assert context.diagnostics[0].origin is not None
    assert context.diagnostics[0].origin.element == "parts/0/blocks/0"


def test_a_picture_s_own_type_wins_over_a_wrong_name():
    _, relations, _ = set_figure(FigureBlock(resource(jpeg(), "image/jpeg", "图.png"), ""))
    assert [part.name for part in relations.media] == ["word/media/image1.jpeg"]
