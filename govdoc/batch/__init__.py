"""Converting many documents unattended: every good one is there, every bad one is named, nothing twice.

`convert_many` is the whole of it; the command line adds words and a progress display.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from pathlib import Path

from msgspec.structs import replace

from govdoc.batch.engines import Engine, dask, foreign, local
from govdoc.batch.inputs import Given
from govdoc.batch.ledger import Ledger
from govdoc.batch.run import Progress, resume, run_batch
from govdoc.batch.settings import Choices, Item, Settings, Target, target
from govdoc.batch.summary import Summary

__all__ = ["Choices", "Item", "Progress", "Settings", "Summary", "Target", "convert_many", "target"]


def _quiet(progress: Progress) -> None:
    """A watch that says nothing."""


def convert_many(
    inputs: Iterable[Given],
    to: Sequence[str],
    folder: str | os.PathLike[str],
    settings: Settings | None = None,
    choices: Choices | None = None,
    *,
    engine: Executor | str | None = None,
    watch: Callable[[Progress], None] = _quiet,
) -> Summary:
    """Convert many documents into `folder`, each in a process of its own, and only what changed.

    Parameters: `inputs` paths of files, folders, patterns, lists (.jsonl) or Items; none at all goes on with
    the last run of `folder`; `to` names of formats, with their default options, before `settings.targets`;
    `settings` what is asked of every document; `choices` how the run goes about it; `engine` none for
    processes here, an Executor, or the address of a Dask scheduler; `watch` is told of every document.

    A document that fails is in the summary and in the ledger (`folder`/.govdoc), not raised. Raises
    UsageError, InputError, FontError or ProfileError for what is wrong before the start, and OutputError when
    the machine fails, such as a full disk; the same call then goes on where it was.
    """
    settings, choices = settings or Settings(), choices or Choices()
    settings = replace(settings, targets=(*(target(name, {}) for name in to), *settings.targets))
    given = list(inputs)
    ledger = Ledger(Path(folder), choices.ledger)
    try:
        chosen = engine_of(engine, choices)
        if not given:
            return resume(ledger, chosen, watch)
        return run_batch(ledger, given, settings, choices, chosen, watch)
    finally:
        ledger.close()


def engine_of(engine: Executor | str | None, choices: Choices) -> Engine:
    """The engine that was asked for; UsageError when it cannot be had."""
    if engine is None:
        return local(choices.jobs)
    if isinstance(engine, str):
        return dask(engine, choices.shipping)
    return foreign(engine, choices.jobs, choices.shipping)
