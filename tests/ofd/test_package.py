"""GB/T 33190-2016: the parts of a package, their order inside, and that the same input gives the same bytes."""

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

import govdoc
from govdoc.context import Context
from govdoc.errors import UsageError
from govdoc.model import Document, Entry, Link, Metadata, Paragraph, Part, Text
from govdoc.options import OfdOptions
from tests.full_document import FULL
from tests.ofd.conftest import make
from tests.ofd.order import OFD, faults, parts
from tests.pdf.documents import rich
from tests.properties.strategies import documents


@pytest.mark.parametrize("document", [rich(), FULL, Document()], ids=["rich", "full", "empty"])
@pytest.mark.parametrize("standard", ["ofd", "ofd-a"])
@pytest.mark.parametrize("carry", [True, False])
def test_elements_stand_in_the_order_of_the_standard(document: Document, standard: str, carry: bool) -> None:
    assert faults(make(document, standard=standard, carry=carry)) == []


PROFILES = sorted(path.stem for path in (Path(govdoc.__file__).parent / "profiles").glob("*.toml"))


@pytest.mark.parametrize("profile", PROFILES)
def test_all_profiles(profile: str) -> None:
    data = make(FULL, profile=profile)
    assert faults(data) == []
    assert govdoc.read(data).value == FULL


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_whatever_the_document(document: Document) -> None:
    assert faults(make(document)) == []


def test_the_checker_finds_faults(rich_ofd: bytes) -> None:
    def broken(name: str, old: str, new: str) -> list[str]:
        sink = io.BytesIO()
        with zipfile.ZipFile(sink, "w") as package:
            for part, data in parts(rich_ofd).items():
                package.writestr(part, data.replace(old.encode(), new.encode()) if part == name else data)
        return faults(sink.getvalue())

    assert broken("OFD.xml", "ofd:Title", "ofd:Heading")
    assert broken("OFD.xml", "<ofd:Creator>govdoc</ofd:Creator>", "<ofd:Creator/><ofd:Title/>")
    assert broken("Doc_0/PublicRes.xml", "font_", "face_")
    assert broken("Doc_0/Document.xml", 'PageID="1"', 'PageID="999999"')
    assert broken("Doc_0/Pages/Page_0/Content.xml", " Size=", " size=")


def test_the_same_document_gives_the_same_bytes_in_another_process(
    tmp_path, sample_ofd: bytes, sample_path
) -> None:
    code = f"import govdoc; govdoc.convert_to_files({str(sample_path)!r}, ['ofd'], {str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONHASHSEED": "7"})
    (made,) = tmp_path.glob("*.ofd")
    assert made.read_bytes() == sample_ofd


def test_the_metadata_stands_in_the_entry(sample_ofd: bytes) -> None:
    info = etree.fromstring(parts(sample_ofd)["OFD.xml"]).find(f"{OFD}DocBody/{OFD}DocInfo")
    assert info.findtext(f"{OFD}Title") == "2020年度宜兴市法治政府建设工作报告"
    assert info.findtext(f"{OFD}Author") == "宜兴市司法局"
    assert info.findtext(f"{OFD}CreationDate") == info.findtext(f"{OFD}ModDate") == "2021-03-29"
    assert re.fullmatch("[0-9a-f]{32}", info.findtext(f"{OFD}DocID"))
    assert [one.text for one in info.iter(f"{OFD}Keyword")] == ["法制", "法律", "律师"]
    custom = {one.get("Name"): one.text for one in info.iter(f"{OFD}CustomData")}
    assert custom["索引号"] == "014046317/2021-01500"
    assert custom["文件编号"] is None
    assert custom["主题(一)"] == "公安、安全、司法"


def test_a_document_without_a_day_has_no_date() -> None:
    metadata = Metadata(entries=(Entry(label="成文日期", raw="2021年3月", key="written", value="2021-03"),))
    info = etree.fromstring(parts(make(Document(metadata=metadata)))["OFD.xml"])
    assert info.find(f".//{OFD}CreationDate") is None


def test_the_date_of_the_build_serves_where_the_document_has_none() -> None:
    context = Context(now="2024-05-06T07:08:09+00:00")
    data = parts(make(Document(), context))
    assert b"<ofd:CreationDate>2024-05-06</ofd:CreationDate>" in data["OFD.xml"]
    assert b'CreationDate="2024-05-06T00:00:00"' in data["Doc_0/Attachs/Attachments.xml"]


def link(href: str) -> Document:
    words = Link(content=(Text(text="网站"),), href=href)
    return Document(parts=(Part(blocks=(Paragraph(content=(words,), id="here"),)),))


def test_links_open_addresses_and_places() -> None:
    address = parts(make(link("https://www.example.gov.cn/?a=1&b=2")))
    assert (
        b'<ofd:URI URI="https://www.example.gov.cn/?a=1&amp;b=2"/>'
        in address["Doc_0/Pages/Page_0/Content.xml"]
    )
    place = parts(make(link("#here")))
    assert b'<ofd:Goto><ofd:Bookmark Name="here"/>' in place["Doc_0/Pages/Page_0/Content.xml"]
    assert b'<ofd:Bookmark Name="here"><ofd:Dest' in place["Doc_0/Document.xml"]


def test_the_archive_form_opens_no_addresses() -> None:
    context = Context()
    data = parts(make(link("https://www.example.gov.cn/"), context, standard="ofd-a"))
    assert b'DocType="OFD-A"' in data["OFD.xml"]
    assert b"URI" not in data["Doc_0/Pages/Page_0/Content.xml"]
    assert [d.code for d in context.diagnostics] == ["GD331"]
    place = parts(make(link("#here"), standard="ofd-a"))
    assert b"<ofd:Goto>" in place["Doc_0/Pages/Page_0/Content.xml"]


def test_nothing_is_attached_when_it_is_not_to_be() -> None:
    assert not [name for name in parts(make(FULL, carry=False)) if "Attach" in name]


@pytest.mark.parametrize("option", [{"standard": "pdf"}, {"kinsoku": "none"}])
def test_an_option_that_is_none_is_refused(option: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        govdoc.write(Document(), "ofd", options=OfdOptions(**option))


def test_headings_make_the_outline(rich_ofd: bytes) -> None:
    root = etree.fromstring(parts(rich_ofd)["Doc_0/Document.xml"])
    outlines = root.find(f"{OFD}Outlines")
    titles = [
        (len(list(one.iterancestors(f"{OFD}OutlineElem"))), one.get("Title"))
        for one in outlines.iter(f"{OFD}OutlineElem")
    ]
    assert titles[0] == (0, "宜兴市人民政府关于进一步规范全市政府信息公开工作的通知")
    assert (1, "一、总体要求") in titles
    assert (2, "（一）指导思想") in titles
