"""The connections of a desk to a shared store: its writer's and its reader's, none that does both."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

from goodoffices.errors import StoreError
from goodoffices.stores.address import UNSHOWN, shown, with_user
from goodoffices.stores.postgresql_fitness import (
    asked,
    refuse_far_reader,
    refuse_open_walls,
    refuse_open_way,
    refuse_sight,
    refuse_unfit_role,
    refuse_unfit_server,
)
from goodoffices.stores.postgresql_rows import Connection
from goodoffices.stores.postgresql_schema import refuse_other_form, stated
from goodoffices.stores.postgresql_shape import refuse_strange_tables
from goodoffices.stores.postgresql_trouble import postgresql_trouble

LARGEST = 8
"""Connections of a kind that a process holds at most."""

PATIENCE = 10.0
"""Seconds to wait for a connection, and for a server that was lost."""

_SESSION = """
    SELECT set_config('search_path', 'pg_catalog', false), set_config('lock_timeout', '30s', false),
        set_config('idle_in_transaction_session_timeout', '60s', false),
        set_config('row_security', 'on', false)
"""

# The driver and its pool write complaints of their own; whoever acts or reads is told in the desk's words.
logging.getLogger("psycopg").addHandler(logging.NullHandler())


def connected(address: str, **options: Any) -> Connection:  # noqa: ANN401 - the driver's own
    """One connection outside of any pool, on which each statement stands alone.

    Raises `StoreError` where nobody answers, or the address cannot be understood.
    """
    try:
        return psycopg.connect(
            address, autocommit=True, connect_timeout=int(PATIENCE), application_name="goodoffices", **options
        )
    except psycopg.ProgrammingError:
        # The driver's message would repeat the address, with its password.
        raise StoreError(f"the address {shown(address)} cannot be understood") from None
    except (psycopg.OperationalError, UnicodeError) as reason:
        place = shown(address)
        if place == UNSHOWN:  # then the driver's message may hold a part of a password
            raise StoreError(f"the address {place} cannot be understood: escape signs as in %40") from None
        said = str(reason).strip().splitlines()[-1:] or ["no answer"]
        raise StoreError(f"the database {place} cannot be reached: {said[0]}") from None


def fit_writer(connection: Connection) -> None:
    """Set a new connection of the writer. Raises `StoreError` where the server, role or walls are not fit."""
    _fit(connection)
    refuse_open_walls(connection)


def fit_reader(connection: Connection) -> None:
    """Set a new connection of the reader, which can read items and nothing else. Raises as `fit_writer`."""
    _fit(connection)
    refuse_far_reader(connection)
    refuse_sight(connection)
    connection.execute("SELECT set_config('default_transaction_read_only', 'on', false)")


def _fit(connection: Connection) -> None:
    info = connection.info
    refuse_open_way(
        info.host, encrypted=connection.pgconn.ssl_in_use, sslmode=info.get_parameters().get("sslmode")
    )
    connection.execute(_SESSION)
    found = asked(connection)
    refuse_unfit_server(found)
    refuse_unfit_role(found)


class Pools:
    """Connections by kind. Each is looked at when it is made, and asked whether it lives before it is lent.

    Raises `StoreError` with what is wrong and what to do where server, roles, walls or tables are not fit.
    """

    def __init__(self, address: str, *, writer: str) -> None:
        self.place = shown(address)
        self.address = with_user(address, writer)
        with connected(self.address) as connection, postgresql_trouble(self.place):
            refuse_unfit_server(asked(connection))
            made = stated(connection)
            refuse_other_form(made)
            refuse_strange_tables(connection)
            fit_writer(connection)
        reading = with_user(address, made.reader)
        with connected(reading) as connection, postgresql_trouble(self.place):
            fit_reader(connection)
        self._complaint: StoreError | None = None
        self._writing = _pool(self.address, self._looked_at(fit_writer))
        self._reading = _pool(reading, self._looked_at(fit_reader))

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """A connection of the writer, which reads and appends in every lane."""
        with self._lent(self._writing) as connection:
            yield connection

    @contextmanager
    def reading(self, talks: int, seat: str) -> Generator[Connection]:
        """A connection of the reader, in a transaction that sees that seat's lane of those talks alone."""
        with self._lent(self._reading) as connection, connection.pipeline(), connection.transaction():
            connection.execute(
                "SELECT set_config('goodoffices.talks', %s, true), set_config('goodoffices.seat', %s, true)",
                (str(talks), seat),
            )
            yield connection

    @contextmanager
    def _lent(self, pool: ConnectionPool[Connection]) -> Generator[Connection]:
        """A connection of a pool. Where none comes, raises what was wrong with the last new one."""
        try:
            connection = pool.getconn()
        except PoolTimeout as reason:
            if self._complaint is not None:
                raise self._complaint from reason
            raise
        try:
            yield connection
        finally:
            pool.putconn(connection)

    def _looked_at(self, fit: Callable[[Connection], None]) -> Callable[[Connection], None]:
        """The same, and what it complains of is kept for whoever waits for the connection."""

        def looked_at(connection: Connection) -> None:
            try:
                fit(connection)
            except StoreError as reason:
                self._complaint = reason
                raise
            self._complaint = None

        return looked_at

    def close(self) -> None:
        """Close what is idle now, and what is in use when it comes back."""
        self._writing.close()
        self._reading.close()


def _pool(address: str, fit: Callable[[Connection], None]) -> ConnectionPool[Connection]:
    pool: ConnectionPool[Connection] = ConnectionPool(
        address,
        kwargs={"autocommit": True, "connect_timeout": int(PATIENCE), "application_name": "goodoffices"},
        min_size=1,
        max_size=LARGEST,
        timeout=PATIENCE,
        num_workers=1,
        configure=fit,
        check=ConnectionPool.check_connection,
        open=True,
    )
    return pool
