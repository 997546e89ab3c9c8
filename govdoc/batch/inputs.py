"""The inputs of a batch: folders, patterns, files, lists of paths and manifests → one stream of documents.

A list is a text file (UTF-8), one document a line: a path, or a JSON object (`settings.Item`, JSON Lines).
Folders give the files whose suffix says a readable format, sorted by name, hidden ones left out, links to
folders not followed.
"""

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from govdoc import registry
from govdoc.batch.settings import Item
from govdoc.errors import InputError, UsageError

Given = str | os.PathLike[str] | Item
"""What names a document or many: a path, a pattern, “-” for a list on standard input, or an Item."""


class Found(Struct, frozen=True):
    """A document to convert: its item with an absolute path, its name in messages, its mirrored folder."""

    item: Item
    name: str
    folder: str = ""


_decode = msgspec.json.Decoder(Item).decode


def find(inputs: Iterable[Given], leave_out: Path) -> Iterator[Found]:
    """Every document that `inputs` name, in order; nothing inside the folder `leave_out` is found by looking.

    Raises InputError for an input that does not exist, UsageError for a wrong line of a list.
    """
    for given in inputs:
        if isinstance(given, Item):
            yield _item(given, Path(), given.path, given.path)
        elif (text := os.fspath(given)) == "-":
            yield from _listed(sys.stdin.buffer.read(), Path(), "-")
        else:
            yield from _named(text, leave_out)


def _named(text: str, leave_out: Path) -> Iterator[Found]:
    path = Path(text)
    if path.is_dir():
        yield from _folder(path, path, leave_out)
    elif path.suffix.lower() == ".jsonl" or path.is_file():
        yield from read_list(path) if path.suffix.lower() == ".jsonl" else [_file(path, path.parent)]
    elif glob.has_magic(text):
        yield from _pattern(text, leave_out)
    else:
        raise InputError(f"{text}：没有这个文件或文件夹", f"{text}: no such file or folder")


def read_list(path: Path) -> Iterator[Found]:
    """The documents that a list names; paths in it are relative to its folder."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path}：读不了：{error.strerror}", f"{path}: cannot be read: {error.strerror}"
        ) from None
    yield from _listed(data, path.parent, str(path))


def _listed(data: bytes, base: Path, name: str) -> Iterator[Found]:
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise UsageError(f"{name}：清单应是 UTF-8", f"{name}: a list should be in UTF-8") from None
    for number, line in enumerate(lines, 1):
        if line.startswith("{"):
            try:
                item = _decode(line)
            except msgspec.MsgspecError as error:
                raise UsageError(
                    f"{name}:{number}：清单行不对：{error}", f"{name}:{number}: wrong line: {error}"
                ) from None
            yield _item(item, base, item.path, item.path)
        elif line.strip():
            yield _item(Item(path=line), base, line, line)


def _item(item: Item, base: Path, path: str, name: str) -> Found:
    absolute = os.path.abspath(base / path)  # noqa: PTH100  links stay what they are
    parts = Path(path).parent.parts
    inside = not Path(path).is_absolute() and ".." not in parts
    return Found(replace(item, path=absolute), name, "/".join(parts) if inside else "")


def _file(path: Path, base: Path) -> Found:
    folder = path.parent.relative_to(base).as_posix()
    absolute = os.path.abspath(path)  # noqa: PTH100  links stay what they are
    return Found(Item(path=absolute), str(path), "" if folder == "." else folder)


def _folder(folder: Path, base: Path, leave_out: Path) -> Iterator[Found]:
    if folder.resolve() == leave_out:
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise InputError(
            f"{folder}：打不开：{error.strerror}", f"{folder}: cannot be opened: {error.strerror}"
        ) from None
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(Path(entry.path), base, leave_out)
        elif entry.is_file() and _readable(entry.name):
            yield _file(Path(entry.path), base)


def _readable(name: str) -> bool:
    form = registry.by_suffix(name)
    return form is not None


def _pattern(pattern: str, leave_out: Path) -> Iterator[Found]:
    parts = Path(pattern).parts
    fixed = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    base = Path(*parts[:fixed])
    paths = [Path(name) for name in sorted(glob.glob(pattern, recursive=True))]  # noqa: PTH207  it may be absolute
    files = [path for path in paths if path.is_file() and leave_out not in path.resolve().parents]
    if not files:
        raise InputError(f"{pattern}：没有符合的文件", f"{pattern}: no file matches")
    for path in files:
        yield _file(path, base)
