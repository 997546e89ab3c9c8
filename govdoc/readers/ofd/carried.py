"""Files that govdoc wrote: the document attached to them, and whether their pages are as they were."""

from msgspec import Struct

from govdoc.context import Context
from govdoc.errors import GovdocError, UnreadableError
from govdoc.model import Document
from govdoc.ofdfile.body import Body, text_codes
from govdoc.ofdfile.names import ATTACHMENT
from govdoc.ofdfile.package import Package
from govdoc.ofdfile.shown import Digest
from govdoc.options import XmlReadOptions
from govdoc.schema import DIGEST_NAME
from govdoc.source import Source


class Carried(Struct, frozen=True):
    """The document that a file carries; `unchanged`: its pages still show what they did."""

    document: Document
    unchanged: bool


def carried(package: Package, body: Body, context: Context) -> Carried | None:
    """The document that a file carries, or none."""
    digest = dict(body.custom).get(DIGEST_NAME)
    try:
        data = body.attached(ATTACHMENT) if digest else None
    except UnreadableError:
        return None
    if data is None:
        return None
    from govdoc.readers.xml import read

    quiet = Context(context.limits)
    try:
        document = read(Source(data, package.name), XmlReadOptions(validate=False), quiet)
        unchanged = _shown(package, body) == digest
    except GovdocError:
        return None
    if unchanged:
        context.absorb(quiet.diagnostics)
    return Carried(document, unchanged)


def _shown(package: Package, body: Body) -> str:
    digest = Digest()
    for sheet in body.pages:
        page = package.tree(sheet.path)
        digest.add_texts(() if page is None else [code.text or "" for code in text_codes(page)])
    return digest.value()
