"""A seat asks about itself; all lanes are asked only by the archive, and that leaves its trace."""

from __future__ import annotations

import pytest

from goodoffices.casework.commands import NoteEntry, SendMessage, SendRelay
from goodoffices.desk.desk import Accepted, Desk
from goodoffices.desk.knowing import all_knew, seat_knew
from goodoffices.errors import UnknownTalks, WordError
from goodoffices.record.acts import KnowledgeAsked
from goodoffices.record.sealing import opened_event
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry
from goodoffices.terms.handling import Form, Handling
from goodoffices.terms.message import Message
from goodoffices.testing.ports import SetClock
from tests.desk.conftest import TALKS

SEATS = tuple(seat.name for seat in TALKS.seats)
COMPANY = SEATS.index("company")
WORDS = "Two months on berth seven."
WHY = "An inquiry."


@pytest.fixture
def told(desk: Desk, clock: SetClock) -> Desk:
    """The union told the ministry on Monday, and the ministry passed the substance on on Wednesday."""
    handling = Handling(form=Form.IN_SUBSTANCE, to=("Company",))
    entry = Entry(content=Message(content=WORDS), handling=handling)
    assert isinstance(desk.act("test", "union", SendMessage(to="ministry", entry=entry)), Accepted)
    received = next(reversed(desk.view("test", "ministry").items))
    clock.advance(days=2)
    relay = SendRelay(to="Company", rests_on=(received,), text="They could live with a trial.")
    assert isinstance(desk.act("test", "ministry", relay), Accepted)
    return desk


def test_a_seat_knows_only_its_own_part(told: Desk) -> None:
    company = seat_knew(told.view("test", "company"), by="2031-03-30")
    assert [each.words for each in company.things] == [("They could live with a trial.",)]
    assert company.untold == ()


def test_a_mediator_sees_what_she_had_not_passed_on(told: Desk) -> None:
    view = told.view("test", "ministry")
    assert [one.words for one in seat_knew(view, by="2031-03-04").untold] == [(WORDS,)]
    assert seat_knew(view, by="2031-03-05").untold == ()


def test_words_are_looked_for_in_what_was_known(told: Desk) -> None:
    view = told.view("test", "ministry")
    assert len(seat_knew(view, by="2031-03-05", words="BERTH seven").things) == 1
    assert seat_knew(view, by="2031-03-05", words="berth eight").things == ()


@pytest.mark.parametrize("by", ["2031-03", "2031", "yesterday", "2031-02-30", "2031-03-05T14:30", ""])
def test_what_is_no_day_and_no_instant_is_refused_and_leaves_no_trace(told: Desk, by: str) -> None:
    before = len(told.store.log("test"))
    with pytest.raises(WordError):
        seat_knew(told.view("test", "union"), by=by)
    with pytest.raises(WordError):
        seat_knew(told.view("test", "union"), by="2031-03-05", happened_by=by)
    with pytest.raises(WordError):
        all_knew(told, "test", by=by, reason=WHY)
    assert len(told.store.log("test")) == before


def test_across_all_lanes_each_seat_is_told_apart(told: Desk) -> None:
    found = all_knew(told, "test", by="2031-03-04", reason=WHY)
    counts = {one.seat: len(one.things) for one in found.seats}
    assert counts == {"union": 1, "company": 0, "ministry": 1, "judge": 0}


def test_across_all_lanes_times_are_those_of_the_log_to_the_instant(told: Desk) -> None:
    instants = ("2031-03-05T08:59:59Z", "2031-03-05T09:00:00Z")
    found = [all_knew(told, "test", by=by, reason=WHY) for by in instants]
    assert [len(one.seats[COMPANY].things) for one in found] == [0, 1]


def test_the_trail_of_words_names_the_seats_that_held_them(told: Desk) -> None:
    found = all_knew(told, "test", by="2031-03-30", reason=WHY, words="berth seven")
    assert [held.seat for held in found.trail] == ["union", "ministry"]


def test_that_the_archive_asked_is_in_the_log_and_in_no_lane(told: Desk) -> None:
    before = {seat: len(told.store.lane("test", seat)) for seat in SEATS}
    all_knew(told, "test", by="2031-03-30", reason=WHY, words="berth")
    last = opened_event(told.store.log("test")[-1].envelope)
    assert last.act == KnowledgeAsked(by="2031-03-30", reason=WHY, words="berth")
    assert (last.seat, last.account) == (None, None)
    assert {seat: len(told.store.lane("test", seat)) for seat in SEATS} == before
    assert told.store.check() == ()


def test_a_closed_seat_still_has_known_what_it_knew(told: Desk) -> None:
    told.close_seat("test", "company")
    found = all_knew(told, "test", by="2031-03-30", reason=WHY)
    assert len(found.seats[COMPANY].things) == 1


def test_after_the_archive_asked_the_desk_goes_on(told: Desk) -> None:
    all_knew(told, "test", by="2031-03-30", reason=WHY)
    note = NoteEntry(entry=Entry(content=Note(text="Still here.")))
    assert isinstance(told.act("test", "union", note), Accepted)


def test_unknown_talks_are_an_error(desk: Desk) -> None:
    with pytest.raises(UnknownTalks):
        all_knew(desk, "elsewhere", by="2031-03-30", reason=WHY)
