"""The seats of the talks at one event."""

from __future__ import annotations

import msgspec

from goodoffices.record.acts import Event, SeatClosed, SeatOpened, TalksOpened
from goodoffices.terms.actor import Seat
from goodoffices.terms.identity import Slug
from goodoffices.terms.talks import Talks
from goodoffices.terms.word import Word


class Standing(Word):
    """The fold of seats up to an event; empty before the talks are opened, at the instant `opened`.

    `closed` names the seats that were closed again, in that order: they stay on the roll.
    """

    talks: Talks | None = None
    opened: str | None = None
    closed: tuple[Slug, ...] = ()

    @property
    def seats(self) -> tuple[Seat, ...]:
        """All seats opened so far, in the order of their opening."""
        return () if self.talks is None else self.talks.seats

    @property
    def open_seats(self) -> tuple[Seat, ...]:
        """Those of them that are not closed."""
        return tuple(seat for seat in self.seats if seat.name not in self.closed)

    def roll(self) -> Talks:
        """The talks with all seats opened so far. Raises `LookupError` before the opening."""
        if self.talks is None:
            raise LookupError("the talks are not open")
        return self.talks

    def after(self, event: Event) -> Standing:
        """The standing once an event has happened."""
        match event.act:
            case TalksOpened(talks=talks):
                return Standing(talks=talks, opened=event.recorded)
            case SeatOpened(seat=seat):
                talks = self.roll()
                grown = msgspec.structs.replace(talks, seats=(*talks.seats, seat))
                return Standing(talks=grown, opened=self.opened, closed=self.closed)
            case SeatClosed(seat=name):
                return msgspec.structs.replace(self, closed=(*self.closed, name))
            case _:
                return self
