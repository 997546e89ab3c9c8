"""The zip package of DOCX and OFD: parts written in a fixed order, the same bytes for the same parts.

APPNOTE.TXT 6.3.3 (PKWARE) with the limits of ISO/IEC 29500-2: deflate only, no data descriptors. Every
time stamp is 1980-01-01, the earliest the format knows, and the creating system is 0.
"""

from collections.abc import Iterable
from struct import Struct as Layout
from typing import BinaryIO
from zlib import DEFLATED, MAX_WBITS, compressobj

from deflate import crc32, deflate_compress, deflate_decompress
from msgspec import Struct

from govdoc.errors import LimitError

_LOCAL = Layout("<4s5H3L2H")
_CENTRAL = Layout("<4s6H3L5H2L")
_END = Layout("<4s4H2LH")
_NEW_YEAR_1980 = 0x21
_DEFLATED = 8
_VERSION = 20
_MOST = 0xFFFF_FFFF
_MOST_PARTS = 0xFFFF


class Part(Struct, frozen=True):
    """A part of a package: its name, its raw deflate stream, and CRC and size of what is packed."""

    name: str
    packed: bytes
    crc: int
    size: int

    @property
    def data(self) -> bytes:
        """The bytes of the part."""
        return bytes(deflate_decompress(self.packed, self.size)) if self.size else b""


def pack(name: str, content: str | bytes, level: int = 6) -> Part:
    """A part; text becomes UTF-8. `level`: of libdeflate, 1 (fast) to 12 (small)."""
    data = content.encode() if isinstance(content, str) else content
    return Part(name, bytes(deflate_compress(data, level)), crc32(data), len(data))


class Growing:
    """A part of text that is packed as it grows, so that only what is packed takes memory.

    zlib at its fastest: libdeflate, which packs the other parts, takes only whole ones.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._packer = compressobj(1, DEFLATED, -MAX_WBITS)
        self._packed: list[bytes] = []
        self._crc = self._size = 0

    def add(self, text: str) -> None:
        """Add text to the end."""
        data = text.encode()
        self._crc = crc32(data, self._crc)
        self._size += len(data)
        self._packed.append(self._packer.compress(data))

    def part(self) -> Part:
        """The whole part."""
        self._packed.append(self._packer.flush())
        return Part(self._name, b"".join(self._packed), self._crc, self._size)


def write_package(parts: Iterable[Part], sink: BinaryIO) -> None:
    """Write a package, each part as it comes.

    Raises LimitError when it would need the 64-bit form of the format (4 GiB, 65,535 parts).
    """
    directory: list[bytes] = []
    offset = 0
    for part in parts:
        name = part.name.encode()
        if offset + len(part.packed) > _MOST or part.size > _MOST or len(directory) == _MOST_PARTS:
            raise LimitError(
                f"{part.name}：文件超过 4 GiB 或 65535 个部件；请拆分文档",
                f"{part.name}: the file is beyond 4 GiB or 65,535 parts; split the document",
            )
        common = (0, _DEFLATED, 0, _NEW_YEAR_1980, part.crc, len(part.packed), part.size, len(name), 0)
        directory.append(
            _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *common[:3], *common[3:], 0, 0, 0, 0, offset) + name
        )
        sink.write(_LOCAL.pack(b"PK\3\4", _VERSION, *common) + name)
        sink.write(part.packed)
        offset += _LOCAL.size + len(name) + len(part.packed)
    central = b"".join(directory)
    count = len(directory)
    sink.write(central + _END.pack(b"PK\5\6", 0, 0, count, count, len(central), offset, 0))


def read_package(data: bytes) -> tuple[Part, ...]:
    """The parts of a package that `write_package` made, still packed; not for files from elsewhere."""
    count, start = _END.unpack(data[-_END.size :])[4], _END.unpack(data[-_END.size :])[6]
    found: list[Part] = []
    for _ in range(count):
        entry = _CENTRAL.unpack_from(data, start)
        crc, packed, size, length, offset = *entry[7:10], entry[10], entry[16]
        name = data[start + _CENTRAL.size :][:length]
        body = offset + _LOCAL.size + length
        found.append(Part(name.decode(), data[body : body + packed], crc, size))
        start += _CENTRAL.size + length
    return tuple(found)
