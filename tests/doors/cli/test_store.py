"""Stores as a whole: made, renewed, copied, checked; files and shared ones alike."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from goodoffices.doors.cli import desk as command
from goodoffices.stores.key_file import make_key
from goodoffices.stores.opening import opened
from goodoffices.stores.postgresql import PostgreSQLStore
from goodoffices.testing.store_rows import carry
from tests.doors.cli.conftest import HARBOUR, Run
from tests.stores.shared_store import Databases, DatabaseVandal
from tests.stores.test_stepping_up import as_form_1, in_the_clear
from tests.stores.test_stepping_up_postgresql import AS_FORM_1

SECRET = "s3cr3t"  # noqa: S105 - what must not be printed


@pytest.fixture
def name(databases: Databases) -> str:
    return databases.made()


@pytest.fixture
def shared(databases: Databases, name: str) -> str:
    """The address of an empty shared store, with a password in it, which this server does not ask for."""
    return databases.address(name).replace("writer@", f"writer:{SECRET}@")


@pytest.fixture
def bare(databases: Databases) -> str:
    """The name of a database without a store."""
    return databases.to_be_altered(with_store=False)


def owner(databases: Databases, name: str) -> str:
    return databases.address(name, "postgres")


# create


def test_a_file_is_made_and_a_second_one_in_its_place_is_refused(run: Run):
    assert "Made an empty store in own.db" in run("store create --store own.db").out
    answer = run("store create --store own.db --json")
    assert (answer.code, answer.json["error"]["kind"]) == (1, "StoreError")


def test_a_shared_store_is_made_with_its_roles_and_can_be_used_at_once(
    run: Run, databases: Databases, bare: str
):
    answer = run(f"store create --store {owner(databases, bare)} --json")
    assert answer.json["made"]["roles"] == ["goodoffices_writer", "goodoffices_reader"]
    assert run(f"{HARBOUR} --store {databases.address(bare)}").code == 0
    assert run(f"lane --seat union --store {databases.address(bare)} --json").json["items"]


def test_the_key_of_a_shared_store_is_made_with_it_and_every_desk_needs_it(
    run: Run, databases: Databases, bare: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    out = run(f"store create --store {owner(databases, bare)} --key-file team.key").out
    assert "The key to it is in team.key" in out
    assert "Each desk needs that key" in out
    assert stat.S_IMODE((tmp_path / "team.key").stat().st_mode) == 0o600
    store = databases.address(bare)
    lost = run(f"{HARBOUR} --store {store} --json")
    assert (lost.code, lost.json["error"]["kind"]) == (1, "NoKey")
    monkeypatch.setenv("GOODOFFICES_KEY", (tmp_path / "team.key").read_text())
    assert run(f"{HARBOUR} --store {store}").code == 0
    monkeypatch.setenv("GOODOFFICES_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
    wrong = run(f"talks list --store {store} --json")
    assert (wrong.code, wrong.json["error"]["kind"]) == (1, "WrongKey")


def test_no_key_is_made_where_no_store_can_be(run: Run, databases: Databases, name: str, tmp_path: Path):
    assert run(f"store create --store {owner(databases, name)} --key-file own.key").code == 1
    assert not (tmp_path / "own.key").exists()


def test_a_second_shared_store_in_one_database_is_refused(run: Run, databases: Databases, name: str):
    answer = run(f"store create --store {owner(databases, name)}")
    assert (answer.code, "there is a store in this database" in answer.err) == (1, True)


def test_whoever_may_not_make_a_store_is_told_so(run: Run, databases: Databases, bare: str):
    answer = run(f"store create --store {databases.address(bare, 'goodoffices_reader')}")
    assert (answer.code, "may not make a store" in answer.err) == (1, True)


@pytest.mark.parametrize("option", ["--writer ada", "--passwords own.pgpass"])
def test_roles_are_not_those_of_a_file(run: Run, option: str):
    assert run(f"store create --store own.db {option}").code == 2


@contextmanager
def asking_for_passwords(databases: Databases, *roles: str) -> Iterator[None]:
    """With a server that lets these roles in by their passwords only, and without them afterwards."""
    rules = databases.cluster.folder / "data" / "pg_hba.conf"
    before = rules.read_text()

    def write(text: str, *, asks: bool) -> None:
        rules.write_text(text)
        with databases.superuser() as connection:
            connection.execute("SELECT pg_reload_conf()")
        while True:  # until new connections have it
            try:
                psycopg.connect(databases.address("postgres", roles[0])).close()
            except psycopg.OperationalError as refusal:
                if asks == ("password" in str(refusal)):
                    return
            else:
                if not asks:
                    return

    write("".join(f"local all {role} scram-sha-256\n" for role in roles) + before, asks=True)
    try:
        yield
    finally:
        write(before, asks=False)
        databases.take_back()
        with databases.superuser() as connection:
            for role in roles:
                connection.execute(f"DROP ROLE {role}".encode())


def test_passwords_of_new_roles_go_into_a_file_that_a_desk_can_use(
    run: Run, databases: Databases, bare: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    made = run(
        f"store create --store {owner(databases, bare)} --writer scribe --reader clerk --passwords own.pgpass"
    )
    with asking_for_passwords(databases, "scribe", "clerk"):
        passwords = [line.rpartition(":")[2] for line in (tmp_path / "own.pgpass").read_text().splitlines()]
        assert len(set(passwords)) == 2
        assert not any(password in made.out + made.err for password in passwords)
        assert stat.S_IMODE((tmp_path / "own.pgpass").stat().st_mode) == 0o600
        store = databases.address(bare, "scribe")
        without = run(f"talks list --store {store}")
        assert (without.code, "cannot be reached" in without.err) == (1, True)
        monkeypatch.setenv("PGPASSFILE", str(tmp_path / "own.pgpass"))
        assert run(f"{HARBOUR} --store {store}").code == 0
        assert run(f"lane --seat union --store {store}").code == 0


def test_an_existing_password_file_is_kept_and_nothing_is_made(
    run: Run, databases: Databases, bare: str, tmp_path: Path
):
    (tmp_path / "own.pgpass").write_text("kept")
    assert run(f"store create --store {owner(databases, bare)} --passwords own.pgpass").code == 1
    assert (tmp_path / "own.pgpass").read_text() == "kept"
    with databases.superuser(bare) as connection:
        assert connection.execute("SELECT to_regnamespace('goodoffices')").fetchone() == (None,)


# migrate


def test_a_store_of_this_form_is_left_as_it_is(run: Run, databases: Databases, bare: str):
    run("store create --store own.db")
    assert "nothing was to be done" in run("store migrate --store own.db").out
    run(f"store create --store {owner(databases, bare)}")
    migrated = run(f"store migrate --store {owner(databases, bare)} --json").json["migrated"]
    assert (migrated["from"], migrated["to"], migrated["events"]) == (2, 2, 0)


def test_an_old_file_in_the_clear_is_stepped_up_and_lies_encrypted(run: Run, tmp_path: Path):
    in_the_clear(tmp_path / "own.db").close()
    as_form_1(tmp_path / "own.db")
    answer = run("talks list --store own.db --json")
    assert answer.json["error"]["kind"] == "OlderStore"
    assert "store migrate" in answer.json["error"]["sentence"]
    out = run("store migrate --store own.db").out
    assert "from form 1 to form 2, encrypted (events: 4)" in out
    assert f"The key to it is in {tmp_path / 'own.db.key'}" in out
    assert "copies and backups of it lie in the clear" in out
    assert run("store check --store own.db --json").json["checked"]["talks"] == ["callan-canary", "ardmere"]
    assert "nothing was to be done" in run("store migrate --store own.db").out


def test_an_old_shared_store_is_stepped_up_under_the_key_that_is_named(
    run: Run, databases: Databases, tmp_path: Path
):
    name = databases.to_be_altered()
    store = PostgreSQLStore(databases.address(name))
    with store.create("ardmere") as transaction:
        carry(transaction, "north")
    store.close()
    with databases.superuser(name) as connection:
        connection.execute(AS_FORM_1.encode())
    assert run(f"talks list --store {databases.address(name)} --json").json["error"]["kind"] == "OlderStore"
    out = run(f"store migrate --store {owner(databases, name)} --key-file own.key").out
    assert "from form 1 to form 2, encrypted (events: 1)" in out
    assert "archives of the server's write-ahead log" in out
    checked = run(f"store check --store {databases.address(name)} --key-file own.key --json").json["checked"]
    assert (checked["talks"], checked["problems"]) == (["ardmere"], [])


def test_only_the_owner_can_step_up_a_store(run: Run, databases: Databases, name: str):
    answer = run(f"store migrate --store {databases.address(name)}")
    assert (answer.code, "ask with the role that made them" in answer.err) == (1, True)


def test_there_is_nothing_to_renew_where_there_is_no_store(run: Run, databases: Databases, bare: str):
    assert "there is no store at own.db" in run("store migrate --store own.db").err
    assert "goodoffices store create" in run(f"store migrate --store {owner(databases, bare)}").err


# copy


def test_talks_go_from_a_file_to_a_shared_store_and_back(run: Run, shared: str):
    run(f"{HARBOUR} --store own.db")
    run("entry note --seat union --text Mine. --store own.db")
    assert "Copied harbour (events: 2)" in run(["store", "copy", "own.db", shared]).out
    again = run(["store", "copy", "own.db", shared, "--json"]).json["copied"]
    assert again["talks"] == [{"talks": "harbour", "events": 0, "before": 2}]
    assert run(["store", "copy", shared, "back.db", "--talks", "harbour"]).code == 0
    lanes = [
        run(["lane", "--seat", "union", "--store", store]).out for store in ("own.db", shared, "back.db")
    ]
    assert "Mine." in lanes[0]
    assert len(set(lanes)) == 1


def test_each_of_two_stores_has_a_key_of_its_own(run: Run, shared: str, tmp_path: Path, monkeypatch):
    run(f"{HARBOUR} --store own.db")
    (tmp_path / "own.db.key").rename(tmp_path / "stick.key")
    copy = ["store", "copy", "own.db", shared, "--to-key-file", "team.key"]
    assert run(copy).code == 1  # where is the key of the file?
    make_key(tmp_path / "team.key")
    assert run([*copy, "--from-key-file", "stick.key"]).code == 0
    assert run(["talks", "list", "--store", shared, "--json"]).json["error"]["kind"] == "NoKey"
    monkeypatch.setenv("GOODOFFICES_KEY_FILE", str(tmp_path / "team.key"))
    assert run(["store", "copy", shared, "back.db"]).code == 0  # the environment's is that of the shared one
    assert run(["lane", "--seat", "union", "--store", shared]).code == 0
    assert (tmp_path / "back.db.key").exists()
    keys = {(tmp_path / name).read_text() for name in ("stick.key", "team.key", "back.db.key")}
    assert len(keys) == 3


def test_talks_that_differ_in_the_target_are_refused(run: Run, shared: str):
    for store in ("own.db", shared):
        run(f"{HARBOUR} --store {store}")
    answer = run(["store", "copy", "own.db", shared])
    assert (answer.code, "is not the beginning of" in answer.err) == (1, True)


def test_a_source_that_is_not_there_is_no_source(run: Run, tmp_path: Path):
    answer = run("store copy own.db other.db")
    assert (answer.code, (tmp_path / "own.db").exists()) == (1, False)


def test_a_store_without_talks_has_nothing_to_copy(run: Run):
    run("store create --store own.db")
    assert "no talks to copy" in run("store copy own.db other.db").out


# check


def test_a_sound_store_is_said_to_fit_together(run: Run, shared: str):
    for store in ("own.db", shared):
        run(f"{HARBOUR} --store {store}")
        answer = run(f"store check --store {store}")
        assert (answer.code, "fits together (talks: 1)" in answer.out) == (0, True)


def test_a_changed_store_is_said_where_it_does_not_fit_and_ends_with_1(
    run: Run, databases: Databases, name: str, shared: str
):
    run(f"{HARBOUR} --store {shared}")
    store = opened(shared)
    names = store._ring.names
    store.close()
    place = names.talks("harbour"), names.seat("harbour", "union"), 1
    DatabaseVandal(databases, name).drop_item(*place)
    answer = run(f"store check --store {shared}")
    assert (answer.code, "seat union, item 1" in answer.out) == (1, True)
    answer = run(f"store check --store {shared} --json")
    assert (answer.code, answer.json["checked"]["problems"][0]["place"]) == (1, "seat union, item 1")


# Every other command


def test_every_command_works_on_a_shared_store_and_prints_no_password(
    run: Run, shared: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("GOODOFFICES_STORE", shared)
    monkeypatch.setattr(command, "serve", lambda *_, **__: None)
    answers = [
        run(line)
        for line in (
            HARBOUR,
            'message send --seat union --to ministry --text "Four months." --terms never',
            "lane --seat ministry",
            "sheet --for 'Harbour Company' --seat ministry",
            "talks list",
            "talks list --json",
            "talks export harbour --seat union",
            "store check",
            "store check --json",
            "desk --port 0 --no-examples",
            "desk --port 0 --no-examples --json",
        )
    ]
    assert [answer.code for answer in answers] == [0] * len(answers), [answer.err for answer in answers]
    failed = [
        run("talks show nothing --seat union"),
        run("lane --seat nobody"),
        run(HARBOUR),
        run(["talks", "list", "--store", shared.replace("store_", "nowhere_")]),
        run(["talks", "list", "--store", f"postgresql://writer:{SECRET}@[/talks"]),
        run(["talks", "list", "--store", f"postgresql://writer:a/{SECRET}@localhost/x"]),
    ]
    assert all(answer.code for answer in failed)
    assert not any(SECRET in answer.out + answer.err for answer in (*answers, *failed))


def test_a_desk_on_a_shared_store_says_where_everything_lies(
    run: Run, shared: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(command, "serve", lambda *_, **__: None)
    out = run(f"desk --port 0 --no-examples --store {shared}").out
    assert "Everything is kept in the database postgresql://goodoffices_writer@" in out
    assert f"encrypted; the key to it is in {tmp_path / 'data' / 'goodoffices'}" in out


@pytest.mark.slow
def test_two_desks_that_bring_in_the_examples_at_once_both_open(run: Run, shared: str, monkeypatch):
    from goodoffices.desk.desk import Desk
    from goodoffices.desk.examples import names
    from goodoffices.stores.opening import opened

    class Late:
        """A store that says it is empty when it is asked first, as another desk fills it meanwhile."""

        def __init__(self, inner) -> None:
            self._inner, self._asked = inner, False

        def __getattr__(self, name: str) -> object:
            return getattr(self._inner, name)

        def talks(self) -> tuple[str, ...]:
            first, self._asked = not self._asked, True
            return () if first else self._inner.talks()

    monkeypatch.setattr(command, "serve", lambda *_, **__: None)
    assert run(f"desk --port 0 --store {shared}").code == 0
    store = opened(shared)
    command.add_examples(Desk(Late(store)))  # type: ignore[arg-type]
    assert set(store.talks()) == set(names())
    store.close()
