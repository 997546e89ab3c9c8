"""`govdoc convert`: read each input once, write every target."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from msgspec import Struct

from govdoc import api, registry
from govdoc.cli.options import (
    context_options,
    document_options,
    make_context,
    speech_options,
    supplied_values,
)
from govdoc.cli.say import exit_code, print_diagnostics, print_error
from govdoc.context import Context
from govdoc.errors import ExitCode, GovdocError, UsageError
from govdoc.model import Document
from govdoc.options import Options
from govdoc.registry import Format
from govdoc.supply import Pair, parse_pair


class Job(Struct, frozen=True):
    """What is asked of every input."""

    targets: tuple[tuple[Format, Options], ...]
    form: str | None
    output: str | None
    pairs: tuple[Pair, ...]
    passes: tuple[str, ...]
    encoding: str | None
    verify: bool
    seal: str | None


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="IN…")
@click.option(
    "--to", required=True, metavar="FORMAT,…", help="目标格式，逗号分隔，all 为全部 · target formats, or all"
)
@click.option(
    "-o",
    "--output",
    metavar="DIR|FILE|-",
    help="输出到文件夹、文件或标准输出 · folder, file or standard output",
)
@document_options
@context_options
@speech_options
def convert(
    inputs: tuple[str, ...],
    to: str,
    output: str | None,
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
    limits: tuple[str, ...],
    fonts: tuple[str, ...],
    strict: bool,
    diagnostics: str,
    verbose: bool,
) -> None:
    """转换文件 · Convert files.

    \b
      govdoc convert a.txt --to docx,pdf,xml -o out/
      govdoc convert a.txt b.txt --to pdf -o out/ --verify --strict
      govdoc convert a.txt --to pdf -o a.pdf --option pdf.standard=2a
      govdoc convert a.txt --to docx --template office.docx
      govdoc convert a.txt --to docx --set title=关于…的通知 --metadata extra.yaml
      cat a.txt | govdoc convert - --to xml > a.xml
    """
    context = make_context(limits, fonts)
    supplied = supplied_values(pairs, metadata, context)
    targets = parse_targets(to, with_template(options, template), profile)
    job = Job(targets, form, output, supplied, steps, encoding, verify, seal)
    _refuse_clashes(inputs, job)
    worst = ExitCode.OK
    for name in inputs:
        context = make_context(limits, fonts)
        try:
            _convert_one(name, job, context)
            code = exit_code(context, strict)
        except GovdocError as error:
            print_error(error)
            code = error.exit_code
        print_diagnostics(context.diagnostics, diagnostics, verbose)
        worst = worst or code
    click.get_current_context().exit(int(worst))


def with_template(options: tuple[str, ...], template: str | None) -> tuple[str, ...]:
    """The options of formats with that of --template."""
    return options if template is None else (*options, f"docx.template={template}")


def parse_targets(to: str, options: Sequence[str], profile: str | None) -> tuple[tuple[Format, Options], ...]:
    """The formats of --to with their options; UsageError for a wrong one."""
    names = [name.strip() for name in to.split(",") if name.strip()]
    if "all" in names:
        names = [form.name for form in registry.FORMATS.values() if form.writer]
    if not names:
        raise UsageError(
            "--to 没有格式；例如 --to docx,pdf,xml", "--to names no format; try --to docx,pdf,xml"
        )
    wanted: dict[str, dict[str, object]] = {name: {} for name in names}
    for text in options:
        where, value = parse_pair(text)
        name, dot, option = where.partition(".")
        if not dot or name not in wanted:
            raise UsageError(
                f"--option {text} 应写成 格式.选项=值，格式须在 --to 中",
                f"--option {text} should be FORMAT.NAME=VALUE with a format of --to",
            )
        wanted[name][option] = value
    return tuple(_target(name, table, profile) for name, table in wanted.items())


def _target(name: str, table: dict[str, object], profile: str | None) -> tuple[Format, Options]:
    form = registry.find(name)
    registry.writer_of(form)
    return form, registry.options_from(form, table, profile)


def _folder(job: Job) -> bool:
    """Whether --output names a folder."""
    return bool(job.output) and (Path(str(job.output)).is_dir() or str(job.output).endswith(("/", "\\")))


def _place(name: str, form: Format, job: Job, single: bool) -> Path | None:
    """Where an output goes; none for standard output."""
    stem = Path(name).stem if name != "-" else "document"
    if job.output == "-" or (job.output is None and name == "-"):
        if not single:
            raise UsageError(
                "标准输出只能有一个输入和一个格式；请用 -o 指定文件夹",
                "standard output takes one input and one format; name a folder with -o",
            )
        return None
    if job.output is None:
        return api.target_path(Path(name).parent, stem, form)
    if single and not _folder(job):
        return Path(job.output)
    return api.target_path(Path(job.output), stem, form)


def _refuse_clashes(inputs: Sequence[str], job: Job) -> None:
    """Two outputs of one name, or an output over its input, are refused before anything is written."""
    single = len(inputs) == 1 and len(job.targets) == 1
    seen: dict[Path, str] = {Path(name).resolve(): name for name in inputs if name != "-"}
    for name in inputs:
        for form, _ in job.targets:
            place = _place(name, form, job, single)
            if place is None:
                continue
            other = seen.setdefault(place.resolve(), f"{name} → {form.name}")
            if other != f"{name} → {form.name}":
                raise UsageError(
                    f"{name} 写成 {form.name} 会覆盖 {place}（{other}）；请用 -o 指定别处",
                    f"{name} as {form.name} would overwrite {place} ({other}); name another place with -o",
                )


def _convert_one(name: str, job: Job, context: Context) -> None:
    document = _read(name, job, context)
    single = len(job.targets) == 1 and job.output is not None
    single = single or (name == "-" and len(job.targets) == 1)
    places = [_place(name, form, job, single) for form, _ in job.targets]
    names = [place.name for place in places if place is not None]
    for (form, given), place in zip(job.targets, places, strict=True):
        options = given if place is None else given.beside(api.neighbours(place.name, names))
        if place is None:
            data = api.write(document, form.name, options, context).value
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        else:
            api.save(document, form.name, place, options, context)
            data = b""
        if job.verify:
            written = data or (place.read_bytes() if place else b"")
            context.absorb(api.verify(document, written, form.name, options, context))


def _read(name: str, job: Job, context: Context) -> Document:
    source = api.load(sys.stdin.buffer if name == "-" else name, context)
    seal = api.load(job.seal, context) if job.seal else None
    return api.read_as(source, api.Reading(job.form, job.encoding, job.pairs, job.passes, seal), context)
