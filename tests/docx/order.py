"""The order of child elements that ISO/IEC 29500-4 (transitional) demands, and a check of whole packages.

Only elements that Word is strict about and that the writer makes; a child that is not in the list of its
parent is an error, so that nothing new is written without its place being looked up.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers"
    " pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct"
    " autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing"
    " mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl"
    " divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint"
    " noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u"
    " effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc"
    " tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption"
    " tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText"
    " vAlign hideMark",
    "tbl": "tblPr tblGrid tr",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tcBorders": "top left start bottom right end insideH insideV tl2br tr2bl",
    "tblCellMar": "top left start bottom right end",
    "pBdr": "top left bottom right between bar",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders"
    " lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter"
    " docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed"
    " qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr"
    " tblStylePr",
    "styles": "docDefaults latentStyles style",
    "font": "altName panose1 charset family notTrueType pitch sig embedRegular",
    "settings": "writeProtection view zoom mirrorMargins bordersDoNotSurroundHeader"
    " bordersDoNotSurroundFooter defaultTabStop evenAndOddHeaders drawingGridHorizontalSpacing"
    " drawingGridVerticalSpacing characterSpacingControl printTwoOnOne strictFirstAndLastChars"
    " noLineBreaksAfter noLineBreaksBefore footnotePr endnotePr compat docVars rsids"
    " themeFontLang clrSchemeMapping shapeDefaults decimalSymbol listSeparator",
    "compat": "useSingleBorderforContiguousCells wpJustification noTabHangInd noLeading spaceForUL"
    " noColumnBalance balanceSingleByteDoubleByteWidth noExtraLineSpacing"
    " doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn spacingInWholePoints"
    " adjustLineHeightInTable useFELayout compatSetting",
    "tr": "tblPrEx trPr tc",
    "body": "p tbl sectPr",
}
"""Parent → its children in the order of the schema, by local name."""

_FREE = {"body"}


def check_package(data: bytes) -> None:
    """Every XML part is well-formed and in order, every relationship leads to a part with a content type."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    assert len(names) == len(set(names))
    assert names[0] == "[Content_Types].xml"
    trees = {name: etree.fromstring(parts[name]) for name in names if name.endswith((".xml", ".rels"))}
    for name, tree in trees.items():
        assert list(disorder(tree)) == [], name
        if name.endswith(".rels"):
            _check_relationships(name, tree, set(names))
    _check_types(trees["[Content_Types].xml"], set(names))
    _check_references(trees["word/document.xml"], trees["word/_rels/document.xml.rels"])
    _check_styles(trees["word/document.xml"], trees["word/styles.xml"])


def disorder(tree: etree._Element) -> Iterator[str]:
    """Where children stand in an order that the schema refuses."""
    for element in tree.iter(etree.Element):
        local = etree.QName(element).localname
        if not element.tag.startswith(W) or local not in ORDER:
            continue
        wanted = ORDER[local].split()
        found = [etree.QName(child).localname for child in element]
        unknown = [name for name in found if name not in wanted]
        if unknown:
            yield f"{local}: unknown {unknown}"
            continue
        places = [wanted.index(name) for name in found]
        if local not in _FREE and places != sorted(places):
            yield f"{local}: {found}"
        if local in {"pPr", "rPr", "tblPr", "tcPr"} and len(found) != len(set(found)):
            yield f"{local}: repeated {found}"
        if local == "tc" and found[-1] != "p":
            yield "tc: no paragraph at its end"


def _check_relationships(name: str, tree: etree._Element, names: set[str]) -> None:
    base = posixpath.dirname(posixpath.dirname(name))
    idents = [relation.get("Id") for relation in tree]
    assert len(idents) == len(set(idents))
    for relation in tree:
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join(base, relation.get("Target", "")))
            assert target.lstrip("/") in names, target


def _check_types(tree: etree._Element, names: set[str]) -> None:
    suffixes = {e.get("Extension") for e in tree if e.tag.endswith("Default")}
    overrides = {e.get("PartName", "")[1:] for e in tree if e.tag.endswith("Override")}
    assert overrides <= names
    for name in names - {"[Content_Types].xml"}:
        assert name in overrides or name.rpartition(".")[2] in suffixes, name


def _check_references(document: etree._Element, relations: etree._Element) -> None:
    r = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    used = {
        value for element in document.iter() for key, value in element.attrib.items() if key.startswith(r)
    }
    assert used <= {relation.get("Id") for relation in relations}


def _check_styles(document: etree._Element, sheet: etree._Element) -> None:
    known = {style.get(f"{W}styleId") for style in sheet.iter(f"{W}style")}
    used = {e.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for e in document.iter(f"{W}{tag}")}
    assert used <= known
