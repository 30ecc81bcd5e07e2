"""The store in memory: the plain reference that every other store is held against."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Generator
from contextlib import contextmanager

import msgspec

from goodoffices.errors import StoreError, UnknownTalks
from goodoffices.record.sealing import blank
from goodoffices.stores.checking import problems
from goodoffices.stores.fitting import refuse_misfit
from goodoffices.stores.one_writer import OneWriter
from goodoffices.stores.store import Answered, Done, KeptAnswer, LaneRow, LogRow, Problem


class _Rows:
    """Rows of one negotiation: all that is written, or what one transaction adds to it."""

    def __init__(self) -> None:
        self.log: list[LogRow] = []
        self.lanes: defaultdict[str, list[LaneRow]] = defaultdict(list)
        self.events: dict[tuple[str, str], str] = {}
        self.items: dict[tuple[str, str], str] = {}
        self.known: set[str] = set()
        self.answers: dict[tuple[str, str], Answered] = {}
        self.keys: dict[str, bytes] = {}
        self.erased: set[int] = set()

    def add(self, row: LogRow, lanes: tuple[LaneRow, ...]) -> None:
        self.log.append(row)
        self.known.add(row.identity)
        for item in lanes:
            self.lanes[item.seat].append(item)
            self.events[item.seat, item.identity] = row.identity
            self.items[item.seat, row.identity] = item.identity

    def take(self, other: _Rows) -> None:
        self.log += other.log
        for seat, items in other.lanes.items():
            self.lanes[seat] += items
        self.events |= other.events
        self.items |= other.items
        self.known |= other.known
        self.answers |= other.answers
        for position in other.erased:
            self._blank(position)

    def _blank(self, position: int) -> None:
        row = self.log[position - 1]
        self.log[position - 1] = msgspec.structs.replace(row, envelope=blank(row.envelope))
        for one in row.disclosures:
            lane = self.lanes[one.seat]
            item = lane[one.number - 1]
            lane[one.number - 1] = msgspec.structs.replace(item, envelope=blank(item.envelope))


class MemoryTransaction:
    """What is written, and what this transaction adds; dropped whole where it ends by an exception."""

    def __init__(self, written: _Rows, keys: dict[str, bytes]) -> None:
        self._written = written
        self._keys = keys
        self._added = _Rows()
        self._ended = False
        self.beside: object = None

    def lane(self, seat: str, *, after: int = 0) -> tuple[LaneRow, ...]:
        """The items of a lane numbered above `after`."""
        rows = [*self._written.lanes.get(seat, ()), *self._here().lanes.get(seat, ())]
        return tuple(rows[max(after, 0) :])

    def head(self, seat: str) -> int:
        """The number of the last item of a lane, or 0."""
        return len(self._written.lanes.get(seat, ())) + len(self._here().lanes.get(seat, ()))

    def log(self, *, after: int = 0) -> tuple[LogRow, ...]:
        """The events at positions above `after`."""
        added = self._here().log
        start = max(after, 0)
        return (*self._written.log[start:], *added[max(start - len(self._written.log), 0) :])

    def ends(self, *, after: int = 0) -> tuple[int, tuple[LogRow, ...]]:
        """The last position; and, above `after`, the first event and those at the ends of lanes."""
        rows = self.log(after=after)
        found = tuple(
            row
            for row in rows
            if row.position == 1 or any(one.number in {1, self.head(one.seat)} for one in row.disclosures)
        )
        return len(self._written.log) + len(self._here().log), found

    def events(self, seat: str, identities: tuple[str, ...]) -> dict[str, str]:
        """For each identity of a lane, its event."""
        added = self._here().events
        found = {
            name: added.get((seat, name)) or self._written.events.get((seat, name)) for name in identities
        }
        return {name: event for name, event in found.items() if event is not None}

    def identities(self, seat: str, events: tuple[str, ...]) -> dict[str, str]:
        """For each event, its identity in a lane."""
        added = self._here().items
        found = {
            event: added.get((seat, event)) or self._written.items.get((seat, event)) for event in events
        }
        return {event: name for event, name in found.items() if name is not None}

    def append(self, row: LogRow, lanes: tuple[LaneRow, ...]) -> None:
        """Add an event and its lane items. Raises `ValueError` where they do not fit."""
        added = self._here()
        refuse_misfit(
            row,
            lanes,
            position=len(self._written.log) + len(added.log),
            head=self.head,
            event_is_there=lambda identity: identity in self._written.known or identity in added.known,
            item_is_there=lambda seat, identity: bool(self.events(seat, (identity,))),
        )
        added.add(row, lanes)

    def answered(self, seat: str, key: str) -> Answered | None:
        """What was answered to a key of that seat."""
        return self._here().answers.get((seat, key)) or self._written.answers.get((seat, key))

    def answers(self) -> tuple[KeptAnswer, ...]:
        """Every answer that is kept, by seat and key."""
        held = {**self._written.answers, **self._here().answers}
        return tuple(KeptAnswer(seat=seat, key=key, answered=held[seat, key]) for seat, key in sorted(held))

    def remember(self, seat: str, key: str, answered: Answered) -> None:
        """Keep the answer to a key. Raises `ValueError` where it has one."""
        if self.answered(seat, key) is not None:
            raise ValueError("this key has its answer")
        self._added.answers[seat, key] = answered

    def erase(self, position: int) -> None:
        """Destroy the content of an event and its items, once the transaction has ended well."""
        if not 0 < position <= len(self._written.log) + len(self._here().log):
            raise ValueError(f"the log has no position {position}")
        self._added.erased.add(position)

    def kept_key(self, name: str) -> bytes | None:
        """The wrapped key of that name, or None."""
        return self._here().keys.get(name) or self._keys.get(name)

    def keep_key(self, name: str, wrapped: bytes) -> None:
        """Keep a wrapped key. Raises `ValueError` where one of that name is kept."""
        if self.kept_key(name) is not None:
            raise ValueError(f"a key named {name} is kept")
        self._added.keys[name] = wrapped

    def end(self) -> _Rows:
        """End it, and hand over what it added."""
        self._ended = True
        return self._added

    def _here(self) -> _Rows:
        if self._ended:
            raise StoreError("this transaction has ended: begin another")
        return self._added


class MemoryStore:
    """Talks in the memory of one process, gone with it. Safe to use from several threads.

    >>> store = MemoryStore()
    >>> with store.create("ardmere"):
    ...     pass
    >>> store.talks(), store.lane("ardmere", "north"), store.check()
    (('ardmere',), (), ())
    """

    def __init__(self) -> None:
        self._talks: dict[str, _Rows] = {}
        self._keys: dict[str, bytes] = {}
        self._writer = OneWriter()
        self._looking = threading.Lock()  # held for moments: what is read is all of an act or nothing
        self._closed = False

    def talks(self) -> tuple[str, ...]:
        """The names of all talks, in the order of their creation."""
        with self._looking:
            self._refuse_closed()
            return tuple(self._talks)

    @contextmanager
    def create(self, talks: str) -> Generator[MemoryTransaction]:
        """A transaction that begins new talks. Raises `ValueError` where talks of that name exist."""
        with self._writer.turn():
            if talks in self.talks():
                raise ValueError(f"talks named {talks} exist already")
            rows = _Rows()
            transaction = MemoryTransaction(rows, self._keys)
            try:
                yield transaction
            finally:
                added = transaction.end()
            with self._looking:
                rows.take(added)
                self._keys |= added.keys
                self._talks[talks] = rows

    @contextmanager
    def transaction(self, talks: str) -> Generator[MemoryTransaction]:
        """A transaction on existing talks. Raises `UnknownTalks`."""
        with self._writer.turn():
            if talks not in self.talks():
                raise UnknownTalks(f"no talks named {talks} lie here")
            rows = self._talks[talks]
            transaction = MemoryTransaction(rows, self._keys)
            try:
                yield transaction
            finally:
                added = transaction.end()
            with self._looking:
                rows.take(added)
                self._keys |= added.keys

    def carry_out(self, talks: str, work: Callable[[MemoryTransaction], Done]) -> Done:
        """What `work` gives in a transaction on existing talks. Raises as `transaction` does."""
        with self.transaction(talks) as transaction:
            return work(transaction)

    def lane(self, talks: str, seat: str, *, after: int = 0, most: int | None = None) -> tuple[LaneRow, ...]:
        """The items of one lane numbered above `after`, at most so many; empty where there is none."""
        with self._looking:
            self._refuse_closed()
            rows = self._talks.get(talks)
            return () if rows is None else tuple(rows.lanes.get(seat, [])[max(after, 0) :][:most])

    def log(self, talks: str, *, after: int = 0) -> tuple[LogRow, ...]:
        """The log of the talks; empty where they do not exist."""
        with self._looking:
            self._refuse_closed()
            rows = self._talks.get(talks)
            return () if rows is None else tuple(rows.log[max(after, 0) :])

    def check(self) -> tuple[Problem, ...]:
        """What does not fit."""
        with self._looking:
            self._refuse_closed()
            return tuple(
                problem
                for talks, rows in self._talks.items()
                for problem in problems(talks, rows.log, rows.lanes, (seat for seat, _ in rows.answers))
            )

    def stopped(self) -> str:
        """Memory is always there."""
        return ""

    def keyring(self) -> dict[str, bytes]:
        """All wrapped keys, by their names."""
        with self._looking:
            self._refuse_closed()
            return dict(self._keys)

    def change_keyring(self, before: dict[str, bytes], after: dict[str, bytes]) -> None:
        """Put one ring in the place of another. Raises `StoreError` where it is not `before` any more."""
        with self._writer.turn(), self._looking:
            self._refuse_closed()
            if self._keys != before:
                raise StoreError("the keys have changed meanwhile: do it again")
            self._keys.clear()
            self._keys |= after

    def scrub(self) -> None:
        """Nothing is kept beside the rows."""

    def close(self) -> None:
        """Let go of everything; idempotent."""
        with self._writer.turn(), self._looking:
            self._closed = True
            self._talks.clear()

    def _refuse_closed(self) -> None:
        if self._closed:
            raise StoreError("the store is closed: open it again")
