"""Reading web pages, warm: govdoc against trafilatura and pandoc on the same files, as ratios in one run.

    python tests/benchmarks/html_reading.py FOLDER [--files 40]

Each file is read by each program in turn, the best of three counts; the figure is the ratio of the sums.
pandoc runs as a process (html to json), so its time is user and system time of the process; the others are
called in this one. Then a document of 10, 200, 2,400 and 5,000 pages, to show that time grows with it. A
benchmark, never a test. Needs the extra `bench`.
"""

import argparse
import resource
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from govdoc.context import Context
from govdoc.options import HtmlReadOptions
from govdoc.readers.html import read
from govdoc.source import Source

ROUNDS = 3


def govdoc(data: bytes) -> None:
    read(Source(data), HtmlReadOptions(), Context())


def trafilatura(data: bytes) -> None:
    from trafilatura import extract

    extract(data, include_tables=True, include_comments=False)


def pandoc(data: bytes) -> None:
    from pypandoc import get_pandoc_path

    subprocess.run(
        [get_pandoc_path(), "-f", "html", "-t", "json"], input=data, capture_output=True, check=False
    )


def own(call: Callable[[bytes], None], data: bytes) -> float:
    start = time.process_time()
    call(data)
    return time.process_time() - start


def child(call: Callable[[bytes], None], data: bytes) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    call(data)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


PROGRAMS = (("govdoc", govdoc, own), ("trafilatura", trafilatura, own), ("pandoc", pandoc, child))


def compare(files: list[Path]) -> None:
    sums = dict.fromkeys((name for name, _, _ in PROGRAMS), 0.0)
    for path in files:
        data = path.read_bytes()
        for name, call, clock in PROGRAMS:
            sums[name] += min(clock(call, data) for _ in range(ROUNDS))
    print(f"{'program':14}{'ms/file':>9}{'ratio':>8}")
    for name, total in sums.items():
        print(f"{name:14}{1000 * total / len(files):9.2f}{total / sums['govdoc']:8.1f}")


SECTION = (
    "<h2>一、完善制度</h2><p>（一）健全制度。{0}</p><p>（二）明确责任。{0}</p>"
    "<table><tr><td>事项</td><td>次数</td></tr><tr><td>主动公开</td><td>12</td></tr></table>"
)
SENTENCE = "建立健全政务公开工作制度，明确责任分工，细化工作流程，加强督促检查，确保各项任务落到实处。" * 5
"""With its headings and table, a section fills about one page of 22 lines of 28 characters."""


def grow(pages: tuple[int, ...], others: int) -> None:
    """A document of so many pages; the other programs up to `others` of them, as they take long."""
    print(
        f"{'pages':>6}{'MB':>7}"
        + "".join(f"{name + ' s':>15}" for name, _, _ in PROGRAMS)
        + f"{'ms/page':>9}"
    )
    for count in pages:
        text = SECTION.format(SENTENCE) * count
        data = f"<html><h1>关于做好工作的通知</h1><div>{text}</div></html>".encode()
        times = [
            min(clock(call, data) for _ in range(2)) if name == "govdoc" or count <= others else None
            for name, call, clock in PROGRAMS
        ]
        row = "".join(f"{'–' if time is None else format(time, '.2f'):>15}" for time in times)
        print(f"{count:6}{len(data) / 1e6:7.1f}{row}{1000 * (times[0] or 0) / count:9.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--others", type=int, default=5_000, help="most pages for the other programs")
    args = parser.parse_args()
    found = sorted(args.folder.rglob("*.html"))
    step = max(len(found) // args.files, 1)
    compare(found[::step])
    grow((10, 200, 2_400, 5_000), args.others)


if __name__ == "__main__":
    main()
