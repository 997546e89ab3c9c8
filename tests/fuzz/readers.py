"""Fuzzing every reader: whatever the bytes, a Document that every semantic writer writes, or one refusal.

    python -m tests.fuzz.readers FORMAT [--seconds 600] [--seed 1] [--keep FOLDER]

With atheris installed (coverage-guided, libFuzzer) inputs are grown by the branches that they reach; without
it they are mutated blindly. A fault is written to FOLDER and ends the run. `test_fuzz.py` is the short run.
"""

import argparse
import faulthandler
import io
import random
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from govdoc import api
from govdoc.codec import from_json, to_json
from govdoc.context import Context, Limits
from govdoc.errors import GovdocError
from govdoc.model import Document
from govdoc.source import Source
from tests.full_document import FULL
from tests.ofd.packages import LINES, package, page

PATIENCE = 30
"""Seconds after which an input that is still being read is a fault too."""

FORMATS = ("text", "markdown", "html", "json", "xml", "docx", "ofd")

LIMITS = Limits(input_bytes=2**20, zip_bytes=2**22, zip_entries=100)

PAGE = """<!DOCTYPE html><html><head><meta charset="gbk"><meta name="ArticleTitle" content="关于公开的通知">
<title>通知_甲市</title></head><body><table><tr><td>索 引 号：</td><td>0123/2021-01500</td></tr>
<tr><td>发布日期：</td><td>2021-03-29</td></tr></table><h1>关于公开的通知</h1><div class="TRS_Editor">
<p style="text-align:center">甲政发〔2021〕5号</p><p>各单位：</p><p>一、总体要求</p><p>（一）落实<b>到位</b>。<br>
1．甲&nbsp;&amp;乙</p><ul><li>丙</li></ul><table border=1><tr><th colspan=2>表</th></tr><tr><td>1</td><td rowspan=3>2
</table><img src="a.png"><p align=right>甲市人民政府</p><p>2021年3月29日</p></div><script>x()</script></html>
"""
PLAIN = """索 引 号：014046317/2021-01500\n名　称：关于公开的通知\n\n甲市人民政府文件\n甲政发〔2021〕5号
\n关于公开的通知\n\n各县（区）：\n\n第一章　总则\n第一条　为了公开。\n一、要求\n（一）甲\n1.乙\n（1）丙\n①丁\n一是戊。己。
\n附件：1.表\n\n甲市人民政府\n2021年3月29日\n\n附件1\n\n表\n序号\t名称\n1\t甲\n\n抄送：乙。\n"""
MARKED = """---\n索引号: 0123\n---\n# 关于公开的通知\n\n各单位：\n\n## 一、要求\n\n1. 甲\n   - **乙** *丙* [丁](a)\n
| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n> 引\n\n```\n码\n```\n\n![图](a.png)\n\n脚[^1]\n\n[^1]: 注\n"""

PIECES: dict[str, tuple[bytes, ...]] = {
    "text": tuple(
        piece.encode()
        for piece in "一、 （一） 1. 第一章 第一条 附件： 附件1 ： 〔2021〕 2021年3月29日 |||| （ 字体：".split()
    ),
    "markdown": (
        *(b"# ", b"- ", b"1. ", b"> ", b"```", b"|", b"[", b"](", b"**", b"---\n", b"\t", b"<div>"),
        *(b"[^1]", b"\n\n"),
    ),
    "html": (
        *(b"<table>", b"</td>", b"<div>", b"<p>", b"</p>", b"<!--", b"-->", b"&#x10ffff;", b"&#1;"),
        *(b"<td colspan=9>", b'="'),
    ),
    "json": (b"{}", b"[]", b"null", b"-1", b"1e999", b'"', b"\\ud800", b'"type":"text"', b","),
    "xml": (
        *(b"<section>", b"</section>", b"<p/>", b"&#13;", b"<![CDATA[", b"]]>", b' xmlns="a"', b"&a;"),
        b"<!DOCTYPE a>",
    ),
    "docx": (
        *(b"<w:tbl>", b"<w:p/>", b"</w:p>", b"<w:r>", b'w:val="-1"', b"<w:t>", b"<w:numPr/>", b"&#0;"),
        b"<w:sdt>",
    ),
    "ofd": (
        *(b"<ofd:PageBlock>", b"</ofd:Layer>", b'CTM="1 1 1 1 1 1"', b'DeltaX="g 9 1"', b"g 99999999 1 "),
        *(b'Boundary=""', b"-1e9 ", b"nan", b"../", b"<!DOCTYPE a>", b'<ofd:Template TemplateID="1"/>'),
        b'<ofd:CompositeObject ResourceID="1"/>',
    ),
}


def seeds(form: str) -> list[bytes]:
    """Small good files of a format, made here."""
    if form == "html":
        return [PAGE.encode(), PAGE.encode("gbk", "ignore"), b"<p>a"]
    if form == "text":
        return [PLAIN.encode(), PLAIN.encode("gb18030"), PLAIN.encode("utf-16")]
    if form == "markdown":
        return [MARKED.encode()]
    others = [package(page(*LINES))] if form == "ofd" else []
    return [api.write(FULL, form).value, api.write(Document(), form).value, *others]


