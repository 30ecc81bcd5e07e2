"""Talks as a whole: made, listed, shown, checked, brought in and taken out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from goodoffices.errors import StoreError
from goodoffices.record.acts import RecordExported
from goodoffices.record.sealing import opened_event
from goodoffices.stores.opening import opened_file as opened
from tests.doors.cli.conftest import HARBOUR, WORDS, Run, lane

NEW = ["talks", "new", "bay", "--title", "The bay", "--seat", "m:mediator:Mediator"]
RIGHT = """format: goodoffices-talks/1
talks:
  name: bay
  title: The bay
  actors:
    - {name: Mediator, kind: person, roles: [{role: mediator}]}
  seats:
    - {name: m, kind: mediator, title: Mediator, actor: Mediator}
record:
  - id: first
    by: m
    recorded: "2031-03-03T09:00:00+00:00"
    entry:
      content: {kind: note, text: Ask about the tide.}
"""


# New


def test_new_talks_have_their_seats_actors_and_agenda(harbour: Run):
    talks = harbour("lane --seat ministry --json").json["talks"]
    assert [seat["name"] for seat in talks["seats"]] == ["union", "company", "ministry", "judge"]
    assert talks["actors"][0] == {
        "name": "Fishers",
        "kind": "association",
        "roles": [{"role": "observer"}],
    }
    assert talks["actors"][1] == {
        "name": "Dockers Union",
        "kind": "not stated",
        "roles": [{"role": "party"}],
    }
    (issue,) = talks["agenda"]["issues"]
    assert (issue["key"], issue["ordered"]) == ("trial", True)
    assert [option["key"] for option in issue["options"]] == ["one-month", "two-months", "three-months"]


def test_the_days_of_new_talks_are_those_of_their_time_zone(run: Run):
    assert run([*NEW, "--time-zone", "Asia/Qatar", "--about", "Fish."]).code == 0
    talks = run("lane --seat m --json").json["talks"]
    assert (talks["time_zone"], talks["about"]) == ("Asia/Qatar", "Fish.")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--seat", "union"], "NAME:KIND:ACTOR[:TITLE]"),
        (["--seat", "union:boss:Union"], "boss is no kind of seat"),
        (["--seat", "someone:reader:Union"], "reader"),
        (["--seat", "m:party:Other"], "name a seat twice"),
        (["--seat", "Big Seat:party:Other"], "seats[1].name"),
        (["--actor", "Union:union"], "NAME:KIND:ROLE"),
        (["--actor", "Union:union:boss"], "boss is no role"),
        (["--issue", "trial:Length"], "KEY:TITLE:OPTION,OPTION"),
        (["--issue", "trial:Length:one,one"], "names an option twice"),
        (["--time-zone", "Atlantis/Center"], "not a time zone"),
        (["--title", "pay 40" + chr(0x202E) + "0"], "U+202E"),
    ],
)
def test_what_is_no_seat_actor_issue_or_zone_is_wrong_use_and_makes_nothing(
    run: Run, tmp_path: Path, options, expected
):
    answer = run([*NEW, *options])
    assert answer.code == 2
    assert expected in answer.err
    assert not list(tmp_path.iterdir())


def test_a_taken_name_is_an_error(harbour: Run):
    answer = harbour(HARBOUR)
    assert (answer.code, "harbour already" in answer.err) == (1, True)


# List


def test_a_newcomer_sees_the_examples_ardmere_first(run: Run):
    answer = run("talks list")
    assert answer.code == 0
    assert "none yet" in answer.out
    assert run("talks list --json").json["examples"][0] == "port-of-ardmere"


def test_the_list_names_the_talks_of_the_store_and_their_seats(harbour: Run):
    assert "union, company, ministry, judge" in harbour("talks list").out
    held = harbour("talks list --json").json
    assert held["store"] == "goodoffices.db"
    assert held["talks"][0]["seats"][0] == {
        "name": "union",
        "kind": "party",
        "title": "Dockers Union",
        "actor": "Dockers Union",
    }


def test_a_store_that_is_named_and_not_there_is_an_error(run: Run):
    answer = run("talks list --store nowhere.db")
    assert (answer.code, "there is no store at nowhere.db" in answer.err) == (1, True)


# Check


def test_a_right_file_is_said_to_be_right(run: Run, tmp_path: Path):
    (tmp_path / "bay.yaml").write_text(RIGHT)
    assert run("talks check bay.yaml").out == "bay.yaml is right: The bay (seats: 1, rows: 1).\n"
    assert run("talks check - --json", typed=RIGHT).json["checked"]["record"] == 1


@pytest.mark.parametrize(
    ("wrong", "line", "field"),
    [
        (RIGHT.replace("kind: note", "kind: noise"), 14, "record[0].entry.content.kind"),
        (RIGHT.replace("text: Ask", "txt: Ask"), 14, "record[0].entry.content"),
        (RIGHT.replace("by: m", "by: nobody"), 11, "record[0].by"),
        (RIGHT.replace("2031-03-03T09", "2031-02-30T09"), 12, "record[0].recorded"),
        (RIGHT.replace("title: The bay", "title: &a The bay"), 4, "talks.title"),
        (RIGHT.replace("goodoffices-talks/1", "other/1"), 1, "format"),
    ],
    ids=["kind", "unknown field", "seat", "date", "anchor", "format"],
)
def test_a_wrong_file_gets_the_line_the_field_and_what_was_expected(run: Run, wrong, line, field):
    answer = run("talks check - --json", typed=wrong)
    error = answer.json["error"]
    assert answer.code == 2
    assert (error["kind"], error["line"]) == ("TalksFileError", line)
    assert error["field"].startswith(field)
    assert error["expected"]
    told = run("talks check -", typed=wrong)
    assert (told.code, told.out) == (2, "")
    assert f"line {line}, {error['field']}: " in told.err


def test_a_file_that_is_not_there_and_a_name_that_is_none_are_errors(run: Run):
    assert run("talks check nowhere.yaml").code == 1
    answer = run("talks check nowhere")
    assert (answer.code, "port-of-ardmere" in answer.err) == (1, True)


# Import and export


def test_of_a_wrong_file_nothing_is_brought_in(run: Run, tmp_path: Path):
    (tmp_path / "bay.yaml").write_text(RIGHT.replace("by: m", "by: nobody"))
    assert run("talks import bay.yaml").code == 2
    assert [file.name for file in tmp_path.iterdir()] == ["bay.yaml"]


def test_what_is_half_brought_in_leaves_no_talks(harbour: Run, tmp_path: Path, monkeypatch):
    from goodoffices.desk import opening

    def full(*_: object, **__: object) -> None:
        raise StoreError("the disk is full")

    (tmp_path / "bay.yaml").write_text(RIGHT)
    monkeypatch.setattr(opening, "append", full)
    assert harbour("talks import bay.yaml").code == 1
    assert [talks["name"] for talks in harbour("talks list --json").json["talks"]] == ["harbour"]


def test_talks_are_brought_in_once(run: Run, tmp_path: Path):
    (tmp_path / "bay.yaml").write_text(RIGHT)
    assert run("talks import bay.yaml --json").json["imported"]["name"] == "bay"
    answer = run("talks import bay.yaml")
    assert (answer.code, "bay already" in answer.err) == (1, True)


def test_what_is_taken_out_whole_reads_as_what_was_brought_in(run: Run):
    from goodoffices.desk.examples import find
    from goodoffices.record.talks_yaml import read

    assert run("talks import port-of-ardmere").code == 0
    answer = run("talks export port-of-ardmere --whole --reason 'A copy'")
    example = find("port-of-ardmere")
    assert answer.code == 0
    assert example is not None
    assert read(answer.out) == read(example.read_text(encoding="utf-8"))


def test_taking_the_whole_out_is_recorded_with_its_reason(harbour: Run, tmp_path: Path):
    assert harbour("talks export harbour --whole --reason 'For the archive'").code == 0
    store = opened(tmp_path / "goodoffices.db")
    acts = [opened_event(row.envelope).act for row in store.log("harbour")]
    store.close()
    assert acts[-1] == RecordExported(reason="For the archive")
    assert len(lane(harbour, "union")) == 1


def test_what_a_seat_takes_out_is_what_it_may_see(told: Run, tmp_path: Path):
    answer = told("talks export harbour --seat company --output company.json")
    assert (answer.code, answer.out) == (0, "")
    written = tmp_path / "company.json"
    assert WORDS not in written.read_text()
    assert written.read_text() == told("lane --seat company --json").out
    if os.name != "nt":
        assert written.stat().st_mode & 0o077 == 0


def test_a_file_that_is_there_is_never_written_over(harbour: Run, tmp_path: Path):
    (tmp_path / "mine.yaml").write_text("mine")
    answer = harbour("talks export harbour --whole --reason Copy --output mine.yaml")
    assert (answer.code, (tmp_path / "mine.yaml").read_text()) == (1, "mine")
    assert "exists already" in answer.err


@pytest.mark.parametrize(
    "options", ["", "--whole", "--whole --seat union --reason Copy"], ids=["neither", "no reason", "both"]
)
def test_an_export_says_what_is_taken_out_and_why(harbour: Run, options: str):
    assert harbour(f"talks export harbour {options}").code == 2


def test_talks_that_the_store_does_not_hold_are_an_error(harbour: Run):
    for line in ("export nowhere --seat union", "export nowhere --whole --reason Copy"):
        assert harbour(f"talks {line}").code == 1


def test_an_export_that_fails_leaves_no_file_and_no_record_of_it(harbour: Run, tmp_path: Path):
    assert harbour("talks export nowhere --whole --reason Copy --output here.yaml").code == 1
    assert not (tmp_path / "here.yaml").exists()
    assert harbour("talks export harbour --whole --reason Copy --output no/folder.yaml").code == 1
    assert recorded(tmp_path) == ["talks_opened"]


def recorded(folder: Path) -> list[str]:
    """The kinds of all acts in the log of the harbour, as the archive holds them."""
    store = opened(folder / "goodoffices.db")
    acts = [opened_event(row.envelope).act for row in store.log("harbour")]
    store.close()
    return [str(act.__struct_config__.tag) for act in acts]


# Close a seat


def test_a_closed_seat_reads_nothing_from_the_command_line_either(harbour: Run):
    assert harbour("talks close-seat harbour --seat company").code == 0
    answer = harbour("lane --talks harbour --seat company")
    assert (answer.code, "there is no seat company" in answer.err) == (1, True)
    assert harbour("talks close-seat harbour --seat company --json").code == 1
    assert harbour("talks close-seat harbour --seat union --json").json == {
        "closed": {"talks": "harbour", "seat": "union"}
    }
