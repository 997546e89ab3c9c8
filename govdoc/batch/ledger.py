"""The ledger of an output folder: what was planned, what became of it, and from what, in SQLite.

One row a document and one an output, committed one document at a time, so that a killed run goes on exactly
where it was. A second database is only locked: the operating system lets go of it with the process.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from govdoc.batch.messages import Failure
from govdoc.batch.settings import Choices, Settings, decoder, encode
from govdoc.diagnostics import Diagnostic
from govdoc.errors import InputError, OutputError

HOME: Final = ".govdoc"
"""The folder in the output folder that holds the ledger, and the files that are not whole yet."""

_SCHEMA = """
CREATE TABLE run (
  id INTEGER PRIMARY KEY, started TEXT NOT NULL, ended TEXT, state TEXT NOT NULL,
  named INTEGER NOT NULL DEFAULT 0, settings BLOB NOT NULL, choices BLOB NOT NULL);
CREATE TABLE document (
  id INTEGER PRIMARY KEY, path BLOB NOT NULL, nth INTEGER NOT NULL, name TEXT NOT NULL,
  folder TEXT NOT NULL, output TEXT, settings BLOB, wanted TEXT NOT NULL, size INTEGER NOT NULL,
  run INTEGER NOT NULL REFERENCES run, position INTEGER NOT NULL,
  settled INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT 'waiting', kept INTEGER NOT NULL DEFAULT 0,
  made TEXT, known BLOB, digest TEXT, fields BLOB,
  seconds REAL NOT NULL DEFAULT 0, pages INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0,
  failure BLOB, diagnostics BLOB, UNIQUE (path, nth));
CREATE INDEX document_run ON document (run, settled);
CREATE TABLE output (
  document INTEGER NOT NULL REFERENCES document, format TEXT NOT NULL, path TEXT NOT NULL,
  same TEXT NOT NULL, size INTEGER, digest TEXT, PRIMARY KEY (document, format)) WITHOUT ROWID;
