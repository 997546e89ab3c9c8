"""Walking and rewriting the nodes of a document, whatever their kind."""

from collections.abc import Callable, Iterator
from functools import cache
from operator import is_
from typing import TypeVar, cast

import msgspec

from govdoc import model
from govdoc.model import Node

N = TypeVar("N", bound=Node)


def children(node: Node) -> Iterator[tuple[str, Node]]:
    """The nodes directly under `node` in reading order, each with its path from it ("blocks/0")."""
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if isinstance(value, Node):
            yield name, value
        elif value.__class__ is tuple:
            for i, member in enumerate(value):
                if isinstance(member, Node):
                    yield f"{name}/{i}", member


def walk(node: Node, path: str = "") -> Iterator[tuple[str, Node]]:
    """`node` and all nodes under it, depth first, each with its path ("parts/0/blocks/3")."""
    yield path, node
    for step, child in children(node):
        yield from walk(child, f"{path}/{step}" if path else step)


def rewrite(node: N, change: Callable[[Node], Node]) -> N:
    """A copy of `node` with `change` applied to every node, children first; itself when nothing changed.

    `change` must return a node of the kind it was given.
    """

    def rewritten(one: Node) -> Node:
        changed = change(with_members(one, rewritten))
        assert changed.__class__ is one.__class__, "rewrite must keep the kind of a node"
        return changed

    return cast("N", rewritten(node))


def with_members(
    node: Node, change: Callable[[Node], Node], skip: frozenset[type[Node]] = frozenset()
) -> Node:
    """A copy of `node` with `change` applied to the nodes directly under it; itself when nothing changed.

    `skip`: kinds that stay as they are.
    """
    fresh: dict[str, object] = {}
    for name in branches(node.__class__):
        value = getattr(node, name)
        if value.__class__ is tuple:
            # Most texts are one run, and most runs are skipped: a third of the time of a long document.
            if not value or (len(value) == 1 and value[0].__class__ in skip):
                continue
            members = [m if m.__class__ in skip else change(m) for m in value]
            if not all(map(is_, members, value)):
                fresh[name] = tuple(members)
        elif isinstance(value, Node) and value.__class__ not in skip:
            new = change(value)
            if new is not value:
                fresh[name] = new
    return msgspec.structs.replace(node, **fresh) if fresh else node


@cache
def branches(kind: type[Node]) -> tuple[str, ...]:
    """The fields of a kind of node that may hold nodes: those that are not plain values by their type."""
    types: dict[str, object] = {}
    for base in reversed(kind.__mro__):
        types |= getattr(base, "__annotations__", {})
    plain = {name for name, of in types.items() if of in _PLAIN or getattr(of, "__origin__", None) is int}
    return tuple([name for name in kind.__struct_fields__ if name not in plain])


_PLAIN: tuple[object, ...] = (
    *(str, int, float, bool, bytes, str | None, int | None, bool | None),
    *(tuple[str, ...], tuple[float, ...], str | tuple[str, ...] | None),
    *(model.Scheme | None, model.Align | None, model.PartKind, model.ImprintKind, model.FurnitureKind),
)


INK: dict[type[Node], tuple[str, ...]] = {
    model.Text: ("text",),
    model.Note: ("label", "blocks"),
    model.Section: ("label", "heading", "blocks"),
    model.Item: ("label", "blocks"),
    model.Table: ("caption", "rows"),
    model.Figure: ("caption",),
    model.Raw: ("text",),
    model.Date: ("raw",),
    model.Mark: ("organs", "suffix"),
    model.Signer: ("title", "name"),
    model.Letterhead: ("copy_number", "secrecy", "urgency", "mark", "signers", "document_number"),
    model.Signature: ("organs", "signers", "date"),
    model.Attachment: ("label", "name"),
    model.ImprintLine: ("label", "text", "date"),
    model.Part: (
        *("letterhead", "mark", "title", "subtitle", "recipients", "blocks"),
        *("attachments", "signatures", "note", "imprint"),
    ),
    model.Entry: ("label", "raw"),
    model.Furniture: ("text",),
    model.Document: ("metadata", "parts"),
}
"""The fields that hold ink or lead to it, in reading order; of other kinds, all fields with nodes."""


def ink(node: Node) -> Iterator[str]:
    """The visible strings of a node in reading order; page furniture only when asked for itself."""
    stack: list[object] = [node]
    while stack:
        top = stack.pop()
        if isinstance(top, str):
            yield top
        elif isinstance(top, Node):
            stack += _inner(top)[::-1]


def _inner(node: Node) -> list[object]:
    """What holds the ink of a node: nodes and strings in reading order; of kinds without ink only nodes."""
    kind = node.__class__
    fields = INK.get(kind)
    found: list[object] = []
    for name in branches(kind) if fields is None else fields:
        value = getattr(node, name)
        if value.__class__ is tuple:
            found += value
        elif fields is not None or isinstance(value, Node):
            found.append(value)
    return found
