"""How the command line speaks: language, errors, diagnostics as lines or as JSON."""

import os
import sys
from collections.abc import Iterable

import click
import msgspec

from govdoc.codes import Severity
from govdoc.context import Context
from govdoc.diagnostics import Diagnostic
from govdoc.errors import ExitCode, GovdocError


def language() -> str:
    """The language of messages: GOVDOC_LANG, else English under an English locale, else Chinese."""
    for name in ("GOVDOC_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def chosen_language() -> str:
    """The language of the running command."""
    context = click.get_current_context(silent=True)
    found = context.find_root().obj if context else None
    return found if found in {"zh", "en"} else language()


def print_error(error: GovdocError, lang: str | None = None) -> None:
    """One line about what went wrong, on standard error."""
    lang = lang or _language_asked()
    word = "error" if lang == "en" else "错误"
    click.echo(f"{word}: {error.message(lang)}", err=True)


def _language_asked() -> str:
    """The language when no command is running any more: from the arguments, else the surroundings."""
    arguments = sys.argv[1:]
    for i, argument in enumerate(arguments):
        if argument.startswith("--lang"):
            value = argument.partition("=")[2] or "".join(arguments[i + 1 : i + 2])
            return "en" if value == "en" else "zh"
    return language()


def print_diagnostics(found: Iterable[Diagnostic], style: str, verbose: bool) -> None:
    """Diagnostics on standard error: `style` "text" (info only when `verbose`) or "json", one a line."""
    lang = chosen_language()
    for diagnostic in found:
        if style == "json":
            table = msgspec.to_builtins(diagnostic)
            table["message"] = diagnostic.message(lang)
            click.echo(msgspec.json.encode(table).decode(), err=True)
        elif verbose or diagnostic.severity is not Severity.INFO:
            click.echo(diagnostic.line(lang), err=True)


def exit_code(context: Context, strict: bool) -> ExitCode:
    """The exit code that the diagnostics of a run ask for."""
    worst = context.worst()
    if worst is Severity.ERROR:
        return ExitCode.NONCONFORMING
    return ExitCode.STRICT if strict and worst is Severity.WARNING else ExitCode.OK
