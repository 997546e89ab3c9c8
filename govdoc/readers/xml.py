"""Disclosure XML (`urn:govdoc:disclosure:1`) → Document: parsing, and what is refused.

XML 1.0 (fifth edition), parsed without network, DTD or entities; any DOCTYPE is refused.
"""

import re
from io import BytesIO

from lxml import etree

from govdoc import diagnostics as say
from govdoc.context import Context
from govdoc.errors import FormatError, GovdocError, LimitError, UnreadableError
from govdoc.model import Document
from govdoc.options import XmlReadOptions
from govdoc.readers.disclosure import read_element
from govdoc.readers.disclosure_blocks import Element
from govdoc.schema import NAMESPACE, faults
from govdoc.source import Source

HUGE = 10_000_000
"""Bytes from which libxml2's limit on text nodes is lifted; a smaller file cannot need it."""


def read(source: Source, options: XmlReadOptions, context: Context) -> Document:
    """The document in disclosure XML; of a batch (`disclosures`) the first, and how many were left is said.

    What the schema refuses is said once, with its number (GD111); each place in it that was not read as
    it stands is said by itself.

    Raises UnreadableError for what is no XML or has a DOCTYPE, FormatError for XML of another vocabulary,
    LimitError for nesting beyond `context.limits.depth`.
    """
    first, *others = parse(source, context)
    if others:
        context.report(say.MORE_DOCUMENTS, str(len(others)))
    found = faults(first) if options.validate else ()
    if found:
        context.report(say.SCHEMA_FAULTS, NAMESPACE, str(len(found)), origin=context.line(found[0].line))
    return read_element(first, source.name, context)


def parse(source: Source, context: Context) -> list[Element]:
    """The `disclosure` elements of a file, one at least. Raises as `read` does."""
    root = root_of(source, context)
    one, several = f"{{{NAMESPACE}}}disclosure", f"{{{NAMESPACE}}}disclosures"
    found = [root] if root.tag == one else list(root.iterchildren(one)) if root.tag == several else []
    if not found:
        raise _foreign(source.name, root)
    return found


def root_of(source: Source, context: Context) -> Element:
    """The root element of an XML file, comments and processing instructions left out.

    Raises UnreadableError for what is no XML or has a DOCTYPE, LimitError beyond the limits of `context` or
    of the parser.
    """
    context.limits.check("input_bytes", len(source.data), source.name)
    if not source.data.strip():
        raise UnreadableError(f"{source.name}：空文件", f"{source.name}: the file is empty")
    try:
        return _tree(source)
    except etree.XMLSyntaxError as error:
        raise _malformed(source.name, error) from None


def _tree(source: Source) -> Element:
    huge = len(source.data) > HUGE
    if huge:
        # with its limits on, the parser looks at the start before they are lifted for the whole
        events = etree.iterparse(
            BytesIO(source.data), ("start",), resolve_entities=False, no_network=True, load_dtd=False
        )
        _refuse_doctype(next(iter(events))[1], source.name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=huge,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(source.data, parser)
    _refuse_doctype(root, source.name)
    return root


def _refuse_doctype(root: Element, name: str) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError(
            f"{name}：含有 DOCTYPE，为安全起见不读；请删去 <!DOCTYPE …> 声明后再试",
            f"{name}: has a DOCTYPE, which is not read for safety; remove the <!DOCTYPE …> declaration",
        )


def _malformed(name: str, error: etree.XMLSyntaxError) -> GovdocError:
    line, column = error.position
    words = re.sub(r", line \d+, column \d+.*", "", error.msg or "")
    if "xcessive depth" in words:
        return LimitError(
            f"{name}:{line}：嵌套超过 XML 解析器的上限 256 层",
            f"{name}:{line}: nested beyond the XML parser's limit of 256",
        )
    return UnreadableError(
        f"{name}:{line}:{column}：不是格式正确的 XML（{words}）；请改正此处，或用 --from 指明格式",
        f"{name}:{line}:{column}: not well-formed XML ({words}); mend it, or name the format with --from",
    )


def _foreign(name: str, root: Element) -> FormatError:
    tag = etree.QName(root)
    found = f"<{tag.localname}>（{tag.namespace or '无命名空间 / no namespace'}）"
    return FormatError(
        f"{name}：根元素是 {found}；能读的是 {NAMESPACE} 的 <disclosure> 或非空的 <disclosures>，"
        "其他格式请用 --from 指明",
        f"{name}: the root is {found}; readable are <disclosure>, or <disclosures> that is not empty, of"
        f" {NAMESPACE}; name another format with --from",
    )
