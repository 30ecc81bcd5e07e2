"""Acts that share one commit: each is answered once all of them are durable, or none of them is."""

from __future__ import annotations

import threading
from collections.abc import Callable

from goodoffices.errors import StoreError
from goodoffices.stores.catalogue import Catalogue
from goodoffices.stores.reached import Reached
from goodoffices.stores.sqlite_transaction import SQLiteTransaction

MOST_ACTS = 256
"""Acts in one commit; whoever comes later waits for the next one."""


class Batch:
    """What lies between one BEGIN and its COMMIT. Who has the turn to write alters it; all may wait on it.

    `catalogue` is the committed one with what the acts of the batch have added, `reached` what they know of
    the ends of logs and lanes: both are kept only if the acts are. `beside` is what the acts on talks, by
    their number, left for the next one.
    `acts` counts those that ended well, `last` is the number of the last event that they wrote.
    """

    def __init__(self, catalogue: Catalogue, reached: Reached, *, last: int) -> None:
        self.catalogue = catalogue
        self.reached = Reached(reached)
        self.last = last
        self.acts = 0
        self.beside: dict[int, object] = {}
        self._ended = threading.Event()
        self._failure: StoreError | None = None
        self._bells: list[Callable[[], None]] = []

    @property
    def full(self) -> bool:
        """Whether it takes no further act."""
        return self.acts >= MOST_ACTS

    def add(self, name: str, transaction: SQLiteTransaction) -> None:
        """Take in an act that ended well, with the talks and lanes that it began."""
        self.acts += 1
        self.last = max(self.last, transaction.last)
        self.reached.take(transaction.reached)
        self.beside[transaction.talks] = transaction.beside
        if transaction.opened or name not in self.catalogue.talks:
            self.catalogue = Catalogue(
                talks={**self.catalogue.talks, name: transaction.talks},
                lanes={**self.catalogue.lanes, **transaction.opened},
            )

    @property
    def ended(self) -> bool:
        """Whether it is known how it ended."""
        return self._ended.is_set()

    def ring_at_end(self, bell: Callable[[], None]) -> None:
        """Call this once it has ended."""
        self._bells.append(bell)

    def end(self, failure: StoreError | None = None) -> None:
        """Let everybody who waits know how it ended."""
        self._failure = failure
        self._ended.set()
        for ring in self._bells:
            ring()

    def wait(self, seconds: float) -> bool:
        """Wait for its end, but no longer than that; whether it has ended."""
        return self._ended.wait(seconds)

    def refuse_failed(self) -> None:
        """Raise what the commit failed of, anew in the thread of each of its acts."""
        if self._failure is not None:
            raise type(self._failure)(str(self._failure)) from self._failure
