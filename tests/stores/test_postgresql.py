"""The shared store keeps the contract of all stores, and what it has acknowledged."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress

import psycopg
import pytest

from goodoffices.errors import ForeignStore, StoreError, UnknownTalks
from goodoffices.stores.postgresql import PostgreSQLStore
from goodoffices.stores.store import Answered
from goodoffices.testing.store_keys import ErasureLaws, KeyLaws
from goodoffices.testing.store_rows import act, carry, item
from goodoffices.testing.stores import StoreContract
from tests.stores.shared_store import Databases, DatabaseVandal


class TestPostgreSQLStore(StoreContract, KeyLaws, ErasureLaws):
    @pytest.fixture
    def fresh(self, databases: Databases):
        stores: list[PostgreSQLStore] = []

        def fresh() -> PostgreSQLStore:
            if stores and all(store._closed for store in stores):
                databases.take_back()
            stores.append(PostgreSQLStore(databases.address(databases.made())))
            return stores[-1]

        return fresh

    @pytest.fixture
    def vandal(self, store, databases: Databases):
        assert isinstance(store, PostgreSQLStore)
        return DatabaseVandal(databases, store.place.partition("?")[0].rpartition("/")[2])


@pytest.fixture
def name(databases: Databases) -> str:
    return databases.made()


@pytest.fixture
def store(databases: Databases, name: str) -> Iterator[PostgreSQLStore]:
    """A store in which `ardmere` has one event, which north and south hold."""
    store = PostgreSQLStore(databases.address(name))
    with store.create("ardmere") as transaction:
        carry(transaction, "north", "south")
    yield store
    store.close()


@pytest.fixture
def other(databases: Databases, name: str, store: PostgreSQLStore) -> Iterator[PostgreSQLStore]:
    """The same store, as another process has it open."""
    other = PostgreSQLStore(databases.address(name))
    yield other
    other.close()


# What is kept


def test_a_store_that_is_opened_again_holds_all_that_it_held(
    databases: Databases, name: str, store: PostgreSQLStore
):
    log = store.log("ardmere")
    store.close()
    again = PostgreSQLStore(databases.address(name))
    act(again, "ardmere", "north")
    assert (again.talks(), again.log("ardmere")[:1]) == (("ardmere",), log)
    assert again.lane("ardmere", "north") == (item("north", 1), item("north", 2))
    again.close()


def test_an_interrupt_within_an_act_leaves_nothing(store: PostgreSQLStore):
    with suppress(KeyboardInterrupt), store.transaction("ardmere") as transaction:
        carry(transaction, "south")
        raise KeyboardInterrupt
    assert (len(store.lane("ardmere", "south")), len(store.log("ardmere"))) == (1, 1)
    act(store, "ardmere", "south")


def test_an_error_of_the_database_that_somebody_hides_is_no_acknowledgement(store: PostgreSQLStore):
    def hide() -> None:
        with store.transaction("ardmere") as transaction:
            carry(transaction, "north")
            with suppress(psycopg.Error):
                transaction._connection.execute("SELECT 1 / 0")

    with pytest.raises(StoreError, match="undid"):
        hide()
    assert len(store.log("ardmere")) == 1


def test_a_name_with_quotes_is_a_name_like_any_other(store: PostgreSQLStore):
    odd = """north'; DROP TABLE goodoffices.log; -- %s"""
    with store.create(odd) as transaction:
        carry(transaction, odd)
    assert (store.lane(odd, odd), store.check()) == ((item(odd, 1),), ())


@pytest.mark.parametrize("sign", ["\0", "\ud800"])
def test_a_name_that_no_database_can_hold_is_not_there(store: PostgreSQLStore, sign: str):
    assert (store.lane(sign, "north"), store.lane("ardmere", sign), store.log(sign)) == ((), (), ())
    with store.transaction("ardmere") as transaction:
        assert transaction.events("north", (sign,)) == transaction.identities("north", (sign,)) == {}
    with pytest.raises(UnknownTalks), store.transaction(sign):
        pass
    with pytest.raises(ValueError, match="sign"), store.create(sign):
        pass


