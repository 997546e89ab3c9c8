"""Reading the Markdown that govdoc writes: nothing is guessed, the marks of `dialect.py` say what is what."""

import re
from collections.abc import Iterator, Sequence

import msgspec
from markdown_it.token import Token
from msgspec import Struct

from govdoc import codes as say
from govdoc.dialect import Mark, place, read_mark
from govdoc.model import (
    MAX_DEPTH,
    Block,
    Blocks,
    Break,
    Cell,
    Figure,
    Inline,
    Inlines,
    Item,
    Note,
    Paragraph,
    Part,
    PartKind,
    Raw,
    Scheme,
    Section,
    Strong,
    Text,
    plain,
)
from govdoc.numbering import match_label
from govdoc.readers.markdown.blocks import Maker, cell_of, inlined, joining
from govdoc.readers.markdown.dressing import count, dressed, spanned
from govdoc.readers.markdown.forms import FORMS
from govdoc.readers.markdown.inline import Inlined, after
from govdoc.readers.markdown.parser import Branch, Reading

_DEEPEST = MAX_DEPTH // 4
_CONTENT = ("subtitle", "recipients", "note")
_COMMENT = re.compile(r"\s*<!--.*-->\s*", re.DOTALL)


def read_parts(tree: Sequence[Branch], reading: Reading) -> tuple[Part, ...]:
    """The parts of a file of govdoc's; always one at least."""
    own = _Own(reading)
    parts = [own.part(piece) for piece in _pieces(tree)]
    left = [block for name in reading.notes if name not in reading.called for block in own.uncalled(name)]
    if left:
        parts[-1] = msgspec.structs.replace(parts[-1], blocks=(*parts[-1].blocks, *left))
    return tuple(parts)


def _pieces(tree: Sequence[Branch]) -> Iterator[Sequence[Branch]]:
    """The branches of each part; a part begins at its mark."""
    start = 0
    for at, branch in enumerate(tree):
        mark = _mark(branch)
        if at and mark is not None and mark.name == "part":
            yield tree[start:at]
            start = at
    yield tree[start:]


def _mark(branch: Branch) -> Mark | None:
    return read_mark(branch.token.content) if branch.kind == "html_block" else None


class _Open(Struct):
    """A division that is still being read."""

    section: Section
    scheme: Scheme | None
    blocks: list[Block]


