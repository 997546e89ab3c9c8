"""Files that govdoc wrote: the document attached to them, and whether their pages are as they were."""

from govdoc.context import Context
from govdoc.errors import GovdocError, UnreadableError
from govdoc.ofdfile.body import Body, text_codes
from govdoc.ofdfile.names import ATTACHMENT
from govdoc.ofdfile.package import Package
from govdoc.ofdfile.shown import Digest
from govdoc.readers.paged import Carried, read_carried
from govdoc.schema import DIGEST_NAME


def carried(package: Package, body: Body, context: Context) -> Carried | None:
    """The document that a file carries, or none."""
    digest = dict(body.custom).get(DIGEST_NAME)
    try:
        data = body.attached(ATTACHMENT) if digest else None
    except UnreadableError:
        return None
    if data is None:
        return None
    try:
        unchanged = _shown(package, body) == digest
    except GovdocError:
        return None
    return read_carried(data, package.name, unchanged, context)


def _shown(package: Package, body: Body) -> str:
    digest = Digest()
    for sheet in body.pages:
        page = package.tree(sheet.path)
        digest.add_texts(() if page is None else [code.text or "" for code in text_codes(page)])
    return digest.value()
