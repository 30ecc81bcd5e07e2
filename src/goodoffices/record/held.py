"""The items of a lane, held together by views of several ages: an older one sees nothing of what came later.

A view of 100,000 items that gets one more need not copy them: both read the same list, each up to its own
length. Only an erasure, and a lane that went another way than was once thought, are copied.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from goodoffices.record.items import Erased, ErasureReceived, LaneItem, Matter
from goodoffices.record.references import references

K = TypeVar("K")


class _Grown:
    """What several of `Held` share: it is only ever appended to. Places count from 0, and only rise.

    `turn` holds one sign, which whoever appends takes out and puts back: to take it is one step. It stays out
    where somebody was interrupted, as what he appended may be half there.
    """

    __slots__ = ("beside", "classes", "followers", "items", "places", "turn")

    def __init__(self) -> None:
        self.beside: dict[str, object] = {}
        self.items: list[LaneItem] = []
        self.places: dict[str, int] = {}
        self.followers: dict[str, list[int]] = {}
        self.classes: dict[type[Matter], list[int]] = {}
        self.turn = [True]

    def append(self, item: LaneItem) -> None:
        place = len(self.items)
        self.items.append(item)
        self.places[item.id] = place
        self.classes.setdefault(type(item.matter), []).append(place)
        for reference in dict.fromkeys(references(item.matter)):
            self.followers.setdefault(reference, []).append(place)

    def copied(self, length: int) -> _Grown:
        """The first `length` items, apart from all else."""
        copy = _Grown()
        copy.items = self.items[:length]
        copy.places = {item.id: place for place, item in enumerate(copy.items)}
        copy.followers = _shorter(self.followers, length)
        copy.classes = _shorter(self.classes, length)
        return copy

    def erase(self, subject: str, day: str) -> None:
        """Show in the place of an item that its content was erased, on which day, and forget what it said.

        To be done on what nobody else reads.
        """
        place = self.places[subject]
        before = self.items[place]
        for reference in dict.fromkeys(references(before.matter)):
            self.followers[reference].remove(place)
            if not self.followers[reference]:
                del self.followers[reference]
        self.classes[type(before.matter)].remove(place)
        insort(self.classes.setdefault(Erased, []), place)
        self.items[place] = LaneItem(id=before.id, number=before.number, at=day, matter=Erased())


def _shorter(found: dict[K, list[int]], length: int) -> dict[K, list[int]]:
    """The places before a length, where there are any; another thread may be adding further ones."""
    before = {key: places[: bisect_left(places, length)] for key, places in found.copy().items()}
    return {key: places for key, places in before.items() if places}


class Held(Mapping[str, LaneItem]):
    """Items by their identities, oldest first. Safe to read while another thread makes a longer one of it.

    A look takes the same time in a lane of any length; so does adding an item.

    >>> from goodoffices.record.acts import EntryNoted
    >>> from goodoffices.terms.claim import Note
    >>> from goodoffices.terms.entry import Entry
    >>> noted = EntryNoted(entry=Entry(content=Note(text="Pier four.")))
    >>> first = Held().extended([LaneItem(id="a", number=1, at="2031-03-03", matter=noted)])
    >>> second = first.extended([LaneItem(id="b", number=2, at="2031-03-03", matter=noted)])
    >>> list(first), list(second), "b" in first
    (['a'], ['a', 'b'], False)
    """

    __slots__ = ("_grown", "_length")

    def __init__(self) -> None:
        self._grown = _Grown()
        self._length = 0

    def __getitem__(self, identity: str) -> LaneItem:
        """The item of that identity. Raises `KeyError`."""
        place = self._grown.places[identity]
        if place >= self._length:
            raise KeyError(identity)
        return self._grown.items[place]

    def __len__(self) -> int:
        """How many there are."""
        return self._length

    def __iter__(self) -> Iterator[str]:
        """The identities, oldest first."""
        return (item.id for item in self.oldest_first())

    def oldest_first(self, start: int = 0) -> Iterator[LaneItem]:
        """The items, oldest first, but for the first `start`."""
        return itertools.islice(self._grown.items, start, self._length)

    def __reversed__(self) -> Iterator[str]:
        """The identities, newest first."""
        return (self._grown.items[place].id for place in range(self._length - 1, -1, -1))

    def of_class(self, kind: type[Matter]) -> Sequence[LaneItem]:
        """The items whose matter is of a class, oldest first; costs no more than there are of them."""
        return self.at(self._grown.classes.get(kind, ()))

    @property
    def followers(self) -> Followers:
        """For each identity that items refer to, the items that do."""
        return Followers(self)

    def following(self, identity: str) -> Sequence[LaneItem]:
        """The items that refer to an identity, oldest first."""
        return self.at(self._grown.followers.get(identity, ()))

    def at(self, places: Sequence[int]) -> Sequence[LaneItem]:
        """The items at rising places, counted from 0; those behind the last item are left out."""
        items = self._grown.items
        return [items[place] for place in places[: bisect_left(places, self._length)]]

    def referred(self) -> Iterator[str]:
        """The identities that items refer to, each once."""
        found = self._grown.followers.copy()
        return (identity for identity, places in found.items() if places and places[0] < self._length)

    @property
    def beside(self) -> dict[str, object]:
        """Room for what is worked out of these items, so that it need not be worked out anew for a few more.

        Older and newer ones share it, whatever length they have. It goes with the items: where one of them
        was erased, the new one has a room of its own, and it is empty.
        """
        return self._grown.beside

    def extended(self, come: Sequence[LaneItem]) -> Held:
        """These items and more. What one of those that have come erases is not to be read in the new one.

        Costs a copy of all where something is erased, where others than these were added before, and where
        another thread adds some at this very moment.
        """
        grown = self._grown
        if any(isinstance(item.matter, ErasureReceived) for item in come):
            return self._apart(come)
        try:
            sign = grown.turn.pop()
        except IndexError:
            return self._apart(come)
        there = grown.items[self._length : self._length + len(come)]
        fits = there == list(come[: len(there)])
        if fits:
            for item in come[len(there) :]:
                grown.append(item)
        grown.turn.append(sign)
        return self._of(grown, self._length + len(come)) if fits else self._apart(come)

    def _apart(self, come: Sequence[LaneItem]) -> Held:
        grown = self._grown.copied(self._length)
        for item in come:
            grown.append(item)
            if isinstance(item.matter, ErasureReceived) and item.matter.subject in grown.places:
                grown.erase(item.matter.subject, item.at)
        return self._of(grown, len(grown.items))

    @staticmethod
    def _of(grown: _Grown, length: int) -> Held:
        made = Held.__new__(Held)
        made._grown, made._length = grown, length  # noqa: SLF001 - its own class
        return made


class Followers(Mapping[str, tuple[str, ...]]):
    """For each identity that items refer to, the identities of these items, oldest first."""

    __slots__ = ("_held",)

    def __init__(self, held: Held) -> None:
        self._held = held

    def __getitem__(self, identity: str) -> tuple[str, ...]:
        """The followers of one item. Raises `KeyError` where it has none."""
        found = tuple(item.id for item in self._held.following(identity))
        if not found:
            raise KeyError(identity)
        return found

    def __len__(self) -> int:
        """How many identities are referred to."""
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator[str]:
        """The identities that are referred to, each once."""
        return self._held.referred()
