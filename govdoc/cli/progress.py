"""How far a batch is, on standard error: a bar on a terminal that `rich` draws, plain lines elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from govdoc.batch.run import Progress

_EVERY = 10.0
"""Seconds between plain lines."""

_WORDS = {
    "convert": ("转换", "converting"),
    "read": ("读取", "reading"),
    "line": (
        "{0}：{1}/{2} 份，失败 {3}，未变 {4}，{5} 页，每秒 {6:.1f} 份，剩余 {7}",
        "{0}: {1}/{2} documents, {3} failed, {4} unchanged, {5} pages, {6:.1f}/s, {7} left",
    ),
    "failed": ("失败", "failed"),
}


class _Pace:
    """How fast a run is: documents a second, and the seconds that are left by the bytes that are left."""

    def __init__(self) -> None:
        self._begin = time.monotonic()
        self._reading = False

    def look(self, progress: Progress) -> tuple[float, float]:
        """Documents a second, and the seconds left."""
        if progress.reading != self._reading:
            self.__init__()  # type: ignore[misc]
            self._reading = progress.reading
        spent = max(time.monotonic() - self._begin, 1e-6)
        share = progress.size / progress.total_size if progress.total_size else 0.0
        return progress.settled / spent, spent * (1 - share) / share if share else 0.0


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def line(progress: Progress, lang: str, rate: float, left: float) -> str:
    """One plain line about how far a run is."""
    english = lang == "en"
    word = _WORDS["read" if progress.reading else "convert"][english]
    return _WORDS["line"][english].format(
        *(word, progress.settled, progress.total, progress.failed, progress.kept, progress.pages),
        *(rate, _clock(left)),
    )


@contextmanager
def display(lang: str, quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """A watch for a run, for as long as the run lasts; failures are said at once, each on a line."""
    if quiet:
        yield lambda _: None
    elif sys.stderr.isatty() and _has_rich():
        with _bar(lang) as watch:
            yield watch
    else:
        yield _lines(lang)


def _has_rich() -> bool:
    from importlib.util import find_spec

    return find_spec("rich") is not None


def _failure(progress: Progress, lang: str) -> str:
    assert progress.failure is not None, "asked only after a failure"
    return f"{_WORDS['failed'][lang == 'en']}: {progress.failure.message(lang)}"


def _lines(lang: str) -> Callable[[Progress], None]:
    pace, last = _Pace(), time.monotonic()

    def watch(progress: Progress) -> None:
        nonlocal last
        if progress.failure is not None:
            click.echo(_failure(progress, lang), err=True)
        rate, left = pace.look(progress)
        if time.monotonic() - last >= _EVERY:
            last = time.monotonic()
            click.echo(line(progress, lang, rate, left), err=True)

    return watch


@contextmanager
def _bar(lang: str) -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    bar = Bar(BarColumn(), TextColumn("{task.description}"), console=console)
    pace = _Pace()
    with bar:
        task = bar.add_task("", total=None)

        def watch(progress: Progress) -> None:
            if progress.failure is not None:
                console.print(_failure(progress, lang), markup=False, highlight=False)
            text = line(progress, lang, *pace.look(progress))
            bar.update(task, total=progress.total, completed=progress.settled, description=text)

        yield watch
