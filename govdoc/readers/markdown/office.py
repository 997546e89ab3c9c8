"""Markdown as offices have it: typed, pasted, made from Word and PDF; its lines go to structure recognition.

CommonMark makes one paragraph of all lines up to a blank one. Offices often type one paragraph a line, and
converters break paragraphs at a width; which of both a file does is seen from how long its lines are and how
they end.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from govdoc.diagnostics import Origin
from govdoc.model import (
    Block,
    Cell,
    Entry,
    Inlines,
    Paragraph,
    Strong,
    Table,
    Text,
    plain,
)
from govdoc.numbering import match_label
from govdoc.readers.html import fields
from govdoc.readers.markdown.blocks import Maker, number_of
from govdoc.readers.markdown.inline import NEXT, Ends, gap, lines_of
from govdoc.readers.markdown.parser import Branch, Reading, flat, parse_inline
from govdoc.readers.structure import Line
from govdoc.readers.structure.fields import parse_row
from govdoc.readers.structure.furniture import is_control
from govdoc.readers.structure.lines import trim
from govdoc.readers.structure.words import ends_title, is_date, is_text

_LONGEST_HEADING = 60
_ATTRIBUTES = re.compile(r"\s*(\{[#.][^{}\n]*\})$")
_DIRECTIVE = re.compile(r":{3,}\s*(?:\{[^}]*\}|[\w-]*)\s*:*|\{\{<.*>\}\}|\\(?:newpage|pagebreak|clearpage)")
_GLUED_HASH = re.compile(r"(#{1,6})(?=[\u4e00-\u9fff（(《“])")
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|$)|<(script|style)\b.*?(?:</\1>|$)|<(?:[!?]|/[^a-z])[^>]*(?:>|$)|</?[a-z][^>]*$",
    re.DOTALL | re.IGNORECASE,
)
"""What a browser shows nothing of: comments, also broken ones, scripts, a tag that never ends."""
_UNDERSCORES = 4


def read_lines(tree: Sequence[Branch], reading: Reading) -> list[Line]:
    """The printed lines of a file, in order; what shows nothing is put aside in `reading`."""
    office = _Office(reading)
    lines = [line for line in office.lines(tree) if line.text or line.block is not None]
    for name, branches in reading.notes.items():
        if name not in reading.called:
            reading.called.add(name)
            lines += [Line(f"[^{name}]:"), *office.lines(branches)]
    for href, text in office.definitions:
        if href not in reading.targets:
            reading.put_aside("链接的定义", text)
    return lines


class _Office(Maker):
    """Makes lines of branches."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)
        self.definitions: list[tuple[str, str]] = []
        self._in_text = False

    def lines(self, branches: Sequence[Branch]) -> Iterator[Line]:
        """The lines that branches make."""
        for branch in branches:
            for line in self._lines(branch):
                self._in_text = self._in_text or is_text(line)
                yield line

    def _lines(self, branch: Branch) -> Iterator[Line]:
        origin = self.reading.origin(branch.token)
        match branch.kind:
            case "heading":
                yield from self._heading(branch, origin)
            case "paragraph":
                yield from self._paragraph(branch.under[0], origin)
            case "bullet_list" | "ordered_list":
                yield from self._list(branch, origin)
            case "table":
                yield from self._rows(self.table(branch), origin)
            case "fence":
                yield Line("", origin, block=self.raw(branch.token))
            case "hr":
                if branch.token.markup.startswith("_" * _UNDERSCORES):
                    yield Line(branch.token.markup, origin)
            case "html_block":
                yield from self._markup(branch.token, origin)
            case "footnote":
                yield Line(f"[^{branch.token.info}]:", origin)
                yield from self.lines(branch.under)
            case "definition":
                meta = branch.token.meta
                text = f"[{meta['label']}]: {meta['url']} {meta['title']}".strip()
                self.definitions.append((meta["url"], text))
            case _:
                yield from self.lines(branch.under)

    # --- text ---

    def _heading(self, branch: Branch, origin: Origin | None) -> Iterator[Line]:
        inline, level = branch.under[0], int(branch.token.tag[1:])
        text = inline.token.content
        if not branch.token.markup.startswith("#") and _is_no_heading(text):
            yield from self._paragraph(inline, origin)
            return
        if (found := _ATTRIBUTES.search(text)) is not None:
            self.reading.put_aside("标题的属性", found[1])
            inline = parse_inline(text[: found.start()])
        for line in self._paragraph(inline, origin):
            if line.block is None:
                yield Line(line.text, line.origin, line.content, level=level)
            else:
                yield line

    def _paragraph(self, inline: Branch, origin: Origin | None) -> Iterator[Line]:
        made = self.spans.read(inline, line_ends(inline.token.content))
        for content in lines_of(made.content):
            text = plain(content)
            if _DIRECTIVE.fullmatch(text):
                self.reading.put_aside("排版指令", text)
            elif content:
                yield _line(text, content, origin)
        for figure in made.pictures:
            yield Line("", origin, block=figure)

    def _markup(self, token: Token, origin: Origin | None) -> Iterator[Line]:
        """The lines of a piece of a web page."""
        from govdoc.readers.html.inset import read_inset

        for comment in _UNSEEN.finditer(token.content):
            self.reading.put_aside("注释", comment[0])
        for shown, hidden in read_inset(token.content, self.reading.resources, self.reading.context):
            if hidden:
                self.reading.put_aside("隐藏的文字", shown.text)
            elif isinstance(shown.block, Table):
                yield from self._rows(shown.block, origin)
            elif shown.block is not None:
                yield Line("", origin, block=shown.block)
            else:
                line = _line(shown.text, shown.content, origin)
                yield Line(line.text, origin, line.content, level=shown.level, centred=shown.centred)

    def paragraph(self, branch: Branch) -> Sequence[Block]:
        """The paragraphs in a cell, an item or a note: one a printed line."""
        made = self.spans.read(branch, line_ends(branch.token.content))
        words = [Paragraph(content=content) for content in lines_of(made.content) if content]
        return (*words, *made.pictures)

    def markup(self, branch: Branch) -> Sequence[Block]:
        """The blocks of a piece of a web page inside an item or a note."""
        return tuple(
            line.block if line.block is not None else Paragraph(content=line.part())
            for line in self._markup(branch.token, None)
        )

    # --- lists and tables ---

    def _list(self, branch: Branch, origin: Origin | None) -> Iterator[Line]:
        """A list of points as one line; numbered divisions, and points that hold more than text, as many."""
        if branch.kind == "bullet_list" and _is_points(branch):
            yield Line("", origin, block=self.points(branch))
            return
        for item in branch.under:
            number = number_of(item.token) if branch.kind == "ordered_list" else ""
            lines = list(self.lines(item.under))
            if number and lines and lines[0].block is None:
                head = lines.pop(0)
                content = (Text(text=f"{number} "), *head.content) if head.content else ()
                yield Line(f"{number} {head.text}", self.reading.origin(item.token), content, bold=head.bold)
            elif number:
                yield Line(number, self.reading.origin(item.token))
            yield from lines

    def _rows(self, table: Table, origin: Origin | None) -> Iterator[Line]:
        """A table, or the rows of metadata that one above the text is."""
        cells = [[_field(cell) for cell in row.cells] for row in table.rows]
        rows = () if self._in_text else fields.of_table(cells)
        if not rows:
            yield Line("", origin, block=table)
        for row in rows:
            if row:
                yield Line(_printed(row), origin, entries=row)


