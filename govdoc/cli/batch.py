"""`govdoc batch` and `govdoc batch-status`: many documents unattended, and what became of them."""

from collections.abc import Sequence
from pathlib import Path

import click
from msgspec import Struct

from govdoc import passes
from govdoc.batch import engine_of
from govdoc.batch.catalogue import check_place, write_catalogue
from govdoc.batch.ledger import Ledger
from govdoc.batch.report import json_lines, write_log, write_report
from govdoc.batch.run import resume as go_on
from govdoc.batch.run import run_batch
from govdoc.batch.settings import Choices, Collisions, Settings, Shipping, target_with
from govdoc.batch.summary import Summary, meaning, summarise
from govdoc.cli.convert import parse_targets, with_template
from govdoc.cli.options import context_options, document_options, make_context, supplied_values
from govdoc.cli.progress import display
from govdoc.cli.say import chosen_language
from govdoc.errors import UsageError


class Papers(Struct, frozen=True):
    """What is written about a run when it is over."""

    report: str | None = None
    catalogue: str | None = None
    log: str | None = None

    def check(self) -> None:
        """Refuse what could not be written, before the run."""
        if self.catalogue:
            check_place(Path(self.catalogue))

    def write(self, ledger: Ledger) -> None:
        """Write what was asked for."""
        if self.log == "-":
            _print_lines(ledger)
        elif self.log:
            write_log(ledger, Path(self.log))
        if self.catalogue:
            write_catalogue(ledger, Path(self.catalogue))
        if self.report:
            write_report(ledger, Path(self.report), chosen_language())


_report = click.option("--report", metavar="FILE.html", help="写 HTML 报告 · write an HTML report")
_catalogue = click.option(
    "--catalogue", metavar="FILE", help="写公开目录 .csv 或 .xlsx · write the catalogue of what was converted"
)
_log = click.option(
    "--log", metavar="FILE|-", help="写 JSONL 日志，一份文件一行 · write JSON Lines, one a document"
)
_ledger = click.option(
    "--ledger", metavar="FILE", help="台账不在输出文件夹内时 · the ledger, when not in the output folder"
)


@click.command()
@click.argument("inputs", nargs=-1, metavar="[IN…]")
@click.option("-o", "--output", required=True, metavar="DIR", help="输出文件夹 · folder of the outputs")
@click.option("--to", metavar="FORMAT,…", help="目标格式，逗号分隔 · target formats")
@document_options
@click.option(
    "--names",
    metavar="TEMPLATE",
    default="",
    help="输出名，如 {published:%Y}/{index_number|stem} · names of outputs (mirrors the inputs)",
)
@click.option(
    "--missing", default=Choices().missing, help="名中没有的值写作 · what stands for a missing value"
)
@click.option(
    "--collisions",
    type=click.Choice(list(Collisions)),
    default=Collisions.STOP,
    help="输出重名时 · when outputs would share a name",
)
@click.option("-j", "--jobs", type=click.IntRange(0), default=0, help="进程数（默认每核一个）· processes")
@click.option("--dask", metavar="ADDRESS", help="用 Dask 集群，如 tcp://host:8786 · run on a Dask cluster")
@click.option(
    "--shipping",
    type=click.Choice(list(Shipping)),
    default=Shipping.BYTES,
    help="集群：传送内容或共享路径 · cluster: send bytes, or share paths",
)
@click.option("--resume", is_flag=True, help="继续上次的批处理 · go on with the last run of the folder")
@click.option("--retry", is_flag=True, help="曾失败的也重试 · try again what failed for good")
@click.option("--thorough", is_flag=True, help="比对内容而非时间 · compare contents, not times")
@click.option(
    "--attempts", type=click.IntRange(1), default=3, help="进程终止时试几次 · tries when a worker dies"
)
@click.option("--fail-fast", is_flag=True, help="一份失败即停 · stop at the first failure")
@click.option(
    "--max-failures", type=click.IntRange(0), default=0, help="失败几份即停 · stop at so many failures"
)
@_report
@_catalogue
@_log
@_ledger
@context_options
@click.option("--strict", is_flag=True, help="有警告即以 3 退出 · exit 3 on warnings")
@click.option("-q", "--quiet", is_flag=True, help="不显示进度 · no progress")
def batch(
    inputs: tuple[str, ...],
    output: str,
    to: str | None,
    form: str | None,
    profile: str | None,
    template: str | None,
    options: tuple[str, ...],
    pairs: tuple[str, ...],
    metadata: str | None,
    seal: str | None,
    steps: tuple[str, ...],
    encoding: str | None,
    verify: bool,
    names: str,
    missing: str,
    collisions: str,
    jobs: int,
    dask: str | None,
    shipping: str,
    resume: bool,
    retry: bool,
    thorough: bool,
    attempts: int,
    fail_fast: bool,
    max_failures: int,
    report: str | None,
    catalogue: str | None,
    log: str | None,
    ledger: str | None,
    limits: tuple[str, ...],
    fonts: tuple[str, ...],
    strict: bool,
    quiet: bool,
) -> None:
    """批量转换，可通宵无人值守 · Convert many documents unattended.

    IN 是文件、文件夹、通配符、.jsonl 清单，或 -（从标准输入读清单）· files, folders, patterns, .jsonl
    lists, or - for a list on standard input.

    \b
      govdoc batch docs/ -o out/ --to docx,pdf,xml --report report.html
      govdoc batch --resume -o out/
      govdoc batch docs/ -o out/ --to pdf --names "{published:%Y}/{index_number|stem}"
      govdoc batch docs/ -o out/ --to docx,pdf --dask tcp://scheduler:8786
    """
    _check_usage(inputs, to, resume)
    papers = Papers(report, catalogue, log)
    papers.check()
    limit = 1 if fail_fast else max_failures
    choices = _choices(
        (jobs, attempts, limit), names, missing, (collisions, shipping), retry, thorough, ledger
    )
    wanted = (form, profile, with_template(options, template), steps, encoding, verify, seal)
    settings = Settings() if resume else _settings(to or "", *wanted, pairs, metadata, limits, fonts)
    summary = _run(inputs, Path(output), settings, choices, dask, papers, quiet)
    _print_summary(summary)
    click.get_current_context().exit(summary.exit_code(strict))


