"""What the user chooses of PDF and OFD alike: fonts, and options that name one of a few."""

import os
from functools import lru_cache
from typing import TYPE_CHECKING

from govdoc.context import FontChoice
from govdoc.errors import UsageError

if TYPE_CHECKING:
    from govdoc.fonts.library import FontSet

KINSOKU = ("basic", "gb", "strict")
"""What the option `kinsoku` may be."""


def check_choice(form: str, name: str, value: str, known: tuple[str, ...]) -> None:
    """Raise UsageError when `value` is none of the known ones of option `name` of a format."""
    if value not in known:
        raise UsageError(
            f"{form} 的选项 {name} 没有 {value}；有：{'、'.join(known)}",
            f"the {form} option {name} is not {value}; there are: {', '.join(known)}",
        )


def font_set(choice: FontChoice) -> "FontSet":
    """The fonts of a choice, found and opened once: a batch writes many documents with the same ones."""
    return _font_set(choice, os.environ.get("GOVDOC_FONTS", ""))


@lru_cache(maxsize=4)
def _font_set(choice: FontChoice, _environment: str) -> "FontSet":
    from govdoc.fonts.library import FontSet
    from govdoc.typography import Face

    return FontSet.load({Face(name): path for name, path in choice.files}, choice.folders)
