"""Writing web pages, warm: govdoc against pandoc's HTML writer on the same documents, as ratios in one run.

    python tests/benchmarks/html_writing.py FILE… [--pages 100]

pandoc gets each document as its own JSON tree, made beforehand from the page's markup, and writes a whole page
(`-f json -t html5 -s`). It runs as a process, so its time is user and system time of that; “less its start” is
that minus the same for an empty document, the best of as many. govdoc is called in this process, from a
Document in memory: once as it writes by default (style, metadata, contents and the carried document with two
digests, none of which pandoc writes), once without the carried document. The best of five counts. Beside the
files, the first one is repeated until it has as many paragraphs as `--pages` pages. A benchmark, never a test.
Needs the extra `bench`.
"""

import argparse
import io
import resource
import subprocess
import time
from pathlib import Path

from msgspec.structs import replace

import govdoc
from govdoc import tree
from govdoc.context import Context
from govdoc.options import HtmlOptions
from govdoc.writers.html import write

ROUNDS = 5
PARAGRAPHS_A_PAGE = 6


def own(document, options):
    best = 1e9
    for _ in range(ROUNDS):
        start = time.process_time()
        write(document, options, Context(), io.BytesIO())
        best = min(best, time.process_time() - start)
    return best


def pandoc(tree):
    from pypandoc import get_pandoc_path

    best = 1e9
    command = [get_pandoc_path(), "-f", "json", "-t", "html5", "-s", "--metadata", "title=x"]
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, input=tree, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def tree_of(document):
    from pypandoc import get_pandoc_path

    markup = govdoc.write(document, "html", HtmlOptions(fragment=True, carry=False)).value
    command = [get_pandoc_path(), "-f", "html", "-t", "json"]
    return subprocess.run(command, input=markup, capture_output=True, check=True).stdout


def longer(document, pages):
    part = document.parts[0]
    blocks = part.blocks
    while (
        len(blocks)
        and sum(1 for _ in tree.walk(replace(part, blocks=blocks))) < 3 * PARAGRAPHS_A_PAGE * pages
    ):
        blocks += part.blocks
    return replace(document, parts=(replace(part, blocks=blocks),))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=100)
    args = parser.parse_args()
    documents = [(path.name, govdoc.read(path).value) for path in args.files]
    documents.append((f"{documents[0][0]} ×", longer(documents[0][1], args.pages)))
    start = pandoc(b'{"pandoc-api-version":[1,23],"meta":{},"blocks":[]}')
    print(f"pandoc's start: {1000 * start:.0f} ms of processor time")
    print(
        f"{'document':32}{'KB':>7}{'ms':>8}{'bare ms':>9}{'pandoc ms':>11}{'ratio':>7}{'less its start':>15}"
    )
    for name, document in documents:
        size = len(govdoc.write(document, "html", HtmlOptions()).value)
        whole, bare = own(document, HtmlOptions()), own(document, HtmlOptions(carry=False))
        theirs = pandoc(tree_of(document))
        print(
            f"{name[:30]:32}{size / 1000:7.0f}{1000 * whole:8.2f}{1000 * bare:9.2f}{1000 * theirs:11.1f}"
            f"{theirs / whole:7.0f}{max(theirs - start, 0) / whole:15.1f}"
        )


if __name__ == "__main__":
    main()
