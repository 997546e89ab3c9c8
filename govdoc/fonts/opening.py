"""Opening a font file of any kind, unless its maker forbids embedding (OpenType 1.9: OS/2 fsType)."""

from pathlib import Path

from govdoc import codes as say
from govdoc.fonts.drawn import Axes, DrawnFace, is_drawn
from govdoc.fonts.sfnt import Sfnt, broken
from govdoc.fonts.truetype import TrueType


def open_face(path: Path, index: int = 0, axes: Axes = ()) -> TrueType:
    """One face of a TrueType or OpenType file or collection, pinned at `axes` when it is variable.

    Raises FontFault for a file that is no font, is damaged, needs the extra `fonts`, or may not be embedded.
    """
    face = DrawnFace(path, index, axes) if is_drawn(Sfnt(path, index)) else TrueType(path, index)
    if not face.embeddable:
        kind = f"0x{face.embedding:04X}"
        zh = f"许可不允许嵌入文件（fsType {kind}），请换用许可嵌入的字体"
        en = f"its licence forbids embedding (fsType {kind}); use a font that may be embedded"
        raise broken(path, zh, en, say.FONT_FORBIDDEN, kind)
    return face
