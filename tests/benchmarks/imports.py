"""Says what each import costs a cold `read` JSON, `write` PDF: the least time of several runs, by package.

    python tests/benchmarks/imports.py [--pages 10] [--runs 15] [--modules 12]

A module's own time is that without what it imports in turn; a package's is the sum of its modules'. Modules
are compiled beforehand. What the table does not name is the work itself. A benchmark, never a test.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
CODE = """
import sys
import govdoc
open(sys.argv[2], "wb").write(govdoc.write(govdoc.read(sys.argv[1]).value, "pdf").value)
"""
LINE = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")


def measured(pages: int, runs: int) -> dict[str, int]:
    """The least own time of each module in microseconds."""
    import pdf_corpus

    import govdoc

    least: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as name:
        given, made = Path(name) / "a.json", Path(name) / "a.pdf"
        given.write_bytes(govdoc.write(pdf_corpus.document(pages, seed=1), "json").value)
        environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": name}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [sys.executable, "-X", "importtime", "-c", CODE, str(given), str(made)]
        for run in range(runs + 1):
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
            if run:
                for own, module in LINE.findall(done.stderr):
                    least[module] = min(int(own), least.get(module, int(own)))
    return least


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=10)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--modules", type=int, default=12)
    arguments = parser.parse_args()
    least = measured(arguments.pages, arguments.runs)
    packages: dict[str, list[int]] = defaultdict(list)
    for module, own in least.items():
        first = module.partition(".")[0]
        packages["the standard library" if first in sys.stdlib_module_names else first].append(own)
    for package, times in sorted(packages.items(), key=lambda item: -sum(item[1])):
        print(f"{package:24} {len(times):4} modules {sum(times) / 1e3:8.1f} ms")
    print(f"{'all':24} {len(least):4} modules {sum(least.values()) / 1e3:8.1f} ms\n")
    for module, own in sorted(least.items(), key=lambda item: -item[1])[: arguments.modules]:
        print(f"{module:40} {own / 1e3:8.1f} ms")


if __name__ == "__main__":
    main()
