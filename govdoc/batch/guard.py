"""The guard of a child process: gives it documents, ends it when one takes too long, starts another.

Every engine (threads here, any Executor, Dask) converts through this one function, `convert_isolated`, so
that isolation is the same everywhere. A child is a fresh interpreter on two pipes: it needs no `__main__`
guard in the caller's script, works below the daemonic workers of Dask, and nothing is pickled. (The pools of
pebble and loky do neither of the three.)
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import BinaryIO, cast

import govdoc
from govdoc.batch.child import READY
from govdoc.batch.messages import (
    Failure,
    Message,
    Order,
    Outcome,
    Trouble,
    decode_order,
    decode_outcome,
    receive,
    send,
)
from govdoc.batch.settings import encode
from govdoc.batch.worker import beyond_time, bring_to_disk, cannot_write, part_path

TURNS = 1000
"""Documents after which a child is replaced, so that memory that a library never gives back is given back."""

_PATIENCE = 1.0
"""Seconds that a child has to leave when asked to."""

_STARTS = 3
"""Children that are started, one after the other died at once, before it is said that none can be."""

_TAIL = 4000
"""Bytes of what a dying child said that are kept."""


class ChildError(Exception):
    """No child can be started; `str` is what it said."""


class Guard:
    """One child process and the clock that it works by. For one thread at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._said: BinaryIO | None = None
        self._turns = 0
        self._expired = False

    def convert(self, message: Message) -> Message:
        """The answer of a child to an order, or what became of the child."""
        order = decode_order(message[0])
        if self._process is None or self._turns >= TURNS or self._process.poll() is not None:
            self._start_somehow()
        self._expired = False
        begin = time.perf_counter()
        clock = threading.Timer(order.settings.limits.seconds, self._expire)
        clock.daemon = True
        clock.start()
        try:
            answer = self._ask(message)
        except (EOFError, OSError):
            spent = time.perf_counter() - begin
            return (encode(Outcome(failure=self._bury(order), seconds=spent)),)
        finally:
            clock.cancel()
        self._turns += 1
        failure = decode_outcome(answer[0]).failure
        if failure is not None and failure.trouble is Trouble.MEMORY:
            self.close()
        return answer

    def _start_somehow(self) -> None:
        """Start a child; one that is killed while it starts is nobody's fault, so more are tried."""
        for turn in range(_STARTS):
            try:
                self._start()
            except ChildError:
                if turn == _STARTS - 1:
                    raise
            else:
                return

    def _start(self) -> None:
        self.close()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  it lives as long as the child
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", "from govdoc.batch.child import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(_places())},
            start_new_session=True,  # Ctrl-C is for the batch, which then finishes what is in hand
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),  # the same on Windows
        )
        self._turns = 0
        try:
            ready = receive(cast("BinaryIO", self._process.stdout)) == READY
        except EOFError:
            ready = False
        if not ready:
            told = self._last_words()
            self.close()
            raise ChildError(told or f"{sys.executable} ended at once")

    def _ask(self, message: Message) -> Message:
        assert self._process is not None, "started before it is asked"
        send(cast("BinaryIO", self._process.stdin), message)
        return receive(cast("BinaryIO", self._process.stdout))

    def _expire(self) -> None:
        self._expired = True
        _end(self._process)

    def _bury(self, order: Order) -> Failure:
        """What a child died of."""
        told, code = self._last_words(), self._end_of_child()
        self.close()
        if self._expired or code == -getattr(signal, "SIGALRM", 0):
            return beyond_time(order.name, order.settings.limits)
        try:
            how = signal.Signals(-code).name
        except ValueError:
            how = f"exit {code}"
        return Failure(
            Trouble.DIED,
            f"{order.name}：转换它的进程意外终止（{how}）；请单独转换它，并报告此文件",
            f"{order.name}: the process that converted it died ({how}); convert it alone, report the file",
            detail=told,
        )

    def _end_of_child(self) -> int:
        assert self._process is not None, "there was a child"
        try:
            return self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _last_words(self) -> str:
        if self._said is None:
            return ""
        self._said.seek(max(self._said.seek(0, os.SEEK_END) - _TAIL, 0))
        return self._said.read().decode("utf-8", "replace").strip()

    def close(self) -> None:
        """End the child."""
        process, self._process = self._process, None
        if process is not None:
            for stream in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    cast("BinaryIO", stream).close()
            _end(process)
        if self._said is not None:
            self._said.close()
            self._said = None


def _end(process: "subprocess.Popen[bytes] | None") -> None:
    """Ask a process to leave, then make it."""
    if process is None or process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _places() -> list[str]:
    """Where a child looks for modules: where this process does, but never in the current folder."""
    own = str(Path(govdoc.__file__).resolve().parent.parent)
    found = [path for path in sys.path if path]
    return found if own in found else [own, *found]


_idle: list[Guard] = []
_all: set[Guard] = set()


def _forget() -> None:
    """After a fork: the children belong to the process that was forked."""
    _others.extend(_all)  # kept, because what is collected would complain of a child that still runs
    _idle.clear()
    _all.clear()


_others: list[Guard] = []
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def convert_isolated(message: Message) -> Message:
    """Convert one document in a child process: an order in, an outcome and its files out.

    This is the function that engines call, here or on another machine. Raises ChildError when no child can
    be started.
    """
    return on_disk(message, in_child(message))


def in_child(message: Message) -> Message:
    """The answer of a child that has nothing else to do; its files need not be on the disk yet."""
    try:
        guard = _idle.pop()
    except IndexError:
        guard = Guard()
    _all.add(guard)
    try:
        return guard.convert(message)
    finally:
        _idle.append(guard)


def on_disk(message: Message, answer: Message) -> Message:
    """An answer again, when the files that it speaks of would survive the machine.

    A child goes on with another document meanwhile: on a disk that spins this takes as long as converting.
    """
    order = decode_order(message[0])
    if order.place is None:
        return answer
    try:
        for made in decode_outcome(answer[0]).written:
            bring_to_disk(part_path(order.place, order.ident, made.format))
    except OSError as error:
        return (encode(Outcome(failure=cannot_write(error, order.name))),)
    return answer


def close_all() -> None:
    """End all children of this process; a guard that is used again starts another."""
    for guard in list(_all):
        guard.close()
        _all.discard(guard)
    _idle.clear()
