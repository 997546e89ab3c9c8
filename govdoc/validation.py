"""Checking disclosure XML: what the schema refuses, and the rules that a schema cannot say.

The schema is XSD 1.0 (`govdoc/schema/disclosure.xsd`); the index number follows part 2 of
政府信息公开目录系统实施指引, its organ code GB 11714-1997.
"""

import re
from collections.abc import Mapping

from govdoc import codes as say
from govdoc.context import Context
from govdoc.diagnostics import Diagnostic, Origin
from govdoc.model import Attachment, Document, Figure, Link, Node, Section, Signature, Text, one_line
from govdoc.readers.disclosure import read_element
from govdoc.readers.xml import parse
from govdoc.schema import NAMESPACE, Fault, faults
from govdoc.source import Source, digest_of
from govdoc.tree import children, walk
from govdoc.values import is_blank


def validate(data: bytes, name: str = "-") -> tuple[Diagnostic, ...]:
    """What is wrong with disclosure XML, each with its line; nothing when all is well.

    Parameters: `data` the bytes of a file with one `disclosure` or a batch; `name` what to call it.
    Raises UnreadableError, FormatError and LimitError as reading does.
    """
    context = Context(file=name)
    for element in parse(Source(data, name), context):
        for fault in faults(element):
            _report(fault, context)
        # what the lax reader says is a consequence of what the schema has said
        reading = Context(file=name)
        check(read_element(element, name, reading), context, reading.origins)
    return context.diagnostics


def check(document: Document, context: Context, origins: Mapping[str, Origin] | None = None) -> None:
    """Report what is wrong inside a document: levels, ids, links, resources, the index number."""
    where = _Places(origins or {})
    _check_ids(document, context, where)
    _check_resources(document, context, where)
    for i, part in enumerate(document.parts):
        _check_levels(part, f"parts/{i}", 1, context, where)
    _check_index_number(document, context, where)


class _Places:
    """The origin of a node: its own, or that of the nearest node around it."""

    def __init__(self, origins: Mapping[str, Origin]) -> None:
        self._origins = origins

    def of(self, path: str) -> Origin:
        """The origin of the node at `path`; without any line, the path itself."""
        around = path
        while around:
            if around in self._origins:
                return self._origins[around]
            around = around.rpartition("/")[0]
        return Origin(element=path or "/")


# --- what the schema says -------------------------------------------------------------------------------

_EXPECTED = re.compile(r"Expected is(?: one of)? \( (.*?) \)")
_VALUE = re.compile(r"(?:\[.*?\] The value )?'(.*?)' (?:is not|has) ", re.DOTALL)


def _report(fault: Fault, context: Context) -> None:
    """Say in our words what the validator said; its own words where they are new to us."""
    place, _, words = fault.message.partition(": ")
    names = re.findall(r"'([^']+)'", place)
    target = "/@".join(f"<{name}>" if i == 0 else name for i, name in enumerate(names))
    line = context.line(fault.line)
    expected, value = _EXPECTED.search(words), _VALUE.match(words)
    if words.startswith("This element is not expected"):
        context.report(say.UNEXPECTED, target, expected[1] if expected else "—", origin=line)
    elif words.startswith("Missing child") and expected:
        context.report(say.INCOMPLETE, target, expected[1], origin=line)
    elif words.endswith("is required but missing."):
        context.report(say.INCOMPLETE, target, "@" + words.split("'")[1], origin=line)
    elif "not allowed" in words:
        inside = "/text()" if words.startswith("Character") else "/*" if words.startswith("Element") else ""
        context.report(say.NOT_ALLOWED, target + inside, origin=line)
    elif value:
        context.report(say.WRONG_VALUE, target, value[1], origin=line)
    else:
        context.report(say.NOT_VALID, NAMESPACE, fault.message, origin=line)


# --- what it cannot say ---------------------------------------------------------------------------------


def _check_ids(document: Document, context: Context, where: _Places) -> None:
    seen: set[str] = set()
    for path, node in walk(document):
        if node.id is not None and node.id in seen:
            context.report(say.DUPLICATE_ID, node.id, origin=where.of(path))
        elif node.id is not None:
            seen.add(node.id)
    for path, node in walk(document):
        target = _target(node)
        if target is not None and target not in seen:
            context.report(say.NO_TARGET, f"#{target}", origin=where.of(path))


def _target(node: Node) -> str | None:
    """The id that a node points to inside its document, or none."""
    href = node.href if isinstance(node, Link | Attachment | Figure) else None
    return href[1:] if href is not None and href.startswith("#") and href != "#" else None


def _check_resources(document: Document, context: Context, where: _Places) -> None:
    known = {resource.id for resource in document.resources}
    for path, node in walk(document):
        name = (
            node.resource if isinstance(node, Figure) else node.seal if isinstance(node, Signature) else None
        )
        if name is not None and name not in known:
            context.report(say.MISSING_RESOURCE, name, origin=where.of(path))
    for i, resource in enumerate(document.resources):
        if resource.id != digest_of(resource.data):
            context.report(say.RESOURCE_CHANGED, resource.id or "", origin=where.of(f"resources/{i}"))


def _check_levels(node: Node, path: str, level: int, context: Context, where: _Places) -> None:
    """Report sections under `node` whose level is not their nesting; the first ones stand at `level`."""
    for step, child in children(node):
        at = f"{path}/{step}"
        if isinstance(child, Section):
            if child.level != level:
                name = child.label or one_line(child.heading)
                context.report(say.WRONG_LEVEL, name, str(child.level), str(level), origin=where.of(at))
            _check_levels(child, at, level + 1, context, where)
        elif not isinstance(child, Text):
            _check_levels(child, at, level, context, where)


_INDEX_NUMBER = re.compile(r"([0-9A-Z]{8})([0-9X])/(?:19|20)[0-9]{2}-[0-9]{5}")
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def _check_index_number(document: Document, context: Context, where: _Places) -> None:
    for i, entry in enumerate(document.metadata.entries):
        if entry.key != "index_number" or is_blank(entry.raw):
            continue
        number, at = entry.raw.strip(), where.of(f"metadata/entries/{i}")
        found = _INDEX_NUMBER.fullmatch(number)
        if found is None:
            context.report(say.INDEX_NUMBER, number, origin=at)
        elif found[2] != check_character(found[1]):
            context.report(say.ORGAN_CODE, number, check_character(found[1]), origin=at)


def check_character(code: str) -> str:
    """The check character of the first eight characters of an organ code (GB 11714-1997)."""
    total = sum(weight * int(c, 36) for weight, c in zip(_WEIGHTS, code, strict=True))
    return "0123456789X"[-total % 11]
