"""Backups: whole, checked, and never of a file that was made to do harm."""

from __future__ import annotations

import os
from pathlib import Path

import apsw
import pytest

from goodoffices.errors import ForeignStore, NewerStore, OlderStore, StoreError, UnknownTalks
from goodoffices.stores.backup import back_up, restore
from goodoffices.stores.snapshot import Snapshot
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.stores.store import Problem
from goodoffices.testing.store_rows import act, carry
from tests.stores.vandalism import change


def plainly(copy: Snapshot) -> tuple[Problem, ...]:
    return copy.check()


@pytest.fixture
def backup(kept: SQLiteStore, tmp_path: Path) -> Path:
    """A backup of a store with three events."""
    with kept.create("ardmere") as transaction:
        carry(transaction, "north", "south")
    act(kept, "ardmere", "north")
    act(kept, "ardmere", "south")
    back_up(kept.path, tmp_path / "a.backup", plainly)
    return tmp_path / "a.backup"


def test_a_backup_beside_its_open_writer_holds_what_was_committed(kept: SQLiteStore, backup: Path):
    act(kept, "ardmere", "north")
    copy = Snapshot(backup)
    assert (copy.talks(), copy.log("ardmere")) == (("ardmere",), kept.log("ardmere")[:3])
    assert copy.lane("ardmere", "north", after=1) == kept.lane("ardmere", "north")[1:2]
    assert (copy.lane("ardmere", "nobody"), copy.log("callan"), copy.keyring(), copy.check()) == (
        (),
        (),
        {},
        (),
    )
    copy.close()


def test_a_snapshot_beside_its_writer_stays_as_it_was(kept: SQLiteStore, backup: Path):
    snapshot = Snapshot(kept.path)
    act(kept, "ardmere", "north")
    assert len(snapshot.log("ardmere")) == 3
    snapshot.close()
    snapshot.close()
    with pytest.raises(StoreError, match="closed"):
        snapshot.log("ardmere")


def test_a_snapshot_takes_no_write(backup: Path):
    snapshot = Snapshot(backup)
    with pytest.raises(StoreError), snapshot.create("callan"):
        pass
    with pytest.raises(UnknownTalks), snapshot.transaction("ardmere"):
        pass
    with pytest.raises(StoreError):
        snapshot.change_keyring({}, {"a": b"b"})
    snapshot.scrub()
    snapshot.close()


def test_a_restored_store_goes_on_where_the_backup_ended(backup: Path, tmp_path: Path):
    restore(backup, tmp_path / "again.db", plainly)
    store = SQLiteStore(tmp_path / "again.db")
    act(store, "ardmere", "north")
    assert (len(store.log("ardmere")), store.check()) == (4, ())
    store.close()


HOSTILE = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON log BEGIN DELETE FROM answers; END",
    "a view": "CREATE VIEW v AS SELECT * FROM log",
    "another table": "CREATE TABLE planted (a)",
    "an index": "CREATE INDEX i ON log (leaf)",
    "a table like a lane": f"CREATE TABLE lane_{'a' * 32} (number, body)",
    "a column more": "ALTER TABLE answers ADD COLUMN more BLOB",
    "a table less": "DROP TABLE answers",
}


@pytest.mark.parametrize("harm", HOSTILE)
def test_a_backup_that_was_made_to_do_harm_is_refused_and_leaves_nothing(
    backup: Path, tmp_path: Path, harm: str
):
    change(backup, HOSTILE[harm])
    before = {file.name for file in tmp_path.iterdir()}
    with pytest.raises(ForeignStore):
        restore(backup, tmp_path / "again.db", plainly)
    assert {file.name for file in tmp_path.iterdir()} == before


@pytest.mark.parametrize("part", [0.97, 0.6, 0.1, 0.0])
def test_a_backup_that_was_cut_short_is_refused_and_leaves_nothing(backup: Path, tmp_path: Path, part: float):
    os.truncate(backup, int(backup.stat().st_size * part))
    with pytest.raises(StoreError):
        restore(backup, tmp_path / "again.db", plainly)
    assert not list(tmp_path.glob("again.db*"))


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("PRAGMA user_version = 9", NewerStore),
        ("PRAGMA user_version = 1", OlderStore),
        ("PRAGMA application_id = 9", ForeignStore),
        ("UPDATE log SET body = x'00' WHERE position = 2", StoreError),
        ("DELETE FROM disclosures WHERE event = 2", StoreError),
    ],
)
def test_a_backup_that_is_no_store_of_ours_or_does_not_fit_is_refused(
    backup: Path, tmp_path: Path, statement: str, error: type[StoreError]
):
    change(backup, statement)
    with pytest.raises(error):
        restore(backup, tmp_path / "again.db", plainly)
    assert not list(tmp_path.glob("again.db*"))


def test_a_database_that_says_that_it_is_endless_is_refused(backup: Path, tmp_path: Path):
    with backup.open("r+b") as file:
        file.seek(28)
        file.write((2**31 - 1).to_bytes(4, "big"))  # pages, in the header
    with pytest.raises(StoreError):
        restore(backup, tmp_path / "again.db", plainly)


@pytest.mark.parametrize("left", ["again.db", "again.db-wal"])
def test_nothing_is_put_where_something_is_left_of_a_store(backup: Path, tmp_path: Path, left: str):
    (tmp_path / left).write_bytes(b"left")
    with pytest.raises(StoreError, match="is there already"):
        restore(backup, tmp_path / "again.db", plainly)
    assert (tmp_path / left).read_bytes() == b"left"


def test_a_folder_that_is_not_there_is_named(backup: Path, tmp_path: Path):
    with pytest.raises(StoreError, match="make it"):
        back_up(backup, tmp_path / "none" / "b.backup", plainly)


def test_a_disk_that_cannot_be_written_is_told_and_leaves_nothing(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(self: Snapshot, path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Snapshot, "write_to", full)
    with pytest.raises(StoreError, match="No space left"):
        back_up(backup, tmp_path / "b.backup", plainly)
    assert not list(tmp_path.glob("b.backup*"))


def test_a_backup_holds_nothing_that_was_deleted(kept: SQLiteStore, tmp_path: Path):
    with kept.create("ardmere") as transaction:
        carry(transaction, "a-canary-of-a-seat")
    change(kept.path, "PRAGMA secure_delete = OFF")
    with apsw.Connection(str(kept.path)) as other:
        other.execute("DELETE FROM disclosures")
        other.execute("DELETE FROM log")
        other.execute(f"DELETE FROM {other.execute('SELECT name FROM lanes').fetchall()[0][0]}")  # noqa: S608 - ours
        other.execute("DELETE FROM lanes")
    back_up(kept.path, tmp_path / "b.backup", lambda _: ())
    assert b"a-canary-of-a-seat" not in (tmp_path / "b.backup").read_bytes()
