"""Names of outputs: from the input's place or from a template, safe on every file system.

What is not allowed anywhere is not used (Windows: naming files; POSIX.1-2024 3.265; APFS and HFS+ compare
names by Unicode canonical equivalence, Windows and macOS without case). A name is a relative path that cannot
leave the output folder, because only the template's own “/” and the mirrored folders divide it.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from govdoc.errors import UsageError
from govdoc.terms import TERMS

MIRROR = "{folder}/{stem}"
"""The template when none is given: the tree of the inputs again."""

PLAIN = ("stem", "name", "suffix", "folder", "counter", "format")
"""Fields that are known before a document is read."""

_FIELD = re.compile(r"\{([^{}:]*)(?::([^{}]*))?\}")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\.|$)", re.IGNORECASE)
_LONGEST = 180
"""Bytes of a part of a name in UTF-8: file systems allow 255, and a suffix and a number have to fit."""


class Template(Struct, frozen=True):
    """A template that was checked, and whether documents have to be read for their names."""

    text: str
    reading: bool


def template(text: str) -> Template:
    """A template such as "{published:%Y}/{index_number|stem}"; UsageError names what is wrong in it."""
    text = text or MIRROR
    names = [name for found in _FIELD.finditer(text) for name in found[1].split("|")]
    wrong = next((name for name in names if name not in PLAIN and name not in TERMS), None)
    stray = re.search(r"[{}]", _FIELD.sub("", text))
    if wrong is not None or stray or not text.strip("/"):
        fields = ", ".join([*PLAIN, *TERMS])
        what = "{" + wrong + "}" if wrong is not None else text
        raise UsageError(
            f"输出名模板中的 {what} 不对；可用的字段：{fields}",
            f"{what} is wrong in the template of names; fields: {fields}",
        )
    return Template(text, any(name in TERMS for name in names))


def render(template: Template, values: Mapping[str, str], missing: str) -> str:
    """The name that a template makes of the values of a document: a relative path with “/”, no suffix."""

    def fill(found: re.Match[str]) -> str:
        value = next((values[name] for name in found[1].split("|") if values.get(name)), missing)
        return _formatted(value, found[2] or "")

    parts: list[str] = []
    for piece in template.text.split("/"):
        if piece == "{folder}":
            parts += [part for part in values.get("folder", "").split("/") if part]
        elif piece:
            parts.append(_FIELD.sub(fill, piece))
    return "/".join(safe(part) for part in parts)


def _formatted(value: str, form: str) -> str:
    """A value under a format: %Y, %m … of a date, or a width such as 05 of a number."""
    if not form:
        return value
    if "%" in form:
        found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value)
        if found is None:
            return value
        exact = {"%Y", "%y", "%%"} if not found[2] else {"%Y", "%y", "%m", "%b", "%B", "%%"}
        wanted = set(re.findall(r"%.", form))
        day = date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
        return day.strftime(form) if found[3] or wanted <= exact else value
    return value.rjust(int(form), "0") if form.isdecimal() else value


def safe(part: str) -> str:
    """A part of a path that every file system takes; what had to be cut ends in a hash of the whole."""
    text = unicodedata.normalize("NFC", part)
    text = "".join("_" if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c for c in text)
    text = _FORBIDDEN.sub("_", text).strip(" ")
    text = re.sub(r"^\.+|[. ]+$", lambda found: "_" * len(found[0]), text) or "_"
    if _RESERVED.match(text):
        text = "_" + text
    data = text.encode("utf-8")
    if len(data) <= _LONGEST:
        return text
    mark = hashlib.sha256(part.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{data[: _LONGEST - 9].decode('utf-8', 'ignore').rstrip('. ')}~{mark}"


def same_name(path: str) -> str:
    """What is equal for two paths that some file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def given(name: str) -> str:
    """The name that a manifest gives, each part made safe; UsageError when it leads out of the folder."""
    parts = name.replace("\\", "/").split("/")
    if (
        name.startswith(("/", "\\"))
        or re.match(r"[A-Za-z]:", name)
        or any(p in {"", ".", ".."} for p in parts)
    ):
        raise UsageError(
            f"输出名“{name}”指向输出文件夹之外；请用相对的名字，不含 ..",
            f"the output name “{name}” leads out of the folder; use a relative one without ..",
        )
    return "/".join(map(safe, parts))
