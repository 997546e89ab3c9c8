"""The head of a part: letterhead (版头) and title (标题), GB/T 9704-2012 7.2 and 7.3.1."""

from collections.abc import Iterator

import msgspec

from govdoc.compose.inline import Stage, runs, text_block
from govdoc.compose.title import break_title
from govdoc.galley import Alignment, Look, OutlineEntry, PairBlock, Role, Run, TextBlock
from govdoc.model import Break, Inlines, Letterhead, Mark, Part, Signer, Text, one_line
from govdoc.profile import Elements
from govdoc.typography import POINTS_PER_MM, cells


def letterhead(head: Letterhead, path: str, stage: Stage) -> Iterator[TextBlock | PairBlock]:
    """The elements of the letterhead that the document has, as the profile arranges them."""
    above = stage.profile.head.elements is Elements.ABOVE
    flush = list(_flush_left(head, path, stage))
    if above:
        yield from flush
    if head.mark:
        yield _mark(head.mark, f"{path}/mark", stage, len(flush) if above else 0)
    number = _number(head, path, stage)
    if above:
        yield from _number_and_signers(number, head.signers, path, stage)
    else:
        yield from _beside(flush, number)
        yield from _signer_lines(head.signers, path, stage)


def _flush_left(head: Letterhead, path: str, stage: Stage) -> Iterator[TextBlock]:
    elements = (
        (Role.COPY_NUMBER, head.copy_number),
        (Role.SECRECY, head.secrecy),
        (Role.URGENCY, head.urgency),
    )
    for role, text in elements:
        if text:
            yield stage.line(role, text, f"{path}/{role}")


def _mark(mark: Mark, path: str, stage: Stage, lines_above: int) -> TextBlock | PairBlock:
    """The issuer mark: its place counts from the type area's top, whatever stands above it.

    Joint organs stand below each other, 文件 beside them in the middle of their height (7.2.4).
    """
    look = stage.look(Role.ISSUER_MARK)
    joint = len(mark.organs) > 1 and bool(mark.suffix)
    wanted = max(map(cells, mark.organs), default=0.0) + cells(mark.suffix)
    look = _fitting(look, wanted, stage)
    if lines_above:
        look = msgspec.structs.replace(look, before=max(look.before - lines_above, 0.0))
    names = "\n".join(mark.organs)
    if not joint:
        return TextBlock(Role.ISSUER_MARK, look, (Run(names + mark.suffix, look.face),), path=path)
    return _joint(names, mark, look, path, stage)


def _joint(names: str, mark: Mark, look: Look, path: str, stage: Stage) -> PairBlock:
    """Names of equal width, and the suffix at their right; both together in the middle of the page."""
    page = stage.profile.page
    scale = page.points(look.size) / page.points("三号")
    widest = max(map(cells, mark.organs)) * scale
    suffix = cells(mark.suffix) * scale
    edge = max((page.columns - widest - suffix - _SUFFIX_GAP) / 2, 0.0)
    left = msgspec.structs.replace(
        look, align=Alignment.DISTRIBUTE, left=edge, right=page.columns - edge - widest
    )
    right = msgspec.structs.replace(
        look, align=Alignment.LEFT, left=edge + widest + _SUFFIX_GAP, rule_below=False
    )
    return PairBlock(
        TextBlock(Role.ISSUER_MARK, left, (Run(names, look.face),), path=path),
        TextBlock(Role.ISSUER_MARK, right, (Run(mark.suffix, look.face),), path=path),
        middle=True,
    )


_SUFFIX_GAP = 0.5
"""字 between joint organs and 文件."""
_MARK_SIZES = ("小初", "一号", "小一", "二号", "小二", "三号")


def _fitting(look: Look, wanted: float, stage: Stage) -> Look:
    """The look in the largest size, not above its own, in which `wanted` 字 of it fit the line."""
    page = stage.profile.page
    room = page.area_width * POINTS_PER_MM
    own = page.points(look.size)
    sizes = [size for size in _MARK_SIZES if page.points(size) < own]
    fits = next((size for size in (look.size, *sizes) if wanted * page.points(size) <= room), look.size)
    return look if fits == look.size else msgspec.structs.replace(look, size=fits)


def _number(head: Letterhead, path: str, stage: Stage) -> TextBlock | None:
    if not head.document_number:
        return None
    block = stage.line(Role.DOCUMENT_NUMBER, head.document_number, f"{path}/document_number")
    return block if head.mark else _without_head(block)


