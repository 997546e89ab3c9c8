"""What the marks of `dialect.py` add to a block: alignment, sizes, labels of items, spans of cells."""

from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from msgspec.structs import replace

from govdoc.dialect import Mark
from govdoc.model import Align, Block, Cell, Figure, Inlines, Item, List, Paragraph, Row, Table, plain
from govdoc.readers.markdown.inline import after

_WIDEST = 1000


def count(text: str | None, otherwise: int) -> int:
    """A number that a mark says, or another where it says none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else otherwise


def length(text: str | None) -> float:
    """A length or share that a mark says; 0 where it says none."""
    try:
        found = float(text or 0)
    except ValueError:
        return 0.0
    return found if 0 <= found < 1e9 else 0.0


def _align(name: str | None) -> Align | None:
    return next((align for align in Align if align.value == name), None)


def dressed(block: Block, marks: dict[str, Mark], caption: Inlines) -> Block:
    """A paragraph, list or picture with what the marks and the caption above it say."""
    mark = marks.get(str(block.__struct_config__.tag))
    if isinstance(block, Paragraph) and mark is not None:
        return replace(block, align=_align(mark.get("align")))
    if isinstance(block, List) and mark is not None:
        return _list(block, mark)
    if isinstance(block, Figure):
        width, height = (length(mark.get(name)) if mark else 0.0 for name in ("width", "height"))
        return replace(block, caption=caption or block.caption, width=width, height=height)
    return block


def _list(block: List, mark: Mark) -> List:
    labels = [unquote(label) for label in (mark.get("labels") or "").split(" ")]
    labels += [""] * (len(block.items) - len(labels))
    items = tuple(_item(item, label) for item, label in zip(block.items, labels, strict=False))
    return replace(block, items=items, ordered="ordered" in mark.words)


def _item(item: Item, label: str) -> Item:
    """An item with the label that its first paragraph begins with."""
    first = item.blocks[0] if item.blocks else None
    if not label or not isinstance(first, Paragraph) or not plain(first.content).startswith(label):
        return item
    rest = after(first.content, len(label))
    body = (replace(first, content=rest),) if rest else ()
    return replace(item, label=label, blocks=(*body, *item.blocks[1:]))


# --- tables ---------------------------------------------------------------------------------------------


def spanned(table: Table, mark: Mark | None, caption: Inlines) -> Table:
    """A table from its full grid: spans, header rows and widths as the mark says, covered cells left out."""
    mark = mark or Mark("table")
    rows = [row.cells for row in table.rows]
    if "full" not in mark.words and rows and not any(cell.blocks for cell in rows[0]):
        rows = rows[1:]
        header = 0
    else:
        header = 1
    header = count(mark.get("header"), min(header, len(rows)))
    changes = {
        place: how for place, how in map(_change, (mark.get("cells") or "").split()) if how is not None
    }
    lengths = [count(text, _WIDEST) for text in (mark.get("lengths") or "").split()]
    lengths += [_WIDEST] * (len(rows) - len(lengths))
    made = []
    for row, most in zip(_uncovered(rows, header, changes), lengths, strict=False):
        made.append(Row(cells=tuple(cell for i, cell in enumerate(row) if i < most or cell.blocks)))
    return replace(
        table,
        rows=tuple(made),
        caption=caption,
        header_rows=header,
        widths=tuple(length(width) for width in (mark.get("widths") or "").split()),
        summary=mark.get("summary") or "",
    )


Change = tuple[int, int, bool, Align | None]
"""Of a cell: columns, rows, whether it is a header, where its lines stand."""


def _change(text: str) -> tuple[tuple[int, int], Change | None]:
    """“2.1:3.1.h.center”: row and column (from 0), columns and rows covered, header or not, alignment."""
    at, _, how = text.partition(":")
    row, _, column = at.partition(".")
    pieces = how.split(".")
    if len(pieces) != 4:
        return (-1, -1), None
    spans = max(count(pieces[0], 1), 1), max(count(pieces[1], 1), 1)
    return (count(row, -1), count(column, -1)), (*spans, pieces[2] == "h", _align(pieces[3]))


def _uncovered(
    rows: Sequence[Sequence[Cell]], header: int, changes: dict[tuple[int, int], Change]
) -> Iterator[list[Cell]]:
    """The cells that begin in each row; an empty one below or beside a span is covered by it."""
    covered: dict[int, int] = {}
    for i, row in enumerate(rows):
        found: list[Cell] = []
        reach = 0
        below: dict[int, int] = {}
        for column, cell in enumerate(row):
            left = covered.pop(column, 0)
            if left > 1:
                covered[column] = left - 1
            if (left or column < reach) and not cell.blocks:
                continue
            default: Change = (1, 1, i < header, cell.align)
            colspan, rowspan, head, align = changes.get((i, column), default)
            found.append(replace(cell, colspan=colspan, rowspan=rowspan, header=head, align=align))
            reach = column + min(colspan, _WIDEST)
            if rowspan > 1:
                below |= dict.fromkeys(range(column, min(reach, len(row))), rowspan - 1)
        covered |= below
        yield found
