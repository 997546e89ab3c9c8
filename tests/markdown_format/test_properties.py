"""The laws of design §2 over arbitrary documents and arbitrary text."""

import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govdoc.context import Context
from govdoc.inkcheck import missing, visible
from govdoc.model import Figure, Furniture, Link, Raw
from govdoc.options import MarkdownReadOptions, MarkdownWriteOptions
from govdoc.readers.markdown import read
from govdoc.source import Source
from govdoc.tree import ink, walk
from govdoc.writers.markdown import write
from govdoc.writers.markdown.extract import extract_text
from tests.properties.strategies import documents

law = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def written(document):
    sink = io.BytesIO()
    write(document, MarkdownWriteOptions(), Context(), sink)
    return sink.getvalue()


@law
@given(documents())
def test_the_ink_of_every_document_is_written_and_read_again(document):
    data = written(document)
    assert missing(ink(document), extract_text(data)) == ""
    again = read(Source(data), MarkdownReadOptions(encoding="utf-8"), Context())
    assert visible("".join(ink(again))) == visible("".join(ink(document)))
    assert written(document) == data


LINES = st.sampled_from(
    [
        *(
            "# 标题",
            "##",
            "## 一、总则 ##",
            "正文。",
            "一、总则",
            "（一）分则。内容。",
            "1. 其一",
            "2) 其二",
            "- 点",
            "  - 次点",
            "* * *",
        ),
        *(
            "---",
            "===",
            "> 引文",
            "```",
            "``` py",
            "    缩进",
            "| 甲 | 乙 |",
            "|---|:-:|",
            "| 丙 | 丁 | 戊 |",
            "<table>",
            "<tr><td>己</td></tr>",
        ),
        *(
            "</table>",
            "<!-- 注 -->",
            "<!-- 未完",
            "[^1]: 脚注",
            "文[^1]",
            "**重点**，后",
            "正文**“重点”**后",
            "*斜*",
            "_下_",
            "![图](a.png)",
        ),
        *(
            "[链](http://a.cn)",
            "行尾  ",
            "行尾\\",
            "",
            "",
            "",
            "&lt;&#10;&nbsp;",
            "<u>线",
            "</u>",
            "<br>",
            "$x^2$",
            "~~删~~",
            "____",
            "：",
            "govdoc: 1",
            "标题: 甲",
        ),
        *(
            '<!-- level of="3" -->',
            "<!-- signature organ date -->",
            '<!-- table cells="0.0:2.2.h." -->',
            "<!-- part annex -->",
            '<!-- list labels="1" -->',
        ),
    ]
)
PAGES = st.lists(
    st.one_of(LINES, st.text("#*_-`>|[](){}<&!^~$:甲一、。1.\\ \t\u3000", max_size=12)), max_size=14
)


def letters(texts):
    return sorted(c for c in "".join(texts) if c.isalpha() and not c.isascii())


@law
@given(PAGES, st.sampled_from(("", "---\ngovdoc: 1\n---\n", "---\n标题: 甲\n---\n", "---\na: [\n---\n")))
def test_no_letter_of_any_text_is_lost(lines, front):
    source = front + "\n".join(lines)
    document = read(Source(source.encode()), MarkdownReadOptions(encoding="utf-8"), Context())
    found = [*ink(document)]
    for _, node in walk(document):
        if isinstance(node, Link):
            found.append(node.href)
        elif isinstance(node, Furniture):
            found.append(node.text)
        elif isinstance(node, Figure):
            found += [node.alternative, node.href or ""]
        elif isinstance(node, Raw):
            found.append(node.format)
    assert letters(found) == letters([source])
