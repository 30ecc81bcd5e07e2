"""The port: what every store does, whatever it lies on.

`goodoffices.testing.stores` holds the contract as a suite; an implementation exists when it passes.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar, runtime_checkable

import msgspec

from goodoffices.record.sealing import Envelope

Done = TypeVar("Done")


class Disclosure(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What one event put into one lane: the lane's seat, number and identity there, and the item's leaf."""

    seat: str
    number: int
    identity: str
    leaf: bytes


class LogRow(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One event as it lies in the log of its talks; `position` counts from 1 without gaps."""

    position: int
    identity: str
    envelope: Envelope
    disclosures: tuple[Disclosure, ...]


class LaneRow(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One item as it lies in a lane; `number` counts from 1 without gaps within the lane."""

    seat: str
    number: int
    identity: str
    envelope: Envelope


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """The first answer that was given to an idempotency key, and the digest of the body it answered."""

    digest: bytes
    answer: bytes


class KeptAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer with the seat and the key to which it was given."""

    seat: str
    key: str
    answered: Answered


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something that does not fit in a store: where, and what."""

    talks: str
    place: str
    sentence: str


class Transaction(Protocol):
    """One act on one talks, all of it or nothing. Reads see what was appended before in it.

    Once its block has ended, everything on it raises `StoreError`. `beside` is room for whoever acts on
    talks: what the act before on the same talks left there, where that one will be durable with this one
    or neither of them; else None. What an act leaves goes with it where it is undone.
    """

    @property
    def beside(self) -> object:
        """What the act before left."""
        ...

    @beside.setter
    def beside(self, left: object) -> None: ...

    def lane(self, seat: str, *, after: int = 0) -> tuple[LaneRow, ...]:
        """The items of a lane numbered above `after`, in order; empty for a lane that does not exist."""
        ...

    def head(self, seat: str) -> int:
        """The number of the last item of a lane; 0 for an empty one."""
        ...

    def log(self, *, after: int = 0) -> tuple[LogRow, ...]:
        """The events at positions above `after`, in order."""
        ...

    def ends(self, *, after: int = 0) -> tuple[int, tuple[LogRow, ...]]:
        """The position of the last event, or 0; and the first event and those at the ends of lanes, in order.

        Of these, only those above `after`. At an end stands what brought a lane its first item, or its last
        so far. Costs the number of lanes, however long they are.
        """
        ...

    def events(self, seat: str, identities: tuple[str, ...]) -> dict[str, str]:
        """For each identity of a lane, the event it came from; those not in the lane are left out."""
        ...

    def identities(self, seat: str, events: tuple[str, ...]) -> dict[str, str]:
        """For each event, its identity in a lane; those that the lane does not hold are left out."""
        ...

    def append(self, row: LogRow, lanes: tuple[LaneRow, ...]) -> None:
        """Write one event and the lane items it discloses.

        Raises `ValueError` where a position or number leaves a gap or is taken, where an identity is
        taken in its log or lane, where rows and disclosures differ, where one event would give one seat two
        items, or where an envelope is not of its kind; nothing of it is then written.
        """
        ...

    def answered(self, seat: str, key: str) -> Answered | None:
        """What was answered to a key of that seat, or None."""
        ...

    def answers(self) -> tuple[KeptAnswer, ...]:
        """Every answer that is kept for these talks, by seat and key: for copies of them."""
        ...

    def remember(self, seat: str, key: str, answered: Answered) -> None:
        """Keep the answer to a key. Raises `ValueError` where the key has one."""
        ...


class Store(Protocol):
    """Talks side by side, each with its log, its lanes and its keys.

    Safe to call from several threads. A transaction within one of the same thread raises `RuntimeError`;
    after `close`, everything but `close` and `stopped` raises `StoreError`. What is read outside of a
    transaction was committed, and belongs to whole acts. What is read within one may rest on acts that wait
    for a commit which they share with it: nothing of it is to be kept before its block has ended.
    """

    def talks(self) -> tuple[str, ...]:
        """The names of all talks, in the order of their creation."""
        ...

    def create(self, talks: str) -> AbstractContextManager[Transaction]:
        """A transaction that begins new talks; nothing of them exists unless it ends well.

        Raises `ValueError` where talks of that name exist.
        """
        ...

    def transaction(self, talks: str) -> AbstractContextManager[Transaction]:
        """A transaction on existing talks; leaving it by an exception undoes all of it.

        When the block has ended without one, everything in it is durable. Raises `UnknownTalks`.
        """
        ...

    def carry_out(self, talks: str, work: Callable[[Transaction], Done]) -> Done:
        """What `work` gives in a transaction on existing talks, once everything in it is durable.

        Where several threads ask for it at one time, one of them may do the work of all. What `work` raises
        is raised here, and undoes all that it did. Raises `UnknownTalks` besides.
        """
        ...

    def lane(self, talks: str, seat: str, *, after: int = 0, most: int | None = None) -> tuple[LaneRow, ...]:
        """The items of one lane numbered above `after`, the first of them where `most` says how many.

        Empty where talks or lane do not exist.
        """
        ...

    def log(self, talks: str, *, after: int = 0) -> tuple[LogRow, ...]:
        """The log of the talks, for the archive and for checks; empty where they do not exist."""
        ...

    def check(self) -> tuple[Problem, ...]:
        """What does not fit: a leaf that is not its bytes', a lane that is not what the log disclosed."""
        ...

    def stopped(self) -> str:
        """Why the store acknowledges nothing just now, in a sentence that says what to do; else empty.

        Each transaction that is begun looks again whether it can go on.
        """
        ...

    def close(self) -> None:
        """Let go of the store; idempotent."""
        ...


@runtime_checkable
class Shared(Protocol):
    """What a store offers besides, where several processes write to it at once."""

    def listen(self, woken: Callable[[], None]) -> Callable[[], None]:
        """Call `woken` when any process has written, until the function returned is called.

        It may be called without a cause and once for several acts, from any thread. It is told nothing:
        whoever listens looks into its own lanes.
        """
        ...


class ErasingTransaction(Transaction, Protocol):
    """A transaction of a store in which a content can be destroyed."""

    def erase(self, position: int) -> None:
        """Destroy the content of an event, and of every item that it disclosed: bytes, openings and keys.

        Leaves, identities and numbers stand. Raises `ValueError` where the log has no such position.
        """
        ...


@runtime_checkable
class ErasingStore(Store, Protocol):
    """A store in which a content can be destroyed, with all that is left of it beside the tables."""

    def transaction(self, talks: str) -> AbstractContextManager[ErasingTransaction]:
        """As `Store.transaction`."""
        ...

    def carry_out(self, talks: str, work: Callable[[ErasingTransaction], Done]) -> Done:
        """As `Store.carry_out`."""
        ...

    def scrub(self) -> None:
        """Leave nothing of what was erased or replaced in what the store keeps beside its tables.

        Raises `StoreInUse` where a reader holds on to it: to be done again.
        """
        ...


class KeyedTransaction(ErasingTransaction, Protocol):
    """A transaction of a store that can lie encrypted."""

    def kept_key(self, name: str) -> bytes | None:
        """The wrapped key of that name, or None; sees what was kept before in this transaction."""
        ...

    def keep_key(self, name: str, wrapped: bytes) -> None:
        """Keep a wrapped key. Raises `ValueError` where one of that name is kept."""
        ...


class KeyedStore(ErasingStore, Protocol):
    """A store that can lie encrypted: it keeps a ring of wrapped keys, which tell it nothing."""

    def create(self, talks: str) -> AbstractContextManager[KeyedTransaction]:
        """As `Store.create`."""
        ...

    def transaction(self, talks: str) -> AbstractContextManager[KeyedTransaction]:
        """As `Store.transaction`."""
        ...

    def carry_out(self, talks: str, work: Callable[[KeyedTransaction], Done]) -> Done:
        """As `Store.carry_out`."""
        ...

    def keyring(self) -> dict[str, bytes]:
        """All wrapped keys that are committed, by their names."""
        ...

    def change_keyring(self, before: dict[str, bytes], after: dict[str, bytes]) -> None:
        """Put one ring in the place of another: all of it or nothing, durable when it returns.

        Raises `StoreError` where the ring is not `before` any more.
        """
        ...
