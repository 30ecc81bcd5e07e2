"""What is taken away: one seat's own part, or the whole record as a recorded act of the archive."""

from __future__ import annotations

from goodoffices.casework.refusal import Refusal
from goodoffices.desk.calendar import moment_of
from goodoffices.desk.desk import Desk
from goodoffices.desk.proving import NO_KEY, proved_whole
from goodoffices.desk.recording import Author, write
from goodoffices.errors import UnknownTalks
from goodoffices.record.acts import (
    ContentErased,
    EntryNoted,
    Event,
    FellDue,
    KnowledgeAsked,
    RecordExported,
    SeatClosed,
    SeatOpened,
    TalksOpened,
)
from goodoffices.record.items import LaneItem
from goodoffices.record.receipt import ProvedRecord
from goodoffices.record.references import DanglingReference, translated
from goodoffices.record.sealing import opened_event
from goodoffices.record.standing import Standing
from goodoffices.record.talks_file import FORMAT, Row, TalksFile
from goodoffices.stores.store import LaneRow, LogRow
from goodoffices.terms.actor import Seat
from goodoffices.terms.talks import Talks
from goodoffices.terms.word import Word


class SeatPart(Word):
    """Everything that one seat holds, in its own order and under its own identities."""

    format: str
    talks: Talks
    seat: Seat
    items: tuple[LaneItem, ...]


SEAT_FORMAT = "goodoffices-seat/1"


def seat_part(desk: Desk, talks: str, seat: str) -> SeatPart:
    """What a seat may take away. Raises `AccessError` where there is no such seat."""
    view = desk.view(talks, seat)
    return SeatPart(format=SEAT_FORMAT, talks=view.talks, seat=view.seat, items=tuple(view))


def whole(desk: Desk, talks: str, *, reason: str) -> TalksFile:
    """The whole record of the talks, across all seats; that it was taken out is itself recorded.

    For whoever runs the desk: no seat can do this. Raises `UnknownTalks`.
    """
    rows = _taken_out(desk, talks, reason)[0]
    return as_file([opened_event(row.envelope) for row in rows if not row.envelope.erased])


def whole_with_proofs(desk: Desk, talks: str, *, reason: str) -> ProvedRecord | Refusal:
    """The same, as a record whose every row can be proved; refused where the desk has no key to sign with.

    The rules on receipts bind seats, not the archive. Raises `UnknownTalks`.
    """
    if desk.signer is None:
        return NO_KEY
    rows, lanes = _taken_out(desk, talks, reason)
    return proved_whole(desk.signer, rows, lanes)


def _taken_out(
    desk: Desk, talks: str, reason: str
) -> tuple[tuple[LogRow, ...], dict[str, tuple[LaneRow, ...]]]:
    """The log and all lanes as they stand; then the act that records that they were taken out."""
    with desk.store.transaction(talks) as transaction:
        rows = transaction.log()
        standing = Standing()
        for row in rows:
            if not row.envelope.erased:
                standing = standing.after(opened_event(row.envelope))
        lanes = {seat.name: transaction.lane(seat.name) for seat in standing.seats}
        write(
            transaction,
            desk.chance,
            talks=talks,
            standing=standing,
            position=rows[-1].position + 1,
            author=Author(),
            moment=moment_of(standing.roll(), standing.opened, desk.clock.now()),
            act=RecordExported(reason=reason),
        )
    return rows, lanes


def as_file(events: list[Event]) -> TalksFile:
    """A log as a talks file: imported acts under their identities there, others under the event's.

    An act that cannot be told without another whose content was erased is left out with it.

    Raises `UnknownTalks` for a log without an opening.
    """
    names = {event.id: event.claimed.identity if event.claimed else event.id for event in events}
    talks: Talks | None = None
    standing = Standing()
    record: list[Row] = []
    for event in _tellable(events):
        standing = standing.after(event)
        talks = standing.talks
        row = _row(event, names)
        if row is not None:
            record.append(row)
    if talks is None:
        raise UnknownTalks("this log does not begin with the opening of talks")
    return TalksFile(format=FORMAT, talks=talks, record=tuple(record))


def _tellable(events: list[Event]) -> list[Event]:
    """The events whose references all lead to events that are there."""
    there = {event.id: event.id for event in events}
    while True:
        kept = [event for event in events if event.id in there and _leads(event, there)]
        if len(kept) == len(there):
            return kept
        there = {event.id: event.id for event in kept}


def _leads(event: Event, there: dict[str, str]) -> bool:
    try:
        translated(event.act, there.get)
    except DanglingReference:
        return False
    return True


def _row(event: Event, names: dict[str, str]) -> Row | None:
    """The row of an act done from a seat; None for what the desk and the archive did themselves."""
    recorded = event.claimed.recorded if event.claimed else event.recorded
    act = event.act
    match act:
        case (
            TalksOpened()
            | SeatOpened()
            | SeatClosed()
            | FellDue()
            | ContentErased()
            | RecordExported()
            | KnowledgeAsked()
        ):
            return None
        case EntryNoted():
            entry = translated(act.entry, names.get)
            return Row(id=names[event.id], by=event.seat or "", recorded=recorded, entry=entry)
        case _:
            return Row(
                id=names[event.id], by=event.seat or "", recorded=recorded, act=translated(act, names.get)
            )
