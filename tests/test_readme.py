"""Every code block of the README runs. The two marked set-up commands are run by .ci/run itself."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
SETUP = set(re.findall(r"<!-- (?:main|test)-command -->\n```bash\n(.*?)```", README, re.DOTALL))
BLOCKS = [
    (lang, code) for lang, code in re.findall(r"^```(\w+)\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    return tmp_path


@pytest.mark.parametrize(("lang", "code"), BLOCKS, ids=[code.split("\n")[0][:60] for _, code in BLOCKS])
def test_a_block_runs(lang: str, code: str, folder: Path) -> None:
    if code in SETUP:
        pytest.skip("a set-up command: .ci/run runs it")
    scripts = folder / "bin"
    scripts.mkdir()
    (scripts / "govdoc").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m govdoc "$@"\n')
    (scripts / "govdoc").chmod(0o755)
    path = [str(ROOT), *sys.path]
    environment = {
        **os.environ,
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(p for p in path if p),
    }
    command = {
        "bash": ["bash", "-euo", "pipefail", "-c", code],
        "python": [sys.executable, "-W", "error", "-c", code],
    }[lang]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_readme_has_its_two_commands_and_a_picture() -> None:
    assert len(SETUP) == 2
    picture = re.search(r'<img src="([^"]+)" alt="[^"]+"', README)
    assert picture is not None
    assert (ROOT / picture[1]).is_file()
    assert len(BLOCKS) >= 8
