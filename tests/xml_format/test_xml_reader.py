"""Reading disclosure XML: lax and total in its content, strict about what it is and about safety."""

import pytest

from govdoc import build as b
from govdoc import model as m
from govdoc.context import Context, Limits
from govdoc.diagnostics import Origin
from govdoc.errors import FormatError, LimitError, UnreadableError
from govdoc.options import XmlReadOptions
from govdoc.readers import xml
from govdoc.source import Source
from govdoc.writers.xml import to_xml
from govdoc.xmlfile import HUGE
from tests.full_document import FULL

OPEN = '<disclosure xmlns="urn:govdoc:disclosure:1" version="1">'


def read(data, *said, validate=False, limits=None):
    """The document in `data`, when exactly `said` was reported: codes with their values."""
    data = data.encode() if isinstance(data, str) else data
    context = Context(limits, file="a.xml")
    document = xml.read(Source(data, "a.xml"), XmlReadOptions(validate=validate), context)
    assert [(d.code, *d.values) for d in context.diagnostics] == list(said)
    return document


def body(inside, *said):
    return read(f"{OPEN}<part><body>{inside}</body></part></disclosure>", *said).main.blocks


# --- what others did to a file ------------------------------------------------------------------------------


def test_another_pretty_printer_changes_nothing():
    from lxml import etree

    tree = etree.fromstring(to_xml(FULL, indent=False))
    etree.indent(tree, "\t")
    assert read(etree.tostring(tree, encoding="UTF-8")) == FULL


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_other_encodings(encoding):
    text = to_xml(FULL).decode().replace("UTF-8", encoding, 1)
    assert read(text.encode(encoding)) == FULL


def test_comments_instructions_and_cdata():
    blocks = body("<!-- a --><paragraph>甲<!-- b -->乙<?c d?><![CDATA[<丙>]]></paragraph>")
    assert blocks == (b.paragraph("甲乙<丙>"),)


def test_white_space_of_an_author_between_marks_is_kept():
    (paragraph,) = body("<paragraph><strong>a</strong> <strong>b</strong></paragraph>")
    assert m.plain(paragraph.content) == "a b"


def test_minimal_and_empty_documents():
    assert read(f"{OPEN}<part/></disclosure>") == m.Document()
    assert read(f"{OPEN}</disclosure>") == m.Document()
    assert read(f'{OPEN[:-1]} xml:lang=""/>').language == ""


def test_a_label_that_is_missing_is_the_official_term_and_lists_may_come_bare():
    entries = read(
        f"{OPEN}<metadata><indexNumber>1</indexNumber><keywords><value>甲</value><value>乙</value></keywords>"
        "</metadata></disclosure>"
    ).metadata.entries
    assert entries == (
        m.Entry(label="索引号", key="index_number", raw="1"),
        m.Entry(label="关键词", key="keywords", raw="甲、乙", value=("甲", "乙")),
    )


# --- what is unknown or wrong -------------------------------------------------------------------------------


def test_an_unknown_block_is_kept_raw():
    (raw,) = body("<chart><a>甲</a></chart>", ("GD109", "<chart>"))
    assert raw.format == "xml"
    assert "<a>甲</a>" in raw.text


def test_an_unknown_mark_keeps_its_text():
    (paragraph,) = body("<paragraph>甲<ruby>乙</ruby>丙</paragraph>", ("GD105", "<ruby>"))
    assert m.plain(paragraph.content) == "甲乙丙"


def test_unknown_attributes_and_entries_are_named():
    body('<paragraph style="x">甲</paragraph>', ("GD105", "paragraph/@style“x”"))
    (entry,) = read(
        f"{OPEN}<metadata><mood>好</mood></metadata></disclosure>", ("GD109", "<mood>")
    ).metadata.entries
    assert entry == m.Entry(label="mood", raw="好")


def test_text_where_none_belongs_is_kept_or_named():
    assert body("散<paragraph/>", ("GD109", "“散”")) == (b.paragraph("散"), m.Paragraph())
    read(f"{OPEN}<part>散</part></disclosure>", ("GD105", "<part>“散”"))
    read(f"{OPEN}<part><title>a</title><title>b</title></part></disclosure>", ("GD105", "<title>“b”"))


def test_values_that_make_no_sense_are_replaced_and_named():
    (section,) = body(
        '<section level="x" number="三" scheme="?"/>',
        *[
            ("GD107", "section/@level", "x", "1"),
            ("GD107", "section/@number", "三", ""),
            ("GD107", "section/@scheme", "?", ""),
        ],
    )
    assert section == m.Section(level=1)
    (table,) = body(
        '<table headerRows="-1" widths="a"><row><cell colspan="0" header="yes"/></row></table>',
        ("GD107", "cell/@colspan", "0", "1"),
        ("GD107", "cell/@header", "yes", "False"),
        ("GD107", "table/@headerRows", "-1", "0"),
        ("GD107", "table/@widths", "a", "()"),
    )
    assert table == m.Table(rows=(m.Row(cells=(m.Cell(),)),))


def test_a_missing_level_is_the_nesting():
    (outer,) = body("<section><list><item><section/></item></list></section>")
    assert (outer.level, outer.blocks[0].items[0].blocks[0].level) == (1, 2)


def test_base64_may_be_wrapped_and_may_be_broken():
    run = '<resource mediaType="a"><data>\n YW\n Jj </data>%s</resource>'
    wrapped = f"{OPEN}<resources>{run}</resources></disclosure>"
    assert read(wrapped % "").resources[0].data == b"abc"
    assert read(wrapped % "<data>#</data>", ("GD107", "<data>", "#", "")).resources[0].data == b"abc"


