"""Times PDF/A-3a with the XML inside against Typst's PDF/A-2a + PDF/UA-1, and against others on request.

    python tests/benchmarks/pdf.py [--pages 10 200 2000] [--runs 5] [--others platypus weasyprint …] [--typed]

Every run is a new document (other seed), the same text and faces for all, size 15.75 pt, pitch 29.53 pt.
--typed: govdoc gets the text with half-width marks, as it was typed, and makes them full-width itself.
Warm: in one process, interleaved, after a first document of its own. Cold: a new process that reads JSON and
writes the file, modules compiled beforehand; its peak memory is the memory row. Figures are medians; a ratio
is the other's median by govdoc's, above 1 where govdoc is faster, first by the clock and then by the time of
the processor: govdoc works in one thread but for deflating long streams, Typst in several where it can. A
benchmark, never a test.
"""

import argparse
import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

COLD = """
import sys
def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
"""
COLD_GOVDOC = (
    COLD
    + """
import govdoc
data = govdoc.write(govdoc.read(sys.argv[1]).value, "pdf").value
open(sys.argv[2], "wb").write(data)
print(peak())
"""
)
COLD_PEER = (
    COLD
    + """
import json, pdf_peers
data = pdf_peers.PEERS[sys.argv[3]]()(json.load(open(sys.argv[1], encoding="utf-8")))
open(sys.argv[2], "wb").write(data)
print(peak())
"""
)


class Run(NamedTuple):
    """Seconds by the clock and of the processor, with that of other processes; bytes made or memory in MB."""

    wall: float
    busy: float
    size: float


def busy() -> float:
    """Seconds of the processor so far."""
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + others.ru_utime + others.ru_stime


def timed(make: Callable[[], bytes]) -> Run:
    gc.collect()
    begin, used = time.perf_counter(), busy()
    data = make()
    return Run(time.perf_counter() - begin, busy() - used, len(data) / 1024)


def warm(pages: int, runs: int, others: list[str], typed: bool = False) -> dict[str, list[Run]]:
    import pdf_corpus
    import pdf_peers

    import govdoc

    ready = {name: pdf_peers.PEERS[name]() for name in others}
    found: dict[str, list[Run]] = {name: [] for name in ("govdoc", *others)}
    for number in range(runs + 1):
        document = pdf_corpus.document(pages if number else 10, number or 99, typed)
        text = pdf_corpus.flat(document)
        # In turns, so that neither always comes second.
        for name in ["govdoc", *others] if number % 2 else [*others, "govdoc"]:
            if name == "govdoc":
                run = timed(lambda: govdoc.write(document, "pdf").value)
            else:
                run = timed(lambda: ready[name](text))
            if number:
                found[name].append(run)
    return found


def cold(pages: int, runs: int, others: list[str], typed: bool = False) -> dict[str, list[Run]]:
    import pdf_corpus

    import govdoc

    found: dict[str, list[Run]] = {name: [] for name in ("python", "govdoc", *others)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path[:2]), "PYTHONPYCACHEPREFIX": name}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for number in range(runs + 1):
            document = pdf_corpus.document(pages, number + 50, typed)
            (folder / "a.json").write_bytes(govdoc.write(document, "json").value)
            (folder / "b.json").write_text(json.dumps(pdf_corpus.flat(document), ensure_ascii=False), "utf-8")
            for program, made in found.items():
                if program in ("python", "govdoc"):
                    code, given = ("pass" if program == "python" else COLD_GOVDOC), "a.json"
                else:
                    code, given = COLD_PEER, "b.json"
                command = [sys.executable, "-c", code, str(folder / given), str(folder / "o.pdf"), program]
                begin, used = time.perf_counter(), busy()
                done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
                run = Run(time.perf_counter() - begin, busy() - used, float(done.stdout or 0) / 1024)
                if number:
                    made.append(run)
    return found


def report(pages: int, kind: str, unit: str, found: dict[str, list[Run]]) -> None:
    """A line for each program: medians, the least time, ratios to govdoc, size of the file or memory."""
    own = [statistics.median(column) for column in zip(*found["govdoc"], strict=True)]
    for name, runs in found.items():
        wall, used, _ = (statistics.median(column) for column in zip(*runs, strict=True))
        print(
            f"{pages:5} pages {kind} {name:12} clock {wall * 1e3:8.1f} ms  least {min(runs)[0] * 1e3:8.1f}"
            f"  processor {used * 1e3:8.1f}  x {wall / own[0]:5.2f} / {used / own[1]:5.2f}"
            f"  {max(run.size for run in runs):7.0f} {unit}",
            flush=True,
        )


def main() -> None:
    import pdf_peers

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, nargs="+", default=[10, 200, 2000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--others", nargs="*", choices=sorted(pdf_peers.PEERS), default=[])
    parser.add_argument("--typed", action="store_true")
    parser.add_argument("--no-cold", action="store_true")
    parser.add_argument("--no-warm", action="store_true")
    arguments = parser.parse_args()
    others = ["typst", *[name for name in arguments.others if name != "typst"]]
    for pages in arguments.pages:
        runs = max(arguments.runs if pages > 500 else 2 * arguments.runs, 1)
        if not arguments.no_warm:
            report(pages, "warm", "KB", warm(pages, runs, others, arguments.typed))
        if not arguments.no_cold:
            report(pages, "cold", "MB", cold(pages, runs, others, arguments.typed))


if __name__ == "__main__":
    main()
