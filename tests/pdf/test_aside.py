"""Long streams are deflated in a thread: the file is the same, errors come out, no thread is left."""

import _thread
import time
import zlib
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest

from govdoc.writers.pdf import aside as aside_module
from govdoc.writers.pdf import package as package_module
from govdoc.writers.pdf.aside import Aside
from govdoc.writers.pdf.package import FAST, Dictionary, Package

LONG = bytes(range(256)) * 2048


@pytest.fixture
def leaves_no_thread() -> Iterator[None]:
    """A thread may outlive its outcome by a moment."""
    before, until = _thread._count(), time.monotonic() + 5
    yield
    while _thread._count() > before and time.monotonic() < until:
        time.sleep(0.001)
    assert _thread._count() <= before


@pytest.mark.usefixtures("leaves_no_thread")
def test_the_work_is_done_and_the_thread_gone() -> None:
    aside = Aside(FAST.encode, LONG)
    assert zlib.decompress(aside.result()) == LONG


def test_an_error_comes_out_where_the_outcome_is_asked_for() -> None:
    def fails(content: bytes) -> bytes:
        raise MemoryError(len(content))

    aside = Aside(fails, b"abc")
    with pytest.raises(MemoryError, match="3"):
        aside.result()


def test_without_threads_the_work_is_done_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(aside_module, "start_new_thread", start)
    assert zlib.decompress(Aside(FAST.encode, LONG).result()) == LONG


def written(streams: list[bytes]) -> bytes:
    sink = BytesIO()
    package = Package(sink)
    numbers = [package.stream(content, {"Marked": i}, deflate=FAST) for i, content in enumerate(streams)]
    kids = b" ".join([b"%d 0 R" % number for number in numbers])
    pages = package.put(b"<</Type/Pages/Count 0/Kids[]>>")
    package.finish(
        package.put(b"<</Type/Catalog/Pages %d 0 R/All[%b]>>" % (pages, kids)), package.put(Dictionary({}))
    )
    return sink.getvalue()


@pytest.mark.usefixtures("leaves_no_thread")
def test_long_streams_are_in_the_file_as_short_ones_are(monkeypatch: pytest.MonkeyPatch) -> None:
    streams = [LONG, b"short", LONG + b"2", LONG + b"3", LONG + b"4", b""]
    for long in (package_module._LONG, 1 << 30):
        monkeypatch.setattr(package_module, "_LONG", long)
        with pikepdf.open(BytesIO(written(streams))) as file:
            found = [(int(one.Marked), one.read_bytes()) for one in file.Root.All]
        assert found == list(enumerate(streams))


def test_the_order_in_the_file_does_not_hang_on_the_clock() -> None:
    streams = [LONG * (1 + i % 3) + bytes([i]) for i in range(7)]
    assert written(streams) == written(streams)
