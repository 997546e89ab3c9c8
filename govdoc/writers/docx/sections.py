"""Sections: pages that are turned to the side, that begin on an even page, or whose text begins higher.

ISO/IEC 29500-1 17.6. GB/T 9704-2012 8: a turned page is the sheet turned clockwise, so that its left margin
is above the table; GB/T 33476.2-2016 puts the end record on an even page.
"""

import re

from govdoc.profile import Profile
from govdoc.writers.docx.furniture import Furniture, turned_pages
from govdoc.writers.docx.looks import millimetres

_SIZE = re.compile(r"<w:pgSz[^>]*/>")
_MARGINS = re.compile(r"<w:pgMar[^>]*/>")
_TOP = re.compile(r'(<w:pgMar[^>]*w:top=")(-?\d+)"')
_REFERENCES = re.compile(r"<w:(?:header|footer)Reference[^>]*/>")
_OPENING = re.compile(r"<w:sectPr[^>]*>")
_TITLE_PAGE = "<w:titlePg/>"


class Sections:
    """The sections of one document.

    Parameters: `last` the section properties of the file as it stands (w:sectPr and what follows it), whose
    page is that of `profile`; `own`: its furniture is ours, so that turned pages have theirs.
    """

    def __init__(self, last: str, profile: Profile, *, own: bool) -> None:
        upright, close, self._rest = last.partition("</w:sectPr>")
        self._upright = upright + close
        self._profile = profile
        self._own = own
        self._first = True
        self._even = False
        self._turned = False
        self.furniture: tuple[Furniture, ...] = ()

    @property
    def turned(self) -> bool:
        """Whether pages are turned at present."""
        return self._turned

    def lift(self, lines: int) -> None:
        """Let the text begin higher by some lines; headers keep it in place on later pages.

        Whole lines, because LibreOffice puts the lines that fit into the middle of the page.
        """
        twips = lines * self._profile.word.line
        self._upright = _TOP.sub(lambda found: f'{found[1]}{int(found[2]) - twips}"', self._upright, 1)

    def end(self, *, turned: bool = False, even: bool = False) -> str:
        """The properties of the section that ends here; the next is `turned`, or begins on an `even` page."""
        made = self._properties()
        self._first, self._turned, self._even = False, turned, even
        return made

    def begin(self, *, turned: bool) -> None:
        """Say how the first section is, when it is still empty."""
        self._turned = turned

    def tail(self) -> str:
        """The properties of the last section, and what follows them in the main part."""
        return self._properties() + self._rest

    def _properties(self) -> str:
        made = self._turned_page() if self._turned else self._upright
        if not self._first:
            made = made.replace(_TITLE_PAGE, "")
        if self._even:
            made = made.replace("<w:pgSz", '<w:type w:val="evenPage"/><w:pgSz', 1)
        return made

    def _turned_page(self) -> str:
        page, word = self._profile.page, self._profile.word
        size = (
            f'<w:pgSz w:w="{millimetres(page.height)}" w:h="{millimetres(page.width)}" w:orient="landscape"/>'
        )
        margins = (
            f'<w:pgMar w:top="{millimetres(word.left)}" w:right="{millimetres(word.top)}"'
            f' w:bottom="{millimetres(word.right)}" w:left="{millimetres(word.bottom)}"'
            ' w:header="0" w:footer="0" w:gutter="0"/>'
        )
        made = _MARGINS.sub(margins, _SIZE.sub(size, self._upright), 1)
        if not self._own:
            return made
        self.furniture = turned_pages(self._profile)
        references = "".join([each.references for each in self.furniture])
        return _OPENING.sub(lambda found: found[0] + references, _REFERENCES.sub("", made), 1)
