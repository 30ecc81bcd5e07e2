"""The seats of the talks at one event."""

from __future__ import annotations

import msgspec

from goodoffices.record.acts import Event, SeatOpened, TalksOpened
from goodoffices.terms.actor import Seat
from goodoffices.terms.talks import Talks
from goodoffices.terms.word import Word


class Standing(Word):
    """The fold of seats up to an event; empty before the talks are opened, at the instant `opened`."""

    talks: Talks | None = None
    opened: str | None = None

    @property
    def seats(self) -> tuple[Seat, ...]:
        """All seats open so far, in the order of their opening."""
        return () if self.talks is None else self.talks.seats

    def roll(self) -> Talks:
        """The talks with all seats open so far. Raises `LookupError` before the opening."""
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
                return Standing(talks=grown, opened=self.opened)
            case _:
                return self
