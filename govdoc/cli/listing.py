"""The commands that print what govdoc has: formats, profiles, fonts, schemas, codes, completion."""

import click

from govdoc import registry
from govdoc.cli.say import chosen_language
from govdoc.errors import UsageError


@click.command()
def formats() -> None:
    """列出能读写的格式，包括插件的 · List formats, plug-ins too."""
    english = chosen_language() == "en"
    for form in registry.FORMATS.values():
        ways = ("r" if form.reader else "-") + ("w" if form.writer else "-")
        about = form.description_en if english else form.description_zh
        click.echo(f"{form.name:8} {ways}  {' '.join(form.suffixes):12} {about}")
    for name in registry.plugins():
        click.echo(f"{name:8} ??  {'plug-in' if english else '插件'}")


@click.command()
def profiles() -> None:
    """列出版式 · List layout profiles."""
    from govdoc.profile import BUILT_IN, load_profile

    for name in BUILT_IN:
        profile = load_profile(name)
        click.echo(f"{profile.name:12} {profile.cites:20} {profile.description}")


@click.command()
@click.option("--font", "files", multiple=True, metavar="FACE=FILE", help="同 convert · as in convert")
def fonts(files: tuple[str, ...]) -> None:
    """列出每类字体用哪个文件、含多少字 · List the fonts in use and what they cover."""
    from govdoc.cli.options import make_context
    from govdoc.diagnostics import Diagnostic
    from govdoc.fonts.library import FontSet
    from govdoc.typography import Face

    choice = make_context((), files).fonts
    chosen = {Face(face): path for face, path in choice.files}
    found = FontSet.load(chosen, choice.folders)
    for row in found.describe():
        click.echo(
            f"{row.role:10} {row.postscript_name:24} {row.source:12} "
            f"GB2312 {row.gb2312}/6763  通用规范汉字表 {row.tgh8105}/8105  {row.licence}  {row.file}"
        )
    for fault in found.faults:
        told = Diagnostic(fault.code.id, fault.code.severity, fault.values)
        click.echo(told.line(chosen_language()), err=True)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="JSON Schema 而不是 XSD · JSON Schema, not XSD")
def schema(as_json: bool) -> None:
    """打印政务公开 XML 的 XSD，或 JSON Schema · Print the schema."""
    if as_json:
        from govdoc.codec import json_schema

        click.echo(json_schema(), nl=False)
    else:
        from govdoc.schema import schema_text

        click.echo(schema_text(), nl=False)


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """解释诊断代码；不给代码则全部列出 · Explain a diagnostic code, or list all."""
    from govdoc.codes import CODES

    english = chosen_language() == "en"
    if code is None:
        for each in CODES.values():
            click.echo(f"{each.id} {each.severity:8} {each.en if english else each.zh}")
        return
    found = CODES.get(code.upper())
    if found is None:
        raise UsageError(
            f"没有代码 {code}；govdoc explain 不带参数会列出全部",
            f"no code {code}; govdoc explain without one lists them all",
        )
    lines = [f"{found.id} {found.severity}", found.zh, found.en, found.hint_zh, found.hint_en, found.clause]
    click.echo("\n".join(line for line in lines if line))


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """打印命令补全脚本 · Print the completion script of a shell.

    \b
      govdoc completion bash >> ~/.bashrc
    """
    from click.shell_completion import get_completion_class

    from govdoc.cli import cli

    made = get_completion_class(shell)
    assert made is not None, "click knows bash, zsh and fish"
    click.echo(made(cli, {}, "govdoc", "_GOVDOC_COMPLETE").source())
