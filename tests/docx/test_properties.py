"""Core, custom and carried properties."""

import io
import re
import zipfile

import docx
import pytest
from lxml import etree

from govdoc.context import Context
from govdoc.galley import galley_text
from govdoc.model import Date, Document, Entry, Metadata, Part, Signature
from govdoc.options import DocxOptions
from govdoc.schema import DIGEST_NAME, text_digest
from govdoc.writers.docx.extract import extract_text
from govdoc.writers.docx.properties import core, custom, item_properties
from tests.docx.documents import METADATA, full, plain
from tests.docx.test_package import written


def test_core_properties_are_the_document_s():
    found = docx.Document(io.BytesIO(written(full()))).core_properties
    assert found.title == "山前市人民政府关于印发法治政府建设若干措施的通知"
    assert found.author == "山前市司法局"
    assert found.subject == "司法；公安、安全、司法"
    assert found.keywords == "法制；法律 & <秩序>"
    assert found.identifier == "014046317/2021-00007"
    assert found.category == "报告"
    assert found.language == "zh-CN"
    assert f"{found.created:%Y-%m-%d %H:%M}" == f"{found.modified:%Y-%m-%d %H:%M}" == "2021-03-29 00:00"
    assert found.last_modified_by == ""


def entry(key, value, raw="x"):
    return Entry(label=key, raw=raw, key=key, value=value)


def dated(*entries, signed=None, now=None):
    signatures = (Signature(organs=("甲",), date=Date(raw="x", value=signed)),) if signed else ()
    document = Document(metadata=Metadata(entries=entries), parts=(Part(signatures=signatures),))
    context = Context(now=now)
    context.now = now
    found = re.findall(r"<dcterms:\w+ [^>]*>([^<]*)<", core(document, context))
    assert len(found) in {0, 2}
    assert len(set(found)) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ({"now": None}, None),
        ({"now": "2024-05-06T07:08:09+08:00"}, "2024-05-05T23:08:09Z"),
        ({"now": "2024-05-06T07:08:09", "signed": "2021-03"}, "2024-05-06T07:08:09Z"),
        ({"signed": "2021-03-29", "now": "2024-05-06"}, "2021-03-29T00:00:00Z"),
    ],
)
def test_the_date_without_metadata(arguments, wanted):
    assert dated(**arguments) == wanted


def test_the_date_of_writing_goes_before_all_others():
    dates = (
        entry("published", "2021-03-03"),
        entry("generated", "2021-03-02T10:24"),
        entry("written", "2021-03-01"),
    )
    assert dated(*dates) == "2021-03-01T00:00:00Z"
    assert dated(*dates[:2]) == "2021-03-02T10:24:00Z"
    assert dated(*dates[:1], signed="2020-01-01") == "2021-03-03T00:00:00Z"


def test_a_date_that_cannot_be_read_is_no_date():
    assert dated(entry("written", None, raw="上周"), now="2021-13-45T99:00") is None


def custom_properties(xml):
    tree = etree.fromstring(xml.encode())
    return [(e.get("name"), e.get("pid"), e[0].text or "") for e in tree]


def test_every_entry_is_a_custom_property_with_a_name_of_its_own():
    found = custom_properties(custom(METADATA, "abc"))
    assert [(name, value) for name, _, value in found] == [
        ("索引号", "014046317/2021-00007"),
        ("发布机构", "山前市司法局"),
        ("生成日期", "2021年3月29日"),
        ("文件编号", ""),
        ("主题", "司法"),
        ("主题 (2)", "公安、安全、司法"),
        ("体裁", "报告"),
        ("关键词", "法制,法律 & <秩序>"),
        (DIGEST_NAME, "abc"),
    ]
    assert [pid for _, pid, _ in found] == [str(i) for i in range(2, 11)]


def test_names_differ_whatever_their_case_and_length():
    labels = ("A", "a", "", "", "长" * 300, "长" * 301, DIGEST_NAME)
    metadata = Metadata(entries=tuple(Entry(label=label) for label in labels))
    names = [name for name, _, _ in custom_properties(custom(metadata, ""))]
    assert len({name.lower() for name in names}) == len(labels) + 1
    assert all(0 < len(name) <= 255 for name in names)


@pytest.mark.parametrize("document", [plain(), full()], ids=["plain", "full"])
def test_the_digest_is_that_of_the_text_that_can_be_read_back(document):
    data = written(document)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = custom_properties(archive.read("docProps/custom.xml").decode())
    assert found[-1][2] == text_digest(extract_text(data))


def test_an_edit_changes_the_digest_and_white_space_does_not():
    assert text_digest("甲\n\n 乙 \n") == text_digest("甲\n乙")
    assert text_digest("甲乙") != text_digest("甲\n乙")
    assert text_digest("甲\n乙。") != text_digest("甲\n乙")


def test_the_source_document_is_carried():
    from govdoc.writers.xml import to_xml

    document = full()
    with zipfile.ZipFile(io.BytesIO(written(document))) as archive:
        assert archive.read("customXml/item1.xml") == to_xml(document)
        assert "urn:govdoc:disclosure:1" in archive.read("customXml/itemProps1.xml").decode()


def test_the_item_s_identifier_is_the_content_s():
    form = re.compile(r'ds:itemID="\{[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}\}"')
    assert form.search(item_properties(b"a"))
    assert item_properties(b"a") == item_properties(b"a") != item_properties(b"b")


def test_no_tool_is_the_author():
    data = written(Document(metadata=Metadata(), parts=plain().parts[:1]))
    found = docx.Document(io.BytesIO(data)).core_properties
    assert found.author == "山前市人民政府"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"Microsoft" not in archive.read("docProps/app.xml")
        assert b"python-docx" not in archive.read("docProps/core.xml")


def test_the_text_is_the_composed_text():
    from govdoc.compose import prepare

    for document in (plain(), full()):
        blocks = prepare(document, DocxOptions(), Context()).blocks()
        wanted = [line.strip() for line in galley_text(blocks).split("\n") if line.strip()]
        found = [line.strip() for line in extract_text(written(document)).split("\n") if line.strip()]
        assert found == wanted
