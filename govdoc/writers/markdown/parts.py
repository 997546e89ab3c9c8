"""The parts of a document as Markdown, in the order of GB/T 9704-2012 clause 7, each under its mark."""

import re
from collections.abc import Iterator, Sequence

from govdoc.dialect import GUARD, mark
from govdoc.model import (
    Attachment,
    Date,
    ImprintLine,
    Inlines,
    Letterhead,
    Link,
    Part,
    PartKind,
    Signature,
    Signer,
    Text,
)
from govdoc.values import iso_date
from govdoc.writers.markdown.blocks import BlockWriter, Depth

Field = tuple[str, str]
_WIDE_BLANK = "\u3000"


class PartWriter(BlockWriter):
    """Writes whole parts."""

    def part(self, part: Part, first: bool) -> Iterator[str]:
        """The lines of a part; a rule and a mark part it from the one above."""
        if not first:
            yield from ("---", "")
        if not first or part.kind is not PartKind.MAIN:
            yield from (mark("part", part.kind.value), "")
        if part.letterhead is not None:
            yield from self._letterhead(part.letterhead)
        if part.mark:
            yield from self._form("mark", [("", part.mark)])
        if part.title:
            yield from (f"# {self.inlines.line(part.title)}", "")
        yield from self._content("subtitle", part.subtitle)
        yield from self._content("recipients", part.recipients)
        yield from self.blocks(part.blocks, 0, Depth())
        yield from self._attachments(part.attachments)
        for signature in part.signatures:
            yield from self._signature(signature)
        yield from self._content("note", part.note)
        yield from self._imprint(part.imprint)

    def _content(self, name: str, content: Inlines) -> Iterator[str]:
        lines = [*self._text(content)] if content else []
        if any(lines):
            yield from (mark(name), "", *lines, "")

    def _form(self, name: str, fields: Sequence[Field], *words: str, **values: str) -> Iterator[str]:
        """A mark that names the fields, and the paragraph that holds them; a field without a text is last."""
        lines = _broken([text for _, text in fields], [name for name, _ in fields])
        text = "\\\n".join(self.inlines.pieces(line) for line in lines)
        names = [name for name, _ in fields if name]
        yield mark(name, *names, *words, *(() if text else ("empty",)), **values)
        yield ""
        if text:
            yield from text.split("\n")
            yield ""

    def _letterhead(self, head: Letterhead) -> Iterator[str]:
        fields = [
            (name, text)
            for name, text in (
                ("copy_number", head.copy_number),
                ("secrecy", head.secrecy),
                ("urgency", head.urgency),
            )
            if text
        ]
        if head.mark is not None:
            fields += [("organ", organ) for organ in head.mark.organs]
            fields += [("suffix", head.mark.suffix)] if head.mark.suffix else []
        fields += _signers(head.signers)
        if head.document_number:
            fields.append(("document_number", head.document_number))
        bare = head.mark is not None and not (head.mark.organs or head.mark.suffix)
        yield from self._form("letterhead", fields, *(["marked"] if bare else []))

    def _signature(self, signature: Signature) -> Iterator[str]:
        fields = [("organ", organ) for organ in signature.organs] + _signers(signature.signers)
        if signature.date is not None:
            fields.append(("date", signature.date.raw))
            self._dated(signature.date, signature.date.raw)
        self.lost["印章的图"] += signature.seal is not None
        values = {"seal": signature.seal} if signature.seal is not None else {}
        yield from self._form("signature", fields, **values)

    def _dated(self, date: Date, raw: str) -> None:
        self.lost["日期的规范值"] += date.value != iso_date(raw)

    def _attachments(self, attachments: Sequence[Attachment]) -> Iterator[str]:
        if not attachments:
            return
        yield from (mark("attachments"), "")
        lines = [self._attachment(attachment) for attachment in attachments]
        yield from "\\\n".join(lines).split("\n")
        yield ""

    def _attachment(self, attachment: Attachment) -> str:
        name: Inlines = (Text(text=attachment.name),)
        linked = name if attachment.href is None else (Link(content=name, href=attachment.href),)
        if not attachment.label:
            return self.inlines.line(linked) or GUARD
        return self.inlines.pieces([attachment.label]) + GUARD + self.inlines.line(linked)

    def _imprint(self, lines: Sequence[ImprintLine]) -> Iterator[str]:
        if not lines:
            return
        yield from (mark("imprint", *(line.kind.value for line in lines)), "")
        texts = [self.inlines.pieces(_imprint_pieces(line)) for line in lines]
        yield from "\\\n".join(text or GUARD for text in texts).split("\n")
        yield ""
        for line in lines:
            if line.date is not None:
                self._dated(line.date, re.sub(r"印\s*发$", "", line.date.raw))


def _imprint_pieces(line: ImprintLine) -> list[str]:
    found = [line.label, line.text]
    return found if line.date is None else [*found, _WIDE_BLANK + line.date.raw]


def _signers(signers: Sequence[Signer]) -> list[Field]:
    fields: list[Field] = []
    for signer in signers:
        if signer.title:
            fields.append(("office", signer.title))
        fields.append(("signer", _WIDE_BLANK + signer.name if signer.title else signer.name))
    return fields


_JOINED = {("organ", "suffix"), ("office", "signer")}
"""Fields that stand on one line with the one before them."""


def _broken(texts: Sequence[str], names: Sequence[str]) -> list[list[str]]:
    """The fields by printed line; an empty one stays on the line of its neighbour."""
    lines: list[list[str]] = []
    for i, text in enumerate(texts):
        together = i and ((names[i - 1], names[i]) in _JOINED or not text or not "".join(lines[-1]))
        if together:
            lines[-1].append(text)
        else:
            lines.append([text])
    return lines
