"""One mediated negotiation: its actors, agenda, seats and rules."""

from __future__ import annotations

from goodoffices.errors import WordError
from goodoffices.terms.actor import Actor, Role, Seat, SeatKind
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.identity import Slug
from goodoffices.terms.text import Label, Text
from goodoffices.terms.when import Precision, When, last_day
from goodoffices.terms.word import Word


class Talks(Word):
    """What all seats know of the talks from the start.

    `time_zone` is an IANA name: "the day" of every term and page is the day there. `practice` marks
    invented talks, in which one person may sit in every seat in turn; their clock may begin, when they are
    opened, at a `present` of their own (ISO 8601 with its offset), and runs on from there.

    `receipts` says whether seats may take proof of what they hold with them. Until the day `kept_until` no
    content is erased, whoever orders it; without one it may be erased on any day.
    """

    name: Slug
    title: Label
    about: Text | None = None
    time_zone: Label = "UTC"
    practice: bool = False
    present: str | None = None
    actors: tuple[Actor, ...] = ()
    seats: tuple[Seat, ...] = ()
    agenda: Agenda = Agenda()
    receipts: bool = True
    kept_until: str | None = None

    def __post_init__(self) -> None:
        """Refuse repeated names, seats of unknown actors, and days that do not exist."""
        if self.kept_until is not None:
            last_day(self.kept_until)
        if self.present is not None:
            if not self.practice:
                raise WordError("only practice talks have a present of their own")
            When(precision=Precision.INSTANT, start=self.present)
        actors = [actor.name for actor in self.actors]
        seats = [seat.name for seat in self.seats]
        if len(set(actors)) != len(actors):
            raise WordError("the talks name an actor twice")
        if len(set(seats)) != len(seats):
            raise WordError("the talks name a seat twice")
        for seat in self.seats:
            if seat.actor is not None and seat.actor not in actors:
                raise WordError(f"seat {seat.name} belongs to {seat.actor}, who is not among the actors")
            if seat.actor is None and seat.kind is not SeatKind.READER:
                raise WordError(f"seat {seat.name} needs an actor: only a reader's seat has none")

    def seat(self, name: str) -> Seat | None:
        """The seat of that name, or None."""
        return next((seat for seat in self.seats if seat.name == name), None)

    def seat_of(self, actor: str) -> Seat | None:
        """The first seat that belongs to an actor, or None where it has no account here."""
        return next((seat for seat in self.seats if seat.actor == actor), None)

    def seats_of_kind(self, kind: SeatKind) -> tuple[Seat, ...]:
        """All seats of a kind, in order."""
        return tuple(seat for seat in self.seats if seat.kind is kind)

    def actors_in(self, role: Role) -> tuple[str, ...]:
        """The canonical names of all actors that hold a role, in order."""
        return tuple(a.name for a in self.actors if any(tenure.role is role for tenure in a.roles))
