"""Work that goes on in a thread while the file is written on: deflating what is long.

libdeflate lets go of the interpreter's lock. Streams of a few thousand bytes gain nothing by it: for each of
them the thread would wait until it gets the lock back.
"""

from _thread import allocate_lock, start_new_thread
from collections.abc import Callable


class Aside:
    """The outcome of `work` on `content`, which begins at once in a thread and ends when it is asked for.

    The threads of `threading` wait for each other when they start, which took a fifth of what is gained at
    10 pages. One that nobody asks, because an error came up, ends with its work.
    """

    def __init__(self, work: Callable[[bytes], bytes], content: bytes) -> None:
        self._work = work
        self._made = b""
        self._error: Exception | None = None
        self._busy = allocate_lock()
        self._busy.acquire()
        try:
            start_new_thread(self._run, (content,))
        except RuntimeError:  # where there are no threads, or no more of them
            self._run(content)

    def _run(self, content: bytes) -> None:
        try:
            self._made = self._work(content)
        except Exception as error:  # raised again to who asks
            self._error = error
        finally:
            self._busy.release()

    def result(self) -> bytes:
        """What the work gave, or raises what it raised."""
        with self._busy:
            if self._error is not None:
                raise self._error
            return self._made
