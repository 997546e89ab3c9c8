"""Parsing XML parts that others made: no entities, no network, no DOCTYPE.

ISO/IEC 29500-2 6.1.4 forbids document type declarations in the parts of a package.
"""

from lxml import etree

from govdoc.errors import UnreadableError

Element = etree._Element  # noqa: SLF001  lxml names the type of its elements so


def parse_part(xml: bytes, name: str) -> Element:
    """The root of a part; `name` says which in messages.

    Raises UnreadableError for what is no XML or has a DOCTYPE.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"{name} 不是 XML：{error}", f"{name} is not XML: {error}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError(f"{name} 含有 DOCTYPE，不予读取", f"{name} has a DOCTYPE; refused")
    return root
