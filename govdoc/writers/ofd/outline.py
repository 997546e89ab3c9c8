"""The outline of the document, nested by level, and the places that links name (GB/T 33190-2016 7.5, 7.8)."""

from collections.abc import Sequence

from msgspec import Struct

from govdoc.writers.docx.markup import quote
from govdoc.writers.ofd.markup import mm


class Place(Struct, frozen=True):
    """A place in the document: the number of its page, and how far below the sheet's top, in points."""

    page: int
    y: float

    def xml(self) -> str:
        """The destination."""
        top = mm(max(self.y, 0.0))
        return f'<ofd:Dest Type="XYZ" PageID="{self.page}" Left="0" Top="{top}" Zoom="0"/>'


class Entry(Struct, frozen=True):
    """An entry of the outline: its level from 1, its text, where it goes."""

    level: int
    text: str
    place: Place


def outline(entries: Sequence[Entry]) -> str:
    """The element Outlines, or nothing; what stands under an entry starts folded."""
    if not entries:
        return ""
    found: list[str] = []
    open_levels: list[int] = []
    for entry, following in zip(entries, [*entries[1:], None], strict=True):
        while open_levels and open_levels[-1] >= entry.level:
            open_levels.pop()
            found.append("</ofd:OutlineElem>")
        folded = ' Expanded="false"' if following is not None and following.level > entry.level else ""
        found.append(
            f"<ofd:OutlineElem Title={quote(entry.text)}{folded}>"
            f'<ofd:Actions><ofd:Action Event="CLICK"><ofd:Goto>{entry.place.xml()}</ofd:Goto></ofd:Action>'
            "</ofd:Actions>"
        )
        open_levels.append(entry.level)
    found.append("</ofd:OutlineElem>" * len(open_levels))
    return f"<ofd:Outlines>{''.join(found)}</ofd:Outlines>"


def bookmarks(places: dict[str, Place]) -> str:
    """The element Bookmarks, or nothing."""
    made = [
        f"<ofd:Bookmark Name={quote(name)}>{place.xml()}</ofd:Bookmark>"
        for name, place in sorted(places.items())
    ]
    return f"<ofd:Bookmarks>{''.join(made)}</ofd:Bookmarks>" if made else ""
