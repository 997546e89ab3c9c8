"""A flow of text (body, cell, text box, note, header): from its elements to pieces, in reading order.

ISO/IEC 29500-1 17.2, 17.3.1. Text boxes that hang on the page, as the red head (红头) and the end record
(版记) of many templates do, are read where they are seen: from the top of the page, before the text below.
"""

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from govdoc import codes as say
from govdoc.diagnostics import Origin
from govdoc.model import Align, Blocks, Note, Text, plain
from govdoc.readers.docx.drawings import Box
from govdoc.readers.docx.inline import Gathered, Gatherer, Shared, branch
from govdoc.readers.docx.names import ALTERNATE, ID, PARAGRAPH, PARAGRAPH_PROPERTIES, R_ID, TABLE, WRAPPERS, w
from govdoc.readers.docx.numbers import Label
from govdoc.readers.docx.package import Element
from govdoc.readers.docx.pieces import PAGE_BREAK, Piece, Segment, align_of, pieces_of, to_blocks
from govdoc.readers.docx.styles import BOLD, Form
from govdoc.readers.docx.tables import floats_below, read_table
from govdoc.tree import ink

_CHUNK = w("altChunk")
_SECTION = w("sectPr")
_ORNAMENTS = frozenset("★☆")
_DEEPEST = 12
"""Flows inside flows (tables in cells, boxes in boxes): each takes three levels or more of the model."""

ChunkReader = Callable[[str], list[Piece]]
"""From the name of a part that an altChunk brings in to its pieces."""


class Story:
    """Reads the flows of one part.

    Parameters: `part` whose relationships count; `note` makes the note of a kind and identifier; `chunk`
    reads a part that is brought in whole.
    """

    def __init__(
        self,
        shared: Shared,
        part: str,
        note: Callable[[str, str], Note | None] = lambda _kind, _ident: None,
        chunk: ChunkReader = lambda _: [],
    ) -> None:
        self._shared = shared
        self._part = part
        self._chunk = chunk
        self._gatherer = Gatherer(shared, part, note)
        self._depth = 0
        self.sections: list[Element] = []

    def pieces(self, element: Element, place: str = "") -> list[Piece]:
        """The pieces of a flow. `place`: the path of the element, for the origins of its paragraphs."""
        flow = _Flow(self, place)
        self._depth += 1
        flow.read(element)
        self._depth -= 1
        if not self._depth:
            self._gatherer.finish()
        return flow.done()

    def blocks(self, element: Element) -> Blocks:
        """The blocks of a flow in which no divisions are looked for."""
        return to_blocks(self.pieces(element))

    @property
    def too_deep(self) -> bool:
        """Whether flows are nested as deep as they may."""
        return self._depth >= _DEEPEST

    def form(self, paragraph: Element) -> Form:
        """The form of a paragraph; a section that ends with it is noted."""
        properties = paragraph.find(PARAGRAPH_PROPERTIES)
        if properties is not None:
            self.sections += properties.findall(_SECTION)
        return self._shared.styles.form(properties)

    def gather(self, paragraph: Element, form: Form) -> Gathered:
        """What stands in a paragraph."""
        return self._gatherer.gather(paragraph, form.run)

    def label(self, form: Form) -> Label | None:
        """The label that automatic numbering gives a paragraph."""
        return self._shared.numbers.label(form.number, form.ident)

    def chunk(self, element: Element) -> list[Piece]:
        """The pieces of an altChunk."""
        relation = self._shared.package.relations(self._part).get(element.get(R_ID, ""))
        return self._chunk(relation.target) if relation and not relation.external else []

    def table(self, element: Element) -> Piece | None:
        """A table as a piece; one without rows leaves nothing."""
        made = read_table(element, self.blocks, self._hide, branch)
        return Piece(block=made, red=_is_red(element)) if made.rows else None

    def _hide(self, cell: Element) -> None:
        self._shared.hidden += [text for block in self.blocks(cell) for text in ink(block) if text.strip()]

    def adorn(self, signs: Iterable[str]) -> None:
        """Set signs apart that only decorate."""
        self._shared.ornaments += signs

    def flatten(self, element: Element) -> list[Piece]:
        """The paragraphs of what is nested too deep, one after the other; this is said."""
        self._shared.context.report(say.TOO_DEEP, str(_DEEPEST))
        found: list[Piece] = []
        for paragraph in element.iter(PARAGRAPH):
            form = self.form(paragraph)
            found += pieces_of(self.gather(paragraph, form).segments, Piece())
        return found


def _is_red(element: Element) -> bool:
    return any(colour.get(w("val"), "").upper() == "FF0000" for colour in element.iter(w("color")))


