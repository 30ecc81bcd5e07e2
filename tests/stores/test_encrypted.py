"""A store that lies encrypted keeps the contract of all stores, and shows nothing to who has no key."""

from __future__ import annotations

import itertools
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from goodoffices.errors import ForeignStore, StoreError, WrongKey
from goodoffices.record.sealing import EnvelopeKind, intact
from goodoffices.stores.encrypted import EncryptedStore
from goodoffices.stores.encrypted_transaction import lane_place, talks_place
from goodoffices.stores.keyring import INSTANCE, LaneKey
from goodoffices.stores.memory import MemoryStore
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.stores.store import Answered, LaneRow, LogRow, Store
from goodoffices.testing.store_keys import ErasureLaws
from goodoffices.testing.store_rows import act, carry, event, item, sealed
from goodoffices.testing.stores import StoreContract, Vandal
from tests.stores.test_memory import MemoryVandal
from tests.stores.vandalism import FileVandal

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
CANARIES = ("ardmere-canary", "north-canary", "words-canary", "request-canary", "answer-canary")


class VandalWithKeys:
    """Somebody who holds all keys and can write to the inner store: what they write opens."""

    def __init__(self, store: Store, inner: Vandal) -> None:
        assert isinstance(store, EncryptedStore)
        self.ring = store._ring
        self.inner = inner

    def _lane(self, talks: str, seat: str) -> LaneKey:
        place = lane_place(self.ring.names, talks, seat)
        return self.ring.committed(place) or LaneKey.drawn(seat, place)

    def put_item(self, talks: str, row: LaneRow) -> None:
        names, key = self.ring.names, self._lane(talks, row.seat)
        envelope = key.close(row.envelope, row.number, row.identity)
        closed = msgspec.structs.replace(row, seat=names.seat(talks, row.seat), envelope=envelope)
        self.inner.put_item(names.talks(talks), closed)

    def drop_item(self, talks: str, seat: str, number: int) -> None:
        self.inner.drop_item(self.ring.names.talks(talks), self.ring.names.seat(talks, seat), number)

    def put_event(self, talks: str, row: LogRow) -> None:
        pseudonym = self.ring.names.talks(talks)
        key = self.ring.committed(talks_place(pseudonym))
        assert key is not None
        envelope = key.close(row.envelope, row.position, row.identity)
        self.inner.put_event(pseudonym, msgspec.structs.replace(row, envelope=envelope))

    def drop_event(self, talks: str, position: int) -> None:
        self.inner.drop_event(self.ring.names.talks(talks), position)


class TestEncryptedInMemory(StoreContract, ErasureLaws):
    @pytest.fixture
    def fresh(self):
        return lambda: EncryptedStore(MemoryStore(), KEY)

    @pytest.fixture
    def vandal(self, store):
        assert isinstance(store, EncryptedStore)
        return VandalWithKeys(store, MemoryVandal(store._inner))


class TestEncryptedSQLite(StoreContract, ErasureLaws):
    @pytest.fixture
    def fresh(self, tmp_path: Path):
        count = itertools.count()
        return lambda: EncryptedStore(SQLiteStore(tmp_path / f"talks-{next(count)}.db"), KEY)

    @pytest.fixture
    def vandal(self, store):
        assert isinstance(store, EncryptedStore)
        assert isinstance(store._inner, SQLiteStore)
        return VandalWithKeys(store, FileVandal(store._inner.path))


@pytest.fixture
def inner() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def ardmere(inner: MemoryStore) -> EncryptedStore:
    store = EncryptedStore(inner, KEY)
    with store.create("ardmere") as transaction:
        carry(transaction, "north", "south")
        transaction.remember("north", "k", Answered(digest=b"d", answer=b"yes"))
    return store


# What shows


def test_a_copy_of_the_disk_shows_no_content_and_no_name(path: Path):
    store = EncryptedStore(SQLiteStore(path), KEY)
    with store.create("ardmere-canary") as transaction:
        row = item("north-canary", 1, "words-canary", identity="i")
        transaction.append(event(1, row), (row,))
        answered = Answered(digest=b"answer-canary", answer=b"answer-canary")
        transaction.remember("north-canary", "request-canary", answered)
    lying = b"".join(file.read_bytes() for file in path.parent.iterdir())  # with the write-ahead log
    store.close()
    lying += path.read_bytes()
    assert not [canary for canary in CANARIES if canary.encode() in lying]
    assert row.envelope.opening not in lying
    assert row.envelope.leaf in lying  # it is the plain leaf, which tells nothing without its opening


