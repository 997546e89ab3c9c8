"""Texts for the benchmarks of PDF: the body of the sample repeated, new characters in every repeat.

The first repeat is the sample as it stands; in the others two hanzi of a hundred are others of GB/T 2312,
level 1, so that a long text uses as many glyphs as real ones do. A seed makes another text of the same kind.
The marks are full-width, as the pages print them, so that all programs set the same text; `typed` leaves those
of the sample, half-width for the most part, and govdoc has its pass `normalise` to do as well.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import msgspec

import govdoc
from govdoc.compose import prepare
from govdoc.context import Context
from govdoc.galley import Role, TextBlock
from govdoc.model import Block, Document, Node, Paragraph, Text, plain
from govdoc.options import PdfOptions
from govdoc.passes.normalise import normalise
from govdoc.tree import rewrite

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "yixing-2020.txt"
LEVEL1 = [
    bytes((row, cell)).decode("gb2312")
    for row in range(0xB0, 0xD8)
    for cell in range(0xA1, 0xFF)
    if row < 0xD7 or cell <= 0xF9
]
A_PAGE = 630
"""Characters that fill a page of this text, about."""

Plain = list[tuple[str, str]]
"""A document for the others: title, h1, h2 or p, and the text."""


def document(pages: int, seed: int, typed: bool = False) -> Document:
    """About `pages` pages of text; the same seed gives the same text."""
    chance = random.Random(seed)
    sample = govdoc.read(SAMPLE).value
    main = sample.main
    blocks: list[Block] = []
    room = pages * A_PAGE
    for repeat in range(10 * pages):
        for block in main.blocks:
            made, room = _part(rewrite(block, lambda node: _varied(node, chance, repeat + seed)), room)
            blocks += made
        if room <= 0:
            break
    part = msgspec.structs.replace(main, blocks=tuple(blocks))
    made = msgspec.structs.replace(sample, parts=(part,))
    return made if typed else normalise(made, Context())


def _varied(node: Node, chance: random.Random, change: int) -> Node:
    if not change or not isinstance(node, Paragraph):
        return node
    content = plain(node.content)
    text = "".join(
        chance.choice(LEVEL1) if "\u4e00" <= c <= "\u9fff" and chance.random() < 0.02 else c for c in content
    )
    return msgspec.structs.replace(node, content=(Text(text),))


def _part(block: Block, room: int) -> tuple[list[Block], int]:
    """As much of a block as there is room for."""
    if room <= 0:
        return [], room
    if isinstance(block, Paragraph):
        return [block], room - len(plain(block.content)) - 14
    inner: list[Block] = []
    for one in block.blocks:
        made, room = _part(one, room)
        inner += made
    return [msgspec.structs.replace(block, blocks=tuple(inner))], room - 28


def flat(made: Document) -> Plain:
    """The paragraphs that the pages print, for programs that know no documents."""
    return list(_flat(made))


def _flat(made: Document) -> Iterator[tuple[str, str]]:
    kinds = {Role.TITLE: "title", Role.LEVEL1: "h1", Role.LEVEL2: "h2"}
    for block in prepare(made, PdfOptions(), Context()).blocks():
        assert isinstance(block, TextBlock)
        yield kinds.get(block.role, "p"), block.text.replace("\n", "")
