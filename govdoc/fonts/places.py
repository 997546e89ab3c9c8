"""Where faces are found: named files, folders searched by name, the shipped set (XDG Base Directory 0.8)."""

import os
import re
import sys
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path

import msgspec

from govdoc.errors import FontError
from govdoc.fonts.roles import role
from govdoc.fonts.sfnt import FAMILY, FULL_NAME, POSTSCRIPT_NAME, Sfnt
from govdoc.typography import Face

_SUFFIXES = frozenset((".ttf", ".ttc", ".otf", ".otc"))
_CHOSEN = re.compile(r"(.+)#(?=[\da-zA-Z])(\d{1,3})?((?:,?[A-Za-z0-9]{4}=-?\d+(?:\.\d+)?)*)")
_WEIGHTS = {Face.HEI: 500.0, Face.BIAOSONG: 700.0}
_REGULAR = 400.0
"""The weight at which a variable face plays a role: that of the shipped faces."""


class Source(StrEnum):
    """Who chose a face."""

    EXPLICIT = "explicit"
    ENVIRONMENT = "environment"
    USER = "user"
    SHIPPED = "shipped"


class Place(msgspec.Struct, frozen=True):
    """A face that may be opened: its file, its number in a collection, who chose it.

    `axes`: where it is pinned if it is variable.
    """

    path: Path
    index: int
    source: Source
    axes: tuple[tuple[str, float], ...] = ()


def weight(face: Face) -> tuple[tuple[str, float], ...]:
    """Where the weight of a variable face is pinned for a role."""
    return (("wght", _WEIGHTS.get(face, _REGULAR)),)


def chosen(path: Path, face: Face) -> Place:
    """The place of a file named by the user.

    `FILE`, or `FILE#NUMBER` for one face of a collection, `FILE#wght=600` for a place of a variable face, or
    both with a comma. Without a number, a collection gives the face whose name fits the role, else its first.
    """
    told = None if path.exists() else _CHOSEN.fullmatch(str(path))
    number = told[2] if told else None
    axes = _axes(told[3] if told else "") or weight(face)
    path = Path(told[1]) if told else path
    if number is not None:
        return Place(path, int(number), Source.EXPLICIT, axes)
    fitting = (index for index, names in _named_faces(path) if (found := role(names)) and found[0] is face)
    return Place(path, next(fitting, 0), Source.EXPLICIT, axes)


def _axes(text: str) -> tuple[tuple[str, float], ...]:
    pairs = (pair.split("=") for pair in text.split(",") if pair)
    return tuple((axis, float(value)) for axis, value in pairs)


def found(folder: Path, source: Source) -> Iterator[tuple[Face, Place]]:
    """The faces of a folder for the roles that its fonts are known to play, the best of each role first."""
    known: list[tuple[Face, int, int, Place]] = []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.suffix.lower() in _SUFFIXES:
            for face, rank, index in _played(path):
                known.append((face, rank, len(known), Place(path, index, source, weight(face))))
    for face, _, _, place in sorted(known, key=lambda entry: entry[:3]):
        yield face, place


def _played(path: Path) -> Iterator[tuple[Face, int, int]]:
    by_file = role([path.stem])
    if by_file:  # known without opening it, so that a broken file of this name is complained about
        yield *by_file, 0
        return
    try:
        for index, names in _named_faces(path):
            by_name = role(names)
            if by_name:
                yield *by_name, index
    except FontError:
        return  # not a font, and nobody said that it is one


def _named_faces(path: Path) -> Iterator[tuple[int, frozenset[str]]]:
    first = Sfnt(path)
    yield 0, _names(first)
    for index in range(1, first.faces):
        yield index, _names(Sfnt(path, index))


def _names(file: Sfnt) -> frozenset[str]:
    # The family's name is shared with its bold and italic faces, which do not play the role.
    regular = file.table(b"head")[44:46] == b"\0\0"
    wanted = (FAMILY, FULL_NAME, POSTSCRIPT_NAME) if regular else (FULL_NAME, POSTSCRIPT_NAME)
    return frozenset(text for name, _, text in file.names() if name in wanted)


def user_folder() -> Path:
    """The folder of this user's own fonts, which need not exist."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData/Local") / "govdoc/fonts"
    if sys.platform == "darwin":
        return home / "Library/Application Support/govdoc/fonts"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share") / "govdoc/fonts"


@cache
def shipped_folder() -> Path:
    """The folder of the default set: inside the installed package, or the checkout's own."""
    package = Path(__file__).parent
    return package if (package / "ttf").is_dir() else package.parents[1] / "fonts"
