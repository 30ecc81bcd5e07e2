"""A quay, a union and a port company that do not meet, and two mediators between them."""

from __future__ import annotations

from functools import partial

import pytest

from goodoffices.casework.commands import Command
from goodoffices.casework.decide import decide
from goodoffices.casework.refusal import Decided, Refusal
from goodoffices.record.acts import DisclosureAsked, DisclosureDecided, EntryNoted
from goodoffices.record.items import DisclosureDecisionReceived, MessageReceived
from goodoffices.record.view import View
from goodoffices.terms.actor import Actor, Role, Seat, SeatKind, Spokesperson, Tenure
from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.entry import Entry, Part, PartRole
from goodoffices.terms.handling import Attribution, Handling
from goodoffices.terms.message import Given, Message
from goodoffices.terms.moment import Moment
from goodoffices.terms.source import Source, SourceType
from goodoffices.terms.talks import Talks
from goodoffices.testing.lanes import Lane

UNION, PORT, MINISTRY, JUDGE = "Quay Workers' Union", "Tern Port Company", "Labour Ministry", "Judge Okoro"
SHIPPERS, PRESS = "Shippers' League", "Tern Gazette"


def actor(name: str, role: Role, *people: str) -> Actor:
    return Actor(
        name=name,
        kind="organisation",
        roles=(Tenure(role=role),),
        spokespersons=tuple(Spokesperson(name=person) for person in people),
    )


TALKS = Talks(
    name="tern-quay",
    title="Tern quay",
    practice=True,
    actors=(
        actor(UNION, Role.PARTY, "Ines Halloran"),
        actor(PORT, Role.PARTY, "Viktor Brandt"),
        actor(MINISTRY, Role.MEDIATOR),
        actor(JUDGE, Role.MEDIATOR),
        actor(SHIPPERS, Role.OUTSIDE_POWER),
    ),
    seats=(
        Seat(name="union", kind=SeatKind.PARTY, title="Union", actor=UNION),
        Seat(name="port", kind=SeatKind.PARTY, title="Port", actor=PORT),
        Seat(name="ministry", kind=SeatKind.MEDIATOR, title="Ministry", actor=MINISTRY),
        Seat(name="judge", kind=SeatKind.MEDIATOR, title="Judge", actor=JUDGE),
        Seat(name="reader", kind=SeatKind.READER, title="Reader"),
    ),
    agenda=Agenda(
        issues=(
            Issue(
                key="wage",
                title="Wage",
                options=(Option(key="two", title="2 %"), Option(key="three", title="3 %")),
                ordered=True,
            ),
        )
    ),
)

WORDS = "We could open pier four on Friday night if the guards leave before noon."
SUBSTANCE = "They see a way to let one berth work again soon."
TODAY = Moment(instant="2031-03-05T09:00:00.000Z", day="2031-03-05")


class Table:
    """One seat's lane, and what happens at it."""

    def __init__(self, seat: str = "ministry", talks: Talks = TALKS) -> None:
        self.lane = Lane(talks, seat)

    @property
    def view(self) -> View:
        return self.lane.view

    def add(self, matter, **kwargs) -> str:
        return self.lane.add(matter, **kwargs)

    def told(
        self, handling: Handling | None = None, *, words: str = WORDS, by: str = "union", **parts
    ) -> str:
        """A message reached this seat through the platform."""
        name = next(seat.actor for seat in TALKS.seats if seat.name == by) or by
        return self.add(MessageReceived(sender=by, entry=said(name, words, handling, **parts)))

    def noted(self, handling: Handling | None = None, *, words: str = WORDS, by: str = UNION, **parts) -> str:
        """The seat noted what was said to it by mouth."""
        return self.add(EntryNoted(entry=said(by, words, handling, **parts)))

    def leave(
        self,
        confidence: str,
        to: str = PORT,
        *,
        allowed: bool = True,
        given: Given = Given.IN_SUBSTANCE,
        attribution: Attribution = Attribution.AS_OWN,
        wording: str | None = None,
        by_mouth: bool = False,
    ) -> str:
        """The owner was asked and has answered."""
        asked = self.add(
            DisclosureAsked(
                owner=None if by_mouth else "union",
                confidence=confidence,
                to=to,
                given=given,
                attribution=attribution,
                wording=wording,
            )
        )
        if by_mouth:
            return self.add(DisclosureDecided(request=asked, allowed=allowed))
        return self.add(DisclosureDecisionReceived(sender="union", request=asked, allowed=allowed))

    def decide(self, command: Command, moment: Moment = TODAY) -> Decided | Refusal:
        return decide(command, self.view, moment)

    def act(self, command: Command, moment: Moment = TODAY):
        """The single act that a command comes to."""
        decided = self.decide(command, moment)
        assert isinstance(decided, Decided), decided
        (act,) = decided.acts
        return act

    def do(self, command: Command, moment: Moment = TODAY) -> str:
        """Decide a command and let it stand in the lane."""
        return self.add(self.act(command, moment))

    def refused(self, command: Command, moment: Moment = TODAY) -> Refusal:
        refusal = self.decide(command, moment)
        assert isinstance(refusal, Refusal), refusal
        return refusal


def said(
    by: str,
    words: str,
    handling: Handling | None = None,
    *,
    written: str | None = None,
    source: Source | None = None,
    **fields,
) -> Entry:
    return Entry(
        content=Message(content=words, **fields),
        actors=(Part(role=PartRole.ISSUER, canonical=by, written=written),),
        sources=(source or Source(type=SourceType.FIRST_HAND, label=by),),
        handling=handling,
    )


@pytest.fixture
def table() -> Table:
    """The ministry's seat, empty but for its welcome."""
    return Table()


@pytest.fixture
def at():
    """A table at any seat."""
    return partial(Table)
