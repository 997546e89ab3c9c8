"""Tables: merged cells, head rows, nesting, revisions; tables that only lay out the page."""

from govdoc.model import Align, FurnitureKind, ImprintKind, Paragraph, Table
from tests.docx_reading.files import OPENING, TITLE, body, lines, p, read, run, word


def cell(*content: str, properties: str = "") -> str:
    paragraphs = "".join(c if c.startswith(("<w:p", "<w:tbl")) else p(c) for c in content) or "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    made = "".join(c if c.startswith("<") else cell(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def table(*rows: str, properties: str = "", grid: tuple[int, ...] = ()) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def only(*elements: str, **parts: str) -> Table:
    found = body(*elements, **parts)
    assert len(found) == 1 and isinstance(found[0], Table)
    return found[0]


def shape(made: Table) -> list[list[tuple[str, int, int]]]:
    return [[("/".join(lines(c.blocks)), c.colspan, c.rowspan) for c in r.cells] for r in made.rows]


def test_spans_on_one_grid() -> None:
    span = '<w:gridSpan w:val="2"/>'
    begin, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    made = only(
        table(
            row(cell("甲", properties=begin), cell("乙", properties=span)),
            row(cell(properties=goes_on), "丙", "丁"),
            row("戊", "己", "庚"),
            grid=(1000, 2000, 1000),
        )
    )
    assert shape(made) == [
        [("甲", 1, 2), ("乙", 2, 1)],
        [("丙", 1, 1), ("丁", 1, 1)],
        [("戊", 1, 1), ("己", 1, 1), ("庚", 1, 1)],
    ]
    assert made.widths == (0.25, 0.5, 0.25)


def test_a_merge_that_goes_on_from_nothing_begins() -> None:
    assert shape(only(table(row(cell("甲", properties="<w:vMerge/>"), "乙")))) == [
        [("甲", 1, 1), ("乙", 1, 1)]
    ]


def test_text_that_a_merge_hides_is_furniture() -> None:
    rows = (
        row(cell("甲", properties='<w:vMerge w:val="restart"/>'), "乙"),
        row(cell("藏", properties="<w:vMerge/>"), "丙"),
    )
    document = read(word(TITLE, OPENING, table(*rows)), "GD134")
    assert shape(document.main.blocks[1]) == [[("甲", 1, 2), ("乙", 1, 1)], [("丙", 1, 1)]]
    assert [(f.kind, f.text) for f in document.provenance.furniture] == [(FurnitureKind.OTHER, "藏")]


def test_columns_left_out_are_empty_cells() -> None:
    made = only(table(row("甲", "乙"), row("丙", properties='<w:gridBefore w:val="1"/>')))
    assert shape(made)[1] == [("", 1, 1), ("丙", 1, 1)]


def test_head_rows_and_alignment() -> None:
    centre = '<w:jc w:val="center"/>'
    made = only(
        table(row(cell(p("项目", properties=centre)), "数量", properties="<w:tblHeader/>"), row("桌", "3"))
    )
    assert made.header_rows == 1
    assert [c.header for c in made.rows[0].cells] == [True, True]
    assert made.rows[0].cells[0].align is Align.CENTER
    assert isinstance(made.rows[0].cells[0].blocks[0], Paragraph)
    assert made.rows[0].cells[0].blocks[0].align is None


def test_a_table_inside_a_cell() -> None:
    made = only(table(row(cell("外", table(row("内")), p("后")), "乙")))
    outer = made.rows[0].cells[0].blocks
    assert [type(block).__name__ for block in outer] == ["Paragraph", "Table", "Paragraph"]


def test_tables_nested_beyond_measure_are_flattened() -> None:
    made = row("底")
    for _ in range(20):
        made = row(cell(table(made)))
    found = body(table(made, row("尾")), expected=("GD203",))
    assert "底" in repr(found) and "尾" in repr(found)


def test_deleted_rows_are_left_out_and_inserted_ones_read() -> None:
    gone = row("旧", "旧", properties="<w:del/>")
    assert shape(only(table(row("甲", "乙"), gone, row("新", "新", properties="<w:ins/>")))) == [
        [("甲", 1, 1), ("乙", 1, 1)],
        [("新", 1, 1), ("新", 1, 1)],
    ]


def test_rows_in_content_controls_are_read() -> None:
    control = f"<w:sdt><w:sdtContent>{row('乙', '二')}</w:sdtContent></w:sdt>"
    assert len(only(table(row("甲", "一"), control)).rows) == 2


def test_numbers_in_an_empty_cell_are_printed() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    number = p(properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    made = only(table(row(cell(number), "甲"), row(cell(number), "乙")), numbering=numbering)
    assert [cells[0][0].strip() for cells in shape(made)] == ["1", "2"]


def test_a_floating_table_stands_below_the_line_it_hangs_on() -> None:
    floating = table(row("甲", "乙"), properties='<w:tblpPr w:vertAnchor="text" w:tblpY="624"/>')
    assert lines(body(floating, p("第三级认证"), p("后文。"))) == ["第三级认证", "table", "后文。"]


def test_the_end_record_in_a_table() -> None:
    record = table(row(cell("抄送：市委各部门。")), row("某某市人民政府办公室", "2021年3月29日印发"))
    document = read(word(TITLE, OPENING, record))
    assert [(line.kind, line.label, line.text) for line in document.main.imprint] == [
        (ImprintKind.COPY_TO, "抄送：", "市委各部门。"),
        (ImprintKind.PRINTING, "", "某某市人民政府办公室"),
    ]


def test_metadata_in_a_table() -> None:
    made = table(
        row("索 引 号", "014006438/2021-00012", "发布机构", "某某市人民政府"),
        row("发文日期", "2021-03-29", "文号", "某政发〔2021〕5号"),
    )
    document = read(word(made, TITLE, OPENING))
    assert document.metadata.index_number == "014006438/2021-00012"
    assert document.metadata.written == "2021-03-29"
    assert document.metadata.document_number == "某政发〔2021〕5号"


def test_the_red_head_in_a_table() -> None:
    red = '<w:color w:val="FF0000"/>'
    head = table(
        row(
            cell(p(run("某某市教育局", red))),
            cell(p(run("文件", red)), properties='<w:vMerge w:val="restart"/>'),
        ),
        row(cell(p(run("某某市财政局", red))), cell(properties="<w:vMerge/>")),
    )
    document = read(word(head, p("某教〔2021〕5号"), TITLE, OPENING))
    mark = document.main.letterhead.mark
    assert (mark.organs, mark.suffix) == (("某某市教育局", "某某市财政局"), "文件")
    assert document.main.letterhead.document_number == "某教〔2021〕5号"