def test_equal_contents_lie_differently(ardmere: EncryptedStore, inner: MemoryStore):
    assert ardmere.lane("ardmere", "north")[0].envelope.kind is EnvelopeKind.LANE_ITEM
    for seat in ("east", "west"):
        with ardmere.transaction("ardmere") as transaction:
            row = item(seat, 1, "the same words")
            transaction.append(event(len(transaction.log()) + 1, row), (row,))
    east, west = (
        inner.lane(ardmere._ring.names.talks("ardmere"), ardmere._ring.names.seat("ardmere", seat))[0]
        for seat in ("east", "west")
    )
    assert east.envelope.leaf == west.envelope.leaf  # these openings are made from the words, by the test
    assert east.envelope.body != west.envelope.body
    assert not intact(east.envelope)


def test_one_seat_of_two_talks_has_two_pseudonyms(ardmere: EncryptedStore):
    names = ardmere._ring.names
    assert names.seat("ardmere", "north") != names.seat("callan", "north")
    assert names.seat("ab", "c") != names.seat("a", "bc")


# Keys


def test_a_store_opens_again_with_its_key_and_with_no_other(ardmere: EncryptedStore, inner: MemoryStore):
    log = ardmere.log("ardmere")
    again = EncryptedStore(inner, KEY)
    assert (again.talks(), again.log("ardmere"), again.check()) == (("ardmere",), log, ())
    assert again.signing_seed == ardmere.signing_seed
    with pytest.raises(WrongKey, match="not that of this store"):
        EncryptedStore(inner, OTHER)


def test_a_changed_key_opens_all_that_was_and_the_old_one_nothing(
    ardmere: EncryptedStore, inner: MemoryStore
):
    rows, seed = ardmere.lane("ardmere", "north"), ardmere.signing_seed
    before = inner.log(ardmere._ring.names.talks("ardmere"))
    assert ardmere.change_key(OTHER) == 4  # the instance, the talks, two lanes
    assert inner.log(ardmere._ring.names.talks("ardmere")) == before  # only the ring was wrapped anew
    act(ardmere, "ardmere", "north", "east")
    with pytest.raises(WrongKey):
        EncryptedStore(inner, KEY)
    again = EncryptedStore(inner, OTHER)
    assert (again.lane("ardmere", "north")[:1], again.signing_seed, again.check()) == (rows, seed, ())


def test_nothing_of_the_old_wrapping_is_left_in_the_file(path: Path):
    store = EncryptedStore(SQLiteStore(path), KEY)
    with store.create("ardmere") as transaction:
        carry(transaction, "north")
    wrapped = store._inner.keyring()
    store.change_key(OTHER)
    lying = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert not [name for name, value in wrapped.items() if value[12:] in lying]
    store.close()


def test_keys_that_changed_meanwhile_are_not_wrapped_over(ardmere: EncryptedStore, inner: MemoryStore):
    before = inner.keyring()
    act(ardmere, "ardmere", "east")
    with pytest.raises(StoreError, match="meanwhile"):
        inner.change_keyring(before, {})
    assert ardmere.check() == ()


def test_two_desks_that_begin_one_store_use_one_ring(inner: MemoryStore, monkeypatch: pytest.MonkeyPatch):
    first = EncryptedStore(inner, KEY)
    ring, looked = inner.keyring(), iter([{}, inner.keyring()])
    monkeypatch.setattr(inner, "keyring", lambda: next(looked, ring))
    assert EncryptedStore(inner, KEY).signing_seed == first.signing_seed


def test_a_lane_that_another_process_opened_is_read(ardmere: EncryptedStore, inner: MemoryStore):
    other = EncryptedStore(inner, KEY)
    act(other, "ardmere", "east")
    with other.create("callan") as transaction:
        carry(transaction, "north")
    assert ardmere.lane("ardmere", "east") == (item("east", 1),)
    assert len(ardmere.log("ardmere")) == 2
    assert ardmere.talks() == ("ardmere", "callan")


