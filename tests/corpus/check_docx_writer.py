"""Proves the DOCX writer on many documents: python tests/corpus/check_docx_writer.py CORPUS [--every 14].

Every 14th of the text, Word, HTML and Markdown files under CORPUS, chosen by number and not by ease, is written
as DOCX. Each must hold: the order of elements that ISO/IEC 29500-4 demands (with --schemas DIR also the
published XSDs); the document comes back equal, also after LibreOffice's open-and-save; python-docx, mammoth,
pandoc and LibreOffice show all the text, labels included, and the headings as headings; drawn by LibreOffice,
the pages count as our PDF's ± 1, plain body pages begin at 37 ± 1.5 mm and end by 262.5 mm, and the end
record ends with the type area. With --keep DIR the files stay, to be looked at.
"""

import argparse
import io
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import docx
import mammoth
import pymupdf
import pypandoc
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree
from msgspec import Struct

import govdoc
from govdoc.compose import prepare
from govdoc.context import Context
from govdoc.errors import GovdocError
from govdoc.galley import GalleyBlock, ImprintBlock, TextBlock, galley_text, text_blocks
from govdoc.inkcheck import compare, visible
from govdoc.options import DocxOptions
from govdoc.writers.docx.extract import extract_text
from tests.docx.libreoffice import SOFFICE, WORD, convert_all
from tests.docx.order import check_package
from tests.docx.rendered import PAGE, Line, area, drawn, pages

SUFFIXES = {".txt", ".docx", ".html", ".md"}
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
NOT_SHOWN = {f"{TEXT}{name}" for name in ("tracked-changes", "note-citation", "sequence-decls")}
BODY_SIZE = 16 * 25.4 / 72
AT_ONCE = 40
"""How many files LibreOffice gets in one call."""

Heading = tuple[int, str]

SEEN: Counter[str] = Counter()
"""How much was there to check: a check of nothing proves nothing."""


class Written(Struct, frozen=True):
    """A document as it was written: the source file, what was composed, and the bytes."""

    source: Path
    document: govdoc.Document
    blocks: list[GalleyBlock]
    data: bytes

    @property
    def text(self) -> str:
        return galley_text(self.blocks)

    @property
    def notes(self) -> Counter[str]:
        """The characters of the footnotes, which python-docx and mammoth keep apart."""
        found = [note.text for block in self.blocks for one in text_blocks(block) for note in one.notes]
        return Counter(visible("".join(found)))

    @property
    def marks(self) -> Counter[str]:
        """The characters of the marks of footnotes: pandoc and LibreOffice count notes by themselves."""
        runs = [run for block in self.blocks for one in text_blocks(block) for run in one.runs if run.note]
        return Counter(visible("".join([run.text for run in runs])))

    def headings(self, deepest: int = 9) -> list[Heading]:
        """The headings that fill a paragraph; an office program counts no deeper than `deepest`."""
        found = [block for block in self.blocks if isinstance(block, TextBlock) and block.heading]
        return [(b.heading, visible(b.text)) for b in found if b.heading <= deepest]


def chosen(corpus: Path, every: int) -> list[Path]:
    paths = sorted(path for path in corpus.rglob("*") if path.suffix in SUFFIXES and path.is_file())
    return paths[::every]


def write(path: Path) -> Written | None:
    try:
        document = govdoc.read(path).value
    except GovdocError as error:
        print(f"{path.name}\tnot read: {error}")
        return None
    blocks = list(prepare(document, DocxOptions(), Context()).blocks())
    return Written(path, document, blocks, govdoc.write(document, "docx").value)


# --- what is wrong ----------------------------------------------------------------------------------------


def own_faults(made: Written) -> Iterator[str]:
    try:
        check_package(made.data)
    except AssertionError as error:
        yield f"order: {str(error)[:200]}"
    if found := compare(made.text, extract_text(made.data)):
        yield f"text: {found}"
    if govdoc.read(made.data, "docx").value != made.document:
        yield "read back: not equal"


def reader_faults(made: Written, file: Path) -> Iterator[str]:
    for name, reader, deepest in (
        ("python-docx", _python_docx, 9),
        ("mammoth", _mammoth, 6),
        ("pandoc", _pandoc, 9),
    ):
        text, headings = reader(file)
        yield from _different(name, made, text, headings, deepest)


