"""Databases with a store in them, each in a place of its own, on the tests' own PostgreSQL."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg_pool.base import BasePool

from goodoffices.stores.envelope_columns import columns
from goodoffices.stores.postgresql_schema import READER, TABLES, WRITER, make
from goodoffices.stores.store import LaneRow, LogRow
from tests.postgresql import Cluster

_count = itertools.count()


def _without_chance(value: float, *_: float) -> float:
    return value


# The pool draws from `random`, in a thread of its own, how long connections live. Where that falls into the
# drawing of an example, Hypothesis takes it for a strategy that does.
BasePool._jitter = staticmethod(_without_chance)  # type: ignore[method-assign, assignment]


class Databases:
    """Databases on one server, each with a store in it; what was used is emptied and used again."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self._lent: list[str] = []
        self._idle: list[str] = []
        self._own: list[str] = []
        with self.superuser() as connection:  # so that no test rests on another's having made them
            for role in (WRITER, READER):
                connection.execute(f"CREATE ROLE {role} LOGIN NOINHERIT".encode())

    def made(self) -> str:
        """The name of a database with an empty store in it. Its tables must stay as they are."""
        name = self._idle.pop() if self._idle else self._new(with_store=True)
        self._lent.append(name)
        return name

    def to_be_altered(self, *, with_store: bool = True) -> str:
        """The name of a new database whose tables, walls and roles' rights a test may alter."""
        self._own.append(self._new(with_store=with_store))
        return self._own[-1]

    def address(self, name: str, user: str = "goodoffices_writer") -> str:
        """The address of a database for a role."""
        return self.cluster.address(name, user)

    @contextmanager
    def superuser(self, name: str = "postgres") -> Iterator[psycopg.Connection]:
        """Somebody before whom no wall stands."""
        with psycopg.connect(self.cluster.address(name), autocommit=True) as connection:
            yield connection

    def files(self, name: str) -> bytes:
        """All that lies in the server's files of one database, once what is in its memory is written."""
        with self.superuser(name) as connection:
            connection.execute("CHECKPOINT")
            statement = "SELECT oid FROM pg_database WHERE datname = %s"
            ((number,),) = connection.execute(statement, (name,)).fetchall()
        folder = self.cluster.folder / "data" / "base" / str(number)
        return b"".join(file.read_bytes() for file in folder.iterdir())

    def take_back(self) -> None:
        """Empty what was lent, and drop what was altered."""
        for name in self._lent:
            with self.superuser(name) as connection, connection.transaction():
                connection.execute("SET LOCAL session_replication_role = replica")
                for table in TABLES[1:]:
                    connection.execute(f"DELETE FROM goodoffices.{table}".encode())  # noqa: S608 - ours
        self._idle += self._lent
        self._lent = []
        for name in self._own:
            with self.superuser() as connection:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
        self._own = []

    def _new(self, *, with_store: bool) -> str:
        name = f"store_{next(_count)}"
        with self.superuser() as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        if with_store:
            with self.superuser(name) as connection:
                make(connection)
        return name


class DatabaseVandal:
    """Changes what lies in a database behind the store's back, keys of other tables or not."""

    def __init__(self, databases: Databases, name: str) -> None:
        self._databases = databases
        self._name = name

    def change(self, statement: str, *values: object) -> list[tuple]:
        """Do a statement as somebody whom nothing holds back."""
        with self._databases.superuser(self._name) as connection:
            connection.execute("SET session_replication_role = replica")
            cursor = connection.execute(statement.encode(), values)
            return cursor.fetchall() if cursor.description else []

    def number(self, talks: str) -> int:
        """The number of talks."""
        return self.change("SELECT number FROM goodoffices.talks WHERE name = %s", talks)[0][0]

    def put_item(self, talks: str, row: LaneRow) -> None:
        self.drop_item(talks, row.seat, row.number)
        self.change(
            "INSERT INTO goodoffices.items VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            self.number(talks),
            row.seat,
            row.number,
            row.identity,
            *columns(row.envelope),
        )

    def drop_item(self, talks: str, seat: str, number: int) -> None:
        place = self.number(talks), seat, number
        self.change("DELETE FROM goodoffices.items WHERE talks = %s AND seat = %s AND number = %s", *place)

    def put_event(self, talks: str, row: LogRow) -> None:
        self.change(
            "UPDATE goodoffices.log SET kind = %s, version = %s, opening = %s, body = %s, leaf = %s, key = %s"
            " WHERE talks = %s AND position = %s",
            *columns(row.envelope),
            self.number(talks),
            row.position,
        )

    def drop_event(self, talks: str, position: int) -> None:
        for table in ("disclosures", "log"):
            statement = f"DELETE FROM goodoffices.{table} WHERE talks = %s AND position = %s"  # noqa: S608 - ours
            self.change(statement, self.number(talks), position)
