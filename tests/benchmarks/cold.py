"""Times one cold `govdoc convert SAMPLE --to docx,pdf,xml` against a cold pandoc (DOCX) and Typst (PDF).

    python tests/benchmarks/cold.py [--runs 15] [--govdoc PATH]

Needs the extra `bench` (pypandoc_binary, typst) in the Python that runs it; `--govdoc` names the command of
an installed wheel with compiled bytecode. Runs are interleaved, so that the ratio holds on a noisy machine;
the figure is the ratio of the medians. A benchmark, never a test.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "yixing-2020.txt"

TYPST = """#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm))
#set text(font: ("Govdoc Fang", "Govdoc Song"), size: 16pt, lang: "zh")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 13pt)
"""


def typst_source(text: str) -> str:
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    escaped = ["".join("\\" + c if c in "\\#*_`$<>@[]=-+/~" else c for c in p) for p in paragraphs]
    return TYPST + "\n\n".join(escaped)


def seconds(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begin


def commands(folder: Path, govdoc: str, fonts: Path) -> dict[str, list[str]]:
    import pypandoc

    text = SAMPLE.read_text("utf-8")
    (folder / "a.md").write_text(text, "utf-8")
    (folder / "a.typ").write_text(typst_source(text), "utf-8")
    compile_typst = (
        "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]],"
        " ignore_system_fonts=True, pdf_standards=['a-2a'])"
    )
    return {
        "govdoc": [govdoc, "convert", str(SAMPLE), "--to", "docx,pdf,xml", "-o", f"{folder}/out/"],
        "pandoc": [pypandoc.get_pandoc_path(), str(folder / "a.md"), "-o", str(folder / "a.docx")],
        "typst": [
            *(sys.executable, "-c", compile_typst),
            *(str(folder / "a.typ"), str(folder / "a.pdf"), str(fonts)),
        ],
        "python": [sys.executable, "-c", "pass"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--govdoc", default=shutil.which("govdoc"))
    arguments = parser.parse_args()
    fonts = Path(__file__).resolve().parents[2] / "fonts" / "ttf"
    with tempfile.TemporaryDirectory() as name:
        todo = commands(Path(name), arguments.govdoc, fonts)
        for command in todo.values():
            seconds(command)
        times: dict[str, list[float]] = {key: [] for key in todo}
        for _ in range(arguments.runs):
            for key, command in todo.items():
                times[key].append(seconds(command))
    for key, found in times.items():
        print(f"{key:8} min {min(found) * 1e3:7.1f}  median {statistics.median(found) * 1e3:7.1f} ms")
    median = {key: statistics.median(found) for key, found in times.items()}
    both = median["pandoc"] + median["typst"]
    print(f"ratio to pandoc + typst as Python calls it:    {median['govdoc'] / both:.2f}")
    print(
        f"ratio to pandoc + typst less Python's start:   {median['govdoc'] / (both - median['python']):.2f}"
    )


if __name__ == "__main__":
    main()
