"""Writing decided acts: one event, and one item for each lane that it discloses something to.

Only here are identities of a lane turned into events of the log, and back.
"""

from __future__ import annotations

import msgspec

from goodoffices.desk.ports import Chance
from goodoffices.record.acts import Act, Claimed, Event
from goodoffices.record.items import LaneItem
from goodoffices.record.references import references, translated
from goodoffices.record.sealing import seal
from goodoffices.record.standing import Standing
from goodoffices.record.visibility import visibility
from goodoffices.stores.store import Disclosure, LaneRow, LogRow, Transaction
from goodoffices.terms.moment import Moment


class Author(msgspec.Struct, frozen=True, kw_only=True):
    """From which seat, and by which account; neither for what the desk itself does."""

    seat: str | None = None
    account: str | None = None


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What one act came to: the standing after it, and the new items, each with the row that it lies in."""

    standing: Standing
    items: tuple[tuple[LaneItem, LaneRow], ...]

    def item_for(self, seat: str) -> tuple[LaneItem, LaneRow] | None:
        """The new item in a seat's lane, or None."""
        return next((each for each in self.items if each[1].seat == seat), None)

    def heads(self) -> dict[str, int]:
        """The new head of each lane that got an item."""
        return {row.seat: row.number for _, row in self.items}


def resolved(act: Act, seat: str, transaction: Transaction) -> Act:
    """The act with its lane identities turned into those of events."""
    named = tuple(references(act))
    return translated(act, transaction.events(seat, named).get) if named else act


def write(
    transaction: Transaction,
    chance: Chance,
    *,
    talks: str,
    standing: Standing,
    position: int,
    author: Author,
    moment: Moment,
    act: Act,
) -> Written:
    """Append one act, whose references are already those of the log, and what it discloses."""
    event = Event(
        id=chance.identity(f"{talks}/log"),
        recorded=moment.instant,
        day=moment.day,
        seat=author.seat,
        account=author.account,
        act=act,
    )
    after = standing.after(event)
    shown = {seat.name: matter for seat in after.seats if (matter := visibility(event, after, seat))}
    identities = {seat: chance.identity(f"{talks}/{seat}") for seat in shown}
    items: list[tuple[LaneItem, LaneRow]] = []
    for seat, matter in shown.items():
        named = tuple(references(matter))
        item = LaneItem(
            id=identities[seat],
            number=transaction.head(seat) + 1,
            at=moment.instant if seat == author.seat else moment.day,
            matter=translated(matter, transaction.identities(seat, named).get) if named else matter,
        )
        items.append((item, sealed_item(item, seat, chance.opening(f"{talks}/{seat}"))))
    rows = [row for _, row in items]
    append(transaction, event, rows, position=position, opening=chance.opening(f"{talks}/log"))
    return Written(standing=after, items=tuple(items))


def sealed_item(item: LaneItem, seat: str, opening: bytes) -> LaneRow:
    """A lane item in the form in which it is stored."""
    return LaneRow(seat=seat, number=item.number, identity=item.id, envelope=seal(item, opening))


def append(
    transaction: Transaction, event: Event, rows: list[LaneRow], *, position: int, opening: bytes
) -> None:
    """Append an event with the lane items that it discloses, and name them in its log row."""
    disclosures = tuple(
        Disclosure(seat=row.seat, number=row.number, identity=row.identity, leaf=row.envelope.leaf)
        for row in rows
    )
    row = LogRow(position=position, identity=event.id, envelope=seal(event, opening), disclosures=disclosures)
    transaction.append(row, tuple(rows))


def claimed_event(event: Event, identity: str, recorded: str | None) -> Event:
    """The event with what a talks file says of it."""
    return msgspec.structs.replace(event, claimed=Claimed(identity=identity, recorded=recorded))
