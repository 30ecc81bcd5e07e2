"""Nothing shows unless a rule shows it."""

from __future__ import annotations

import pytest

from goodoffices.record.acts import (
    Act,
    ContentErased,
    DeliveryTold,
    DisclosureAsked,
    DisclosureDecided,
    Due,
    EntryNoted,
    EntryShared,
    Event,
    FellDue,
    KnowledgeAsked,
    MessageSent,
    MessageWithdrawn,
    PreferenceKept,
    ProposalAnswered,
    ProposalTabled,
    RecordExported,
    RelayAcknowledged,
    RelayDrafted,
    RelayNoted,
    RelayReadBack,
    RelaySent,
    SeatClosed,
    SeatOpened,
    TalksOpened,
    WithdrawalAnswered,
)
from goodoffices.record.items import (
    AcknowledgementReceived,
    AnswerReceived,
    ClosingSeen,
    DeliveryReceived,
    DisclosureDecisionReceived,
    DisclosureRequestReceived,
    DueReceived,
    EntryReceived,
    ErasureReceived,
    MessageReceived,
    ProposalReceived,
    ReadBackReceived,
    RelayReceived,
    SeatSeen,
    Welcome,
    WithdrawalAnswerReceived,
    WithdrawalReceived,
)
from goodoffices.record.standing import Standing
from goodoffices.record.visibility import visibility
from goodoffices.terms.actor import Actor, Role, Seat, SeatKind, Tenure
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry
from goodoffices.terms.handling import Attribution
from goodoffices.terms.message import Delivery, Given, Message
from goodoffices.terms.preference import Preference
from goodoffices.terms.relay import Relay
from goodoffices.terms.talks import Talks

SEATS = (
    Seat(name="a", kind=SeatKind.PARTY, title="A", actor="A"),
    Seat(name="b", kind=SeatKind.PARTY, title="B", actor="B"),
    Seat(name="m", kind=SeatKind.MEDIATOR, title="M", actor="M"),
    Seat(name="n", kind=SeatKind.MEDIATOR, title="N", actor="N"),
    Seat(name="o", kind=SeatKind.OBSERVER, title="O", actor="O"),
    Seat(name="p", kind=SeatKind.OUTSIDE_POWER, title="P", actor="P"),
)
TALKS = Talks(
    name="test",
    title="Test",
    actors=tuple(Actor(name=x, kind="party", roles=(Tenure(role=Role.PARTY),)) for x in "ABMNOP"),
    seats=SEATS,
)
STANDING = Standing(talks=TALKS, opened="2031-03-01T09:00:00.000Z")
MESSAGE = Entry(content=Message(content="The roof leaks."))
NOTE = Entry(content=Note(text="Mine alone."))
RELAY = Relay(to="B", rests_on=("e1",), attributed_to="A", text="There is water.")

# For each act: who does it, and what each other seat is shown. Whoever is not named is shown nothing.
SHOWN: list[tuple[str | None, Act, dict[str, type]]] = [
    ("a", EntryNoted(entry=NOTE), {}),
    ("a", MessageSent(to="m", entry=MESSAGE), {"m": MessageReceived}),
    ("a", MessageWithdrawn(to="m", message="e1"), {"m": WithdrawalReceived}),
    ("m", WithdrawalAnswered(to="a", message="e1", in_time=True), {"a": WithdrawalAnswerReceived}),
    ("m", RelayDrafted(relay=RELAY), {}),
    ("m", RelaySent(to="b", relay=RELAY), {"b": RelayReceived}),
    ("m", RelayNoted(relay=RELAY), {}),
    ("b", RelayAcknowledged(to="m", relay="e2"), {"m": AcknowledgementReceived}),
    ("b", RelayReadBack(to="m", relay="e2", text="Water."), {"m": ReadBackReceived}),
    (
        "m",
        DisclosureAsked(
            owner="a", confidence="e1", to="B", given=Given.IN_WORDS, attribution=Attribution.BY_SIDE
        ),
        {"a": DisclosureRequestReceived},
    ),
    (
        "m",
        DisclosureAsked(confidence="e1", to="B", given=Given.IN_WORDS, attribution=Attribution.AS_OWN),
        {},
    ),
    ("a", DisclosureDecided(to="m", request="e3", allowed=False), {"m": DisclosureDecisionReceived}),
    ("m", DisclosureDecided(request="e3", allowed=True), {}),
    ("m", DeliveryTold(to="a", message="e1", delivery=Delivery.DELIVERED), {"a": DeliveryReceived}),
    ("m", EntryShared(to="n", subject="e1", entry=MESSAGE), {"n": EntryReceived}),
    ("m", ProposalTabled(to="b", entry=NOTE), {"b": ProposalReceived}),
    ("b", ProposalAnswered(to="m", proposal="e4", entry=NOTE), {"m": AnswerReceived}),
    ("a", PreferenceKept(preference=Preference(holder="A", issues=(), reservation=0)), {}),
    (None, TalksOpened(talks=TALKS), dict.fromkeys("abmnop", Welcome)),
    (None, SeatOpened(seat=SEATS[-1]), {"p": Welcome, "m": SeatSeen, "n": SeatSeen}),
    (None, SeatClosed(seat="b"), {"b": ClosingSeen, "m": ClosingSeen, "n": ClosingSeen}),
    (None, SeatClosed(seat="n"), dict.fromkeys("abmnop", ClosingSeen)),
    (None, FellDue(to="n", subject="e1", due=Due.MAY_BE_TOLD), {"n": DueReceived}),
    (
        None,
        ContentErased(subject="e1", seats=("a", "m"), ordered_by="The court", reason="An order."),
        {"a": ErasureReceived, "m": ErasureReceived},
    ),
    (None, RecordExported(reason="The archive."), {}),
    (None, KnowledgeAsked(by="2031-03-03", reason="An inquiry."), {}),
]


