"""Where talks lie: in a store, in a file, in an example."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.doors.cli.place import author_view, authored
from goodoffices.record.acts import PreferenceKept
from tests.doors.cli.conftest import HARBOUR, Run


def test_without_a_store_nothing_is_made_by_reading(run: Run, tmp_path: Path):
    answer = run("lane --seat union")
    assert (answer.code, "there is no store at goodoffices.db" in answer.err) == (1, True)
    assert not list(tmp_path.iterdir())


def test_the_store_may_be_named_by_an_option_or_by_the_environment(run: Run, monkeypatch, tmp_path: Path):
    assert run(f"{HARBOUR} --store other.db").code == 0
    assert run("lane --seat union").code == 1
    monkeypatch.setenv("GOODOFFICES_STORE", str(tmp_path / "other.db"))
    assert run("lane --seat union").code == 0


def test_among_several_talks_one_must_be_named(harbour: Run):
    harbour(HARBOUR.replace("harbour", "bay"))
    answer = harbour("lane --seat union")
    assert (answer.code, "harbour, bay" in answer.err) == (2, True)
    assert harbour("lane --seat union --talks bay").code == 0


def test_a_store_without_talks_says_so(harbour: Run, tmp_path: Path):
    from goodoffices.stores.sqlite import SQLiteStore

    SQLiteStore(tmp_path / "empty.db").close()
    answer = harbour("lane --seat union --store empty.db")
    assert (answer.code, "no talks yet" in answer.err) == (1, True)


def test_a_named_store_is_the_only_place_to_look(harbour: Run):
    answer = harbour("lane --talks port-of-ardmere --seat union --store goodoffices.db")
    assert answer.code == 1


@pytest.mark.parametrize("content", [b"", b"not a store at all" * 100, b"SQLite format 3\x00" + bytes(4000)])
def test_a_file_that_is_no_store_is_left_as_it_is(run: Run, tmp_path: Path, content: bytes):
    (tmp_path / "other.db").write_bytes(content)
    answer = run("talks list --store other.db")
    if content:
        assert answer.code == 1
        assert (tmp_path / "other.db").read_bytes() == content


def test_a_store_that_is_open_elsewhere_is_refused_in_a_sentence(harbour: Run, tmp_path: Path):
    from goodoffices.stores.sqlite import SQLiteStore

    store = SQLiteStore(tmp_path / "goodoffices.db")
    answer = harbour("entry note --seat union --text Hello --json")
    store.close()
    assert (answer.code, answer.json["error"]["kind"]) == (1, "StoreInUse")


def test_the_author_of_a_file_holds_each_side_s_own_preference_and_no_estimate_of_it():
    file = authored("port-of-ardmere")
    view = author_view(file)
    seats = {seat.name: seat.actor for seat in file.talks.seats}
    kept = {act.preference.holder for _, act in view.of_type(PreferenceKept)}
    estimated = [
        row
        for row in file.record
        if isinstance(row.act, PreferenceKept) and seats[row.by] != row.act.preference.holder
    ]
    assert kept == {row.act.preference.holder for row in file.record if isinstance(row.act, PreferenceKept)}
    assert not {row.id for row in estimated} & set(view.items)
