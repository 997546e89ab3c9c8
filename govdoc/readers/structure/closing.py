"""The end of a part, read from below: annex list, signature, date, note, end record.

附件说明、发文机关署名、成文日期、附注、版记: GB/T 9704-2012 7.3.4 to 7.3.6 and 7.4. What is not surely one of
them stays text.
"""

import re
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from govdoc import codes as say
from govdoc.context import Context
from govdoc.model import Attachment, Date, ImprintKind, ImprintLine, Inlines, Signature, Signer
from govdoc.numbering import match_label
from govdoc.readers.structure.lines import Line, fold, join, target
from govdoc.readers.structure.words import DATE_AT_END, is_date, is_file, organs_in, person_in
from govdoc.values import iso_date

_MOST_ORGANS = 24
_MOST_ANNEXES = 80
_LONGEST_NAME = 150
_IMPRINT = (
    (ImprintKind.COPY_TO, re.compile(r"(抄\s*[送报]\s*[:：])\s*(.*)")),
    (ImprintKind.SEND_TO, re.compile(r"([主分]\s*送\s*[:：])\s*(.*)")),
)
_PRINTED = re.compile(r"(.*?)[\s\u3000]*(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*印\s*发)")
_NOTE = re.compile(r"[（(].*[）)]")
_NOTE_WORDS = re.compile(r"此件|公开|删减|有删|略|联系(?:人|电话)|共印|依申请|不予|密")
_ANNEXES = re.compile(
    r"(附\s*件\s*[0-9一二三四五六七八九十]{0,3}\s*(?:[:：]|(?=[《\d\s\u3000]|$))|附\s*[:：])\s*(.*)"
)
_NUMBERED = re.compile(r"(?:附\s*件\s*)?\d{1,2}\s*[.．、:：]\s*")
_STOP = re.compile(r"[。；;！？!?，,：:]|^特此|^此致|^附")


class Closing(Struct, frozen=True):
    """What stands at the end of a part, and the lines above it."""

    body: tuple[Line, ...]
    attachments: tuple[Attachment, ...] = ()
    signatures: tuple[Signature, ...] = ()
    note: Inlines = ()
    imprint: tuple[ImprintLine, ...] = ()


def read_closing(lines: Sequence[Line], issuers: Sequence[str], context: Context) -> Closing:
    """The end of a part. `issuers`: organs that metadata or title name; only they sign without a date."""
    above, imprint = _imprint(lines)
    above, notes = _notes(above)
    above, below = _attachments(above)
    rest, signature = _signature(above, issuers, context)
    above, listed = _attachments(rest) if signature else (above, [])
    if signature is None and not all(_NOTE_WORDS.search(line.text) for line in notes):
        above, below = _attachments([*lines[: len(lines) - len(imprint)]])
        notes = []
    signatures = () if signature is None else (signature,)
    return Closing(tuple(above), (*listed, *below), signatures, join(notes), tuple(imprint))


def _imprint(lines: Sequence[Line]) -> tuple[list[Line], list[ImprintLine]]:
    found: list[ImprintLine] = []
    end = len(lines)
    while end and (made := imprint_line(lines[end - 1])) is not None:
        found.append(made)
        end -= 1
    return list(lines[:end]), found[::-1]


def imprint_line(line: Line) -> ImprintLine | None:
    """A line of the end record, or none."""
    if len(line.text) > 600 or line.block is not None:
        return None
    for kind, form in _IMPRINT:
        if (found := form.fullmatch(line.text)) is not None:
            return ImprintLine(kind=kind, label=found[1], text=found[2])
    printed = _PRINTED.fullmatch(line.text) if len(line.text) < 80 else None
    if printed is None or "。" in printed[1]:
        return None
    value = iso_date(re.sub(r"印\s*发$", "", printed[2]))
    return ImprintLine(kind=ImprintKind.PRINTING, text=printed[1], date=Date(raw=printed[2], value=value))


