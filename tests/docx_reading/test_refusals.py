"""What is refused, with one clear error: bytes that are no Word file, broken limits, old formats."""

import zipfile

import pytest

import govdoc
from govdoc.archive import Archive
from govdoc.context import Context, Limits
from govdoc.errors import FormatError, LimitError, UnreadableError
from govdoc.readers import office
from tests.docx_reading.files import OPENING, TITLE, package, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


@pytest.fixture
def without_libreoffice(monkeypatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    monkeypatch.setattr(office, "_USUAL_PLACES", ())


def test_a_damaged_file_says_what_to_do() -> None:
    data = word(TITLE, OPENING)
    with pytest.raises(UnreadableError, match="另存"):
        govdoc.read(data[:-200])
    broken = data.replace(b"word/document.xml", b"word/document.xmx")
    with pytest.raises(FormatError, match="docx"):
        govdoc.read(broken, "docx")


def test_a_damaged_main_part_is_refused() -> None:
    with pytest.raises(UnreadableError, match="XML"):
        govdoc.read(package({"word/document.xml": "<w:document"}))


def test_a_doctype_is_refused() -> None:
    xml = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
    with pytest.raises(UnreadableError, match="DOCTYPE"):
        govdoc.read(package({"word/document.xml": xml}))


def test_a_zip_bomb_is_refused() -> None:
    bomb = package({"word/document.xml": b"<a>" + b" " * 2**25 + b"</a>"})
    with pytest.raises(LimitError, match="zip_ratio"):
        govdoc.read(bomb)
    with pytest.raises(LimitError, match="zip_bytes"):
        govdoc.read(word(TITLE, OPENING), context=Context(Limits(zip_bytes=100)))
    with pytest.raises(LimitError, match="zip_entries"):
        govdoc.read(word(TITLE, OPENING), context=Context(Limits(zip_entries=2)))


@pytest.mark.parametrize("name", ["../a", "/../a", "a/../../b", "C:/a", "..\\a", "..", "a/.."])
def test_names_that_lead_outside_are_refused(name: str) -> None:
    with pytest.raises(UnreadableError, match="包外"):
        Archive(package({name: "x"}), "a.docx", Limits())


def test_names_are_found_without_case_and_slash() -> None:
    archive = Archive(package({"/Word/Document.XML": "x"}), "a.docx", Limits())
    assert archive.read("word/document.xml") == b"x"
    assert archive.read("word/other.xml") is None
    assert "word/document.xml" in archive


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(word(TITLE, OPENING))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(signature, at + 1)) >= 0:
            data[at + offset] |= 1
    with pytest.raises(UnreadableError, match="加密"):
        govdoc.read(bytes(data))


def test_nesting_beyond_the_parser_is_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 300 + "</w:sdtContent></w:sdt>" * 300
    with pytest.raises(LimitError, match="256"):
        govdoc.read(word(TITLE, OPENING, deep))


@pytest.mark.parametrize(
    ("data", "word_in_message"),
    [
        (package({"a.txt": "x"}), "zip"),
        (package({"xl/workbook.xml": "<a/>"}), "电子表格"),
        (package({"ppt/presentation.xml": "<a/>"}), "演示"),
        (OLE + utf16("Workbook"), "电子表格"),
        (OLE + utf16("PowerPoint Document"), "演示"),
    ],
)
def test_other_office_files_are_named(data: bytes, word_in_message: str) -> None:
    with pytest.raises(FormatError, match=word_in_message):
        govdoc.read(data)


@pytest.mark.usefixtures("without_libreoffice")
@pytest.mark.parametrize(
    ("data", "form"), [(OLE + utf16("WordDocument"), "doc"), (OLE, "doc"), (rb"{\rtf1 x}", "rtf")]
)
def test_old_files_need_libreoffice(data: bytes, form: str) -> None:
    with pytest.raises(FormatError, match=f"{form} .*LibreOffice.*另存为 .docx"):
        govdoc.read(data)


def test_content_decides_not_the_name(tmp_path, without_libreoffice) -> None:
    named = tmp_path / "a.docx"
    named.write_bytes(OLE + utf16("WordDocument"))
    with pytest.raises(FormatError, match="LibreOffice"):
        govdoc.read(named)
    (tmp_path / "b.doc").write_bytes(word(TITLE, OPENING))
    assert govdoc.read(tmp_path / "b.doc").value.title == "关于做好某项工作的通知"


def test_a_protected_file_is_named() -> None:
    with pytest.raises(UnreadableError, match="密码"):
        govdoc.read(OLE + utf16("EncryptedPackage"))


def test_the_archive_reads_what_zipfile_wrote(tmp_path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a/b.txt", "乙")
        made.writestr("a/", "")
    archive = Archive(path.read_bytes(), "a.zip", Limits())
    assert archive.names == ("a/b.txt",)
    assert archive.read("a/b.txt") == "乙".encode()
