"""What the pages say and where: every character in its place, by our own arithmetic and in another's reader."""

import io
from collections import Counter
from pathlib import Path

import ofdkit
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from lxml import etree

import govdoc
from govdoc.compose import prepare
from govdoc.context import Context, FontChoice
from govdoc.inkcheck import compare, visible
from govdoc.model import Document, Emphasis, Paragraph, Part, Strong, Text
from govdoc.options import OfdOptions
from govdoc.paginate import Page, pages
from govdoc.paginate.page import HALF, WHOLE
from govdoc.typography import OPENING
from govdoc.writers.choices import font_set
from govdoc.writers.ofd.extract import extract_text
from tests.full_document import FULL
from tests.ofd.conftest import composed, make
from tests.ofd.order import OFD, parts
from tests.pdf.documents import rich
from tests.properties.strategies import documents

MM = 25.4 / 72


def laid_out(document: Document) -> list[Page]:
    composition = prepare(document, OfdOptions(), Context())
    return list(pages(composition, font_set(FontChoice()), Context()))


def expected(page: Page) -> list[tuple[str, float, float]]:
    """Each character of a page with the place of its glyph in millimetres; blanks too."""
    found = []
    for line in (*page.lines(), *([page.folio] if page.folio else [])):
        for piece, start, _ in line.places():
            x, scale = start, piece.style.size / 1000
            for character in piece.text:
                real = WHOLE.get(character, character)
                face = piece.style.font
                advance = face.advance(face.glyph(ord(real)) or face.glyph(ord("〓"))) * scale
                squeezed = character in HALF.values()
                left = x - advance / 2 if squeezed and real in OPENING else x
                found.append((real, left * MM, (line.y - piece.style.rise) * MM))
                x += (advance / 2 if squeezed else advance) + piece.spacing
    return found


def written(content: bytes) -> list[tuple[str, float, float]]:
    """Each character of a page with its place, by the rules of 8.5 and 11.3."""
    found = []
    for one in etree.fromstring(content).iter(f"{OFD}TextObject"):
        left, top, *_ = map(float, one.get("Boundary").split())
        (code,) = one.iter(f"{OFD}TextCode")
        x, y = left + float(code.get("X")), top + float(code.get("Y"))
        steps: list[float] = []
        words = iter((code.get("DeltaX") or "").split())
        for word in words:
            steps += (
                [float(next(words))] * int(count) if word == "g" and (count := next(words)) else [float(word)]
            )
        assert len(steps) == len(code.text) - 1
        for character, step in zip(code.text, [*steps, 0.0], strict=True):
            found.append((character, x, y))
            x += step
    return found


@pytest.mark.parametrize("document", [rich(), FULL], ids=["rich", "full"])
def test_each_character_stands_where_the_page_has_it(document: Document) -> None:
    data = parts(make(document))
    for i, page in enumerate(laid_out(document)):
        want = sorted(expected(page))
        got = sorted(written(data[f"Doc_0/Pages/Page_{i}/Content.xml"]))
        assert [c for c, _, _ in got] == [c for c, _, _ in want]
        for (character, x, y), (_, u, v) in zip(got, want, strict=True):
            assert abs(x - u) < 0.01 and abs(y - v) < 0.005, (character, (x, y), (u, v))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_the_text_is_that_of_the_galley(document: Document) -> None:
    assert compare(composed(document), extract_text(make(document))) == ""


def test_verifying_finds_a_lost_character(rich_ofd: bytes) -> None:
    import zipfile

    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as package:
        for name, data in parts(rich_ofd).items():
            package.writestr(name, data.replace("总体要求".encode(), "总体求".encode()))
    assert [d.code for d in govdoc.verify(rich(), sink.getvalue(), "ofd")] == ["GD402"]


def shown(document: Document) -> str:
    return "".join(character for page in laid_out(document) for character, _, _ in expected(page))