def _number_and_signers(
    number: TextBlock | None, signers: tuple[Signer, ...], path: str, stage: Stage
) -> Iterator[TextBlock | PairBlock]:
    """The number in the middle; in upward documents at the left, on the line of the last signer (7.2.5)."""
    lines = list(_signer_lines(signers, path, stage))
    if not lines or number is None:
        yield from lines
        if number:
            yield number
        return
    space = number.look.before
    lines[0] = _with_look(lines[0], before=space)
    yield from lines[:-1]
    beside = _with_look(number, align=Alignment.LEFT, left=1.0, before=lines[-1].look.before)
    yield PairBlock(beside, lines[-1])


def _signer_lines(signers: tuple[Signer, ...], path: str, stage: Stage) -> Iterator[TextBlock]:
    """The signers, two a line; names below the first line's stand under its first name (7.2.6)."""
    look = stage.look(Role.SIGNER)
    name_face = stage.look(Role.LEVEL2).face
    pairs = [signers[i : i + 2] for i in range(0, len(signers), 2)]
    texts = ["　".join([signer_text(signer) for signer in pair]) for pair in pairs]
    lead = cells(_SIGNER_LABEL)
    edge = stage.profile.page.columns - look.right - lead - max(map(cells, texts), default=0.0)
    for i, text in enumerate(texts):
        label = (Run(_SIGNER_LABEL, look.face),) if i == 0 else ()
        placed = msgspec.structs.replace(
            look, align=Alignment.LEFT, left=max(edge if label else edge + lead, 0.0), right=0.0
        )
        runs = (*label, Run(text, name_face))
        yield TextBlock(Role.SIGNER, placed, runs, path=f"{path}/signers/{2 * i}")


_SIGNER_LABEL = "签发人："


_OFF_GRID = 0.001
"""行: a block with a fraction of a line above it does not wait for the next line of the grid."""


def _beside(flush: list[TextBlock], number: TextBlock | None) -> Iterator[TextBlock | PairBlock]:
    """Below the mark: the flush-left elements, the number at the right of the first (10.1)."""
    below = [_with_look(block, before=_OFF_GRID) for block in flush[1:]]
    if flush and number:
        yield PairBlock(flush[0], number)
    elif flush:
        yield flush[0]
    elif number:
        yield number
    yield from below


def _with_look(
    block: TextBlock, *, before: float, align: Alignment | None = None, left: float | None = None
) -> TextBlock:
    look = msgspec.structs.replace(block.look, before=before)
    if align is not None and left is not None:
        look = msgspec.structs.replace(look, align=align, left=left)
    return msgspec.structs.replace(block, look=look)


def _without_head(number: TextBlock) -> TextBlock:
    """A document number on a page without issuer mark: no red head, so no red line and no space for it."""
    look = msgspec.structs.replace(number.look, before=0.0, after=1.0, rule_below=False)
    return msgspec.structs.replace(number, look=look)


def signer_text(signer: Signer) -> str:
    """A signer's title and name as one text, parted by a blank."""
    return f"{signer.title}　{signer.name}" if signer.title else signer.name


def title(part: Part, path: str, stage: Stage, several: bool) -> Iterator[TextBlock]:
    """Title and subtitle; the title stands clear of a red head and is broken by sense."""
    if part.title:
        look = stage.look(Role.TITLE)
        if part.letterhead and part.letterhead.mark:
            look = msgspec.structs.replace(look, before=stage.profile.head.title_before)
        if part.subtitle:
            look = msgspec.structs.replace(look, after=0.0)
        content = _broken(part.title, stage)
        entry = OutlineEntry(1, one_line(part.title)) if several else None
        made: tuple[Run, ...] = runs(stage, content, look, f"{path}/title")
        yield TextBlock(Role.TITLE, look, made, outline=entry, path=f"{path}/title")
    if part.subtitle:
        yield text_block(stage, Role.SUBTITLE, _parted(part.subtitle, stage), f"{path}/subtitle")


def _parted(content: Inlines, stage: Stage) -> Inlines:
    """A subtitle longer than a line (题注: passed, issued, in force) breaks at its blank 字."""
    text = one_line(content)
    look = stage.look(Role.SUBTITLE)
    room = stage.profile.page.columns - look.left - look.right
    if cells(text) <= room or not all(isinstance(inline, Text) for inline in content):
        return content
    return (Text("\n".join(text.split("　"))),)


def _broken(content: Inlines, stage: Stage) -> Inlines:
    if any(isinstance(inline, Break) for inline in content) or not all(
        isinstance(inline, Text) for inline in content
    ):
        return content
    page = stage.profile.page
    width = page.area_width * POINTS_PER_MM / page.points(stage.look(Role.TITLE).size)
    lines = break_title(one_line(content), width)
    return (Text("\n".join(lines)),) if len(lines) > 1 else content
