"""A batch as a whole: nothing twice, nothing half-written, killed and resumed, stopped and told."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import govdoc
from govdoc.batch import Choices, Item, Settings, convert_many
from govdoc.batch.ledger import Ledger
from govdoc.batch.settings import target
from govdoc.errors import InputError, OutputError, ProfileError, UsageError
from tests.batch.conftest import text, tree
from tests.conftest import ROOT
from tests.docx.documents import png

TO = ["xml", "text"]


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "govdoc", "--lang", "en", *map(str, arguments)]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)])}


def records(out: Path) -> dict[str, object]:
    ledger = Ledger(out, writing=False)
    run = ledger.last_run()
    assert run is not None
    found = {record.place.name: record for record in ledger.records(run.id)}
    ledger.close()
    return found


def test_folders_are_mirrored_and_a_second_run_converts_nothing(folder, tmp_path) -> None:
    place, out = folder(7), tmp_path / "out"
    first = convert_many([place], TO, out)
    assert (first.converted, first.failed, first.state, first.exit_code()) == (7, 0, "finished", 0)
    files = tree(out)
    assert sorted(files) == sorted(
        f"{'sub/' if i % 3 == 0 else ''}d{i}.{suffix}" for i in range(7) for suffix in ("xml", "txt")
    )
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*.xml")}
    second = convert_many([place], TO, out)
    assert (second.converted, second.kept, second.failed) == (0, 7, 0)
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.xml")} == times


def test_only_what_changed_is_converted(folder, tmp_path) -> None:
    place, out = folder(6), tmp_path / "out"
    convert_many([place], TO, out)
    (place / "d1.txt").write_text(text(100), "utf-8")
    os.utime(place / "d2.txt")  # touched, but the same
    (out / "d4.xml").unlink()
    (out / "d5.xml").write_bytes(b"damaged")
    summary = convert_many([place], TO, out)
    assert (summary.converted, summary.kept) == (3, 3)
    kept = {name for name, record in records(out).items() if record.kept}
    assert kept == {"d0.txt", "d2.txt", "d3.txt"}
    assert "第100号" in (out / "d1.xml").read_text("utf-8")


def test_other_options_convert_all_again_and_thorough_finds_what_time_hides(folder, tmp_path) -> None:
    place, out = folder(2), tmp_path / "out"
    convert_many([place], ["xml"], out)
    other = convert_many([place], [], out, Settings(targets=(target("xml", {"indent": False}),)))
    assert other.converted == 2
    whole = (out / "d1.xml").read_bytes()
    (out / "d1.xml").write_bytes(whole.replace("落实".encode(), "落空".encode()))
    settings = Settings(targets=(target("xml", {"indent": False}),))
    assert convert_many([place], [], out, settings).converted == 0
    assert convert_many([place], [], out, settings, Choices(thorough=True)).converted == 1
    assert (out / "d1.xml").read_bytes() == whole


def test_a_document_that_failed_for_good_is_named_again_but_not_tried_again(tmp_path) -> None:
    bad = tmp_path / "in" / "a.docx"
    bad.parent.mkdir()
    bad.write_bytes(b"PK\x03\x04 no package")
    for _ in range(2):
        summary = convert_many([bad], TO, tmp_path / "out")
        assert (summary.failed, summary.exit_code()) == (1, 8)
    assert records(tmp_path / "out")["a.docx"].kept == 1
    again = convert_many([bad], TO, tmp_path / "out", choices=Choices(retry=True))
    assert again.failed == 1
    assert records(tmp_path / "out")["a.docx"].kept == 0
    assert tree(tmp_path / "out") == {}


def test_an_input_that_vanishes_is_named_and_tried_again(folder, tmp_path) -> None:
    place, out = folder(3), tmp_path / "out"
    missing = Item(path=str(place / "late.txt"))
    summary = convert_many([place, missing], TO, out)
    assert (summary.converted, summary.failed) == (3, 1)
    (place / "late.txt").write_text(text(9), "utf-8")
    summary = convert_many([place / "d1.txt", missing], TO, out)
    assert (summary.converted, summary.kept, summary.failed) == (1, 1, 0)


def test_a_batch_has_the_fonts_ledger_and_seal_that_files_are_named_for(folder, tmp_path) -> None:
    place, out, seal = folder(2), tmp_path / "out", tmp_path / "seal.png"
    seal.write_bytes(png())
    font = ROOT / "fonts" / "ttf" / "GovdocHei-Medium.ttf"
    given = ("--seal", seal, "--font", f"hei={font}", "--ledger", tmp_path / "ledger.sqlite", "-j", 1, "-q")
    subprocess.run(
        command("batch", place, "-o", out, "--to", "json", *given), env=environment(), check=True, timeout=60
    )
    (signature,) = govdoc.read(out / "d1.json").value.main.signatures
    assert signature.seal == f"sha256:{hashlib.sha256(png()).hexdigest()}"


def test_a_seal_that_is_no_picture_stops_the_run_and_a_text_without_signature_fails(folder, tmp_path) -> None:
    place, out, seal = folder(2), tmp_path / "out", tmp_path / "seal.png"
    for wrong in (seal, place / "d1.txt"):
        with pytest.raises(InputError, match=wrong.name):
            convert_many([place], TO, out, Settings(seal=wrong))
    assert tree(out) == {}
    seal.write_bytes(png())
    (place / "d1.txt").write_text("关于公开的通知\n\n各单位要落实。\n", "utf-8")
    summary = convert_many([place], TO, out, Settings(seal=seal))
    assert (summary.converted, summary.failed) == (1, 1)
    assert "no signature" in records(out)["d1.txt"].why.en


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_runs_go_on_where_they_were(folder, tmp_path, seed) -> None:
    place, out, calm = folder(80), tmp_path / "out", tmp_path / "calm"
    wanted = ["docx", "pdf", "xml"]
    convert_many([place], wanted, calm)
    dice, kills = random.Random(seed), 0
    start = command("batch", place, "-o", out, "--to", ",".join(wanted), "-j", 2, "-q")
    for attempt in range(13):
        process = subprocess.Popen(start, env=environment(), stderr=subprocess.PIPE)
        patience = (
            0.4 + dice.random() * 0.6 + kills * 0.3 if attempt < 12 else None
        )  # a slow machine ends too
        try:
            _, told = process.communicate(timeout=patience)
            assert process.returncode == 0, told.decode()
            break
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            kills += 1
            planned = (out / ".govdoc" / "ledger.sqlite").is_file() and "interrupted" in status(out)
            start = command("batch", "--resume", "-o", out, "-q") if planned else start
    assert kills >= 1
    assert tree(out) == tree(calm), "the same outputs, and no stray file"
    time.sleep(0.2)
    assert tree(out) == tree(calm), "no orphan writes after the end"


def status(out: Path) -> str:
    done = subprocess.run(command("batch-status", out), env=environment(), capture_output=True, check=False)
    return "interrupted" if done.stdout.startswith((b"running", b"planned")) else done.stdout.decode()


def test_children_end_with_a_killed_parent(hostile, tmp_path) -> None:
    inputs = [hostile(f"a{i}", "hang") for i in range(2)]
    run = command(
        "batch", *inputs, "-o", tmp_path / "out", "--to", "text", "--from", "hostile", "-j", 2, "-q"
    )
    process = subprocess.Popen(run, env=environment(), stderr=subprocess.DEVNULL)
    children = _wait(lambda: _children(process.pid) if len(_children(process.pid)) == 2 else None)
    process.kill()
    process.wait()
    assert _wait(lambda: not any(Path(f"/proc/{child}").exists() for child in children))


def _children(pid: int) -> list[str]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += (task / "children").read_text().split()
    return found


def _wait(ready, seconds: float = 10.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = ready()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("waited too long")


test_children_end_with_a_killed_parent = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="looks at children through /proc"
)(test_children_end_with_a_killed_parent)


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_an_interrupt_finishes_what_is_in_hand_and_leaves_nothing(hostile, tmp_path) -> None:
    inputs = [hostile(f"a{i:02}", "slow 0.2") for i in range(16)]
    out = tmp_path / "out"
    run = command(
        "batch", *inputs, "-o", out, "--to", "text", "--from", "hostile", "-j", 2, "--log", tmp_path / "log"
    )
    process = subprocess.Popen(run, env=environment(), stderr=subprocess.PIPE)
    _wait(lambda: list(out.glob("*.txt")))
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"interrupted" in told
    done = [record for record in records(out).values() if record.state == "done"]
    assert 2 <= len(done) <= 8
    assert len(tree(out)) == len(done), "what is in hand is finished, and nothing else is there"
    assert (tmp_path / "log").read_bytes().count(b"\n") == 16
    summary = convert_many([], [], out)
    assert (summary.converted, summary.waiting, summary.state) == (16, 0, "finished")


def test_a_full_disk_stops_the_run_and_blames_no_document(hostile, tmp_path, monkeypatch) -> None:
    full = tmp_path / "full"
    inputs = [hostile(f"a{i}", "fine") for i in range(6)]
    monkeypatch.setenv("HOSTILE_DISK", str(full))
    full.touch()
    settings = Settings(form="hostile")
    with pytest.raises(OutputError, match="space"):
        convert_many(inputs, ["hostile"], tmp_path / "out", settings, Choices(jobs=1))
    assert tree(tmp_path / "out") == {}
    assert all(record.state == "waiting" for record in records(tmp_path / "out").values())
    full.unlink()
    summary = convert_many([], [], tmp_path / "out")
    assert (summary.converted, summary.failed) == (6, 0)
    assert set(tree(tmp_path / "out").values()) == {b"half and whole"}


def test_two_runs_in_one_folder_are_refused(folder, tmp_path) -> None:
    ledger = Ledger(tmp_path / "out")
    with pytest.raises(OutputError, match="another batch"):
        convert_many([folder(1)], TO, tmp_path / "out")
    ledger.close()
    assert convert_many([tmp_path / "in"], TO, tmp_path / "out").converted == 1


def test_what_is_wrong_is_said_before_the_start(folder, tmp_path) -> None:
    place, out = folder(2), tmp_path / "out"
    wrong = Settings(targets=(target("pdf", {"profile": "nobody"}),))
    with pytest.raises(ProfileError, match="nobody"):
        convert_many([place], [], out, wrong)
    with pytest.raises(InputError, match="nowhere"):
        convert_many([tmp_path / "nowhere"], TO, out)
    with pytest.raises(UsageError, match="colour"):
        convert_many([Item(path=str(place / "d1.txt"), metadata={"colour": "red"})], TO, out)
    with pytest.raises(InputError, match="no batch"):
        convert_many([], TO, out)
    assert tree(out) == {}


def test_an_output_keeps_the_permissions_of_the_user(folder, tmp_path) -> None:
    before = os.umask(0o027)
    try:
        convert_many([folder(1)], TO, tmp_path / "out")
    finally:
        os.umask(before)
    if os.name != "nt":
        assert (tmp_path / "out" / "sub" / "d0.xml").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links need rights")
def test_a_link_cannot_lead_an_output_out_of_the_folder(folder, tmp_path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out" / "sub").symlink_to(tmp_path / "elsewhere")
    summary = convert_many([folder(2)], TO, tmp_path / "out")
    assert (summary.converted, summary.failed) == (1, 1)
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text")
def test_a_name_that_is_no_text_is_converted(tmp_path) -> None:
    place = tmp_path / "in"
    place.mkdir()
    (place / os.fsdecode(b"\xc8\xcb.txt")).write_text(text(1), "utf-8")
    summary = convert_many([place], TO, tmp_path / "out")
    assert (summary.converted, summary.failed) == (1, 0)
    assert sorted(tree(tmp_path / "out")) == ["__.txt", "__.xml"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="kills through /proc")
def test_a_short_night_of_faults(tmp_path) -> None:
    """200 documents, good and hostile; `faults.py` says what happens to them, and runs for longer."""
    run = [sys.executable, "-m", "tests.batch.faults", "--documents", "200", "--kills", "10", "--seed", "3"]
    done = subprocess.run(run, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
