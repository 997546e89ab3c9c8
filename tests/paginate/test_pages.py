"""Page breaking: what belongs together stays together, tables and end records stand where they should."""

import math
from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from govdoc.context import Context
from govdoc.galley import (
    Alignment,
    FigureBlock,
    GalleyBlock,
    ImprintBlock,
    ImprintRow,
    Look,
    PairBlock,
    Role,
    Run,
    Stamp,
    TableBlock,
    TableCell,
    TableRow,
    TextBlock,
)
from govdoc.model import Resource
from govdoc.paginate.page import Kind, Line, Page
from govdoc.paginate.pages import paginate
from govdoc.paginate.setting import Typesetter
from govdoc.profile import Profile
from govdoc.typography import Face

MM = 72 / 25.4
FOOT = 262 * MM


@pytest.fixture
def lay(profile: Profile, typesetter: Typesetter, context: Context):
    def laid(blocks: Sequence[GalleyBlock]) -> list[Page]:
        return list(paginate(blocks, profile, typesetter, context))

    return laid


def body(text: str, profile: Profile, role: Role = Role.BODY, heading: int = 0) -> TextBlock:
    look = profile.look(role)
    return TextBlock(role, look, (Run(text, look.face),), heading)


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines()]


def test_22_lines_a_page(lay, profile: Profile) -> None:
    pages = lay([body("国" * 20, profile) for _ in range(50)])
    assert [len(texts(page)) for page in pages] == [22, 22, 6]
    assert [page.number for page in pages] == [1, 2, 3]


def test_no_last_line_alone_on_a_page(lay, profile: Profile) -> None:
    pages = lay([*[body("国" * 20, profile) for _ in range(19)], body("家" * 95, profile)])
    assert [len(texts(page)) for page in pages] == [21, 2]


@pytest.mark.parametrize("before", [20, 21])
def test_headings_stay_with_what_they_head(lay, profile: Profile, before: int) -> None:
    heads = [body("一、标题", profile, Role.LEVEL1, 1), body("（一）标题", profile, Role.LEVEL2, 2)]
    pages = lay([*[body("国", profile) for _ in range(before)], *heads, body("家" * 60, profile)])
    assert texts(pages[0]) == ["国"] * before
    assert texts(pages[1])[:2] == ["一、标题", "（一）标题"]


def test_headings_skip_no_level(lay, profile: Profile) -> None:
    blocks = [body("题", profile, Role.TITLE), body("深", profile, Role.LEVEL3, 3), body("文", profile)]
    (page,) = lay(blocks)
    levels = [f.element.level for f in page.fragments if f.element and f.element.kind is Kind.HEADING]
    assert levels == [1, 2]


def test_a_page_break(lay, profile: Profile) -> None:
    look = profile.look(Role.ANNEX_MARK)
    mark = TextBlock(Role.ANNEX_MARK, look, (Run("附件", look.face),))
    pages = lay([body("文", profile), mark, body("表", profile, Role.TITLE)])
    assert [texts(page) for page in pages] == [["文"], ["附件", "表"]]
    first, second = pages[1].lines()
    grid = 10.418 * MM
    assert second.y - first.y == pytest.approx(2 * grid + 0.38 * (22 - 15.75), abs=0.2)


def test_the_end_record_lies_on_the_foot_of_the_last_page(lay, profile: Profile) -> None:
    record = ImprintBlock(
        (
            ImprintRow(body("抄送：" + "某机关，" * 12 + "某机关。", profile, Role.IMPRINT)),
            ImprintRow(
                body("某办公室", profile, Role.IMPRINT), body("2021年3月30日印发", profile, Role.IMPRINT)
            ),
        )
    )
    for before, count in ((5, 1), (20, 2)):
        pages = lay([*[body("国", profile) for _ in range(before)], record])
        assert len(pages) == count
        rules = [rule for fragment in pages[-1].fragments for rule in fragment.rules]
        assert len(rules) == 3
        assert max(rule.y0 for rule in rules) == pytest.approx(FOOT, abs=0.01)
        widths = [round(rule.width / MM, 2) for rule in sorted(rules, key=lambda rule: rule.y0)]
        assert widths == [0.35, 0.25, 0.35]
        date = next(line for line in pages[-1].lines() if line.text.endswith("印发"))
        assert date.x + date.width == pytest.approx(184 * MM - 14, abs=0.1)


