"""A format that misbehaves as its input says: a plug-in of the tests, which the children find by PYTHONPATH.

The input is one word: fine, raise, hang, spin, memory, segfault, leave, print; or “once” and a file: the
worker dies the first time only.
"""

import ctypes
import errno
import os
import re
import signal
import sys
import time
from pathlib import Path
from typing import BinaryIO

from govdoc.context import Context
from govdoc.model import Document, Paragraph, Part, Text
from govdoc.options import Options
from govdoc.registry import Format
from govdoc.source import Source

HOSTILE = Format(
    name="hostile",
    suffixes=(".hostile",),
    media_type="text/plain",
    description_zh="测试用",
    description_en="for tests",
    reader="tests.batch.hostile:read",
    writer="tests.batch.hostile:write",
)


def read(source: Source, options: Options, context: Context) -> Document:
    word, _, rest = source.data.decode().strip().partition(" ")
    {
        "fine": lambda: None,
        "raise": _raise,
        "hang": lambda: time.sleep(600),
        "spin": lambda: re.match(r"(a+)+$", "a" * 60 + "b"),  # holds the interpreter's lock for ages
        "memory": lambda: [bytearray(2**24) for _ in range(1000)],
        "segfault": lambda: ctypes.string_at(0),
        "leave": lambda: os._exit(0),
        "print": lambda: (print("noise"), os.write(1, b"more noise"), sys.stdout.flush()),
        "once": lambda: _once(Path(rest)),
        "slow": lambda: time.sleep(float(rest)),
    }[word]()
    return Document(parts=(Part(title=(Text("通知"),), blocks=(Paragraph(content=(Text(word),)),)),))


def write(document: Document, options: Options, context: Context, sink: BinaryIO) -> None:
    """Writes half a file, then the disk is full while the file that HOSTILE_DISK names is there."""
    sink.write(b"half")
    full = Path(os.environ.get("HOSTILE_DISK", ""))
    if document.main.title and full.is_file():
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    sink.write(b" and whole")


def _raise() -> None:
    raise ValueError("something that no reader foresaw")


def _once(mark: Path) -> None:
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
