"""Web pages, and pieces of them, inside other files: the printed lines that they show."""

from collections.abc import Iterator
from typing import NamedTuple

from govdoc.context import Context
from govdoc.model import Resource
from govdoc.readers.html.content import weigh
from govdoc.readers.html.dom import parse
from govdoc.readers.html.flow import Setting, strips
from govdoc.readers.html.tables import content_of, listed, table
from govdoc.readers.structure import Line


class Inset(NamedTuple):
    """A printed line and its content, marks or not; `hidden`: a browser does not show it."""

    line: Line
    hidden: bool


def read_inset(
    markup: str, resources: dict[str, Resource], context: Context, whole: bool = False
) -> Iterator[Inset]:
    """The lines of `markup` in its order, without places; pictures go to `resources`.

    Parameters: `whole`: it is a page, not a piece of one; lists are then told from navigation, and what
    hides most of the page is shown.
    """
    body = parse(markup).body
    if whole:
        weigh(body)
    setting = Setting(context, table, listed, resources, [])
    for strip in strips(body, setting):
        if strip.block is not None or strip.text:
            centred = strip.align == "center"
            line = Line(
                strip.text, content=content_of(strip), block=strip.block, level=strip.level, centred=centred
            )
            yield Inset(line, strip.hidden)
    for text in setting.debris:
        yield Inset(Line(text), hidden=False)
