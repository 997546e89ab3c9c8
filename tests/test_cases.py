"""Runs tests/cases/*.md: a bug report is a test.

A case is a Markdown file with one indented or fenced block a run:

    % govdoc COMMAND …          the command; files named in it are written by “=== NAME” sections
    input for standard input
    ^D
    what standard output must be
    2> a line that standard error must have (in order; all lines are listed)
    => 3                        the exit code, 0 when not said

`pytest --accept` writes what came out into the case.
"""

import io
import re
import shlex
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))


class Run(NamedTuple):
    out: str
    err: str
    code: int

    def text(self) -> str:
        lines = [self.out] if self.out else []
        lines += [f"2> {line}\n" for line in self.err.splitlines()]
        lines += [f"=> {self.code}\n"] if self.code else []
        return "".join(lines)


BLOCK = re.compile(r"^```\n(% govdoc .*?)^```$", re.DOTALL | re.MULTILINE)


def govdoc(arguments: list[str], given: str, monkeypatch) -> Run:
    from govdoc.cli import main

    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(3)]
    streams[0].buffer.write(given.encode("utf-8"))
    streams[0].buffer.seek(0)
    monkeypatch.setattr(sys, "argv", ["govdoc", *arguments])
    for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
        monkeypatch.setattr(sys, name, stream)
    with pytest.raises(SystemExit) as caught:
        main()
    for stream in streams[1:]:
        stream.flush()
    out, err = (stream.buffer.getvalue().decode("utf-8") for stream in streams[1:])
    return Run(out, err, int(caught.value.code or 0))


def expected(block: str) -> tuple[list[str], dict[str, str], str, str]:
    command, _, rest = block.partition("\n")
    given, _, want = rest.partition("^D\n") if "^D\n" in rest else ("", "", rest)
    parts = re.split(r"^=== (\S+)\n", given, flags=re.MULTILINE)
    files = dict(zip(parts[1::2], parts[2::2], strict=True))
    return shlex.split(command.removeprefix("% govdoc ")), files, parts[0], want


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_case(path: Path, request, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVDOC_LANG", "zh")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    source = path.read_text("utf-8")
    blocks = BLOCK.findall(source)
    assert blocks, f"{path.name} has no ``` block that starts with “% govdoc”"
    for block in blocks:
        arguments, files, given, want = expected(block)
        for name, text in files.items():
            Path(name).write_text(text, "utf-8")
        found = govdoc(arguments, given, monkeypatch).text()
        if request.config.getoption("--accept"):
            source = source.replace(block, block[: len(block) - len(want)] + found)
        else:
            assert found == want
    assert not list(tmp_path.glob("**/.*.part")), "a half-written file was left"
    if request.config.getoption("--accept"):
        path.write_text(source, "utf-8")


def test_accept_is_off(request) -> None:
    assert not request.config.getoption("--accept"), "the cases were rewritten; look at the diff, run again"
