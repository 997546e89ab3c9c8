"""What is kept out of the document but not lost: headers, footers, contents lists, hidden text, comments."""

from collections.abc import Iterator, Sequence

from govdoc import codes as say
from govdoc.model import Furniture, FurnitureKind, clean_text
from govdoc.readers.docx.inline import Shared
from govdoc.readers.docx.names import R_ID, w
from govdoc.readers.docx.package import Element
from govdoc.readers.docx.pieces import Piece
from govdoc.readers.docx.story import Story, texts
from govdoc.readers.structure.lines import fold

_REFERENCES = {w("headerReference"): FurnitureKind.HEADER, w("footerReference"): FurnitureKind.FOOTER}
_CONTENTS_STYLE = "toc "
_CONTENTS_TITLES = frozenset({"目录", "目次"})


def headers_and_footers(sections: Sequence[Element], shared: Shared, main: str) -> Iterator[Furniture]:
    """The lines of every header and footer that a section refers to, each part once."""
    seen: set[str] = set()
    for section in sections:
        for reference in section:
            kind = _REFERENCES.get(reference.tag)
            relation = shared.package.relations(main).get(reference.get(R_ID, "")) if kind else None
            if kind is None or relation is None or relation.target in seen:
                continue
            seen.add(relation.target)
            root = shared.package.tree(relation.target)
            if root is not None:
                lines = texts(Story(shared, relation.target).pieces(root))
                yield from (Furniture(kind=kind, text=line) for line in lines)


def without_contents(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Furniture]]:
    """The pieces without the table of contents that Word keeps, and its lines; 目录 above it goes along."""
    kept: list[Piece] = []
    found: list[Furniture] = []
    for piece in pieces:
        if not piece.style.startswith(_CONTENTS_STYLE) or piece.block is not None:
            kept.append(piece)
            continue
        if kept and fold(kept[-1].text) in _CONTENTS_TITLES:
            found.append(Furniture(kind=FurnitureKind.CONTENTS, text=kept.pop().text))
        found.append(Furniture(kind=FurnitureKind.CONTENTS, text=piece.text))
    return kept, found


def comments(shared: Shared, main: str) -> list[Furniture]:
    """The comments (批注), each paragraph one; that there are some is said."""
    found: list[Furniture] = []
    for name in shared.package.related(main, "comments"):
        root = shared.package.tree(name)
        for comment in () if root is None else root.iterchildren(w("comment")):
            lines = texts(Story(shared, name).pieces(comment))
            found += [Furniture(kind=FurnitureKind.OTHER, text=line) for line in lines]
    if found:
        shared.context.report(say.ASIDE, "批注", str(len(found)))
    return found


def hidden(shared: Shared) -> list[Furniture]:
    """The hidden text, and what else was set apart while reading; that there is some is said."""
    if shared.removed:
        shared.context.report(say.REVISIONS, str(shared.removed))
    lines = [text for line in shared.hidden if (text := clean_text(line).strip())]
    if lines:
        shared.context.report(say.ASIDE, "隐藏文字", str(len(lines)))
    return [Furniture(kind=FurnitureKind.OTHER, text=line) for line in (*shared.ornaments, *lines)]
