"""Proves OFD on many documents: python tests/corpus/check_ofd.py CORPUS [--every 14] [--keep FOLDER] [--schemas FOLDER].

CORPUS is a folder with a manifest (manifest.tsv, first column: files). Of its text, DOCX, HTML and Markdown files
every k-th is written as OFD, chosen by number and not by ease. Each must hold: the document read back is equal;
the text read from the pages is the composed text; ofdkit finds the same characters, in the same order where there
is no table; elements stand in the order of the standard, and with --schemas every part is valid against the XSD
files of that folder (one a root element). With --keep the files stay, with the text each shows beside it, for
other readers.
"""

import argparse
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import ofdkit
from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import govdoc
from govdoc.compose import prepare
from govdoc.context import Context, FontChoice
from govdoc.errors import GovdocError
from govdoc.galley import galley_text
from govdoc.inkcheck import compare, visible
from govdoc.options import OfdOptions
from govdoc.paginate import Page, pages
from govdoc.paginate.page import Kind
from govdoc.writers.choices import font_set
from govdoc.writers.ofd.extract import extract_text
from tests.ofd.order import OFD, faults, parts

SUFFIXES = {".txt", ".docx", ".html", ".htm", ".md"}


def chosen(corpus: Path, every: int) -> list[Path]:
    """Every k-th readable file of the manifest."""
    lines = (corpus / "manifest.tsv").read_text("utf-8").splitlines()[1:]
    paths = [corpus / line.split("\t")[0] for line in lines]
    return [path for path in paths if path.suffix.lower() in SUFFIXES and path.is_file()][::every]


def shown(made: list[Page]) -> str:
    """What the pages show as laid out, body and then foreground, as layers are drawn."""
    found = []
    for page in made:
        body = [line.text for f in page.fragments if f.element is not None for line in f.lines]
        front = [line.text for f in page.fragments if f.element is None for line in f.lines]
        found += [*body, *front, page.folio.text if page.folio else ""]
    return "".join(found)


def wrong(document: govdoc.Document, data: bytes, schemas: Path | None) -> Iterator[tuple[str, str]]:
    """What is wrong, by kind."""
    if govdoc.read(data).value != document:
        yield "read back", "another document"
    composition = prepare(document, OfdOptions(), Context())
    made = list(pages(composition, font_set(FontChoice()), Context()))
    difference = compare(galley_text(composition.blocks()), extract_text(data))
    if difference:
        yield "composed", difference
    want = visible(shown(made))
    with tempfile.NamedTemporaryFile(suffix=".ofd") as file:
        file.write(data)
        file.flush()
        got = visible(ofdkit.extract_text(file.name))
    if Counter(got) != Counter(want):
        yield "ofdkit", f"more {dict(Counter(got) - Counter(want))} less {dict(Counter(want) - Counter(got))}"
    kinds = {f.element.kind for page in made for f in page.fragments if f.element}
    if not kinds & {Kind.CELL, Kind.HEADER_CELL} and not _side_by_side(document) and got != want:
        yield "ofdkit order", compare(want, got)
    yield from (("order", fault) for fault in faults(data))
    yield from _invalid(data, schemas)


def _side_by_side(document: govdoc.Document) -> bool:
    """Whether organs stand above each other and “文件” beside them: ofdkit goes by height, not by order."""
    heads = [part.letterhead for part in document.parts if part.letterhead and part.letterhead.mark]
    return any(len(head.mark.organs) > 1 for head in heads)


_SCHEMAS: dict[Path, etree.XMLSchema] = {}


def _invalid(data: bytes, schemas: Path | None) -> Iterator[tuple[str, str]]:
    for name, part in parts(data).items() if schemas else ():
        root = etree.fromstring(part) if name.endswith(".xml") else None
        if root is None or not root.tag.startswith(OFD):
            continue
        path = schemas / f"{root.tag.removeprefix(OFD)}.xsd"
        schema = _SCHEMAS.setdefault(path, etree.XMLSchema(file=str(path)) if path not in _SCHEMAS else None)
        if not schema.validate(root):
            yield "schema", f"{name}: {schema.error_log[0].message}"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--every", type=int, default=14)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--schemas", type=Path)
    arguments = parser.parse_args()
    bad, count, sheets, begin = 0, 0, 0, time.perf_counter()
    for path in chosen(arguments.corpus, arguments.every):
        try:
            document = govdoc.read(path).value
        except GovdocError as error:
            print(f"{path.name}: not read: {error.en}")
            continue
        count += 1
        try:
            data = govdoc.write(document, "ofd").value
            found = list(wrong(document, data, arguments.schemas))
        except Exception:
            found = [("raised", traceback.format_exc(limit=-3))]
        sheets += sum(name.endswith("/Content.xml") for name in parts(data))
        bad += bool(found)
        for kind, what in found[:5]:
            print(f"{path.name}: {kind}: {what}", flush=True)
        if arguments.keep:
            arguments.keep.mkdir(parents=True, exist_ok=True)
            (arguments.keep / f"{count:04}.ofd").write_bytes(data)
            composition = prepare(document, OfdOptions(), Context())
            text = shown(list(pages(composition, font_set(FontChoice()), Context())))
            (arguments.keep / f"{count:04}.shown").write_text(text, "utf-8")
    print(f"{count} documents, {sheets} pages, {bad} with faults, {time.perf_counter() - begin:.0f} s")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
