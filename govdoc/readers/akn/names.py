"""The elements of Akoma Ntoso by what a reader does with them, and their local names."""

from govdoc.xmlfile import Element

DOCUMENTS = frozenset(
    (
        "act bill doc judgment debate debateReport statement amendment amendmentList officialGazette"
        " documentCollection portion"
    ).split()
)
"""The kinds of document."""

DIVISIONS = frozenset(
    (
        "clause section part paragraph chapter title article book tome division list point indent alinea rule"
        " subrule proviso subsection subpart subparagraph subchapter subtitle subdivision subclause sublist"
        " level transitional hcontainer blockContainer tblock citations recitals citation recital"
    ).split()
)
"""The elements with `num` and `heading` that hold blocks."""

MARKS = frozenset(
    (
        "b i u sup sub a ref mref rref span abbr br eol eop img authorialNote noteRef inline def term date"
        " time person organization concept object event location process role entity quantity remark"
        " recordedTime ins del omissis placeholder fillIn decoration docType docTitle docNumber docProponent"
        " docDate legislature session shortTitle docAuthority docPurpose docCommittee docIntroducer docStage"
        " docStatus docJurisdiction docketNumber courtType neutralCitation party judge lawyer signature"
        " argument mod mmod rmod quotedText embeddedText marker"
    ).split()
)
"""The elements that stand inside a line of text."""


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def roles(element: Element) -> frozenset[str]:
    """The words in the `class` of an element."""
    return frozenset(str(element.get("class", "")).split())
