"""A shared store of an older form, or in the clear, written anew in the present form, encrypted.

The old tables are set aside, all that they hold is written into new ones, checked, and the old ones are
dropped: in one transaction, so that a stop at any moment leaves the one store or the other, whole.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager

from psycopg import Rollback, errors

from goodoffices.errors import ForeignStore, StoreError, UnknownTalks
from goodoffices.record.sealing import Envelope
from goodoffices.stores.encrypted import EncryptedStore
from goodoffices.stores.envelope_columns import envelope
from goodoffices.stores.postgresql_check import problems_of_talks
from goodoffices.stores.postgresql_keys import read_keyring, write_keyring
from goodoffices.stores.postgresql_rows import READ_SOME, Connection, bounded, lane_rows, limit, log_rows
from goodoffices.stores.postgresql_schema import FORM, TABLES, build, raise_walls, refuse_newer, stated
from goodoffices.stores.postgresql_transaction import BEGIN_TALKS, PostgreSQLTransaction
from goodoffices.stores.stepped_up import SteppedUp
from goodoffices.stores.store import Answered, Disclosure, Done, LaneRow, LogRow, Problem, Transaction

PATIENCE = "30s"
"""How long an act of a desk is waited for."""

_ASIDE = "ALTER SCHEMA goodoffices RENAME TO goodoffices_before"
_GONE = "DROP SCHEMA goodoffices_before CASCADE"
_TALKS = "SELECT number, name FROM goodoffices_before.talks ORDER BY number"
_LOG = """
    SELECT position, identity, kind, version, opening, body, leaf FROM goodoffices_before.log
    WHERE talks = %s ORDER BY position
"""
_ITEMS = """
    SELECT seat, number, identity, kind, version, opening, body, leaf FROM goodoffices_before.items
    WHERE talks = %s
"""
_DISCLOSURES = """
    SELECT position, seat, number, identity, leaf FROM goodoffices_before.disclosures
    WHERE talks = %s ORDER BY position, ordinal
