"""Times OFD against PDF, the same documents in one run.

    python tests/benchmarks/ofd.py [--pages 10 2000] [--runs 5] [--memory]

Each run writes a document that neither writer has met, as PDF and as OFD in turns, after a first one to warm up;
both lay out their pages anew. Seconds are those of the processor, because neither waits for anything and other
programs may run. Figures are medians; a ratio is a format's median by that of PDF. With --memory, a
fresh process writes each into nothing and says how its peak grew. A benchmark, never a test.
"""

import argparse
import gc
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

FORMS = ("pdf", "ofd")
MEMORY = """
import os, sys
import pdf_corpus
from govdoc.api import write_to
from govdoc.context import Context
def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
document = pdf_corpus.document(int(sys.argv[1]), seed=7)
before = peak()
with open(os.devnull, "wb") as sink:
    write_to(document, sink, sys.argv[2], None, Context())
print(before // 1024, peak() // 1024)
"""


def warm(pages: int, runs: int) -> dict[str, tuple[list[float], int]]:
    """Seconds of each run, and the bytes of the last file, by format."""
    import pdf_corpus

    import govdoc

    found: dict[str, tuple[list[float], int]] = {form: ([], 0) for form in FORMS}
    for run in range(runs + 1):
        document = pdf_corpus.document(pages if run else 10, seed=run or 99)
        for form in FORMS if run % 2 else FORMS[::-1]:
            gc.collect()
            begin = time.process_time()
            data = govdoc.write(document, form).value
            seconds = time.process_time() - begin
            if run:
                found[form] = ([*found[form][0], seconds], len(data))
    return found


def memory(pages: int, form: str) -> str:
    """How far the peak of a fresh process is after writing, and where it was before, in MiB."""
    command = [sys.executable, "-c", MEMORY, str(pages), form]
    environment = {"PYTHONPATH": f"{ROOT}:{Path(__file__).parent}"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    before, after = done.stdout.split()
    return f"{before} -> {after} MiB"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, nargs="+", default=[10, 2000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--memory", action="store_true")
    arguments = parser.parse_args()
    for pages in arguments.pages:
        found = warm(pages, arguments.runs if pages > 500 else 4 * arguments.runs)
        base = statistics.median(found["pdf"][0])
        for form, (seconds, size) in found.items():
            middle = statistics.median(seconds)
            print(
                f"{pages:5} pages {form} median {middle * 1e3:8.1f} ms  least {min(seconds) * 1e3:8.1f}  "
                f"x {middle / base:5.2f}  {size / 1024:8.0f} KB",
                flush=True,
            )
        for form in FORMS if arguments.memory else ():
            print(f"{pages:5} pages {form} memory {memory(pages, form)}", flush=True)


if __name__ == "__main__":
    main()
