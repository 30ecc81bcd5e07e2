"""Rows as they lie in PostgreSQL, made back into rows of the port."""

from __future__ import annotations

import re
from typing import Any

import psycopg

from goodoffices.stores.envelope_columns import envelope
from goodoffices.stores.store import Disclosure, LaneRow, LogRow

Connection = psycopg.Connection[tuple[Any, ...]]

GREATEST = 2**63 - 1
"""The largest number of PostgreSQL's bigint; no row has it as its number."""

_UNNAMEABLE = re.compile("[\0\ud800-\udfff]")
READ_LANE = """
    SELECT number, identity, kind, version, opening, body, leaf, key FROM goodoffices.items
    WHERE talks = %s AND seat = %s AND number > %s ORDER BY number
"""
READ_SOME = READ_LANE + " LIMIT %s"
_LOG = """
    SELECT position, identity, kind, version, opening, body, leaf, key FROM goodoffices.log
    WHERE talks = %s AND position > %s AND position <= %s ORDER BY position
"""
_DISCLOSURES = """
    SELECT position, seat, number, identity, leaf FROM goodoffices.disclosures
    WHERE talks = %s AND position > %s AND position <= %s ORDER BY position, ordinal
"""


def bounded(after: int) -> int:
    """A number of any size as one that PostgreSQL can compare with."""
    return min(max(after, 0), GREATEST)


def nameable(name: str) -> bool:
    """Whether PostgreSQL can hold a name at all; one that it cannot hold is not there.

    >>> nameable("ardmere"), nameable("a" + chr(0)), nameable(chr(0xD800))
    (True, False, False)
    """
    return not _UNNAMEABLE.search(name)


def limit(most: int | None) -> int | None:
    """How many rows PostgreSQL is to give, all of them for None."""
    return None if most is None else bounded(most)


def lane_rows(seat: str, found: list[tuple[Any, ...]]) -> tuple[LaneRow, ...]:
    """The items of a lane from its rows."""
    return tuple(
        LaneRow(seat=seat, number=number, identity=identity, envelope=envelope(*rest))
        for number, identity, *rest in found
    )


def log_rows(connection: Connection, talks: int, *, after: int, last: int = GREATEST) -> tuple[LogRow, ...]:
    """The events of talks of that number above a position, up to `last`; asked where whole acts are seen."""
    disclosures: dict[int, list[Disclosure]] = {}
    place = talks, bounded(after), last
    for position, seat, number, identity, leaf in connection.execute(_DISCLOSURES, place, binary=True):
        named = Disclosure(seat=seat, number=number, identity=identity, leaf=leaf)
        disclosures.setdefault(position, []).append(named)
    return tuple(
        LogRow(
            position=position,
            identity=identity,
            envelope=envelope(*rest),
            disclosures=tuple(disclosures.get(position, ())),
        )
        for position, identity, *rest in connection.execute(_LOG, place, binary=True)
    )
