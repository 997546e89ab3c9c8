"""The ink law over real web pages: every visible character is in the document or in its furniture.

    python tests/corpus/check_html.py FOLDER        prints a table, exit status 1 when a character is lost
    GOVDOC_CORPUS=FOLDER pytest tests/corpus        the same as a test; skipped without a folder

The characters of a page are taken out here by the standard library's parser, which shares nothing with the
reader's; what no browser shows (scripts, styles, fallbacks) does not count, the page's title does.
"""

import codecs
import os
import sys
import time
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from govdoc.context import Context
from govdoc.model import Document, clean_text
from govdoc.options import HtmlReadOptions
from govdoc.readers.html import read
from govdoc.source import Source, to_text
from govdoc.terms import PAGE_TAGS
from govdoc.tree import ink

UNSEEN = frozenset(
    "script style noscript template iframe object embed canvas audio video noembed noframes datalist".split()
)
TAGS = frozenset(tag.lower() for tag in PAGE_TAGS)
BLANK = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


class Visible(HTMLParser):
    """Collects the text outside what no browser shows; the first title of the page counts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: list[str] = []
        self.titles = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self.inside.append(tag)
        self.titles += tag == "title" and not self.inside

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.found.append(data)


def _text(source: Source, encoding: str) -> str:
    """The page as Python's own codec has it; one with broken bytes as the library mends it."""
    data = source.data
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        data = data.removeprefix(mark)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return to_text(source, Context())[0]


def visible(text: str) -> Counter[str]:
    page = Visible()
    page.feed(text)
    page.close()
    return _count("".join(page.found))


def kept(document: Document) -> Counter[str]:
    entries = [e for e in document.metadata.entries if e.label.lower() not in TAGS]
    found = [text for entry in entries for text in ink(entry)]
    found += [text for part in document.parts for text in ink(part)]
    found += [furniture.text for furniture in document.provenance.furniture]
    return _count("".join(found))


def _count(text: str) -> Counter[str]:
    return Counter("".join(clean_text(text).translate(BLANK).split()))


def compare(path: Path) -> tuple[int, Counter[str], Counter[str], float]:
    """Visible characters of a page, those that are lost, those that are new, and the seconds of reading."""
    source = Source(path.read_bytes(), path.name)
    start = time.perf_counter()
    document = read(source, HtmlReadOptions(), Context())
    seconds = time.perf_counter() - start
    page, model = visible(_text(source, document.provenance.encoding or "utf-8")), kept(document)
    return page.total(), page - model, model - page, seconds


def pages(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in (".html", ".htm", ".shtml", ".xhtml"))


def table(folder: Path) -> int:
    lost = 0
    print(f"{'page':44}{'ink':>9}{'lost':>7}{'new':>7}{'ms':>9}")
    for path in pages(folder):
        size, missing, extra, seconds = compare(path)
        lost += missing.total()
        sample = f"  {''.join(list(missing)[:12])!r}" if missing else ""
        counts = f"{size:9}{missing.total():7}{extra.total():7}{1000 * seconds:9.1f}"
        print(f"{path.name[:42]:44}{counts}{sample}")
    print(f"{len(pages(folder))} pages, {lost} characters lost")
    return 1 if lost else 0


FOLDER = os.environ.get("GOVDOC_CORPUS", "")


@pytest.mark.skipif(not FOLDER, reason="GOVDOC_CORPUS names no folder of real documents")
@pytest.mark.parametrize("path", pages(Path(FOLDER)) if FOLDER else [], ids=lambda path: path.name)
def test_no_ink_is_lost(path: Path) -> None:
    _, missing, extra, _ = compare(path)
    assert not missing and not extra


if __name__ == "__main__":
    sys.exit(table(Path(sys.argv[1] if len(sys.argv) > 1 else FOLDER or ".")))
