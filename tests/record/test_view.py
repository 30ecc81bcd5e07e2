"""A seat's view is the fold of its lane, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.record.acts import EntryNoted, MessageWithdrawn
from goodoffices.record.items import LaneItem, MessageReceived, SeatSeen, Welcome
from goodoffices.record.view import fold
from goodoffices.terms.actor import Actor, Seat, SeatKind
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry, Link, LinkType
from goodoffices.terms.message import Message
from goodoffices.terms.talks import Talks

MEDIATOR = Seat(name="m", kind=SeatKind.MEDIATOR, title="M", actor="M")
TALKS = Talks(name="test", title="Test", actors=(Actor(name="M", kind="ministry"),), seats=(MEDIATOR,))
WELCOME = LaneItem(id="i1", number=1, at="2031-03-03", matter=Welcome(talks=TALKS, seat=MEDIATOR))


def note(number: int, *about: int) -> LaneItem:
    links = tuple(Link(type=LinkType.ABOUT, to=f"i{other}") for other in about)
    matter = EntryNoted(entry=Entry(content=Note(text=f"Note {number}."), links=links))
    return LaneItem(id=f"i{number}", number=number, at="2031-03-03", matter=matter)


@st.composite
def lanes(draw: st.DrawFn) -> list[LaneItem]:
    length = draw(st.integers(1, 12))
    lane = [WELCOME]
    for number in range(2, length + 2):
        about = draw(st.lists(st.integers(1, number - 1), max_size=3))
        lane.append(note(number, *about))
    return lane


@given(lanes(), st.data())
def test_an_old_view_and_the_new_items_are_the_view_folded_anew(
    lane: list[LaneItem], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(1, len(lane)))
    old = fold(lane[:cut])
    assert old is not None
    longer, anew = old.extended(lane[cut:]), fold(lane)
    assert anew is not None
    assert longer == anew
    assert longer.followers == anew.followers


@given(lanes())
def test_extending_a_view_leaves_the_old_one_as_it_was(lane: list[LaneItem]) -> None:
    old = fold(lane)
    before = fold(lane)
    assert old is not None
    old.extended([note(len(lane) + 1, 1)])
    assert old == before


@given(lanes())
def test_the_version_is_the_number_of_the_last_item(lane: list[LaneItem]) -> None:
    view = fold(lane)
    assert view is not None
    assert view.version == lane[-1].number


def test_an_item_follows_whatever_it_refers_to_once() -> None:
    view = fold([WELCOME, note(2), note(3, 2, 2)])
    assert view is not None
    assert [item.id for item, _ in view.following("i2", EntryNoted)] == ["i3"]
    assert view.following("i2", MessageWithdrawn) == ()


def test_an_empty_lane_is_nobodys_view() -> None:
    assert fold([]) is None


def test_a_lane_that_begins_otherwise_is_refused() -> None:
    with pytest.raises(ValueError, match="welcome"):
        fold([note(1)])


def test_a_seat_that_opens_later_joins_the_roll() -> None:
    late = Seat(name="o", kind=SeatKind.OBSERVER, title="O", actor="M")
    view = fold([WELCOME, LaneItem(id="i2", number=2, at="2031-03-04", matter=SeatSeen(seat=late))])
    assert view is not None
    assert view.talks.seats == (MEDIATOR, late)


def test_what_is_not_there_is_none() -> None:
    view = fold([WELCOME])
    assert view is not None
    assert view.item("i9") is None
    assert view.entry("i9") is None


def test_a_message_is_found_by_its_class() -> None:
    message = MessageReceived(sender="a", entry=Entry(content=Message(content="Hello.")))
    view = fold([WELCOME, LaneItem(id="i2", number=2, at="2031-03-03", matter=message)])
    assert view is not None
    assert [matter.entry for _, matter in view.of_type(MessageReceived)] == [message.entry]
