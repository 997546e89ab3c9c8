"""Pictures: kept where OFD knows their form, turned into PNG where not, blank and reported when broken."""

import io

import pytest
from lxml import etree
from PIL import Image

from govdoc.context import Context
from govdoc.model import Document, Figure, Part, Resource
from govdoc.writers.ofd.images import Images
from govdoc.writers.ofd.markup import Numbers
from tests.ofd.conftest import make
from tests.ofd.order import OFD, faults, parts
from tests.pdf.documents import picture


def document(data: bytes, times: int = 1) -> Document:
    resource = Resource(id="sha256:a", data=data, media_type="image/x", name="a")
    figures = tuple(Figure(resource="sha256:a", alternative="图", width=40.0) for _ in range(times))
    return Document(parts=(Part(blocks=figures),), resources=(resource,))


def stored(data: bytes) -> list[tuple[str, bytes]]:
    return [(name.rpartition(".")[2], part) for name, part in parts(data).items() if "image_" in name]


@pytest.mark.parametrize(("mode", "kind"), [("RGB", "PNG"), ("RGBA", "PNG"), ("L", "JPEG"), ("RGB", "JPEG")])
def test_what_programs_know_stays_as_it_is(mode: str, kind: str) -> None:
    data = picture(mode, kind)
    ((_, kept),) = stored(make(document(data)))
    assert kept == data


@pytest.mark.parametrize(("mode", "kind"), [("P", "GIF"), ("CMYK", "JPEG"), ("RGB", "WEBP"), ("RGB", "TIFF")])
def test_others_become_png(mode: str, kind: str) -> None:
    images = Images(Numbers(), Context())
    images.number(Resource(id="sha256:a", data=picture(mode, kind), media_type="image/x"))
    (part,) = images.taken()
    assert part.name == "Doc_0/Res/image_1.png"
    with Image.open(io.BytesIO(part.data)) as image:
        assert image.size == (40, 20)
        assert image.mode in ("RGB", "RGBA")


def test_a_picture_stands_in_the_file_once_and_fills_its_box() -> None:
    data = make(document(picture("RGB", "PNG"), 3))
    assert faults(data) == []
    assert len(stored(data)) == 1
    page = etree.fromstring(parts(data)["Doc_0/Pages/Page_0/Content.xml"])
    images = list(page.iter(f"{OFD}ImageObject"))
    assert len(images) == 3
    x, y, width, height = map(float, images[0].get("Boundary").split())
    assert images[0].get("CTM") == f"{width:g} 0 0 {height:g} 0 0"
    assert (width, height) == (40, 20)
    assert 28 <= x <= 184 and 37 <= y <= 262


def test_a_broken_picture_is_blank_and_said() -> None:
    context = Context()
    cut = picture("RGB", "PNG")[:60]
    assert faults(make(document(cut), context)) == []
    assert [d.code for d in context.diagnostics] == ["GD510"]


def test_a_drawing_is_blank_and_said() -> None:
    pytest.importorskip("svglib")
    context = Context()
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>'
    resource = Resource(id="sha256:s", data=svg, media_type="image/svg+xml", name="a.svg")
    figure = Figure(resource="sha256:s", alternative="图")
    assert faults(make(Document(parts=(Part(blocks=(figure,)),), resources=(resource,)), context)) == []
    assert [d.code for d in context.diagnostics] == ["GD332"]
