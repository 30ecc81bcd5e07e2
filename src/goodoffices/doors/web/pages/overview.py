"""The first page of a mediator's desk and of a reader's: who is who, where the talks stand, what waits."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from starlette.responses import Response

from goodoffices.casework.waiting import waiting
from goodoffices.doors.web.page import MEDIATORS, READERS, Group, Nav, Page
from goodoffices.doors.web.visit import Visit
from goodoffices.record.continued import continued
from goodoffices.record.items import LaneItem, entry_in
from goodoffices.record.view import View
from goodoffices.terms.actor import Actor, Role, SeatKind
from goodoffices.terms.entry import Entry
from goodoffices.terms.meeting import ProcessState, Schedule
from goodoffices.terms.when import last_day

SHOWN = 3
"""Words on where the talks stand: the last ones; all others stand in the record."""


def show(visit: Visit) -> Response:
    """The overview."""
    waits = waiting(visit.view) if visit.seat.kind is SeatKind.MEDIATOR else ()
    return visit.page(
        "overview.html",
        stands=_stands(visit.view),
        # A report is read as of its own day, not of today.
        ahead=_ahead(visit.view, "" if visit.seat.kind is SeatKind.READER else visit.moment.day),
        ours=[wait for wait in waits if wait.awaited == visit.seat.actor],
        theirs=[wait for wait in waits if wait.awaited != visit.seat.actor],
        people=visit.talks.actors,
        sides=[actor for actor in visit.talks.actors if _is_side(actor)],
    )


def _is_side(actor: Actor) -> bool:
    return any(tenure.role is Role.PARTY for tenure in actor.roles)


class _Words(msgspec.Struct, frozen=True):
    """What was said of where the talks stand, and what dates were set, oldest first."""

    states: tuple[tuple[LaneItem, Entry, ProcessState], ...] = ()
    schedules: tuple[tuple[LaneItem, Entry, Schedule], ...] = ()


def _more_words(before: _Words, _: View, come: tuple[LaneItem, ...]) -> _Words:
    states, schedules = list(before.states), list(before.schedules)
    for item in come:
        entry = entry_in(item.matter)
        match None if entry is None else entry.content:
            case ProcessState() as state if entry is not None:
                states.append((item, entry, state))
            case Schedule() as schedule if entry is not None:
                schedules.append((item, entry, schedule))
            case _:
                pass
    return _Words(tuple(states), tuple(schedules))


def _words(view: View) -> _Words:
    return continued(view, "overview", _Words(), _more_words)


def _stands(view: View) -> Sequence[tuple[LaneItem, Entry, ProcessState]]:
    """The last words on where the talks stand, latest recorded first."""
    return _words(view).states[: -SHOWN - 1 : -1]


def _ahead(view: View, today: str) -> list[tuple[LaneItem, Entry, Schedule]]:
    """What is set for that day and later, or for any day where it is empty; what has no date stands last."""
    found: list[tuple[LaneItem, Entry, Schedule]] = []
    for item, entry, schedule in _words(view).schedules:
        end = None if entry.when is None else (entry.when.end or entry.when.start)
        if end is None or last_day(end).isoformat() >= today:
            found.append((item, entry, schedule))
    return sorted(found, key=lambda one: (one[1].when and one[1].when.start) or "9999")


PAGES = (
    Page(path="", seats=MEDIATORS | READERS, show=show, nav=Nav(label="Overview", group=Group.NOW, order=0)),
)
