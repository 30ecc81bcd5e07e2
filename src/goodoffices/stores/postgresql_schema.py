"""The form of a shared store: its tables and walls, its two roles, and how it is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, LiteralString

import msgspec
import psycopg
from psycopg import errors, sql

from goodoffices.errors import ForeignStore, NewerStore, OlderStore, StoreError
from goodoffices.stores.postgresql_rows import Connection

FORM = 2
"""The form of the tables that this release writes."""

WRITER, READER = "goodoffices_writer", "goodoffices_reader"
"""The roles that a desk uses where no others are named."""

TABLES = ("store", "talks", "lanes", "log", "items", "disclosures", "answers", "keys")

_TABLES_OF = {1: TABLES[:-1], FORM: TABLES}
"""The tables of each form; the first had no keys."""

_TABLES: LiteralString = """
    CREATE SCHEMA goodoffices;
    CREATE TABLE goodoffices.store (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        application text NOT NULL DEFAULT 'Good Offices',
        form integer NOT NULL,
        writer text NOT NULL,
        reader text NOT NULL
    );
    CREATE TABLE goodoffices.talks (
        number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text COLLATE "C" NOT NULL UNIQUE,
        head bigint NOT NULL DEFAULT 0 CHECK (head >= 0)
    );
    CREATE TABLE goodoffices.lanes (
        talks integer NOT NULL REFERENCES goodoffices.talks,
        seat text COLLATE "C" NOT NULL,
        head bigint NOT NULL CHECK (head > 0),
        PRIMARY KEY (talks, seat)
    );
    CREATE TABLE goodoffices.log (
        talks integer NOT NULL REFERENCES goodoffices.talks,
        position bigint NOT NULL CHECK (position > 0),
        identity text COLLATE "C" NOT NULL,
        kind text NOT NULL CHECK (kind = 'event'),
        version integer NOT NULL,
        opening bytea NOT NULL,
        body bytea NOT NULL,
        leaf bytea NOT NULL,
        key bytea NOT NULL,
        PRIMARY KEY (talks, position),
        UNIQUE (talks, identity)
    );
    CREATE TABLE goodoffices.items (
        talks integer NOT NULL,
        seat text COLLATE "C" NOT NULL,
        number bigint NOT NULL CHECK (number > 0),
        identity text COLLATE "C" NOT NULL,
        kind text NOT NULL CHECK (kind = 'lane_item'),
        version integer NOT NULL,
        opening bytea NOT NULL,
        body bytea NOT NULL,
        leaf bytea NOT NULL,
        key bytea NOT NULL,
        PRIMARY KEY (talks, seat, number),
        UNIQUE (talks, seat, identity),
        FOREIGN KEY (talks, seat) REFERENCES goodoffices.lanes
    );
    CREATE TABLE goodoffices.disclosures (
        talks integer NOT NULL,
        seat text COLLATE "C" NOT NULL,
        number bigint NOT NULL,
        identity text COLLATE "C" NOT NULL,
        leaf bytea NOT NULL,
        position bigint NOT NULL,
        ordinal integer NOT NULL,
        PRIMARY KEY (talks, seat, number),
        UNIQUE (talks, seat, identity),
        UNIQUE (talks, position, seat),
        FOREIGN KEY (talks, seat, number) REFERENCES goodoffices.items,
        FOREIGN KEY (talks, position) REFERENCES goodoffices.log
    );
    CREATE TABLE goodoffices.answers (
        talks integer NOT NULL REFERENCES goodoffices.talks,
        seat text COLLATE "C" NOT NULL,
        key bytea NOT NULL,
        digest bytea NOT NULL,
        answer bytea NOT NULL,
        PRIMARY KEY (talks, seat, key)
    );
    CREATE TABLE goodoffices.keys (name text COLLATE "C" PRIMARY KEY, wrapped bytea NOT NULL);
