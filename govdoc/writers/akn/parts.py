"""A part of a document as `act` or `doc`: preface, preamble, body, conclusions, in the order of GB/T 9704."""

from itertools import takewhile

from govdoc.akomantoso import Role, is_act
from govdoc.model import (
    Attachment,
    Date,
    ImprintLine,
    Letterhead,
    Link,
    Part,
    Section,
    Signature,
    Signer,
    Text,
)
from govdoc.writers.akn.body import BodyWriter
from govdoc.writers.akn.identification import Agents, calendar_day
from govdoc.writers.akn.output import Output, Place
from govdoc.writers.docx.markup import escape


class PartWriter:
    """Writes what stands in a part, after its `meta`."""

    def __init__(self, out: Output, agents: Agents) -> None:
        self.body = BodyWriter(out)
        self.out = out
        self.put = out.put
        self._agents = agents

    def part(self, part: Part, component: str, mark: bool) -> None:
        """The elements of a part.

        Parameters: `component` the identifier that its own ones begin with; `mark`: print the mark (附件1)
        here, because it does not stand before the part.
        """
        place = Place(component, component)
        self._preface(part, place, part.mark if mark else "")
        if is_act(part.blocks):
            self._act(part, place)
        else:
            self.put("\n<mainBody>")
            self.body.mixed(part.blocks, place)
            self.put("\n</mainBody>")
        self._conclusions(part, place)

    def _act(self, part: Part, place: Place) -> None:
        before = list(takewhile(lambda block: not isinstance(block, Section), part.blocks))
        if before:
            self.put("\n<preamble>")
            self.body.flow(before, place)
            self.put("\n</preamble>")
        self.put("\n<body>")
        self.body.divisions(part.blocks[len(before) :], place)
        self.put("\n</body>")

    def _group(self, name: str, begun: int) -> None:
        """Wrap what was written since `begun` into an element; nothing when nothing was."""
        if len(self.out.pieces) > begun:
            self.out.pieces[begun] = f"\n<{name}>{self.out.pieces[begun]}"
            self.put(f"\n</{name}>")

    # --- above the text ---

    def _preface(self, part: Part, place: Place, mark: str) -> None:
        begun = len(self.out.pieces)
        if part.letterhead is not None:
            self._letterhead(part.letterhead)
        self._line(Role.MARK, mark)
        if part.title:
            self.put(f'\n<p class="{Role.TITLE}"><docTitle>')
            self.body.inlines(part.title, place)
            self.put("</docTitle></p>")
        self.body.held("p", part.subtitle, place, f' class="{Role.SUBTITLE}"')
        self.body.held("p", part.recipients, place, f' class="{Role.RECIPIENTS}"')
        self._group("preface", begun)

    def _line(self, role: Role, text: str, name: str = "") -> None:
        if text:
            inner = f"<{name}>{escape(text)}</{name}>" if name else escape(text)
            self.put(f'\n<p class="{role}">{inner}</p>')

    def _letterhead(self, head: Letterhead) -> None:
        self._line(Role.COPY_NUMBER, head.copy_number)
        self._line(Role.SECRECY, head.secrecy)
        self._line(Role.URGENCY, head.urgency)
        if head.mark is not None:
            organs = [f"<docAuthority>{escape(organ)}</docAuthority>" for organ in head.mark.organs]
            self.put(f'\n<p class="{Role.ISSUER_MARK}">{"".join(organs)}{escape(head.mark.suffix)}</p>')
        for signer in head.signers:
            self._signer(signer)
        self._line(Role.DOCUMENT_NUMBER, head.document_number, "docNumber")

    def _signer(self, signer: Signer) -> None:
        title = f'<span class="{Role.TITLE}">{escape(signer.title)}</span>' if signer.title else ""
        person = f'<person refersTo="#{self._agents.person(signer.name)}">{escape(signer.name)}</person>'
        self.put(f'\n<p class="{Role.SIGNER}"><signature>{title}{person}</signature></p>')

    # --- below the text ---

    def _conclusions(self, part: Part, place: Place) -> None:
        begun = len(self.out.pieces)
        self._attachments(part.attachments, place)
        for signature in part.signatures:
            self._signature(signature)
        self.body.held("p", part.note, place, f' class="{Role.NOTE}"')
        if part.imprint:
            ident = self.out.identify(place.parent, "container")
            self.put(f'\n<container eId="{ident}" name="{Role.IMPRINT}">')
            for line in part.imprint:
                self._imprint(line)
            self.put("\n</container>")
        self._group("conclusions", begun)

    def _attachments(self, attachments: tuple[Attachment, ...], place: Place) -> None:
        if not attachments:
            return
        ident = self.out.identify(place.parent, "blockList")
        self.put(f'\n<blockList eId="{ident}" class="{Role.ATTACHMENTS}">')
        for node in attachments:
            num = f"<num>{escape(node.label)}</num>" if node.label else ""
            self.put(f'\n<item eId="{self.out.identify(ident, "item", own=node.id)}">{num}<p>')
            name = (Text(text=node.name),)
            self.body.inlines((Link(content=name, href=node.href),) if node.href is not None else name, place)
            self.put("</p></item>")
        self.put("\n</blockList>")

    def _signature(self, signature: Signature) -> None:
        for organ in signature.organs:
            ident = self._agents.organization(organ)
            name = f'<organization refersTo="#{ident}">{escape(organ)}</organization>'
            self.put(f'\n<p class="{Role.ORGAN}"><signature>{name}</signature></p>')
        for signer in signature.signers:
            self._signer(signer)
        if signature.date is not None:
            self.put(f'\n<p class="{Role.DATE}">{_date(signature.date)}</p>')

    def _imprint(self, line: ImprintLine) -> None:
        label = f'<span class="{Role.LABEL}">{escape(line.label)}</span>' if line.label else ""
        date = _date(line.date) if line.date is not None else ""
        self.put(f'\n<p class="{line.kind}">{label}{escape(line.text)}{date}</p>')


def _date(date: Date) -> str:
    day = calendar_day(date.value)
    if day is None:
        return f'<span class="{Role.DATE}">{escape(date.raw)}</span>'
    return f'<docDate date="{day}">{escape(date.raw)}</docDate>'
