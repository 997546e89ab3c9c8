"""Printed metadata values → normalised ones: dates to ISO 8601, lists to tuples, organs taken apart.

Dates follow GB/T 7408.1-2023 (ISO 8601-1) in the result; what is read are the forms of GB/T 15835-2011 and
GB/T 9704-2012 7.3.5.4, the Han numerals used before 2012, and the time stamps that web systems print.
"""

import re
import unicodedata
from datetime import date, time

from govdoc.numbering import han_to_int
from govdoc.terms import ORGAN_ENDINGS, TERMS, ValueKind

Value = str | tuple[str, ...] | None

_ZEROS = str.maketrans("OoОоΟο○◯〇零Ｏ", "0" * 11)
_YEAR = r"(?P<y>[0-9]{4}|[0一二三四五六七八九]{4})"
_HAN_DATE = re.compile(
    _YEAR + r"年(?:(?P<m>[0-9]{1,2}|[0一二三四五六七八九十]{1,3})月"
    r"(?:(?P<d>[0-9]{1,2}|[0一二三四五六七八九十]{1,3})[日号])?)?"
)
_POINTED = re.compile(r"(?P<y>[0-9]{4})(?:([-/.])(?P<m>[0-9]{1,2})(?:\2(?P<d>[0-9]{1,2}))?)?")
_COMPACT = re.compile(r"(?P<y>(?:19|20)[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})")
_WEEKDAY = re.compile(r"[(]?(?:星期|周)[一二三四五六日天][)]?")
_CLOCK = re.compile(
    r"T?(?P<h>[0-9]{1,2})(?::|时|点)(?P<min>[0-9]{1,2})(?:分|:(?P<s>[0-9]{2})(?:\.[0-9]+)?|分(?P<hs>[0-9]{1,2})秒)?"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
)


def iso_date(raw: str) -> str | None:
    """The date in `raw` in ISO 8601, as exact as printed, or none when it is not one real date.

    “2021年3月29日”, “2021-3-29”, “2021.03.29”, “20210329”, “二○二一年三月二十九日” → "2021-03-29";
    “2021年3月” → "2021-03"; “2021年” → "2021"; “2021-03-29 10:24:29” → "2021-03-29T10:24:29" (a time zone
    is kept, a fraction of a second is not).
    """
    folded = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", raw)).strip()
    text = re.sub(r" ?([年月日号时分秒]) ?", r"\1", folded)
    for pattern in (_HAN_DATE, _COMPACT, _POINTED):
        subject = text.translate(_ZEROS) if pattern is _HAN_DATE else text
        found = pattern.match(subject)
        if found is not None:
            day = _day(found)
            rest = _WEEKDAY.sub("", text[found.end() :], count=1).strip()
            return day if day is None or not rest else _with_clock(day, rest)
    return None


def _day(found: re.Match[str]) -> str | None:
    parts = [_count(found[name]) for name in "ymd" if found[name]]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return None
    return "-".join(f"{part:0{4 if i == 0 else 2}d}" for i, part in enumerate(parts))


def _count(digits: str) -> int:
    return int(digits) if digits.isdecimal() else han_to_int(digits.replace("0", "零")) or 0


def _with_clock(day: str, rest: str) -> str | None:
    found = _CLOCK.fullmatch(rest)
    if found is None or len(day) != len("2021-03-29"):
        return None
    seconds = found["s"] or found["hs"]
    try:
        clock = time(int(found["h"]), int(found["min"]), int(seconds or 0))
    except ValueError:
        return None
    return f"{day}T{clock.isoformat('seconds' if seconds else 'minutes')}{found['zone'] or ''}"


def normalise_value(key: str | None, raw: str) -> Value:
    """The value of a metadata entry, or none where `raw` says it all, is empty, a dash, or not readable.

    Parameters: `key` a key of the glossary (`terms.TERMS`) or none; `raw` the value as printed.
    Dates become ISO strings, keywords, classification, forms and issuers tuples. Topics are never split:
    their names hold “、” (“公安、安全、司法”). A document number with other brackets gets 〔〕.
    """
    if key == "document_number":
        return document_number(raw)
    term = TERMS.get(key) if key else None
    if term is None or term.kind is ValueKind.TEXT or is_blank(raw):
        return None
    if term.kind is ValueKind.DATE:
        return iso_date(raw)
    return organs(raw) if term.kind is ValueKind.ORGANS else terms(raw)


_BRACKETED_YEAR = re.compile(
    r"[\[［【(（〔﹝]\s*((?:19|20)[0-9]{2})\s*[\]］】)）〕﹞](?=\s*第?\s*[0-9]+\s*号)"
)


def document_number(raw: str) -> str | None:
    """A document number in the standard's brackets (六角括号, GB/T 9704-2012 7.2.5); none when it has them.

    “某政发[2021]12号” → “某政发〔2021〕12号”.
    """
    made = _BRACKETED_YEAR.sub(r"〔\1〕", raw.strip())
    return made if made != raw.strip() else None


def is_blank(raw: str) -> bool:
    """Whether a printed value says nothing: white space, or the dash that pages draw for “none”."""
    return not raw.strip(" \t\n\u3000\xa0-—–－_/")


_MARKS = ",，、;；"
_BLANKS = " \t\n\u3000\xa0"


def terms(raw: str) -> tuple[str, ...]:
    """The members of a printed list: split at ，、；, or at blanks where there are none; not inside brackets.

    “网站、文件、政府公报” → ("网站", "文件", "政府公报"). Blanks between Latin words do not split.
    """
    members = _split(raw, _MARKS)
    if len(members) == 1 and not re.search(r"[A-Za-z][\s\u3000]+[A-Za-z]", raw):
        members = _split(members[0], _BLANKS)
    return tuple(members)


def organs(raw: str) -> tuple[str, ...]:
    """The organs in a printed value: split at ，、；, or at blanks when every piece ends like an organ."""
    members = _split(raw, _MARKS)
    pieces = _split(members[0], _BLANKS) if len(members) == 1 else []
    apart = all(len(piece) > 2 and piece.endswith(ORGAN_ENDINGS) for piece in pieces)
    return tuple(pieces if pieces and apart else members)


def _split(raw: str, separators: str) -> list[str]:
    found, depth = [""], 0
    for character in raw:
        depth = max(depth + (character in "（(《“") - (character in "）)》”"), 0)
        if character in separators and not depth:
            found.append("")
        else:
            found[-1] += character
    return [member.strip() for member in found if member.strip()]
