"""The connections through which seats read: one seat each, never shared, none with an open read."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import apsw

from goodoffices.stores.authorizer import only_lane
from goodoffices.stores.lane_table import LaneTable
from goodoffices.stores.sqlite_rows import bounded, limit, rows


class LaneReaders:
    """Idle connections by lane, at most `idle` of them; the one unused longest is closed first.

    A connection in use is out of the pool: two threads that read one lane have one each.
    """

    def __init__(self, path: Path, *, idle: int, vfs: str | None = None) -> None:
        self._path = path
        self._idle = idle
        self._vfs = vfs
        self._pool: OrderedDict[str, apsw.Connection] = OrderedDict()
        self._lock = threading.Lock()
        self._era = object()  # connections of an earlier one are not kept

    def read(
        self, table: LaneTable, *, after: int, most: int | None = None
    ) -> list[tuple[int, str, str, int, bytes, bytes, bytes, bytes]]:
        """The rows of a lane's table above a number, at most so many, all at once."""
        with self.connection(table) as connection:
            return rows(connection, table.read_some, bounded(after), limit(most))

    @contextmanager
    def connection(self, table: LaneTable) -> Generator[apsw.Connection]:
        """A connection that can read this lane and nothing else."""
        with self._lock:
            held = self._pool.pop(table.name, None)
            era = self._era
        connection = held or self._opened(table)
        try:
            yield connection
        finally:
            self._put_back(table, connection, era)

    def close_all(self) -> None:
        """Close what is idle now, and what is in use when it comes back; later reads open anew."""
        with self._lock:
            self._era = object()
            spare = tuple(self._pool.values())
            self._pool.clear()
        for connection in spare:
            connection.close()

    def _opened(self, table: LaneTable) -> apsw.Connection:
        connection = apsw.Connection(str(self._path), flags=apsw.SQLITE_OPEN_READONLY, vfs=self._vfs)
        connection.set_busy_timeout(5_000)
        connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
        connection.limit(apsw.SQLITE_LIMIT_ATTACHED, 0)
        connection.set_authorizer(only_lane(table))
        return connection

    def _put_back(self, table: LaneTable, connection: apsw.Connection, era: object) -> None:
        spare: list[apsw.Connection] = []
        with self._lock:
            if era is not self._era or table.name in self._pool:
                spare.append(connection)
            else:
                self._pool[table.name] = connection
                if len(self._pool) > self._idle:
                    spare.append(self._pool.popitem(last=False)[1])
        for one in spare:
            one.close()
