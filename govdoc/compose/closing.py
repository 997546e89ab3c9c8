"""What closes a part: list of annexes, signature and date, end record (GB/T 9704-2012 7.3.4–7.3.6, 7.4)."""

from collections.abc import Iterator
from math import ceil

import msgspec

from govdoc import diagnostics as say
from govdoc.compose.head import signer_text
from govdoc.compose.inline import Stage
from govdoc.galley import Alignment, ImprintBlock, ImprintRow, Role, Run, Stamp, TextBlock
from govdoc.model import Attachment, ImprintLine, Signature
from govdoc.profile import SignatureForm
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
    """Organs and date, or title, name and date of a signer; several signatures follow each other."""
    for i, signature in enumerate(found):
        at = f"{path}/signatures/{i}"
        seal = _seal(signature, at, stage)
        if stage.profile.signature.form is SignatureForm.STAMP and signature.signers:
            lines = list(_stamped(signature, seal, at, stage))
            space = 2.0
        else:
            lines = list(_signature(signature, seal, at, stage))
            space = _space_for(seal, stage) if seal else 1.0
        if lines:
            first = lines[0]
            yield msgspec.structs.replace(first, look=msgspec.structs.replace(first.look, before=space))
            yield from lines[1:]


def _seal(signature: Signature, path: str, stage: Stage) -> Stamp | None:
    """The picture of the seal that was supplied."""
    if signature.seal is None:
        return None
    resource = stage.resources.get(signature.seal)
    if resource is None:
        stage.report(say.NO_RESOURCE, signature.seal, path=path)
        return None
    style = stage.profile.signature
    form = style.form is SignatureForm.STAMP and bool(signature.signers)
    owner = "、".join([*signature.organs, *(signer.name for signer in signature.signers if form)])
    alternative = f"{owner}{'签名章' if form else '印章'}"
    return Stamp(resource, alternative, style.stamp if form else style.seal)


def _space_for(seal: Stamp, stage: Stage) -> float:
    """Empty lines above the organ, so that the seal's top is within one line of the text (7.3.5.1)."""
    return max(float(ceil(seal.size / 2 / stage.profile.page.pitch - 0.5)), 1.0)


def _stamped(signature: Signature, seal: Stamp | None, path: str, stage: Stage) -> Iterator[TextBlock]:
    """The signer's title and name or stamp, four 字 from the edge, the date a line below (7.3.5.3)."""
    look, date_look = stage.look(Role.SIGNATURE), stage.look(Role.SIGNATURE_DATE)
    shared = msgspec.structs.replace(look, right=4.0)
    for i, organ in enumerate(signature.organs):
        yield TextBlock(Role.SIGNATURE, shared, (Run(organ, look.face),), path=f"{path}/organs/{i}")
    for i, signer in enumerate(signature.signers):
        text = f"{signer.title}　　{signer.name}" if signer.title else signer.name
        stamp = seal if i + 1 == len(signature.signers) else None
        at = f"{path}/signers/{i}"
        yield TextBlock(Role.SIGNATURE, shared, (Run(text, look.face),), path=at, stamp=stamp)
    if signature.date:
        placed = msgspec.structs.replace(date_look, right=4.0, before=1.0)
        run = Run(signature.date.raw, date_look.face)
        yield TextBlock(Role.SIGNATURE_DATE, placed, (run,), path=f"{path}/date")


def _signature(signature: Signature, seal: Stamp | None, path: str, stage: Stage) -> Iterator[TextBlock]:
    look, date_look = stage.look(Role.SIGNATURE), stage.look(Role.SIGNATURE_DATE)
    date = signature.date.raw if signature.date else ""
    place = sealed_insets if signature.seal or signature.signers else insets
    lines = [(organ, f"{path}/organs/{i}") for i, organ in enumerate(signature.organs)]
    lines += [(signer_text(s), f"{path}/signers/{i}") for i, s in enumerate(signature.signers)]
    widest = max((cells(text) for text, _ in lines), default=0.0)
    organ_right, date_right = place(widest, cells(date)) if date and lines else (look.right, date_look.right)
    for i, (text, at) in enumerate(lines):
        right = organ_right + (widest - cells(text)) / 2
        styled = msgspec.structs.replace(look, right=right, keep_next=bool(date))
        stamp = seal if i + 1 == len(lines) else None
        yield TextBlock(Role.SIGNATURE, styled, (Run(text, look.face),), path=at, stamp=stamp)
    if date:
        styled = msgspec.structs.replace(date_look, right=date_right)
        run, stamp = Run(date, date_look.face), seal if not lines else None
        yield TextBlock(Role.SIGNATURE_DATE, styled, (run,), path=f"{path}/date", stamp=stamp)


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
    return ImprintBlock(tuple(rows), stage.profile.imprint.rules, stage.options.even_imprint)
