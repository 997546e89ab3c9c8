"""Folders of small documents, and the hostile format installed for the children."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT

TEXT = (
    "关于做好第{0}号工作的通知\n\n各单位：\n\n一、总体要求\n第{0}号工作要落实到位。\n\n"
    "甲市人民政府\n2021年3月29日\n"
)


def text(number: int) -> str:
    return TEXT.format(number)


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Makes a folder of `count` texts, every third in a folder of its own."""

    def make(count: int, name: str = "in") -> Path:
        place = tmp_path / name
        (place / "sub").mkdir(parents=True)
        for i in range(count):
            (place / ("sub" if i % 3 == 0 else ".") / f"d{i}.txt").write_text(text(i), "utf-8")
        return place

    return make


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Path]:
    """Installs the hostile format, and writes its inputs."""
    info = tmp_path / "site" / "hostile-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: hostile\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[govdoc.formats]\nhostile = tests.batch.hostile:HOSTILE\n")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.syspath_prepend(str(ROOT))

    def write(name: str, word: str) -> Path:
        place = tmp_path / "in" / f"{name}.txt"
        place.parent.mkdir(exist_ok=True)
        place.write_text(word)
        return place

    return write


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of an output folder by its relative name, but for the ledger."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {name: data for name, data in found.items() if not name.startswith(".govdoc/ledger.sqlite")}
