"""Pictures of every kind in a figure: samples through Pillow, SVG through svglib, drawings of plug-ins."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.graphics.shapes import Drawing, Rect, String

from govdoc.context import Context
from govdoc.model import Document, Figure, Part, Resource
from govdoc.paginate import drawings, pictures
from govdoc.typography import Face
from tests.pdf.conftest import make
from tests.pdf.documents import PICTURES, paragraph, text

SVG = """<?xml version="1.0"?><!-- 图 -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="80mm" height="40mm"
 viewBox="0 0 160 80">
 <rect width="160" height="80" fill="#dde" stroke="navy" opacity="0.5"/>
 <circle cx="40" cy="40" r="30" fill="rgb(200,30,30)"/>
 <text x="80" y="44" font-family="SimHei, sans-serif" font-size="12">政务公开流程 昇𠮷</text>
 <image x="100" y="50" width="20" height="20" xlink:href="data:image/png;base64,{png}"/>
</svg>"""


def svg(extra: str = "") -> bytes:
    import base64

    png = base64.b64encode(PICTURES["sha256:png"].data).decode()
    return SVG.replace("{png}", png).replace("</svg>", extra + "</svg>").encode()


def figure(data: bytes, media_type: str) -> Document:
    resource = Resource(id="sha256:x", data=data, media_type=media_type, name="图.x")
    block = Figure(resource="sha256:x", alternative="流程图", caption=text("图1"))
    return Document(parts=(Part(blocks=(paragraph("公开。"), block)),), resources=(resource,))


def shown(pdf: bytes) -> tuple[str, Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        return page.get_textpage().get_text_bounded(), page.render(scale=1).to_pil().convert("RGB")


def pixels(image: Image.Image) -> set[tuple[int, ...]]:
    found = image.getcolors(image.width * image.height)
    assert found
    return {colour for _, colour in found}


def colours(image: Image.Image) -> int:
    return len(pixels(image))


def samples(kind: str) -> bytes:
    image = Image.new("P" if kind == "GIF" else "RGB", (60, 30))
    image.putpalette([200, 30, 30] * 256) if kind == "GIF" else image.paste((200, 30, 30), (0, 0, 60, 30))
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["GIF", "BMP", "WEBP", "TIFF"])
def test_other_kinds_of_samples(kind: str) -> None:
    context = Context()
    _, image = shown(make(figure(samples(kind), f"image/{kind.lower()}"), context=context))
    assert context.diagnostics == ()
    assert any(abs(r - 200) < 12 and g < 50 for r, g, _ in pixels(image))


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"%!PS-Adobe", b"\xd7\xcd\xc6\x9a" + bytes(40)])
def test_what_cannot_be_read_is_named(data: bytes) -> None:
    context = Context()
    found, _ = shown(make(figure(data, "image/x-wmf"), context=context))
    assert [(d.code, d.values) for d in context.diagnostics] == [("GD510", ("图.x", "image/x-wmf"))]
    assert "图1" in found


def test_svg_is_drawn_with_its_text() -> None:
    context = Context()
    pdf = make(figure(svg(), "image/svg+xml"), context=context)
    found, image = shown(pdf)
    assert context.diagnostics == ()
    assert "政务公开流程 昇𠮷" in found
    assert colours(image) > 20
    assert make(figure(svg(), "image/svg+xml")) == pdf


def test_svg_reads_no_file_and_no_address(tmp_path: Path) -> None:
    png = tmp_path / "secret.png"
    png.write_bytes(PICTURES["sha256:png"].data)
    for target in (str(png), png.as_uri(), "http://127.0.0.1:9/a.png"):
        context = Context()
        extra = f'<image x="0" y="0" width="9" height="9" xlink:href="{target}"/>'
        shown(make(figure(svg(extra), "image/svg+xml"), context=context))
        assert [d.code for d in context.diagnostics] == ["GD513"]


def test_svg_that_is_none_and_svg_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    context = Context()
    make(figure(b"<svg", "image/svg+xml"), context=context)
    monkeypatch.setattr(pictures, "can_draw_svg", lambda: False)
    make(figure(svg(), "image/svg+xml"), context=context)
    assert [d.code for d in context.diagnostics] == ["GD510", "GD511"]


class Stamp:
    """What a plug-in brings."""

    def size(self, data: bytes) -> tuple[float, float]:
        return 200.0, 40.0

    def draw(self, data: bytes, names: dict[Face, str]) -> Drawing:
        drawing = Drawing(200, 40)
        drawing.add(Rect(1, 1, 198, 38, strokeWidth=2))
        drawing.add(String(20, 15, data.decode(), fontName=names[Face.KAI], fontSize=14))
        return drawing


def test_a_plugin_puts_a_drawing_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawings, "_plugin", lambda kind: Stamp() if kind == "text/x-stamp" else None)
    context = Context()
    found, _ = shown(make(figure("已归档".encode(), "text/x-stamp"), context=context))
    assert context.diagnostics == ()
    assert "已归档" in found


class Broken(Stamp):
    def draw(self, data: bytes, names: dict[Face, str]) -> Drawing:
        raise RuntimeError("no ink")


def test_a_plugin_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawings, "_plugin", lambda kind: Broken() if kind == "text/x-stamp" else None)
    context = Context()
    make(figure(b"x", "text/x-stamp"), context=context)
    assert [(d.code, d.values[1]) for d in context.diagnostics] == [("GD512", "RuntimeError: no ink")]


CHECK = Path(__file__).resolve().parents[1] / "verapdf" / "check.sh"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="no java")
def test_verapdf_on_a_drawing(tmp_path: Path) -> None:
    for standard in ("3a", "2a"):
        path = tmp_path / f"{standard}.pdf"
        path.write_bytes(make(figure(svg(), "image/svg+xml"), standard))
        command = [str(CHECK), f"{standard},ua1", str(path)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr
