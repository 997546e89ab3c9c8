"""Checks that no visible character of a Word file is lost: python tests/corpus/check_docx.py FOLDER.

An extraction of its own (standard library only, no code of the reader): all text of the body, text boxes,
notes, headers, footers, comments and brought-in web pages, revisions as accepted, instructions of fields left
out. It is compared as a multiset of characters with the document and its furniture. What the document has
more than that is printed by Word without being typed: the labels of automatic numbering.
"""

import email
import html.parser
import io
import re
import sys
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import govdoc
from govdoc.tree import ink

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SKIPPED = {W + "del", W + "moveFrom", MC + "Fallback", W + "instrText", W + "delText"}
SYMBOLS = set("□☑☐☒✓●■◆•○")
"""What w:sym shows: the check reads no font tables."""
LABELS = SYMBOLS | set(
    "（）()、.．。:：一二三四五六七八九十百零〇第章节条款项编附表图注•●■◆➢▪○–-o§0123456789①②③④⑤⑥⑦⑧⑨⑩ivxIVX"
    "abcdefghijklmnopqrstuvwyzABCDEFG"
)


class Page(html.parser.HTMLParser):
    """The text of a web page, scripts and styles left out."""

    def __init__(self):
        super().__init__()
        self.found, self.hidden = [], 0

    def handle_starttag(self, tag, _):
        self.hidden += tag in ("style", "script", "title")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("style", "script", "title")

    def handle_data(self, data):
        if not self.hidden:
            self.found.append(data)


def typed(data):
    """All visible characters of a Word file."""
    package = zipfile.ZipFile(io.BytesIO(data))
    found = []
    main = "word/document.xml"
    relations = targets(package, main)
    root = ET.fromstring(package.read(main))
    walk(root, found, [])
    wanted = {e.get(R + "id") for e in root.iter() if e.tag in (W + "headerReference", W + "footerReference")}
    chunks = [e.get(R + "id") for e in root.iter(W + "altChunk")]
    for ident, (kind, target) in relations.items():
        if (kind in ("header", "footer") and ident in wanted) or kind == "comments":
            walk(ET.fromstring(package.read(target)), found, [])
        elif kind in ("footnotes", "endnotes"):
            called = {e.get(W + "id") for e in root.iter(W + kind[:-1] + "Reference")}
            for note in ET.fromstring(package.read(target)):
                if note.get(W + "id") in called:
                    walk(note, found, [])
    found += [chunk(package.read(relations[ident][1])) for ident in chunks]
    return "".join(found)


def targets(package, part):
    folder, _, name = part.rpartition("/")
    root = ET.fromstring(package.read(f"{folder}/_rels/{name}.rels"))
    made = {}
    for e in root:
        target = e.get("Target")
        path = target[1:] if target.startswith("/") else f"{folder}/{target}"
        made[e.get("Id")] = e.get("Type").rpartition("/")[2], path
    return made


def walk(element, found, fields):
    for child in element:
        if child.tag in SKIPPED:
            continue
        if child.tag == W + "fldChar":
            kind = child.get(W + "fldCharType")
            if kind == "begin":
                fields.append(False)
            elif fields and kind == "separate":
                fields[-1] = True
            elif fields:
                fields.pop()
        elif child.tag == W + "t" and all(fields):
            found.append(child.text or "")
        else:
            walk(child, found, fields)


def chunk(data):
    message = email.message_from_bytes(data)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = Page()
            page.feed(part.get_payload(decode=True).decode(part.get_content_charset("utf-8"), "replace"))
            return "".join(page.found)
    return ""


def letters(text):
    """The characters that are ink, counted."""
    return Counter(re.sub(r"[\s\u00a0\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff\u00ad]", "", text))


def compare(path):
    """Characters lost, and characters too many that are no labels."""
    data = path.read_bytes()
    document = govdoc.read(path).value
    heads = [part.letterhead for part in document.parts if part.letterhead]
    # the model keeps signers by their names; every page prints this word before them
    words = ["签发人：" for head in heads if head.signers]
    model = "".join([*ink(document), *(f.text for f in document.provenance.furniture), *words])
    want, have = letters(typed(data)), letters(model)
    more = have - want
    return want - have, Counter({c: n for c, n in more.items() if c not in LABELS}), sum(want.values()), more


def main(folders):
    files = sorted(p for f in folders for p in Path(f).rglob("*") if p.suffix in (".docx", ".dotx"))
    bad = total = 0
    for path in files:
        try:
            if not zipfile.is_zipfile(path):
                continue
            lost, more, size, labels = compare(path)
        except Exception as error:  # the table has a line for it
            print(f"{path.name}\t{type(error).__name__}: {error}")
            bad += 1
            continue
        total += size
        if lost or more:
            bad += 1
            print(f"{path.name}\tlost {dict(lost)}\tmore {dict(more)}")
        elif labels and "-v" in sys.argv:
            print(f"{path.name}\tlabels {''.join(sorted(labels.elements()))}")
    print(f"{len(files)} files, {total} characters, {bad} files differ")
    return bad > 0


if __name__ == "__main__":
    sys.exit(main([a for a in sys.argv[1:] if a != "-v"]))
