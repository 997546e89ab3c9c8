"""`govdoc template`: write a Word template to start a house style from."""

import sys
from pathlib import Path

import click

from govdoc.api import save_bytes


@click.command()
@click.option(
    "-o",
    "--output",
    metavar="FILE|-",
    default="govdoc-template.docx",
    show_default=True,
    help="写到哪里；.dotx 写成 Word 模板 · where to, .docx or .dotx",
)
@click.option("--profile", default="gbt9704", metavar="NAME|FILE", help="版式 · layout profile (gbt9704)")
def template(output: str, profile: str) -> None:
    """写出一个 Word 模板，供修改后用于 convert --template · Write a Word template to start from.

    \b
      govdoc template -o office.docx
      govdoc convert a.txt --to docx --template office.docx
    """
    from govdoc.writers.docx.starter import starter

    data = starter(profile, dotx=Path(output).suffix.lower() == ".dotx")
    if output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        save_bytes(data, Path(output))