@pytest.mark.parametrize("key", ["", "\0", "\ud800", "k" * 2000])
def test_a_key_may_hold_anything(store: PostgreSQLStore, key: str):
    answered = Answered(digest=b"d", answer=b"yes")
    with store.transaction("ardmere") as transaction:
        transaction.remember("north", key, answered)
    with store.transaction("ardmere") as transaction:
        assert transaction.answered("north", key) == answered
        assert [kept.key for kept in transaction.answers()] == [key]


# Several desks


def test_what_one_desk_writes_another_reads_at_once(store: PostgreSQLStore, other: PostgreSQLStore):
    assert other.lane("ardmere", "south") == (item("south", 1),)
    act(store, "ardmere", "south")
    assert other.lane("ardmere", "south") == (item("south", 1), item("south", 2))
    with other.create("callan") as transaction:
        carry(transaction, "north")
    assert store.talks() == ("ardmere", "callan")


def test_an_act_waits_for_that_of_another_desk_and_sees_all_of_it(
    store: PostgreSQLStore, other: PostgreSQLStore
):
    held, seen = threading.Event(), list[int]()

    def second() -> None:
        held.set()
        with other.transaction("ardmere") as transaction:
            seen.append(transaction.head("north"))
            carry(transaction, "north")

    thread = threading.Thread(target=second)
    with store.transaction("ardmere") as transaction:
        thread.start()
        held.wait()
        carry(transaction, "north")
        assert not seen
    thread.join()
    assert seen == [2]
    assert [row.number for row in store.lane("ardmere", "north")] == [1, 2, 3]


def test_acts_on_other_talks_do_not_wait(store: PostgreSQLStore, other: PostgreSQLStore):
    with other.create("callan") as transaction:
        carry(transaction, "north")
    with store.transaction("ardmere"):
        act(other, "callan", "north")
    assert len(store.lane("callan", "north")) == 2


def test_of_two_desks_that_begin_talks_of_one_name_one_is_refused(
    store: PostgreSQLStore, other: PostgreSQLStore
):
    refused: list[str] = []

    def second() -> None:
        try:
            with other.create("callan"):
                pass
        except ValueError as reason:
            refused.append(str(reason))

    thread = threading.Thread(target=second)
    with store.create("callan") as transaction:
        thread.start()
        carry(transaction, "north")
    thread.join()
    assert refused == ["talks named callan exist already"]
    assert len(store.log("callan")) == 1


APPEND = """
import sys
from goodoffices.stores.postgresql import PostgreSQLStore
from goodoffices.testing.store_rows import act
store = PostgreSQLStore(sys.argv[1])
for _ in range(int(sys.argv[2])):
    print(act(store, "ardmere", *sys.argv[3:]).position, flush=True)
store.close()
"""


@pytest.mark.slow
def test_acts_of_several_processes_leave_no_gap_and_take_no_place_twice(
    databases: Databases, name: str, store: PostgreSQLStore
):
    lanes = (("north", "south"), ("south", "north"), ("south", "envoy"))
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", APPEND, databases.address(name), "25", *seats],
            stdout=subprocess.PIPE,
            text=True,
        )
        for seats in lanes
    ]
    told = [int(line) for process in processes for line in process.communicate()[0].split()]
    assert sorted(told) == list(range(2, 77))
    assert [row.position for row in store.log("ardmere")] == list(range(1, 77))
    for seat, acts in (("north", 51), ("south", 76), ("envoy", 25)):
        assert [row.number for row in store.lane("ardmere", seat)] == list(range(1, acts + 1))
    assert store.check() == ()


def test_many_threads_on_many_talks_need_no_more_connections_than_a_desk_may_hold(store: PostgreSQLStore):
    for number in range(12):
        with store.create(f"talks-{number}"):
            pass
    threads = [
        threading.Thread(target=act, args=(store, f"talks-{number % 12}", "north")) for number in range(36)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(store.lane(f"talks-{number}", "north")) for number in range(12)] == [3] * 12


