"""From branches of the Markdown tree to blocks: tables, lists, pictures, code, footnotes.

GFM 4.10 (tables): cells beyond those of the header row are kept here, not dropped. RFC 2397 (data: URLs).
"""

import base64
import binascii
import re
from collections.abc import Sequence
from urllib.parse import unquote_to_bytes

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from govdoc.model import (
    Align,
    Block,
    Blocks,
    Cell,
    Figure,
    Item,
    List,
    Note,
    Paragraph,
    Raw,
    Resource,
    Row,
    Table,
    Text,
    clean_text,
)
from govdoc.readers.markdown.inline import Ends, Inlined, Spans, gap
from govdoc.readers.markdown.parser import Branch, Reading, attribute, flat, parse_inline
from govdoc.source import digest_of

_DATA = re.compile(r"data:(image/[a-z0-9.+-]+)((?:;[^,;]*)*),(.*)", re.IGNORECASE | re.DOTALL)
_BLANK_ENDS = re.compile(r"^\s*\||(?<!\\)\|\s*$")


class Maker:
    """Makes blocks of branches; how paragraphs are made is the business of who derives from it."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.spans = Spans(reading, self.note, self.picture)
        self.pieces = Spans(reading, self.note, self.picture, parts=True)

    def blocks(self, branches: Sequence[Branch]) -> Blocks:
        """The blocks that branches make."""
        return tuple(block for branch in branches for block in self.block(branch))

    def block(self, branch: Branch) -> Sequence[Block]:
        """The blocks that a branch makes."""
        match branch.kind:
            case "bullet_list" | "ordered_list":
                return (self.points(branch),)
            case "table":
                return (self.table(branch),)
            case "fence":
                return (self.raw(branch.token),)
            case "inline":
                return self.paragraph(branch)
            case "hr":
                return ()
            case "html_block":
                return self.markup(branch)
            case "footnote":
                return (_called(branch.token.info), *self.blocks(branch.under))
            case _:
                return self.blocks(branch.under)

    def uncalled(self, name: str) -> Blocks:
        """A footnote that nothing calls, as paragraphs."""
        self.reading.called.add(name)
        return (_called(name), *self.blocks(self.reading.notes[name]))

    def paragraph(self, branch: Branch) -> Sequence[Block]:
        """The paragraphs and pictures of an inline token: one, with its line ends joined."""
        made = self.spans.read(branch, joining(branch))
        words = (Paragraph(content=made.content),) if made.content else ()
        return (*words, *made.pictures)

    def markup(self, branch: Branch) -> Sequence[Block]:
        """The blocks of a piece of HTML: its text, its tags left out."""
        return self.paragraph(parse_inline(branch.token.content.strip()))

    def raw(self, token: Token) -> Raw:
        """Code is kept as it stands; its notation is what the fence says, or “text”."""
        body = token.content
        notation = clean_text(token.info.strip())
        return Raw(format=notation or "text", text=body.removesuffix("\n"))

    def note(self, name: str) -> Note:
        """The footnote of a name."""
        return Note(label=name, blocks=self.blocks(self.reading.notes[name]))

    # --- lists ---

    def points(self, branch: Branch) -> List:
        """A list; numbers that the source types are kept as labels."""
        ordered = branch.kind == "ordered_list"
        return List(items=tuple(self.item(item, ordered) for item in branch.under), ordered=ordered)

    def item(self, item: Branch, ordered: bool) -> Item:
        """An entry of a list, with its number where the list is `ordered`."""
        return Item(label=number_of(item.token) if ordered else "", blocks=self.blocks(item.under))

    # --- tables ---

    def table(self, branch: Branch, keep: bool = False) -> Table:
        """A table; a header row without a single character only opens it, unless it is to be kept."""
        rows = [row for part in branch.under for row in part.under]
        cells = [self._cells(row) for row in rows]
        empty = not keep and not any(cell.blocks for cell in cells[0])
        made = tuple(Row(cells=tuple(row)) for row in cells[empty:])
        return Table(rows=made, header_rows=int(not empty and len(made) > 1))

    def _cells(self, row: Branch) -> list[Cell]:
        found = [self.cell(cell.under[0], cell.token) for cell in row.under if cell.under]
        dropped = self._dropped(row, len(row.under))
        return found + [self.cell(parse_inline(text), row.under[0].token) for text in dropped]

    def _dropped(self, row: Branch, known: int) -> list[str]:
        """The cells of a row beyond those of the header, which GFM drops."""
        at = row.token.map[0] if row.token.map else -1
        if not 0 <= at < len(self.reading.source):
            return []
        line = self.reading.source[at].lstrip(" >\t")
        return [text.strip() for text in escapedSplit(_BLANK_ENDS.sub("", line))[known:]]

    def cell(self, inline: Branch, token: Token) -> Cell:
        """A cell, from its inline token and its own, which says where its lines stand."""
        return cell_of(tuple(self.paragraph(inline)), token)

    # --- pictures ---

    def picture(self, token: Token) -> Figure:
        """A picture: its bytes where the text holds them, else a reference; nothing is fetched."""
        href, title = clean_text(attribute(token, "src")), clean_text(attribute(token, "title"))
        alternative = _words(token)
        made = _resource(href, title, self.reading.context.limits.input_bytes)
        if made is None:
            caption = (Text(text=title),) if title else ()
            return Figure(href=href or None, alternative=alternative, caption=caption)
        self.reading.resources[made.id or ""] = made
        return Figure(resource=made.id, alternative=alternative)


def _called(name: str) -> Paragraph:
    return Paragraph(content=(Text(text=f"[^{name}]:"),))


def cell_of(blocks: Blocks, token: Token) -> Cell:
    """A cell of its blocks; its token says whether it is a header and where its lines stand."""
    style = attribute(token, "style")
    align = next((align for align in Align if style.endswith(align.value)), None)
    return Cell(blocks=blocks, header=token.tag == "th", align=align)


def _words(token: Token) -> str:
    found = [
        "" if child.type in ("softbreak", "hardbreak") else child.content or _words(child)
        for child in token.children or ()
    ]
    return clean_text("".join(found))


def _resource(href: str, name: str, limit: int) -> Resource | None:
    found = _DATA.fullmatch(href) if href[:5].lower() == "data:" else None
    if found is None:
        return None
    raw = unquote_to_bytes(found[3])
    if "base64" in found[2].lower():
        try:
            raw = base64.b64decode(raw, validate=True)
        except (binascii.Error, ValueError):
            return None
    if not raw or len(raw) > limit:
        return None
    return Resource(id=digest_of(raw), data=raw, media_type=found[1].lower(), name=name)


def number_of(item: Token) -> str:
    """The number of a list item as typed: “3.”."""
    return f"{item.info}{item.markup}"


def joining(branch: Branch) -> Ends:
    """Every line end in an inline token joins the lines; a hard one begins a new line."""
    text = branch.token.content

    def end(token: Token) -> str:
        if token.type == "hardbreak":
            return "\n"
        at = int(token.meta["at"])
        before, after = text[max(at - 80, 0) : at].rstrip(" \t*_"), text[at : at + 80].lstrip("\n \t*_")
        return gap(before[-1:], after[:1])

    return end


def inlined(maker: Maker, branch: Branch) -> Inlined:
    """The content of the first inline token under a branch, with joined line ends."""
    for inner in flat([branch]):
        if inner.kind == "inline":
            return maker.spans.read(inner, joining(inner))
    return Inlined((), [])
