"""Seals (印章) and signature stamps (签名章) → pictures anchored behind the text.

GB/T 9704-2012 7.3.5: over organ and date, which sit slightly below its centre. ISO/IEC 29500-1 20.4.2.3.
"""

from govdoc.galley import Alignment, TextBlock
from govdoc.profile import Profile
from govdoc.typography import TWIPS_PER_MM, cells
from govdoc.writers.docx.looks import text_width
from govdoc.writers.docx.markup import WP, A, quote
from govdoc.writers.docx.pictures import Measure, emu, graphic, own_size


def stamp(ident: str, number: int, block: TextBlock, profile: Profile) -> str:
    """The w:r of the stamp of a block: `ident` its relationship, `number` unique in the document."""
    found = block.stamp
    assert found is not None
    size = _fitted(found.resource.data, found.size)
    line = profile.word.line / TWIPS_PER_MM
    across = _middle(block, profile) - size.width / 2
    down = line / 2 - size.height / 2
    properties = f'id="{number}" name={quote(found.alternative)} descr={quote(found.alternative)}'
    return (
        f'<w:r><w:drawing><wp:anchor xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0"'
        f' simplePos="0" relativeHeight="{number}" behindDoc="1" locked="0" layoutInCell="1"'
        ' allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{emu(across)}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{emu(down)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{emu(size.width)}" cy="{emu(size.height)}"/><wp:wrapNone/><wp:docPr {properties}/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{A}" noChangeAspect="1"/>'
        f"</wp:cNvGraphicFramePr>{graphic(ident, size, properties)}</wp:anchor></w:drawing></w:r>"
    )


def _fitted(data: bytes, side: float) -> Measure:
    """The size of a picture that fills a square; one whose bytes say nothing is taken as square."""
    own = own_size(data) or Measure(1.0, 1.0)
    factor = side / max(own)
    return Measure(own.width * factor, own.height * factor)


def _middle(block: TextBlock, profile: Profile) -> float:
    """Where the middle of the block's last line is, millimetres from the left edge of the text."""
    look, page = block.look, profile.page
    width = min(cells(block.text.rpartition("\n")[2]), page.columns) * page.cell
    whole = text_width(profile) / TWIPS_PER_MM
    left, right = look.left * page.cell, whole - look.right * page.cell
    if look.align is Alignment.RIGHT:
        return right - width / 2
    return (left + right) / 2 if look.align is Alignment.CENTER else left + width / 2
