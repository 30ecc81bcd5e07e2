"""After a restart the desk learns who sits at the talks from the ends of lanes, as from the whole log."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.desk.desk import Desk
from goodoffices.errors import AccessError
from goodoffices.record.sealing import opened_event
from goodoffices.record.standing import Standing
from goodoffices.stores.memory import MemoryStore
from goodoffices.terms.actor import Seat, SeatKind
from goodoffices.testing.ports import SeededChance, SetClock
from tests.desk.conftest import TALKS
from tests.desk.test_desk import message, note

KINDS = (SeatKind.PARTY, SeatKind.MEDIATOR, SeatKind.OBSERVER, SeatKind.READER)


def read_whole(desk: Desk) -> Standing:
    standing = Standing()
    for row in desk.store.log("test"):
        standing = standing.after(opened_event(row.envelope))
    return standing


def after_a_restart(desk: Desk) -> Standing:
    again = Desk(desk.store, clock=desk.clock, chance=desk.chance)
    with again.store.transaction("test") as transaction:
        return again._standing(transaction, "test")[1]


def something_is_done(desk: Desk, data: st.DataObject) -> None:
    names = [seat.name for seat in desk.roll("test").seats]
    seat = data.draw(st.sampled_from(names))
    match data.draw(st.sampled_from(["note", "message", "open", "close"])):
        case "open":
            kind = data.draw(st.sampled_from(KINDS))
            desk.open_seat("test", Seat(name=f"s{len(names)}", kind=kind, title="Late", actor="Union"))
        case "close":
            desk.close_seat("test", seat)
        case "message":
            desk.act("test", seat, message())
        case _:
            desk.act("test", seat, note())


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_ends_of_the_lanes_tell_the_same_standing_as_the_whole_log(data: st.DataObject):
    desk = Desk(MemoryStore(), clock=SetClock(), chance=SeededChance())
    desk.open_talks(TALKS)
    for _ in range(data.draw(st.integers(0, 8))):
        try:
            something_is_done(desk, data)
        except AccessError:
            continue  # the seat was closed before
    assert after_a_restart(desk) == read_whole(desk)
    assert desk.roll("test") == read_whole(desk).roll()


def test_talks_without_a_seat_are_known_all_the_same():
    desk = Desk(MemoryStore(), clock=SetClock(), chance=SeededChance())
    desk.open_talks(msgspec.structs.replace(TALKS, seats=()))
    assert after_a_restart(desk) == read_whole(desk)
