"""LibreOffice for the tests: many files converted in one call, under a user profile and fonts of its own."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
FONTS = Path(__file__).resolve().parents[2] / "fonts" / "ttf"
SHIPPED = {
    "仿宋_GB2312": ("Govdoc Fang", "Noto Serif CJK SC"),
    "楷体_GB2312": ("Govdoc Kai", "Noto Serif CJK SC"),
    "黑体": ("Govdoc Hei", "Noto Sans CJK SC"),
    "方正小标宋简体": ("Govdoc BiaoSong", "Noto Serif CJK SC"),
    "宋体": ("Govdoc Song", "Noto Serif CJK SC"),
    "Times New Roman": ("Govdoc Latin", "Liberation Serif"),
}
"""The faces that stand for those named in the file: the shipped one, and one that systems have."""

WORD = "docx:MS Word 2007 XML"


def aliases(folder: Path) -> Path:
    """A fontconfig file under which the named faces are those that stand for them."""
    made = [
        f'<alias binding="same"><family>{escape(name)}</family><prefer>'
        + "".join([f"<family>{face}</family>" for face in faces])
        + "</prefer></alias>"
        for name, faces in SHIPPED.items()
    ]
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/usr/share/fonts</dir>'
        f"<dir>{escape(str(FONTS))}</dir><cachedir>{escape(str(folder / 'cache'))}</cachedir>"
        f"{''.join(made)}</fontconfig>",
        encoding="utf-8",
    )
    return path


def convert_all(files: Sequence[Path], folder: Path, suffix: str, seconds: float = 180) -> dict[str, Path]:
    """What LibreOffice makes of files, by the stem of their name; one that it cannot read is missing.

    Parameters: `folder` for its profile and outputs, `suffix` with a filter or without ("pdf", `WORD`).
    """
    out = folder / f"to-{suffix.partition(':')[0]}"
    command = [str(SOFFICE), f"-env:UserInstallation={(folder / 'user').as_uri()}", "--headless"]
    command += ["--convert-to", suffix, "--outdir", str(out), *[str(path) for path in files]]
    environment = {**os.environ, "FONTCONFIG_FILE": str(aliases(folder))}
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=seconds)
    return {path.stem: path for path in out.iterdir()} if out.is_dir() else {}


def converted(data: bytes, folder: Path, suffix: str) -> bytes:
    """What LibreOffice makes of one DOCX."""
    source = folder / "in" / "a.docx"
    source.parent.mkdir(exist_ok=True)
    source.write_bytes(data)
    return convert_all([source], folder, suffix)["a"].read_bytes()
