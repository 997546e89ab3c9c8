"""The sRGB output intent: an ICC version 2 display profile built from IEC 61966-2-1 (ICC.1:2001-04).

Built here, because profiles that other programs make carry the time of their making.
"""

from functools import cache
from struct import pack

_STEPS = 64
_COLORANTS = (
    (b"rXYZ", (0.43607, 0.22249, 0.01392)),
    (b"gXYZ", (0.38515, 0.71687, 0.09708)),
    (b"bXYZ", (0.14307, 0.06061, 0.71410)),
)
_WHITE = (0.95046, 1.0, 1.08906)
_ILLUMINANT = (0.9642, 1.0, 0.8249)


@cache
def srgb_profile() -> bytes:
    """The profile, the same bytes each time."""
    curve = b"curv\0\0\0\0" + pack(">I", _STEPS) + pack(f">{_STEPS}H", *map(_linear, range(_STEPS)))
    name = b"sRGB\0"
    tags = [
        (b"desc", b"desc\0\0\0\0" + pack(">I", len(name)) + name + bytes(78)),
        (b"cprt", b"text\0\0\0\0CC0\0"),
        (b"wtpt", _xyz(_WHITE)),
        *[(tag, _xyz(value)) for tag, value in _COLORANTS],
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    ]
    return _assemble(tags)


def _linear(step: int) -> int:
    value = step / (_STEPS - 1)
    return round(65535 * (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4))


def _fixed(*values: float) -> bytes:
    return b"".join([pack(">i", round(value * 65536)) for value in values])


def _xyz(value: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(*value)


def _assemble(tags: list[tuple[bytes, bytes]]) -> bytes:
    """The profile of these tags; tags of equal data share it."""
    start = 128 + 4 + 12 * len(tags)
    table, body = pack(">I", len(tags)), b""
    places: dict[bytes, int] = {}
    for tag, data in tags:
        if data not in places:
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        table += tag + pack(">II", places[data], len(data))
    head = pack(">I4s4s4s4s4s", start + len(body), b"\0" * 4, b"\x02\x10\0\0", b"mntr", b"RGB ", b"XYZ ")
    head += pack(">6H", 2000, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + _fixed(*_ILLUMINANT)
    return head.ljust(128, b"\0") + table + body
