"""All that a seat may see."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.doors.cli.conftest import WORDS, Run


def test_a_seat_sees_its_own_acts_and_what_was_shown_to_it(told: Run):
    answer = told("lane --seat union")
    assert answer.code == 0
    assert WORDS in answer.out
    assert "in substance; to Harbour Company; by side" in answer.out


def test_a_seat_sees_nothing_of_what_passes_between_others(told: Run):
    for form in ("", " --json"):
        assert "berth" not in told(f"lane --seat company{form}").out


def test_the_shape_as_json_is_that_of_a_seat_s_export(told: Run):
    held = told("lane --seat union --json").json
    assert set(held) == {"format", "talks", "seat", "items"}
    assert [item["number"] for item in held["items"]] == [1, 2]
    assert set(held["items"][1]) == {"id", "number", "at", "matter"}


def test_of_others_acts_the_day_is_shown_and_not_the_time(told: Run):
    received = told("lane --seat ministry --json").json["items"][1]
    own = told("lane --seat union --json").json["items"][1]
    assert (len(received["at"]), len(own["at"])) == (10, 24)


def test_the_day_is_that_of_the_talks_own_time_zone(run: Run):
    run('talks new bay --title "The bay" --seat m:mediator:Mediator --time-zone Pacific/Kiritimati')
    run("entry note --seat m --text Tide.")
    note = run("lane --seat m --json").json["items"][-1]
    shown = datetime.fromisoformat(note["at"]).astimezone(ZoneInfo("Pacific/Kiritimati")).date().isoformat()
    assert f"2     {shown}" in run("lane --seat m").out


def test_an_example_is_read_from_one_of_its_seats(run: Run):
    answer = run("lane --talks port-of-ardmere --seat union")
    assert answer.code == 0
    assert "The port of Ardmere" in answer.out


def test_talks_of_the_store_come_before_an_example_of_that_name(run: Run):
    run("talks import port-of-ardmere")
    run("entry note --seat union --text 'Only in this store.'")
    assert "Only in this store." in run("lane --talks port-of-ardmere --seat union").out


def test_a_seat_that_is_not_there_is_an_error(told: Run):
    answer = told("lane --seat nobody")
    assert (answer.code, answer.err) == (1, "Error: there is no seat nobody at harbour\n")
