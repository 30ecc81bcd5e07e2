"""Houses on a shared store: one after another on one database, which is emptied in between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from goodoffices.stores.encrypted_shared import SharedEncryptedStore
from goodoffices.stores.postgresql import PostgreSQLStore
from goodoffices.stores.postgresql_schema import TABLES
from goodoffices.stores.store import Store
from tests.stores.shared_store import Databases
from tests.visibility.house import House
from tests.visibility.two_runs import Build

KEY = bytes(range(32))
_EMPTY = f"TRUNCATE {', '.join(f'goodoffices.{table}' for table in TABLES[1:])} RESTART IDENTITY"


@contextmanager
def shared_houses(databases: Databases) -> Iterator[Build]:
    """What builds a house on an empty shared store that lies encrypted; the house before is gone then."""
    store = PostgreSQLStore(databases.address(databases.made()))
    try:
        yield lambda: on_one_store(databases, store, encrypted=True)
    finally:
        store.close()


def on_one_store(databases: Databases, store: PostgreSQLStore, *, encrypted: bool = False) -> House:
    """A house on a store that others stood on before; their rows are gone.

    The connections are those of the houses before, as they are in a desk that runs for long: to make them
    takes longer than all that a seat does.
    """
    with databases.superuser(store.place.partition("?")[0].rpartition("/")[2]) as connection:
        connection.execute(_EMPTY.encode())
    store._numbers.clear()
    store._turns.clear()
    lying: Store = SharedEncryptedStore(store, KEY) if encrypted else store
    return House.built(store=lying)
