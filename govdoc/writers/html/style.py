"""The style of a page: on a screen from `page.css`, in print from a profile (CSS Paged Media 3).

Every role of the galley is a class; `print_style` gives it the face, size, indents and space of the profile.
"""

from functools import cache
from pathlib import Path

from msgspec.structs import replace

from govdoc.galley import Alignment, Look, Role
from govdoc.profile import Profile
from govdoc.typography import SIZES, Face
from govdoc.webpage import PREFIX

_CLASSES = {role: f"{PREFIX}{role.value.replace('_', '-')}" for role in Role}
_FACES = {face: f"var(--gd-{face.value})" for face in Face} | {Face.LATIN: "var(--gd-song)"}
_INSIDE = frozenset({Role.BODY, Role.LIST_ITEM, Role.TABLE_CELL, Role.FOOTNOTE, Role.PAGE_NUMBER})
"""Roles that are no class in print: what has none is set as the body, as a cell, as a note."""


def css_class(role: Role) -> str:
    """The class of a role."""
    return _CLASSES[role]


def style_sheet(profile: Profile) -> str:
    """The style of a page whose print follows a profile."""
    return _screen() + print_style(profile)


@cache
def _screen() -> str:
    return Path(__file__).with_name("page.css").read_text("utf-8")


def print_style(profile: Profile) -> str:
    """The style of the printed page: paper, type area, page number, and every role."""
    rules = [_paper(profile), _numbers(profile), "@media print{\n", _bare(profile)]
    rules += [_role(role, profile) for role in Role if role not in _INSIDE]
    return "".join([*rules, "}\n"])


def _paper(profile: Profile) -> str:
    page, word = profile.page, profile.word
    edges = f"{word.top}mm {word.right}mm {word.bottom}mm {word.left}mm"
    return f"@page{{size:{page.width}mm {page.height}mm;margin:{edges}}}\n"


def _numbers(profile: Profile) -> str:
    """The page number below the type area, at the outer side (7.5)."""
    number = profile.page_number
    size = SIZES[number.size]
    content = f'content:"{_text(number.left)}" counter(page) "{_text(number.right)}"'
    place = f"vertical-align:top;padding-top:{number.offset - size * 0.18:.4g}mm"
    look = f"font:{size}pt {_NUMBER_FACES};{place}"
    inset = f"{number.inset * size:.4g}pt"
    first = "" if number.on_first else "@page :first{@bottom-right{content:none}}\n"
    return (
        f"@page :right{{@bottom-right{{{content};{look};padding-right:{inset}}}}}\n"
        f"@page :left{{@bottom-left{{{content};{look};padding-left:{inset}}}}}\n{first}"
    )


_NUMBER_FACES = 'SimSun,"宋体","Songti SC","Source Han Serif SC","Noto Serif CJK SC",serif'


