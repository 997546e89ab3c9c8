"""How fast Word files are written, beside python-docx's API and pandoc in the same run.

    python tests/benchmarks/docx_writing.py [--sizes 1,20,200] [--govdoc PATH]

The sample once, 20 and 200 times, the characters of each further copy shuffled, so that repeating it gains the
compression nothing. Warm: the document as a value → bytes (carried XML and digest included); python-docx adds
the same paragraphs to its default template with named styles; pandoc, a process of its own, makes DOCX of the
same text as Markdown. Cold: `govdoc convert SAMPLE --to docx` against the same pandoc call. The best of some
interleaved runs in processor time, which other work on the machine does not lengthen; memory is the peak of a process that writes the largest size once. A benchmark, never a test.
"""

import argparse
import io
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx
import pypandoc
from msgspec.structs import replace

import govdoc
from govdoc.compose import prepare
from govdoc.context import Context
from govdoc.galley import TextBlock
from govdoc.model import Text
from govdoc.options import DocxOptions
from govdoc.tree import rewrite

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "yixing-2020.txt"
MEMORY = """
import io, resource, sys
from govdoc import api
from govdoc.context import Context
document = api.read(sys.argv[1]).value
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
api.write_to(document, io.BytesIO(), "docx", None, Context())
print(before // 1024, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def multiplied(document: govdoc.Document, times: int) -> govdoc.Document:
    """The document with its body `times` over, every copy but the first with its characters shuffled."""
    shuffle = random.Random(1)

    def shuffled(node):
        if not isinstance(node, Text):
            return node
        characters = list(node.text)
        shuffle.shuffle(characters)
        return replace(node, text="".join(characters))

    copies = [block for _ in range(times - 1) for block in _copy(document.main.blocks, shuffled)]
    return replace(
        document, parts=(replace(document.main, blocks=(*document.main.blocks, *copies)), *document.parts[1:])
    )


def _copy(blocks, change):
    return [rewrite(block, change) for block in blocks]


def by_python_docx(lines) -> bytes:
    """The same paragraphs through python-docx's API, with its built-in named styles."""
    made = docx.Document()
    for level, text in lines:
        if level:
            made.add_heading(text, min(level, 9))
        else:
            made.add_paragraph(text, style="Body Text")
    sink = io.BytesIO()
    made.save(sink)
    return sink.getvalue()


def seconds(work) -> float:
    """The processor time of a piece of work in this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def run(command) -> float:
    """The processor time of another process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def warm(document: govdoc.Document, folder: Path, times: int) -> tuple[float, float, float]:
    """Milliseconds of govdoc, python-docx and pandoc for one document."""
    blocks = [b for b in prepare(document, DocxOptions(), Context()).blocks() if isinstance(b, TextBlock)]
    lines = [(block.heading, block.text) for block in blocks]
    source = folder / "a.md"
    source.write_text("\n\n".join("#" * level + " " * bool(level) + text for level, text in lines), "utf-8")
    pandoc = [pypandoc.get_pandoc_path(), str(source), "-o", str(folder / "p.docx")]
    govdoc.write(document, "docx")
    found: list[tuple[float, float, float]] = []
    for _ in range(times):
        ours = min(seconds(lambda: govdoc.write(document, "docx")) for _ in range(3))
        found.append((ours, seconds(lambda: by_python_docx(lines)), run(pandoc)))
    return tuple(min(column) * 1000 for column in zip(*found, strict=True))  # type: ignore[return-value]


def memory(document: govdoc.Document, folder: Path) -> str:
    path = folder / "a.json"
    path.write_bytes(govdoc.write(document, "json").value)
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, str(path)], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--sizes", default="1,20,200")
    parser.add_argument("--govdoc", default=shutil.which("govdoc") or "")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    sample = govdoc.read(SAMPLE).value
    sizes = [int(size) for size in given.sizes.split(",")]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        print("size   govdoc ms   a copy   python-docx   ratio   pandoc ms   ratio   bytes")
        for size in sizes:
            document = multiplied(sample, size)
            ours, theirs, pandoc = warm(document, folder, given.runs)
            length = len(govdoc.write(document, "docx").value)
            print(
                f"{size:4} {ours:11.2f} {ours / size:8.2f} {theirs:13.1f} {theirs / ours:7.1f}"
                f" {pandoc:11.1f} {pandoc / ours:7.1f} {length:9}"
            )
        print(f"memory, MiB before and peak at {sizes[-1]}:", memory(multiplied(sample, sizes[-1]), folder))
        if given.govdoc:
            cold(given.govdoc, folder, given.runs * 3)


def cold(program: str, folder: Path, times: int) -> None:
    (folder / "a.md").write_text(SAMPLE.read_text("utf-8"), "utf-8")
    ours = [program, "convert", str(SAMPLE), "--to", "docx", "-o", str(folder / "g.docx")]
    pandoc = [pypandoc.get_pandoc_path(), str(folder / "a.md"), "-o", str(folder / "p.docx")]
    pairs = [(run(ours), run(pandoc)) for _ in range(times)]
    a, b = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
    print(f"cold: govdoc {a:.0f} ms, pandoc {b:.0f} ms, {b / a:.1f} times")


if __name__ == "__main__":
    main()
