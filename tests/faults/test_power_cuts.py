"""No acknowledged act is lost in a power cut, whenever it comes; where one could be, these tests find it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.stores.sqlite_batch import Batch
from tests.faults.disk import Disk
from tests.faults.ledger import Ledger, Tally
from tests.faults.place import begun, empty, folder
from tests.faults.power_cuts import power_cut

RUNS = 200
PARTS = 4


def wrong(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_acknowledged_is_lost_nothing_is_there_that_nobody_did_and_all_of_it_fits(part: int):
    found = {seed: power_cut(seed) for seed in range(part, RUNS, PARTS)}
    assert {seed: tally for seed, tally in found.items() if tally != Tally()} == {}


def test_a_commit_that_is_not_synced_is_found_to_lose_acts():
    def weakened(store: SQLiteStore) -> None:
        store._writer.connection.execute("PRAGMA synchronous = NORMAL")

    assert wrong(power_cut(seed, weakened=weakened) for seed in range(12)).lost > 0


def test_a_disk_whose_syncs_are_words_is_found_to_lose_acts():
    assert wrong(power_cut(seed, lying=True) for seed in range(12)).lost > 0


def test_an_acknowledgement_before_the_commit_is_found_to_lose_acts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Batch, "refuse_failed", lambda _: None)
    assert wrong(power_cut(seed) for seed in range(12)).lost > 0


def test_an_act_that_was_undone_and_is_there_all_the_same_is_a_phantom():
    with folder() as place:
        path = begun(place, "live")
        store = SQLiteStore(path)
        ledger = Ledger()
        ledger.act(store, "a", ("north",))
        ledger.act(store, "b", ("north", "south"))
        ledger.undone.add("b")
        store.close()
        assert ledger.held_against(path) == Tally(phantom=1)


def test_a_file_that_cannot_be_opened_has_lost_what_it_held():
    with folder() as place:
        path = begun(place, "live")
        store = SQLiteStore(path)
        ledger = Ledger()
        ledger.act(store, "a", ("north",))
        store.close()
        left = empty(place, "left")
        left.write_bytes(path.read_bytes()[:50])
        assert ledger.held_against(left) == Tally(lost=1, corrupt=1)


def test_the_simulated_disk_keeps_what_was_synced_and_loses_the_rest():
    with folder() as place:
        path = begun(place, "live")
        disk = Disk()
        disk.holds(path)
        store = SQLiteStore(path, vfs=disk.name)
        Ledger().act(store, "a", ("north",))
        log = disk.files[f"{path}-wal"]
        assert log.durable is not None
        assert log.pending == [], "all that was acknowledged was synced"
        before = len(log.durable)
        store._writer.connection.execute("PRAGMA synchronous = OFF")
        Ledger().act(store, "b", ("north",))
        assert len(log.durable) == before
        assert log.pending
        store.close()
        disk.unregister()
