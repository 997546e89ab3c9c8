"""One document of a batch: read once, written in every format into files that nobody else sees yet.

A pure function from an order to an outcome: whatever a document does, short of taking the process with it,
comes back as a value. `child.py` is the process that it takes with it.
"""

import errno
import hashlib
import io
import os
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from govdoc import api
from govdoc.batch.messages import Failure, Order, Outcome, Trouble, Written
from govdoc.batch.settings import Target, options_of
from govdoc.codes import Severity
from govdoc.context import Context, Limits
from govdoc.diagnostics import Diagnostic
from govdoc.errors import (
    ExitCode,
    FontError,
    FormatError,
    GovdocError,
    InputError,
    LimitError,
    OutputError,
    ProfileError,
    UnreadableError,
    UsageError,
)
from govdoc.model import Document
from govdoc.source import Source
from govdoc.terms import TERMS

_TROUBLES: dict[type[GovdocError], Trouble] = {
    InputError: Trouble.INPUT,
    FormatError: Trouble.FORMAT,
    UnreadableError: Trouble.UNREADABLE,
    LimitError: Trouble.LIMIT,
    UsageError: Trouble.USAGE,
    FontError: Trouble.FONT,
    ProfileError: Trouble.PROFILE,
    OutputError: Trouble.OUTPUT,
}

