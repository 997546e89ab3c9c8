"""Reading web pages, warm: govdoc against trafilatura and pandoc on the same files, as ratios in one run.

    python tests/benchmarks/html_reading.py FOLDER [--files 40]

Each file is read by each program in turn, the best of three counts; the figure is the ratio of the sums.
pandoc runs as a process (html to json), so its time is user and system time of the process; the others are
called in this one. Then a page of growing length, to show that time grows with it. A benchmark, never a test.
Needs the extra `bench`.
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


def grow() -> None:
    text = "<p>（一）完善制度。建立健全政务公开工作制度，明确责任分工，细化工作流程。</p>"
    print(f"{'paragraphs':>10}{'ms':>10}{'µs each':>9}")
    for count in (100, 1_000, 10_000, 100_000):
        data = f"<html><h1>关于做好工作的通知</h1><div>{text * count}</div></html>".encode()
        seconds = min(own(govdoc, data) for _ in range(2))
        print(f"{count:10}{1000 * seconds:10.1f}{1e6 * seconds / count:9.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=40)
    args = parser.parse_args()
    found = sorted(args.folder.rglob("*.html"))
    step = max(len(found) // args.files, 1)
    compare(found[::step])
    grow()


if __name__ == "__main__":
    main()