def check(form: str, data: bytes) -> None:
    """The law; an exception that is no refusal is a fault."""
    context = Context(LIMITS)
    try:
        document = api.read(Source(data, "fuzz"), form, None, context).value
    except GovdocError as refusal:
        assert refusal.zh and refusal.en and "\n" not in refusal.zh + refusal.en, "a refusal is one line"
        return
    for diagnostic in context.diagnostics:
        diagnostic.line("zh"), diagnostic.line("en")
    try:
        assert from_json(to_json(document))[0] == document, "JSON is lossless"
        again = api.write(document, "xml").value
        assert api.read(Source(again, "again"), "xml").value == document, "disclosure XML is lossless"
        api.write(document, "text")
    except GovdocError as refusal:
        assert type(refusal).__name__ == "LimitError", refusal


def mutate(form: str, data: bytes, dice: random.Random) -> bytes:
    """`data` a little damaged; of a package, one of its parts."""
    if form in ("docx", "ofd") and dice.random() < 0.9:
        return _inside(data, lambda part: _damaged(part, PIECES[form], dice), dice)
    return _damaged(data, PIECES[form], dice)


def _damaged(data: bytes, pieces: tuple[bytes, ...], dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 6)):
        at = dice.randint(0, len(data))
        end = min(at + int(dice.expovariate(0.1)), len(data))
        kind = dice.randrange(6)
        if kind == 0:
            data = data[:at] + dice.choice(pieces) + data[at:]
        elif kind == 1:
            data = data[:at] + data[end:]
        elif kind == 2:
            data = data[:at] + dice.randbytes(1) + data[at + 1 :]
        elif kind == 3:
            data = data[:at] + dice.choice(pieces) + data[end:]
        elif kind == 4:
            data = data[:at] + data[at:end] * dice.randint(2, 40) + data[end:]
        else:
            other = dice.randint(0, len(data))
            data = data[:at] + data[other : other + end - at] + data[at:]
    return data[: LIMITS.input_bytes]


def _inside(data: bytes, change: Callable[[bytes], bytes], dice: random.Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            parts = {name: old.read(name) for name in old.namelist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return change(data)
    if not parts:
        return data
    chosen = dice.choice([*parts, *["word/document.xml"] * 3])
    if chosen in parts:
        parts[chosen] = change(parts[chosen])
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as fresh:
        for name, part in parts.items():
            fresh.writestr(zipfile.ZipInfo(name), part)
    return sink.getvalue()


def blind(form: str, seconds: float, seed: int, keep: Path) -> int:
    """Mutate seeds, and what came of them, for a time; how many inputs were tried."""
    dice, tried = random.Random(seed), 0
    pool = seeds(form)
    first, end = len(pool), time.monotonic() + seconds
    keep.mkdir(parents=True, exist_ok=True)
    current = keep / f"{form}-{seed}"
    while time.monotonic() < end:
        data = mutate(form, dice.choice(pool), dice)
        current.write_bytes(data)  # stays when this ends by a fault or by the clock
        faulthandler.dump_traceback_later(PATIENCE, exit=True)
        check(form, data)
        faulthandler.cancel_dump_traceback_later()
        tried += 1
        if dice.random() < 0.05:  # some mutants are mutated again
            pool[first:] = [*pool[first:], data][-50:]
    current.unlink(missing_ok=True)
    return tried


def guided(form: str, seconds: float, seed: int, keep: Path) -> None:
    """Let libFuzzer grow the inputs; does not return."""
    import atheris

    atheris.instrument_all()
    keep.mkdir(parents=True, exist_ok=True)
    corpus = Path(tempfile.mkdtemp(prefix="fuzz-"))
    for i, data in enumerate(seeds(form)):
        (corpus / str(i)).write_bytes(data)

    def mutator(data: bytes, most: int, number: int) -> bytes:
        dice = random.Random(number)
        return (mutate(form, data, dice) if dice.random() < 0.5 else atheris.Mutate(data, most))[:most]

    arguments = [f"-max_total_time={int(seconds)}", f"-seed={seed}", f"-artifact_prefix={keep}/{form}-"]
    arguments += ["-max_len=65536", "-timeout=60", "-rss_limit_mb=4096", str(corpus)]
    atheris.Setup([sys.argv[0], *arguments], lambda data: check(form, data), custom_mutator=mutator)
    atheris.Fuzz()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("format", choices=FORMATS)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"))
    parser.add_argument("--blind", action="store_true", help="without atheris")
    chosen = parser.parse_args()
    asked = (chosen.format, chosen.seconds, chosen.seed, chosen.keep)
    if not chosen.blind:
        try:
            guided(*asked)
        except ImportError:
            print("atheris is not installed: mutating blindly")
    print(f"{blind(*asked)} inputs of {chosen.format}, no fault")


if __name__ == "__main__":
    main()
