"""What a second process gains in a batch, beside what it gains a plain spin loop in the same moments.

    python -m tests.benchmarks.scaling [--jobs 2] [--runs 5] [--turns 8] [--sources FOLDER …]

Four groups of processes run side by side, one at a time: a batch with one worker, a batch with `jobs`, one
spin loop, `jobs` spin loops. Each is let go for a second and stopped again (SIGSTOP), in turn, many times, so
that what else the machine does hits all four alike; start-up is not counted. A gain is the rate of many by
the rate of one; the figure is the gain of the batch by that of the spin loop, median of the runs. Linux only.
"""

import argparse
import contextlib
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.documents import SAMPLES, make

TO = "docx,pdf,xml"
_UNDER_WAY, _PATIENCE = 20, 60
"""Documents, or turns, after which start-up is over, and how often to look."""
SPIN = """
import os, sys
place, n, turns = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT), 0, 0
while True:
    for i in range(10000): n += i * i % 7
    turns += 1
    os.pwrite(place, b"%d" % turns, 0)
"""


def below(pid: int) -> list[int]:
    """A process and all that it has started."""
    found = [pid]
    for each in found:
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{each}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
    return found


class Group:
    """Processes that are let go and stopped together, and how much they have done."""

    def __init__(self, commands: list[list[str]], done: Callable[[], float]) -> None:
        # a session of its own for each, as the children of a batch have: Linux shares processors by sessions
        self._processes = [
            subprocess.Popen(c, stderr=subprocess.DEVNULL, start_new_session=True) for c in commands
        ]
        self._done = done
        self.rates: list[tuple[float, float]] = []

    def signal(self, number: signal.Signals) -> None:
        for process in self._processes:
            for pid in below(process.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, number)

    def go(self, seconds: float) -> None:
        """Let go for a time; what was done in it is kept."""
        before, begin = self._done(), time.perf_counter()
        self.signal(signal.SIGCONT)
        time.sleep(seconds)
        self.signal(signal.SIGSTOP)
        spent = time.perf_counter() - begin
        self.rates.append((self._done() - before, spent))

    def warm(self) -> None:
        """Let go until it is well under way; on a busy machine that may take a while."""
        for _ in range(_PATIENCE):
            if self._done() >= _UNDER_WAY:
                break
            self.go(2.0)

    def rate(self, first: int, last: int) -> float:
        """What was done in a second, over some turns."""
        chosen = self.rates[first:last]
        return sum(done for done, _ in chosen) / sum(spent for _, spent in chosen)

    def ended(self) -> bool:
        return any(process.poll() is not None for process in self._processes)

    def close(self) -> None:
        for process in self._processes:
            for pid in reversed(below(process.pid)):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            process.wait()


def converting(inputs: Path, out: Path, jobs: int) -> Group:
    """A batch over a folder; what is done are documents."""
    command = [sys.executable, "-m", "govdoc", "batch", str(inputs), "-o", str(out), "--to", TO, "-q"]
    return Group(
        [[*command, "-j", str(jobs), "--limit", "seconds=100000"]], lambda: sum(1 for _ in out.rglob("*.xml"))
    )


def spinning(folder: Path, processes: int) -> Group:
    """Spin loops; what is done are turns."""
    places = [folder / f"spin{processes}-{i}" for i in range(processes)]
    commands = [[sys.executable, "-c", SPIN, str(place)] for place in places]
    return Group(commands, lambda: sum(float(p.read_text() or 0) for p in places if p.is_file()))


def gains(inputs: Path, folder: Path, jobs: int, runs: int, turns: int) -> tuple[float, float, float]:
    """The gain of the batch, that of the spin loop, and the median of their ratio over the runs."""
    groups = [converting(inputs, folder / f"out{n}", n) for n in (1, jobs)]
    groups += [spinning(folder, n) for n in (1, jobs)]
    try:
        for group in groups:  # each starts, alone, and works itself warm
            group.warm()
            for other in groups:
                other.signal(signal.SIGSTOP)
            group.rates.clear()
        found = []
        for run in range(runs):
            for turn in range(turns):
                for group in groups if turn % 2 else groups[::-1]:
                    group.go(1.0)
            assert not any(group.ended() for group in groups), "a batch ended: give it more documents"
            one, many, lone, pair = (g.rate(run * turns, (run + 1) * turns) for g in groups)
            found.append((many / one, pair / lone))
            print(f"  run {run + 1}: batch ×{many / one:.2f}, spin loop ×{pair / lone:.2f}", flush=True)
    finally:
        for group in groups:
            group.close()
    batch, spin = (statistics.median(row[i] for row in found) for i in (0, 1))
    return batch, spin, statistics.median(a / b for a, b in found)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--turns", type=int, default=8)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--sources", type=Path, nargs="+", default=[SAMPLES])
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(chosen.sources, folder / "in", chosen.documents)
        batch, spin, ratio = gains(folder / "in", folder, chosen.jobs, chosen.runs, chosen.turns)
    print(f"{chosen.jobs} processes: batch ×{batch:.2f}, spin loop ×{spin:.2f}, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
