"""A store of an older form, or one that lies there unencrypted, stepped up to the present form.

All of it is written anew into an encrypted store beside the old one, checked, and only then put in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import apsw

from goodoffices.errors import ForeignStore, StoreError, StoreInUse
from goodoffices.record.sealing import Envelope
from goodoffices.stores.encrypted import EncryptedStore
from goodoffices.stores.envelope_columns import envelope
from goodoffices.stores.file_lock import FileLock
from goodoffices.stores.lane_table import LaneTable
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.stores.sqlite_rows import rows
from goodoffices.stores.sqlite_schema import APPLICATION, FORM, refuse_foreign
from goodoffices.stores.sqlite_trouble import sqlite_trouble
from goodoffices.stores.stepped_up import SteppedUp
from goodoffices.stores.store import Answered, Disclosure, LaneRow, LogRow, Transaction
from goodoffices.stores.synced_folder import sync_folder
from goodoffices.stores.under_key import with_key

_PARTS = ("", "-wal", "-shm", "-lock")


def step_up_file(path: Path, *, key_file: Path, key: str | None = None) -> SteppedUp:
    """Step up a store in its place; nothing where it lies encrypted in the present form already.

    Where it is cut off, the old file stands as it stood, or the new one in its place: ask again. Raises
    `StoreInUse`, and `ForeignStore` and `NewerStore` for a file that is damaged or none of ours; the old file
    then stands as it stood. Its old bytes may stay on the disk where the file system keeps them: copies and
    backups of it are in the clear as before.
    """
    path = path.resolve()
    if not path.is_file():
        raise StoreError(f"there is no store at {path}")
    lock = FileLock(path.with_name(f"{path.name}-lock"))
    try:
        with sqlite_trouble(path):
            return _stepped(path, key_file, key)
    finally:
        lock.release()


def _stepped(path: Path, key_file: Path, key: str | None) -> SteppedUp:
    draft = path.with_name(f"{path.name}-stepped")
    old = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        _remove(draft)
        form = _form(old, path)
        if _is_encrypted(old, form):
            return SteppedUp(before=form, now=FORM, events=None)
        events = _written_anew(old, draft, path, key_file, key)
        ((busy, _, _),) = rows(old, "PRAGMA wal_checkpoint(TRUNCATE)")
        if busy:
            raise StoreInUse(f"somebody reads {path} just now: do it again in a moment")
    finally:
        old.close()
    for part in ("-wal", "-shm"):
        path.with_name(path.name + part).unlink(missing_ok=True)
    draft.replace(path)
    sync_folder(path.parent)
    _remove(draft)
    return SteppedUp(before=form, now=FORM, events=events)


def _form(old: apsw.Connection, path: Path) -> int:
    ((application,),), ((form,),) = (
        rows(old, f"PRAGMA {name}") for name in ("application_id", "user_version")
    )
    if application != APPLICATION or form not in range(1, FORM):
        refuse_foreign(path, application=application, form=form)
    return form


def _is_encrypted(old: apsw.Connection, form: int) -> bool:
    """Whether nothing is to be done. Raises `ForeignStore` where it lay encrypted and its keys are gone."""
    if form < FORM:
        return False
    if rows(old, "SELECT 1 FROM keys LIMIT 1"):
        return True
    if rows(old, "SELECT 1 FROM log WHERE key <> x'' LIMIT 1"):
        raise ForeignStore("the store is damaged: its keys are gone; put back a copy that you kept")
    return False


def _written_anew(old: apsw.Connection, draft: Path, path: Path, key_file: Path, key: str | None) -> int:
    inner = SQLiteStore(draft)
    try:
        new = with_key(inner, key_file, key)
        events = _copy(old, new)
        if problems := new.check():
            raise ForeignStore(f"{path} does not fit together ({problems[0].place}: {problems[0].sentence})")
    finally:
        inner.close()
    return events


def _copy(old: apsw.Connection, new: EncryptedStore) -> int:
    events = 0
    for number, name in rows(old, "SELECT number, name FROM talks ORDER BY number"):
        with new.create(name) as transaction:
            for row, items in _acts(old, number):
                transaction.append(row, items)
                events += 1
            _answers(old, number, transaction)
    return events


def _acts(old: apsw.Connection, talks: int) -> Iterator[tuple[LogRow, tuple[LaneRow, ...]]]:
    log = rows(
        old,
        "SELECT number, position, identity, kind, version, opening, body, leaf FROM log"
        " WHERE talks = ? ORDER BY position",
        talks,
    )
    for event, position, identity, *columns in log:
        disclosures: list[Disclosure] = []
        items: list[LaneRow] = []
        statement = """
            SELECT lanes.seat, lanes.name, disclosures.number, disclosures.identity, disclosures.leaf
            FROM disclosures JOIN lanes ON lanes.number = disclosures.lane
            WHERE disclosures.event = ? ORDER BY ordinal
        """
        for seat, table, number, name, leaf in rows(old, statement, event):
            disclosures.append(Disclosure(seat=seat, number=number, identity=name, leaf=leaf))
            # ours, from the catalogue of a file that is checked once it is copied
            columns_of = f'SELECT kind, version, opening, body, leaf FROM "{LaneTable(table).name}"'  # noqa: S608
            found = rows(old, f"{columns_of} WHERE number = ?", number)
            if not found:
                raise ForeignStore(f"seat {seat}, item {number} is not there: put back a copy that you kept")
            items.append(LaneRow(seat=seat, number=number, identity=name, envelope=_in_the_clear(found[0])))
        row = LogRow(
            position=position,
            identity=identity,
            envelope=_in_the_clear(columns),
            disclosures=tuple(disclosures),
        )
        yield row, tuple(items)


def _in_the_clear(columns: Sequence[Any]) -> Envelope:
    kind, version, opening, body, leaf = columns
    return envelope(kind, version, opening, body, leaf, b"")


def _answers(old: apsw.Connection, talks: int, transaction: Transaction) -> None:
    for seat, key, digest, answer in rows(
        old, "SELECT seat, key, digest, answer FROM answers WHERE talks = ?", talks
    ):
        transaction.remember(seat, key, Answered(digest=digest, answer=answer))


def _remove(draft: Path) -> None:
    for part in _PARTS:
        draft.with_name(draft.name + part).unlink(missing_ok=True)
