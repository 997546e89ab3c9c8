"""The disclosure metadata (政府信息公开事项) as the table that disclosure pages show above a document.

Two pairs of label and value stand in a row, a long value has a row of its own; labels and values are those
that were printed.
"""

from collections.abc import Iterator

from govdoc import codes as say
from govdoc.compose.codes import code_picture
from govdoc.compose.inline import Stage
from govdoc.galley import (
    FigureBlock,
    GalleyBlock,
    Role,
    Run,
    TableBlock,
    TableCell,
    TableRow,
    TextBlock,
)
from govdoc.model import Entry, Metadata
from govdoc.typography import cells

_SUMMARY = "政府信息公开事项"


def metadata_table(metadata: Metadata, path: str, stage: Stage) -> Iterator[GalleyBlock]:
    """The table of the entries, and the QR codes that the profile asks for; nothing without entries."""
    if not metadata.entries:
        return
    style = stage.profile.metadata
    value = 0.5 - style.labels
    widths = (style.labels, value, style.labels, value)
    yield TableBlock(tuple(_rows(metadata, path, stage)), widths, summary=_SUMMARY, path=path)
    for i, entry in enumerate(metadata.entries):
        if entry.label in style.codes and entry.raw:
            yield from _code(entry, f"{path}/entries/{i}", stage)


def _code(entry: Entry, path: str, stage: Stage) -> Iterator[FigureBlock]:
    picture, side = code_picture(entry.raw), stage.profile.metadata.code_size
    if picture is None:
        stage.report(say.NOT_EXPRESSED, "版面", f"过长而无法扫描的{entry.label}", path=path)
    else:
        yield FigureBlock(picture, f"{entry.label}：{entry.raw}", side, side, path=path)


def _rows(metadata: Metadata, path: str, stage: Stage) -> Iterator[TableRow]:
    waiting: tuple[TableCell, ...] = ()
    for i, entry in enumerate(metadata.entries):
        whole = cells(entry.raw) > stage.profile.metadata.whole
        if whole and waiting:
            yield _closed(waiting)
            waiting = ()
        pair = _pair(entry, f"{path}/entries/{i}", stage, 3 if whole else 1)
        if whole:
            yield TableRow(pair)
        elif waiting:
            yield TableRow((*waiting, *pair))
            waiting = ()
        else:
            waiting = pair
    if waiting:
        yield _closed(waiting)


def _closed(pair: tuple[TableCell, ...]) -> TableRow:
    """A row of one pair: its value takes the rest of the row."""
    label, value = pair
    return TableRow((label, TableCell(value.blocks, 3)))


def _pair(entry: Entry, path: str, stage: Stage, span: int) -> tuple[TableCell, TableCell]:
    return (
        TableCell((_block(entry.label, f"{path}/label", stage),), header=True),
        TableCell((_block(entry.raw, path, stage),), span),
    )


def _block(text: str, path: str, stage: Stage) -> TextBlock:
    look = stage.look(Role.TABLE_CELL)
    runs = (Run(text, look.face, look.bold),) if text else ()
    return TextBlock(Role.TABLE_CELL, look, runs, path=path)
