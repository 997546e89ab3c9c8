"""Labels of numbered divisions ⇄ (scheme, number): 一、 （一） 1. （1） ① 一是 第X章 第X条 and their kin.

GB/T 9704-2012 7.3.3 names four levels (一、 （一） 1. （1）); offices print many more forms. A label is only
recognised here; whether a line that starts with one is a heading is the reader's business.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from govdoc.model import Scheme

_DIGITS = "零一二三四五六七八九"
_VALUES = {
    **{c: i for i, c in enumerate(_DIGITS)},
    **dict.fromkeys("〇○", 0),
    "两": 2,
    **{c: i for i, c in enumerate("壹贰叁肆伍陆柒捌玖", 1)},
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000}
_HAN = "零〇○一二两三四五六七八九十百千万"
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


class Label(NamedTuple):
    """A label recognised at the start of a line: its text, scheme, number, and where it ends."""

    text: str
    scheme: Scheme
    number: int
    end: int


@lru_cache(maxsize=4096)
def han_to_int(text: str) -> int | None:
    """The value of a Han numeral (“二十三” 23, “二〇二一” 2021), or none when it is not one."""
    if not text or any(c not in _VALUES and c not in _UNITS for c in text):
        return None
    if not any(c in _UNITS for c in text):
        return int("".join(str(_VALUES[c]) for c in text))
    total = section = digit = 0
    for c in text:
        unit = _UNITS.get(c)
        if unit is None:
            digit = _VALUES[c]
        elif unit == 10_000:
            total, section, digit = (total + section + digit) * unit, 0, 0
        else:
            section, digit = section + (digit or (unit == 10)) * unit, 0
    return total + section + digit or None


def int_to_han(number: int) -> str:
    """A number from 0 to 99,999 as Han numeral: 23 → “二十三”, 105 → “一百零五”.

    Raises ValueError outside that range.
    """
    if not 0 <= number < 100_000:
        raise ValueError(f"{number} is outside 0…99999")
    if number < 10:
        return _DIGITS[number]
    found, gap = "", False
    for unit, name in ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            found += ("零" if gap else "") + _DIGITS[digit] + name
        gap = bool(found) and not digit and number > 0
    return found.removeprefix("一") if found.startswith("一十") else found


_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)} | {chr(0x3251 + i): i + 21 for i in range(15)}
_ORDER_WORDS = {"首先": 1, "其次": 2, "再次": 3, "最后": 4}


@cache
def _patterns() -> tuple[tuple[Scheme, re.Pattern[str]], ...]:
    """The forms of labels; compiled when the first is looked for, which writing a file never does."""
    return (
        (Scheme.BOOK, re.compile(rf"第([{_HAN}]{{1,6}}|\d{{1,3}})编")),
        (Scheme.CHAPTER, re.compile(rf"第([{_HAN}]{{1,6}}|\d{{1,3}})章")),
        (Scheme.DIVISION, re.compile(rf"第([{_HAN}]{{1,6}}|\d{{1,3}})节")),
        (Scheme.ARTICLE, re.compile(rf"第([{_HAN}]{{1,7}}|\d{{1,4}})条(?:之[{_HAN}])?")),
        (Scheme.HAN_COMMA, re.compile(rf"([{_HAN}]{{1,6}})、")),
        (Scheme.HAN_BRACKET, re.compile(rf"[（(]\s*([{_HAN}]{{1,6}})\s*[)）]、?")),
        (Scheme.HAN_POINT, re.compile(r"([一二三四五六七八九十]{1,3})是")),
        (Scheme.ORDER_WORD, re.compile(r"(首先|其次|再次|最后)[，,、]")),
        (Scheme.DIGIT_BRACKET, re.compile(r"[（(]\s*([0-9０-９]{1,3})\s*[)）]、?|([0-9０-９]{1,2})[)）]")),
        (
            Scheme.DECIMAL,
            re.compile(r"[0-9]{1,2}(?:[.．][0-9]{1,2}){1,4}[.．、]?(?=[\s\u3000“《（(]|[^\W\d_A-Za-z])"),
        ),
        (Scheme.DIGIT_COMMA, re.compile(r"([0-9０-９]{1,3})、")),
        (Scheme.DIGIT_POINT, re.compile(r"([0-9０-９]{1,3})[.．](?![0-9０-９])")),
    )


_FIRST = frozenset({*"第（(首其再最0123456789０１２３４５６７８９", *_HAN, *_CIRCLED})
"""What the labels of all patterns begin with."""


def _number(scheme: Scheme, found: re.Match[str]) -> int | None:
    digits = next((group for group in found.groups() if group), found[0])
    if scheme is Scheme.ORDER_WORD:
        return _ORDER_WORDS[digits]
    if scheme is Scheme.DECIMAL:
        return int(re.split(r"[.．]", digits.strip(".．、"))[-1])
    digits = digits.translate(_WIDE)
    return int(digits) if digits.isdecimal() else han_to_int(digits)


def match_label(line: str) -> Label | None:
    """The label that `line` starts with, or none.

    “3.5万人次” and “2021年” start with none: a point before a digit is a decimal point, and a number is
    a label only with its mark. “1.1” is one only before white space or a Han character, and never when
    a unit follows (“2.5万”, “1.2亿”).
    """
    if line[:1] not in _FIRST:  # nearly every line; the patterns take ten times as long
        return None
    if line[0] in _CIRCLED:
        return Label(line[0], Scheme.CIRCLED, _CIRCLED[line[0]], 1)
    for scheme, pattern in _patterns():
        found = pattern.match(line)
        if found is None or (scheme is Scheme.DECIMAL and _is_quantity(line, found)):
            continue
        number = _number(scheme, found)
        if number is not None:
            return Label(found[0], scheme, number, found.end())
    return None


@cache
def _unit_after() -> re.Pattern[str]:
    return re.compile(
        r"万|亿|千|百|倍|元|个|％|%|‰|℃|米|公里|平方|立方|公顷|亩|吨|公斤|克|升|度|级|岁|年|月|日|天|小时|分|秒|人|户|件|项|次|版|折"
    )


def _is_quantity(line: str, found: re.Match[str]) -> bool:
    return found[0].count(".") + found[0].count("．") == 1 and bool(_unit_after().match(line, found.end()))


def make_label(scheme: Scheme, number: int) -> str:
    """The standard's way to print a number in a scheme: (HAN_BRACKET, 3) → “（三）”."""
    if scheme is Scheme.CIRCLED:
        return next((c for c, value in _CIRCLED.items() if value == number), f"（{number}）")
    if scheme is Scheme.ORDER_WORD:
        return next(word for word, value in _ORDER_WORDS.items() if value == min(number, 4)) + "，"
    if scheme in {Scheme.DIGIT_POINT, Scheme.DIGIT_COMMA, Scheme.DIGIT_BRACKET, Scheme.DECIMAL}:
        return scheme.value.replace("1", str(number), 1) if scheme is not Scheme.DECIMAL else str(number)
    return scheme.value.replace("一", int_to_han(number), 1)
