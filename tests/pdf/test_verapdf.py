"""veraPDF's word on what the files claim to be."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from govdoc.context import Context
from govdoc.inkcheck import verify_output
from govdoc.options import PdfOptions
from govdoc.writers.pdf import write
from tests.pdf.conftest import make
from tests.pdf.documents import rich
from tests.pdf.profiles import PROFILES

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


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="no java")
@pytest.mark.parametrize("standard", ["3a", "2a"])
def test_verapdf_on_every_profile(tmp_path: Path, standard: str) -> None:
    files = []
    for profile, document in PROFILES if standard == "3a" else PROFILES[:1]:
        context = Context()
        options = PdfOptions(profile=profile, standard=standard, even_imprint=profile == "gbt9704")
        sink = BytesIO()
        write(document(), options, context, sink)
        assert {d.code for d in context.diagnostics} <= {"GD250", "GD302", "GD501"}, profile
        files.append(tmp_path / f"{profile}.pdf")
        files[-1].write_bytes(sink.getvalue())
        assert verify_output(document(), sink.getvalue(), "pdf", options, Context()) == ()
        with pikepdf.open(sink) as opened:
            assert opened.check_pdf_syntax() == []
    command = [str(CHECK), f"{standard},ua1", *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.count("PASS") == 2 * len(files)
