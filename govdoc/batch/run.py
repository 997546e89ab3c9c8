"""A run of a batch: plan it, convert what changed, note what became of every document, publish whole files.

Only this process touches the ledger and the names of outputs; workers read, and write files that nobody sees.
"""

import hashlib
import os
import signal
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from msgspec import Struct

from govdoc.batch.engines import Answered, Engine, drive
from govdoc.batch.guard import ChildError, close_all
from govdoc.batch.inputs import Given
from govdoc.batch.ledger import Known, Ledger, Output, Record, Run
from govdoc.batch.messages import Failure, Message, Order, Outcome, Trouble, decode_outcome
from govdoc.batch.names import Template, template
from govdoc.batch.plan import name_outputs, needs_reading, plan, refused_name, rehearse, settings_of
from govdoc.batch.settings import Choices, Settings, Shipping, beside, encode
from govdoc.batch.summary import Summary, summarise
from govdoc.batch.worker import bring_to_disk, cannot_write, part_path
from govdoc.errors import GovdocError, InputError, OutputError, UsageError

_RACY = 2 * 10**9
"""Nanoseconds within which a file may change without its time showing it (FAT counts in two seconds)."""


class Progress(Struct, frozen=True):
    """How far a run is; `record` the document that was dealt with last, `failure` why it failed, if it did.

    `reading`: documents are only read, for their names. Bytes are those of inputs.
    """

    total: int = 0
    settled: int = 0
    failed: int = 0
    kept: int = 0
    pages: int = 0
    size: int = 0
    total_size: int = 0
    reading: bool = False
    failure: Failure | None = None


Watch = Callable[[Progress], None]


class Job(Struct, frozen=True):
    """A document in hand: its record, what its file looks like, and which attempt this is."""

    record: Record
    known: Known
    attempt: int = 1


class Stop(Struct):
    """Whether to take no more documents, and why: "interrupted", "failures", or a fault of the machine."""

    reason: str = ""
    fault: GovdocError | None = None


