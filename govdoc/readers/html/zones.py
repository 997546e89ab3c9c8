"""What part of a page an element says it is: navigation, header, footer, control.

The elements and roles of WHATWG HTML 4.3 and WAI-ARIA 1.2, and words that sites use in class and id. They
weigh; they never decide alone.
"""

import re

from govdoc.model import FurnitureKind
from govdoc.readers.html.dom import Element

_TAGS = {
    "nav": FurnitureKind.NAVIGATION,
    "menu": FurnitureKind.NAVIGATION,
    "aside": FurnitureKind.NAVIGATION,
    "footer": FurnitureKind.FOOTER,
    "header": FurnitureKind.HEADER,
    "button": FurnitureKind.CONTROL,
    "select": FurnitureKind.CONTROL,
    "textarea": FurnitureKind.CONTROL,
    "dialog": FurnitureKind.CONTROL,
}
_ROLES = {
    "navigation": FurnitureKind.NAVIGATION,
    "complementary": FurnitureKind.NAVIGATION,
    "menu": FurnitureKind.NAVIGATION,
    "banner": FurnitureKind.HEADER,
    "contentinfo": FurnitureKind.FOOTER,
    "search": FurnitureKind.CONTROL,
    "dialog": FurnitureKind.CONTROL,
}
_WORDS = (
    (
        FurnitureKind.NAVIGATION,
        re.compile(
            r"(?:^|[\s_-])(?:(?:top|main|sub|side)?nav|menu|breadcrumb|crumb|sidebar|related|relate|recommend)"
        ),
    ),
    (
        FurnitureKind.FOOTER,
        re.compile(r"(?:^|[\s_-])(?:footer|foot(?![a-z])|copyright|bottomnav|friendlink)"),
    ),
    (FurnitureKind.HEADER, re.compile(r"(?:^|[\s_-])(?:(?:page)?header|topbar|banner|logo|headbar)")),
    (
        FurnitureKind.CONTROL,
        re.compile(
            r"(?:^|[\s_-])(?:share|bdshare|search|toolbar|login|qrcode|print(?:er)?(?![a-z])|pagination)"
        ),
    ),
)


def zone(element: Element) -> FurnitureKind | None:
    """The part of a page that an element says it is, or none."""
    attributes = element.attributes
    kind = _TAGS.get(element.tag) or _ROLES.get(attributes.get("role", ""))
    if kind is not None or not attributes:
        return kind
    words = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower()
    if len(words) < 3:
        return None
    return next((kind for kind, form in _WORDS if form.search(words)), None)
