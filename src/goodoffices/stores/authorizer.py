"""What a seat's connection may do, decided by SQLite itself: read one table, nothing else."""

from __future__ import annotations

from collections.abc import Callable

import apsw

from goodoffices.stores.lane_table import LaneTable


def only_lane(
    table: LaneTable,
) -> Callable[[int, str | None, str | None, str | None, str | None], int]:
    """An authorizer that allows reading the columns of that lane's table, and denies all else.

    Denied are so: other lanes, the catalogue, the schema, every function, every pragma, attaching, writing,
    and transactions, so that no read can be held open.
    """

    def authorize(
        action: int, first: str | None, _second: str | None, database: str | None, trigger: str | None
    ) -> int:
        if action == apsw.SQLITE_SELECT:
            return apsw.SQLITE_OK
        if action == apsw.SQLITE_READ and (first, database, trigger) == (table.name, "main", None):
            return apsw.SQLITE_OK
        return apsw.SQLITE_DENY

    return authorize
