"""The process that converts documents one after the other, so that a bad one takes no more than itself.

It reads orders from its standard input and writes outcomes to its standard output (`messages.py`). It ends
when its input ends, so it never outlives the program that started it; a timer of the system ends it even when
the interpreter hangs.
"""

import faulthandler
import os
import queue
import signal
import sys
import tempfile
import threading
from typing import BinaryIO

from govdoc.batch.messages import Message, decode_order, receive, send
from govdoc.batch.settings import encode
from govdoc.batch.worker import convert
from govdoc.context import Limits

READY: Message = (b"ready",)
"""What a child says once, when it can take orders."""

GRACE = 5
"""Seconds beyond the limit after which the system ends a child whose guard has not."""


def main() -> None:
    """Serve orders until the input ends."""
    faulthandler.enable()
    signal.signal(signal.SIGTERM, _leave)
    answers = _take_over_output()
    orders: queue.SimpleQueue[Message] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(orders,), daemon=True).start()
    send(answers, READY)
    while True:
        message = orders.get()
        send(answers, _answer(message))


def _answer(message: Message) -> Message:
    order = decode_order(message[0])
    tempfile.tempdir = order.place
    _bound(order.settings.limits)
    try:
        outcome, files = convert(order, message[1] if len(message) > 1 else None)
    finally:
        _unbound()
    return (encode(outcome), *files)


def _take_over_output() -> BinaryIO:
    """The pipe to the guard; whatever else is printed goes to standard error, not between the messages."""
    pipe = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return pipe


def _listen(orders: "queue.SimpleQueue[Message]") -> None:
    stream = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    while True:
        try:
            orders.put(receive(stream))
        except EOFError:
            break
    os.kill(os.getpid(), signal.SIGTERM)  # first as a request, so that what it started is ended too
    threading.Event().wait(1)
    os._exit(1)


def _leave(_number: int, _frame: object) -> None:
    raise SystemExit(0)


def _bound(limits: Limits) -> None:
    """Set the limit of memory, and the timer; where the system has neither, only the guard's clock counts."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, limits.seconds + GRACE)
    _limit_memory(limits.memory_bytes)


def _unbound() -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)
    _limit_memory(None)


def _limit_memory(size: int | None) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    # Linux counts what is written to (setrlimit(2), since 4.7); elsewhere only the address space is counted
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    hard = resource.getrlimit(kind)[1]
    if hard == resource.RLIM_INFINITY:
        resource.setrlimit(kind, (hard if size is None else size, hard))
    else:
        resource.setrlimit(kind, (hard if size is None else min(size, hard), hard))


if __name__ == "__main__":
    main()
