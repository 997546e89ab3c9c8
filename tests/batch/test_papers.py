"""What a run leaves to read: JSON Lines, the HTML page, the catalogue, the words of the command line."""

import csv
import io
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from govdoc.batch import convert_many
from govdoc.batch.catalogue import HEADINGS, write_catalogue
from govdoc.batch.ledger import Ledger
from govdoc.batch.report import write_log, write_report
from govdoc.cli import cli
from govdoc.errors import UsageError
from tests.batch.conftest import text

PAGE = """名　称：关于公开的通知
索 引 号：014046317/2021-01500
公开日期：2021-03-29
发布机构：=cmd|'/C calc'!A0

关于公开的通知

一、甲
要落实。
三、乙
要落实。
"""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    place = tmp_path / "in"
    place.mkdir()
    (place / "a & <b>.txt").write_text(PAGE, "utf-8")
    (place / "d1.txt").write_text(text(1), "utf-8")
    (place / "x.docx").write_bytes(b"PK\x03\x04 nothing")
    convert_many([place], ["xml", "text"], tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def ledger(out: Path):
    book = Ledger(out, writing=False)
    yield book
    book.close()


def test_the_log_has_one_object_a_document(ledger, tmp_path) -> None:
    write_log(ledger, tmp_path / "log.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text("utf-8").splitlines()]
    assert [row["state"] for row in rows] == ["done", "done", "failed"]
    assert {output["path"] for output in rows[0]["outputs"]} == {"a & _b_.txt", "a & _b_.xml"}
    assert all(len(output["digest"]) == 64 for output in rows[0]["outputs"])
    assert "GD201" in {d["code"] for d in rows[0]["diagnostics"]}
    assert rows[2]["error"]["kind"] == "format"
    assert rows[2]["error"]["zh"] != rows[2]["error"]["en"]


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in {"meta", "br", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag, "well formed"

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


@pytest.mark.parametrize(("lang", "code"), [("zh", "zh-CN"), ("en", "en")])
def test_the_page_stands_alone_and_can_be_read_by_everybody(ledger, out, tmp_path, lang, code) -> None:
    place = tmp_path / "reports" / "r.html"
    write_report(ledger, place, lang)
    source = place.read_text("utf-8")
    page = Page(source)
    assert page.open == []
    assert page.all("html") == [{"lang": code}]
    assert not re.search(r"https?:|src=|@import|url\(", source), "nothing from outside"
    assert [tag for tag, _ in page.found if tag in {"h1", "h2"}] == ["h1", "h2", "h2", "h2"]
    assert all(th.get("scope") in {"col", "row"} for th in page.all("th"))
    ids = {attributes["id"] for _, attributes in page.found if "id" in attributes}
    assert {label["for"] for label in page.all("label")} <= ids
    assert source.index("x.docx") < source.index("d1.txt"), "failures first"
    assert "a &amp; &lt;b&gt;.txt" in source
    assert "<b>" not in source
    for link in page.all("a"):
        from urllib.parse import unquote

        assert (place.parent / unquote(str(link["href"]))).is_file()


def test_the_catalogue_as_csv(ledger, tmp_path) -> None:
    write_catalogue(ledger, tmp_path / "c.csv")
    data = (tmp_path / "c.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "spreadsheets need it"
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert list(rows[0]) == list(HEADINGS)
    assert [row["名称"] for row in rows] == ["关于公开的通知", "关于做好第1号工作的通知"]
    assert rows[0]["索引号"] == "014046317/2021-01500"
    assert rows[0]["发布机构"].startswith("'="), "no formula"
    assert rows[0]["输出文件"] == "a & _b_.txt；a & _b_.xml"


def test_the_catalogue_as_xlsx(ledger, tmp_path) -> None:
    pytest.importorskip("xlsxwriter", reason="the extra batch")
    openpyxl = pytest.importorskip("openpyxl", reason="reads the workbook")
    for name in ("c.xlsx", "d.xlsx"):
        write_catalogue(ledger, tmp_path / name)
    assert (tmp_path / "c.xlsx").read_bytes() == (tmp_path / "d.xlsx").read_bytes()
    sheet = openpyxl.load_workbook(tmp_path / "c.xlsx").active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == HEADINGS
    assert rows[1][2] == "关于公开的通知"
    assert sheet.cell(2, HEADINGS.index("发布机构") + 1).data_type == "s", "no formula"


def test_a_catalogue_of_another_kind_is_refused(ledger, tmp_path) -> None:
    with pytest.raises(UsageError, match="csv"):
        write_catalogue(ledger, tmp_path / "c.pdf")


def invoke(*arguments: object):
    return CliRunner().invoke(cli, ["--lang", "en", *map(str, arguments)], catch_exceptions=False)


def test_status_tells_counts_codes_and_failures(out, tmp_path) -> None:
    done = invoke("batch-status", out, "--report", tmp_path / "r.html", "--log", tmp_path / "l.jsonl")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "finished: 3 documents, 2 converted, 0 unchanged, 1 failed, 0 waiting, 0 pages"
    assert any(line.startswith("  GD201 numbering jumps from “…” to “…”") for line in lines)
    assert "x.docx" in lines[-1]
    assert (tmp_path / "r.html").is_file()
    rows = [json.loads(line) for line in invoke("batch-status", out, "--json").stdout.splitlines()]
    assert len(rows) == 3


def test_the_command_says_plain_lines_and_exits_with_what_happened(tmp_path) -> None:
    place = tmp_path / "in"
    place.mkdir()
    (place / "d1.txt").write_text(PAGE, "utf-8")
    arguments = ("batch", place, "-o", tmp_path / "out", "--to", "xml")
    done = invoke(*arguments)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "1 converted" in done.stderr
    assert invoke(*arguments, "--strict").exit_code == 3
    (place / "x.docx").write_bytes(b"PK\x03\x04 nothing")
    done = invoke(*arguments, "--log", "-")
    assert done.exit_code == 8
    assert [json.loads(line)["state"] for line in done.stdout.splitlines()] == ["done", "failed"]
    assert "failed: " in done.stderr


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--resume", "--to", "xml"), "leave out"),
        ((), "name inputs"),
        (("in", "--to", "xml", "--catalogue", "c.pdf"), "csv"),
        (("in", "--to", "xml", "--names", "{colour}"), "colour"),
    ],
)
def test_wrong_usage_gets_one_line(tmp_path, monkeypatch, arguments, word) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    with pytest.raises(UsageError, match=word):
        invoke("batch", "-o", tmp_path / "out", *arguments)


def test_a_list_on_standard_input(tmp_path) -> None:
    (tmp_path / "d1.txt").write_text(text(1), "utf-8")
    done = CliRunner().invoke(
        cli, ["batch", "-", "-o", str(tmp_path / "out"), "--to", "xml"], input=f"{tmp_path / 'd1.txt'}\n"
    )
    assert done.exit_code == 0
    assert (tmp_path / "out" / "d1.xml").is_file()


def test_rich_is_loaded_only_for_a_terminal(tmp_path) -> None:
    (tmp_path / "d1.txt").write_text(text(1), "utf-8")
    script = (
        "import sys; from govdoc.cli import cli\n"
        "cli.main(sys.argv[1:], standalone_mode=False)\n"
        "assert not {'rich', 'distributed', 'xlsxwriter'} & set(sys.modules)"
    )
    arguments = ["batch", str(tmp_path / "d1.txt"), "-o", str(tmp_path / "out"), "--to", "xml"]
    subprocess.run([sys.executable, "-c", script, *arguments], check=True, capture_output=True)


def test_the_bar_of_a_terminal(capsys, monkeypatch) -> None:
    pytest.importorskip("rich", reason="the extra batch")
    from govdoc.batch.messages import Failure, Trouble
    from govdoc.batch.run import Progress
    from govdoc.cli.progress import display

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "150")
    with display("en", quiet=False) as watch:
        watch(Progress(4, 1, 0, 0, 3, 10, 40))
        watch(Progress(4, 2, 1, 0, 3, 20, 40, failure=Failure(Trouble.TIME, "慢", "[slow] a.txt")))
    told = capsys.readouterr().err
    assert "failed: [slow] a.txt" in told
    assert "2/4 documents, 1 failed" in told
