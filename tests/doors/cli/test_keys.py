"""The key of a store on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.stores import postgresql_scrubbing
from goodoffices.stores.opening import opened
from tests.doors.cli.conftest import HARBOUR, Run, lane
from tests.stores.shared_store import Databases


def test_keys_change_puts_a_new_key_in_the_place_of_the_old_one(harbour: Run, tmp_path: Path):
    key_file = tmp_path / "goodoffices.db.key"
    old = key_file.read_text()
    answer = harbour("keys change --json")
    assert (answer.code, answer.json["changed"]["wrapped"]) == (0, 6)
    assert key_file.read_text() != old
    assert len(lane(harbour, "union")) == 1
    said = harbour("keys change").out
    assert "Older backups still open with the old key" in said


def test_the_key_can_lie_elsewhere(harbour: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert harbour("keys change --to-file stick.key").code == 0
    assert harbour("lane --seat union").code == 1  # the file beside the store holds the old one
    monkeypatch.setenv("GOODOFFICES_KEY_FILE", str(tmp_path / "stick.key"))
    assert len(lane(harbour, "union")) == 1
    monkeypatch.delenv("GOODOFFICES_KEY_FILE")
    monkeypatch.setenv("GOODOFFICES_KEY", (tmp_path / "stick.key").read_text())
    assert len(lane(harbour, "union")) == 1
    assert harbour("keys change").code == 2  # where would the new one go?
    assert harbour("keys change --to-file next.key").code == 0


def test_a_lost_key_is_said_in_one_sentence(harbour: Run, tmp_path: Path):
    (tmp_path / "goodoffices.db.key").unlink()
    answer = harbour("lane --seat union --json")
    assert (answer.code, answer.json["error"]["kind"]) == (1, "NoKey")
    assert "nothing in the store can be read" in answer.json["error"]["sentence"]


def test_the_key_of_a_file_on_which_a_desk_is_open_stays_as_it_is(harbour: Run, tmp_path: Path):
    key_file = tmp_path / "goodoffices.db.key"
    before = key_file.read_text()
    desk = opened(str(tmp_path / "goodoffices.db"))
    answer = harbour("keys change --json")
    assert (answer.code, answer.json["error"]["kind"]) == (1, "StoreInUse")
    assert "close the open desk" in answer.json["error"]["sentence"]
    desk.close()
    assert key_file.read_text() == before
    assert len(lane(harbour, "union")) == 1


def test_keys_of_a_store_that_is_not_there_are_not_made(run: Run, tmp_path: Path):
    assert run("keys change --store none.db").code == 1
    assert list(tmp_path.iterdir()) == []


def test_the_key_of_a_shared_store_is_changed_and_the_old_one_opens_nothing(
    run: Run, databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("GOODOFFICES_STORE", databases.address(databases.made()))
    assert run(HARBOUR).code == 0
    ((place, old),) = ((file, file.read_text()) for file in (tmp_path / "data" / "goodoffices").iterdir())
    answer = run("keys change")
    assert answer.code == 0
    assert "open the desks anew" in answer.out
    assert place.read_text() != old
    assert run("lane --seat union").code == 0
    assert run("keys change --to-file stick.key --json").json["changed"]["scrubbed"] is True
    assert run("lane --seat union --json").json["error"]["kind"] == "WrongKey"
    monkeypatch.setenv("GOODOFFICES_KEY_FILE", str(tmp_path / "stick.key"))
    assert run("lane --seat union").code == 0


def test_a_change_of_keys_that_leaves_old_wrappings_behind_says_so(
    run: Run, databases: Databases, monkeypatch: pytest.MonkeyPatch
):
    name = databases.made()
    monkeypatch.setenv("GOODOFFICES_STORE", databases.address(name))
    monkeypatch.setattr(postgresql_scrubbing, "PATIENCE", 0.0)
    run(HARBOUR)
    with databases.superuser(name) as reader:
        reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT 1")
        answer = run("keys change")
    assert (answer.code, "what opens with the old key stays" in answer.out) == (0, True)
    assert run("lane --seat union").code == 0