"""
_WALLS: LiteralString = """
    ALTER TABLE goodoffices.{table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE goodoffices.{table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY all_of_it ON goodoffices.{table} TO {writer} USING (true) WITH CHECK (true);
"""
_RIGHTS: LiteralString = """
    GRANT USAGE ON SCHEMA goodoffices TO {writer}, {reader};
    GRANT SELECT ON ALL TABLES IN SCHEMA goodoffices TO {writer};
    GRANT INSERT ON goodoffices.talks, goodoffices.lanes, goodoffices.log, goodoffices.items,
        goodoffices.disclosures, goodoffices.answers TO {writer};
    GRANT UPDATE (head) ON goodoffices.talks, goodoffices.lanes TO {writer};
    GRANT UPDATE (opening, body, key) ON goodoffices.log, goodoffices.items TO {writer};
    CREATE POLICY only_erased ON goodoffices.log AS RESTRICTIVE FOR UPDATE TO {writer}
        USING (true) WITH CHECK (opening = '' AND body = '' AND key = '');
    CREATE POLICY only_erased ON goodoffices.items AS RESTRICTIVE FOR UPDATE TO {writer}
        USING (true) WITH CHECK (opening = '' AND body = '' AND key = '');
    GRANT INSERT, DELETE ON goodoffices.keys TO {writer};
    GRANT SELECT ON goodoffices.items TO {reader};
    CREATE POLICY own_lane ON goodoffices.items FOR SELECT TO {reader} USING (
        talks = nullif(current_setting('goodoffices.talks', true), '')::integer
        AND seat = nullif(current_setting('goodoffices.seat', true), '')
    );
"""
_SCRUB: LiteralString = """
    CREATE FUNCTION goodoffices.scrub() RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
    BEGIN
        CLUSTER goodoffices.log USING log_pkey;
        CLUSTER goodoffices.items USING items_pkey;
        CLUSTER goodoffices.keys USING keys_pkey;
    END $$;
    REVOKE ALL ON FUNCTION goodoffices.scrub() FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION goodoffices.scrub() TO {writer};
"""
_ROLE: LiteralString = """
    CREATE ROLE {role} LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION
"""


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What a store says of itself: its form, and the roles that a desk uses on it."""

    form: int
    writer: str
    reader: str


def make(
    connection: Connection,
    *,
    writer: str = WRITER,
    reader: str = READER,
    ring: Mapping[str, bytes] | None = None,
) -> tuple[str, ...]:
    """Make the tables and walls in a database that holds no store, and the roles that are not there yet.

    `ring` holds the wrapped keys with which the store begins. Returns the roles that were made. Raises
    `StoreError` where there is a store, or the connection's role may not make one; nothing is then made.
    """
    if writer == reader:
        raise StoreError("the writer and the reader are two roles: name two")
    made = tuple(role for role in (writer, reader) if _make_role(connection, role))
    try:
        with connection.transaction():
            build(connection)
            for name, wrapped in (ring or {}).items():
                connection.execute("INSERT INTO goodoffices.keys VALUES (%s, %s)", (name, wrapped))
            raise_walls(connection, writer=writer, reader=reader)
    except errors.DuplicateSchema as reason:
        raise StoreError("there is a store in this database, or something else of its name") from reason
    except errors.InsufficientPrivilege as reason:
        raise StoreError("this role may not make a store here: ask with the role that owns it") from reason
    return made


def refuse_taken(connection: Connection) -> None:
    """Raise `StoreError` where there is a store, or something of its name."""
    if connection.execute("SELECT pg_catalog.to_regnamespace('goodoffices')").fetchone() != (None,):
        raise StoreError("there is a store in this database, or something else of its name")


def build(connection: Connection) -> None:
    """Make the tables, before which no wall stands yet: within a transaction that raises them, too."""
    connection.execute(_TABLES)


def raise_walls(connection: Connection, *, writer: str, reader: str) -> None:
    """Put walls before the tables, give the roles their rights, and say what this store is."""
    roles = {"writer": sql.Identifier(writer), "reader": sql.Identifier(reader)}
    for table in TABLES:
        connection.execute(sql.SQL(_WALLS).format(table=sql.Identifier(table), **roles))
    connection.execute(sql.SQL(_RIGHTS).format(**roles))
    connection.execute(sql.SQL(_SCRUB).format(**roles))
    # The walls are forced: whoever owns the tables needs a rule as well, for this one row.
    connection.execute("CREATE POLICY owner ON goodoffices.store TO CURRENT_USER USING (true)")
    connection.execute(
        "INSERT INTO goodoffices.store (form, writer, reader) VALUES (%s, %s, %s)", (FORM, writer, reader)
    )


def stated(connection: Connection) -> Made:
    """What the store says of itself. Raises `ForeignStore` where there is none, or it cannot be ours."""
    tables = connection.execute(
        "SELECT relname::text FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace"
        " WHERE nspname = 'goodoffices' AND relkind = 'r'"
    ).fetchall()
    there = {name for (name,) in tables}
    if "store" not in there:
        raise ForeignStore("this database holds no store: `goodoffices store create` makes one")
    statement = "SELECT application, form, writer, reader FROM goodoffices.store"
    try:
        found: list[tuple[Any, ...]] = connection.execute(statement).fetchall()
    except errors.InsufficientPrivilege as reason:
        raise StoreError(
            "this role may not use the store: name its writer, or the role that made it"
        ) from reason
    except psycopg.ProgrammingError as reason:
        raise ForeignStore("the tables are another program's: they are left as they are") from reason
    if len(found) != 1 or found[0][0] != "Good Offices":
        raise ForeignStore("the tables are another program's: they are left as they are")
    _, form, writer, reader = found[0]
    if not isinstance(form, int) or not isinstance(writer, str) or not isinstance(reader, str):
        raise ForeignStore("the tables are another program's: they are left as they are")
    made = Made(form=form, writer=writer, reader=reader)
    if missing := sorted(set(_TABLES_OF.get(form, ())) - there):
        raise ForeignStore(
            f"the store is damaged: it lacks {', '.join(missing)}; put back a copy that you kept"
        )
    return made


def refuse_newer(found: Made) -> None:
    """Raise `NewerStore` for a store of a later form, `ForeignStore` for one that no release wrote."""
    if found.form > FORM:
        raise NewerStore(
            f"the store was made by a newer Good Offices (form {found.form}, here {FORM}): "
            "update this program"
        )
    if found.form < 1:
        raise ForeignStore(f"no release wrote stores of form {found.form}: it is left as it is")


def refuse_other_form(found: Made) -> None:
    """Raise `NewerStore`, `ForeignStore`, or `OlderStore` where it is to be stepped up first."""
    refuse_newer(found)
    if found.form < FORM:
        raise OlderStore(
            f"the store is of form {found.form}, and this program writes {FORM}: "
            "`goodoffices store migrate` steps it up"
        )


def set_password(connection: Connection, role: str, password: str) -> None:
    """Give a role a password, of which the server and its log get a digest only."""
    coded = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    connection.execute(
        sql.SQL("ALTER ROLE {role} PASSWORD {coded}").format(
            role=sql.Identifier(role), coded=sql.Literal(coded)
        )
    )


def _make_role(connection: Connection, role: str) -> bool:
    there = connection.execute("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = %s", (role,)).fetchone()
    if there is not None:
        return False
    try:
        connection.execute(sql.SQL(_ROLE).format(role=sql.Identifier(role)))
    except (errors.DuplicateObject, errors.UniqueViolation):
        return False  # somebody made it meanwhile
    except errors.InsufficientPrivilege as reason:
        raise StoreError(f"this role may not make the role {role}: have it made, then ask again") from reason
    return True
