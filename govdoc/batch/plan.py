"""The plan of a run: every document with its settings, every output with its name, before any is written.

Names that need the document (`{index_number}`) are made after all documents were read once; until then, and
when two outputs would share a name, no output is written.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

from govdoc import api, registry
from govdoc.batch.inputs import Found, Given, find
from govdoc.batch.ledger import Ledger, Record, Run
from govdoc.batch.names import Template, given, render, same_name, template
from govdoc.batch.settings import (
    Choices,
    Collisions,
    Item,
    Settings,
    decoder,
    encode,
    fingerprint,
    options_of,
    settings_for,
)
from govdoc.errors import UsageError
from govdoc.model import Document, Part, Signature
from govdoc.registry import Format
from govdoc.supply import supply_seal

_SHOWN = 20
"""Collisions that are listed; when there are more, that is said."""


def rehearse(settings: Settings) -> None:
    """Seal a document and write an empty one in every format: what is wrong for all stops the run now."""
    if settings.seal:
        signed = Document(parts=(Part(signatures=(Signature(),)),))
        supply_seal(signed, api.load(settings.seal, settings.context("–")))
    for wanted in settings.targets:
        api.write(Document(), wanted.format, options_of(wanted), settings.context("–"))


def plan(ledger: Ledger, inputs: Iterable[Given], settings: Settings, choices: Choices, started: str) -> Run:
    """Put every document that `inputs` name into a new run, all of them or none.

    Raises InputError or UsageError for inputs or lists that are wrong.
    """
    run = ledger.begin(started, settings, choices)
    try:
        common = fingerprint(settings)
        known: dict[bytes, str] = {}
        for position, found in enumerate(find(inputs, ledger.folder.resolve()), 1):
            own = _own_settings(found.item, settings)
            wanted = common if own is None else known.setdefault(own, "") or fingerprint(_settings(own))
            if own is not None:
                known[own] = wanted
            _add(ledger, run, position, found, own, wanted)
    except BaseException:
        ledger.rollback()
        raise
    ledger.commit()
    return Run(run, started, None, "planned", settings, choices)


def _own_settings(item: Item, common: Settings) -> bytes | None:
    mine = settings_for(item, common)
    return None if mine == common else encode(mine)


_settings = decoder(Settings)


def _add(ledger: Ledger, run: int, position: int, found: Found, own: bytes | None, wanted: str) -> None:
    path = found.item.path
    try:
        size = Path(path).stat().st_size
    except (OSError, ValueError):
        size = 0  # it is missed when its turn comes, and recorded then
    name = found.name.encode("utf-8", "replace").decode()
    folder = found.folder.encode("utf-8", "replace").decode()
    ledger.plan(run, position, os.fsencode(path), name, folder, found.item.output, own, wanted, size)


def settings_of(record: Record, run: Run) -> Settings:
    """What is asked of a document."""
    return run.settings if record.settings is None else _settings(record.settings)


# --- names ----------------------------------------------------------------------------------------------


def needs_reading(record: Record, names: Template) -> bool:
    """Whether the name of a document's outputs is only known when it was read."""
    return names.reading and record.output is None


def name_outputs(ledger: Ledger, run: Run) -> None:
    """Give every output of a run its name, once; documents that failed, or whose name is refused, get none.

    Raises UsageError with the collisions when there are any and they are not to be numbered.
    """
    if ledger.is_named(run.id):
        return
    names = template(run.choices.names)
    ledger.transaction()
    try:
        ledger.unname(run.id)
        for record in ledger.records(run.id):
            if record.settled != run.id and refused_name(record) is None:
                _name(ledger, run, record, names)
        _refuse_collisions(ledger, run)
        ledger.set_named(run.id)
    except BaseException:
        ledger.rollback()
        raise
    ledger.commit()


def refused_name(record: Record) -> UsageError | None:
    """Why a document cannot have the name that its manifest gives, or none."""
    try:
        given(record.output or "-")
    except UsageError as error:
        return error
    return None


def _name(ledger: Ledger, run: Run, record: Record, names: Template) -> None:
    forms = [registry.find(target.format) for target in settings_of(record, run).targets]
    ledger.drop_outputs(record.id, [form.name for form in forms])
    number = 1
    while True:
        paths = {form.name: _path(record, form, names, run.choices, number) for form in forms}
        numbering = run.choices.collisions is Collisions.NUMBER
        if not numbering or not any(ledger.taken(run.id, same_name(path)) for path in paths.values()):
            break
        number += 1
    for form, path in paths.items():
        if ledger.is_input(run.id, ledger.folder / path):
            raise UsageError(
                f"{record.name}：输出 {path} 会覆盖一个输入；请换一个输出文件夹",
                f"{record.name}: the output {path} would overwrite an input; take another folder",
            )
        ledger.name_output(record.id, form, path, same_name(path))


def _path(record: Record, form: Format, names: Template, choices: Choices, number: int) -> str:
    if record.output is not None:
        stem = given(record.output)
    else:
        stem = render(names, _values(record, form), choices.missing)
    return api.target_path(Path(), stem if number == 1 else f"{stem}-{number}", form).as_posix()


def _values(record: Record, form: Format) -> Mapping[str, str]:
    path = PurePath(os.fsdecode(record.path))
    return {
        **record.values,
        "stem": path.stem,
        "name": path.name,
        "suffix": path.suffix.removeprefix("."),
        "folder": record.folder,
        "counter": str(record.position),
        "format": form.name,
    }


def _refuse_collisions(ledger: Ledger, run: Run) -> None:
    found = ledger.collisions(run.id, _SHOWN + 1)
    if not found:
        return
    lines = [f"{path} ← {'、'.join(names[:5])}" for path, names in found[:_SHOWN]]
    more = "；…" if len(found) > _SHOWN else ""
    listed = "；".join(lines) + more
    raise UsageError(
        f"有输出重名，未开始转换：{listed}。请用 --names（如 {{folder}}/{{name}}）或 --collisions number",
        f"outputs would share a name, nothing was started: {listed}."
        " Use --names (such as {folder}/{name}) or --collisions number",
    )
