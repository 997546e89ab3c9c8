"""Pieces of web pages inside other files."""

from govdoc.context import Context
from govdoc.model import Strong, Table, plain
from govdoc.readers.html.inset import read_inset


def inset(markup, whole=False):
    context = Context()
    found = list(read_inset(markup, {}, context, whole))
    assert context.diagnostics == ()
    return found


def test_lines_as_a_browser_prints_them():
    (title, hidden), (text, _) = inset("<h2 align=center>标题</h2><p>甲<b>乙</b>\n丙</p>")
    assert (title.text, title.level, title.centred, hidden) == ("标题", 2, True, False)
    assert (text.text, text.level, text.centred) == ("甲乙丙", 0, False)
    assert [type(node) is Strong for node in text.content] == [False, True, False]


def test_what_a_piece_hides_stays_hidden_and_a_page_is_uncovered():
    markup = '<div style="display:none"><p>甲乙丙丁</p></div><p>戊</p>'
    assert [(line.text, hidden) for line, hidden in inset(markup)] == [("甲乙丙丁", True), ("戊", False)]
    assert [hidden for _, hidden in inset(markup, whole=True)] == [False, False]


def test_a_table_is_ready_and_an_empty_one_no_line():
    rows = "<tr><td>{0}</td><td>{0}</td></tr>" * 2
    (line, _), *others = inset(f"<table>{rows.format('甲')}</table><table>{rows.format('')}</table>")
    assert others == []
    assert isinstance(line.block, Table)
    assert plain(line.block.rows[1].cells[1].blocks[0].content) == "甲"


def test_broken_references_at_the_ends_of_lines_come_last():
    assert [line.text for line, _ in inset("<p>甲&sp;</p><p>乙</p>")] == ["甲", "乙", "&sp;"]
