"""Old and foreign word-processor files (DOC, WPS, RTF, ODT): converted by LibreOffice, read as DOCX.

LibreOffice runs in a profile of its own that blocks macros and links, in a temporary folder, within a time
limit. Where it is not installed one error says what to do.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from msgspec.structs import replace

from govdoc import codes as say
from govdoc.context import Context
from govdoc.errors import FormatError, UnreadableError
from govdoc.model import Document
from govdoc.options import DocxReadOptions, OfficeReadOptions
from govdoc.readers import docx
from govdoc.source import Source

PROGRAMS = ("soffice", "libreoffice")
"""The names that LibreOffice goes by."""

_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
_FILTER = "docx:MS Word 2007 XML"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"
 oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop
 oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent"
 oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def read(source: Source, options: OfficeReadOptions, context: Context) -> Document:
    """The document in a file that LibreOffice can open.

    Parameters: `options.seconds` how long LibreOffice may take. Raises FormatError where it is not installed,
    UnreadableError for a file that is encrypted or that it cannot open in time.
    """
    form = _form(source)
    if _ENCRYPTED in source.data:
        raise UnreadableError(
            f"{source.name}：文件有密码保护；请去掉密码后另存为 .docx",
            f"{source.name}: protected by a password; save it without one as .docx",
        )
    converted = Source(convert(source, form, options.seconds), source.name)
    document = docx.read(converted, DocxReadOptions(), context)
    context.report(say.CONVERTED)
    return replace(document, provenance=replace(document.provenance, format=form, digest=source.digest))


def _form(source: Source) -> str:
    if source.data.startswith(b"{\\rtf"):
        return "rtf"
    if source.data.startswith(b"PK"):
        return "odt"
    return "wps" if source.name.lower().endswith((".wps", ".wpt")) else "doc"


def convert(source: Source, form: str, seconds: float) -> bytes:
    """The bytes of a file as DOCX; `form` is the suffix it is given. Raises as `read` does."""
    program = _program()
    if program is None:
        raise FormatError(
            f"{source.name}：{form} 文件要靠 LibreOffice 转换，没有找到它；请安装 LibreOffice，"
            "或在 Word、WPS 中另存为 .docx",
            f"{source.name}: a {form} file is converted by LibreOffice, which was not found; install it,"
            " or save the file as .docx",
        )
    with tempfile.TemporaryDirectory(prefix="govdoc-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        given = place / f"in.{form}"
        given.write_bytes(source.data)
        _run(_command(program, place, given), place, source.name, seconds)
        made = place / "out" / "in.docx"
        if not made.is_file():
            raise _cannot(source.name, "LibreOffice 打不开它", "LibreOffice cannot open it")
        return made.read_bytes()


def _program() -> str | None:
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    return found or next((path for path in _USUAL_PLACES if Path(path).is_file()), None)


def _command(program: str, place: Path, given: Path) -> list[str]:
    profile = place / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    return [
        *(program, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--norestore"),
        *("--convert-to", _FILTER, "--outdir", str(place / "out"), str(given)),
    ]


def _run(command: list[str], place: Path, name: str, seconds: float) -> None:
    """Run a command; on time-out nothing of it stays. Its own process group also takes what it started."""
    process = subprocess.Popen(  # noqa: S603  the program is LibreOffice, the arguments are ours
        command,
        cwd=place,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        _end(process)
        raise _cannot(
            name, f"LibreOffice {seconds:g} 秒内没有转完", f"LibreOffice took over {seconds:g} s"
        ) from None
    except BaseException:
        _end(process)
        raise


def _end(process: "subprocess.Popen[bytes]") -> None:
    import os
    import signal

    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _cannot(name: str, zh: str, en: str) -> UnreadableError:
    return UnreadableError(
        f"{name}：{zh}；请在 Word 或 WPS 中另存为 .docx 再试",
        f"{name}: {en}; save it as .docx in Word or WPS",
    )
