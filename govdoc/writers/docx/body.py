"""The body of the main part: the galley as one string of w:p and w:tbl.

ISO/IEC 29500-1 17.2. Strings, not trees: the same document costs about a twentieth of what the paragraph
interface of python-docx takes.
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from govdoc import diagnostics as say
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
    text_blocks,
    with_notes_below,
)
from govdoc.profile import Profile
from govdoc.writers.docx.paragraphs import Paragraphs
from govdoc.writers.docx.pictures import picture, shown_size
from govdoc.writers.docx.relations import Relations
from govdoc.writers.docx.styles import OWN, HeadingRoles, Naming
from govdoc.writers.docx.tables import HAIRLINE, MOST_COLUMNS, imprint, table


def _with_signature(blocks: Iterable[GalleyBlock]) -> Iterator[GalleyBlock]:
    """The blocks, with the text above a signature kept on its page (GB/T 9704-2012 7.3.5.5)."""
    waiting: GalleyBlock | None = None
    for block in blocks:
        signs = isinstance(block, TextBlock) and block.role is Role.SIGNATURE
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
    `naming` of the styles.
    """

    def __init__(
        self, profile: Profile, relations: Relations, context: Context, naming: Naming = OWN
    ) -> None:
        self._profile = profile
        self._naming = naming
        self._relations = relations
        self._context = context
        self._paragraphs = Paragraphs(profile, relations.link, naming)
        self._made: list[str] = []
        self._lines: list[str] = []
        self._after_table = False
        self._pictures = 0

    def extend(self, blocks: Iterable[GalleyBlock]) -> None:
        """Add blocks of the galley."""
        for block in _with_signature(with_notes_below(blocks)):
            self._lines.extend([one.text for one in text_blocks(block)])
            self._made.append(self._set(block))

    @property
    def headings(self) -> HeadingRoles:
        """The role of each heading level in this document."""
        return self._paragraphs.headings

    @property
    def styles(self) -> frozenset[str]:
        """The identifiers of the styles of the paragraphs."""
        return self._paragraphs.styles

    def xml(self) -> str:
        """The blocks as XML."""
        return "".join(self._made) + (HAIRLINE if self._after_table or not self._made else "")

    def text(self) -> str:
        """The visible text, a line a paragraph: `galley_text` of what was added."""
        return "\n".join(self._lines)

    def _set(self, block: GalleyBlock) -> str:
        if isinstance(block, TextBlock):
            self._after_table = False
            return self._paragraphs.paragraph(block)
        match block:
            case PairBlock():
                self._after_table = False
                return self._paragraphs.paragraph(block.left) + self._paragraphs.paragraph(block.right)
            case TableBlock():
                return self._apart(self._table(block), captioned=block.caption is not None)
            case ImprintBlock():
                return self._apart(imprint(block, self._profile, self._paragraphs.paragraph))
            case FigureBlock():
                self._after_table = False
                return self._figure(block)

    def _apart(self, made: str, *, captioned: bool = False) -> str:
        before = HAIRLINE if self._after_table and not captioned else ""
        self._after_table = True
        return before + made

    def _table(self, block: TableBlock) -> str:
        if len(block.widths) > MOST_COLUMNS:
            self._report(say.NOT_EXPRESSED, "DOCX", f"超过 {MOST_COLUMNS} 列的表格", path=block.path)
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
