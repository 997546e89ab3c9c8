"""The title (标题) among the lines above the text: where it begins and ends, and which copy of it counts.

A page often prints its own title above the metadata and the document's title below it. The last one that
reads like the title of a document is the document's; the others are furniture of the page.
"""

from collections.abc import Sequence

from msgspec import Struct

from govdoc.readers.structure.lines import Line, fold
from govdoc.readers.structure.words import (
    REGISTER_NUMBER,
    ends_title,
    is_date,
    is_organ,
    is_subtitle,
    is_variant,
    organs_in,
)

_MOST_LINES = 6
_SHORTEST = 7


class Heading(Struct, frozen=True):
    """A title and the lines under it that belong to it."""

    title: tuple[Line, ...]
    subtitle: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        """The title on one line, folded for comparison."""
        return fold("".join(line.text for line in self.title))


class Choice(Struct, frozen=True):
    """What the lines above the text are: other copies of the title, the title, what is text after all."""

    heading: Heading | None
    copies: tuple[Line, ...] = ()
    rest: tuple[Line, ...] = ()


def read_heading(lines: Sequence[Line], known: str = "") -> Heading | None:
    """The title that `lines` begin with, or none.

    Parameters: `known` the title as the metadata or the issuing part has it, or nothing.
    """
    count = _extent(lines, fold(known))
    if not count or not _plausible(lines[:count]):
        return None
    under = count
    while under < len(lines) and _belongs_under(lines, under):
        under += 1
    return Heading(tuple(lines[:count]), tuple(lines[count:under]))


def matching(lines: Sequence[Line], names: Sequence[str]) -> str:
    """The name among `names` that the first lines spell, or nothing."""
    known = {fold(name): name for name in reversed(names)}
    joined = ""
    for line in lines[:_MOST_LINES]:
        joined += fold(line.text)
        if joined in known:
            return known[joined]
    return ""


def _extent(lines: Sequence[Line], known: str) -> int:
    joined = ""
    for i, line in enumerate(lines[:_MOST_LINES]):
        joined += line.text
        if known and fold(joined) == known:
            return _with_variant(lines, i + 1, known)
    centred = _centred(lines)
    for i in range(centred or min(len(lines), _MOST_LINES)):
        if i and _belongs_under(lines, i):
            return i
        if ends_title("".join(line.text for line in lines[: i + 1])) and not _goes_on(lines, i + 1):
            return i + 1
    return centred or (len(lines) if len(lines) <= 3 else min(len(lines), 1))


def _centred(lines: Sequence[Line]) -> int:
    """How many lines from the first are centred, where the format tells."""
    found = 0
    while found < min(len(lines), _MOST_LINES) and lines[found].centred:
        found += 1
    return found


def _with_variant(lines: Sequence[Line], count: int, known: str) -> int:
    more = count < len(lines) and is_variant(lines[count].text) and fold(lines[count].text) not in known
    return count + 1 if more else count


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether the line at `at` goes on with a title that could have ended: “的通知”, “（试行）”."""
    if at >= len(lines):
        return False
    text = lines[at].text
    return (
        text.startswith(("的", "及"))
        or is_variant(text)
        or (text[:1] in "（(" and ends_title(text) and "的" in text)
    )


def _plausible(lines: Sequence[Line]) -> bool:
    text = fold("".join(line.text for line in lines))
    if (
        is_date(text)
        or REGISTER_NUMBER.fullmatch(lines[0].text)
        or not any("\u4e00" <= c <= "\u9fff" for c in text)
    ):
        return False
    hinted = any(line.centred or line.level for line in lines)
    return len(text) >= _SHORTEST or ends_title(text) or hinted


def _belongs_under(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text
    if is_subtitle(text):
        return True
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    return bool(below) and is_subtitle(below) and all(is_organ(name) for name in organs_in(text) or ("",))


def choose(groups: Sequence[Sequence[Line]], known: str = "") -> Choice:
    """The document's title among groups of lines, each group without metadata or furniture inside."""
    found: list[Heading | Line] = []
    headings: list[tuple[int, Heading]] = []
    for i, group in enumerate(groups):
        pieces = _pieces(list(group), known)
        found += pieces
        headings += [(i, piece) for piece in pieces if isinstance(piece, Heading)]
    if not headings:
        return Choice(None, rest=tuple(piece for piece in found if isinstance(piece, Line)))
    best = _best(headings, fold(known))
    at = next(i for i, piece in enumerate(found) if piece is best)
    before = [line for piece in found[:at] for line in _lines(piece)]
    after = [line for piece in found[at + 1 :] for line in _lines(piece)]
    return Choice(best, tuple(before), tuple(after))


def _lines(piece: Heading | Line) -> tuple[Line, ...]:
    return (*piece.title, *piece.subtitle) if isinstance(piece, Heading) else (piece,)


def _pieces(lines: list[Line], known: str) -> list[Heading | Line]:
    """A group taken apart into titles and lines that are none."""
    found: list[Heading | Line] = []
    while lines:
        heading = read_heading(lines, known)
        if heading is None:
            found.append(lines.pop(0))
        else:
            found.append(heading)
            lines = lines[len(heading.title) + len(heading.subtitle) :]
    return found


def _best(headings: Sequence[tuple[int, Heading]], known: str) -> Heading:
    """The last title that is the first one again, or that stands in a group of its own and reads like one."""
    place, first = headings[0]
    alone = not ends_title(first.text)
    for group, heading in reversed(headings):
        if heading.text == known or _same(heading.text, first.text):
            return heading
        if ends_title(heading.text) and (alone or group != place):
            return heading
    return first


def _same(text: str, first: str) -> bool:
    """Whether a title repeats the first: equal, its end, or with the organ's name before it."""
    return first.endswith(text) or bool(text.endswith(first) and organs_in(text.removesuffix(first)))
