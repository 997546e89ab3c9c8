"""The widths of columns by what they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdoc.compose.columns import shares, turned
from govdoc.galley import Look, Role, Run, TableCell, TableRow, TextBlock
from govdoc.profile import load_profile

STYLE = load_profile("gbt9704").table
ROOM, PADDING = 36.0, 0.5


def cell(text: str, **spans: int) -> TableCell:
    return TableCell((TextBlock(Role.TABLE_CELL, Look(), (Run(text, Look().face),)),), **spans)


def row(*cells: TableCell | str) -> TableRow:
    return TableRow(tuple(cell(one) if isinstance(one, str) else one for one in cells))


def widths(*rows: TableRow, given: tuple[float, ...] = ()) -> list[float]:
    """The widths of the text in the columns, in 字."""
    return [ROOM * share - PADDING for share in shares(given, rows, ROOM, STYLE, PADDING)]


def test_widths_that_are_named_are_kept():
    assert shares((1, 3), (row("很长的一段文字" * 9, "短"),), ROOM, STYLE, PADDING) == (0.25, 0.75)
    named_for_other_columns = shares((1, 2, 3), (row("甲", "乙"),), ROOM, STYLE, PADDING)
    assert named_for_other_columns == (0.5, 0.5)


def test_what_fits_gets_the_same_white_in_every_column():
    made = widths(row("序号", "名称", "数量"), row("1", "某某镇人民政府", "3.5"))
    assert [width - text for width, text in zip(made, (2, 7, 2), strict=True)] == pytest.approx(
        [(ROOM - 3 * PADDING - 11) / 3] * 3
    )


def test_long_text_takes_what_short_labels_leave():
    short, kind, text = widths(row("指标", "指标性质", "说明"), row("一", "定量", "说明文字" * 60))
    assert short == pytest.approx(2)
    assert kind == pytest.approx(4)
    assert text == pytest.approx(ROOM - 3 * PADDING - 6)


def test_numbers_are_not_parted():
    number, _ = widths(row("13684.9351", "说明文字" * 60))
    assert number >= 5


def test_an_address_does_not_take_the_table():
    address, text = widths(row("https://example.gov.cn/" + "a" * 200, "说明文字" * 60))
    assert text > 10
    assert address > 8


def test_a_spanning_cell_asks_for_the_columns_that_it_spans():
    made = widths(row(cell("合计金额（万元）", colspan=2), "说明文字" * 60), row("", "", "说明"))
    assert sum(made[:2]) >= 8
    assert all(width > 0 for width in made)


def test_empty_tables():
    assert shares((), (), ROOM, STYLE, PADDING) == ()
    assert shares((), (TableRow(()),), ROOM, STYLE, PADDING) == ()
    assert shares((), (row("", ""),), ROOM, STYLE, PADDING) == (0.5, 0.5)


@given(
    st.lists(
        st.lists(
            st.tuples(st.text("国家ab 1\n\ud800", max_size=40), st.integers(1, 3), st.integers(1, 3)),
            max_size=6,
        ),
        max_size=5,
    )
)
def test_shares_are_positive_and_make_the_whole(grid):
    rows = tuple(
        TableRow(tuple(cell(text, colspan=across, rowspan=down) for text, across, down in cells))
        for cells in grid
    )
    made = shares((), rows, ROOM, STYLE, PADDING)
    assert all(share > 0 for share in made)
    assert sum(made) == pytest.approx(1.0 if made else 0.0)


def test_a_table_turns_when_its_columns_are_too_narrow():
    wide = row(*["国家标准"] * 12)
    assert turned((wide,), ROOM, STYLE)
    assert not turned((row(*["一"] * 12),), ROOM, STYLE)
    assert not turned((row(*["国家标准"] * 10),), ROOM, STYLE)