def _different(
    name: str, made: Written, text: str, headings: list[Heading], deepest: int = 9
) -> Iterator[str]:
    want, got = Counter(visible(made.text)), Counter(visible(text))
    want -= made.notes if name in ("python-docx", "mammoth") else Counter()
    lost, more = (want - got) - made.marks, (got - want) - made.marks
    if lost or more:
        yield f"{name}: lost {dict(lost)} more {dict(more)}"[:200]
    wanted = made.headings(deepest)
    SEEN[f"headings in {name}"] += len(wanted)
    found = [(level, visible(words)) for level, words in headings]
    if wanted != found:
        missing, more = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
        yield f"{name} headings: lost {list(missing)[:3]} more {list(more)[:3]}"


def _python_docx(file: Path) -> tuple[str, list[Heading]]:
    body = docx.Document(str(file)).element.body
    found = [Paragraph(element, docx.Document) for element in body.iter(qn("w:p"))]
    opened = docx.Document(str(file))
    headings = [
        (int(p.style.name.split()[1]), p.text)
        for p in opened.paragraphs
        if p.style.name.startswith("Heading ")
    ]
    return "\n".join([p.text for p in found]), headings


def _mammoth(file: Path) -> tuple[str, list[Heading]]:
    with file.open("rb") as source:
        text = mammoth.extract_raw_text(source).value
        page = mammoth.convert_to_html(source).value
    root = etree.HTML(f"<html><body>{page}</body></html>")
    headings = [element for element in root.iter() if re.fullmatch(r"h\d", str(element.tag))]
    return text, [(int(e.tag[1]), "".join(str(t) for t in e.itertext())) for e in headings]


def _pandoc(file: Path) -> tuple[str, list[Heading]]:
    tree = json.loads(pypandoc.convert_file(str(file), "json"))
    text: list[str] = []
    headings: list[Heading] = []
    _pandoc_walk(tree["meta"], text, headings)
    _pandoc_walk(tree["blocks"], text, headings)
    return "".join(text), headings


def _pandoc_walk(node: object, text: list[str], headings: list[Heading]) -> None:
    if isinstance(node, list):
        for each in node:
            _pandoc_walk(each, text, headings)
    elif isinstance(node, dict) and node.get("t") == "Str":
        text.append(node["c"])
    elif isinstance(node, dict) and node.get("t") == "Header":
        inner: list[str] = []
        _pandoc_walk(node["c"][2], inner, headings)
        headings.append((node["c"][0], "".join(inner)))
        text += inner
    elif isinstance(node, dict) and node.get("t") == "Image":
        return  # its alternative text is not on the page
    elif isinstance(node, dict) and node.get("t") == "Link":
        _pandoc_walk(node["c"][1], text, headings)
    elif isinstance(node, dict):
        for each in node.values():
            _pandoc_walk(each, text, headings)


def flat_faults(made: Written, file: Path) -> Iterator[str]:
    root = etree.parse(str(file), etree.XMLParser(huge_tree=True)).getroot()
    body = next(root.iter("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text"))
    text, headings = list[str](), list[Heading]()
    _flat_walk(body, text)
    for element in body.iter(f"{TEXT}h"):
        inner: list[str] = []
        _flat_walk(element, inner)
        headings.append((int(element.get(f"{TEXT}outline-level", "1")), visible("".join(inner))))
    outlined = {
        visible(b.text) for b in made.blocks if isinstance(b, TextBlock) and b.outline and not b.heading
    }
    kept = {words for _, words in made.headings()}
    headings = [(level, words) for level, words in headings if words in kept or words not in outlined]
    yield from _different("LibreOffice", made, "".join(text), headings)


def _flat_walk(element: etree._Element, text: list[str]) -> None:
    if element.tag in NOT_SHOWN or not isinstance(element.tag, str):
        return
    if element.tag.startswith(TEXT) or element.tag.endswith("}text-box"):
        text.append(element.text or "")
    for child in element:
        _flat_walk(child, text)
        if element.tag.startswith(TEXT) and child.tag != f"{TEXT}list-item":
            text.append(child.tail or "")


