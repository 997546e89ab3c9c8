"""`govdoc inspect`: what was understood of a document, for people or as JSON."""

import sys

import click
import msgspec

from govdoc import api
from govdoc.cli.options import context_options, make_context, speech_options
from govdoc.cli.say import chosen_language, exit_code, print_diagnostics
from govdoc.summary import as_text, summarise


@click.command()
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="打印 JSON · print JSON")
@click.option("--from", "form", metavar="FORMAT", help="输入格式（默认自动识别）· input format")
@context_options
@speech_options
def inspect(
    file: str,
    as_json: bool,
    form: str | None,
    limits: tuple[str, ...],
    fonts: tuple[str, ...],
    strict: bool,
    diagnostics: str,
    verbose: bool,
) -> None:
    """看读懂了什么：元数据、各篇、层次、落款 · Show what was understood.

    \b
      govdoc inspect report.txt
      govdoc inspect --json report.txt | jq .outline
    """
    context = make_context(limits, fonts)
    place = sys.stdin.buffer if file == "-" else file
    summary = summarise(api.read(place, form, None, context).value)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(summary), indent=1).decode())
    else:
        click.echo(as_text(summary, chosen_language()))
    print_diagnostics(context.diagnostics, diagnostics, verbose)
    click.get_current_context().exit(int(exit_code(context, strict)))
