"""Whether a document stays within the limits, found before it is laid out or a picture is decoded.

A cell may say that it spans a milliard columns, and a picture of a few kilobytes may unpack to gigabytes.
"""

from govdoc.context import Limits
from govdoc.model import Document, Node, Table, Text
from govdoc.pictures import extents
from govdoc.tree import branches


def check_bounds(document: Document, limits: Limits, name: str) -> None:
    """Raise LimitError for a document that nests deeper, has more table cells, or a picture with more pixels.

    Parameters: `name` of the input in the message. Cells count as often as they span columns and rows.
    """
    cells, level, depth = 0, list[Node](document.parts), 1
    while level:
        depth += 1
        limits.check("depth", depth, name)
        cells += sum([_cells(node) for node in level if node.__class__ is Table])
        limits.check("table_cells", cells, name)
        level = [
            member
            for node in level
            for field in branches(node.__class__)
            for member in _members(getattr(node, field))
            if member.__class__ is not Text
        ]
    for resource in document.resources:
        for shown in extents(resource.data):
            place = f"{name}: {resource.name or resource.id or resource.media_type}"
            limits.check("image_pixels", shown.width * shown.height, place)


def _members(value: object) -> tuple[Node, ...]:
    if value.__class__ is tuple:
        return value if value and isinstance(value[0], Node) else ()
    return (value,) if isinstance(value, Node) else ()


def _cells(table: Node) -> int:
    assert isinstance(table, Table)
    return sum([max(cell.colspan, 1) * max(cell.rowspan, 1) for row in table.rows for cell in row.cells])
