"""A clock that jumps back is refused clearly: nothing is recorded under a time that has passed."""

from __future__ import annotations

import pytest

from goodoffices.casework.commands import SendMessage
from goodoffices.desk.desk import Accepted, Desk
from goodoffices.errors import ClockError
from goodoffices.testing.ports import SetClock
from tests.desk.test_desk import SEATS, lane, message


@pytest.fixture
def sent() -> SendMessage:
    return message()


def test_an_act_after_the_clock_went_back_is_refused_and_nothing_of_it_is_kept(
    desk: Desk, clock: SetClock, sent: SendMessage
):
    assert isinstance(desk.act("test", "union", sent), Accepted)
    before = {seat: lane(desk, seat) for seat in SEATS}
    clock.advance(days=-1)
    with pytest.raises(ClockError, match="went back by 1 day"):
        desk.act("test", "union", sent)
    with pytest.raises(ClockError):
        desk.fall_due("test")
    assert {seat: lane(desk, seat) for seat in SEATS} == before


def test_it_goes_on_once_the_clock_is_right_again(desk: Desk, clock: SetClock, sent: SendMessage):
    desk.act("test", "union", sent)
    clock.advance(minutes=-10)
    with pytest.raises(ClockError):
        desk.act("test", "union", sent)
    clock.advance(minutes=10)
    assert isinstance(desk.act("test", "union", sent), Accepted)


def test_a_small_adjustment_is_no_matter(desk: Desk, clock: SetClock, sent: SendMessage):
    desk.act("test", "union", sent)
    clock.advance(seconds=-60)
    assert isinstance(desk.act("test", "union", sent), Accepted)


def test_reading_goes_on_whatever_the_clock_shows(desk: Desk, clock: SetClock, sent: SendMessage):
    desk.act("test", "union", sent)
    clock.advance(days=-1)
    assert desk.view("test", "ministry").version == 2
    assert desk.moment(desk.view("test", "ministry")).day == "2031-03-02"