@pytest.mark.parametrize(("author", "act", "others"), SHOWN, ids=lambda value: type(value).__name__)
def test_each_act_shows_what_the_table_says_and_nothing_else(
    author: str | None, act: Act, others: dict[str, type]
) -> None:
    event = Event(id="e9", recorded="2031-03-03T09:00:00.000Z", day="2031-03-03", seat=author, act=act)
    shown = {seat.name: visibility(event, STANDING, seat) for seat in SEATS}
    expected = {**dict.fromkeys(shown, type(None)), **others}
    if author is not None:
        assert shown[author] == act
        expected[author] = type(act)
    assert {name: type(matter) for name, matter in shown.items()} == expected


def test_the_table_holds_every_act() -> None:
    assert {type(act) for _, act, _ in SHOWN} == set(Act.__args__)


def test_the_addressee_of_a_relay_is_shown_no_more_than_was_passed_on() -> None:
    relay = RelaySent(to="b", relay=RELAY, draft="e5", confirmed=("It names the roof.",))
    event = Event(id="e9", recorded="2031-03-03T09:00:00.000Z", day="2031-03-03", seat="m", act=relay)
    shown = visibility(event, STANDING, SEATS[1])
    assert shown == RelayReceived(
        sender="m", text="There is water.", given=Given.IN_SUBSTANCE, attributed_to="A"
    )


def test_a_seat_that_is_not_on_the_roll_is_not_welcomed() -> None:
    event = Event(
        id="e9", recorded="2031-03-03T09:00:00.000Z", day="2031-03-03", act=TalksOpened(talks=TALKS)
    )
    stranger = Seat(name="x", kind=SeatKind.OBSERVER, title="X", actor="A")
    assert visibility(event, STANDING, stranger) is None


def test_what_the_desk_does_is_nobodys_own_act() -> None:
    event = Event(id="e9", recorded="2031-03-03T09:00:00.000Z", day="2031-03-03", act=EntryNoted(entry=NOTE))
    assert [visibility(event, STANDING, seat) for seat in SEATS] == [None] * len(SEATS)


@pytest.mark.parametrize(("author", "act", "others"), SHOWN, ids=lambda value: type(value).__name__)
def test_a_closed_seat_is_shown_nothing_more(author: str | None, act: Act, others: dict[str, type]) -> None:
    event = Event(id="e9", recorded="2031-03-03T09:00:00.000Z", day="2031-03-03", seat=author, act=act)
    closed = Standing(talks=TALKS, opened=STANDING.opened, closed=tuple("abmnop"))
    own = act.seat if isinstance(act, SeatClosed) else None
    assert [seat.name for seat in SEATS if visibility(event, closed, seat)] == ([own] if own else [])


def test_a_reader_is_not_told_that_a_seat_was_closed() -> None:
    event = Event(id="e9", recorded="2031-03-03T09:00:00.000Z", day="2031-03-03", act=SeatClosed(seat="m"))
    assert visibility(event, STANDING, Seat(name="r", kind=SeatKind.READER, title="R")) is None


def test_the_standing_keeps_the_roll_and_remembers_which_seats_were_closed() -> None:
    event = Event(id="e9", recorded="2031-03-03T09:00:00.000Z", day="2031-03-03", act=SeatClosed(seat="m"))
    after = STANDING.after(event)
    assert after.seats == STANDING.seats
    assert "m" not in {seat.name for seat in after.open_seats}
    late = Seat(name="q", kind=SeatKind.HOST, title="Q", actor="A")
    opened = Event(id="e10", recorded="2031-03-03T09:00:00.000Z", day="2031-03-03", act=SeatOpened(seat=late))
    assert after.after(opened).closed == ("m",)