CREATE INDEX output_same ON output (same);
"""
_VERSION = 1

# “+run” in a query keeps SQLite from looking through a whole run where the other condition names one row.


class Known(Struct, frozen=True, array_like=True):
    """What a file looked like from outside: size in bytes, time of change and of looking in nanoseconds."""

    size: int
    changed: int
    looked: int


class Output(Struct, frozen=True):
    """A planned output; size and SHA-256 when it was written."""

    format: str
    path: str
    size: int | None = None
    digest: str | None = None


class Record(Struct, frozen=True, kw_only=True):
    """A document in the ledger.

    `wanted` and `made`: the fingerprints of settings that are asked for, and of the last result. `settled`
    the last run that dealt with it; `state` waiting | done | failed; `kept`: it was done or had failed
    before, and nothing changed.
    """

    id: int
    path: bytes
    nth: int
    name: str
    folder: str
    output: str | None
    settings: bytes | None
    wanted: str
    size: int
    run: int
    position: int
    settled: int
    state: str
    kept: int
    made: str | None
    known: bytes | None
    digest: str | None
    fields: bytes | None
    seconds: float
    pages: int
    attempts: int
    failure: bytes | None
    diagnostics: bytes | None

    @property
    def place(self) -> Path:
        """Where the input is."""
        return Path(os.fsdecode(self.path))

    @property
    def look(self) -> Known | None:
        """What the input looked like when it was last read."""
        return None if self.known is None else msgspec.json.decode(self.known, type=Known)

    @property
    def values(self) -> dict[str, str]:
        """The metadata of the document by key."""
        return {} if self.fields is None else msgspec.json.decode(self.fields, type=dict[str, str])

    @property
    def why(self) -> Failure | None:
        """Why it failed."""
        return None if self.failure is None else msgspec.json.decode(self.failure, type=Failure)

    @property
    def said(self) -> tuple[Diagnostic, ...]:
        """What was said while it was converted."""
        if self.diagnostics is None:
            return ()
        return msgspec.json.decode(self.diagnostics, type=tuple[Diagnostic, ...])


class Run(Struct, frozen=True):
    """A run of a batch: its number, times in ISO 8601, and what was asked of it.

    `state` planned | running | finished | stopped | interrupted | refused (names collide).
    """

    id: int
    started: str
    ended: str | None
    state: str
    settings: Settings
    choices: Choices


class Ledger:
    """The ledger of an output folder.

    Parameters: `folder` the output folder; `place` of the database when it is not inside; `writing` to change
    it, which only one run may at a time. Raises OutputError when another run is at work or the place cannot
    be written, InputError when there is nothing to read.
    """

    def __init__(self, folder: Path, place: Path | None = None, writing: bool = True) -> None:
        self.name = str(folder)
        self.folder = Path(os.path.abspath(folder))  # noqa: PTH100  links stay what they are
        self.home = self.folder / HOME
        self.place = place or self.home / "ledger.sqlite"
        if not writing and not self.place.is_file():
            raise InputError(
                f"{folder}：没有批处理的台账；请给出 govdoc batch 的输出文件夹",
                f"{folder}: has no ledger; name the output folder of a govdoc batch",
            )
        self._lock = self._locked() if writing else None
        self._base = self._opened()

    def _opened(self) -> sqlite3.Connection:
        try:
            base = sqlite3.connect(self.place, isolation_level=None, timeout=30)
            base.execute("PRAGMA journal_mode = WAL")
            base.execute("PRAGMA synchronous = NORMAL")
            version: int = base.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                base.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT")
        except sqlite3.Error as error:
            raise _unusable(self.place, str(error)) from None
        if version > _VERSION:
            raise _unusable(self.place, f"version {version}")
        return base

    def _locked(self) -> sqlite3.Connection:
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            self.place.parent.mkdir(parents=True, exist_ok=True)
            lock = sqlite3.connect(self.home / "lock", isolation_level=None, timeout=0)
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise _unusable(self.place, str(error)) from None
            raise OutputError(
                f"{self.name}：另一批处理正在写这个文件夹；请等它结束，或换一个文件夹",
                f"{self.name}: another batch is writing here; wait for it, or take another folder",
            ) from None
        except OSError as error:
            raise _unusable(self.place, error.strerror or str(error)) from None
        return lock

    def close(self) -> None:
        """Close it, and let others write."""
        self._base.close()
        if self._lock is not None:
            self._lock.close()
            with suppress(OSError):
                (self.home / "lock").unlink()

    # --- files that are not whole yet -----------------------------------------------------------------

    def parts(self, run: int) -> Path:
        """An empty folder for the files of a run; those of earlier ones are removed."""
        shutil.rmtree(self.home / "parts", ignore_errors=True)
        place = self.home / "parts" / f"{run}-{os.getpid()}"
        place.mkdir(parents=True)
        return place

    def clear(self) -> None:
        """Remove the files that did not become whole."""
        shutil.rmtree(self.home / "parts", ignore_errors=True)

    # --- runs -----------------------------------------------------------------------------------------

    def begin(self, started: str, settings: Settings, choices: Choices) -> int:
        """Start a transaction that plans a run; `commit` or `rollback` ends it."""
        self._base.execute("BEGIN IMMEDIATE")
        given = (started, "planned", encode(settings), encode(choices))
        done = self._base.execute(
            "INSERT INTO run (started, state, settings, choices) VALUES (?,?,?,?)", given
        )
        assert done.lastrowid is not None, "an INSERT has a row"
        return done.lastrowid

    def commit(self) -> None:
        """Make what was planned last."""
        self._base.execute("COMMIT")

    def rollback(self) -> None:
        """Forget what was planned."""
        if self._base.in_transaction:
            self._base.execute("ROLLBACK")

    def transaction(self) -> None:
        """Start a transaction."""
        self._base.execute("BEGIN IMMEDIATE")

    def set_state(self, run: int, state: str, ended: str | None = None) -> None:
        """Note how far a run is."""
        self._base.execute("UPDATE run SET state=?, ended=? WHERE id=?", (state, ended, run))

    def is_named(self, run: int) -> bool:
        """Whether the outputs of a run have their names."""
        return bool(self._base.execute("SELECT named FROM run WHERE id=?", (run,)).fetchone()[0])

    def set_named(self, run: int) -> None:
        """Note that the outputs of a run have their names."""
        self._base.execute("UPDATE run SET named=1 WHERE id=?", (run,))

    def last_run(self) -> Run | None:
        """The latest run, or none."""
        row = self._base.execute(
            "SELECT id, started, ended, state, settings, choices FROM run ORDER BY id DESC LIMIT 1"
        ).fetchone()
        if row is None:
            return None
        ident, started, ended, state, settings, choices = row
        return Run(ident, started, ended, state, decoder(Settings)(settings), decoder(Choices)(choices))

    # --- documents ------------------------------------------------------------------------------------

    def plan(
        self,
        run: int,
        position: int,
        path: bytes,
        name: str,
        folder: str,
        output: str | None,
        settings: bytes | None,
        wanted: str,
        size: int,
    ) -> None:
        """Put a document into a run; what is known of it from earlier ones stays."""
        nth: int = self._base.execute(
            "SELECT count(*) FROM document WHERE path=? AND +run=?", (path, run)
        ).fetchone()[0]
        self._base.execute(
            "INSERT INTO document (run, position, path, nth, name, folder, output, settings, wanted, size)"
            " VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT (path, nth) DO UPDATE SET run=excluded.run,"
            " position=excluded.position, name=excluded.name, folder=excluded.folder, output=excluded.output,"
            " settings=excluded.settings, wanted=excluded.wanted, size=excluded.size",
            (run, position, path, nth, name, folder, output, settings, wanted, size),
        )

    def waiting(self, run: int) -> list[int]:
        """The numbers of the documents that a run has not dealt with, the largest first.

        A long document that begins last would hold the whole run; one that begins first holds nobody.
        """
        rows = self._base.execute(
            "SELECT id FROM document WHERE run=? AND settled<>run ORDER BY size DESC, position", (run,)
        )
        return [row[0] for row in rows]

    def records(self, run: int, only: str = "", limit: int = -1) -> Iterator[Record]:
        """The documents of a run in the order of the plan; `only` waiting, done or failed ones."""
        chosen = " AND CASE WHEN settled=run THEN state ELSE 'waiting' END = ?" if only else ""
        query = f"SELECT {_COLUMNS} FROM document WHERE run=?{chosen} ORDER BY position LIMIT ?"  # noqa: S608
        for row in self._base.execute(query, (run, only, limit) if only else (run, limit)):
            yield _record(row)

    def record(self, ident: int) -> Record:
        """One document."""
        return _record(self._base.execute(f"SELECT {_COLUMNS} FROM document WHERE id=?", (ident,)).fetchone())  # noqa: S608

    def totals(self, run: int) -> tuple[int, int]:
        """How many documents a run has, and how many bytes."""
        count, size = self._base.execute(
            "SELECT count(*), coalesce(sum(size), 0) FROM document WHERE run=?", (run,)
        ).fetchone()
        return count, size

    def note_fields(self, ident: int, made: str, known: Known, digest: str, fields: dict[str, str]) -> None:
        """Keep the metadata that a name is made of, read from a document that is not converted yet."""
        given = (made, encode(known), digest, encode(fields), ident)
        self._base.execute(
            "UPDATE document SET made=?, known=?, digest=?, fields=?, state='waiting' WHERE id=?", given
        )

    def keep(self, record: Record, known: Known) -> None:
        """Note that a document is as it was: nothing to do."""
        self._base.execute(
            "UPDATE document SET settled=run, kept=1, known=? WHERE id=?", (encode(known), record.id)
        )

    def settle(
        self,
        record: Record,
        known: Known,
        digest: str,
        fields: dict[str, str],
        seconds: float,
        pages: int,
        attempts: int,
        failure: Failure | None,
        diagnostics: Sequence[Diagnostic],
        written: Sequence[Output],
    ) -> None:
        """Note what became of a document, and its outputs, at once."""
        self.transaction()
        for output in written:
            self._base.execute(
                "UPDATE output SET size=?, digest=? WHERE document=? AND format=?",
                (output.size, output.digest, record.id, output.format),
            )
        self._base.execute(
            "UPDATE document SET settled=run, kept=0, state=?, made=wanted, known=?, digest=?, fields=?,"
            " seconds=?, pages=?, attempts=?, failure=?, diagnostics=? WHERE id=?",
            (
                *("failed" if failure else "done", encode(known), digest, encode(fields) if fields else None),
                *(seconds, pages, attempts, encode(failure) if failure else None),
                *(encode(diagnostics) if diagnostics else None, record.id),
            ),
        )
        self.commit()

    # --- outputs --------------------------------------------------------------------------------------

    def name_output(self, ident: int, form: str, path: str, same: str) -> None:
        """Plan where an output goes; what is known of it stays while its name does."""
        self._base.execute(
            "INSERT INTO output (document, format, path, same) VALUES (?,?,?,?)"
            " ON CONFLICT (document, format) DO UPDATE SET size=iif(path=excluded.path, size, NULL),"
            " digest=iif(path=excluded.path, digest, NULL), path=excluded.path, same=excluded.same",
            (ident, form, path, same),
        )

    def drop_outputs(self, ident: int, kept: Sequence[str]) -> None:
        """Forget the outputs of a document in formats that are not asked for any more; the files stay."""
        marks = ",".join("?" * len(kept))
        self._base.execute(
            f"DELETE FROM output WHERE document=? AND format NOT IN ({marks})",  # noqa: S608
            (ident, *kept),
        )

    def outputs(self, ident: int) -> tuple[Output, ...]:
        """The outputs of a document, as planned or as written."""
        rows = self._base.execute(
            "SELECT format, path, size, digest FROM output WHERE document=? ORDER BY format", (ident,)
        )
        return tuple(Output(*row) for row in rows)

    def taken(self, run: int, same: str) -> bool:
        """Whether an output of this run has that name already."""
        found = self._base.execute(
            "SELECT 1 FROM output JOIN document ON document.id=document WHERE same=? AND +run=? LIMIT 1",
            (same, run),
        )
        return found.fetchone() is not None

    def unname(self, run: int) -> None:
        """Before the documents of a run are named: none has a name that another could collide with."""
        self._base.execute(
            "UPDATE output SET same='' WHERE document IN (SELECT id FROM document WHERE run=?)", (run,)
        )

    def collisions(self, run: int, limit: int) -> list[tuple[str, list[str]]]:
        """Names that two outputs of a run would share, and the documents that they are of."""
        rows = self._base.execute(
            "SELECT same, group_concat(name, char(10)), min(output.path) FROM output"
            " JOIN document ON document.id=document WHERE run=? AND same<>''"
            " GROUP BY same HAVING count(*)>1 ORDER BY min(position) LIMIT ?",
            (run, limit),
        )
        return [(path, names.split("\n")) for _, names, path in rows]

    def is_input(self, run: int, path: Path) -> bool:
        """Whether a path is an input of the run."""
        found = self._base.execute(
            "SELECT 1 FROM document WHERE path=? AND +run=? LIMIT 1", (os.fsencode(path), run)
        )
        return found.fetchone() is not None


_COLUMNS = ", ".join(Record.__struct_fields__)


def _record(row: tuple[object, ...]) -> Record:
    return msgspec.convert(dict(zip(Record.__struct_fields__, row, strict=True)), Record)


def _unusable(place: Path, reason: str) -> OutputError:
    return OutputError(
        f"{place}：台账不能用：{reason}；请检查文件夹、权限和磁盘空间",
        f"{place}: the ledger cannot be used: {reason}; check folder, permission and disk space",
    )