def _notes(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    end = len(lines)
    while end and is_note(lines[end - 1].text):
        end -= 1
    return lines[:end], lines[end:]


def is_note(text: str) -> bool:
    """Whether a line is wholly in brackets, as a note (附注) is: “（此件公开发布）”."""
    return len(text) < 120 and _NOTE.fullmatch(text) is not None and match_label(text) is None


def _signature(
    lines: list[Line], issuers: Sequence[str], context: Context
) -> tuple[list[Line], Signature | None]:
    if not lines or lines[-1].block is not None:
        return lines, None
    last = lines[-1]
    if is_date(last.text):
        date = read_date(last, context)
        return _signers(lines[:-1], date)
    found = DATE_AT_END.search(last.text) if len(last.text) < 80 else None
    if found is not None and organs_in(last.text[: found.start()].strip()):
        return _signers(
            [*lines[:-1], last.cut(0, found.start())], read_date(last.cut(found.start()), context)
        )
    names = organs_in(last.text)
    if names and len(lines) > 1 and _known(names, issuers):
        return _signers(lines, None)
    if names and len(lines) > 1 and match_label(last.text) is None:
        context.report(say.UNSURE, last.text, "署名", origin=last.origin)
    return lines, None


def _known(names: Sequence[str], issuers: Sequence[str]) -> bool:
    known = {fold(name) for name in issuers}
    return all(fold(name) in known for name in names)


def read_date(line: Line, context: Context) -> Date:
    """A date line; one that is no real date (“2023年月日”) keeps its text and is reported."""
    value = iso_date(line.text)
    if value is None:
        context.report(say.DATE_UNREADABLE, "成文日期", line.text, origin=line.origin)
    return Date(raw=line.text, value=value)


def _signers(lines: list[Line], date: Date | None) -> tuple[list[Line], Signature | None]:
    organs: list[str] = []
    persons: list[Signer] = []
    end = len(lines)
    while end and len(lines) - end < _MOST_ORGANS and lines[end - 1].block is None:
        text = lines[end - 1].text
        if (person := person_in(text)) is not None and not organs:
            persons.insert(0, Signer(title=person[0], name=person[1]))
        elif (names := organs_in(text)) and not (_STOP.search(text) or match_label(text)):
            organs[:0] = names
        elif organs and _wraps(lines, end - 1):
            organs[0] = text + organs[0]
        else:
            break
        end -= 1
    return lines[:end], Signature(organs=tuple(organs), signers=tuple(persons), date=date)


def _wraps(lines: list[Line], at: int) -> bool:
    """Whether a line is the first half of an organ's name that goes on in the next line."""
    text = lines[at].text
    fits = 6 <= len(text) <= 24 and not _STOP.search(text) and match_label(text) is None
    above = lines[at - 1].text if at else ""
    return fits and above.endswith(("。", "！"))


def _attachments(lines: Sequence[Line]) -> tuple[list[Line], list[Attachment]]:
    """The annex list that `lines` end with: “附件：1.…”, its further entries, names that wrap."""
    for at in range(len(lines) - 1, max(len(lines) - _MOST_ANNEXES, 0) - 1, -1):
        text = lines[at].text
        if lines[at].block is not None or len(text) > _LONGEST_NAME or text.endswith("。"):
            break
        if _ANNEXES.fullmatch(text) is not None and not _also_annex(lines, at):
            made = _entries(lines[at:])
            return (list(lines[:at]), made) if made else (list(lines), [])
    return list(lines), []


def _also_annex(lines: Sequence[Line], at: int) -> bool:
    """Whether the line above is an entry of the same list (附件1:…, 附件2:…)."""
    return (
        at > 0
        and len(lines[at - 1].text) < _LONGEST_NAME
        and _ANNEXES.fullmatch(lines[at - 1].text) is not None
    )


def _entries(lines: Sequence[Line]) -> list[Attachment] | None:
    """The entries of an annex list, or none when a line does not belong to one."""
    found: list[Attachment] = []
    head = ""
    for line in lines:
        href = target(line) or None
        pieces = re.split(r"[\s\u3000]+(?=\d{1,2}\s*[.．、]\s*\S)", line.text)
        for piece in pieces:
            label, name = _entry(piece)
            if not label and head:
                found.append(Attachment(label=head, name=name, href=href))
                head = ""
            elif not label and is_file(name) and found:
                found.append(Attachment(name=name, href=href))
            elif not label:
                if not found or not _unfinished(found[-1].name):
                    return None
                found[-1] = msgspec.structs.replace(found[-1], name=found[-1].name + piece)
            elif not name:
                head += label
            else:
                found.append(Attachment(label=head + label, name=name, href=href))
                head = ""
    return found if found and not head else None


def _entry(text: str) -> tuple[str, str]:
    label = ""
    if (found := _ANNEXES.fullmatch(text)) is not None:
        label, text = found[1], found[2]
    number = _NUMBERED.match(text)
    if number is not None and text[number.end() :]:
        label, text = label + number[0].strip(), text[number.end() :]
    return label, text


def _unfinished(name: str) -> bool:
    return any(name.count(a) > name.count(b) for a, b in ("《》", "（）", "()", "“”"))
