"""What a conversion has to say, as values: diagnostics with their places, and the result that carries them.

What the codes mean stands in `govdoc.codes`.
"""

from collections.abc import Mapping
from typing import Generic, TypeVar

from msgspec import Struct

from govdoc.codes import CODES, Severity

T = TypeVar("T")


class Origin(Struct, frozen=True, omit_defaults=True):
    """Where something came from: file, line (from 1), or element ("/w:body/w:p[12]", "parts/0/blocks/3")."""

    file: str | None = None
    line: int | None = None
    element: str | None = None

    def __str__(self) -> str:
        place = ":".join(str(x) for x in (self.file, self.line) if x is not None)
        return f"{place}:{self.element}" if self.element and place else self.element or place


class Diagnostic(Struct, frozen=True, omit_defaults=True):
    """One thing said about one place; `count` says how often the same was found."""

    code: str
    severity: Severity
    values: tuple[str, ...] = ()
    origin: Origin | None = None
    count: int = 1

    def message(self, lang: str = "zh") -> str:
        """The message in `lang` ("zh" or "en"), without place and hint."""
        code = CODES[self.code]
        text = (code.en if lang == "en" else code.zh).format(*self.values)
        return f"{text} ×{self.count}" if self.count > 1 else text

    def hint(self, lang: str = "zh") -> str:
        """What to do about it, or nothing."""
        code = CODES[self.code]
        return (code.hint_en if lang == "en" else code.hint_zh).format(*self.values)

    def line(self, lang: str = "zh") -> str:
        """The diagnostic as one line for people: place, severity, code, message, hint."""
        names = {"info": "提示", "warning": "警告", "error": "错误"}
        severity = str(self.severity) if lang == "en" else names[self.severity]
        place = f"{self.origin}: " if self.origin and str(self.origin) else ""
        hint = self.hint(lang)
        tail = f"（{hint}）" if hint and lang != "en" else f" ({hint})" if hint else ""
        return f"{place}{severity} {self.code}: {self.message(lang)}{tail}"


class Result(Struct, Generic[T], frozen=True):
    """A value and everything that was said while making it.

    `origins`: path of a node in the document ("parts/0/blocks/3") → where it came from.
    """

    value: T
    diagnostics: tuple[Diagnostic, ...] = ()
    origins: Mapping[str, Origin] = {}

    @property
    def ok(self) -> bool:
        """Whether nothing worse than `info` was said."""
        return all(d.severity is Severity.INFO for d in self.diagnostics)
