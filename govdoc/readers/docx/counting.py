"""How Word prints the number of a paragraph: ST_NumberFormat, the Chinese formats among them.

ISO/IEC 29500-1 17.18.59. The formats whose name ends in “Counting” print digits in a row from 100 on
(一〇五); those in “Thousand” count with 百 and 千, where Word prints 〇 for a gap (一百〇五).
"""

from collections.abc import Callable

from govdoc.numbering import int_to_han

_HAN = "〇一二三四五六七八九"
_LEGAL = dict(zip("零一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟萬", strict=True))
_TRADITIONAL = dict(zip("零一二三四五六七八九十百千万", "零壹貳參肆伍陸柒捌玖拾佰仟萬", strict=True))
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_MOST_HAN = 99_999
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def print_number(number: int, form: str) -> str:
    """A number as `form` (a value of ST_NumberFormat) prints it; an unknown form prints digits."""
    return _FORMS.get(form, str)(number)


def _digits(zero: str) -> Callable[[int], str]:
    table = str.maketrans("0123456789", zero + _HAN[1:])
    return lambda number: str(number).translate(table)


def _thousand(zero: str) -> Callable[[int], str]:
    def form(number: int) -> str:
        return int_to_han(number).replace("零", zero) if 0 <= number <= _MOST_HAN else str(number)

    return form


def _counting(zero: str) -> Callable[[int], str]:
    row = _digits(zero)
    return lambda number: int_to_han(number) if 0 < number < 100 else row(number)


def _legal(table: dict[str, str]) -> Callable[[int], str]:
    def form(number: int) -> str:
        if not 0 <= number <= _MOST_HAN:
            return str(number)
        plain = int_to_han(number)
        return "".join(table[c] for c in (f"一{plain}" if plain.startswith("十") else plain))

    return form


def _japanese(number: int) -> str:
    return int_to_han(number).replace("零", "") if 0 < number <= _MOST_HAN else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    found = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        found += sign * count
    return found


def _letters(number: int) -> str:
    return chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 780 else str(number)


def _enclosed(first: int, most: int) -> Callable[[int], str]:
    return lambda number: chr(first + number - 1) if 0 < number <= most else str(number)


def _circled(number: int) -> str:
    if 20 < number <= 35:
        return chr(0x3251 + number - 21)
    if 35 < number <= 50:
        return chr(0x32B1 + number - 36)
    return _enclosed(0x2460, 20)(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number > 0 else str(number)


def _sexagenary(number: int) -> str:
    return _cycle(_STEMS)(number) + _cycle(_BRANCHES)(number) if number > 0 else str(number)


def _ordinal(number: int) -> str:
    tail = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(_WIDE),
    "decimalFullWidth2": lambda number: str(number).translate(_WIDE),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "ideographEnclosedCircle": _enclosed(0x3280, 10),
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "ordinal": _ordinal,
    "hex": lambda number: f"{number:X}",
    "chineseCounting": _counting("〇"),
    "chineseCountingThousand": _thousand("〇"),
    "chineseLegalSimplified": _legal(_LEGAL),
    "ideographDigital": _digits("〇"),
    "japaneseDigitalTenThousand": _digits("〇"),
    "japaneseCounting": _japanese,
    "taiwaneseCounting": _counting("○"),
    "taiwaneseCountingThousand": _thousand("零"),
    "taiwaneseDigital": _digits("○"),
    "ideographLegalTraditional": _legal(_TRADITIONAL),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "none": lambda _: "",
    "bullet": lambda _: "",
}
