"""Short constructors: a Document in a few lines of Python, computed fields filled in.

The parts and their order are those of GB/T 9704-2012 clause 7. Plain strings stand for text, paragraphs and
cells wherever those are meant; nothing is invented that the arguments do not say.

    document(
        "关于开展春季植树的通知",
        section("一、", "时间安排", "3月12日至3月31日。"),
        recipients="各镇人民政府：",
        metadata=[entry("索引号", "014046317/2021-01500")],
        signatures=[signature("宜兴市人民政府", date="2021年3月1日")],
    )
"""

from collections.abc import Sequence
from typing import TypeAlias

from msgspec.structs import replace

from govdoc.model import (
    Align,
    Attachment,
    Block,
    Blocks,
    Cell,
    Date,
    Document,
    Entry,
    Figure,
    ImprintKind,
    ImprintLine,
    Inline,
    Inlines,
    Item,
    Letterhead,
    List,
    Mark,
    Metadata,
    Node,
    Paragraph,
    Part,
    PartKind,
    Resource,
    Row,
    Section,
    Signature,
    Signer,
    Table,
    Text,
)
from govdoc.numbering import match_label
from govdoc.source import digest_of
from govdoc.terms import key_of
from govdoc.tree import rewrite
from govdoc.values import iso_date, normalise_value

Content: TypeAlias = str | Inline | Sequence[str | Inline]
"""Inline content: a string, a node, or several."""

Body: TypeAlias = str | Block
"""A block; a string stands for a paragraph."""


def content(given: Content) -> Inlines:
    """Inline nodes of a string, a node or several; an empty string gives none."""
    if isinstance(given, str):
        return (Text(text=given),) if given else ()
    if isinstance(given, Sequence):
        return tuple([node for piece in given for node in content(piece)])
    return (given,)


def paragraph(text: Content, align: Align | None = None) -> Paragraph:
    """A natural paragraph (自然段)."""
    return Paragraph(content=content(text), align=align)


def _blocks(given: Sequence[Body]) -> Blocks:
    return tuple([paragraph(block) if isinstance(block, str) else block for block in given])


def section(
    label: str | None, heading: Content, *blocks: Body, run_in: bool = False, gap: str = ""
) -> Section:
    """A numbered division (层次) with what stands under it; its number and scheme come from the label.

    Parameters: `label` as it is to be printed (“一、”, “（二）”, “第三条”), none for a heading without;
    `run_in`: the heading shares its paragraph with the first block; `gap`: white space after the label.
    Its level is 1, and grows by one with every section that it is put into.
    """
    found = match_label(label) if label else None
    whole = found if found is not None and found.end == len(label or "") else None
    return Section(
        level=1,
        label=label or "",
        gap=gap,
        heading=content(heading),
        number=whole.number if whole else None,
        scheme=whole.scheme if whole else None,
        run_in=run_in,
        blocks=tuple([rewrite(block, _deeper) for block in _blocks(blocks)]),
    )


def _deeper(node: Node) -> Node:
    return replace(node, level=node.level + 1) if isinstance(node, Section) else node


def items(*entries: Body | Sequence[Body], ordered: bool = False, labels: Sequence[str] = ()) -> List:
    """A list that is no numbered division; each entry is a block, or several; `labels` as printed."""
    found = []
    for i, given in enumerate(entries):
        several = [given] if isinstance(given, str | Node) else given
        found.append(Item(label=labels[i] if i < len(labels) else "", blocks=_blocks(several)))
    return List(items=tuple(found), ordered=ordered)


def cell(
    *blocks: Body,
    colspan: int = 1,
    rowspan: int = 1,
    header: bool = False,
    align: Align | None = None,
) -> Cell:
    """A table cell; spans are counted in columns and rows."""
    return Cell(blocks=_blocks(blocks), colspan=colspan, rowspan=rowspan, header=header, align=align)


def table(
    rows: Sequence[Sequence[Body | Cell]],
    caption: Content = "",
    header_rows: int = 1,
    widths: Sequence[float] = (),
    summary: str = "",
) -> Table:
    """A table (表格) from rows of cells; a string or a block stands for a cell with it.

    Parameters: `header_rows` the rows that repeat on each page, whose plain cells become header cells;
    `widths` the columns' shares of the width.
    """
    made = []
    for i, row in enumerate(rows):
        made.append(Row(cells=tuple([_cell(given, i < header_rows) for given in row])))
    return Table(
        rows=tuple(made),
        caption=content(caption),
        header_rows=min(header_rows, len(made)),
        widths=tuple(widths),
        summary=summary,
    )


def _cell(given: Body | Cell, header: bool) -> Cell:
    if isinstance(given, Cell):
        return given
    return cell(*([given] if given != "" else []), header=header)


def resource(data: bytes, media_type: str, name: str = "") -> Resource:
    """Bytes that the document shows, named by their hash; give it to `document(resources=…)`."""
    return Resource(id=digest_of(data), data=data, media_type=media_type, name=name)