class Batch:
    """One run over a ledger.

    Parameters: `ledger`; `run` as planned; `engine` where documents are converted; `watch` is told of every
    document; `stop` may be set by a signal.
    """

    def __init__(self, ledger: Ledger, run: Run, engine: Engine, watch: Watch, stop: Stop) -> None:
        self._ledger = ledger
        self._run = run
        self._engine = engine
        self._watch = watch
        self._stop = stop
        self._names: Template = template(run.choices.names)
        self._again: deque[Job] = deque()
        self._parts = ledger.parts(run.id)
        self._folders: dict[str, Path] = {}
        self._failures = 0
        count, size = ledger.totals(run.id)
        self._progress = Progress(total=count, total_size=size)

    def convert(self) -> None:
        """Read what must be read for names, name all outputs, then convert."""
        if self._names.reading:
            self._each(self._needs_fields, reading=True)
        if self._stop.reason:
            return
        name_outputs(self._ledger, self._run)
        self._each(self._needs_converting, reading=False)

    def _each(self, needed: Callable[[Record, Known], bool], reading: bool) -> None:
        idents = iter(self._ledger.waiting(self._run.id))
        done = self._progress.total - len(self._ledger.waiting(self._run.id))
        self._progress = Progress(
            total=self._progress.total, total_size=self._progress.total_size, settled=done, reading=reading
        )

        def following() -> tuple[Job, Message] | None:
            if self._again:
                again = self._again.popleft()
                return again, self._message(again, reading)
            for ident in idents:
                record = self._ledger.record(ident)
                job = Job(record, look(record.place) or _NOTHING)
                if (message := self._started(job, needed, reading)) is not None:
                    return job, message
            return None

        for through in drive(self._engine, following, lambda: bool(self._stop.reason)):
            self._answered(through, reading)

    def _started(self, job: Job, needed: Callable[[Record, Known], bool], reading: bool) -> Message | None:
        """The message for a document, or none when there is nothing to do or nothing that can be done."""
        wrong = refused_name(job.record)
        if wrong is not None:
            self._settle(job, Outcome(failure=_refusal(wrong, Trouble.USAGE)), ())
            return None
        if not needed(job.record, job.known):
            self._pass_over(job, reading)
            return None
        try:
            return self._message(job, reading)
        except InputError as error:
            self._settle(job, Outcome(failure=_refusal(error, Trouble.INPUT)), ())
            return None

    # --- what need not be done ------------------------------------------------------------------------

    def _needs_fields(self, record: Record, known: Known) -> bool:
        if not needs_reading(record, self._names):
            return False
        if record.made != record.wanted or not self._same_input(record, known):
            return True
        return record.fields is None and (record.state != "failed" or self._tries_again(record))

    def _tries_again(self, record: Record) -> bool:
        return self._run.choices.retry or not (record.why and record.why.trouble.lasting)

    def _needs_converting(self, record: Record, known: Known) -> bool:
        if record.made != record.wanted or record.state == "waiting" or not self._same_input(record, known):
            return True
        if record.state == "failed":
            return self._tries_again(record)
        outputs = self._ledger.outputs(record.id)
        return not all(self._still_there(output) for output in outputs)

    def _same_input(self, record: Record, known: Known) -> bool:
        before = record.look
        if before is None or record.digest is None or before.size != known.size:
            return False
        racy = before.changed > before.looked - _RACY
        if before.changed == known.changed and not racy and not self._run.choices.thorough:
            return True
        return _digest(record.place) == record.digest

    def _still_there(self, output: Output) -> bool:
        place = self._ledger.folder / output.path
        now = look(place)
        if now is None or output.digest is None or now.size != output.size:
            return False
        return not self._run.choices.thorough or _digest(place) == output.digest

    def _pass_over(self, job: Job, reading: bool) -> None:
        failed = job.record.state == "failed"
        if reading and not (failed and needs_reading(job.record, self._names)):
            return
        self._ledger.keep(job.record, job.known)
        self._tell(job, pages=0, failure=job.record.why if failed else None, kept=1, failed=int(failed))

    # --- what must be done ----------------------------------------------------------------------------

    def _message(self, job: Job, reading: bool) -> Message:
        """The order for a document, and its bytes when the engine wants them or its path is no text."""
        record = job.record
        settings = settings_of(record, self._run)
        if not reading:
            outputs = self._ledger.outputs(record.id)
            settings = beside(settings, {output.format: output.path for output in outputs})
        path: str | None = os.fsdecode(record.path)
        shared = self._engine.shipping is Shipping.PATHS
        data: tuple[bytes, ...] = ()
        if not shared or not _is_text(str(path)):
            data, path = (_bytes(record, settings),), None
        order = Order(
            name=record.name,
            settings=settings,
            path=path,
            place=str(self._parts) if shared else None,
            ident=str(record.id),
            named=reading,
        )
        return (encode(order), *data)

    def _answered(self, through: Answered[Job], reading: bool) -> None:
        job = through.job
        if isinstance(through.error, ChildError):
            self._halt(_no_child(through.error))
            return
        outcome = _outcome(through, job.record.name)
        failure = outcome.failure
        if failure is not None and failure.trouble is Trouble.DISK:
            self._halt(OutputError(failure.zh, failure.en))
        elif (
            failure is not None
            and failure.trouble is Trouble.DIED
            and job.attempt < self._run.choices.attempts
        ):
            self._again.append(Job(job.record, job.known, job.attempt + 1))
        elif reading and failure is None:
            record = job.record
            self._ledger.note_fields(record.id, record.wanted, job.known, outcome.digest, outcome.fields)
            self._tell(job, 0, None)
        else:
            self._settle(job, outcome, (through.answer or ())[1:])

    def _settle(self, job: Job, outcome: Outcome, files: tuple[bytes, ...]) -> None:
        failure = outcome.failure
        written: tuple[Output, ...] = ()
        if failure is None:
            try:
                written = self._publish(job, outcome, files)
            except OSError as error:
                failure = cannot_write(error, job.record.name)
                if failure.trouble is Trouble.DISK:
                    self._halt(OutputError(failure.zh, failure.en))
                    return
        self._ledger.settle(
            job.record,
            job.known,
            outcome.digest,
            outcome.fields,
            outcome.seconds,
            outcome.pages,
            job.attempt,
            failure,
            outcome.diagnostics,
            written,
        )
        self._tell(job, outcome.pages, failure, failed=int(failure is not None))
        if failure is not None:
            self._failures += 1
            if 0 < self._run.choices.max_failures <= self._failures:
                self._stop.reason = self._stop.reason or "failures"

    def _publish(self, job: Job, outcome: Outcome, files: tuple[bytes, ...]) -> tuple[Output, ...]:
        """Let the outputs of a document appear, each whole, in their places."""
        planned = {output.format: output.path for output in self._ledger.outputs(job.record.id)}
        for made, data in zip(outcome.written, files, strict=False):
            with part_path(self._parts, str(job.record.id), made.format).open("wb") as part:
                part.write(data)
            bring_to_disk(Path(part.name))
        for made in outcome.written:
            folder, _, name = planned[made.format].rpartition("/")
            place = self._folder(folder) / name
            part_path(self._parts, str(job.record.id), made.format).replace(place)
        return tuple(Output(w.format, planned[w.format], w.size, w.digest) for w in outcome.written)

    def _folder(self, name: str) -> Path:
        """A folder of outputs, made when it is needed first; PermissionError when a link leads out of it."""
        known = self._folders.get(name)
        if known is None:
            place = self._ledger.folder / name
            place.mkdir(parents=True, exist_ok=True)
            if not place.resolve().is_relative_to(self._ledger.folder.resolve()):
                raise PermissionError(1, f"{place} leads out of {self._ledger.folder}")
            known = self._folders[name] = place
        return known

    def _halt(self, fault: GovdocError) -> None:
        """Stop for a fault of the machine, which is nobody's document's."""
        self._stop.reason = "fault"
        self._stop.fault = self._stop.fault or fault

    def _tell(self, job: Job, pages: int, failure: Failure | None, kept: int = 0, failed: int = 0) -> None:
        now = self._progress
        self._progress = Progress(
            now.total,
            now.settled + 1,
            now.failed + failed,
            now.kept + kept,
            now.pages + pages,
            now.size + job.record.size,
            now.total_size,
            now.reading,
            failure,
        )
        self._watch(self._progress)


