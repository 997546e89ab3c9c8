"""The body of the main part: the galley as one string of w:p and w:tbl.

ISO/IEC 29500-1 17.2. Strings, not trees: the same document costs about a twentieth of what the paragraph
interface of python-docx takes.
"""

from collections.abc import Iterable, Iterator
from math import ceil
from typing import TypeVar

from msgspec.structs import replace

from govdoc import codes as say
from govdoc.context import Context
from govdoc.diagnostics import Origin
from govdoc.galley import (
    FigureBlock,
    GalleyBlock,
    ImprintBlock,
    PairBlock,
    Role,
    TableBlock,
    TextBlock,
    block_text,
)
from govdoc.profile import Profile
from govdoc.writers.docx.bookmarks import Bookmarks
from govdoc.writers.docx.looks import is_border, leading
from govdoc.writers.docx.notes import Notes
from govdoc.writers.docx.paragraphs import Paragraphs
from govdoc.writers.docx.pictures import picture, shown_size
from govdoc.writers.docx.relations import Relations
from govdoc.writers.docx.rules import rules
from govdoc.writers.docx.sections import Sections
from govdoc.writers.docx.stamps import stamp
from govdoc.writers.docx.styles import OWN, HeadingRoles, Naming
from govdoc.writers.docx.tables import HAIRLINE, MOST_COLUMNS, beside, imprint, spacer, table


def _with_signature(blocks: Iterable[GalleyBlock]) -> Iterator[GalleyBlock]:
    """The blocks, with the text above a signature kept on its page (GB/T 9704-2012 7.3.5.5)."""
    waiting: GalleyBlock | None = None
    for block in blocks:
        first = block.left if isinstance(block, PairBlock) else block
        signs = isinstance(first, TextBlock) and first.role is Role.SIGNATURE
        if signs and isinstance(waiting, TextBlock) and waiting.role is not Role.SIGNATURE_DATE:
            waiting = replace(waiting, look=replace(waiting.look, keep_next=True))
        if waiting is not None:
            yield waiting
        waiting = block
    if waiting is not None:
        yield waiting


