"""The structure of a PDF follows the galley, also where a table parts a list."""

import govdoc
from govdoc import build
from govdoc.model import Item, List, Note, Paragraph, Table, Text


def test_a_table_between_list_items_is_read_between_them() -> None:
    caption = Table((), caption=(Text("表1"), Note((Paragraph((Text("注二"),)),))))
    noted = Paragraph((Text("甲"), Note((Paragraph((Text("注一"),)),))))
    items = (Item((noted, caption), "•"), Item((Paragraph((Text("乙"),)),), "•"))
    document = build.document("标题", List(items))
    data = govdoc.write(document, "pdf").value
    assert govdoc.verify(document, data, "pdf") == ()
