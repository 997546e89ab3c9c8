"""Reading Akoma Ntoso: govdoc's own files give their document back, others are read with their structure.

OASIS LegalDocML 1.0 (2018), also its drafts and version 2: elements are known by their local names. Parsed
without network, DTD or entities, as all XML is.
"""

from msgspec import Struct
from msgspec.structs import replace

from govdoc import codes as say
from govdoc.akomantoso import digest
from govdoc.context import Context
from govdoc.errors import FormatError, GovdocError, LimitError
from govdoc.model import Document, Part, Provenance
from govdoc.options import AknReadOptions
from govdoc.readers.akn.metadata import read_metadata
from govdoc.readers.akn.names import local
from govdoc.readers.akn.parts import PartReader
from govdoc.readers.disclosure import read_element
from govdoc.readers.xml import root_of
from govdoc.schema import NAMESPACE as OWN
from govdoc.source import Source, report_private_use
from govdoc.xmlfile import Element


def read(source: Source, options: AknReadOptions, context: Context) -> Document:
    """The document in an Akoma Ntoso file.

    A file that govdoc wrote carries its document: while the body is unchanged that one comes back, else the
    body is read, which is said (GD144), and the rest is taken from it. Content never raises. Raises
    UnreadableError for what is no XML or has a DOCTYPE, FormatError for XML of another vocabulary, LimitError
    beyond the limits of `context`.
    """
    root = root_of(source, context)
    try:
        return _document(root, source, options, context)
    except RecursionError:
        raise LimitError(
            f"{source.name}：嵌套太深；请减少嵌套", f"{source.name}: nested too deep; nest less"
        ) from None


def _document(root: Element, source: Source, options: AknReadOptions, context: Context) -> Document:
    main = _main(root, source.name)
    own = _carried(main, root, source.name, context) if options.carried else None
    if own is not None and own.unchanged:
        return own.document
    reader = PartReader(root, source.name, context)
    beside = [part for holder in list(root)[1:] for part in reader.attached(holder)]
    parts = (*reader.parts(main), *beside)
    if own is not None:
        context.report(say.BODY_CHANGED)
        document = replace(own.document, parts=parts)
    else:
        document = _foreign(main, parts, source, context)
    report_private_use(document, context)
    return document


def _main(root: Element, name: str) -> Element:
    """The element of the main document: the first under the root."""
    found = next(iter(root), None) if local(root) == "akomaNtoso" else None
    if found is None:
        raise FormatError(
            f"{name}：根元素是 <{local(root)}>，不是含有文件的 <akomaNtoso>；其他格式请用 --from 指明",
            f"{name}: the root is <{local(root)}>, not <akomaNtoso> with a document in it; name another"
            " format with --from",
        )
    return found


class _Carried(Struct, frozen=True):
    """The document that a file carries; `unchanged`: its body still says the same."""

    document: Document
    unchanged: bool


def _carried(main: Element, root: Element, name: str, context: Context) -> _Carried | None:
    for holder in main.iterfind("{*}meta/{*}proprietary"):
        item = holder.find(f"{{{OWN}}}disclosure")
        if item is None:
            continue
        quiet = Context(context.limits, file=context.file)
        try:
            document = read_element(item, name, quiet)
        except GovdocError:
            return None
        unchanged = holder.get(f"{{{OWN}}}bodyDigest") == f"sha256:{digest(root)}"
        if unchanged:
            context.absorb(quiet.diagnostics)
        return _Carried(document, unchanged)
    return None


def _foreign(main: Element, parts: tuple[Part, ...], source: Source, context: Context) -> Document:
    metadata, language = read_metadata(main, context)
    return Document(
        parts=parts,
        metadata=metadata,
        provenance=Provenance(format="akn", digest=source.digest),
        language=language,
    )


__all__ = ["read"]
