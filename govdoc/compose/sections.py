"""Sections, paragraphs, lists, tables and figures of a part → blocks of the galley.

GB/T 9704-2012 7.3.3: four levels, 黑体 楷体 仿宋 仿宋. A level of the standard is a *layer*: chapters and
articles (编 章 节 条) hold layers, they are none themselves.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

import msgspec

from govdoc import codes as say
from govdoc.compose.columns import shares, turned
from govdoc.compose.inline import Stage, runs, text_block
from govdoc.galley import (
    Alignment,
    FigureBlock,
    GalleyBlock,
    Look,
    OutlineEntry,
    Role,
    Run,
    TableBlock,
    TableCell,
    TableRow,
    TextBlock,
)
from govdoc.model import Block, Blocks, Cell, Figure, List, Paragraph, Raw, Scheme, Section, Table, one_line
from govdoc.typography import POINTS_PER_MM, Face

_CHAPTERS = frozenset({Scheme.BOOK, Scheme.CHAPTER, Scheme.DIVISION})
HOLDERS = _CHAPTERS | {Scheme.ARTICLE}
"""The schemes whose sections hold layers and are none themselves."""

_SPOKEN = frozenset({Scheme.HAN_POINT, Scheme.ORDER_WORD, Scheme.CIRCLED})
_LAYERS = (Role.LEVEL1, Role.LEVEL2, Role.LEVEL3, Role.LEVEL4)


def blocks(content: Blocks, path: str, stage: Stage, layer: int, shift: bool) -> Iterator[GalleyBlock]:
    """The galley blocks of model blocks.

    `layer`: the standard's level of sections here, from 1. `shift`: outline entries go one level down,
    under the titles of the parts.
    """
    for i, block in enumerate(content):
        yield from _block(block, f"{path}/{i}", stage, layer, shift)


def _block(block: Block, path: str, stage: Stage, layer: int, shift: bool) -> Iterable[GalleyBlock]:
    match block:
        case Paragraph():
            return (_paragraph(block, path, stage),)
        case Section():
            return _section(block, path, stage, layer, shift)
        case List():
            return _list(block, path, stage, layer, shift)
        case Table():
            return (_table(block, path, stage),)
        case Figure():
            return _figure(block, path, stage)
        case Raw():
            stage.report(say.NOT_EXPRESSED, "版面", f"原始内容（{block.format}）的格式", path=path)
            return (stage.line(Role.BODY, block.text, path),)


def _paragraph(paragraph: Paragraph, path: str, stage: Stage) -> TextBlock:
    if stage.profile.attendance and (attending := _attendance(paragraph, path, stage)):
        return attending
    made = text_block(stage, Role.BODY, paragraph.content, path)
    if paragraph.align is None:
        return made
    look = msgspec.structs.replace(made.look, align=Alignment(paragraph.align.value), first=0.0)
    return msgspec.structs.replace(made, look=look)


def _attendance(paragraph: Paragraph, path: str, stage: Stage) -> TextBlock | None:
    """Those present, absent or listening at a meeting: the label in 黑体, names aligned after it (10.3)."""
    text = one_line(paragraph.content)
    label = next((one for one in stage.profile.attendance if text.startswith((one + "：", one + ":"))), None)
    if label is None:
        return None
    look = stage.look(Role.ATTENDANCE)
    if label == stage.profile.attendance[0]:
        look = msgspec.structs.replace(look, before=1.0)
    made = runs(stage, paragraph.content, look, path)
    end = len(label) + 1
    if len(made[0].text) < end:
        return TextBlock(Role.ATTENDANCE, look, made, path=path)
    first = made[0]
    head = msgspec.structs.replace(first, text=first.text[:end], face=stage.look(Role.LEVEL1).face)
    rest = msgspec.structs.replace(first, text=first.text[end:])
    kept = tuple(run for run in (head, rest, *made[1:]) if run.text)
    return TextBlock(Role.ATTENDANCE, look, kept, path=path)


def _section(section: Section, path: str, stage: Stage, layer: int, shift: bool) -> Iterable[GalleyBlock]:
    role = section_role(section, layer)
    made: tuple[GalleyBlock, ...] = ()
    start = 0
    if section.run_in:
        made = (_run_in(section, path, stage, role, shift),)
        start = 1 if section.blocks and isinstance(section.blocks[0], Paragraph) else 0
    elif section.label or section.heading:
        made = (_heading(section, path, stage, role, shift),)
    if start == len(section.blocks):
        return made
    inner = layer if section.scheme in HOLDERS else layer + 1
    return chain(made, _under(section, start, path, stage, inner, shift))


def _under(
    section: Section, start: int, path: str, stage: Stage, layer: int, shift: bool
) -> Iterator[GalleyBlock]:
    for i in range(start, len(section.blocks)):
        yield from _block(section.blocks[i], f"{path}/blocks/{i}", stage, layer, shift)


def section_role(section: Section, layer: int) -> Role:
    """The role of a section's heading at a layer of the standard, from 1."""
    if section.scheme in _CHAPTERS:
        return Role.CHAPTER
    if section.scheme is Scheme.ARTICLE or section.scheme in _SPOKEN or layer > len(_LAYERS):
        return Role.BODY
    return _LAYERS[layer - 1]


def _label(section: Section, face: Face, bold: bool) -> tuple[Run, ...]:
    """The label as a run; a blank 字 follows where the source has one after 第X章 and 第X条."""
    if not section.label:
        return ()
    gap = "　" if section.gap and section.scheme in HOLDERS else ""
    return (Run(section.label + gap, face, bold, label=True),)


