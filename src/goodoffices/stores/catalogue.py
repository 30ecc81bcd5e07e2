"""Which talks and lanes a file holds, under which names: the writer knows, a seat's connection never does."""

from __future__ import annotations

import apsw
import msgspec

from goodoffices.errors import ForeignStore
from goodoffices.stores.lane_table import LaneTable
from goodoffices.stores.sqlite_rows import rows


class Lane(msgspec.Struct, frozen=True):
    """A lane's number in the catalogue, and its table."""

    number: int
    table: LaneTable


class Catalogue(msgspec.Struct):
    """Talks by name in the order of their creation, and lanes by (number of the talks, seat)."""

    talks: dict[str, int]
    lanes: dict[tuple[int, str], Lane]

    @classmethod
    def read(cls, connection: apsw.Connection) -> Catalogue:
        """The catalogue as it lies in the file. Raises `ForeignStore` for a table that cannot be a lane's."""
        try:
            return cls._read(connection)
        except ValueError as reason:
            raise ForeignStore(f"the catalogue is damaged: {reason}") from reason

    @classmethod
    def _read(cls, connection: apsw.Connection) -> Catalogue:
        return cls(
            talks=dict(rows(connection, "SELECT name, number FROM talks ORDER BY number")),
            lanes={
                (talks, seat): Lane(number, LaneTable(name))
                for number, talks, seat, name in rows(
                    connection, "SELECT number, talks, seat, name FROM lanes"
                )
            },
        )

    def lane(self, talks: str, seat: str) -> Lane | None:
        """The lane of a seat, or None where there are no such talks or it holds nothing."""
        number = self.talks.get(talks)
        return None if number is None else self.lanes.get((number, seat))
