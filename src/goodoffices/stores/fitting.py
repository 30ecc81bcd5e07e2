"""Whether an event and its lane items may be appended where a store stands: one answer on all."""

from __future__ import annotations

from collections.abc import Callable

from goodoffices.record.sealing import EnvelopeKind
from goodoffices.stores.store import Disclosure, LaneRow, LogRow


def refuse_misfit(
    row: LogRow,
    lanes: tuple[LaneRow, ...],
    *,
    position: int,
    head: Callable[[str], int],
    event_is_there: Callable[[str], bool],
    item_is_there: Callable[[str, str], bool],
) -> None:
    """Raise `ValueError`, with what is wrong, unless the rows fit.

    `position` is that of the last event, `head(seat)` the number of the last item of a lane;
    `event_is_there(identity)` and `item_is_there(seat, identity)` say what is taken. An identity is
    taken within its own lane only: what one lane holds must never decide what fits into another.
    """
    if row.position != position + 1:
        raise ValueError(f"position {row.position}: the next one is {position + 1}")
    if event_is_there(row.identity):
        raise ValueError(f"event identity {row.identity} is taken")
    if row.disclosures != tuple(map(disclosed, lanes)):
        raise ValueError("the lane items and what the event discloses differ")
    if row.envelope.kind is not EnvelopeKind.EVENT:
        raise ValueError("the log takes events only")
    if len({item.seat for item in lanes}) != len(lanes):
        raise ValueError("one event gives one seat one item")
    for item in lanes:
        if item.envelope.kind is not EnvelopeKind.LANE_ITEM:
            raise ValueError("a lane takes lane items only")
        if item.number != head(item.seat) + 1:
            raise ValueError(f"number {item.number}: the next one of {item.seat} is {head(item.seat) + 1}")
        if item_is_there(item.seat, item.identity):
            raise ValueError(f"item identity {item.identity} is taken")


def disclosed(item: LaneRow) -> Disclosure:
    """How the log names a lane item."""
    return Disclosure(seat=item.seat, number=item.number, identity=item.identity, leaf=item.envelope.leaf)
