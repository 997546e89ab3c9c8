"""A night of faults: workers and the parent are killed, the disk fills, inputs vanish, inputs are hostile.

    python -m tests.batch.faults [--documents 400] [--kills 200] [--seed 1] [--dask]

With --dask the run goes through a scheduler with two worker processes, and these are killed too.

Afterwards the outputs have to equal those of an undisturbed run byte for byte, every hostile input has to be
named once, and no stray file may be left. Filling the disk needs the right to mount a tmpfs, else it is left
out and said. Linux only. A program, not a test: `test_run.py` holds the short form.
"""

import argparse
import contextlib
import json
import logging
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.batch.conftest import text, tree

if TYPE_CHECKING:
    from distributed import LocalCluster

TO = "docx,pdf,xml"
ENTITIES = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))


def zip_bomb(place: Path) -> None:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", bytes(300 * 2**20))


def names_outside(place: Path) -> None:
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        archive.writestr("../../outside.txt", "x")


def long_line(place: Path) -> None:
    with place.open("wb") as sink:
        sink.truncate(2**30)


HOSTILE: dict[str, Callable[[Path], object]] = {
    "zip_bomb.docx": zip_bomb,
    "entity_bomb.xml": lambda p: p.write_text(f'<!DOCTYPE a [<!ENTITY a0 "a">{ENTITIES}]><a>&a11;</a>'),
    "deep.xml": lambda p: p.write_text(
        '<disclosure xmlns="urn:govdoc:disclosure:1">' + "<section>" * 100_000 + "</section>" * 100_000
    ),
    "long_line.txt": long_line,
    "truncated.docx": lambda p: p.write_bytes(b"PK\x03\x04" + bytes(200)),
    "outside.docx": names_outside,
    "picture.docx": lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200)),
    "empty.txt": lambda p: p.write_bytes(b""),
}


def make(folder: Path, count: int) -> tuple[Path, set[str]]:
    """Inputs with one hostile in fifty, and a manifest with a name that leads out; what must be named."""
    kinds, named = list(HOSTILE), set()
    place = folder / "in"
    place.mkdir()
    for i in range(count):
        if i % 50 == 49:
            kind = kinds[i // 50 % len(kinds)]
            HOSTILE[kind](place / f"h{i}_{kind}")
            named.add(f"h{i}_{kind}")
        else:
            (place / f"d{i}.txt").write_text(text(i) * (1 + i % 7), "utf-8")
    (folder / "evil.txt").write_text(text(0), "utf-8")
    (folder / "list.jsonl").write_text('{"path": "evil.txt", "output": "../../evil"}\n')
    return place, named | {"evil.txt"}


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


class Night:
    """The state of a fault run: how many of each fault there were."""

    def __init__(self, folder: Path, seed: int, kills: int, cluster: "LocalCluster | None" = None) -> None:
        self.folder, self.out, self.kills = folder, folder / "out", kills
        self.cluster = cluster
        self.dice = random.Random(seed)
        self.counts = {"worker": 0, "parent": 0, "disk": 0, "vanished": 0}
        self.mounted = False

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "govdoc", "--lang", "en", "batch", "-q", "-j", "2", *arguments]

    def plan(self, out: Path) -> list[str]:
        inputs = [str(self.folder / "in"), str(self.folder / "list.jsonl")]
        # a document that is killed often by chance alone must not be taken for a bad one
        return self.command(*inputs, "-o", str(out), "--to", TO, "--attempts", "1000")

    def engine(self) -> list[str]:
        return ["--dask", self.cluster.scheduler_address] if self.cluster else []

    def mount(self) -> None:
        self.out.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", str(self.out)],
            capture_output=True,
            check=False,
        )
        self.mounted = done.returncode == 0

    def disturb(self, process: "subprocess.Popen[bytes]") -> None:
        """Until the run ends: kill, fill the disk, take inputs away."""
        while process.poll() is None:
            time.sleep(self.dice.random() * 0.25)
            what = self.dice.choices(["worker", "parent", "disk", "vanished"], [12, 4, 1, 1])[0]
            if self.counts["worker"] + self.counts["parent"] >= self.kills:
                process.wait()
            elif what == "worker":
                self.kill_worker(process.pid)
            elif what == "parent":
                process.kill()
                self.counts["parent"] += process.wait() == -signal.SIGKILL
            elif what == "disk" and self.mounted:
                self.fill(process)
            elif what == "vanished":
                self.vanish()

    def again(self) -> list[str]:
        return self.command("--resume", "-o", str(self.out))

    def renew(self) -> None:
        """Another cluster, when its nannies have given up replacing workers that were killed."""
        if self.cluster and not any(w.status.name == "running" for w in self.cluster.workers.values()):
            self.cluster.close()
            self.cluster = two_workers()

    def kill_worker(self, pid: int) -> None:
        """Kill one of those that convert: a child, or of a cluster a worker or the child of one."""
        with contextlib.suppress(OSError):
            victims = children(pid)
            if self.cluster:
                # one that has only begun to start is left alone: its nanny would give up
                workers = [
                    w.pid for w in self.cluster.workers.values() if w.pid and w.status.name == "running"
                ]
                victims = workers + [child for worker in workers for child in children(worker)]
            if victims:
                os.kill(self.dice.choice(victims), signal.SIGKILL)
                self.counts["worker"] += 1

    def fill(self, process: "subprocess.Popen[bytes]") -> None:
        ballast = self.out / ".ballast"
        with contextlib.suppress(OSError), ballast.open("wb") as sink:
            while True:
                sink.write(bytes(2**20))
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.counts["disk"] += process.wait(3) != 0
        ballast.unlink()

    def vanish(self) -> None:
        victim = self.dice.choice(sorted((self.folder / "in").glob("d*.txt")))
        away = self.folder / "away.txt"
        victim.rename(away)
        time.sleep(0.2)
        away.rename(victim)
        self.counts["vanished"] += 1

    def run(self) -> None:
        self.mount()
        start = self.plan(self.out)
        for _ in range(100_000):
            self.renew()
            process = subprocess.Popen([*start, *self.engine()], stderr=subprocess.PIPE)
            self.disturb(process)
            kills = self.counts["worker"] + self.counts["parent"]
            finished = process.returncode in (0, 8)
            if finished and kills >= self.kills:
                break
            if finished:  # not killed enough: all over again
                subprocess.run(["find", str(self.out), "-mindepth", "1", "-delete"], check=True)
            resuming = not finished and (self.out / ".govdoc" / "ledger.sqlite").is_file()
            ready = resuming and self.dice.random() < 0.7
            start = self.again() if ready else self.plan(self.out)
        # inputs that had vanished when their turn came are back: the plain second run takes them
        self.renew()
        last = subprocess.run([*self.plan(self.out), *self.engine()], stderr=subprocess.PIPE, check=False)
        if last.returncode not in (0, 8):
            sys.exit(last.stderr.decode())

    def close(self) -> None:
        if self.cluster:
            self.cluster.close()

    def unmount(self) -> None:
        if self.mounted:
            subprocess.run(["umount", "-l", str(self.out)], check=False)


