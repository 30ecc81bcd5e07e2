"""Backing up, putting back, and checking."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from goodoffices.stores.opening import opened_file as opened
from tests.doors.cli.conftest import HARBOUR, WORDS, Run, lane
from tests.stores.shared_store import Databases
from tests.stores.vandalism import change


def test_a_backup_beside_an_open_desk_is_put_back_elsewhere(told: Run, tmp_path: Path):
    desk = opened(tmp_path / "goodoffices.db")
    answer = told("backup monday.backup")
    assert answer.code == 0
    assert "holds no key" in answer.out
    assert told("check").code == 0
    desk.close()
    told("message send --seat union --to ministry --text 'After the backup.'")
    answer = told("restore monday.backup --store again.db --key-file goodoffices.db.key")
    assert answer.code == 0
    assert "after the backup is not in it" in answer.out
    (tmp_path / "again.db.key").write_bytes((tmp_path / "goodoffices.db.key").read_bytes())
    (tmp_path / "again.db.key").chmod(0o600)
    items = told("lane --seat union --store again.db --json").json["items"]
    assert items == lane(told, "union")[:2]


def test_a_backup_shows_nothing_and_is_for_its_owner_only(told: Run, tmp_path: Path):
    told("backup monday.backup")
    lying = (tmp_path / "monday.backup").read_bytes()
    assert not [word for word in (WORDS, "harbour", "union", "ministry") if word.encode() in lying]
    if os.name != "nt":
        assert (tmp_path / "monday.backup").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("line", ["backup here", "restore monday.backup --store here"])
def test_nothing_is_ever_written_over(told: Run, tmp_path: Path, line: str):
    told("backup monday.backup")
    (tmp_path / "here").write_text("mine")
    answer = told(f"{line} --key-file goodoffices.db.key")
    assert (answer.code, (tmp_path / "here").read_text()) == (1, "mine")
    assert "is there already" in answer.err


def test_a_backup_without_the_key_is_not_put_back(told: Run, tmp_path: Path):
    told("backup monday.backup")
    answer = told("restore monday.backup --store again.db --json")
    assert (answer.code, answer.json["error"]["kind"]) == (1, "NoKey")
    assert not list(tmp_path.glob("again*"))


def test_a_store_is_held_against_a_checkpoint_that_was_kept(told: Run, tmp_path: Path):
    assert told("check --keep monday.checkpoint").code == 0
    told("receipt 2 --seat union --output receipt.json")
    told("message send --seat union --to ministry --text 'Later.'")
    assert told("backup later.backup").code == 0
    answer = told("check --against monday.checkpoint --against receipt.json --json")
    assert (answer.code, answer.json["check"]["problems"]) == (0, [])
    assert "\n3\n" in answer.json["check"]["checkpoints"]["harbour"]
    told("check --keep later.checkpoint")
    change(tmp_path / "goodoffices.db", "DELETE FROM disclosures WHERE event = 3")
    change(tmp_path / "goodoffices.db", "DELETE FROM log WHERE number = 3")
    for (name,) in change(tmp_path / "goodoffices.db", "SELECT name FROM lanes"):
        change(tmp_path / "goodoffices.db", f"DELETE FROM {name} WHERE number = 3")  # noqa: S608 - ours
    assert told("check").code == 0  # all of the last act is gone: by itself the store fits together
    answer = told("check --against later.checkpoint --json")
    assert answer.code == 1
    assert [(one["talks"], one["place"]) for one in answer.json["check"]["problems"]] == [
        ("harbour", "event 3")
    ]
    assert "harbour: event 3" in told("check --against later.checkpoint").err


def test_what_was_kept_of_other_talks_is_told(told: Run):
    told("check --keep harbour.checkpoint")
    told(HARBOUR.replace("harbour", "bay") + " --store bay.db")
    answer = told("check --store bay.db --against harbour.checkpoint --json")
    assert answer.code == 1
    assert (
        answer.json["check"]["problems"][0]["sentence"] == "it is of no talks in this store, or was altered"
    )


def test_a_damaged_store_is_told_place_by_place_and_not_backed_up(told: Run, tmp_path: Path):
    ((name, *_),) = change(tmp_path / "goodoffices.db", "SELECT name FROM lanes WHERE number = 1")
    change(tmp_path / "goodoffices.db", f"UPDATE {name} SET body = x'00' WHERE number = 1")  # noqa: S608 - ours
    answer = told("check")
    assert (answer.code, "item 1: a row does not open" in answer.err) == (1, True)
    answer = told("backup monday.backup")
    assert (answer.code, "does not fit together" in answer.err) == (1, True)
    assert not list(tmp_path.glob("monday*"))


def test_of_several_talks_one_must_be_named_to_keep_its_checkpoint(told: Run, tmp_path: Path):
    told(HARBOUR.replace("harbour", "bay"))
    assert told("check --keep here").code == 2
    assert told("check --keep here --talks nowhere").code == 1
    assert not (tmp_path / "here").exists()
    assert told("check --keep here --talks bay").code == 0


@pytest.mark.parametrize("line", ["backup there", "check", "restore none.backup"])
def test_what_is_not_there_is_an_error(run: Run, tmp_path: Path, line: str):
    assert run(f"{line} --store none.db").code == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_shared_store_is_held_against_what_was_kept_and_what_is_erased_in_it_is_gone(
    run: Run, databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    name = databases.made()
    monkeypatch.setenv("GOODOFFICES_STORE", databases.address(name))
    run(HARBOUR)
    run(f'message send --seat union --to ministry --text "{WORDS}" --terms never')
    assert run("receipt 2 --seat union --output receipt.json").code == 0
    assert run("check --keep monday.checkpoint").code == 0
    run("message send --seat union --to ministry --text 'Later.'")
    order = run(["erase", "2", "--seat", "union", "--by", "Labour Court", "--reason", "Order 14/31"])
    assert (order.code, "archives of its write-ahead log" in order.out) == (0, True)
    answer = run("check --against monday.checkpoint --against receipt.json --json")
    assert (answer.code, answer.json["check"]["problems"]) == (0, [])
    assert run("verify receipt.json").code == 0
    run("message send --seat union --to ministry --text 'The last.'")
    run("check --keep later.checkpoint")
    with databases.superuser(name) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("DELETE FROM goodoffices.disclosures WHERE position = 5")
        connection.execute("DELETE FROM goodoffices.log WHERE position = 5")
        connection.execute("UPDATE goodoffices.talks SET head = 4")
        connection.execute("DELETE FROM goodoffices.items WHERE number = 5")
        connection.execute("UPDATE goodoffices.lanes SET head = 4 WHERE head = 5")
    assert run("check").code == 0  # all of the last act is gone: by itself the store fits together
    answer = run("check --against later.checkpoint --json")
    assert (answer.code, answer.json["check"]["problems"][0]["place"]) == (1, "event 5")


@pytest.mark.slow
def test_a_shared_store_is_backed_up_beside_its_desks_and_put_back_into_another(
    run: Run, databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("GOODOFFICES_KEY_FILE", str(tmp_path / "talks.key"))
    monkeypatch.setenv("GOODOFFICES_STORE", databases.address(databases.made()))
    run(HARBOUR)
    run(f'message send --seat union --to ministry --text "{WORDS}" --terms never')
    assert run("receipt 2 --seat union --output receipt.json").code == 0
    told = lane(run, "union")
    answer = run("backup monday.backup")
    assert (answer.code, "holds no key" in answer.out) == (0, True)
    assert WORDS.encode() not in (tmp_path / "monday.backup").read_bytes()
    run("message send --seat union --to ministry --text 'After it.'")
    monkeypatch.setenv("GOODOFFICES_STORE", databases.address(databases.made()))
    answer = run("restore monday.backup")
    assert (answer.code, "the key of the backup" in answer.out) == (0, True)
    assert run("check --against receipt.json --json").json["check"]["problems"] == []
    assert lane(run, "union") == told
    assert run("restore monday.backup").code == 0  # all of it is there already: nothing was to be done
    run("message send --seat union --to ministry --text 'It goes on.'")
    answer = run("restore monday.backup")
    assert (answer.code, "not the beginning" in answer.err) == (1, True)
    assert run("check").code == 0


@pytest.mark.slow
def test_a_backup_of_a_file_is_put_into_a_shared_store(
    told: Run, databases: Databases, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    before = lane(told, "union")
    assert told("backup monday.backup").code == 0
    monkeypatch.setenv("GOODOFFICES_STORE", databases.address(databases.made()))
    key = next(tmp_path.rglob("*.db.key"))
    assert told(f"restore monday.backup --key-file {key}").code == 0
    monkeypatch.setenv("GOODOFFICES_KEY_FILE", str(key))
    assert told("check").code == 0
    assert lane(told, "union") == before
