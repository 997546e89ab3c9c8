"""Times PDF/A-3a with the XML inside against Typst's PDF/A-2a + PDF/UA-1, and against others on request.

    python tests/benchmarks/pdf.py [--pages 10 200 2000] [--runs 5] [--others platypus weasyprint …]

Every run is a new document (other seed), the same text and faces for all, size 15.75 pt, pitch 29.53 pt.
Warm: in one process, interleaved, after a first document of its own. Cold: a new process that reads JSON and
writes the file, modules compiled beforehand; its peak memory is the memory row. Figures are medians; a ratio
is Typst's median by govdoc's, above 1 where govdoc is faster. A benchmark, never a test.
"""

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

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


def timed(make: Callable[[], bytes]) -> tuple[float, bytes]:
    gc.collect()
    begin = time.perf_counter()
    data = make()
    return time.perf_counter() - begin, data


def warm(pages: int, runs: int, others: list[str]) -> dict[str, tuple[list[float], int]]:
    """Seconds of each run and the size of the last file, by program."""
    import pdf_corpus
    import pdf_peers

    import govdoc

    ready = {name: pdf_peers.PEERS[name]() for name in others}
    found: dict[str, tuple[list[float], int]] = {name: ([], 0) for name in ("govdoc", *others)}
    for run in range(runs + 1):
        document = pdf_corpus.document(pages if run else 10, seed=run or 99)
        text = pdf_corpus.flat(document)
        # In turns, so that neither always comes second.
        order = ["govdoc", *others] if run % 2 else [*others, "govdoc"]
        for name in order:
            if name == "govdoc":
                seconds, data = timed(lambda: govdoc.write(document, "pdf").value)
            else:
                seconds, data = timed(lambda: ready[name](text))
            if run:
                found[name] = ([*found[name][0], seconds], len(data))
    return found


def cold(pages: int, runs: int, others: list[str]) -> dict[str, tuple[list[float], float]]:
    """Seconds of each process and the highest memory in MB, by program."""
    import pdf_corpus

    import govdoc

    found: dict[str, tuple[list[float], float]] = {name: ([], 0.0) for name in ("python", "govdoc", *others)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path[:2]), "PYTHONPYCACHEPREFIX": name}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for run in range(runs + 1):
            document = pdf_corpus.document(pages, seed=run + 50)
            (folder / "a.json").write_bytes(govdoc.write(document, "json").value)
            (folder / "b.json").write_text(json.dumps(pdf_corpus.flat(document), ensure_ascii=False), "utf-8")
            for program in found:
                if program in ("python", "govdoc"):
                    code, given = ("pass" if program == "python" else COLD_GOVDOC), "a.json"
                else:
                    code, given = COLD_PEER, "b.json"
                command = [sys.executable, "-c", code, str(folder / given), str(folder / "o.pdf"), program]
                begin = time.perf_counter()
                done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
                seconds = time.perf_counter() - begin
                if run:
                    memory = max(found[program][1], float(done.stdout or 0) / 1024)
                    found[program] = ([*found[program][0], seconds], memory)
    return found


def main() -> None:
    import pdf_peers

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, nargs="+", default=[10, 200, 2000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--others", nargs="*", choices=sorted(pdf_peers.PEERS), default=[])
    parser.add_argument("--no-cold", action="store_true")
    parser.add_argument("--no-warm", action="store_true")
    arguments = parser.parse_args()
    others = ["typst", *[name for name in arguments.others if name != "typst"]]
    for pages in arguments.pages:
        runs = max(arguments.runs if pages > 500 else 2 * arguments.runs, 1)
        hot = {} if arguments.no_warm else warm(pages, runs, others)
        for name, (times, size) in hot.items():
            ratio = statistics.median(times) / statistics.median(hot["govdoc"][0])
            print(
                f"{pages:5} pages warm {name:12} median {statistics.median(times) * 1e3:8.1f} ms  "
                f"least {min(times) * 1e3:8.1f}  x {ratio:5.2f}  {size / 1024:8.0f} KB",
                flush=True,
            )
        chilled = {} if arguments.no_cold else cold(pages, runs, others)
        for name, (times, memory) in chilled.items():
            ratio = statistics.median(times) / statistics.median(chilled["govdoc"][0])
            print(
                f"{pages:5} pages cold {name:12} median {statistics.median(times) * 1e3:8.1f} ms  "
                f"least {min(times) * 1e3:8.1f}  x {ratio:5.2f}  {memory:8.0f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main()
