"""Stores with one wall, or both, taken down: for tests alone, as nothing in the program can open one so.

Wall one is the choice of the lane in Python's reads; without it a read asks for every lane there is. Wall two
is the database's own: row security, or the authorizer of a seat's connection.
"""

from __future__ import annotations

from pathlib import Path

import apsw

from goodoffices.stores.lane_readers import LaneReaders
from goodoffices.stores.lane_table import LaneTable
from goodoffices.stores.postgresql import PostgreSQLStore
from goodoffices.stores.postgresql_rows import bounded
from goodoffices.stores.postgresql_rows import lane_rows as postgresql_rows
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.stores.sqlite_rows import lane_rows as sqlite_rows
from goodoffices.stores.sqlite_rows import rows
from goodoffices.stores.store import LaneRow
from tests.stores.shared_store import Databases

WALLS = [(True, True), (True, False), (False, True), (False, False)]
"""Whether wall one stands, and whether wall two does."""

_EVERY_LANE = b"""
    SELECT number, identity, kind, version, opening, body, leaf, key FROM goodoffices.items
    WHERE number > %s ORDER BY seat <> %s, seat, talks, number
"""


class _SharedWithoutWallOne(PostgreSQLStore):
    """Reads name no lane: the seat's own items come first, then whatever else can be reached."""

    def lane(self, talks: str, seat: str, *, after: int = 0, most: int | None = None) -> tuple[LaneRow, ...]:
        number = self._number(talks)
        if number is None:
            return ()
        with self._pools.reading(number, seat) as connection:
            found = connection.execute(_EVERY_LANE, (bounded(after), seat), binary=True)
        return postgresql_rows(seat, found.fetchall())[:most]


class _EmbeddedWithoutWallOne(SQLiteStore):
    """As above: every lane's table is asked for on the seat's connection."""

    def lane(self, talks: str, seat: str, *, after: int = 0, most: int | None = None) -> tuple[LaneRow, ...]:
        own = self._writer.catalogue.lane(talks, seat)
        if own is None:
            return ()
        found: list[tuple] = []
        with self._readers.connection(own.table) as connection:
            for lane in (own, *(lane for lane in self._writer.catalogue.lanes.values() if lane != own)):
                try:
                    found += rows(connection, lane.table.read, max(after, 0))
                except apsw.AuthError:
                    continue  # this is wall two
        return sqlite_rows(seat, found)[:most]


class _UnwalledReaders(LaneReaders):
    """Connections of seats without an authorizer."""

    def _opened(self, table: LaneTable) -> apsw.Connection:
        connection = super()._opened(table)
        connection.set_authorizer(None)
        return connection


def shared_store(databases: Databases, *, one: bool, two: bool) -> PostgreSQLStore:
    """A new store on PostgreSQL with these walls standing; `databases.take_back()` drops it."""
    name = databases.to_be_altered()
    store = (PostgreSQLStore if one else _SharedWithoutWallOne)(databases.address(name))
    if not two:
        for pool in (store._pools._reading, store._pools._writing):
            pool.wait()
            pool._configure = None  # which would refuse a database without its wall
        with databases.superuser(name) as connection:
            connection.execute("ALTER TABLE goodoffices.items DISABLE ROW LEVEL SECURITY")
    return store


def embedded_store(path: Path, *, one: bool, two: bool) -> SQLiteStore:
    """A new store on SQLite with these walls standing."""
    store = (SQLiteStore if one else _EmbeddedWithoutWallOne)(path)
    if not two:
        store._readers = _UnwalledReaders(store.path, idle=4)
    return store
