"""What is left of erased and replaced rows in the tables of a shared store, and how it goes.

PostgreSQL keeps the old version of a row that was altered until nobody can need it any more, and its bytes
longer. So tables in which something is erased are written anew, without what is gone, and the old files of
the server with them. That is done by a function of the owner's, the one thing that the writer may ask of it.
"""

from __future__ import annotations

import time

from goodoffices.errors import StoreInUse
from goodoffices.stores.postgresql_pools import PATIENCE
from goodoffices.stores.postgresql_rows import Connection

_NEXT = "SELECT pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::xid"
_HELD = """
    SELECT EXISTS (
        SELECT 1 FROM pg_catalog.pg_stat_activity
        WHERE pid <> pg_catalog.pg_backend_pid()
            AND (pg_catalog.age(backend_xid) > pg_catalog.age(%(next)s::xid)
                OR pg_catalog.age(backend_xmin) > pg_catalog.age(%(next)s::xid)
                    AND (datname IS NULL OR datname = pg_catalog.current_database()))
    )
"""
"""Whether a moment is seen here, or an act goes on anywhere on the server, that began before the next one."""

_AGAIN = 0.05


def scrub(connection: Connection, place: str) -> None:
    """Write the tables anew, once nobody reads what lay there before. For a connection outside of an act.

    Costs a pass over all events, items and keys, during which nobody reads or writes them. Raises
    `StoreInUse` where somebody goes on reading a moment of before: to be done again.
    """
    found = connection.execute(_NEXT).fetchone()
    assert found is not None, "one row"  # noqa: S101 - the statement has no FROM
    end = time.monotonic() + PATIENCE
    while connection.execute(_HELD, {"next": found[0]}).fetchone() == (True,):
        if time.monotonic() > end:
            raise StoreInUse(
                f"somebody reads an older moment of {place}, a backup perhaps: do it again once it has ended"
            )
        time.sleep(_AGAIN)
    connection.execute("SELECT goodoffices.scrub()")
