"""Tables that lay out the page: the red head, the end record and the metadata, taken out of their cells.

GB/T 9704-2012 7.2 and 7.4: many offices set the organs beside “文件” and the two lines of the 版记 in tables.
What is not surely one of these stays a table.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile, takewhile

from msgspec.structs import replace

from govdoc.model import Align, Block, Cell, List, Paragraph, Table, Text, plain
from govdoc.readers.docx.pieces import Piece
from govdoc.readers.structure import Line
from govdoc.readers.structure.closing import imprint_line
from govdoc.terms import key_of

_MOST_IMPRINT_ROWS = 8
_LEAST_LABELS = 3
_TITLE_STYLES = frozenset({"title", "公文标题"})
_WIDE_BLANK = "\u3000"


def unpack(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with tables that only lay out the page made into lines."""
    found: list[Piece] = []
    for i, piece in enumerate(pieces):
        table = piece.block
        if not isinstance(table, Table):
            found.append(piece)
        elif piece.red and _is_above_text(found):
            found += _cell_by_cell(piece, table)
        elif _is_imprint(table):
            found += _row_by_row(piece, table)
        elif _is_frame(table, len(pieces) - i):
            found += _cell_by_cell(piece, table)
        elif _is_metadata(table) and _is_above_text(found):
            found += _pairs(piece, table)
        else:
            found.append(piece)
    return found


def styled_title(pieces: Sequence[Piece]) -> str:
    """The title where a style says which paragraphs it is: the first that have it, one after the other."""
    from_first = dropwhile(lambda piece: piece.style not in _TITLE_STYLES, pieces)
    return "".join(piece.text for piece in takewhile(lambda piece: piece.style in _TITLE_STYLES, from_first))


def _is_above_text(found: Iterable[Piece]) -> bool:
    """Whether no running text stands above: only titles, numbers, the lines of a letterhead."""
    return not any("。" in piece.text or piece.block is not None for piece in found)


def _is_imprint(table: Table) -> bool:
    rows = [_row_text(row.cells) for row in table.rows]
    filled = [row for row in rows if row]
    return 0 < len(filled) <= _MOST_IMPRINT_ROWS and any(
        imprint_line(Line(row)) is not None for row in filled
    )


def _is_frame(table: Table, left: int) -> bool:
    """Whether a table is a frame around a whole text: one cell with several paragraphs, nothing below."""
    cells = [cell for row in table.rows for cell in row.cells]
    return len(cells) == 1 and len(cells[0].blocks) > 1 and left == 1


def _is_metadata(table: Table) -> bool:
    labels = 0
    for row in table.rows:
        texts = [_cell_text(cell) for cell in row.cells]
        if len(texts) % 2 or not texts:
            return False
        labels += sum(key_of(text) is not None for text in texts[::2])
        if any(key_of(text) is None and text for text in texts[::2]):
            return False
    return labels >= _LEAST_LABELS


def _row_by_row(piece: Piece, table: Table) -> Iterator[Piece]:
    for row in table.rows:
        several = [list(_pieces(piece, cell.blocks, cell.align)) for cell in row.cells]
        lines = [part for part in several if part]
        if len(lines) == 2 and all(len(part) == 1 for part in lines):
            yield _beside(lines[0][0], lines[1][0])
        else:
            yield from (made for part in lines for made in part)


def _beside(left: Piece, right: Piece) -> Piece:
    """Two cells of a row as one line: the printing organ, and the date at the right."""
    return replace(
        left,
        text=f"{left.text}{_WIDE_BLANK}{right.text}",
        content=(*left.content, Text(text=_WIDE_BLANK), *right.content),
    )


def _cell_by_cell(piece: Piece, table: Table) -> Iterator[Piece]:
    for row in table.rows:
        for cell in row.cells:
            yield from _pieces(piece, cell.blocks, cell.align)


def _pairs(piece: Piece, table: Table) -> Iterator[Piece]:
    """The rows of a metadata table as lines “label：value”."""
    for row in table.rows:
        for label, value in zip(row.cells[::2], row.cells[1::2], strict=True):
            name = _cell_text(label)
            colon = "" if name.endswith(("：", ":")) else "："
            text = f"{name}{colon}{_cell_text(value)}"
            if name:
                yield Piece(text=text, content=(Text(text=text),), origin=piece.origin)


def _pieces(piece: Piece, blocks: Sequence[Block], align: Align | None) -> Iterator[Piece]:
    for block in blocks:
        if isinstance(block, Paragraph):
            text = plain(block.content)
            if text:
                yield Piece(
                    text=text,
                    content=block.content,
                    align=block.align or align,
                    red=piece.red,
                    origin=piece.origin,
                )
        elif isinstance(block, Table) and _is_imprint(block):
            yield from _row_by_row(piece, block)
        else:
            yield Piece(block=block, origin=piece.origin)


def _row_text(cells: Sequence[Cell]) -> str:
    return _WIDE_BLANK.join(text for cell in cells if (text := _cell_text(cell)))


def _cell_text(cell: Cell) -> str:
    found: list[str] = []
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            found.append(plain(block.content))
        elif isinstance(block, Table):
            found += [_row_text(row.cells) for row in block.rows]
        elif isinstance(block, List):
            found += [item.label for item in block.items]
    return " ".join(found).strip()
