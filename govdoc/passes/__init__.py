"""Passes: named functions Document → Document that change text and say every change they make.

Third parties add passes through the entry-point group `govdoc.passes`.
"""

from collections.abc import Callable

from govdoc.context import Context
from govdoc.errors import UsageError
from govdoc.model import Document

Pass = Callable[[Document, Context], Document]

PASSES: dict[str, str] = {
    "normalise": "govdoc.passes.normalise:normalise",
    "renumber": "govdoc.passes.renumber:renumber",
}
"""The built-in passes: name → "module:function"."""


def find(name: str) -> Pass:
    """The pass of that name, built in or from a plug-in; UsageError when there is none."""
    from importlib import import_module

    where = PASSES.get(name)
    if where is not None:
        module, _, function = where.partition(":")
        found: Pass = getattr(import_module(module), function)
        return found
    from importlib.metadata import entry_points

    for entry in entry_points(group="govdoc.passes", name=name):
        plugin: Pass = entry.load()
        return plugin
    names = ", ".join(PASSES)
    raise UsageError(f"没有名为 {name} 的处理步骤；有：{names}", f"no pass named {name}; there are: {names}")
