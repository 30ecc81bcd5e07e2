"""Who knew what, when: asked by a seat about itself, or across all lanes as a recorded act of the archive."""

from __future__ import annotations

import msgspec

from goodoffices.desk.calendar import moment_of, read_instant
from goodoffices.desk.desk import Desk
from goodoffices.desk.recording import Author, write
from goodoffices.errors import WordError
from goodoffices.record.acts import Event, KnowledgeAsked
from goodoffices.record.items import LaneItem
from goodoffices.record.known import Known, Untold, known, not_passed_on, trail
from goodoffices.record.sealing import opened_event, shown_item
from goodoffices.record.standing import Standing
from goodoffices.record.versions_seen import TextSeen, versions_seen
from goodoffices.record.view import View, fold
from goodoffices.stores.store import LogRow, Transaction
from goodoffices.terms.actor import SeatKind
from goodoffices.terms.text import Label
from goodoffices.terms.when import first_day
from goodoffices.terms.word import Word

_DAY = len("2031-03-05")


class SeatKnew(Word):
    """What one seat knew by a moment; `untold` only where the seat is a mediator's."""

    seat: str
    by: str
    things: tuple[Known, ...]
    untold: tuple[Untold, ...] = ()
    texts: tuple[TextSeen, ...] = ()


class Held(Word):
    """One place where the words that were asked for stood: at which seat, and what held them."""

    seat: str
    thing: Known


class AllKnew(Word):
    """What every seat knew by a moment, closed ones too, and where some words stood by then."""

    talks: str
    by: Label
    seats: tuple[SeatKnew, ...]
    trail: tuple[Held, ...] = ()


def seat_knew(view: View, *, by: str, happened_by: str | None = None, words: str | None = None) -> SeatKnew:
    """What a seat knew by a day or an instant, from its own view alone.

    With `words`, only what holds them, without regard to case. Raises `WordError` where `by` or
    `happened_by` is no whole day and no instant.
    """
    _refuse_vague(by)
    if happened_by is not None:
        _refuse_vague(happened_by)
    things = known(view, by=by, happened_by=happened_by).things
    if words is not None:
        holding = {each.item for _, each in trail([view], words, by=by)}
        things = tuple(each for each in things if each.item in holding)
    mediator = view.seat.kind is SeatKind.MEDIATOR
    return SeatKnew(
        seat=view.seat.name,
        by=by,
        things=things,
        untold=not_passed_on(view, by=by) if mediator else (),
        texts=versions_seen(view, by=by),
    )


def all_knew(desk: Desk, talks: str, *, by: str, reason: str, words: str | None = None) -> AllKnew:
    """What every seat knew by a day or an instant; that it was asked, and why, is itself recorded.

    For whoever holds the store: no seat can do this, and none is told. Times are those of the log, to the
    instant. Raises `UnknownTalks`, and `WordError` where `by` is no whole day and no instant; nothing is
    then recorded.
    """
    _refuse_vague(by)
    with desk.store.transaction(talks) as transaction:
        rows = transaction.log()
        # What opens talks and seats is never erased, and what was erased nobody knew from here on.
        events = {row.position: opened_event(row.envelope) for row in rows if not row.envelope.erased}
        standing = Standing()
        for event in events.values():
            standing = standing.after(event)
        views = _views(transaction, standing, rows, events)
        write(
            transaction,
            desk.chance,
            talks=talks,
            standing=standing,
            position=rows[-1].position + 1,
            author=Author(),
            moment=moment_of(standing.roll(), standing.opened, desk.clock.now()),
            act=KnowledgeAsked(by=by, reason=reason, words=words),
        )
    found = () if words is None else trail(views, words, by=by)
    return AllKnew(
        talks=talks,
        by=by,
        seats=tuple(seat_knew(view, by=by) for view in views),
        trail=tuple(Held(seat=seat, thing=thing) for seat, thing in found),
    )


def _views(
    transaction: Transaction, standing: Standing, rows: tuple[LogRow, ...], events: dict[int, Event]
) -> list[View]:
    """Every lane folded, with the instants of the log in place of the days that seats are shown."""
    instants = {
        (shown.seat, shown.identity): _recorded(events[row.position])
        for row in rows
        if row.position in events
        for shown in row.disclosures
    }
    found: list[View] = []
    for seat in standing.seats:
        items = [
            shown_item(row.envelope, number=row.number, identity=row.identity)
            for row in transaction.lane(seat.name)
        ]
        view = fold(_timed(item, instants.get((seat.name, item.id))) for item in items)
        if view is not None:
            found.append(view)
    return found


def _timed(item: LaneItem, instant: str | None) -> LaneItem:
    return item if instant is None else msgspec.structs.replace(item, at=instant)


def _recorded(event: Event) -> str:
    """When an event was recorded; for one from a talks file, when that says."""
    claimed = event.claimed
    return event.recorded if claimed is None or claimed.recorded is None else claimed.recorded


def _refuse_vague(by: str) -> None:
    if "T" in by:
        read_instant(by)
        return
    first_day(by)
    if len(by) != _DAY:
        raise WordError(f"{by} is no day such as 2031-03-05, and no instant such as 2031-03-05T14:30+02:00")
