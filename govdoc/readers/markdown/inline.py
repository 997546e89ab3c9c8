"""From inline tokens to inline nodes: marks, links, notes, the few HTML tags that mark characters.

Where one printed line ends and the next begins is decided by the caller; between wide characters a line end
leaves no blank (CSS Text 3 section 4.1.3).
"""

import re
from collections.abc import Callable, Sequence

from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from govdoc.model import (
    Break,
    Emphasis,
    Figure,
    Inline,
    Inlines,
    Link,
    Marked,
    Note,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
    clean_text,
    plain,
)
from govdoc.readers.markdown.parser import Branch, Reading, attribute
from govdoc.readers.structure.lines import cut, trim
from govdoc.typography import is_wide

_TAGS: dict[str, type[Marked]] = {
    **dict.fromkeys(("b", "strong"), Strong),
    **dict.fromkeys(("i", "em"), Emphasis),
    **dict.fromkeys(("u", "ins"), Underline),
    "sup": Superscript,
    "sub": Subscript,
}
_HTML = frozenset(
    (
        "a abbr acronym address article aside audio b basefont bdi bdo big blockquote body br button canvas "
        "caption center cite code col colgroup data dd del details dfn dialog dir div dl dt em embed "
        "fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr "
        "html i iframe img input ins kbd label legend li link main map mark menu meta nav noframes noscript "
        "object ol optgroup option output p param picture pre progress q rp rt ruby s samp script section "
        "select small source span strike strong style sub summary sup svg table tbody td template textarea "
        "tfoot th thead time title tr track tt u ul var video wbr"
    ).split()
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>", re.DOTALL)
_DEEPEST = 16

NEXT, JOIN, GO_ON = "\n", "", " "
"""What a line end in the source is: a new printed line, nothing, a blank."""

Ends = Callable[[Token], str]
"""Says of the token of a line end what it is."""

Picture = Callable[[Token], Figure]
"""Makes a picture of the token of an image."""


class _Frame(Struct):
    """A span that is still open: the tag that opened it (none for a Markdown mark), and what it holds."""

    tag: str
    make: Callable[[Inlines], Inline]
    content: list[Inline]


class Inlined(Struct):
    """The content of a line in the source: inline nodes, and the pictures that stood in it."""

    content: Inlines
    pictures: list[Figure]


class Spans:
    """Makes inline nodes of the children of an inline token.

    Parameters: `note` makes the footnote of a name; `picture` makes pictures; `parts` keeps a guard tag as
    a part mark (NUL), which parts the pieces of a line.
    """

    def __init__(
        self, reading: Reading, note: Callable[[str], Note], picture: Picture, parts: bool = False
    ) -> None:
        self._reading, self._note, self._picture, self._parts = reading, note, picture, parts
        self._stack: list[_Frame] = []
        self._pictures: list[Figure] = []

    def read(self, branch: Branch, ends: Ends) -> Inlined:
        """The content of an inline token; `ends` decides about its line ends."""
        outer = self._stack, self._pictures
        self._stack, self._pictures = [_Frame("", _never, [])], []
        for token in branch.token.children or ():
            self._token(token, ends)
        while len(self._stack) > 1:
            self._close()
        made = Inlined(merged(self._stack[0].content), self._pictures)
        self._stack, self._pictures = outer  # a footnote is read while the line that calls it is
        return made

    def _token(self, token: Token, ends: Ends) -> None:
        content = self._stack[-1].content
        match token.type:
            case "text" | "text_special" | "code_inline":
                content.append(Text(text=clean_text(token.content)))
            case "softbreak" | "hardbreak":
                end = ends(token)
                content.append(Break() if end == NEXT else Text(text=end))
            case "strong_open":
                self._open("", lambda inner: Strong(content=inner))
            case "em_open":
                self._open("", lambda inner: Emphasis(content=inner))
            case "link_open":
                self._link(token)
            case "strong_close" | "em_close" | "link_close":
                self._close_to("")
            case "image":
                self._pictures.append(self._picture(token))
            case "call":
                content.append(self._call(token.info))
            case "html_inline":
                self._html(token.content)
            case _:
                content.append(Text(text=clean_text(token.content)))

    def _call(self, name: str) -> Inline:
        reading = self._reading
        if name not in reading.notes or name in reading.called or reading.inside >= _DEEPEST:
            return Text(text=f"[^{name}]")
        reading.called.add(name)
        reading.inside += 1
        made = self._note(name)
        reading.inside -= 1
        return made

    def _link(self, token: Token) -> None:
        href, title = clean_text(attribute(token, "href")), attribute(token, "title")
        self._reading.targets.add(href)
        if title:
            self._reading.put_aside("链接的提示文字", title)
        self._open("", lambda inner: Link(content=inner, href=href))

    def _html(self, markup: str) -> None:
        found = _TAG.fullmatch(markup)
        if found is None:
            self._reading.put_aside("注释", clean_text(markup))
            return
        tag = found[2].lower()
        if tag not in _HTML:  # “<姓名>” in Latin letters: a place to fill in, no tag
            self._stack[-1].content.append(Text(text=clean_text(markup)))
        elif tag == "br":
            self._stack[-1].content.append(Break())
        elif tag == "wbr":
            if self._parts:
                self._stack[-1].content.append(Text(text="\0"))
        elif found[1]:
            self._close_to(tag)
        elif tag in _TAGS:
            make = _TAGS[tag]
            self._open(tag, lambda inner: make(content=inner))

    def _open(self, tag: str, make: Callable[[Inlines], Inline]) -> None:
        flat = len(self._stack) > _DEEPEST
        self._stack.append(_Frame(tag, _flat if flat else make, []))

    def _close(self) -> None:
        frame = self._stack.pop()
        inner = merged(frame.content)
        if frame.make is _flat:
            self._stack[-1].content += inner
        else:
            self._stack[-1].content.append(frame.make(inner))

    def _close_to(self, tag: str) -> None:
        """Close the innermost open span of a tag, and those inside it; a closing tag alone does nothing."""
        at = len(self._stack) - 1
        while at and self._stack[at].tag != tag:
            if tag and not self._stack[at].tag:
                return
            at -= 1
        while at and len(self._stack) > at:
            self._close()


def _never(inner: Inlines) -> Inline:
    raise AssertionError(inner)


def _flat(inner: Inlines) -> Inline:
    raise AssertionError(inner)


def merged(content: Sequence[Inline]) -> Inlines:
    """Inline nodes with neighbouring texts made one, and empty ones left out."""
    found: list[Inline] = []
    waiting: list[str] = []
    for inline in content:
        if isinstance(inline, Text):
            waiting.append(inline.text)
            continue
        if text := "".join(waiting):
            found.append(Text(text=text))
        waiting = []
        found.append(inline)
    if text := "".join(waiting):
        found.append(Text(text=text))
    return tuple(found)


def gap(before: str, after: str) -> str:
    """What a line end leaves between two characters: nothing beside a wide one, else a blank."""
    return JOIN if is_wide(before) or is_wide(after) else GO_ON


def lines_of(content: Inlines) -> list[Inlines]:
    """Inline content taken apart at its line breaks, also those inside marks; each line trimmed."""
    return [trimmed(tuple(line)) for line in _apart(content)]


def _apart(content: Inlines) -> list[list[Inline]]:
    found: list[list[Inline]] = [[]]
    for inline in content:
        if isinstance(inline, Break):
            found.append([])
        elif isinstance(inline, Text | Note):
            found[-1].append(inline)
        else:
            pieces = [replace(inline, content=tuple(piece)) for piece in _apart(inline.content)]
            found[-1].append(pieces[0])
            found += [[piece] for piece in pieces[1:]]
    return found


def after(content: Inlines, start: int) -> Inlines:
    """Inline content from character `start` on, and all notes."""
    found: list[Inline] = []
    at = 0
    for inline in content:
        width = len(plain((inline,)))
        if at >= start or isinstance(inline, Note):
            found.append(inline)
        elif at + width > start:
            found.append(_later(inline, start - at))
        elif not isinstance(inline, Text | Break | Note):
            rest = after(inline.content, start - at)
            found += [replace(inline, content=rest)] if rest else []
        at += width
    return tuple(found)


def _later(inline: Inline, start: int) -> Inline:
    if isinstance(inline, Text):
        return Text(text=inline.text[start:])
    if isinstance(inline, Note | Break):
        return inline
    return replace(inline, content=after(inline.content, start))


def trimmed(content: Inlines) -> Inlines:
    """Inline content without the blanks at both ends."""
    text = plain(content)
    kept = trim(text)
    if len(kept) == len(text):
        return content
    start = text.find(kept) if kept else len(text)
    rest = after(content, start)
    return cut(rest, 0, len(kept)) if kept else rest
