"""Disclosure XML (`urn:govdoc:disclosure:1`) → Document: parsing, and what is refused.

How it is parsed, `govdoc.xmlfile` says.
"""

from lxml import etree

from govdoc import codes as say
from govdoc.context import Context
from govdoc.errors import FormatError, UnreadableError
from govdoc.model import Document
from govdoc.options import XmlReadOptions
from govdoc.readers.disclosure import read_element
from govdoc.schema import NAMESPACE, faults
from govdoc.source import Source
from govdoc.xmlfile import Advice, Element, parse_xml

_ADVICE = Advice(
    malformed=("请改正此处，或用 --from 指明格式", "mend it, or name the format with --from"),
    doctype=("请删去 <!DOCTYPE …> 声明后再试", "remove the <!DOCTYPE …> declaration"),
)


def read(source: Source, options: XmlReadOptions, context: Context) -> Document:
    """The document in disclosure XML; of a batch (`disclosures`) the first, and how many were left is said.

    What the schema refuses is said once, with its number (GD111); each place in it that was not read as
    it stands is said by itself.

    Raises UnreadableError for what is no XML or has a DOCTYPE, FormatError for XML of another vocabulary,
    LimitError beyond `context.limits`.
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

    Raises UnreadableError for what is no XML or has a DOCTYPE, LimitError beyond `context.limits`.
    """
    context.limits.check("input_bytes", len(source.data), source.name)
    if not source.data.strip():
        raise UnreadableError(f"{source.name}：空文件", f"{source.name}: the file is empty")
    return parse_xml(source.data, source.name, context.limits, _ADVICE)


def _foreign(name: str, root: Element) -> FormatError:
    tag = etree.QName(root)
    found = f"<{tag.localname}>（{tag.namespace or '无命名空间 / no namespace'}）"
    return FormatError(
        f"{name}：根元素是 {found}；能读的是 {NAMESPACE} 的 <disclosure> 或非空的 <disclosures>，"
        "其他格式请用 --from 指明",
        f"{name}: the root is {found}; readable are <disclosure>, or <disclosures> that is not empty, of"
        f" {NAMESPACE}; name another format with --from",
    )