def cell(words: str, profile: Profile, **spans: int) -> TableCell:
    look = profile.look(Role.TABLE_CELL)
    return TableCell((TextBlock(Role.TABLE_CELL, look, (Run(words, look.face),)),), **spans)


def table(rows: list[list[TableCell]], heads: int = 0) -> TableBlock:
    count = max(sum(c.colspan for c in row) for row in rows)
    return TableBlock(tuple(TableRow(tuple(row)) for row in rows), (1.0,) * count, heads)


def test_a_long_table_repeats_its_head_as_decoration(lay, profile: Profile) -> None:
    rows = [[cell("头甲", profile), cell("头乙", profile)]]
    rows += [[cell(f"左{i}", profile), cell(f"右{i}", profile)] for i in range(60)]
    pages = lay([table(rows, 1)])
    assert len(pages) == 3
    for page in pages:
        assert texts(page)[:2] == ["头甲", "头乙"]
        real = [f for f in page.fragments if f.element and f.element.kind is Kind.HEADER_CELL and f.lines]
        assert len(real) == (2 if page.number == 1 else 0)
    shown = [text for page in pages for text in texts(page) if not text.startswith("头")]
    assert shown == [f"{side}{i}" for i in range(60) for side in "左右"]


@pytest.mark.parametrize("lines", [18, 19, 20])
def test_the_head_of_a_table_is_not_alone_on_a_page(lay, profile: Profile, lines: int) -> None:
    rows = [[cell("头", profile)], [cell("很长的行" * 60, profile)]]
    caption = body("题注", profile, Role.CAPTION)
    above = [body("国", profile) for _ in range(lines)]
    for made in (table(rows, 1), replace(table(rows, 1), caption=caption)):
        first, second = lay([*above, made])
        assert texts(first) == ["国"] * lines
        assert texts(second)[:2] == (["题注", "头"] if made.caption else ["头", texts(second)[1]])


def test_short_rows_end_in_empty_cells(lay, profile: Profile) -> None:
    """ISO 14289-1 7.5: the rows of a table have as many columns."""
    rows = [
        [cell("一", profile), cell("二", profile), cell("三", profile, rowspan=2), cell("四", profile)],
        [cell("五", profile)],
        [],
    ]
    (page,) = lay([table(rows)])
    cells = dict.fromkeys(f.element for f in page.fragments if f.element and f.element.kind is Kind.CELL)
    found: dict[int, int] = {}
    for one in cells:
        found[id(one.parent)] = found.get(id(one.parent), 0) + one.colspan
    assert list(found.values()) == [4, 3, 4]
    assert sorted("".join(texts(page))) == sorted("一二三四五")


def test_rows_under_a_spanning_cell_stay_together(lay, profile: Profile) -> None:
    rows = [[cell(f"行{i}", profile), cell("乙", profile)] for i in range(25)]
    rows += [
        [cell("合", profile, rowspan=3), cell("一", profile)],
        [cell("二", profile)],
        [cell("三", profile)],
    ]
    pages = lay([table(rows)])
    assert len(pages) == 2
    assert texts(pages[1])[-4:] == ["合", "一", "二", "三"]


def test_rows_that_fill_more_than_a_page_part_between_two(lay, profile: Profile) -> None:
    count = 30
    rows = [[cell(f"行{i}" + "字" * 40, profile)] for i in range(count)]
    rows[0].insert(0, cell("合", profile, rowspan=count))
    pages = lay([table(rows)])
    assert len(pages) > 1
    shown = [line for page in pages for line in texts(page) if line != "合"]
    for page in pages:
        lines = [line for line in texts(page) if line != "合"]
        assert lines[0].startswith("行"), "the page begins with a row"
        assert len(lines) % 3 == 0, "and ends with one"
    assert "".join(shown) == "".join(f"行{i}" + "字" * 40 for i in range(count))


def test_a_row_higher_than_a_page_goes_on(lay, profile: Profile) -> None:
    long = "很长的单元格文字" * 300
    pages = lay([table([[cell("左", profile), cell(long, profile)]])])
    assert len(pages) > 1
    shown = "".join(text for page in pages for text in texts(page))
    assert shown.replace("左", "") == long
    for page in pages:
        assert all(line.y < FOOT for line in page.lines())


def test_a_column_narrower_than_a_character_loses_nothing(lay, profile: Profile) -> None:
    block = TableBlock((TableRow((cell("一二三", profile), cell("四", profile))),), (0.001, 1.0))
    (page,) = lay([block])
    assert sorted("".join(texts(page))) == sorted("一二三四")


