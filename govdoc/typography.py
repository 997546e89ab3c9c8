"""Units and character classes of Chinese official layout: 字, 行, 字号, faces, kinsoku tables, Han context.

GB/T 9704-2012 clauses 3.1, 3.2 and 5.2; W3C clreq for line-start and line-end prohibition (避头尾);
GB/T 15834-2011 5.1 for the places of punctuation.
"""

import unicodedata
from enum import StrEnum

POINTS_PER_MM = 72 / 25.4
TWIPS_PER_MM = 1440 / 25.4
MM_PER_UNIT: dict[str, float] = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "px": 25.4 / 96}
"""Millimetres in a unit of length, as web pages and drawings write it (CSS Values 6.2)."""


class Face(StrEnum):
    """The faces of the standard by role: 仿宋 楷体 黑体 小标宋 宋体, and the Latin face beside them."""

    FANGSONG = "fangsong"
    KAI = "kai"
    HEI = "hei"
    BIAOSONG = "biaosong"
    SONG = "song"
    LATIN = "latin"


SIZES: dict[str, float] = {
    "初号": 42,
    "小初": 36,
    "一号": 26,
    "小一": 24,
    "二号": 22,
    "小二": 18,
    "三号": 16,
    "小三": 15,
    "四号": 14,
    "小四": 12,
    "五号": 10.5,
    "小五": 9,
    "六号": 7.5,
}
"""Sizes of type (字号) in points, as word processors know them."""

CLOSING = "、，。．：；！？）》〉」』】〕〗”’］｝"
OPENING = "（《〈「『【〔〖“‘［｛"
NO_LINE_START = frozenset("!),.:;?]}¢°·ˇˉ―‖…‰′″℃々！＂％＇），．：；？］｀｜｝～￠—–~%-" + CLOSING)
"""Characters that must not begin a line (避头), clreq basic and GB."""
NO_LINE_END = frozenset("$([{£¥＄［｛￡￥〝" + OPENING)
"""Characters that must not end a line (避尾)."""


def is_han(character: str) -> bool:
    """Whether a character is a Han character, with 々 〇 and the planes beyond the basic one.

    No pattern: the range of one takes two milliseconds to compile, at every cold start.
    """
    return (
        "\u4e00" <= character <= "\u9fff"
        or "\u3400" <= character <= "\u4dbf"
        or "\u3005" <= character <= "\u3007"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0003ffff"
    )


def is_wide(character: str) -> bool:
    """Whether a line end beside a character is no blank (CSS Text 3 section 4.1.3): 字, and Chinese marks.

    No character (at the ends of a text) is not wide.
    """
    return (
        "\u2e80" <= character <= "\u9fff"
        or "\uff00" <= character <= "\uff60"
        or "\uf900" <= character <= "\ufaff"
        or "\ufe30" <= character <= "\ufe4f"
        or "\U00020000" <= character <= "\U0003ffff"
        or character in _WIDE_MARKS
    )


_WIDE_MARKS = frozenset("“”‘’—…")


def cells(text: str) -> float:
    """The width of `text` in 字: ASCII and other narrow characters count a half (7.3.5 needs whole words)."""
    return sum(0.5 if ord(c) < 0x2000 and c != "·" else 1.0 for c in text)


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
