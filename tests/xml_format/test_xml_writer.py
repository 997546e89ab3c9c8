"""The disclosure XML as it is written: its shape, and what becomes of text that XML finds hard."""

import io

import pytest

from govdoc import build as b
from govdoc import model as m
from govdoc.context import Context
from govdoc.errors import LimitError
from govdoc.options import XmlWriteOptions
from govdoc.writers.xml import RUN_BYTES, to_xml, write

DOCUMENT = b.document(
    "通知",
    b.section("一、", "要求", b.paragraph(["甲", m.Strong(content=(m.Text(text="乙"),)), "丙"])),
    metadata=[b.entry("索引号", "014046317/2021-01500"), b.entry("关键词", "甲,乙"), b.entry("处室", "丙")],
)

INDENTED = """\
<?xml version="1.0" encoding="UTF-8"?>
<disclosure xmlns="urn:govdoc:disclosure:1" version="1" xml:lang="zh-CN">
  <metadata>
    <indexNumber label="索引号">014046317/2021-01500</indexNumber>
    <keywords label="关键词" raw="甲,乙">
      <value>甲</value>
      <value>乙</value>
    </keywords>
    <field label="处室">丙</field>
  </metadata>
  <part kind="main">
    <title>通知</title>
    <body>
      <section level="1" label="一、" number="1" scheme="一、">
        <heading>要求</heading>
        <paragraph>甲<strong>乙</strong>丙</paragraph>
      </section>
    </body>
  </part>
</disclosure>
"""


def test_a_small_document():
    assert to_xml(DOCUMENT).decode() == INDENTED


def test_without_indentation_only_the_blanks_go():
    head, *lines = INDENTED.splitlines()
    assert to_xml(DOCUMENT, indent=False).decode() == head + "\n" + "".join(x.strip() for x in lines) + "\n"


def paragraph(*content):
    text = to_xml(b.document("", b.paragraph(content)), indent=False).decode()
    return text.split("<paragraph>")[1].split("</paragraph>")[0]


@pytest.mark.parametrize(
    ("content", "written"),
    [
        (("a", "b"), "a<text>b</text>"),
        (("a", "b", "c"), "a<text>b</text>c"),
        ((m.Text(text=""),), "<text></text>"),
        ((m.Text(text="a", id="x"),), '<text id="x">a</text>'),
        (("\n ",), "<text>\n </text>"),
        ((" ",), " "),
        ((" a\n",), " a\n"),
        (("a", m.Break(), "b"), "a<break/>b"),
        (("]]> & <b>",), "]]&gt; &amp; &lt;b&gt;"),
        ((m.Link(href='a"\n\t<', content=()),), '<link href="a&quot;&#10;&#9;&lt;"></link>'),
    ],
)
def test_character_data_only_where_it_is_plain(content, written):
    assert paragraph(*content) == written


def test_footnotes_are_not_indented():
    document = b.document("", b.paragraph(["a", m.Note(blocks=(b.paragraph("b"),), label="①")]))
    note = '<paragraph>a<footnote label="①"><paragraph>b</paragraph></footnote></paragraph>'
    assert note in to_xml(document).decode()


@pytest.mark.parametrize("foreign", ["\0", "\x1b", "\r", "\ufeff", "\ufffe", "\udcff"])
def test_characters_outside_the_alphabet_are_left_out_and_said(foreign):
    context, sink = Context(), io.BytesIO()
    write(b.document(f"汉{foreign}字"), XmlWriteOptions(), context, sink)
    assert "<title>汉字</title>" in sink.getvalue().decode()
    assert [(d.code, d.values) for d in context.diagnostics] == [("GD103", ("1",))]


def test_large_resources_are_written_in_runs():
    document = b.document("", resources=[b.resource(bytes(RUN_BYTES + 1), "image/png")])
    assert to_xml(document).count(b"<data>") == 2


def test_endless_nesting_is_a_limit_error():
    inline = m.Text(text="a")
    for _ in range(3000):
        inline = m.Strong(content=(inline,))
    with pytest.raises(LimitError):
        to_xml(m.Document(parts=(m.Part(title=(inline,)),)))
