"""What a server, a role and a database must be to hold a record; each refusal says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from msgspec.structs import replace

from goodoffices.errors import AffectedPostgreSQL, ForeignStore, NewerStore, StoreError, UnfitDatabase
from goodoffices.stores.postgresql import PostgreSQLStore
from goodoffices.stores.postgresql_fitness import (
    Fitness,
    refuse_open_way,
    refuse_unfit_role,
    refuse_unfit_server,
)
from goodoffices.stores.postgresql_schema import make
from goodoffices.testing.store_rows import carry
from tests.stores.shared_store import Databases

FIT = Fitness(
    version=180006,
    fsync="on",
    full_page_writes="on",
    synchronous_commit="on",
    standby=False,
    role="writer",
    acting_as="writer",
    superuser=False,
    passes_walls=False,
    reads_files=False,
    owner=False,
)


def opened(databases: Databases, name: str, user: str = "goodoffices_writer") -> None:
    PostgreSQLStore(databases.address(name, user)).close()


@contextmanager
def doing(databases: Databases, name: str, does: str, undoes: str) -> Iterator[None]:
    """With a statement done by the superuser, and undone afterwards."""
    with databases.superuser(name) as connection:
        connection.execute(does.encode())
    try:
        yield
    finally:
        with databases.superuser(name) as connection:
            connection.execute(undoes.encode())


@contextmanager
def setting(databases: Databases, name: str, value: str) -> Iterator[None]:
    """With a setting of the whole server, once new connections have it."""
    with databases.superuser() as connection:
        before = connection.execute(f"SHOW {name}".encode()).fetchone()
        assert before is not None

    def change(statement: str, expected: str) -> None:
        with databases.superuser() as connection:
            connection.execute(statement.encode())
            connection.execute("SELECT pg_reload_conf()")
        while True:
            with databases.superuser() as connection:
                if connection.execute(f"SHOW {name}".encode()).fetchone() == (expected,):
                    return

    change(f"ALTER SYSTEM SET {name} = '{value}'", value)
    try:
        yield
    finally:
        change(f"ALTER SYSTEM RESET {name}", before[0])


# The server


def test_a_fit_server_and_role_are_let_be():
    refuse_unfit_server(FIT)
    refuse_unfit_role(FIT)


def test_an_affected_server_is_refused():
    with pytest.raises(AffectedPostgreSQL, match="CVE"):
        refuse_unfit_server(replace(FIT, version=170005))


@pytest.mark.parametrize("value", ["on", "local", "remote_write", "remote_apply"])
def test_every_commit_that_waits_for_the_disk_will_do(value: str):
    refuse_unfit_server(replace(FIT, synchronous_commit=value))


def test_a_standby_is_refused():
    with pytest.raises(UnfitDatabase, match="primary"):
        refuse_unfit_server(replace(FIT, standby=True))


@pytest.mark.parametrize("name", ["fsync", "full_page_writes", "synchronous_commit"])
def test_a_server_that_may_lose_what_it_acknowledges_is_refused(databases: Databases, name: str):
    made = databases.made()
    with (
        setting(databases, name, "off"),
        pytest.raises(UnfitDatabase, match=rf"{name} is off .* set {name} = on"),
    ):
        opened(databases, made)
    opened(databases, made)


@pytest.mark.parametrize("whose", ["ROLE goodoffices_writer IN DATABASE {0}", "DATABASE {0}"])
def test_commits_that_do_not_wait_are_found_wherever_they_were_set(databases: Databases, whose: str):
    made = databases.made()
    place = whose.format(made)
    with (
        doing(
            databases,
            made,
            f"ALTER {place} SET synchronous_commit = off",
            f"ALTER {place} RESET synchronous_commit",
        ),
        pytest.raises(UnfitDatabase, match="synchronous_commit is off"),
    ):
        opened(databases, made)


def test_a_setting_that_is_turned_off_later_is_found_on_the_next_connection(databases: Databases):
    made = databases.made()
    store = PostgreSQLStore(databases.address(made))
    off, on = (f"ALTER DATABASE {made} {end} synchronous_commit" for end in ("SET", "RESET"))
    with doing(databases, made, f"{off} = off", on):
        with databases.superuser() as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (made,)
            )
        store._pools._writing.timeout = 0.3
        with pytest.raises(UnfitDatabase, match="synchronous_commit is off"), store.create("ardmere"):
            pass
    store.close()


# The way to it


@pytest.mark.parametrize(
    "host", ["", "/run/postgresql", "@socket", "localhost", "127.0.0.1", "127.8.0.1", "::1"]
)
def test_a_way_that_stays_on_the_machine_needs_no_encryption(host: str):
    refuse_open_way(host, encrypted=False, sslmode=None)


@pytest.mark.parametrize("host", ["db.example", "10.0.0.7", "2001:db8::1", "localhost.example"])
@pytest.mark.parametrize("sslmode", [None, "allow", "prefer"])
def test_a_way_over_a_network_that_is_not_encrypted_is_refused(host: str, sslmode: str | None):
    with pytest.raises(UnfitDatabase, match=r"not encrypted: .* sslmode=verify-full"):
        refuse_open_way(host, encrypted=False, sslmode=sslmode)
    refuse_open_way(host, encrypted=True, sslmode=sslmode)


def test_a_network_that_is_encrypted_itself_can_be_declared():
    refuse_open_way("10.0.0.7", encrypted=False, sslmode="disable")


# The roles


def test_a_superuser_is_refused(databases: Databases):
    with pytest.raises(UnfitDatabase, match="superuser"):
        opened(databases, databases.made(), "postgres")


@contextmanager
def role(databases: Databases, name: str, options: str) -> Iterator[str]:
    with databases.superuser() as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN {options}".encode())
    try:
        yield name
    finally:
        databases.take_back()
        with databases.superuser() as connection:
            connection.execute(f"DROP ROLE {name}".encode())


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ("SUPERUSER", "is a superuser, or may become one"),
        ("BYPASSRLS", "passes row security"),
        ("IN ROLE postgres", "is a superuser, or may become one"),
        ("NOINHERIT IN ROLE pg_read_server_files", "files of the server"),
    ],
)
def test_a_role_before_which_no_wall_stands_is_refused(databases: Databases, options: str, complaint: str):
    with role(databases, "strong", options) as name:
        made = databases.to_be_altered(with_store=False)
        with databases.superuser(made) as connection:
            make(connection, writer=name)
        with pytest.raises(UnfitDatabase, match=complaint):
            opened(databases, made, name)


@pytest.mark.parametrize("member", [False, True])
def test_the_owner_and_whoever_may_become_it_is_refused(databases: Databases, *, member: bool):
    with role(databases, "builder", ""), role(databases, "worker", "NOINHERIT"):
        name = databases.to_be_altered(with_store=False)
        with databases.superuser(name) as connection:
            connection.execute(f"GRANT CREATE ON DATABASE {name} TO builder".encode())
            if member:
                connection.execute("GRANT builder TO worker")
        with psycopg.connect(databases.address(name, "builder"), autocommit=True) as connection:
            make(connection, writer="worker" if member else "builder")
        with pytest.raises(UnfitDatabase, match="owns the tables, or may become"):
            opened(databases, name, "worker" if member else "builder")


def test_a_reader_that_passes_the_walls_is_refused(databases: Databases):
    with role(databases, "far", "BYPASSRLS") as name:
        made = databases.to_be_altered(with_store=False)
        with databases.superuser(made) as connection:
            make(connection, reader=name)
        with pytest.raises(UnfitDatabase, match="the role far passes row security"):
            opened(databases, made)


@pytest.mark.parametrize(
    "grant",
    [
        "GRANT SELECT ON goodoffices.log TO goodoffices_reader",
        "GRANT SELECT (seat) ON goodoffices.lanes TO goodoffices_reader",
        "GRANT INSERT ON goodoffices.items TO goodoffices_reader",
        "GRANT DELETE ON goodoffices.items TO PUBLIC",
        "SET search_path = goodoffices; CREATE VIEW v AS SELECT * FROM items; GRANT SELECT ON v TO PUBLIC",
        "ALTER ROLE goodoffices_reader INHERIT; GRANT goodoffices_writer TO goodoffices_reader",
    ],
)
def test_a_reader_that_may_do_more_than_read_items_is_refused(databases: Databases, grant: str):
    name = databases.to_be_altered()
    undone = "REVOKE goodoffices_writer FROM goodoffices_reader; ALTER ROLE goodoffices_reader NOINHERIT"
    with doing(databases, name, grant, undone), pytest.raises(UnfitDatabase, match="the reader may"):
        opened(databases, name)


# The walls and the tables


@pytest.mark.parametrize("table", ["items", "log", "answers"])
@pytest.mark.parametrize("off", ["DISABLE ROW LEVEL SECURITY", "NO FORCE ROW LEVEL SECURITY"])
def test_a_database_without_its_walls_is_refused(databases: Databases, table: str, off: str):
    name = databases.to_be_altered()
    with databases.superuser(name) as connection:
        connection.execute(f"ALTER TABLE goodoffices.{table} {off}".encode())
    with pytest.raises(UnfitDatabase, match=f"row security is off, or not forced, on {table}"):
        opened(databases, name)


def test_a_reader_that_sees_anything_without_a_seat_is_refused(databases: Databases):
    name = databases.to_be_altered()
    store = PostgreSQLStore(databases.address(name))
    with store.create("ardmere") as transaction:
        carry(transaction, "north")
    store.close()
    opened(databases, name)
    with databases.superuser(name) as connection:
        connection.execute(
            "CREATE POLICY wide ON goodoffices.items FOR SELECT TO PUBLIC USING (seat = 'north')"
        )
    with pytest.raises(UnfitDatabase, match="without having named a seat"):
        opened(databases, name)


def test_a_database_without_a_store_is_refused_and_how_to_make_one_is_said(databases: Databases):
    with pytest.raises(ForeignStore, match="goodoffices store create"):
        opened(databases, databases.to_be_altered(with_store=False))


def test_a_database_that_is_not_there_is_said_to_be_so(databases: Databases):
    with pytest.raises(StoreError, match="nowhere"):
        opened(databases, "nowhere")


def test_another_programs_tables_are_left_as_they_are(databases: Databases):
    name = databases.to_be_altered(with_store=False)
    with databases.superuser(name) as connection:
        connection.execute("CREATE SCHEMA goodoffices")
        connection.execute("CREATE TABLE goodoffices.store (shelf text)")
        connection.execute(
            "GRANT USAGE ON SCHEMA goodoffices TO PUBLIC; GRANT SELECT ON goodoffices.store TO PUBLIC"
        )
    with pytest.raises(ForeignStore, match="another program's"):
        opened(databases, name)


def test_a_store_of_a_newer_version_is_refused(databases: Databases):
    name = databases.to_be_altered()
    with databases.superuser(name) as connection:
        connection.execute("UPDATE goodoffices.store SET form = 99")
    with pytest.raises(NewerStore, match="form 99"):
        opened(databases, name)


def test_a_store_that_lacks_a_table_is_said_to_be_damaged(databases: Databases):
    name = databases.to_be_altered()
    with databases.superuser(name) as connection:
        connection.execute("DROP TABLE goodoffices.answers")
    with pytest.raises(ForeignStore, match="damaged: it lacks answers"):
        opened(databases, name)


def test_a_stranger_is_told_that_it_may_not_use_the_store(databases: Databases):
    with role(databases, "stranger", "") as name, pytest.raises(StoreError, match="may not use the store"):
        opened(databases, databases.to_be_altered(), name)


def test_no_refusal_repeats_a_password(databases: Databases):
    address = databases.address("nowhere").replace("goodoffices_writer@", "goodoffices_writer:s3cr3t@")
    with pytest.raises(StoreError) as refusal:
        PostgreSQLStore(address)
    assert "s3cr3t" not in str(refusal.value)
    with pytest.raises(StoreError) as refusal:
        PostgreSQLStore("postgresql://writer:s3cr3t@[/talks")
    assert "s3cr3t" not in str(refusal.value)
