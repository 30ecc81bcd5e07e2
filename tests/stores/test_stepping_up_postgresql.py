"""A shared store of the first form, or one in the clear, is written anew, encrypted, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from goodoffices.errors import ForeignStore, NewerStore, OlderStore, StoreError, StoreInUse
from goodoffices.stores import postgresql_stepping_up as stepping
from goodoffices.stores.encrypted import EncryptedStore
from goodoffices.stores.opening import opened, step_up
from goodoffices.stores.postgresql import PostgreSQLStore
from goodoffices.stores.postgresql_schema import make
from goodoffices.stores.stepped_up import SteppedUp
from goodoffices.stores.store import Answered, Store
from goodoffices.testing.store_rows import act, carry
from tests.stores.shared_store import Databases

ANSWERED = Answered(digest=b"digest-canary", answer=b"answer")
SEATS = ("north", "south", "envoy")

AS_FORM_1 = """
    DROP FUNCTION goodoffices.scrub();
    DROP POLICY only_erased ON goodoffices.log;
    DROP POLICY only_erased ON goodoffices.items;
    REVOKE UPDATE (opening, body, key) ON goodoffices.log, goodoffices.items FROM goodoffices_writer;
    ALTER TABLE goodoffices.log DROP COLUMN key;
    ALTER TABLE goodoffices.items DROP COLUMN key;
    DROP TABLE goodoffices.keys;
    UPDATE goodoffices.store SET form = 1;
