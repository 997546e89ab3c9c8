"""The faces by the names that offices have them under, and the font table.

方正小标宋简体, 仿宋_GB2312, 楷体_GB2312, 黑体, 宋体 as GB/T 9704-2012 practice names them. A face that is not
installed is looked up under its `altName`: one name of at most 31 characters, because Word does not split
it at commas (MS-OE376). ISO/IEC 29500-1 17.8.3.
"""

from govdoc.typography import Face
from govdoc.writers.docx.markup import DECLARATION, WORD_NAMESPACES

LATIN = "Times New Roman"

EAST_ASIAN: dict[Face, str] = {
    Face.FANGSONG: "仿宋_GB2312",
    Face.KAI: "楷体_GB2312",
    Face.HEI: "黑体",
    Face.BIAOSONG: "方正小标宋简体",
    Face.SONG: "宋体",
    Face.LATIN: "仿宋_GB2312",
}
"""The name of each face for Han text; beside the Latin face stands 仿宋."""

_GB2312 = "86"
_FACES = (
    ("仿宋_GB2312", "仿宋", "02010609030101010101", _GB2312, "modern", "fixed"),
    ("楷体_GB2312", "楷体", "02010609030101010101", _GB2312, "modern", "fixed"),
    ("黑体", "SimHei", "02010609060101010101", _GB2312, "modern", "fixed"),
    ("方正小标宋简体", "方正小标宋_GBK", "03000509000000000000", _GB2312, "script", "fixed"),
    ("宋体", "SimSun", "02010600030101010101", _GB2312, "auto", "variable"),
    (LATIN, "", "02020603050405020304", "00", "roman", "variable"),
)


def font_table() -> str:
    """The part word/fontTable.xml."""
    return f"{DECLARATION}<w:fonts {WORD_NAMESPACES}>{''.join([_font(*face) for face in _FACES])}</w:fonts>"


def _font(name: str, other: str, panose: str, charset: str, family: str, pitch: str) -> str:
    alternative = f'<w:altName w:val="{other}"/>' if other else ""
    return (
        f'<w:font w:name="{name}">{alternative}<w:panose1 w:val="{panose}"/><w:charset w:val="{charset}"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
    )