@pytest.mark.parametrize("document", [rich(), FULL], ids=["rich", "full"])
def test_another_reader_finds_the_same_characters(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "a.ofd"
    path.write_bytes(make(document))
    assert Counter(visible(ofdkit.extract_text(path))) == Counter(visible(shown(document)))


def test_another_reader_finds_the_sample_in_order(tmp_path: Path, sample_document: Document) -> None:
    path = tmp_path / "a.ofd"
    path.write_bytes(make(sample_document))
    assert visible(ofdkit.extract_text(path)) == visible(shown(sample_document))
    with ofdkit.open(path) as file:
        assert file.info.title == sample_document.title


def styled(*content: object) -> etree._Element:
    document = Document(parts=(Part(blocks=(Paragraph(content=content),)),))
    return etree.fromstring(parts(make(document))["Doc_0/Pages/Page_0/Content.xml"])


def test_bold_and_italic_are_drawn_where_the_face_has_none() -> None:
    page = styled(Strong(content=(Text(text="粗"),)), Emphasis(content=(Text(text="斜"),)))
    bold, italic = list(page.iter(f"{OFD}TextObject"))[:2]
    assert (bold.get("Weight"), bold.get("Stroke")) == ("700", "true")
    a, b, c, d, e, f = map(float, italic.get("CTM").split())
    y = float(italic.find(f"{OFD}TextCode").get("Y"))
    assert (a, b, d, f) == (1, 0, 1, 0)
    assert abs(c * y + e) < 0.001, "the baseline stays where it is"
    assert c < 0, "what is above it goes to the right"


def test_characters_beyond_the_basic_plane_name_their_glyphs() -> None:
    page = styled(Text(text="甲𫢸乙𠮷"))
    objects = [one for one in page.iter(f"{OFD}TextObject") if one.find(f"{OFD}CGTransform") is not None]
    assert [one.find(f"{OFD}TextCode").text for one in objects] == ["𫢸", "𠮷"]
    assert all(one.find(f"{OFD}CGTransform").get("CodeCount") == "2" for one in objects)


def test_every_character_has_its_glyph_in_the_embedded_font(rich_ofd: bytes) -> None:
    data = parts(rich_ofd)
    fonts = {}
    for one in etree.fromstring(data["Doc_0/PublicRes.xml"]).iter(f"{OFD}Font"):
        name = f"Doc_0/Res/{one.findtext(f'{OFD}FontFile')}"
        fonts[one.get("ID")] = TTFont(io.BytesIO(data[name]), checkChecksums=2)
    pages_found = [etree.fromstring(part) for name, part in data.items() if name.endswith("Content.xml")]
    objects = [one for page in pages_found for one in page.iter(f"{OFD}TextObject")]
    assert objects
    for one in objects:
        font = fonts[one.get("Font")]
        cmap, order = font.getBestCmap(), font.getGlyphOrder()
        for character in one.findtext(f"{OFD}TextCode"):
            assert ord(character) in cmap, character
        glyphs = one.findtext(f"{OFD}CGTransform/{OFD}Glyphs")
        if glyphs:
            assert order[int(glyphs)] == cmap[ord(one.findtext(f"{OFD}TextCode"))]


def test_a_glyph_is_that_of_the_face() -> None:
    from govdoc.fonts.standalone import standalone
    from govdoc.typography import Face

    face = font_set(FontChoice()).chain(Face.SONG)[0]
    text = "一丁丂政府，（aÀ"
    made = TTFont(io.BytesIO(standalone(face, {ord(c): ord(c) for c in text})))
    whole = TTFont(face.path)
    assert set(made.getBestCmap()) == set(map(ord, text))
    for character in text:
        outlines = []
        for font in (made, whole):
            pen = DecomposingRecordingPen(font.getGlyphSet())
            name = font.getBestCmap()[ord(character)]
            font.getGlyphSet()[name].draw(pen)
            outlines.append((pen.value, font["hmtx"][name]))
        assert outlines[0] == outlines[1], character
    assert made["name"].getDebugName(13) == whole["name"].getDebugName(13), "the licence goes along"


def test_a_font_of_more_characters_than_a_small_map_holds() -> None:
    from govdoc.fonts.standalone import standalone
    from govdoc.typography import Face

    face = font_set(FontChoice()).chain(Face.SONG)[0]
    codes = {code: ord("一") for code in range(0x4E00, 0x4E00 + 3 * 9000, 3)}
    found = TTFont(io.BytesIO(standalone(face, codes | {0x20BB7: ord("丁")}))).getBestCmap()
    assert set(found) == {*codes, 0x20BB7}
