"""Writing Akoma Ntoso, Markdown and text: govdoc's writers against pandoc's on the same document, in one run.

    python tests/benchmarks/semantic_writing.py [FILE…] [--times 1,20,200]

Each file (the sample where none is named) is read once and its text repeated; pandoc gets it as its own JSON,
made beforehand from govdoc's Markdown, so that both only write. govdoc is called in this process; pandoc is a
process of its own, with its user and system time: `net` is that less the time of the same process on an empty
document, and `ratio` is net by govdoc's. Akoma Ntoso is held against docbook and jats, the nearest there are.
The best of three counts. A benchmark, never a test. Needs the extra `bench`.
"""

import argparse
import io
import resource
import subprocess
import time
from pathlib import Path

from msgspec.structs import replace
from pypandoc import get_pandoc_path

import govdoc
from govdoc import registry
from govdoc.context import Context
from govdoc.model import Document

ROUNDS = 3
PEERS = (("akn", "docbook"), ("akn", "jats"), ("markdown", "markdown"), ("text", "plain"))
EMPTY = b'{"pandoc-api-version":[1,23,1],"meta":{},"blocks":[]}'
SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "yixing-2020.txt"


def repeated(document: Document, times: int) -> Document:
    """A document with the text of its main part several times over."""
    main = replace(document.main, blocks=document.main.blocks * times)
    return replace(document, parts=(main, *document.parts[1:]))


def own(document: Document, form: str) -> float:
    """Seconds that a writer of govdoc's takes."""
    known = registry.find(form)
    writer, options = registry.writer_of(known), registry.options_class(known.write_options)()
    start = time.process_time()
    writer(document, options, Context(), io.BytesIO())
    return time.process_time() - start


def pandoc(data: bytes, form: str, source: str = "json") -> tuple[float, bytes]:
    """Seconds of processor time that pandoc takes, and what it writes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [get_pandoc_path(), "-f", source, "-t", form]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def measure(document: Document, name: str) -> None:
    """Print the lines of one document."""
    markdown = govdoc.write(document, "markdown").value
    data = pandoc(markdown, "json", "markdown")[1]
    for form, peer in PEERS:
        ours = min(own(document, form) for _ in range(ROUNDS))
        theirs = min(pandoc(data, peer)[0] for _ in range(ROUNDS))
        start = min(pandoc(EMPTY, peer)[0] for _ in range(ROUNDS))
        net = max(theirs - start, 0.0)
        print(
            f"{name:28}{form:>10}{1000 * ours:10.1f}{peer:>10}{1000 * theirs:10.1f}{1000 * net:10.1f}"
            f"{net / ours:8.1f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="*", default=[SAMPLE])
    parser.add_argument("--times", default="1,20,200")
    arguments = parser.parse_args()
    heads = ("format", "ms", "pandoc", "ms", "net ms", "ratio")
    print(
        f"{'document':28}{heads[0]:>10}{heads[1]:>10}{heads[2]:>10}{heads[3]:>10}{heads[4]:>10}{heads[5]:>8}"
    )
    for path in arguments.files:
        document = govdoc.read(path).value
        for times in map(int, arguments.times.split(",")):
            measure(repeated(document, times), f"{path.stem[:20]} ×{times}")


if __name__ == "__main__":
    main()
