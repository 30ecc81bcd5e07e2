"""A store of the first form, or one in the clear, is written anew, encrypted, and nothing of it changes."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import apsw
import pytest

from goodoffices.errors import ForeignStore, NewerStore, OlderStore, StoreError, StoreInUse
from goodoffices.stores import stepping_up
from goodoffices.stores.opening import opened_file as opened
from goodoffices.stores.opening import step_up
from goodoffices.stores.sqlite import SQLiteStore
from goodoffices.stores.stepped_up import SteppedUp
from goodoffices.stores.store import Answered
from goodoffices.testing.store_rows import act, carry
from tests.stores.vandalism import change

ANSWERED = Answered(digest=b"digest", answer=b"answer")


def in_the_clear(path: Path) -> SQLiteStore:
    store = SQLiteStore(path)
    for talks in ("callan-canary", "ardmere"):
        with store.create(talks) as transaction:
            carry(transaction, "north", "south")
            transaction.remember("north", "k", ANSWERED)
        act(store, talks, "south")
    return store


def as_form_1(path: Path) -> None:
    """What the first form looked like: no column for keys, and no ring."""
    lanes = [name for (name,) in change(path, "SELECT name FROM lanes")]
    for table in ("log", *lanes):
        change(path, f"ALTER TABLE {table} DROP COLUMN key")
    change(path, "DROP TABLE keys")
    change(path, "PRAGMA user_version = 1")


@pytest.mark.parametrize("form", [1, 2])
def test_all_that_it_held_is_there_afterwards_and_nothing_shows(path: Path, form: int):
    store = in_the_clear(path)
    held = {talks: (store.log(talks), store.lane(talks, "south")) for talks in store.talks()}
    store.close()
    if form == 1:
        as_form_1(path)
    assert b"callan-canary" in path.read_bytes()
    assert step_up(str(path)) == SteppedUp(before=form, now=2, events=4)
    assert b"callan-canary" not in b"".join(
        file.read_bytes() for file in path.parent.iterdir() if file.name != "talks.db.key"
    )
    again = opened(path)
    assert {talks: (again.log(talks), again.lane(talks, "south")) for talks in again.talks()} == held
    with again.transaction("ardmere") as transaction:
        assert transaction.answered("north", "k") == ANSWERED
    assert (again.talks(), again.check()) == (("callan-canary", "ardmere"), ())
    again.close()
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "talks.db",
        "talks.db-lock",
        "talks.db.key",
    ]


def test_the_first_form_is_refused_with_what_to_do(path: Path):
    in_the_clear(path).close()
    as_form_1(path)
    with pytest.raises(OlderStore, match="store migrate"):
        opened(path)
    assert not path.with_name("talks.db.key").exists()


def test_a_store_in_the_clear_is_refused_with_what_to_do(path: Path):
    in_the_clear(path).close()
    with pytest.raises(StoreError, match="key"):
        opened(path)
    assert not path.with_name("talks.db.key").exists()


def test_a_store_that_is_encrypted_already_is_left_as_it_is(path: Path):
    store = opened(path)
    with store.create("ardmere") as transaction:
        carry(transaction, "north")
    store.close()
    before = path.read_bytes()
    assert step_up(str(path)) == SteppedUp(before=2, now=2, events=None)
    assert path.read_bytes() == before


class _Stopped(BaseException):
    pass


STOPS: dict[str, tuple[object, str]] = {
    "before its key is there": (stepping_up, "with_key"),
    "before a row is copied": (stepping_up, "_copy"),
    "in the middle of the rows": (stepping_up, "_answers"),
    "before the old log is emptied": (stepping_up.SQLiteStore, "close"),
    "before the new file takes its place": (Path, "replace"),
    "before its place is on the disk": (stepping_up, "sync_folder"),
}


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("form", [1, 2])
def test_a_stop_at_any_moment_loses_nothing_and_the_next_time_goes_on(
    path: Path, monkeypatch: pytest.MonkeyPatch, form: int, stop: str
):
    store = in_the_clear(path)
    held = {talks: (store.log(talks), store.lane(talks, "south")) for talks in store.talks()}
    store.close()
    if form == 1:
        as_form_1(path)

    def stopped(*_: object, **__: object) -> None:
        raise _Stopped

    with monkeypatch.context() as patch:
        patch.setattr(STOPS[stop][0], STOPS[stop][1], stopped)
        with pytest.raises(_Stopped):
            step_up(str(path))
    # Once the new file has taken its place, it is the store; before, the old one is, whole.
    done = stop == "before its place is on the disk"
    assert step_up(str(path)) == SteppedUp(before=2 if done else form, now=2, events=None if done else 4)
    again = opened(path)
    assert {talks: (again.log(talks), again.lane(talks, "south")) for talks in again.talks()} == held
    assert again.check() == ()
    again.close()


def test_a_file_that_somebody_reads_is_left_as_it_is(path: Path):
    in_the_clear(path).close()
    as_form_1(path)
    with closing(apsw.Connection(str(path))) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM log").fetchall()
        change(path, "UPDATE talks SET name = name")  # so that the log holds what the reader keeps there
        with pytest.raises(StoreInUse, match="reads"):
            step_up(str(path))
    assert step_up(str(path)).events == 4


def test_a_store_whose_keys_are_gone_is_damaged_and_not_taken_for_one_in_the_clear(path: Path):
    store = opened(path)
    with store.create("ardmere") as transaction:
        carry(transaction, "north")
    store.close()
    change(path, "DELETE FROM keys")
    for refused in (lambda: step_up(str(path)), lambda: opened(path)):
        with pytest.raises(ForeignStore, match="its keys are gone"):
            refused()


def test_a_store_in_use_is_refused(path: Path):
    store = in_the_clear(path)
    with pytest.raises(StoreInUse):
        step_up(str(path))
    store.close()


@pytest.mark.parametrize(
    ("statement", "error"),
    [("PRAGMA user_version = 9", NewerStore), ("PRAGMA application_id = 9", ForeignStore)],
)
def test_what_is_not_ours_or_newer_is_left_as_it_is(path: Path, statement: str, error: type[StoreError]):
    in_the_clear(path).close()
    change(path, statement)
    before = path.read_bytes()
    with pytest.raises(error):
        step_up(str(path))
    assert path.read_bytes() == before


def test_a_damaged_store_is_not_stepped_up(path: Path):
    in_the_clear(path).close()
    (name,) = change(path, "SELECT name FROM lanes LIMIT 1")[0]
    change(path, f"UPDATE {name} SET body = x'00'")  # noqa: S608 - a table of ours
    before = path.read_bytes()
    with pytest.raises(ForeignStore, match="item 1"):
        step_up(str(path))
    assert path.read_bytes() == before
    (name,) = change(path, "SELECT name FROM lanes LIMIT 1")[0]
    change(path, f"DELETE FROM {name}")  # noqa: S608 - as above
    with pytest.raises(ForeignStore, match="not there"):
        step_up(str(path))
