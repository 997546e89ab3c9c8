"""The sets of hanzi that a face's coverage is counted in (GB/T 2312-1980; 通用规范汉字表, 2013)."""

from functools import cache

from govdoc.fonts.places import shipped_folder
from govdoc.fonts.sfnt import damaged


@cache
def gb2312() -> frozenset[str]:
    """The 6763 hanzi of GB/T 2312, levels 1 and 2 (rows 16 to 87)."""
    pairs = (bytes((0xA0 + row, 0xA0 + cell)) for row in range(16, 88) for cell in range(1, 95))
    return frozenset(filter(None, (pair.decode("gb2312", "ignore") for pair in pairs)))


@cache
def tgh8105() -> frozenset[str]:
    """The 8105 hanzi of 通用规范汉字表, the general standard list."""
    path = shipped_folder() / "charset" / "tgh8105.txt"
    try:
        return frozenset(path.read_text(encoding="utf-8")) - {"\n"}
    except OSError as error:
        raise damaged(path) from error
