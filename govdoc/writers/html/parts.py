"""The parts of a document as markup, in the order of GB/T 9704-2012 clause 7, their notes at their end."""

from collections.abc import Iterator

from govdoc.compose.closing import insets, sealed_insets
from govdoc.compose.head import signer_text
from govdoc.galley import Role
from govdoc.model import (
    Attachment,
    ImprintLine,
    Inlines,
    Letterhead,
    Mark,
    Part,
    PartKind,
    Signature,
    one_line,
)
from govdoc.typography import cells
from govdoc.webpage import PREFIX
from govdoc.writers.html.blocks import Depth, blocks, heading, led
from govdoc.writers.html.markup import escape, identified, quote
from govdoc.writers.html.pictures import seal
from govdoc.writers.html.sheet import Sheet, address_of, inline
from govdoc.writers.html.style import css_class


def part(found: Part, number: int, sheet: Sheet) -> str:
    """A part: the first under the heading of the page, the others each a region under its own title."""
    level = 1 if number == 0 else 2
    title, anchor = _title(found, level, sheet)
    made = [
        _letterhead(found.letterhead) if found.letterhead else "",
        _line(found.mark, Role.ANNEX_MARK),
        title,
        _held(found.subtitle, Role.SUBTITLE, sheet),
        _held(found.recipients, Role.RECIPIENTS, sheet),
        blocks(found.blocks, sheet, Depth(level + 1)),
        _attachments(found.attachments, sheet),
        *[_signature(signature, sheet) for signature in found.signatures],
        _held(found.note, Role.NOTE, sheet),
        notes(sheet, Depth(level + 1)),
        _imprint(found.imprint),
    ]
    tag = "section" if anchor and number else "div"
    named = f' aria-labelledby="{anchor}"' if tag == "section" else ""
    kind = PREFIX + ("part" if found.kind is PartKind.MAIN else found.kind.value)
    body = "".join(made)
    return f'<{tag}{identified(found.id)} class="{kind}"{named}>\n{body}</{tag}>\n'


def _title(found: Part, level: int, sheet: Sheet) -> tuple[str, str]:
    """The title as a heading, and its identifier; a page's own title is not listed in its contents."""
    text = one_line(found.title)
    if not text:
        return (_held(found.title, Role.TITLE, sheet), "")
    listed = " ".join(f"{found.mark}\u3000{text}".split())
    anchor = f"{PREFIX}title" if level == 1 else sheet.heading(level, listed)
    return heading(inline(found.title, sheet), Depth(level), anchor, css_class(Role.TITLE)), anchor


def _line(text: str, role: Role) -> str:
    return f'<p class="{css_class(role)}">{escape(text)}</p>\n' if text else ""


def _held(content: Inlines, role: Role, sheet: Sheet) -> str:
    return f'<p class="{css_class(role)}">{inline(content, sheet)}</p>\n' if content else ""


# --- letterhead -------------------------------------------------------------------------------------------


def _letterhead(head: Letterhead) -> str:
    above = (
        (Role.COPY_NUMBER, head.copy_number),
        (Role.SECRECY, head.secrecy),
        (Role.URGENCY, head.urgency),
    )
    made = [_line(text, role) for role, text in above if text]
    if head.mark:
        made.append(_mark(head.mark, len(made)))
    signers = [signer_text(signer) for signer in head.signers]
    row = [_line(("" if i else "签发人：") + text, Role.SIGNER) for i, text in enumerate(signers)]
    row.append(_line(head.document_number, Role.DOCUMENT_NUMBER))
    if any(row):
        upward = f" {PREFIX}upward" if signers else ""
        made.append(f'<div class="{PREFIX}number{upward}">\n{"".join(row)}</div>\n')
    red = f" {PREFIX}red" if head.mark else ""
    return f'<div class="{PREFIX}letterhead{red}"{identified(head.id)}>\n{"".join(made)}</div>\n'


