"""A shared store lies encrypted, as a file does; several desks hold its key, and it can change under them."""

from __future__ import annotations

import subprocess
import threading
from contextlib import suppress

import psycopg
import pytest
from msgspec.structs import replace

from goodoffices.errors import ForeignStore, StoreInUse, UnfitDatabase
from goodoffices.stores import postgresql_scrubbing
from goodoffices.stores.encrypted import EncryptedStore
from goodoffices.stores.encrypted_shared import SharedEncryptedStore
from goodoffices.stores.keyring import INSTANCE
from goodoffices.stores.postgresql import PostgreSQLStore
from goodoffices.stores.postgresql_schema import TABLES, make
from goodoffices.stores.store import Answered, Shared
from goodoffices.testing.store_keys import ErasureLaws
from goodoffices.testing.store_rows import act, carry, event, item
from goodoffices.testing.stores import StoreContract
from tests.stores.conftest import Opened
from tests.stores.shared_store import Databases, DatabaseVandal
from tests.stores.test_encrypted import CANARIES, KEY, OTHER, VandalWithKeys


def database(store: EncryptedStore) -> str:
    """The name of the database that a store lies in."""
    assert isinstance(store._inner, PostgreSQLStore)
    return store._inner.place.partition("?")[0].rpartition("/")[2]


class TestEncryptedPostgreSQL(StoreContract, ErasureLaws):
    @pytest.fixture
    def fresh(self, databases: Databases):
        inner: list[PostgreSQLStore] = []

        def fresh() -> EncryptedStore:
            if inner and all(store._closed for store in inner):
                databases.take_back()
            inner.append(PostgreSQLStore(databases.address(databases.made())))
            return SharedEncryptedStore(inner[-1], KEY)

        return fresh

    @pytest.fixture
    def vandal(self, store, databases: Databases):
        return VandalWithKeys(store, DatabaseVandal(databases, database(store)))


# What shows


def test_a_dump_the_tables_and_the_servers_files_show_no_content_and_no_name(
    databases: Databases, name: str, open_desk: Opened
):
    store = open_desk()
    with store.create("ardmere-canary") as transaction:
        row = item("north-canary", 1, "words-canary " * 500, identity="i")
        transaction.append(event(1, row), (row,))
        answered = Answered(digest=b"answer-canary", answer=b"answer-canary")
        transaction.remember("north-canary", "request-canary", answered)
    dumped = subprocess.run(
        [databases.cluster.programs / "pg_dump", databases.cluster.address(name)],
        capture_output=True,
        check=True,
    ).stdout
    rows = bytearray()
    with databases.superuser(name) as connection:
        for table in TABLES:
            with connection.cursor().copy(
                f"COPY goodoffices.{table} TO STDOUT (FORMAT binary)".encode()
            ) as out:
                for part in out:
                    rows += part
        connection.execute("CHECKPOINT")
    files = b"".join(
        file.read_bytes() for file in (databases.cluster.folder / "data").rglob("*") if file.is_file()
    )
    for lying in (dumped, bytes(rows), files):
        assert not [canary for canary in CANARIES if canary.encode() in lying]
        assert not [canary for canary in CANARIES if canary.encode().hex().encode() in lying]
    assert row.envelope.leaf in rows  # the scan sees what lies there
    assert row.envelope.leaf.hex().encode() in dumped
    assert row.envelope.leaf in files
    assert row.envelope.opening not in files


def test_a_seats_reads_go_through_the_readers_role_as_before(ardmere: SharedEncryptedStore):
    inner = ardmere._inner
    assert isinstance(inner, PostgreSQLStore)
    names = ardmere._ring.names
    number = inner._number(names.talks("ardmere"))
    assert number is not None
    with inner._pools.reading(number, names.seat("ardmere", "north")) as connection:
        found = connection.execute("SELECT seat FROM goodoffices.items")
    assert found.fetchall() == [(names.seat("ardmere", "north"),)]


@pytest.mark.parametrize("statement", ["SELECT * FROM goodoffices.keys", "SELECT goodoffices.scrub()"])
def test_the_reader_gets_no_key_and_may_scrub_nothing(ardmere: SharedEncryptedStore, statement: str):
    inner = ardmere._inner
    assert isinstance(inner, PostgreSQLStore)
    with inner._pools.reading(1, "x") as connection:
        cursor = connection.execute(statement.encode())
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            cursor.fetchall()


# Several desks


def test_lanes_and_talks_that_one_desk_begins_another_reads_and_goes_on_with(
    ardmere: SharedEncryptedStore, open_desk: Opened
):
    other = open_desk()
    act(other, "ardmere", "east")
    with other.create("callan") as transaction:
        carry(transaction, "north")
    act(ardmere, "ardmere", "east")
    act(ardmere, "callan", "north")
    for desk in (ardmere, other):
        assert desk.talks() == ("ardmere", "callan")
        assert desk.lane("ardmere", "east") == (item("east", 1), item("east", 2))
        assert desk.lane("callan", "north") == (item("north", 1), item("north", 2))
        assert desk.check() == ()
    assert ardmere.signing_seed == other.signing_seed


def test_a_desk_hears_of_what_another_writes(ardmere: SharedEncryptedStore, open_desk: Opened):
    heard = threading.Event()
    assert isinstance(ardmere, Shared)
    stop = ardmere.listen(heard.set)
    assert heard.wait(20)  # once it has begun to listen
    heard.clear()
    act(open_desk(), "ardmere", "north")
    assert heard.wait(20)
    stop()


