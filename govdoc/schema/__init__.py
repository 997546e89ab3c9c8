"""The vocabulary of the disclosure XML: its schema (XSD 1.0), and the few facts that writer and reader share.

`disclosure.xsd` documents every element in Chinese and English. A schema that changes needs a new version.
"""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml import etree

NAMESPACE = "urn:govdoc:disclosure:1"
"""The namespace of all elements; a new one means an incompatible vocabulary."""

VERSION = "1"
"""The version written; versions “1.x” only add to it."""

DIGEST_NAME = "govdoc:text-sha256"
"""Under this name a page format that carries the XML keeps the digest of its own visible text."""


def text_digest(text: str) -> str:
    """The digest of a visible text: its lines, stripped, empty ones left out."""
    lines = [line.strip() for line in text.split("\n")]
    return sha256("\n".join([line for line in lines if line]).encode()).hexdigest()


@cache
def schema_text() -> bytes:
    """The XSD as it is shipped, in UTF-8."""
    return Path(__file__).with_name("disclosure.xsd").read_bytes()


def is_indentation(text: str) -> bool:
    """Whether character data is only line breaks and blanks, which pretty-printers put in: not content."""
    return "\n" in text and not text.strip(" \t\n")


def element_name(name: str) -> str:
    """The element or attribute of a field: "run_in" → "runIn"."""
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


class Fault(NamedTuple):
    """What the schema refuses: the line in the file, and the validator's words without namespaces."""

    line: int
    message: str


@cache
def _compiled() -> "etree.XMLSchema":
    from lxml import etree

    return etree.XMLSchema(etree.fromstring(schema_text()))


def faults(element: "etree._Element") -> tuple[Fault, ...]:
    """What the schema refuses in a parsed `disclosure` or `disclosures`; the schema is compiled once."""
    schema = _compiled()
    if schema.validate(element):
        return ()
    log: Iterable[etree._LogEntry] = schema.error_log  # type: ignore[assignment]  # the stubs miss __iter__
    return tuple(Fault(entry.line, entry.message.replace(f"{{{NAMESPACE}}}", "")) for entry in log)
