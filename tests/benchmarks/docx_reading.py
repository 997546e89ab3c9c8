"""How fast Word files are read, warm, beside python-docx and pandoc in the same run.

    python tests/benchmarks/docx_reading.py [FOLDER]

One table: the sample of ten pages at 10, 200, 2,400 and 5,000 pages (its page read, and the document it
carries), then the files of FOLDER. python-docx gives style and text of every paragraph and cell, pandoc (a
process of its own) JSON.
"""

import io
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx
import pypandoc
from msgspec.structs import replace

import govdoc
from govdoc.options import DocxReadOptions

SAMPLE = Path(__file__).parents[2] / "samples" / "yixing-2020.txt"
PAGE = DocxReadOptions(carried=False)


def best(work, times):
    """The best of some runs in milliseconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found) * 1000


def paragraphs(data):
    """Style and text of the paragraphs, as scripts over python-docx do."""
    return [(p.style.name, p.text) for p in docx.Document(io.BytesIO(data)).paragraphs]


def everything(data):
    """Paragraphs and cells in order."""
    found = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if hasattr(block, "rows"):
            found += [[cell.text for cell in row.cells] for row in block.rows]
        else:
            found.append((block.style.name, block.text))
    return found


def pandoc(path):
    """docx → json in a process of its own."""
    subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", "docx", "-t", "json", path, "-o", path + ".json"], check=True
    )


def sizes():
    """The sample at four sizes, to show that time grows with them."""
    document = govdoc.read(SAMPLE).value
    print("pages\tpage\tcarried\tpython-docx\twith tables\tpandoc\t(ms, and times the page)")
    for copies, times in ((1, 20), (20, 5), (240, 2), (500, 1)):
        main = replace(document.main, blocks=document.main.blocks * copies)
        data = govdoc.write(replace(document, parts=(main,)), "docx").value
        page = best(lambda d=data: govdoc.read(d, options=PAGE), times)
        own = best(lambda d=data: govdoc.read(d), times)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.docx"
            path.write_bytes(data)
            others = (
                best(lambda d=data: paragraphs(d), max(times // 2, 1)),
                best(lambda d=data: everything(d), max(times // 4, 1)),
                best(lambda p=str(path): pandoc(p), max(times // 4, 1)),
            )
        ratios = "\t".join(f"{other:.1f} ({other / page:.1f}×)" for other in others)
        print(f"{copies * 10}\t{page:.1f}\t{own:.1f}\t{ratios}")


def corpus(folder):
    """All files of a folder that python-docx opens, together."""
    files = []
    for path in sorted(Path(folder).glob("*.docx")):
        data = path.read_bytes()
        try:
            everything(data)
        except Exception:  # it refuses some; they would not be a comparison
            continue
        files.append(data)
    ours = best(lambda: [govdoc.read(data) for data in files], 3)
    theirs = best(lambda: [everything(data) for data in files], 2)
    print(f"{len(files)} files\t{ours:.0f}\t\t\t{theirs:.0f} ({theirs / ours:.1f}×)")


if __name__ == "__main__":
    sizes()
    for folder in sys.argv[1:]:
        corpus(folder)
