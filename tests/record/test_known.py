"""What was known is a function of the lane up to a moment, and of nothing that came later."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.record.acts import (
    EntryNoted,
    EntryShared,
    MessageSent,
    MessageWithdrawn,
    ProposalTabled,
    RelayDrafted,
    RelayNoted,
    RelaySent,
)
from goodoffices.record.items import Matter, MessageReceived, RelayReceived, SeatSeen, WithdrawalReceived
from goodoffices.record.known import as_of, known, not_passed_on, trail
from goodoffices.terms.actor import Actor, Role, Seat, SeatKind, Tenure
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry, Link, LinkType, Part, PartRole
from goodoffices.terms.message import Given, Message
from goodoffices.terms.relay import Relay
from goodoffices.terms.source import Source, SourceType
from goodoffices.terms.talks import Talks
from goodoffices.terms.when import Precision, When
from goodoffices.testing.lanes import Lane


def actor(name: str, role: Role) -> Actor:
    return Actor(name=name, kind="organisation", roles=(Tenure(role=role),))


TALKS = Talks(
    name="quay",
    title="The quay",
    time_zone="Asia/Qatar",
    actors=(actor("Union", Role.PARTY), actor("Port", Role.PARTY), actor("Judge", Role.MEDIATOR)),
    seats=(
        Seat(name="union", kind=SeatKind.PARTY, title="Union", actor="Union"),
        Seat(name="port", kind=SeatKind.PARTY, title="Port", actor="Port"),
        Seat(name="judge", kind=SeatKind.MEDIATOR, title="Judge", actor="Judge"),
    ),
)

ROOMS = msgspec.structs.replace(
    TALKS,
    seats=(
        Seat(name="union", kind=SeatKind.PARTY, title="The union's room", actor="Union"),
        Seat(name="port", kind=SeatKind.PARTY, title="The port's room", actor="Port"),
        Seat(name="judge", kind=SeatKind.MEDIATOR, title="The judge's room", actor="Judge"),
        Seat(name="reader", kind=SeatKind.READER, title="The reading room"),
    ),
)
"""The same talks, where no seat's title is the name of whoever sits there."""


def said(text: str, **more) -> Entry:
    return Entry(content=Message(content=text), **more)


def on(day: str) -> When:
    return When(precision=Precision.DAY, start=day)


@pytest.fixture
def lane() -> Lane:
    return Lane(TALKS, "judge", day="2031-03-03")


def words(lane: Lane, by: str, **more) -> list[str]:
    return [" ".join(each.words) for each in known(lane.view, by=by, **more).things]


def test_what_came_later_was_not_known(lane: Lane):
    lane.add(MessageReceived(sender="union", entry=said("Two months.")), at="2031-03-04")
    lane.add(MessageReceived(sender="port", entry=said("Three months.")), at="2031-03-06")
    assert words(lane, "2031-03-03") == []
    assert words(lane, "2031-03-05") == ["Two months."]
    assert words(lane, "2031-03-06") == ["Two months.", "Three months."]


def test_a_day_counts_to_its_end_in_the_talks_own_time_zone(lane: Lane):
    lane.add(EntryNoted(entry=said("Said at two in the morning.")), at="2031-03-03T23:00:00.000Z")
    assert words(lane, "2031-03-03") == []
    assert words(lane, "2031-03-04") == ["Said at two in the morning."]


def test_an_instant_counts_to_the_instant(lane: Lane):
    lane.add(EntryNoted(entry=said("At noon.")), at="2031-03-04T12:00:00.000Z")
    assert words(lane, "2031-03-04T14:59:59+03:00") == []
    assert words(lane, "2031-03-04T15:00:00+03:00") == ["At noon."]


def test_what_is_dated_to_the_day_only_is_known_by_an_instant_once_that_day_is_over(lane: Lane):
    lane.add(MessageReceived(sender="union", entry=said("Some time that day.")), at="2031-03-04")
    assert words(lane, "2031-03-04T23:59:00+03:00") == []
    assert words(lane, "2031-03-05T00:00:00+03:00") == ["Some time that day."]


