"""What the connection through which a seat reads can reach: its own lane, and nothing else."""

from __future__ import annotations

import threading
from pathlib import Path

import apsw
import pytest

from goodoffices.errors import StoreError
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.testing.store_rows import act, carry, item


@pytest.fixture
def ardmere(kept: SQLiteStore) -> SQLiteStore:
    with kept.create("ardmere") as transaction:
        carry(transaction, "north", "south")
    return kept


def named(store: SQLiteStore, seat: str) -> str:
    lane = store._writer.catalogue.lane("ardmere", seat)
    assert lane is not None
    return lane.table.name


def ask(store: SQLiteStore, seat: str, statement: str) -> list[tuple]:
    """What SQLite answers on that seat's connection; NORTH and SOUTH stand for the lanes' tables."""
    lane = store._writer.catalogue.lane("ardmere", seat)
    assert lane is not None
    written = statement.replace("NORTH", named(store, "north")).replace("SOUTH", named(store, "south"))
    with store._readers.connection(lane.table) as connection:
        return connection.execute(written).fetchall()


def test_a_seats_connection_reads_its_lane(ardmere: SQLiteStore):
    assert ask(ardmere, "north", "SELECT identity FROM NORTH WHERE number > 0") == [("north-1",)]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT body FROM SOUTH",
        "SELECT 1 FROM SOUTH",
        "SELECT count(*) FROM SOUTH",
        "SELECT identity FROM NORTH UNION SELECT identity FROM SOUTH",
        "SELECT identity FROM NORTH WHERE EXISTS (SELECT 1 FROM SOUTH)",
        "SELECT identity FROM NORTH WHERE identity IN (SELECT identity FROM SOUTH)",
        "SELECT NORTH.identity FROM NORTH JOIN SOUTH USING (number)",
        "WITH other AS (SELECT * FROM SOUTH) SELECT * FROM other",
        "SELECT * FROM log",
        "SELECT 1 FROM disclosures",
        "SELECT * FROM lanes",
        "SELECT * FROM talks",
        "SELECT * FROM answers",
        "SELECT name FROM sqlite_schema",
        "SELECT sql FROM sqlite_master",
        "SELECT 1 FROM sqlite_temp_master",
        "SELECT * FROM pragma_table_list",
        "SELECT * FROM json_each('[1]')",
        "PRAGMA table_list",
        "PRAGMA data_version",
        "PRAGMA page_count",
        "PRAGMA query_only = OFF",
        "PRAGMA wal_checkpoint",
        "ATTACH ':memory:' AS other",
        "SELECT max(identity) FROM NORTH",
        "SELECT total_changes()",
        "SELECT load_extension('x')",
        "SELECT randomblob(9)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i FROM n) SELECT i FROM n",
        "INSERT INTO NORTH VALUES (9, 'n', 'lane_item', 1, x'', x'', x'', x'')",
        "UPDATE NORTH SET body = x''",
        "DELETE FROM NORTH",
        "CREATE TEMP TABLE t (a)",
        "CREATE TEMP VIEW v AS SELECT * FROM SOUTH",
        "DROP TABLE SOUTH",
        "BEGIN",
        "SAVEPOINT s",
        "VACUUM INTO 'copy.db'",
        "ANALYZE",
    ],
)
def test_a_seats_connection_is_refused_everything_else_by_sqlite_itself(ardmere: SQLiteStore, statement: str):
    with pytest.raises(
        (apsw.AuthError, apsw.SQLError), match=r"not authorized|prohibited|authorization denied"
    ):
        ask(ardmere, "north", statement)


def test_the_same_statement_is_refused_on_one_seats_connection_and_done_on_the_others(ardmere: SQLiteStore):
    statement = "SELECT identity FROM SOUTH WHERE number > 0"
    assert ask(ardmere, "south", statement) == [("south-1",)]
    with pytest.raises(apsw.AuthError):
        ask(ardmere, "north", statement)


def test_a_connection_goes_on_being_walled_when_other_lanes_are_opened(ardmere: SQLiteStore):
    ask(ardmere, "north", "SELECT identity FROM NORTH")
    act(ardmere, "ardmere", "envoy")  # a new table: every connection reads the schema anew
    with pytest.raises(apsw.AuthError):
        ask(ardmere, "north", "SELECT identity FROM SOUTH")
    assert len(ardmere.lane("ardmere", "north")) == 1


def test_two_seats_never_have_one_connection(ardmere: SQLiteStore):
    lanes = [ardmere._writer.catalogue.lane("ardmere", seat) for seat in ("north", "south")]
    used: list[set[int]] = []
    held = []
    for lane in lanes:
        assert lane is not None
        with ardmere._readers.connection(lane.table) as connection:
            held.append(connection)
            used.append({id(connection)})
    assert not used[0] & used[1]


def test_a_seat_is_given_its_idle_connection_again(ardmere: SQLiteStore):
    lane = ardmere._writer.catalogue.lane("ardmere", "north")
    assert lane is not None
    with ardmere._readers.connection(lane.table) as first:
        pass
    with ardmere._readers.connection(lane.table) as second:
        assert second is first


