"""The characters that a page of govdoc's shows of its document, for the ink check: notes at their calls.

Written apart from the reader and on another parser, so that one does not hide what the other loses.
"""

from html.parser import HTMLParser

from govdoc.webpage import DOCUMENT_ID, PREFIX

_EMPTY = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
_UNSEEN = frozenset({"script", "style", "title"})
_CALL, _NOTE = PREFIX + "r", PREFIX + "n"


def extract_text(data: bytes) -> str:
    """The visible text of the document on a page or fragment; nothing when it is none of govdoc's."""
    page = _Page()
    page.feed(data.decode("utf-8"))
    page.close()
    return page.text(page.body)


def _number(ident: str, prefix: str) -> int | None:
    rest = ident.removeprefix(prefix)
    return int(rest) if rest != ident and rest.isascii() and rest.isdecimal() else None


class _Page(HTMLParser):
    """Text in pieces; a call is a number, whose note stands in `notes`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.body: list[str | int] = []
        self.notes: dict[int, list[str | int]] = {}
        self._open: list[str] = []
        self._into: list[tuple[int, list[str | int]]] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element: the document, a note, or the place where one is called."""
        if tag in _EMPTY:
            return
        self._open.append(tag)
        self._silent += tag in _UNSEEN
        ident = next((value or "" for name, value in attrs if name == "id"), "")
        if ident == DOCUMENT_ID:
            self._into.append((len(self._open), self.body))
        elif self._into:
            self._begin(ident)

    def _begin(self, ident: str) -> None:
        note, call = _number(ident, _NOTE), _number(ident, _CALL)
        if note is not None:
            self._into.append((len(self._open), self.notes.setdefault(note, [])))
        elif call is not None:
            self._into[-1][1].append(call)
            self._into.append((len(self._open), []))

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag not in self._open:
            return
        while self._open.pop() != tag:
            pass
        self._silent = max(self._silent - (tag in _UNSEEN), 0)
        while self._into and self._into[-1][0] > len(self._open):
            self._into.pop()

    def handle_data(self, data: str) -> None:
        """Text, where it is of the document."""
        if self._into and not self._silent:
            self._into[-1][1].append(data)

    def text(self, pieces: list[str | int]) -> str:
        """Pieces as one text, each note put where it is called."""
        return "".join(p if isinstance(p, str) else self.text(self.notes.pop(p, [])) for p in pieces)
