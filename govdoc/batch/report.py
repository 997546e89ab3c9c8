"""What a run leaves to read: JSON Lines for machines, one HTML page for people. Both come from the ledger.

The page is self-contained (no network, no outside file: its own policy forbids them) and follows WCAG 2.2 AA:
language, headings, table headers with scope, labels, contrast, no meaning by colour alone.
"""

import os
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from govdoc.batch.ledger import Ledger, Output, Record
from govdoc.batch.summary import Summary, meaning, state_of, summarise
from govdoc.codes import CODES, Severity
from govdoc.diagnostics import Diagnostic
from govdoc.errors import OutputError

MOST_ROWS = 5_000
"""Documents without failure that the page shows; the JSON Lines have them all."""


class Line(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One document in the JSON Lines; `error` its message in both languages and its kind."""

    input: str
    state: str
    kept: bool = False
    sha256: str | None = None
    seconds: float = 0.0
    pages: int = 0
    attempts: int = 0
    outputs: tuple[Output, ...] = ()
    error: dict[str, str | int] | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def line_of(ledger: Ledger, record: Record) -> Line:
    """What the JSON Lines say of a document."""
    why, state = record.why, state_of(record)
    error: dict[str, str | int] | None = None
    if why is not None and state == "failed":
        error = {"kind": why.trouble, "zh": why.zh, "en": why.en, "exit_code": why.exit_code}
        error |= {"detail": why.detail} if why.detail else {}
    return Line(
        input=record.name,
        state=state,
        kept=bool(record.kept) and state != "waiting",
        sha256=record.digest,
        seconds=round(record.seconds, 4),
        pages=record.pages,
        attempts=record.attempts,
        outputs=ledger.outputs(record.id) if state == "done" else (),
        error=error,
        diagnostics=record.said if state != "waiting" else (),
    )


def json_lines(ledger: Ledger) -> Iterator[bytes]:
    """One JSON object a document of the last run, in the order of the plan, each with its line end."""
    run = ledger.last_run()
    for record in ledger.records(run.id) if run else ():
        yield msgspec.json.encode(line_of(ledger, record)) + b"\n"


def write_log(ledger: Ledger, place: Path) -> None:
    """Write the JSON Lines of the last run."""
    appear(place, b"".join(json_lines(ledger)))


def appear(place: Path, data: bytes) -> None:
    """Write a file that appears whole or not at all."""
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as sink:
            sink.write(data)
            sink.flush()
            os.fsync(sink.fileno())
        part.replace(place)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError(
            f"{place}：写不了：{error.strerror}", f"{place}: cannot be written: {error.strerror}"
        ) from None


# --- the page -------------------------------------------------------------------------------------------

_WORDS = {
    "title": ("批处理报告", "Batch report"),
    "all": ("全部", "all"),
    "done": ("完成", "done"),
    "kept": ("未变", "unchanged"),
    "failed": ("失败", "failed"),
    "waiting": ("未处理", "waiting"),
    "total": ("文档", "documents"),
    "pages": ("页数", "pages"),
    "failures": ("失败的文档", "Failures"),
    "none": ("没有", "none"),
    "codes": ("诊断代码", "Diagnostic codes"),
    "code": ("代码", "code"),
    "meaning": ("含义", "meaning"),
    "times": ("次数", "times"),
    "documents": ("全部文档", "All documents"),
    "input": ("输入", "input"),
    "state": ("状态", "state"),
    "outputs": ("输出", "outputs"),
    "said": ("说明", "what was said"),
    "seconds": ("秒", "seconds"),
    "find": ("查找", "find"),
    "shown": ("显示 {0} 行", "{0} rows shown"),
    "capped": (
        "此处只列出前 {0} 个；JSONL 日志有全部",
        "only the first {0} are listed; the JSONL log has all",
    ),
    "finished": ("已完成", "finished"),
    "stopped": ("因失败过多停止", "stopped after failures"),
    "interrupted": ("已中断，可用 --resume 继续", "interrupted; --resume goes on"),
    "running": ("正在进行", "running"),
    "refused": ("未开始：输出重名", "not started: names collide"),
    "planned": ("已计划", "planned"),
    "severity": ("级别", "severity"),
    "info": ("提示", "info"),
    "warning": ("警告", "warning"),
    "error": ("错误", "error"),
}

_STYLE = """
:root{color-scheme:light dark;--fg:#1b1b1b;--bg:#fff;--line:#767676;--soft:#f2f2f2;--bad:#a30000;
--link:#0645ad}
@media(prefers-color-scheme:dark){:root{--fg:#ececec;--bg:#161616;--line:#8c8c8c;--soft:#262626;
--bad:#ff9d9d;--link:#9ecbff}}
body{font:16px/1.6 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;
color:var(--fg);background:var(--bg);margin:0 auto;max-width:80rem;padding:1rem}
a{color:var(--link)}table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}
th,td{border:1px solid var(--line);padding:.3rem .6rem;text-align:start;vertical-align:top}
.wide{overflow-x:auto}th[scope=col],.n,.short{white-space:nowrap}.long{overflow-wrap:anywhere;min-width:9rem}
thead th{background:var(--soft)}td.n{text-align:end;font-variant-numeric:tabular-nums}
.failed th{color:var(--bad)}dl{display:flex;flex-wrap:wrap;gap:.5rem;margin:0 0 1.5rem}
dl div{border:1px solid var(--line);padding:.3rem .9rem}dt{font-size:.9rem}dd{margin:0;font-size:1.5rem}
.filters{display:flex;flex-wrap:wrap;gap:1rem;align-items:end}label{display:grid}
input,select{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--line);padding:.2rem .4rem}
:focus-visible{outline:3px solid var(--link);outline-offset:1px}pre{white-space:pre-wrap;font-size:.85rem}
ul{margin:0;padding-inline-start:1.2rem}
"""

_SCRIPT = """
const rows=[...document.querySelectorAll("#documents tbody tr")],state=document.getElementById("state"),
code=document.getElementById("code"),find=document.getElementById("find"),shown=document.getElementById("shown");
function filter(){const word=find.value.trim().toLowerCase();let count=0;
for(const row of rows){const hit=(!state.value||row.dataset.state===state.value)
&&(!code.value||row.dataset.codes.split(" ").includes(code.value))
&&(!word||row.textContent.toLowerCase().includes(word));row.hidden=!hit;count+=hit}
shown.textContent=shown.dataset.text.replace("{0}",count)}
document.getElementById("filters").hidden=false;
for(const control of [state,code,find])control.addEventListener("input",filter);filter();
"""


class _Page(Struct, frozen=True):
    """What a page is made from: the ledger, its summary, the language, and the folder the page stands in."""

    ledger: Ledger
    summary: Summary
    lang: str
    folder: Path

    def word(self, key: str) -> str:
        """A word in the language of the page."""
        return _WORDS[key][self.lang == "en"]


def write_report(ledger: Ledger, place: Path, lang: str = "zh") -> None:
    """Write the HTML report of the last run in `lang` ("zh" or "en")."""
    page = _Page(ledger, summarise(ledger), lang, place.absolute().parent)
    appear(place, "".join(_html(page)).encode("utf-8", "replace"))


def _html(page: _Page) -> Iterator[str]:
    title = f"govdoc · {page.word('title')}"
    policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
    lang = "en" if page.lang == "en" else "zh-CN"
    yield f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    yield from _figures(page)
    yield from _failures(page)
    yield from _codes(page)
    yield from _documents(page)
    yield f"</main>\n<script>{_SCRIPT}</script>\n</body>\n</html>\n"


def _figures(page: _Page) -> Iterator[str]:
    s = page.summary
    times = " – ".join(filter(None, (s.started, s.ended)))
    yield f"<p>{page.word(s.state)} · {escape(times)}</p>\n<dl>\n"
    figures = (
        *(("total", s.total), ("failed", s.failed), ("done", s.converted), ("kept", s.kept)),
        *(("waiting", s.waiting), ("pages", s.pages)),
    )
    for key, value in figures:
        yield f"<div><dt>{page.word(key)}</dt><dd>{value:,}</dd></div>\n"
    yield "</dl>\n"


def _failures(page: _Page) -> Iterator[str]:
    yield f'<section aria-labelledby="h-failures">\n<h2 id="h-failures">{page.word("failures")}</h2>\n'
    if not page.summary.failed:
        yield f"<p>{page.word('none')}</p>\n</section>\n"
        return
    yield _head(page, "input", "said")
    for record in page.ledger.records(page.summary.run, "failed"):
        name, why = escape(record.name), _why(page, record)
        yield f'<tr class="failed"><th scope="row" class="long">{name}</th><td class="long">{why}</td></tr>\n'
    yield "</tbody></table></div>\n</section>\n"


def _why(page: _Page, record: Record) -> str:
    why = record.why
    if why is None:
        return ""
    detail = f"<details><summary>{why.trouble}</summary><pre>{escape(why.detail)}</pre></details>"
    return escape(why.message(page.lang)) + (detail if why.detail else "")


def _codes(page: _Page) -> Iterator[str]:
    yield f'<section aria-labelledby="h-codes">\n<h2 id="h-codes">{page.word("codes")}</h2>\n'
    if not page.summary.codes:
        yield f"<p>{page.word('none')}</p>\n</section>\n"
        return
    yield _head(page, "code", "severity", "meaning", "total", "times")
    for count in page.summary.codes:
        code = CODES[count.code]
        yield (
            f'<tr><th scope="row">{code.id}</th><td class="short">{page.word(code.severity)}</td>'
            f"<td>{escape(meaning(code.id, page.lang))}</td>"
            f'<td class="n">{count.documents:,}</td><td class="n">{count.times:,}</td></tr>\n'
        )
    yield "</tbody></table></div>\n</section>\n"


def _documents(page: _Page) -> Iterator[str]:
    yield f'<section aria-labelledby="h-documents">\n<h2 id="h-documents">{page.word("documents")}</h2>\n'
    if page.summary.total > MOST_ROWS:
        yield f"<p>{page.word('capped').format(MOST_ROWS)}</p>\n"
    yield _filters(page)
    yield '<div id="documents">\n' + _head(page, "input", "state", "outputs", "said", "pages", "seconds")
    for record in page.ledger.records(page.summary.run, limit=MOST_ROWS):
        yield _row(page, record)
    yield "</tbody></table></div>\n</div>\n</section>\n"


def _filters(page: _Page) -> str:
    states = [("", "all"), *((key, key) for key in ("failed", "done", "kept", "waiting"))]
    codes = [("", page.word("all")), *((count.code, count.code) for count in page.summary.codes)]
    return (
        '<form id="filters" class="filters" role="search" hidden onsubmit="return false">\n'
        f'<label for="state">{page.word("state")}<select id="state">'
        + "".join(f'<option value="{value}">{page.word(key)}</option>' for value, key in states)
        + f'</select></label>\n<label for="code">{page.word("code")}<select id="code">'
        + "".join(f'<option value="{value}">{text}</option>' for value, text in codes)
        + f'</select></label>\n<label for="find">{page.word("find")}<input id="find" type="search"></label>\n'
        f'<p id="shown" role="status" data-text="{page.word("shown")}"></p>\n</form>\n'
    )


def _row(page: _Page, record: Record) -> str:
    state = "kept" if record.kept and state_of(record) == "done" else state_of(record)
    said = record.said if state != "waiting" else ()
    codes = " ".join(sorted({d.code for d in said}))
    outputs = page.ledger.outputs(record.id) if state in {"done", "kept"} else ()
    links = " ".join(_link(page, output) for output in outputs)
    told = [_without_file(d).line(page.lang) for d in said if d.severity is not Severity.INFO]
    cell = _why(page, record) if state == "failed" else ""
    cell += _list(page, told)
    return (
        f'<tr class="{state}" data-state="{state}" data-codes="{codes}">'
        f'<th scope="row" class="long">{escape(record.name)}</th><td class="short">{page.word(state)}</td>'
        f'<td class="short">{links}</td><td class="long">{cell}</td>'
        f'<td class="n">{record.pages or ""}</td><td class="n">{record.seconds:.2f}</td></tr>\n'
    )


_OPEN = 3
"""Warnings of a document that are shown; more are folded."""


def _list(page: _Page, told: list[str]) -> str:
    items = "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in told) + "</ul>"
    if len(told) > _OPEN:
        return f"<details><summary>{page.word('warning')} × {len(told)}</summary>{items}</details>"
    return items if told else ""


def _without_file(diagnostic: Diagnostic) -> Diagnostic:
    """A diagnostic that does not name the file again that its row is about."""
    origin = diagnostic.origin
    return replace(diagnostic, origin=replace(origin, file=None) if origin else None)


def _link(page: _Page, output: Output) -> str:
    label = escape(f"{output.format} {output.path}")
    return f'<a href="{_href(page, output)}" aria-label="{label}" title="{label}">{escape(output.format)}</a>'


def _href(page: _Page, output: Output) -> str:
    """A link from the page to an output: relative, so that folder and page can move together."""
    place = page.ledger.folder / output.path
    try:
        relative = os.path.relpath(place, page.folder)
    except ValueError:  # Windows: another drive
        return escape(place.as_uri())
    return escape(quote(relative.replace(os.sep, "/"), safe="/~"))


def _head(page: _Page, *keys: str) -> str:
    cells = "".join(f'<th scope="col">{page.word(key)}</th>' for key in keys)
    return f'<div class="wide"><table>\n<thead><tr>{cells}</tr></thead>\n<tbody>\n'
