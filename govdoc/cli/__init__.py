"""The command line: one module a command, loaded when it is called.

Standard output is only data, diagnostics go to standard error, exit codes are those of `errors.ExitCode`.
"""

import sys
from importlib import import_module

import click

from govdoc import __version__
from govdoc.cli.say import language, print_error
from govdoc.errors import ExitCode, GovdocError

COMMANDS: dict[str, tuple[str, str]] = {
    "convert": ("govdoc.cli.convert:convert", "转换文件 · convert files"),
    "batch": ("govdoc.cli.batch:batch", "批量转换，可无人值守 · convert many, unattended"),
    "batch-status": ("govdoc.cli.batch:status", "看批处理的情况 · show how a batch is"),
    "inspect": ("govdoc.cli.inspect:inspect", "看读懂了什么 · show what was understood"),
    "check": ("govdoc.cli.check:check", "检查政务公开 XML · check disclosure XML"),
    "formats": ("govdoc.cli.listing:formats", "列出格式 · list formats"),
    "profiles": ("govdoc.cli.listing:profiles", "列出版式 · list profiles"),
    "fonts": ("govdoc.cli.listing:fonts", "列出字体 · list fonts"),
    "template": ("govdoc.cli.template:template", "写出 Word 模板 · write a Word template to start from"),
    "schema": ("govdoc.cli.listing:schema", "打印 XSD 或 JSON Schema · print the schemas"),
    "explain": ("govdoc.cli.listing:explain", "解释诊断代码 · explain a diagnostic code"),
    "completion": ("govdoc.cli.listing:completion", "打印命令补全脚本 · print shell completion"),
}
"""Every command: where it lives, and its line in the help."""


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands for --help, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="退出码 · exit codes: "
    + ", ".join(f"{code.value} {code.name.lower()}" for code in ExitCode)
    + ", 130 interrupted",
)
@click.version_option(__version__, prog_name="govdoc")
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default=None, help="消息的语言 · language of the messages"
)
@click.pass_context
def cli(ctx: click.Context, lang: str | None) -> None:
    """政务公开文件转换 · Chinese government documents to DOCX, PDF and XML.

    \b
      govdoc convert report.txt --to docx,pdf,xml -o out/
      govdoc inspect report.txt
      curl … | govdoc convert - --to xml > report.xml
    """
    ctx.obj = lang or language()


def main() -> None:
    """Run the command line and exit with its code."""
    _utf8()
    try:
        code = cli.main(standalone_mode=False)
    except GovdocError as error:
        print_error(error)
        code = error.exit_code
    except click.exceptions.Abort:
        code = 130
    except click.ClickException as error:
        error.show()
        code = ExitCode.USAGE
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our pipe has gone; there is nobody to tell
        code = ExitCode.IO
    sys.exit(int(code or 0))


def _utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
