"""A SQLite store in a folder of its own, and desks on one shared store that lies encrypted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from goodoffices.errors import StoreError
from goodoffices.stores.encrypted import EncryptedStore
from goodoffices.stores.encrypted_shared import SharedEncryptedStore
from goodoffices.stores.postgresql import PostgreSQLStore
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.testing.store_rows import carry
from tests.stores.shared_store import Databases
from tests.stores.test_encrypted import KEY

Opened = Callable[..., SharedEncryptedStore]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "talks.db"


@pytest.fixture
def kept(path: Path) -> Iterator[SQLiteStore]:
    """A new store at `path`, closed afterwards."""
    store = SQLiteStore(path)
    yield store
    store.close()


@pytest.fixture
def name(databases: Databases) -> str:
    return databases.made()


@pytest.fixture
def open_desk(databases: Databases, name: str) -> Iterator[Opened]:
    """Opens the store as one more process does; all are closed afterwards."""
    stores: list[EncryptedStore] = []

    def open_desk(key: bytes = KEY) -> SharedEncryptedStore:
        inner = PostgreSQLStore(databases.address(name))
        try:
            stores.append(SharedEncryptedStore(inner, key))
        except StoreError:
            inner.close()
            raise
        return stores[-1]  # type: ignore[return-value]

    yield open_desk
    for store in stores:
        store.close()


@pytest.fixture
def ardmere(open_desk: Opened) -> SharedEncryptedStore:
    store = open_desk()
    with store.create("ardmere") as transaction:
        carry(transaction, "north", "south")
    return store
