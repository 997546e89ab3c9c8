"""The characters that an Akoma Ntoso file of govdoc's holds, for the ink check: its metadata, then its body.

Written apart from the reader, so that one does not hide what the other loses.
"""

from collections.abc import Iterator

from govdoc.schema import NAMESPACE as OWN
from govdoc.xmlfile import Element, parse_own


def extract_text(data: bytes) -> str:
    """The labels and values in `proprietary`, then the text of the body, in the order of the file."""
    root = parse_own(data)
    return "\n".join([*_entries(root), *_body(root)])


def _entries(root: Element) -> Iterator[str]:
    for entry in root.iterfind(f".//{{{OWN}}}disclosure/{{{OWN}}}metadata/*"):
        yield str(entry.get("label", ""))
        yield str(entry.get("raw") if "raw" in entry.attrib else entry.text or "")


def _body(element: Element) -> Iterator[str]:
    for child in element:
        if not str(child.tag).endswith("}meta"):
            yield child.text or ""
            yield from _body(child)
        yield child.tail or ""
