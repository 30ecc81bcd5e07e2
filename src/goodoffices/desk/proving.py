"""What the desk proves: receipts for single items, a seat's own part, and the whole for the archive.

Trees are made from the leaves that the store holds and are kept between two asks, one for each lane and each
log. What a seat asks for is a function of its own lane.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from goodoffices.casework.refusal import Refusal, Rule
from goodoffices.record.checkpoint import Signer, lane_origin, log_origin
from goodoffices.record.receipt import (
    RECORD_FORMAT,
    ProvedDisclosure,
    ProvedEvent,
    ProvedItem,
    ProvedLane,
    ProvedLog,
    ProvedRecord,
    Receipt,
    content,
    receipt,
)
from goodoffices.record.sealing import log_leaf
from goodoffices.record.tree import Tree
from goodoffices.record.view import View
from goodoffices.stores.store import LaneRow, LogRow, Store

if TYPE_CHECKING:
    from goodoffices.desk.desk import Desk

NO_KEY = Refusal(
    rule=Rule.NOT_BY_THE_RULES,
    sentence="This desk has no key of its own to sign with, so it gives no receipts.",
)
SWITCHED_OFF = Refusal(
    rule=Rule.NOT_BY_THE_RULES,
    sentence="The rules of these talks give no receipts: one that is found proves that there was contact.",
)


class Grown(msgspec.Struct):
    """A tree with the origin of its checkpoints; it grows as its lane or log does."""

    origin: str
    tree: Tree


class Trees:
    """The trees of one store, made when they are first asked for. Safe to call from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[tuple[str, str | None], Grown] = {}
        self._growing = threading.Lock()

    def lane(self, talks: str, seat: str) -> Grown | None:
        """The tree of a lane; None for an empty one."""
        return self._grown(
            (talks, seat),
            lambda after: (
                (lane_origin(row.identity), row.envelope.leaf)
                for row in self._store.lane(talks, seat, after=after)
            ),
        )

    def log(self, talks: str) -> Grown | None:
        """The tree of a log; None for an empty one."""
        return self._grown(
            (talks, None),
            lambda after: (
                (log_origin(row.identity), leaf_in_log(row)) for row in self._store.log(talks, after=after)
            ),
        )

    def grow(self, talks: str, seat: str, leaves: tuple[tuple[int, bytes], ...]) -> None:
        """Take in committed items of a lane, each with its number, where its tree is kept and they are next.

        What is not taken in here is read when the tree is asked for.
        """
        with self._growing:
            kept = self._kept.get((talks, seat))
            for number, leaf in leaves:
                if kept is not None and kept.tree.size == number - 1:
                    kept.tree.extend((leaf,))

    def _grown(
        self, place: tuple[str, str | None], come: Callable[[int], Iterable[tuple[str, bytes]]]
    ) -> Grown | None:
        with self._growing:
            kept = self._kept.get(place)
            for origin, leaf in come(0 if kept is None else kept.tree.size):
                if kept is None:
                    kept = self._kept[place] = Grown(origin, Tree())
                kept.tree.extend((leaf,))
            return kept


def leaf_in_log(row: LogRow) -> bytes:
    """The leaf of an event in the tree of its log."""
    return log_leaf(
        row.envelope.leaf, ((one.seat, one.number, one.identity, one.leaf) for one in row.disclosures)
    )


def receipt_for(
    desk: Desk, talks: str, seat: str, identity: str, *, with_content: bool, since: int = 0
) -> Receipt | Refusal:
    """A receipt for one item of the seat's own lane; with `since`, also that an older tree is its beginning.

    Raises `AccessError` where there is no such seat.
    """
    view = desk.view(talks, seat)
    item = view.item(identity)
    if (refusal := refused(desk, view)) is not None:
        return refusal
    grown = None if item is None else desk.trees.lane(talks, seat)
    if item is None or grown is None or item.number > grown.tree.size:
        return Refusal(rule=Rule.NOT_HERE, sentence="This seat holds nothing of that name.")
    if desk.signer is None or not 0 <= since <= grown.tree.size:
        return Refusal(
            rule=Rule.DOES_NOT_FIT, sentence="The older checkpoint has more items than this seat holds."
        )
    rows = desk.store.lane(talks, seat, after=item.number - 1, most=1) if with_content else ()
    return receipt(
        desk.signer,
        grown.tree,
        grown.origin,
        number=item.number,
        shown=rows[0].envelope if rows else None,
        since=since,
    )


def refused(desk: Desk, view: View) -> Refusal | None:
    """Why the seat gets no proof of what it holds, or None."""
    if not view.talks.receipts:
        return SWITCHED_OFF
    return NO_KEY if desk.signer is None else None


def proved_part(desk: Desk, talks: str, seat: str) -> ProvedRecord | Refusal:
    """A seat's own lane with everything that proves it. Raises `AccessError` where there is no such seat."""
    view = desk.view(talks, seat)
    if (refusal := refused(desk, view)) is not None or desk.signer is None:
        return refusal or NO_KEY
    lane = _proved_lane(desk.signer, seat, desk.store.lane(talks, seat))
    return ProvedRecord(format=RECORD_FORMAT, key=desk.signer.key, lanes=(lane,))


def proved_whole(
    signer: Signer, log: tuple[LogRow, ...], lanes: Mapping[str, tuple[LaneRow, ...]]
) -> ProvedRecord:
    """The log and all lanes with everything that proves them: for the archive alone."""
    rows = tuple(
        ProvedEvent(
            number=row.position,
            identity=row.identity,
            leaf=row.envelope.leaf,
            disclosures=tuple(
                ProvedDisclosure(seat=one.seat, number=one.number, identity=one.identity, leaf=one.leaf)
                for one in row.disclosures
            ),
            **content(row.envelope),
        )
        for row in log
    )
    note = signer.checkpoint(log_origin(log[0].identity), Tree(map(leaf_in_log, log)))
    return ProvedRecord(
        format=RECORD_FORMAT,
        key=signer.key,
        lanes=tuple(_proved_lane(signer, seat, items) for seat, items in lanes.items() if items),
        log=ProvedLog(rows=rows, checkpoint=note),
    )


def _proved_lane(signer: Signer, seat: str, items: tuple[LaneRow, ...]) -> ProvedLane:
    rows = tuple(
        ProvedItem(number=row.number, identity=row.identity, leaf=row.envelope.leaf, **content(row.envelope))
        for row in items
    )
    tree = Tree(row.envelope.leaf for row in items)
    return ProvedLane(
        seat=seat, rows=rows, checkpoint=signer.checkpoint(lane_origin(items[0].identity), tree)
    )
