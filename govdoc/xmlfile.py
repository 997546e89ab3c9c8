"""XML from strangers: parsed without network, DTD or entities, and never beyond the limits of size and depth.

XML 1.0 (fifth edition). Any DOCTYPE is refused, because entities could be declared in it.
"""

import re
from io import BytesIO
from typing import NamedTuple

from lxml import etree

from govdoc.context import Limits
from govdoc.errors import GovdocError, LimitError, UnreadableError

Element = etree._Element  # noqa: SLF001  lxml names the type of its elements so

HUGE = 10_000_000
"""Bytes from which libxml2's limit on text nodes is lifted; a smaller file cannot need it."""

DEEP = 256
"""The depth that libxml2 allows, and `HUGE_DEEP` what it allows at the most."""
HUGE_DEEP = 2048


class Advice(NamedTuple):
    """What the user can do about XML that is damaged, and about one that has a DOCTYPE."""

    malformed: tuple[str, str]
    doctype: tuple[str, str]


def parse_xml(data: bytes, name: str, limits: Limits, advice: Advice) -> Element:
    """The root of XML.

    Parameters: `name` of the file or part in messages. Raises UnreadableError for what is not well-formed or
    has a DOCTYPE, LimitError beyond `limits` of bytes and depth (libxml2 goes no deeper than 2048).
    """
    limits.check("xml_bytes", len(data), name)
    huge = len(data) > HUGE or limits.xml_depth > DEEP
    try:
        if huge:
            # with its limits on, the parser looks at the start before they are lifted for the whole
            events = etree.iterparse(
                BytesIO(data), ("start",), resolve_entities=False, no_network=True, load_dtd=False
            )
            _refuse_doctype(next(iter(events))[1], name, advice)
        root = etree.fromstring(data, _parser(huge))
    except etree.XMLSyntaxError as error:
        raise _malformed(name, error, limits, advice) from None
    _refuse_doctype(root, name, advice)
    if huge or limits.xml_depth < DEEP:
        limits.check("xml_depth", _depth(root), name)
    return root


def parse_own(data: bytes) -> Element:
    """The root of XML that govdoc wrote itself: parsed as safely, but whatever its size and depth.

    Raises lxml's XMLSyntaxError for what is not well-formed, or deeper than 2048.
    """
    return etree.fromstring(data, _parser(huge=True))


def parse_drawing(data: bytes) -> Element:
    """The root of an SVG, which may have a DOCTYPE: no entity of it is put in, nothing is fetched.

    Raises lxml's XMLSyntaxError for what is not well-formed, or beyond libxml2's own limits.
    """
    return etree.fromstring(data, _parser(huge=False))


def _parser(huge: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=huge,
        remove_comments=True,
        remove_pis=True,
    )


def _depth(root: Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, ("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _refuse_doctype(root: Element, name: str, advice: Advice) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        zh, en = advice.doctype
        raise UnreadableError(
            f"{name}：含有 DOCTYPE，为安全起见不读；{zh}",
            f"{name}: has a DOCTYPE, which is not read for safety; {en}",
        )


def _malformed(name: str, error: etree.XMLSyntaxError, limits: Limits, advice: Advice) -> GovdocError:
    line, column = error.position
    words = re.sub(r", line \d+, column \d+.*", "", error.msg or "")
    if "xcessive depth" in words:
        most = HUGE_DEEP if str(HUGE_DEEP) in words else DEEP
        try:
            limits.check("xml_depth", most + 1, f"{name}:{line}")
        except LimitError as refusal:
            return refusal
        return LimitError(
            f"{name}:{line}：嵌套超过 XML 解析器的上限 {most} 层；请减少嵌套",
            f"{name}:{line}: nested beyond the XML parser's limit of {most}; nest less",
        )
    zh, en = advice.malformed
    return UnreadableError(
        f"{name}:{line}:{column}：不是格式正确的 XML（{words}）；{zh}",
        f"{name}:{line}:{column}: not well-formed XML ({words}); {en}",
    )