def test_characters_outside_the_alphabet_are_removed_and_said():
    assert body("<paragraph>a&#13;b\ufeffc</paragraph>", ("GD103", "2")) == (b.paragraph("abc"),)


def test_a_newer_version_is_said():
    read(OPEN.replace('"1"', '"1.7"') + "</disclosure>", ("GD110", "1.7", "1"))


def test_of_a_batch_the_first_is_read():
    one = '<disclosure version="1"><part><title>甲</title></part></disclosure>'
    batch = f'<disclosures xmlns="urn:govdoc:disclosure:1">{one}{one}{one}</disclosures>'
    assert read(batch, ("GD108", "2")).title == "甲"


def test_what_the_schema_refuses_is_counted_once():
    data = f'{OPEN}\n<part>\n<title kind="x"/></part></disclosure>'
    document = read(
        data,
        ("GD111", "urn:govdoc:disclosure:1", "1"),
        ("GD105", "title/@kind“x”"),
        validate=True,
    )
    assert document == m.Document()
    assert read(to_xml(FULL), validate=True) == FULL


def test_blocks_and_entries_have_lines():
    context = Context(file="a.xml")
    xml.read(Source(to_xml(FULL)), XmlReadOptions(), context)
    lines = to_xml(FULL).decode().splitlines()
    assert context.origins["metadata/entries/3"] == Origin(
        "a.xml", 1 + lines.index('    <topic label="主题(一)">公安、安全、司法</topic>')
    )
    where = context.origins["parts/0/blocks/1/blocks/0"].line
    assert "（一）" in lines[where - 1]
    assert "<part" in lines[context.origins["parts/1"].line - 1]


# --- what is refused --------------------------------------------------------------------------------

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]>'
    '<disclosure xmlns="urn:govdoc:disclosure:1" version="1" id="&y;">'
)


@pytest.mark.parametrize("padding", [0, HUGE])
@pytest.mark.parametrize(
    "head", [BOMB, '<!DOCTYPE disclosure SYSTEM "file:///secret">' + OPEN, "<!DOCTYPE html>" + OPEN]
)
def test_any_doctype_is_refused(head, padding):
    with pytest.raises(UnreadableError, match="DOCTYPE"):
        read(f"{head}{' ' * padding}</disclosure>")


def test_an_external_entity_is_not_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    entity = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    data = f"{entity}{OPEN}<part><title>&x;</title></part></disclosure>"
    with pytest.raises(UnreadableError) as caught:
        read(data)
    assert "secret" not in caught.value.en.replace("a.xml", "")


def test_entities_are_not_resolved_in_what_govdoc_wrote_itself(tmp_path):
    from govdoc.xmlfile import parse_own

    secret = tmp_path / "secret"
    secret.write_text("secret")
    entity = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "ha">]>'
    root = parse_own(f"{entity}<a>&x;&y;<!-- b -->c</a>".encode())
    assert "secret" not in "".join(root.itertext())
    assert "ha" not in "".join(root.itertext())


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (OPEN + "\n<part>\n</disclosure>", "a.xml:3:"),
        (OPEN + "&nbsp;</disclosure>", "a.xml:1:"),
        ("<?xml version='1.0' encoding='utf-8'?>" + OPEN + "汉</disclosure>", "a.xml:1:"),
        ("no xml", "a.xml:1:"),
    ],
)
def test_malformed_xml_is_refused_with_its_place(data, place):
    with pytest.raises(UnreadableError) as caught:
        read(data.encode("gb18030"))
    assert place in caught.value.zh
    assert place in caught.value.en


@pytest.mark.parametrize("data", ["", " \n"])
def test_an_empty_file_is_refused(data):
    with pytest.raises(UnreadableError, match="empty"):
        read(data)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("<html/>", "<html>"),
        ("<disclosure/>", "no namespace"),
        ('<disclosure xmlns="urn:govdoc:disclosure:2"/>', "urn:govdoc:disclosure:2"),
        ('<disclosures xmlns="urn:govdoc:disclosure:1"/>', "not empty"),
    ],
)
def test_another_vocabulary_is_refused(data, found):
    with pytest.raises(FormatError) as caught:
        read(data)
    assert found in caught.value.en
    assert "urn:govdoc:disclosure:1" in caught.value.zh


def nested(depth):
    """A document whose nodes nest `depth` deep, the document counted."""
    sections = depth - 3
    return m.Document(parts=(m.Part(blocks=(sections_around(b.paragraph(""), sections),)),))


def sections_around(block, count):
    for level in range(count, 0, -1):
        block = m.Section(level=level, blocks=(block,))
    return block


def test_depth_is_limited_as_in_json():
    assert read(to_xml(nested(100))) == nested(100)
    with pytest.raises(LimitError, match="depth=100"):
        read(to_xml(nested(101)))
    assert read(to_xml(nested(150)), limits=Limits(depth=150)) == nested(150)
    with pytest.raises(LimitError, match="256"):
        read(to_xml(nested(300)))


def test_size_is_limited():
    with pytest.raises(LimitError, match="input_bytes"):
        read(to_xml(FULL), limits=Limits(input_bytes=100))


def test_a_large_picture_and_a_long_text_come_back():
    document = b.document(
        "x",
        m.Raw(format="text", text="长" * (HUGE // 2)),
        resources=[b.resource(bytes(8_000_000), "image/png")],
    )
    assert read(to_xml(document)) == document
