"""What clients asked of a store and what they were told, held against what the store holds afterwards."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

import apsw

from goodoffices.errors import StoreError
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.stores.store import Answered, Store, Transaction
from goodoffices.testing.store_rows import event, item

TALKS = "ardmere"


@dataclass
class Tally:
    """How many acknowledged acts are gone, how many are there that nobody did, how much does not fit."""

    lost: int = 0
    phantom: int = 0
    corrupt: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.lost + other.lost, self.phantom + other.phantom, self.corrupt + other.corrupt)


ABOVE_ALL = 2**62
"""No talks have as many events."""


class _Undone(Exception):
    """Raised to leave an act by an exception."""


def _leave(*, by_exception: bool) -> None:
    if by_exception:
        raise _Undone


@dataclass
class Ledger:
    """Acts by their keys: to whom each was to go, which were acknowledged in what order, which undone.

    Two of three are handed in to be carried out, as the desk does it; one has a turn of its own.
    """

    asked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    acknowledged: list[str] = field(default_factory=list)
    undone: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def act(self, store: Store, key: str, seats: tuple[str, ...], *, undone: bool = False) -> None:
        """Do one act, under its key. Raises `StoreError` where it is not acknowledged."""
        self.asked[key] = seats
        if undone:
            self.undone.add(key)

        def work(transaction: Transaction) -> None:
            if transaction.answered("north", key) is None:
                items = tuple(
                    item(seat, transaction.head(seat) + 1, identity=f"{seat}-{key}") for seat in seats
                )
                last, _ = transaction.ends(after=ABOVE_ALL)
                transaction.append(event(last + 1, *items, identity=key), items)
                transaction.remember("north", key, Answered(digest=b"d", answer=key.encode()))
            _leave(by_exception=undone)

        try:
            if sum(key.encode()) % 3:
                store.carry_out(TALKS, work)
            else:
                with store.transaction(TALKS) as transaction:
                    work(transaction)
        except _Undone:
            return
        with self._lock:
            if key not in self.acknowledged:
                self.acknowledged.append(key)

    def held_against(self, path: Path) -> Tally:
        """Open what is left, and count what is wrong with it."""
        try:
            store = SQLiteStore(path)
        except StoreError:
            return Tally(lost=len(self.acknowledged), corrupt=1)
        try:
            return self._against(store)
        except (StoreError, apsw.Error):  # also a lane that the catalogue names and that is not there
            return Tally(corrupt=1)
        finally:
            store.close()

    def _against(self, store: SQLiteStore) -> Tally:
        found = Tally(corrupt=len(store.check()))
        log = [row.identity for row in store.log(TALKS)][1:]  # the first event opened the talks
        seats = {seat for seats in self.asked.values() for seat in seats}
        lanes = {seat: [row.identity for row in store.lane(TALKS, seat)] for seat in seats}
        with store.transaction(TALKS) as transaction:
            answers = {key for key in self.asked if transaction.answered("north", key) is not None}
        found.phantom += len(log) - len(set(log))
        found.phantom += sum(key not in self.asked or key in self.undone for key in log)
        for key, its_seats in self.asked.items():
            places = [log.count(key), *(lanes[seat].count(f"{seat}-{key}") for seat in its_seats)]
            places.append(int(key in answers))
            if key in self.acknowledged and places != [1] * len(places):
                found.lost += 1
            elif len(set(places)) > 1:
                found.corrupt += 1  # half done
        return found
