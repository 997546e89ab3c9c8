"""A document that raises, hangs, eats memory or takes its process along is named, and the rest goes on."""

import sys
import time

import pytest

from govdoc.batch import Choices, Settings, convert_many
from govdoc.batch.ledger import Ledger
from govdoc.batch.messages import Trouble
from govdoc.context import Limits
from tests.batch.conftest import tree

LIMITS = Limits(seconds=5, memory_bytes=600 * 2**20)
SETTINGS = Settings(form="hostile", limits=LIMITS)


def run(hostile, tmp_path, words, settings=SETTINGS, **choices):
    inputs = [hostile(f"{i:02}-{word.split()[0]}", word) for i, word in enumerate(words)]
    out = tmp_path / "out"
    summary = convert_many(inputs, ["text"], out, settings, Choices(jobs=2, **choices))
    ledger = Ledger(out, writing=False)
    failures = {r.place.stem: r.why for r in ledger.records(summary.run, "failed")}
    ledger.close()
    return summary, failures, tree(out)


def test_every_way_to_misbehave_is_named_and_the_rest_goes_on(hostile, tmp_path) -> None:
    words = ["fine", "raise", "segfault", "fine", "leave", "hang", "print", "fine"]
    if sys.platform == "linux":
        words += ["memory", "spin"]
    summary, failures, files = run(hostile, tmp_path, words, attempts=2)
    assert {name.partition("-")[2]: why.trouble for name, why in failures.items()} == {
        "raise": Trouble.DEFECT,
        "segfault": Trouble.DIED,
        "leave": Trouble.DIED,
        "hang": Trouble.TIME,
        "memory": Trouble.MEMORY,
        "spin": Trouble.TIME,
    }
    assert (summary.converted, summary.failed, summary.state) == (4, 6, "finished")
    assert summary.exit_code() == 8
    assert sorted(files) == ["00-fine.txt", "03-fine.txt", "06-print.txt", "07-fine.txt"]
    by_word = {name.partition("-")[2]: why for name, why in failures.items()}
    assert "something that no reader foresaw" in by_word["raise"].en
    assert "Traceback" in by_word["raise"].detail
    assert "SIGSEGV" in by_word["segfault"].en
    assert "seconds=5" in by_word["hang"].zh
    assert "memory_bytes" in by_word["memory"].en


def test_a_worker_that_is_killed_from_outside_costs_no_document(hostile, tmp_path) -> None:
    summary, failures, files = run(hostile, tmp_path, [f"once {tmp_path / 'mark'}", "fine"])
    assert (summary.converted, failures) == (2, {})
    assert len(files) == 2


def test_a_long_document_does_not_hold_the_rest(hostile, tmp_path) -> None:
    begin = time.perf_counter()
    summary, _, _ = run(hostile, tmp_path, ["slow 1.5", *["slow 0.05"] * 20])
    assert summary.converted == 21
    assert time.perf_counter() - begin < 4.5


@pytest.mark.parametrize(("choices", "failed"), [({"max_failures": 1}, 1), ({"max_failures": 3}, 3)])
def test_a_batch_stops_at_so_many_failures(hostile, tmp_path, choices, failed) -> None:
    summary, failures, _ = run(hostile, tmp_path, ["raise"] * 12, **choices)
    assert summary.state == "stopped"
    assert failed <= len(failures) <= failed + 3, "what was in hand is finished, no more is taken"
    assert summary.waiting == 12 - len(failures)
    assert summary.exit_code() == 8


def test_what_cannot_start_stops_the_run(hostile, tmp_path, monkeypatch) -> None:
    from govdoc.errors import OutputError

    program = tmp_path / "python-that-ends-at-once"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(program))
    with pytest.raises(OutputError, match="no process"):
        run(hostile, tmp_path, ["fine"])