def test_two_desks_that_begin_one_empty_store_use_one_ring(open_desk: Opened):
    assert open_desk().signing_seed == open_desk().signing_seed


# What is left of what was erased or wrapped anew


def test_nothing_of_an_erased_item_or_of_an_old_wrapping_is_left_in_the_files_of_the_database(
    databases: Databases, name: str, ardmere: SharedEncryptedStore
):
    row = item("north", 2, "a canary " * 2000)  # so long that it lies in a table of its own
    with ardmere.transaction("ardmere") as transaction:
        transaction.append(event(2, row), (row,))
    inner = ardmere._inner
    closed = inner.log(inner.talks()[0])[1].envelope
    lane = inner.lane(inner.talks()[0], ardmere._ring.names.seat("ardmere", "north"))[1].envelope
    pieces = [closed.key, lane.key, closed.body[:40], lane.body[:40], lane.body[-40:]]
    wrapped = [value[12:] for value in inner.keyring().values()]
    before = databases.files(name)
    assert all(piece in before for piece in (*pieces, *wrapped))
    with ardmere.transaction("ardmere") as transaction:
        transaction.erase(2)
    assert closed.key in databases.files(name)  # PostgreSQL keeps the row that was altered
    ardmere.change_key(OTHER)
    after = databases.files(name)
    assert not [piece for piece in (*pieces, *wrapped) if piece in after]
    assert ardmere.check() == ()


def test_somebody_who_still_reads_an_older_moment_is_waited_for_and_named(
    databases: Databases, name: str, ardmere: SharedEncryptedStore, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(postgresql_scrubbing, "PATIENCE", 0.0)
    with databases.superuser(name) as reader:
        reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT 1")
        with ardmere.transaction("ardmere") as transaction:
            transaction.erase(1)
        with pytest.raises(StoreInUse, match="older moment"):
            ardmere.scrub()
        reader.execute("COMMIT")
    ardmere.scrub()
    assert ardmere.check() == ()


def test_a_backup_of_another_database_on_the_same_server_is_not_waited_for(
    databases: Databases, ardmere: SharedEncryptedStore, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(postgresql_scrubbing, "PATIENCE", 0.0)
    key = ardmere._inner.log(ardmere._inner.talks()[0])[0].envelope.key
    with databases.superuser() as reader:  # in the database of the server itself
        reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT 1")
        with ardmere.transaction("ardmere") as transaction:
            transaction.erase(1)
        ardmere.scrub()
    assert key not in databases.files(database(ardmere))


def test_an_owner_who_is_no_superuser_has_the_store_scrubbed_too(databases: Databases):
    with databases.superuser() as connection, suppress(psycopg.errors.DuplicateObject):
        connection.execute("CREATE ROLE builder LOGIN")
    try:
        name = databases.to_be_altered(with_store=False)
        with databases.superuser() as connection:
            connection.execute(f"GRANT CREATE ON DATABASE {name} TO builder".encode())
        with psycopg.connect(databases.address(name, "builder"), autocommit=True) as connection:
            make(connection)
        store = SharedEncryptedStore(PostgreSQLStore(databases.address(name)), KEY)
        with store.create("ardmere") as transaction:
            carry(transaction, "north")
            transaction.erase(1)
        store.scrub()
        assert store.check() == ()
        store.close()
    finally:
        databases.take_back()
        with databases.superuser() as connection:
            connection.execute("DROP ROLE builder")


# What somebody without keys can do to it


@pytest.mark.parametrize("lost", [f"name = '{INSTANCE}'", "starts_with(name, 'talks/')", "true"])
def test_a_dump_that_was_cut_short_before_its_keys_is_damage(
    databases: Databases, name: str, ardmere: SharedEncryptedStore, open_desk: Opened, lost: str
):
    DatabaseVandal(databases, name).change(f"DELETE FROM goodoffices.keys WHERE {lost}")  # noqa: S608 - ours
    with pytest.raises(ForeignStore, match="key"):
        open_desk().talks()


def test_rows_of_another_store_do_not_open_here(
    databases: Databases, name: str, ardmere: SharedEncryptedStore, open_desk: Opened
):
    row = ardmere._inner.log(ardmere._inner.talks()[0])[0]
    vandal = DatabaseVandal(databases, name)
    vandal.put_event(ardmere._inner.talks()[0], replace(row, envelope=replace(row.envelope, body=bytes(80))))
    assert [problem.place for problem in ardmere.check()] == ["event 1"]
    with pytest.raises(ForeignStore, match="does not open"):
        open_desk().log("ardmere")


def test_a_table_without_its_column_of_keys_is_damage(databases: Databases):
    name = databases.to_be_altered()
    store = SharedEncryptedStore(PostgreSQLStore(databases.address(name)), KEY)
    with store.create("ardmere") as transaction:
        carry(transaction, "north")
    with databases.superuser(name) as connection:
        connection.execute("ALTER TABLE goodoffices.log DROP COLUMN key CASCADE")
    with pytest.raises(ForeignStore, match="damaged"):
        store.log("ardmere")
    store.close()


def test_a_database_whose_writer_could_write_over_the_record_is_refused(databases: Databases):
    name = databases.to_be_altered()
    with databases.superuser(name) as connection:
        connection.execute("DROP POLICY only_erased ON goodoffices.items")
    with pytest.raises(UnfitDatabase, match="only_erased on items"):
        PostgreSQLStore(databases.address(name))
