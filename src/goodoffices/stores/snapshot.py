"""One state of a store's file, read without its writer's lock: beside an open desk, or of a backup."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import apsw

from goodoffices.errors import ForeignStore, StoreError, UnknownTalks
from goodoffices.stores.catalogue import Catalogue
from goodoffices.stores.lane_table import LaneTable
from goodoffices.stores.sqlite_check import problems_in
from goodoffices.stores.sqlite_keys import read_keyring
from goodoffices.stores.sqlite_rows import bounded, lane_rows, limit, log_rows, rows, run
from goodoffices.stores.sqlite_schema import expected_tables, refuse_foreign_file
from goodoffices.stores.sqlite_trouble import sqlite_trouble
from goodoffices.stores.store import Done, KeyedTransaction, LaneRow, LogRow, Problem


class Snapshot:
    """What was committed at the moment of opening; every write is refused. For one thread.

    A file that was made to do harm gets no further than its schema: views, triggers, and tables that are not
    made as ours are, are refused before a row is read. Raises `ForeignStore`, `NewerStore`, `OlderStore`, and
    `StoreError` where the file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        refuse_foreign_file(self.path)
        with sqlite_trouble(self.path):
            self._connection: apsw.Connection | None = apsw.Connection(
                str(self.path), flags=apsw.SQLITE_OPEN_READONLY
            )
            try:
                self._catalogue = self._begun(self._connection)
            except (StoreError, apsw.Error):
                self.close()
                raise

    def write_to(self, path: Path) -> None:
        """Write all of it into a new file, without the free pages. Raises `StoreError`."""
        with sqlite_trouble(path):
            connection = self._open()
            run(
                connection, "ROLLBACK"
            )  # SQLite writes such a copy outside of a transaction, in a read of its own
            try:
                run(connection, "VACUUM INTO ?", str(path))
            finally:
                run(connection, "BEGIN")

    def talks(self) -> tuple[str, ...]:
        """The names of all talks, in the order of their creation."""
        self._open()
        return tuple(self._catalogue.talks)

    def lane(self, talks: str, seat: str, *, after: int = 0, most: int | None = None) -> tuple[LaneRow, ...]:
        """The items of one lane numbered above `after`, at most so many; empty where there is none."""
        connection = self._open()
        lane = self._catalogue.lane(talks, seat)
        if lane is None:
            return ()
        with sqlite_trouble(self.path):
            return lane_rows(seat, rows(connection, lane.table.read_some, bounded(after), limit(most)))

    def log(self, talks: str, *, after: int = 0) -> tuple[LogRow, ...]:
        """The log of the talks; empty where they do not exist."""
        connection = self._open()
        number = self._catalogue.talks.get(talks)
        if number is None:
            return ()
        with sqlite_trouble(self.path):
            return log_rows(connection, number, after=after)

    def keyring(self) -> dict[str, bytes]:
        """All wrapped keys, by their names."""
        connection = self._open()
        with sqlite_trouble(self.path):
            return read_keyring(connection)

    def check(self) -> tuple[Problem, ...]:
        """What does not fit, in the file and between its tables."""
        connection = self._open()
        with sqlite_trouble(self.path):
            return problems_in(connection)

    def create(self, talks: str) -> AbstractContextManager[KeyedTransaction]:
        """Refused: it is only read."""
        raise StoreError(f"{talks} cannot be made in what is only read")

    def transaction(self, talks: str) -> AbstractContextManager[KeyedTransaction]:
        """Refused: it is only read."""
        raise UnknownTalks(f"{talks} cannot be written in what is only read")

    def carry_out(self, talks: str, work: Callable[[KeyedTransaction], Done]) -> Done:
        """Refused: it is only read."""
        with self.transaction(talks) as transaction:
            return work(transaction)

    def change_keyring(self, before: dict[str, bytes], after: dict[str, bytes]) -> None:
        """Refused: it is only read."""
        del before, after
        raise StoreError(f"the keys of {self.path} cannot be changed in what is only read")

    def stopped(self) -> str:
        """A snapshot is never written to."""
        return ""

    def scrub(self) -> None:
        """Nothing: it is only read."""

    def close(self) -> None:
        """Let go of the file; idempotent."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> apsw.Connection:
        if self._connection is None:
            raise StoreError("the store is closed: open it again")
        return self._connection

    def _begun(self, connection: apsw.Connection) -> Catalogue:
        connection.set_busy_timeout(5_000)
        connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
        for setting in ("trusted_schema = OFF", "cell_size_check = ON", "temp_store = MEMORY"):
            run(connection, f"PRAGMA {setting}")
        run(connection, "BEGIN")
        _refuse_strange(connection, self.path)
        return Catalogue.read(connection)


def _refuse_strange(connection: apsw.Connection, path: Path) -> None:
    """Raise `ForeignStore` for a schema that no store of ours has."""
    expected = expected_tables()
    for kind, name, sql in rows(connection, "SELECT type, name, sql FROM sqlite_schema"):
        if kind == "index" and sql is None:
            continue
        made = expected.pop(name, None) or _lane(name)
        if kind != "table" or made is None or sql.split() != made.split():
            raise ForeignStore(
                f"{path} holds a {kind} that no store of Good Offices has: it is left as it is"
            )
    if expected:
        raise ForeignStore(f"{path} is damaged: it lacks {', '.join(sorted(expected))}")


def _lane(name: str) -> str | None:
    """How the table of a lane is made, if it is one by its name."""
    try:
        return LaneTable(name).create
    except ValueError:
        return None