def test_cells_that_hang_over_are_kept(lay, profile: Profile) -> None:
    rows = (
        TableRow((cell("甲", profile, colspan=9, rowspan=7),)),
        TableRow((cell("乙", profile),)),
        TableRow(()),
    )
    (page,) = lay([TableBlock(rows, (0.5, 0.5))])
    assert sorted("".join(texts(page))) == sorted("甲乙")


PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    + (4000).to_bytes(4)
    + (9000).to_bytes(4)
    + b"\x08\x02\0\0\0"
    + bytes(8)
)


def test_a_figure_is_made_to_fit(lay) -> None:
    (page,) = lay([FigureBlock(Resource(data=PNG, media_type="image/png"), "大图")])
    (picture,) = [f.picture for f in page.fragments if f.picture]
    assert picture.width <= 156 * MM
    assert picture.height <= 225 * MM
    assert picture.height / picture.width == pytest.approx(9000 / 4000)


def test_a_picture_of_another_kind_is_named(lay, context: Context) -> None:
    pages = lay([FigureBlock(Resource(data=b"GIF89a", media_type="image/gif", name="a.gif"), "图")])
    assert len(pages) == 1
    assert [(d.code, d.values) for d in context.diagnostics] == [("GD510", ("a.gif", "image/gif"))]


SMALL = PNG.replace((4000).to_bytes(4), (400).to_bytes(4)).replace((9000).to_bytes(4), (400).to_bytes(4))


@pytest.mark.parametrize("beside", [False, True])
def test_a_seal_at_the_top_of_a_page_stays_in_the_type_area(lay, profile: Profile, beside: bool) -> None:
    seal = Stamp(Resource(id="sha256:s", data=SMALL, media_type="image/png"), "印章", 42.0)
    organ = replace(body("某局", profile, Role.SIGNATURE), stamp=seal)
    date = body("2021年3月29日", profile, Role.SIGNATURE_DATE)
    # A table cannot give rows to the page of the signature, as a paragraph does.
    above = [body("国", profile) for _ in range(20)] + [table([[cell("表", profile)]])]
    signed = PairBlock(body("某署", profile, Role.SIGNATURE), organ) if beside else organ
    _, second = lay([*above, signed, date])
    assert "表" not in texts(second)
    (picture,) = [f.picture for f in second.fragments if f.picture]
    assert 37 * MM <= picture.y <= (37 + 10.418) * MM
    assert texts(second)[-1] == "2021年3月29日"
    assert all(line.y < FOOT for line in second.lines())


def test_the_red_line_is_4_mm_below_the_number(lay, profile: Profile) -> None:
    (page,) = lay([body("某发〔2021〕5号", profile, Role.DOCUMENT_NUMBER)])
    (line,) = page.lines()
    (rule,) = [rule for fragment in page.fragments for rule in fragment.rules]
    assert rule.red
    assert rule.x1 - rule.x0 == pytest.approx(156 * MM)
    assert rule.y0 - rule.width / 2 - (line.y + 0.12 * 15.75) == pytest.approx(4 * MM)


def test_an_underline_follows_its_text_over_lines(lay, profile: Profile) -> None:
    look = profile.look(Role.BODY)
    runs = (Run("文", look.face), Run("国" * 40, look.face, underline=True))
    (page,) = lay([TextBlock(Role.BODY, look, runs)])
    rules = [rule for fragment in page.fragments for rule in fragment.rules]
    assert len(rules) == 2
    assert all(rule.x1 <= 184 * MM + 0.1 for rule in rules)


def test_the_page_number_is_odd_right_even_left(lay, profile: Profile) -> None:
    odd, even = (page.folio for page in lay([body("国", profile) for _ in range(30)]))
    assert isinstance(odd, Line)
    assert isinstance(even, Line)
    assert even.x == pytest.approx(28 * MM + 14)
    assert odd.x + odd.width == pytest.approx(184 * MM - 14)
    assert math.isclose(odd.y, even.y)


def test_centred_and_large_type_keeps_inside_the_page(lay, profile: Profile) -> None:
    look = Look(face=Face.BIAOSONG, size="初号", align=Alignment.CENTER)
    pages = lay([TextBlock(Role.ISSUER_MARK, look, (Run("大" * 60, look.face),)) for _ in range(5)])
    for page in pages:
        for line in page.lines():
            assert line.x >= 28 * MM - 0.1
            assert 37 * MM < line.y < FOOT