def _mark(mark: Mark, lines_above: int) -> str:
    """The issuer mark: joint organs below each other, 文件 beside the middle of their height (7.2.4).

    In print its place counts from the type area's top, so that it has to know of the lines above it.
    """
    organs, suffix = "<br>".join(map(escape, mark.organs)), escape(mark.suffix)
    if len(mark.organs) > 1 and suffix:
        organs = f'<span class="{PREFIX}joint"><span>{organs}</span><span>{suffix}</span></span>'
    else:
        organs += suffix
    above = f' style="--gd-above:{lines_above}"' if lines_above else ""
    return f'<p class="{css_class(Role.ISSUER_MARK)}"{above}>{organs}</p>\n'


# --- what closes a part -----------------------------------------------------------------------------------


def _attachments(found: tuple[Attachment, ...], sheet: Sheet) -> str:
    if not found:
        return ""
    lines = "".join([_attachment(attachment, sheet) for attachment in found])
    return f'<div class="{css_class(Role.ATTACHMENT_LIST)}">\n{lines}</div>\n'


def _attachment(found: Attachment, sheet: Sheet) -> str:
    name = escape(found.name)
    address = address_of(found.href, sheet) if found.href and found.name.strip() else None
    linked = name if address is None else f'<a href="{quote(address)}">{name}</a>'
    label = f'<span class="{PREFIX}label">{escape(found.label)}</span>' if found.label else ""
    return f"<p{identified(found.id)}>{label}<span>{linked}</span></p>\n"


def _signature(signature: Signature, sheet: Sheet) -> str:
    """Organs, persons and date, staggered as the standard has it (7.3.5)."""
    date = signature.date.raw if signature.date else ""
    lines = [*signature.organs, *map(signer_text, signature.signers)]
    place = sealed_insets if signature.seal or signature.signers else insets
    widest = max(map(cells, lines), default=0.0)
    above, below = place(widest, cells(date)) if lines and date else (2.0, 2.0)
    made = [_inset(line, Role.SIGNATURE, above + (widest - cells(line)) / 2) for line in lines]
    made.append(_inset(date, Role.SIGNATURE_DATE, below))
    made.append(seal(signature.seal, signature.organs, sheet))
    return f'<div class="{PREFIX}closing"{identified(signature.id)}>\n{"".join(made)}</div>\n'


def _inset(text: str, role: Role, right: float) -> str:
    """A line some 字 from the right edge."""
    if not text:
        return ""
    return f'<p class="{css_class(role)}" style="padding-right:{right:g}em">{escape(text)}</p>\n'


def notes(sheet: Sheet, depth: Depth) -> str:
    """The notes called since the last time, each with a link back to its call."""
    lines: list[str] = []
    while sheet.waiting:  # a note may call others
        waiting, sheet.waiting = sheet.waiting, []
        for call in waiting:
            label = f'<span class="{PREFIX}label">{escape(call.mark)}</span>'
            back = f'<a class="{PREFIX}back" href="#{PREFIX}r{call.number}" role="doc-backlink"'
            back += f' aria-label="返回注释 {quote(call.mark)} 的位置"></a>'
            text = led(label, call.note.blocks, sheet, depth)
            lines.append(f'<li id="{PREFIX}n{call.number}">{_with(text, back)}</li>\n')
    sheet.called = 0
    if not lines:
        return ""
    begin = f'<section class="{PREFIX}notes" role="doc-endnotes" aria-label="注释">\n<ol>\n'
    return begin + "".join(lines) + "</ol>\n</section>\n"


def _with(text: str, back: str) -> str:
    """The link back at the end of the last line of a note."""
    return f"{text[: -len(_END)]}{back}{_END}" if text.endswith(_END) else text + back


_END = "</p>\n"


def _imprint(lines: tuple[ImprintLine, ...]) -> str:
    if not lines:
        return ""
    rows = "".join(_imprint_rows(lines))
    return f'<div class="{css_class(Role.IMPRINT)}">\n{rows}</div>\n'


def _imprint_rows(lines: tuple[ImprintLine, ...]) -> Iterator[str]:
    for line in lines:
        label = f'<span class="{PREFIX}label">{escape(line.label)}</span>' if line.label else ""
        date = f'<span class="{PREFIX}date">{escape(line.date.raw)}</span>' if line.date else ""
        text = f'<span class="{PREFIX}organs">{escape(line.text)}</span>'
        yield f"<p{identified(line.id)}>{label}{text}{date}</p>\n"