def test_a_key_of_a_transaction_that_was_undone_is_not_used(ardmere: EncryptedStore):
    with suppress(KeyboardInterrupt), ardmere.transaction("ardmere") as transaction:
        carry(transaction, "east")
        raise KeyboardInterrupt
    act(ardmere, "ardmere", "east")
    assert (ardmere.lane("ardmere", "east"), ardmere.check()) == ((item("east", 1),), ())


def test_talks_that_lie_there_unencrypted_are_told_so(inner: MemoryStore):
    with inner.create("ardmere") as transaction:
        carry(transaction, "north")
    with pytest.raises(StoreError, match="unencrypted"):
        EncryptedStore(inner, KEY)
    assert inner.keyring() == {}


def test_a_ring_without_the_key_of_its_names_is_damage(ardmere: EncryptedStore, inner: MemoryStore):
    del inner._keys[INSTANCE]
    with pytest.raises(ForeignStore, match="damaged"):
        EncryptedStore(inner, KEY)


@pytest.mark.parametrize("prefix", ["talks/", "lane/"])
def test_a_key_that_is_gone_is_damage(ardmere: EncryptedStore, inner: MemoryStore, prefix: str):
    for name in [name for name in inner._keys if name.startswith(prefix)]:
        del inner._keys[name]
    with pytest.raises(ForeignStore, match="key"):
        EncryptedStore(inner, KEY).log("ardmere")


# What somebody without keys can do to it


def rows(store: EncryptedStore, inner: MemoryStore) -> list[LaneRow]:
    names = store._ring.names
    return inner._talks[names.talks("ardmere")].lanes[names.seat("ardmere", "north")]


@pytest.mark.parametrize("field", ["body", "key", "version"])
def test_a_changed_byte_is_found_and_never_shown_as_content(
    ardmere: EncryptedStore, inner: MemoryStore, field: str
):
    (row,) = rows(ardmere, inner)
    value = getattr(row.envelope, field)
    changed = value + 1 if field == "version" else bytes([value[0] ^ 1]) + value[1:]
    envelope = msgspec.structs.replace(row.envelope, **{field: changed})
    rows(ardmere, inner)[0] = msgspec.structs.replace(row, envelope=envelope)
    assert [problem.place for problem in ardmere.check()] == ["seat north, item 1"]
    with pytest.raises(ForeignStore, match="does not open"):
        ardmere.lane("ardmere", "north")


def test_an_item_that_was_moved_to_another_place_does_not_open(ardmere: EncryptedStore, inner: MemoryStore):
    act(ardmere, "ardmere", "north")
    one, two = rows(ardmere, inner)
    rows(ardmere, inner)[:] = [
        msgspec.structs.replace(one, envelope=two.envelope),
        msgspec.structs.replace(two, envelope=one.envelope),
    ]
    places = {problem.place for problem in ardmere.check()}
    assert places == {"seat north, item 1", "seat north, item 2"}
    with pytest.raises(ForeignStore, match="does not open"):
        ardmere.lane("ardmere", "north")


def test_a_plain_item_among_encrypted_ones_is_found(ardmere: EncryptedStore, inner: MemoryStore):
    (row,) = rows(ardmere, inner)
    plain = msgspec.structs.replace(row, envelope=sealed(EnvelopeKind.LANE_ITEM, "planted"))
    rows(ardmere, inner)[0] = plain
    assert "seat north, item 1" in {problem.place for problem in ardmere.check()}
    with pytest.raises(ForeignStore, match="does not open"):
        ardmere.lane("ardmere", "north")


def test_an_answer_that_was_moved_to_another_key_does_not_open(ardmere: EncryptedStore, inner: MemoryStore):
    names = ardmere._ring.names
    answers = inner._talks[names.talks("ardmere")].answers
    (kept,) = answers.values()
    answers[names.seat("ardmere", "north"), names.request("ardmere", "north", "other")] = kept
    with ardmere.transaction("ardmere") as transaction, pytest.raises(WrongKey):
        transaction.answered("north", "other")