class Body:
    """The body while it is made.

    Parameters: the `profile` of the composition; `relations` for links and pictures; `context` to speak to;
    `sections` of the file; `naming` of the styles; `bookmarks` that links lead to.
    """

    def __init__(
        self,
        profile: Profile,
        relations: Relations,
        context: Context,
        sections: Sections,
        naming: Naming = OWN,
        bookmarks: Bookmarks | None = None,
    ) -> None:
        self._profile = profile
        self._relations = relations
        self._context = context
        self._sections = sections
        self._naming = naming
        self._bookmarks = bookmarks
        self._paragraphs = Paragraphs(profile, relations.link, naming)
        self._made: list[str] = []
        self._lines: list[str] = []
        self._paths: list[str] = []
        self._after_table = False
        self._below_rules = False
        self._pictures = 0

    def extend(self, blocks: Iterable[GalleyBlock]) -> None:
        """Add blocks of the galley."""
        for block in _with_signature(blocks):
            self._turn(block)
            self._lines += _lines(block)
            self._made.append(self._set(self._placed(block)))
            self._paths.append(_path(block))

    @property
    def headings(self) -> HeadingRoles:
        """The role of each heading level in this document."""
        return self._paragraphs.headings

    @property
    def styles(self) -> frozenset[str]:
        """The identifiers of the styles of the paragraphs."""
        return self._paragraphs.styles

    @property
    def notes(self) -> Notes:
        """The footnotes that were called."""
        return self._paragraphs.notes

    def xml(self) -> str:
        """The blocks as XML, to be followed by the properties of the last section."""
        made = list(self._made)
        if self._bookmarks:
            self._bookmarks.put(made, self._paths)
        return "".join(made) + (HAIRLINE if self._after_table or not made else "")

    def text(self) -> str:
        """The visible text as the file has it: a line a paragraph, footnotes below what calls them."""
        return "\n".join(self._lines)

    def _turn(self, block: GalleyBlock) -> None:
        """Begin a section for a block that needs pages of another kind than those before it."""
        turned = isinstance(block, TableBlock) and block.landscape
        even = isinstance(block, ImprintBlock) and block.even_page
        if not self._made:
            self._sections.begin(turned=turned)
        elif turned != self._sections.turned or even:
            self._close(self._sections.end(turned=turned, even=even))

    def _placed(self, block: GalleyBlock) -> GalleyBlock:
        """A block with the white above it that Word needs: on high, below a table, below rules."""
        if not isinstance(block, TextBlock | PairBlock):
            return block
        first = block.left if isinstance(block, PairBlock) else block
        before = first.look.before
        if self._after_table and first.role is not Role.FOOTNOTE:
            before = max(before, self._below_table)
        if before < 0 and not self._made and self._naming.own:
            lines = ceil(-before)
            self._sections.lift(lines)
            before += lines
        elif self._below_rules:
            # White is counted from the rules to the glyphs, and half the leading is above these already.
            before = max(before - leading(first.look, self._profile) / self._profile.page.pitch, 0.0)
        return block if before == first.look.before else _with_white(block, before)

    @property
    def _below_table(self) -> float:
        """The white below a table in 行: pages go on with the next whole row, half of one more on average."""
        return self._profile.table.after + 0.5

    def _close(self, properties: str) -> None:
        """End a section: its properties stand in its last paragraph."""
        if self._after_table or not self._made[-1]:
            self._made.append(HAIRLINE)
            self._paths.append("")
        head, close, rest = self._made[-1].rpartition("</w:pPr>")
        self._made[-1] = head + properties + close + rest
        self._after_table = False

    def _set(self, block: GalleyBlock) -> str:
        if isinstance(block, TextBlock):
            self._after_table = False
            return self._text(block)
        match block:
            case PairBlock():
                return self._pair(block)
            case TableBlock():
                return self._apart(self._table(block), captioned=block.caption is not None)
            case ImprintBlock():
                made = imprint(block, self._profile, self._paragraphs.paragraph)
                # LibreOffice loses the break of a section that begins with a table that floats
                return self._apart(HAIRLINE * block.even_page + made)
            case FigureBlock():
                self._after_table = False
                return self._figure(block)

    def _text(self, block: TextBlock) -> str:
        if block.stamp is not None:
            return self._stamped(block)
        made = self._paragraphs.paragraph(block)
        rule = self._profile.rule
        self._below_rules = False
        if block.look.rule_below and not is_border(rule, self._profile):
            self._below_rules = True
            made += rules(rule, self._profile, before=rule.gap - leading(block.look, self._profile))
        return made

    def _stamped(self, block: TextBlock) -> str:
        """A paragraph with a seal; white above it is a paragraph too, for programs count from either edge."""
        above = spacer(block.look, self._profile)
        made = self._paragraphs.paragraph(replace(block, look=replace(block.look, before=0.0)))
        return f"{above}{made.removesuffix('</w:p>')}{self._seal(block)}</w:p>"

    def _seal(self, block: TextBlock) -> str:
        if block.stamp is None:
            return ""
        ident = self._relations.picture(block.stamp.resource, block.path)
        if ident is None:
            return ""
        self._pictures += 1
        return stamp(ident, self._pictures, block, self._profile)

    def _pair(self, block: PairBlock) -> str:
        self._below_rules = False
        if block.middle:
            return self._apart(beside(block, self._profile, self._paragraphs.paragraph))
        self._after_table = False
        seals = self._seal(block.left) + self._seal(block.right)
        if not seals:
            return self._paragraphs.pair(block)
        above = spacer(block.left.look, self._profile)
        made = self._paragraphs.pair(_with_white(block, 0.0))
        return f"{above}{made.removesuffix('</w:p>')}{seals}</w:p>"

    def _apart(self, made: str, *, captioned: bool = False) -> str:
        before = HAIRLINE if self._after_table and not captioned else ""
        self._after_table = True
        return before + made

    def _table(self, block: TableBlock) -> str:
        if len(block.widths) > MOST_COLUMNS:
            self._report(say.NOT_EXPRESSED, "DOCX", f"超过 {MOST_COLUMNS} 列的表格", path=block.path)
        if self._after_table and block.caption:
            block = replace(block, caption=_with_white(block.caption, self._below_table))
        return table(block, self._profile, self._paragraphs.paragraph, self._naming)

    def _figure(self, block: FigureBlock) -> str:
        caption = self._paragraphs.paragraph(block.caption) if block.caption else ""
        size = shown_size(block, self._profile)
        if size is None:
            self._report(
                say.NOT_EXPRESSED, "DOCX", f"读不出大小的图片 {block.resource.name}", path=block.path
            )
            return caption
        ident = self._relations.picture(block.resource, block.path)
        if ident is None:
            return caption
        self._pictures += 1
        return picture(ident, self._pictures, size, block, self._naming.figure) + caption

    def _report(self, code: say.Code, *values: str, path: str) -> None:
        self._context.report(code, *values, origin=Origin(self._context.file, element=path))


_Lines = TypeVar("_Lines", bound=TextBlock | PairBlock)


def _with_white(block: _Lines, before: float) -> _Lines:
    if isinstance(block, PairBlock):
        return replace(block, left=replace(block.left, look=replace(block.left.look, before=before)))
    return replace(block, look=replace(block.look, before=before))


def _lines(block: GalleyBlock) -> Iterator[str]:
    """The lines of a block: a pair stands in one paragraph, a caption in one of its own with its notes."""
    if isinstance(block, TableBlock) and block.caption:
        yield from block_text(block.caption)
        block = replace(block, caption=None)
    if isinstance(block, PairBlock) and not block.middle:
        yield f"{block.left.text}\t{block.right.text}"
        yield from [note.text for side in (block.left, block.right) for note in side.notes]
    else:
        yield from block_text(block)


def _path(block: GalleyBlock) -> str:
    """The node that a block shows."""
    match block:
        case PairBlock():
            return block.left.path
        case ImprintBlock():
            return block.rows[0].left.path if block.rows else ""
        case _:
            return block.path
