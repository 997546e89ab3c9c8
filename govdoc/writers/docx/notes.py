"""Footnotes (脚注) as Word's own: the part word/footnotes.xml, with its separators.

ISO/IEC 29500-1 17.11. The mark is the one that was composed, as text (w:customMarkFollows): programs that do
not count notes show it all the same.
"""

from collections.abc import Callable

from govdoc.galley import Run, TextBlock
from govdoc.writers.docx.markup import DECLARATION, PART_TYPE, WORD_NAMESPACES, relationship
from govdoc.writers.zip import Part, pack

NAME = "word/footnotes.xml"
TYPE = f'<Override PartName="/{NAME}" ContentType="{PART_TYPE}wordprocessingml.footnotes+xml"/>'
LINK = relationship("notes", "footnotes", "footnotes.xml")
_SEPARATORS = "".join(
    [
        f'<w:footnote w:type="{kind}" w:id="{ident}"><w:p><w:pPr><w:spacing w:line="240" w:lineRule="auto"/>'
        f"</w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>"
        for ident, kind in ((-1, "separator"), (0, "continuationSeparator"))
    ]
)
IN_SETTINGS = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
"""What the settings say of footnotes: which two are the separators."""


class Notes:
    """The footnotes of one document, in the order of their calls; `paragraph` makes the w:p of a block."""

    def __init__(self, paragraph: Callable[[TextBlock], str]) -> None:
        self._paragraph = paragraph
        self._made: list[str] = []

    def call(self, run: Run) -> str:
        """The reference to the footnote of a run, which stands before its mark."""
        number = len(self._made) + 1
        self._made.append("")  # its number is taken, should it call a note itself
        body = "".join([self._paragraph(block) for block in run.note])
        self._made[number - 1] = f'<w:footnote w:id="{number}">{body}</w:footnote>'
        return f'<w:footnoteReference w:customMarkFollows="1" w:id="{number}"/>'

    def part(self) -> Part:
        """The part, which has its separators even when nothing is noted."""
        return pack(
            NAME,
            f"{DECLARATION}<w:footnotes {WORD_NAMESPACES}>{_SEPARATORS}{''.join(self._made)}</w:footnotes>",
        )
