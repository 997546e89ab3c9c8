"""The characters that were met so far, and what a text holds beyond them.

A set made of a text takes a string for each of its characters; a compiled pattern of what is known runs over
it twenty times as fast (measured: 4 against 77 nanoseconds a character on 200 pages).
"""

import re
from collections.abc import Iterable

_LEAST = 8192
_WORTH = 8
"""How many characters must have been looked at in vain for each known one before a pattern pays."""
_NOTHING: frozenset[str] = frozenset()


class Characters:
    """A set of characters that grows."""

    __slots__ = ("_looked", "_pattern", "known")

    def __init__(self, known: Iterable[str] = ()) -> None:
        self.known = set(known)
        self._pattern: re.Pattern[str] | None = None
        self._looked = 0

    def beyond(self, text: str) -> set[str] | frozenset[str]:
        """The characters of a text that are not known."""
        rest = self._pattern.findall(text) if self._pattern else text
        if not rest:
            return _NOTHING
        self._looked += len(rest)
        if self._looked > max(_WORTH * len(self.known), _LEAST):
            self._looked = 0
            self._pattern = re.compile(f"[^{re.escape(''.join(sorted(self.known)))}]") if self.known else None
        return set(rest) - self.known
