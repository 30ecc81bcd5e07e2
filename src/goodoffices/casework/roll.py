"""Who is who at the talks, as far as the asking seat knows."""

from __future__ import annotations

from goodoffices.record.view import View
from goodoffices.terms.actor import Actor, Seat, SeatKind


def own_name(view: View) -> str:
    """The actor that the view's seat belongs to; the seat's title where it has none (a reader's)."""
    return view.seat.actor or view.seat.title


def name_of(view: View, seat: str) -> str:
    """The actor that a seat belongs to; the seat's own name where the talks show no such seat."""
    found = view.talks.seat(seat)
    return seat if found is None else found.actor or found.title


def actor_named(view: View, name: str) -> Actor | None:
    """The actor of that name, or None."""
    return next((actor for actor in view.talks.actors if actor.name == name), None)


def room_of(view: View, actor: str) -> Seat | None:
    """The seat from which an actor reads what is passed on to it, or None where it has no account here.

    Mediators share entries with each other and have no such room; a reader has no part in the talks.
    """
    return next(
        (
            seat
            for seat in view.talks.seats
            if seat.actor == actor
            and seat.kind not in {SeatKind.MEDIATOR, SeatKind.READER}
            and seat.name not in view.closed
        ),
        None,
    )


def names_of(view: View, actor: str) -> tuple[str, ...]:
    """The name of an actor, and those of all who speak for it."""
    return (actor, *spokespersons(view, actor))


def spokespersons(view: View, actor: str) -> tuple[str, ...]:
    """The names of all who speak for an actor, in order."""
    found = actor_named(view, actor)
    return () if found is None else tuple(person.name for person in found.spokespersons)
