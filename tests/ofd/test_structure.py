"""The custom tags: each object of the text belongs to one element, and elements are what the document is."""

from lxml import etree

from govdoc.model import Document
from tests.full_document import FULL
from tests.ofd.conftest import make
from tests.ofd.order import OFD, parts
from tests.pdf.documents import rich

OWN = "{urn:govdoc:structure:1}"
TAGS = "Doc_0/Tags/Structure.xml"


def structure(data: bytes) -> etree._Element:
    return etree.fromstring(parts(data)[TAGS])


def objects(data: bytes, layer: str) -> list[tuple[str, str]]:
    """Page and number of the text and images in a layer."""
    found = []
    root = etree.fromstring(parts(data)["Doc_0/Document.xml"])
    for page in root.find(f"{OFD}Pages"):
        tree = etree.fromstring(parts(data)[f"Doc_0/{page.get('BaseLoc')}"])
        for one in tree.iter(f"{OFD}Layer"):
            if one.get("Type") == layer:
                found += [
                    (page.get("ID"), kid.get("ID")) for kid in one if not kid.tag.endswith("PathObject")
                ]
    return found


def refs(data: bytes) -> list[tuple[str, str]]:
    return [(one.get("PageRef"), one.text) for one in structure(data).iter(f"{OFD}ObjectRef")]


def test_each_object_of_the_text_has_one_place() -> None:
    for document in (rich(), FULL):
        data = make(document)
        assert sorted(refs(data)) == sorted(objects(data, "Body"))
        assert not set(refs(data)) & set(objects(data, "Foreground"))


def test_page_numbers_and_repeated_heads_are_no_text(rich_ofd: bytes) -> None:
    assert len(objects(rich_ofd, "Foreground")) > len(
        etree.fromstring(parts(rich_ofd)["Doc_0/Document.xml"]).find(f"{OFD}Pages")
    )


def test_elements_say_what_they_are(rich_ofd: bytes) -> None:
    root = structure(rich_ofd)
    assert len(root.findall(f"{OWN}part")) == 2
    headings = [one.get("level") for one in root.iter(f"{OWN}heading")]
    assert headings[:2] == ["1", "2"]
    cell = next(one for one in root.iter(f"{OWN}header") if one.get("colspan") == "2")
    assert cell.get("scope") == "column"
    assert [one.get("alternative") for one in root.iter(f"{OWN}figure")] == ["半透明的示意图", "照片"]
    assert [one.get("target") for one in root.iter(f"{OWN}link")]
    assert root.find(f"{OWN}part/{OWN}paragraph").get("path", "").startswith("parts/0")
    assert next(root.iter(f"{OWN}item")).find(f"{OWN}label") is not None


def test_an_empty_document_has_an_empty_structure() -> None:
    assert len(structure(make(Document()))) == 0
