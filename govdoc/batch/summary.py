"""What became of a run, in numbers, taken from its ledger."""

import re
from collections import Counter

from msgspec import Struct

from govdoc.batch.ledger import Ledger, Record
from govdoc.codes import CODES, Severity
from govdoc.errors import ExitCode, InputError


class CodeCount(Struct, frozen=True):
    """How many documents a diagnostic code was said of, and how often in all."""

    code: str
    documents: int
    times: int


def meaning(code: str, lang: str) -> str:
    """What a diagnostic code says in `lang`, with “…” where its values would stand."""
    found = CODES[code]
    return re.sub(r"\{\d\}", "…", found.en if lang == "en" else found.zh)


class Summary(Struct, frozen=True, kw_only=True):
    """What became of a run.

    `state` as of the run (`ledger.Run`); `converted` now, `kept` because nothing
    changed, `failed`, `waiting`; `warned`, `wrong` documents with warnings, with errors; `seconds` of work.
    """

    run: int
    state: str
    started: str
    ended: str | None
    total: int = 0
    converted: int = 0
    kept: int = 0
    failed: int = 0
    waiting: int = 0
    pages: int = 0
    seconds: float = 0.0
    warned: int = 0
    wrong: int = 0
    codes: tuple[CodeCount, ...] = ()

    def exit_code(self, strict: bool = False) -> int:
        """The exit code of the run: 130 interrupted, else what its documents ask for."""
        if self.state == "interrupted":
            return 130
        if self.failed or self.waiting:
            return ExitCode.BATCH
        if self.wrong:
            return ExitCode.NONCONFORMING
        return ExitCode.STRICT if strict and self.warned else ExitCode.OK


def state_of(record: Record) -> str:
    """The state (waiting, done, failed) in the run that the document belongs to."""
    return record.state if record.settled == record.run else "waiting"


def summarise(ledger: Ledger) -> Summary:
    """The summary of the last run; InputError when there was none."""
    run = ledger.last_run()
    if run is None:
        raise InputError(f"{ledger.name}：还没有批处理", f"{ledger.name}: no batch yet")
    states: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    times: Counter[str] = Counter()
    severities: Counter[Severity] = Counter()
    pages, seconds = 0, 0.0
    for record in ledger.records(run.id):
        state = state_of(record)
        states["kept" if state == "done" and record.kept else state] += 1
        if state == "waiting":
            continue
        pages, seconds = pages + record.pages, seconds + (0.0 if record.kept else record.seconds)
        said = record.said
        documents.update({d.code for d in said})
        for d in said:
            times[d.code] += d.count
        severities.update({d.severity for d in said})
    return Summary(
        run=run.id,
        state=run.state,
        started=run.started,
        ended=run.ended,
        total=states.total(),
        converted=states["done"],
        kept=states["kept"],
        failed=states["failed"],
        waiting=states["waiting"],
        pages=pages,
        seconds=seconds,
        warned=severities[Severity.WARNING],
        wrong=severities[Severity.ERROR],
        codes=tuple(CodeCount(code, documents[code], times[code]) for code in sorted(documents)),
    )
