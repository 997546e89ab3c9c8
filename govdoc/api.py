"""The public functions: read, write, convert, check, verify, and what the command line is made of.

Every function takes plain values, returns a `Result`, and raises a `GovdocError` with one clear line for
what the caller got wrong. Outputs appear whole or not at all.
"""

import gc
import io
import os
import posixpath
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Union, cast

import msgspec
from msgspec import Struct

from govdoc import passes, registry
from govdoc.bounds import check_bounds
from govdoc.codes import NO_TITLE
from govdoc.context import Context
from govdoc.diagnostics import Diagnostic, Result
from govdoc.errors import FormatError, InputError, OutputError, UsageError
from govdoc.model import Document
from govdoc.options import Options, PageOptions
from govdoc.registry import Format
from govdoc.source import Source
from govdoc.supply import Pair, supply, supply_seal

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

Readable = Union[str, os.PathLike[str], bytes, Source, BinaryIO, "WordDocument"]
"""What can be read: a path, bytes, a Source, an open binary file, or a Document of python-docx."""


class Output(Struct, frozen=True):
    """A file that was written: its format name, its path."""

    format: str
    path: Path


def load(place: Readable, context: Context) -> Source:
    """The bytes of an input, within the limit of size.

    Raises InputError when it is missing, a folder, unreadable or empty.
    """
    if isinstance(place, Source):
        source = place
    elif isinstance(place, bytes):
        source = Source(place)
    elif isinstance(place, str | os.PathLike):
        source = _load_file(Path(place), context)
    elif type(place).__module__ == "docx.document":
        source = _saved(cast("WordDocument", place))
    else:
        place = cast("BinaryIO", place)
        name = getattr(place, "name", "-")
        known = isinstance(name, str) and not name.startswith("<")
        source = Source(place.read(context.limits.input_bytes + 1), name if known else "-")
    context.limits.check("input_bytes", len(source.data), source.name)
    if not source.data.strip():
        raise InputError(
            f"{source.name}：文件是空的；请检查来源",
            f"{source.name}: the file is empty; check where it came from",
        )
    if context.file is None:
        context.file = source.name
    return source


def _saved(document: "WordDocument") -> Source:
    sink = io.BytesIO()
    document.save(sink)
    return Source(sink.getvalue())


def _load_file(path: Path, context: Context) -> Source:
    try:
        context.limits.check("input_bytes", path.stat().st_size, str(path))
        return Source(path.read_bytes(), str(path))
    except FileNotFoundError:
        raise InputError(
            f"{path}：没有这个文件；请检查路径", f"{path}: no such file; check the path"
        ) from None
    except IsADirectoryError:
        raise InputError(
            f"{path}：这是文件夹；请给出其中的文件", f"{path}: is a folder; name the files in it"
        ) from None
    except OSError as error:
        raise InputError(
            f"{path}：读不了：{error.strerror}", f"{path}: cannot be read: {error.strerror}"
        ) from None


