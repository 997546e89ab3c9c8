"""The ink check: what was written is read back, and every visible character must be there, in order.

Law 1 of the design. Page formats are compared with the composed text (the document after its passes);
machine formats must give the same document back.
"""

import unicodedata
from collections.abc import Callable, Iterable

from msgspec import to_builtins

from govdoc import diagnostics as say
from govdoc.context import Context
from govdoc.diagnostics import Diagnostic
from govdoc.errors import FormatError
from govdoc.model import Document
from govdoc.options import Options, PageOptions
from govdoc.source import Source
from govdoc.tree import ink

LOSSLESS = frozenset({"akn", "json", "xml"})
"""Formats that must give back an equal document."""


def verify_output(
    document: Document, data: bytes, form: str, options: Options, context: Context
) -> tuple[Diagnostic, ...]:
    """What is wrong with `data`, as diagnostics (GD402); empty when all is there.

    `options` are those the output was written with. Raises FormatError for a format not known here.
    """
    quiet = Context(context.limits, context.fonts, context.now, context.file)
    if form in LOSSLESS:
        found = _read_back(document, data, form, quiet)
        if form in _EXTRACTORS and not found:
            found = missing(ink(document), _EXTRACTORS[form](data))
    elif form in _EXTRACTORS:
        text = _EXTRACTORS[form](data)
        if isinstance(options, PageOptions):
            found = compare(_composed(document, options, quiet), text)
        else:
            found = missing(ink(document), text)
    else:
        raise FormatError(f"格式 {form} 还不能校验", f"format {form} cannot be verified yet")
    told = Context(file=context.file)
    if found:
        told.report(say.INK_LOST, form, found)
    return told.diagnostics


def _read_back(document: Document, data: bytes, form: str, context: Context) -> str:
    from govdoc import registry

    reader = registry.reader_of(registry.find(form))
    options = registry.options_class(registry.find(form).read_options)()
    again = reader(Source(data), options, context)
    return "" if again == document else first_difference(document, again)


def first_difference(a: object, b: object) -> str:
    """The path of the first difference between two documents, and both values, shortened."""
    return _difference(to_builtins(a), to_builtins(b), "")


def _difference(a: object, b: object, path: str) -> str:
    if isinstance(a, dict) and isinstance(b, dict):
        steps: Iterable[tuple[str, object, object]] = (
            (key, a.get(key), b.get(key)) for key in dict.fromkeys([*a, *b])
        )
    elif isinstance(a, list | tuple) and isinstance(b, list | tuple) and len(a) == len(b):
        steps = ((str(i), x, y) for i, (x, y) in enumerate(zip(a, b, strict=True)))
    else:
        return "" if a == b else f"{path or '/'}: {_short(a)} ≠ {_short(b)}"
    return next((found for key, x, y in steps if (found := _difference(x, y, f"{path}/{key}"))), "")


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _composed(document: Document, options: PageOptions, context: Context) -> str:
    from govdoc.compose import prepare
    from govdoc.galley import galley_text

    return galley_text(prepare(document, options, context).blocks())


def missing(pieces: Iterable[str], text: str) -> str:
    """The first piece that does not stand in `text` after the one before it; nothing when all do."""
    whole, place = visible(text), 0
    for piece in pieces:
        wanted = visible(piece)
        at = whole.find(wanted, place)
        if at < 0:
            return f"“{wanted[:24]}” ∉ “…{whole[place : place + 24]}…”"
        place = at + len(wanted)
    return ""


def compare(want: str, got: str) -> str:
    """Where two texts differ in their visible characters, in words; nothing when they do not."""
    a, b = visible(want), visible(got)
    if a == b:
        return ""
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return (
        f"“{a[max(at - 8, 0) : at]}【{a[at : at + 12]}】” ≠ “{b[max(at - 8, 0) : at]}【{b[at : at + 12]}】”"
    )


_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


def visible(text: str) -> str:
    """`text` without white space and invisible format characters."""
    joined = "".join(text.split())
    if joined.isascii() and joined.isprintable():
        return joined
    strange = {c for c in set(joined) if unicodedata.category(c) in _INVISIBLE or _selects_variant(c)}
    return joined.translate({ord(c): None for c in strange}) if strange else joined


def _selects_variant(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0000" <= character <= "\U000e0fff"


def _akn_text(data: bytes) -> str:
    from govdoc.writers.akn.extract import extract_text

    return extract_text(data)


def _docx_text(data: bytes) -> str:
    from govdoc.writers.docx.extract import extract_text

    return extract_text(data)


def _pdf_text(data: bytes) -> str:
    from govdoc.writers.pdf.extract import extract_text

    return extract_text(data)


def _ofd_text(data: bytes) -> str:
    from govdoc.writers.ofd.extract import extract_text

    return extract_text(data)


def _html_text(data: bytes) -> str:
    from govdoc.writers.html.extract import extract_text

    return extract_text(data)


def _markdown_text(data: bytes) -> str:
    from govdoc.writers.markdown.extract import extract_text

    return extract_text(data)


_EXTRACTORS: dict[str, Callable[[bytes], str]] = {
    "akn": _akn_text,
    "docx": _docx_text,
    "html": _html_text,
    "markdown": _markdown_text,
    "ofd": _ofd_text,
    "pdf": _pdf_text,
    "text": lambda data: data.decode("utf-8"),
}