def page_faults(made: Written, file: Path) -> Iterator[str]:
    drawings = list(pages(file.read_bytes()))
    ours = len(pymupdf.open(stream=govdoc.write(made.document, "pdf").value, filetype="pdf"))
    if abs(ours - len(drawings)) > 1:
        yield f"pages: {len(drawings)}, our PDF {ours}"
    for number, (lines, _) in enumerate(drawings, 1):
        body = area(lines)
        SEEN["pages"] += 1
        if body and _plain(body):
            SEEN["plain pages"] += 1
            if abs(body[0].top - PAGE.top) > 1.5:
                yield f"page {number}: begins at {body[0].top:.1f} mm"
            if body[-1].bottom > PAGE.top + PAGE.area_height + 0.5:
                yield f"page {number}: ends at {body[-1].bottom:.1f} mm"
    if any(isinstance(block, ImprintBlock) for block in made.blocks):
        SEEN["end records"] += 1
        rules = [y for left, y, right in drawn(drawings[-1][1], red=False) if right - left > 150]
        if not rules or abs(max(rules) - PAGE.top - PAGE.area_height) > 0.7:
            yield f"end record: rules at {rules}"


def _plain(body: list[Line]) -> bool:
    """Whether a page holds body text from its first line to its last."""
    return all(abs(line.size - BODY_SIZE) < 0.1 for line in body) and all(
        b.baseline - a.baseline < 1.2 * PAGE.pitch for a, b in pairwise(body)
    )


def schema_faults(made: Written, schemas: Path) -> Iterator[str]:
    import zipfile

    global _SCHEMA
    if _SCHEMA is None:
        _SCHEMA = etree.XMLSchema(etree.parse(str(next(schemas.rglob("wml.xsd")))))
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/[a-z0-9A-Z]+\.xml", name):
                tree = etree.fromstring(archive.read(name), etree.XMLParser(huge_tree=True))
                if not _SCHEMA.validate(tree):
                    yield f"schema: {name}: {_SCHEMA.error_log[0].message[:200]}"


_SCHEMA: etree.XMLSchema | None = None


# --- the run ----------------------------------------------------------------------------------------------


def check(made: dict[str, Written], folder: Path, schemas: Path | None) -> dict[str, list[str]]:
    """The faults of every file, by its stem."""
    files = {stem: folder / f"{stem}.docx" for stem in made}
    for stem, file in files.items():
        file.write_bytes(made[stem].data)
    found: dict[str, list[str]] = {stem: [] for stem in made}
    for stem, each in made.items():
        found[stem] += own_faults(each)
        found[stem] += reader_faults(each, files[stem])
        found[stem] += schema_faults(each, schemas) if schemas else ()
    if SOFFICE:
        for suffix, faults in (("pdf", page_faults), ("fodt", flat_faults), (WORD, saved_faults)):
            outputs = _through_office(list(files.values()), folder, suffix)
            for stem, each in made.items():
                found[stem] += (
                    faults(each, outputs[stem]) if stem in outputs else (f"LibreOffice: no {suffix}",)
                )
    return found


def saved_faults(made: Written, file: Path) -> Iterator[str]:
    if govdoc.read(file, "docx").value != made.document:
        yield "read back after LibreOffice's save: not equal"


def _through_office(files: list[Path], folder: Path, suffix: str) -> dict[str, Path]:
    outputs: dict[str, Path] = {}
    for at in range(0, len(files), AT_ONCE):
        outputs |= convert_all(files[at : at + AT_ONCE], folder, suffix, 1200)
    return outputs


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--every", type=int, default=14)
    parser.add_argument("--schemas", type=Path, help="folder with the published XSDs (wml.xsd)")
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    paths = chosen(given.corpus, given.every)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        made = {f"{i:03}": each for i, path in enumerate(paths) if (each := write(path)) is not None}
        found = check(made, folder, given.schemas)
    for stem, faults in found.items():
        for fault in faults:
            print(f"{stem}\t{made[stem].source.name}\t{fault}")
    bad = sum(bool(faults) for faults in found.values())
    print(", ".join([f"{count} {what}" for what, count in sorted(SEEN.items())]))
    print(f"{len(paths)} files, {len(made)} written, {bad} with faults")
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())
