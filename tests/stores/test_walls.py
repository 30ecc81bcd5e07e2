"""Two walls between the lanes, each of which holds alone; with neither, everything is seen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import psycopg
import pytest

from goodoffices.stores.postgresql import PostgreSQLStore
from goodoffices.stores.store import Store
from goodoffices.testing.store_rows import act, carry, item
from tests.stores.shared_store import Databases
from tests.stores.walls_down import WALLS, embedded_store, shared_store

Opened = Callable[..., Store]


@pytest.fixture(params=["embedded", "shared"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opened:
    """Opens a store of one kind with these walls."""
    if request.param == "embedded":
        return partial(embedded_store, tmp_path / "talks.db")
    return partial(shared_store, request.getfixturevalue("databases"))


def filled(store: Store) -> Store:
    """Two negotiations: north holds three items of one and one of the other, south two and one."""
    for talks in ("ardmere", "callan"):
        with store.create(talks) as transaction:
            carry(transaction, "north", "south")
    act(store, "ardmere", "north")
    act(store, "ardmere", "south", "north")
    return store


@pytest.mark.parametrize(("one", "two"), [walls for walls in WALLS if any(walls)])
def test_one_wall_suffices(opened: Opened, *, one: bool, two: bool):
    store = filled(opened(one=one, two=two))
    assert store.lane("ardmere", "north") == tuple(item("north", number) for number in (1, 2, 3))
    assert store.lane("ardmere", "south") == (item("south", 1), item("south", 2))
    assert store.lane("ardmere", "north", after=2) == (item("north", 3),)
    assert store.lane("callan", "north") == (item("north", 1),)
    assert store.lane("ardmere", "nobody") == store.lane("nowhere", "north") == ()
    store.close()


def test_without_any_wall_the_leak_is_seen(opened: Opened):
    store = filled(opened(one=False, two=False))
    held = [row.identity for row in store.lane("ardmere", "north")]
    store.close()
    assert {"north-1", "north-2", "north-3", "south-1", "south-2"} <= set(held)


# The reader of the shared store, whatever it asks for


@pytest.fixture
def store(databases: Databases):
    store = filled(PostgreSQLStore(databases.address(databases.made())))
    yield store
    store.close()


def asked(
    store: PostgreSQLStore, statement: str, *, talks: str = "ardmere", seat: str = "north"
) -> list[tuple]:
    """What PostgreSQL answers to the reader, as that seat."""
    number = store._number(talks)
    assert number is not None
    with store._pools.reading(number, seat) as connection:
        found = connection.execute(statement.encode())
    return found.fetchall()


EVERYTHING = "SELECT identity FROM goodoffices.items ORDER BY seat, number"


def test_whatever_is_asked_for_only_the_own_lane_answers(store: PostgreSQLStore):
    assert asked(store, EVERYTHING) == [("north-1",), ("north-2",), ("north-3",)]
    assert asked(store, EVERYTHING, seat="south") == [("south-1",), ("south-2",)]
    assert asked(store, EVERYTHING, talks="callan") == [("north-1",)]
    assert asked(store, "SELECT count(*), max(number) FROM goodoffices.items") == [(3, 3)]
    assert asked(store, "SELECT 1 FROM goodoffices.items WHERE seat = 'south'") == []
    assert asked(store, EVERYTHING, seat="nobody") == []


@pytest.mark.parametrize(
    "named",
    [
        "SELECT 1",
        "SELECT set_config('goodoffices.seat', 'north', true)",
        "SELECT set_config('goodoffices.talks', '1', true)",
        "SELECT set_config('goodoffices.talks', '', true), set_config('goodoffices.seat', '', true)",
        "SELECT set_config('goodoffices.talks', '{talks}', true), set_config('goodoffices.seat', '', true)",
        "SELECT set_config('goodoffices.talks', '', true), set_config('goodoffices.seat', 'north', true)",
    ],
)
def test_a_seat_that_is_not_set_or_empty_sees_nothing(store: PostgreSQLStore, named: str):
    statement = named.format(talks=store._number("ardmere")).encode()
    with store._pools._reading.connection() as connection, connection.transaction():
        connection.execute(statement)
        assert connection.execute(EVERYTHING.encode()).fetchall() == []


def test_no_seat_outlives_its_transaction(store: PostgreSQLStore):
    for seat in ("north", "south"):
        store.lane("ardmere", seat)
        with store._pools._reading.connection() as connection:
            assert connection.execute(EVERYTHING.encode()).fetchall() == []
            found = connection.execute("SELECT current_setting('goodoffices.seat', true)").fetchone()
            assert found in {("",), (None,)}


def test_no_seat_outlives_a_read_that_failed(store: PostgreSQLStore):
    with pytest.raises(psycopg.Error):
        asked(store, "SELECT 1 / 0 FROM goodoffices.items")
    with store._pools._reading.connection() as connection:
        assert connection.execute(EVERYTHING.encode()).fetchall() == []
    assert len(store.lane("ardmere", "south")) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM goodoffices.log",
        "SELECT position FROM goodoffices.disclosures",
        "SELECT seat FROM goodoffices.lanes",
        "SELECT name FROM goodoffices.talks",
        "SELECT * FROM goodoffices.answers",
        "SELECT * FROM goodoffices.store",
        "INSERT INTO goodoffices.items SELECT * FROM goodoffices.items",
        "UPDATE goodoffices.items SET body = ''",
        "DELETE FROM goodoffices.items",
        "SELECT * FROM goodoffices.items FOR UPDATE",
        "CREATE TABLE goodoffices.mine (a integer)",
        "SET ROLE goodoffices_writer",
        "SET SESSION AUTHORIZATION postgres",
        "ALTER TABLE goodoffices.items DISABLE ROW LEVEL SECURITY",
        "ALTER POLICY own_lane ON goodoffices.items USING (true)",
        "COPY goodoffices.items TO PROGRAM 'cat'",
        "SELECT pg_read_file('postgresql.conf')",
    ],
)
def test_the_reader_is_refused_everything_else_by_postgresql_itself(store: PostgreSQLStore, statement: str):
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction)):
        asked(store, statement)


def test_row_security_that_is_turned_off_for_a_session_stops_the_read_and_shows_nothing(
    store: PostgreSQLStore,
):
    asked(store, "SELECT set_config('row_security', 'off', false)")
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        asked(store, EVERYTHING)


def test_statistics_of_the_planner_tell_the_reader_nothing(databases: Databases, store: PostgreSQLStore):
    with databases.superuser(store.place.partition("?")[0].rpartition("/")[2]) as connection:
        connection.execute("ANALYZE goodoffices.items")
    assert asked(store, "SELECT * FROM pg_stats WHERE schemaname = 'goodoffices'") == []
