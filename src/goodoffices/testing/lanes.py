"""One seat's lane, made by hand: for tests that need a view and no desk."""

from __future__ import annotations

from goodoffices.record.items import LaneItem, Matter, Welcome
from goodoffices.record.view import View, fold
from goodoffices.terms.talks import Talks


class Lane:
    """A lane that grows item by item; identities are `item-1`, `item-2` and so on.

    >>> from goodoffices.terms.actor import Actor, Seat, SeatKind
    >>> judge = Seat(name="judge", kind=SeatKind.MEDIATOR, title="The judge", actor="The judge")
    >>> person = Actor(name="The judge", kind="person")
    >>> Lane(Talks(name="t", title="T", actors=(person,), seats=(judge,)), "judge").view.version
    1
    """

    def __init__(self, talks: Talks, seat: str, *, day: str = "2031-03-03") -> None:
        found = talks.seat(seat)
        if found is None:
            raise LookupError(seat)
        self.day = day
        self._items: list[LaneItem] = []
        self.add(Welcome(talks=talks, seat=found))

    def add(self, matter: Matter, *, at: str | None = None) -> str:
        """Append an item, on the lane's present day unless told otherwise; its identity."""
        number = len(self._items) + 1
        self._items.append(LaneItem(id=f"item-{number}", number=number, at=at or self.day, matter=matter))
        return self._items[-1].id

    @property
    def view(self) -> View:
        """What the seat holds so far."""
        view = fold(self._items)
        if view is None:
            raise LookupError("a lane begins with its welcome")
        return view
