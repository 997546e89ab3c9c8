"""What closes a part: list of annexes, signature and date, end record (GB/T 9704-2012 7.3.4–7.3.6, 7.4)."""

from collections.abc import Iterator

import msgspec

from govdoc.compose.head import signer_text
from govdoc.compose.inline import Stage
from govdoc.galley import Alignment, ImprintBlock, ImprintRow, Role, Run, TextBlock
from govdoc.model import Attachment, ImprintLine, Signature
from govdoc.typography import cells


def attachment_list(attachments: tuple[Attachment, ...], path: str, stage: Stage) -> Iterator[TextBlock]:
    """The list of annexes: one line below the text, wrapped lines under the first character of the name."""
    look = stage.look(Role.ATTACHMENT_LIST)
    lead = 0.0
    for i, attachment in enumerate(attachments):
        head, _, number = attachment.label.rpartition("：")
        lead = cells(head) + 1 if head else lead
        own = cells(attachment.label) if head else cells(number)
        hang = lead + cells(number)
        made = msgspec.structs.replace(look, left=look.left + hang, first=-own, before=1.0 if i == 0 else 0.0)
        runs = (Run(attachment.label, look.face), Run(attachment.name, look.face, href=attachment.href))
        kept = tuple(run for run in runs if run.text)
        yield TextBlock(Role.ATTACHMENT_LIST, made, kept, path=f"{path}/attachments/{i}")


def insets(organ: float, date: float) -> tuple[float, float]:
    """Right insets in 字 of organ and date of an unsealed document (7.3.5.2), from their widths in 字.

    The date begins two 字 right of the organ's beginning and never comes nearer than two to the edge.
    """
    if organ - date >= 2:
        return 2.0, organ - date
    return date + 4 - organ, 2.0


def sealed_insets(organ: float, date: float) -> tuple[float, float]:
    """Right insets in 字 under a seal (7.3.5.1): the date four in, the organ centred over it."""
    return max(4 + (date - organ) / 2, 0.0), 4.0


def signatures(found: tuple[Signature, ...], path: str, stage: Stage) -> Iterator[TextBlock]:
    """Organs and date, an empty line above them; several signatures follow each other."""
    for i, signature in enumerate(found):
        lines = list(_signature(signature, f"{path}/signatures/{i}", stage))
        if lines:
            first = lines[0]
            yield msgspec.structs.replace(first, look=msgspec.structs.replace(first.look, before=1.0))
            yield from lines[1:]


def _signature(signature: Signature, path: str, stage: Stage) -> Iterator[TextBlock]:
    look, date_look = stage.look(Role.SIGNATURE), stage.look(Role.SIGNATURE_DATE)
    date = signature.date.raw if signature.date else ""
    place = sealed_insets if signature.seal or signature.signers else insets
    lines = [(organ, f"{path}/organs/{i}") for i, organ in enumerate(signature.organs)]
    lines += [(signer_text(s), f"{path}/signers/{i}") for i, s in enumerate(signature.signers)]
    widest = max((cells(text) for text, _ in lines), default=0.0)
    organ_right, date_right = place(widest, cells(date)) if date and lines else (look.right, date_look.right)
    for text, at in lines:
        right = organ_right + (widest - cells(text)) / 2
        styled = msgspec.structs.replace(look, right=right, keep_next=bool(date))
        yield TextBlock(Role.SIGNATURE, styled, (Run(text, look.face),), path=at)
    if date:
        styled = msgspec.structs.replace(date_look, right=date_right)
        yield TextBlock(Role.SIGNATURE_DATE, styled, (Run(date, date_look.face),), path=f"{path}/date")


def imprint(lines: tuple[ImprintLine, ...], path: str, stage: Stage) -> ImprintBlock:
    """The end record: a row a line, the date of printing at the right."""
    look = stage.look(Role.IMPRINT)
    page = stage.profile.page
    scale = page.points(look.size) / page.points("三号")  # indents are counted in 字 of the body
    rows = []
    for i, line in enumerate(lines):
        at = f"{path}/{i}"
        hang = cells(line.label) * scale
        left = msgspec.structs.replace(look, left=look.left + hang, first=-hang)
        runs = tuple(Run(text, look.face) for text in (line.label, line.text) if text)
        right = None
        if line.date:
            right = TextBlock(
                Role.IMPRINT,
                msgspec.structs.replace(look, align=Alignment.RIGHT),
                (Run(line.date.raw, look.face),),
                path=f"{at}/date",
            )
        rows.append(ImprintRow(TextBlock(Role.IMPRINT, left, runs, path=at), right))
    return ImprintBlock(tuple(rows))
