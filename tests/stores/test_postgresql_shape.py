"""A database that is none of ours, was made to do harm, or was put back in part, is refused in a sentence."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from goodoffices.errors import ForeignStore, StoreError
from goodoffices.stores.opening import opened
from goodoffices.stores.postgresql_schema import make
from goodoffices.testing.store_rows import act, carry
from tests.stores.shared_store import Databases


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "talks.key"


def filled(databases: Databases, key_file: Path) -> str:
    """The name of a database in which a store holds talks with three events."""
    name = databases.to_be_altered()
    store = opened(databases.address(name), key_file=key_file)
    with store.create("ardmere") as transaction:
        carry(transaction, "north", "south")
    act(store, "ardmere", "south")
    act(store, "ardmere", "envoy", "north")
    store.close()
    return name


STRANGE = {
    "log": "ALTER TABLE goodoffices.log ALTER COLUMN leaf TYPE text USING 'x'",
    "keys": "ALTER TABLE goodoffices.keys ADD COLUMN more text",
    "answers": "ALTER TABLE goodoffices.answers DROP COLUMN digest",
    "lanes": "ALTER TABLE goodoffices.lanes RENAME COLUMN seat TO place",
    "talks": "CREATE RULE nothing AS ON INSERT TO goodoffices.talks DO INSTEAD NOTHING",
    "items": """
        CREATE FUNCTION public.harm() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        CREATE TRIGGER harm BEFORE INSERT ON goodoffices.items EXECUTE FUNCTION public.harm()
    """,
}


def test_tables_that_are_not_made_as_a_stores_are_named_before_a_row_is_read(
    databases: Databases, key_file: Path
):
    name = filled(databases, key_file)
    with databases.superuser(name) as connection:
        for table, statement in STRANGE.items():
            connection.execute(statement.encode())
            with pytest.raises(ForeignStore, match=table):
                opened(databases.address(name), key_file=key_file)


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("(application text, form text, writer text, reader text)", "another program"),
        ("(application text, form integer, writer integer, reader text)", "another program"),
        ("(application text)", "another program"),
    ],
)
def test_a_table_of_our_name_that_says_something_else_is_another_programs(
    databases: Databases, key_file: Path, table: str, why: str
):
    name = databases.to_be_altered(with_store=False)
    columns = table.count(",") + 1
    with databases.superuser(name) as connection:
        connection.execute("CREATE SCHEMA goodoffices; GRANT USAGE ON SCHEMA goodoffices TO PUBLIC")
        connection.execute(f"CREATE TABLE goodoffices.store {table}".encode())
        values = ", ".join(["'Good Offices'", "'2'", "'3'", "'4'"][:columns])
        connection.execute(f"INSERT INTO goodoffices.store VALUES ({values})".encode())  # noqa: S608 - ours
        connection.execute("GRANT SELECT ON goodoffices.store TO PUBLIC")
    with pytest.raises(ForeignStore, match=why):
        opened(databases.address(name), key_file=key_file)
    assert not key_file.exists()


def dumped(databases: Databases, name: str) -> list[str]:
    """A dump, statement by statement."""
    program = databases.cluster.programs / "pg_dump"
    asked = [program, "--inserts", databases.cluster.address(name)]
    lines = subprocess.run(asked, capture_output=True, check=True, text=True).stdout.splitlines(keepends=True)
    told = "".join(line for line in lines if not line.startswith("\\"))  # without the words to psql
    statements = [f"{statement};\n" for statement in told.split(";\n\n")]
    apart = re.compile("^(?=INSERT)", re.MULTILINE)
    return [part for statement in statements for part in apart.split(statement)]


def looked_at(databases: Databases, name: str, key_file: Path, statements: list[str]) -> str:
    """What is wrong with a store that was put back so: a refusal, what a check finds, or nothing."""
    with databases.superuser(name) as connection:
        connection.execute("DROP SCHEMA IF EXISTS goodoffices CASCADE")
        connection.execute("SET session_replication_role = replica")  # as a dump of rows alone is put back
        connection.execute("".join(statements).encode())
    try:
        store = opened(databases.address(name), key_file=key_file)
    except StoreError as reason:
        return str(reason)
    try:
        return " ".join(problem.sentence for problem in store.check())
    except StoreError as reason:
        return str(reason)
    finally:
        store.close()


@pytest.mark.slow
def test_a_dump_that_lacks_any_row_or_any_wall_is_refused_or_found_out(databases: Databases, key_file: Path):
    statements = dumped(databases, filled(databases, key_file))
    target = databases.to_be_altered(with_store=False)
    assert looked_at(databases, target, key_file, statements) == ""
    walls = ("ROW LEVEL SECURITY", "CREATE POLICY all_of_it", "CREATE POLICY only_erased")
    rows = [one for one in statements if "INSERT INTO goodoffices." in one]
    assert len(rows) > 10
    lost = rows + [one for one in statements if any(words in one for words in walls)][::5]
    passed = [one for one in lost if not looked_at(databases, target, key_file, _without(statements, one))]
    assert passed == []


@pytest.mark.slow
def test_a_dump_that_was_cut_short_anywhere_is_refused(databases: Databases, key_file: Path):
    statements = dumped(databases, filled(databases, key_file))
    target = databases.to_be_altered(with_store=False)
    for cut in range(0, len(statements) - 8, 9):  # at the end stand the rights of the roles
        assert looked_at(databases, target, key_file, statements[:cut]), statements[cut]


def _without(statements: list[str], lost: str) -> list[str]:
    """The rest, put back as `psql` does it: what no longer holds of foreign keys is passed over."""
    return [one for one in statements if one is not lost and "FOREIGN KEY" not in one]


def test_the_key_of_another_store_opens_nothing(databases: Databases, key_file: Path, tmp_path: Path):
    name = filled(databases, key_file)
    other = databases.to_be_altered(with_store=False)
    with databases.superuser(other) as connection:
        make(connection)
    opened(databases.address(other), key_file=tmp_path / "other.key").close()
    with pytest.raises(StoreError, match="the key at hand is not that of this store"):
        opened(databases.address(name), key_file=tmp_path / "other.key")
