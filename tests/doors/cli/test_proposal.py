"""Proposals: noted in a version, shown to one side, answered in that version."""

from __future__ import annotations

import pytest

from tests.doors.cli.conftest import Run, lane, last

NOTE = ["proposal", "note", "--seat", "ministry", "--title", "First package", "--text", "A trial."]


@pytest.fixture
def tabled(harbour: Run) -> Run:
    assert harbour([*NOTE, "--number", "1", "--choose", "trial=two-months"]).code == 0
    assert harbour("proposal table 2 --seat ministry --to union").code == 0
    return harbour


def test_one_side_sees_the_version_with_its_package(tabled: Run):
    content = last(tabled, "union")["entry"]["content"]
    assert (content["title"], content["version"]) == ("First package", 1)
    assert content["package"] == {"choices": [{"issue": "trial", "option": "two-months"}]}
    assert len(lane(tabled, "company")) == 1


def test_the_answer_names_the_version_and_its_reservations(tabled: Run):
    answer = tabled(
        "proposal answer 2 --seat union --value accept_with_reservations --reservations 'Not at night.' "
        "--text 'With thanks.'"
    )
    assert answer.code == 0
    response = last(tabled, "ministry")["entry"]["content"]
    assert response == {
        "kind": "response",
        "value": "accept_with_reservations",
        "content": "With thanks.",
        "reservations": "Not at night.",
        "version": 1,
    }


def test_a_later_version_is_linked_to_the_one_it_follows(tabled: Run):
    tabled([*NOTE, "--number", "2", "--corrects", "2"])
    first = lane(tabled, "ministry")[1]["id"]
    assert last(tabled, "ministry")["entry"]["links"] == [{"type": "corrects", "to": first}]


def test_reservations_that_are_announced_and_not_given_are_refused(tabled: Run):
    assert tabled("proposal answer 2 --seat union --value accept_with_reservations").code == 3


def test_an_option_that_is_not_on_the_agenda_is_refused(harbour: Run):
    answer = harbour([*NOTE, "--choose", "trial=nine-years"])
    assert (answer.code, "nine-years" in answer.err) == (3, True)


def test_a_choice_without_an_option_is_wrong_use(harbour: Run):
    answer = harbour([*NOTE, "--choose", "trial"])
    assert (answer.code, "ISSUE=OPTION" in answer.err) == (2, True)
