"""Parts of a document from `act`, `doc` and their kin: preface, text, conclusions; attachments after them."""

from collections.abc import Iterator

from govdoc.akomantoso import Role
from govdoc.model import (
    Attachment,
    Block,
    Date,
    ImprintKind,
    ImprintLine,
    Inlines,
    Letterhead,
    Link,
    List,
    Mark,
    Paragraph,
    Part,
    PartKind,
    Signature,
    Signer,
    plain,
)
from govdoc.readers.akn.blocks import BlockReader
from govdoc.readers.akn.names import DOCUMENTS, Element, local, roles
from govdoc.values import iso_date

_DEPTH = 3
"""Nodes around the blocks of a part."""


class PartReader(BlockReader):
    """Reads the parts of one file."""

    def parts(self, document: Element) -> Iterator[Part]:
        """The part that a document element is, then those attached to it."""
        yield self._part(document, PartKind.MAIN, "")
        yield from self._attached(document)

    def _attached(self, document: Element) -> Iterator[Part]:
        for holder in document.iterfind(".//{*}attachment"):
            yield from self._component(holder)
        inside = (*document.iterfind(".//{*}component"), *document.iterfind("../{*}components/{*}component"))
        for holder in inside:
            yield from self._component(holder)

    def _component(self, holder: Element) -> Iterator[Part]:
        num = " ".join(
            self.text(child) for child in holder if local(child) in ("num", "heading", "subheading")
        )
        kind = next((kind for kind in PartKind if kind in roles(holder)), PartKind.ANNEX)
        for child in holder:
            if local(child) in DOCUMENTS:
                yield self._part(child, kind, num)
            elif local(child) == "interstitial":
                yield Part(kind=kind, mark=num, blocks=tuple(self.flow(child, _DEPTH, 0)))

    def _part(self, document: Element, kind: PartKind, mark: str) -> Part:
        head = _Head(self)
        foot = _Foot(self)
        blocks: list[Block] = []
        for child in document:
            name = local(child)
            if name in ("preface", "coverPage"):
                head.read(child)
            elif name == "conclusions":
                foot.read(child)
            elif name not in ("meta", "attachments", "components", "collectionBody"):
                blocks += self.flow(child, _DEPTH, 0)
        return Part(
            kind=kind,
            mark=mark or head.mark,
            letterhead=head.letterhead(),
            title=head.title,
            subtitle=head.subtitle,
            recipients=head.recipients,
            blocks=(*head.rest, *(() if blocks == [Paragraph()] else blocks), *foot.rest),
            attachments=tuple(foot.attachments),
            signatures=tuple(foot.signatures),
            note=foot.note,
            imprint=tuple(foot.imprint),
        )


class _Head:
    """What stands above a text: letterhead, mark, title, subtitle, addressee; the rest are blocks."""

    def __init__(self, reader: BlockReader) -> None:
        self._reader = reader
        self._texts: dict[str, str] = {}
        self._issuer: Mark | None = None
        self._signers: list[Signer] = []
        self.mark = ""
        self.title: Inlines = ()
        self.subtitle: Inlines = ()
        self.recipients: Inlines = ()
        self.rest: list[Block] = []

    def read(self, preface: Element) -> None:
        """Take in a preface."""
        for child in preface:
            inner = [p for p in child if local(p) == "p"] if local(child) == "longTitle" else [child]
            for line in inner:
                if not (local(line) == "p" and self._line(line)):
                    self.rest += self._reader.block(line, _DEPTH, 0)

    def _line(self, line: Element) -> bool:
        """Whether a line was taken."""
        own = roles(line)
        text = self._reader.text(line)
        number = line.find("{*}docNumber")
        simple = own & {Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY}
        if Role.DOCUMENT_NUMBER in own or (number is not None and self._reader.text(number) == text):
            simple = frozenset({Role.DOCUMENT_NUMBER.value})
        if simple and not self._texts.get(next(iter(simple))):
            self._texts[next(iter(simple))] = text
        elif Role.MARK in own and not self.mark:
            self.mark = text
        elif Role.ISSUER_MARK in own:
            self._issuer = self._issuer_mark(line)
        elif Role.SIGNER in own:
            self._signers += _signers(self._reader, line)
        else:
            return self._titled(line, own)
        return True

    def _titled(self, line: Element, own: frozenset[str]) -> bool:
        content = self._reader.inlines(line, _DEPTH)
        if (Role.TITLE in own or line.find(".//{*}docTitle") is not None) and not self.title:
            self.title = content
        elif Role.SUBTITLE in own and not self.subtitle:
            self.subtitle = content
        elif Role.RECIPIENTS in own and not self.recipients:
            self.recipients = content
        else:
            return False
        self.rest += self._reader.loose()
        return True

    def _issuer_mark(self, line: Element) -> Mark:
        organs = tuple(self._reader.text(organ) for organ in line.iterfind("{*}docAuthority"))
        return Mark(organs=organs, suffix=self._reader.text(line).removeprefix("".join(organs)))

    def letterhead(self) -> Letterhead | None:
        """The letterhead, where there is anything of it."""
        if not (self._texts or self._issuer or self._signers):
            return None
        return Letterhead(
            copy_number=self._texts.get(Role.COPY_NUMBER, ""),
            secrecy=self._texts.get(Role.SECRECY, ""),
            urgency=self._texts.get(Role.URGENCY, ""),
            mark=self._issuer,
            document_number=self._texts.get(Role.DOCUMENT_NUMBER, ""),
            signers=tuple(self._signers),
        )


