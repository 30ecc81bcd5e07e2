"""What became of a commit whose answer was lost: asked of the database, once it answers again."""

from __future__ import annotations

import time
from collections.abc import Callable

import psycopg

from goodoffices.errors import StoreError, UnsettledAct
from goodoffices.stores.postgresql_pools import PATIENCE, Pools
from goodoffices.stores.postgresql_rows import Connection

_AGAIN = 0.1


def was_kept(pools: Pools, stands: Callable[[Connection], bool]) -> bool:
    """Whether what was being committed is in the record, as `stands` finds in a transaction that it gets.

    Raises `UnsettledAct` where the database cannot say so in time: then the act may be there or not, and
    sending it again under its key does it at most once.
    """
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with pools.writing() as connection:
                return _found(connection, stands)
        except (psycopg.Error, StoreError) as reason:
            if time.monotonic() > end:
                raise UnsettledAct(
                    f"the database {pools.place} went away before it said whether the act was written: look, "
                    "or send it again from the same page, which writes it once at most"
                ) from reason
            time.sleep(_AGAIN)


def _found(connection: Connection, stands: Callable[[Connection], bool]) -> bool:
    """Look for what the act wrote, once whoever wrote it holds the talks no more."""
    connection.execute("BEGIN ISOLATION LEVEL READ COMMITTED")
    try:
        return stands(connection)
    finally:
        connection.rollback()
