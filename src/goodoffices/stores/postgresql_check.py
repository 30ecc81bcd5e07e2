"""What does not fit in a shared store, seen in one read."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.errors import ForeignStore, UnfitDatabase
from goodoffices.stores.checking import problems
from goodoffices.stores.postgresql_fitness import refuse_open_walls
from goodoffices.stores.postgresql_rows import READ_LANE, Connection, lane_rows, log_rows
from goodoffices.stores.postgresql_schema import TABLES
from goodoffices.stores.store import LaneRow, LogRow, Problem

_THERE = """
    SELECT relname::text FROM pg_catalog.pg_class
    WHERE relnamespace = pg_catalog.to_regnamespace('goodoffices') AND relkind IN ('r', 'p', 'v', 'm', 'f')
    ORDER BY relname
"""
_SEATS = """
    SELECT seat, coalesce(max(head), 0) FROM (
        SELECT seat, head FROM goodoffices.lanes WHERE talks = %(talks)s
        UNION ALL SELECT DISTINCT seat, 0 FROM goodoffices.items WHERE talks = %(talks)s
    ) AS held GROUP BY seat ORDER BY seat
"""


def database_problems(connection: Connection) -> tuple[Problem, ...]:
    """Everything that does not fit, in a transaction that sees one moment; empty where all does."""
    return tuple(_all(connection))


def _all(connection: Connection) -> Iterator[Problem]:
    try:
        refuse_open_walls(connection)
    except UnfitDatabase as reason:
        yield _of_the_database(str(reason))
    for (name,) in connection.execute(_THERE).fetchall():
        if name not in TABLES:
            yield _of_the_database(f"{name} is no table of a store")
    yield from problems_of_talks(connection)


def problems_of_talks(connection: Connection) -> Iterator[Problem]:
    """What does not fit in the rows alone, whoever may see them."""
    statement = "SELECT number, name, head FROM goodoffices.talks ORDER BY number"
    for number, name, head in connection.execute(statement).fetchall():
        try:
            yield from _of_talks(connection, number, name, head)
        except ForeignStore as reason:
            yield Problem(talks=name, place="the talks", sentence=f"they cannot be read further: {reason}")


def _of_talks(connection: Connection, number: int, name: str, head: int) -> Iterator[Problem]:
    heads: dict[str, int] = dict(connection.execute(_SEATS, {"talks": number}).fetchall())
    lanes = {
        seat: lane_rows(seat, connection.execute(READ_LANE, (number, seat, -1), binary=True).fetchall())
        for seat in heads
    }
    log = log_rows(connection, number, after=0)
    statement = "SELECT DISTINCT seat FROM goodoffices.answers WHERE talks = %s"
    answered = connection.execute(statement, (number,)).fetchall()
    held = {seat: items for seat, items in lanes.items() if items}
    yield from problems(name, log, held, (seat for (seat,) in answered))
    yield from _of_the_heads(name, log, head, lanes, heads)


def _of_the_heads(
    talks: str,
    log: tuple[LogRow, ...],
    head: int,
    lanes: dict[str, tuple[LaneRow, ...]],
    heads: dict[str, int],
) -> Iterator[Problem]:
    """Each head is written with the last event or item: another one means that some were taken or put."""
    last = log[-1].position if log else 0
    if last != head:
        place = f"event {max(last, head)}"
        yield Problem(talks=talks, place=place, sentence=f"the log should end with event {head}")
    for seat, items in lanes.items():
        last = items[-1].number if items else 0
        if last != heads[seat]:
            place = f"seat {seat}, item {max(last, heads[seat])}"
            yield Problem(talks=talks, place=place, sentence=f"it should end with item {heads[seat]}")


def _of_the_database(sentence: str) -> Problem:
    return Problem(talks="", place="the database", sentence=sentence)
