"""A talks file brought into a store: all of it, or nothing.

What a file holds happened elsewhere or before: it is recorded as it stands, never decided anew. Visibility
runs over it as over any act, so that each seat is shown what the acts themselves show it.
"""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from goodoffices.desk.calendar import moment, read_instant, zone
from goodoffices.desk.desk import Desk
from goodoffices.desk.recording import append, claimed_event, sealed_item
from goodoffices.errors import TalksFileError
from goodoffices.record.acts import Event, TalksOpened
from goodoffices.record.items import LaneItem, Matter
from goodoffices.record.references import DanglingReference, translated
from goodoffices.record.standing import Standing
from goodoffices.record.talks_file import TalksFile
from goodoffices.record.visibility import visibility
from goodoffices.stores.store import LaneRow, Transaction


class _Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What one event puts into one lane, before its references are those of the lane."""

    seat: str
    identity: str
    at: str
    matter: Matter


def open_file(desk: Desk, file: TalksFile) -> None:
    """Begin the talks of a file with everything it holds.

    Raises `TalksFileError` where a row refers to something that its seat does not hold, `WordError` for an
    unknown time zone and `ValueError` where talks of that name exist; nothing is written then.
    """
    zone(file.talks.time_zone)
    events = _events(desk, file)
    with desk.store.create(file.talks.name) as transaction:
        _write(desk, transaction, file, events)


def _events(desk: Desk, file: TalksFile) -> list[Event]:
    """The opening and each row as an event, with references that are already events'."""
    name, time_zone = file.talks.name, file.talks.time_zone
    now = desk.clock.now()
    opened = moment(now, time_zone)
    drawn = {row.id: desk.chance.identity(f"{name}/log") for row in file.record}
    events = [
        Event(
            id=desk.chance.identity(f"{name}/log"),
            recorded=opened.instant,
            day=opened.day,
            act=TalksOpened(talks=file.talks),
        )
    ]
    for row in file.record:
        claimed = now if row.recorded is None else read_instant(row.recorded)
        event = Event(
            id=drawn[row.id],
            recorded=opened.instant,
            day=moment(claimed, time_zone).day,
            seat=row.by,
            act=translated(row.deed, drawn.get),
        )
        events.append(claimed_event(event, row.id, row.recorded))
    return events


def _write(desk: Desk, transaction: Transaction, file: TalksFile, events: list[Event]) -> None:
    """Two passes: first what each lane holds under which identity, so that links may point forward."""
    name = file.talks.name
    standing = Standing()
    shown: list[list[_Shown]] = []
    names: dict[str, dict[str, str]] = {}
    for event in events:
        standing = standing.after(event)
        shown.append(_shown(desk, name, standing, event))
        for one in shown[-1]:
            names.setdefault(one.seat, {})[event.id] = one.identity
    heads: dict[str, int] = {}
    for position, (event, lanes) in enumerate(zip(events, shown, strict=True), start=1):
        rows: list[LaneRow] = []
        for one in lanes:
            heads[one.seat] = heads.get(one.seat, 0) + 1
            item = LaneItem(
                id=one.identity,
                number=heads[one.seat],
                at=one.at,
                matter=_localised(one, event, position, names[one.seat]),
            )
            rows.append(sealed_item(item, one.seat, desk.chance.opening(f"{name}/{one.seat}")))
        append(transaction, event, rows, position=position, opening=desk.chance.opening(f"{name}/log"))


def _localised(one: _Shown, event: Event, position: int, names: dict[str, str]) -> Matter:
    try:
        return translated(one.matter, names.get)
    except DanglingReference as reason:
        identity = event.claimed.identity if event.claimed else event.id
        expected = f"{identity} refers to something that seat {one.seat} does not hold"
        raise TalksFileError(0, f"record[{position - 2}]", expected) from reason


def _shown(desk: Desk, talks: str, standing: Standing, event: Event) -> list[_Shown]:
    found: list[_Shown] = []
    for seat in standing.seats:
        matter = visibility(event, standing, seat)
        if matter is None:
            continue
        identity = desk.chance.identity(f"{talks}/{seat.name}")
        own = seat.name == event.seat
        found.append(_Shown(seat=seat.name, identity=identity, at=_at(event, own=own), matter=matter))
    return found


def _at(event: Event, *, own: bool) -> str:
    """The instant of a seat's own act, and no more than the day of another's."""
    if not own:
        return event.day
    written = event.claimed.recorded if event.claimed else None
    return event.recorded if written is None else _utc(read_instant(written))


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
