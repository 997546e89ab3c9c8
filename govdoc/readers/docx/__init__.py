"""Reading Word files (DOCX, DOTX, DOCM): lxml on the parts, nothing executed, nothing fetched.

ISO/IEC 29500. A file that govdoc wrote carries its document; while its text is unchanged that one comes back.
"""

from govdoc.context import Context
from govdoc.errors import LimitError
from govdoc.model import Document, Entry, Provenance, Resource
from govdoc.options import DocxReadOptions
from govdoc.readers.docx import aside
from govdoc.readers.docx.carried import Carried, carried, stored_entries
from govdoc.readers.docx.chunks import read_chunk
from govdoc.readers.docx.drawings import Pictures
from govdoc.readers.docx.inline import Shared
from govdoc.readers.docx.layout import styled_title, unpack
from govdoc.readers.docx.names import w
from govdoc.readers.docx.numbers import Numbers
from govdoc.readers.docx.package import Element, Package
from govdoc.readers.docx.pieces import Piece, to_lines
from govdoc.readers.docx.story import Notes, Story
from govdoc.readers.docx.styles import Styles
from govdoc.readers.edits import apply_edits, find_edits, report_edits
from govdoc.readers.printed import key
from govdoc.readers.structure import recognise
from govdoc.source import Source, report_private_use

_MOST_NESTED_FILES = 3


def read(source: Source, options: DocxReadOptions, context: Context) -> Document:
    """The document in a Word file.

    Content never raises. Raises UnreadableError for a damaged or encrypted file, FormatError for a zip that
    is no Word file, LimitError beyond the limits of `context`.
    """
    package = Package(source, context)
    root = package.main_tree()
    try:
        own = carried(package, root, context) if options.carried else None
        if own is not None and own.unchanged:
            return own.document
        document = _Reading(package, context).document(root, own, source)
    except RecursionError:
        raise LimitError(
            f"{source.name}：嵌套太深；请减少表格、文本框的嵌套",
            f"{source.name}: nested too deep; nest fewer tables and text boxes",
        ) from None
    report_private_use(document, context)
    return document


class _Reading:
    """The reading of one file, and of the files it brings in."""

    def __init__(self, package: Package, context: Context, nested: int = 0) -> None:
        self._package = package
        self._context = context
        self._nested = nested
        self._brought: dict[str, Resource] = {}
        styles = Styles(self._part("styles"))
        numbers = Numbers(self._part("numbering"), styles)
        self._shared = Shared(package, context, styles, numbers, Pictures(package, context))
        notes = Notes(self._shared, package.main)
        self._story = Story(self._shared, package.main, notes.note, self._chunk)

    def _part(self, kind: str) -> Element | None:
        return next(
            (self._package.tree(name) for name in self._package.related(self._package.main, kind)), None
        )

    @property
    def resources(self) -> tuple[Resource, ...]:
        """The pictures that were shown."""
        return (*self._shared.pictures.resources, *self._brought.values())

    def pieces(self, root: Element) -> list[Piece]:
        """The pieces of the body."""
        body = root.find(w("body"))
        return [] if body is None else self._story.pieces(body, "/w:document/w:body")

    def document(self, root: Element, own: Carried | None, source: Source) -> Document:
        """The document that the page shows, or the one that the file carries with what was edited since."""
        pieces = self.pieces(root)
        if own is not None:
            edits = find_edits(own.document, own.page, self._context)
            report_edits(edits, self._context)
            plain = (piece for piece in pieces if piece.block is None and not piece.label)
            edited = apply_edits(own.document, edits, {key(piece.text): piece.content for piece in plain})
            if edited is not None:
                return edited
        kept, contents = aside.without_contents(pieces)
        given: tuple[Entry, ...] = stored_entries(self._package)
        if own is not None:
            given = own.document.metadata.entries
        structure = recognise(to_lines(unpack(kept)), self._context, given, styled_title(kept))
        furniture = (
            *aside.headers_and_footers(self._story.sections, self._shared, self._package.main),
            *contents,
            *structure.furniture,
            *aside.hidden(self._shared),
            *aside.comments(self._shared, self._package.main),
        )
        return Document(
            metadata=structure.metadata,
            parts=structure.parts,
            resources=self.resources,
            provenance=Provenance(
                format="docx",
                digest=source.digest,
                furniture=furniture,
            ),
            language=own.document.language if own else "zh-CN",
        )

    def _chunk(self, name: str) -> list[Piece]:
        data = self._package.data(name)
        if data is None:
            return []
        kind = self._package.content_type(name)
        return read_chunk(data, name, kind, self._word, self._brought, self._context)

    def _word(self, data: bytes, name: str) -> list[Piece]:
        if self._nested >= _MOST_NESTED_FILES:
            return []
        package = Package(Source(data, name), self._context)
        inner = _Reading(package, self._context, self._nested + 1)
        found = inner.pieces(package.main_tree())
        self._brought.update((resource.id or "", resource) for resource in inner.resources)
        return found


__all__ = ["read"]
