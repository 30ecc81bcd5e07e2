"""The embedded store keeps the contract of all stores, and what it has acknowledged."""

from __future__ import annotations

import itertools
import os
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import apsw
import pytest

from goodoffices.errors import ForeignStore, StoreError, UnknownTalks
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.testing.store_keys import ErasureLaws, KeyLaws
from goodoffices.testing.store_rows import act, carry, item
from goodoffices.testing.stores import StoreContract
from tests.stores.vandalism import FileVandal, change, table


class TestSQLiteStore(StoreContract, KeyLaws, ErasureLaws):
    @pytest.fixture
    def fresh(self, tmp_path: Path):
        count = itertools.count()
        return lambda: SQLiteStore(tmp_path / f"talks-{next(count)}.db")

    @pytest.fixture
    def vandal(self, store):
        assert isinstance(store, SQLiteStore)
        return FileVandal(store.path)


def begun(store: SQLiteStore, *seats: str) -> SQLiteStore:
    with store.create("ardmere") as transaction:
        carry(transaction, *seats)
    return store


# What is kept


def test_a_store_that_is_opened_again_holds_all_that_it_held(path: Path):
    first = begun(SQLiteStore(path), "north", "south")
    log = first.log("ardmere")
    first.close()
    again = SQLiteStore(path)
    act(again, "ardmere", "north")
    assert (again.talks(), again.log("ardmere")[:1]) == (("ardmere",), log)
    assert again.lane("ardmere", "north") == (item("north", 1), item("north", 2))
    again.close()


APPEND = """
import sys
from contextlib import suppress
from pathlib import Path
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.testing.store_rows import act
store = SQLiteStore(Path(sys.argv[1]))
while True:
    print(act(store, "ardmere", "north", "south").position, flush=True)
"""


def test_what_was_acknowledged_is_there_after_the_process_was_killed(path: Path):
    begun(SQLiteStore(path)).close()
    for _ in range(3):
        with subprocess.Popen([sys.executable, "-c", APPEND, path], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            said = [process.stdout.readline() for _ in range(20)]
            process.kill()
            said += process.stdout.readlines()
        last = int([line for line in said if line.endswith(b"\n")][-1])
        store = SQLiteStore(path)  # the killed process holds no lock any more
        assert len(store.log("ardmere")) >= last
        assert len(store.lane("ardmere", "south")) >= last - 1  # the first event of all was for nobody
        assert store.check() == ()
        store.close()


def test_every_commit_is_synchronised_with_the_disk(kept: SQLiteStore):
    settings = {
        name: kept._writer.connection.pragma(name)
        for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "temp_store")
    }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "temp_store": 2,
    }


def test_an_interrupt_within_an_act_leaves_nothing(kept: SQLiteStore):
    begun(kept, "north")
    with suppress(KeyboardInterrupt), kept.transaction("ardmere") as transaction:
        carry(transaction, "south")
        raise KeyboardInterrupt
    assert (kept.lane("ardmere", "south"), len(kept.log("ardmere"))) == ((), 1)


def test_a_commit_that_fails_is_no_acknowledgement_and_leaves_nothing(
    kept: SQLiteStore, monkeypatch: pytest.MonkeyPatch
):
    begun(kept, "north")
    kept._writer.connection.set_commit_hook(lambda: True)  # SQLite turns this COMMIT into a ROLLBACK
    with pytest.raises(StoreError, match="could not be written"), kept.transaction("ardmere") as transaction:
        carry(transaction, "north", "south")
    kept._writer.connection.set_commit_hook(None)
    assert kept.lane("ardmere", "south") == ()
    act(kept, "ardmere", "south")
    assert (len(kept.log("ardmere")), kept.check()) == (2, ())


def test_a_file_that_another_program_is_writing_says_so(kept: SQLiteStore):
    begun(kept, "north")
    other = apsw.Connection(str(kept.path))
    other.execute("BEGIN IMMEDIATE")
    kept._writer.connection.set_busy_timeout(0)
    with pytest.raises(StoreError, match="another program"), kept.transaction("ardmere"):
        pass
    other.close()
    act(kept, "ardmere", "north")


# What lies where


def test_the_file_is_for_its_owner_only(kept: SQLiteStore):
    begun(kept, "north")
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in kept.path.parent.iterdir()}
    assert modes == {
        "talks.db": 0o600,
        "talks.db-lock": 0o600,
        "talks.db-wal": 0o600,
        "talks.db-shm": 0o600,
    }


