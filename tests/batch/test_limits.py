"""Every limit there is: one input beyond it, one error that names it and says how to raise it."""

import base64
import struct
import sys
from collections.abc import Callable

import pytest

import govdoc
from govdoc import build as b
from govdoc.batch.messages import Order, Trouble
from govdoc.batch.settings import Settings, Target
from govdoc.batch.worker import convert
from govdoc.cli.options import make_context
from govdoc.context import Context, Limits
from govdoc.errors import ExitCode, LimitError
from govdoc.model import Document, Part
from tests.batch.test_isolation import run as run_batch
from tests.docx_reading.files import p, package, word
from tests.fuzz.seeds import simple_pdf

HEAD = '<disclosure xmlns="urn:govdoc:disclosure:1">'


def png(width: int, height: int) -> bytes:
    """The first bytes of a picture: nothing in it could be decoded."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">2I5B", width, height, 8, 6, 0, 0, 0) + bytes(4)


def page(width: int, height: int) -> bytes:
    return b'<p>a<img src="data:image/png;base64,' + base64.b64encode(png(width, height)) + b'">'


def spanning(columns: int, rows: int) -> bytes:
    row = b"<tr><td colspan=%d>b<td>c" % columns
    return b"<p>a<table border=1>%s</table>" % (row * rows)


def nested(depth: int) -> bytes:
    return (
        f"{HEAD}<part><body>{'<section>' * depth}{'</section>' * depth}</body></part></disclosure>".encode()
    )


def own_pdf() -> bytes:
    return govdoc.convert("关于开展某项工作的通知\n请遵照执行。".encode(), "pdf", form="text").value


OVER: dict[str, tuple[str, Callable[[], bytes], Limits]] = {
    "input_bytes": ("text", lambda: b"a" * 101, Limits(input_bytes=100)),
    "depth": ("xml", lambda: nested(120), Limits()),
    "table_cells": ("html", lambda: spanning(999, 10), Limits(table_cells=9999)),
    "image_pixels": ("html", lambda: page(100_000, 1000), Limits()),
    "zip_entries": ("docx", lambda: package({f"{i}.xml": "" for i in range(10_001)}), Limits()),
    "zip_bytes": ("docx", lambda: word(*[p(f"{i:09}") for i in range(2000)]), Limits(zip_bytes=2**16)),
    "zip_ratio": ("docx", lambda: package({"word/document.xml": bytes(2**25)}), Limits()),
    "xml_bytes": ("docx", lambda: word(p("a" * 1000)), Limits(xml_bytes=1000)),
    "xml_depth": ("docx", lambda: word("<w:sdt>" * 300 + "</w:sdt>" * 300), Limits()),
    "stream_bytes": ("pdf", own_pdf, Limits(stream_bytes=100)),
    "pages": ("pdf", simple_pdf, Limits(pages=1)),
}
"""By limit: a format, an input beyond it, limits."""

IN_A_BATCH = {"seconds": ("hang", Trouble.TIME), "memory_bytes": ("memory", Trouble.MEMORY)}
"""By limit: what the hostile format does, and how it is recorded."""


def test_every_limit_is_tried() -> None:
    assert {*OVER, *IN_A_BATCH} == set(Limits.__struct_fields__)


@pytest.mark.parametrize("name", OVER)
def test_an_input_beyond_a_limit_is_refused_by_its_name(name: str) -> None:
    form, make, limits = OVER[name]
    settings = Settings(targets=(Target("text"),), form=form, limits=limits)
    outcome, files = convert(Order(name="a", settings=settings), make())
    assert outcome.failure is not None
    assert (outcome.failure.trouble, outcome.failure.exit_code) == (Trouble.LIMIT, ExitCode.LIMIT)
    limit = f"{name}={getattr(limits, name)}"
    assert limit in outcome.failure.zh
    assert limit in outcome.failure.en
    assert f"--limit {name}=" in outcome.failure.en
    assert files == ()


@pytest.mark.parametrize("name", OVER)
def test_the_same_input_is_read_when_the_limit_is_raised(name: str) -> None:
    form, make, _ = OVER[name]
    raised = make_context([f"{name}=999999999"], []).limits
    try:
        govdoc.read(make(), form, context=Context(raised))
    except govdoc.GovdocError as error:  # another limit, or no content
        assert f"--limit {name}=" not in error.en


@pytest.mark.parametrize("name", IN_A_BATCH)
def test_a_worker_beyond_its_limit_is_ended_and_named(name: str, hostile, tmp_path) -> None:
    if name == "memory_bytes" and sys.platform != "linux":
        pytest.skip("only Linux counts what is written to")
    what, trouble = IN_A_BATCH[name]
    limits = Limits(seconds=1) if name == "seconds" else Limits(memory_bytes=400 * 2**20)
    _, failures, files = run_batch(hostile, tmp_path, [what], Settings(form="hostile", limits=limits))
    failure = failures[f"00-{what}"]
    assert (failure.trouble, failure.exit_code) == (trouble, ExitCode.LIMIT)
    assert f"{name}={getattr(limits, name)}" in failure.zh
    assert files == {}


def test_a_picture_inside_a_drawing_has_the_limit_too() -> None:
    inside = base64.b64encode(png(2**20, 2**20)).decode()
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/png;base64,{inside}"/></svg>'
    drawing = b.resource(svg.encode(), "image/svg+xml", "图.svg")
    with pytest.raises(LimitError, match="image_pixels"):
        govdoc.write(Document(resources=(drawing,)), "pdf")


@pytest.mark.parametrize("form", ["docx", "pdf", "markdown", "text"])
def test_what_is_built_by_hand_has_the_limits_too(form: str) -> None:
    table = b.table([[b.cell("甲", colspan=10**9)]])
    with pytest.raises(LimitError, match="table_cells=1000000"):
        govdoc.write(Document(parts=(Part(blocks=(table,)),)), form)
    picture = b.resource(png(2**20, 2**20), "image/png", "大.png")
    with pytest.raises(LimitError, match=r"大\.png.*image_pixels"):
        govdoc.write(Document(resources=(picture,)), form)


@pytest.mark.parametrize(
    "data", [b"GIF89a\x10\x27\x10\x27", b"BM" + bytes(16) + struct.pack("<2i", 10_000, -10_000)]
)
def test_pictures_of_other_kinds_are_measured_too(data: bytes) -> None:
    picture = b.resource(data, "image/x", "图")
    with pytest.raises(LimitError, match="100000000"):
        govdoc.write(Document(resources=(picture,)), "text")
