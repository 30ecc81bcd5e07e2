"""Leaks in what pages, exports and the program show; see `planting`."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from goodoffices.desk import archive, computing, reading, search_index
from goodoffices.doors.cli import lane as lanes
from goodoffices.doors.web.course import State
from goodoffices.doors.web.pages import (
    meeting,
    overview,
    own_message,
    searching,
    taking_away,
)
from goodoffices.doors.web.visit import Visit
from goodoffices.record.acts import MessageWithdrawn, RelaySent
from goodoffices.record.items import Welcome
from goodoffices.record.view import View
from tests.visibility.house import House
from tests.visibility.planting import events, leak, merged, total, views

Patch = pytest.MonkeyPatch


def _reading_all(house: House, patch: Patch, name: str) -> None:
    """Let one reading go over the lanes of all seats."""
    honest = getattr(reading, name)
    patch.setattr(reading, name, lambda view, *more: honest(merged(house, view), *more))


def _paged(patch: Patch, change) -> None:
    """Let every page of a seat be rendered from a changed visit."""
    honest = Visit.page
    patch.setattr(Visit, "page", lambda visit, template, **named: honest(change(visit), template, **named))


@leak("the list of what waits holds what waits for a co-mediator")
def waiting_of_another(house: House, patch: Patch) -> None:
    honest = overview.waiting
    patch.setattr(overview, "waiting", lambda view: honest(merged(house, view)))


@leak("the meeting sheet is made from both mediators' confidences")
def sheet_of_another(house: House, patch: Patch) -> None:
    honest = meeting.sheet
    patch.setattr(meeting, "sheet", lambda view, actor, moment: honest(merged(house, view), actor, moment))


@leak("the search looks into every lane")
def search_everywhere(house: House, patch: Patch) -> None:
    honest = searching.texts

    def texts(matter):
        yield from honest(matter)
        for view in views(house):
            for item in view:
                if not isinstance(item.matter, Welcome):
                    yield from honest(item.matter)

    patch.setattr(searching, "texts", texts)
    patch.setattr(search_index, "texts", texts)


@leak("the gap is computed from the positions of all seats")
def gap_of_all(house: House, patch: Patch) -> None:
    honest = computing.gap
    patch.setattr(computing, "gap", lambda view: honest(merged(house, view)))


@leak("packages are found with the preferences of all seats")
def packages_of_all(house: House, patch: Patch) -> None:
    honest = reading.preferences
    patch.setattr(reading, "preferences", lambda view: honest(merged(house, view)))


@leak("the count of sources goes over every lane")
def sources_of_all(house: House, patch: Patch) -> None:
    _reading_all(house, patch, "sourcing")


@leak("the ladder shows the legs that others know of")
def ladder_of_all(house: House, patch: Patch) -> None:
    honest = reading.ladder
    patch.setattr(reading, "ladder", lambda view: honest(merged(house, view)))


@leak("a computed result is kept for the talks and not for the seat")
def kept_result(house: House, patch: Patch) -> None:
    kept: dict[str, object] = {}
    honest = computing.gap

    def gap(view: View):
        return kept.setdefault(view.talks.name, honest(view))

    patch.setattr(computing, "gap", gap)


@leak("a page that one seat saw is shown to the next")
def cached_page(house: House, patch: Patch) -> None:
    kept: dict[str, object] = {}
    honest = Visit.page

    def page(visit: Visit, template: str, **named):
        if template != "search.html":
            return honest(visit, template, **named)
        return kept.setdefault(f"{template}{visit.query('q')}", honest(visit, template, **named))

    patch.setattr(Visit, "page", page)


@leak("the title of a page counts what is new at the talks")
def title(house: House, patch: Patch) -> None:
    def titled(visit: Visit) -> Visit:
        talks = msgspec.structs.replace(visit.view.talks, title=f"({total(house)}) {visit.view.talks.title}")
        return replace(visit, view=msgspec.structs.replace(visit.view, talks=talks))

    _paged(patch, titled)


@leak("a message says that it was passed on as soon as a relay rests on it")
def delivered_by_itself(house: House, patch: Patch) -> None:
    honest = own_message.own_states

    def own_states(view: View, identity: str):
        relays = [event.act for event in events(house) if event.seat == "ministry"]
        rested = any(isinstance(act, RelaySent) and act.relay.rests_on for act in relays)
        return [*honest(view, identity), *([State("passed on")] if rested else [])]

    patch.setattr(own_message, "own_states", own_states)


@leak("the answer to a withdrawal says by itself whether it came too late")
def late_by_itself(house: House, patch: Patch) -> None:
    def told(visit: Visit) -> Visit:
        withdrawn = any(True for _ in visit.view.of_type(MessageWithdrawn))
        relayed = any(isinstance(event.act, RelaySent) and event.seat == "judge" for event in events(house))
        if not withdrawn:
            return visit
        talks = msgspec.structs.replace(visit.view.talks, title="Too late" if relayed else "In time")
        return replace(visit, view=msgspec.structs.replace(visit.view, talks=talks))

    _paged(patch, told)


@leak("the menu counts what is unread at every seat")
def unread(house: House, patch: Patch) -> None:
    honest = Visit.menu

    def menu(visit: Visit):
        count = sum(view.version for view in views(house))
        return [
            (
                group,
                [(replace(nav, label=f"{nav.label} {count}"), address, here) for nav, address, here in rows],
            )
            for group, rows in honest(visit)
        ]

    patch.setattr(Visit, "menu", menu)


@leak("the export ends with the digest of the whole log")
def export_digest(house: House, patch: Patch) -> None:
    honest = taking_away._file

    def file(visit: Visit, content: bytes, media_type: str, ending: str):
        row = house.desk.store.log("test")[-1]
        return honest(visit, content + row.envelope.leaf, media_type, ending)

    patch.setattr(taking_away, "_file", file)


@leak("the export comes in the order of other lanes' growth")
def export_order(house: House, patch: Patch) -> None:
    honest = archive.seat_part

    def seat_part(desk, talks, seat):
        part = honest(desk, talks, seat)
        return msgspec.structs.replace(part, items=part.items[:: 1 if total(house) % 2 else -1])

    patch.setattr(taking_away, "seat_part", seat_part)


@leak("the export is padded to the size of the largest lane")
def export_size(house: House, patch: Patch) -> None:
    honest = taking_away._file

    def file(visit: Visit, content: bytes, media_type: str, ending: str):
        largest = max(view.version for view in views(house))
        return honest(visit, content + b" " * largest, media_type, ending)

    patch.setattr(taking_away, "_file", file)


@leak("a picture is as wide as the whole record")
def picture(house: House, patch: Patch) -> None:
    from goodoffices.doors.web.pages import record

    honest = record.columns
    patch.setattr(record, "columns", lambda shown: honest(shown)[: 1 + total(house) % 2])


@leak("the first page of a party shows when the mediator was last at work")
def last_seen(house: House, patch: Patch) -> None:
    honest = Visit.time

    def time(visit: Visit, at: str) -> str:
        worked = [event.recorded for event in events(house) if event.seat == "ministry"]
        return f"{honest(visit, at)}{worked[-1] if worked else ''}"

    patch.setattr(Visit, "time", time)


@leak("the program prints how many events the store holds")
def printed_total(house: House, patch: Patch) -> None:
    honest, closing = lanes.say, house.store.close
    held: list[int] = []

    def close() -> None:
        held.append(total(house))
        closing()

    house.store.close = close  # type: ignore[method-assign]
    patch.setattr(lanes, "say", lambda text: honest(f"{text} ({held[-1]})"))