def _field(cell: Cell) -> fields.Cell:
    """A cell as a field: its text, and whether it looks like a label."""
    paragraphs = [block for block in cell.blocks if isinstance(block, Paragraph)]
    strong = [len(p.content) == 1 and isinstance(p.content[0], Strong) for p in paragraphs]
    bold = cell.header or (bool(strong) and all(strong))
    return " ".join(plain(paragraph.content) for paragraph in paragraphs), bold


def _printed(row: Sequence[Entry]) -> str:
    return "\u3000".join(f"{entry.label} {entry.raw}".strip() for entry in row)


def _line(text: str, content: Inlines, origin: Origin | None) -> Line:
    """A line; one that is bold as a whole is a heading by its setting, and its mark says no more."""
    marked = len(content) > 1 or not isinstance(content[0], Text) if content else False
    bold = len(content) == 1 and isinstance(content[0], Strong)
    if bold and len(text) <= _LONGEST_HEADING and not text.endswith("。"):
        inner = content[0].content if isinstance(content[0], Strong) else ()
        plain_text = all(isinstance(inline, Text) for inline in inner)
        return Line(text, origin, () if plain_text else inner, bold=True)
    found = _GLUED_HASH.match(text)
    if found is not None and len(text) <= _LONGEST_HEADING:
        return Line(text, origin, content if marked else (), level=len(found[1])).cut(found.end())
    return Line(text, origin, content if marked else ())


