"""The view that the desk keeps of a seat is what reading its lane anew would give, whatever was done."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.desk.desk import Accepted, Desk
from goodoffices.record.sealing import shown_item
from goodoffices.record.view import View, fold
from goodoffices.stores.memory import MemoryStore
from goodoffices.testing.ports import SeededChance, SetClock
from tests.casework.conftest import TALKS
from tests.casework.test_laws import command

SEATS = ("union", "ministry", "judge", "reader")


def read_anew(desk: Desk, seat: str) -> View | None:
    rows = desk.store.lane(TALKS.name, seat)
    return fold(shown_item(row.envelope, number=row.number, identity=row.identity) for row in rows)


def new_desk() -> Desk:
    desk = Desk(MemoryStore(), clock=SetClock(), chance=SeededChance())
    desk.open_talks(TALKS)
    return desk


def kept(desk: Desk) -> dict[tuple[str, str], View]:
    return dict(desk._views)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_whatever_is_done_from_whichever_seat_the_kept_views_are_those_of_the_lanes(data: st.DataObject):
    desk = new_desk()
    for _ in range(data.draw(st.integers(1, 6))):
        seat = data.draw(st.sampled_from(SEATS))
        view = desk.view(TALKS.name, seat)
        answer = desk.act(TALKS.name, seat, data.draw(command(tuple(view.items), view.seat.kind)))
        held = kept(desk)[TALKS.name, seat]
        anew = read_anew(desk, seat)
        assert anew is not None
        assert held == anew
        assert held.followers == anew.followers
        assert held.version == view.version + isinstance(answer, Accepted)
    for seat in SEATS:
        assert desk.view(TALKS.name, seat) == read_anew(desk, seat)