# What the database itself refuses


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE goodoffices.log SET body = 'other words'",
        "UPDATE goodoffices.log SET body = ''",
        "UPDATE goodoffices.items SET opening = '', body = '', key = 'another'",
        "UPDATE goodoffices.log SET leaf = ''",
        "UPDATE goodoffices.log SET position = 7",
        "UPDATE goodoffices.keys SET wrapped = ''",
        "DELETE FROM goodoffices.log",
        "DELETE FROM goodoffices.items",
        "TRUNCATE goodoffices.items",
        "UPDATE goodoffices.items SET seat = 'south'",
        "DELETE FROM goodoffices.disclosures",
        "UPDATE goodoffices.answers SET answer = ''",
        "UPDATE goodoffices.lanes SET seat = 'x'",
        "UPDATE goodoffices.store SET form = 2",
        "ALTER TABLE goodoffices.items DISABLE ROW LEVEL SECURITY",
        "DROP POLICY own_lane ON goodoffices.items",
        "DROP TABLE goodoffices.items",
        "CREATE TABLE goodoffices.mine (a integer)",
        "SET ROLE postgres",
    ],
)
def test_the_writer_appends_and_can_do_nothing_else(store: PostgreSQLStore, statement: str):
    with store._pools.writing() as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement.encode())


@pytest.mark.parametrize(
    ("statement", "kept"),
    [
        (
            "INSERT INTO goodoffices.items SELECT talks, 'envoy', 1, 'x', kind, 1, '', '', '', '' FROM {}",
            "lanes",
        ),
        (
            "INSERT INTO goodoffices.items SELECT talks, seat, 1, 'x', kind, version, '', '', '', '' FROM {}",
            "pkey",
        ),
        (
            "INSERT INTO goodoffices.items SELECT talks, seat, 9, identity, kind, 1, '', '', '', '' FROM {}",
            "identity",
        ),
        ("INSERT INTO goodoffices.disclosures SELECT talks, seat, 9, 'x', '', 1, 1 FROM {}", "position"),
        (
            "INSERT INTO goodoffices.items SELECT talks, seat, 9, 'x', 'event', 1, '', '', '', '' FROM {}",
            "kind",
        ),
    ],
)
def test_what_does_not_fit_a_lane_is_refused_by_the_tables_too(
    store: PostgreSQLStore, statement: str, kept: str
):
    planted = statement.format("goodoffices.items WHERE seat = 'north'")
    with store._pools.writing() as connection, pytest.raises(psycopg.IntegrityError, match=kept):
        connection.execute(planted.encode())


def test_heads_that_were_moved_behind_the_desk_are_found(
    databases: Databases, name: str, store: PostgreSQLStore
):
    vandal = DatabaseVandal(databases, name)
    vandal.change("UPDATE goodoffices.talks SET head = 5")
    vandal.change("UPDATE goodoffices.lanes SET head = 3 WHERE seat = 'north'")
    assert {problem.place for problem in store.check()} == {"event 5", "seat north, item 3"}


def test_events_that_were_cut_off_with_all_that_they_disclosed_are_found(
    databases: Databases, name: str, store: PostgreSQLStore
):
    act(store, "ardmere", "north")
    vandal = DatabaseVandal(databases, name)
    vandal.drop_event("ardmere", 2)
    vandal.drop_item("ardmere", "north", 2)
    assert {problem.place for problem in store.check()} == {"event 2", "seat north, item 2"}


def test_a_wall_that_was_taken_down_and_a_table_that_was_planted_are_found(databases: Databases):
    name = databases.to_be_altered()
    store = PostgreSQLStore(databases.address(name))
    assert store.check() == ()
    with databases.superuser(name) as connection:
        connection.execute("ALTER TABLE goodoffices.items DISABLE ROW LEVEL SECURITY")
        connection.execute("CREATE TABLE goodoffices.planted (a integer)")
    sentences = [problem.sentence for problem in store.check()]
    store.close()
    assert "row security is off, or not forced, on items, planted" in sentences[0]
    assert sentences[1] == "planted is no table of a store"


def test_an_envelope_of_an_unknown_kind_is_found(databases: Databases):
    name = databases.to_be_altered()
    store = PostgreSQLStore(databases.address(name))
    with store.create("ardmere") as transaction:
        carry(transaction, "north")
    with databases.superuser(name) as connection:
        connection.execute("ALTER TABLE goodoffices.items DROP CONSTRAINT items_kind_check")
        connection.execute("UPDATE goodoffices.items SET kind = 'telegram'")
    assert any("telegram" in problem.sentence for problem in store.check())
    with pytest.raises(ForeignStore, match="telegram"):
        store.lane("ardmere", "north")
    store.close()
