"""The structure elements of paragraphs: headings, list items, the parts they begin (ISO 14289-1 7.4)."""

from govdoc.galley import Role, TextBlock
from govdoc.paginate.page import Element, Kind

_HEAD = frozenset(
    {
        Role.COPY_NUMBER,
        Role.SECRECY,
        Role.URGENCY,
        Role.ISSUER_MARK,
        Role.DOCUMENT_NUMBER,
        Role.SIGNER,
        Role.ANNEX_MARK,
        Role.TITLE,
        Role.SUBTITLE,
    }
)


class Outliner:
    """Gives each block its structure element: headings skip no level, list items gather in lists.

    A part begins where its head begins: letterhead, annex mark or title.
    """

    def __init__(self) -> None:
        self._level = 0
        self._list: Element | None = None
        self._in_head = False

    def interrupt(self) -> None:
        """A table or figure stands here: list items below it are a list of their own, in reading order."""
        self._list = None

    def element(self, block: TextBlock) -> Element:
        """The element of a paragraph."""
        if block.role is Role.LIST_ITEM:
            self._list = self._list or Element(Kind.LIST)
            return Element(Kind.ITEM_BODY, Element(Kind.ITEM, self._list), path=block.path)
        self._list = None
        begins = block.role in _HEAD and not self._in_head
        self._in_head = block.role in _HEAD
        outline = (block.outline.level, block.outline.text) if block.outline else None
        title = block.role is Role.TITLE
        if title or block.heading:
            wanted = 1 if title else block.heading + 1
            self._level = min(wanted, self._level + 1, 6)
            return Element(Kind.HEADING, level=self._level, outline=outline, new_part=begins, path=block.path)
        return Element(Kind.PARAGRAPH, outline=outline, new_part=begins, path=block.path)
