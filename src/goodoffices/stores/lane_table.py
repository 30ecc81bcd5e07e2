"""The table in which one lane lies apart, under a random name."""

from __future__ import annotations

import re
import secrets
from functools import cached_property

import msgspec

_NAME = re.compile(r"\Alane_[0-9a-f]{32}\Z")


def random_name() -> str:
    """32 random hexadecimal digits: nobody can guess which table is whose, or that there is one."""
    return secrets.token_hex(16)


class LaneTable(msgspec.Struct, frozen=True, dict=True):
    """A table and the statements on it; `name` is checked here, as SQL takes no parameter for it.

    >>> LaneTable("lane_north")
    Traceback (most recent call last):
    ...
    ValueError: lane_north is not a lane's table: lane_ and 32 random digits from 0 to f
    """

    name: str

    def __post_init__(self) -> None:
        """Refuse every name that is not ours."""
        if not _NAME.match(self.name):
            raise ValueError(f"{self.name} is not a lane's table: lane_ and 32 random digits from 0 to f")

    @cached_property
    def create(self) -> str:
        """Makes the table: it names no talks, no seat and no actor."""
        return f"""
            CREATE TABLE {self.name} (
                number INTEGER PRIMARY KEY,
                identity TEXT NOT NULL,
                kind TEXT NOT NULL CHECK (kind = 'lane_item'),
                version INTEGER NOT NULL,
                opening BLOB NOT NULL,
                body BLOB NOT NULL,
                leaf BLOB NOT NULL,
                key BLOB NOT NULL
            ) STRICT
        """

    @cached_property
    def insert(self) -> str:
        """Takes one item: number, identity, kind, version, opening, body, leaf, key."""
        return f"INSERT INTO {self.name} VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - the name is checked

    @cached_property
    def read(self) -> str:
        """Gives the items above a number, in order."""
        columns = "number, identity, kind, version, opening, body, leaf, key"
        return f"SELECT {columns} FROM {self.name} WHERE number > ? ORDER BY number"  # noqa: S608 - as above

    @cached_property
    def read_some(self) -> str:
        """Gives the same, but no more than so many."""
        return f"{self.read} LIMIT ?"

    @cached_property
    def erase(self) -> str:
        """Destroys what one item holds; its leaf stands."""
        return f"UPDATE {self.name} SET opening = x'', body = x'', key = x'' WHERE number = ?"  # noqa: S608 - as above

    @cached_property
    def head(self) -> str:
        """Gives the number of the last item, or 0."""
        return f"SELECT coalesce(max(number), 0) FROM {self.name}"  # noqa: S608 - as above
