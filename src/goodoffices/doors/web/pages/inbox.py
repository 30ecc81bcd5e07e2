"""What a mediator was told: by mouth and through the desk, what nothing was done with yet first."""

from __future__ import annotations

from starlette.responses import Response

from goodoffices.doors.web.course import giver, open_still, received, states
from goodoffices.doors.web.page import MEDIATORS, Group, Nav, Page
from goodoffices.doors.web.visit import Visit


def show(visit: Visit) -> Response:
    """The inbox."""
    cards = [
        (item, giver(visit.view, item), states(visit.view, item.id), open_still(visit.view, item.id))
        for item in received(visit.view)
    ]
    return visit.page(
        "inbox.html",
        waiting=[card for card in cards if card[3]],
        handled=[card for card in cards if not card[3]],
    )


PAGES = (Page(path="inbox", seats=MEDIATORS, show=show, nav=Nav(label="Inbox", group=Group.CARRY, order=0)),)
