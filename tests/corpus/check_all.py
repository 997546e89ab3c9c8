"""The laws over a folder of real documents: reading is total, plain texts lose no ink, the way out is proved.

    python tests/corpus/check_all.py FOLDER [--to FORMAT] [--every N]

Every file is read in time or refused with one clear error; the characters of texts are counted against the
model's; with `--to` each document is also written and verified. Prints a table; exit status 1 on a fault.
"""

import argparse
import re
import sys
import time
from collections import Counter
from pathlib import Path

import govdoc
from govdoc.context import Context
from govdoc.errors import GovdocError
from govdoc.inkcheck import visible
from govdoc.model import Document
from govdoc.source import Source, decode
from govdoc.tree import ink


def lost_ink(path: Path, document: Document) -> int:
    """How many visible characters of a text file are not in the model, or more often than in the file."""
    text, _ = decode(Source(path.read_bytes(), str(path)), Context())
    held = "".join([*ink(document), *(ink_of for f in document.provenance.furniture for ink_of in ink(f))])
    want, got = Counter(visible(text)), Counter(visible(held))
    if document.provenance.format == "markdown":  # its signs, tags and targets are not ink; the letters are
        want = Counter(visible(_SIGNS.sub("", text)))
        return sum(count for c, count in (want - got).items() if c.isalnum())
    return sum((want - got).values()) + sum((got - want).values())


_SIGNS = re.compile(r"(?<=\])\([^)\n]*\)|<[^>\n]*>|^\|?[ :|-]+$", re.MULTILINE)


class Row:
    """The figures of one kind of file."""

    def __init__(self) -> None:
        self.files = self.refused = self.faults = self.lost = self.unproved = 0
        self.seconds = self.slowest = 0.0


def check(path: Path, row: Row, to: str | None) -> None:
    row.files += 1
    begin = time.perf_counter()
    try:
        document = govdoc.read(path).value
    except GovdocError as error:
        row.refused += 1
        print(f"{path.name}: {error.en}")
        return
    except Exception as error:  # the law: content never raises
        row.faults += 1
        print(f"{path.name}: FAULT {type(error).__name__}: {error}")
        return
    spent = time.perf_counter() - begin
    row.seconds += spent
    row.slowest = max(row.slowest, spent)
    if document.provenance.format in {"text", "markdown"}:
        lost = lost_ink(path, document)
        row.lost += bool(lost)
        if lost:
            print(f"{path.name}: {lost} characters lost or added")
    if to:
        faults = govdoc.verify(document, govdoc.write(document, to).value, to)
        row.unproved += bool(faults)
        for fault in faults:
            print(f"{path.name}: {fault.message('en')}")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--to")
    parser.add_argument("--every", type=int, default=1)
    arguments = parser.parse_args()
    rows: dict[str, Row] = {}
    paths = sorted(p for p in arguments.folder.rglob("*") if p.is_file())
    for path in paths[:: arguments.every]:
        check(path, rows.setdefault(path.suffix.lower() or "–", Row()), arguments.to)
    print(
        f"{'kind':8}{'files':>7}{'refused':>9}{'faults':>8}{'ink':>6}{'unproved':>10}{'seconds':>9}{'slowest':>9}"
    )
    for kind, row in sorted(rows.items()):
        print(
            f"{kind[:7]:8}{row.files:7}{row.refused:9}{row.faults:8}{row.lost:6}{row.unproved:10}"
            f"{row.seconds:9.1f}{row.slowest:9.2f}"
        )
    return int(any(row.faults or row.lost or row.unproved for row in rows.values()))


if __name__ == "__main__":
    sys.exit(main())