class _Flow:
    """One flow while it is read: pieces so far, boxes that wait, what a deleted paragraph mark joins on."""

    def __init__(self, story: Story, place: str) -> None:
        self._story = story
        self._place = place
        self._found: list[Piece] = []
        self._waiting: list[Box] = []
        self._foot: list[Box] = []
        self._joined: list[Segment] = []
        self._floating: list[Piece] = []
        self._space = 0
        self._count = 0

    def read(self, element: Element) -> None:
        for child in element:
            tag = child.tag
            if tag == PARAGRAPH:
                self._count += 1
                self._paragraph(child)
            elif tag == TABLE:
                self._count += 1
                self._table(child)
            elif tag == ALTERNATE:
                chosen = branch(child)
                if chosen is not None:
                    self.read(chosen)
            elif tag in WRAPPERS:
                self.read(child)
            elif tag == _CHUNK:
                self._put_all(self._story.chunk(child))
            elif tag == _SECTION:
                self._story.sections.append(child)

    def done(self) -> list[Piece]:
        """The pieces of the flow, boxes at the foot of the page last."""
        self._put_all(pieces_of(self._joined, Piece()) if self._joined else [])
        self._put_all(self._floating)
        self._flush()
        self._put_all([piece for box in self._foot for piece in self._boxed(box)])
        return self._found

    def _paragraph(self, paragraph: Element) -> None:
        story = self._story
        form = story.form(paragraph)
        gathered = story.gather(paragraph, form)
        self._hang(gathered)
        if form.removed:
            self._joined += gathered.segments
            return
        label = story.label(form)
        label = None if form.hidden else label
        segments, self._joined = self._joined + gathered.segments, []
        lead = label.text if label is not None and not label.bullet else ""
        made = pieces_of(segments, self._template(form, gathered, label), lead) if segments or lead else []
        if not made and not gathered.figures:
            self._space += not gathered.boxes
            if PAGE_BREAK in segments:
                self._flush()
            return
        self._put_all([*made, *(self._floating if made else [])])
        self._floating = [] if made else self._floating
        self._put_all([Piece(block=figure, origin=self._origin("p")) for figure in gathered.figures])

    def _template(self, form: Form, gathered: Gathered, label: Label | None) -> Piece:
        return Piece(
            label=label if label is not None and label.bullet else None,
            style=form.style,
            level=form.level or 0,
            align=align_of(form.align),
            bold=bool(form.run.on & BOLD),
            red=bool(gathered.red if gathered.red is not None else form.run.red),
            space=self._space,
            origin=self._origin("p"),
        )

    def _origin(self, tag: str) -> Origin | None:
        return Origin(element=f"{self._place}/w:{tag}[{self._count}]") if self._place else None

    def _table(self, table: Element) -> None:
        if self._story.too_deep:
            self._put_all(self._story.flatten(table))
            return
        piece = self._story.table(table)
        if piece is not None and floats_below(table):
            self._floating.append(replace(piece, origin=self._origin("tbl")))
        elif piece is not None:
            self._put_all([*self._floating, replace(piece, origin=self._origin("tbl"), space=self._space)])
            self._floating = []

    def _put_all(self, pieces: list[Piece]) -> None:
        if pieces:
            self._flush()
            self._found += pieces
            self._space = 0

    def _hang(self, gathered: Gathered) -> None:
        """Let the boxes of a paragraph wait for the text that stands below them."""
        for box in gathered.boxes:
            (self._foot if box.place.foot else self._waiting).append(box)

    def _flush(self) -> None:
        """Put the waiting boxes, those of the page from its top, the right of two after the left."""
        waiting, self._waiting = self._waiting, []
        if len(waiting) > 1 and all(box.place.paged for box in waiting):
            waiting.sort(key=lambda box: (box.place.top, box.place.left))
        for box in waiting:
            self._found += self._boxed(box)

    def _boxed(self, box: Box) -> list[Piece]:
        if box.content is None:
            return [Piece(text=box.text, content=(Text(text=box.text),), align=Align.CENTER)]
        if self._story.too_deep:
            return self._story.flatten(box.content)
        found = self._story.pieces(box.content)
        if all(piece.text in _ORNAMENTS for piece in found):
            self._story.adorn(piece.text for piece in found)
            return []
        return found


class Notes:
    """The footnotes and endnotes of a file, each made when it is called."""

    def __init__(self, shared: Shared, main: str) -> None:
        self._shared = shared
        self._main = main
        self._parts: dict[str, tuple[Story, dict[str, Element]] | None] = {}

    def note(self, kind: str, ident: str) -> Note | None:
        """The note of a kind (“footnotes”, “endnotes”) with that identifier, or none."""
        if kind not in self._parts:
            self._parts[kind] = self._load(kind)
        loaded = self._parts[kind]
        if loaded is None or ident not in loaded[1]:
            return None
        return Note(blocks=loaded[0].blocks(loaded[1][ident]))

    def _load(self, kind: str) -> tuple[Story, dict[str, Element]] | None:
        for name in self._shared.package.related(self._main, kind):
            root = self._shared.package.tree(name)
            if root is not None:
                notes = {note.get(ID, ""): note for note in root if note.get(w("type")) in (None, "normal")}
                return Story(self._shared, name), notes
        return None


def texts(pieces: list[Piece]) -> Iterator[str]:
    """The visible text of pieces, a string a paragraph, cells and items one by one."""
    for piece in pieces:
        if piece.block is not None:
            yield from (text for text in ink(piece.block) if text.strip())
        elif piece.text.strip():
            yield plain(piece.content, " ")