"""
_ANSWERS = "SELECT seat, key, digest, answer FROM goodoffices_before.answers WHERE talks = %s"


def step_up_database(connection: Connection, key: Callable[[], bytes]) -> SteppedUp:
    """Step up the store in a database, as the owner of its tables; nothing where that is done already.

    `key` finds or makes the instance's key, and is asked only where it is needed. Desks are waited for, and
    kept out meanwhile. Raises `ForeignStore` where the store is damaged or none, `NewerStore`, and
    `StoreError` where the role does not own the tables; all of it then stands as it stood.

    What the server keeps of the old tables elsewhere stays in the clear: its write-ahead log until it is used
    again, archives of that log, standbys, and backups.
    """
    found = stated(connection)
    refuse_newer(found)
    events: int | None = None
    try:
        with connection.transaction():
            connection.execute("SELECT set_config('lock_timeout', %s, true)", (PATIENCE,))
            _open_to_the_owner(connection, found.form)
            if not _in_the_clear(connection, found.form):
                raise Rollback  # the walls stand as they stood
            connection.execute(_ASIDE)
            build(connection)
            events = _written_anew(connection, key())
            connection.execute(_GONE)
            raise_walls(connection, writer=found.writer, reader=found.reader)
    except errors.DuplicateSchema as reason:
        raise StoreError("there is a schema goodoffices_before in this database: rename it first") from reason
    except errors.InsufficientPrivilege as reason:
        raise StoreError("this role may not change the tables: ask with the role that made them") from reason
    return SteppedUp(before=found.form, now=FORM, events=events)


def _open_to_the_owner(connection: Connection, form: int) -> None:
    """Let the owner see all rows until the end of the transaction, and nobody else write any."""
    for table in TABLES if form == FORM else TABLES[:-1]:
        connection.execute(f"ALTER TABLE goodoffices.{table} NO FORCE ROW LEVEL SECURITY".encode())


def _in_the_clear(connection: Connection, form: int) -> bool:
    if form < FORM:
        return True
    if read_keyring(connection):
        return False
    statement = "SELECT 1 FROM goodoffices.log WHERE key <> '' LIMIT 1"
    if connection.execute(statement).fetchone() is not None:
        raise ForeignStore("the store is damaged: its keys are gone; put back a copy that you kept")
    return connection.execute("SELECT 1 FROM goodoffices.talks LIMIT 1").fetchone() is not None


def _written_anew(connection: Connection, key: bytes) -> int:
    new = EncryptedStore(_NewTables(connection), key)
    events = 0
    for number, name in connection.execute(_TALKS).fetchall():
        with new.create(name) as transaction:
            for row, items in _acts(connection, number):
                transaction.append(row, items)
                events += 1
            _answers(connection, number, transaction)
    if problems := new.check():
        raise ForeignStore(
            f"the store does not fit together ({problems[0].place}: {problems[0].sentence}): "
            "nothing was changed; put back a copy that you kept"
        )
    return events


def _acts(connection: Connection, talks: int) -> Iterator[tuple[LogRow, tuple[LaneRow, ...]]]:
    items = {
        (seat, number): LaneRow(seat=seat, number=number, identity=identity, envelope=_in_plain(*columns))
        for seat, number, identity, *columns in connection.execute(_ITEMS, (talks,), binary=True)
    }
    named: dict[int, list[Disclosure]] = {}
    for position, seat, number, identity, leaf in connection.execute(_DISCLOSURES, (talks,), binary=True):
        if (seat, number) not in items:
            raise ForeignStore(f"seat {seat}, item {number} is not there: put back a copy that you kept")
        one = Disclosure(seat=seat, number=number, identity=identity, leaf=leaf)
        named.setdefault(position, []).append(one)
    if len(items) != sum(map(len, named.values())):
        raise ForeignStore("the store does not fit together: no event put some of its items there")
    for position, identity, *columns in connection.execute(_LOG, (talks,), binary=True).fetchall():
        disclosures = tuple(named.get(position, ()))
        row = LogRow(
            position=position, identity=identity, envelope=_in_plain(*columns), disclosures=disclosures
        )
        yield row, tuple(items[one.seat, one.number] for one in disclosures)


def _in_plain(kind: str, version: int, opening: bytes, body: bytes, leaf: bytes) -> Envelope:
    return envelope(kind, version, opening, body, leaf, b"")


def _answers(connection: Connection, talks: int, transaction: Transaction) -> None:
    for seat, key, digest, answer in connection.execute(_ANSWERS, (talks,), binary=True).fetchall():
        request = key.decode("utf-8", errors="surrogatepass")
        transaction.remember(seat, request, Answered(digest=digest, answer=answer))


class _NewTables:
    """The new tables on the one connection that makes them, as a store for what is written into them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def talks(self) -> tuple[str, ...]:
        found = self._connection.execute("SELECT name FROM goodoffices.talks ORDER BY number").fetchall()
        return tuple(name for (name,) in found)

    @contextmanager
    def create(self, talks: str) -> Generator[PostgreSQLTransaction]:
        found = self._connection.execute(BEGIN_TALKS, (talks,)).fetchone()
        if found is None:
            raise ValueError(f"talks named {talks} exist already")
        yield PostgreSQLTransaction(self._connection, found[0], 0, begins=talks)

    @contextmanager
    def transaction(self, talks: str) -> Generator[PostgreSQLTransaction]:
        """Refused: each of the talks is written as it is begun."""
        raise UnknownTalks(f"no talks named {talks} are open here")
        yield  # what makes it a context manager

    def carry_out(self, talks: str, work: Callable[[PostgreSQLTransaction], Done]) -> Done:
        """Refused likewise."""
        with self.transaction(talks) as transaction:
            return work(transaction)

    def lane(self, talks: str, seat: str, *, after: int = 0, most: int | None = None) -> tuple[LaneRow, ...]:
        place = self._number(talks), seat, bounded(after), limit(most)
        return lane_rows(seat, self._connection.execute(READ_SOME, place, binary=True).fetchall())

    def log(self, talks: str, *, after: int = 0) -> tuple[LogRow, ...]:
        return log_rows(self._connection, self._number(talks), after=after)

    def check(self) -> tuple[Problem, ...]:
        return tuple(problems_of_talks(self._connection))

    def keyring(self) -> dict[str, bytes]:
        return read_keyring(self._connection)

    def change_keyring(self, before: dict[str, bytes], after: dict[str, bytes]) -> None:
        write_keyring(self._connection, before, after)

    def stopped(self) -> str:
        return ""

    def scrub(self) -> None:
        """Nothing is left of before in new tables."""

    def close(self) -> None:
        """The connection is whoever's it was."""

    def _number(self, talks: str) -> int:
        found = self._connection.execute("SELECT number FROM goodoffices.talks WHERE name = %s", (talks,))
        ((number,),) = found.fetchall()
        return number
