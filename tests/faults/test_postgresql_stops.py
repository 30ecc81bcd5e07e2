"""What was acknowledged outlives any stop of the server, and nothing else comes to be there."""

from __future__ import annotations

import pytest

from goodoffices.casework.commands import NoteEntry
from goodoffices.desk.desk import Desk
from goodoffices.stores.memory import MemoryStore
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry
from tests.desk.conftest import TALKS
from tests.faults.postgresql_stops import Sent, Stop, run, verdict

STOPS = list(Stop)


@pytest.mark.slow
def test_a_server_that_is_stopped_or_killed_under_load_loses_nothing_and_the_desks_go_on():
    found = run(STOPS)
    assert found.acknowledged > 100
    assert found.sound, found


@pytest.fixture
def noted() -> Desk:
    """A desk at which the judge noted three tokens."""
    desk = Desk(MemoryStore())
    desk.open_talks(TALKS)
    for number in range(3):
        desk.act("test", "judge", NoteEntry(entry=Entry(content=Note(text=f"token-judge-{number}"))))
    return desk


ALL = ["token-judge-0", "token-judge-1", "token-judge-2"]


def test_what_was_acknowledged_and_is_there_is_sound(noted: Desk):
    found = verdict(noted.store, [Sent("judge", acknowledged=ALL)])
    assert (found.acknowledged, found.sound) == (3, True)


def test_an_unsettled_act_may_be_there_or_not(noted: Desk):
    sent = Sent("judge", acknowledged=ALL[:2], unsettled=[ALL[2], "token-judge-3"])
    assert verdict(noted.store, [sent]).sound


def test_a_planted_loss_is_found(noted: Desk):
    assert verdict(noted.store, [Sent("judge", acknowledged=[*ALL, "token-judge-3"])]).lost == 1


def test_a_planted_phantom_is_found(noted: Desk):
    assert verdict(noted.store, [Sent("judge", acknowledged=ALL[:2], refused=ALL[2:])]).phantom == 1


def test_a_planted_repetition_is_found(noted: Desk):
    noted.act("test", "judge", NoteEntry(entry=Entry(content=Note(text=ALL[0]))))
    assert verdict(noted.store, [Sent("judge", acknowledged=ALL)]).repeated == 1


def test_a_planted_disorder_is_found(noted: Desk):
    assert verdict(noted.store, [Sent("judge", acknowledged=ALL[::-1])]).out_of_order == 1


def test_an_act_in_a_lane_of_another_is_a_phantom_there(noted: Desk):
    found = verdict(noted.store, [Sent("ministry", acknowledged=ALL)])
    assert (found.lost, found.phantom) == (3, 3)
