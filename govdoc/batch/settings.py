"""What is asked of a batch: of every document, of one document, and of the run as a whole.

All three are plain values that travel as JSON, so that the ledger can keep them and a cluster can have them.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from govdoc import __version__, api, passes, registry
from govdoc.codec import SCHEMA
from govdoc.context import Context, FontChoice, Limits
from govdoc.errors import FontError
from govdoc.model import Document
from govdoc.options import Options
from govdoc.registry import Format
from govdoc.supply import Pair, supply

T = TypeVar("T")


def _written(value: object) -> str:
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError(type(value))


def _read(kind: type, value: str) -> Path:
    if kind is Path:
        return Path(value)
    raise NotImplementedError(kind)


encode = msgspec.json.Encoder(enc_hook=_written).encode
"""A value as JSON, paths as texts."""


def decoder(kind: type[T]) -> Callable[[bytes], T]:
    """What reads a value of a kind from JSON that `encode` wrote."""
    return msgspec.json.Decoder(kind, dec_hook=_read).decode


class Target(Struct, frozen=True):
    """A format to write, and its options as JSON (nothing: the defaults of the format)."""

    format: str
    options: msgspec.Raw = msgspec.Raw(b"{}")


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked of every document.

    Parameters: `targets` what to write; `form` the input format, or none to find it out; `encoding` of text
    input; `passes` names of passes in order; `supplied` pairs of key and value; `seal` the file of a seal's
    picture; `verify` re-read what was written; `limits`, `fonts`, `now` as in `Context`.
    """

    targets: tuple[Target, ...] = ()
    form: str | None = None
    encoding: str | None = None
    passes: tuple[str, ...] = ()
    supplied: tuple[Pair, ...] = ()
    seal: Path | None = None
    verify: bool = False
    limits: Limits = Limits()
    fonts: FontChoice = FontChoice()
    now: str | None = None

    def context(self, name: str) -> Context:
        """A fresh Context for a document called `name`."""
        return Context(self.limits, self.fonts, self.now, name)


class Item(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"form": "from"}):
    """One line of a manifest: a document, and what is asked of it alone.

    Parameters: `path` of the input, relative to the manifest; `output` the name of the outputs in the folder,
    without suffix; `form` (“from” in JSON), `encoding`, `to`, `profile`, `passes` in place of those of the
    batch; `metadata` values by key; `options` of formats, by format and name.
    """

    path: str
    output: str | None = None
    form: str | None = None
    encoding: str | None = None
    to: tuple[str, ...] | None = None
    profile: str | None = None
    passes: tuple[str, ...] | None = None
    metadata: dict[str, str | tuple[str, ...]] = {}
    options: dict[str, dict[str, object]] = {}


class Collisions(StrEnum):
    """What to do when two outputs would have one name: refuse to start, or number the later ones."""

    STOP = "stop"
    NUMBER = "number"


class Shipping(StrEnum):
    """How documents reach the workers of a cluster: their bytes are sent, or the paths are shared."""

    BYTES = "bytes"
    PATHS = "paths"


class Choices(Struct, frozen=True, kw_only=True):
    """How a run goes about it.

    Parameters: `jobs` processes (0: one a core); `names` the template of output names, nothing to mirror the
    inputs; `missing` what stands for a value that a document lacks; `collisions`; `attempts` how often a
    document is tried whose worker dies; `retry` also what failed before for good; `thorough` compare the
    hash of every input and output, not size and time; `max_failures` stop at so many (0: never); `shipping`;
    `ledger` where the ledger is, by default in the output folder.
    """

    jobs: int = 0
    names: str = ""
    missing: str = "未注明"
    collisions: Collisions = Collisions.STOP
    attempts: int = 3
    retry: bool = False
    thorough: bool = False
    max_failures: int = 0
    shipping: Shipping = Shipping.BYTES
    ledger: Path | None = None


def target(name: str, table: dict[str, object], profile: str | None = None) -> Target:
    """A target from a table of options; raises FormatError or UsageError when a name or value is wrong."""
    form = registry.find(name)
    registry.writer_of(form)
    return target_with(form, registry.options_from(form, table, profile))


def target_with(form: Format, options: Options) -> Target:
    """A target from a format and its options."""
    return Target(form.name, msgspec.Raw(encode(options)))


def options_of(wanted: Target) -> Options:
    """The options of a target, as the writer wants them."""
    form = registry.find(wanted.format)
    made: Options = msgspec.json.decode(wanted.options, type=registry.options_class(form.write_options))
    return made


def beside(settings: Settings, paths: Mapping[str, str]) -> Settings:
    """The settings of a document whose outputs stand at `paths`, by format: each may name the others."""
    places = [paths[wanted.format] for wanted in settings.targets]
    made: list[Target] = []
    for wanted, place in zip(settings.targets, places, strict=True):
        options = options_of(wanted)
        told = options.beside(api.neighbours(place, places))
        made.append(wanted if told is options else target_with(registry.find(wanted.format), told))
    return replace(settings, targets=tuple(made))


def settings_for(item: Item, common: Settings) -> Settings:
    """What is asked of one document: the common settings, changed by its line of the manifest.

    Raises FormatError or UsageError when the line asks for what does not exist.
    """
    pairs = tuple((k, v if isinstance(v, str) else "；".join(v)) for k, v in item.metadata.items())
    supply(Document(), pairs)
    for name in item.passes or ():
        passes.find(name)
    if item.form:
        registry.reader_of(registry.find(item.form))
    return replace(
        common,
        form=item.form or common.form,
        encoding=item.encoding or common.encoding,
        passes=common.passes if item.passes is None else item.passes,
        supplied=(*common.supplied, *pairs),
        targets=_targets(item, common),
    )


def _targets(item: Item, common: Settings) -> tuple[Target, ...]:
    if item.to is None and not item.options and not item.profile:
        return common.targets
    before = {t.format: dict(msgspec.json.decode(t.options)) for t in common.targets}
    profile = {"profile": item.profile} if item.profile else {}
    return tuple(
        target(name, {**before.get(name, {}), **_page(name, profile), **item.options.get(name, {})})
        for name in item.to or before
    )


def _page(name: str, profile: dict[str, str]) -> dict[str, str]:
    return profile if registry.takes_profile(registry.find(name)) else {}


def fingerprint(settings: Settings) -> str:
    """A hash of everything beside the input that an output depends on: version, settings, files named."""
    files = [Path(path) for _, path in settings.fonts.files]
    files += [path for folder in settings.fonts.folders for path in sorted(folder.glob("*"))]
    files += [Path(name) for name in _named(settings.targets) if Path(name).is_file()]
    files += [settings.seal] if settings.seal else []
    parts = [__version__, SCHEMA, encode(settings).decode(), *map(_file_hash, files)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _named(targets: Sequence[Target]) -> list[str]:
    """The values of options that may name files."""
    tables = [msgspec.json.decode(t.options) for t in targets]
    return [str(table[name]) for table in tables for name in ("profile", "template") if table.get(name)]


def _file_hash(path: Path) -> str:
    try:
        found = path.stat()
        return _hash_of(path, found.st_size, found.st_mtime_ns)
    except IsADirectoryError:
        return ""
    except OSError as error:
        raise FontError(
            f"{path}：读不了：{error.strerror}", f"{path}: cannot be read: {error.strerror}"
        ) from None


@cache
def _hash_of(path: Path, _size: int, _changed: int) -> str:
    """The hash of a file, computed once for as long as it looks the same."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