def test_a_lane_lies_under_a_random_name_that_comes_from_outside(path: Path):
    names = iter(["a" * 32, "b" * 32])
    store = begun(SQLiteStore(path, names=lambda: next(names)), "north", "south")
    store.close()
    assert (table(path, "ardmere", "north"), table(path, "ardmere", "south")) == (
        f"lane_{'a' * 32}",
        f"lane_{'b' * 32}",
    )


def test_a_lane_names_neither_talks_nor_seat(path: Path):
    begun(SQLiteStore(path), "north").close()
    lane = table(path, "ardmere", "north")
    assert [column for _, column, *_ in change(path, f"PRAGMA table_info({lane})")] == [
        "number",
        "identity",
        "kind",
        "version",
        "opening",
        "body",
        "leaf",
        "key",
    ]


@pytest.mark.parametrize("name", ["x", "A" * 32, "0" * 31 + ";", "0" * 33, "0" * 32 + "\n"])
def test_a_random_name_that_is_no_such_name_is_refused(path: Path, name: str):
    store = SQLiteStore(path, names=lambda: name)
    with pytest.raises(ValueError, match="32 random digits"):
        begun(store, "north")
    assert store.talks() == ()
    store.close()


def test_a_random_name_that_comes_twice_is_refused(path: Path):
    store = SQLiteStore(path, names=lambda: "a" * 32)
    with pytest.raises(StoreError, match="twice"):
        begun(store, "north", "south")
    assert store.talks() == ()
    store.close()


def test_a_name_with_quotes_is_a_name_like_any_other(kept: SQLiteStore):
    name = """north'; DROP TABLE log; --"""
    with kept.create(name) as transaction:
        carry(transaction, name)
    assert (kept.lane(name, name), kept.check()) == ((item(name, 1),), ())


def test_unknown_talks_name_the_file(kept: SQLiteStore):
    with pytest.raises(UnknownTalks, match=r"talks\.db"), kept.transaction("ardmere"):
        pass


# Checks that only a file can fail


def test_a_lane_whose_table_is_gone_is_found(kept: SQLiteStore):
    begun(kept, "north")
    change(kept.path, f"DROP TABLE {table(kept.path, 'ardmere', 'north')}")
    assert {problem.place for problem in kept.check()} == {"seat north", "seat north, item 1"}


def test_a_table_that_is_nobodys_is_found(kept: SQLiteStore):
    change(kept.path, "CREATE TABLE planted (a)")
    assert [problem.sentence for problem in kept.check()] == ["the table planted belongs to no seat"]


def test_an_answer_for_talks_that_do_not_exist_is_found(kept: SQLiteStore):
    change(kept.path, "INSERT INTO answers VALUES (7, 'north', 'k', x'00', x'00')")
    assert [problem.place for problem in kept.check()] == ["the file"]


def test_a_disclosure_to_a_seat_of_other_talks_is_found(kept: SQLiteStore):
    begun(kept, "north")
    with kept.create("callan") as transaction:
        carry(transaction, "north")
    change(kept.path, "UPDATE disclosures SET event = 2, lane = 1, number = 2, identity = 'x' WHERE lane = 2")
    assert "it names seat north of other talks" in {problem.sentence for problem in kept.check()}


def test_an_envelope_of_an_unknown_kind_is_found(kept: SQLiteStore):
    begun(kept, "north")
    lane = table(kept.path, "ardmere", "north")
    change(kept.path, f"PRAGMA ignore_check_constraints = ON; UPDATE {lane} SET kind = 'telegram'")  # noqa: S608 - a table of ours
    assert any("telegram" in problem.sentence for problem in kept.check())


def test_a_page_that_was_overwritten_is_found(path: Path):
    store = begun(SQLiteStore(path), "north")
    for _ in range(40):
        act(store, "ardmere", "north", "south")
    store.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2 // 4096 * 4096)
        file.write(os.urandom(4096))
    store = SQLiteStore(path)
    assert "the file" in {problem.place for problem in store.check()}
    store.close()


def test_a_catalogue_that_names_what_no_lane_is_named_is_refused(path: Path):
    begun(SQLiteStore(path), "north").close()
    change(path, "UPDATE lanes SET name = 'log'")
    with pytest.raises(ForeignStore, match="damaged"):
        SQLiteStore(path)
