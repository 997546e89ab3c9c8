"""Where documents are converted: threads that guard processes here, any Executor, or a Dask cluster.

An engine is a `concurrent.futures.Executor` and what one has to know of it. `drive` is the only loop: it
keeps as many documents in hand as the engine can use, and no more, so that memory stays flat and a stop is
quick.
"""

import os
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from importlib import import_module
from typing import Generic, TypeVar

from msgspec import Struct

from govdoc.batch.guard import close_all, convert_isolated, in_child, on_disk
from govdoc.batch.messages import Message
from govdoc.batch.settings import Shipping
from govdoc.errors import UsageError

T = TypeVar("T")

_POLL = 0.5
"""Seconds after which a waiting loop looks up: Windows delivers Ctrl-C only then."""


def _nothing() -> None:
    """What an engine does that has nothing to drop."""


class Engine(Struct, frozen=True):
    """An executor, how many documents it can use at once, and how they reach it.

    `close` ends it, `convert` is what it calls, `drop` makes it forget what no child has begun.
    """

    executor: Executor
    width: int
    shipping: Shipping
    close: Callable[[], None]
    convert: Callable[[Message], Message] = convert_isolated
    drop: Callable[[], None] = _nothing


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def local(jobs: int = 0) -> Engine:
    """An engine of `jobs` processes on this machine (0: one a processor)."""
    jobs = jobs or cores()
    executor = ThreadPoolExecutor(2 * jobs, thread_name_prefix="govdoc-batch")
    children, dropped = threading.BoundedSemaphore(jobs), threading.Event()

    def convert(message: Message) -> Message:
        with children:
            if dropped.is_set():
                raise CancelledError
            answer = in_child(message)
        return on_disk(message, answer)

    def close() -> None:
        executor.shutdown(wait=True, cancel_futures=True)
        close_all()

    return Engine(executor, 3 * jobs, Shipping.PATHS, close, convert, dropped.set)


def foreign(executor: Executor, jobs: int, shipping: Shipping) -> Engine:
    """An engine around the caller's executor, which stays open; `jobs` how many it runs at once."""
    return Engine(executor, 2 * (jobs or cores()), shipping, close_all)


def dask(address: str, shipping: Shipping) -> Engine:
    """An engine on the Dask scheduler at `address` ("tcp://host:8786").

    Raises UsageError when Dask is not installed, or nobody answers there.
    """
    try:
        distributed = import_module("distributed")
    except ImportError:
        raise UsageError(
            "--dask 需要 Dask；请安装 govdoc[dask]", "--dask needs Dask; install govdoc[dask]"
        ) from None
    try:
        client = distributed.Client(address, timeout=30, set_as_default=False)
        client.wait_for_workers(1, timeout=30)
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(
            f"Dask 调度器 {address} 没有应答或没有工作进程：{error}；请检查地址",
            f"the Dask scheduler at {address} does not answer or has no workers: {error}; check the address",
        ) from None
    executor: Executor = client.get_executor(pure=False)

    def close() -> None:
        executor.shutdown(wait=False)
        client.close()

    return Engine(executor, max(2 * sum(client.nthreads().values()), 2), shipping, close)


class Answered(Struct, Generic[T]):
    """A job that is through: what it was, and its answer or why there is none."""

    job: T
    answer: Message | None
    error: BaseException | None = None


def drive(
    engine: Engine, following: Callable[[], tuple[T, Message] | None], stopped: Callable[[], bool]
) -> Iterator[Answered[T]]:
    """Hand jobs to an engine until there are none, and yield each when it is through, in any order.

    Parameters: `following` the next job and its message, or none for now; `stopped` whether to take no more:
    then what runs is finished, and what waits is dropped.
    """
    ready: queue.SimpleQueue[Future[Message]] = queue.SimpleQueue()
    in_hand: dict[Future[Message], T] = {}
    dropped = False
    while True:
        while not stopped() and len(in_hand) < engine.width and (each := following()) is not None:
            future = engine.executor.submit(engine.convert, each[1])
            in_hand[future] = each[0]
            future.add_done_callback(ready.put)
        if not in_hand:
            return
        if stopped() and not dropped:
            dropped = True
            engine.drop()
            for future in list(in_hand):
                future.cancel()
        try:
            future = ready.get(timeout=_POLL)
        except queue.Empty:
            continue
        yield from _through(future, in_hand.pop(future))


def _through(future: "Future[Message]", job: T) -> Iterator[Answered[T]]:
    try:
        yield Answered(job, future.result())
    except CancelledError:
        return
    except Exception as error:
        yield Answered(job, None, error)
