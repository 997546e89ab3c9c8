"""The container of font files: tables, collections and names (OpenType 1.9: font file, name)."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from pathlib import Path
from struct import unpack_from

from govdoc import codes as say
from govdoc.errors import FontError

COPYRIGHT, FAMILY, FULL_NAME, VERSION, POSTSCRIPT_NAME, LICENCE = 0, 1, 4, 5, 6, 13

_COLLECTION = b"ttcf"
_SIGNATURES = (b"\0\1\0\0", b"true", b"OTTO")
_WINDOWS, _ENGLISH = 3, 0x409
_MAX_FACES = 256  # of one collection; the largest in use hold about forty


class FontFault(FontError):  # noqa: N818  (an error to its raiser, a fact to who looks for another face)
    """A font file that cannot be used: which file and why.

    `code` and `values`: what is said when another face takes its place.
    """

    def __init__(self, zh: str, en: str, code: say.Code, values: tuple[str, ...]) -> None:
        super().__init__(zh, en)
        self.code = code
        self.values = values


def broken(path: Path, zh: str, en: str, code: say.Code = say.FONT_UNUSABLE, *more: str) -> FontFault:
    """The error for a font file that cannot be used: which file, and why."""
    return FontFault(
        f"字体文件不能使用：{path}：{zh}", f"cannot use the font file {path}: {en}", code, (path.name, *more)
    )


def damaged(path: Path) -> FontFault:
    """The error for a file whose bytes contradict themselves."""
    return broken(path, "文件已损坏，请重新取得该字体", "the file is damaged; get the font again")


class Sfnt:
    """One face of a font file, mapped into memory: nothing is read before it is asked for."""

    __slots__ = ("_data", "_tables", "faces", "index", "path", "signature")

    def __init__(self, path: Path, index: int = 0) -> None:
        self.path = path
        self.index = index
        self._data = _map(path)
        try:
            self._open(index)
        except (struct.error, IndexError) as error:
            raise damaged(path) from error

    def _open(self, index: int) -> None:
        data = self._data
        self.faces = unpack_from(">I", data, 8)[0] if data[:4] == _COLLECTION else 1
        if not 0 <= index < min(self.faces, _MAX_FACES):
            raise broken(self.path, f"没有第 {index} 个字面", f"it has no face number {index}")
        start = unpack_from(">I", data, 12 + 4 * index)[0] if data[:4] == _COLLECTION else 0
        self.signature = data[start : start + 4]
        if self.signature not in _SIGNATURES:
            raise broken(self.path, "不是 TrueType 或 OpenType 字体", "it is no TrueType or OpenType font")
        self._tables = dict(self._directory(start))

    def _directory(self, start: int) -> Iterator[tuple[bytes, tuple[int, int]]]:
        count = unpack_from(">H", self._data, start + 4)[0]
        for at in range(start + 12, start + 12 + 16 * count, 16):
            offset, length = unpack_from(">II", self._data, at + 8)
            yield self._data[at : at + 4], (offset, min(length, max(0, len(self._data) - offset)))

    def __contains__(self, tag: bytes) -> bool:
        return tag in self._tables

    def place(self, tag: bytes) -> tuple[int, int]:
        """Where a table lies in the file: offset and length, both 0 when there is none."""
        return self._tables.get(tag, (0, 0))

    def table(self, tag: bytes) -> bytes:
        """The bytes of a table, empty when there is none."""
        offset, length = self.place(tag)
        return self._data[offset : offset + length]

    def cut(self, start: int, end: int) -> bytes:
        """The bytes of the file from start to end."""
        return self._data[start:end]

    def names(self) -> Iterator[tuple[int, bool, str]]:
        """Every readable name: its identifier, whether it is the English one for Windows, its text."""
        table = self.table(b"name")
        if len(table) < 6:
            return
        count, storage = unpack_from(">HH", table, 2)
        for at in range(6, min(6 + 12 * count, len(table) - 11), 12):
            platform, _, language, name, length, offset = unpack_from(">6H", table, at)
            raw = table[storage + offset : storage + offset + length]
            yield name, (platform, language) == (_WINDOWS, _ENGLISH), _decode(raw, platform)

    def name(self, identifier: int) -> str:
        """One name, in English where the face has it so; empty when the face has none."""
        found = [(not english, text) for name, english, text in self.names() if name == identifier and text]
        return min(found, key=lambda entry: entry[0])[1] if found else ""


def _map(path: Path) -> mmap.mmap:
    try:
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        reason = error.strerror or str(error)
        raise broken(path, f"打不开（{reason}）", f"it cannot be opened ({reason})") from error
    except ValueError as error:  # mmap refuses an empty file
        raise damaged(path) from error


def _decode(raw: bytes, platform: int) -> str:
    text = raw.decode("latin-1" if platform == 1 else "utf-16-be", "replace")
    return text.replace("\0", "").strip()
