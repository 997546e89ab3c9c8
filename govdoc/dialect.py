"""What govdoc's own Markdown says in comments: marks that reader and writer share.

Markdown has no means for an addressee, a signature or the end of a division; a comment above the block says
it, in every renderer invisible: `<!-- recipients -->`. CommonMark 0.31 section 4.6 (comments as blocks).
"""

import html
import re
from collections.abc import Sequence

from msgspec import Struct

from govdoc.model import Scheme

VERSION_KEY, VERSION = "govdoc", "1"
"""The key of the front matter that says that a file is in this dialect, and its version."""

DEEPEST_HEADING = 6
GUARD = "<wbr>"
"""An inline mark that shows nothing: it parts the pieces of a line, and keeps emphasis recognisable."""

_MARK = re.compile(r"<!--\s+([a-z]+)((?:\s+[a-z_]+(?:=\"[^\"]*\")?)*)\s+-->\s*")
_WORD = re.compile(r"([a-z_]+)(?:=\"([^\"]*)\")?")


class Mark(Struct, frozen=True):
    """A mark: its name, its words in order, its values by key."""

    name: str
    words: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()

    def get(self, key: str) -> str | None:
        """The value under a key, or none."""
        return next((value for name, value in self.values if name == key), None)

    def __str__(self) -> str:
        values = (f'{key}="{_escaped(value)}"' for key, value in self.values)
        return f"<!-- {' '.join((self.name, *self.words, *values))} -->"


def mark(name: str, *words: str, **values: str) -> str:
    """A mark as it stands in a file."""
    return str(Mark(name, words, tuple(values.items())))


def read_mark(comment: str) -> Mark | None:
    """The mark that a comment is, or none for any other comment."""
    found = _MARK.fullmatch(comment)
    if found is None:
        return None
    words, values = list[str](), list[tuple[str, str]]()
    for word in _WORD.finditer(found[2]):
        if word[2] is None:
            words.append(word[1])
        else:
            values.append((word[1], html.unescape(word[2])))
    return Mark(found[1], tuple(words), tuple(values))


def _escaped(value: str) -> str:
    return re.sub(r"[-&<>\"\n\t]", lambda found: f"&#{ord(found[0])};", value)


def place(open_schemes: Sequence[Scheme | None], scheme: Scheme | None) -> int:
    """How many open divisions a numbered paragraph stands in: beside one counted like it, else under all."""
    return open_schemes.index(scheme) if scheme is not None and scheme in open_schemes else len(open_schemes)
