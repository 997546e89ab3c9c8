"""Reading zip packages from strangers: nothing is unpacked to disk, and nothing beyond the limits to memory.

APPNOTE.TXT 6.3.3 (PKWARE); ISO/IEC 29500-2 6.2.2 (names of parts are compared without case).
"""

import io
import re
import zipfile
import zlib

from govdoc.context import Limits
from govdoc.errors import UnreadableError

_HARMLESS = 16 * 2**20
"""Bytes up to which a part may unpack at any ratio: XML of a table of empty cells packs a hundredfold."""

_CHUNK = 2**16
_OUTSIDE = re.compile(r"^/?\.\.?/|/\.\.?(?:/|$)|^\.\.?$|^[A-Za-z]:|^//|\0")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


class Archive:
    """The parts of a zip file by their names.

    Parameters: `data` the file; `name` what it is called in messages; `limits` entries, bytes and ratio.
    Raises UnreadableError for what is no zip or has names that lead outside it, LimitError beyond `limits`.
    """

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self._refusal(error) from None
        entries = self._zip.infolist()
        limits.check("zip_entries", len(entries), name)
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            path = entry.filename.replace("\\", "/")
            if _OUTSIDE.search(path):
                raise UnreadableError(
                    f"{name}：压缩包里的文件名“{entry.filename}”指向包外，不予读取；请向来源索取完好的文件",
                    f"{name}: the entry name “{entry.filename}” leads outside the package; refused."
                    " Ask the source for a sound file",
                )
            self._entries.setdefault(path.removeprefix("/").lower(), entry)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, in the order of the package, folders left out."""
        found = (entry.filename.replace("\\", "/").removeprefix("/") for entry in self._entries.values())
        return tuple(name for name in found if not name.endswith("/"))

    def __contains__(self, name: str) -> bool:
        return name.removeprefix("/").lower() in self._entries

    def read(self, name: str) -> bytes | None:
        """The bytes of a part, or none when there is no such part.

        Raises UnreadableError when it is damaged or encrypted, LimitError beyond the limits.
        """
        entry = self._entries.get(name.removeprefix("/").lower())
        if entry is None:
            return None
        place = f"{self._name}/{entry.filename}"
        if entry.file_size > _HARMLESS:
            self._limits.check("zip_ratio", entry.file_size // max(entry.compress_size, 1), place)
        try:
            return self._unpack(entry, place)
        except _BROKEN as error:
            raise self._refusal(error) from None

    def _unpack(self, entry: zipfile.ZipInfo, place: str) -> bytes:
        chunks: list[bytes] = []
        with self._zip.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                self._unpacked += len(chunk)
                self._limits.check("zip_bytes", self._unpacked, place)
                chunks.append(chunk)
        return b"".join(chunks)

    def _refusal(self, error: BaseException) -> UnreadableError:
        return UnreadableError(
            f"{self._name}：压缩包损坏或加密（{error}）；请用原来的程序打开并另存一次，或重新下载",
            f"{self._name}: the package is damaged or encrypted ({error}); open and save it again in its own"
            " program, or download it again",
        )
