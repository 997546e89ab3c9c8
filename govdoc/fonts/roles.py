"""Which fonts play which role of the standard: the names under which offices own them (GB/T 9704-2012 5.2.2).

The names of 方正, Windows and macOS faces are those of the font sets of the ctex package; the *_GB2312 faces
are those that the standard's own templates ask for. An earlier name is preferred: a *_GBK face before its
*_GB2312 cut, which has a third of the hanzi.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from govdoc.typography import Face

NAMES: Mapping[Face, tuple[str, ...]] = MappingProxyType(
    {
        Face.FANGSONG: (
            "fangsong",
            "方正仿宋_GBK",
            "FZFangSong-Z02",
            "FZFSK",
            "方正仿宋简体",
            "FZFangSong-Z02S",
            "仿宋_GB2312",
            "FangSong_GB2312",
            "仿宋",
            "FangSong",
            "simfang",
            "华文仿宋",
            "STFangsong",
            "朱雀仿宋",
            "Zhuque Fangsong",
            "Zhuque Fangsong (technical preview)",
        ),
        Face.KAI: (
            "kai",
            "方正楷体_GBK",
            "FZKai-Z03",
            "FZKTK",
            "方正楷体简体",
            "FZKai-Z03S",
            "楷体_GB2312",
            "KaiTi_GB2312",
            "楷体",
            "KaiTi",
            "simkai",
            "Kaiti SC",
            "华文楷体",
            "STKaiti",
            "AR PL KaitiM GB",
            "LXGW WenKai GB",
            "LXGW WenKai",
        ),
        Face.HEI: (
            "hei",
            "方正黑体_GBK",
            "FZHei-B01",
            "FZHTK",
            "方正黑体简体",
            "FZHei-B01S",
            "黑体",
            "SimHei",
            "Heiti SC",
            "华文黑体",
            "STHeiti",
            "Source Han Sans SC",
            "Noto Sans SC",
        ),
        Face.BIAOSONG: (
            "biaosong",
            "方正小标宋_GBK",
            "FZXiaoBiaoSong-B05",
            "FZXBSK",
            "方正小标宋简体",
            "FZXiaoBiaoSong-B05S",
            "方正公文小标宋",
        ),
        Face.SONG: (
            "song",
            "方正书宋_GBK",
            "FZShuSong-Z01",
            "FZSSK",
            "方正书宋简体",
            "FZShuSong-Z01S",
            "宋体",
            "SimSun",
            "Songti SC",
            "华文宋体",
            "STSong",
            "Source Han Serif SC",
            "Noto Serif SC",
        ),
        Face.LATIN: ("latin", "Times New Roman", "TimesNewRomanPSMT", "Liberation Serif", "Tinos"),
    }
)

_RANKS: Mapping[str, tuple[Face, int]] = MappingProxyType(
    {name.casefold(): (face, rank) for face, names in NAMES.items() for rank, name in enumerate(names)}
)


def role(names: Iterable[str]) -> tuple[Face, int] | None:
    """The role of a font of these names and how much it is preferred in it (0 most); None for no role."""
    found = [_RANKS[name] for name in map(str.casefold, names) if name in _RANKS]
    return min(found, key=lambda entry: (entry[1], entry[0])) if found else None
