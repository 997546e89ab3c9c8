"""The letterhead (版头): copy number, secrecy, urgency, issuer mark, document number, signers.

GB/T 9704-2012 7.2. On disclosed pages mostly the document number is left, often glued to the title.
"""

import re
from collections.abc import Sequence

import msgspec

from govdoc.model import Letterhead, Mark, Signer
from govdoc.readers.structure.lines import Line
from govdoc.readers.structure.red_head import read_red_head
from govdoc.readers.structure.words import NUMBER, ORDER_NUMBER, REGISTER_NUMBER, organs_in
from govdoc.terms import SECRECIES, URGENCIES

_COPY = re.compile(r"\d{6}")
_SECRECY = re.compile(rf"(?:{'|'.join(SECRECIES)})\s*(?:★.{{0,10}})?")
_SIGNERS = re.compile(r"签\s*发\s*人\s*[:：]\s*(\S.{0,40})")
_MARK = re.compile(r"(.{2,40}?)\s*(文\s*件)")
_ORDER_MARK = re.compile(r"(.{2,30}(?:人民政府|国务院|部|委员会|局|署|主席))\s*(令|命\s*令)")
_ORDERS, _PAPERS = ("令", "命令"), ("文件", "文 件")
_MOST_LINES = 20
_NUMBER_FIRST = re.compile(rf"({NUMBER.pattern})\s*(?=(?:[^\W\d_A-Za-z]|《){{4}})")
_NUMBER_LAST = re.compile(rf"(?<=\S)[\s\u3000]+({NUMBER.pattern})$")


def read_letterhead(lines: Sequence[Line]) -> tuple[Letterhead | None, list[Line]]:
    """The letterhead among the lines above a text, and the lines that are not of it.

    A mark (…文件, …令) is one only where a document number stands too: nothing is guessed from a name.
    """
    head, lines = read_red_head(lines)
    rest = list[Line]()
    for line in lines:
        found, remainder = _element(line, head)
        head = found
        if remainder is not None:
            rest.append(remainder)
    if head.document_number and not head.mark:
        head, rest = _with_mark(head, rest)
    return (head if head != Letterhead() else None), rest


def _element(line: Line, head: Letterhead) -> tuple[Letterhead, Line | None]:
    text = line.text
    if not head.copy_number and _COPY.fullmatch(text):
        return msgspec.structs.replace(head, copy_number=text), None
    if not head.secrecy and _SECRECY.fullmatch(text):
        return msgspec.structs.replace(head, secrecy=text), None
    if not head.urgency and text in URGENCIES:
        return msgspec.structs.replace(head, urgency=text), None
    if (signers := _SIGNERS.fullmatch(text)) is not None and not head.signers:
        names = tuple(Signer(name=name) for name in re.split(r"[\s\u3000]+", signers[1]))
        return msgspec.structs.replace(head, signers=names), None
    return (head, line) if head.document_number else _numbered(line, head)


def _numbered(line: Line, head: Letterhead) -> tuple[Letterhead, Line | None]:
    text = line.text
    if any(form.fullmatch(text) for form in (NUMBER, ORDER_NUMBER, REGISTER_NUMBER)):
        return msgspec.structs.replace(head, document_number=text), None
    if (first := _NUMBER_FIRST.match(text)) is not None:
        return msgspec.structs.replace(head, document_number=first[1]), line.cut(first.end())
    if (last := _NUMBER_LAST.search(text)) is not None:
        return msgspec.structs.replace(head, document_number=last[1]), line.cut(0, last.start())
    return head, line


def _with_mark(head: Letterhead, rest: list[Line]) -> tuple[Letterhead, list[Line]]:
    ordered = ORDER_NUMBER.fullmatch(head.document_number) is not None
    for i, line in enumerate(rest[:_MOST_LINES]):
        found = (_ORDER_MARK if ordered else _MARK).fullmatch(line.text)
        last = organs_in(found[1]) if found is not None else ()
        alone = found is None and line.text in (_ORDERS if ordered else _PAPERS) and i > 0
        if not last and not alone:
            continue
        first = _joint(rest, i) if ordered or alone else i
        organs = (*(name for above in rest[first:i] for name in organs_in(above.text)), *last)
        if organs:
            mark = Mark(organs=organs, suffix=line.text if found is None else found[2])
            return msgspec.structs.replace(head, mark=mark), rest[:first] + rest[i + 1 :]
    return head, rest


def _joint(lines: list[Line], at: int) -> int:
    """The first of the lines above `at` that name organs which issue jointly, one a line."""
    while at and organs_in(lines[at - 1].text):
        at -= 1
    return at