def _choices(
    numbers: tuple[int, int, int],
    names: str,
    missing: str,
    words: tuple[str, str],
    retry: bool,
    thorough: bool,
    ledger: str | None,
) -> Choices:
    jobs, attempts, max_failures = numbers
    return Choices(
        jobs=jobs,
        names=names,
        missing=missing,
        collisions=Collisions(words[0]),
        attempts=attempts,
        retry=retry,
        thorough=thorough,
        max_failures=max_failures,
        shipping=Shipping(words[1]),
        ledger=Path(ledger) if ledger else None,
    )


def _check_usage(inputs: Sequence[str], to: str | None, resume: bool) -> None:
    if resume and (inputs or to):
        raise UsageError(
            "--resume 用上次的输入和格式；请去掉 IN 和 --to，或去掉 --resume（只转换有变化的）",
            "--resume takes the inputs and formats of the last run; leave out IN and --to, or leave out"
            " --resume (only what changed is converted)",
        )
    if not resume and not (inputs and to):
        raise UsageError(
            "请给出输入和 --to；例如 govdoc batch docs/ -o out/ --to docx,pdf,xml",
            "name inputs and --to; such as govdoc batch docs/ -o out/ --to docx,pdf,xml",
        )


def _settings(
    to: str,
    form: str | None,
    profile: str | None,
    options: Sequence[str],
    steps: tuple[str, ...],
    encoding: str | None,
    verify: bool,
    seal: str | None,
    pairs: Sequence[str],
    metadata: str | None,
    limits: Sequence[str],
    fonts: Sequence[str],
) -> Settings:
    context = make_context(limits, fonts)
    for name in steps:
        passes.find(name)
    return Settings(
        targets=tuple(target_with(*wanted) for wanted in parse_targets(to, options, profile)),
        form=form,
        encoding=encoding,
        passes=steps,
        supplied=supplied_values(pairs, metadata, make_context((), ())),
        verify=verify,
        seal=Path(seal) if seal else None,
        limits=context.limits,
        fonts=context.fonts,
        now=context.now,
    )


def _run(
    inputs: Sequence[str],
    folder: Path,
    settings: Settings,
    choices: Choices,
    dask: str | None,
    papers: Papers,
    quiet: bool,
) -> Summary:
    ledger = Ledger(folder, choices.ledger)
    try:
        with display(chosen_language(), quiet) as watch:
            engine = engine_of(dask, choices)
            if inputs:
                summary = run_batch(ledger, inputs, settings, choices, engine, watch)
            else:
                summary = go_on(ledger, engine, watch)
        papers.write(ledger)
        return summary
    finally:
        ledger.close()


@click.command("batch-status")
@click.argument("folder", metavar="OUT")
@click.option("--json", "as_json", is_flag=True, help="一份文件一行 JSON · print JSON Lines")
@_report
@_catalogue
@_log
@_ledger
def status(
    folder: str,
    as_json: bool,
    report: str | None,
    catalogue: str | None,
    log: str | None,
    ledger: str | None,
) -> None:
    """看批处理到哪一步、哪些失败；进行中也可看 · How far a batch is and what failed, also while it runs.

    \b
      govdoc batch-status out/
      govdoc batch-status out/ --report report.html --catalogue catalogue.csv
    """
    papers = Papers(report, catalogue, log)
    papers.check()
    book = Ledger(Path(folder), Path(ledger) if ledger else None, writing=False)
    try:
        if as_json:
            _print_lines(book)
        else:
            summary = summarise(book)
            click.echo("\n".join([*_lines(summary), *_failures(book, summary)]))
        papers.write(book)
    finally:
        book.close()


def _print_lines(ledger: Ledger) -> None:
    for each in json_lines(ledger):
        click.echo(each.decode(), nl=False)


def _print_summary(summary: Summary) -> None:
    for text in _lines(summary):
        click.echo(text, err=True)


_STATES = {
    "finished": ("完成", "finished"),
    "stopped": ("因失败过多停止；--resume 继续", "stopped after failures; --resume goes on"),
    "interrupted": ("已中断；--resume 继续", "interrupted; --resume goes on"),
    "running": ("正在进行，或已中断", "running, or killed"),
    "refused": ("未开始：输出重名", "not started: names collide"),
    "planned": ("已计划", "planned"),
}


def _lines(summary: Summary) -> list[str]:
    """A summary for people: the counts, then every diagnostic code."""
    english = chosen_language() == "en"
    shape = (
        "{0}: {1} documents, {2} converted, {3} unchanged, {4} failed, {5} waiting, {6} pages"
        if english
        else "{0}：共 {1} 份，转换 {2}，未变 {3}，失败 {4}，未处理 {5}，{6} 页"
    )
    state = _STATES[summary.state][english]
    counts = (summary.total, summary.converted, summary.kept, summary.failed, summary.waiting, summary.pages)
    lines = [shape.format(state, *counts)]
    lang = chosen_language()
    return [*lines, *(f"  {c.code} {meaning(c.code, lang)} × {c.documents}" for c in summary.codes)]


def _failures(ledger: Ledger, summary: Summary) -> list[str]:
    lang = chosen_language()
    return [record.why.message(lang) for record in ledger.records(summary.run, "failed") if record.why]
