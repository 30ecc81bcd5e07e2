"""Rows as they lie in SQLite, made back into rows of the port."""

from __future__ import annotations

from typing import Any, cast

import apsw

from goodoffices.stores.envelope_columns import envelope
from goodoffices.stores.store import Disclosure, LaneRow, LogRow

GREATEST = 2**63 - 1
"""The largest integer of SQLite; no row has it as its number."""

_LOG = """
    SELECT number, position, identity, kind, version, opening, body, leaf, key
    FROM log WHERE talks = ? AND position > ? AND position <= ? ORDER BY position
"""
_DISCLOSURES = """
    SELECT disclosures.event, lanes.seat, disclosures.number, disclosures.identity, disclosures.leaf
    FROM log JOIN disclosures ON disclosures.event = log.number JOIN lanes ON lanes.number = disclosures.lane
    WHERE log.talks = ? AND log.position > ? AND log.position <= ?
    ORDER BY log.position, disclosures.ordinal
"""


def rows(connection: apsw.Connection, statement: str, *bindings: str | int | bytes) -> list[Any]:
    """All rows of a statement, at once: no read outlives the call."""
    return cast("Any", connection).execute(statement, bindings).fetchall()


def run(connection: apsw.Connection, statement: str, *bindings: str | int | bytes) -> None:
    """Do a statement, or several."""
    cast("Any", connection).execute(statement, bindings)


def bounded(after: int) -> int:
    """A number of any size as one that SQLite can compare with."""
    return min(max(after, 0), GREATEST)


def limit(most: int | None) -> int:
    """How many rows SQLite is to give, all of them for None."""
    return -1 if most is None else bounded(most)


def lane_rows(seat: str, found: list[Any]) -> tuple[LaneRow, ...]:
    """The items of a lane from its table's rows."""
    return tuple(
        LaneRow(seat=seat, number=number, identity=identity, envelope=envelope(*columns))
        for number, identity, *columns in found
    )


def log_rows(
    connection: apsw.Connection, talks: int, *, after: int, last: int = GREATEST
) -> tuple[LogRow, ...]:
    """The events of talks, of that number in the catalogue, at positions above `after` and up to `last`."""
    events = rows(connection, _LOG, talks, bounded(after), last)
    if not events:
        return ()
    disclosures: dict[int, list[Disclosure]] = {}
    for event, seat, number, identity, leaf in rows(connection, _DISCLOSURES, talks, bounded(after), last):
        named = Disclosure(seat=seat, number=number, identity=identity, leaf=leaf)
        disclosures.setdefault(event, []).append(named)
    return tuple(
        LogRow(
            position=position,
            identity=identity,
            envelope=envelope(*columns),
            disclosures=tuple(disclosures.get(event, ())),
        )
        for event, position, identity, *columns in events
    )
