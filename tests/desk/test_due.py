"""What falls due is noted by the desk, for the seat that holds it, and changes nothing for anyone else."""

from __future__ import annotations

import threading

import pytest

from goodoffices.casework.commands import SendMessage, WithdrawMessage
from goodoffices.desk.desk import Accepted, Desk
from goodoffices.desk.hours import note_what_fell_due, open_hours
from goodoffices.record.acts import Due
from goodoffices.record.items import DueReceived
from goodoffices.terms.entry import Entry
from goodoffices.terms.handling import Form, Handling
from goodoffices.terms.message import Message
from goodoffices.testing.ports import SetClock
from tests.desk.conftest import TALKS

SEATS = tuple(seat.name for seat in TALKS.seats)


def send(desk: Desk, **dates: str) -> str:
    """A message from the union to the ministry on 3 March, and the union's identity of it."""
    handling = Handling(form=Form.IN_SUBSTANCE, to=("Company",), **dates)  # type: ignore[arg-type]
    entry = Entry(content=Message(content="We could live with four."), handling=handling)
    answer = desk.act("test", "union", SendMessage(to="ministry", entry=entry))
    assert isinstance(answer, Accepted)
    return answer.items[0]


def dues(desk: Desk, seat: str) -> list[Due]:
    return [noted.due for _, noted in desk.view("test", seat).of_type(DueReceived)]


@pytest.mark.parametrize(
    ("dates", "days", "expected"),
    [
        ({"not_before": "2031-03-05"}, 1, []),
        ({"not_before": "2031-03-05"}, 2, [Due.MAY_BE_TOLD]),
        ({"not_after": "2031-03-05"}, 2, []),
        ({"not_after": "2031-03-05"}, 3, [Due.MAY_NO_LONGER_BE_TOLD]),
        (
            {"not_before": "2031-03-04", "not_after": "2031-03-05"},
            9,
            [Due.MAY_BE_TOLD, Due.MAY_NO_LONGER_BE_TOLD],
        ),
        ({"not_before": "2031-03-01"}, 2, []),
        ({}, 100, []),
    ],
)
def test_a_dated_term_falls_due_on_its_day(
    desk: Desk, clock: SetClock, dates: dict[str, str], days: int, expected: list[Due]
) -> None:
    send(desk, **dates)
    clock.advance(days=days)
    desk.fall_due("test")
    assert dues(desk, "ministry") == expected


def test_the_day_is_the_day_of_the_talks(desk: Desk, clock: SetClock) -> None:
    send(desk, not_before="2031-03-04")
    clock.advance(minutes=12 * 60 + 5)  # 21:05 in UTC, and past midnight in Doha
    assert desk.fall_due("test") == 1


def test_it_falls_due_once(desk: Desk, clock: SetClock) -> None:
    send(desk, not_before="2031-03-05")
    clock.advance(days=2)
    assert [note_what_fell_due(desk), note_what_fell_due(desk)] == [1, 0]
    assert dues(desk, "ministry") == [Due.MAY_BE_TOLD]


def test_nobody_else_learns_that_a_day_has_come(desk: Desk, clock: SetClock) -> None:
    send(desk, not_before="2031-03-05")
    before = {seat: desk.store.lane("test", seat) for seat in SEATS if seat != "ministry"}
    clock.advance(days=2)
    desk.fall_due("test")
    assert {seat: desk.store.lane("test", seat) for seat in before} == before


def test_what_was_withdrawn_falls_due_no_more(desk: Desk, clock: SetClock) -> None:
    message = send(desk, not_before="2031-03-05")
    desk.act("test", "union", WithdrawMessage(message=message))
    clock.advance(days=2)
    assert desk.fall_due("test") == 0


def test_an_open_desk_looks_at_once(desk: Desk, clock: SetClock) -> None:
    send(desk, not_before="2031-03-05")
    clock.advance(days=2)
    told = threading.Event()
    desk.notices.listen("test", "ministry", lambda _head: told.set())
    with open_hours(desk):
        assert told.wait(20)
    assert dues(desk, "ministry") == [Due.MAY_BE_TOLD]
