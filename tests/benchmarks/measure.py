"""CPU times side by side: what else the machine does is not counted, and each program has its turn."""

import gc
import resource
from collections.abc import Callable, Mapping

from msgspec import Struct

Work = Callable[[], object]

PATIENCE = 3.0
"""Seconds of CPU after which a program is not run again."""


class Row(Struct, frozen=True):
    """A line of the table: what was measured, govdoc's figure, and how many times better it is than others.

    `ratios` by peer: its cost by govdoc's, so that more is better and 1 is the same.
    """

    name: str
    figure: str
    ratios: dict[str, float] = {}


def cpu(work: Work) -> float:
    """Seconds of CPU of this process and of the children that it waited for."""
    gc.collect()
    before = _used()
    work()
    return _used() - before


def _used() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def side_by_side(programs: Mapping[str, Work], runs: int) -> dict[str, float]:
    """The least CPU time of each program, in turns; a slow one is run once, one that fails is left out."""
    found: dict[str, float] = {}
    out: set[str] = set()
    for run in range(runs + 1):
        for name, work in programs.items():
            if name in out or found.get(name, 0.0) > PATIENCE:
                continue
            try:
                spent = cpu(work)
            except Exception as error:  # a peer that is not here, or cannot do it
                out.add(name)
                print(f"  {name} left out: {type(error).__name__}: {str(error)[:80]}")
                continue
            if run or spent > PATIENCE:  # the first is for its imports
                found[name] = min(spent, found.get(name, spent))
    return found


def row(name: str, programs: Mapping[str, Work], runs: int) -> Row:
    """A line of the table; the first program is govdoc."""
    found = side_by_side(programs, runs)
    ours = found[next(iter(programs))]
    ratios = {peer: spent / ours for peer, spent in found.items() if peer != next(iter(programs))}
    return Row(name, f"{ours * 1e3:.1f} ms", ratios)
