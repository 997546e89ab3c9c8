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
_NUMBERED = re.compile(r"(.+)#(\d{1,3})")


class Source(StrEnum):
    """Who chose a face."""

    EXPLICIT = "explicit"
    ENVIRONMENT = "environment"
    USER = "user"
    SHIPPED = "shipped"


class Place(msgspec.Struct, frozen=True):
    """A face that may be opened: its file, its number in a collection, who chose it."""

    path: Path
    index: int
    source: Source


def chosen(path: Path, face: Face) -> Place:
    """The place of a file named by the user: `FILE`, or `FILE#NUMBER` for one face of a collection.

    Without a number, a collection gives the face whose name fits the role, else its first.
    """
    numbered = None if path.exists() else _NUMBERED.fullmatch(str(path))
    if numbered:
        return Place(Path(numbered[1]), int(numbered[2]), Source.EXPLICIT)
    fitting = (index for index, names in _named_faces(path) if (found := role(names)) and found[0] is face)
    return Place(path, next(fitting, 0), Source.EXPLICIT)


def found(folder: Path, source: Source) -> Iterator[tuple[Face, Place]]:
    """The best face of a folder for each role that one of its fonts is known to play."""
    best: dict[Face, tuple[int, Place]] = {}
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.suffix.lower() in _SUFFIXES:
            for face, rank, index in _played(path):
                if face not in best or rank < best[face][0]:
                    best[face] = rank, Place(path, index, source)
    for face in sorted(best):
        yield face, best[face][1]


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
