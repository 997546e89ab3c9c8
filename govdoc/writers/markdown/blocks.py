"""Blocks as Markdown: divisions, paragraphs, lists, GFM tables, pictures, code."""

import base64
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from urllib.parse import quote

from govdoc.dialect import DEEPEST_HEADING, GUARD, Mark, mark, place
from govdoc.model import (
    Block,
    Figure,
    Inlines,
    Item,
    List,
    Paragraph,
    Raw,
    Resource,
    Scheme,
    Section,
    Strong,
    Table,
    Text,
    plain,
)
from govdoc.numbering import match_label
from govdoc.writers.markdown.inline import SOFT, TAG, InlineWriter, escape, target
from govdoc.writers.markdown.tables import grid

_FENCE = re.compile(r"`{3,}")
_TAB_OR_SPACE = re.compile(r"[% ]")


class Depth:
    """Which divisions are open, by their schemes: as many as the reader would have open here."""

    def __init__(self) -> None:
        self.open: list[Scheme | None] = []

    def at(self, depth: int, natural: int) -> Iterator[str]:
        """A mark where the reader would take the next block to stand elsewhere than under `depth`."""
        if natural != depth:
            yield mark("level", of=str(depth))
            yield ""
        del self.open[depth:]


class BlockWriter:
    """Writes blocks, each followed by a blank line; counts what Markdown cannot say."""

    def __init__(self, resources: Mapping[str, Resource]) -> None:
        self.lost: Counter[str] = Counter()
        self.inlines = InlineWriter(self.lost, self.inside)
        self._resources = resources

    def inside(self, blocks: Sequence[Block]) -> list[str]:
        """The lines of the blocks of an item or a note, without the blank one at the end."""
        lines = list(self.blocks(blocks, 0, Depth()))
        return lines[:-1] if lines and not lines[-1] else lines

    def blocks(self, blocks: Sequence[Block], depth: int, at: Depth) -> Iterator[str]:
        """The lines of blocks that stand in `depth` divisions."""
        last: Block | None = None
        for block in blocks:
            if isinstance(block, Section):
                yield from self._section(block, depth, at)
            else:
                lines = list(self._block(block, last))
                if lines:
                    yield from at.at(depth, len(at.open))
                    yield from lines
                    yield ""
            last = block

    def _block(self, block: Block, last: Block | None) -> Iterator[str]:
        match block:
            case Paragraph():
                yield from self._paragraph(block)
            case List():
                yield from self._list(block, isinstance(last, List))
            case Table():
                yield from self._table(block)
            case Figure():
                yield from self._figure(block)
            case Raw():
                yield from _raw(block)

    # --- divisions and paragraphs ---

    def _section(self, section: Section, depth: int, at: Depth) -> Iterator[str]:
        label = match_label(section.label)
        scheme = label.scheme if label is not None else None
        lead = (Text(text=section.label + section.gap), *section.heading)
        self.lost["层次的级别"] += section.level != depth + 1
        under = section.blocks
        natural = min(place(at.open, scheme) if section.run_in else len(at.open), len(at.open))
        deepest = DEEPEST_HEADING - 2
        if not section.run_in:
            natural = depth if depth <= deepest else min(deepest, len(at.open))
        yield from at.at(depth, natural)
        yield from _section_mark(section, plain(lead) if section.heading else section.label)
        if section.run_in:
            text, under = self._run_in(section)
            yield text
        else:
            hashes = "#" * min(depth + 2, DEEPEST_HEADING)
            yield f"{hashes} {self.inlines.line(lead)}".rstrip(" ")
        yield ""
        at.open.append(scheme)
        yield from self.blocks(under, depth + 1, at)

    def _run_in(self, section: Section) -> tuple[str, tuple[Block, ...]]:
        """The paragraph that a heading shares with the first one under it, and the other blocks."""
        under = section.blocks
        first = under[0] if under else None
        body: Inlines = ()
        if isinstance(first, Paragraph) and first.align is None and first.content:
            body, under = first.content, under[1:]
        gap = section.gap if section.heading else ""
        lead: Inlines = (Text(text=section.label + gap), *section.heading)
        between = (Text(text=section.gap),) if section.gap and not section.heading else ()
        text = self.inlines.line((Strong(content=lead), *between, *body), SOFT)
        return text, under

    def _paragraph(self, paragraph: Paragraph) -> Iterator[str]:
        lines = [*self._text(paragraph.content)] if paragraph.content else []
        if not any(lines):
            self.lost["空段"] += 1
            return
        first = paragraph.content[0]
        doubtful = isinstance(first, Strong) and match_label(plain(first.content)) is not None
        if paragraph.align is not None:
            yield mark("paragraph", align=paragraph.align.value)
            yield ""
        elif doubtful:
            yield mark("paragraph")
            yield ""
        yield from lines

    def _text(self, content: Inlines) -> Iterator[str]:
        """The lines of a paragraph; one that would be a piece of HTML begins with a guard."""
        lines = self.inlines.line(content, SOFT).split("\n")
        if re.fullmatch(r"</?[a-z]+>\s*", lines[0]):
            lines[0] = GUARD + lines[0]
        yield from lines

    # --- lists ---

    def _list(self, points: List, again: bool) -> Iterator[str]:
        if not points.items:
            self.lost["空的列表"] += 1
            return
        labels = [item.label for item in points.items]
        words = ["ordered"] if points.ordered else []
        values = {"labels": " ".join(_TAB_OR_SPACE.sub(lambda c: quote(c[0]), label) for label in labels)}
        if any(labels) or again or points.ordered:
            yield mark("list", *words, **(values if any(labels) else {}))
            yield ""
        for i, item in enumerate(points.items, 1):
            sign = f"{i}." if points.ordered and not any(labels) else "-"
            yield from _hung(sign, self.inside(_labelled(item)))

    # --- pictures and tables ---

    def _figure(self, figure: Figure) -> Iterator[str]:
        yield from self._caption(figure.caption)
        sizes = {
            name: repr(value) for name, value in (("width", figure.width), ("height", figure.height)) if value
        }
        if sizes:
            yield mark("figure", **sizes)
            yield ""
        yield self.picture(figure)

    def picture(self, figure: Figure) -> str:
        """A picture in a line: its bytes where the document has them."""
        resource = self._resources.get(figure.resource or "")
        self.lost["图片的数据"] += figure.resource is not None and resource is None
        if resource is None:
            return f"![{escape(figure.alternative)}]({target(figure.href or '')})"
        self.lost["图片的地址"] += figure.href is not None
        data = base64.b64encode(resource.data).decode("ascii")
        name = f' "{escape(resource.name)}"' if resource.name else ""
        return f"![{escape(figure.alternative)}](data:{resource.media_type};base64,{data}{name})"

    def _caption(self, caption: Inlines) -> Iterator[str]:
        lines = [*self._text(caption)] if caption else []
        if any(lines):
            yield from (mark("caption"), "", *lines, "")

    def _table(self, table: Table) -> Iterator[str]:
        made = grid(table)
        if not made.rows:
            self.lost["空的表格"] += 1
            if table.caption:
                yield from self._text(table.caption)
            return
        yield from self._caption(table.caption)
        rows = [[self._cell(cell.blocks if cell else ()) for cell in row] for row in made.rows]
        words = ("full",) if made.headed and not any(rows[0]) else ()
        if words or made.mark.values:
            yield str(Mark("table", words, made.mark.values))
            yield ""
        if not made.headed:
            rows.insert(0, [""] * len(made.aligns))
        for i, row in enumerate(rows):
            yield "| " + " | ".join(row) + " |"
            if i == 0:
                yield "| " + " | ".join(made.aligns) + " |"

    def _cell(self, blocks: Sequence[Block]) -> str:
        """The blocks of a cell on one line, paragraphs parted by a break with a guard."""
        pieces = (piece for block in blocks for piece in self._in_line(block))
        return f"{TAG}{GUARD}".join(piece for piece in pieces if piece)

    def _in_line(self, block: Block) -> Iterator[str]:
        match block:
            case Paragraph():
                self.lost["表格内的对齐"] += block.align is not None
                yield self.inlines.line(block.content)
            case Figure():
                if block.caption:
                    yield self.inlines.line(block.caption)
                yield self.picture(block)
            case Raw():
                self.lost["表格内的原文"] += 1
                yield self.inlines.line((Text(text=block.text),))
            case Section():
                self.lost["表格内的层次"] += 1
                yield self.inlines.line((Text(text=block.label + block.gap), *block.heading))
                yield from chain.from_iterable(map(self._in_line, block.blocks))
            case List():
                self.lost["表格内的列表"] += 1
                for item in block.items:
                    yield from chain.from_iterable(map(self._in_line, _labelled(item)))
            case Table():
                self.lost["表格内的表格"] += 1
                yield self.inlines.line(block.caption)
                cells = (cell for row in block.rows for cell in row.cells)
                for cell in cells:
                    yield from chain.from_iterable(map(self._in_line, cell.blocks))


