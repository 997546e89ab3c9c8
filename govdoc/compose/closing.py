"""What closes a part: list of annexes, signature and date, end record (GB/T 9704-2012 7.3.4–7.3.6, 7.4)."""

from collections.abc import Iterator, Sequence
from math import ceil, floor
from typing import TypeAlias

import msgspec

from govdoc import codes as say
from govdoc.compose.head import signer_text
from govdoc.compose.inline import Stage
from govdoc.galley import Alignment, ImprintBlock, ImprintRow, PairBlock, Role, Run, Stamp, TextBlock
from govdoc.model import Attachment, ImprintLine, Signature
from govdoc.profile import SignatureForm
from govdoc.typography import POINTS_PER_MM, cells


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


def signatures(found: tuple[Signature, ...], path: str, stage: Stage) -> Iterator[TextBlock | PairBlock]:
    """Organs and date, or title, name and date of a signer; several signatures follow each other.

    Joint organs with a seal each stand two in a row (7.3.5.1); without seals below each other, over the date
    of the last (7.3.5.2).
    """
    seals = [_seal(signature, f"{path}/signatures/{i}", stage) for i, signature in enumerate(found)]
    if len(found) > 1 and all(seals) and all(len(s.organs) == 1 and not s.signers for s in found):
        yield from _joint(found, [seal for seal in seals if seal], path, stage)
        return
    above: list[_Name] = []
    for i, (signature, seal) in enumerate(zip(found, seals, strict=True)):
        at = f"{path}/signatures/{i}"
        if i + 1 < len(found) and _names_only(signature):
            above += [(organ, f"{at}/organs/{k}") for k, organ in enumerate(signature.organs)]
            continue
        if stage.profile.signature.form is SignatureForm.STAMP and signature.signers:
            lines: list[TextBlock | PairBlock] = [*_signature(Signature(), None, at, stage, above)]
            lines += _stamped(signature, seal, at, stage)
            above = []
            space = 2.0 + (_excess(seal, stage) if seal else 0.0)
        else:
            lines = list(_signature(signature, seal, at, stage, above))
            above = []
            space = _space_for(seal, stage) if seal else 1.0
        if lines:
            yield _spaced(lines[0], space)
            yield from lines[1:]


def _names_only(signature: Signature) -> bool:
    """Whether the date of the next organ stands for this one's too."""
    return not (signature.date or signature.signers or signature.seal)


def _spaced(block: TextBlock | PairBlock, before: float) -> TextBlock | PairBlock:
    """The block with empty lines above it."""
    if isinstance(block, PairBlock):
        return msgspec.structs.replace(block, left=_moved(block.left, before))
    return _moved(block, before)


def _moved(block: TextBlock, before: float) -> TextBlock:
    return msgspec.structs.replace(block, look=msgspec.structs.replace(block.look, before=before))


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


def _excess(stamp: Stamp, stage: Stage) -> float:
    """How far a stamp stands above the type of the line that it is centred on, in lines."""
    page = stage.profile.page
    return max(stamp.size - page.body_size / POINTS_PER_MM, 0.0) / 2 / page.pitch


def _stamped(
    signature: Signature, seal: Stamp | None, path: str, stage: Stage
) -> Iterator[TextBlock | PairBlock]:
    """The signer's title, and the name under the stamp, four 字 from the edge; the date below (7.3.5.3)."""
    look, date_look = stage.look(Role.SIGNATURE), stage.look(Role.SIGNATURE_DATE)
    shared = msgspec.structs.replace(look, right=4.0)
    for i, organ in enumerate(signature.organs):
        yield TextBlock(Role.SIGNATURE, shared, (Run(organ, look.face),), path=f"{path}/organs/{i}")
    for i, signer in enumerate(signature.signers):
        stamp = seal if i + 1 == len(signature.signers) else None
        own = cells(signer.name)
        wide = max(own, stamp.size / stage.profile.page.cell) if stamp else own
        placed = msgspec.structs.replace(look, right=4.0 + (wide - own) / 2)
        at = f"{path}/signers/{i}"
        name = TextBlock(Role.SIGNATURE, placed, (Run(signer.name, look.face),), path=at, stamp=stamp)
        if signer.title:
            beside = msgspec.structs.replace(look, right=4.0 + wide + 2.0)
            yield PairBlock(TextBlock(Role.SIGNATURE, beside, (Run(signer.title, look.face),), path=at), name)
        else:
            yield name
    if signature.date:
        page = stage.profile.page
        below = (seal.size + page.body_size / POINTS_PER_MM) / 2 / page.pitch if seal else 1.0
        placed = msgspec.structs.replace(date_look, right=4.0, before=max(below, 1.0))
        run = Run(signature.date.raw, date_look.face)
        yield TextBlock(Role.SIGNATURE_DATE, placed, (run,), path=f"{path}/date")


def _joint(
    found: tuple[Signature, ...], seals: list[Stamp], path: str, stage: Stage
) -> Iterator[TextBlock | PairBlock]:
    """Organs in rows of two under a seal each, the last one over its date, seals apart (7.3.5.1)."""
    page = stage.profile.page
    dates = [signature.date.raw if signature.date else "" for signature in found]
    right = page.columns - 4.0 - cells(dates[-1]) / 2
    middles = (page.columns - right, right)
    apart = float(floor(max(seal.size for seal in seals) / page.pitch))
    for i in range(0, len(found), 2):
        row = list(range(i, min(i + 2, len(found))))
        space = apart if i else _space_for(seals[0], stage)
        organs = [
            _centred(Role.SIGNATURE, found[k].organs[0], middle, f"{path}/signatures/{k}/organs/0", stage)
            for k, middle in zip(row, middles[-len(row) :], strict=True)
        ]
        sealed = [
            msgspec.structs.replace(organ, stamp=seals[k]) for k, organ in zip(row, organs, strict=True)
        ]
        yield _spaced(_beside(sealed), space)
        days = [
            _centred(Role.SIGNATURE_DATE, dates[k], middle, f"{path}/signatures/{k}/date", stage)
            for k, middle in zip(row, middles[-len(row) :], strict=True)
            if dates[k]
        ]
        if days:
            yield _beside(days)


def _beside(blocks: list[TextBlock]) -> TextBlock | PairBlock:
    return PairBlock(blocks[0], blocks[1]) if len(blocks) == 2 else blocks[0]


def _centred(role: Role, text: str, middle: float, path: str, stage: Stage) -> TextBlock:
    """A line whose middle is so many 字 from the left edge."""
    left = max(middle - cells(text) / 2, 0.0)
    look = msgspec.structs.replace(stage.look(role), align=Alignment.LEFT, left=left, right=0.0)
    return TextBlock(role, look, (Run(text, look.face),), path=path)


_Name: TypeAlias = tuple[str, str]
"""A name in a signature and the path of its node."""


def _signature(
    signature: Signature, seal: Stamp | None, path: str, stage: Stage, above: Sequence[_Name]
) -> Iterator[TextBlock]:
    """Organs, signers and date; `above`: the organs that sign with it."""
    look, date_look = stage.look(Role.SIGNATURE), stage.look(Role.SIGNATURE_DATE)
    date = signature.date.raw if signature.date else ""
    place = sealed_insets if signature.seal or signature.signers else insets
    lines = [*above, *((organ, f"{path}/organs/{i}") for i, organ in enumerate(signature.organs))]
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
