"""A SQLite store in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from goodoffices.stores.sqlite import SQLiteStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "talks.db"


@pytest.fixture
def kept(path: Path) -> Iterator[SQLiteStore]:
    """A new store at `path`, closed afterwards."""
    store = SQLiteStore(path)
    yield store
    store.close()
