"""One act on one talks, on the writer's connection."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import chain
from typing import Any

import apsw
import msgspec

from goodoffices.errors import StoreError
from goodoffices.stores.catalogue import Catalogue, Lane
from goodoffices.stores.envelope_columns import columns
from goodoffices.stores.fitting import refuse_misfit
from goodoffices.stores.lane_table import LaneTable
from goodoffices.stores.reached import Reached
from goodoffices.stores.sqlite_rows import bounded, lane_rows, log_rows, rows, run
from goodoffices.stores.store import Answered, KeptAnswer, LaneRow, LogRow

_INSERT_EVENT = """
    INSERT INTO log (talks, position, identity, kind, version, opening, body, leaf, key)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ENDS = """
    SELECT log.position FROM lanes
    JOIN disclosures ON disclosures.lane = lanes.number AND disclosures.number IN
        (1, (SELECT max(number) FROM disclosures AS last WHERE last.lane = lanes.number))
    JOIN log ON log.number = disclosures.event
    WHERE lanes.talks = ? AND log.position > ?
"""


class Taken(msgspec.Struct, frozen=True):
    """Whether the identity of an event stands already, and in which seats' lanes that of their item does."""

    event: bool
    seats: frozenset[str]


NOTHING_TAKEN = Taken(event=False, seats=frozenset())


