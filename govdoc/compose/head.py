"""The head of a part: letterhead (版头) and title (标题), GB/T 9704-2012 7.2 and 7.3.1."""

from collections.abc import Iterator

import msgspec

from govdoc.compose.inline import Stage, runs, text_block
from govdoc.compose.title import break_title
from govdoc.galley import OutlineEntry, Role, Run, TextBlock
from govdoc.model import Break, Inlines, Letterhead, Part, Signer, Text, one_line
from govdoc.typography import POINTS_PER_MM


def letterhead(head: Letterhead, path: str, stage: Stage) -> Iterator[TextBlock]:
    """The elements above the red line, those that the document has."""
    above = (
        (Role.COPY_NUMBER, head.copy_number),
        (Role.SECRECY, head.secrecy),
        (Role.URGENCY, head.urgency),
    )
    count = 0
    for role, text in above:
        if text:
            count += 1
            yield stage.line(role, text, f"{path}/{role}")
    if head.mark:
        text = "\n".join(head.mark.organs) + head.mark.suffix
        block = stage.line(Role.ISSUER_MARK, text, f"{path}/mark")
        look = block.look
        space = max(look.before - count, 0)
        yield msgspec.structs.replace(block, look=msgspec.structs.replace(look, before=space))
    yield from _number_and_signers(head, path, stage)


def _number_and_signers(head: Letterhead, path: str, stage: Stage) -> Iterator[TextBlock]:
    signers = [signer_text(signer) for signer in head.signers]
    for i, text in enumerate(signers):
        lead = "签发人：" if i == 0 else ""
        yield stage.line(Role.SIGNER, lead + text, f"{path}/signers/{i}")
    if head.document_number:
        block = stage.line(Role.DOCUMENT_NUMBER, head.document_number, f"{path}/document_number")
        yield block if head.mark else _without_head(block)


def _without_head(number: TextBlock) -> TextBlock:
    """A document number on a page without issuer mark: no red head, so no red line and no space for it."""
    look = msgspec.structs.replace(number.look, before=0.0, after=1.0, rule_below=False)
    return msgspec.structs.replace(number, look=look)


def signer_text(signer: Signer) -> str:
    """A signer's title and name as one text, parted by a blank."""
    return f"{signer.title}　{signer.name}" if signer.title else signer.name


def title(part: Part, path: str, stage: Stage, several: bool) -> Iterator[TextBlock]:
    """Title and subtitle; the title stands two lines below a red head and is broken by sense."""
    if part.title:
        look = stage.look(Role.TITLE)
        if part.letterhead and part.letterhead.mark:
            look = msgspec.structs.replace(look, before=2.0)
        if part.subtitle:
            look = msgspec.structs.replace(look, after=0.0)
        content = _broken(part.title, stage)
        entry = OutlineEntry(1, one_line(part.title)) if several else None
        made: tuple[Run, ...] = runs(stage, content, look, f"{path}/title")
        yield TextBlock(Role.TITLE, look, made, outline=entry, path=f"{path}/title")
    if part.subtitle:
        yield text_block(stage, Role.SUBTITLE, part.subtitle, f"{path}/subtitle")


def _broken(content: Inlines, stage: Stage) -> Inlines:
    if any(isinstance(inline, Break) for inline in content) or not all(
        isinstance(inline, Text) for inline in content
    ):
        return content
    page = stage.profile.page
    width = page.area_width * POINTS_PER_MM / page.points(stage.look(Role.TITLE).size)
    lines = break_title(one_line(content), width)
    return (Text("\n".join(lines)),) if len(lines) > 1 else content
