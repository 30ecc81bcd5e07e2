"""What does not fit in a store's file, seen in one read."""

from __future__ import annotations

from collections.abc import Iterator

import apsw

from goodoffices.errors import ForeignStore
from goodoffices.stores.catalogue import Catalogue
from goodoffices.stores.checking import problems
from goodoffices.stores.sqlite_rows import lane_rows, log_rows, rows, run
from goodoffices.stores.sqlite_schema import KNOWN_TABLES
from goodoffices.stores.store import Problem

_FILE = "the file"
_STRAY = """
    SELECT talks.name, log.position, lanes.seat FROM disclosures
    JOIN lanes ON lanes.number = disclosures.lane JOIN log ON log.number = disclosures.event
    JOIN talks ON talks.number = log.talks
    WHERE lanes.talks <> log.talks
"""


def file_problems(connection: apsw.Connection) -> tuple[Problem, ...]:
    """Everything that does not fit, read by a connection of its own; empty where all does."""
    run(connection, "BEGIN")
    try:
        return problems_in(connection)
    finally:
        run(connection, "ROLLBACK")


def problems_in(connection: apsw.Connection) -> tuple[Problem, ...]:
    """The same, within a transaction that has begun."""
    return tuple(_all(connection))


def _all(connection: apsw.Connection) -> Iterator[Problem]:
    try:
        yield from _of_the_file(connection)
        catalogue = Catalogue.read(connection)
        yield from _of_the_tables(connection, catalogue)
        for talks in catalogue.talks:
            yield from _of_talks(connection, catalogue, talks)
    except (ForeignStore, apsw.CorruptError) as reason:
        yield Problem(talks="", place=_FILE, sentence=f"it cannot be read further: {reason}")


def _of_the_file(connection: apsw.Connection) -> Iterator[Problem]:
    for (sentence,) in rows(connection, "PRAGMA integrity_check"):
        if sentence != "ok":
            yield Problem(talks="", place=_FILE, sentence=sentence)
    for table, _, parent, _ in rows(connection, "PRAGMA foreign_key_check"):
        yield Problem(
            talks="", place=_FILE, sentence=f"a row of {table} names a row of {parent} that is not there"
        )
    for talks, position, seat in rows(connection, _STRAY):
        yield Problem(talks=talks, place=f"event {position}", sentence=f"it names seat {seat} of other talks")


def _of_the_tables(connection: apsw.Connection, catalogue: Catalogue) -> Iterator[Problem]:
    lying = {name for (name,) in rows(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'")}
    listed = {lane.table.name for lane in catalogue.lanes.values()}
    for name in sorted(lying - listed - KNOWN_TABLES):
        yield Problem(talks="", place=_FILE, sentence=f"the table {name} belongs to no seat")
    names = {number: name for name, number in catalogue.talks.items()}
    for (talks, seat), lane in catalogue.lanes.items():
        if lane.table.name not in lying:
            yield Problem(
                talks=names.get(talks, ""), place=f"seat {seat}", sentence="what it holds is not there"
            )


def _of_talks(connection: apsw.Connection, catalogue: Catalogue, talks: str) -> Iterator[Problem]:
    number = catalogue.talks[talks]
    lying = {name for (name,) in rows(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'")}
    lanes = {
        seat: lane_rows(seat, rows(connection, lane.table.read, -1)) if lane.table.name in lying else ()
        for (of, seat), lane in catalogue.lanes.items()
        if of == number
    }
    answered = rows(connection, "SELECT DISTINCT seat FROM answers WHERE talks = ?", number)
    log = log_rows(connection, number, after=0)
    yield from problems(talks, log, lanes, (seat for (seat,) in answered))
