"""Tables as markup: header cells with their scope, spans, caption, and room to scroll on a narrow screen.

WHATWG HTML 4.9; WCAG 2.2 1.3.1 (header cells), 2.1.1 (what scrolls can be reached by the keyboard).
"""

from collections.abc import Callable, Sequence

from govdoc.galley import Role
from govdoc.model import Align, Block, Blocks, Paragraph, Table, one_line
from govdoc.webpage import PREFIX
from govdoc.writers.html.grid import Grid, Placed, grid
from govdoc.writers.html.markup import identified, quote
from govdoc.writers.html.sheet import Sheet, inline
from govdoc.writers.html.style import css_class

BlockWriter = Callable[[Sequence[Block], Sheet], str]

ALIGNED = {align: f' class="{PREFIX}{align.value}"' for align in Align}
"""The attribute of a paragraph or cell whose lines stand at one side."""


def table(node: Table, sheet: Sheet, blocks: BlockWriter) -> str:
    """A table; `blocks` writes what stands in its cells."""
    made = grid(node)
    caption = inline(node.caption, sheet) if node.caption else ""
    if not made.rows:
        return f'<p class="{css_class(Role.CAPTION)}"{identified(node.id)}>{caption}</p>\n'
    name = node.summary.strip() or one_line(node.caption) or "表格"
    head = f'<caption class="{css_class(Role.CAPTION)}">{caption}</caption>\n' if caption else ""
    return (
        f'<div class="{PREFIX}scroll" role="group" aria-label="{quote(name)}" tabindex="0">\n'
        f'<table class="{PREFIX}table"{identified(node.id)}>\n{head}{_columns(node.widths, made.columns)}'
        f"{_rows(node, made, sheet, blocks)}</table>\n</div>\n"
    )


def _columns(widths: Sequence[float], columns: int) -> str:
    if len(widths) != columns or not all(width > 0 for width in widths):
        return ""
    total = sum(widths)
    shares = (f'<col style="width:{100 * width / total:.4g}%">' for width in widths)
    return f"<colgroup>{''.join(shares)}</colgroup>\n"


def _rows(node: Table, made: Grid, sheet: Sheet, blocks: BlockWriter) -> str:
    idents = [row.id for row in node.rows if row.cells]
    lines: list[str] = []
    for i, (row, ident) in enumerate(zip(made.rows, idents, strict=True)):
        cells = "".join([_cell(cell, i < made.head, sheet, blocks) for cell in row])
        lines.append(f"<tr{identified(ident)}>{cells}</tr>\n")
    head, body = "".join(lines[: made.head]), "".join(lines[made.head :])
    return (f"<thead>\n{head}</thead>\n" if head else "") + (f"<tbody>\n{body}</tbody>\n" if body else "")


def _cell(placed: Placed, on_top: bool, sheet: Sheet, blocks: BlockWriter) -> str:
    cell = placed.cell
    text = _content(cell.blocks, sheet, blocks)
    tag, scope = "td", ""
    if placed.header and text.strip():
        tag, scope = "th", f' scope="{"col" if on_top else "row"}"'
    across = f' colspan="{placed.colspan}"' if placed.colspan != 1 else ""
    down = f' rowspan="{placed.rowspan}"' if placed.rowspan != 1 else ""
    where = ALIGNED[cell.align] if cell.align is not None else ""
    return f"<{tag}{identified(cell.id)}{scope}{across}{down}{where}>{text}</{tag}>"


def _content(content: Blocks, sheet: Sheet, blocks: BlockWriter) -> str:
    """What stands in a cell; one plain paragraph needs no element of its own."""
    if len(content) == 1:
        only = content[0]
        if isinstance(only, Paragraph) and only.align is None and only.id is None:
            return inline(only.content, sheet)
    return blocks(content, sheet)