_FULL = frozenset({errno.ENOSPC, errno.EROFS, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""Errors that the next document would have too: the disk is full, over quota, or read-only."""


class _Meter(Limits, frozen=True):
    """Limits that remember the most that was asked for, by the name of the limit."""

    seen: dict[str, int] = msgspec.field(default_factory=dict)

    def check(self, name: str, value: int, place: str) -> None:
        self.seen[name] = max(value, self.seen.get(name, 0))
        super().check(name, value, place)


class _Run(Struct):
    """What is known of a document while it is being converted."""

    context: Context
    limits: _Meter
    digest: str = ""
    written: tuple[Written, ...] = ()
    blobs: tuple[bytes, ...] = ()
    fields: dict[str, str] = {}


def convert(order: Order, data: bytes | None = None) -> tuple[Outcome, tuple[bytes, ...]]:
    """Convert one document; `data` its bytes when the order names no path. Never raises for a document."""
    begin = time.perf_counter()
    meter = _Meter(**msgspec.structs.asdict(order.settings.limits), seen={})
    context = Context(meter, order.settings.fonts, order.settings.now, order.name)
    run = _Run(context, meter)
    failure = None
    try:
        _work(order, data, run)
    except Exception as error:
        failure = _failure(error, order)
        _remove(order)
        run.written, run.blobs = (), ()
    outcome = Outcome(
        digest=run.digest,
        written=run.written,
        diagnostics=condensed(context.diagnostics),
        fields=run.fields,
        pages=meter.seen.get("pages", 0),
        seconds=time.perf_counter() - begin,
        failure=failure,
    )
    return outcome, run.blobs


def _work(order: Order, data: bytes | None, run: _Run) -> None:
    source = api.load(Path(str(order.path)) if data is None else Source(data, order.name), run.context)
    source = Source(source.data, order.name)
    run.digest = hashlib.sha256(source.data).hexdigest()
    asked = order.settings
    seal = api.load(asked.seal, run.context) if asked.seal else None
    reading = api.Reading(asked.form, asked.encoding, asked.supplied, asked.passes, seal)
    document = api.read_as(source, reading, run.context)
    run.fields = fields_of(document)
    if not order.named:
        for wanted in order.settings.targets:
            _write(document, wanted, order, run)


_SPELLED_OUT = 50
"""Warnings and errors of one code that are kept each by itself; a document may have thousands."""


def condensed(found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Diagnostics small enough for a ledger of a million documents: of a code that only informs one is kept.

    It, or the last that is kept of a code with very many warnings, has the count of those that are not.
    """
    kept: dict[str, list[Diagnostic]] = {}
    for each in found:
        same = kept.setdefault(each.code, [])
        if len(same) < (1 if each.severity is Severity.INFO else _SPELLED_OUT):
            same.append(each)
        else:
            same[-1] = replace(same[-1], count=same[-1].count + each.count)
    return tuple(each for same in kept.values() for each in same)


def fields_of(document: Document) -> dict[str, str]:
    """The metadata of a document by key, lists joined by “；”; the title also from the document itself."""
    found = {key: "；".join(dict.fromkeys(document.metadata.items(key))) for key in TERMS}
    dates = {key: value for key in TERMS if (value := document.metadata.first(key)) and key in _DATES}
    found |= {"title": document.title, **dates}
    return {key: value for key, value in found.items() if value}


_DATES = ("written", "generated", "published", "effective", "repealed")


def _write(document: Document, wanted: Target, order: Order, run: _Run) -> None:
    options = options_of(wanted)
    with _sink(order, wanted.format) as sink:
        api.write_to(document, sink, wanted.format, options, run.context)
        size = sink.tell()
        sink.seek(0)
        digest = hashlib.file_digest(sink, "sha256").hexdigest()  # type: ignore[arg-type]
        sink.seek(0)
        data = sink.read() if order.settings.verify or order.place is None else b""
    run.written = (*run.written, Written(wanted.format, size, digest))
    if order.settings.verify:
        run.context.absorb(api.verify(document, data, wanted.format, options, run.context))
    if order.place is None:
        run.blobs = (*run.blobs, data)


@contextmanager
def _sink(order: Order, form: str) -> Iterator[BinaryIO]:
    """Where an output is written: a new file, or memory."""
    if order.place is None:
        yield io.BytesIO()
        return
    with part_path(order.place, order.ident, form).open("w+b") as sink:
        yield sink


def part_path(place: str | Path, ident: str, form: str) -> Path:
    """Where an output waits until all outputs of its document are whole."""
    return Path(place) / f"{ident}.{form}"


def bring_to_disk(path: Path) -> None:
    """Wait until a file that was written, by whatever process, would survive the machine."""
    with path.open("r+b") as file:  # Windows flushes only what may be written to
        os.fsync(file.fileno())


def _remove(order: Order) -> None:
    if order.place is not None:
        for wanted in order.settings.targets:
            part_path(order.place, order.ident, wanted.format).unlink(missing_ok=True)


def _failure(error: Exception, order: Order) -> Failure:
    if isinstance(error, GovdocError):
        kind = next((t for c, t in _TROUBLES.items() if isinstance(error, c)), Trouble.DEFECT)
        return Failure(kind, error.zh, error.en, int(error.exit_code))
    if isinstance(error, MemoryError):
        return beyond_memory(order.name, order.settings.limits)
    if isinstance(error, OSError):
        return cannot_write(error, order.name)
    told = f"{type(error).__name__}: {error}".splitlines()[0][:500]
    return Failure(
        Trouble.DEFECT,
        f"{order.name}：govdoc 出错：{told}；请报告此文件",
        f"{order.name}: a defect of govdoc: {told}; please report this file",
        detail="".join(traceback.format_exception(error))[-4000:],
    )


def cannot_write(error: OSError, name: str) -> Failure:
    """The failure of a document whose output cannot be written; DISK when the next one would fail too."""
    kind = Trouble.DISK if error.errno in _FULL else Trouble.OUTPUT
    reason = error.strerror or str(error)
    return Failure(
        kind,
        f"{name}：写不了：{reason}；请检查文件夹、权限和磁盘空间",
        f"{name}: cannot be written: {reason}; check folder, permission and disk space",
    )


def beyond_memory(name: str, limits: Limits) -> Failure:
    """The failure of a document that asked for more memory than it may have."""
    return _beyond(name, limits, "memory_bytes", "内存", "memory", Trouble.MEMORY)


def beyond_time(name: str, limits: Limits) -> Failure:
    """The failure of a document that took longer than it may."""
    return _beyond(name, limits, "seconds", "时间", "time", Trouble.TIME)


def _beyond(name: str, limits: Limits, limit: str, zh: str, en: str, trouble: Trouble) -> Failure:
    value = getattr(limits, limit)
    return Failure(
        trouble,
        f"{name}：{zh}超过上限 {limit}={value}；可用 --limit {limit}=… 提高",
        f"{name}: more {en} than the limit {limit}={value}; raise it with --limit {limit}=…",
        int(ExitCode.LIMIT),
    )
