"""What every store does with work that is handed in to be carried out: a part of the contract."""

from __future__ import annotations

import pytest

from goodoffices.errors import UnknownTalks
from goodoffices.stores.store import LogRow, Store, Transaction
from goodoffices.testing.concurrent_acts import THREADS, Undone, at_once
from goodoffices.testing.store_rows import carry, item


class CarriedOut:
    """The laws of work that is handed in; `ardmere` is a store with talks of one event, which north holds."""

    def test_work_is_carried_out_whole_and_its_answer_is_handed_back(self, ardmere: Store) -> None:
        row = ardmere.carry_out("ardmere", lambda transaction: carry(transaction, "north", "south"))
        assert ardmere.log("ardmere", after=1) == (row,)
        assert ardmere.lane("ardmere", "south") == (item("south", 1),)
        assert ardmere.check() == ()

    def test_what_work_raises_is_raised_and_undoes_it(self, ardmere: Store) -> None:
        def in_vain(transaction: Transaction) -> None:
            carry(transaction, "north", "south")
            raise Undone

        with pytest.raises(Undone):
            ardmere.carry_out("ardmere", in_vain)
        assert (len(ardmere.log("ardmere")), ardmere.lane("ardmere", "south")) == (1, ())
        assert ardmere.carry_out("ardmere", carry).position == 2
        assert ardmere.check() == ()

    def test_work_on_unknown_talks_is_refused_and_not_begun(self, ardmere: Store) -> None:
        with pytest.raises(UnknownTalks, match="callan"):
            ardmere.carry_out("callan", lambda transaction: pytest.fail(str(transaction)))
        assert ardmere.talks() == ("ardmere",)

    def test_unknown_talks_that_work_comes_upon_are_its_own(self, ardmere: Store) -> None:
        def asks_elsewhere(_: Transaction) -> None:
            raise UnknownTalks("none of that name in the archive")

        with pytest.raises(UnknownTalks, match="archive"):
            ardmere.carry_out("ardmere", asks_elsewhere)

    def test_work_within_work_is_told_so_and_the_outer_goes_on(self, ardmere: Store) -> None:
        def outer(transaction: Transaction) -> LogRow:
            with pytest.raises(RuntimeError, match="already"):
                ardmere.carry_out("ardmere", carry)
            return carry(transaction, "north")

        assert ardmere.carry_out("ardmere", outer).position == 2
        assert len(ardmere.log("ardmere")) == 2

    def test_work_of_several_threads_is_carried_out_once_each(self, ardmere: Store) -> None:
        def work(number: int) -> list[LogRow]:
            return [
                ardmere.carry_out("ardmere", lambda transaction: carry(transaction, f"seat-{number}"))
                for _ in range(5)
            ]

        done = sorted((row for rows in at_once(work) for row in rows), key=lambda row: row.position)
        assert ardmere.log("ardmere", after=1) == tuple(done)
        assert [len(ardmere.lane("ardmere", f"seat-{number}")) for number in range(THREADS)] == [5] * THREADS
        assert ardmere.check() == ()