_NOTHING = Known(0, 0, 0)


def look(path: Path) -> Known | None:
    """What a file looks like from outside, or none when it is not there."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return Known(found.st_size, found.st_mtime_ns, time.time_ns())


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _bytes(record: Record, settings: Settings) -> bytes:
    """The bytes of an input, for a worker that cannot see it."""
    try:
        settings.limits.check("input_bytes", record.place.stat().st_size, record.name)
        return record.place.read_bytes()
    except OSError as error:
        raise InputError(
            f"{record.name}：读不了：{error.strerror}", f"{record.name}: cannot be read: {error.strerror}"
        ) from None
    except GovdocError as error:
        raise InputError(error.zh, error.en) from None


def _refusal(error: GovdocError, trouble: Trouble) -> Failure:
    return Failure(trouble, error.zh, error.en, int(error.exit_code))


def _outcome(through: Answered[Job], name: str) -> Outcome:
    if through.answer is not None:
        return decode_outcome(through.answer[0])
    told = f"{type(through.error).__name__}: {through.error}".splitlines()[0][:500]
    return Outcome(
        failure=Failure(
            Trouble.DIED,
            f"{name}：转换它的工作进程丢失：{told}",
            f"{name}: the worker that converted it was lost: {told}",
        )
    )


def _died(failure: Failure | None) -> bool:
    return failure is not None and failure.trouble is Trouble.DIED


def _no_child(error: ChildError) -> OutputError:
    told = str(error).splitlines()[-1]
    return OutputError(f"转换进程启动不了：{told}", f"no process to convert with could be started: {told}")


# --- a whole run ----------------------------------------------------------------------------------------


def now() -> str:
    """The time of a run, for its ledger only; no output depends on it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def run_batch(
    ledger: Ledger,
    inputs: Iterable[Given],
    settings: Settings,
    choices: Choices,
    engine: Engine,
    watch: Watch,
) -> Summary:
    """Plan a run over `inputs` and do it.

    Raises UsageError, InputError, FontError or ProfileError for what is wrong before the start, OutputError
    when the machine fails (a full disk): what was done until then is in the ledger.
    """
    with closing(engine):
        template(choices.names)
        rehearse(settings)
        return _go(ledger, plan(ledger, inputs, settings, choices, now()), engine, watch)


def resume(ledger: Ledger, engine: Engine, watch: Watch) -> Summary:
    """Go on with the last run of a ledger, with the inputs and settings it was planned with."""
    with closing(engine):
        run = ledger.last_run()
        if run is None:
            raise InputError(
                f"{ledger.name}：没有可以继续的批处理；请给出输入",
                f"{ledger.name}: no batch to go on with; name the inputs",
            )
        return _go(ledger, run, engine, watch)


def _go(ledger: Ledger, run: Run, engine: Engine, watch: Watch) -> Summary:
    stop = Stop()
    ledger.set_state(run.id, "running")
    state = "interrupted"
    try:
        with _signals(stop):
            Batch(ledger, run, engine, watch, stop).convert()
        state = {"": "finished", "failures": "stopped"}.get(stop.reason, "interrupted")
    except UsageError:
        state = "refused"
        raise
    except sqlite3.OperationalError as error:
        raise OutputError(f"{ledger.place}：{error}", f"{ledger.place}: {error}") from None
    finally:
        engine.close()
        ledger.rollback()
        ledger.clear()
        with _even_full():
            ledger.set_state(run.id, state, now())
    if stop.fault is not None:
        raise stop.fault
    return summarise(ledger)


@contextmanager
def _even_full() -> Iterator[None]:
    """On a full disk the ledger cannot note even that; it then says “running”, and can be resumed."""
    with suppress(sqlite3.OperationalError):
        yield


@contextmanager
def _signals(stop: Stop) -> Iterator[None]:
    """The first Ctrl-C or SIGTERM finishes what is in hand, the second ends the children at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def asked(_number: int, _frame: FrameType | None) -> None:
        if stop.reason == "interrupted":
            close_all()
            raise KeyboardInterrupt
        stop.reason = "interrupted"

    before = {number: signal.signal(number, asked) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
