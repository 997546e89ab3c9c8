"""Every line where GB/T 9704-2012 puts it: 22 rows, 28 cells, 37 mm, 28 mm, 269 mm."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import pymupdf
import pytest

from govdoc.model import Date, Document, Part, Signature
from govdoc.paginate.lines import FORBIDDEN, Kinsoku
from tests.pdf.conftest import make
from tests.pdf.documents import paragraph, text

MM = 72 / 25.4
LEFT, RIGHT, TOP, FOOT = 28 * MM, 184 * MM, 37 * MM, 262 * MM
PITCH, SIZE, CELL = 10.418 * MM, 15.75, 156 / 28 * MM

Glyph = tuple[float, float, str]


def rows(page: pymupdf.Page) -> Iterator[tuple[float, list[Glyph]]]:
    """The lines of a page: baseline, and for each glyph its left and right edge and its character."""
    found: dict[float, list[Glyph]] = defaultdict(list)
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                for char in span["chars"]:
                    x, y = char["origin"]
                    found[round(y, 1)].append((x, char["bbox"][2], char["c"]))
    for y in sorted(found):
        yield y, sorted(found[y])


@pytest.fixture(scope="module")
def pages(long_pdf: bytes) -> list[list[tuple[float, list[Glyph]]]]:
    return [list(rows(page)) for page in pymupdf.open(stream=long_pdf)]


def test_baselines_are_on_the_grid(pages: list[list[tuple[float, list[Glyph]]]]) -> None:
    first = TOP + 0.88 * SIZE
    for number, page in enumerate(pages):
        for y, _ in page:
            if y < FOOT and not (number == 0 and y < TOP + PITCH):
                row = (y - first) / PITCH
                assert abs(row - round(row)) * PITCH < 0.1


def test_a_page_has_22_lines(pages: list[list[tuple[float, list[Glyph]]]]) -> None:
    counts = Counter(sum(y < FOOT for y, _ in page) for page in pages[1:-1])
    assert max(counts) == 22
    assert min(counts) >= 20  # a heading or a last line that went to the next page
    assert counts[22] > len(pages) / 2


def test_the_first_line_begins_37_mm_below_the_edge(pages: list[list[tuple[float, list[Glyph]]]]) -> None:
    assert pages[1][0][0] - 0.88 * SIZE == pytest.approx(TOP, abs=0.1)


def test_no_line_leaves_the_type_area(pages: list[list[tuple[float, list[Glyph]]]]) -> None:
    for page in pages:
        for _, glyphs in page:
            assert glyphs[0][0] >= LEFT - 0.1
            assert glyphs[-1][1] <= RIGHT + 0.3


def test_full_lines_reach_the_right_edge(pages: list[list[tuple[float, list[Glyph]]]]) -> None:
    ends = [glyphs[-1][1] - RIGHT for page in pages for y, glyphs in page if y < FOOT and len(glyphs) > 24]
    assert sum(abs(end) < 0.4 for end in ends) / len(ends) > 0.9


def test_cells_of_a_pure_line(pages: list[list[tuple[float, list[Glyph]]]]) -> None:
    page = make(Document(parts=(Part(blocks=(paragraph("国" * 200),)),)))
    lines = [glyphs for _, glyphs in rows(pymupdf.open(stream=page)[0])]
    for glyphs in lines[1:4]:
        assert len(glyphs) == 28
        for i, (x, _, _) in enumerate(glyphs):
            assert x == pytest.approx(LEFT + i * CELL, abs=0.05)
    assert lines[0][0][0] == pytest.approx(LEFT + 2 * CELL, abs=0.05)


def test_no_line_begins_or_ends_as_none_may(pages: list[list[tuple[float, list[Glyph]]]]) -> None:
    forbidden = FORBIDDEN[Kinsoku.GB]
    for page in pages:
        for y, glyphs in page:
            if y < FOOT:
                assert glyphs[0][2] not in forbidden.start
                assert glyphs[-1][2] not in forbidden.end


def test_page_numbers(pages: list[list[tuple[float, list[Glyph]]]]) -> None:
    for number, page in enumerate(pages, 1):
        _, glyphs = page[-1]
        assert "".join(c for _, _, c in glyphs).replace(" ", "") == f"—{number}—"
        if number % 2:
            assert glyphs[-1][1] == pytest.approx(RIGHT - 14, abs=0.6)
        else:
            assert glyphs[0][0] == pytest.approx(LEFT + 14, abs=0.6)


def test_the_dash_is_269_mm_below_the_edge(long_pdf: bytes) -> None:
    page = pymupdf.open(stream=long_pdf)[1]
    picture = page.get_pixmap(dpi=600, clip=pymupdf.Rect(LEFT + 14, FOOT, LEFT + 22, FOOT + 40))
    inked = [
        y
        for y in range(picture.height)
        if min(picture.samples[y * picture.stride : (y + 1) * picture.stride]) < 128
    ]
    middle = (picture.y + (inked[0] + inked[-1] + 1) / 2) * 72 / 600
    assert middle == pytest.approx(269 * MM, abs=0.3)


@pytest.mark.parametrize("count", range(14, 24))
def test_signature_and_date_stand_with_text(count: int) -> None:
    signature = Signature(organs=("宜兴市人民政府",), date=Date(raw="2021年3月29日"))
    last = paragraph("家" * (28 * (count % 3) + 100))
    blocks = (*[paragraph("国" * 60) for _ in range(count // 3)], last)
    data = make(Document(parts=(Part(title=text("题"), blocks=blocks, signatures=(signature,)),)))
    for page in pymupdf.open(stream=data):
        words = page.get_text()
        if "宜兴市人民政府" in words or "2021年" in words:
            assert "宜兴市人民政府" in words
            assert "2021年3月29日" in words.replace("\n", "")
            assert "家家" in words


def test_a_heading_is_never_last_on_a_page(pages: list[list[tuple[float, list[Glyph]]]]) -> None:
    for page in pages[:-1]:
        body = [glyphs for y, glyphs in page if y < FOOT]
        assert "部分工作" not in "".join(c for _, _, c in body[-1])
