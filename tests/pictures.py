"""The page pictures in `samples/`: a page of each profile, small enough for the README.

    python -m tests.pictures            writes them
    python -m tests.pictures --check    says which of them no longer show what govdoc writes

Needs pypdfium2 and Pillow. A picture is of 16 shades, at most 60 kB.
"""

import sys
from hashlib import sha256
from io import BytesIO
from math import cos, pi, sin
from pathlib import Path

import pypdfium2
from msgspec.structs import replace
from PIL import Image, ImageDraw

from govdoc.api import read
from govdoc.context import Context
from govdoc.model import Document, Resource
from govdoc.options import PdfOptions
from govdoc.writers.pdf import write

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SHEETS = (
    ("yixing-2020", "yixing-2020.txt", "gbt9704", (1,)),
    ("letter", "letter.md", "letter", (1,)),
    ("order", "order.md", "order", (1,)),
    ("minutes", "minutes.md", "minutes", (1,)),
    ("regulation", "regulation.md", "regulation", (1,)),
    ("disclosure", "yixing-2020.txt", "disclosure", (1,)),
    ("report", "report.md", "gbt9704", (1,)),
    ("report-table", "report.md", "gbt9704", (3,)),
    ("report-end", "report.md", "gbt9704", (-1,)),
)
"""Name of the picture, sample, profile, pages."""
WIDTH = 620
LARGEST = 60_000


def seal() -> bytes:
    """A red ring with a star on a transparent ground, made for the pictures; a real seal is the user's."""
    side = 840
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((10, 10, side - 10, side - 10), outline=(220, 0, 0, 200), width=24)
    middle, points = side / 2, []
    for i in range(10):
        radius = side * (0.16 if i % 2 == 0 else 0.065)
        points.append((middle + radius * sin(i * pi / 5), middle - radius * cos(i * pi / 5)))
    draw.polygon(points, fill=(220, 0, 0, 200))
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def sealed(document: Document) -> Document:
    """The document with a seal for each of its signatures."""
    ident = "sha256:" + sha256(seal()).hexdigest()
    main = document.main
    signed = tuple(replace(one, seal=ident) for one in main.signatures)
    resource = Resource(id=ident, data=seal(), media_type="image/png", name="印章.png")
    return replace(
        document, parts=(replace(main, signatures=signed), *document.parts[1:]), resources=(resource,)
    )


def pdf_of(sample: str, profile: str) -> bytes:
    """A sample as PDF in a profile; the reports bear seals."""
    document = read(SAMPLES / sample).value
    if sample in ("report.md", "letter.md"):
        document = sealed(document)
    sink = BytesIO()
    write(document, PdfOptions(profile=profile), Context(), sink)
    return sink.getvalue()


def picture_of(pdf: bytes, number: int) -> bytes:
    """A page (from 1, or from the end) as PNG."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number - 1 if number > 0 else len(document) + number]
        scale = WIDTH / min(page.get_size())
        shown = page.render(scale=scale).to_pil().convert("RGB")
    palette = Image.new("P", (1, 1))
    reds = [channel for i in range(6) for channel in (255, 51 * i, 51 * i)]
    greys = [channel for i in range(10) for channel in (255 * i // 9,) * 3]
    palette.putpalette(reds + greys + [0] * (768 - 48))
    out = BytesIO()
    shown.quantize(palette=palette, dither=Image.Dither.NONE).save(out, "PNG", optimize=True, bits=4)
    return out.getvalue()


def main() -> int:
    """Write or check the pictures."""
    stale = []
    for name, sample, profile, numbers in SHEETS:
        pdf = pdf_of(sample, profile)
        for number in numbers:
            made, path = picture_of(pdf, number), SAMPLES / f"{name}.png"
            assert len(made) <= LARGEST, f"{name}: {len(made)} bytes"
            if "--check" in sys.argv and (not path.exists() or path.read_bytes() != made):
                stale.append(name)
            elif "--check" not in sys.argv:
                path.write_bytes(made)
    print("\n".join(f"stale: {name}" for name in stale) or f"{len(SHEETS)} pictures")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
