"""The growing file: its pieces, the identifiers given out, and the links that wait for theirs.

Akoma Ntoso Naming Convention 1.0, section 5: `eId` is what an element is called and counted as, under its
context: `chp_2`, `art_5__para_1`; a second element of the same name gets a further number.
"""

import re
from typing import NamedTuple
from urllib.parse import quote as percent

from govdoc.akomantoso import ABBREVIATIONS
from govdoc.writers.docx.markup import quote

_PATH = r"[\w.~!$&'()*+,;=:@/%-]|[^\x00-\x7f]"
_REFERENCE = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]*:|(?![^/?#]*:))(?://[\w.~@-]+(?::[0-9]{1,5})?(?=[/?#]|$))?"
    rf"(?!//|:)(?:{_PATH})*(?:\?(?:{_PATH}|\?)*)?(?:#(?:{_PATH}|\?)*)?"
)
"""A reference that every reader takes for one; a lone “%” is looked for apart."""
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_FOREIGN = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}\s]")


def address(href: str) -> str:
    """A link's target as xs:anyURI; what is none becomes a relative path with its characters encoded."""
    found = _FOREIGN.sub(lambda character: percent(character[0], safe=""), href)
    if _REFERENCE.fullmatch(found) and not _LONE_PERCENT.search(found):
        return found
    return percent(href, safe="")


def slug(text: str) -> str:
    """A text as one step of a URI: letters, digits, points and dashes."""
    return re.sub(r"[^\w.]+", "-", text).strip("-.")


class Place(NamedTuple):
    """Where an element stands: the identifier it counts under, that of its component, its divisions outside.

    `plain`: how many divisions without 章 or 条 are around; `article`: whether one of those around is a 条.
    """

    parent: str = ""
    component: str = ""
    plain: int = 0
    article: bool = False


class Output:
    """The pieces of a file in order."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.put = self.pieces.append
        self._used: dict[str, int] = {}
        self._named: dict[str, str] = {}
        self._waiting: list[tuple[int, str]] = []

    def identify(self, parent: str, name: str, number: str = "", own: str | None = None) -> str:
        """A fresh identifier for an element.

        Parameters: `parent` what it counts under; `number` its own number, else it is counted; `own` the id
        of the node in the document, for links to it.
        """
        stem = "__".join([step for step in (parent, ABBREVIATIONS.get(name, name)) if step])
        stem = f"{stem}_{number}" if number else stem
        count = self._used[stem] = self._used.get(stem, 0) + 1
        made = stem if number and count == 1 else f"{stem}_{count}"
        if made != stem:
            while made in self._used:
                count += 1
                made = f"{stem}_{count}"
            self._used[stem], self._used[made] = count, 1
        if own is not None:
            self._named[own] = made
        return made

    def link(self, target: str) -> None:
        """The target of a link to the node with the id `target`, known when all is written."""
        self._waiting.append((len(self.pieces), target))
        self.put("")

    def text(self) -> str:
        """The file so far, links resolved."""
        for at, target in self._waiting:
            known = self._named.get(target)
            self.pieces[at] = quote(address(f"#{known if known is not None else target}"))
        return "".join(self.pieces)
