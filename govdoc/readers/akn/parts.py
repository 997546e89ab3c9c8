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
    clean_text,
    plain,
)
from govdoc.readers.akn.blocks import BlockReader
from govdoc.readers.akn.names import DOCUMENTS, local, roles
from govdoc.tree import ink
from govdoc.values import iso_date
from govdoc.xmlfile import Element

_DEPTH = 3
"""Nodes around the blocks of a part."""

_HEADS = ("num", "heading", "subheading")
_HOLDERS = ("attachments", "components", "collectionBody")


class PartReader(BlockReader):
    """Reads the parts of one file."""

    def parts(self, document: Element, kind: PartKind = PartKind.MAIN, mark: str = "") -> Iterator[Part]:
        """The part that a document element is, then those attached to it.

        Parameters: `kind` what it is to the main one; `mark` what stands before it (附件1).
        """
        yield self._part(document, kind, mark)
        for holder in document:
            if local(holder) in _HOLDERS:
                yield from self.attached(holder)

    def attached(self, holder: Element) -> Iterator[Part]:
        """The parts in `attachments` or `components`."""
        for child in holder:
            yield from self._component(child)
        yield from self._remaining(tuple(self.strays(holder)))

    def _component(self, holder: Element) -> Iterator[Part]:
        if local(holder) not in ("attachment", "component"):
            yield from self._remaining(tuple(self.block(holder, _DEPTH, 0)))
            return
        mark = " ".join([self.text(child) for child in holder if local(child) in _HEADS])
        kind = next((kind for kind in PartKind if kind in roles(holder)), PartKind.ANNEX)
        rest: list[Block] = []
        for child in holder:
            if local(child) in DOCUMENTS:
                yield from self.parts(child, kind, mark)
                mark = ""
            elif local(child) not in _HEADS:
                rest += self.block(child, _DEPTH, 0)
        yield from self._remaining((*rest, *self.strays(holder)), mark, kind)

    def _remaining(
        self, blocks: tuple[Block, ...], mark: str = "", kind: PartKind = PartKind.ANNEX
    ) -> Iterator[Part]:
        """A part of what stands beside the documents that are attached, where there is any."""
        if blocks or mark:
            yield Part(kind=kind, mark=mark, blocks=blocks)

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
            elif name not in _HOLDERS and name != "meta":
                blocks += self.block(child, _DEPTH, 0)
        return Part(
            kind=kind,
            mark=mark or head.mark,
            letterhead=head.letterhead(),
            title=head.title,
            subtitle=head.subtitle,
            recipients=head.recipients,
            blocks=(
                *head.rest,
                *(() if blocks == [Paragraph()] else blocks),
                *foot.rest,
                *self.strays(document),
            ),
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
            lines = child if local(child) == "longTitle" else (child,)
            for line in lines:
                if not (local(line) == "p" and self._line(line)):
                    self.rest += self._reader.block(line, _DEPTH, 0)
            self.rest += self._reader.strays(child) if local(child) == "longTitle" else ()
        self.rest += self._reader.strays(preface)

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
        elif Role.ISSUER_MARK in own and self._issuer is None and (mark := self._issuer_mark(line)):
            self._issuer = mark
        elif Role.SIGNER in own and (signers := _signers(self._reader, line)):
            self._signers += signers
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

    def _issuer_mark(self, line: Element) -> Mark | None:
        beside = (line.text or "").strip()
        if (beside and len(line)) or any(local(child) != "docAuthority" for child in line):
            return None
        suffix = clean_text(beside + "".join([child.tail or "" for child in line])).strip()
        return Mark(organs=tuple([self._reader.text(organ) for organ in line]), suffix=suffix)

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
            if Role.ATTACHMENTS in own and local(child) == "blockList":
                self._named(child)
            elif child.get("name") == Role.IMPRINT and local(child) == "container":
                self.imprint += [self._imprint(line) for line in child]
                self.rest += self._reader.strays(child)
            elif Role.NOTE in own and local(child) == "p" and not self.note:
                self.note = self._reader.inlines(child, _DEPTH)
                self.rest += self._reader.loose()
            elif not (local(child) == "p" and self._signed(child)):
                self.rest += self._reader.block(child, _DEPTH, 0)
        self.rest += self._reader.strays(conclusions)

    def _named(self, element: Element) -> None:
        blocks = tuple(self._reader.block(element, _DEPTH, 0))
        items = [item for block in blocks if isinstance(block, List) for item in block.items]
        lines = [item.blocks[0] for item in items if len(item.blocks) == 1]
        if len(blocks) != 1 or len(lines) < len(items):
            self.rest += blocks
            return
        for item, line in zip(items, lines, strict=True):
            content = line.content if isinstance(line, Paragraph) else ()
            href = next((node.href for node in content if isinstance(node, Link)), None)
            if plain(content) or not any(ink(line)):
                self.attachments.append(Attachment(label=item.label, name=plain(content), href=href))
            else:
                self.rest.append(List(items=(item,)))

    def _signed(self, line: Element) -> bool:
        """Whether a line is a signature or its date and nothing else."""
        organs = [self._reader.text(organ) for organ in line.iterfind(".//{*}organization")]
        signers = _signers(self._reader, line)
        dates = [_date(self._reader, date) for date in _dated(line)]
        parts = [*organs, *(s.title + s.name for s in signers), *(date.raw for date in dates[:1])]
        if not parts or _squeezed("".join(parts)) != _squeezed(self._reader.text(line)):
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
        label = next((self._reader.text(span) for span in line if Role.LABEL in roles(span)), "")
        dates = _dated(line)
        text = self._reader.text(line)
        date = (
            _date(self._reader, dates[-1]) if dates and text.endswith(self._reader.text(dates[-1])) else None
        )
        text = text.removesuffix(date.raw) if date is not None else text
        label = label if text.startswith(label) else ""
        return ImprintLine(kind=kind, label=label, text=text.removeprefix(label), date=date)


def _signers(reader: BlockReader, line: Element) -> list[Signer]:
    """The person in a line, with the title printed before the name; none where the line says more."""
    titles = [reader.text(span) for span in line.iterfind(".//{*}span") if Role.TITLE in roles(span)]
    names = [reader.text(person) for person in line.iterfind(".//{*}person")]
    if len(names) != 1 or _squeezed("".join([*titles, *names])) != _squeezed(reader.text(line)):
        return []
    return [Signer(name=names[0], title="".join(titles))]


def _squeezed(text: str) -> str:
    """A text without its white space."""
    return "".join(text.split())


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
