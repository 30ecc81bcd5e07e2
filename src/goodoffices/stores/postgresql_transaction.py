"""One act on one talks, on a connection of the writer that holds these talks locked."""

from __future__ import annotations

from itertools import chain
from typing import Any, LiteralString

from goodoffices.errors import StoreError
from goodoffices.stores.envelope_columns import columns
from goodoffices.stores.fitting import refuse_misfit
from goodoffices.stores.postgresql_rows import (
    READ_LANE,
    Connection,
    bounded,
    lane_rows,
    log_rows,
    nameable,
)
from goodoffices.stores.store import Answered, KeptAnswer, LaneRow, LogRow

LOCK_TALKS = "SELECT head FROM goodoffices.talks WHERE number = %s FOR NO KEY UPDATE"
"""Waits for whoever holds the talks, and holds them until the end of the transaction."""

BEGIN_TALKS = (
    "INSERT INTO goodoffices.talks (name) VALUES (%s) ON CONFLICT (name) DO NOTHING RETURNING number"
)

_HEADS = "SELECT seat, head FROM goodoffices.lanes WHERE talks = %s"
_ENDS = """
    SELECT position FROM goodoffices.lanes JOIN goodoffices.disclosures USING (talks, seat)
    WHERE talks = %s AND number IN (1, head) AND position > %s
"""
_EVENTS = """
    SELECT disclosures.identity, log.identity FROM goodoffices.disclosures
    JOIN goodoffices.log USING (talks, position)
    WHERE talks = %s AND seat = %s AND disclosures.identity = ANY (%s)
"""
_IDENTITIES = """
    SELECT log.identity, disclosures.identity FROM goodoffices.log
    JOIN goodoffices.disclosures USING (talks, position)
    WHERE talks = %s AND seat = %s AND log.identity = ANY (%s)
"""
_TAKEN = """
    SELECT seat, identity FROM goodoffices.items
    WHERE talks = %s AND (seat, identity) IN (SELECT * FROM unnest(%s::text[], %s::text[]))
    UNION ALL SELECT NULL, identity FROM goodoffices.log WHERE talks = %s AND identity = %s
"""
_APPEND_EVENT = """
    INSERT INTO goodoffices.log (talks, position, identity, kind, version, opening, body, leaf, key)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_APPEND_ITEM = """
    INSERT INTO goodoffices.items (talks, seat, number, identity, kind, version, opening, body, leaf, key)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_DISCLOSE = """
    INSERT INTO goodoffices.disclosures (talks, seat, number, identity, leaf, position, ordinal)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
# In the order of the seats: two acts that touch the same lanes never wait for each other in a ring.
_MOVE_HEADS = """
    INSERT INTO goodoffices.lanes (talks, seat, head)
    SELECT %s, seat, head FROM unnest(%s::text[], %s::bigint[]) AS moved (seat, head)
    ORDER BY seat COLLATE "C"
    ON CONFLICT (talks, seat) DO UPDATE SET head = excluded.head WHERE lanes.head = excluded.head - 1
"""
_MOVE_LOG = "UPDATE goodoffices.talks SET head = %s WHERE number = %s AND head = %s"
_KEEP_KEY = "INSERT INTO goodoffices.keys (name, wrapped) VALUES (%s, %s) ON CONFLICT (name) DO NOTHING"
_ERASE_EVENT = """
    UPDATE goodoffices.log SET opening = '', body = '', key = '' WHERE talks = %s AND position = %s
"""
_ERASE_ITEMS = """
    UPDATE goodoffices.items SET opening = '', body = '', key = ''
    FROM goodoffices.disclosures WHERE disclosures.talks = %s AND disclosures.position = %s
        AND items.talks = disclosures.talks AND items.seat = disclosures.seat
        AND items.number = disclosures.number
