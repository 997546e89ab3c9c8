"""The title (标题) as the lines of the page print it, found with what the page's tags call the document.

`ArticleTitle` is the title on one line; the `title` element has it too, mostly with the name of the site
after it.
"""

import re
from collections.abc import Sequence

from govdoc.model import FurnitureKind
from govdoc.readers.html.dom import HEADINGS, Element
from govdoc.readers.html.flow import Strip
from govdoc.readers.structure.furniture import is_breadcrumb
from govdoc.readers.structure.lines import fold
from govdoc.readers.structure.words import ends_title, organs_in

_MOST_LINES = 6
_SHORTEST = 6
_LONGEST = 200
_BOUNDARY = "_-|—–·:,<>»/("

_WORDS = re.compile(r"(?:^|[\s_-])(?:[a-z]*title|tit|headline|bt)(?:$|[\s_\d-])")


def folded(*titles: str) -> tuple[str, ...]:
    """What the tags of a page call the document, as it is compared."""
    return tuple(fold(title) for title in titles if title.strip())


def is_title(strip: Strip, titles: Sequence[str]) -> bool:
    """Whether a line is, or may be a piece of, the title of the document.

    Parameters: `titles` what the tags of the page call it, folded.
    """
    text = strip.text
    line = fold(text)
    if strip.block is not None or not _SHORTEST <= len(line) <= _LONGEST:
        return False
    if any(_is_whole(line, title) for title in titles):
        return strip.zone is not FurnitureKind.NAVIGATION
    if strip.zone is not None or is_breadcrumb(text) or strip.linked:
        return False
    if any(line in title for title in titles) and not organs_in(text):
        return True
    return (strip.level in (1, 2) or _says_title(strip.box)) and ends_title(text)


def pieces_of_title(strips: Sequence[Strip], titles: Sequence[str]) -> set[int]:
    """Which lines make up, with those after them, what the tags of the page call the document."""
    found: set[int] = set()
    firsts = {title[:1] for title in titles}
    for at, strip in enumerate(strips):
        text = strip.text if strip.block is None else ""
        joined = fold(text) if fold(text[:1]) in firsts else ""
        for end in range(at + 1, min(at + _MOST_LINES, len(strips))):
            if not joined or not any(title.startswith(joined) for title in titles):
                break
            joined += fold(strips[end].text)
            if any(_is_whole(joined, title) for title in titles):
                found.update(range(at, end + 1))
                break
    return found


def _is_whole(line: str, title: str) -> bool:
    """Whether a line is a title, or the whole of it before the name of the site."""
    if line == title:
        return True
    return len(line) >= _SHORTEST and title.startswith(line) and _ends(line, title[len(line) :])


def _says_title(box: Element) -> bool:
    attributes = box.attributes
    words = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower()
    return box.tag in HEADINGS or _WORDS.search(words) is not None


def title_of(lines: Sequence[Strip], named: str, page_title: str) -> str:
    """The title that the page prints and its tags repeat, or what they say where no line is like it."""
    if named:
        return named
    whole = fold(page_title)
    best = ""
    for at in range(len(lines)):
        joined = ""
        for strip in lines[at : at + _MOST_LINES]:
            joined += strip.text
            folded = fold(joined)
            if strip.block is not None or not folded or not whole.startswith(folded):
                break
            if len(folded) >= _SHORTEST and len(joined) > len(best) and _ends(joined, whole[len(folded) :]):
                best = joined
    return best


def _ends(text: str, rest: str) -> bool:
    """Whether a piece of the page's title is a whole one: something parts it from the name of the site."""
    return not rest or rest[0] in _BOUNDARY or ends_title(text)
