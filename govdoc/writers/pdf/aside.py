"""Work that goes on in a thread while the file is written on: deflating what is long.

libdeflate lets go of the interpreter's lock. Streams of a few thousand bytes gain nothing by it: for each of
them the thread would wait until it gets the lock back.
"""

from collections.abc import Callable


class Aside:
    """The outcome of `work` on `content`, which begins at once in a thread and ends when it is asked for."""

    def __init__(self, work: Callable[[bytes], bytes], content: bytes) -> None:
        from threading import Thread

        self._work = work
        self._made = b""
        self._error: Exception | None = None
        self._thread = Thread(target=self._run, args=(content,))
        try:
            self._thread.start()
        except RuntimeError:  # where there are no threads, or no more of them
            self._run(content)

    def _run(self, content: bytes) -> None:
        try:
            self._made = self._work(content)
        except Exception as error:  # raised again to who asks
            self._error = error

    def result(self) -> bytes:
        """What the work gave, or raises what it raised."""
        if self._thread.ident is not None:
            self._thread.join()
        if self._error is not None:
            raise self._error
        return self._made