def test_no_read_outlives_its_call(ardmere: SQLiteStore):
    ardmere.lane("ardmere", "north")
    ardmere.log("ardmere")
    act(ardmere, "ardmere", "north")
    ardmere.lane("ardmere", "south")
    # A checkpoint that empties the log can only end when nobody reads from it.
    ((busy, _, _),) = ardmere._writer.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert busy == 0


def test_no_more_connections_stay_open_than_were_asked_for(path: Path):
    store = SQLiteStore(path, idle_readers=2)
    seats = ("a", "b", "c", "d")
    with store.create("ardmere") as transaction:
        carry(transaction, *seats)
    for seat in seats:
        assert store.lane("ardmere", seat) == (item(seat, 1),)
    assert list(store._readers._pool) == [named(store, seat) for seat in ("c", "d")]
    store.close()


def test_the_lane_read_last_stays_open_longest(path: Path):
    store = SQLiteStore(path, idle_readers=2)
    with store.create("ardmere") as transaction:
        carry(transaction, "a", "b", "c")
    for seat in ("a", "b", "a", "c"):
        store.lane("ardmere", seat)
    assert list(store._readers._pool) == [named(store, seat) for seat in ("a", "c")]
    store.close()


def test_a_connection_in_use_while_the_store_is_closed_is_closed_when_it_comes_back(ardmere: SQLiteStore):
    lane = ardmere._writer.catalogue.lane("ardmere", "north")
    assert lane is not None
    with ardmere._readers.connection(lane.table) as connection:
        ardmere.close()
    with pytest.raises(apsw.ConnectionClosedError):
        connection.execute("SELECT 1")


def test_many_threads_read_many_lanes_while_one_writes(ardmere: SQLiteStore):
    wrong: list[object] = []

    def read(seat: str) -> None:
        for _ in range(30):
            numbers = [row.number for row in ardmere.lane("ardmere", seat)]
            if numbers != list(range(1, len(numbers) + 1)) or not numbers:
                wrong.append((seat, numbers))

    threads = [threading.Thread(target=read, args=(seat,)) for seat in ("north", "south") * 3]
    for thread in threads:
        thread.start()
    for _ in range(20):
        act(ardmere, "ardmere", "north", "south")
    for thread in threads:
        thread.join()
    assert not wrong


def test_a_seats_connection_attaches_nothing_and_waits_for_a_checkpoint(ardmere: SQLiteStore):
    lane = ardmere._writer.catalogue.lane("ardmere", "north")
    assert lane is not None
    with ardmere._readers.connection(lane.table) as connection:
        assert connection.limit(apsw.SQLITE_LIMIT_ATTACHED) == 0
        assert connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, -1) == 1
        connection.set_authorizer(None)  # so that the test may ask what no seat may
        assert connection.execute("PRAGMA busy_timeout").fetchall() == [(5_000,)]


def test_readers_that_are_closed_leave_no_connection_open(ardmere: SQLiteStore):
    lane = ardmere._writer.catalogue.lane("ardmere", "north")
    assert lane is not None
    readers = ardmere._readers
    with readers.connection(lane.table) as idle:
        pass
    with readers.connection(lane.table) as used:
        assert used is idle
        readers.close_all()
    with readers.connection(lane.table) as late:
        assert len(late.execute(lane.table.read, (0,)).fetchall()) == 1
    readers.close_all()
    for connection in (idle, late):
        with pytest.raises(apsw.ConnectionClosedError):
            connection.execute("SELECT 1")


def test_idle_connections_are_closed_with_their_readers(ardmere: SQLiteStore):
    lane = ardmere._writer.catalogue.lane("ardmere", "north")
    assert lane is not None
    with ardmere._readers.connection(lane.table) as idle:
        pass
    ardmere._readers.close_all()
    assert not ardmere._readers._pool
    with pytest.raises(apsw.ConnectionClosedError):
        idle.execute("SELECT 1")
    with ardmere._readers.connection(lane.table) as late:
        assert late is not idle  # a closed one is never handed out


def test_what_is_known_to_hold_nothing_more_is_not_read(
    ardmere: SQLiteStore, monkeypatch: pytest.MonkeyPatch
):
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("the lane was read")

    monkeypatch.setattr(ardmere._readers, "read", refuse)
    assert ardmere.lane("ardmere", "north", after=1) == ()
    monkeypatch.undo()
    act(ardmere, "ardmere", "north")
    assert [row.number for row in ardmere.lane("ardmere", "north", after=1)] == [2]


def test_nothing_is_known_of_a_lane_whose_commit_has_failed(ardmere: SQLiteStore):
    ardmere._writer.connection.set_commit_hook(lambda: True)
    with pytest.raises(StoreError):
        act(ardmere, "ardmere", "north")
    ardmere._writer.connection.set_commit_hook(None)
    assert ardmere.lane("ardmere", "north", after=1) == ()
    act(ardmere, "ardmere", "north")
    assert [row.number for row in ardmere.lane("ardmere", "north", after=1)] == [2]
