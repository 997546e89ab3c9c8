"""Writing plain text in UTF-8: the metadata, then the document as it is read, without the page's furniture.

Everything that is in the document and not furniture is in the text, in reading order; what plain text has no
means for (emphasis, links, pictures, merged cells) is reported. Reading it back gives an equal structure
where the labels of the metadata are known.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from govdoc import diagnostics as say
from govdoc.context import Context
from govdoc.model import (
    Block,
    Break,
    Cell,
    Document,
    Entry,
    Figure,
    Inlines,
    Letterhead,
    Link,
    List,
    Note,
    Paragraph,
    Part,
    Section,
    Signature,
    Table,
    Text,
    plain,
)
from govdoc.options import TextWriteOptions
from govdoc.terms import key_of

_LOST = {
    "strong": "加粗",
    "emphasis": "斜体",
    "underline": "下划线",
    "superscript": "上标",
    "subscript": "下标",
    "link": "链接",
    "note": "脚注的位置",
}


def write(document: Document, options: TextWriteOptions, context: Context, sink: BinaryIO) -> None:
    """Write the text of a document.

    Parameters: `options.metadata` prints the disclosure metadata first, one “label:value” a line; `sink` a
    binary file, takes UTF-8 with “\\n” line ends.
    """
    writer = _Writer()
    entries = (_entry(entry) for entry in document.metadata.entries) if options.metadata else ()
    parts = (writer.part(part) for part in document.parts)
    sink.writelines((line + "\n").encode("utf-8") for line in _spaced(chain((entries,), parts)))
    for what, count in writer.lost.items():
        if count:
            context.report(say.NOT_EXPRESSED, "纯文本", what, count=count)


def _spaced(groups: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of all groups, with a blank line between each two."""
    begun = False
    for group in groups:
        for i, line in enumerate(group):
            if begun and i == 0:
                yield ""
            begun = True
            yield line


def _entry(entry: Entry) -> str:
    """“label:value”; a known label without a colon is parted by a blank, as pages print it."""
    if not entry.label or not entry.raw or entry.label.endswith((":", "：")):
        return entry.label + entry.raw
    return f"{entry.label}{' ' if _known(entry) else '：'}{entry.raw}"


def _known(entry: Entry) -> bool:
    return key_of(entry.label) is not None


class _Writer:
    """Turns nodes into lines and counts what plain text cannot say."""

    def __init__(self) -> None:
        self.lost: Counter[str] = Counter()

    def part(self, part: Part) -> Iterator[str]:
        """The lines of a part, in the order of GB/T 9704-2012 clause 7."""
        if part.letterhead:
            yield from _letterhead(part.letterhead)
        if part.mark:
            yield part.mark
        for content in (part.title, part.subtitle, part.recipients):
            if content:
                yield self.inline(content)
        yield from self.blocks(part.blocks)
        for attachment in part.attachments:
            self.lost["附件的链接"] += attachment.href not in (None, attachment.name)
            yield attachment.label + attachment.name
        for signature in part.signatures:
            self.lost["印章"] += signature.seal is not None
            yield from _signature(signature)
        if part.note:
            yield self.inline(part.note)
        for line in part.imprint:
            date = line.date.raw if line.date else ""
            yield line.label + "　".join(text for text in (line.text, date) if text)

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        """The lines of blocks, one after the other."""
        for block in blocks:
            yield from self.block(block)

    def block(self, block: Block) -> Iterator[str]:
        """The lines of a block."""
        match block:
            case Paragraph():
                yield self.inline(block.content)
            case Section():
                yield from self._section(block)
            case List():
                for item in block.items:
                    yield from _led(item.label, self.blocks(item.blocks))
            case Table():
                yield from self._table(block)
            case Figure():
                self.lost["图片"] += 1
                if block.caption:
                    yield self.inline(block.caption)
            case _:
                yield block.text

    def _section(self, section: Section) -> Iterator[str]:
        head = section.label + section.gap + self.inline(section.heading)
        under = self.blocks(section.blocks)
        if section.run_in:
            yield from _led(head, under)
        else:
            yield from chain((head,) if head else (), under)

    def _table(self, table: Table) -> Iterator[str]:
        if table.caption:
            yield self.inline(table.caption)
        covered: dict[int, int] = {}
        for row in table.rows:
            yield "\t".join(self._row(iter(row.cells), covered))

    def _row(self, cells: Iterator[Cell], covered: dict[int, int]) -> Iterator[str]:
        """The cells of a row by column; `covered`: column → rows that a cell above still covers."""
        column = 0
        for cell in cells:
            while covered.get(column):
                covered[column] -= 1
                column += 1
                yield ""
            self.lost["合并的单元格"] += cell.colspan > 1 or cell.rowspan > 1
            yield " ".join(chain.from_iterable(text.split("\n") for text in self.blocks(cell.blocks)))
            yield from [""] * (cell.colspan - 1)
            for at in range(column, column + cell.colspan):
                covered[at] = cell.rowspan - 1
            column += cell.colspan
        while covered.get(column):
            covered[column] -= 1
            column += 1
            yield ""

    def inline(self, content: Inlines) -> str:
        """The characters of inline content; notes stand in brackets where they are called from."""
        found: list[str] = []
        for inline in content:
            match inline:
                case Text():
                    found.append(inline.text)
                case Break():
                    found.append("\n")
                case Note():
                    self.lost["脚注的位置"] += 1
                    found.append(f"〔{inline.label}{' '.join(self.blocks(inline.blocks))}〕")
                case Link() if inline.href == plain(inline.content):
                    found.append(inline.href)
                case _:
                    self.lost[_LOST[str(inline.__struct_config__.tag)]] += 1
                    found.append(self.inline(inline.content))
        return "".join(found)


def _led(head: str, lines: Iterator[str]) -> Iterator[str]:
    """`lines` with `head` before the first of them, or `head` alone where there are none."""
    yield head + next(lines, "")
    yield from lines


def _letterhead(head: Letterhead) -> Iterator[str]:
    yield from (text for text in (head.copy_number, head.secrecy, head.urgency) if text)
    if head.mark:
        yield "　".join(head.mark.organs) + head.mark.suffix
    if head.signers:
        yield "签发人：" + "　".join(signer.title + signer.name for signer in head.signers)
    if head.document_number:
        yield head.document_number


def _signature(signature: Signature) -> Iterator[str]:
    yield from signature.organs
    for signer in signature.signers:
        yield f"{signer.title}　{signer.name}" if signer.title else signer.name
    if signature.date:
        yield signature.date.raw


def extract_text(data: bytes) -> str:
    """The text of an output."""
    return data.decode("utf-8")
