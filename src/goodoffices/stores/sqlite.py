"""The embedded store: one SQLite file, one writer, for each seat a connection that reads its lane only."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import apsw

from goodoffices.errors import StoreError, StoreInUse
from goodoffices.stores.affected_sqlite import refuse_affected
from goodoffices.stores.file_lock import FileLock
from goodoffices.stores.lane_readers import LaneReaders
from goodoffices.stores.lane_table import random_name
from goodoffices.stores.sqlite_check import file_problems
from goodoffices.stores.sqlite_keys import read_keyring, write_keyring
from goodoffices.stores.sqlite_rows import lane_rows, log_rows, rows
from goodoffices.stores.sqlite_schema import is_there, refuse_foreign_file
from goodoffices.stores.sqlite_transaction import SQLiteTransaction
from goodoffices.stores.sqlite_trouble import sqlite_trouble
from goodoffices.stores.sqlite_writer import SQLiteWriter
from goodoffices.stores.store import Done, LaneRow, LogRow, Problem

IDLE_READERS = 64
"""Connections of seats that are kept open between their reads."""


class SQLiteStore:
    """Talks in one file, made where there is none. Safe to use from several threads of one process.

    `names` gives the random part of a lane's table, 32 hexadecimal digits; `library` is the version of
    SQLite at hand, `vfs` the name of its virtual file system where it is not its own. Raises
    `AffectedSQLite`, `ForeignStore`, `NewerStore`, `StoreInUse` where another process writes to it, and
    `StoreError` where the file cannot be made, read or written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     store = SQLiteStore(Path(folder) / "talks.db")
    ...     with store.create("ardmere"):
    ...         pass
    ...     print(store.talks(), store.lane("ardmere", "north"), store.check())
    ...     store.close()
    ('ardmere',) () ()
    """

    def __init__(
        self,
        path: Path,
        *,
        names: Callable[[], str] = random_name,
        idle_readers: int = IDLE_READERS,
        library: str | None = None,
        vfs: str | None = None,
    ) -> None:
        refuse_affected(library or apsw.sqlite_lib_version())
        self.path = path.resolve()  # two names of one file are one store
        self._vfs = vfs
        if is_there(self.path):
            refuse_foreign_file(self.path)
        elif not self.path.parent.is_dir():
            raise StoreError(f"there is no folder {self.path.parent}: make it, or choose another")
        self._lock = FileLock(self.path.with_name(f"{self.path.name}-lock"))
        self._readers = LaneReaders(self.path, idle=idle_readers, vfs=vfs)
        try:
            self._writer = SQLiteWriter(self.path, names=names, make_way=self._readers.close_all, vfs=vfs)
        except StoreError:
            self._lock.release()
            raise

    def talks(self) -> tuple[str, ...]:
        """The names of all talks, in the order of their creation."""
        self._refuse_closed()
        return tuple(self._writer.catalogue.talks)

    def create(self, talks: str) -> AbstractContextManager[SQLiteTransaction]:
        """A transaction that begins new talks. Raises `ValueError` where talks of that name exist."""
        return self._writer.act(talks, new=True)

    def transaction(self, talks: str) -> AbstractContextManager[SQLiteTransaction]:
        """A transaction on existing talks, durable when the block has ended. Raises `UnknownTalks`.

        Acts of several threads share a commit: a block that has ended waits for it, and where it fails, all
        of them raise `StoreError` and nothing of any of them is kept.
        """
        return self._writer.act(talks, new=False)

    def carry_out(self, talks: str, work: Callable[[SQLiteTransaction], Done]) -> Done:
        """What `work` gives in a transaction on existing talks, once it is durable.

        Of the threads that ask for it at one time, one does the work of all, and they share a commit. Raises
        what `work` raises, and as `transaction` does.
        """
        return self._writer.carry_out(talks, work)

    def stopped(self) -> str:
        """Why nothing is acknowledged just now; empty while all is well."""
        return self._writer.stopped

    def lane(self, talks: str, seat: str, *, after: int = 0, most: int | None = None) -> tuple[LaneRow, ...]:
        """The items of one lane numbered above `after`, at most so many, by that seat's own connection."""
        self._refuse_closed()
        lane = self._writer.catalogue.lane(talks, seat)
        if lane is None or self._writer.holds_none(lane, after=after):
            return ()
        with sqlite_trouble(self.path):
            return lane_rows(seat, list(self._readers.read(lane.table, after=after, most=most)))

    def log(self, talks: str, *, after: int = 0) -> tuple[LogRow, ...]:
        """The log of the talks; empty where they do not exist."""
        self._refuse_closed()
        number = self._writer.catalogue.talks.get(talks)
        if number is None:
            return ()
        with self._archive() as connection:
            return log_rows(connection, number, after=after)

    def check(self) -> tuple[Problem, ...]:
        """What does not fit, in the file and between its tables."""
        self._refuse_closed()
        with self._archive() as connection:
            return file_problems(connection)

    def keyring(self) -> dict[str, bytes]:
        """All wrapped keys, by their names."""
        self._refuse_closed()
        with self._archive() as connection:
            return read_keyring(connection)

    def change_keyring(self, before: dict[str, bytes], after: dict[str, bytes]) -> None:
        """Put one ring in the place of another. Raises `StoreError` where it is not `before` any more."""
        with self._writer.alone() as connection:
            write_keyring(connection, before, after)

    def scrub(self) -> None:
        """Empty the write-ahead log into the file, whose free pages SQLite has overwritten before."""
        with self._writer.alone() as connection:
            ((busy, _, _),) = rows(connection, "PRAGMA wal_checkpoint(TRUNCATE)")
            if busy:
                raise StoreInUse(f"somebody reads {self.path} just now: do it again in a moment")

    def close(self) -> None:
        """Let go of the file and its lock; idempotent."""
        if self._writer.close():
            self._lock.release()

    @contextmanager
    def _archive(self) -> Generator[apsw.Connection]:
        """A connection for one read across lanes, which no seat gets; it sees committed rows only."""
        with sqlite_trouble(self.path):
            connection = apsw.Connection(str(self.path), flags=apsw.SQLITE_OPEN_READONLY, vfs=self._vfs)
            try:
                connection.set_busy_timeout(5_000)
                yield connection
            finally:
                connection.close()

    def _refuse_closed(self) -> None:
        if self._writer.closed:
            raise StoreError("the store is closed: open it again")
