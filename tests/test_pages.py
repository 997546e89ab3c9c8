"""Pages drawn as letters on the 28 × 22 grid, one letter a cell: the face that fills it.

小 小标宋 · 黑 黑体 · 楷 楷体 · 仿 仿宋 · 宋 宋体 · 数 Latin and digits · ． nothing. A file of tests/pages
holds a text, a line of dashes, and its pages; `pytest --accept` draws them anew.
"""

import re
from pathlib import Path

import pytest

import govdoc
from govdoc.compose import prepare
from govdoc.context import Context
from govdoc.fonts.library import FontSet
from govdoc.options import PageOptions
from govdoc.paginate import Page, pages
from govdoc.typography import POINTS_PER_MM

CASES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
LETTERS = {
    "BiaoSong": "小",
    "Hei": "黑",
    "Kai": "楷",
    "Fang": "仿",
    "Song": "宋",
    "Latin": "数",
    "WenKai": "备",
}
RULE = "-" * 28
BLANK = "．"


def letter(name: str) -> str:
    found = re.match(r"Govdoc(BiaoSong|WenKai|Hei|Kai|Fang|Song|Latin)", name)
    assert found is not None, name
    return LETTERS[found[1]]


def draw(page: Page) -> str:
    """The type area of a page; a glyph counts for the cell that its middle is in."""
    left, top = 28 * POINTS_PER_MM, 37 * POINTS_PER_MM
    cell, pitch = 156 / 28 * POINTS_PER_MM, 10.418 * POINTS_PER_MM
    grid = [[BLANK] * 28 for _ in range(22)]
    for line in page.lines():
        row = int((line.y - top) // pitch)
        for piece, start, end in line.places():
            step = (end - start) / max(len(piece.text), 1)
            for i in range(len(piece.text)):
                column = int((start + (i + 0.5) * step - left) // cell)
                assert 0 <= row < 22, f"row {row} is outside the type area"
                assert 0 <= column < 28, f"column {column} is outside the type area"
                grid[row][column] = letter(piece.style.font.postscript_name)
    rows = ["".join(row) for row in grid]
    assert page.folio is not None
    side = "奇" if page.folio.x > page.width / 2 else "偶"
    return "\n".join([*rows, f"{page.folio.text} {side}"])


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_a_page(path: Path, request) -> None:
    text, _, want = path.read_text("utf-8").partition(f"\n{RULE}\n")
    context = Context()
    document = govdoc.read(text.encode(), "text", None, context).value
    made = pages(prepare(document, PageOptions(), context), FontSet.load(), context)
    found = f"\n{RULE}\n".join(draw(page) for page in made) + "\n"
    if request.config.getoption("--accept"):
        path.write_text(f"{text}\n{RULE}\n{found}", "utf-8")
    else:
        assert found == want
    assert {d.code for d in context.diagnostics} <= {"GD250", "GD302"}
