"""The ink check: what was written is read back, and every visible character must be there, in order.

Law 1 of the design. Page formats are compared with the composed text (the document after its passes);
machine formats must give the same document back.
"""

from collections.abc import Iterable

from msgspec import to_builtins

from govdoc import codes as say
from govdoc import registry
from govdoc.context import Context
from govdoc.diagnostics import Diagnostic
from govdoc.errors import FormatError
from govdoc.model import Document
from govdoc.options import Options, PageOptions
from govdoc.registry import Format
from govdoc.source import Source
from govdoc.tree import ink
from govdoc.typography import visible


def verify_output(
    document: Document, data: bytes, form: str, options: Options, context: Context
) -> tuple[Diagnostic, ...]:
    """What is wrong with `data`, as diagnostics (GD402); empty when all is there.

    `options` are those the output was written with. Raises FormatError for a format not known here.
    """
    quiet = Context(context.limits, context.fonts, context.now, context.file)
    chosen = registry.find(form)
    extract = registry.extractor_of(chosen)
    found = _read_back(document, data, chosen, quiet) if chosen.lossless else ""
    if extract is not None and not found:
        text = extract(data)
        if isinstance(options, PageOptions):
            found = compare(_composed(document, options, quiet), text)
        else:
            found = missing(ink(document), text)
    elif not chosen.lossless:
        raise FormatError(f"格式 {form} 还不能校验", f"format {form} cannot be verified yet")
    told = Context(file=context.file)
    if found:
        told.report(say.INK_LOST, form, found)
    return told.diagnostics


def _read_back(document: Document, data: bytes, form: Format, context: Context) -> str:
    options = registry.options_class(form.read_options)()
    again = registry.reader_of(form)(Source(data), options, context)
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


__all__ = ["compare", "first_difference", "missing", "verify_output", "visible"]
