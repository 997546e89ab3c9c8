"""What stands on pages: blocks of the galley set in type, before they have a place (GB/T 9704-2012 5.2)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from govdoc.context import Context
from govdoc.galley import (
    FigureBlock,
    GalleyBlock,
    ImprintBlock,
    PairBlock,
    TableBlock,
    TextBlock,
    text_blocks,
)
from govdoc.paginate.outliner import Outliner
from govdoc.paginate.page import Element, Kind
from govdoc.paginate.pictures import size_of
from govdoc.paginate.rows import SetLine
from govdoc.paginate.setting import Typesetter
from govdoc.profile import Profile
from govdoc.typography import POINTS_PER_MM


class SetText(NamedTuple):
    """A paragraph with its lines; `pitch` is the distance of its lines in rows.

    `plain`: it holds no link, no call of a note, no label, no italics, no underline; `notes`: the footnotes
    called in it, each with the line that calls it.
    """

    block: TextBlock
    element: Element
    lines: Sequence[SetLine]
    size: float
    pitch: float
    plain: bool
    notes: "tuple[tuple[int, SetNote], ...]" = ()


class SetNote(NamedTuple):
    """A footnote with its lines, those of each paragraph at their distance from the note's top in rows."""

    texts: tuple[SetText, ...]

    @property
    def size(self) -> int:
        """How many lines it has."""
        return sum(len(text.lines) for text in self.texts)

    @property
    def pitch(self) -> float:
        """The distance of its lines in rows."""
        return self.texts[0].pitch


class SetPair(NamedTuple):
    """Two paragraphs that begin on one line."""

    left: SetText
    right: SetText
    middle: bool

    @property
    def rows(self) -> float:
        """The rows that both take."""
        return max(len(side.lines) * side.pitch for side in (self.left, self.right))


class SetFigure(NamedTuple):
    """A figure and its size in points."""

    block: FigureBlock
    element: Element
    width: float
    height: float


class SetTable(NamedTuple):
    """A table; its bands are made while it is placed. `caption`: that of a table turned to the side."""

    block: TableBlock
    element: Element
    caption: SetText | None = None


Matter: TypeAlias = SetText | SetPair | SetFigure | SetTable


class Setting:
    """Sets the blocks of a galley, one after the other; end records are kept for the last page."""

    def __init__(self, profile: Profile, typesetter: Typesetter, context: Context) -> None:
        page = profile.page
        self._typesetter = typesetter
        self._context = context
        self._width, self._height = typesetter.grid.width, page.area_height * POINTS_PER_MM
        self._outliner = Outliner()
        self.records: list[ImprintBlock] = []

    def matter(self, blocks: Iterable[GalleyBlock]) -> Iterator[Matter]:
        """The blocks set in type, captions apart."""
        for block in blocks:
            match block:
                case TextBlock():
                    if block.runs:
                        yield self._text(block)
                case PairBlock(left, right, middle):
                    yield SetPair(self._text(left), self._text(right), middle)
                case TableBlock():
                    yield from self._table(block)
                    yield from self._notes_below(block)
                case FigureBlock():
                    yield from self._figure(block)
                case ImprintBlock():
                    self.records.append(block)

    def _text(self, block: TextBlock) -> SetText:
        return self._with_notes(block, self._outliner.element(block), self._width)

    def _with_notes(self, block: TextBlock, element: Element, width: float) -> SetText:
        made = set_text(block, element, width, self._typesetter)
        calls = [] if made.plain else [run.note for run in block.runs if run.note]
        if not calls:
            return made
        found = (self._note(note, made.element) for note in calls)
        return made._replace(notes=tuple(zip(_calling_lines(made.lines, len(calls)), found, strict=True)))

    def _note(self, note: tuple[TextBlock, ...], caller: Element | None) -> SetNote:
        """A footnote; one of several paragraphs has an element for each."""
        whole = Element(Kind.NOTE, caller, path=note[0].path)
        texts = []
        for block in note:
            element = Element(Kind.PARAGRAPH, whole) if len(note) > 1 else whole
            texts.append(set_text(block, element, self._width, self._typesetter))
        return SetNote(tuple(texts))

    def _notes_below(self, block: TableBlock) -> Iterator[SetText]:
        """The notes of a table's cells, which stand below it."""
        for one in text_blocks(block):
            for run in one.runs if one is not block.caption else ():
                if run.note:
                    yield from self._note(run.note, None).texts

    def _table(self, block: TableBlock) -> Iterator[Matter]:
        self._outliner.interrupt()
        width = self._height if block.landscape else self._width
        caption = None
        if block.caption:
            caption = self._with_notes(block.caption, Element(Kind.PARAGRAPH), width)
        element = Element(Kind.TABLE, text=block.summary, path=block.path)
        if block.landscape and block.rows:
            yield SetTable(block, element, caption)
            return
        if caption:
            yield caption
        if block.rows:
            yield SetTable(block, element)

    def _figure(self, block: FigureBlock) -> Iterator[Matter]:
        self._outliner.interrupt()
        own = size_of(block.resource, self._context, block.path)
        if own is not None:
            element = Element(Kind.FIGURE, text=block.alternative, path=block.path)
            yield SetFigure(block, element, *self._figure_size(block, own))
        if block.caption:
            yield self._with_notes(block.caption, Element(Kind.PARAGRAPH), self._width)

    def _figure_size(self, block: FigureBlock, own: tuple[float, float]) -> tuple[float, float]:
        """The size that was asked for, one side from the other, made small enough for the type area."""
        width, height = block.width * POINTS_PER_MM, block.height * POINTS_PER_MM
        ratio = own[1] / own[0]
        width = width or (height / ratio if height else own[0])
        height = height or width * ratio
        highest = self._height - 2 * self._typesetter.grid.pitch
        shrink = min(1.0, self._width / width, highest / height)
        return width * shrink, height * shrink

    def record(self, record: ImprintBlock) -> list[list[SetText]]:
        """The rows of an end record."""
        made = []
        for row in record.rows:
            right = [self._plain(row.right, self._width)] if row.right else []
            taken = max((line.width for text in right for line in text.lines), default=0.0)
            left = self._plain(row.left, self._width - taken)
            made.append([left, *[_to_right(text, self._width) for text in right]])
        return made

    def _plain(self, block: TextBlock, width: float) -> SetText:
        return set_text(block, Element(Kind.PARAGRAPH), width, self._typesetter)


def set_text(block: TextBlock, element: Element, width: float, typesetter: Typesetter) -> SetText:
    """A paragraph in lines, and how far apart they are."""
    size, _, pitch, *_ = typesetter.fit(block.look, width)
    lines = typesetter.set(block, width, element)
    return SetText(block, element, lines, size, pitch, lines.plain)


def _calling_lines(lines: Sequence[SetLine], count: int) -> list[int]:
    """The lines that hold the calls of footnotes, in their order."""
    found: list[int] = []
    seen: list[Element] = []
    for i, line in enumerate(lines):
        for piece in line.pieces:
            element = piece.style.element
            if element is not None and element.kind is Kind.REFERENCE and element not in seen:
                seen.append(element)
                found.append(i)
    # A mark without ink calls from the last line.
    return [*found, *[max(len(lines) - 1, 0)] * (count - len(found))]


def _to_right(text: SetText, width: float) -> SetText:
    inset = text.block.look.right * text.size
    return text._replace(lines=[line._replace(x=width - line.width - inset) for line in text.lines])
