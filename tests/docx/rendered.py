"""Pages as drawn: the lines of a PDF with their places in millimetres, and its rules."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from govdoc.profile import load_profile

MM = 25.4 / 72
PAGE = load_profile("gbt9704").page
EM_TOP = 0.88
"""The share of the em box above the baseline."""


class Line:
    """A line of a page: millimetres from the sheet's top left; `size` of most of its type."""

    def __init__(self, glyphs):
        glyphs = sorted(glyphs)
        self.text = "".join([c for _, c, _, _ in glyphs])
        self.left, self.baseline = glyphs[0][0] * MM, glyphs[0][3] * MM
        self.size = Counter([size for _, _, size, _ in glyphs]).most_common(1)[0][0] * MM
        self.right = max(x + (size if ord(c) > 0x2000 else size / 2) for x, c, size, _ in glyphs) * MM

    @property
    def top(self) -> float:
        """The top of the em box."""
        return self.baseline - EM_TOP * self.size

    @property
    def bottom(self) -> float:
        """The foot of the em box."""
        return self.top + self.size


def lines_of(page) -> list[Line]:
    """The lines of a page of pymupdf, from the top."""
    rows = defaultdict(list)
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", []):
            for span in line["spans"]:
                for glyph in span["chars"]:
                    if glyph["c"].strip():
                        x, y = glyph["origin"]
                        rows[round(y)].append((x, glyph["c"], span["size"], y))
    return [Line(rows[y]) for y in sorted(rows)]


def pages(pdf: bytes) -> Iterator[tuple[list[Line], object]]:
    """The lines of every page, and the page."""
    import pymupdf

    for page in pymupdf.open(stream=pdf, filetype="pdf"):
        yield lines_of(page), page


def area(lines: list[Line]) -> list[Line]:
    """The lines of the type area, without the page number."""
    return [line for line in lines if line.baseline < PAGE.top + PAGE.area_height]


def drawn(page, red: bool) -> list[tuple[float, float, float]]:
    """The horizontal rules of a page: (left, y, right) in millimetres."""
    found = []
    for path in page.get_drawings():
        colour = path.get("color") or path.get("fill") or (0, 0, 0)
        box = path["rect"]
        if box.width > 20 and box.height < 4 and (colour[0] > 0.5) == red:
            found.append((box.x0 * MM, (box.y0 + box.y1) / 2 * MM, box.x1 * MM))
    return found
