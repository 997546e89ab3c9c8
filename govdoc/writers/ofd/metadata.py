"""What an OFD says of itself: DocInfo with the disclosure metadata as custom data (GB/T 33190-2016 7.4)."""

import re
from collections.abc import Iterator
from hashlib import sha256

from govdoc.context import Context
from govdoc.model import Document
from govdoc.ofdfile.names import FOLDER
from govdoc.schema import DIGEST_NAME
from govdoc.writers.dates import made_on
from govdoc.writers.docx.markup import escape, quote
from govdoc.writers.ofd.markup import DECLARATION, SCOPE

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def entry_part(document: Document, carried: bytes, digest: str, kind: str, context: Context) -> str:
    """The entry of the package.

    Parameters: `carried` the disclosure XML; `digest` that of what the pages show; `kind` “OFD” or “OFD-A”.
    """
    facts = "".join(
        [f"<ofd:{name}>{value}</ofd:{name}>" for name, value in _facts(document, carried, context)]
    )
    data = [(entry.label or entry.key or "项目", entry.raw) for entry in document.metadata.entries]
    custom = "".join(
        [
            f"<ofd:CustomData Name={quote(name)}>{escape(value)}</ofd:CustomData>"
            for name, value in [*data, (DIGEST_NAME, digest)]
        ]
    )
    return (
        f'{DECLARATION}<ofd:OFD {SCOPE} Version="1.0" DocType="{kind}"><ofd:DocBody>'
        f"<ofd:DocInfo>{facts}<ofd:CustomDatas>{custom}</ofd:CustomDatas></ofd:DocInfo>"
        f"<ofd:DocRoot>{FOLDER}/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )


def _facts(document: Document, carried: bytes, context: Context) -> Iterator[tuple[str, str]]:
    """The elements before the custom data, in the order of the standard."""
    metadata = document.metadata
    signed = [organ for signature in document.main.signatures for organ in signature.organs]
    day = made_on_day(document, context)
    keywords = "".join([f"<ofd:Keyword>{escape(word)}</ofd:Keyword>" for word in metadata.keywords])
    facts = (
        ("DocID", sha256(carried).hexdigest()[:32]),
        ("Title", escape(document.title)),
        ("Author", escape("；".join(metadata.issuers or dict.fromkeys(signed)))),
        ("Subject", escape("；".join(metadata.topics))),
        ("Abstract", escape(metadata.abstract or "")),
        ("CreationDate", day),
        ("ModDate", day),
        ("DocUsage", "Normal"),
        ("Keywords", keywords),
        ("Creator", "govdoc"),
    )
    return ((name, value) for name, value in facts if value)


def made_on_day(document: Document, context: Context) -> str:
    """The day of the file, or nothing where only its month or year is known."""
    found = _DAY.match(made_on(document, context) or "")
    return found[0] if found else ""
