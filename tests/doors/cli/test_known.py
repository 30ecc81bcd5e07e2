"""The command `known`: a seat about itself, and the archive about all."""

from __future__ import annotations

import pytest

from tests.doors.cli.conftest import WORDS, Run, last

FAR = "2099-12-31"


def test_a_seat_is_told_what_it_knew_from_whom_and_in_which_words(told: Run):
    answer = told(f"known --seat ministry --on {FAR}")
    assert answer.code == 0
    assert "Dockers Union" in answer.out
    assert WORDS in answer.out
    assert "not passed on" in answer.out


def test_a_seat_that_knew_nothing_is_told_so(told: Run):
    assert "nothing yet" in told("known --seat company --on 2020-01-01").out


def test_a_seat_of_an_example_is_told_which_version_each_side_had_seen(run: Run):
    answer = run("known --talks port-of-ardmere --seat ministry --on 2031-03-17")
    assert "The sides have different versions before them." in answer.out
    assert "Their latest answers are to different versions." in answer.out


def test_the_answer_as_json_names_who_gave_it_and_when(told: Run):
    (thing,) = told(f"known --seat ministry --on {FAR} --json").json["known"]["things"]
    assert (thing["given_by"], len(thing["recorded"])) == ("Dockers Union", len("2031-03-05"))


def test_only_what_holds_some_words_is_shown(told: Run):
    assert WORDS in told(["known", "--seat", "union", "--on", FAR, "--words", "BERTH seven"]).out
    assert "nothing yet" in told(["known", "--seat", "union", "--on", FAR, "--words", "berth nine"]).out


def test_what_happened_later_can_be_left_out(told: Run):
    assert "nothing yet" in told(f"known --seat union --on {FAR} --happened-by 2020-01-01").out


def test_across_all_seats_is_for_the_archive_and_moves_no_lane(told: Run):
    answer = told(f'known --across --on {FAR} --reason "An inquiry"')
    assert answer.code == 0
    for seat in ("union", "company", "ministry", "judge"):
        assert f"What {seat} knew by {FAR}" in answer.out
    asked = f'known --across --on {FAR} --words "berth seven" --reason "An inquiry"'
    assert [one["seat"] for one in told(f"{asked} --json").json["known"]["trail"]] == ["union", "ministry"]
    assert "itself" in told(asked).out
    assert last(told, "union")["type"] == "message_sent"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("known --on 2031-03-05", "one of --seat and --across"),
        ("known --on 2031-03-05 --seat union --across --reason R", "one of --seat and --across"),
        ("known --on 2031-03-05 --across", "say why"),
        ("known --on 2031-03-05 --across --reason R --happened-by 2031-03-01", "with --seat only"),
        ("known --on 2031-03 --seat union", "no day such as"),
        ("known --on yesterday --seat union", "not a date"),
    ],
)
def test_what_cannot_be_asked_is_wrong_use(told: Run, line: str, expected: str):
    answer = told(line)
    assert answer.code == 2
    assert expected in answer.err


def test_a_seat_that_is_not_there_is_an_error(told: Run):
    assert told("known --seat nobody --on 2031-03-05").code == 1
