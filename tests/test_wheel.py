"""The wheel works outside the checkout: built, installed into an empty environment, used from elsewhere."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT, SAMPLE

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (made,) = folder.glob("*.whl")
    return made


def test_it_holds_fonts_profiles_schema_and_licences(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in ("profiles/gbt9704.toml", "schema/disclosure.xsd", "fonts/manifest.json", "py.typed"):
        assert f"govdoc/{name}" in names
    assert sum(name.startswith("govdoc/fonts/ttf/") and name.endswith(".ttf") for name in names) >= 7
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.startswith("tests/") for name in names)


def test_it_converts_the_sample_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    scripts = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([scripts / "pip", "install", "-q", str(wheel)], check=True, capture_output=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = subprocess.run(
        [
            scripts / "govdoc",
            "convert",
            str(SAMPLE),
            "--to",
            "docx,pdf,xml,json,text",
            "-o",
            "out/",
            "--verify",
        ],
        cwd=elsewhere,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    made = sorted(p.suffix for p in (elsewhere / "out").iterdir())
    assert made == [".docx", ".json", ".pdf", ".txt", ".xml"]
