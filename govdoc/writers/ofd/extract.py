"""The text on the pages of an OFD that govdoc wrote, read from their text objects in the order of its tags.

For `--verify`: what the pages say, not what the attachment says. Page numbers and repeated table heads, which
no element claims and which are in the foreground layer, are left out; each element begins a line.
"""

from collections.abc import Iterator

from govdoc.context import Limits
from govdoc.ofdfile.body import Body, bodies
from govdoc.ofdfile.package import Element, Package, children, local

_INSIDE = frozenset({"link", "label", "reference"})
"""Elements that stand in the middle of a line."""


def extract_text(data: bytes, limits: Limits | None = None) -> str:
    """The text of the pages in reading order, which the tags give.

    What no element claims comes last. Raises UnreadableError and FormatError for bytes that are no OFD,
    LimitError beyond `limits`.
    """
    package = Package(data, "OFD", limits or Limits())
    body = bodies(package)[0]
    drawn = dict(_drawn(package, body))
    lines: list[list[str]] = [[]]
    structure = body.structure()
    if structure is not None:
        _read(structure, drawn, lines)
    return "\n".join(["".join(line) for line in (*lines, *([text] for text in drawn.values())) if line])


def _drawn(package: Package, body: Body) -> Iterator[tuple[str, str]]:
    """The text objects of the pages that are no decoration: number and text."""
    for sheet in body.pages:
        for layer in children(_content(package.tree(sheet.path)), "Layer"):
            if layer.get("Type") != "Foreground":
                for one in children(layer, "TextObject"):
                    text = "".join([code.text or "" for code in children(one, "TextCode")])
                    yield one.get("ID", ""), text


def _content(page: Element | None) -> Element | None:
    return next(children(page, "Content"), None)


def _read(element: Element, drawn: dict[str, str], lines: list[list[str]]) -> None:
    """Move what an element refers to from what is drawn to the lines."""
    for kid in element:
        name = local(kid)
        if name == "ObjectRef":
            lines[-1].append(drawn.pop((kid.text or "").strip(), ""))
            continue
        if name not in _INSIDE:
            lines.append([])
        _read(kid, drawn, lines)
        if name not in _INSIDE:
            lines.append([])