def test_from_whom_on_whose_word_and_in_which_words(lane: Lane):
    entry = said(
        "Two months.",
        when=on("2031-03-02"),
        sources=(Source(type=SourceType.NAMED, label="Ines Halloran"),),
        actors=(Part(role=PartRole.ISSUER, canonical="Union"),),
    )
    lane.add(MessageReceived(sender="union", entry=entry), at="2031-03-04")
    lane.add(RelaySent(to="port", relay=Relay(to="Port", text="There is room.")), at="2031-03-05T09:00:00Z")
    received, passed_on = known(lane.view, by="2031-03-05").things
    assert (received.given_by, received.said_by) == ("Union", ("Union", "Ines Halloran"))
    assert (received.recorded, received.happened) == ("2031-03-04", on("2031-03-02"))
    assert (passed_on.given_by, passed_on.words) == (None, ("There is room.",))


def test_what_happened_and_what_was_recorded_are_two_times(lane: Lane):
    lane.add(EntryNoted(entry=said("Old news.", when=on("2031-02-01"))), at="2031-03-10T09:00:00Z")
    lane.add(EntryNoted(entry=said("New news.", when=on("2031-03-09"))), at="2031-03-10T09:00:00Z")
    lane.add(EntryNoted(entry=said("Without a date.")), at="2031-03-10T09:00:00Z")
    assert words(lane, "2031-03-09") == []
    assert words(lane, "2031-03-10", happened_by="2031-02-28") == ["Old news."]
    assert words(lane, "2031-03-10", happened_by="2031-03-09") == ["Old news.", "New news."]


def test_a_correction_does_not_change_what_was_believed_before_it(lane: Lane):
    """The mediator's note says five years, the party's recollection three months."""
    first = lane.add(EntryNoted(entry=said("A freeze of five years.")), at="2031-03-04T09:00:00Z")
    link = Link(type=LinkType.CORRECTS, to=first)
    second = lane.add(EntryNoted(entry=said("Of three months.", links=(link,))), at="2031-03-06T09:00:00Z")
    assert [each.item for each in known(lane.view, by="2031-03-05").believed] == [first]
    assert [each.item for each in known(lane.view, by="2031-03-06").believed] == [second]
    assert known(lane.view, by="2031-03-06").things[0].corrected_by == second


@pytest.mark.parametrize("seat", ["judge", "union"])
def test_what_was_taken_back_was_known_and_no_longer_stood(seat: str):
    lane = Lane(TALKS, seat)
    if seat == "judge":
        message = lane.add(MessageReceived(sender="union", entry=said("Two months.")), at="2031-03-04")
        lane.add(WithdrawalReceived(sender="union", message=message), at="2031-03-05")
    else:
        message = lane.add(MessageSent(to="judge", entry=said("Two months.")), at="2031-03-04T09:00:00Z")
        lane.add(MessageWithdrawn(to="judge", message=message), at="2031-03-05T09:00:00Z")
    assert known(lane.view, by="2031-03-04").things[0].stood
    assert not known(lane.view, by="2031-03-05").things[0].stood


def test_drafts_and_openings_of_seats_are_no_knowledge(lane: Lane):
    lane.add(RelayDrafted(relay=Relay(to="Port", text="Perhaps.")))
    lane.add(SeatSeen(seat=Seat(name="league", kind=SeatKind.OBSERVER, title="League", actor="Port")))
    assert words(lane, "2031-03-30") == []


def test_before_its_welcome_a_seat_knew_nothing(lane: Lane):
    assert as_of(lane.view, "2031-03-02") is None
    assert known(lane.view, by="2031-03-02").things == ()
    assert not_passed_on(lane.view, by="2031-03-02") == ()


# What a mediator knew and had not passed on


def test_what_was_given_is_untold_until_a_relay_rests_on_it(lane: Lane):
    message = lane.add(MessageReceived(sender="union", entry=said("Two months.")), at="2031-03-04")
    relay = Relay(to="Port", text="There is room.", rests_on=(message,), given=Given.IN_SUBSTANCE)
    lane.add(RelaySent(to="port", relay=relay), at="2031-03-06T09:00:00Z")
    (untold,) = not_passed_on(lane.view, by="2031-03-05")
    assert (untold.item, untold.given_by, untold.not_told) == (message, "Union", ("Port",))
    assert not_passed_on(lane.view, by="2031-03-06") == ()


def test_what_was_noted_by_mouth_is_untold_too(lane: Lane):
    parts = (Part(role=PartRole.ISSUER, canonical="Port"),)
    lane.add(EntryNoted(entry=said("Four men.", actors=parts)), at="2031-03-04T09:00:00Z")
    lane.add(EntryNoted(entry=Entry(content=Note(text="Mine."))), at="2031-03-04T09:00:00Z")
    (untold,) = not_passed_on(lane.view, by="2031-03-05")
    assert (untold.given_by, untold.not_told, untold.words) == ("Port", ("Union",), ("Four men.",))


