"""What every store does when several threads act at once: a part of the contract."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from goodoffices.stores.store import Answered, Store
from goodoffices.testing.store_rows import act, carry, event, item

THREADS = 6
T = TypeVar("T")


class Undone(Exception):
    """Raised in these tests to leave a transaction by an exception."""


def at_once(work: Callable[[int], T], *, threads: int = THREADS) -> list[T]:
    """What the work came to in each thread, all of them let go at one moment; number 0 is the first.

    >>> at_once(lambda number: number * 2, threads=3)
    [0, 2, 4]
    """
    gate = threading.Barrier(threads)

    def begin(number: int) -> T:
        gate.wait()
        return work(number)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(begin, range(threads)))


class ConcurrentActs:
    """The laws of acts at once; `ardmere` is a store with talks of one event, which north holds."""

    def test_threads_that_write_lose_nothing(self, ardmere: Store) -> None:
        def write(number: int) -> None:
            for _ in range(5):
                act(ardmere, "ardmere", f"seat-{number}", "envoy")
                ardmere.lane("ardmere", f"seat-{number}")

        at_once(write)
        assert [row.position for row in ardmere.log("ardmere")] == list(range(1, 5 * THREADS + 2))
        assert [row.number for row in ardmere.lane("ardmere", "envoy")] == list(range(1, 5 * THREADS + 1))
        assert ardmere.check() == ()

    def test_an_act_that_has_returned_is_there_for_everybody(self, ardmere: Store) -> None:
        def write(number: int) -> bool:
            row = act(ardmere, "ardmere", f"seat-{number}", "envoy")
            there = {one.identity for one in ardmere.log("ardmere")}
            return row.identity in there and len(ardmere.lane("ardmere", f"seat-{number}")) == 1

        assert at_once(write) == [True] * THREADS

    def test_each_act_is_decided_on_all_that_came_before_it(self, ardmere: Store) -> None:
        def write(number: int) -> list[int]:
            seen: list[int] = []
            for turn in range(4):
                with ardmere.transaction("ardmere") as transaction:
                    before = transaction.lane("envoy")
                    assert transaction.head("envoy") == len(before)
                    words = f"{number}.{turn} after {len(before)}"
                    row = item("envoy", len(before) + 1, words)
                    transaction.append(event(len(transaction.log()) + 1, row), (row,))
                    seen.append(len(before))
            return seen

        seen = at_once(write)
        assert sorted(one for own in seen for one in own) == list(range(4 * THREADS))
        assert all(own == sorted(own) for own in seen)

    def test_an_act_that_fails_beside_others_takes_nothing_of_theirs_with_it(self, ardmere: Store) -> None:
        def write(number: int) -> None:
            for turn in range(4):
                with suppress(Undone), ardmere.transaction("ardmere") as transaction:
                    carry(transaction, f"seat-{number}", f"seat-{number}.{turn}")
                    transaction.remember("envoy", f"{number}.{turn}", Answered(digest=b"d", answer=b"yes"))
                    if number % 2:
                        raise Undone

        at_once(write)
        assert len(ardmere.log("ardmere")) == 1 + 4 * (THREADS // 2)
        for number in range(THREADS):
            assert len(ardmere.lane("ardmere", f"seat-{number}")) == (0 if number % 2 else 4)
            with ardmere.transaction("ardmere") as transaction:
                kept = transaction.answered("envoy", f"{number}.0")
            assert (kept is None) == bool(number % 2)

    def test_one_key_gets_one_answer_however_many_ask_at_once(self, ardmere: Store) -> None:
        def ask(number: int) -> bytes:
            with ardmere.transaction("ardmere") as transaction:
                before = transaction.answered("north", "k")
                if before is None:
                    row = carry(transaction, "north")
                    before = Answered(digest=b"d", answer=f"{number}: {row.identity}".encode())
                    transaction.remember("north", "k", before)
                return before.answer

        assert len(set(at_once(ask))) == 1
        assert len(ardmere.log("ardmere")) == 2

    def test_talks_are_created_once_however_many_create_them_at_once(self, ardmere: Store) -> None:
        def create(number: int) -> bool:
            try:
                with ardmere.create("callan") as transaction:
                    carry(transaction, f"seat-{number}")
            except ValueError:
                return False
            return True

        assert sum(at_once(create)) == 1
        assert len(ardmere.log("callan")) == 1
