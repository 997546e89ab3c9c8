"""Inline content → runs, and what composing a part needs at hand."""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from govdoc import codes as say
from govdoc.context import Context
from govdoc.diagnostics import Origin
from govdoc.galley import Look, Role, Run, TextBlock
from govdoc.model import (
    Break,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Note,
    Paragraph,
    Resource,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)
from govdoc.options import PageOptions
from govdoc.profile import Profile
from govdoc.typography import Face, visible


class Stage(Struct, frozen=True):
    """What composing needs at hand: profile, options, context, pictures by id, marks of this part's notes."""

    profile: Profile
    options: PageOptions
    context: Context
    resources: dict[str, Resource]
    calls: list[str]

    def look(self, role: Role) -> Look:
        """How a role looks."""
        return self.profile.role[role]

    def line(self, role: Role, text: str, path: str) -> TextBlock:
        """A block of plain text in the look of its role."""
        look = self.look(role)
        return TextBlock(role, look, (Run(text, look.face),), path=path)

    def on_new_page(self, block: TextBlock) -> TextBlock:
        """The block, at the top of a new page."""
        return msgspec.structs.replace(block, look=msgspec.structs.replace(block.look, page_break=True))

    def report(self, code: say.Code, *values: str, path: str) -> None:
        """Say something about the node at `path`."""
        self.context.report(code, *values, origin=Origin(self.context.file, element=path))


def restyle(look: Look, face: Face) -> Look:
    """The look with another face."""
    return look if look.face is face else msgspec.structs.replace(look, face=face)


def text_block(stage: Stage, role: Role, content: Inlines, path: str) -> TextBlock:
    """A block of inline content in the look of its role."""
    look = stage.look(role)
    return TextBlock(role, look, runs(stage, content, look, path), path=path)


def runs(stage: Stage, content: Inlines, look: Look, path: str) -> tuple[Run, ...]:
    """Inline content as runs; the face and weight are those of `look` unless a mark says otherwise."""
    if len(content) == 1 and content[0].__class__ is Text:
        return (Run(content[0].text, look.face, look.bold),)
    if not content:
        return ()
    return tuple(_runs(stage, content, Run("", look.face, look.bold), path))


def _runs(stage: Stage, content: Inlines, style: Run, path: str) -> Iterator[Run]:
    for i, inline in enumerate(content):
        match inline:
            case Text(text):
                if text:
                    yield msgspec.structs.replace(style, text=text)
            case Break():
                yield msgspec.structs.replace(style, text="\n")
            case Note():
                yield _call(stage, inline, style, f"{path}/content/{i}")
            case _:
                yield from _runs(stage, inline.content, _styled(inline, style), f"{path}/content/{i}")


def _call(stage: Stage, note: Note, style: Run, path: str) -> Run:
    mark = note.label if visible(note.label) else f"[{len(stage.calls) + 1}]"
    stage.calls.append(mark)
    made = tuple(_footnote(stage, note, mark, path))
    return msgspec.structs.replace(style, text=mark, rise=1, note=made)


def _footnote(stage: Stage, note: Note, mark: str, path: str) -> Iterator[TextBlock]:
    """The paragraphs of a footnote, the mark before the first."""
    look = stage.look(Role.FOOTNOTE)
    lead: tuple[Run, ...] = (Run(mark, look.face, rise=1),)
    for i, block in enumerate(note.blocks):
        at = f"{path}/blocks/{i}"
        if isinstance(block, Paragraph):
            yield TextBlock(Role.FOOTNOTE, look, (*lead, *runs(stage, block.content, look, at)), path=at)
            lead = ()
        else:
            stage.report(say.NOT_EXPRESSED, "版面", f"脚注里的{block.__struct_config__.tag}", path=at)


def _styled(inline: Inline, style: Run) -> Run:
    match inline:
        case Strong():
            return msgspec.structs.replace(style, bold=True)
        case Emphasis():
            return msgspec.structs.replace(style, italic=True)
        case Underline():
            return msgspec.structs.replace(style, underline=True)
        case Superscript():
            return msgspec.structs.replace(style, rise=1)
        case Subscript():
            return msgspec.structs.replace(style, rise=-1)
        case Link(_, href):
            return msgspec.structs.replace(style, href=href)
    return style
