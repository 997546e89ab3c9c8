"""Options that several commands share, and the Context they make."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click
import msgspec

from govdoc import api
from govdoc.context import Context, FontChoice, Limits
from govdoc.errors import UsageError
from govdoc.model import Document
from govdoc.supply import Pair, parse_metadata, parse_pair, supply
from govdoc.typography import Face

F = TypeVar("F", bound=Callable[..., None])


_DOCUMENT = (
    click.option("--from", "form", metavar="FORMAT", help="输入格式（默认自动识别）· input format"),
    click.option("--profile", metavar="NAME|FILE", help="版式 · layout profile (gbt9704)"),
    click.option(
        "--template",
        metavar="FILE.docx",
        help="DOCX 用本单位模板的样式、页眉页脚和页面 · house style for DOCX",
    ),
    click.option(
        "--option",
        "options",
        multiple=True,
        metavar="FORMAT.NAME=VALUE",
        help="格式选项，如 pdf.standard=2a · format option",
    ),
    click.option(
        "--set", "pairs", multiple=True, metavar="KEY=VALUE", help="补充来源没有的值 · supply a value"
    ),
    click.option("--metadata", metavar="FILE", help="补充元数据的 YAML/JSON 文件 · values from a file"),
    click.option("--seal", metavar="FILE", help="最后署名处的印章图片 · picture of the seal"),
    click.option(
        "--pass",
        "steps",
        multiple=True,
        metavar="NAME",
        help="先做的处理步骤，如 normalise · run a pass first",
    ),
    click.option("--encoding", metavar="NAME", help="文本输入的编码 · encoding of text input"),
    click.option(
        "--verify", is_flag=True, help="回读输出，证明一字不漏 · re-read outputs and prove nothing is lost"
    ),
)


def document_options(command: F) -> F:
    """How documents are read and written."""
    for option in reversed(_DOCUMENT):
        command = option(command)
    return command


def context_options(command: F) -> F:
    """Limits and fonts."""
    command = click.option(
        "--font",
        "fonts",
        multiple=True,
        metavar="FACE=FILE",
        help="某类字体用的文件，如 fangsong=simfang.ttf · the file for a face",
    )(command)
    return click.option(
        "--limit",
        "limits",
        multiple=True,
        metavar="NAME=N",
        help="提高或降低上限，如 input_bytes=1000000 · a limit",
    )(command)


def speech_options(command: F) -> F:
    """Strictness and the form of diagnostics."""
    command = click.option("--strict", is_flag=True, help="有警告即以 3 退出 · exit 3 on warnings")(command)
    command = click.option(
        "--diagnostics",
        type=click.Choice(["text", "json"]),
        default="text",
        help="诊断的形式 · form of the diagnostics",
    )(command)
    return click.option(
        "-v", "--verbose", is_flag=True, help="也打印提示 · print informational diagnostics too"
    )(command)


def make_context(limits: Sequence[str], fonts: Sequence[str]) -> Context:
    """The Context that --limit and --font ask for; UsageError for a name or value that is wrong."""
    return Context(_limits(limits), _fonts(fonts))


def supplied_values(pairs: Sequence[str], metadata: str | None, context: Context) -> tuple[Pair, ...]:
    """The values of --metadata and --set; UsageError for a wrong key, before anything is read."""
    read = parse_metadata(api.load(metadata, context)) if metadata else ()
    supplied = (*read, *(parse_pair(text) for text in pairs))
    supply(Document(), supplied)
    return supplied


def _limits(given: Sequence[str]) -> Limits:
    table: dict[str, int] = {}
    for text in given:
        name, value = parse_pair(text)
        if name not in Limits.__struct_fields__ or not value.isdecimal():
            names = ", ".join(Limits.__struct_fields__)
            raise UsageError(
                f"--limit {text} 应写成 名称=整数，名称有：{names}",
                f"--limit {text} should be NAME=N, one of {names}",
            )
        table[name] = int(value)
    return msgspec.structs.replace(Limits(), **table)


def _fonts(given: Sequence[str]) -> FontChoice:
    files = []
    for text in given:
        face, path = parse_pair(text)
        if face not in list(Face):
            names = ", ".join(Face)
            raise UsageError(
                f"--font {text} 应写成 字体=文件，字体有：{names}",
                f"--font {text} should be FACE=FILE, one of {names}",
            )
        files.append((face, Path(path)))
    return FontChoice(tuple(files))
