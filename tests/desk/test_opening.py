"""A talks file is opened all or nothing, and taken away as it was."""

from __future__ import annotations

import msgspec
import pytest

from goodoffices.casework.commands import NoteEntry
from goodoffices.desk.archive import seat_part, whole
from goodoffices.desk.desk import Desk
from goodoffices.desk.examples import find, names
from goodoffices.desk.opening import open_file
from goodoffices.errors import TalksFileError
from goodoffices.record.acts import EntryNoted, MessageSent, MessageWithdrawn
from goodoffices.record.items import MessageReceived
from goodoffices.record.talks_file import FORMAT, Row, TalksFile
from goodoffices.record.talks_yaml import read as read_talks
from goodoffices.record.talks_yaml import write as write_talks
from goodoffices.stores.memory import MemoryStore
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry, Link, LinkType
from goodoffices.terms.message import Message
from goodoffices.testing.ports import SeededChance, SetClock
from tests.desk.conftest import TALKS


def fresh() -> Desk:
    return Desk(MemoryStore(), clock=SetClock(), chance=SeededChance())


def note(text: str, *about: str) -> Entry:
    links = tuple(Link(type=LinkType.ABOUT, to=other) for other in about)
    return Entry(content=Note(text=text), links=links)


def sent(text: str) -> MessageSent:
    return MessageSent(to="ministry", entry=Entry(content=Message(content=text)))


@pytest.mark.parametrize("name", names())
def test_an_example_taken_out_whole_is_what_was_brought_in(name: str) -> None:
    path = find(name)
    assert path is not None
    file = read_talks(path.read_text(encoding="utf-8"))
    desk = fresh()
    open_file(desk, file)
    assert whole(desk, name, reason="A test.") == file


@pytest.mark.parametrize("name", names())
def test_an_opened_example_passes_the_check_of_its_store(name: str) -> None:
    path = find(name)
    assert path is not None
    desk = fresh()
    open_file(desk, read_talks(path.read_text(encoding="utf-8")))
    assert desk.store.check() == ()


def test_taking_the_whole_out_is_itself_recorded_and_shown_to_nobody() -> None:
    desk = fresh()
    desk.open_talks(TALKS)
    before = {seat.name: desk.view("test", seat.name).version for seat in TALKS.seats}
    whole(desk, "test", reason="For the archive.")
    assert len(desk.store.log("test")) == 2
    assert {seat.name: desk.view("test", seat.name).version for seat in TALKS.seats} == before


def test_a_link_may_point_forward_in_a_file() -> None:
    rows = (
        Row(id="first", by="judge", entry=note("See below.", "second")),
        Row(id="second", by="judge", entry=note("Here.")),
    )
    desk = fresh()
    open_file(desk, TalksFile(format=FORMAT, talks=TALKS, record=rows))
    _, first, second = desk.view("test", "judge")
    assert isinstance(first.matter, EntryNoted)
    assert first.matter.entry.links == (Link(type=LinkType.ABOUT, to=second.id),)


def test_a_link_to_what_the_addressee_does_not_hold_is_dropped_for_it_alone() -> None:
    message = msgspec.structs.replace(
        sent("As we wrote to ourselves."),
        entry=Entry(
            content=Message(content="As we wrote."), links=(Link(type=LinkType.ABOUT, to="private"),)
        ),
    )
    rows = (Row(id="private", by="union", entry=note("Private.")), Row(id="m1", by="union", act=message))
    desk = fresh()
    open_file(desk, TalksFile(format=FORMAT, talks=TALKS, record=rows))
    *_, received = desk.view("test", "ministry")
    *_, own = desk.view("test", "union")
    assert isinstance(received.matter, MessageReceived)
    assert isinstance(own.matter, MessageSent)
    assert received.matter.entry.links == ()
    assert len(own.matter.entry.links) == 1


def test_a_file_whose_acts_do_not_fit_leaves_nothing_behind() -> None:
    rows = (
        Row(id="m1", by="union", act=sent("Hello.")),
        Row(id="m2", by="company", act=MessageWithdrawn(to="ministry", message="m1")),
    )
    desk = fresh()
    with pytest.raises(TalksFileError, match="does not hold"):
        open_file(desk, TalksFile(format=FORMAT, talks=TALKS, record=rows))
    assert desk.store.talks() == ()


def test_imported_rows_keep_the_instants_they_claim_and_others_see_the_day() -> None:
    rows = (Row(id="m1", by="union", recorded="2031-03-01T23:30:00+00:00", act=sent("Hello.")),)
    desk = fresh()
    open_file(desk, TalksFile(format=FORMAT, talks=TALKS, record=rows))
    *_, own = desk.view("test", "union")
    *_, received = desk.view("test", "ministry")
    assert (own.at, received.at) == ("2031-03-01T23:30:00.000Z", "2031-03-02")


def test_a_record_whose_clock_went_back_is_taken_out_and_read_again() -> None:
    desk = fresh()
    desk.open_talks(TALKS)
    desk.act("test", "judge", NoteEntry(entry=note("At nine.")))
    assert isinstance(desk.clock, SetClock)
    desk.clock.advance(days=-1)
    desk = Desk(desk.store, clock=desk.clock, chance=desk.chance)  # an open desk refuses such a clock
    desk.act("test", "judge", NoteEntry(entry=note("The day before.")))
    taken = whole(desk, "test", reason="A test.")
    assert read_talks(write_talks(taken)) == taken


def test_a_seats_part_holds_no_identity_of_the_file() -> None:
    rows = (Row(id="chosen-by-the-author", by="union", act=sent("Hello.")),)
    desk = fresh()
    open_file(desk, TalksFile(format=FORMAT, talks=TALKS, record=rows))
    for seat in TALKS.seats:
        part = msgspec.json.encode(seat_part(desk, "test", seat.name))
        assert b"chosen-by-the-author" not in part
