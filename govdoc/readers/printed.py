"""The paragraphs that a page prints of a document, each with the place in the document that it comes from.

The order is that of composing (GB/T 9704-2012 clause 7); marks of notes count anew in every part.
"""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from govdoc.model import (
    Block,
    Blocks,
    Break,
    Document,
    Figure,
    Inlines,
    Letterhead,
    List,
    Note,
    Paragraph,
    Part,
    Raw,
    Section,
    Table,
    Text,
)
from govdoc.typography import visible


class Kind(StrEnum):
    """What a printed paragraph is to the node at its path."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    RUN_IN = "run-in"
    FIELD = "field"
    OTHER = "other"


class Printed(Struct, frozen=True):
    """A printed paragraph: its text and the path of its node.

    `lead`: what stands in it before the content of the node; `field`: the field of a part that holds it.
    """

    text: str
    path: str
    kind: Kind = Kind.OTHER
    lead: str = ""
    field: str = ""


def printed(document: Document, flowing: bool = False) -> list[Printed]:
    """What a page prints of a document, blank paragraphs left out.

    `flowing`: of a web page, where notes stand at the end of their part, not below the block that calls
    them, and signers before the number.
    """
    found = (
        line for i, part in enumerate(document.parts) for line in _Pages(f"parts/{i}", flowing).part(part)
    )
    return [line for line in found if key(line.text)]


def key(text: str) -> str:
    """A paragraph as it is compared: without blanks."""
    return "".join(text.split()).replace("\u00ad", "")


class _Pages:
    """The pages of one part: where it stands in the document, the notes that wait for the block to end."""

    def __init__(self, path: str, flowing: bool) -> None:
        self._path = path
        self._flowing = flowing
        self._called = 0
        self._notes: list[tuple[str, Note]] = []

    def part(self, part: Part) -> Iterator[Printed]:
        """What is printed of a part."""
        path = self._path
        if part.letterhead:
            yield from (Printed(text, path) for text in _letterhead(part.letterhead, self._flowing))
        yield Printed(part.mark, path)
        for name in ("title", "subtitle", "recipients"):
            yield Printed(self._text(getattr(part, name)), path, Kind.FIELD, field=name)
            yield from self._footnotes()
        yield from self._blocks(part.blocks, path)
        yield from (Printed(found.label + found.name, path) for found in part.attachments)
        for signature in part.signatures:
            people = (f"{signer.title}\u3000{signer.name}" for signer in signature.signers)
            date = signature.date.raw if signature.date else ""
            yield from (Printed(text, path) for text in (*signature.organs, *people, date))
        yield Printed(self._text(part.note), path, Kind.FIELD, field="note")
        yield from self._footnotes(last=True)
        for line in part.imprint:
            yield Printed(line.label + line.text, path)
            yield Printed(line.date.raw if line.date else "", path)

    def _footnotes(self, last: bool = False) -> Iterator[Printed]:
        while self._notes and (last or not self._flowing):
            notes, self._notes = self._notes, []
            for mark, note in notes:
                lines = [line.text for line in self._blocks(note.blocks, self._path)]
                yield from (Printed(text, self._path) for text in _led(mark, lines))

    def _text(self, content: Inlines) -> str:
        found = ""
        for inline in content:
            if isinstance(inline, Text):
                found += inline.text
            elif isinstance(inline, Break):
                found += "\n"
            elif isinstance(inline, Note):
                mark = inline.label if visible(inline.label) else f"[{self._called + 1}]"
                self._called += 1
                self._notes.append((mark, inline))
                found += mark
            else:
                found += self._text(inline.content)
        return found

    def _blocks(self, blocks: Blocks, path: str, start: int = 0) -> Iterator[Printed]:
        for i, block in enumerate(blocks[start:], start):
            yield from self._block(block, f"{path}/blocks/{i}")
            if not isinstance(block, Section):
                yield from self._footnotes()

    def _block(self, block: Block, path: str) -> Iterator[Printed]:
        match block:
            case Paragraph():
                yield Printed(self._text(block.content), path, Kind.PARAGRAPH)
            case Section():
                yield from self._section(block, path)
            case List():
                for i, item in enumerate(block.items):
                    lines = [line.text for line in self._blocks(item.blocks, f"{path}/items/{i}")]
                    yield from (Printed(text, path) for text in _led(item.label, lines))
            case Table():
                yield Printed(self._text(block.caption), path)
                for i, row in enumerate(block.rows):
                    for j, cell in enumerate(row.cells):
                        yield from self._blocks(cell.blocks, f"{path}/rows/{i}/cells/{j}")
            case Figure():
                yield Printed(self._text(block.caption), path)
            case Raw():
                yield Printed(block.text, path)

    def _section(self, section: Section, path: str) -> Iterator[Printed]:
        head = section.label + section.gap
        heading = self._text(section.heading)
        first = section.blocks[0] if section.blocks else None
        if section.run_in and isinstance(first, Paragraph):
            text = head + heading + self._text(first.content)
            yield Printed(text, path, Kind.RUN_IN, lead=head + heading)
        else:
            yield Printed(head + heading, path, Kind.HEADING, lead=head)
        yield from self._footnotes()
        joined = section.run_in and isinstance(first, Paragraph)
        yield from self._blocks(section.blocks, path, int(joined))


def _letterhead(head: Letterhead, flowing: bool) -> Iterator[str]:
    yield from (head.copy_number, head.secrecy, head.urgency)
    if head.mark:
        yield "".join(head.mark.organs) + head.mark.suffix
    names = [f"{signer.title}\u3000{signer.name}" for signer in head.signers]
    lines = ["\u3000".join(names[i : i + 2]) for i in range(0, len(names), 2)]
    for i, line in enumerate(lines):
        if i + 1 == len(lines) and not flowing:
            yield head.document_number
        yield f"{'' if i else '签发人：'}{line}"
    if flowing or not lines:
        yield head.document_number


def _led(head: str, lines: list[str]) -> Iterator[str]:
    """Lines whose first stands in one paragraph with what leads them."""
    yield head + (lines[0] if lines else "")
    yield from lines[1:]
