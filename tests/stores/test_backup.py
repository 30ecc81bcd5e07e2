"""Backups: whole, checked, and never of a file that was made to do harm."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from goodoffices.errors import ForeignStore, NewerStore, OlderStore, StoreError, UnknownTalks
from goodoffices.stores.backup import back_up, back_up_shared, restore, restore_shared
from goodoffices.stores.encrypted import EncryptedStore
from goodoffices.stores.memory import MemoryStore
from goodoffices.stores.snapshot import Snapshot
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.stores.store import Answered, KeyedStore, Problem
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


# A shared store, which is no file: its rows and keys as they lie there

KEY = bytes(range(32))


def filled(inner: MemoryStore) -> EncryptedStore:
    store = EncryptedStore(inner, KEY)
    for name in ("ardmere", "callan"):
        with store.create(name) as transaction:
            carry(transaction, "north", "south")
            transaction.remember("north", "k", Answered(digest=b"d", answer=b"yes"))
        act(store, name, "south")
    return store


def under_key(copy: Snapshot) -> tuple[Problem, ...]:
    return EncryptedStore(copy, KEY).check()


@pytest.fixture
def shared() -> MemoryStore:
    inner = MemoryStore()
    filled(inner)
    return inner


@pytest.fixture
def of_shared(shared: MemoryStore, tmp_path: Path) -> Path:
    back_up_shared(shared, tmp_path / "s.backup", under_key, named="the shared store")
    return tmp_path / "s.backup"


def held(inner: KeyedStore) -> list[object]:
    store = EncryptedStore(inner, KEY)
    found: list[object] = [store.talks(), store.signing_seed, store.check()]
    for name in store.talks():
        found += [store.log(name), store.lane(name, "north"), store.lane(name, "south")]
        with store.transaction(name) as transaction:
            found.append(transaction.answers())
    return found


class Meanwhile(MemoryStore):
    """A store in which something happens just before a method is called for the second time."""

    def __init__(self, method: str, happens: Callable[[MemoryStore], object]) -> None:
        super().__init__()
        filled(self)
        self._called = 0
        self._method = method
        self._happens = happens

    def talks(self) -> tuple[str, ...]:
        self._look("talks")
        return super().talks()

    def keyring(self) -> dict[str, bytes]:
        self._look("keyring")
        return super().keyring()

    def _look(self, method: str) -> None:
        if method == getattr(self, "_method", None):
            self._called += 1
            if self._called == 2:
                self._happens(self)


def begun_later(inner: MemoryStore) -> None:
    with EncryptedStore(inner, KEY).create("later") as transaction:
        carry(transaction, "north")


def test_a_backup_of_a_shared_store_is_one_like_any_other(
    shared: MemoryStore, of_shared: Path, tmp_path: Path
):
    assert [path.name for path in tmp_path.iterdir()] == ["s.backup"]
    assert of_shared.stat().st_mode & 0o077 == 0
    restore(of_shared, tmp_path / "again.db", under_key)
    again = SQLiteStore(tmp_path / "again.db")
    assert held(again) == held(shared)
    again.close()


def test_a_backup_is_put_into_a_shared_store_that_is_empty(shared: MemoryStore, of_shared: Path):
    target = MemoryStore()
    EncryptedStore(target, bytes(32))  # it was made with a key of its own
    restore_shared(of_shared, target, under_key)
    assert held(target) == held(shared)


def test_talks_that_begin_while_others_are_written_are_not_in_it(tmp_path: Path):
    source = Meanwhile("keyring", begun_later)  # the ring is asked for again at the end
    back_up_shared(source, tmp_path / "s.backup", under_key, named="the shared store")
    copy = Snapshot(tmp_path / "s.backup")
    assert EncryptedStore(copy, KEY).talks() == ("ardmere", "callan")
    assert EncryptedStore(source, KEY).talks() == ("ardmere", "callan", "later")
    copy.close()


def test_a_key_that_is_changed_meanwhile_is_told(tmp_path: Path):
    source = Meanwhile("keyring", lambda inner: EncryptedStore(inner, KEY).change_key(bytes(32)))
    with pytest.raises(StoreError, match="changed meanwhile"):
        back_up_shared(source, tmp_path / "s.backup", under_key, named="the shared store")
    assert list(tmp_path.iterdir()) == []


def test_a_restore_that_was_interrupted_goes_on(shared: MemoryStore, of_shared: Path):
    class Stopping(MemoryStore):
        made = 0

        def create(self, talks: str):  # type: ignore[no-untyped-def]
            self.made += 1
            if self.made == 2:
                raise StoreError("the network is gone")
            return super().create(talks)

    target = Stopping()
    with pytest.raises(StoreError, match="network"):
        restore_shared(of_shared, target, under_key)
    restore_shared(of_shared, target, under_key)
    assert held(target) == held(shared)


def test_talks_under_another_key_are_not_restored_over(of_shared: Path):
    target = MemoryStore()
    other = EncryptedStore(target, bytes(32))
    with other.create("ardmere") as transaction:
        carry(transaction, "north")
    before = target.keyring(), other.log("ardmere")
    with pytest.raises(StoreError, match="another key"):
        restore_shared(of_shared, target, under_key)
    assert (target.keyring(), other.log("ardmere"), other.talks()) == (*before, ("ardmere",))


def test_talks_that_went_on_since_are_not_restored_over_and_keep_their_keys(
    shared: MemoryStore, of_shared: Path
):
    act(EncryptedStore(shared, KEY), "ardmere", "west")  # a lane, and so a key, that the backup does not know
    before = held(shared)
    with pytest.raises(StoreError, match="not the beginning"):
        restore_shared(of_shared, shared, under_key)
    assert held(shared) == before
    assert len(EncryptedStore(shared, KEY).lane("ardmere", "west")) == 1


def test_a_shared_store_without_keys_is_not_backed_up(tmp_path: Path):
    with pytest.raises(StoreError, match="unencrypted"):
        back_up_shared(MemoryStore(), tmp_path / "s.backup", under_key, named="the shared store")
    assert list(tmp_path.iterdir()) == []


def test_what_a_backup_that_was_cut_off_has_left_is_no_part_of_the_next(shared: MemoryStore, tmp_path: Path):
    left = SQLiteStore(tmp_path / "s.backup-new")
    with EncryptedStore(left, bytes(32)).create("other") as transaction:
        carry(transaction, "north")
    left.close()
    back_up_shared(shared, tmp_path / "s.backup", under_key, named="the shared store")
    assert [path.name for path in tmp_path.iterdir()] == ["s.backup"]
    copy = Snapshot(tmp_path / "s.backup")
    assert EncryptedStore(copy, KEY).talks() == ("ardmere", "callan")
    copy.close()


def test_a_damaged_shared_store_is_not_backed_up(shared: MemoryStore, tmp_path: Path):
    lanes = shared._talks[shared.talks()[0]].lanes
    lanes[next(iter(lanes))].pop()
    with pytest.raises(StoreError, match="not fit together"):
        back_up_shared(shared, tmp_path / "s.backup", under_key, named="the shared store")
    assert list(tmp_path.iterdir()) == []
