"""A seat's own view: the fold of its lane, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

from goodoffices.record.items import (
    ClosingSeen,
    Erased,
    ErasureReceived,
    LaneItem,
    Matter,
    SeatSeen,
    Welcome,
    entry_in,
)
from goodoffices.record.references import references
from goodoffices.terms.actor import Seat
from goodoffices.terms.entry import Entry
from goodoffices.terms.talks import Talks

M = TypeVar("M", bound=Matter)


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Everything one seat holds, in the order in which it came.

    `followers` says which later items refer to an item: acknowledgements, withdrawals, answers.
    `closed` names the seats that this one knows to be closed; its own among them, it is a former member's.
    Never alter the dictionaries: `extended` makes a new view.
    """

    talks: Talks
    seat: Seat
    items: dict[str, LaneItem]
    followers: dict[str, tuple[str, ...]]
    closed: frozenset[str] = frozenset()

    @property
    def is_closed(self) -> bool:
        """Whether this seat itself was closed: nobody reads from it any more."""
        return self.seat.name in self.closed

    @property
    def opened(self) -> str | None:
        """The instant at which the talks were opened."""
        first = next(iter(self.items.values())).matter
        return first.opened if isinstance(first, Welcome) else None

    @property
    def version(self) -> int:
        """The running number of the last item; what pages and caches go by."""
        return len(self.items)

    def __iter__(self) -> Iterator[LaneItem]:
        """All items, oldest first."""
        return iter(self.items.values())

    def item(self, identity: str) -> LaneItem | None:
        """The item of that identity, or None: "not there" and "not for you" are one answer."""
        return self.items.get(identity)

    def entry(self, identity: str) -> Entry | None:
        """The entry that an item brings, or None."""
        item = self.items.get(identity)
        return None if item is None else entry_in(item.matter)

    def of_type(self, kind: type[M]) -> Iterator[tuple[LaneItem, M]]:
        """All items whose matter is of a class, oldest first, each with its matter."""
        for item in self.items.values():
            if isinstance(item.matter, kind):
                yield item, item.matter

    def following(self, identity: str, kind: type[M]) -> tuple[tuple[LaneItem, M], ...]:
        """The later items of a class that refer to an item, oldest first."""
        found: list[tuple[LaneItem, M]] = []
        for follower in self.followers.get(identity, ()):
            item = self.items[follower]
            if isinstance(item.matter, kind):
                found.append((item, item.matter))
        return tuple(found)

    def extended(self, items: Iterable[LaneItem]) -> View:
        """The view once more items have come: the same as folding all of them anew; itself if none has."""
        come = tuple(items)
        if not come:
            return self
        copied = msgspec.structs.replace(self, items=dict(self.items), followers=dict(self.followers))
        return _folded(copied, come)


def fold(items: Iterable[LaneItem]) -> View | None:
    """The view that a lane's items make, oldest first; None for an empty lane.

    Raises `ValueError` where the first item is no welcome: such a lane belongs to nobody.
    """
    stream = iter(items)
    first = next(stream, None)
    if first is None:
        return None
    match first.matter:
        case Welcome(talks=talks, seat=seat):
            return _folded(View(talks=talks, seat=seat, items={first.id: first}, followers={}), stream)
        case _:
            raise ValueError("a lane begins with the welcome of its seat")


def _folded(new: View, items: Iterable[LaneItem]) -> View:
    """The view with the items in it; `new` is nobody else's, so that its dictionaries may grow."""
    talks, closed, held, followers = new.talks, new.closed, new.items, new.followers
    for item in items:
        held[item.id] = item
        if isinstance(item.matter, ErasureReceived) and item.matter.subject in held:
            _erase(held, followers, item.matter.subject, item.at)
        for reference in dict.fromkeys(references(item.matter)):
            followers[reference] = (*followers.get(reference, ()), item.id)
        match item.matter:
            case SeatSeen(seat=seat):
                talks = msgspec.structs.replace(talks, seats=(*talks.seats, seat))
            case ClosingSeen(seat=name):
                closed |= {name}
            case _:
                pass
    return msgspec.structs.replace(new, talks=talks, closed=closed)


def _erase(held: dict[str, LaneItem], followers: dict[str, tuple[str, ...]], subject: str, day: str) -> None:
    """Show in the place of an item that its content was erased, on which day, and forget what it said."""
    before = held[subject]
    for reference in dict.fromkeys(references(before.matter)):
        rest = tuple(follower for follower in followers[reference] if follower != subject)
        if rest:
            followers[reference] = rest
        else:
            del followers[reference]
    held[subject] = LaneItem(id=before.id, number=before.number, at=day, matter=Erased())
