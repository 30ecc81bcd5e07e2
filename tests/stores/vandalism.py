"""Somebody with another program and the file of a SQLite store."""

from __future__ import annotations

from pathlib import Path

import apsw

from goodoffices.stores.store import LaneRow, LogRow


def change(path: Path, statement: str, *bindings: object) -> list[tuple]:
    """Do a statement on the file, past the store; apsw's own checks are off."""
    connection = apsw.Connection(str(path))
    try:
        return connection.execute(statement, bindings).fetchall()
    finally:
        connection.close()


def table(path: Path, talks: str, seat: str) -> str:
    """The name of a lane's table."""
    ((name,),) = change(
        path,
        "SELECT lanes.name FROM lanes JOIN talks ON talks.number = lanes.talks"
        " WHERE talks.name = ? AND seat = ?",
        talks,
        seat,
    )
    return name


class FileVandal:
    """Changes what lies in a SQLite file behind the store's back."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def put_item(self, talks: str, row: LaneRow) -> None:
        envelope = row.envelope
        change(
            self.path,
            f"REPLACE INTO {table(self.path, talks, row.seat)} VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - ours
            row.number,
            row.identity,
            envelope.kind.value,
            envelope.version,
            envelope.opening,
            envelope.body,
            envelope.leaf,
            envelope.key,
        )

    def drop_item(self, talks: str, seat: str, number: int) -> None:
        lane = table(self.path, talks, seat)
        change(self.path, f"DELETE FROM {lane} WHERE number = ?", number)  # noqa: S608 - a table of ours

    def put_event(self, talks: str, row: LogRow) -> None:
        change(
            self.path,
            "UPDATE log SET opening = ?, body = ?, leaf = ?, key = ?"
            " WHERE position = ? AND talks = (SELECT number FROM talks WHERE name = ?)",
            row.envelope.opening,
            row.envelope.body,
            row.envelope.leaf,
            row.envelope.key,
            row.position,
            talks,
        )

    def drop_event(self, talks: str, position: int) -> None:
        ((number,),) = change(
            self.path,
            "SELECT log.number FROM log JOIN talks ON talks.number = log.talks"
            " WHERE talks.name = ? AND position = ?",
            talks,
            position,
        )
        change(self.path, "DELETE FROM disclosures WHERE event = ?", number)
        change(self.path, "DELETE FROM log WHERE number = ?", number)
