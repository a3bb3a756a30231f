"""Writing a metadata index: built anew or brought up to date, whole or not at all."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from citemill.diagnostics import Place
from citemill.enrich.index import Index
from citemill.enrich.schema import APPLICATION, INDEXES, SCHEMA, VERSION, Row, row, unpacked
from citemill.errors import BadOutput
from citemill.record import Record

__all__ = ["build_index", "update_index"]

_BATCH = 2_000

Progress = Callable[[int], None]
"""Is told now and then how many works have been written."""


def build_index(
    path: str | os.PathLike[str], works: Iterable[tuple[str, Record]], *, progress: Progress | None = None
) -> int:
    """Write an index of `works` (name of the source, record); gives the number of works in it.

    An index that stands at `path` is replaced when the new one is complete. Of two records with one id the
    later one is kept. Raises `BadOutput`.
    """
    with _beside(Path(path), copy=False) as (connection, _):
        connection.executescript(SCHEMA)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        return _write(connection, works, progress)


def update_index(
    path: str | os.PathLike[str], works: Iterable[tuple[str, Record]], *, progress: Progress | None = None
) -> int:
    """Add works to an index, replacing those whose id it has; gives the number of works now in it.

    Readers see the old index until the new one is complete. Raises `BadInput` where `path` is no index,
    and `BadOutput`.
    """
    Index(path).close()  # is it one, and of this version?
    with _beside(Path(path), copy=True) as (connection, _):
        return _write(connection, works, progress)


def _write(
    connection: sqlite3.Connection, works: Iterable[tuple[str, Record]], progress: Progress | None
) -> int:
    connection.execute("BEGIN")
    writer = _Writer(connection)
    for source, record in works:
        writer.add(source, record)
        if progress and writer.written % 10_000 == 0:
            progress(writer.written)
    writer.flush()
    for statement in INDEXES:
        connection.execute(statement)
    connection.execute("INSERT INTO words(words) VALUES ('optimize')")
    total = int(connection.execute("SELECT count(*) FROM works").fetchone()[0])
    counts = Counter(dict(connection.execute("SELECT source, count(*) FROM works GROUP BY source")))
    facts = {"built": datetime.now(UTC).isoformat(timespec="seconds"), "works": str(total)}
    facts |= {f"source:{name}": str(count) for name, count in counts.items()}
    connection.execute("DELETE FROM facts")
    connection.executemany("INSERT INTO facts VALUES (?, ?)", facts.items())
    connection.execute("COMMIT")
    if progress:
        progress(writer.written)
    return total


class _Writer:
    """Rows by the batch; takes out a work that comes again."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.written = 0
        self._connection = connection
        self._known = {hash(one) for (one,) in connection.execute("SELECT id FROM works")}
        self._next = int(connection.execute("SELECT coalesce(max(work), 0) FROM works").fetchone()[0]) + 1
        self._rows: list[tuple[object, ...]] = []
        self._words: list[tuple[int, str, str]] = []
        self._names: list[tuple[str, int]] = []

    def add(self, source: str, record: Record) -> None:
        values, names = row(source, record)
        if not values.compact:
            return
        mark = hash(values.id)
        if mark in self._known:
            self.flush()
            self._remove(values.id)
        self._known.add(mark)
        work = self._next
        self._next += 1
        self.written += 1
        self._rows.append((work, *values))
        self._words.append((work, values.title, values.people))
        self._names.extend((name, work) for name in names)
        if len(self._rows) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        marks = ",".join("?" * (len(Row._fields) + 1))
        self._connection.executemany(f"INSERT INTO works VALUES ({marks})", self._rows)  # noqa: S608  only marks
        self._connection.executemany("INSERT INTO words(rowid, title, people) VALUES (?, ?, ?)", self._words)
        self._connection.executemany("INSERT OR IGNORE INTO identifiers VALUES (?, ?)", self._names)
        self._rows, self._words, self._names = [], [], []

    def _remove(self, identity: str) -> None:
        # Made where a first work comes again: without it each removal would read the whole table.
        self._connection.execute(INDEXES[0])
        old = self._connection.execute(
            "SELECT work, title, people, record FROM works WHERE id = ?", (identity,)
        ).fetchone()
        if old is None:
            return  # two ids with one hash
        work, title, people, blob = old
        self._connection.execute(
            "INSERT INTO words(words, rowid, title, people) VALUES ('delete', ?, ?, ?)", (work, title, people)
        )
        names = row("", unpacked(blob))[1]
        self._connection.executemany(
            "DELETE FROM identifiers WHERE name = ? AND work = ?", ((name, work) for name in names)
        )
        self._connection.execute("DELETE FROM works WHERE work = ?", (work,))


@contextmanager
def _beside(target: Path, *, copy: bool) -> Iterator[tuple[sqlite3.Connection, Path]]:
    """A database beside `target` that takes its place when the block ends well.

    Its name is always the same, so that what a killed run left is overwritten by the next; a lock on it keeps
    a second writer out.
    """
    if target.is_dir() or not target.parent.is_dir():
        found = "this is a folder" if target.is_dir() else f'the folder "{target.parent}" does not exist'
        raise BadOutput(found, place=Place(str(target)), hint="name a file in a folder that exists")
    target = target.resolve()
    beside = target.with_name(f".{target.name}.new")
    try:
        with beside.open("a+b") as locked:
            _lock(locked.fileno(), target)
            locked.truncate(0)
            if copy:
                with target.open("rb") as old:
                    shutil.copyfileobj(old, locked, 1 << 22)
                locked.flush()
            connection = sqlite3.connect(beside, isolation_level=None)
            try:
                # No journal: a run that dies leaves a file that is thrown away anyway.
                for setting in (
                    "journal_mode = OFF",
                    "synchronous = OFF",
                    "cache_size = -131072",
                    "temp_store = FILE",
                ):
                    connection.execute(f"PRAGMA {setting}")
                yield connection, beside
            finally:
                connection.close()
            os.fsync(locked.fileno())
            if target.exists():
                beside.chmod(target.stat().st_mode & 0o777)
            beside.replace(target)
            _sync_folder(target.parent)
    except sqlite3.Error as error:
        raise BadOutput(
            f"cannot be written: {error}", place=Place(str(target)), hint="is the disk full?"
        ) from error
    except OSError as error:
        raise BadOutput(
            f"cannot be written: {error.strerror or error}",
            place=Place(str(target)),
            hint="choose another place",
        ) from error


def _lock(descriptor: int, target: Path) -> None:
    try:
        import fcntl
    except (
        ImportError
    ):  # Windows: renaming over an open file fails there, which keeps the index whole as well
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise BadOutput(
            "another run is writing this index", place=Place(str(target)), hint="wait until it is done"
        ) from None


def _sync_folder(folder: Path) -> None:
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows does not open folders
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
