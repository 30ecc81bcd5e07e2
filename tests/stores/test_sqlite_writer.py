"""Acts of several threads share a commit, and share what becomes of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from goodoffices.errors import StoreError, UnknownTalks
from goodoffices.stores import sqlite_batch, sqlite_writer
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.stores.sqlite_errand import Errand
from goodoffices.stores.store import KeyedTransaction, LogRow
from goodoffices.testing.store_rows import act, carry


class _Undone(Exception):
    pass


@pytest.fixture
def ardmere(kept: SQLiteStore) -> SQLiteStore:
    with kept.create("ardmere") as transaction:
        carry(transaction, "north")
    return kept


@pytest.fixture
def commits(ardmere: SQLiteStore) -> list[int]:
    """Grows by one with each commit of the writer."""
    counted: list[int] = []

    def count() -> bool:
        counted.append(1)
        return False

    ardmere._writer.connection.set_commit_hook(count)
    return counted


def until(condition: Callable[[], bool]) -> None:
    """Wait for something that another thread is about to do."""
    for _ in range(20_000):
        if condition():
            return
        threading.Event().wait(0.001)
    raise AssertionError("it never came about")


def together(store: SQLiteStore, *works: Callable[[], LogRow]) -> list[Future[LogRow]]:
    """Hold the turn in an act to north until all the works wait for it, each in a thread of its own.

    What became of that act, and then of each work.
    """
    futures: list[Future[LogRow]] = []

    def hold() -> LogRow:
        with store.transaction("ardmere") as transaction:
            futures.extend(pool.submit(work) for work in works)
            until(lambda: waiting(store) == len(works))
            return carry(transaction, "north")

    with ThreadPoolExecutor(len(works) + 1) as pool:
        held = pool.submit(hold)
        held.exception()
    return [held, *futures]


def waiting(store: SQLiteStore) -> int:
    """How many acts wait for the turn, each in a thread of its own, or handed in."""
    return store._writer.turns.waiting + len(store._writer._errands)


Carried = Callable[[SQLiteStore, str], Callable[[], LogRow]]


def in_a_turn_of_its_own(store: SQLiteStore, seat: str) -> Callable[[], LogRow]:
    return lambda: act(store, "ardmere", seat)


def handed_in(store: SQLiteStore, seat: str) -> Callable[[], LogRow]:
    return lambda: store.carry_out("ardmere", lambda transaction: carry(transaction, seat))


@pytest.fixture(params=[in_a_turn_of_its_own, handed_in])
def carried(request: pytest.FixtureRequest) -> Carried:
    """One act, for a thread to do."""
    return request.param


def test_acts_that_wait_together_are_committed_together(
    ardmere: SQLiteStore, commits: list[int], carried: Carried
):
    futures = together(ardmere, *[carried(ardmere, seat) for seat in "abcdefgh"])
    assert sorted(future.result().position for future in futures) == list(range(2, 11))
    assert len(commits) < 9  # one, unless a thread was late
    assert ardmere.check() == ()


def test_an_act_returns_only_once_what_it_shares_is_committed(ardmere: SQLiteStore):
    first: list[Future[LogRow]] = []

    def after_it() -> LogRow:
        with ardmere.transaction("ardmere") as transaction:
            assert len(transaction.lane("north")) == 2, "it is decided on what waits for the commit"
            assert len(ardmere.lane("ardmere", "north")) == 1, "what is not committed was shown"
            assert not first[0].done(), "the act before it was acknowledged before the commit"
            return carry(transaction, "south")

    def hold() -> LogRow:
        with ardmere.transaction("ardmere") as transaction:
            row = carry(transaction, "north")
            later.append(pool.submit(after_it))
            until(lambda: ardmere._writer.turns.waiting == 1)
            return row

    later: list[Future[LogRow]] = []
    with ThreadPoolExecutor(2) as pool:
        first.append(pool.submit(hold))
        first[0].exception()
    assert [future.result().position for future in (*first, *later)] == [2, 3]
    assert len(ardmere.lane("ardmere", "north")) == 2


@pytest.fixture
def no_commit(ardmere: SQLiteStore) -> Iterator[None]:
    """SQLite turns each commit into a rollback."""
    ardmere._writer.connection.set_commit_hook(lambda: True)
    yield
    ardmere._writer.connection.set_commit_hook(None)


def test_a_commit_that_fails_is_told_to_all_whose_acts_it_held_and_undoes_them(
    ardmere: SQLiteStore, no_commit: None, carried: Carried
):
    def create() -> LogRow:
        with ardmere.create("callan") as transaction:
            return carry(transaction, "north")

    futures = together(ardmere, *[carried(ardmere, seat) for seat in ("north", "south", "envoy")], create)
    assert [type(future.exception()) for future in futures] == [StoreError] * 5
    ardmere._writer.connection.set_commit_hook(None)
    assert (ardmere.talks(), len(ardmere.log("ardmere"))) == (("ardmere",), 1)
    assert ardmere.lane("ardmere", "south") == ardmere.lane("callan", "north") == ()
    assert act(ardmere, "ardmere", "south").position == 2
    assert ardmere.check() == ()


def test_a_refusal_that_rests_on_acts_which_fail_is_no_answer(ardmere: SQLiteStore, no_commit: None):
    def create() -> LogRow:
        with ardmere.create("callan") as transaction:
            return carry(transaction, "north")

    # One of the two was refused a name that the other had not got in the end.
    assert [type(future.exception()) for future in together(ardmere, create, create)] == [StoreError] * 3


def test_an_act_that_is_undone_leaves_the_others_of_its_commit(ardmere: SQLiteStore, carried: Carried):
    def undone() -> LogRow:
        with ardmere.transaction("ardmere") as transaction:
            carry(transaction, "west")
            raise _Undone

    futures = together(ardmere, carried(ardmere, "north"), undone, carried(ardmere, "south"))
    assert [type(future.exception()) for future in futures] == [type(None), type(None), _Undone, type(None)]
    assert [row.position for row in ardmere.log("ardmere")] == [1, 2, 3, 4]
    assert ardmere.lane("ardmere", "west") == ()
    assert ardmere.check() == ()


def test_a_full_batch_waits_for_nobody(
    ardmere: SQLiteStore, commits: list[int], carried: Carried, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sqlite_batch, "MOST_ACTS", 2)
    for future in together(ardmere, *[carried(ardmere, seat) for seat in "abcdefgh"]):
        future.result()
    assert len(commits) >= 4


def test_a_commit_that_was_left_to_somebody_who_has_gone_is_made_all_the_same(
    ardmere: SQLiteStore, carried: Carried, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sqlite_writer, "PATIENCE", 0.01)
    ardmere._writer.turns._waiting += 1
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(carried(ardmere, "south"))
        until(lambda: ardmere._writer._batch is not None and ardmere._writer._batch.acts == 1)
        ardmere._writer.turns._waiting -= 1
        assert waiting.result(20).position == 2
    assert len(ardmere.lane("ardmere", "south")) == 1


def test_closing_commits_what_waits(path: Path):
    store = SQLiteStore(path)
    with store.create("ardmere"):
        pass
    with ThreadPoolExecutor(2) as pool:
        with store.transaction("ardmere") as transaction:
            carry(transaction, "north")
            closing = pool.submit(store.close)
            until(lambda: store._writer.turns.waiting == 1)
        closing.result()
    again = SQLiteStore(path)
    assert len(again.lane("ardmere", "north")) == 1
    again.close()


def test_unknown_talks_hold_nobody_up(ardmere: SQLiteStore):
    with pytest.raises(UnknownTalks), ardmere.transaction("callan"):
        pass
    assert act(ardmere, "ardmere", "north").position == 2


# Acts that are handed in


def test_one_thread_does_what_several_handed_in(ardmere: SQLiteStore):
    doers: list[int] = []

    def work(transaction: KeyedTransaction) -> LogRow:
        doers.append(threading.get_ident())
        return carry(transaction, "north")

    futures = together(ardmere, *[lambda: ardmere.carry_out("ardmere", work)] * 8)
    assert [future.exception() for future in futures] == [None] * 9
    assert (len(doers), len(set(doers)) < 8) == (8, True)


def test_an_interrupt_stops_who_does_the_work_and_undoes_that_act_alone(ardmere: SQLiteStore):
    def interrupted(transaction: KeyedTransaction) -> LogRow:
        carry(transaction, "west")
        raise KeyboardInterrupt

    futures = together(
        ardmere,
        handed_in(ardmere, "north"),
        lambda: ardmere.carry_out("ardmere", interrupted),
        handed_in(ardmere, "south"),
    )
    # Whoever did the work is told of the interrupt, be the act his own or another's; nobody waits for ever.
    reasons = [type(future.exception()) for future in futures]
    assert reasons.count(KeyboardInterrupt) == 1
    assert ardmere.lane("ardmere", "west") == ()
    assert ardmere.check() == ()
    assert act(ardmere, "ardmere", "north").position == len(ardmere.log("ardmere"))


def test_whoever_is_interrupted_while_he_waits_has_done_nothing(
    ardmere: SQLiteStore, monkeypatch: pytest.MonkeyPatch
):
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with ThreadPoolExecutor(1) as pool, ardmere.transaction("ardmere") as transaction:
        monkeypatch.setattr(Errand, "wait", interrupt)
        waits = pool.submit(handed_in(ardmere, "south"))
        assert type(waits.exception()) is KeyboardInterrupt
        carry(transaction, "north")
    assert (waiting(ardmere), ardmere.lane("ardmere", "south")) == (0, ())


def test_an_act_that_was_taken_up_by_somebody_who_is_gone_is_done_all_the_same(
    ardmere: SQLiteStore, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sqlite_writer, "PATIENCE", 0.01)
    with ThreadPoolExecutor(1) as pool, ardmere.transaction("ardmere"):
        waits = pool.submit(handed_in(ardmere, "south"))
        until(lambda: waiting(ardmere) == 1)
        ardmere._writer._errands.popleft()
    assert waits.result(20).position == 2


def test_an_act_that_was_refused_its_batch_is_not_done_by_its_own_thread_afterwards(ardmere: SQLiteStore):
    writer = ardmere._writer
    errand = Errand("ardmere", lambda transaction: carry(transaction, "north"))
    with suppress(StoreError), errand:
        raise StoreError("the disk is full")  # said to the thread that did it while this one was on its way
    writer.turns.take()
    writer._do_errands(errand)
    writer.turns.give()
    assert len(ardmere.log("ardmere")) == 1
    with pytest.raises(StoreError, match="full"):
        errand.outcome()


def test_a_closed_store_takes_no_work(ardmere: SQLiteStore):
    ardmere.close()
    with pytest.raises(StoreError, match="closed"):
        handed_in(ardmere, "north")()
