"""Composing: (Document, Profile) → galley, in which every question of appearance is answered.

GB/T 9704-2012 clause 7. A published document without red head gets the plain body layout; nothing is
added that the document does not hold.
"""

from collections.abc import Iterator

from msgspec import Struct

from govdoc import codes as say
from govdoc.compose.closing import attachment_list, imprint, signatures
from govdoc.compose.head import letterhead, title
from govdoc.compose.inline import Stage, text_block
from govdoc.compose.metadata import metadata_table
from govdoc.compose.sections import blocks
from govdoc.context import Context
from govdoc.galley import GalleyBlock, Role, TextBlock
from govdoc.model import Document, Part
from govdoc.options import PageOptions
from govdoc.passes.normalise import normalise
from govdoc.profile import Profile, load_profile


class Composition(Struct, frozen=True):
    """A document ready for the page: the text as it will be printed, and how it will look."""

    document: Document
    profile: Profile
    options: PageOptions
    context: Context

    def blocks(self) -> Iterator[GalleyBlock]:
        """The blocks of the galley, one by one."""
        return compose(self.document, self.profile, self.options, self.context)


def prepare(document: Document, options: PageOptions, context: Context) -> Composition:
    """Load the profile and run the passes that page formats run by default.

    Raises ProfileError for a profile that does not exist or is wrong.
    """
    profile = load_profile(options.profile)
    if options.normalise:
        document = normalise(document, context)
    if document.metadata.entries and not profile.metadata.shown:
        context.report(say.NOT_ON_PAGE, "政府信息公开事项")
    return Composition(document, profile, options, context)


def compose(
    document: Document, profile: Profile, options: PageOptions, context: Context
) -> Iterator[GalleyBlock]:
    """The galley of a document, part by part; the end records last, for they close the last page (7.4)."""
    resources = {r.id: r for r in document.resources if r.id}
    stage = Stage(profile, options, context, resources, [])
    several = len(document.parts) > 1
    if profile.metadata.shown:
        yield from metadata_table(document.metadata, "metadata", stage)
    for i, part in enumerate(document.parts):
        made = _part(part, f"parts/{i}", stage, several)
        if i > 0:
            first = next(made, None)
            if first is not None:
                yield stage.on_new_page(first) if isinstance(first, TextBlock) else first
        yield from made
    for i, part in enumerate(document.parts):
        if part.imprint:
            yield imprint(part.imprint, f"parts/{i}/imprint", stage)


def _part(part: Part, path: str, stage: Stage, several: bool) -> Iterator[GalleyBlock]:
    stage.calls.clear()
    if part.letterhead:
        yield from letterhead(part.letterhead, f"{path}/letterhead", stage)
    if part.mark:
        yield stage.line(Role.ANNEX_MARK, part.mark, f"{path}/mark")
    yield from title(part, path, stage, several)
    if part.recipients:
        yield text_block(stage, Role.RECIPIENTS, part.recipients, f"{path}/recipients")
    yield from blocks(part.blocks, f"{path}/blocks", stage, layer=1, shift=several)
    yield from attachment_list(part.attachments, path, stage)
    yield from signatures(part.signatures, path, stage)
    if part.note:
        yield text_block(stage, Role.NOTE, part.note, f"{path}/note")


__all__ = ["Composition", "compose", "prepare"]
