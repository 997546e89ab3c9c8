"""Strings of OFD: the declaration, millimetres, identifiers (GB/T 33190-2016 7.3: lengths in millimetres)."""

from govdoc.ofdfile.names import NAMESPACE

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
SCOPE = f'xmlns:ofd="{NAMESPACE}"'
MM = 25.4 / 72
"""Millimetres in a point."""


def mm(points: float) -> str:
    """Points as millimetres, without zeros at the end."""
    return f"{points * MM:.3f}".rstrip("0").rstrip(".")


class Numbers:
    """Gives each object of a file a number that no other has; `last` is the highest so far."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        """The next number."""
        self.last += 1
        return self.last
