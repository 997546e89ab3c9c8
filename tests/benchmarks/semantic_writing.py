"""Writing Akoma Ntoso, Markdown and text: govdoc's writers against pandoc's on the same document, in one run.

    python -m tests.benchmarks.semantic_writing [FILE…] [--times 1,20]

Each file (the sample where none is named) is read once and its text repeated; pandoc gets it as its own JSON,
made beforehand from govdoc's Markdown. govdoc is called in this process; pandoc is a process of its own, with
its user and system time. `writing` is that less its start (the same on an empty document) and less the reading
of the JSON (a writer in Lua that writes nothing, less its own start); `ratio` is writing by govdoc's. Akoma
Ntoso is held against docbook and jats, the nearest there are. The best of three counts, in turns. A benchmark,
never a test. Needs the extra `bench`.
"""

import argparse
import io
import subprocess
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace
from pypandoc import get_pandoc_path

import govdoc
from govdoc import registry
from govdoc.context import Context
from govdoc.model import Document
from tests.benchmarks.measure import side_by_side

ROUNDS = 3
PEERS = (("akn", "docbook"), ("akn", "jats"), ("markdown", "markdown"), ("text", "plain"))
EMPTY = b'{"pandoc-api-version":[1,23,1],"meta":{},"blocks":[]}'
SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "yixing-2020.txt"


def repeated(document: Document, times: int) -> Document:
    """A document with the text of its main part several times over."""
    main = replace(document.main, blocks=document.main.blocks * times)
    return replace(document, parts=(main, *document.parts[1:]))


def own(document: Document, form: str) -> None:
    """Write in this process."""
    known = registry.find(form)
    writer, options = registry.writer_of(known), registry.options_class(known.write_options)()
    writer(document, options, Context(), io.BytesIO())


def pandoc(data: bytes, form: str, source: str = "json") -> bytes:
    """What pandoc writes, in a process of its own."""
    command = [get_pandoc_path(), "-f", source, "-t", form]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout


def measure(document: Document, name: str, nothing: str) -> None:
    """Print the lines of one document; `nothing` is a writer of pandoc's that writes nothing."""
    markdown = govdoc.write(document, "markdown").value
    data = pandoc(markdown, "json", "markdown")
    for form, peer in PEERS:
        programs = {
            "govdoc": partial(own, document, form),
            "pandoc": partial(pandoc, data, peer),
            "start": partial(pandoc, EMPTY, peer),
            "reading": partial(pandoc, data, nothing),
            "nothing": partial(pandoc, EMPTY, nothing),
        }
        found = side_by_side(programs, ROUNDS)
        ours, theirs = found["govdoc"], found["pandoc"]
        net = max(theirs - found["start"] - max(found["reading"] - found["nothing"], 0.0), 0.0)
        print(
            f"{name:28}{form:>10}{1000 * ours:10.1f}{peer:>10}{1000 * theirs:10.1f}{1000 * net:10.1f}"
            f"{net / ours:8.1f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="*", default=[SAMPLE])
    parser.add_argument("--times", default="1,20")
    arguments = parser.parse_args()
    heads = ("format", "ms", "pandoc", "ms", "writing", "ratio")
    print(
        f"{'document':28}{heads[0]:>10}{heads[1]:>10}{heads[2]:>10}{heads[3]:>10}{heads[4]:>10}{heads[5]:>8}"
    )
    with TemporaryDirectory() as folder:
        nothing = Path(folder, "nothing.lua")
        nothing.write_text('function Writer(document, options) return "" end\n', "utf-8")
        for path in arguments.files:
            document = govdoc.read(path).value
            for times in map(int, arguments.times.split(",")):
                measure(repeated(document, times), f"{path.stem[:20]} ×{times}", str(nothing))


if __name__ == "__main__":
    main()
