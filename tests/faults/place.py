"""Where a simulated disk lies: in memory where the machine has such a place, as nothing there is to last."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.testing.store_rows import carry
from tests.faults.ledger import TALKS

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it


@contextmanager
def folder() -> Iterator[Path]:
    """A new folder, gone afterwards."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as name:
        yield Path(name)


@cache
def _begun() -> bytes:
    with folder() as place:
        store = SQLiteStore(place / "talks.db")
        with store.create(TALKS) as transaction:
            carry(transaction, "north")
        store.close()
        return (place / "talks.db").read_bytes()


def begun(place: Path, name: str) -> Path:
    """A folder with a store at rest that holds talks of one event; the path of its file."""
    (place / name).mkdir()
    path = place / name / "talks.db"
    path.write_bytes(_begun())
    return path


def empty(place: Path, name: str) -> Path:
    """An empty folder; the path of the file that will be left there."""
    shutil.rmtree(place / name, ignore_errors=True)
    (place / name).mkdir()
    return place / name / "talks.db"
