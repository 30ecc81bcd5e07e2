"""The ring of wrapped keys as it lies in a SQLite file."""

from __future__ import annotations

import apsw

from goodoffices.errors import StoreError
from goodoffices.stores.sqlite_rows import rows, run


def read_keyring(connection: apsw.Connection) -> dict[str, bytes]:
    """All wrapped keys, by their names."""
    return dict(rows(connection, "SELECT name, wrapped FROM keys"))


def write_keyring(connection: apsw.Connection, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    """Put one ring in the place of another, in a transaction of its own.

    Raises `StoreError` where the ring is not `before` any more; nothing is written then.
    """
    run(connection, "BEGIN IMMEDIATE")
    try:
        if read_keyring(connection) != before:
            raise StoreError("the keys have changed meanwhile: do it again")
        run(connection, "DELETE FROM keys")
        for name, wrapped in after.items():
            run(connection, "INSERT INTO keys VALUES (?, ?)", name, wrapped)
        run(connection, "COMMIT")
    finally:
        if connection.in_transaction:
            run(connection, "ROLLBACK")
