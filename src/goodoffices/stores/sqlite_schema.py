"""The form of a store's file: how a new one is made, and whether a file is one of ours."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import apsw

from goodoffices.errors import ForeignStore, NewerStore, OlderStore, StoreError
from goodoffices.stores.sqlite_rows import rows, run
from goodoffices.stores.synced_folder import sync_folder

APPLICATION = 0x47644F66
"""Says in the header of the file that it is a store of Good Offices: "GdOf"."""

FORM = 2
"""The form of the tables that this release writes."""

_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100
_TABLES = """
    CREATE TABLE talks (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE lanes (
        number INTEGER PRIMARY KEY,
        talks INTEGER NOT NULL REFERENCES talks,
        seat TEXT NOT NULL,
        name TEXT NOT NULL UNIQUE,
        UNIQUE (talks, seat)
    ) STRICT;
    CREATE TABLE log (
        number INTEGER PRIMARY KEY,
        talks INTEGER NOT NULL REFERENCES talks,
        position INTEGER NOT NULL,
        identity TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind = 'event'),
        version INTEGER NOT NULL,
        opening BLOB NOT NULL,
        body BLOB NOT NULL,
        leaf BLOB NOT NULL,
        key BLOB NOT NULL,
        UNIQUE (talks, position),
        UNIQUE (talks, identity)
    ) STRICT;
    CREATE TABLE disclosures (
        lane INTEGER NOT NULL REFERENCES lanes,
        number INTEGER NOT NULL,
        identity TEXT NOT NULL,
        leaf BLOB NOT NULL,
        event INTEGER NOT NULL REFERENCES log,
        ordinal INTEGER NOT NULL,
        PRIMARY KEY (lane, number),
        UNIQUE (lane, identity),
        UNIQUE (event, lane)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE answers (
        talks INTEGER NOT NULL REFERENCES talks,
        seat TEXT NOT NULL,
        key TEXT NOT NULL,
        digest BLOB NOT NULL,
        answer BLOB NOT NULL,
        PRIMARY KEY (talks, seat, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE keys (name TEXT PRIMARY KEY, wrapped BLOB NOT NULL) STRICT, WITHOUT ROWID;
"""
KNOWN_TABLES = frozenset({"talks", "lanes", "log", "disclosures", "answers", "keys"})


def make(path: Path) -> None:
    """Make an empty store where there is no file: under another name first, so that none is ever half made.

    The caller holds the lock. Raises `StoreError` where the folder cannot be written.
    """
    draft = path.with_name(f"{path.name}-new")
    try:
        draft.unlink(missing_ok=True)
        os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as reason:
        raise StoreError(f"{path} cannot be made: {reason.strerror}. Choose another folder") from reason
    connection = apsw.Connection(str(draft), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        run(connection, "PRAGMA synchronous = FULL")
        run(connection, "BEGIN IMMEDIATE")
        run(connection, f"PRAGMA application_id = {APPLICATION}")
        run(connection, f"PRAGMA user_version = {FORM}")
        run(connection, _TABLES)
        run(connection, "COMMIT")
    finally:
        connection.close()
    draft.replace(path)
    sync_folder(path.parent)


def expected_tables() -> dict[str, str]:
    """How SQLite notes each table but the lanes', by its name."""
    connection = apsw.Connection(":memory:")
    try:
        run(connection, _TABLES)
        return dict(rows(connection, "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    finally:
        connection.close()


def is_there(path: Path) -> bool:
    """Whether there is a file. Raises `StoreError` for a folder, and where nobody can tell."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    except OSError as reason:
        raise StoreError(f"{path} cannot be looked at: {reason.strerror}. Choose another name") from reason
    if stat.S_ISDIR(mode):
        raise StoreError(f"{path} is a folder: name a file in it, such as {path / 'talks.db'}")
    if not stat.S_ISREG(mode):
        raise ForeignStore(f"{path} is a device: name a file")
    return True


def refuse_foreign_file(path: Path) -> None:
    """Look at the first bytes of a file, before anything touches it.

    Raises `ForeignStore`, `NewerStore` or `OlderStore`, and `StoreError` where it cannot be read.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except OSError as reason:
        raise StoreError(f"{path} cannot be read: {reason.strerror}. See who owns it") from reason
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise ForeignStore(f"{path} is no store of Good Offices, or was cut short: it is left as it is")
    refuse_foreign(
        path,
        application=int.from_bytes(header[68:72], "big"),
        form=int.from_bytes(header[60:64], "big"),
    )


def refuse_foreign(path: Path, *, application: int, form: int) -> None:
    """Raise `ForeignStore` for another program's database, `NewerStore` or `OlderStore` for another form."""
    if application != APPLICATION or form < 1:
        raise ForeignStore(f"{path} is another program's database: it is left as it is")
    if form < FORM:
        raise OlderStore(
            f"{path} was made by an older Good Offices (form {form}, here {FORM}): "
            "`goodoffices store migrate` steps it up"
        )
    if form > FORM:
        raise NewerStore(
            f"{path} was made by a newer Good Offices (form {form}, here {FORM}): update this program"
        )


def prepare(connection: apsw.Connection, path: Path) -> None:
    """Set the writer's connection to keep what it acknowledges, and see that the tables are all there.

    Raises `ForeignStore`, `NewerStore`, `OlderStore`; `StoreError` where the disk has no write-ahead log.
    """
    connection.set_busy_timeout(5_000)
    connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
    (application,), (form,) = (
        *rows(connection, "PRAGMA application_id"),
        *rows(connection, "PRAGMA user_version"),
    )
    refuse_foreign(path, application=application, form=form)
    if rows(connection, "PRAGMA journal_mode = WAL") != [("wal",)]:
        raise StoreError(f"the disk that holds {path} keeps no write-ahead log: choose a local folder")
    for setting in (
        "synchronous = FULL",
        "fullfsync = ON",  # where the system has two kinds of sync, the one that reaches the disk
        "checkpoint_fullfsync = ON",
        "foreign_keys = ON",
        "secure_delete = ON",
        "temp_store = MEMORY",  # what is confidential never lies in a second file
        "trusted_schema = OFF",
        "cell_size_check = ON",
    ):
        run(connection, f"PRAGMA {setting}")
    tables = {name for (name,) in rows(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if missing := sorted(KNOWN_TABLES - tables):
        raise ForeignStore(f"{path} is damaged: it lacks {', '.join(missing)}; put back a copy that you kept")
