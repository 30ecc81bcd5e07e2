"""Opening the file that the writer writes: made where there is none, looked over before anything is done."""

from __future__ import annotations

import os
from pathlib import Path

import apsw

from goodoffices.errors import StoreError
from goodoffices.stores.catalogue import Catalogue
from goodoffices.stores.sqlite_rows import rows
from goodoffices.stores.sqlite_schema import is_there, make, prepare, refuse_foreign_file
from goodoffices.stores.sqlite_trouble import sqlite_trouble

STATEMENTS = 2_000
"""Statements that the writer keeps compiled: each lane's table has its own."""

_AT_ONCE = 1 << 20


def opened(path: Path, *, vfs: str | None) -> tuple[apsw.Connection, Catalogue, int]:
    """The connection that writes, what the file holds, and the number of the last event in it.

    The caller holds the lock. `vfs` names the virtual file system of SQLite, None its own. Raises
    `ForeignStore`, `NewerStore`, and `StoreError` where the file cannot be made, read or written.
    """
    if is_there(path):
        refuse_foreign_file(path)
        _write_anew(path.with_name(f"{path.name}-wal"))
    with sqlite_trouble(path):
        if not is_there(path):
            make(path)
        connection = apsw.Connection(
            str(path), flags=apsw.SQLITE_OPEN_READWRITE, vfs=vfs, statementcachesize=STATEMENTS
        )
        try:
            prepare(connection, path)
            ((last,),) = rows(connection, "SELECT coalesce(max(number), 0) FROM log")
            return connection, Catalogue.read(connection), last
        except (StoreError, apsw.Error):
            connection.close()
            raise


def _write_anew(log: Path) -> None:
    """Write the same bytes over the write-ahead log, and see them onto the disk.

    After a sync that failed, the system may believe that bytes lie on the disk which do not; a later sync
    would not write them, and what is appended behind them would be lost with them in a power cut.
    """
    try:
        with log.open("r+b") as file:
            place = 0
            while part := file.read(_AT_ONCE):
                file.seek(place)
                file.write(part)
                place = file.tell()
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    except OSError as reason:
        raise StoreError(
            f"{log} cannot be written: {reason.strerror}. See to the disk it lies on"
        ) from reason
