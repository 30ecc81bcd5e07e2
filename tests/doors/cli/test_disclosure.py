"""Asking the owner of a confidence, and the owner's answer."""

from __future__ import annotations

import pytest

from tests.doors.cli.conftest import Run, lane, last

SEND = [
    "relay",
    "send",
    "--seat",
    "ministry",
    "--to",
    "Harbour Company",
    "--rests-on",
    "2",
    "--text",
    "It may.",
]


@pytest.fixture
def asked(harbour: Run) -> Run:
    """The ministry was told something without terms, and has asked to pass it on."""
    harbour("message send --seat union --to ministry --text 'A trial could do.'")
    assert harbour(SEND).code == 3
    answer = harbour(
        "disclosure ask 2 --seat ministry --to 'Harbour Company' --attribution by_side --wording 'A trial.'"
    )
    assert answer.code == 0
    return harbour


def test_the_owner_sees_what_would_be_passed_on_and_to_whom(asked: Run):
    request = last(asked, "union")
    assert (request["type"], request["to"], request["given"], request["attribution"], request["wording"]) == (
        "disclosure_request_received",
        "Harbour Company",
        "in_substance",
        "by_side",
        "A trial.",
    )


def test_once_it_is_allowed_it_may_go(asked: Run):
    assert asked("disclosure allow 3 --seat union --words 'But soon.'").code == 0
    assert last(asked, "ministry")["words"] == "But soon."
    assert asked(SEND).code == 0


def test_once_it_is_refused_it_may_not_go(asked: Run):
    answer = asked("disclosure refuse 3 --seat union")
    assert answer.code == 0
    assert last(asked, "ministry")["allowed"] is False
    assert asked(SEND).code == 3


def test_nobody_else_learns_of_the_question(asked: Run):
    assert len(lane(asked, "company")) == len(lane(asked, "judge")) == 1


def test_the_answer_of_an_owner_without_a_seat_is_noted_by_the_mediator(harbour: Run):
    harbour("message note --seat ministry --from Fishers --text 'The harbour mouth silts up.'")
    assert harbour("disclosure ask 2 --seat ministry --to 'Harbour Company' --in-words").code == 0
    assert harbour("disclosure allow 3 --seat ministry").code == 0
    assert harbour(SEND).code == 0


def test_only_the_owner_answers(asked: Run):
    assert asked("disclosure allow 3 --seat company").code == 3
