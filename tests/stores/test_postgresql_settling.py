"""A commit whose answer was lost is settled: acknowledged if it was done, refused if it was not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest

from goodoffices.errors import StoreError, UnsettledAct
from goodoffices.stores import postgresql_settling
from goodoffices.stores.postgresql import PostgreSQLStore
from goodoffices.stores.postgresql_bell import RING
from goodoffices.stores.store import Answered
from goodoffices.testing.store_rows import act, carry
from tests.stores.shared_store import Databases

LOST = psycopg.OperationalError("the connection is lost")
YES = Answered(digest=b"d", answer=b"yes")
Arm = Callable[[Callable[[Any], None]], None]


@pytest.fixture
def store(databases: Databases) -> Iterator[PostgreSQLStore]:
    store = PostgreSQLStore(databases.address(databases.made()))
    with store.create("ardmere") as transaction:
        carry(transaction, "north")
    yield store
    store.close()


@pytest.fixture
def arm(monkeypatch: pytest.MonkeyPatch) -> Arm:
    """Has the answer to the next COMMIT lost; what is done with the connection before comes as a function."""
    execute = psycopg.Connection.execute
    armed: list[Callable[[Any], None]] = []

    def lossy(self: Any, query: Any, *values: Any, **named: Any) -> Any:
        if query == "COMMIT" and armed:
            armed.pop()(self)
            raise LOST
        return execute(self, query, *values, **named)

    monkeypatch.setattr(psycopg.Connection, "execute", lossy)
    return armed.append


def done(connection: psycopg.Connection) -> None:
    connection.commit()
    connection.close()


def not_done(connection: psycopg.Connection) -> None:
    connection.close()


def test_an_act_that_was_written_is_acknowledged(store: PostgreSQLStore, arm: Arm):
    arm(done)
    act(store, "ardmere", "north", "south")
    assert (len(store.lane("ardmere", "north")), len(store.log("ardmere"))) == (2, 2)


def test_an_act_that_was_not_written_is_refused_and_leaves_nothing(store: PostgreSQLStore, arm: Arm):
    arm(not_done)
    with pytest.raises(StoreError, match="nothing of it was written"):
        act(store, "ardmere", "north", "south")
    assert (len(store.lane("ardmere", "north")), len(store.log("ardmere"))) == (1, 1)
    act(store, "ardmere", "north")
    assert store.check() == ()


@pytest.mark.parametrize(("lost", "there"), [(done, True), (not_done, False)])
@pytest.mark.parametrize("filled", [True, False])
def test_talks_that_were_begun_are_settled_too(
    store: PostgreSQLStore, arm: Arm, lost: Callable[[Any], None], *, there: bool, filled: bool
):
    def begin() -> None:
        with store.create("callan") as transaction:
            if filled:
                carry(transaction, "north")

    arm(lost)
    if there:
        begin()
    else:
        with pytest.raises(StoreError, match="nothing of it was written"):
            begin()
    assert ("callan" in store.talks()) is there


@pytest.mark.parametrize(("lost", "there"), [(done, True), (not_done, False)])
def test_an_answer_that_was_kept_alone_is_settled_too(
    store: PostgreSQLStore, arm: Arm, lost: Callable[[Any], None], *, there: bool
):
    def remember() -> None:
        with store.transaction("ardmere") as transaction:
            transaction.remember("north", "k", YES)

    arm(lost)
    if there:
        remember()
    else:
        with pytest.raises(StoreError, match="nothing of it was written"):
            remember()
    with store.transaction("ardmere") as transaction:
        assert transaction.answered("north", "k") == (YES if there else None)


def test_a_read_whose_end_was_lost_has_nothing_to_settle(store: PostgreSQLStore, arm: Arm):
    arm(not_done)
    with store.transaction("ardmere") as transaction:
        assert transaction.head("north") == 1


def test_a_commit_that_the_server_is_still_doing_is_waited_for(store: PostgreSQLStore, arm: Arm):
    threads: list[threading.Thread] = []

    def later(connection: psycopg.Connection) -> None:
        """The server commits once somebody waits for these talks, on a connection that we gave up."""

        def commit() -> None:
            waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            with psycopg.connect(store._pools.address, autocommit=True) as watch:
                while watch.execute(waiting.encode()).fetchone() == (0,):
                    pass
            connection.commit()

        threads.append(threading.Thread(target=commit))
        threads[0].start()

    arm(later)
    act(store, "ardmere", "north")
    threads[0].join()
    assert len(store.lane("ardmere", "north")) == 2


def test_where_nobody_can_say_the_act_is_said_to_be_unsettled(
    store: PostgreSQLStore, arm: Arm, monkeypatch: pytest.MonkeyPatch
):
    def gone(connection: psycopg.Connection) -> None:
        done(connection)
        monkeypatch.setattr(postgresql_settling, "PATIENCE", 0.0)
        monkeypatch.setattr(store._pools, "writing", lambda: (_ for _ in ()).throw(LOST))

    arm(gone)
    with pytest.raises(UnsettledAct, match="once at most"):
        act(store, "ardmere", "north")
    monkeypatch.undo()
    assert len(store.lane("ardmere", "north")) == 2


@pytest.mark.parametrize(
    "trouble", [StoreError("unfit now"), psycopg.errors.ReadOnlySqlTransaction("a standby")]
)
def test_whatever_else_keeps_the_database_from_telling_leaves_the_act_unsettled(
    store: PostgreSQLStore, arm: Arm, monkeypatch: pytest.MonkeyPatch, trouble: Exception
):
    def changed(connection: psycopg.Connection) -> None:
        done(connection)
        monkeypatch.setattr(postgresql_settling, "PATIENCE", 0.0)
        monkeypatch.setattr(store._pools, "writing", lambda: (_ for _ in ()).throw(trouble))

    arm(changed)
    with pytest.raises(UnsettledAct):
        act(store, "ardmere", "north")


@pytest.mark.parametrize("fault", [psycopg.OperationalError, psycopg.errors.ProgramLimitExceeded])
def test_a_bell_that_cannot_be_rung_makes_no_act_undone(
    store: PostgreSQLStore, monkeypatch: pytest.MonkeyPatch, fault: type[psycopg.Error]
):
    execute = psycopg.Connection.execute

    def silent(self: Any, query: Any, *values: Any, **named: Any) -> Any:
        if query == RING:
            raise fault
        return execute(self, query, *values, **named)

    monkeypatch.setattr(psycopg.Connection, "execute", silent)
    act(store, "ardmere", "north")
    assert len(store.lane("ardmere", "north")) == 2
