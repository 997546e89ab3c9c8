"""Measures `govdoc batch`: throughput, memory from first to last, the ledger, and the peers it finds.

    python -m tests.benchmarks.batch [--documents 10000] [--sources FOLDER …] [--jobs 2] [--peers 200]

Documents are the texts and pages of `--sources` (default: the sample), repeated with a changed number in the
text, so that nothing is cached between them. pandoc (to DOCX, a process a document) and LibreOffice (to DOCX
and to PDF, all documents in one process) stand beside govdoc's three formats on the same documents, in
seconds of CPU. What a second process gains, `scaling.py` measures. A benchmark, never a test.
"""

import argparse
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.documents import SAMPLES, make
from tests.benchmarks.measure import cpu

TO = ("docx", "pdf", "xml")


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def batch(inputs: list[Path], out: Path, jobs: int) -> object:
    from govdoc.batch import Choices, convert_many

    return convert_many(inputs, TO, out, choices=Choices(jobs=jobs))


def resident() -> int:
    """Bytes in memory of this process and its children."""
    pids, total = [os.getpid()], 0
    while pids:
        pid = pids.pop()
        try:
            total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            for task in Path(f"/proc/{pid}/task").iterdir():
                pids += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return total


def whole(inputs: Path, out: Path, jobs: int, count: int) -> None:
    """One run over everything, with the memory after each tenth; then a second, unchanged, and the ledger."""
    from govdoc.batch import Choices, Progress, convert_many

    marks: list[tuple[int, float]] = []
    peak = 0.0
    done = threading.Event()

    def sample() -> None:
        nonlocal peak
        while not done.wait(0.2):
            peak = max(peak, resident() / 2**20)

    def watch(progress: Progress) -> None:
        nonlocal peak
        if progress.settled % max(count // 10, 1) == 0:
            marks.append((progress.settled, peak))
            peak = 0.0

    sampler = threading.Thread(target=sample, daemon=True)
    sampler.start()
    begin = time.perf_counter()
    summary = convert_many([inputs], TO, out, choices=Choices(jobs=jobs), watch=watch)
    spent = time.perf_counter() - begin
    done.set()
    print(f"{summary.converted} converted, {summary.failed} failed, {summary.pages} pages in {spent:.1f} s")
    per_second = (summary.converted / spent, summary.pages / spent)
    print("  {:.1f} documents/s, {:.0f} pages/s with {} processes".format(*per_second, jobs))
    print(f"  {summary.seconds / max(summary.converted, 1) * 1e3:.1f} ms of work a document")
    print("  peak memory, MiB: " + ", ".join(f"{at}: {size:.0f}" for at, size in marks))
    again = seconds(lambda: convert_many([inputs], TO, out, choices=Choices(jobs=jobs)))
    print(f"  unchanged again: {again:.2f} s, {again / count * 1e3:.3f} ms a document")
    size = (out / ".govdoc" / "ledger.sqlite").stat().st_size
    noted = settling(out, min(count, 2000))
    print(f"  ledger: {size / count / 1024:.2f} KiB a document, {noted:.3f} ms to settle one")


def settling(out: Path, count: int) -> float:
    """Milliseconds that the ledger takes to note one document with three outputs."""
    from govdoc.batch.ledger import Ledger, Output

    with tempfile.TemporaryDirectory(dir=out) as name:
        shutil.copytree(out / ".govdoc", Path(name) / ".govdoc")
        ledger = Ledger(Path(name))
        run = ledger.last_run()
        assert run is not None
        records = [r for r in ledger.records(run.id, "done", count) if r.look is not None]
        begin = time.perf_counter()
        for r in records:
            written = [Output(form, "a", 1, "0" * 64) for form in TO]
            assert r.look is not None
            ledger.settle(r, r.look, r.digest or "", r.values, 0.1, 1, 1, None, r.said, written)
        spent = time.perf_counter() - begin
        ledger.close()
    return spent / max(len(records), 1) * 1e3


def peers(inputs: list[Path], folder: Path) -> Iterator[tuple[str, float]]:
    """Seconds of CPU a document of the peers that are here, one process at a time."""
    folder.mkdir()
    try:
        import pypandoc

        pandoc: str | None = pypandoc.get_pandoc_path()
    except (ImportError, OSError):
        pandoc = shutil.which("pandoc")
    if pandoc:

        def convert_all() -> None:
            for path in inputs:
                form = "html" if path.suffix != ".txt" else "markdown"
                made = folder / f"{path.stem}.docx"
                subprocess.run(
                    [pandoc, "-f", form, str(path), "-o", str(made)], capture_output=True, check=False
                )

        yield "pandoc → docx", cpu(convert_all) / len(inputs)
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office:
        for form in ("docx", "pdf"):
            command = [
                *(office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
                *("--convert-to", "docx:MS Word 2007 XML" if form == "docx" else "pdf", "--outdir"),
                *(str(folder / "lo"), *map(str, inputs)),
            ]
            spent = cpu(lambda: subprocess.run(command, capture_output=True, check=False))
            made = len(list((folder / "lo").glob(f"*.{form}")))
            yield f"LibreOffice → {form} ({made} of {len(inputs)} made)", spent / len(inputs)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--sources", type=Path, nargs="+", default=[SAMPLES])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--peers", type=int, default=200)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(chosen.sources, folder / "in", chosen.documents)
        inputs = sorted((folder / "in").rglob("d*"))
        if chosen.peers:
            some = inputs[:: max(len(inputs) // chosen.peers, 1)][: chosen.peers]
            ours = cpu(lambda: batch(some, folder / "peer", 1)) / len(some)
            print(f"govdoc → docx, pdf, xml: {ours * 1e3:.1f} ms of CPU a document")
            for who, spent in peers(some, folder / "peers"):
                print(f"  {who}: {spent * 1e3:.1f} ms a document, ×{spent / ours:.1f} of govdoc's three")
        whole(folder / "in", folder / "out", chosen.jobs, chosen.documents)


if __name__ == "__main__":
    main()
