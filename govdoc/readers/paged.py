"""Formats of pages, PDF and OFD alike: the document that a file carries, or else what its pages show."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from govdoc import codes as say
from govdoc.context import Context
from govdoc.errors import FormatError, GovdocError
from govdoc.model import Document, Entry, Furniture, FurnitureKind, Provenance
from govdoc.options import XmlReadOptions
from govdoc.readers.paragraphs import paragraphs
from govdoc.readers.sheets import Sheet
from govdoc.readers.structure import recognise
from govdoc.source import Source, report_private_use


class Carried(Struct, frozen=True):
    """The document that a file carries; `unchanged`: its pages still show what they did."""

    document: Document
    unchanged: bool


def read_carried(data: bytes, name: str, unchanged: bool, context: Context) -> Carried | None:
    """The document in the disclosure XML `data` of the file `name`; none where that is damaged.

    What reading it says counts only when the pages are `unchanged`: else they are read too.
    """
    from govdoc.readers.xml import read

    quiet = Context(context.limits)
    try:
        document = read(Source(data, name), XmlReadOptions(validate=False), quiet)
    except GovdocError:
        return None
    if unchanged:
        context.absorb(quiet.diagnostics)
    return Carried(document, unchanged)


def report_scans(sheets: Sequence[Sheet], name: str, context: Context) -> int:
    """Say which pages of the file `name` are scans (GD152), and count them.

    Raises FormatError where no page has text.
    """
    scanned = [i for i, sheet in enumerate(sheets, 1) if sheet.pictures and not sheet.lines]
    if scanned and not any(sheet.lines for sheet in sheets):
        raise FormatError(
            f"{name}：是扫描件，只有图像没有文字；请先做文字识别（OCR）",
            f"{name}: a scan, pictures without text; recognise its text (OCR) first",
        )
    if scanned:
        context.report(say.SCANNED_PAGES, "、".join(map(str, scanned)))
    return len(scanned)


def read_sheets(
    sheets: Sequence[Sheet],
    source: Source,
    form: str,
    own: Carried | None,
    context: Context,
    stated: tuple[Entry, ...] = (),
    aside: Iterable[str] = (),
) -> Document:
    """The document that pages show.

    Parameters: `form` the name of the format; `own` what the file carries, where its pages are no longer as
    they were: its metadata and language still hold; `stated` the metadata of another file; `aside` texts
    beside the pages.
    """
    text = paragraphs(sheets, context)
    structure = recognise(text.lines, context, own.document.metadata.entries if own else stated)
    beside = [Furniture(kind=FurnitureKind.OTHER, text=words) for words in aside]
    document = Document(
        metadata=structure.metadata,
        parts=structure.parts,
        provenance=Provenance(
            format=form,
            digest=source.digest,
            furniture=(*text.furniture, *structure.furniture, *beside),
        ),
        language=own.document.language if own else "zh-CN",
    )
    report_private_use(document, context)
    return document
