"""The whole file: the main part with its `meta`, attachments, the carried document and the digest."""

from govdoc.akomantoso import NAMESPACE, digest, is_act
from govdoc.model import Document, Part, one_line
from govdoc.schema import NAMESPACE as OWN
from govdoc.writers.akn.identification import SOURCE, Agents, Identity, classified, references
from govdoc.writers.akn.output import Output
from govdoc.writers.akn.parts import PartWriter
from govdoc.writers.docx.markup import escape, quote
from govdoc.writers.xml import encode, render
from govdoc.xmlfile import parse_own


def assemble(document: Document, now: str | None) -> tuple[bytes, int]:
    """The file, and how many characters outside the model's alphabet were left out.

    Parameters: `now` the date of the file, ISO, where there is one. Raises RecursionError when it nests too
    deep.
    """
    agents = Agents()
    kind = element_of(document.main)
    identity = Identity(document, kind, agents, now)
    out = Output()
    _document(document, out, agents, identity)
    name = document.metadata.genre or kind
    start = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="{NAMESPACE}">'
        f'\n<{kind} name={quote(name)} contains="originalVersion">'
    )
    head, _ = encode(start)
    body, removed = encode(f"{out.text()}\n</{kind}>\n</akomaNtoso>\n")
    described = classified(document.metadata) + references(document.metadata, agents)
    meta, _ = encode(f"\n<meta>{identity.element('main', document.title)}{described}")
    carried, _ = render(document, False)
    own = carried.partition(b"\n")[2].rstrip(b"\n")
    proof = digest(parse_own(head + body))
    opened = f'\n<proprietary source="#{SOURCE}" xmlns:gd="{OWN}" gd:bodyDigest="sha256:{proof}">\n'
    return b"".join((head, meta, opened.encode(), own, b"\n</proprietary>\n</meta>", body)), removed


def element_of(part: Part) -> str:
    """The element that a part is."""
    return "act" if is_act(part.blocks) else "doc"


def _document(document: Document, out: Output, agents: Agents, identity: Identity) -> None:
    writer = PartWriter(out, agents)
    writer.part(document.main, "", mark=True)
    if len(document.parts) == 1:
        return
    out.put("\n<attachments>")
    for part in document.parts[1:]:
        _attachment(part, out, writer, identity)
    out.put("\n</attachments>")


def _attachment(part: Part, out: Output, writer: PartWriter, identity: Identity) -> None:
    ident = out.identify("", "attachment", own=part.id)
    out.put(f'\n<attachment eId="{ident}" class="{part.kind}">')
    if part.mark and part.letterhead is None:
        out.put(f"<num>{escape(part.mark)}</num>")
    kind = element_of(part)
    identified = identity.element(ident, one_line(part.title))
    out.put(f'\n<{kind} name="{part.kind}" contains="originalVersion">\n<meta>{identified}</meta>')
    writer.part(part, ident, mark=part.letterhead is not None)
    out.put(f"\n</{kind}>\n</attachment>")
