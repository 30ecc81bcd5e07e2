"""How far each log and each lane goes, as the one writer of a file knows it without asking the file."""

from __future__ import annotations


class Reached:
    """The last positions and numbers that were read or written; what is not known here may be known below.

    Each act has its own over those of its batch, and a batch over those that are committed: where an act or a
    commit fails, its own are dropped, and what lies below was true before.
    """

    __slots__ = ("_below", "_lanes", "_logs")

    def __init__(self, below: Reached | None = None) -> None:
        self._below = below
        self._lanes: dict[int, int] = {}
        self._logs: dict[int, int] = {}

    def lane(self, number: int) -> int | None:
        """The number of the last item of a lane, by its number in the catalogue; None where it is not known.

        >>> below = Reached()
        >>> below.set_lane(7, 3)
        >>> above = Reached(below)
        >>> above.set_lane(7, 4)
        >>> above.lane(7), below.lane(7), above.lane(8)
        (4, 3, None)
        """
        found = self._lanes.get(number)
        return self._below.lane(number) if found is None and self._below is not None else found

    def log(self, talks: int) -> int | None:
        """The position of the last event of talks, by their number in the catalogue."""
        found = self._logs.get(talks)
        return self._below.log(talks) if found is None and self._below is not None else found

    def set_lane(self, number: int, head: int) -> None:
        """Know the number of the last item of a lane."""
        self._lanes[number] = head

    def set_log(self, talks: int, position: int) -> None:
        """Know the position of the last event of talks."""
        self._logs[talks] = position

    def take(self, other: Reached) -> None:
        """Know what another knows, what lies below it left aside: it has ended well."""
        self._lanes |= other._lanes
        self._logs |= other._logs
