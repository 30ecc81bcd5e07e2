"""The key of a shared store: a wrong one, a lost one, and one that changes while desks are open."""

from __future__ import annotations

import itertools
import queue
import threading
from pathlib import Path

import psycopg
import pytest

from goodoffices.errors import NoKey, StoreError, StoreInUse, WrongKey
from goodoffices.stores.encrypted import EncryptedStore
from goodoffices.stores.encrypted_shared import SharedEncryptedStore
from goodoffices.stores.key_file import key_in, make_key
from goodoffices.stores.keyring import INSTANCE
from goodoffices.stores.opening import opened
from goodoffices.stores.postgresql import PostgreSQLStore
from goodoffices.stores.postgresql_schema import TABLES
from goodoffices.stores.under_key import change_key, next_place
from goodoffices.testing.store_rows import act, carry, item
from tests.stores.conftest import Opened
from tests.stores.shared_store import Databases, DatabaseVandal
from tests.stores.test_encrypted import KEY, OTHER


def test_a_wrong_key_is_told_plainly_at_the_start(ardmere: SharedEncryptedStore, open_desk: Opened):
    with pytest.raises(WrongKey, match="not that of this store"):
        open_desk(OTHER)


def test_a_lost_key_is_told_plainly_and_no_new_one_is_made(
    databases: Databases, name: str, ardmere: SharedEncryptedStore, tmp_path: Path
):
    with pytest.raises(NoKey, match="nothing in the store can be read"):
        opened(databases.address(name), key_file=tmp_path / "lost.key")
    assert not list(tmp_path.iterdir())


def test_a_change_of_keys_wraps_the_ring_anew_and_writes_nothing_else(
    databases: Databases, name: str, ardmere: SharedEncryptedStore, open_desk: Opened
):
    vandal = DatabaseVandal(databases, name)
    tables = [table for table in TABLES if table != "keys"]

    def lying() -> list[object]:
        return [vandal.change(f"SELECT * FROM goodoffices.{table} ORDER BY 1, 2") for table in tables]  # noqa: S608

    before, seed = lying(), ardmere.signing_seed
    assert ardmere.change_key(OTHER) == 4  # the instance, the talks, two lanes
    assert lying() == before
    act(ardmere, "ardmere", "east")
    again = open_desk(OTHER)
    assert (again.signing_seed, again.check(), len(again.log("ardmere"))) == (seed, (), 2)
    with pytest.raises(WrongKey):
        open_desk(KEY)


def test_a_desk_that_was_open_while_the_key_changed_begins_no_lane_under_the_old_one(
    ardmere: SharedEncryptedStore, open_desk: Opened
):
    other = open_desk()
    ardmere.change_key(OTHER)
    act(other, "ardmere", "north")  # the keys of lanes are as they were
    for begins in (lambda: act(other, "ardmere", "east"), lambda: other.create("callan").__enter__()):
        with pytest.raises(WrongKey, match="changed while it was open here: nothing was written"):
            begins()
    act(ardmere, "ardmere", "west")
    with pytest.raises(WrongKey, match="changed while it was open"):
        other.lane("ardmere", "west")
    with pytest.raises(WrongKey, match="changed while it was open"):
        other.change_key(KEY)
    again = open_desk(OTHER)
    assert (again.talks(), len(again.log("ardmere")), again.check()) == (("ardmere",), 3, ())


def test_a_change_of_keys_waits_for_an_act_that_begins_a_lane_and_is_then_refused(
    ardmere: SharedEncryptedStore, open_desk: Opened
):
    other = open_desk()
    refused: list[str] = []

    def change() -> None:
        try:
            other.change_key(OTHER)
        except StoreError as reason:
            refused.append(str(reason))

    thread = threading.Thread(target=change)
    with ardmere.transaction("ardmere") as transaction:
        carry(transaction, "east")
        thread.start()
        _until_somebody_waits(ardmere)
    thread.join()
    assert refused == ["the keys have changed meanwhile: do it again"]
    assert other.change_key(OTHER) == 5
    assert open_desk(OTHER).check() == ()


def test_an_act_that_begins_a_lane_waits_for_a_change_of_keys_and_is_then_refused(
    databases: Databases, name: str, ardmere: SharedEncryptedStore, open_desk: Opened
):
    refused: list[str] = []

    def begin() -> None:
        try:
            act(ardmere, "ardmere", "east")
        except WrongKey as reason:
            refused.append(str(reason))

    thread = threading.Thread(target=begin)
    other = open_desk()
    with psycopg.connect(databases.address(name)) as connection:
        connection.execute("LOCK TABLE goodoffices.keys IN SHARE ROW EXCLUSIVE MODE")
        thread.start()
        _until_somebody_waits(ardmere)
        connection.execute("DELETE FROM goodoffices.keys WHERE name = %s", (INSTANCE,))
        connection.execute("INSERT INTO goodoffices.keys VALUES (%s, 'another')", (INSTANCE,))
    thread.join()
    assert "changed while it was open" in refused[0]
    assert len(other.log("ardmere")) == 1


