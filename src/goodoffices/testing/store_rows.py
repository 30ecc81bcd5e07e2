"""Rows to hand to a store: sealed, small, and the same in every run. A store never looks inside them."""

from __future__ import annotations

import hashlib

import msgspec

from goodoffices.record.sealing import Envelope, EnvelopeKind, leaf
from goodoffices.stores.fitting import disclosed
from goodoffices.stores.store import LaneRow, LogRow, Store, Transaction


def sealed(kind: EnvelopeKind, words: str) -> Envelope:
    """An envelope around words, with an opening made from them."""
    body = words.encode()
    opening = hashlib.sha256(b"opening" + body).digest()
    return Envelope(kind=kind, version=1, opening=opening, body=body, leaf=leaf(opening, body))


def item(seat: str, number: int, words: str = "", *, identity: str = "") -> LaneRow:
    """An item of a lane; its identity and words tell seat and number where none are given.

    >>> item("north", 2).identity
    'north-2'
    """
    name = identity or f"{seat}-{number}"
    return LaneRow(
        seat=seat, number=number, identity=name, envelope=sealed(EnvelopeKind.LANE_ITEM, words or name)
    )


def event(position: int, *items: LaneRow, identity: str = "") -> LogRow:
    """An event that discloses the items.

    >>> event(1, item("north", 1)).disclosures[0].identity
    'north-1'
    """
    name = identity or f"event-{position}"
    return LogRow(
        position=position,
        identity=name,
        envelope=sealed(EnvelopeKind.EVENT, name),
        disclosures=tuple(map(disclosed, items)),
    )


def carry(transaction: Transaction, *seats: str) -> LogRow:
    """Append the next event of the talks, with one item for each seat, and hand it back."""
    items = tuple(item(seat, transaction.head(seat) + 1) for seat in seats)
    row = event(len(transaction.log()) + 1, *items)
    transaction.append(row, items)
    return row


def act(store: Store, talks: str, *seats: str) -> LogRow:
    """One transaction that carries one event to the seats."""
    with store.transaction(talks) as transaction:
        return carry(transaction, *seats)


def rows_that_do_not_fit() -> dict[str, tuple[LogRow, tuple[LaneRow, ...]]]:
    """By what is wrong with them: rows for talks with one event, which north holds as item 1."""
    second = item("north", 2)
    two = (second, item("south", 1))
    mistaken = LaneRow(seat="north", number=2, identity="n", envelope=sealed(EnvelopeKind.EVENT, "n"))
    as_item = msgspec.structs.replace(event(2), envelope=sealed(EnvelopeKind.LANE_ITEM, "e"))
    return {
        "a position is taken": (event(1, second, identity="another"), (second,)),
        "a position is left out": (event(3, second), (second,)),
        "a number is taken": (event(2, item("north", 1, identity="n")), (item("north", 1, identity="n"),)),
        "a number is left out": (event(2, item("north", 3)), (item("north", 3),)),
        "a new lane begins at 2": (event(2, item("south", 2)), (item("south", 2),)),
        "the event's identity is taken": (event(2, second, identity="event-1"), (second,)),
        "the item's identity is taken": (
            event(2, item("north", 2, identity="north-1")),
            (item("north", 2, identity="north-1"),),
        ),
        "an item is not disclosed": (event(2), (second,)),
        "a disclosure has no item": (event(2, second), ()),
        "the disclosure is of another item": (event(2, item("north", 2, "other words")), (second,)),
        "the order differs": (event(2, *two), two[::-1]),
        "one seat gets two": (event(2, second, item("north", 3)), (second, item("north", 3))),
        "a lane gets an event": (event(2, mistaken), (mistaken,)),
        "the log gets a lane item": (as_item, ()),
    }