class _Foot:
    """What stands below a text: annexes named, signatures, note, end record; the rest are blocks."""

    def __init__(self, reader: BlockReader) -> None:
        self._reader = reader
        self.rest: list[Block] = []
        self.attachments: list[Attachment] = []
        self.signatures: list[Signature] = []
        self.note: Inlines = ()
        self.imprint: list[ImprintLine] = []

    def read(self, conclusions: Element) -> None:
        """Take in the conclusions."""
        for child in conclusions:
            own = roles(child)
            if Role.ATTACHMENTS in own:
                self._named(child)
            elif child.get("name") == Role.IMPRINT:
                self.imprint += [self._imprint(line) for line in child]
            elif Role.NOTE in own and not self.note:
                self.note = self._reader.inlines(child, _DEPTH)
            elif not (local(child) == "p" and self._signed(child)):
                self.rest += self._reader.block(child, _DEPTH, 0)

    def _named(self, element: Element) -> None:
        for block in self._reader.block(element, _DEPTH, 0):
            for item in block.items if isinstance(block, List) else ():
                content = [n for b in item.blocks if isinstance(b, Paragraph) for n in b.content]
                href = next((node.href for node in content if isinstance(node, Link)), None)
                self.attachments.append(Attachment(label=item.label, name=plain(tuple(content)), href=href))

    def _signed(self, line: Element) -> bool:
        """Whether a line is a signature or its date and nothing else."""
        organs = [self._reader.text(organ) for organ in line.iterfind(".//{*}organization")]
        signers = _signers(self._reader, line)
        dates = [_date(self._reader, date) for date in _dated(line)]
        parts = [*organs, *(s.title + s.name for s in signers), *(date.raw for date in dates)]
        if not parts or "".join("".join(parts).split()) != "".join(self._reader.text(line).split()):
            return False
        last = self.signatures[-1] if self.signatures else Signature()
        fresh = not self.signatures or last.date is not None or (bool(organs) and bool(last.signers))
        if fresh:
            self.signatures.append(last := Signature())
        self.signatures[-1] = Signature(
            organs=(*last.organs, *organs),
            signers=(*last.signers, *signers),
            date=dates[0] if dates else None,
        )
        return True

    def _imprint(self, line: Element) -> ImprintLine:
        kind = next((kind for kind in ImprintKind if kind in roles(line)), ImprintKind.OTHER)
        labels = [self._reader.text(span) for span in line if Role.LABEL in roles(span)]
        dates = list(_dated(line))
        tail = self._reader.text(dates[-1]) if dates else ""
        text = self._reader.text(line).removeprefix(labels[0] if labels else "").removesuffix(tail)
        date = _date(self._reader, dates[-1]) if dates else None
        return ImprintLine(kind=kind, label=labels[0] if labels else "", text=text, date=date)


def _signers(reader: BlockReader, line: Element) -> list[Signer]:
    """The persons in a line, each with the title printed before the name."""
    titles = [reader.text(span) for span in line.iterfind(".//{*}span") if Role.TITLE in roles(span)]
    names = [reader.text(person) for person in line.iterfind(".//{*}person")]
    if len(names) == 1:
        return [Signer(name=names[0], title="".join(titles))]
    return [Signer(name=name) for name in names]


def _dated(line: Element) -> list[Element]:
    """The elements in a line that are dates."""
    return [
        child
        for child in line.iter("{*}docDate", "{*}date", "{*}span")
        if local(child) != "span" or Role.DATE in roles(child)
    ]


def _date(reader: BlockReader, element: Element) -> Date:
    raw = reader.text(element)
    day = element.get("date")
    return Date(raw=raw, value=iso_date(raw) or (iso_date(str(day)) if day is not None else None))
