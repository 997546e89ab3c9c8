"""The user's own faces in a PDF: cubic, variable and rare ones are drawn, copied and searched right."""

from pathlib import Path

import pymupdf
import pypdfium2
import pytest

from govdoc.context import Context, FontChoice
from govdoc.model import Document, Part
from tests.fonts.made import RARE, cff, quadratic, variable
from tests.pdf.conftest import make
from tests.pdf.documents import paragraph

TEXT = "".join(map(chr, RARE))


def shown(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        found = page.get_textpage().get_text_bounded()
    return "".join(found.split())


@pytest.mark.parametrize("kind", [cff, quadratic, variable])
def test_rare_characters_of_every_plane_are_drawn_and_found(tmp_path: Path, kind) -> None:
    path = kind(tmp_path / "own.otf", "Own")
    context = Context(fonts=FontChoice(files=(("fangsong", path),)))
    pdf = make(Document(parts=(Part(blocks=(paragraph(f"姓名{TEXT}公开。"),)),)), context=context)
    assert context.diagnostics == ()
    with pymupdf.open(stream=pdf) as document:
        assert document[0].get_text().startswith(f"姓名{TEXT}公开。")
    # pdfium leaves out what ActualText says beyond U+FFFD, and private use must have one (ISO 19005-2 6.2.11.7).
    assert shown(pdf).startswith(f"姓名{TEXT[:-1]}公开。")


def test_a_face_that_may_not_be_embedded_is_left_out_and_told(tmp_path: Path) -> None:
    quadratic(tmp_path / "simfang.ttf", allowed=2)
    (tmp_path / "simkai.ttf").write_bytes(b"no font")
    context = Context(fonts=FontChoice(folders=(tmp_path,)))
    pdf = make(Document(parts=(Part(blocks=(paragraph("公开。"),)),)), context=context)
    assert [(d.code, d.values) for d in context.diagnostics] == [
        ("GD508", ("simfang.ttf", "0x0002")),
        ("GD502", ("simkai.ttf",)),
    ]
    assert b"GovdocFang" in pdf or shown(pdf).startswith("公开。")
