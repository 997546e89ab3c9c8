"""Sections, paragraphs, lists and figures as markup: real headings as deep as the sections nest.

WHATWG HTML 4.3–4.4; a heading that shares its paragraph, and one below the sixth level, is a heading by its
role (WAI-ARIA 1.2 5.4 `heading`). Which role of GB/T 9704-2012 7.3.3 a heading has is `compose`'s to say.
"""

from collections.abc import Sequence
from typing import NamedTuple

from govdoc import codes as say
from govdoc.compose.sections import HOLDERS, section_role
from govdoc.galley import Role
from govdoc.model import Block, Figure, Inlines, Item, List, Paragraph, Raw, Scheme, Section, Table, one_line
from govdoc.webpage import PREFIX
from govdoc.writers.html.markup import escape, identified, quote
from govdoc.writers.html.pictures import picture
from govdoc.writers.html.sheet import Sheet, address_of, inline
from govdoc.writers.html.style import css_class
from govdoc.writers.html.tables import ALIGNED, table

DEEPEST = 6
"""The deepest heading element."""


class Depth(NamedTuple):
    """Where blocks stand: `heading` the level of the next heading, `layer` the standard's one of sections.

    `element`: it may be a heading element; below a heading that is one by its role, elements would skip it.
    """

    heading: int
    layer: int = 1
    element: bool = True


def blocks(content: Sequence[Block], sheet: Sheet, depth: Depth) -> str:
    """Blocks as markup, one after the other."""
    return "".join([_block(block, sheet, depth) for block in content])


def _block(block: Block, sheet: Sheet, depth: Depth) -> str:
    match block:
        case Paragraph():
            return paragraph(block, inline(block.content, sheet))
        case Section():
            return _section(block, sheet, depth)
        case List():
            return _list(block, sheet, depth)
        case Table():
            return table(block, sheet, lambda inner, sheet: blocks(inner, sheet, depth))
        case Figure():
            return _figure(block, sheet)
        case Raw():
            sheet.report(say.NOT_EXPRESSED, "HTML", f"原始内容（{block.format}）的格式")
            return f'<pre class="{PREFIX}raw"{identified(block.id)}>\n{escape(block.text)}</pre>\n'


def paragraph(node: Paragraph, content: str) -> str:
    """A paragraph around its content."""
    where = ALIGNED[node.align] if node.align is not None else ""
    return f"<p{identified(node.id)}{where}>{content}</p>\n"


# --- sections -------------------------------------------------------------------------------------------


def _section(section: Section, sheet: Sheet, depth: Depth) -> str:
    role = section_role(section, depth.layer)
    layer = depth.layer + (section.scheme not in HOLDERS)
    rest: Sequence[Block] = section.blocks
    before = len(sheet.headings)
    if section.run_in:
        first = rest[0] if rest and isinstance(rest[0], Paragraph) else None
        rest = rest[1:] if first is not None else rest
        head = _run_in(section, first, role, sheet, depth)
    else:
        head = _heading(section, role, sheet, depth)
    named = len(sheet.headings) > before
    element = head.startswith("<h")
    inner = Depth(depth.heading + named, layer, depth.element and (element or not named))
    tag = "section" if element else "div"
    return f"<{tag}{identified(section.id)}>\n{head}{blocks(rest, sheet, inner)}</{tag}>\n"


def _noted(section: Section, sheet: Sheet, depth: Depth) -> str:
    """The identifier of a section's heading; nothing where it has none and is no article with its number."""
    named = section.heading or section.scheme is Scheme.ARTICLE
    text = " ".join((section.label + section.gap + one_line(section.heading)).split())
    text = text.rstrip("。．.：:；;，,")
    return sheet.heading(depth.heading, text, listed=bool(section.heading)) if text and named else ""


def _label(section: Section) -> str:
    """The label, set in its own face where an article's number leads its text."""
    if not section.label:
        return ""
    text = escape(section.label + section.gap)
    return f'<span class="{PREFIX}article">{text}</span>' if section.scheme is Scheme.ARTICLE else text


def _heading(section: Section, role: Role, sheet: Sheet, depth: Depth) -> str:
    if not (section.label or section.heading):
        return ""
    noted = _noted(section, sheet, depth)
    text = _label(section) + inline(section.heading, sheet)
    return heading(text, depth, noted, css_class(role)) if noted else f"<p>{text}</p>\n"


def heading(text: str, depth: Depth, anchor: str, name: str) -> str:
    """A heading: an element where there is one for its level."""
    at = f'id="{anchor}" class="{name}"'
    level = depth.heading
    if level <= DEEPEST and depth.element:
        return f"<h{level} {at}>{text}</h{level}>\n"
    return f'<div role="heading" aria-level="{level}" {at}>{text}</div>\n'


def _run_in(section: Section, first: Paragraph | None, role: Role, sheet: Sheet, depth: Depth) -> str:
    """Heading and first paragraph in one."""
    noted = _noted(section, sheet, depth)
    text = _label(section) + inline(section.heading, sheet)
    if noted:
        text = (
            f'<span role="heading" aria-level="{depth.heading}" id="{noted}"'
            f' class="{PREFIX}run-in {css_class(role)}">{text}</span>'
        )
    if first is None:
        return f"<p>{text}</p>\n" if text else ""
    return paragraph(first, text + inline(first.content, sheet))


# --- lists ------------------------------------------------------------------------------------------------


def _list(points: List, sheet: Sheet, depth: Depth) -> str:
    if not points.items:
        return ""
    tag = "ol" if points.ordered else "ul"
    labelled = f' class="{PREFIX}labelled"' if any(item.label for item in points.items) else ""
    entries = "".join([_item(item, sheet, depth) for item in points.items])
    return f"<{tag}{identified(points.id)}{labelled}>\n{entries}</{tag}>\n"


def _item(item: Item, sheet: Sheet, depth: Depth) -> str:
    label = f'<span class="{PREFIX}label">{escape(item.label)}</span>' if item.label else ""
    return f"<li{identified(item.id)}>{led(label, item.blocks, sheet, depth)}</li>\n"


def led(label: str, content: Sequence[Block], sheet: Sheet, depth: Depth) -> str:
    """Blocks whose first line begins with a label."""
    first = content[0] if content else None
    if not isinstance(first, Paragraph):
        return label + blocks(content, sheet, depth)
    text = label + inline(first.content, sheet)
    if len(content) == 1 and first.align is None and first.id is None:
        return text
    return paragraph(first, text) + blocks(content[1:], sheet, depth)


# --- figures ----------------------------------------------------------------------------------------------


def _figure(figure: Figure, sheet: Sheet) -> str:
    shown = picture(figure, sheet) or _address(figure, sheet)
    caption = _caption(figure.caption, sheet)
    return f'<figure class="{PREFIX}figure"{identified(figure.id)}>\n{shown}{caption}</figure>\n'


def _caption(content: Inlines, sheet: Sheet) -> str:
    text = inline(content, sheet)
    return f'<figcaption class="{css_class(Role.CAPTION)}">{text}</figcaption>\n' if text else ""


def _address(figure: Figure, sheet: Sheet) -> str:
    """In the place of a picture that is not in the document: its words, linked to where it is."""
    sheet.report(say.NO_RESOURCE, figure.href or figure.resource or figure.alternative)
    words = figure.alternative.strip() or "图片"
    address = address_of(figure.href, sheet) if figure.href else None
    text = escape(words) if address is None else f'<a href="{quote(address)}">{escape(words)}</a>'
    return f'<p class="{PREFIX}absent">{text}</p>\n'
