"""The one writer of a file: acts in order, several to a commit; and what it does when the disk fails."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import apsw

from goodoffices.errors import ForeignStore, StoreError, UnknownTalks
from goodoffices.stores.catalogue import Lane
from goodoffices.stores.one_writer import OneWriter
from goodoffices.stores.reached import Reached
from goodoffices.stores.sqlite_batch import MOST_ACTS, Batch
from goodoffices.stores.sqlite_errand import Errand
from goodoffices.stores.sqlite_opening import opened
from goodoffices.stores.sqlite_rows import rows, run
from goodoffices.stores.sqlite_schema import FORM
from goodoffices.stores.sqlite_transaction import SQLiteTransaction
from goodoffices.stores.sqlite_trouble import DISK_TROUBLE, sqlite_trouble, told
from goodoffices.stores.store import Done

PATIENCE = 1.0
"""Seconds after which an act that waits looks whether its commit was left to nobody."""


class SQLiteWriter:
    """Holds the connection that writes. Each act is a savepoint; whoever leaves last commits for all.

    `names` gives the random part of a lane's table; `make_way` closes what else has the file open, before
    it is opened anew. `stopped` says why nothing is acknowledged just now, and is empty otherwise.
    """

    def __init__(
        self, path: Path, *, names: Callable[[], str], make_way: Callable[[], None], vfs: str | None
    ) -> None:
        self.path = path
        self.names = names
        self.turns = OneWriter(self._wake_next)
        self._errands: deque[Errand[Any]] = deque()
        self.stopped = ""
        self.closed = False
        self._make_way = make_way
        self._vfs = vfs
        self._batch: Batch | None = None
        self._damaged = False
        self._reached = Reached()
        self.connection, self.catalogue, self._last = opened(path, vfs=vfs)
        self._open = True

    def act(self, talks: str, *, new: bool) -> Act:
        """A block that is one act on talks of that name, durable once it is left."""
        return Act(self, talks, new=new)

    def carry_out(self, talks: str, work: Callable[[SQLiteTransaction], Done]) -> Done:
        """Hand in an act, to be done by whoever has the turn; its answer, once it is durable."""
        errand = Errand(talks, work)
        self._errands.append(errand)
        try:
            while not errand.ended:
                if self.turns.take_free():
                    try:
                        self._do_errands(errand)
                    finally:
                        self.turns.give()
                else:
                    errand.wait(PATIENCE)
        finally:
            if errand.batch is None:  # it was done by nobody: whoever waited for it has been interrupted
                with suppress(ValueError):
                    self._errands.remove(errand)
        return errand.outcome()

    def holds_none(self, lane: Lane, *, after: int) -> bool:
        """Whether it is known without asking the file that no item of a lane above a number is committed."""
        head = self._reached.lane(lane.number)
        return head is not None and head <= after

    def close(self) -> bool:
        """Commit what is left and let go of the file; whether it was open until now."""
        with self.turns.turn():
            if self._batch is not None:
                self._commit(self._batch)
            was_open, self.closed = not self.closed, True
            if was_open:
                self._make_way()
                self._let_go()  # the writer last: it takes the write-ahead log into the file
            return was_open

    @contextmanager
    def alone(self) -> Generator[apsw.Connection]:
        """The connection for what is no act, with all that waited committed. Raises `StoreError`."""
        with self.turns.turn(), sqlite_trouble(self.path):
            if self.closed:
                raise StoreError("the store is closed: open it again")
            if self.stopped:
                self._look_again()
            if self._batch is not None:
                self._commit(self._batch)
            yield self.connection

    # What an act asks of its writer, while it has the turn

    def join(self) -> Batch:
        """The batch that takes the next act. Raises `StoreError` where the store is closed, or stopped."""
        if self.closed:
            raise StoreError("the store is closed: open it again")
        if self.stopped:
            self._look_again()
        if self._batch is None:
            try:
                run(self.connection, "BEGIN IMMEDIATE")
            except apsw.Error as reason:
                raise self._trouble(reason) from reason
            self._batch = Batch(self.catalogue, self._reached, last=self._last)
        return self._batch

    def begin(self, batch: Batch, talks: str, *, new: bool) -> SQLiteTransaction:
        """Begin an act. Raises `UnknownTalks`, and `ValueError` for a taken name."""
        number = batch.catalogue.talks.get(talks)
        run(self.connection, "SAVEPOINT act")
        if new and number is not None:
            raise ValueError(f"talks named {talks} exist already")
        if number is None:
            if not new:
                raise UnknownTalks(f"no talks named {talks} lie in {self.path}")
            run(self.connection, "INSERT INTO talks (name) VALUES (?)", talks)
            number = self.connection.last_insert_rowid()
        return SQLiteTransaction(
            self.connection, batch.catalogue, self.names, number, batch.reached, batch.beside.get(number)
        )

    def leave(self, batch: Batch, act: Part, reason: BaseException | None) -> None:
        """End an act: well, or rolled back to where it began; the last of a batch commits it."""
        try:
            if isinstance(reason, DISK_TROUBLE):
                raise reason
            if act.transaction is not None and reason is None:
                run(self.connection, "RELEASE act")
                batch.add(act.talks, act.transaction)
            elif self.connection.in_transaction:
                run(self.connection, "ROLLBACK TO act; RELEASE act")
        except apsw.Error as trouble:
            self._fail(batch, self._trouble(trouble))
        self.pass_on(batch)

    def pass_on(self, batch: Batch) -> None:
        """Leave the commit to the next one who waits for the turn; where nobody does, commit."""
        if self._batch is batch and (batch.full or not (self.turns.waiting or self._errands)):
            self._commit(batch)

    def settle(self, batch: Batch) -> None:
        """Wait for the shared commit, without the turn. Raises `StoreError` where it has failed."""
        while not batch.wait(PATIENCE):
            with self.turns.turn():  # whoever it was left to may have gone away
                self.pass_on(batch)
        batch.refuse_failed()

    # Inside

    def _do_errands(self, own: Errand[Any]) -> None:
        """Do what was handed in, by the thread that has the turn: as much as goes into one commit."""
        if own.batch is None and not own.ended and own not in self._errands:
            self._errands.append(own)  # who had taken it was interrupted before it was begun
        for _ in range(MOST_ACTS):
            try:
                errand = self._errands.popleft()
            except IndexError:
                break
            with errand, ExitStack() as leaving:
                part = Part(self, errand.talks, new=False, errand=errand)
                leaving.push(part.leave)
                errand.do(part.begin())
        if self._batch is not None:
            self.pass_on(self._batch)

    def _wake_next(self) -> None:
        """Wake the first of those whose acts wait to be done, as nobody has the turn."""
        with suppress(IndexError):
            self._errands[0].ring()

    def _commit(self, batch: Batch) -> None:
        try:
            run(self.connection, "COMMIT" if batch.acts else "ROLLBACK")
        except apsw.Error as reason:
            self._fail(batch, self._trouble(reason))
        finally:
            # An interrupt may have come before the commit, or just after it.
            if self._batch is batch:
                if self.connection.in_transaction:
                    self._fail(batch, StoreError("this was interrupted, and nothing of it was kept"))
                else:
                    self._batch = None
                    self.catalogue, self._last = batch.catalogue, batch.last
                    self._reached.take(batch.reached)
                    batch.end()

    def _fail(self, batch: Batch, reason: StoreError) -> None:
        """Undo all of a batch; nothing that was made from it is kept."""
        self._batch = None
        with suppress(apsw.Error):
            if self.connection.in_transaction:
                run(self.connection, "ROLLBACK")
        batch.end(reason)

    def _trouble(self, reason: apsw.Error) -> StoreError:
        """What to say of it; a disk in trouble stops the writer until it was looked at again."""
        trouble = told(self.path, reason) or StoreError(f"{self.path} could not be written: {reason}")
        if isinstance(reason, DISK_TROUBLE):
            self.stopped = str(trouble)
            self._damaged = isinstance(trouble, ForeignStore)
        return trouble

    def _look_again(self) -> None:
        """Open the file anew, see that it holds all that was acknowledged, and that it can be written.

        What a failed sync left in the write-ahead log must never be read as committed: the system may believe
        that it lies on the disk. So the log is emptied through the connection that knows how far it counts.
        """
        if self._damaged:
            raise ForeignStore(self.stopped)
        self._make_way()
        try:
            with sqlite_trouble(self.path):
                if self._open:
                    ((busy, _, _),) = rows(self.connection, "PRAGMA wal_checkpoint(TRUNCATE)")
                    if (
                        not busy
                    ):  # where somebody reads from the log, this connection writes over what is void
                        self._let_go()
                if not self._open:
                    self._open_again()
                run(self.connection, f"PRAGMA user_version = {FORM}")  # a write like any other, with its sync
        except StoreError as reason:
            self.stopped = str(reason)
            raise
        self.stopped = ""

    def _open_again(self) -> None:
        connection, catalogue, last = opened(self.path, vfs=self._vfs)
        if last < self._last:
            connection.close()
            raise StoreError(
                f"{self.path} lacks what was acknowledged since it was opened: "
                "close the desk, keep the file, and look for the disk that it lay on"
            )
        self.connection, self.catalogue, self._last, self._open = connection, catalogue, last, True
        self._reached = Reached()

    def _let_go(self) -> None:
        if self._open:
            self._open = False
            self.connection.close()


class Part:
    """One act of a batch, by a thread that has the turn: to be begun once, and left however that went."""

    def __init__(
        self, writer: SQLiteWriter, talks: str, *, new: bool, errand: Errand[Any] | None = None
    ) -> None:
        self.talks = talks
        self.transaction: SQLiteTransaction | None = None
        self.batch: Batch | None = None
        self._writer = writer
        self._new = new
        self._errand = errand

    def begin(self) -> SQLiteTransaction:
        """Begin it. Raises `UnknownTalks`, `ValueError` for a taken name, and `StoreError`."""
        self.batch = self._writer.join()
        if self._errand is not None:
            self._errand.come_into(self.batch)
        self.transaction = self._writer.begin(self.batch, self.talks, new=self._new)
        return self.transaction

    def leave(
        self, kind: type[BaseException] | None, reason: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it, and leave the commit to the next one where there is any."""
        del kind, trace
        if self.transaction is not None:
            self.transaction.end()
        if self.batch is not None:
            self._writer.leave(self.batch, self, reason)


class Act(AbstractContextManager[SQLiteTransaction]):
    """One act of the writer: it waits for its turn, and after its block for the commit that it shares."""

    def __init__(self, writer: SQLiteWriter, talks: str, *, new: bool) -> None:
        self._writer = writer
        self._part = Part(writer, talks, new=new)

    def __enter__(self) -> SQLiteTransaction:
        """Wait for the turn. Raises `UnknownTalks`, `ValueError` for a taken name, and `StoreError`."""
        self._writer.turns.take()
        with ExitStack() as failing:
            failing.push(self)
            transaction = self._part.begin()
            failing.pop_all()
        return transaction

    def __exit__(
        self, kind: type[BaseException] | None, reason: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hand the turn on and wait for the commit. Raises `StoreError` where that fails.

        What was decided rests on the acts before it in the batch: no answer, not even a refusal, goes first.
        """
        try:
            self._part.leave(kind, reason, trace)
        finally:
            self._writer.turns.give()
        batch = self._part.batch
        if batch is not None and (reason is None or isinstance(reason, Exception)):
            self._writer.settle(batch)