"""
"""What the first form looked like: no column for keys, no ring, and a writer that appends only."""


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "talks.key"


STEPPER = "stepper"
"""An owner of tables who may do nothing else."""


@pytest.fixture
def stepper(databases: Databases) -> Iterator[str]:
    with databases.superuser() as connection:
        connection.execute(f"CREATE ROLE {STEPPER} LOGIN".encode())
    yield STEPPER
    databases.take_back()
    with databases.superuser() as connection:
        connection.execute(f"DROP ROLE {STEPPER}".encode())


def in_the_clear(databases: Databases, form: int, owner: str = "postgres") -> tuple[str, dict[str, tuple]]:
    """A database with a store in the clear, of the first form or the second, and what it holds."""
    name = databases.to_be_altered(with_store=False)
    made_by(databases, name, owner)
    store = PostgreSQLStore(databases.address(name))
    for talks in ("callan-canary", "ardmere"):
        with store.create(talks) as transaction:
            carry(transaction, "north", "south")
            transaction.remember("north", "k\0", ANSWERED)
        act(store, talks, "south", "envoy")
        act(store, talks)
    with store.create("empty"):
        pass
    before = held(store)
    store.close()
    if form == 1:
        with databases.superuser(name) as connection:
            connection.execute(AS_FORM_1.encode())
    return name, before


def made_by(databases: Databases, name: str, owner: str) -> None:
    with databases.superuser() as connection:
        connection.execute(f"GRANT CREATE ON DATABASE {name} TO {owner}".encode())
    with psycopg.connect(databases.address(name, owner), autocommit=True) as connection:
        make(connection)


def held(store: Store) -> dict[str, tuple]:
    return {talks: (store.log(talks), [store.lane(talks, seat) for seat in SEATS]) for talks in store.talks()}


def stepped(databases: Databases, name: str, key_file: Path, owner: str = "postgres") -> SteppedUp:
    return step_up(databases.address(name, owner), key_file=key_file)


def is_whole(databases: Databases, name: str, key_file: Path, before: object) -> None:
    again = opened(databases.address(name), key_file=key_file)
    assert again.talks() == ("callan-canary", "ardmere", "empty")
    assert held(again) == before
    with again.transaction("ardmere") as transaction:
        assert transaction.answered("north", "k\0") == ANSWERED
    act(again, "ardmere", "north")
    assert again.check() == ()
    again.close()


@pytest.mark.parametrize("form", [1, 2])
def test_all_that_it_held_is_there_afterwards_and_nothing_shows(
    databases: Databases, form: int, key_file: Path
):
    name, before = in_the_clear(databases, form)
    openings = [row.envelope.opening for log, _ in before.values() for row in log]
    assert all(opening in databases.files(name) for opening in openings)
    assert stepped(databases, name, key_file) == SteppedUp(before=form, now=2, events=6)
    lying = databases.files(name)
    assert not [word for word in (b"callan-canary", b"digest-canary", *openings) if word in lying]
    is_whole(databases, name, key_file, before)
    assert stepped(databases, name, key_file) == SteppedUp(before=2, now=2, events=None)


def shape(databases: Databases, name: str) -> list[list[tuple]]:
    """The tables, rules and rights of a store, as PostgreSQL describes them."""
    asked = (
        (
            "SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name"
            " FROM information_schema.columns WHERE table_schema = 'goodoffices' ORDER BY 1, ordinal_position"
        ),
        (
            "SELECT relname, relrowsecurity, relforcerowsecurity, relacl::text FROM pg_class"
            " WHERE relnamespace = 'goodoffices'::regnamespace AND relkind = 'r' ORDER BY 1"
        ),
        (
            "SELECT tablename, policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies"
            " WHERE schemaname = 'goodoffices' ORDER BY 1, 2"
        ),
        (
            "SELECT attrelid::regclass::text, attname, attacl::text FROM pg_attribute"
            " WHERE attacl IS NOT NULL AND attrelid::regclass::text LIKE 'goodoffices.%' ORDER BY 1, 2"
        ),
        (
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE connamespace = 'goodoffices'::regnamespace ORDER BY 1, 2"
        ),
        (
            "SELECT proname, prosecdef, proconfig::text, proacl::text FROM pg_proc"
            " WHERE pronamespace = 'goodoffices'::regnamespace"
        ),
        "SELECT nspname, nspacl::text FROM pg_namespace WHERE nspname LIKE 'goodoffices%' ORDER BY 1",
        "SELECT form, writer, reader FROM goodoffices.store",
    )
    with databases.superuser(name) as connection:
        return [connection.execute(statement.encode()).fetchall() for statement in asked]


def test_a_store_that_its_owner_stepped_up_is_made_as_a_new_one(
    databases: Databases, stepper: str, key_file: Path
):
    name, before = in_the_clear(databases, 1, stepper)
    assert stepped(databases, name, key_file, stepper).events == 6
    is_whole(databases, name, key_file, before)
    fresh = databases.to_be_altered(with_store=False)
    made_by(databases, fresh, stepper)
    assert shape(databases, name) == shape(databases, fresh)


class _Stopped(BaseException):
    pass


STOPS: dict[str, tuple[object, str]] = {
    "before the old tables are set aside": (stepping, "_open_to_the_owner"),
    "before the new tables are made": (stepping, "build"),
    "before a row is copied": (stepping, "_acts"),
    "in the middle of the rows": (stepping, "_answers"),
    "before the copy is checked": (EncryptedStore, "check"),
    "before the walls stand": (stepping, "raise_walls"),
}


@pytest.mark.slow
@pytest.mark.parametrize("form", [1, 2])
def test_a_stop_at_any_moment_loses_nothing_and_the_next_time_goes_on(
    databases: Databases, key_file: Path, monkeypatch: pytest.MonkeyPatch, form: int
):
    name, before = in_the_clear(databases, form)

    def program_ended(*_: object, **__: object) -> None:
        raise _Stopped

    def connection_lost(*_: object, **__: object) -> None:
        with databases.superuser() as connection:
            statement = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
            connection.execute(statement, (name,))
        raise psycopg.OperationalError("the connection is lost")

    for place, called in STOPS.values():
        for stop, raised in ((program_ended, _Stopped), (connection_lost, StoreError)):
            with monkeypatch.context() as patch:
                patch.setattr(place, called, stop)
                with pytest.raises(raised):
                    stepped(databases, name, key_file)
            with databases.superuser(name) as connection:
                assert connection.execute("SELECT form FROM goodoffices.store").fetchone() == (form,)
                assert connection.execute("SELECT count(*) FROM goodoffices.log").fetchone() == (6,)
    assert stepped(databases, name, key_file) == SteppedUp(before=form, now=2, events=6)
    is_whole(databases, name, key_file, before)


@pytest.fixture
def first(databases: Databases) -> str:
    """A store of the first form with one event."""
    name = databases.to_be_altered()
    store = PostgreSQLStore(databases.address(name))
    with store.create("ardmere") as transaction:
        carry(transaction, "north")
    store.close()
    with databases.superuser(name) as connection:
        connection.execute(AS_FORM_1.encode())
    return name


def test_the_first_form_is_refused_with_what_to_do(databases: Databases, first: str, key_file: Path):
    with pytest.raises(OlderStore, match="store migrate"):
        opened(databases.address(first), key_file=key_file)
    assert not key_file.exists()


def test_a_store_in_the_clear_is_refused_with_what_to_do(databases: Databases, key_file: Path):
    address = databases.address(databases.made())
    store = PostgreSQLStore(address)
    with store.create("ardmere") as transaction:
        carry(transaction, "north")
    store.close()
    with pytest.raises(StoreError, match="key"):
        opened(address, key_file=key_file)
    assert not key_file.exists()


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE goodoffices.items SET body = 'other words'", "item 1: its bytes are not those"),
        ("UPDATE goodoffices.log SET body = 'other words'", "event 1: its bytes are not those"),
        ("DELETE FROM goodoffices.items", "item 1 is not there"),
        ("DELETE FROM goodoffices.disclosures", "no event put some of its items there"),
        ("DROP TABLE goodoffices.answers", "lacks answers"),
    ],
)
def test_a_damaged_store_is_left_as_it_is(
    databases: Databases, first: str, key_file: Path, statement: str, why: str
):
    with databases.superuser(first) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(statement.encode())
    with pytest.raises(ForeignStore, match=why):
        stepped(databases, first, key_file)
    with databases.superuser(first) as connection:
        assert connection.execute("SELECT form FROM goodoffices.store").fetchone() == (1,)
        assert connection.execute("SELECT to_regnamespace('goodoffices_before')").fetchone() == (None,)


def test_what_lay_encrypted_and_lost_its_keys_is_not_taken_for_one_in_the_clear(
    databases: Databases, key_file: Path
):
    name = databases.made()
    store = opened(databases.address(name), key_file=key_file)
    with store.create("ardmere") as transaction:
        carry(transaction, "north")
    store.close()
    with databases.superuser(name) as connection:
        connection.execute("DELETE FROM goodoffices.keys")
    with pytest.raises(ForeignStore, match="its keys are gone"):
        stepped(databases, name, key_file)


@pytest.mark.parametrize(("form", "error"), [(99, NewerStore), (0, ForeignStore)])
def test_what_no_release_or_a_newer_one_wrote_is_left_as_it_is(
    databases: Databases, first: str, key_file: Path, form: int, error: type[StoreError]
):
    with databases.superuser(first) as connection:
        connection.execute("UPDATE goodoffices.store SET form = %s", (form,))
    with pytest.raises(error):
        stepped(databases, first, key_file)


def test_somebody_else_than_the_owner_is_refused(databases: Databases, first: str, key_file: Path):
    with pytest.raises(StoreError, match="ask with the role that made them"):
        stepped(databases, first, key_file, "goodoffices_writer")


def test_a_desk_that_is_acting_is_waited_for_and_named_in_the_end(
    databases: Databases, first: str, key_file: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(stepping, "PATIENCE", "10ms")
    with databases.superuser(first) as desk:
        desk.execute("BEGIN")
        desk.execute("SELECT * FROM goodoffices.log")
        with pytest.raises(StoreInUse):
            stepped(databases, first, key_file)
    assert stepped(databases, first, key_file).events == 1
