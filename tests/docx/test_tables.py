"""Tables: spans on one grid, widths, and the end record."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from govdoc.context import Context
from govdoc.galley import ImprintBlock, ImprintRow, Role, Run, TableBlock, TableCell, TableRow, TextBlock
from govdoc.profile import load_profile
from govdoc.writers.docx.looks import text_width
from govdoc.writers.docx.relations import Relations
from govdoc.writers.docx.styles import style_sheet
from govdoc.writers.docx.tables import MOST_COLUMNS, imprint, lay_out, table
from tests.docx.documents import empty_body

PROFILE = load_profile("gbt9704")


def block(words, role=Role.TABLE_CELL):
    look = PROFILE.look(role)
    return TextBlock(role, look, (Run(words, look.face),))


def cell(words="", colspan=1, rowspan=1):
    return TableCell((block(words),) if words else (), colspan, rowspan)


def body_xml(blocks):
    context = Context()
    made = empty_body(Relations(context), context)
    made.extend(blocks)
    return made.xml()


def grid(*rows):
    """The grid as letters, a cell from above as “|”, a place where nothing begins as “.”."""
    columns, placed = lay_out([TableRow(tuple(row)) for row in rows])
    drawn = []
    for places in placed:
        line = ""
        for place in places:
            sign = "|" if place.continued else place.cell.blocks[0].text if place.cell else "."
            line += sign * place.span
        drawn.append(line)
    return columns, drawn


def test_a_plain_table():
    assert grid([cell("a"), cell("b")], [cell("c"), cell("d")]) == (2, ["ab", "cd"])


def test_spans_in_both_directions():
    rows = [cell("a", rowspan=2), cell("b", colspan=2)], [cell("c"), cell("d")]
    assert grid(*rows) == (3, ["abb", "|cd"])


def test_a_block_that_spans_both_ways():
    rows = [cell("a", 2, 2), cell("b")], [cell("c")], [cell("d"), cell("e"), cell("f")]
    assert grid(*rows) == (3, ["aab", "||c", "def"])


def test_a_row_where_nothing_begins():
    assert grid([cell("a", rowspan=3), cell("b", rowspan=2)], [], [cell("c")]) == (2, ["ab", "||", "|c"])


def test_short_rows_are_filled():
    assert grid([cell("a"), cell("b"), cell("c")], [cell("d")]) == (3, ["abc", "d.."])


def test_a_gap_before_a_cell_from_above_is_filled():
    assert grid([cell("a"), cell("b"), cell("c", rowspan=2)], [cell("d")]) == (3, ["abc", "d.|"])


def test_a_span_that_runs_into_a_cell_from_above_ends_there():
    assert grid([cell("a"), cell("b", rowspan=2)], [cell("c", colspan=2)]) == (2, ["ab", "c|"])


def test_a_row_span_beyond_the_last_row_ends_with_it():
    assert grid([cell("a", rowspan=9), cell("b")]) == (2, ["ab"])


def test_an_absurd_span_is_cut():
    columns, _ = grid([cell("a", colspan=10**9)])
    assert columns == MOST_COLUMNS


cells = st.builds(cell, st.sampled_from("abc"), st.integers(1, 4), st.integers(1, 4))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(cells, max_size=5), max_size=6))
def test_every_cell_has_its_place_and_every_row_fills_the_grid(rows):
    columns, placed = lay_out([TableRow(tuple(row)) for row in rows])
    assert [[p.cell for p in places if p.cell] for places in placed] == rows
    assert all(sum(p.span for p in places) == columns for places in placed)
    assert all(p.span > 0 for places in placed for p in places)


@pytest.mark.parametrize("shares", [(), (1.0, 2.0, 4.0), (0.1, 0.1, 0.1), (1.0,)])
def test_the_widths_fill_the_text_area(shares):
    xml = table(
        TableBlock((TableRow((cell("a"), cell("b"), cell("c"))),), shares), PROFILE, lambda b: "<w:p/>"
    )
    widths = [int(piece.split('"')[0]) for piece in xml.split('<w:gridCol w:w="')[1:]]
    assert sum(widths) == text_width(PROFILE) == 8845
    if len(shares) == 3:
        assert widths[2] == pytest.approx(8845 * shares[2] / sum(shares), abs=1)


def test_head_rows_repeat_and_no_row_is_cut():
    rows = tuple(TableRow((cell(c),)) for c in "abc")
    xml = table(TableBlock(rows, (1.0,), header_rows=2), PROFILE, lambda b: "<w:p/>")
    assert xml.count("<w:cantSplit/>") == 3
    assert xml.count("<w:tblHeader/>") == 2
    assert 'w:firstRow="1"' in xml


def test_cells_are_as_the_profile_has_them():
    narrow = replace(PROFILE, table=replace(PROFILE.table, leading=2.0, padding=2.0, border=0.5))
    sheet = style_sheet(narrow)
    (grid_of,) = re.findall(r'<w:style [^>]*w:styleId="DocumentTable">.*?</w:style>', sheet)
    assert grid_of.count('w:w="113"') == 4
    assert grid_of.count('w:sz="11"') == 6
    (text,) = re.findall(r'<w:style [^>]*w:styleId="TableText">.*?</w:style>', sheet)
    assert '<w:spacing w:before="0" w:after="0" w:line="480" w:lineRule="atLeast"/>' in text


def test_white_stands_below_a_table():
    one = TableBlock((TableRow((cell("表"),)),), (1.0,))
    after = round((PROFILE.table.after + 0.5) * PROFILE.word.line)
    made = body_xml([one, block("下", Role.BODY)])
    assert f'w:before="{after}"' in made[made.index("</w:tbl>") :]
    note = block("注", Role.FOOTNOTE)
    assert f'w:before="{after}"' not in body_xml([one, note])
    captioned = replace(one, caption=block("题", Role.CAPTION))
    made = body_xml([one, captioned])
    assert f'w:before="{after}"' in made[made.index("</w:tbl>") : made.index("题")]


def test_a_table_without_cells_is_its_caption():
    empty = TableBlock((TableRow(()),), ())
    assert table(empty, PROFILE, lambda b: "<w:p/>") == ""


def test_the_rules_of_the_end_record():
    rows = tuple(ImprintRow(block(c, Role.IMPRINT)) for c in "ab")
    rows += (ImprintRow(block("c", Role.IMPRINT), block("2021年3月29日印发", Role.IMPRINT)),)
    xml = imprint(ImprintBlock(rows), PROFILE, lambda b: "<w:p/>")
    assert [piece.split('w:sz="')[1][0] for piece in xml.split("<w:top ")[1:]] == ["8", "6", "6", "6"]
    assert [piece.split('w:sz="')[1][0] for piece in xml.split("<w:bottom ")[1:]] == ["6", "6", "8", "8"]
    assert 'w:horzAnchor="page" w:tblpX="1587" w:tblpYSpec="bottom"' in xml
