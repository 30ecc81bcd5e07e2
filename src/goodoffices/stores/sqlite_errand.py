"""An act handed in: whoever has the turn to write does it, for the thread that waits for its answer.

One thread that does the acts of many goes from one to the next without waking anybody in between; each of
them would else wait for the turn, take it, and wait again for the commit.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Generic

from goodoffices.errors import StoreError
from goodoffices.stores.sqlite_batch import Batch
from goodoffices.stores.sqlite_transaction import SQLiteTransaction
from goodoffices.stores.store import Done


class Errand(AbstractContextManager["Errand[Done]"], Generic[Done]):
    """Work on talks of that name. As a block it holds the doing, and keeps what that raises for its thread.

    `batch` is that which it came into, None before and where there was none to come into.
    """

    def __init__(self, talks: str, work: Callable[[SQLiteTransaction], Done]) -> None:
        self.talks = talks
        self.work = work
        self.batch: Batch | None = None
        self._answers: list[Done] = []
        self._reason: Exception | None = None
        self._bell: SimpleQueue[None] = SimpleQueue()

    def __exit__(
        self, kind: type[BaseException] | None, reason: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Keep what was raised; an interrupt was meant for the thread that does the work, and goes on."""
        if reason is None:
            return True
        is_its_own = isinstance(reason, Exception)
        self._reason = (
            reason if is_its_own else StoreError("this was interrupted, and nothing of it was kept")
        )
        if self.batch is None:
            self.ring()
        return is_its_own

    def do(self, transaction: SQLiteTransaction) -> None:
        """Do the work; the answer is kept until its commit."""
        self._answers.append(self.work(transaction))

    @property
    def ended(self) -> bool:
        """Whether there is an outcome: its commit has come or failed, or it came into none."""
        return self._reason is not None if self.batch is None else self.batch.ended

    def come_into(self, batch: Batch) -> None:
        """Be answered once that batch has ended."""
        self.batch = batch
        batch.ring_at_end(self.ring)

    def ring(self) -> None:
        """Wake the thread that waits: there is an outcome, or nobody has the turn."""
        self._bell.put(None)

    def wait(self, seconds: float) -> None:
        """Wait to be woken, but no longer than that."""
        try:
            self._bell.get(timeout=seconds)
        except Empty:
            return

    def outcome(self) -> Done:
        """The answer, once it has ended. Raises what the work raised; `StoreError` for a failed commit."""
        if self.batch is not None:
            self.batch.refuse_failed()  # first: no refusal goes out that rests on acts which are not kept
        if self._reason is not None:
            raise self._reason
        return self._answers[0]
