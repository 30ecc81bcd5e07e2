"""A seat's own view: the fold of its lane, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

from goodoffices.record.held import Followers, Held
from goodoffices.record.items import ClosingSeen, LaneItem, Matter, SeatSeen, Welcome, entry_in
from goodoffices.terms.actor import Seat
from goodoffices.terms.entry import Entry
from goodoffices.terms.talks import Talks

M = TypeVar("M", bound=Matter)


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Everything one seat holds, in the order in which it came.

    `closed` names the seats that this one knows to be closed; its own among them, it is a former member's.
    """

    talks: Talks
    seat: Seat
    items: Held = msgspec.field(default_factory=Held)
    closed: frozenset[str] = frozenset()

    @property
    def followers(self) -> Followers:
        """Which later items refer to an item: acknowledgements, withdrawals, answers."""
        return self.items.followers

    @property
    def is_closed(self) -> bool:
        """Whether this seat itself was closed: nobody reads from it any more."""
        return self.seat.name in self.closed

    @property
    def opened(self) -> str | None:
        """The instant at which the talks were opened."""
        first = next(iter(self)).matter
        return first.opened if isinstance(first, Welcome) else None

    @property
    def version(self) -> int:
        """The running number of the last item; what pages and caches go by."""
        return len(self.items)

    def __iter__(self) -> Iterator[LaneItem]:
        """All items, oldest first."""
        return self.items.oldest_first()

    def item(self, identity: str) -> LaneItem | None:
        """The item of that identity, or None: "not there" and "not for you" are one answer."""
        return self.items.get(identity)

    def entry(self, identity: str) -> Entry | None:
        """The entry that an item brings, or None."""
        item = self.items.get(identity)
        return None if item is None else entry_in(item.matter)

    def of_type(self, kind: type[M]) -> Iterator[tuple[LaneItem, M]]:
        """All items whose matter is of a class, oldest first, each with its matter."""
        for item in self.items.of_class(kind):
            if isinstance(item.matter, kind):
                yield item, item.matter

    def following(self, identity: str, kind: type[M]) -> tuple[tuple[LaneItem, M], ...]:
        """The later items of a class that refer to an item, oldest first."""
        return tuple(
            (item, item.matter) for item in self.items.following(identity) if isinstance(item.matter, kind)
        )

    def extended(self, items: Iterable[LaneItem]) -> View:
        """The view once more items have come: the same as folding all of them anew; itself if none has.

        Costs what has come, however long the lane is (`Held.extended` says when it costs more).
        """
        come = tuple(items)
        if not come:
            return self
        talks, closed = self.talks, self.closed
        for item in come:
            match item.matter:
                case SeatSeen(seat=seat):
                    talks = msgspec.structs.replace(talks, seats=(*talks.seats, seat))
                case ClosingSeen(seat=name):
                    closed |= {name}
                case _:
                    pass
        return View(talks=talks, seat=self.seat, items=self.items.extended(come), closed=closed)


def fold(items: Iterable[LaneItem]) -> View | None:
    """The view that a lane's items make, oldest first; None for an empty lane.

    Raises `ValueError` where the first item is no welcome: such a lane belongs to nobody.
    """
    all_of_them = tuple(items)
    if not all_of_them:
        return None
    match all_of_them[0].matter:
        case Welcome(talks=talks, seat=seat):
            return View(talks=talks, seat=seat).extended(all_of_them)
        case _:
            raise ValueError("a lane begins with the welcome of its seat")
