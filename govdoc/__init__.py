"""Convert Chinese government disclosure documents (政务公开) between formats without losing a character.

Importing this package costs a few milliseconds: every public name is loaded when it is first used.
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from govdoc.api import check, convert, convert_to_files, read, to_docx, verify, write
    from govdoc.batch import convert_many
    from govdoc.codes import Severity
    from govdoc.context import Context, Limits
    from govdoc.diagnostics import Diagnostic, Origin, Result
    from govdoc.errors import GovdocError
    from govdoc.model import Document

_HOMES = {
    "Context": "govdoc.context",
    "Diagnostic": "govdoc.diagnostics",
    "Document": "govdoc.model",
    "GovdocError": "govdoc.errors",
    "Limits": "govdoc.context",
    "Origin": "govdoc.diagnostics",
    "Result": "govdoc.diagnostics",
    "Severity": "govdoc.codes",
    "check": "govdoc.api",
    "convert": "govdoc.api",
    "convert_many": "govdoc.batch",
    "convert_to_files": "govdoc.api",
    "read": "govdoc.api",
    "to_docx": "govdoc.api",
    "verify": "govdoc.api",
    "write": "govdoc.api",
}

__all__ = [
    "Context",
    "Diagnostic",
    "Document",
    "GovdocError",
    "Limits",
    "Origin",
    "Result",
    "Severity",
    "check",
    "convert",
    "convert_many",
    "convert_to_files",
    "read",
    "to_docx",
    "verify",
    "write",
]


def __getattr__(name: str) -> object:
    """Load a public name on first use (PEP 562)."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'govdoc' has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
