"""Acts of several threads share a commit, and share what becomes of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from goodoffices.errors import StoreError, UnknownTalks
from goodoffices.stores import sqlite_batch, sqlite_writer
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.stores.store import LogRow
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
            until(lambda: store._writer.turns.waiting == len(works))
            return carry(transaction, "north")

    with ThreadPoolExecutor(len(works) + 1) as pool:
        held = pool.submit(hold)
        held.exception()
    return [held, *futures]


def carried(store: SQLiteStore, seat: str) -> Callable[[], LogRow]:
    return lambda: act(store, "ardmere", seat)


def test_acts_that_wait_together_are_committed_together(ardmere: SQLiteStore, commits: list[int]):
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
    ardmere: SQLiteStore, no_commit: None
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


def test_an_act_that_is_undone_leaves_the_others_of_its_commit(ardmere: SQLiteStore):
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
    ardmere: SQLiteStore, commits: list[int], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sqlite_batch, "MOST_ACTS", 2)
    for future in together(ardmere, *[carried(ardmere, seat) for seat in "abcdefgh"]):
        future.result()
    assert len(commits) >= 4


def test_a_commit_that_was_left_to_somebody_who_has_gone_is_made_all_the_same(
    ardmere: SQLiteStore, monkeypatch: pytest.MonkeyPatch
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
