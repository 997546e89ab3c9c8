"""The order of child elements that ISO/IEC 29500-4 (transitional) demands, and a check of whole packages.

The tables hold every parent that the writer makes; a parent or a child that is not in them is an error, so
that nothing new is written without its place being looked up.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/"
PREFIXES = {
    W[1:-1]: "",
    f"{_DRAWING}wordprocessingDrawing": "wp:",
    f"{_DRAWING}main": "a:",
    f"{_DRAWING}picture": "pic:",
}
"""The namespaces with an order, and how the table calls them."""

_LOOKS_OF_RUNS = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof"
    " snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd"
    " fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
)
_SIDES = "top start left bottom end right insideH insideV"
_ROW_EXCEPTIONS = "tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook"

ORDER = {
    "document": "background body",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers"
    " pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct"
    " autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing"
    " mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl"
    " divId cnfStyle rPr sectPr pPrChange",
    "rPr": f"{_LOOKS_OF_RUNS} rPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize"
    f" {_ROW_EXCEPTIONS} tblCaption tblDescription tblPrChange",
    "tblPrEx": f"{_ROW_EXCEPTIONS} tblPrExChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText"
    " vAlign hideMark headers cellIns cellDel cellMerge tcPrChange",
    "tbl": "tblPr tblGrid tr",
    "tblGrid": "gridCol tblGridChange",
    "tr": "tblPrEx trPr tc",
    "tblBorders": _SIDES,
    "tcBorders": f"{_SIDES} tl2br tr2bl",
    "tblCellMar": "top start left bottom end right",
    "tcMar": "top start left bottom end right",
    "pBdr": "top left bottom right between bar",
    "sectPr": "headerReference|footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders"
    " lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid"
    " printerSettings sectPrChange",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "rPrDefault": "rPr",
    "pPrDefault": "pPr",
    "latentStyles": "lsdException",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed"
    " qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "fonts": "font",
    "font": "altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic"
    " embedBoldItalic",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime"
    " doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText"
    " printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts saveSubsetFonts"
    " saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader"
    " bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle"
    " proofState formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod"
    " documentType mailMerge revisionView trackRevisions doNotTrackMoves doNotTrackFormatting"
    " documentProtection autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation"
    " consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength"
    " clickAndTypeStyle defaultTableStyle evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting"
    " bookFoldPrintingSheets drawingGridHorizontalSpacing drawingGridVerticalSpacing"
    " displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery"
    " doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin"
    " doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne"
    " strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture"
    " doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText"
    " doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags"
    " alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids"
    " mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats"
    " doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary"
    " shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator",
    "footnotePr": "pos numFmt numStart numRestart footnote",
    "endnotePr": "pos numFmt numStart numRestart endnote",
    "compat": "useSingleBorderforContiguousCells wpJustification noTabHangInd noLeading spaceForUL"
    " noColumnBalance balanceSingleByteDoubleByteWidth noExtraLineSpacing doNotLeaveBackslashAlone"
    " ulTrailSpace doNotExpandShiftReturn spacingInWholePoints lineWrapLikeWord6"
    " printBodyTextBeforeHeader printColBlack wpSpaceWidth showBreaksInFrames subFontBySize"
    " suppressBottomSpacing suppressTopSpacing suppressSpacingAtTopOfPage suppressTopSpacingWP"
    " suppressSpBfAfterPgBrk swapBordersFacingPages convMailMergeEsc truncateFontHeightsLikeWP6"
    " mwSmallCaps usePrinterMetrics doNotSuppressParagraphBorders wrapTrailSpaces footnoteLayoutLikeWW8"
    " shapeLayoutLikeWW8 alignTablesRowByRow forgetLastTabAlignment adjustLineHeightInTable"
    " autoSpaceLikeWord95 noSpaceRaiseLower doNotUseHTMLParagraphAutoSpacing layoutRawTableWidth"
    " layoutTableRowsApart useWord97LineBreakRules doNotBreakWrappedTables doNotSnapToGridInCell"
    " selectFldWithFirstOrLastChar applyBreakingRules doNotWrapTextWithPunct doNotUseEastAsianBreakRules"
    " useWord2002TableStyleRules growAutofit useFELayout useNormalStyleForList"
    " doNotUseIndentAsNumberingTabStop useAltKinsokuLineBreakRules allowSpaceOfSameStyleInTable"
    " doNotSuppressIndentation doNotAutofitConstrainedTables autofitToFirstFixedWidthCell"
    " underlineTabInNumList displayHangulFixedWidth splitPgBreakAndParaMark doNotVertAlignCellWithSp"
    " doNotBreakConstrainedForcedTable doNotVertAlignInTxbx useAnsiKerningPairs cachedColBalance"
    " compatSetting",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "numPr": "ilvl numId numberingChange ins",
    "num": "abstractNumId lvlOverride",
    "wp:inline": "wp:extent wp:effectExtent wp:docPr wp:cNvGraphicFramePr a:graphic",
    "wp:anchor": "wp:simplePos wp:positionH wp:positionV wp:extent wp:effectExtent wp:wrapNone wp:docPr"
    " wp:cNvGraphicFramePr a:graphic",
    "wp:positionH": "wp:align|wp:posOffset",
    "wp:positionV": "wp:align|wp:posOffset",
    "wp:docPr": "a:hlinkClick a:hlinkHover a:extLst",
    "wp:cNvGraphicFramePr": "a:graphicFrameLocks a:extLst",
    "a:graphic": "a:graphicData",
    "a:graphicData": "pic:pic",
    "pic:pic": "pic:nvPicPr pic:blipFill pic:spPr",
    "pic:nvPicPr": "pic:cNvPr pic:cNvPicPr",
    "pic:cNvPicPr": "a:picLocks a:extLst",
    "pic:blipFill": "a:blip a:srcRect a:tile|a:stretch",
    "a:stretch": "a:fillRect",
    "pic:spPr": "a:xfrm a:custGeom|a:prstGeom a:noFill|a:solidFill a:ln a:effectLst a:scene3d a:sp3d a:extLst",
    "a:xfrm": "a:off a:ext",
    "a:prstGeom": "a:avLst",
}
"""Parent → its children in the order of the schema, by local name; between “|” any order."""

_INLINE = "r hyperlink bookmarkStart bookmarkEnd"
MIXED = {
    "body": "p tbl bookmarkStart bookmarkEnd sectPr",
    "p": f"pPr {_INLINE}",
    "hyperlink": _INLINE,
    "r": "rPr t tab br softHyphen drawing fldChar instrText footnoteReference footnoteRef separator"
    " continuationSeparator noBreakHyphen cr",
    "tc": "tcPr p tbl",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing"
    " jc hidden",
    "hdr": "p tbl",
    "ftr": "p tbl",
    "footnotes": "footnote",
    "footnote": "p",
    "drawing": "wp:inline wp:anchor",
    "rsids": "rsidRoot rsid",
    "tabs": "tab",
}
"""Parent → the children it may have in any order, apart from its own properties, which come first."""

FOREIGN = frozenset({"shapeDefaults", "hdrShapeDefaults", "pict"})
"""Parents of elements of VML, which only templates bring in."""

_FIRST = frozenset({"pPr", "rPr", "tcPr", "trPr", "tblPr"})
_LAST = {"body": "sectPr"}
_REPEATED = frozenset(
    "tr tc gridCol lsdException style tblStylePr font compatSetting lvl num abstractNum footnote endnote"
    " headerReference footerReference rsid".split()
)
"""Children of ordered parents that may come more than once."""


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
        if not name.startswith("word/theme/"):  # never ours: a template's, as it is
            assert list(disorder(tree)) == [], name
        if name.endswith(".rels"):
            _check_relationships(name, tree, set(names))
    _check_types(trees["[Content_Types].xml"], set(names))
    _check_references(trees["word/document.xml"], trees["word/_rels/document.xml.rels"])
    _check_styles(trees["word/document.xml"], trees["word/styles.xml"])


_ATTRIBUTES = (
    W,
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://www.w3.org/XML/1998/namespace}space",
)
"""The attributes that elements of WordprocessingML may have."""


def disorder(tree: etree._Element) -> Iterator[str]:
    """Where children stand in an order, or attributes at a place, that the schema refuses."""
    for element in tree.iter(etree.Element):
        parent = _called(element)
        if element.tag.startswith(W):
            yield from [
                f"{parent}: foreign {key}" for key in element.attrib if not key.startswith(_ATTRIBUTES)
            ]
        if parent is None or not len(element):
            continue
        found = [_called(child) or child.tag for child in element]
        if parent in FOREIGN:
            continue
        if parent in ORDER:
            yield from _out_of_order(parent, found)
        elif parent in MIXED:
            yield from _out_of_place(parent, found)
        else:
            yield f"{parent}: not in the table, with {found}"


def _called(element: etree._Element) -> str | None:
    """How the table calls an element, or none for one of another namespace."""
    name = etree.QName(element)
    prefix = PREFIXES.get(name.namespace or "")
    return None if prefix is None else prefix + name.localname


def _out_of_order(parent: str, found: list[str]) -> Iterator[str]:
    places = {name: at for at, names in enumerate(ORDER[parent].split()) for name in names.split("|")}
    unknown = [name for name in found if name.rpartition("}")[2] not in places]
    if unknown:
        yield f"{parent}: unknown {unknown}"
        return
    order = [places[name.rpartition("}")[2]] for name in found]
    if order != sorted(order):
        yield f"{parent}: {found}"
    repeated = {name for name in found if found.count(name) > 1} - _REPEATED
    if repeated:
        yield f"{parent}: repeated {sorted(repeated)}"


def _out_of_place(parent: str, found: list[str]) -> Iterator[str]:
    unknown = set(found) - set(MIXED[parent].split())
    if unknown:
        yield f"{parent}: unknown {sorted(unknown)}"
    if _FIRST & set(found[1:]):
        yield f"{parent}: properties are not first"
    if _LAST.get(parent) in found[:-1]:
        yield f"{parent}: {_LAST[parent]} is not last"
    if parent == "tc" and found[-1] != "p":
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
    defaults = [e.get("Extension") for e in tree if e.tag.endswith("Default")]
    named = [e.get("PartName", "")[1:] for e in tree if e.tag.endswith("Override")]
    suffixes, overrides = set(defaults), set(named)
    assert (len(defaults), len(named)) == (len(suffixes), len(overrides))
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
