"""The talks file: a whole record as people write it, and as it is taken away.

A talks file is read as its author: it holds every lane's content. Rows stand in the order in which they
were recorded; a row is an `entry` that its seat noted, or any other `act` of that seat.
"""

from __future__ import annotations

from typing import Literal, cast

from goodoffices.errors import WordError
from goodoffices.record.acts import EntryNoted
from goodoffices.record.items import Own
from goodoffices.terms.entry import Entry
from goodoffices.terms.identity import Identity, Slug
from goodoffices.terms.talks import Talks
from goodoffices.terms.word import Word

FORMAT = "goodoffices-talks/1"


class Row(Word):
    """One act of one seat, with its identity in this file and the instant it claims to be recorded at.

    `recorded` is ISO 8601 with its offset from UTC. Exactly one of `entry` and `act` is given; `entry` is the
    short form of the act `entry_noted`.
    """

    id: Identity
    by: Slug
    recorded: str | None = None
    entry: Entry | None = None
    act: Own | None = None

    def __post_init__(self) -> None:
        """Refuse a row with neither or both."""
        if (self.entry is None) == (self.act is None):
            raise WordError("a row holds either an entry or an act")

    @property
    def deed(self) -> Own:
        """The act that the row stands for.

        >>> from goodoffices.terms.claim import Note
        >>> row = Row(id="n1", by="reader", entry=Entry(content=Note(text="Read it twice.")))
        >>> row.deed.entry.content.text
        'Read it twice.'
        """
        return self.act if self.act is not None else EntryNoted(entry=cast("Entry", self.entry))


class TalksFile(Word):
    """The whole of one negotiation, in one file."""

    format: Literal["goodoffices-talks/1"]
    talks: Talks
    record: tuple[Row, ...] = ()