def _text(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _bare(profile: Profile) -> str:
    """The body and what stands in it; what is only of the screen goes."""
    body, cell, note = (profile.look(role) for role in (Role.BODY, Role.TABLE_CELL, Role.FOOTNOTE))
    hidden = "" if profile.metadata.shown else ",#gd-fields"
    number, pitch = profile.look(Role.DOCUMENT_NUMBER), profile.page.pitch
    return (
        ":root{--gd-paper:#fff;--gd-ground:#fff;--gd-ink:#000;--gd-soft:#000;--gd-line:#000;--gd-tint:#fff;"
        "--gd-link:#000;--gd-red:#f00}\n"
        f".gd-skip,.gd-contents,.gd-downloads,.gd-back{hidden}{{display:none}}\n"
        "#gd-frame,.gd-page .govdoc{display:block;max-width:none;margin:0;padding:0;border:0}\n"
        ".govdoc a{text-decoration:none}\n"
        f".govdoc{{font:{profile.page.points(body.size)}pt/{pitch}mm {_FACES[body.face]};"
        "text-spacing-trim:normal}\n"
        ".govdoc p,.govdoc p+p,.govdoc :is(section,div)>div>p:first-child,.govdoc ul,.govdoc ol{margin:0}\n"
        f".govdoc p{{text-indent:{body.first}em;orphans:2;widows:2}}\n"
        f".govdoc table{{font-size:{profile.page.points(cell.size)}pt;line-height:1.4}}\n"
        ".govdoc thead{display:table-header-group}\n"
        ".govdoc :is(tr,img,figure){break-inside:avoid}\n"
        ".gd-scroll{overflow:visible}\n"
        f".gd-notes{{font-size:{profile.page.points(note.size)}pt;line-height:1.5}}\n"
        ".govdoc :is(.gd-annex,.gd-attached,.gd-second){break-before:page;margin:0;padding:0;border:0}\n"
        ".govdoc :is(h1,h2,h3,h4,h5,h6,.gd-run-in){font-weight:normal;break-after:avoid}\n"
        f".gd-letterhead{{margin-bottom:{pitch}mm}}\n"
        f".gd-red{{margin-bottom:{profile.head.title_before * pitch:.5g}mm}}\n"
        f".gd-red .gd-number{{margin-top:{number.before * pitch:.5g}mm}}\n"
        f".gd-upward{{padding-left:{profile.page.cell:.5g}mm}}\n"
        ".gd-closing{break-inside:avoid;break-before:avoid}\n"
        f".gd-seal{{width:{profile.signature.seal:.5g}mm}}\n"
        ".gd-imprint{break-inside:avoid}\n"
    ) + _rules(profile)


def _rules(profile: Profile) -> str:
    """The red rules below the letterhead, and the black ones of the end record."""
    red, black = profile.rule, profile.imprint
    gap = f"border-bottom-width:0;padding-bottom:{sum(red.lines) + red.between + red.gap:.5g}mm"
    edge = (profile.page.area_width - red.length) / 2
    thick, thin = (f"{width if black.rules else 0:.5g}mm" for width in (black.thick, black.thin))
    made = [f".gd-red{{position:relative;{gap}}}\n"]
    below = red.between + red.lines[-1] if len(red.lines) > 1 else 0.0
    lines = zip(red.lines[:2], (below, 0.0), ("before", "after"), strict=False)
    for width, bottom, where in lines:
        place = f"left:{edge:.5g}mm;right:{edge:.5g}mm;bottom:{bottom:.5g}mm"
        made.append(
            f'.gd-red::{where}{{content:"";position:absolute;{place};border-top:{width:.5g}mm solid #f00}}\n'
        )
    made.append(f".gd-imprint{{border-width:{thick} 0}}\n.gd-imprint p+p{{border-top-width:{thin}}}\n")
    return "".join(made)


def _role(role: Role, profile: Profile) -> str:
    """One role in print; a heading that shares its paragraph takes face and size only."""
    look = profile.look(role)
    size = profile.page.points(look.size)
    name = css_class(role)
    face = (
        f"font-family:{_FACES[look.face]};font-size:{size}pt;font-weight:{'bold' if look.bold else 'normal'}"
    )
    selector = f".govdoc .{name}" + (" p" if role is Role.IMPRINT else "")
    if role is Role.DOCUMENT_NUMBER:  # the space above stands above the signers beside it too
        look = replace(look, before=0.0)
    elif role is Role.ATTACHMENT_LIST:
        look = replace(look, before=1.0)
    return f"{selector}{{{face}}}\n{selector}:not(.gd-run-in){{{_place(role, look, size, profile)}}}\n"


def _place(role: Role, look: Look, size: float, profile: Profile) -> str:
    page = profile.page
    align = "justify;text-align-last:justify" if look.align is Alignment.DISTRIBUTE else look.align.value
    height = max(page.pitch, size * 1.3 * 25.4 / 72)
    before = f"{look.before * page.pitch:.5g}mm"
    if role is Role.ISSUER_MARK:
        before = f"calc(max({look.before} - var(--gd-above, 0), 0) * {page.pitch}mm)"
    rules = [
        f"margin:{before} 0 {look.after * page.pitch:.5g}mm",
        f"padding:0 {look.right * page.cell:.5g}mm 0 {look.left * page.cell:.5g}mm",
        f"text-indent:{look.first * page.body_size:.5g}pt",
        f"line-height:{height:.5g}mm",
        f"text-align:{align}",
    ]
    if look.keep_next:
        rules.append("break-after:avoid")
    return ";".join(rules)