def two_workers() -> "LocalCluster":
    """A scheduler and two worker processes, which are replaced when they die."""
    import distributed

    return distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=":0",
        memory_limit=0,
        silence_logs=logging.CRITICAL,
    )


def told(out: Path) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "govdoc", "batch-status", str(out), "--json"]
    lines = subprocess.run(command, capture_output=True, check=True).stdout.splitlines()
    return [json.loads(line) for line in lines]


def judge(night: Night, calm: Path, named: set[str]) -> list[str]:
    """What is wrong, or nothing."""
    wrong = []
    found, wanted = tree(night.out), tree(calm)
    unlike = [name for name in sorted(found.keys() | wanted.keys()) if found.get(name) != wanted.get(name)]
    wrong += [
        f"{name}: {'differs' if found.keys() & wanted.keys() & {name} else 'stray or missing'}"
        for name in unlike
    ]
    rows = told(night.out)
    for hostile in sorted(named):
        mine = [row for row in rows if Path(str(row["input"])).name == hostile]
        if len(mine) != 1 or not (mine[0]["state"] == "failed" or mine[0].get("diagnostics")):
            wrong.append(f"{hostile}: not named once: {mine}")
    failed = {Path(str(row["input"])).name: row for row in rows if row["state"] == "failed"}
    blamed = sorted(failed.keys() - named)
    return [f"{name}: failed without being hostile: {failed[name]['error']}" for name in blamed] + wrong


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dask", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        _, named = make(folder, chosen.documents)
        calm = folder / "calm"
        subprocess.run(Night(folder, 0, 0).plan(calm), stderr=subprocess.PIPE, check=False)
        night = Night(folder, chosen.seed, chosen.kills, two_workers() if chosen.dask else None)
        stack.callback(night.close)
        try:
            night.run()
            wrong = judge(night, calm, named)
        finally:
            night.unmount()
    print(", ".join(f"{count} × {what}" for what, count in night.counts.items()))
    if not night.mounted:
        print("the disk was never full: no right to mount a tmpfs")
    print("\n".join(wrong) or "outputs equal, every hostile input named once, no stray file")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
