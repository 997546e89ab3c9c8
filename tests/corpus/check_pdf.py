"""Proves the PDF writer on many documents: python tests/corpus/check_pdf.py CORPUS [--count 100] [--keep FOLDER].

CORPUS is a folder with a manifest (manifest.tsv, first column: files). Of the files that govdoc reads, every
k-th is written as PDF, chosen by number and not by ease. Each must hold: the text that pdfium, MuPDF and
poppler (-raw) extract equals the composed text with page numbers and repeated table heads; no line of the text
begins or ends as none may, but in cells narrower than four characters; baselines on the grid of 22 lines; no
line wider than the type area; an outline entry for every heading. With --keep the files stay, for veraPDF.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pypdfium2

import govdoc
from govdoc.compose import prepare
from govdoc.context import Context, FontChoice
from govdoc.errors import GovdocError
from govdoc.galley import TextBlock, galley_text
from govdoc.options import PdfOptions
from govdoc.paginate import pages
from govdoc.paginate.lines import FORBIDDEN, Kinsoku
from govdoc.paginate.page import WHOLE, Kind, Page
from govdoc.writers.choices import font_set
from govdoc.writers.pdf.extract import extract_text

SUFFIXES = {".html", ".txt", ".docx", ".xml", ".json", ".md"}
MM = 72 / 25.4
LEFT, RIGHT, TOP, FOOT = 28 * MM, 184 * MM, 37 * MM, 262 * MM
PITCH, SIZE = 10.418 * MM, 15.75
INVISIBLE = re.compile(
    "[\\s\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe]+"
)


def bare(text: str) -> str:
    return INVISIBLE.sub("", text)


def chosen(corpus: Path, count: int) -> list[Path]:
    """Every k-th readable file of the manifest."""
    lines = (corpus / "manifest.tsv").read_text("utf-8").splitlines()[1:]
    paths = [corpus / line.split("\t")[0] for line in lines]
    paths = [path for path in paths if path.suffix.lower() in SUFFIXES and path.is_file()]
    return paths[:: max(len(paths) // count, 1)][:count]


def shown(made: list[Page]) -> str:
    """What the pages show as laid out: text, page numbers, repeated heads."""
    lines = [line for page in made for line in (*page.lines(), *([page.folio] if page.folio else []))]
    return "".join(WHOLE.get(c, c) for line in lines for piece in line.pieces for c in piece.text)


def pdfium(data: bytes) -> str:
    file = pypdfium2.PdfDocument(data)
    return "".join(file[i].get_textpage().get_text_range() for i in range(len(file)))


def mupdf(data: bytes) -> str:
    return "".join(page.get_text() for page in pymupdf.open(stream=data))


def poppler(data: bytes) -> str:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        command = ["pdftotext", "-raw", file.name, "-"]
        return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")


READERS = [pdfium, mupdf] + ([poppler] if shutil.which("pdftotext") else [])


def difference(a: str, b: str) -> str:
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return f"{a[max(at - 8, 0) : at + 12]!r} for {b[max(at - 8, 0) : at + 12]!r}"


def faults(document: govdoc.Document, data: bytes) -> Iterator[tuple[str, str]]:
    """What is wrong, by kind."""
    composition = prepare(document, PdfOptions(), Context())
    blocks = list(composition.blocks())
    made = list(pages(composition, font_set(FontChoice()), Context()))
    text = bare(galley_text(blocks))
    own = bare(extract_text(data))
    if own != text:
        yield "composed", difference(own, text)
    laid_out = Counter(bare(shown(made)))
    for reader in READERS:
        found = Counter(bare(reader(data)))
        if found != laid_out:
            yield reader.__name__, f"more {dict(found - laid_out)} less {dict(laid_out - found)}"[:150]
    yield from _in_order(data, made)
    yield from _lines(made)
    wanted = [b.outline.text for b in blocks if isinstance(b, TextBlock) and b.outline]
    kept = [entry[1] for entry in pymupdf.open(stream=data).get_toc()]
    if [bare(one) for one in wanted] != [bare(one) for one in kept]:
        yield "outline", f"{len(kept)} entries for {len(wanted)}"


def _in_order(data: bytes, made: list[Page]) -> Iterator[tuple[str, str]]:
    """Without tables, whose cells readers order as they like, the text comes in the order of the pages."""
    plain = not any(
        fragment.element and fragment.element.kind in (Kind.CELL, Kind.HEADER_CELL)
        for page in made
        for fragment in page.fragments
    )
    wanted = bare(shown(made))
    for reader in READERS if plain else ():
        found = bare(reader(data))
        if found != wanted:
            yield f"{reader.__name__} order", difference(found, wanted)


def _lines(made: list[Page]) -> Iterator[tuple[str, str]]:
    forbidden = FORBIDDEN[Kinsoku.GB]
    for page in made:
        left, right = (35 * MM, 260 * MM) if page.turned else (LEFT, RIGHT)
        for fragment in page.fragments:
            in_table = fragment.element is not None and _in_cell(fragment.element)
            for i, line in enumerate(fragment.lines):
                if line.x < left - 0.1 or line.x + line.width > right + 0.6:
                    yield "wide", line.text[:30]
                words = "".join(piece.text for piece in line.pieces).strip(" ")
                narrow = in_table and max(one.width for one in fragment.lines) < 4 * SIZE
                before = fragment.lines[i - 1].text if i else ""
                if i and words and words[0] in forbidden.start and not narrow and not _pair(words, before):
                    yield "kinsoku", f"begins {words[:12]!r}"
                ends = i + 1 < len(fragment.lines) and words and words[-1] in forbidden.end
                if ends and not narrow:
                    yield "kinsoku", f"ends {words[-12:]!r}"
                size = line.pieces[0].style.size if line.pieces else 0
                if fragment.plain and abs(size - SIZE) < 0.01 and not in_table and not page_has_tables(page):
                    row = (line.y - TOP - 0.88 * SIZE) / PITCH
                    if abs(row - round(row)) * PITCH > 0.1 and line.y < FOOT:
                        yield "grid", line.text[:20]


def page_has_tables(page: Page) -> bool:
    return any(one.rules and one.element is None for one in page.fragments)


def _pair(words: str, before: str) -> bool:
    """Whether a line may begin so after all: with —— or ……, or inside a word that no line holds."""
    return words[:2] in ("——", "……") or (before[-1:] < "\u2000" and words[0] < "\u2000")


def _in_cell(element: object) -> bool:
    while element is not None:
        if element.kind in (Kind.CELL, Kind.HEADER_CELL):  # type: ignore[attr-defined]
            return True
        element = element.parent  # type: ignore[attr-defined]
    return False


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    if not (arguments.corpus / "manifest.tsv").is_file():
        print("no corpus")
        return 0
    bad, table, count, characters, sheets = 0, Counter[str](), 0, 0, 0
    for path in chosen(arguments.corpus, arguments.count):
        try:
            document = govdoc.read(path).value
        except GovdocError as error:
            print(f"{path.name}: not read: {error.en}")
            continue
        data = govdoc.write(document, "pdf").value
        count += 1
        sheets += len(pypdfium2.PdfDocument(data))
        characters += len(bare(extract_text(data)))
        if arguments.keep:
            arguments.keep.mkdir(parents=True, exist_ok=True)
            (arguments.keep / f"{count:03}.pdf").write_bytes(data)
        found = list(faults(document, data))
        bad += bool(found)
        table.update(kind for kind, _ in found)
        for kind, what in found[:6]:
            print(f"{path.name}: {kind}: {what}")
    print(f"{count} documents, {sheets} pages, {characters} characters, {bad} with faults")
    for kind, number in sorted(table.items()):
        print(f"  {kind:16} {number}")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
