"""The shared store: talks in a PostgreSQL database, for several desks at once."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress

import psycopg

from goodoffices.errors import StoreError, UnknownTalks
from goodoffices.stores.address import user_of
from goodoffices.stores.one_writer import OneWriter
from goodoffices.stores.postgresql_bell import RING, Listener
from goodoffices.stores.postgresql_check import database_problems
from goodoffices.stores.postgresql_keys import read_keyring, stands, write_keyring
from goodoffices.stores.postgresql_pools import Pools
from goodoffices.stores.postgresql_rows import (
    READ_SOME,
    Connection,
    bounded,
    lane_rows,
    limit,
    log_rows,
    nameable,
)
from goodoffices.stores.postgresql_schema import WRITER
from goodoffices.stores.postgresql_scrubbing import scrub
from goodoffices.stores.postgresql_settling import was_kept
from goodoffices.stores.postgresql_transaction import BEGIN_TALKS, LOCK_TALKS, PostgreSQLTransaction
from goodoffices.stores.postgresql_trouble import postgresql_trouble
from goodoffices.stores.store import Done, LaneRow, LogRow, Problem

_BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED"
_LOOK = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_Stands = Callable[[Connection], bool]


class PostgreSQLStore:
    """Talks in a database that `goodoffices store create` has prepared. Safe to use from several threads.

    `address` is that of the database, as libpq understands it; a user in it is the writer's role. Passwords
    are better kept in libpq's password file than in an address. Raises `ForeignStore`, `NewerStore`,
    `AffectedPostgreSQL`, `UnfitDatabase`, and `StoreError` where nobody answers.

    A transaction holds its talks locked from its beginning, so that what is decided in it is decided on lanes
    that cannot move; acts on other talks go on beside it, in this process and in others.
    """

    def __init__(self, address: str) -> None:
        self._pools = Pools(address, writer=user_of(address) or WRITER)
        self.place = self._pools.place
        self._numbers: dict[str, int] = {}
        self._turns: defaultdict[int, OneWriter] = defaultdict(OneWriter)
        self._begun = threading.local()
        self._listeners: list[Listener] = []
        self._stopped = ""
        self._closed = False

    def talks(self) -> tuple[str, ...]:
        """The names of all talks, in the order of their creation."""
        self._refuse_closed()
        with postgresql_trouble(self.place), self._pools.writing() as connection:
            found = connection.execute("SELECT name FROM goodoffices.talks ORDER BY number").fetchall()
            return tuple(name for (name,) in found)

    @contextmanager
    def create(self, talks: str) -> Generator[PostgreSQLTransaction]:
        """A transaction that begins new talks. Raises `ValueError` where talks of that name exist."""
        self._refuse_closed()
        if not nameable(talks):
            raise ValueError("this name holds a sign that no name may hold")
        with self._own_turn(), self._act() as connection:
            found = connection.execute(BEGIN_TALKS, (talks,)).fetchone()
            if found is None:
                raise ValueError(f"talks named {talks} exist already")
            new = PostgreSQLTransaction(connection, found[0], 0, begins=talks)
            with self._filled(connection, new) as transaction:
                yield transaction

    @contextmanager
    def transaction(self, talks: str) -> Generator[PostgreSQLTransaction]:
        """A transaction on existing talks, durable when the block has ended.

        Raises `UnknownTalks`, `StoreError` where nothing of it was written, and `UnsettledAct` where the
        database was lost for long at its end.
        """
        self._refuse_closed()
        with self._own_turn():
            number = self._number(talks)
            if number is None:
                raise UnknownTalks(f"no talks named {talks} lie in {self.place}")
            # Whoever waits here holds no connection: acts on other talks are not kept waiting.
            with self._turns[number].turn(), self._act() as connection:
                found = connection.execute(LOCK_TALKS, (number,)).fetchone()
                if found is None:
                    raise UnknownTalks(f"no talks named {talks} lie in {self.place} any more")
                held = PostgreSQLTransaction(connection, number, found[0])
                with self._filled(connection, held) as transaction:
                    yield transaction

    def carry_out(self, talks: str, work: Callable[[PostgreSQLTransaction], Done]) -> Done:
        """What `work` gives in a transaction on existing talks. Raises as `transaction` does."""
        with self.transaction(talks) as transaction:
            return work(transaction)

    def stopped(self) -> str:
        """Why nothing is acknowledged just now; empty while all is well, and again after an act."""
        return self._stopped

    def lane(self, talks: str, seat: str, *, after: int = 0, most: int | None = None) -> tuple[LaneRow, ...]:
        """The items of one lane numbered above `after`, read as that seat."""
        self._refuse_closed()
        number = self._number(talks)
        if number is None or not nameable(seat):
            return ()
        with postgresql_trouble(self.place):
            with self._pools.reading(number, seat) as connection:
                found = connection.execute(
                    READ_SOME, (number, seat, bounded(after), limit(most)), binary=True
                )
            return lane_rows(seat, found.fetchall())

    def log(self, talks: str, *, after: int = 0) -> tuple[LogRow, ...]:
        """The log of the talks; empty where they do not exist."""
        self._refuse_closed()
        number = self._number(talks)
        if number is None:
            return ()
        with self._archive() as connection:
            return log_rows(connection, number, after=after)

    def check(self) -> tuple[Problem, ...]:
        """What does not fit, in the tables, their walls and between them."""
        self._refuse_closed()
        with self._archive() as connection:
            return database_problems(connection)

    def keyring(self) -> dict[str, bytes]:
        """All wrapped keys that are committed, by their names."""
        self._refuse_closed()
        with postgresql_trouble(self.place), self._pools.writing() as connection:
            return read_keyring(connection)

    def change_keyring(self, before: dict[str, bytes], after: dict[str, bytes]) -> None:
        """Put one ring in the place of another; whoever keeps a key meanwhile is waited for.

        Raises `StoreError` where the ring is not `before` any more, or nothing was changed, and
        `UnsettledAct` where the database was lost for long at its end: then one of the two lies there.
        """
        self._refuse_closed()
        with self._own_turn(), self._act() as connection:
            write_keyring(connection, before, after)
            self._commit(connection, lambda asked: stands(asked, after))

    def scrub(self) -> None:
        """Write the tables anew, without what was erased or replaced. Raises `StoreInUse`.

        What the server wrote elsewhere stays: its write-ahead log until it is used again, archives of that
        log, standbys, and backups.
        """
        self._refuse_closed()
        with postgresql_trouble(self.place), self._pools.writing() as connection:
            scrub(connection, self.place)

    def listen(self, woken: Callable[[], None]) -> Callable[[], None]:
        """Call `woken` when any process has written, this one too, until the function returned is called.

        It may be called without a cause, and once for several acts; it is told nothing.
        """
        self._refuse_closed()
        listener = Listener(self._pools.address, woken)
        self._listeners.append(listener)
        return listener.stop

    def close(self) -> None:
        """Let go of the database; idempotent."""
        if self._closed:
            return
        self._closed = True
        for listener in self._listeners:
            listener.stop()
        self._pools.close()

    @contextmanager
    def _own_turn(self) -> Generator[None]:
        """Refuse a transaction within one of the same thread: it would wait for itself."""
        if getattr(self._begun, "yes", False):
            raise RuntimeError("this thread is already in a transaction of the store: end it first")
        self._begun.yes = True
        try:
            yield
        finally:
            self._begun.yes = False

    @contextmanager
    def _act(self) -> Generator[Connection]:
        """BEGIN and the block; whatever was not committed in it is undone."""
        try:
            with postgresql_trouble(self.place), self._pools.writing() as connection:
                connection.execute(_BEGIN)
                try:
                    yield connection
                finally:
                    with suppress(psycopg.Error):  # where the connection is lost, so is the act
                        connection.rollback()
        except StoreError as reason:
            if isinstance(reason.__cause__, psycopg.OperationalError):
                self._stopped = str(reason)
            raise
        self._stopped = ""

    @contextmanager
    def _filled(
        self, connection: Connection, transaction: PostgreSQLTransaction
    ) -> Generator[PostgreSQLTransaction]:
        """The block, then COMMIT, then the bell."""
        try:
            yield transaction
        finally:
            transaction.end()
        self._commit(connection, transaction.stands)
        if transaction.appended is not None:
            with suppress(psycopg.Error):  # the act is done; pages look by themselves from time to time
                connection.execute(RING)

    def _commit(self, connection: Connection, stands: _Stands) -> None:
        """COMMIT; `stands` says, on another connection, whether it was done where the answer was lost."""
        try:
            said = connection.execute("COMMIT").statusmessage
        except psycopg.OperationalError as reason:
            # The commit may have been done before the connection was lost: only the database knows.
            if not was_kept(self._pools, stands):
                raise StoreError(
                    f"the database {self.place} went away: nothing of it was written; try again"
                ) from reason
            return
        if said != "COMMIT":
            raise StoreError("the database undid the act: nothing of it was written; try again")

    @contextmanager
    def _archive(self) -> Generator[Connection]:
        """A connection for one read across lanes, which no seat gets; it sees whole acts only."""
        with postgresql_trouble(self.place), self._pools.writing() as connection:
            connection.execute(_LOOK)
            try:
                yield connection
            finally:
                with suppress(psycopg.Error):
                    connection.rollback()

    def _number(self, talks: str) -> int | None:
        """The number of committed talks: it never changes."""
        known = self._numbers.get(talks)
        if known is not None or not nameable(talks):
            return known
        with postgresql_trouble(self.place), self._pools.writing() as connection:
            statement = "SELECT number FROM goodoffices.talks WHERE name = %s"
            found = connection.execute(statement, (talks,)).fetchone()
        if found is None:
            return None
        self._numbers[talks] = found[0]
        return found[0]

    def _refuse_closed(self) -> None:
        if self._closed:
            raise StoreError("the store is closed: open it again")
