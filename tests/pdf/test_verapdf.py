"""veraPDF's word on what the files claim to be."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.pdf.conftest import make
from tests.pdf.documents import rich

CHECK = Path(__file__).resolve().parents[1] / "verapdf" / "check.sh"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="no java")
@pytest.mark.parametrize("standard", ["3a", "2a"])
def test_verapdf(tmp_path: Path, standard: str, long_pdf: bytes) -> None:
    files = [tmp_path / "rich.pdf", tmp_path / "long.pdf"]
    files[0].write_bytes(make(rich(), standard))
    files[1].write_bytes(long_pdf)
    command = [str(CHECK), f"{standard},ua1", str(files[0])]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.count("PASS") == 2
