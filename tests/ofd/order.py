"""The order of child elements that GB/T 33190-2016 demands, and what else it says of a whole package.

Only elements that the writer makes; a child that is not in the list of its parent is an error, so that nothing
new is written without its place being looked up. The lists are those of clauses 7 to 17 and annex A.
"""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from lxml import etree

OFD = "{http://www.ofdspec.org/2016}"

ORDER = {
    "OFD": "DocBody",
    "DocBody": "DocInfo DocRoot Versions Signatures",
    "DocInfo": "DocID Title Author Subject Abstract CreationDate ModDate DocUsage Cover Keywords Creator"
    " CreatorVersion CustomDatas",
    "Keywords": "Keyword",
    "CustomDatas": "CustomData",
    "Document": "CommonData Pages Outlines Permissions Actions VPreferences Bookmarks Annotations CustomTags"
    " Attachments Extensions",
    "CommonData": "MaxUnitID PageArea PublicRes DocumentRes TemplatePage DefaultCS",
    "PageArea": "PhysicalBox ApplicationBox ContentBox BleedBox",
    "Area": "PhysicalBox ApplicationBox ContentBox BleedBox",
    "Pages": "Page",
    "Outlines": "OutlineElem",
    "OutlineElem": "Actions OutlineElem",
    "Actions": "Action",
    "Action": "Region Goto URI GotoA Sound Movie",
    "Goto": "Dest Bookmark",
    "Bookmarks": "Bookmark",
    "Bookmark": "Dest",
    "Res": "ColorSpaces DrawParams Fonts MultiMedias CompositeGraphicUnits",
    "Fonts": "Font",
    "Font": "FontFile",
    "MultiMedias": "MultiMedia",
    "MultiMedia": "MediaFile",
    "Page": "Template PageRes Area Content Actions",
    "Content": "Layer",
    "TextObject": "Actions Clips FillColor StrokeColor CGTransform TextCode",
    "CGTransform": "Glyphs",
    "PathObject": "Actions Clips StrokeColor FillColor AbbreviatedData",
    "ImageObject": "Actions Clips Border",
    "CustomTags": "CustomTag",
    "CustomTag": "SchemaLoc FileLoc",
    "Attachments": "Attachment",
    "Attachment": "FileLoc",
}
ANY_ORDER = {"Layer": {"TextObject", "PathObject", "ImageObject", "CompositeObject", "PageBlock"}}
REQUIRED = {
    "OFD": {"Version", "DocType"},
    "CustomData": {"Name"},
    "Page": set(),
    "Layer": {"ID"},
    "TextObject": {"ID", "Boundary", "Font", "Size"},
    "PathObject": {"ID", "Boundary"},
    "ImageObject": {"ID", "Boundary", "ResourceID"},
    "CGTransform": {"CodePosition"},
    "Dest": {"Type", "PageID"},
    "Res": {"BaseLoc"},
    "Font": {"ID", "FontName"},
    "MultiMedia": {"ID", "Type"},
    "OutlineElem": {"Title"},
    "Action": {"Event"},
    "Bookmark": {"Name"},
    "CustomTag": {"NameSpace"},
    "Attachment": {"ID", "Name"},
}
PARTS = ("DocRoot", "PublicRes", "DocumentRes", "CustomTags", "Attachments", "FileLoc")
NUMBERS = re.compile(r"(?:-?\d+(?:\.\d+)?(?: |$))+")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def faults(data: bytes) -> list[str]:
    """Everything that is wrong with a package, in words."""
    found = parts(data)
    trees = {name: etree.fromstring(part) for name, part in found.items() if name.endswith(".xml")}
    own = {name: tree for name, tree in trees.items() if tree.tag.startswith(OFD)}
    made = [f"{name}: {fault}" for name, tree in own.items() for fault in _order(tree)]
    made += _numbers(own)
    made += _places(own, trees, set(found))
    return made


def _order(tree: etree._Element) -> Iterator[str]:
    for element in tree.iter():
        name = element.tag.removeprefix(OFD)
        missing = REQUIRED.get(name, set()) - set(element.attrib)
        if missing:
            yield f"{name} lacks {sorted(missing)}"
        children = [child.tag.removeprefix(OFD) for child in element]
        if name in ANY_ORDER:
            strange = set(children) - ANY_ORDER[name]
        else:
            order = ORDER.get(name, "").split()
            strange = set(children) - set(order)
            places = [order.index(child) for child in children if child in order]
            if places != sorted(places):
                yield f"{name}: {children} is not the order {order}"
        if strange:
            yield f"{name} must not hold {sorted(strange)}"
        for key in ("Boundary", "CTM"):
            if key in element.attrib and not NUMBERS.fullmatch(element.get(key, "")):
                yield f"{name} {key}: {element.get(key)!r}"


def _numbers(own: dict[str, etree._Element]) -> Iterator[str]:
    """Identifiers are unique in the document and none is above MaxUnitID; references lead somewhere."""
    idents: Counter[str] = Counter()
    wanted: set[str] = set()
    highest = 0
    for tree in own.values():
        for element in tree.iter():
            name = element.tag.removeprefix(OFD)
            if "ID" in element.attrib and name != "Attachment":
                idents[element.get("ID", "")] += 1
            wanted |= {
                element.get(key, "") for key in ("Font", "ResourceID", "PageID") if key in element.attrib
            }
            highest = int(element.text) if name == "MaxUnitID" else highest
    yield from (f"{ident} names {count} objects" for ident, count in idents.items() if count > 1)
    yield from (f"{ident} is above MaxUnitID" for ident in idents if int(ident) > highest)
    yield from (f"nothing is {ident}" for ident in wanted - idents.keys())


def _places(
    own: dict[str, etree._Element], trees: dict[str, etree._Element], names: set[str]
) -> Iterator[str]:
    """Each part that another names is there, and each part there is named."""
    named = {"OFD.xml"}
    for name, tree in own.items():
        folder = posixpath.dirname(name)
        base = posixpath.join(folder, tree.get("BaseLoc", ""))
        for element in tree.iter():
            kind = element.tag.removeprefix(OFD)
            if kind in PARTS and len(element) == 0 and (element.text or "").strip():
                named.add(posixpath.join(folder, element.text))
            elif kind in ("FontFile", "MediaFile"):
                named.add(posixpath.join(base, element.text))
            elif kind == "Page" and "BaseLoc" in element.attrib:
                named.add(posixpath.join(folder, element.get("BaseLoc", "")))
    yield from (f"{name} is not in the package" for name in sorted(named - names))
    yield from (f"nothing names {name}" for name in sorted(names - named))
