"""Talks go from any store to any other without loss; an interrupted copy goes on, a wrong one is refused."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from goodoffices.errors import StoreError, UnknownTalks
from goodoffices.stores.copying import Copied, copy_talks
from goodoffices.stores.encrypted import EncryptedStore
from goodoffices.stores.memory import MemoryStore
from goodoffices.stores.opening import opened
from goodoffices.stores.postgresql import PostgreSQLStore
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.stores.store import Answered, Store, Transaction
from goodoffices.testing.store_rows import act, carry, event, item
from tests.stores.shared_store import Databases, DatabaseVandal

KINDS = ("memory", "embedded", "shared", "embedded under a key", "shared under a key")
UNDER_KEYS = KINDS[3:]
YES = Answered(digest=b"d", answer=b"yes")


@pytest.fixture
def new(tmp_path: Path, databases: Databases) -> Iterator[Callable[[str], Store]]:
    """Makes a new store of a kind."""
    made: list[Store] = []
    count = itertools.count()

    def new(kind: str) -> Store:
        match kind:
            case "memory":
                made.append(MemoryStore())
            case "embedded":
                made.append(SQLiteStore(tmp_path / f"talks-{next(count)}.db"))
            case "shared":
                made.append(PostgreSQLStore(databases.address(databases.made())))
            case "embedded under a key":  # each under one of its own
                made.append(opened(f"{tmp_path}/talks-{next(count)}.db"))
            case _:
                address = databases.address(databases.made())
                made.append(opened(address, key_file=tmp_path / f"shared-{next(count)}.key"))
        return made[-1]

    yield new
    for store in made:
        store.close()


def filled(store: Store, acts: int = 7) -> Store:
    """Talks with acts for one, two and no seats, and with answers."""
    with store.create("ardmere") as transaction:
        carry(transaction, "north", "south")
    seats = itertools.cycle((("north",), (), ("south", "envoy"), ("envoy", "north")))
    for _ in range(acts - 1):
        act(store, "ardmere", *next(seats))
    for seat, key in (("north", "k"), ("north", "l"), ("envoy", "k")):
        with store.transaction("ardmere") as transaction:
            transaction.remember(seat, key, YES)
    return store


def all_of(store: Store) -> object:
    with store.transaction("ardmere") as transaction:
        lanes = {seat: store.lane("ardmere", seat) for seat in ("north", "south", "envoy")}
        return transaction.log(), transaction.answers(), lanes


@pytest.mark.parametrize("source", KINDS)
@pytest.mark.parametrize("target", KINDS)
def test_a_copy_has_the_same_log_lanes_and_answers_in_every_kind_of_store(
    new: Callable[[str], Store], source: str, target: str
):
    one, other = filled(new(source)), new(target)
    assert copy_talks(one, other, "ardmere", together=3) == Copied(talks="ardmere", events=7, before=0)
    assert all_of(other) == all_of(one)
    assert other.check() == ()


@pytest.mark.parametrize("source", UNDER_KEYS)
@pytest.mark.parametrize("target", UNDER_KEYS)
def test_a_copy_lies_under_the_keys_of_its_own_store_alone(
    new: Callable[[str], Store], source: str, target: str
):
    one, other = filled(new(source)), new(target)
    copy_talks(one, other, "ardmere")
    assert isinstance(one, EncryptedStore)
    assert isinstance(other, EncryptedStore)
    (mine,), (theirs,) = one._inner.talks(), other._inner.talks()
    assert mine != theirs
    for row, copy in zip(one._inner.log(mine), other._inner.log(theirs), strict=True):
        assert row.envelope.leaf == copy.envelope.leaf
        assert (row.envelope.body, row.envelope.key) != (copy.envelope.body, copy.envelope.key)
        assert not {named.seat for named in row.disclosures} & {named.seat for named in copy.disclosures}
    assert not set(one._inner.keyring().values()) & set(other._inner.keyring().values())


@pytest.mark.parametrize(("source", "target"), [UNDER_KEYS, UNDER_KEYS[::-1]])
def test_what_was_erased_stays_erased_in_the_copy_and_the_copy_can_erase_more(
    new: Callable[[str], Store], source: str, target: str
):
    one, other = filled(new(source)), new(target)
    assert isinstance(one, EncryptedStore)
    assert isinstance(other, EncryptedStore)
    with one.transaction("ardmere") as transaction:
        transaction.erase(1)
    copy_talks(one, other, "ardmere")
    with other.transaction("ardmere") as transaction:
        transaction.erase(2)
    assert [row.envelope.erased for row in other.log("ardmere")] == [True, True] + [False] * 5
    assert [row.envelope.erased for row in other.lane("ardmere", "north")][:2] == [True, True]
    assert other.check() == ()


def test_a_copy_of_a_copy_is_the_same(new: Callable[[str], Store]):
    stores = [filled(new("embedded")), new("shared"), new("memory"), new("embedded")]
    for one, other in itertools.pairwise(stores):
        copy_talks(one, other, "ardmere")
    assert all_of(stores[-1]) == all_of(stores[0])


def test_a_copy_goes_on_being_the_same_negotiation(new: Callable[[str], Store]):
    one, other = filled(new("embedded")), new("shared")
    copy_talks(one, other, "ardmere")
    assert act(other, "ardmere", "south").position == 8
    assert other.lane("ardmere", "south")[-1].number == len(one.lane("ardmere", "south")) + 1


class _Interrupted(Exception):
    pass


class Failing:
    """A store that fails at a transaction of that number, before it or after it was written."""

    def __init__(self, inner: Store, at: int, *, after: bool) -> None:
        self._inner, self._left, self._after = inner, at, after

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)

    @contextmanager
    def transaction(self, talks: str) -> Iterator[Transaction]:
        self._left -= 1
        if not self._left and not self._after:
            raise _Interrupted
        with self._inner.transaction(talks) as transaction:
            yield transaction
        if not self._left:
            raise _Interrupted


@pytest.mark.parametrize(("source", "target"), [("memory", "embedded"), UNDER_KEYS, UNDER_KEYS[::-1]])
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_an_interrupted_copy_goes_on_where_it_stopped(
    new: Callable[[str], Store], at: int, source: str, target: str, *, after: bool
):
    one, other = filled(new(source)), new(target)
    with pytest.raises(_Interrupted):
        copy_talks(one, Failing(other, at, after=after), "ardmere", together=3)  # type: ignore[arg-type]
    assert other.check() == ()
    there = len(other.log("ardmere"))
    assert copy_talks(one, other, "ardmere") == Copied(talks="ardmere", events=7 - there, before=there)
    assert all_of(other) == all_of(one)


def test_a_finished_copy_is_found_to_be_whole(new: Callable[[str], Store]):
    one, other = filled(new("memory")), new("memory")
    copy_talks(one, other, "ardmere")
    assert copy_talks(one, other, "ardmere") == Copied(talks="ardmere", events=0, before=7)


def test_what_was_written_since_comes_with_the_next_copy(new: Callable[[str], Store]):
    one, other = filled(new("memory")), new("memory")
    copy_talks(one, other, "ardmere")
    act(one, "ardmere", "north")
    assert copy_talks(one, other, "ardmere") == Copied(talks="ardmere", events=1, before=7)


def test_talks_without_an_event_are_copied_too(new: Callable[[str], Store]):
    one, other = new("memory"), new("embedded")
    with one.create("ardmere"):
        pass
    copy_talks(one, other, "ardmere")
    assert other.talks() == ("ardmere",)


# What is refused


def refused(one: Store, other: Store, why: str) -> None:
    before = all_of(other) if "ardmere" in other.talks() else None
    with pytest.raises(StoreError, match=why):
        copy_talks(one, other, "ardmere")
    assert (all_of(other) if "ardmere" in other.talks() else None) == before


def test_other_talks_of_the_same_name_are_left_as_they_are(new: Callable[[str], Store]):
    one, other = filled(new("memory")), new("memory")
    with other.create("ardmere") as transaction:
        row = item("north", 1, "other words")
        transaction.append(event(1, row), (row,))
    refused(one, other, "not the beginning of")


def test_a_target_in_which_somebody_acted_is_left_as_it_is(new: Callable[[str], Store]):
    one, other = filled(new("memory")), new("memory")
    copy_talks(one, other, "ardmere")
    act(other, "ardmere", "north")
    refused(one, other, "event 8 differs")


def test_a_target_with_an_answer_of_its_own_is_left_as_it_is(new: Callable[[str], Store]):
    one, other = filled(new("memory")), new("memory")
    copy_talks(one, other, "ardmere")
    with other.transaction("ardmere") as transaction:
        transaction.remember("south", "own", YES)
    refused(one, other, "something that ardmere in the source has not")


def test_a_damaged_source_is_not_copied(new: Callable[[str], Store], databases: Databases):
    one, other = filled(new("shared")), new("memory")
    assert isinstance(one, PostgreSQLStore)
    vandal = DatabaseVandal(databases, one.place.partition("?")[0].rpartition("/")[2])
    envelope = msgspec.structs.replace(one.lane("ardmere", "north")[1].envelope, body=b"x")
    vandal.put_item("ardmere", msgspec.structs.replace(one.lane("ardmere", "north")[1], envelope=envelope))
    refused(one, other, "seat north, item 2")
    assert other.talks() == ()


def test_talks_that_are_not_there_cannot_be_copied(new: Callable[[str], Store]):
    with pytest.raises(UnknownTalks):
        copy_talks(new("memory"), new("memory"), "ardmere")
