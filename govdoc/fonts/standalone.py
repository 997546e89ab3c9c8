"""Cutting a TrueType face down to a font file that stands on its own, with its own map of characters.

OpenType 1.9 (cmap, name, OS/2, post). OFD embeds whole font files (GB/T 33190-2016 11.1): readers look glyphs
up by character, and some refuse a file without names and metrics of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from struct import error, pack
from typing import TYPE_CHECKING

from govdoc.fonts.sfnt import COPYRIGHT, FAMILY, FULL_NAME, LICENCE, POSTSCRIPT_NAME, VERSION, damaged
from govdoc.fonts.subset import Part, sfnt

if TYPE_CHECKING:
    from govdoc.fonts.truetype import TrueType

_SUBFAMILY, _UNIQUE = 2, 3
_NAMES = (COPYRIGHT, FAMILY, _SUBFAMILY, _UNIQUE, FULL_NAME, VERSION, POSTSCRIPT_NAME, LICENCE)
_LAST = 0xFFFF
_MOST_SEGMENTS = 8189
"""A subtable of format 4 says its length in 16 bits, and each segment takes eight bytes."""


def standalone(face: TrueType, drawn: Mapping[int, int]) -> bytes:
    """The font file with a glyph for each character.

    Parameters: `drawn` a code point → the code point whose glyph of the face draws it; the n-th of them gets
    glyph n. Raises FontError for a damaged face.
    """
    codes = list(drawn)
    try:
        part = Part(face, [face.glyph(drawn[code]) for code in codes])
        part.take()
        tables = dict(part.tables())
    except (error, IndexError) as fault:
        raise damaged(face.path) from fault
    tables |= {
        b"cmap": _cmap(codes),
        b"name": _name(face),
        b"post": pack(">I", 0x0003_0000) + face.file.table(b"post")[4:32].ljust(28, b"\0"),
    }
    if b"OS/2" in face.file:
        tables[b"OS/2"] = face.file.table(b"OS/2")
    return sfnt(sorted(tables.items()), checksums=True)


def _cmap(codes: list[int]) -> bytes:
    """The map of characters: the n-th code point is drawn by glyph n."""
    runs = list(_runs(sorted((code, glyph) for glyph, code in enumerate(codes, 1))))
    near = _segments([run for run in runs if run[1] < _LAST][: _MOST_SEGMENTS - 1])
    if max(codes, default=0) <= _LAST and len(runs) < _MOST_SEGMENTS:
        return pack(">HHHHI", 0, 1, 3, 1, 12) + near
    groups = b"".join([pack(">3I", *run) for run in runs])
    far = pack(">HHIII", 12, 0, 16 + len(groups), 0, len(runs)) + groups
    return pack(">HHHHIHHI", 0, 2, 3, 1, 20, 3, 10, 20 + len(near)) + near + far


def _runs(pairs: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Stretches of neighbouring code points whose glyphs are neighbours too: first, last, first glyph.

    None runs across the end of the basic plane.
    """
    start = 0
    for i in range(1, len(pairs) + 1):
        last, glyph = pairs[i - 1]
        if i == len(pairs) or pairs[i] != (last + 1, glyph + 1) or last == _LAST:
            yield pairs[start][0], last, pairs[start][1]
            start = i


def _segments(runs: list[tuple[int, int, int]]) -> bytes:
    """A subtable of format 4; its last segment is that of U+FFFF, which is no character."""
    runs = [*runs, (_LAST, _LAST, 0)]
    count = len(runs)
    power = 1 << (count.bit_length() - 1)
    ends = pack(f">{count}H", *[last for _, last, _ in runs])
    starts = pack(f">{count}H", *[first for first, _, _ in runs])
    deltas = pack(f">{count}H", *[(glyph - first) & _LAST for first, _, glyph in runs])
    search = (2 * count, 2 * power, power.bit_length() - 1, 2 * (count - power))
    body = pack(">4H", *search) + ends + b"\0\0" + starts + deltas + bytes(2 * count)
    return pack(">3H", 4, 6 + len(body), 0) + body


@lru_cache(maxsize=32)
def _name(face: TrueType) -> bytes:
    """The names of the face, among them whose work it is and under which licence, in English for Windows."""
    texts = {number: face.file.name(number) for number in _NAMES}
    texts[_SUBFAMILY] = texts[_SUBFAMILY] or "Regular"
    texts[POSTSCRIPT_NAME] = face.postscript_name
    found = [(number, text.encode("utf-16-be")) for number, text in texts.items() if text]
    records, storage = b"", b""
    for number, text in found:
        records += pack(">6H", 3, 1, 0x409, number, len(text), len(storage))
        storage += text
    return pack(">3H", 0, len(found), 6 + len(records)) + records + storage
