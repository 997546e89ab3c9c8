"""What a batch and its workers say to each other: an order, an outcome, and bytes beside them.

A message is a tuple of byte strings: the first is JSON (decoded into a typed value), the others are files.
Nothing is pickled. On a pipe a message is a count and lengths of eight bytes, big-endian, before the bytes.
"""

import struct
from enum import StrEnum
from typing import BinaryIO

from msgspec import Struct

from govdoc.batch.settings import Settings, decoder
from govdoc.diagnostics import Diagnostic

Message = tuple[bytes, ...]


class Trouble(StrEnum):
    """Why a document failed; `lasting` ones come again unless the input or the settings change."""

    INPUT = "input"
    FORMAT = "format"
    UNREADABLE = "unreadable"
    LIMIT = "limit"
    USAGE = "usage"
    FONT = "font"
    PROFILE = "profile"
    OUTPUT = "output"
    DEFECT = "defect"
    MEMORY = "memory"
    TIME = "time"
    DIED = "died"
    DISK = "disk"

    @property
    def lasting(self) -> bool:
        """Whether the same input under the same settings would fail again."""
        return self in {Trouble.FORMAT, Trouble.UNREADABLE, Trouble.LIMIT, Trouble.USAGE, Trouble.DEFECT}


class Order(Struct, frozen=True, kw_only=True):
    """One document to convert.

    Parameters: `name` in messages; `path` to read, or none when the bytes come beside the order; `place` the
    folder for the files, or none to send their bytes back; `ident` the name of the files there; `named` only
    read it, for the values that its output names are made of.
    """

    name: str
    settings: Settings
    path: str | None = None
    place: str | None = None
    ident: str = ""
    named: bool = False


class Written(Struct, frozen=True):
    """A file that was made: format, size in bytes, SHA-256."""

    format: str
    size: int
    digest: str


class Failure(Struct, frozen=True):
    """Why a document was not converted, in both languages, and what the worker left to say about it."""

    trouble: Trouble
    zh: str
    en: str
    exit_code: int = 1
    detail: str = ""

    def message(self, lang: str = "zh") -> str:
        """The message in `lang` ("zh" or "en")."""
        return self.en if lang == "en" else self.zh


class Outcome(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of an order.

    `digest` SHA-256 of the input; `seconds` it took; `pages` that were set; `fields` of the metadata for
    names and catalogue; `failure` none when all is well.
    """

    digest: str = ""
    written: tuple[Written, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    fields: dict[str, str] = {}
    pages: int = 0
    seconds: float = 0.0
    failure: Failure | None = None


decode_order = decoder(Order)
decode_outcome = decoder(Outcome)

_LENGTH = struct.Struct(">Q")


def send(stream: BinaryIO, message: Message) -> None:
    """Write a message to a pipe."""
    stream.write(_LENGTH.pack(len(message)))
    for part in message:
        stream.write(_LENGTH.pack(len(part)))
        stream.write(part)
    stream.flush()


def receive(stream: BinaryIO) -> Message:
    """Read a message from a pipe; EOFError when the other side has gone."""
    return tuple(_exactly(stream, _number(stream)) for _ in range(_number(stream)))


def _number(stream: BinaryIO) -> int:
    found: int = _LENGTH.unpack(_exactly(stream, _LENGTH.size))[0]
    return found


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
