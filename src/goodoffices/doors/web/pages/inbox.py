"""What a mediator was told: by mouth and through the desk, what nothing was done with yet first."""

from __future__ import annotations

from starlette.responses import Response

from goodoffices.doors.web.course import State, giver, inbox, states
from goodoffices.doors.web.page import MEDIATORS, Group, Nav, Page
from goodoffices.doors.web.paging import Part, newest_first
from goodoffices.doors.web.visit import Visit
from goodoffices.record.items import LaneItem


def show(visit: Visit) -> Response:
    """The inbox."""
    told = inbox(visit.view)
    handled = sorted(told.handled.values(), key=lambda item: item.number)
    return visit.page(
        "inbox.html",
        waiting=_cards(visit, list(told.waiting.values()), "page"),
        handled=_cards(visit, handled, "handled"),
    )


def _cards(visit: Visit, told: list[LaneItem], page: str) -> Part[tuple[LaneItem, str, list[State]]]:
    """One page of what was told, newest first, each with its giver and what became of it."""
    part = newest_first(told[::-1], visit.query(page))
    cards = [(item, giver(visit.view, item), states(visit.view, item.id)) for item in part.shown]
    return part.showing(cards)


PAGES = (Page(path="inbox", seats=MEDIATORS, show=show, nav=Nav(label="Inbox", group=Group.CARRY, order=0)),)
