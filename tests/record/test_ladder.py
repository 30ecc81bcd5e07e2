"""The way of a message: every leg, every report on it, and a state that is derived and never set."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.record.acts import EntryNoted, RelayDrafted, RelayNoted, RelaySent
from goodoffices.record.items import (
    AcknowledgementReceived,
    LaneItem,
    Matter,
    MessageReceived,
    ReadBackReceived,
    Welcome,
)
from goodoffices.record.ladder import Carried, LegState, carried, reported, state_of
from goodoffices.record.view import View, fold
from goodoffices.terms.actor import Actor, Seat, SeatKind
from goodoffices.terms.entry import Entry, Link, LinkType, Part, PartRole, Status
from goodoffices.terms.message import Delivery, HopReport, Message
from goodoffices.terms.relay import Relay
from goodoffices.terms.source import Source, SourceType
from goodoffices.terms.talks import Talks
from goodoffices.terms.when import Precision, When

D = Delivery


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ([], LegState.NOT_STATED),
        ([D.NOT_STATED], LegState.NOT_STATED),
        ([D.ASKED], LegState.ASKED),
        ([D.ASKED, D.UNCLEAR], LegState.UNCLEAR),
        ([D.SENT, D.UNCLEAR], LegState.UNCLEAR),
        ([D.ASKED, D.DELIVERED], LegState.DELIVERED),
        ([D.SENT, D.ACKNOWLEDGED], LegState.ACKNOWLEDGED),
        ([D.READ_BACK, D.DELIVERED, D.ACKNOWLEDGED], LegState.READ_BACK),
        ([D.SENT, D.REFUSED], LegState.REFUSED),
        ([D.ASKED, D.DENIED], LegState.DENIED),
        ([D.UNCLEAR, D.DENIED], LegState.DENIED),
        ([D.DELIVERED, D.DENIED], LegState.DISPUTED),
        ([D.DELIVERED, D.UNCLEAR], LegState.DISPUTED),
        ([D.READ_BACK, D.REFUSED], LegState.DISPUTED),
        ([D.SENT, D.DENIED], LegState.DISPUTED),
        ([D.REFUSED, D.DENIED], LegState.DISPUTED),
    ],
)
def test_the_state_of_a_leg_is_what_its_reports_come_to(said: list[Delivery], state: LegState) -> None:
    assert state_of(said) is state


@given(st.lists(st.sampled_from(Delivery)), st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_changes_the_state(said: list[Delivery], chance) -> None:
    again = said * 2
    chance.shuffle(again)
    assert state_of(again) is state_of(said)


@given(st.sampled_from(Delivery))
def test_a_single_report_is_the_state(said: Delivery) -> None:
    assert state_of([said]).value == said.value


def report(leg: int, delivery: Delivery, status: Status = Status.STATED, *links: Link, **more: str) -> Entry:
    way = {1: ("North", "Envoy"), 2: ("Envoy", "South")}[leg]
    return Entry(
        content=HopReport(leg=leg, teller=way[0], hearer=way[1], delivery=delivery, **more),
        status=status,
        sources=(Source(type=SourceType.UNATTRIBUTED),),
        links=links or (Link(type=LinkType.CARRIES, to="m1"),),
    )


def states(ways: Sequence[Carried]) -> list[tuple[str | None, list[tuple[int, str]]]]:
    return [(way.message, [(leg.number, leg.state.value) for leg in way.legs]) for way in ways]


def test_legs_stand_in_their_order_each_with_all_that_is_said_of_it() -> None:
    entries = [
        ("e1", report(2, D.ASKED)),
        ("e2", report(1, D.DELIVERED, wording="Tell them.", place="Oslo")),
        ("e3", report(2, D.UNCLEAR, Status.UNCLEAR)),
    ]
    (way,) = reported(entries)
    assert states([way]) == [("m1", [(1, "delivered"), (2, "unclear")])]
    first, second = way.legs
    assert (first.teller, first.hearer) == ("North", "Envoy")
    assert (first.reports[0].wording, first.reports[0].place) == ("Tell them.", "Oslo")
    assert [(said.entry, said.sources) for said in second.reports] == [
        ("e1", ("the report's own voice",)),
        ("e3", ("the report's own voice",)),
    ]


def test_a_report_whose_source_denies_it_is_a_denial() -> None:
    ways = reported([("e1", report(2, D.DELIVERED)), ("e2", report(2, D.DELIVERED, Status.DENIED))])
    assert states(ways) == [("m1", [(2, "disputed")])]


def test_a_report_that_was_corrected_no_longer_counts() -> None:
    links = (Link(type=LinkType.CARRIES, to="m1"), Link(type=LinkType.CORRECTS, to="e1"))
    ways = reported([("e1", report(2, D.DENIED)), ("e2", report(2, D.DELIVERED, Status.STATED, *links))])
    assert states(ways) == [("m1", [(2, "delivered")])]


def test_a_report_that_names_no_message_is_kept_all_the_same() -> None:
    ways = reported([("e1", report(1, D.SENT, Status.STATED, Link(type=LinkType.ABOUT, to="m9")))])
    assert states(ways) == [(None, [(1, "sent")])]


def test_without_reports_there_is_no_way_to_show() -> None:
    assert reported([("m1", Entry(content=Message(content="Tell them.")))]) == ()


SEAT = Seat(name="envoy", kind=SeatKind.MEDIATOR, title="The envoy", actor="Envoy")
NORTH = Seat(name="north", kind=SeatKind.PARTY, title="North", actor="North")
SOUTH = Seat(name="south", kind=SeatKind.PARTY, title="South", actor="South")
TALKS = Talks(
    name="valley",
    title="The valley",
    actors=tuple(Actor(name=name, kind="village") for name in ("Envoy", "North", "South")),
    seats=(SEAT, NORTH, SOUTH),
)
MESSAGE = Entry(
    content=Message(content="We can wait."),
    actors=(Part(role=PartRole.ISSUER, canonical="North"),),
    when=When(precision=Precision.DAY, start="2031-03-03"),
)
RELAY = Relay(to="South", rests_on=("i2",), text="They are in no hurry.")


def view_of(*matters: Matter) -> View:
    items = (
        LaneItem(id=f"i{number}", number=number, at="2031-03-03", matter=matter)
        for number, matter in enumerate((Welcome(talks=TALKS, seat=SEAT), *matters), start=1)
    )
    view = fold(items)
    assert view is not None
    return view


def test_a_message_relayed_on_the_platform_has_two_legs_and_each_answer_on_the_hearers_word() -> None:
    (way,) = carried(
        view_of(
            MessageReceived(sender="north", entry=MESSAGE),
            RelaySent(to="south", relay=RELAY),
            AcknowledgementReceived(sender="south", relay="i3"),
            ReadBackReceived(sender="south", relay="i3", text="No hurry, then."),
        )
    )
    first, second = way.legs
    assert (way.message, first.teller, first.hearer, first.state) == (
        "i2",
        "North",
        "Envoy",
        LegState.DELIVERED,
    )
    assert (second.teller, second.hearer, second.state) == ("Envoy", "South", LegState.READ_BACK)
    assert [(said.entry, said.delivery, said.sources, said.wording) for said in second.reports] == [
        ("i3", D.SENT, ("Envoy",), "They are in no hurry."),
        ("i4", D.ACKNOWLEDGED, ("South",), None),
        ("i5", D.READ_BACK, ("South",), "No hurry, then."),
    ]


def test_what_was_noted_and_passed_on_by_mouth_is_a_way_too() -> None:
    noted = RelayNoted(relay=RELAY, when=When(precision=Precision.DAY, start="2031-03-04"), place="the mill")
    answer = report(2, D.READ_BACK, Status.STATED, Link(type=LinkType.ABOUT, to="i3"), wording="No hurry.")
    (way,) = carried(view_of(EntryNoted(entry=MESSAGE), noted, EntryNoted(entry=answer)))
    assert states([way]) == [("i2", [(1, "delivered"), (2, "read_back")])]
    assert way.legs[1].reports[0].place == "the mill"


def test_a_message_that_nobody_passed_on_and_a_draft_are_no_way() -> None:
    assert carried(view_of(MessageReceived(sender="north", entry=MESSAGE), RelayDrafted(relay=RELAY))) == ()


def test_a_relay_that_rests_on_no_message_is_a_way_of_its_own() -> None:
    own = RelaySent(to="south", relay=Relay(to="South", text="Will you come?"))
    assert states(carried(view_of(own))) == [("i2", [(2, "sent")])]


def test_a_seat_is_shown_the_reports_it_noted() -> None:
    entry = report(1, D.DELIVERED, Status.STATED, Link(type=LinkType.CARRIES, to="i2"))
    assert states(carried(view_of(EntryNoted(entry=MESSAGE), EntryNoted(entry=entry)))) == [
        ("i2", [(1, "delivered")])
    ]
