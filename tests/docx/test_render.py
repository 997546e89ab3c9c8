"""The page that LibreOffice draws: 22 lines of 28 字, the margins, page numbers, the end record."""

import io

import pytest
from msgspec.structs import replace

from govdoc.schema import text_digest
from govdoc.writers.docx.extract import extract_text
from tests.docx.documents import full, paragraph, plain
from tests.docx.libreoffice import SOFFICE, WORD, converted
from tests.docx.rendered import MM, PAGE, area, drawn, pages
from tests.docx.test_package import written

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("libreoffice")


@pytest.fixture(scope="module")
def plain_pages(folder):
    document = plain(25)
    blocks = (*document.main.blocks, paragraph("国" * 140))
    document = replace(document, parts=(replace(document.main, blocks=blocks),))
    return list(pages(converted(written(document), folder, "pdf")))


@pytest.fixture(scope="module")
def full_pages(folder):
    return list(pages(converted(written(full()), folder, "pdf")))


def test_a_full_page_has_22_lines(plain_pages):
    assert len(plain_pages) > 4
    # the signature keeps with its date, so the page before the last may end early
    for lines, _ in plain_pages[1:-2]:
        assert len(area(lines)) == PAGE.rows


def test_a_full_line_has_28_cells(plain_pages):
    found = [line for lines, _ in plain_pages for line in area(lines) if set(line.text) == {"国"}]
    assert [len(line.text) for line in found] == [26, 28, 28, 28, 28, 2]
    assert found[1].left == pytest.approx(PAGE.left, abs=0.3)
    assert found[1].right == pytest.approx(PAGE.left + PAGE.area_width, abs=0.6)


def test_the_lines_fill_the_type_area(plain_pages):
    for lines, _ in plain_pages[1:-1]:
        body = area(lines)
        assert body[0].top == pytest.approx(PAGE.top, abs=1.5)
        assert body[-1].top + body[-1].size <= PAGE.top + PAGE.area_height + 0.5
        assert min(line.left for line in body) == pytest.approx(PAGE.left, abs=0.3)


def test_page_numbers_stand_outside_on_both_sides(plain_pages):
    for number, (lines, _) in enumerate(plain_pages, 1):
        foot = [line for line in lines if line.baseline >= PAGE.top + PAGE.area_height]
        assert [line.text for line in foot] == [f"—{number}—"]
        inset = 14 * MM
        if number % 2:
            assert foot[0].right == pytest.approx(PAGE.left + PAGE.area_width - inset, abs=1.5)
        else:
            assert foot[0].left == pytest.approx(PAGE.left + inset, abs=1.5)


def dash(page) -> float:
    """How far from the sheet's top the dash of the page number is, from the ink."""
    import pymupdf

    dots = 600
    pixels = page.get_pixmap(dpi=dots, colorspace=pymupdf.csGRAY)
    start = int((PAGE.top + PAGE.area_height + 1) / 25.4 * dots)
    wide = pixels.width
    ink = [
        sum(v < 128 for v in pixels.samples[y * wide : (y + 1) * wide]) for y in range(start, pixels.height)
    ]
    rows = list(enumerate(ink, start))
    most = max(ink)
    found = [y for y, dark in rows if dark > most * 0.9]
    return (found[0] + found[-1] + 1) / 2 / dots * 25.4


def test_the_dash_is_seven_millimetres_below_the_type_area(plain_pages):
    assert dash(plain_pages[0][1]) == pytest.approx(PAGE.top + PAGE.area_height + 7, abs=1.0)


def test_the_title_stands_on_the_first_line_and_an_empty_one_follows(plain_pages):
    lines = area(plain_pages[0][0])
    assert len(lines) == PAGE.rows - 1
    assert lines[0].text == "2020年度山前市法治政府建设工作报告"
    assert lines[1].baseline - lines[0].baseline == pytest.approx(2 * PAGE.pitch, abs=1.5)


def test_the_date_begins_right_of_the_organ_and_ends_two_cells_before_the_edge(plain_pages):
    organ, date = area(plain_pages[-1][0])[-2:]
    assert (organ.text, date.text) == ("山前市人民政府", "2021年3月29日")
    assert date.right == pytest.approx(PAGE.left + PAGE.area_width - 2 * PAGE.cell, abs=0.6)
    assert organ.right == pytest.approx(PAGE.left + PAGE.area_width - 3.5 * PAGE.cell, abs=0.6)
    # two cells, less the space that LibreOffice 7 puts beside digits although the styles say none
    assert 0 < date.left - organ.left < 2 * PAGE.cell + 0.6


def test_the_mark_and_the_red_rule(full_pages):
    lines, page = full_pages[0]
    mark = next(line for line in lines if line.text == "山前市人民政府文件")
    assert mark.top == pytest.approx(72, abs=1.5)
    number = next(line for line in lines if line.text.startswith("山政发"))
    left, y, right = drawn(page, red=True)[0]
    assert y - (number.top + number.size) == pytest.approx(4, abs=1)
    assert right - left == pytest.approx(PAGE.area_width, abs=1)


def test_the_end_record_ends_with_the_type_area(full_pages):
    lines, page = full_pages[-1]
    rules = sorted({round(y, 1) for left, y, right in drawn(page, red=False) if y > 200})
    assert rules[-1] == pytest.approx(PAGE.top + PAGE.area_height, abs=0.5)
    *_, organ, date, _ = sorted(lines, key=lambda line: (round(line.baseline), line.left))
    assert (organ.text, date.text) == ("山前市人民政府办公室", "2021年3月29日印发")
    assert date.right == pytest.approx(PAGE.left + PAGE.area_width - PAGE.cell, abs=1)


def test_an_annex_begins_a_page(full_pages):
    assert area(full_pages[-1][0])[0].text == "附件1"
    assert len(full_pages) == 3


def test_the_text_survives_a_save_by_libreoffice(folder):
    data = written(full())
    again = converted(data, folder, WORD)
    assert text_digest(extract_text(again)) == text_digest(extract_text(data))
    import zipfile

    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        carried = [archive.read(n) for n in archive.namelist() if n.startswith("customXml/item")]
    assert any(b"urn:govdoc:disclosure:1" in part for part in carried)
