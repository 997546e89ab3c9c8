"""Pagination: the galley → pages with every line and character in its place, once for PDF and OFD."""

from collections.abc import Iterable, Iterator

from govdoc.compose import Composition
from govdoc.context import Context
from govdoc.paginate.founts import Fonts
from govdoc.paginate.lines import Kinsoku
from govdoc.paginate.page import Page
from govdoc.paginate.pages import paginate
from govdoc.paginate.setting import LineRules, Typesetter


def pages(
    composition: Composition,
    fonts: Fonts,
    context: Context,
    rules: LineRules | None = None,
    targets: Iterable[str] = (),
) -> Iterator[Page]:
    """The pages of a composition, one by one; `targets`: the ids that links inside it may name.

    What was found as a font of the user's and cannot be used is reported.
    """
    for fault in fonts.faults:
        context.report(fault.code, *fault.values)
    profile = composition.profile
    typesetter = Typesetter(fonts, profile.page, context, rules or LineRules(), frozenset(targets))
    return paginate(composition.blocks(), profile, typesetter, context)


__all__ = ["Kinsoku", "LineRules", "Page", "pages", "paginate"]
