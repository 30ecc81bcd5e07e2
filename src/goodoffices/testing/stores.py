"""What every store does, as a suite: subclass `StoreContract` under a name that pytest collects.

    class TestMemoryStore(StoreContract):
        @pytest.fixture
        def fresh(self):
            return MemoryStore

        @pytest.fixture
        def vandal(self, store):
            return MemoryVandal(store)

`fresh` makes a new, empty store, each time in another place. `vandal` changes what lies in `store` behind
its back. Where a store needs a service of its own, its fixtures bring it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, suppress
from typing import Protocol, cast

import msgspec
import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from goodoffices.errors import StoreError, UnknownTalks
from goodoffices.record.sealing import leaf
from goodoffices.stores.store import Answered, LaneRow, LogRow, Store, Transaction
from goodoffices.testing.carried_out import CarriedOut
from goodoffices.testing.concurrent_acts import ConcurrentActs, Undone
from goodoffices.testing.kept_answers import KeptAnswers
from goodoffices.testing.store_machine import StoreMachine
from goodoffices.testing.store_rows import act, carry, event, item, rows_that_do_not_fit

YES = Answered(digest=b"d", answer=b"yes")


class Vandal(Protocol):
    """Somebody who can write where the store lies, past the store."""

    def put_item(self, talks: str, row: LaneRow) -> None:
        """Write an item into a lane, in place of the one of that number or beside the others."""
        ...

    def drop_item(self, talks: str, seat: str, number: int) -> None:
        """Take an item out of a lane."""
        ...

    def put_event(self, talks: str, row: LogRow) -> None:
        """Write other bytes into the event at that position; what it discloses stays."""
        ...

    def drop_event(self, talks: str, position: int) -> None:
        """Take an event out of the log, with what it names, and leave the lanes."""
        ...


def in_vain(begun: AbstractContextManager[Transaction], *seats: str) -> None:
    """Carry an event to the seats, keep an answer, and leave by an exception."""
    with suppress(Undone), begun as transaction:
        carry(transaction, *seats)
        transaction.remember("north", "k", YES)
        raise Undone


class StoreContract(CarriedOut, ConcurrentActs, KeptAnswers):
    """The laws. `store` is empty; `ardmere` is that store with talks of one event, which north holds."""

    @pytest.fixture
    def fresh(self) -> Callable[[], Store]:
        """Say how a new, empty store is made."""
        raise NotImplementedError("a store's suite brings `fresh`: a function that makes a new, empty store")

    @pytest.fixture
    def vandal(self, store: Store) -> Vandal:
        """Say how what lies in the store is changed behind its back."""
        raise NotImplementedError("a store's suite brings `vandal`: see goodoffices.testing.stores.Vandal")

    @pytest.fixture
    def store(self, fresh: Callable[[], Store]) -> Generator[Store]:
        """A new, empty store, closed afterwards."""
        store = fresh()
        yield store
        store.close()

    @pytest.fixture
    def ardmere(self, store: Store) -> Store:
        """The store with talks in it."""
        with store.create("ardmere") as transaction:
            carry(transaction, "north")
        return store

    # Talks

    def test_a_new_store_holds_no_talks(self, store: Store) -> None:
        assert store.talks() == ()

    def test_talks_come_in_the_order_of_their_creation(self, store: Store) -> None:
        for name in ("b", "a", "c"):
            with store.create(name):
                pass
        assert store.talks() == ("b", "a", "c")

    def test_a_second_creation_under_one_name_is_refused(self, ardmere: Store) -> None:
        with pytest.raises(ValueError, match="ardmere"), ardmere.create("ardmere"):
            pass
        assert len(ardmere.log("ardmere")) == 1

    def test_talks_whose_creation_fails_do_not_exist(self, store: Store) -> None:
        in_vain(store.create("ardmere"), "north")
        assert (store.talks(), store.log("ardmere"), store.lane("ardmere", "north")) == ((), (), ())

    def test_talks_whose_creation_failed_can_be_created_anew(self, store: Store) -> None:
        in_vain(store.create("ardmere"), "north")
        with store.create("ardmere") as transaction:
            row = carry(transaction, "north")
        assert store.log("ardmere") == (row,)

    def test_nobody_sees_talks_before_their_creation_has_ended(self, store: Store) -> None:
        with store.create("ardmere") as transaction:
            carry(transaction, "north")
            assert (store.talks(), store.lane("ardmere", "north")) == ((), ())

    def test_a_transaction_on_unknown_talks_is_refused(self, ardmere: Store) -> None:
        with pytest.raises(UnknownTalks, match="callan"), ardmere.transaction("callan"):
            pass

    def test_what_does_not_exist_reads_as_empty(self, ardmere: Store) -> None:
        assert ardmere.lane("callan", "north") == ardmere.lane("ardmere", "nobody") == ()
        assert ardmere.log("callan") == ()

    # Events and items

    def test_an_event_and_its_items_come_back_as_they_were_written(self, ardmere: Store) -> None:
        items = (item("south", 1, "a"), item("north", 2, "b"))
        row = event(2, *items)
        with ardmere.transaction("ardmere") as transaction:
            transaction.append(row, items)
        assert ardmere.log("ardmere", after=1) == (row,)
        assert ardmere.lane("ardmere", "south") == items[:1]
        assert ardmere.lane("ardmere", "north", after=1) == items[1:]

    def test_each_lane_counts_for_itself(self, ardmere: Store) -> None:
        for seats in (("north",), ("north", "south"), (), ("south",)):
            act(ardmere, "ardmere", *seats)
        assert [row.number for row in ardmere.lane("ardmere", "north")] == [1, 2, 3]
        assert [row.number for row in ardmere.lane("ardmere", "south")] == [1, 2]

    @pytest.mark.parametrize(
        ("after", "numbers"), [(-1, [1, 2]), (0, [1, 2]), (1, [2]), (2, []), (10**30, [])]
    )
    def test_a_read_begins_after_any_number(self, ardmere: Store, after: int, numbers: list[int]) -> None:
        act(ardmere, "ardmere", "north")
        assert [row.number for row in ardmere.lane("ardmere", "north", after=after)] == numbers
        assert [row.position for row in ardmere.log("ardmere", after=after)] == numbers

    @pytest.mark.parametrize("wrong", sorted(rows_that_do_not_fit()))
    def testrows_that_do_not_fit_are_refused_and_nothing_of_them_is_written(
        self, ardmere: Store, wrong: str
    ) -> None:
        before = ardmere.log("ardmere"), ardmere.lane("ardmere", "north")
        row, lanes = rows_that_do_not_fit()[wrong]
        with ardmere.transaction("ardmere") as transaction, pytest.raises(ValueError, match=r"."):
            transaction.append(row, lanes)
        assert (ardmere.log("ardmere"), ardmere.lane("ardmere", "north")) == before
        assert (ardmere.lane("ardmere", "south"), ardmere.check()) == ((), ())

    @pytest.mark.parametrize("wrong", sorted(rows_that_do_not_fit()))
    def test_what_fits_is_taken_in_the_same_act_that_brought_what_did_not(
        self, ardmere: Store, wrong: str
    ) -> None:
        with ardmere.transaction("ardmere") as transaction:
            with pytest.raises(ValueError, match=r"."):
                transaction.append(*rows_that_do_not_fit()[wrong])
            row = carry(transaction, "north", "south")
        assert (ardmere.log("ardmere", after=1), ardmere.check()) == ((row,), ())
        assert ardmere.lane("ardmere", "south") == (item("south", 1),)

    def test_one_identity_may_stand_in_two_lanes(self, ardmere: Store) -> None:
        row = item("south", 1, identity="north-1")
        with ardmere.transaction("ardmere") as transaction:
            transaction.append(event(2, row), (row,))
        assert ardmere.lane("ardmere", "south") == (row,)

    def test_talks_side_by_side_know_nothing_of_each_other(self, ardmere: Store) -> None:
        with ardmere.create("callan") as transaction:
            assert (transaction.log(), transaction.head("north")) == ((), 0)
            carry(transaction, "north")
        act(ardmere, "callan", "north")
        assert len(ardmere.lane("ardmere", "north")) == 1

    def test_no_more_of_a_lane_is_read_than_is_asked_for(self, ardmere: Store) -> None:
        for _ in range(3):
            act(ardmere, "ardmere", "north")
        numbers = [
            [row.number for row in ardmere.lane("ardmere", "north", after=after, most=most)]
            for after, most in ((0, 2), (1, 1), (2, 10**30), (4, 1), (0, 0))
        ]
        assert numbers == [[1, 2], [2], [3, 4], [], []]

    # Transactions

    def test_a_transaction_reads_what_it_has_appended(self, ardmere: Store) -> None:
        with ardmere.transaction("ardmere") as transaction:
            row = carry(transaction, "north", "south")
            assert transaction.log(after=1) == (row,)
            assert transaction.lane("north", after=1) == (item("north", 2),)
            assert (transaction.head("north"), transaction.head("south"), transaction.head("x")) == (2, 1, 0)

    def test_the_ends_are_the_first_event_and_what_brought_a_lane_its_first_item_or_its_last(
        self, store: Store
    ) -> None:
        with store.create("ardmere") as transaction:
            assert transaction.ends() == (0, ())
            for seats in ((), ("north",), ("north", "south"), ("north",), ("south",), ("south",), ()):
                carry(transaction, *seats)
        with store.create("callan") as transaction:
            carry(transaction, "north", "west")
        with store.transaction("ardmere") as transaction:
            log = transaction.log()
            assert transaction.ends() == (7, (*log[:4], log[5]))
            assert transaction.ends(after=2) == (7, (*log[2:4], log[5]))
            assert transaction.ends(after=7) == transaction.ends(after=10**30) == (7, ())
            row = carry(transaction, "north")
            assert transaction.ends(after=1) == (8, (*log[1:3], log[5], row))

    def test_identities_lead_to_events_and_back_within_one_lane(self, ardmere: Store) -> None:
        with ardmere.transaction("ardmere") as transaction:
            carry(transaction, "south")
            carry(transaction, "north")
            assert transaction.events("north", ("north-2", "north-1", "south-1", "x")) == {
                "north-2": "event-3",
                "north-1": "event-1",
            }
            assert transaction.identities("north", ("event-1", "event-2", "event-3", "x")) == {
                "event-1": "north-1",
                "event-3": "north-2",
            }
            assert transaction.events("nobody", ("north-1",)) == {}
            assert transaction.identities("nobody", ("event-1",)) == {}

    def test_leaving_by_an_exception_leaves_nothing(self, ardmere: Store) -> None:
        in_vain(ardmere.transaction("ardmere"), "north", "south")
        assert len(ardmere.log("ardmere")) == len(ardmere.lane("ardmere", "north")) == 1
        with ardmere.transaction("ardmere") as transaction:
            assert (transaction.head("north"), transaction.head("south")) == (1, 0)
            assert transaction.answered("north", "k") is None

    def test_a_store_goes_on_after_a_transaction_was_undone(self, ardmere: Store) -> None:
        in_vain(ardmere.transaction("ardmere"), "south")
        row = act(ardmere, "ardmere", "south")
        assert (row.position, ardmere.lane("ardmere", "south"), ardmere.check()) == (
            2,
            (item("south", 1),),
            (),
        )

    def test_nobody_reads_what_is_not_committed(self, ardmere: Store) -> None:
        with ardmere.transaction("ardmere") as transaction:
            carry(transaction, "north", "south")
            assert len(ardmere.lane("ardmere", "north")) == len(ardmere.log("ardmere")) == 1
            assert ardmere.lane("ardmere", "south") == ()

    def test_a_transaction_that_has_ended_takes_and_tells_nothing(self, ardmere: Store) -> None:
        with ardmere.transaction("ardmere") as transaction:
            pass
        with pytest.raises(StoreError, match="ended"):
            carry(transaction, "north")
        with pytest.raises(StoreError, match="ended"):
            transaction.lane("north")

    def test_a_transaction_within_one_is_told_so_and_the_outer_goes_on(self, ardmere: Store) -> None:
        with ardmere.transaction("ardmere") as transaction:
            with pytest.raises(RuntimeError, match="already"), ardmere.transaction("ardmere"):
                pass
            carry(transaction, "north")
        assert len(ardmere.log("ardmere")) == 2

    # Closing

    def test_closing_twice_is_as_closing_once(self, ardmere: Store) -> None:
        ardmere.close()
        ardmere.close()

    def test_a_store_in_order_takes_acts(self, ardmere: Store) -> None:
        assert ardmere.stopped() == ""

    def test_a_closed_store_says_so(self, ardmere: Store) -> None:
        ardmere.close()
        for read in (ardmere.talks, ardmere.check, lambda: ardmere.lane("ardmere", "north")):
            with pytest.raises(StoreError, match="closed"):
                read()
        with pytest.raises(StoreError, match="closed"), ardmere.transaction("ardmere"):
            pass

    # Checks that can fail

    @pytest.fixture
    def three(self, ardmere: Store) -> Store:
        """The talks with three events, each held by north."""
        act(ardmere, "ardmere", "north", "south")
        act(ardmere, "ardmere", "north")
        assert ardmere.check() == ()
        return ardmere

    def test_a_changed_byte_in_an_item_is_found(self, three: Store, vandal: Vandal) -> None:
        row = item("north", 2)
        body = bytes([row.envelope.body[0] ^ 1]) + row.envelope.body[1:]
        vandal.put_item(
            "ardmere",
            msgspec.structs.replace(row, envelope=msgspec.structs.replace(row.envelope, body=body)),
        )
        assert _places(three) == {"seat north, item 2"}

    def test_swapped_openings_are_found(self, three: Store, vandal: Vandal) -> None:
        first, second = item("north", 1), item("north", 2)
        for row, other in ((first, second), (second, first)):
            envelope = msgspec.structs.replace(row.envelope, opening=other.envelope.opening)
            vandal.put_item("ardmere", msgspec.structs.replace(row, envelope=envelope))
        assert _places(three) == {"seat north, item 1", "seat north, item 2"}

    def test_an_item_made_anew_with_a_leaf_of_its_own_is_found(self, three: Store, vandal: Vandal) -> None:
        vandal.put_item("ardmere", item("north", 2, "other words"))
        assert _places(three) == {"seat north, item 2"}

    def test_an_item_under_another_identity_is_found(self, three: Store, vandal: Vandal) -> None:
        vandal.put_item("ardmere", item("north", 2, "north-2", identity="other"))
        assert _places(three) == {"seat north, item 2"}

    @pytest.mark.parametrize("number", [1, 2, 3])
    def test_a_dropped_item_is_found(self, three: Store, vandal: Vandal, number: int) -> None:
        vandal.drop_item("ardmere", "north", number)
        assert f"seat north, item {number}" in _places(three)

    def test_an_added_item_is_found(self, three: Store, vandal: Vandal) -> None:
        vandal.put_item("ardmere", item("north", 4))
        assert _places(three) == {"seat north, item 4"}

    def test_a_changed_event_is_found(self, three: Store, vandal: Vandal) -> None:
        row = three.log("ardmere")[1]
        opening = bytes(32)
        assert row.envelope.leaf != leaf(opening, row.envelope.body)
        envelope = msgspec.structs.replace(row.envelope, opening=opening)
        vandal.put_event("ardmere", msgspec.structs.replace(row, envelope=envelope))
        assert _places(three) == {"event 2"}

    def test_a_dropped_event_is_found(self, three: Store, vandal: Vandal) -> None:
        vandal.drop_event("ardmere", 2)
        assert _places(three) == {"event 3", "seat north, item 2", "seat south, item 1"}

    def test_an_answer_kept_for_a_seat_that_holds_nothing_is_found(self, ardmere: Store) -> None:
        with ardmere.transaction("ardmere") as transaction:
            transaction.remember("nobody", "k", YES)
        assert _places(ardmere) == {"seat nobody"}

    # Any history

    def test_any_history_reads_as_it_does_in_memory(self, fresh: Callable[[], Store]) -> None:
        run_state_machine_as_test(
            cast("type[StoreMachine]", lambda: StoreMachine(fresh)),  # as its documentation allows
            settings=settings(max_examples=8, stateful_step_count=12, deadline=None),
        )


def _places(store: Store) -> set[str]:
    """Where a check of the store finds something; every sentence says what, and whose talks."""
    found = store.check()
    assert all(problem.sentence and problem.talks == "ardmere" for problem in found)
    return {problem.place for problem in found}
