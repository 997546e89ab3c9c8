"""The faces of one conversion and who draws what the first choice lacks (GB/T 9704-2012 5.2.2).

Order of choice for a role: the file that the user names, the folders named, GOVDOC_FONTS, the folder of the
user's account, the shipped set. Nothing comes from the system unasked: pages would differ between machines.
A named file that cannot be used is an error; one that was found in a folder gives way to the next, and
`FontSet.faults` tells.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from govdoc.errors import FontError
from govdoc.fonts import coverage, places
from govdoc.fonts.opening import open_face
from govdoc.fonts.places import Place, Source
from govdoc.fonts.sfnt import LICENCE, VERSION, FontFault
from govdoc.fonts.truetype import TrueType
from govdoc.typography import Face

FALLBACK = "fallback"
"""The role of the face that draws hanzi which 仿宋 and 楷体 lack."""

_SHIPPED = {
    Face.FANGSONG: "GovdocFang.ttf",
    Face.KAI: "GovdocKai.ttf",
    Face.HEI: "GovdocHei-Medium.ttf",
    Face.BIAOSONG: "GovdocBiaoSong-Bold.ttf",
    Face.SONG: "GovdocSong.ttf",
    Face.LATIN: "GovdocLatin.ttf",
}
_SHIPPED_FALLBACK = "GovdocWenKai-Light.ttf"
_TRIED = ord("一")
_WITH_LATIN = frozenset((Face.FANGSONG, Face.KAI))
# Signs of the Latin blocks that GB/T 2312 counts among its own: § ¨ ° ± · × ÷
_CHINESE_SIGNS = frozenset((0xA7, 0xA8, 0xB0, 0xB1, 0xB7, 0xD7, 0xF7))


class FaceReport(msgspec.Struct, frozen=True):
    """Which file plays a role, who chose it, and how many hanzi of GB/T 2312 and 通用规范汉字表 it has."""

    role: str
    file: Path
    index: int
    postscript_name: str
    version: str
    source: Source
    gb2312: int
    tgh8105: int
    licence: str


class FontSet:
    """The faces of one conversion: a role's chain of faces, with fallback for each character.

    Faces are opened when they are first needed. Parameters: `chosen` files by role; `folders` to look in for
    faces of known names, best first.
    """

    def __init__(self, chosen: Mapping[Face, Place], folders: Sequence[tuple[Path, Source]]) -> None:
        self._chosen = dict(chosen)
        self._folders = tuple(folders)
        self._open: dict[Place, TrueType] = {}
        self._orders: dict[tuple[Face, bool], tuple[Place, ...]] = {}
        self._firsts: dict[tuple[Face, bool], TrueType] = {}
        self._resolved: dict[Face, dict[str, TrueType | None]] = {face: {} for face in Face}
        self._faults: dict[Place, FontFault] = {}

    @classmethod
    def load(cls, explicit: Mapping[Face, Path] | None = None, folders: Sequence[Path] = ()) -> FontSet:
        """The faces for these files by role and these folders; then GOVDOC_FONTS, the user's and the shipped.

        Raises FontError for a named file that cannot be used and a named folder that is not there.
        """
        chosen = {face: places.chosen(path, face) for face, path in (explicit or {}).items()}
        named = [(folder, Source.EXPLICIT) for folder in folders]
        listed = filter(None, os.environ.get("GOVDOC_FONTS", "").split(os.pathsep))
        named += [(Path(folder), Source.ENVIRONMENT) for folder in listed]
        for folder, _ in named:
            _require(folder)
        fonts = cls(chosen, [*named, (places.user_folder(), Source.USER)])
        for place in chosen.values():
            fonts._face(place)
        return fonts

    def chain(self, face: Face) -> tuple[TrueType, ...]:
        """The faces that are asked for a hanzi or a Chinese mark, in order."""
        return tuple(map(self._face, self._order(face, latin=False)))

    def resolve(self, face: Face, character: str) -> TrueType | None:
        """The face that draws a character in a role; None when no face has it."""
        known = self._resolved[face]
        if character not in known:
            known[character] = self._search(face, ord(character))
        return known[character]

    def describe(self) -> tuple[FaceReport, ...]:
        """What plays each role, for people: the first choice of each, and the fallback."""
        firsts = [(face.value, next(self._own(face))) for face in Face]
        return tuple(self._report(role, place) for role, place in [*firsts, (FALLBACK, self._fallback)])

    def _search(self, face: Face, code: int) -> TrueType | None:
        latin = is_latin(code)
        first = self._firsts.get((face, latin))
        if first is None:
            first = self._firsts[face, latin] = self._face(self._order(face, latin)[0])
        if first.glyph(code):
            return first
        faces = map(self._face, self._order(face, latin)[1:])
        return next((each for each in faces if each.glyph(code)), None)

    def _face(self, place: Place) -> TrueType:
        if place not in self._open:
            self._open[place] = open_face(place.path, place.index, place.axes)
        return self._open[place]

    @property
    def faults(self) -> tuple[FontFault, ...]:
        """What was found in the folders for a role and cannot be used."""
        return tuple(self._faults.values()) if self._found or self._faults else ()

    def _order(self, face: Face, latin: bool) -> tuple[Place, ...]:
        # 仿宋 and 楷体 take Western letters and digits from the Latin face; the others have good ones.
        key = (face, latin and face in _WITH_LATIN)
        if key not in self._orders:
            first = self._own(Face.LATIN) if key[1] else ()
            self._orders[key] = tuple(dict.fromkeys((*first, *self._han(face))))
        return self._orders[key]

    def _han(self, face: Face) -> Iterator[Place]:
        yield from self._own(face)
        rest = [self._fallback], self._own(Face.SONG)
        for group in rest if face in _WITH_LATIN else reversed(rest):
            yield from group
        yield from self._own(Face.LATIN)

    def _own(self, face: Face) -> Iterator[Place]:
        """The faces that are made for a role, best first."""
        if face in self._chosen:
            yield self._chosen[face]
        yield from self._found.get(face, ())
        yield Place(places.shipped_folder() / "ttf" / _SHIPPED[face], 0, Source.SHIPPED)

    @cached_property
    def _fallback(self) -> Place:
        return Place(places.shipped_folder() / "ttf" / _SHIPPED_FALLBACK, 0, Source.SHIPPED)

    @cached_property
    def _found(self) -> dict[Face, list[Place]]:
        found: dict[Face, list[Place]] = {}
        for folder, source in self._folders:
            best: dict[Face, Place] = {}
            for face, place in places.found(folder, source):
                if face not in best and self._usable(place):
                    best[face] = place
            for face, place in best.items():
                found.setdefault(face, []).append(place)
        return found

    def _usable(self, place: Place) -> bool:
        """Whether a face of a folder can be opened and draws 一, or whatever it has of that kind."""
        try:
            face = self._face(place)
            face.outline(face.glyph(_TRIED))
        except FontFault as fault:
            self._faults[place] = fault
            return False
        return True

    def _report(self, role: str, place: Place) -> FaceReport:
        face = self._face(place)
        return FaceReport(
            role=role,
            file=place.path,
            index=place.index,
            postscript_name=face.postscript_name,
            version=face.file.name(VERSION),
            source=place.source,
            gb2312=_count(face, coverage.gb2312()),
            tgh8105=_count(face, coverage.tgh8105()),
            licence=face.file.name(LICENCE),
        )


def is_latin(code: int) -> bool:
    """Whether a character in 仿宋 or 楷体 is set in the Latin face: letters and digits, not § ° ± · × ÷."""
    if code < 0x0370:
        return code not in _CHINESE_SIGNS
    return 0x1E00 <= code <= 0x1EFF or 0x2010 <= code <= 0x2013 or code == 0x20AC


def _count(face: TrueType, characters: Iterable[str]) -> int:
    return sum(1 for character in characters if face.glyph(ord(character)))


def _require(folder: Path) -> None:
    if not folder.is_dir():
        zh = f"没有字体文件夹 {folder}，请检查字体设置和环境变量 GOVDOC_FONTS"
        raise FontError(zh, f"no font folder {folder}; check the font options and GOVDOC_FONTS")
