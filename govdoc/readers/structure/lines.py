"""The lines that structure is recognised from: what every reader, whatever its format, hands over.

A line is one printed paragraph, without the blanks that only lay it out; a table or picture that the source
holds as such is a line with a ready block.
"""

import unicodedata

import msgspec
from msgspec import Struct

from govdoc.diagnostics import Origin
from govdoc.model import Block, Break, Entry, Inline, Inlines, Link, Note, Text, plain

BLANKS = " \t\r\n\f\v\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200E))
)
"""What is layout at the ends of a line: blanks, tabs, wide and invisible ones."""

_WIDTHS = str.maketrans("﹝﹞〔〕[]【】", "()()()()")


class Line(Struct, frozen=True):
    """One printed paragraph and what is known about it.

    `text`: its characters, trimmed; `content`: the same with inline marks, or nothing where it has none;
    `block`: a table, list or picture that stands here instead of text; `space`: blank lines above it;
    `indent`: blanks before it, in half characters, where the source keeps them;
    `level`: heading level that the source gives it, from 1, or 0; `centred`, `bold`, `red`: how it is set;
    `entries`: the metadata that it is where the source says so, above or below the text.
    """

    text: str
    origin: Origin | None = None
    content: Inlines = ()
    block: Block | None = None
    space: int = 0
    indent: int = 0
    level: int = 0
    centred: bool = False
    bold: bool = False
    red: bool = False
    entries: tuple[Entry, ...] = ()

    def part(self, start: int = 0, end: int | None = None) -> Inlines:
        """The characters from `start` to `end` as inline content, with their marks."""
        if end is not None and end <= start:
            return ()
        if self.content:
            return cut(self.content, start, len(self.text) if end is None else end)
        text = self.text[start:end]
        return (Text(text=text),) if text else ()

    def cut(self, start: int, end: int | None = None) -> "Line":
        """A line of the characters from `start` to `end`, trimmed; the same place and hints."""
        end = len(self.text) if end is None else end
        text = self.text[start:end]
        left = start + len(text) - len(text.lstrip())
        right = left + len(text.strip())
        content = cut(self.content, left, right) if self.content else ()
        return msgspec.structs.replace(self, text=self.text[left:right], content=content)


def trim(text: str) -> str:
    """`text` without the blanks, also wide and invisible ones, at both ends."""
    return text.strip(BLANKS)


def fold(text: str) -> str:
    """`text` as it is compared: no white space, one width, one kind of bracket."""
    return "".join(unicodedata.normalize("NFKC", text.translate(_WIDTHS)).split())


def cut(content: Inlines, start: int, end: int) -> Inlines:
    """Inline content from character `start` to `end` as `plain` counts them; marks are kept.

    What has no width of its own, a note, goes with the character before it.
    """
    found: list[Inline] = []
    at = 0
    for inline in content:
        width = len(plain((inline,)))
        if not width:
            if start < at <= end or at == start == 0:
                found.append(inline)
        elif start < at + width and at < end:
            found.append(_slice(inline, max(start - at, 0), min(end - at, width)))
        at += width
    return tuple(found)


def _slice(inline: Inline, start: int, end: int) -> Inline:
    if isinstance(inline, Text):
        return msgspec.structs.replace(inline, text=inline.text[start:end])
    if isinstance(inline, Note | Break):
        return inline
    return msgspec.structs.replace(inline, content=cut(inline.content, start, end))


def target(line: Line) -> str:
    """Where the first link of a line leads, or nothing."""
    return next((inline.href for inline in line.content if isinstance(inline, Link)), "")


def join(lines: list[Line]) -> Inlines:
    """The contents of several lines with a line break between each two."""
    found: list[Inline] = []
    for line in lines:
        found += [Break(), *line.part()] if found else line.part()
    return tuple(found)