@pytest.mark.slow
def test_whatever_is_begun_while_keys_change_again_and_again_opens_under_the_last_one(
    ardmere: SharedEncryptedStore, open_desk: Opened
):
    """An act is done whole, under a key that is still there, or is refused and leaves nothing."""
    keys, present, ending = [KEY], threading.Lock(), threading.Event()
    done: list[str] = []
    moved: queue.SimpleQueue[str] = queue.SimpleQueue()
    failures: list[BaseException] = []

    def begin_lanes(desk: SharedEncryptedStore, number: int) -> None:
        try:
            for count in itertools.count():
                if ending.is_set():
                    return
                seat = f"seat-{number}-{count}"
                try:
                    act(desk, "ardmere", seat)
                except WrongKey:
                    with present:  # no change is going on
                        desk = open_desk(keys[-1])
                else:
                    done.append(seat)
                    moved.put(seat)
        except BaseException as failure:  # noqa: BLE001 - whatever it is, the test has failed
            failures.append(failure)
            moved.put("")

    threads = [threading.Thread(target=begin_lanes, args=(open_desk(), number)) for number in range(2)]
    for thread in threads:
        thread.start()
    try:
        while len(keys) < 6 and not failures:
            before = len(done)
            new = bytes([len(keys)]) * 32
            with present:
                try:
                    ardmere.rewrap(new)
                except WrongKey:  # something lies under a key that is gone
                    raise
                except StoreError:
                    continue  # a key was kept meanwhile: done again
                keys.append(new)
            while len(done) == before and not failures:
                moved.get(timeout=20)
    finally:
        ending.set()
        for thread in threads:
            thread.join()
    assert not failures
    last = open_desk(keys[-1])
    assert last.check() == ()
    assert sorted(done) == sorted(row.disclosures[0].seat for row in last.log("ardmere")[1:])
    for seat in done:
        assert last.lane("ardmere", seat) == (item(seat, 1),)


def _until_somebody_waits(store: EncryptedStore) -> None:
    assert isinstance(store._inner, PostgreSQLStore)
    waiting = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    with psycopg.connect(store._inner._pools.address, autocommit=True) as watch:
        while watch.execute(waiting.encode()).fetchone() == (0,):
            pass


@pytest.mark.parametrize("done", [True, False])
def test_a_change_of_keys_whose_answer_was_lost_is_settled(
    ardmere: SharedEncryptedStore, open_desk: Opened, monkeypatch: pytest.MonkeyPatch, *, done: bool
):
    execute = psycopg.Connection.execute

    def lossy(self, query, *values, **named):
        if query != "COMMIT":
            return execute(self, query, *values, **named)
        monkeypatch.undo()
        if done:
            self.commit()
        self.close()
        raise psycopg.OperationalError("the connection is lost")

    monkeypatch.setattr(psycopg.Connection, "execute", lossy)
    if done:
        assert ardmere.change_key(OTHER) == 4
    else:
        with pytest.raises(StoreError, match="nothing of it was written"):
            ardmere.change_key(OTHER)
    assert open_desk(OTHER if done else KEY).check() == ()
    act(ardmere, "ardmere", "east")
    assert open_desk(OTHER if done else KEY).check() == ()


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    make_key(tmp_path / "talks.key")
    return tmp_path / "talks.key"


@pytest.mark.parametrize("wrapped", [True, False])
def test_a_change_of_keys_that_was_cut_off_goes_on_at_the_next_start(
    databases: Databases, name: str, key_file: Path, *, wrapped: bool
):
    store = opened(databases.address(name), key_file=key_file)
    with store.create("ardmere") as transaction:
        carry(transaction, "north")
    new = make_key(next_place(key_file))
    if wrapped:
        store.rewrap(new)
    store.close()
    again = opened(databases.address(name), key_file=key_file)
    assert again.check() == ()
    assert (key_in(key_file) == new, next_place(key_file).exists()) == (wrapped, not wrapped)
    assert change_key(again, key_file) == 3
    again.close()
    again = opened(databases.address(name), key_file=key_file)
    assert again.talks() == ("ardmere",)
    again.close()


def test_of_two_changes_of_one_key_at_once_the_second_is_refused(
    databases: Databases, name: str, key_file: Path, monkeypatch: pytest.MonkeyPatch
):
    """Else the second would put its key in the place of the first's, under which the ring lies."""
    one, other = (opened(databases.address(name), key_file=key_file) for _ in range(2))
    rewrap = one.rewrap

    def meanwhile(new: bytes) -> int:
        with pytest.raises(StoreInUse):
            change_key(other, key_file)
        return rewrap(new)

    monkeypatch.setattr(one, "rewrap", meanwhile)
    change_key(one, key_file)
    for store in (one, other):
        store.close()
    opened(databases.address(name), key_file=key_file).close()