def _labelled(item: Item) -> tuple[Block, ...]:
    """The blocks of an item with its label before them."""
    if not item.label:
        return item.blocks
    label = Text(text=item.label)
    first = item.blocks[0] if item.blocks else None
    if isinstance(first, Paragraph) and first.align is None:
        return (Paragraph(content=(label, *first.content)), *item.blocks[1:])
    return (Paragraph(content=(label,)), *item.blocks)


def _hung(sign: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines that hang below the sign of a list."""
    indent = " " * (len(sign) + 1)
    empty = True
    for line in lines:
        if empty:
            yield f"{sign} {line}"
            empty = False
        else:
            yield indent + line if line else ""
    if empty:
        yield sign


def _section_mark(section: Section, lead: str) -> Iterator[str]:
    """A mark where the label does not tell by itself what it is."""
    told = match_label(lead)
    known = match_label(section.label)
    values: dict[str, str] = {}
    if (told.text if told is not None else "") != section.label or (section.run_in and told is None):
        values["label"] = section.label
    scheme, number = (known.scheme, known.number) if known is not None else (None, None)
    whole = (scheme, number) == (section.scheme, section.number)
    if not whole:
        values["scheme"] = section.scheme.value if section.scheme else ""
        values["number"] = "" if section.number is None else str(section.number)
    if values:
        yield mark("section", **values)
        yield ""


def _raw(raw: Raw) -> Iterator[str]:
    """Code between fences that are longer than any in it."""
    longest = max((len(found) for found in _FENCE.findall(raw.text)), default=2)
    fence = "`" * (longest + 1)
    notation = re.sub(r"[`\n]", lambda found: f"&#{ord(found[0])};", escape(raw.format))
    yield fence + notation
    if raw.text:
        yield from raw.text.split("\n")
    yield fence