def read(
    place: Readable,
    form: str | None = None,
    options: Options | None = None,
    context: Context | None = None,
) -> Result[Document]:
    """Read a document.

    Parameters: `place` a path, bytes, Source or binary file; `form` a format name, or none to find it out;
    `options` those of the format; `context` limits, fonts, clock. Content never raises; raises InputError,
    FormatError, UnreadableError or LimitError.
    """
    context = context or Context()
    source = load(place, context)
    chosen = registry.find(form) if form else registry.sniff(source)
    reader = registry.reader_of(chosen)
    with _rare_collections():
        document = reader(source, _options(options, chosen.read_options, chosen.name), context)
        check_bounds(document, context.limits, source.name)
    return Result(document, context.diagnostics, context.origins)


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Let the collector of cycles look less often.

    It walks a growing tree of a million nodes again and again, which doubles the time of reading and adds a
    twelfth to that of writing; what readers and writers make holds few cycles.
    """
    often = gc.get_threshold()
    if not 0 < often[0] < _MANY_NODES:
        yield
        return
    gc.set_threshold(_MANY_NODES, *often[1:])
    try:
        yield
    finally:
        gc.set_threshold(*often)


_MANY_NODES = 100_000


class Reading(Struct, frozen=True):
    """How a document is read: the format and encoding, or none to find them out, and what is done to it.

    `supplied` pairs of key and value that the source lacks; `passes` names, in order; `seal` a picture.
    """

    form: str | None = None
    encoding: str | None = None
    supplied: tuple[Pair, ...] = ()
    passes: tuple[str, ...] = ()
    seal: Source | None = None


def read_as(source: Source, asked: Reading, context: Context) -> Document:
    """Read a document as the command line and a batch do: `read`, what the user supplies, then the passes."""
    form = registry.find(asked.form) if asked.form else registry.sniff(source)
    kind = registry.options_class(form.read_options)
    known = asked.encoding and "encoding" in kind.__struct_fields__
    options = msgspec.convert({"encoding": asked.encoding} if known else {}, kind)
    document = supply(read(source, form.name, options, context).value, asked.supplied)
    if asked.seal:
        document = supply_seal(document, asked.seal)
    if document.main.title:
        context.withdraw(NO_TITLE)
    for name in asked.passes:
        document = passes.find(name)(document, context)
    return document


def _options(given: Options | None, where: str, name: str) -> Options:
    wanted = registry.options_class(where)
    if given is None:
        return wanted()
    if not isinstance(given, wanted):
        found = type(given).__name__
        raise UsageError(
            f"格式 {name} 的选项应是 {wanted.__name__}，得到 {found}",
            f"format {name} takes {wanted.__name__}, got {found}",
        )
    return given


def write(
    document: Document,
    form: str,
    options: Options | None = None,
    context: Context | None = None,
) -> Result[bytes]:
    """Write a document into bytes.

    Parameters: `form` a format name; `options` those of the format. Raises FormatError, UsageError,
    ProfileError or FontError.
    """
    context = context or Context()
    sink = io.BytesIO()
    write_to(document, sink, form, options, context)
    return Result(sink.getvalue(), context.diagnostics)


def write_to(
    document: Document, sink: BinaryIO, form: str, options: Options | None, context: Context
) -> None:
    """Write a document into a binary sink; diagnostics go to `context`."""
    chosen = registry.find(form)
    check_bounds(document, context.limits, context.file or "–")
    writer = registry.writer_of(chosen)
    with _rare_collections():
        writer(document, _options(options, chosen.write_options, chosen.name), context, sink)


def convert(
    place: Readable,
    to: str,
    form: str | None = None,
    options: Options | None = None,
    context: Context | None = None,
) -> Result[bytes]:
    """Read a document and write it in another format: `read` and `write` in one."""
    context = context or Context()
    document = read(place, form, None, context).value
    return write(document, to, options, context)


def convert_to_files(
    place: Readable,
    to: Sequence[str],
    folder: str | os.PathLike[str],
    form: str | None = None,
    context: Context | None = None,
) -> Result[tuple[Output, ...]]:
    """Read once and write each format in `to` beside each other in `folder`, named after the input."""
    context = context or Context()
    source = load(place, context)
    document = read(source, form, None, context).value
    stem = Path(source.name).stem if source.name != "-" else "document"
    forms = [registry.find(name) for name in to]
    places = [target_path(Path(folder), stem, each) for each in forms]
    names = [place.name for place in places]
    made: list[Output] = []
    for each, place in zip(forms, places, strict=True):
        options = _options(None, each.write_options, each.name).beside(neighbours(place.name, names))
        made.append(save(document, each.name, place, options, context))
    return Result(tuple(made), context.diagnostics, context.origins)


def neighbours(own: str, paths: Sequence[str]) -> tuple[str, ...]:
    """The outputs at `paths` as the one at `own` names them: relative to its folder, with “/”, without it."""
    folder = posixpath.dirname(own) or "."
    return tuple(posixpath.relpath(path, folder) for path in paths if path != own)


def target_path(folder: Path, stem: str, form: Format) -> Path:
    """Where the output of a format goes: the folder, the input's name, the format's first suffix."""
    return folder / f"{stem}{form.suffixes[0] if form.suffixes else '.' + form.name}"


def save(document: Document, form: str, path: Path, options: Options | None, context: Context) -> Output:
    """Write a file that appears whole or not at all (a temporary file, then a rename).

    Raises OutputError when the place cannot be written; nothing half-written stays.
    """
    _save(path, lambda sink: write_to(document, sink, form, options, context))
    return Output(form, path)


def save_bytes(data: bytes, path: Path) -> None:
    """Write a file that appears whole or not at all. Raises OutputError when the place cannot be written."""
    _save(path, lambda sink: sink.write(data))


def _save(path: Path, write_into: Callable[[BinaryIO], object]) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as sink:
            write_into(sink)
        temporary.replace(path)
    except OSError as error:
        raise OutputError(
            f"{path}：写不了：{error.strerror or error}；请检查文件夹、权限和磁盘空间",
            f"{path}: cannot be written: {error.strerror or error}; check folder, permission and disk space",
        ) from None
    finally:
        temporary.unlink(missing_ok=True) if temporary.parent.is_dir() else None


def verify(
    document: Document,
    data: bytes,
    form: str,
    options: Options | None = None,
    context: Context | None = None,
) -> tuple[Diagnostic, ...]:
    """Prove that `data` in format `form` holds every character of `document`; faults as diagnostics.

    Raises FormatError for a format that cannot be verified.
    """
    from govdoc.inkcheck import verify_output

    chosen = registry.find(form)
    checked = _options(options, chosen.write_options, chosen.name)
    return verify_output(document, data, chosen.name, checked, context or Context())


def check(place: Readable, context: Context | None = None) -> tuple[Diagnostic, ...]:
    """Check a disclosure XML file against the schema and the rules it cannot say."""
    from govdoc.validation import validate

    source = load(place, context or Context())
    if registry.sniff(source).name != "xml":
        raise FormatError(
            f"{source.name}：不是 XML；check 目前只检查政务公开 XML",
            f"{source.name}: no XML; check knows disclosure XML only",
        )
    return validate(source.data, source.name)


def to_docx(
    document: Document, options: PageOptions | None = None, context: Context | None = None
) -> "WordDocument":
    """The document as python-docx's Document, to go on editing with that library."""
    import docx

    return docx.Document(io.BytesIO(write(document, "docx", options, context).value))
