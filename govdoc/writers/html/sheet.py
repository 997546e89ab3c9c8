"""What writing a page needs at hand, and inline content as markup with the notes that it calls."""

from collections.abc import Mapping

from msgspec import Struct, field

from govdoc import codes as say
from govdoc.context import Context
from govdoc.diagnostics import Origin
from govdoc.model import (
    Break,
    Document,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Node,
    Note,
    Resource,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
    plain,
)
from govdoc.tree import walk
from govdoc.webpage import PREFIX
from govdoc.writers.html.markup import escape, identified, quote, safe_address, to_fragment

_TAGS: dict[type[Node], str] = {
    Strong: "strong",
    Emphasis: "em",
    Underline: "u",
    Superscript: "sup",
    Subscript: "sub",
}


class Heading(Struct, frozen=True):
    """A heading of the page: its level, its identifier, its text on one line.

    `listed`: the table of contents has it; a bare number says nothing there.
    """

    depth: int
    anchor: str
    text: str
    listed: bool = True


class Call(Struct, frozen=True):
    """A note that waits for the end of its part: its number on the page, its mark there."""

    number: int
    mark: str
    note: Note


class Sheet(Struct):
    """The page while it is made: the document, whom to speak to, headings and notes found so far.

    `shown`: the places of the resources that the page shows.
    """

    document: Document
    context: Context
    headings: list[Heading] = field(default_factory=list)
    waiting: list[Call] = field(default_factory=list)
    shown: set[int] = field(default_factory=set)
    notes: int = 0
    called: int = 0
    resources: Mapping[str, int] = field(default_factory=dict)
    targets: frozenset[str] | None = None

    def __post_init__(self) -> None:
        self.resources = {r.id: i for i, r in reversed([*enumerate(self.document.resources)]) if r.id}

    def resource(self, ident: str | None) -> tuple[int, Resource] | None:
        """The place of a resource in the document, and itself; none when the document has none of that id."""
        place = None if ident is None else self.resources.get(ident)
        return None if place is None else (place, self.document.resources[place])

    def has_target(self, ident: str) -> bool:
        """Whether a node of the document has an identifier; looked up when the first link asks."""
        if self.targets is None:
            self.targets = frozenset(node.id for _, node in walk(self.document) if node.id is not None)
        return ident in self.targets

    def heading(self, depth: int, text: str, listed: bool = True) -> str:
        """Note a heading; the identifier that it gets."""
        found = Heading(depth, f"{PREFIX}h{len(self.headings) + 1}", text, listed)
        self.headings.append(found)
        return found.anchor

    def report(self, code: say.Code, *values: str) -> None:
        """Say something about the page."""
        self.context.report(code, *values, origin=Origin(self.context.file) if self.context.file else None)


def inline(content: Inlines, sheet: Sheet, linked: bool = False) -> str:
    """Inline content as markup; `linked`: it stands inside a link, which cannot hold another."""
    if len(content) == 1 and content[0].__class__ is Text and content[0].id is None:
        return escape(content[0].text)
    return "".join([_inline(node, sheet, linked) for node in content])


def _inline(node: Inline, sheet: Sheet, linked: bool) -> str:
    if isinstance(node, Text):
        text = escape(node.text)
        return text if node.id is None else f"<span{identified(node.id)}>{text}</span>"
    if isinstance(node, Break):
        return f"<br{identified(node.id)}>"
    if isinstance(node, Note):
        return _call(node, sheet, linked)
    if isinstance(node, Link):
        return _link(node, sheet, linked)
    tag = _TAGS[node.__class__]
    return f"<{tag}{identified(node.id)}>{inline(node.content, sheet, linked)}</{tag}>"


def _link(node: Link, sheet: Sheet, linked: bool) -> str:
    address = None if linked or not plain(node.content).strip() else address_of(node.href, sheet)
    if address is None:
        text = inline(node.content, sheet, linked)
        return text if node.id is None else f"<span{identified(node.id)}>{text}</span>"
    return f'<a{identified(node.id)} href="{quote(address)}">{inline(node.content, sheet, linked=True)}</a>'


def address_of(href: str, sheet: Sheet) -> str | None:
    """Where a link goes on the page, or none where it must not stand; that is reported (GD320, GD321)."""
    if href.startswith("#"):
        if sheet.has_target(href[1:]):
            return to_fragment(href[1:])
        sheet.report(say.NO_SUCH_PLACE, _short(href))
        return None
    address = safe_address(href)
    if address is None:
        sheet.report(say.UNSAFE_LINK, _short(href))
    return address


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"


def _call(note: Note, sheet: Sheet, linked: bool) -> str:
    """The mark of a note at its place; the note itself waits for the end of its part, where marks end."""
    sheet.notes += 1
    sheet.called += 1
    number = sheet.notes
    mark = note.label if note.label.strip() else f"{note.label}[{sheet.called}]"
    sheet.waiting.append(Call(number, mark, note))
    at = f'id="{PREFIX}r{number}" class="{PREFIX}call"'
    if linked:
        return f"<sup {at}>{escape(mark)}</sup>"
    return f'<sup {at}><a href="#{PREFIX}n{number}" role="doc-noteref">{escape(mark)}</a></sup>'
