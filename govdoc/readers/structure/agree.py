"""Divisions of one kind agree: a sentence among clauses is a clause, though text stands under it.

“五、国务院由下列人员组成：” reads like a heading by itself; among fifty clauses counted so it is one of
them. GB/T 9704-2012 7.3.3 knows headings only; regulations and replies number their clauses so too.
"""

from collections import Counter
from collections.abc import Sequence

import msgspec

from govdoc.model import Block, Paragraph, Scheme, Section, plain

_MOST = 0.4
"""Below this share of headings a division that ends like a sentence is a clause."""
_SENTENCE_ENDS = ("。", "：", ":", "！", "!")

_Kind = tuple[int, Scheme | None]


def agree(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with sentences that stand as headings among clauses made clauses."""
    counts: Counter[_Kind] = Counter()
    headings: Counter[_Kind] = Counter()
    if not _count(blocks, counts, headings):
        return list(blocks)
    return _settled(blocks, frozenset(kind for kind in counts if headings[kind] < _MOST * counts[kind]))


def _is_sentence(section: Section) -> bool:
    return not section.run_in and bool(section.label) and plain(section.heading).endswith(_SENTENCE_ENDS)


def _count(blocks: Sequence[Block], counts: Counter[_Kind], headings: Counter[_Kind]) -> bool:
    """Count the divisions and headings of each kind; whether any heading is a sentence."""
    found = False
    for block in blocks:
        if isinstance(block, Section):
            counts[block.level, block.scheme] += 1
            headings[block.level, block.scheme] += bool(block.heading)
            found = _count(block.blocks, counts, headings) or _is_sentence(block) or found
    return found


def _settled(blocks: Sequence[Block], clauses: frozenset[_Kind]) -> list[Block]:
    sections = [block for block in blocks if isinstance(block, Section)]
    size = Counter([section.scheme for section in sections])
    headed = Counter([section.scheme for section in sections if section.heading])
    first = {section.scheme for section in sections if section.number == 1}
    apart = {scheme for scheme in first if 2 * headed[scheme] > size[scheme] > 1}
    return [
        _section(block, clauses, apart=block.scheme in apart) if isinstance(block, Section) else block
        for block in blocks
    ]


def _section(section: Section, clauses: frozenset[_Kind], *, apart: bool) -> Section:
    """A section as it stands among its kind; `apart`: its own siblings are headings for the most part."""
    inner = tuple(_settled(section.blocks, clauses)) if section.blocks else ()
    if _is_sentence(section) and (section.level, section.scheme) in clauses and not apart:
        text = Paragraph(content=section.heading)
        return msgspec.structs.replace(section, heading=(), run_in=True, blocks=(text, *inner))
    same = all(new is old for new, old in zip(inner, section.blocks, strict=True))
    return section if same else msgspec.structs.replace(section, blocks=inner)