"""


class PostgreSQLTransaction:
    """Reads and writes between BEGIN and COMMIT; `talks` is their number, `position` that of the last event.

    `begins` is the name of talks that this transaction begins.
    """

    def __init__(
        self, connection: Connection, talks: int, position: int, *, begins: str | None = None
    ) -> None:
        self._connection = connection
        self._talks = talks
        self._position = position
        self._begins = begins
        self._known_heads: dict[str, int] | None = None
        self._ended = False
        self.appended: tuple[int, str] | None = None
        """Position and identity of the last event that was appended here."""
        self._remembered: tuple[str, bytes] | None = None
        self._erased: int | None = None
        self.beside: object = None

    def lane(self, seat: str, *, after: int = 0) -> tuple[LaneRow, ...]:
        """The items of a lane numbered above `after`."""
        return lane_rows(seat, self._rows(READ_LANE, self._talks, seat, bounded(after)))

    def head(self, seat: str) -> int:
        """The number of the last item of a lane, or 0."""
        return self._heads().get(seat, 0)

    def log(self, *, after: int = 0) -> tuple[LogRow, ...]:
        """The events at positions above `after`."""
        self._refuse_ended()
        return log_rows(self._connection, self._talks, after=after)

    def ends(self, *, after: int = 0) -> tuple[int, tuple[LogRow, ...]]:
        """The last position; and, above `after`, the first event and those at the ends of lanes."""
        self._refuse_ended()
        if self._position <= after:
            return self._position, ()
        found = sorted({place for (place,) in self._rows(_ENDS, self._talks, bounded(after))} | {1})
        log = (
            log_rows(self._connection, self._talks, after=place - 1, last=place)
            for place in found
            if place > after
        )
        return self._position, tuple(chain.from_iterable(log))

    def events(self, seat: str, identities: tuple[str, ...]) -> dict[str, str]:
        """For each identity of a lane, its event."""
        return self._pairs(_EVENTS, seat, identities)

    def identities(self, seat: str, events: tuple[str, ...]) -> dict[str, str]:
        """For each event, its identity in a lane."""
        return self._pairs(_IDENTITIES, seat, events)

    def append(self, row: LogRow, lanes: tuple[LaneRow, ...]) -> None:
        """Write an event and its lane items. Raises `ValueError` where they do not fit, and writes none."""
        taken = self._taken(row, lanes)
        refuse_misfit(
            row,
            lanes,
            position=self._position,
            head=self.head,
            event_is_there=lambda identity: (None, identity) in taken,
            item_is_there=lambda seat, identity: (seat, identity) in taken,
        )
        talks = self._talks
        heads = {item.seat: item.number for item in lanes}
        connection = self._connection
        with connection.pipeline(), connection.cursor() as cursor:
            moved = connection.execute(_MOVE_LOG, (row.position, talks, row.position - 1))
            seats = connection.execute(_MOVE_HEADS, (talks, list(heads), list(heads.values())))
            cursor.execute(_APPEND_EVENT, (talks, row.position, row.identity, *columns(row.envelope)))
            for item in lanes:
                place = talks, item.seat, item.number, item.identity
                cursor.execute(_APPEND_ITEM, (*place, *columns(item.envelope)))
            for ordinal, item in enumerate(lanes):
                place = talks, item.seat, item.number, item.identity
                cursor.execute(_DISCLOSE, (*place, item.envelope.leaf, row.position, ordinal))
        if (moved.rowcount, seats.rowcount) != (1, len(heads)):
            raise StoreError("the heads of the lanes moved while the talks were locked: nothing was written")
        self._position = row.position
        self._heads().update(heads)
        self.appended = row.position, row.identity

    def answered(self, seat: str, key: str) -> Answered | None:
        """What was answered to a key of that seat."""
        statement = (
            "SELECT digest, answer FROM goodoffices.answers WHERE talks = %s AND seat = %s AND key = %s"
        )
        found = self._rows(statement, self._talks, seat, _coded(key))
        return Answered(digest=found[0][0], answer=found[0][1]) if found else None

    def answers(self) -> tuple[KeptAnswer, ...]:
        """Every answer that is kept, by seat and key."""
        statement = (
            "SELECT seat, key, digest, answer FROM goodoffices.answers WHERE talks = %s ORDER BY seat, key"
        )
        return tuple(
            KeptAnswer(seat=seat, key=_decoded(key), answered=Answered(digest=digest, answer=answer))
            for seat, key, digest, answer in self._rows(statement, self._talks)
        )

    def remember(self, seat: str, key: str, answered: Answered) -> None:
        """Keep the answer to a key. Raises `ValueError` where it has one."""
        if self.answered(seat, key) is not None:
            raise ValueError("this key has its answer")
        self._connection.execute(
            "INSERT INTO goodoffices.answers (talks, seat, key, digest, answer) VALUES (%s, %s, %s, %s, %s)",
            (self._talks, seat, _coded(key), answered.digest, answered.answer),
        )
        self._remembered = seat, _coded(key)

    def erase(self, position: int) -> None:
        """Destroy the content of an event and its items. Raises `ValueError` for an unknown position."""
        self._refuse_ended()
        place = self._talks, bounded(position)
        if not self._connection.execute(_ERASE_EVENT, place).rowcount:
            raise ValueError(f"the log has no position {position}")
        self._connection.execute(_ERASE_ITEMS, place)
        self._erased = position

    def kept_key(self, name: str) -> bytes | None:
        """The wrapped key of that name, or None."""
        found = self._rows("SELECT wrapped FROM goodoffices.keys WHERE name = %s", name)
        return found[0][0] if found else None

    def keep_key(self, name: str, wrapped: bytes) -> None:
        """Keep a wrapped key; the ring stands still until the end. Raises `ValueError` for a taken name.

        What is read of the ring from now on in this transaction is what lies there when it ends: whoever
        changes the ring locks the table against this insert.
        """
        self._refuse_ended()
        kept = self._connection.execute(_KEEP_KEY, (name, wrapped)).rowcount
        if not kept:
            raise ValueError(f"a key named {name} is kept")

    def stands(self, connection: Connection) -> bool:
        """Whether what was written here is in the record, asked in a transaction on another connection.

        Waits until whoever wrote it holds the talks no more.
        """
        if self._begins is not None:
            connection.execute(BEGIN_TALKS, (self._begins,))
        if connection.execute(LOCK_TALKS, (self._talks,)).fetchone() is None:
            return False
        if self.appended is not None:
            statement = "SELECT 1 FROM goodoffices.log WHERE talks = %s AND position = %s AND identity = %s"
            return connection.execute(statement, (self._talks, *self.appended)).fetchone() is not None
        if self._remembered is not None:
            statement = "SELECT 1 FROM goodoffices.answers WHERE talks = %s AND seat = %s AND key = %s"
            return connection.execute(statement, (self._talks, *self._remembered)).fetchone() is not None
        if self._erased is not None:
            statement = "SELECT 1 FROM goodoffices.log WHERE talks = %s AND position = %s AND body = ''"
            return connection.execute(statement, (self._talks, self._erased)).fetchone() is not None
        return True

    def end(self) -> None:
        """Take nothing more: the connection belongs to the next act."""
        self._ended = True

    def _heads(self) -> dict[str, int]:
        self._refuse_ended()
        if self._known_heads is None:
            self._known_heads = dict(self._rows(_HEADS, self._talks))
        return self._known_heads

    def _taken(self, row: LogRow, lanes: tuple[LaneRow, ...]) -> set[tuple[Any, ...]]:
        """Which of the identities stand there already, as (seat, identity); the event's with None."""
        seats, names = [item.seat for item in lanes], [item.identity for item in lanes]
        return set(self._rows(_TAKEN, self._talks, seats, names, self._talks, row.identity))

    def _pairs(self, statement: LiteralString, seat: str, names: tuple[str, ...]) -> dict[str, str]:
        asked = [name for name in names if nameable(name)]
        return dict(self._rows(statement, self._talks, seat, asked)) if asked else {}

    def _rows(self, statement: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        self._refuse_ended()
        return self._connection.execute(statement, values, binary=True).fetchall()

    def _refuse_ended(self) -> None:
        if self._ended:
            raise StoreError("this transaction has ended: begin another")


def _coded(key: str) -> bytes:
    """A key as bytes: it comes from outside, and may hold what a text in the database may not."""
    return key.encode("utf-8", errors="surrogatepass")


def _decoded(key: bytes) -> str:
    return key.decode("utf-8", errors="surrogatepass")
