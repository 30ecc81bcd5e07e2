"""When the disk fails the desk stops acknowledging, says why, and goes on by itself once the disk does."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import pytest

from goodoffices.errors import ForeignStore, StoreError
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.stores.sqlite_batch import Batch
from goodoffices.testing.store_rows import act, carry, item
from tests.faults.disk import Disk, Failure
from tests.faults.disk_errors import Course, disk_error, places
from tests.faults.ledger import TALKS, Ledger, Tally
from tests.faults.place import begun, folder
from tests.stores.vandalism import change, table

RUNS = 100
PARTS = 4


def sound(course: Course) -> bool:
    """Nothing lost, and each failure said at the time; it went on by itself."""
    return (
        course.tally == Tally()
        and all(course.stopped)
        and not course.at_the_end
        and not course.given_up
        and all("disk" in sentence for sentence in course.said)
    )


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_an_error_at_any_call_loses_nothing_and_is_said(part: int):
    chance = random.Random(part)  # noqa: S311 - a sample that can be drawn again
    drawn = chance.sample(places(part), RUNS // PARTS)
    found = {
        (at, failure): disk_error(part, at, failure, lasting=chance.choice((1, 1, 3)))
        for at, failure in drawn
    }
    assert {place: course for place, course in found.items() if not sound(course)} == {}
    assert any(course.said for course in found.values())


def test_a_commit_acknowledged_although_it_failed_is_found(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Batch, "refuse_failed", lambda _: None)
    syncs = [(at, failure) for at, failure in places(2) if failure is Failure.SYNC]
    assert sum((disk_error(2, at, failure).tally.lost for at, failure in syncs), 0) > 0


@pytest.mark.parametrize("failure", list(Failure))
def test_while_the_disk_fails_no_act_is_acknowledged_and_reading_goes_on(failure: Failure):
    with folder() as place:
        path = begun(place, "live")
        disk = Disk(failures=dict.fromkeys(range(1, 10_000), failure))
        disk.holds(path)
        store = SQLiteStore(path, vfs=disk.name)
        for _ in range(3):
            with pytest.raises(StoreError, match="disk"):
                act(store, TALKS, "north")
            assert store.stopped()
        assert store.lane(TALKS, "north") == (item("north", 1),)
        disk.failures = {}
        assert act(store, TALKS, "north").position == 2
        assert (store.stopped(), store.check()) == ("", ())
        store.close()
        disk.unregister()


def test_all_acts_that_shared_the_commit_are_told_of_the_failure():
    with folder() as place:
        path = begun(place, "live")
        disk = Disk()
        disk.holds(path)
        store = SQLiteStore(path, vfs=disk.name)
        told: list[str] = []

        def write() -> None:
            with pytest.raises(StoreError) as caught:
                act(store, TALKS, "south")
            told.append(str(caught.value))

        threads = [threading.Thread(target=write) for _ in range(4)]
        with pytest.raises(StoreError), store.transaction(TALKS) as transaction:  # noqa: PT012 - its own commit
            carry(transaction, "north")
            for thread in threads:
                thread.start()
            while store._writer.turns.waiting < len(threads):
                threading.Event().wait(0.001)
            disk.failures = dict.fromkeys(range(1, 10_000), Failure.SYNC)
        for thread in threads:
            thread.join()
        assert len(told) == 4
        disk.failures = {}
        act(store, TALKS, "north")
        assert (len(store.log(TALKS)), store.lane(TALKS, "south")) == (2, ())
        store.close()
        disk.unregister()


def test_a_file_that_lacks_what_was_acknowledged_is_not_gone_on_with():
    with folder() as place:
        path = begun(place, "live")
        older = path.read_bytes()
        disk = Disk()
        disk.holds(path)
        store = SQLiteStore(path, vfs=disk.name)
        act(store, TALKS, "north")
        disk.failures = dict.fromkeys(range(1, 10_000), Failure.SYNC)
        with pytest.raises(StoreError):
            act(store, TALKS, "north")
        disk.failures = {}
        store._writer._let_go()
        path.write_bytes(older)  # somebody puts back an old copy while the desk is open
        with pytest.raises(StoreError, match="lacks what was acknowledged"):
            act(store, TALKS, "north")
        assert "lacks" in store.stopped()
        store.close()
        disk.unregister()


def test_a_file_found_damaged_takes_no_act_until_a_copy_is_put_back(tmp_path: Path):
    path = tmp_path / "talks.db"
    store = SQLiteStore(path)
    with store.create(TALKS) as transaction:
        carry(transaction, "north")
    store.close()
    lane = table(path, TALKS, "north")
    ((page,),) = change(path, "SELECT rootpage FROM sqlite_schema WHERE name = ?", lane)
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    store = SQLiteStore(path)
    for _ in range(2):
        with pytest.raises(ForeignStore, match="put back a copy"):
            act(store, TALKS, "north")
    assert "put back a copy" in store.stopped()
    store.close()


def test_a_reader_that_stalls_holds_up_no_writer(tmp_path: Path):
    path = tmp_path / "talks.db"
    store = SQLiteStore(path)
    with store.create(TALKS) as transaction:
        carry(transaction, "north")
    lane = store._writer.catalogue.lane(TALKS, "north")
    assert lane is not None
    with store._readers.connection(lane.table) as connection:
        stalled = connection.execute(lane.table.read, (0,))
        first = next(stalled)  # and now it waits, with its read open
        store._writer.connection.pragma("wal_autocheckpoint", 1)
        for _ in range(20):
            act(store, TALKS, "north")
        assert len(store.lane(TALKS, "north")) == 21
        assert (first[0], list(stalled)) == (1, []), "it goes on seeing what it saw"
    store.close()


def test_a_reader_that_stalls_holds_up_no_recovery():
    ledger = Ledger()
    with folder() as place:
        path = begun(place, "live")
        disk = Disk()
        disk.holds(path)
        store = SQLiteStore(path, vfs=disk.name)
        store._writer.connection.set_busy_timeout(0)
        ledger.act(store, "a", ("north",))
        lane = store._writer.catalogue.lane(TALKS, "north")
        assert lane is not None
        with store._readers.connection(lane.table) as connection:
            stalled = connection.execute(lane.table.read, (0,))
            next(stalled)
            disk.failures = {disk.calls + 3: Failure.WRITE}
            with pytest.raises(StoreError):
                ledger.act(store, "b", ("north",))
            ledger.act(store, "b", ("north",))
            ledger.act(store, "c", ("north",))
            list(stalled)
        store.close()
        disk.unregister()
        assert ledger.held_against(path) == Tally()
