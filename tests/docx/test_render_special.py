"""The special formats as LibreOffice draws them, clause by clause (GB/T 9704-2012 7.3.5, 8, 10)."""

import pytest

import govdoc
from tests.docx.libreoffice import SOFFICE, WORD, convert_all
from tests.docx.rendered import MM, PAGE, area, drawn, pages
from tests.docx.special import SPECIAL
from tests.docx.test_package import written

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed"),
]
LETTER_RULE = 170.0
GLYPH = PAGE.body_size * MM


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("special")
    for name, (document, options) in SPECIAL.items():
        (folder / f"{name}.docx").write_bytes(written(document, **options))
    return folder


@pytest.fixture(scope="module")
def drawings(files):
    made = convert_all([files / f"{name}.docx" for name in SPECIAL], files, "pdf", 300)
    return {name: list(pages(path.read_bytes())) for name, path in made.items()}


def line(lines, beginning):
    return next(one for one in lines if one.text.startswith(beginning))


def images(page):
    """The places of the pictures of a page: left, top, right, bottom in millimetres."""
    found = [info["bbox"] for info in page.get_image_info()]
    return [tuple(side * MM for side in box) for box in found]


def test_the_mark_of_a_letter_is_30_mm_from_the_sheet_s_top(drawings):
    lines, page = drawings["letter"][0]
    mark = lines[0]
    assert mark.text == "山前市人民政府"
    assert mark.top == pytest.approx(30, abs=1)
    thick, thin = sorted({round(y, 1) for _, y, _ in drawn(page, red=True) if y < 100})
    assert thick - 0.5 - mark.bottom == pytest.approx(4, abs=0.5)
    assert 0.5 < thin - thick < 2.5
    first = line(lines, "000001")
    assert first.top - thin == pytest.approx(7 / 8 * 5.54, abs=0.8)
    assert first.right == pytest.approx(PAGE.left + PAGE.area_width, abs=1)


def test_the_rules_of_a_letter_are_170_mm_in_the_middle_of_the_sheet(drawings):
    found = drawn(drawings["letter"][0][1], red=True)
    assert {round(right - left) for left, _, right in found} == {LETTER_RULE}
    assert {round((left + right) / 2) for left, _, right in found} == {105}
    assert max(y for _, y, _ in found) == pytest.approx(297 - 20, abs=0.7)
    assert drawn(drawings["letter"][1][1], red=True) == []


def test_only_the_first_page_of_a_letter_has_no_number(drawings):
    numbers = [
        [one.text for one in lines if one.baseline > PAGE.top + PAGE.area_height]
        for lines, _ in drawings["letter"]
    ]
    assert numbers == [[], *[[f"—{i}—"] for i in range(2, len(numbers) + 1)]]


def test_later_pages_of_a_letter_are_plain(drawings):
    # the text above the signature keeps with it, so the page before the last may end early
    for lines, _ in drawings["letter"][1:-2]:
        assert area(lines)[0].top == pytest.approx(PAGE.top, abs=1.5)
        assert len(area(lines)) == PAGE.rows


def test_the_mark_of_an_order_is_20_mm_below_the_type_area_s_top(drawings):
    lines, _ = drawings["order"][0]
    assert lines[0].top == pytest.approx(57, abs=1)
    number, first = lines[1], lines[2]
    assert number.text == "第12号"
    assert first.top - number.bottom == pytest.approx(2 * PAGE.pitch + 4.84, abs=1.5)


def test_a_signature_stamp_ends_four_cells_from_the_edge(drawings):
    lines, page = next(found for found in drawings["order"] if images(found[1]))
    left, top, right, bottom = images(page)[0]
    assert right == pytest.approx(PAGE.left + PAGE.area_width - 4 * PAGE.cell, abs=1)
    signer = line(lines, "市长")
    assert (top + bottom) / 2 == pytest.approx((signer.top + signer.bottom) / 2, abs=1.5)
    assert right - left == pytest.approx(20, abs=0.5)


def test_the_mark_of_minutes_is_35_mm_below_the_type_area_s_top(drawings):
    assert drawings["minutes"][0][0][0].top == pytest.approx(72, abs=1.5)
    lines = drawings["minutes"][-1][0]
    first = line(lines, "出席：")
    assert first.left == pytest.approx(PAGE.left + 2 * PAGE.cell, abs=0.5)
    wrapped = lines[lines.index(first) + 1]
    assert wrapped.left == pytest.approx(PAGE.left + 5 * PAGE.cell, abs=1)


def test_a_seal_covers_organ_and_date_and_is_near_the_text(drawings):
    lines, page = drawings["letter"][-1]
    organ = [one for one in lines if one.text == "山前市人民政府"][-1]
    date = line(lines, "2021年3月29日")
    _, top, _, bottom = images(page)[0]
    middle = (top + bottom) / 2
    assert organ.top <= middle <= date.bottom
    assert bottom > date.bottom
    text = lines[lines.index(organ) - 1]
    assert 0 <= top - text.bottom < PAGE.pitch


def test_joint_organs_are_as_wide_as_the_widest(drawings):
    lines, _ = drawings["joint"][0]
    organs = lines[:3]
    assert len({round(one.left) for one in organs}) == 1
    middle = (organs[1].top + organs[1].bottom) / 2
    assert "文件" in organs[1].text
    assert middle == pytest.approx((organs[0].top + organs[2].bottom) / 2, abs=1)
    number = line(lines, "山政发")
    assert number.left == pytest.approx(PAGE.left + PAGE.cell, abs=0.5)
    assert number.text.endswith("王五")
    left, _, right = next(rule for rule in drawn(drawings["joint"][0][1], red=True))
    assert (left, right) == pytest.approx((PAGE.left, PAGE.left + PAGE.area_width), abs=0.5)


def test_footnotes_stand_at_the_foot_of_their_page(drawings):
    lines, page = drawings["noted"][0]
    note = next(one for one in lines if "第一条注释" in one.text)
    assert note.top > 220
    assert [rule for rule in drawn(page, red=False) if rule[1] > 200]


def test_turned_pages_keep_the_place_of_their_number(drawings):
    sizes = [(round(page.rect.width * MM), round(page.rect.height * MM)) for _, page in drawings["turned"]]
    turned = [i for i, size in enumerate(sizes) if size == (297, 210)]
    assert turned
    assert sizes[0] == sizes[-1] == (210, 297)
    for i in turned:
        page = drawings["turned"][i][1]
        words = [word for word in page.get_text("words") if word[4].strip("—") == str(i + 1)]
        assert len(words) == 1
        left, top, right, bottom = (side * MM for side in words[0][:4])
        assert 25 < left < right < 33
        # the upright foot is the left edge; odd numbers stand at the upright right, which is below
        assert (bottom > 160) if (i + 1) % 2 else (top < 50)


def test_the_table_fills_the_turned_page(drawings):
    page = next(page for _, page in drawings["turned"] if page.rect.width > page.rect.height)
    right = max(path["rect"].x1 for path in page.get_drawings()) * MM
    assert right == pytest.approx(297 - 34.58, abs=1)


def test_the_end_record_closes_an_even_page(drawings):
    found = [
        number
        for number, (lines, _) in enumerate(drawings["even"], 1)
        if any(one.text.startswith("抄送") for one in lines)
    ]
    assert found == [len(drawings["even"])]
    assert found[0] % 2 == 0


def test_all_of_it_comes_back_after_a_save_by_libreoffice(files):
    saved = convert_all([files / f"{name}.docx" for name in SPECIAL], files, WORD, 300)
    assert [name for name, path in sorted(saved.items()) if govdoc.read(path).value != SPECIAL[name][0]] == []
