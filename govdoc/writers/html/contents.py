"""The table of contents: the headings of the page, nested as they stand, for the navigation beside it."""

from collections.abc import Sequence

from govdoc.webpage import PREFIX
from govdoc.writers.html.markup import escape
from govdoc.writers.html.sheet import Heading

_MOST = 80
"""So many entries are still a help; beyond them only the upper level is listed."""


def contents(headings: Sequence[Heading], least: int) -> str:
    """The navigation; nothing for fewer than `least` headings, or when `least` is 0."""
    found = [heading for heading in headings if heading.listed]
    if not least or len(found) < least:
        return ""
    top = min(heading.depth for heading in found)
    listed = [heading for heading in found if heading.depth <= top + 1]
    if len(listed) > _MOST:
        listed = [heading for heading in found if heading.depth == top]
    name = f"{PREFIX}contents"
    begin = f'<nav class="{name}" aria-labelledby="{name}">\n<p id="{name}">目录</p>\n'
    return f"{begin}{_nested(listed)}</nav>\n"


def _nested(listed: Sequence[Heading]) -> str:
    """A list in which deeper headings hang below the one before them."""
    made = ["<ol>\n"]
    at = 0
    while at < len(listed):
        end = at + 1
        while end < len(listed) and listed[end].depth > listed[at].depth:
            end += 1
        below = _nested(listed[at + 1 : end]) if end > at + 1 else ""
        link = f'<a href="#{listed[at].anchor}">{escape(listed[at].text)}</a>'
        made.append(f"<li>{link}{below}</li>\n")
        at = end
    return "".join([*made, "</ol>\n"])
