"""`govdoc convert`: read each input once, write every target."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec
from msgspec import Struct

from govdoc import api, registry
from govdoc import diagnostics as say
from govdoc.cli.options import context_options, make_context, speech_options
from govdoc.cli.say import exit_code, print_diagnostics, print_error
from govdoc.context import Context
from govdoc.errors import ExitCode, GovdocError, UsageError
from govdoc.model import Document
from govdoc.options import Options
from govdoc.registry import Format
from govdoc.supply import Pair, parse_metadata, parse_pair, supply, supply_seal


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
@click.option("--from", "form", metavar="FORMAT", help="输入格式（默认自动识别）· input format")
@click.option("--profile", metavar="NAME|FILE", help="版式 · layout profile (gbt9704)")
@click.option(
    "--template",
    metavar="FILE.docx",
    help="DOCX 用本单位模板的样式、页眉页脚和页面 · house style for DOCX",
)
@click.option(
    "--option",
    "options",
    multiple=True,
    metavar="FORMAT.NAME=VALUE",
    help="格式选项，如 pdf.standard=2a · format option",
)
@click.option("--set", "pairs", multiple=True, metavar="KEY=VALUE", help="补充来源没有的值 · supply a value")
@click.option("--metadata", metavar="FILE", help="补充元数据的 YAML/JSON 文件 · values from a file")
@click.option("--seal", metavar="FILE", help="最后署名处的印章图片 · picture of the seal")
@click.option(
    "--pass", "passes", multiple=True, metavar="NAME", help="先做的处理步骤，如 normalise · run a pass first"
)
@click.option("--encoding", metavar="NAME", help="文本输入的编码 · encoding of text input")
@click.option(
    "--verify", is_flag=True, help="回读输出，证明一字不漏 · re-read outputs and prove nothing is lost"
)
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
    passes: tuple[str, ...],
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
    supplied: tuple[Pair, ...] = (
        *(_metadata(metadata, context) if metadata else ()),
        *(parse_pair(text) for text in pairs),
    )
    supply(Document(), supplied)  # a wrong key is refused before anything is read
    targets = parse_targets(to, _with_template(options, template), profile)
    job = Job(targets, form, output, supplied, passes, encoding, verify, seal)
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


def _with_template(options: tuple[str, ...], template: str | None) -> tuple[str, ...]:
    return options if template is None else (*options, f"docx.template={template}")


def _metadata(name: str, context: Context) -> tuple[Pair, ...]:
    return parse_metadata(api.load(name, context))


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
    options = registry.options_class(form.write_options)
    if profile and registry.takes_profile(form):
        table = {"profile": profile, **table}
    try:
        made = msgspec.convert(table, options, strict=False)
    except msgspec.ValidationError as error:
        names = ", ".join(options.__struct_fields__) or "–"
        raise UsageError(
            f"格式 {name} 的选项不对：{error}；可用的选项：{names}",
            f"wrong option of format {name}: {error}; there are: {names}",
        ) from None
    return form, made


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
    from govdoc import passes

    place = sys.stdin.buffer if name == "-" else name
    source = api.load(place, context)
    form = registry.find(job.form) if job.form else registry.sniff(source)
    kind = registry.options_class(form.read_options)
    table = {"encoding": job.encoding} if job.encoding and "encoding" in kind.__struct_fields__ else {}
    options = msgspec.convert(table, kind)
    document = supply(api.read(source, form.name, options, context).value, job.pairs)
    if job.seal:
        document = supply_seal(document, api.load(job.seal, context))
    if document.main.title:
        context.withdraw(say.NO_TITLE)
    for each in job.passes:
        document = passes.find(each)(document, context)
    return document
