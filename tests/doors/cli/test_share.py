"""Showing a co-mediator one thing."""

from __future__ import annotations

from tests.doors.cli.conftest import WORDS, Run, lane, last


def test_what_one_mediator_was_told_the_other_lacks_until_it_is_shared(harbour: Run):
    harbour(
        "message send --seat union --to ministry --text 'A trial.' --terms in_words --tell 'Judge Ferrier'"
    )
    assert len(lane(harbour, "judge")) == 1
    answer = harbour("share 2 --seat ministry --to judge --words 'Before Monday.'")
    assert answer.code == 0
    received = last(harbour, "judge")
    assert (received["given_by"], received["words"]) == ("Dockers Union", "Before Monday.")
    assert last(harbour, "ministry")["type"] == "entry_shared"


def test_what_may_not_go_to_a_co_mediator_is_refused(told: Run):
    answer = told("share 2 --seat ministry --to judge")
    assert answer.code == 3
    assert len(lane(told, "judge")) == 1
    assert WORDS not in answer.out
