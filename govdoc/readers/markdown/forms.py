"""What stands in a part beside its text, in govdoc's Markdown: letterhead, annexes, signature, end record.

A mark names the fields in order; the paragraph below it holds them, parted by line breaks or guards.
"""

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from govdoc.dialect import Mark
from govdoc.model import (
    Attachment,
    Date,
    ImprintKind,
    ImprintLine,
    Inlines,
    Letterhead,
    Link,
    Part,
    Signature,
    Signer,
    plain,
)
from govdoc.model import Mark as IssuerMark
from govdoc.values import iso_date

Form = Callable[[Part, Mark, Sequence[Inlines]], Part]
"""Puts the lines below a mark into their place in a part."""


def _pieces(lines: Sequence[Inlines]) -> list[str]:
    return [piece for line in lines for piece in plain(line).split("\0")]


def _fields(mark: Mark, lines: Sequence[Inlines]) -> list[tuple[str, str]]:
    """The fields that a mark names, each with its text; a text too much goes on with the last."""
    names = [word for word in mark.words if word != "empty"]
    texts = _pieces(lines)
    if len(texts) > len(names) > 0:
        texts[len(names) - 1 :] = ["".join(texts[len(names) - 1 :])]
    return list(zip(names, [*texts, *[""] * len(names)], strict=False))


def _signers(fields: Sequence[tuple[str, str]]) -> tuple[Signer, ...]:
    found: list[Signer] = []
    title = ""
    for name, text in fields:
        if name == "office":
            title = text
        elif name == "signer":
            found.append(Signer(name=text.removeprefix("\u3000") if title else text, title=title))
            title = ""
    return tuple(found)


def _letterhead(part: Part, mark: Mark, lines: Sequence[Inlines]) -> Part:
    fields = _fields(mark, lines)
    known = {name: text for name, text in fields if name in Letterhead.__struct_fields__}
    organs = tuple(text for name, text in fields if name == "organ")
    suffix = next((text for name, text in fields if name == "suffix"), "")
    marked = organs or suffix or "marked" in mark.words
    return replace(
        part,
        letterhead=Letterhead(
            copy_number=known.get("copy_number", ""),
            secrecy=known.get("secrecy", ""),
            urgency=known.get("urgency", ""),
            document_number=known.get("document_number", ""),
            mark=IssuerMark(organs=organs, suffix=suffix) if marked else None,
            signers=_signers(fields),
        ),
    )


def _mark(part: Part, _mark: Mark, lines: Sequence[Inlines]) -> Part:
    return replace(part, mark="".join(_pieces(lines)))


def _attachments(part: Part, _mark: Mark, lines: Sequence[Inlines]) -> Part:
    return replace(part, attachments=(*part.attachments, *map(_attachment, lines)))


def _attachment(line: Inlines) -> Attachment:
    label, guard, name = plain(line).partition("\0")
    href = next((inline.href for inline in line if isinstance(inline, Link)), None)
    name = name.replace("\0", "")
    return Attachment(name=name if guard else label, label=label if guard else "", href=href)


def _signature(part: Part, mark: Mark, lines: Sequence[Inlines]) -> Part:
    fields = _fields(mark, lines)
    date = next((text for name, text in fields if name == "date"), None)
    made = Signature(
        organs=tuple(text for name, text in fields if name == "organ"),
        signers=_signers(fields),
        date=None if date is None else Date(raw=date, value=iso_date(date)),
        seal=mark.get("seal"),
    )
    return replace(part, signatures=(*part.signatures, made))


def _imprint(part: Part, mark: Mark, lines: Sequence[Inlines]) -> Part:
    kinds = [kind for word in mark.words for kind in ImprintKind if kind.value == word]
    kinds += [ImprintKind.OTHER] * (len(lines) - len(kinds))
    made = tuple(_imprint_line(kind, line) for kind, line in zip(kinds, lines, strict=False))
    return replace(part, imprint=(*part.imprint, *made))


def _imprint_line(kind: ImprintKind, line: Inlines) -> ImprintLine:
    label, text, *dates = [*plain(line).split("\0"), ""][: max(plain(line).count("\0") + 1, 2)]
    date = "".join(dates).removeprefix("\u3000") if dates else None
    return ImprintLine(kind=kind, label=label, text=text, date=None if date is None else printed(date))


def printed(raw: str) -> Date:
    """The date of printing, “2021年3月2日印发”."""
    return Date(raw=raw, value=iso_date(re.sub(r"印\s*发$", "", raw)))


FORMS: dict[str, Form] = {
    "letterhead": _letterhead,
    "mark": _mark,
    "attachments": _attachments,
    "signature": _signature,
    "imprint": _imprint,
}
"""The forms by the name of their mark."""
