"""`govdoc check` of disclosure XML: what the schema refuses, in our words, and what it cannot say."""

import pytest
from msgspec.structs import replace

from govdoc import build as b
from govdoc import model as m
from govdoc.codes import Severity
from govdoc.context import Context
from govdoc.errors import FormatError, UnreadableError
from govdoc.validation import check, check_character, validate
from govdoc.writers.xml import to_xml
from tests.full_document import FULL

OPEN = '<disclosure xmlns="urn:govdoc:disclosure:1" version="1">'


def said(data):
    return [
        (d.code, *d.values) for d in validate(data if isinstance(data, bytes) else data.encode(), "a.xml")
    ]


def in_part(inside):
    return f"{OPEN}<part>{inside}</part></disclosure>"


def test_a_good_file_says_nothing():
    assert said(to_xml(FULL)) == []
    assert said(to_xml(FULL, indent=False)) == []
    inner = to_xml(FULL).decode().partition("\n")[2]
    assert said(f'<disclosures xmlns="urn:govdoc:disclosure:1">{inner}{inner}</disclosures>') == []


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (f"{OPEN}<part/><foo/></disclosure>", ("GD421", "<foo>", "part, resources, provenance")),
        (f"{OPEN}</disclosure>", ("GD422", "<disclosure>", "metadata, part")),
        (in_part("<imprint/>"), ("GD422", "<imprint>", "sendTo, copyTo, printing, other")),
        (in_part("<body><raw/></body>"), ("GD422", "<raw>", "@format")),
        (in_part("<body><section level='0'/></body>"), ("GD423", "<section>/@level", "0")),
        (
            in_part("<signature><date value='2021-02-30'/></signature>"),
            ("GD423", "<date>/@value", "2021-02-30"),
        ),
        (in_part("").replace("<part>", "<part kind='x'>"), ("GD423", "<part>/@kind", "x")),
        (in_part("").replace("<part>", "<part foo='x'>"), ("GD430", "<part>/@foo")),
        (in_part("散"), ("GD430", "<part>/text()")),
        (in_part("<letterhead><secrecy><b/></secrecy></letterhead>"), ("GD430", "<secrecy>/*")),
    ],
)
def test_what_the_schema_refuses(data, found):
    assert said(data) == [found]


def test_faults_have_lines_and_are_errors_in_both_languages():
    data = to_xml(FULL).replace(b'scheme="\xe4\xb8\x80\xe3\x80\x81"', b'scheme="?"', 1)
    (fault,) = validate(data, "a.xml")
    assert fault.severity is Severity.ERROR
    assert fault.origin.file == "a.xml"
    assert b'scheme="?"' in data.splitlines()[fault.origin.line - 1]
    assert fault.message("zh") == "<section>/@scheme 的值“?”不合规定"
    assert fault.message("en") == "<section>/@scheme has the value “?”, which is not allowed"


def main_with(*blocks, **fields):
    return b.document("标题", *blocks, **fields)


@pytest.mark.parametrize(
    ("document", "found"),
    [
        (main_with(m.Section(level=2, label="一、")), [("GD424", "一、", "2", "1")]),
        (
            main_with(m.Section(level=1, blocks=(m.Section(level=1, heading=b.content("内")),))),
            [("GD424", "内", "1", "2")],
        ),
        (main_with(b.section("一、", "甲", b.items(m.Section(level=1)))), []),
        (main_with(m.Paragraph(id="x"), m.Paragraph(id="x")), [("GD425", "x")]),
        (main_with(b.paragraph(m.Link(href="#x", content=()))), [("GD426", "#x")]),
        (main_with(b.paragraph(m.Link(href="#x", content=())), m.Paragraph(id="x")), []),
        (main_with(b.paragraph(m.Link(href="#", content=()))), []),
        (main_with(m.Figure(resource="sha256:x")), [("GD427", "sha256:x")]),
        (main_with(signatures=[m.Signature(seal="s")]), [("GD427", "s")]),
        (main_with(resources=[m.Resource(id="sha256:x", data=b"", media_type="a")]), [("GD428", "sha256:x")]),
        (main_with(metadata=[b.entry("索引号", "NP10-2021-1")]), [("GD403", "NP10-2021-1")]),
        (main_with(metadata=[b.entry("索引号", " ")]), []),
        (
            main_with(metadata=[b.entry("索引号", "014046318/2021-01500")]),
            [("GD429", "014046318/2021-01500", "7")],
        ),
    ],
)
def test_what_the_schema_cannot_say(document, found):
    assert said(to_xml(document)) == found
    context = Context()
    check(document, context)
    assert [(d.code, *d.values) for d in context.diagnostics] == found


def test_a_fault_inside_inline_content_has_the_line_of_its_block():
    document = main_with(b.paragraph("甲"), b.paragraph(["乙", m.Link(href="#x", content=())]))
    (fault,) = validate(to_xml(document), "a.xml")
    assert b"#x" in to_xml(document).splitlines()[fault.origin.line - 1]


def test_without_origins_a_fault_has_its_path():
    context = Context()
    check(main_with(m.Section(level=3)), context)
    assert context.diagnostics[0].origin.element == "parts/0/blocks/0"


@pytest.mark.parametrize(
    "code", ["014046317", "014006438", "014034703", "01404053X", "014032126", "000014349", "015260892"]
)
def test_check_characters_of_real_codes(code):
    assert check_character(code[:8]) == code[8]


def test_what_cannot_be_read_is_refused():
    with pytest.raises(UnreadableError):
        validate(b"<a")
    with pytest.raises(FormatError):
        validate(b"<a/>")


def test_a_broken_level_in_the_full_document_is_found_once():
    section = replace(FULL.main.blocks[1], level=7)
    document = replace(FULL, parts=(replace(FULL.main, blocks=(section,), attachments=()), FULL.parts[1]))
    codes = [code for code, *_ in said(to_xml(document))]
    assert codes == ["GD426", "GD424"]