class SQLiteTransaction:
    """Reads and writes between the store's BEGIN and COMMIT; `talks` is their number in the catalogue.

    The new lanes stand in `opened` until the store has committed them; `last` is the number of the last
    event written, 0 before the first.
    """

    def __init__(
        self,
        connection: apsw.Connection,
        catalogue: Catalogue,
        names: Callable[[], str],
        talks: int,
        reached: Reached,
        beside: object = None,
    ) -> None:
        self._connection = connection
        self._catalogue = catalogue
        self._names = names
        self.talks = talks
        self.last = 0
        self._ended = False
        self.reached = Reached(reached)
        self.beside = beside
        self._answers: dict[tuple[str, str], Answered | None] = {}  # nobody else writes while this act does
        self.opened: dict[tuple[int, str], Lane] = {}

    def lane(self, seat: str, *, after: int = 0) -> tuple[LaneRow, ...]:
        """The items of a lane numbered above `after`."""
        lane = self._lane(seat)
        if lane is None or self._head(lane) <= after:
            return ()
        return lane_rows(seat, self._rows(lane.table.read, bounded(after)))

    def head(self, seat: str) -> int:
        """The number of the last item of a lane, or 0."""
        lane = self._lane(seat)
        return 0 if lane is None else self._head(lane)

    def log(self, *, after: int = 0) -> tuple[LogRow, ...]:
        """The events at positions above `after`."""
        if self._last_position() <= after:
            return ()
        return log_rows(self._connection, self.talks, after=after)

    def ends(self, *, after: int = 0) -> tuple[int, tuple[LogRow, ...]]:
        """The last position; and, above `after`, the first event and those at the ends of lanes."""
        position = self._last_position()
        if position <= after:
            return position, ()
        found = sorted({place for (place,) in self._rows(_ENDS, self.talks, bounded(after))} | {1})
        log = (
            log_rows(self._connection, self.talks, after=place - 1, last=place)
            for place in found
            if place > after
        )
        return position, tuple(chain.from_iterable(log))

    def events(self, seat: str, identities: tuple[str, ...]) -> dict[str, str]:
        """For each identity of a lane, its event."""
        lane = self._lane(seat)
        if lane is None:
            return {}
        statement = """
            SELECT log.identity FROM disclosures JOIN log ON log.number = disclosures.event
            WHERE disclosures.lane = ? AND disclosures.identity = ?
        """
        found = {name: self._rows(statement, lane.number, name) for name in identities}
        return {name: found_rows[0][0] for name, found_rows in found.items() if found_rows}

    def identities(self, seat: str, events: tuple[str, ...]) -> dict[str, str]:
        """For each event, its identity in a lane."""
        lane = self._lane(seat)
        if lane is None:
            return {}
        statement = """
            SELECT disclosures.identity FROM log JOIN disclosures ON disclosures.event = log.number
            WHERE log.talks = ? AND log.identity = ? AND disclosures.lane = ?
        """
        found = {event: self._rows(statement, self.talks, event, lane.number) for event in events}
        return {event: found_rows[0][0] for event, found_rows in found.items() if found_rows}

    def append(self, row: LogRow, lanes: tuple[LaneRow, ...]) -> None:
        """Write an event and its lane items. Raises `ValueError` where they do not fit, and writes none."""
        lying = [self._lane(item.seat) for item in lanes]
        # Where a lane is to be made, taken identities are looked for first; else the tables refuse them.
        taken = self._taken(row, lanes) if None in lying else NOTHING_TAKEN
        refuse_misfit(
            row,
            lanes,
            position=self._last_position(),
            head=self.head,
            event_is_there=lambda _: taken.event,
            item_is_there=lambda seat, _: seat in taken.seats,
        )
        self._insert_event(row)
        event = self._connection.last_insert_rowid()
        opened = [lane or self._open_lane(item.seat) for lane, item in zip(lying, lanes, strict=True)]
        self._disclose(event, row, lanes, opened)
        for lane, item in zip(opened, lanes, strict=True):
            self._run(lane.table.insert, item.number, item.identity, *columns(item.envelope))
            self.reached.set_lane(lane.number, item.number)
        self.reached.set_log(self.talks, row.position)
        self.last = event

    def answered(self, seat: str, key: str) -> Answered | None:
        """What was answered to a key of that seat."""
        self._refuse_ended()
        if (seat, key) not in self._answers:
            self._answers[seat, key] = self._read_answer(seat, key)
        return self._answers[seat, key]

    def _read_answer(self, seat: str, key: str) -> Answered | None:
        found = self._rows(
            "SELECT digest, answer FROM answers WHERE talks = ? AND seat = ? AND key = ?",
            self.talks,
            seat,
            key,
        )
        return Answered(digest=found[0][0], answer=found[0][1]) if found else None

    def answers(self) -> tuple[KeptAnswer, ...]:
        """Every answer that is kept, by seat and key."""
        statement = "SELECT seat, key, digest, answer FROM answers WHERE talks = ? ORDER BY seat, key"
        return tuple(
            KeptAnswer(seat=seat, key=key, answered=Answered(digest=digest, answer=answer))
            for seat, key, digest, answer in self._rows(statement, self.talks)
        )

    def remember(self, seat: str, key: str, answered: Answered) -> None:
        """Keep the answer to a key. Raises `ValueError` where it has one."""
        if self.answered(seat, key) is not None:
            raise ValueError("this key has its answer")
        self._run(
            "INSERT INTO answers VALUES (?, ?, ?, ?, ?)",
            self.talks,
            seat,
            key,
            answered.digest,
            answered.answer,
        )
        self._answers[seat, key] = answered

    def erase(self, position: int) -> None:
        """Destroy the content of an event and its items. Raises `ValueError` for an unknown position."""
        found = self._rows(
            "SELECT number FROM log WHERE talks = ? AND position = ?", self.talks, bounded(position)
        )
        if not found:
            raise ValueError(f"the log has no position {position}")
        event = found[0][0]
        self._run("UPDATE log SET opening = x'', body = x'', key = x'' WHERE number = ?", event)
        statement = """
            SELECT lanes.name, disclosures.number FROM disclosures
            JOIN lanes ON lanes.number = disclosures.lane WHERE disclosures.event = ?
        """
        for name, number in self._rows(statement, event):
            self._run(LaneTable(name).erase, number)

    def kept_key(self, name: str) -> bytes | None:
        """The wrapped key of that name, or None."""
        found = self._rows("SELECT wrapped FROM keys WHERE name = ?", name)
        return found[0][0] if found else None

    def keep_key(self, name: str, wrapped: bytes) -> None:
        """Keep a wrapped key. Raises `ValueError` where one of that name is kept."""
        if self.kept_key(name) is not None:
            raise ValueError(f"a key named {name} is kept")
        self._run("INSERT INTO keys VALUES (?, ?)", name, wrapped)

    def end(self) -> None:
        """Take nothing more: the connection belongs to the next act."""
        self._ended = True

    def _lane(self, seat: str) -> Lane | None:
        self._refuse_ended()
        place = self.talks, seat
        return self.opened.get(place) or self._catalogue.lanes.get(place)

    def _open_lane(self, seat: str) -> Lane:
        table = LaneTable(f"lane_{self._names()}")
        if any(lane.table == table for lane in (*self.opened.values(), *self._catalogue.lanes.values())):
            raise StoreError("the source of random names gave the same one twice: nothing was written")
        self._run(table.create)
        self._run("INSERT INTO lanes (talks, seat, name) VALUES (?, ?, ?)", self.talks, seat, table.name)
        lane = Lane(self._connection.last_insert_rowid(), table)
        self.opened[self.talks, seat] = lane
        return lane

    def _head(self, lane: Lane) -> int:
        found = self.reached.lane(lane.number)
        if found is None:
            found = int(self._rows(lane.table.head)[0][0])
            self.reached.set_lane(lane.number, found)
        return found

    def _last_position(self) -> int:
        """The position of the last event, or 0."""
        self._refuse_ended()
        found = self.reached.log(self.talks)
        if found is None:
            found = int(
                self._rows("SELECT coalesce(max(position), 0) FROM log WHERE talks = ?", self.talks)[0][0]
            )
            self.reached.set_log(self.talks, found)
        return found

    def _insert_event(self, row: LogRow) -> None:
        try:
            self._run(_INSERT_EVENT, self.talks, row.position, row.identity, *columns(row.envelope))
        except apsw.ConstraintError as reason:
            raise ValueError(f"event identity {row.identity} is taken") from reason

    def _disclose(self, event: int, row: LogRow, lanes: tuple[LaneRow, ...], opened: list[Lane]) -> None:
        """Name the items in the log; where one of their identities is taken, the event is taken out again."""
        if not lanes:
            return
        bindings: list[str | int | bytes] = []
        for ordinal, (lane, item) in enumerate(zip(opened, lanes, strict=True)):
            bindings += (lane.number, item.number, item.identity, item.envelope.leaf, event, ordinal)
        try:
            self._run(_disclosing(len(lanes)), *bindings)
        except apsw.ConstraintError as reason:
            self._run("DELETE FROM log WHERE number = ?", event)
            raise ValueError(f"an item identity that event {row.position} brings is taken") from reason

    def _taken(self, row: LogRow, lanes: tuple[LaneRow, ...]) -> Taken:
        """Which of the identities stand already, each in its own place: in one look."""
        asked = "EXISTS (SELECT 1 FROM log WHERE talks = ? AND identity = ?)"
        bindings: list[str | int] = [self.talks, row.identity]
        seats: list[str] = []
        for item in lanes:
            if (lane := self._lane(item.seat)) is not None:
                asked += ", EXISTS (SELECT 1 FROM disclosures WHERE lane = ? AND identity = ?)"
                bindings += (lane.number, item.identity)
                seats.append(item.seat)
        event, *items = self._rows(f"SELECT {asked}", *bindings)[0]
        return Taken(
            event=bool(event),
            seats=frozenset(seat for seat, taken in zip(seats, items, strict=True) if taken),
        )

    def _rows(self, statement: str, *bindings: str | int | bytes) -> list[Any]:
        self._refuse_ended()
        return rows(self._connection, statement, *bindings)

    def _run(self, statement: str, *bindings: str | int | bytes) -> None:
        run(self._connection, statement, *bindings)

    def _refuse_ended(self) -> None:
        if self._ended:
            raise StoreError("this transaction has ended: begin another")


@cache
def _disclosing(items: int) -> str:
    """Takes as many disclosures at once: lane, number, identity, leaf, event, ordinal of each."""
    places = ", ".join(["(?, ?, ?, ?, ?, ?)"] * items)
    return f"INSERT INTO disclosures (lane, number, identity, leaf, event, ordinal) VALUES {places}"  # noqa: S608 - signs only
