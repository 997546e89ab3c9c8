"""What the pages of a PDF show: pages in order, operators and their strings (ISO 32000-1 9.4.3)."""

from collections.abc import Iterator

from govdoc.pdffile.objects import File, Keyword, Name, Ref, Scanner, Value


def pages(file: File) -> Iterator[dict[str, Value]]:
    """The pages of a file in their order."""
    waiting: list[Value | None] = [file.entries(file.trailer.get("Root")).get("Pages")]
    seen = set()
    while waiting:
        value = waiting.pop()
        if isinstance(value, Ref):
            if value.number in seen:
                continue
            seen.add(value.number)
        node = file.entries(value)
        if node.get("Type") == "Page":
            yield node
        else:
            waiting += reversed(file.items(node.get("Kids")))


def content_of(file: File, page: dict[str, Value]) -> bytes:
    """The content stream of a page."""
    return b"\n".join([file.stream(one) for one in file.items(page.get("Contents"))])


def operations(content: bytes) -> Iterator[tuple[str, list[Value]]]:
    """The operators of a content stream, each with its operands."""
    scanner = Scanner(content)
    operands: list[Value] = []
    while (value := scanner.next()) is not None:
        if isinstance(value, Keyword):
            yield value, operands
            operands = []
        else:
            operands.append(value)


def strings(operator: str, operands: list[Value]) -> Iterator[bytes]:
    """The strings that an operator shows."""
    if operator in ("Tj", "TJ", "'", '"') and operands:
        last = operands[-1]
        for string in last if isinstance(last, list) else [last]:
            if isinstance(string, bytes) and not isinstance(string, Name):
                yield string
