"""The red head (红头) as a page shows it: the issuer mark in red, below it number and signers.

GB/T 9704-2012 7.2.4–7.2.6 and 10: 发文机关标志 stands in red above everything else. Where the format tells
the colour, no ending of a name has to be guessed, and a number need not be filled in.
"""

import re
from collections.abc import Sequence

from govdoc.model import Letterhead, Mark, Signer
from govdoc.readers.structure.lines import Line

_MOST_ORGANS = 12
_LONGEST = 40
_SUFFIX = re.compile(
    r"\s*(文\s*件|命\s*令|令|公\s*告|通\s*告|公\s*报|(?:[^\s]{0,20}会\s*议)?\s*纪\s*要|[传明密]?\s*发?\s*电(?:报)?)"
)
_NUMBER = re.compile(
    r"[^\s〔\[（(【]{0,20}\s*[〔\[（(【]\s*[^〕\]）)】\s]{0,6}\s*[〕\]）)】]\s*第?\s*[0-9A-Za-z×*_＿]{0,6}\s*号"
    r"|第\s*[0-9A-Za-z×*一二三四五六七八九十百零〇]{0,8}\s*[号期]|\[[^\]]{0,12}文号[^\]]{0,4}\]号?"
)
_SIGNER = re.compile(r"(?:^|[\s\u3000]{2,}|\t)(签\s*发\s*人\s*[:：]\s*)(.*)$")


def read_red_head(lines: Sequence[Line]) -> tuple[Letterhead, list[Line]]:
    """What the red lines at the top say, with the number and signers below them, and the other lines."""
    first = next((i for i, line in enumerate(lines) if line.red), None)
    if first is None:
        return Letterhead(), list(lines)
    end = first
    while end < len(lines) and lines[end].red:
        end += 1
    mark = _mark([line.text for line in lines[first:end]])
    if mark is None:
        return Letterhead(), list(lines)
    number, signers, rest = _below(lines[end:])
    return Letterhead(mark=mark, document_number=number, signers=signers), [*lines[:first], *rest]


def _mark(texts: Sequence[str]) -> Mark | None:
    """The mark that red lines make: organs one a line and “文件” where it stands; a red title is none."""
    if len(texts) > _MOST_ORGANS or any(len(t) > _LONGEST or re.search("关于|[。，；：]", t) for t in texts):
        return None
    suffixes = [text for text in texts if _SUFFIX.fullmatch(text)]
    organs = [text for text in texts if text not in suffixes]
    if not suffixes and organs:
        found = _SUFFIX.search(organs[-1])
        if found is not None and found.end() == len(organs[-1]) and found.start():
            organs[-1], suffixes = organs[-1][: found.start()], [found[0]]
    return Mark(organs=tuple(organs), suffix="".join(suffixes)) if len(suffixes) < 2 else None


def _below(lines: Sequence[Line]) -> tuple[str, tuple[Signer, ...], list[Line]]:
    """Number and signers in the lines right below the mark, and what is left of them."""
    number, signers = "", tuple[Signer, ...]()
    at = 0
    while at < min(len(lines), 4):
        line = lines[at]
        found = _SIGNER.search(line.text)
        head = line.text[: found.start()].strip() if found else line.text
        if head and (number or not _NUMBER.fullmatch(head)):
            break
        number = head or number
        if found:
            signers += _signers(found[2])
        at += 1
    return number, signers, list(lines[at:])


def _signers(text: str) -> tuple[Signer, ...]:
    return tuple(Signer(name=name) for name in re.split(r"[\s\u3000、]+", text.strip()) if name)
