"""The command line where a case file cannot go: bytes, pipes, help, interrupted and failing writes."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from govdoc import api
from govdoc.cli import COMMANDS, cli
from govdoc.context import Context
from govdoc.errors import ExitCode, OutputError
from tests.conftest import ROOT


def run(*arguments: str, given: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "GOVDOC_LANG": "en"}
    return subprocess.run(
        [sys.executable, "-m", "govdoc", *arguments],
        input=given, capture_output=True, env=environment, cwd=cwd, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    done = CliRunner().invoke(cli, [command, "--help"])
    assert done.exit_code == 0
    assert command in done.output
    assert "·" in done.output


def test_the_help_lists_every_command_and_exit_code() -> None:
    output = CliRunner().invoke(cli, ["--help"]).output
    assert all(command in output for command in COMMANDS)
    assert all(str(code.value) in output for code in ExitCode)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str) -> None:
    done = CliRunner().invoke(cli, ["completion", shell])
    assert done.exit_code == 0
    assert "_GOVDOC_COMPLETE" in done.output


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (bytes(64), "binary"),
        (b"PK\x03\x04" + bytes(64), "zip"),
    ],
)
def test_what_is_no_document_gets_one_line(data: bytes, word: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    done = run("convert", "a.txt", "--to", "pdf", "-o", "out/", cwd=tmp_path)
    assert done.returncode == ExitCode.FORMAT
    assert word in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_pipe_carries_binary_output(sample_path: Path) -> None:
    done = run("convert", "-", "--to", "docx", given=sample_path.read_bytes())
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(b"PK")


def test_diagnostics_as_json_are_one_object_a_line(tmp_path: Path) -> None:
    text = "通知\n\n一、甲\n要落实。\n三、乙\n要落实。\n".encode()
    done = run("convert", "-", "--to", "text", "--diagnostics", "json", given=text)
    rows = [json.loads(line) for line in done.stderr.decode().splitlines()]
    assert [row["code"] for row in rows] == ["GD201"]
    assert rows[0]["origin"] == {"file": "-", "line": 5}
    assert "一、" in rows[0]["message"]


def test_verify_fails_when_ink_is_missing(monkeypatch, tmp_path: Path) -> None:
    from govdoc.writers import text

    whole = text.write

    def broken(document, options, context, sink) -> None:
        import io

        buffer = io.BytesIO()
        whole(document, options, context, buffer)
        sink.write(buffer.getvalue().replace("万".encode(), b""))

    monkeypatch.setattr(text, "write", broken)
    (tmp_path / "a.md.txt").write_text("通知\n\n3.5万人次受益。\n", "utf-8")
    arguments = [
        "convert",
        str(tmp_path / "a.md.txt"),
        "--to",
        "text",
        "-o",
        str(tmp_path / "b.txt"),
        "--verify",
    ]
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == ExitCode.NONCONFORMING
    assert "GD402" in done.stderr


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_failing_write_leaves_nothing_behind(monkeypatch, tmp_path: Path, sample_document, number) -> None:
    def failing(document, options, context, sink) -> None:
        sink.write(b"half")
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("govdoc.writers.json.write", failing)
    old = tmp_path / "a.json"
    old.write_bytes(b"before")
    with pytest.raises(OutputError, match=str(old)):
        api.save(sample_document, "json", old, None, Context())
    assert old.read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_an_interrupted_write_leaves_nothing_behind(monkeypatch, tmp_path: Path, sample_document) -> None:
    def interrupted(document, options, context, sink) -> None:
        sink.write(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr("govdoc.writers.json.write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        api.save(sample_document, "json", tmp_path / "a.json", None, Context())
    assert list(tmp_path.iterdir()) == []


def test_the_same_input_gives_the_same_bytes_in_any_process(sample_path: Path, tmp_path: Path) -> None:
    made = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
        subprocess.run(
            [*(sys.executable, "-m", "govdoc", "convert", str(sample_path)),
             *("--to", "docx,pdf,xml,json,text", "-o", f"{folder}/")],
            env=environment, check=True, capture_output=True,
        )  # fmt: skip
        made.append({p.name: p.read_bytes() for p in folder.iterdir()})
    assert len(made[0]) == 5
    assert made[0] == made[1]
