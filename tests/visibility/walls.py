"""Taking down one wall of the embedded store, or both: what the tests may do and no program can.

Wall one is the table that a read in Python asks for; wall two is the authorizer by which SQLite itself
lets a seat's connection read that table only.
"""

from __future__ import annotations

from collections.abc import Mapping

import apsw
import pytest

from goodoffices.stores import lane_readers
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.stores.sqlite_rows import lane_rows, rows
from goodoffices.stores.store import LaneRow
from tests.visibility.house import House
from tests.visibility.two_runs import Plant


def without_the_first(house: House, patch: pytest.MonkeyPatch) -> None:
    """Let every read ask for the lanes of all seats, and take whatever the database gives."""

    def lane(
        self: SQLiteStore, talks: str, seat: str, *, after: int = 0, most: int | None = None
    ) -> tuple[LaneRow, ...]:
        own = self._writer.catalogue.lane(talks, seat)
        if own is None:
            return ()
        tables = [own.table, *(one.table for one in self._writer.catalogue.lanes.values() if one is not own)]
        found: list[LaneRow] = []
        with self._readers.connection(own.table) as connection:
            for table in tables:
                try:
                    given = rows(connection, table.read, after)
                except apsw.AuthError:
                    continue
                found += lane_rows(seat, list(given))
        return tuple(found[:most])

    patch.setattr(SQLiteStore, "lane", lane)


def without_the_second(house: House, patch: pytest.MonkeyPatch) -> None:
    """Let SQLite allow everything on every connection."""
    patch.setattr(lane_readers, "only_lane", lambda _table: lambda *_asked: apsw.SQLITE_OK)


def without_both(house: House, patch: pytest.MonkeyPatch) -> None:
    """Leave nothing but the good will of the code."""
    without_the_first(house, patch)
    without_the_second(house, patch)


STANDING: Mapping[str, Plant | None] = {
    "both walls": None,
    "the first alone": without_the_second,
    "the second alone": without_the_first,
}