def _is_no_heading(text: str) -> bool:
    """Whether what stands above a line of “---” is a paragraph, and the line a rule."""
    return "\n" in text or len(text) > _LONGEST_HEADING or "。" in text


def _is_points(branch: Branch) -> bool:
    """Whether a bullet list is a list of points: no divisions, no metadata, no blocks but text and lists."""
    for inner in flat([branch]):
        if inner.kind not in ("bullet_list", "ordered_list", "list_item", "paragraph", "inline"):
            return False
        if inner.kind != "inline":
            continue
        text = trim(inner.token.content.lstrip("*_ "))
        row = parse_row(text) if len(text) < 200 else None
        if match_label(text) is not None or (row is not None and row.sure) or is_control(text):
            return False
    return True


# --- where a printed line ends --------------------------------------------------------------------------

_SENTENCE_ENDS = "。；：！？;:!?"
_OPEN_ENDS = "，、,（(《“〈—-"
_MARKS = " \t\u3000*_\\"
_LINE_MARKS = _MARKS + "["
_TARGET = re.compile(r"\]\([^()\s]*\)")
_NARROWEST = 36
"""Widths are in half characters: a wrapped line is at least 18 Han characters wide."""
_LATIN = re.compile("[a-z]")
_ALMOST = 0.8
_PLAIN_WRAPPED = 0.7


def line_ends(text: str) -> Ends:
    """Says of every line end in the text of an inline token whether a new printed line begins there."""
    raws = text.split("\n")
    kinds = _kinds(raws) if len(raws) > 1 else []
    starts: dict[int, int] = {}
    at = -1
    for i, raw in enumerate(raws[:-1]):
        at += len(raw) + 1
        starts[at] = i

    def end(token: Token) -> str:
        i = starts.get(token.meta.get("at", -1), -1)
        if i < 0 or kinds[i]:
            return NEXT  # a backslash at the end of a line is the author's own line break
        before, after = raws[i].rstrip(_MARKS), raws[i + 1].lstrip(_MARKS)
        return gap(before[-1:], after[:1])

    return end


def _kinds(raws: Sequence[str]) -> list[bool]:
    """Of every line but the last, whether the next begins a new printed line."""
    texts = [_TARGET.sub("", raw).strip(_LINE_MARKS) for raw in raws]
    widths = [_width(text) for text in texts]
    full = max(widths)
    open_ended = [
        w for w, text in zip(widths[:-1], texts[:-1], strict=True) if text and text[-1] not in _SENTENCE_ENDS
    ]
    long = sum(width >= _ALMOST * full for width in open_ended)
    wrapped = full >= _NARROWEST and long >= 2 and long >= _PLAIN_WRAPPED * len(open_ended)
    return [
        _begins(raws[i + 1], texts[i + 1]) or not _goes_on(texts[i], texts[i + 1], widths[i], full, wrapped)
        for i in range(len(raws) - 1)
    ]


def _begins(raw: str, text: str) -> bool:
    """Whether a line begins a paragraph: with an indent, a label, or a date and nothing else."""
    indent = raw.startswith(("\u3000", "    "))
    return (
        indent or not text or match_label(text) is not None or is_date(text) or bool(_GLUED_HASH.match(text))
    )


def _goes_on(text: str, below: str, width: int, full: int, wrapped: bool) -> bool:
    """Whether the paragraph goes on in the line below."""
    if not text or is_date(text):
        return False
    if _LATIN.match(below):
        return True
    if text[-1] in _OPEN_ENDS and not text.endswith("——"):
        return True
    if text[-1] in _SENTENCE_ENDS:
        return wrapped and width >= full - 3 and text[-1] not in ":："
    return width >= _NARROWEST and (width >= _ALMOST * full or not ends_title(text))


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(character) in "WF") for character in text)
