"""A store that lies encrypted on whatever store it is given: no content and no name shows there.

Talks, seats and idempotency keys stand in the inner store under pseudonyms, names and keys in its ring, and
each envelope under a key of its own. Leaves are those of the plain bytes, so that proofs do not change. What
shows all the same: how many talks, lanes and rows there are, how long each is, and in which order they came.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager

from goodoffices.errors import ForeignStore, UnknownTalks
from goodoffices.record.sealing import Envelope, intact
from goodoffices.stores.encrypted_transaction import (
    EncryptedTransaction,
    lane_place,
    opened_items,
    opened_log,
    talks_place,
)
from goodoffices.stores.keyring import LaneKey, OpenRing
from goodoffices.stores.store import Done, KeyedStore, KeyedTransaction, LaneRow, LogRow, Problem

_PSEUDONYM = re.compile(r"\b[0-9a-f]{32}\b")


class EncryptedStore:
    """A store on an inner one, with the instance's key of 32 bytes.

    Raises `WrongKey` where the key is not that of the inner store, and `StoreError` where that one holds
    talks which were never encrypted.

    >>> from goodoffices.stores.memory import MemoryStore
    >>> inner = MemoryStore()
    >>> store = EncryptedStore(inner, bytes(32))
    >>> with store.create("ardmere"):
    ...     pass
    >>> store.talks(), "ardmere" in inner.talks()
    (('ardmere',), False)
    >>> EncryptedStore(inner, bytes(31) + b"1")
    Traceback (most recent call last):
    ...
    goodoffices.errors.WrongKey: the key at hand is not that of this store, or the store is damaged
    """

    def __init__(self, inner: KeyedStore, key: bytes) -> None:
        self._inner = inner
        self._ring = OpenRing(inner, key)

    @property
    def signing_seed(self) -> bytes:
        """The seed of the signatures of this instance: it stays the same when keys are changed."""
        return self._ring.names.signing

    def change_key(self, new: bytes) -> int:
        """Put another key of the instance in the place of the present one; how many keys were wrapped anew.

        Nothing else is. Raises `StoreError` where another program keeps or changes keys meanwhile, and
        `StoreInUse` where all is done but for scrubbing off the old wrappings.
        """
        count = self.rewrap(new)
        self.scrub()
        return count

    def rewrap(self, new: bytes) -> int:
        """The same, without scrubbing."""
        return self._ring.change(new)

    def talks(self) -> tuple[str, ...]:
        """The names of all talks, in the order of their creation."""
        return tuple(self._name(pseudonym) for pseudonym in self._inner.talks())

    @contextmanager
    def create(self, talks: str) -> Generator[EncryptedTransaction]:
        """A transaction that begins new talks. Raises `ValueError` where talks of that name exist."""
        with ExitStack() as stack:
            try:
                inner = stack.enter_context(self._inner.create(self._ring.names.talks(talks)))
            except ValueError as reason:
                raise ValueError(f"talks named {talks} exist already") from reason
            transaction = EncryptedTransaction(inner, self._ring, talks)
            transaction.begin()
            yield transaction
        self._ring.keep(transaction.opened)

    @contextmanager
    def transaction(self, talks: str) -> Generator[EncryptedTransaction]:
        """A transaction on existing talks. Raises `UnknownTalks`."""
        with ExitStack() as stack:
            try:
                inner = stack.enter_context(self._inner.transaction(self._ring.names.talks(talks)))
            except UnknownTalks as reason:
                raise UnknownTalks(f"no talks named {talks} lie here") from reason
            transaction = EncryptedTransaction(inner, self._ring, talks)
            yield transaction
        self._ring.keep(transaction.opened)

    def carry_out(self, talks: str, work: Callable[[EncryptedTransaction], Done]) -> Done:
        """What `work` gives in a transaction on existing talks. Raises as `transaction` does."""
        begun: list[EncryptedTransaction] = []

        def closed(inner: KeyedTransaction) -> Done:
            transaction = EncryptedTransaction(inner, self._ring, talks)
            begun.append(transaction)
            return work(transaction)

        try:
            done = self._inner.carry_out(self._ring.names.talks(talks), closed)
        except UnknownTalks as reason:
            if begun:
                raise
            raise UnknownTalks(f"no talks named {talks} lie here") from reason
        self._ring.keep(begun[0].opened)
        return done

    def lane(self, talks: str, seat: str, *, after: int = 0, most: int | None = None) -> tuple[LaneRow, ...]:
        """The items of one lane numbered above `after`, at most so many; empty where there is none."""
        names = self._ring.names
        place = lane_place(names, talks, seat)
        rows = self._inner.lane(names.talks(talks), names.seat(talks, seat), after=after, most=most)
        return opened_items(rows, seat, lambda: self._ring.committed(place))

    def log(self, talks: str, *, after: int = 0) -> tuple[LogRow, ...]:
        """The log of the talks; empty where they do not exist."""
        rows = self._inner.log(self._ring.names.talks(talks), after=after)
        return opened_log(rows, talks_place(self._ring.names.talks(talks)), self._ring.committed)

    def check(self) -> tuple[Problem, ...]:
        """What does not fit, told by the plain names; rows that do not open are among it."""
        names = {key.place.rpartition("/")[2]: key.name for key in self._ring.places("")}

        def plain(words: str) -> str:
            return _PSEUDONYM.sub(lambda found: names.get(found[0], found[0]), words)

        inner = [
            Problem(talks=plain(one.talks), place=plain(one.place), sentence=plain(one.sentence))
            for one in self._inner.check()
        ]
        return (*inner, *self._unopened())

    def stopped(self) -> str:
        """Why nothing is acknowledged just now; empty while all is well."""
        return self._inner.stopped()

    def scrub(self) -> None:
        """Leave nothing of what was erased or replaced beside the tables."""
        self._inner.scrub()

    def close(self) -> None:
        """Let go of the inner store; idempotent."""
        self._inner.close()

    def _name(self, pseudonym: str) -> str:
        key = self._ring.committed(talks_place(pseudonym))
        if key is None:
            raise ForeignStore("the store is damaged: the key of some talks in it is gone")
        return key.name

    def _unopened(self) -> Iterator[Problem]:
        """Keys that are gone, rows that do not open, and bytes that are not those of their leaves.

        And talks of which nothing but a key is left.
        """
        keys = self._ring.places("talks/")  # first: what is begun meanwhile is then none of them
        there = self._inner.talks()
        for key in keys:
            if key.place.rpartition("/")[2] not in there:
                yield Problem(talks=key.name, place="the talks", sentence="only their key is left of them")
        for pseudonym in there:
            talks = self._ring.committed(talks_place(pseudonym))
            if talks is None:
                yield _gone(pseudonym, "the talks")
            yield from self._unopened_in(pseudonym, talks)

    def _unopened_in(self, pseudonym: str, talks: LaneKey | None) -> Iterator[Problem]:
        log = self._inner.log(pseudonym)
        name = pseudonym if talks is None else talks.name
        for seat in sorted({one.seat for row in log for one in row.disclosures}):
            if self._ring.committed(f"lane/{pseudonym}/{seat}") is None:
                yield _gone(name, f"seat {seat}")
        if talks is None:
            return
        for row in log:
            if sentence := _amiss(talks, row.envelope, row.position, row.identity):
                yield Problem(talks=name, place=f"event {row.position}", sentence=sentence)
        for lane in self._ring.places(f"lane/{pseudonym}/"):
            for item in self._inner.lane(pseudonym, lane.place.rpartition("/")[2]):
                if sentence := _amiss(lane, item.envelope, item.number, item.identity):
                    place = f"seat {lane.name}, item {item.number}"
                    yield Problem(talks=name, place=place, sentence=sentence)


def _gone(talks: str, place: str) -> Problem:
    return Problem(talks=talks, place=place, sentence="the key of it is gone: it cannot be read")


def _amiss(key: LaneKey, envelope: Envelope, number: int, identity: str) -> str:
    """What is wrong with a row; empty where nothing is."""
    try:
        plain = key.open(envelope, number, identity)
    except ForeignStore as reason:
        return str(reason)
    return "" if plain.erased or intact(plain) else "its bytes are not those that were written"
