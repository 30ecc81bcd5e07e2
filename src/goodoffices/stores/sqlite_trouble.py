"""What SQLite complains of, as errors of ours that say what to do."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import apsw

from goodoffices.errors import ForeignStore, StoreError, StoreInUse

DISK_TROUBLE = (
    apsw.FullError,
    apsw.IOError,
    apsw.CantOpenError,
    apsw.ReadOnlyError,
    apsw.PermissionsError,
    apsw.CorruptError,
    apsw.NotADBError,
    apsw.NoMemError,
)
"""After one of these nothing is acknowledged before the file was opened and looked at anew."""


def told(path: Path, reason: apsw.Error) -> StoreError | None:
    """The error of ours that says of the file at `path` what SQLite says; None for a fault of ours."""
    match reason:
        case apsw.CorruptError() | apsw.NotADBError():
            return ForeignStore(f"{path} is damaged: put back a copy that you kept of it")
        case apsw.BusyError() | apsw.LockedError():
            return StoreInUse(f"{path} is being written by another program: close that and try again")
        case apsw.FullError():
            return StoreError(f"the disk that holds {path} is full: make room, and do it again")
        case apsw.CantOpenError() | apsw.ReadOnlyError() | apsw.PermissionsError():
            return StoreError(f"{path} cannot be written: see who owns the file and its folder")
        case apsw.IOError():
            return StoreError(f"the disk that holds {path} failed ({reason}): see to it, and do it again")
        case apsw.NoMemError():
            return StoreError(f"there is no memory left to write {path}: close something, and do it again")
        case _:
            return None


@contextmanager
def sqlite_trouble(path: Path) -> Generator[None]:
    """Turn what SQLite raises in the block about the file at `path` into a `StoreError`.

    Raises `ForeignStore` for a damaged file, `StoreInUse` where another program holds it. Wrong use of
    SQLite, a refused access among it, is a fault of ours and passes unchanged.
    """
    try:
        yield
    except apsw.Error as reason:
        trouble = told(path, reason)
        if trouble is None:
            raise
        raise trouble from reason
