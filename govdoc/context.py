"""What a conversion may use and how it speaks: limits, fonts, clock, and `report`.

Nothing here reaches the network, and the clock is what the caller or SOURCE_DATE_EPOCH says
(reproducible-builds.org, SOURCE_DATE_EPOCH specification).
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from govdoc.codes import CODES, Code, Severity
from govdoc.diagnostics import Diagnostic, Origin
from govdoc.errors import LimitError


class Limits(Struct, frozen=True):
    """How much an input may ask for; beyond it a LimitError says which limit and how to raise it.

    Parameters: `input_bytes` of a file; `depth` nodes of a document inside each other; `table_cells` of all
    its tables, counted as often as they span; `image_pixels` width × height of one picture; `zip_entries`,
    `zip_bytes` (unpacked, in all) and `zip_ratio` (unpacked to packed) of a package; `xml_bytes` and
    `xml_depth` (at most 2048) of an XML file or part; `stream_bytes` (inflated) of one stream of a PDF;
    `pages` of a PDF read or written; `seconds` and `memory_bytes` of one document in a batch, whose worker
    is ended beyond them.
    """

    input_bytes: int = 256 * 2**20
    depth: int = 100
    table_cells: int = 1_000_000
    image_pixels: int = 80_000_000
    zip_entries: int = 10_000
    zip_bytes: int = 2**30
    zip_ratio: int = 200
    xml_bytes: int = 128 * 2**20
    xml_depth: int = 256
    stream_bytes: int = 256 * 2**20
    pages: int = 50_000
    seconds: int = 300
    memory_bytes: int = 4 * 2**30

    def check(self, name: str, value: int, place: str) -> None:
        """Raise LimitError when `value` is beyond the limit `name`; `place` says of what."""
        limit: int = getattr(self, name)
        if value > limit:
            raise LimitError(
                f"{place}：{value} 超过上限 {name}={limit}；可用 --limit {name}=… 提高",
                f"{place}: {value} is beyond the limit {name}={limit}; raise it with --limit {name}=…",
            )


class FontChoice(Struct, frozen=True):
    """The user's fonts: files by face name ("fangsong", "kai" …), and folders to look in."""

    files: tuple[tuple[str, Path], ...] = ()
    folders: tuple[Path, ...] = ()


class Context:
    """The surroundings of one conversion, and its list of diagnostics and origins.

    Parameters: `limits`; `fonts` the user's choice; `now` an ISO date-time to use where the document has
    no date (default: SOURCE_DATE_EPOCH, or none at all); `file` the name to put into origins.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        fonts: FontChoice | None = None,
        now: str | None = None,
        file: str | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.fonts = fonts or FontChoice()
        self.now = now or _source_date()
        self.file = file
        self._found: dict[tuple[str, tuple[str, ...], Origin | None], int] = {}
        self._origins: dict[str, Origin] = {}

    def report(self, code: Code, *values: str, origin: Origin | None = None, count: int = 1) -> None:
        """Say something: a code, its values, and where; the same thing said twice is counted."""
        if origin is None and self.file is not None:
            origin = Origin(self.file)
        key = (code.id, values, origin)
        self._found[key] = self._found.get(key, 0) + count

    def withdraw(self, code: Code) -> None:
        """Take back what was said under a code: the user has settled it."""
        self._found = {key: count for key, count in self._found.items() if key[0] != code.id}

    def line(self, number: int) -> Origin:
        """The origin of a line (from 1) of the input."""
        return Origin(self.file, number)

    def locate(self, path: str, origin: Origin) -> None:
        """Note where the node at `path` came from."""
        self._origins[path] = origin

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was said so far, in order."""
        return tuple(
            Diagnostic(code, CODES[code].severity, values, origin, count)
            for (code, values, origin), count in self._found.items()
        )

    @property
    def origins(self) -> Mapping[str, Origin]:
        """Where the nodes came from."""
        return self._origins

    def absorb(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Take over what another context was told."""
        for d in diagnostics:
            self.report(CODES[d.code], *d.values, origin=d.origin, count=d.count)

    def worst(self) -> Severity:
        """The worst severity said so far."""
        order = list(Severity)
        return max(
            (CODES[code].severity for code, _, _ in self._found), key=order.index, default=Severity.INFO
        )


def _source_date() -> str | None:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch.isdecimal():
        return None
    from datetime import UTC, datetime

    return datetime.fromtimestamp(int(epoch), UTC).isoformat()
