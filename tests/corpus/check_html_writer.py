"""Writes web pages of many documents and checks them: python -m tests.corpus.check_html_writer FOLDER…

Every document is written as a page and as a fragment; both must show every character (the ink check), hold no
script that runs, and read back equal. With `--keep OUT` the pages stay there; with `--pages N` N of them, chosen
by number, go through the HTML checker and the browser (tests/html_writer/checkers.py says what is needed).
"""

import argparse
import re
import sys
from pathlib import Path

import govdoc
from govdoc.errors import GovdocError
from govdoc.inkcheck import first_difference
from govdoc.options import HtmlOptions
from tests.html_writer import checkers

SUFFIXES = (".txt", ".docx", ".html", ".htm", ".md")
RUNS = re.compile(r"<script(?! type=\"application/)|\son[a-z]+=|<iframe|<object|<embed", re.IGNORECASE)
TAGS = re.compile(r"<[a-zA-Z](?:[^<>\"]|\"[^\"]*\")*>")


def faults(document, options):
    data = govdoc.write(document, "html", options).value
    found = [d.message("en") for d in govdoc.verify(document, data, "html", options)]
    again = govdoc.read(data)
    if again.value != document:
        found.append(f"reads back different: {first_difference(document, again.value)}")
    found += [d.line("en") for d in again.diagnostics if d.code.startswith("GD14")]
    found += [f"may run: {tag}" for tag in TAGS.findall(data.decode()) if RUNS.search(tag)]
    return data, found


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument(
        "--step", type=int, default=13, help="every so many files, in the order of their paths"
    )
    parser.add_argument("--keep", type=Path, help="folder for the pages")
    parser.add_argument("--pages", type=int, default=20, help="how many pages go through the checkers")
    args = parser.parse_args()
    files = sorted(p for f in args.folders for p in f.rglob("*") if p.suffix.lower() in SUFFIXES)[
        :: args.step
    ]
    bad, read, pages = 0, 0, []
    for number, path in enumerate(files):
        try:
            document = govdoc.read(path).value
        except GovdocError as error:
            print(f"{path.name}\tnot readable: {error.en}")
            continue
        read += 1
        data, found = faults(document, HtmlOptions())
        found += faults(document, HtmlOptions(fragment=True))[1]
        if found:
            bad += 1
            print(f"{path.name}\t{found[:3]}")
        if args.keep:
            args.keep.mkdir(parents=True, exist_ok=True)
            place = args.keep / f"{number:04}.html"
            place.write_bytes(data)
            pages.append(place)
    print(f"{len(files)} files, {read} documents, {bad} with faults")
    if pages and args.pages:
        chosen = pages[:: max(len(pages) // args.pages, 1)][: args.pages]
        bad += checkers.report(chosen)
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())
