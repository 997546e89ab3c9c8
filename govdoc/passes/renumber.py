"""The pass `renumber`: numbered divisions count on without gaps and repeats (GB/T 9704-2012 7.3.3).

Only on request: the reader keeps what was printed. A group that starts at one starts anew, one that runs on
from the group before it goes on running on; each changed label is reported.
"""

import re

import msgspec

from govdoc import codes as say
from govdoc.context import Context
from govdoc.diagnostics import Origin
from govdoc.model import Block, Document, Scheme, Section
from govdoc.numbering import int_to_han, make_label

_HAN_NUMERAL = re.compile("[零〇○一二两三四五六七八九十百千万]+")
_DIGITS = re.compile(r"[0-9０-９]+(?=[^0-9０-９]*$)")


class _Count(msgspec.Struct):
    """How far a scheme has counted: as printed, and as renumbered."""

    printed: int = 0
    given: int = 0


def renumber(document: Document, context: Context) -> Document:
    """`document` with the labels of its sections counting on, part by part."""
    parts = []
    for i, part in enumerate(document.parts):
        counts: dict[Scheme, _Count] = {}
        blocks = _renumber(part.blocks, counts, f"parts/{i}/blocks", context)
        parts.append(part if blocks is part.blocks else msgspec.structs.replace(part, blocks=blocks))
    if all(a is b for a, b in zip(parts, document.parts, strict=True)):
        return document
    return msgspec.structs.replace(document, parts=tuple(parts))


def _renumber(
    blocks: tuple[Block, ...], counts: dict[Scheme, _Count], path: str, context: Context
) -> tuple[Block, ...]:
    seen: set[Scheme] = set()
    fresh: list[Block] = []
    for i, block in enumerate(blocks):
        if not isinstance(block, Section):
            fresh.append(block)
            continue
        at = f"{path}/{i}"
        made = _relabelled(block, counts, seen, at, context)
        inner = _renumber(made.blocks, counts, f"{at}/blocks", context)
        fresh.append(made if inner is made.blocks else msgspec.structs.replace(made, blocks=inner))
    same = all(a is b for a, b in zip(fresh, blocks, strict=True))
    return blocks if same else tuple(fresh)


def _relabelled(
    section: Section, counts: dict[Scheme, _Count], seen: set[Scheme], at: str, context: Context
) -> Section:
    scheme, printed = section.scheme, section.number
    if scheme is None or printed is None:
        return section
    count = counts.setdefault(scheme, _Count())
    runs_on = scheme in seen or (count.printed and printed == count.printed + 1)
    number = count.given + 1 if runs_on else 1
    seen.add(scheme)
    count.printed, count.given = printed, number
    if number == printed:
        return section
    label = relabel(section.label, scheme, number)
    context.report(say.RENUMBERED, section.label, label, origin=Origin(context.file, element=at))
    return msgspec.structs.replace(section, label=label, number=number)


def relabel(label: str, scheme: Scheme, number: int) -> str:
    """A printed label with another number, its brackets and marks as they were: (“(三)”, 2) → “(二)”."""
    if scheme in {Scheme.CIRCLED, Scheme.ORDER_WORD}:
        return make_label(scheme, number)
    if _DIGITS.search(label):
        return _DIGITS.sub(str(number), label, count=1)
    return _HAN_NUMERAL.sub(int_to_han(number), label, count=1)
