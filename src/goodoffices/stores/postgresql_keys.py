"""The ring of wrapped keys as it lies in a shared store."""

from __future__ import annotations

from goodoffices.errors import StoreError
from goodoffices.stores.postgresql_rows import Connection

_STAND_STILL = "LOCK TABLE goodoffices.keys IN SHARE ROW EXCLUSIVE MODE"
"""Waits for whoever keeps a key, and lets nobody keep one until the end of the transaction."""


def read_keyring(connection: Connection) -> dict[str, bytes]:
    """All wrapped keys, by their names."""
    return dict(connection.execute("SELECT name, wrapped FROM goodoffices.keys", binary=True).fetchall())


def write_keyring(connection: Connection, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    """Put one ring in the place of another, in a transaction that has begun and read nothing yet.

    Raises `StoreError` where the ring is not `before` any more.
    """
    connection.execute(_STAND_STILL)
    if read_keyring(connection) != before:
        raise StoreError("the keys have changed meanwhile: do it again")
    connection.execute("DELETE FROM goodoffices.keys")
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO goodoffices.keys (name, wrapped) VALUES (%s, %s)", list(after.items())
        )


def stands(connection: Connection, ring: dict[str, bytes]) -> bool:
    """Whether this ring lies there, once whoever was changing it has ended."""
    connection.execute(_STAND_STILL)
    return read_keyring(connection) == ring
