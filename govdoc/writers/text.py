"""Writing plain text in UTF-8: the metadata, then the document as it is read, without the page's furniture.

Everything that is in the document and not furniture is in the text, in reading order; what plain text has no
means for (emphasis, links, pictures, headings without label, merged cells) is reported. Reading it back gives
an equal structure where nothing is.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise, takewhile
from typing import BinaryIO

from govdoc import codes as say
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
    PartKind,
    Section,
    Signature,
    Table,
    Text,
    one_line,
    plain,
)
from govdoc.options import TextWriteOptions
from govdoc.terms import GENRES, TITLE_NOUNS, fold_label, key_of
from govdoc.values import normalise_value

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
    given = document.metadata.entries if options.metadata else ()
    # a reader knows a label that is not in the glossary by the ones above it
    writer.lost["元数据的名称"] += sum(1 for _ in takewhile(_is_unknown, given))
    entries = map(writer.entry, given)
    writer.lost["语言"] += document.language != Document().language
    writer.lost["图片的数据"] += len(document.resources)
    writer.lost["各份文件的分界"] += sum(map(_runs_on, document.parts, document.parts[1:]))
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


def _runs_on(before: Part, part: Part) -> bool:
    """Whether nothing in the text says that a part begins: no mark, and no end of the one before it."""
    ended = before.signatures or before.imprint or part.letterhead is not None
    return not part.mark and not ended and part.kind in (PartKind.ANNEX, PartKind.SECOND)


def _is_unknown(entry: Entry) -> bool:
    return bool(entry.label) and key_of(entry.label) is None


_MOST_TITLE_LINES = 3
_LONGEST_TITLE_LINE = 90
_TITLE_ENDS = (*GENRES, *TITLE_NOUNS)
_SUFFIXES = ("文件", "令", "命令")
_NUMBERED = re.compile(r"[0-9０-９一二三四五六七八九十百]\s*号")
_LABEL = re.compile(r"[^\W\d_A-Za-z][^\W\d_A-Za-z()（）\s]{1,9}[:：]?")
"""A label that a reader takes for one though nobody knows it."""


class _Writer:
    """Turns nodes into lines and counts what plain text cannot say."""

    def __init__(self) -> None:
        self.lost: Counter[str] = Counter()

    def entry(self, entry: Entry) -> str:
        """“label:value”; a known label without a colon is parted by a blank, as pages print it."""
        key = key_of(entry.label)
        self.lost["元数据的键"] += key != entry.key and bool(entry.label)
        self.lost["元数据的规范值"] += normalise_value(entry.key, entry.raw) != entry.value
        named = fold_label(entry.label).isascii() if key is not None else not _LABEL.fullmatch(entry.label)
        self.lost["元数据的名称"] += named and bool(entry.label)
        if not entry.label or not entry.raw or entry.label.endswith((":", "：")):
            return entry.label + entry.raw
        return f"{entry.label}{' ' if key is not None else '：'}{entry.raw}"

    def part(self, part: Part) -> Iterator[str]:
        """The lines of a part, in the order of GB/T 9704-2012 clause 7."""
        if part.letterhead:
            self.lost["发文机关标志"] += _is_bare(part.letterhead)
            yield from _letterhead(part.letterhead)
        if part.mark:
            yield part.mark
        alone = bool(part.title) and not part.blocks and not one_line(part.title).endswith(_TITLE_ENDS)
        self.lost["标题与正文的分界"] += not part.recipients and (alone or _looks_like_title(part.blocks))
        self.lost["标题的分行"] += _is_broken(plain(part.title).split("\n"))
        for content in (part.title, part.subtitle, part.recipients):
            if content:
                yield self.inline(content)
        yield from self.blocks(part.blocks)
        for attachment in part.attachments:
            kept = attachment.href == attachment.name and not (attachment.label or part.signatures)
            self.lost["附件的链接"] += attachment.href is not None and not kept
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
        self.lost["标识"] += block.id is not None
        match block:
            case Paragraph():
                self.lost["对齐"] += block.align is not None
                yield self.inline(block.content)
            case Section():
                yield from self._section(block)
            case List():
                self.lost["列表"] += 1
                for item in block.items:
                    yield from _led(item.label, self.blocks(item.blocks))
            case Table():
                yield from self._table(block)
            case Figure():
                self.lost["图片"] += 1
                if block.caption:
                    yield self.inline(block.caption)
            case _:
                self.lost["原样的内容"] += 1
                yield block.text

    def _section(self, section: Section) -> Iterator[str]:
        head = section.label + section.gap + self.inline(section.heading)
        kinds = [isinstance(block, Section) for block in section.blocks]
        self.lost["层次之后的正文"] += (True, False) in pairwise(kinds)
        self.lost["没有序号的标题"] += not section.label and bool(section.heading)
        under = self.blocks(section.blocks)
        if section.run_in:
            yield from _led(head, under)
        else:
            yield from chain((head,) if head else (), under)

    def _table(self, table: Table) -> Iterator[str]:
        if table.caption:
            self.lost["表题"] += 1
            yield self.inline(table.caption)
        self.lost["表头"] += table.header_rows > 0 or any(
            cell.header for row in table.rows for cell in row.cells
        )
        self.lost["列宽"] += bool(table.widths)
        self.lost["表格的说明"] += bool(table.summary)
        self.lost["一行或一列的表格"] += len(table.rows) < 2 or any(len(row.cells) < 2 for row in table.rows)
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
            self.lost["对齐"] += cell.align is not None
            self.lost["单元格内的分段"] += len(cell.blocks) > 1
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


def _is_broken(title: list[str]) -> bool:
    """Whether the lines of a title read as something else: too many, or one in brackets like a subtitle."""
    return len(title) > _MOST_TITLE_LINES or any(line.startswith(("（", "(")) for line in title[1:])


def _is_bare(head: Letterhead) -> bool:
    """Whether a mark is not known for one: without “文件” or “令”, or without a number below it."""
    told = head.mark is not None and head.mark.suffix in _SUFFIXES and _NUMBERED.search(head.document_number)
    return head.mark is not None and not told


def _looks_like_title(blocks: Sequence[Block]) -> bool:
    """Whether a text begins with a short line that is no sentence: it could be a line of the title."""
    text = plain(blocks[0].content) if blocks and isinstance(blocks[0], Paragraph) else ""
    return 0 < len(text) <= _LONGEST_TITLE_LINE and not text.endswith(tuple("。：:；;！!？?"))


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