def _heading(section: Section, path: str, stage: Stage, role: Role, shift: bool) -> TextBlock:
    look = stage.look(role)
    text = runs(stage, section.heading, look, f"{path}/heading")
    marked = stage.look(Role.CHAPTER) if section.scheme is Scheme.ARTICLE else look
    level = min(section.level, 9)
    if role is Role.BODY:
        look = msgspec.structs.replace(look, keep_next=True)
    made = (*_label(section, marked.face, marked.bold), *text)
    return TextBlock(role, look, made, level, _entry(section, shift), path)


def _entry(section: Section, shift: bool) -> OutlineEntry | None:
    if not section.heading and section.scheme is not Scheme.ARTICLE:
        return None
    text = section.label + one_line(section.heading).rstrip("。．.：:；;，,")
    return OutlineEntry(section.level + shift, text) if text else None


def _run_in(section: Section, path: str, stage: Stage, role: Role, shift: bool) -> TextBlock:
    """Heading and first paragraph in one: the heading's face to its end, the body's face after it."""
    body = stage.look(Role.BODY)
    head = _run_in_look(section, stage, role)
    made = _label(section, head.face, head.bold) + runs(stage, section.heading, head, f"{path}/heading")
    first = section.blocks[0] if section.blocks else None
    if isinstance(first, Paragraph):
        made += runs(stage, first.content, body, f"{path}/blocks/0")
    return TextBlock(Role.BODY, body, made, outline=_entry(section, shift), path=path)


def _run_in_look(section: Section, stage: Stage, role: Role) -> Look:
    if section.scheme is Scheme.ARTICLE:
        return stage.look(Role.CHAPTER)
    return stage.look(role) if section.heading else stage.look(Role.BODY)


def _list(block: List, path: str, stage: Stage, layer: int, shift: bool) -> Iterator[GalleyBlock]:
    for i, item in enumerate(block.items):
        look = stage.look(Role.LIST_ITEM)
        label = (Run(item.label, look.face, label=True),) if item.label else ()
        at = f"{path}/items/{i}/blocks"
        start = 0
        if item.blocks and isinstance(item.blocks[0], Paragraph):
            text = runs(stage, item.blocks[0].content, look, f"{at}/0")
            yield TextBlock(Role.LIST_ITEM, look, (*label, *text), path=f"{at}/0")
            start = 1
        elif label:
            yield TextBlock(Role.LIST_ITEM, look, label, path=f"{path}/items/{i}")
        for j in range(start, len(item.blocks)):
            yield from _block(item.blocks[j], f"{at}/{j}", stage, layer, shift)


def _figure(figure: Figure, path: str, stage: Stage) -> Iterator[GalleyBlock]:
    caption = text_block(stage, Role.CAPTION, figure.caption, f"{path}/caption") if figure.caption else None
    resource = stage.resources.get(figure.resource or "")
    if resource is None:
        stage.report(say.NO_RESOURCE, figure.href or figure.resource or figure.alternative, path=path)
        if caption:
            yield caption
    else:
        yield FigureBlock(resource, figure.alternative, figure.width, figure.height, caption, path)


def _table(table: Table, path: str, stage: Stage) -> TableBlock:
    rows = tuple(
        TableRow(tuple(_cell(cell, f"{path}/rows/{i}/cells/{j}", stage) for j, cell in enumerate(row.cells)))
        for i, row in enumerate(table.rows)
    )
    caption = text_block(stage, Role.CAPTION, table.caption, f"{path}/caption") if table.caption else None
    # A turned page has no foot for the notes of a caption.
    noted = caption is not None and any(run.note for run in caption.runs)
    page, style = stage.profile.page, stage.profile.table
    one = page.points(stage.look(Role.TABLE_CELL).size) / POINTS_PER_MM
    turn = stage.options.landscape and not noted and turned(rows, page.area_width / one, style)
    room = (page.area_height if turn else page.area_width) / one
    widths = shares(table.widths, rows, room, style, 2 * style.padding / one)
    heads = min(table.header_rows, len(rows))
    return TableBlock(rows, widths, heads, caption, table.summary, path, turn)


def _cell(cell: Cell, path: str, stage: Stage) -> TableCell:
    made = [
        inner
        for block in blocks(cell.blocks, f"{path}/blocks", stage, layer=len(_LAYERS) + 1, shift=False)
        for inner in _flat(block, stage)
    ]
    look = stage.look(Role.TABLE_CELL)
    if cell.align or cell.header:
        align = Alignment(cell.align.value) if cell.align else Alignment.CENTER
        look = msgspec.structs.replace(look, align=align)
    kept = [TextBlock(Role.TABLE_CELL, look, block.runs, path=block.path) for block in made]
    return TableCell(tuple(kept), cell.colspan, cell.rowspan, cell.header)


def _flat(block: GalleyBlock, stage: Stage) -> Iterator[TextBlock]:
    """Only paragraphs stand in a cell: a table inside a cell becomes its paragraphs, and says so."""
    match block:
        case TextBlock():
            yield block
        case TableBlock():
            stage.report(say.NOT_EXPRESSED, "版面", "单元格里的表格，已按段落排出", path=block.path)
            if block.caption:
                yield block.caption
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.blocks
        case FigureBlock():
            stage.report(say.NOT_EXPRESSED, "版面", "单元格里的图片", path=block.path)
            if block.caption:
                yield block.caption
