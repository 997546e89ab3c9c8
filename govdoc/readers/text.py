"""Reading plain text: typed, or pasted from a web page. One line is one paragraph; blank lines are layout.

Where lines were clearly broken at a fixed width, the structure puts them together again (`wrapped.py`).
"""

from govdoc.context import Context
from govdoc.model import Document, Provenance
from govdoc.options import TextReadOptions
from govdoc.readers.structure import Line, recognise
from govdoc.readers.structure.lines import BLANKS, trim
from govdoc.readers.structure.wrapped import width
from govdoc.source import Source, decode

_LONGEST_CELL = 60
_BLANKS_BUT_TAB = BLANKS.replace("\t", "")


def read(source: Source, options: TextReadOptions, context: Context) -> Document:
    """The document in a text.

    Parameters: `source` bytes in any encoding; `options.encoding` names it, else it is found out. Content
    never raises; UsageError for an encoding that nobody knows.
    """
    text, encoding = decode(source, context, options.encoding)
    structure = recognise(read_lines(text, context), context)
    provenance = Provenance(
        format="text",
        encoding=encoding,
        digest=source.digest,
        furniture=structure.furniture,
    )
    return Document(metadata=structure.metadata, parts=structure.parts, provenance=provenance)


def read_lines(text: str, context: Context) -> list[Line]:
    """The lines of a text that are not blank, trimmed, each with its place and the blank lines above it.

    Tabs inside a line part the cells of a table, so that leading ones stay where there are more.
    """
    found: list[Line] = []
    space, tabbed = 0, False
    for number, raw in enumerate(text.splitlines(), 1):
        trimmed = trim(raw)
        if not trimmed:
            space += 1
            continue
        tabbed = "\t" in trimmed or (tabbed and not space and _is_row(raw, trimmed))
        kept = raw.strip(_BLANKS_BUT_TAB) if tabbed else trimmed
        indent = width(raw[: len(raw) - len(raw.lstrip(_BLANKS_BUT_TAB))])
        found.append(Line(kept, context.line(number), space=space, indent=indent))
        space = 0
    return found


def _is_row(raw: str, trimmed: str) -> bool:
    """Whether a line below a row of a table is one too, though only its first or last cell is filled."""
    return "\t" in raw.strip(_BLANKS_BUT_TAB) and len(trimmed) < _LONGEST_CELL and not trimmed.endswith("。")