class _Nest:
    """Blocks with the divisions that are open among them."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._open: list[_Open] = []
        self.blocks: list[Block] = []
        self.depth: int | None = None

    @property
    def begun(self) -> bool:
        """Whether anything stands here yet."""
        return bool(self.blocks or self._open)

    def put(self, *blocks: Block) -> None:
        """Add blocks where a mark says, else to the innermost open division."""
        if blocks and self.depth is not None:
            self.close(self.depth)
        self.depth = None
        (self._open[-1].blocks if self._open else self.blocks).extend(blocks)

    def begin(self, section: Section, natural: int) -> None:
        """Open a division under as many as a mark says, else as its kind of heading says."""
        depth = min(natural if self.depth is None else self.depth, len(self._open))
        if depth >= _DEEPEST:
            self._reading.context.report(say.TOO_DEEP, str(_DEEPEST))
            depth = _DEEPEST - 1
        self.depth = None
        self.close(depth)
        scheme = label.scheme if (label := match_label(section.label)) else None
        opened = msgspec.structs.replace(section, level=depth + 1, blocks=())
        self._open.append(_Open(opened, scheme, list(section.blocks)))

    def beside(self, scheme: Scheme | None) -> int:
        """Where a numbered paragraph stands."""
        return place([division.scheme for division in self._open], scheme)

    def close(self, count: int) -> None:
        """Close divisions until `count` are open."""
        while len(self._open) > count:
            division = self._open.pop()
            made = msgspec.structs.replace(division.section, blocks=tuple(division.blocks))
            (self._open[-1].blocks if self._open else self.blocks).append(made)


class _Own(Maker):
    """Reads one part, and the blocks inside items, cells and notes."""

    def part(self, branches: Sequence[Branch]) -> Part:
        """A part: what marks set apart goes to its place, everything else to its blocks."""
        part = Part()
        nest = _Nest(self.reading)
        marks: dict[str, Mark] = {}
        for branch in branches:
            mark = _mark(branch)
            if mark is not None and mark.name == "part":
                part = msgspec.structs.replace(part, kind=_part_kind(mark))
            elif mark is not None:
                marks[mark.name] = mark
                if "empty" in mark.words:
                    part, _ = self._placed(part, marks.pop(mark.name), None)
            else:
                part = self._branch(part, branch, nest, marks)
        nest.close(0)
        return msgspec.structs.replace(part, blocks=tuple(nest.blocks))

    def _branch(self, part: Part, branch: Branch, nest: _Nest, marks: dict[str, Mark]) -> Part:
        """Put a branch into its place in a part, or among its blocks."""
        role = next((name for name in marks if name in FORMS or name in _CONTENT), None)
        if role is not None and branch.kind == "paragraph":
            part, pictures = self._placed(part, marks.pop(role), branch)
            nest.put(*pictures)
        elif branch.token.tag == "h1" and not part.title and not nest.begun and "level" not in marks:
            made = inlined(self, branch)
            part = msgspec.structs.replace(part, title=made.content)
            nest.put(*made.pictures)
        else:
            self._add(branch, nest, marks)
        return part

    def _placed(self, part: Part, mark: Mark, branch: Branch | None) -> tuple[Part, list[Figure]]:
        """A part with what a paragraph under a mark holds, and the pictures that stood in it."""
        if branch is None:
            empty = {mark.name: ()} if mark.name in _CONTENT else {}
            return (
                msgspec.structs.replace(part, **empty) if empty else FORMS[mark.name](part, mark, [()])
            ), []
        if mark.name in _CONTENT:
            made = inlined(self, branch)
            return msgspec.structs.replace(part, **{mark.name: made.content}), made.pictures
        made = self.pieces.read(branch.under[0], joining(branch.under[0]))
        return FORMS[mark.name](part, mark, _lines(made.content)), made.pictures

    def blocks(self, branches: Sequence[Branch]) -> Blocks:
        """The blocks inside an item, a note or a quotation."""
        nest = _Nest(self.reading)
        marks: dict[str, Mark] = {}
        for branch in branches:
            mark = _mark(branch)
            if mark is not None:
                marks[mark.name] = mark
            else:
                self._add(branch, nest, marks)
        nest.close(0)
        return tuple(nest.blocks)

    def _add(self, branch: Branch, nest: _Nest, marks: dict[str, Mark]) -> None:
        """Add what a branch is, as the marks above it say; they hold for one block."""
        if branch.kind == "html_block" and _COMMENT.fullmatch(branch.token.content):
            self.reading.put_aside("注释", branch.token.content)
            return
        if "caption" in marks and branch.kind == "paragraph":
            del marks["caption"]
            made = inlined(self, branch)
            self._caption = made.content
            nest.put(*made.pictures)
            return
        if (level := marks.pop("level", None)) is not None:
            nest.depth = count(level.get("of"), 0)
        taken, caption = dict(marks), self._caption
        marks.clear()
        self._caption = ()
        if branch.kind == "heading":
            natural = max(int(branch.token.tag[1:]) - 2, 0)
            made = inlined(self, branch)
            nest.begin(_section(made.content, (), taken.get("section"), False), natural)
            nest.put(*made.pictures)
        elif branch.kind == "paragraph":
            self._paragraph(inlined(self, branch), nest, taken, caption)
        elif branch.kind == "table":
            nest.put(spanned(self.table(branch, keep=True), taken.get("table"), caption))
        else:
            nest.put(*(dressed(block, taken, caption) for block in self.block(branch)))

    _caption: Inlines = ()

    def _paragraph(self, made: Inlined, nest: _Nest, marks: dict[str, Mark], caption: Inlines) -> None:
        """Add a paragraph, or open the division whose heading shares it."""
        lead = made.content[0] if made.content and isinstance(made.content[0], Strong) else None
        label = match_label(plain(lead.content)) if lead is not None else None
        mark = marks.get("section")
        if "paragraph" in marks or (mark is None and label is None):
            words = (Paragraph(content=made.content),) if made.content else ()
            nest.put(*(dressed(block, marks, caption) for block in (*words, *made.pictures)))
            return
        body = made.content[1:] if lead is not None else made.content
        section = _section(lead.content if lead is not None else (), body, mark, True)
        known = match_label(section.label)
        nest.begin(section, nest.beside(known.scheme if known else None))
        nest.put(*made.pictures)

    # --- what the marks say of items, cells, code ---

    def item(self, item: Branch, ordered: bool) -> Item:  # noqa: ARG002
        """An entry of a list; the number of an ordered one is no ink, as in a web page."""
        return Item(blocks=self.blocks(item.under))

    def note(self, name: str) -> Note:
        """A footnote; what follows “~” only tells notes of one label apart."""
        made = super().note(name)
        label = name.partition("~")[0]
        if not label and (own := self._labelled(name)):
            first = made.blocks[0]
            assert isinstance(first, Paragraph)
            rest = after(first.content, len(own))
            body = (msgspec.structs.replace(first, content=rest),) if rest else ()
            return Note(label=own, blocks=(*body, *made.blocks[1:]))
        return Note(label=label, blocks=made.blocks)

    def _labelled(self, name: str) -> str:
        for branch in self.reading.notes[name][:1]:
            mark = _mark(branch)
            if mark is not None and mark.name == "label":
                return mark.get("of") or ""
        return ""

    def cell(self, inline: Branch, token: Token) -> Cell:
        """A cell; a guard after a line break parts its paragraphs."""
        found = self.pieces.read(inline, joining(inline))
        words = tuple(Paragraph(content=line) for line in _paragraphs(found.content) if line)
        return cell_of((*words, *found.pictures), token)

    def raw(self, token: Token) -> Raw:
        """Code as it stands, without a notation where the fence says none."""
        made = super().raw(token)
        return made if token.info.strip() else msgspec.structs.replace(made, format="")


def _part_kind(mark: Mark) -> PartKind:
    return next((kind for kind in PartKind if kind.value in mark.words), PartKind.MAIN)


def _section(lead: Inlines, body: Inlines, mark: Mark | None, run_in: bool) -> Section:
    """A division from its heading line, its label and number as the mark says, else as the label tells."""
    text = plain(lead)
    label = match_label(text)
    own = mark.get("label") if mark is not None else None
    printed = own if own is not None and text.startswith(own) else label.text if label else ""
    rest = text[len(printed) :]
    gap = _gap(rest) if printed else ""
    heading = after(lead, len(printed) + len(gap)) if printed else lead
    if run_in and printed and not heading and not gap:
        gap = _gap(plain(body))
        body = after(body, len(gap)) if gap else body
    known = match_label(printed)
    scheme, number = (known.scheme, known.number) if known is not None else (None, None)
    if mark is not None and (named := mark.get("scheme")) is not None:
        scheme = next((each for each in Scheme if each.value == named), None)
        number = count(mark.get("number"), 0) if mark.get("number") else None
    return Section(
        level=1,
        label=printed,
        gap=gap,
        heading=heading,
        run_in=run_in,
        scheme=scheme,
        number=number,
        blocks=(Paragraph(content=body),) if body else (),
    )


def _gap(text: str) -> str:
    """The blanks that a text begins with, on its first line."""
    return text[: len(text) - len(text.lstrip())].partition("\n")[0]


def _lines(content: Inlines) -> list[Inlines]:
    """Inline content taken apart at its own line breaks, not at those inside marks."""
    found: list[list[Inline]] = [[]]
    for inline in content:
        if isinstance(inline, Break):
            found.append([])
        else:
            found[-1].append(inline)
    return [tuple(line) for line in found]


def _paragraphs(content: Inlines) -> Iterator[Inlines]:
    """The paragraphs of a cell: parted by a line break with a guard; other guards say nothing."""
    line: list[Inline] = []
    for inline in content:
        if isinstance(inline, Text) and inline.text.startswith("\0") and line and isinstance(line[-1], Break):
            yield _inked(line[:-1])
            line = []
        line.append(_bare(inline))
    yield _inked(line)


def _inked(line: Sequence[Inline]) -> Inlines:
    """A line without the texts that were a guard and nothing else."""
    return tuple(inline for inline in line if inline != Text(text=""))


def _bare(inline: Inline) -> Inline:
    if isinstance(inline, Text):
        return Text(text=inline.text.replace("\0", ""))
    if isinstance(inline, Note | Break):
        return inline
    bare = tuple(_bare(inner) for inner in inline.content)
    return msgspec.structs.replace(inline, content=tuple(i for i in bare if i != Text(text="")))
