"""`govdoc check`: disclosure XML against its schema and the rules the schema cannot say."""

import click

from govdoc import api
from govdoc.cli.options import context_options, make_context, speech_options
from govdoc.cli.say import chosen_language, exit_code, print_diagnostics, print_error
from govdoc.errors import ExitCode, GovdocError


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@context_options
@speech_options
def check(
    files: tuple[str, ...],
    limits: tuple[str, ...],
    fonts: tuple[str, ...],
    strict: bool,
    diagnostics: str,
    verbose: bool,
) -> None:
    """检查政务公开 XML · Check disclosure XML.

    \b
      govdoc check out/*.xml
    """
    worst = ExitCode.OK
    for name in files:
        context = make_context(limits, fonts)
        try:
            context.absorb(api.check(name, context))
            code = exit_code(context, strict)
        except GovdocError as error:
            print_error(error)
            code = error.exit_code
        print_diagnostics(context.diagnostics, diagnostics, verbose)
        if code is ExitCode.OK:
            click.echo(f"{name}: valid" if chosen_language() == "en" else f"{name}：有效")
        worst = worst or code
    click.get_current_context().exit(int(worst))
