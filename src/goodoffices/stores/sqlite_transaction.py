"""One act on one talks, on the writer's connection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import apsw

from goodoffices.errors import StoreError
from goodoffices.record.sealing import Envelope
from goodoffices.stores.catalogue import Catalogue, Lane
from goodoffices.stores.fitting import refuse_misfit
from goodoffices.stores.lane_table import LaneTable
from goodoffices.stores.sqlite_rows import bounded, lane_rows, log_rows, rows, run
from goodoffices.stores.store import Answered, LaneRow, LogRow


class SQLiteTransaction:
    """Reads and writes between the store's BEGIN and COMMIT; `talks` is their number in the catalogue.

    The new lanes stand in `opened` until the store has committed them.
    """

    def __init__(
        self, connection: apsw.Connection, catalogue: Catalogue, names: Callable[[], str], talks: int
    ) -> None:
        self._connection = connection
        self._catalogue = catalogue
        self._names = names
        self._talks = talks
        self._ended = False
        self.opened: dict[tuple[int, str], Lane] = {}

    def lane(self, seat: str, *, after: int = 0) -> tuple[LaneRow, ...]:
        """The items of a lane numbered above `after`."""
        lane = self._lane(seat)
        return () if lane is None else lane_rows(seat, self._rows(lane.table.read, bounded(after)))

    def head(self, seat: str) -> int:
        """The number of the last item of a lane, or 0."""
        lane = self._lane(seat)
        return 0 if lane is None else self._rows(lane.table.head)[0][0]

    def log(self, *, after: int = 0) -> tuple[LogRow, ...]:
        """The events at positions above `after`."""
        self._refuse_ended()
        return log_rows(self._connection, self._talks, after=after)

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
        found = {event: self._rows(statement, self._talks, event, lane.number) for event in events}
        return {event: found_rows[0][0] for event, found_rows in found.items() if found_rows}

    def append(self, row: LogRow, lanes: tuple[LaneRow, ...]) -> None:
        """Write an event and its lane items. Raises `ValueError` where they do not fit, and writes none."""
        last = self._rows("SELECT coalesce(max(position), 0) FROM log WHERE talks = ?", self._talks)[0][0]
        refuse_misfit(
            row,
            lanes,
            position=last,
            head=self.head,
            event_is_there=self._has_event,
            item_is_there=self._has_item,
        )
        self._run(
            "INSERT INTO log (talks, position, identity, kind, version, opening, body, leaf, key)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            self._talks,
            row.position,
            row.identity,
            *_columns(row.envelope),
        )
        event = self._connection.last_insert_rowid()
        for ordinal, item in enumerate(lanes):
            lane = self._lane(item.seat) or self._open_lane(item.seat)
            self._run(lane.table.insert, item.number, item.identity, *_columns(item.envelope))
            self._run(
                "INSERT INTO disclosures (lane, number, identity, leaf, event, ordinal)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                lane.number,
                item.number,
                item.identity,
                item.envelope.leaf,
                event,
                ordinal,
            )

    def answered(self, seat: str, key: str) -> Answered | None:
        """What was answered to a key of that seat."""
        found = self._rows(
            "SELECT digest, answer FROM answers WHERE talks = ? AND seat = ? AND key = ?",
            self._talks,
            seat,
            key,
        )
        return Answered(digest=found[0][0], answer=found[0][1]) if found else None

    def remember(self, seat: str, key: str, answered: Answered) -> None:
        """Keep the answer to a key. Raises `ValueError` where it has one."""
        if self.answered(seat, key) is not None:
            raise ValueError("this key has its answer")
        self._run(
            "INSERT INTO answers VALUES (?, ?, ?, ?, ?)",
            self._talks,
            seat,
            key,
            answered.digest,
            answered.answer,
        )

    def erase(self, position: int) -> None:
        """Destroy the content of an event and its items. Raises `ValueError` for an unknown position."""
        found = self._rows(
            "SELECT number FROM log WHERE talks = ? AND position = ?", self._talks, bounded(position)
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
        place = self._talks, seat
        return self.opened.get(place) or self._catalogue.lanes.get(place)

    def _open_lane(self, seat: str) -> Lane:
        table = LaneTable(f"lane_{self._names()}")
        if any(lane.table == table for lane in (*self.opened.values(), *self._catalogue.lanes.values())):
            raise StoreError("the source of random names gave the same one twice: nothing was written")
        self._run(table.create)
        self._run("INSERT INTO lanes (talks, seat, name) VALUES (?, ?, ?)", self._talks, seat, table.name)
        lane = Lane(self._connection.last_insert_rowid(), table)
        self.opened[self._talks, seat] = lane
        return lane

    def _has_event(self, identity: str) -> bool:
        return bool(self._rows("SELECT 1 FROM log WHERE talks = ? AND identity = ?", self._talks, identity))

    def _has_item(self, seat: str, identity: str) -> bool:
        return bool(self.events(seat, (identity,)))

    def _rows(self, statement: str, *bindings: str | int | bytes) -> list[Any]:
        self._refuse_ended()
        return rows(self._connection, statement, *bindings)

    def _run(self, statement: str, *bindings: str | int | bytes) -> None:
        run(self._connection, statement, *bindings)

    def _refuse_ended(self) -> None:
        if self._ended:
            raise StoreError("this transaction has ended: begin another")


def _columns(envelope: Envelope) -> tuple[str, int, bytes, bytes, bytes, bytes]:
    return (
        envelope.kind.value,
        envelope.version,
        envelope.opening,
        envelope.body,
        envelope.leaf,
        envelope.key,
    )