def figure(
    picture: Resource | str, alternative: str, caption: Content = "", width: float = 0.0, height: float = 0.0
) -> Figure:
    """A picture (图): a resource, or the address of one outside; sizes in millimetres, 0 its own."""
    inside = isinstance(picture, Resource)
    return Figure(
        resource=picture.id if isinstance(picture, Resource) else None,
        href=None if inside else str(picture),
        alternative=alternative,
        caption=content(caption),
        width=width,
        height=height,
    )


def entry(label: str, raw: str = "", key: str | None = None, supplied: bool = False) -> Entry:
    """An item of the disclosure metadata; `key` and the normalised value come from the glossary.

    Parameters: `label`, `raw` as printed; `key` where the label does not tell it; `supplied` when the
    value was given by a person and is not in the source.
    """
    key = key_of(label) if key is None else key
    return Entry(label=label, raw=raw, key=key, value=normalise_value(key, raw), supplied=supplied)


def date(raw: str) -> Date:
    """A date as printed, with its ISO form where it can be read."""
    return Date(raw=raw, value=iso_date(raw))


def signature(
    *organs: str, date: str | None = None, signers: Sequence[Signer | str] = (), seal: Resource | None = None
) -> Signature:
    """Signature and date (发文机关署名、成文日期): organs, lead organ first, or persons; all as printed."""
    return Signature(
        organs=organs,
        signers=_signers(signers),
        date=None if date is None else Date(raw=date, value=iso_date(date)),
        seal=None if seal is None else seal.id,
    )


def _signers(given: Sequence[Signer | str]) -> tuple[Signer, ...]:
    return tuple([Signer(name=signer) if isinstance(signer, str) else signer for signer in given])


def letterhead(
    *organs: str,
    suffix: str = "",
    document_number: str = "",
    signers: Sequence[Signer | str] = (),
    copy_number: str = "",
    secrecy: str = "",
    urgency: str = "",
) -> Letterhead:
    """What stands above the red line (版头): the organs of the issuer mark, lead organ first, and the rest.

    `suffix` is what the mark prints after them: “文件”, or nothing.
    """
    return Letterhead(
        copy_number=copy_number,
        secrecy=secrecy,
        urgency=urgency,
        mark=Mark(organs=organs, suffix=suffix) if organs else None,
        document_number=document_number,
        signers=_signers(signers),
    )


def imprint(copy_to: str = "", printing: str = "", date: str | None = None) -> tuple[ImprintLine, ...]:
    """The end record (版记): “抄送：” and the recipients; the printing organ and its date, as printed."""
    lines = []
    if copy_to:
        lines.append(ImprintLine(kind=ImprintKind.COPY_TO, label="抄送：", text=copy_to))
    if printing or date is not None:
        day = None if date is None else Date(raw=date, value=iso_date(date.removesuffix("印发")))
        lines.append(ImprintLine(kind=ImprintKind.PRINTING, text=printing, date=day))
    return tuple(lines)


def part(
    title: Content,
    *blocks: Body,
    kind: PartKind = PartKind.ANNEX,
    mark: str = "",
    subtitle: Content = "",
    recipients: Content = "",
    letterhead: Letterhead | None = None,
    attachments: Sequence[Attachment | str] = (),
    signatures: Sequence[Signature] = (),
    note: Content = "",
    imprint: Sequence[ImprintLine] = (),
) -> Part:
    """One document inside a disclosed document: an annex unless `kind` says otherwise; `mark` is “附件1”."""
    return Part(
        kind=kind,
        mark=mark,
        letterhead=letterhead,
        title=content(title),
        subtitle=content(subtitle),
        recipients=content(recipients),
        blocks=_blocks(blocks),
        attachments=tuple([Attachment(name=a) if isinstance(a, str) else a for a in attachments]),
        signatures=tuple(signatures),
        note=content(note),
        imprint=tuple(imprint),
    )


def document(
    title: Content,
    *blocks: Body,
    metadata: Sequence[Entry] = (),
    subtitle: Content = "",
    recipients: Content = "",
    letterhead: Letterhead | None = None,
    attachments: Sequence[Attachment | str] = (),
    signatures: Sequence[Signature] = (),
    note: Content = "",
    imprint: Sequence[ImprintLine] = (),
    parts: Sequence[Part] = (),
    resources: Sequence[Resource] = (),
    language: str = "zh-CN",
) -> Document:
    """A disclosed document: its main part from the title, blocks and elements; `parts` are those after it."""
    main = part(
        title,
        *blocks,
        kind=PartKind.MAIN,
        subtitle=subtitle,
        recipients=recipients,
        letterhead=letterhead,
        attachments=attachments,
        signatures=signatures,
        note=note,
        imprint=imprint,
    )
    return Document(
        parts=(main, *parts),
        metadata=Metadata(entries=tuple(metadata)),
        resources=tuple(resources),
        language=language,
    )