def test_what_neither_side_gave_is_untold_until_both_were_told(lane: Lane):
    parts = (Part(role=PartRole.ISSUER, canonical="Shippers"),)
    told = lane.add(EntryNoted(entry=said("We wait.", actors=parts)), at="2031-03-04T09:00:00Z")
    relay = Relay(to="Port", text="They wait.", rests_on=(told,))
    lane.add(RelaySent(to="port", relay=relay), at="2031-03-05T09:00:00Z")
    (untold,) = not_passed_on(lane.view, by="2031-03-05")
    assert (untold.told, untold.not_told) == (("Port",), ("Union",))


def test_it_was_given_by_an_actor_and_not_by_the_title_of_a_seat():
    lane = Lane(ROOMS, "judge")
    lane.add(MessageReceived(sender="union", entry=said("Two months.")), at="2031-03-04")
    lane.add(MessageReceived(sender="reader", entry=said("A question.")), at="2031-03-04")
    lane.add(MessageReceived(sender="clerk", entry=said("A reminder.")), at="2031-03-04")
    givers = ["Union", "The reading room", "clerk"]
    assert [each.given_by for each in known(lane.view, by="2031-03-05").things] == givers
    assert [each.given_by for each in not_passed_on(lane.view, by="2031-03-05")] == givers


def test_what_a_mediator_said_itself_was_given_by_nobody():
    lane = Lane(ROOMS, "judge")
    parts = (Part(role=PartRole.ISSUER, canonical="Judge"),)
    lane.add(EntryNoted(entry=said("I asked for time.", actors=parts)), at="2031-03-04T09:00:00Z")
    assert not_passed_on(lane.view, by="2031-03-05") == ()


@pytest.mark.parametrize(
    "told",
    [
        lambda message: RelaySent(to="port", relay=Relay(to="Port", text="Room.", rests_on=(message,))),
        lambda message: RelayNoted(relay=Relay(to="Port", text="Room.", rests_on=(message,))),
        lambda message: EntryShared(to="port", subject=message, entry=said("Two months.")),
        lambda message: ProposalTabled(to="port", subject=message, entry=said("Two months.")),
    ],
    ids=["a relay", "a relay by mouth", "an entry that was shared", "a proposal that was shown"],
)
def test_whatever_carried_it_to_the_other_side_told_it(told: Callable[[str], Matter]):
    lane = Lane(ROOMS, "judge")
    message = lane.add(MessageReceived(sender="union", entry=said("Two months.")), at="2031-03-04")
    lane.add(told(message), at="2031-03-05T09:00:00Z")
    assert [each.item for each in not_passed_on(lane.view, by="2031-03-04")] == [message]
    assert not_passed_on(lane.view, by="2031-03-05") == ()


# Where words stood


def test_the_trail_of_words_goes_from_seat_to_seat_in_time():
    union, judge, port = (Lane(TALKS, seat) for seat in ("union", "judge", "port"))
    union.add(MessageSent(to="judge", entry=said("We need  Two Months.")), at="2031-03-04T09:00:00Z")
    judge.add(MessageReceived(sender="union", entry=said("We need two months.")), at="2031-03-04")
    port.add(
        RelayReceived(sender="judge", text="They say two months.", given=Given.IN_WORDS), at="2031-03-07"
    )
    views = [port.view, union.view, judge.view]
    assert [seat for seat, _ in trail(views, "TWO months", by="2031-03-30")] == ["union", "judge", "port"]
    assert [seat for seat, _ in trail(views, "two months", by="2031-03-05")] == ["union", "judge"]
    assert trail(views, "two  years", by="2031-03-30") == ()
    assert trail(views, " ", by="2031-03-30") == ()


# The law behind all of it

days = st.integers(1, 28).map(lambda day: f"2031-03-{day:02}")


@given(st.lists(days, max_size=8), days)
def test_what_was_known_by_a_day_is_not_changed_by_what_comes_after_it(recorded: list[str], by: str):
    whole, cut = Lane(TALKS, "judge", day="2031-03-01"), Lane(TALKS, "judge", day="2031-03-01")
    for place, day in enumerate(recorded):
        matter = MessageReceived(sender="union", entry=said(f"Words {place}."))
        whole.add(matter, at=day)
        if day <= by:
            cut.add(matter, at=day)
    assert words(whole, by) == words(cut, by) == words(cut, "2031-03-31")
